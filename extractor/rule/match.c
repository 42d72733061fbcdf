/* match.c: what a thread needs to match, and the two ways of matching: one rule on a stretch, all literals at once. */
#include "rule/priv.h"

enum { STACK_MIN = 32 * 1024, STACK_MAX = 1024 * 1024, CAPTURES = 64 };

int matcher_init(struct matcher *m, const struct rulebook *b, struct err *err) {
	(void)err; /* only memory can fail */
	*m = (struct matcher){0};
	m->data = pcre2_match_data_create(CAPTURES, NULL);
	m->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	m->context = pcre2_match_context_copy(b->limits);
	if (!m->data || !m->stack || !m->context) die("out of memory");
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	m->sieve = sieve_make(b->outline, &m->mem);
	return 0;
}

void matcher_free(struct matcher *m) {
	pcre2_match_data_free(m->data);
	pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	sieve_free(m->sieve);
	arena_free(&m->mem);
	*m = (struct matcher){0};
}

int rule_match(const struct rule *r, struct matcher *m, const uint32_t *s, uint32_t from, uint32_t to, span *at, span group[NGROUP]) {
	return rule_match_until(r, m, s, from, to, to, at, group);
}

int rule_match_until(const struct rule *r, struct matcher *m, const uint32_t *s, uint32_t from, uint32_t last, uint32_t to, span *at,
	span group[NGROUP]) {
	uint32_t base = rule_kinds[r->kind].mention ? 0 : from;
	pcre2_set_offset_limit(m->context, last - base);
	int n = (r->jit ? pcre2_jit_match : pcre2_match)(r->re, s + base, to - base, from - base, 0, m->data, m->context);
	if (n == PCRE2_ERROR_NOMATCH) return MATCH_NONE;
	if (n < 0) return MATCH_LIMIT;
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m->data);
	*at = (span){(uint32_t)v[0] + base, (uint32_t)v[1] + base};
	memset(group, 0, sizeof(span) * NGROUP);
	for (int i = 1; i < n; i++) {
		if (r->slot[i] < 0 || v[2 * i] == PCRE2_UNSET) continue;
		group[r->slot[i]] = (span){(uint32_t)v[2 * i] + base, (uint32_t)v[2 * i + 1] + base};
	}
	return MATCH_YES;
}

/* ---- the literal scan -------------------------------------------------------------- */

struct scanning { const struct rulebook *book; struct hits *triggers; struct founds *words; struct arena *mem; };

static void take(const struct scanning *s, int literal, uint32_t end) {
	const struct literal *l = &s->book->literal[literal];
	span at = {end - l->length, end};
	if (l->call) *LIST_PUSH(s->triggers, s->mem) = (struct hit){at, l->call - 1};
	for (;; l = &s->book->literal[l->same]) {
		if (l->list >= 0) *LIST_PUSH(&s->words[l->list], s->mem) = (struct found){at, l->word};
		if (l->same < 0) return;
	}
}

/* The literals that end right before s + end, of two characters or more. */
static void take_longer(const struct scanning *s, const uint32_t *fold, uint32_t end) {
	const struct trie *t = &s->book->literals;
	const struct edge *e = trie_edge(t, edge_pair(fold[end - 1], fold[end - 2]));
	for (uint32_t k = 2; e; k++) {
		if (e->word >= 0) take(s, e->word, end);
		e = e->to && k < end ? trie_edge(t, edge_next(e->to, fold[end - 1 - k])) : NULL;
	}
}

void rule_scan(const struct rulebook *b, const uint32_t *fold, size_t n, struct hits *triggers, struct founds *words, struct arena *mem) {
	const struct scanning s = {b, triggers, words, mem};
	const struct trie *t = &b->literals;
	const struct edge *e;
	for (uint32_t i = 0; i < n; i++) {
		if (trie_one(t, fold[i]) && (e = trie_edge(t, edge_one(fold[i])))) take(&s, e->word, i + 1);
		if (i && trie_pair(t, fold[i], fold[i - 1])) take_longer(&s, fold, i + 1);
	}
}
