/* cues.c: the page rules by what they say, the weights by cue. */
#include "article/priv.h"

#include <assert.h>

static void weights_read(struct page *p) {
	static const char *const names[NCUE] = {
#define X(question, name) #question "." #name,
		CUES(X)
#undef X
	};
	const struct wordlist *w = rule_list(p->book, "page-weights");
	for (int c = 0; c < NCUE; c++) {
		uint32_t text[32];
		size_t n = strlen(names[c]);
		assert(n < COUNT(text));
		for (size_t i = 0; i < n; i++) text[i] = (unsigned char)names[c][i];
		int at = wordlist_find(w, (ustr){text, n});
		int64_t weight;
		if (at >= 0 && w->word[at].ncol > 1 && str_int(w->word[at].col[1], &weight)) p->weight[c] = (int)weight;
	}
}

void page_rules(struct page *p) {
	static const char *const leads[NLEAD] = {
#define X(name) #name,
		LEADS(X)
#undef X
	};
	for (int i = 0; i < p->book->nrule; i++) {
		const struct rule *r = &p->book->rule[i];
		for (int k = 0; r->kind == KIND_page && k < NLEAD; k++)
			if (str_is(r->lead, leads[k]) && p->rules[k].n < RULES_PER_LEAD) p->rules[k].v[p->rules[k].n++] = r;
	}
#define X(name) p->name = rule_list(p->book, "page-" #name);
	LISTS(X)
#undef X
	p->zones = rule_list(p->book, "zones");
	p->places = rule_list(p->book, "places");
	weights_read(p);
}

const struct rule *page_match(struct page *p, enum lead lead, uint32_t at, uint32_t end, span *whole, span group[NGROUP]) {
	for (int i = 0; i < p->rules[lead].n; i++)
		if (rule_match(p->rules[lead].v[i], p->matcher, p->t->fold, at, end, whole, group) == MATCH_YES) return p->rules[lead].v[i];
	return NULL;
}

str page_str(const struct page *p, span at) { return arena_utf8(p->mem, ustr_sub(p->t->cp, at)); }
