/* scan.c: one literal scan, then only the rules whose trigger stands in a clause, on that clause. */
#include "mention/mention.h"

#include <stdlib.h>

struct scanning {
	struct scan *scan;
	const struct rulebook *book;
	struct matcher *matcher;
	struct arena *mem;
	uint64_t mask[NMASK];                          /* rules with a trigger in the clause */
	uint32_t first[RULES_MAX], last[RULES_MAX];    /* where their first and last trigger starts */
};

static void limit_reached(struct scanning *s, const struct rule *r) {
	struct notes *notes = &s->scan->notes;
	if (notes->n >= NOTES_MAX) return;
	*LIST_PUSH(notes, s->mem) = (struct note){STR("rule.limit"), r->id};
}

/* All matches of one rule in fold[from, to) that start at `last` or before. */
static void run_rule(struct scanning *s, const struct rule *r, uint32_t from, uint32_t last, uint32_t to) {
	const uint32_t *fold = s->scan->article->text.fold;
	while (from <= last) {
		struct mention m = {.rule = r, .word = -1};
		int got = rule_match_until(r, s->matcher, fold, from, last, to, &m.at, m.group);
		if (got == MATCH_LIMIT) limit_reached(s, r);
		if (got != MATCH_YES) return;
		from = m.at.end > from ? m.at.end : from + 1;
		if (m.at.at < m.at.end) *LIST_PUSH(&s->scan->of[r->kind], s->mem) = m;
	}
}

/* A hit is a reason to run its rules on the clause from REACH characters before the first of them to the last. */
static void add_hit(struct scanning *s, const struct hit *h) {
	const uint64_t *rules = s->book->literal[h->literal].rules;
	for (int w = 0; w < NMASK; w++)
		for (uint64_t bits = rules[w]; bits; bits &= bits - 1) {
			int no = w * 64 + __builtin_ctzll(bits);
			if (!(s->mask[w] >> no % 64 & 1)) s->first[no] = h->at.at;
			s->last[no] = h->at.at;
			s->mask[w] |= UINT64_C(1) << no % 64;
		}
}

static void run_clause(struct scanning *s, uint32_t from, uint32_t to) {
	for (int w = 0; w < NMASK; w++)
		for (; s->mask[w]; s->mask[w] &= s->mask[w] - 1) {
			int no = w * 64 + __builtin_ctzll(s->mask[w]);
			uint32_t start = s->first[no] > from + REACH ? s->first[no] - REACH : from;
			run_rule(s, &s->book->rule[no], start, s->last[no], to);
		}
}

/* Hits come by end, clauses by start: one walk over both. */
static void run_clauses(struct scanning *s) {
	const struct text *t = &s->scan->article->text;
	const struct hits *hits = &s->scan->hits;
	uint32_t from = 0, n = (uint32_t)t->n;
	int h = 0;
	for (uint32_t i = 0; i <= n; i++) {
		if (i < n && !(rule_mark(s->book, t->fold[i]) & MARK_clause)) continue;
		for (; h < hits->n && hits->v[h].at.end <= i; h++)
			if (hits->v[h].at.at >= from) add_hit(s, &hits->v[h]);
		run_clause(s, from, i);
		from = i + 1;
	}
}

static int by_start(const void *a, const void *b) {
	const struct mention *x = a, *y = b;
	if (x->at.at != y->at.at) return x->at.at < y->at.at ? -1 : 1;
	if (x->at.end != y->at.end) return x->at.end > y->at.end ? -1 : 1;
	return (x->rule->no > y->rule->no) - (x->rule->no < y->rule->no);
}

void mention_settle(struct mentions *all) {
	if (!all->n) return;
	qsort(all->v, (size_t)all->n, sizeof *all->v, by_start);
	int kept = 0;
	for (int i = 1; i < all->n; i++) {
		struct mention *last = &all->v[kept], *m = &all->v[i];
		if (m->at.at >= last->at.end) all->v[++kept] = *m;
		else if (span_len(m->at) > span_len(last->at)) *last = *m;
	}
	all->n = kept + 1;
}

void mention_clause(const struct article *a, const struct rulebook *b, uint32_t i, uint32_t *from, uint32_t *to) {
	const uint32_t *fold = a->text.fold;
	uint32_t n = (uint32_t)a->text.n;
	for (*from = i; *from > 0 && !(rule_mark(b, fold[*from - 1]) & MARK_clause);) --*from;
	for (*to = i; *to < n && !(rule_mark(b, fold[*to]) & MARK_clause);) ++*to;
}

void mention_scan(struct scan *scan, const struct article *a, const struct rulebook *b, struct matcher *m, struct arena *mem) {
	*scan = (struct scan){.article = a};
	struct scanning s = {.scan = scan, .book = b, .matcher = m, .mem = mem};
	rule_scan(b, m, a->text.fold, a->text.n, &scan->hits, mem);
	run_clauses(&s);
	mention_settle(&scan->of[KIND_amount]);
	mention_settle(&scan->of[KIND_date]);
	mention_zones(scan, b, m, mem);
	mention_orgs(scan, b, m, mem);
}
