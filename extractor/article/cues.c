/* cues.c: the page rules by what they say, the weights by cue, the word lists: looked up once for all pages. */
#include "article/priv.h"

#include <assert.h>

const char *const cue_names[NCUE] = {
#define X(question, name) #question "." #name,
	CUES(X)
#undef X
};

static void weights_read(struct layout *l) {
	const struct wordlist *w = rule_list(l->book, "page-weights");
	for (int c = 0; c < NCUE; c++) {
		uint32_t text[32];
		size_t n = strlen(cue_names[c]);
		assert(n < COUNT(text));
		for (size_t i = 0; i < n; i++) text[i] = (unsigned char)cue_names[c][i];
		int at = wordlist_find(w, (ustr){text, n});
		int64_t weight;
		if (at >= 0 && w->word[at].ncol > 1 && str_int(w->word[at].col[1], &weight)) l->weight[c] = (int)weight;
	}
}

static const char *const leads[NLEAD] = {
#define X(name) #name,
	LEADS(X)
#undef X
};

bool article_lead(str lead) {
	for (int k = 0; k < NLEAD; k++)
		if (str_is(lead, leads[k])) return true;
	return false;
}

static void rules_sort(struct layout *l) {
	for (int i = 0; i < l->book->nrule; i++) {
		const struct rule *r = &l->book->rule[i];
		for (int k = 0; r->kind == KIND_page && k < NLEAD; k++)
			if (str_is(r->lead, leads[k]) && l->rules[k].n < RULES_PER_LEAD) {
				l->rules[k].v[l->rules[k].n++] = r;
				l->rules[k].bits |= r->bit;
			}
	}
}

static void asked_sort(struct layout *l) {
	for (int k = 0; k < NLEAD; k++) {
		uint64_t bits = l->rules[k].bits;
		bool longer = k == LEAD_masthead || k == LEAD_editors || k == LEAD_turn || k == LEAD_figure || k == LEAD_caption || k == LEAD_notice || k == LEAD_weather ||
			k == LEAD_table;
		if (k == LEAD_tail) l->asked[TRIAL_END] |= bits;
		else if (k != LEAD_rubric && k != LEAD_scene) l->asked[TRIAL_SHORT] |= bits;
		bool begins = k == LEAD_lead || k == LEAD_item || k == LEAD_back;
		if (longer || begins) l->asked[TRIAL_LONG] |= bits;
		if (begins) l->asked[TRIAL_START] |= bits;
	}
}

const struct layout *layout_of(struct matcher *m, const struct rulebook *book) {
	if (m->layout) return m->layout;
	struct layout *l = ARENA_NEW(&m->mem, struct layout, 1);
	l->book = book;
	rules_sort(l);
	asked_sort(l);
#define X(name) l->name = rule_list(book, "page-" #name);
	LISTS(X)
#undef X
	l->zones = rule_list(book, "zones");
	l->places = rule_list(book, "places");
	int n = l->zones ? l->zones->nword : 0;
	l->zone_name = ARENA_NEW(&m->mem, ustr, n + 1);
	for (int i = 0; i < n; i++) l->zone_name[i] = arena_ustr(&m->mem, l->zones->word[i].col[0]);
	l->lexicon = ARENA_NEW(&m->mem, struct lexicon *, 1);
	weights_read(l);
	return m->layout = l;
}

struct trial page_trial(const struct page *p, enum trial_kind kind, span at) {
	return (struct trial){at, rule_may(p->look->book, p->look->asked[kind], p->t->fold + at.at, span_len(at))};
}

const struct rule *page_match_next(struct page *p, enum lead lead, struct trial t, int *i, span *whole, span group[NGROUP]) {
	if (!(t.may & p->look->rules[lead].bits)) return NULL;
	while (*i < p->look->rules[lead].n) {
		const struct rule *r = p->look->rules[lead].v[(*i)++];
		if (r->bit & t.may && rule_match(r, p->matcher, p->t->fold, t.at.at, t.at.end, whole, group) == MATCH_YES) return r;
	}
	return NULL;
}

const struct rule *page_match(struct page *p, enum lead lead, struct trial t, span *whole, span group[NGROUP]) {
	int i = 0;
	return page_match_next(p, lead, t, &i, whole, group);
}

str page_str(const struct page *p, span at) { return arena_utf8(p->mem, ustr_sub(p->t->cp, at)); }
