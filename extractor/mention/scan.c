/* scan.c: one literal scan, then only the rules whose trigger stands in a clause, on that clause. */
#include "mention/mention.h"

#include <stdlib.h>

/* A place in the clause where the rules in the mask may start. */
struct start { uint32_t at; uint64_t rules[NMASK]; };

struct scanning {
	struct scan *scan;
	const struct rulebook *book;
	struct matcher *matcher;
	struct arena *mem;
	LIST(struct start) starts;                     /* of the clause */
	struct hits triggers;                          /* of the rules that say where they start, by end */
	uint64_t mask[NMASK];                          /* the other rules with a trigger in the clause */
	uint32_t first[RULES_MAX], last[RULES_MAX];    /* where their first and last trigger starts */
};

static void limit_reached(struct scanning *s, const struct rule *r) {
	struct notes *notes = &s->scan->notes;
	if (notes->n >= NOTES_MAX) return;
	*LIST_PUSH(notes, s->mem) = (struct note){STR("rule.limit"), r->id};
}

/* One match of the rule in fold[from, to) that starts at `last` or before; its end, or 0. */
static uint32_t try_rule(struct scanning *s, const struct rule *r, uint32_t from, uint32_t last, uint32_t to) {
	struct mention m = {.rule = r, .word = -1};
	int got = rule_match_until(r, s->matcher, s->scan->article->text.fold, from, last, to, &m.at, m.group);
	if (got == MATCH_LIMIT) limit_reached(s, r);
	if (got != MATCH_YES) return 0;
	if (m.at.at < m.at.end) *LIST_PUSH(&s->scan->of[r->kind], s->mem) = m;
	return m.at.end > from ? m.at.end : from + 1;
}

/* A rule that may start anywhere: searched for from REACH characters before its first trigger to the last. */
static void search(struct scanning *s, const struct rule *r, uint32_t from, uint32_t last, uint32_t to) {
	while (from <= last && (from = try_rule(s, r, from, last, to))) {}
}

/* The rules with a trigger in [at, at + REACH_NEAR]. Triggers come by end. */
static void rules_near(const struct scanning *s, uint32_t at, uint64_t near[NMASK]) {
	int lo;
	BISECT(lo, s->triggers.n, s->triggers.v[lo].at.end <= at);
	memset(near, 0, sizeof(uint64_t) * NMASK);
	for (; lo < s->triggers.n && s->triggers.v[lo].at.end <= at + 2 * REACH_NEAR; lo++)
		if (s->triggers.v[lo].at.at >= at && s->triggers.v[lo].at.at <= at + REACH_NEAR)
			for (int w = 0; w < NMASK; w++) near[w] |= s->book->call[s->triggers.v[lo].call].near[w];
}

/* A word of list quantity-units behind the number at `at`: 1300多万吨. */
static bool has_unit(const struct scanning *s, uint32_t at, uint32_t to) {
	const struct rulebook *b = s->book;
	const uint32_t *fold = s->scan->article->text.fold;
	int word;
	for (uint32_t n = 1; at < to && n; at += n) {
		unsigned mark = rule_mark(b, fold[at]);
		bool number = mark & (MARK_digit | MARK_numeral | MARK_space) || fold[at] == '.' || fold[at] == ',';
		n = number ? 1 : wordlist_at(b->inside, fold + at, to - at, &word);
		if (!n) return wordlist_at(b->units, fold + at, to - at, &word) > 0;
	}
	return false;
}

/* The rules that may start at x: those with a trigger near. */
static void rules_here(const struct scanning *s, const struct start *x, uint32_t to, uint64_t near[NMASK]) {
	const struct rulebook *b = s->book;
	uint64_t measured = 0;
	rules_near(s, x->at, near);
	for (int w = 0; w < NMASK; w++) measured |= x->rules[w] & b->measured[w];
	if (!measured || !b->units || !b->inside || !has_unit(s, x->at, to)) return;
	for (int w = 0; w < NMASK; w++) near[w] |= b->measured[w];
}

/* Rules that say where they start are tried there only, and only with a trigger near; what overlaps is settled later. */
static void try_starts(struct scanning *s, uint32_t to) {
	uint64_t near[NMASK], may[NMASK];
	for (int i = 0; i < s->starts.n; i++) {
		struct start x = s->starts.v[i];
		rule_sieve(s->matcher, x.rules, s->scan->article->text.fold, x.at, to, may);
		uint64_t any = 0;
		for (int w = 0; w < NMASK; w++) any |= x.rules[w] &= may[w];
		if (!any) continue;
		rules_here(s, &x, to, near);
		for (int w = 0; w < NMASK; w++)
			for (uint64_t bits = near[w] & x.rules[w]; bits; bits &= bits - 1)
				try_rule(s, &s->book->rule[w * 64 + __builtin_ctzll(bits)], x.at, x.at, to);
	}
}

static void run_clause(struct scanning *s, uint32_t from, uint32_t to) {
	try_starts(s, to);
	for (int w = 0; w < NMASK; w++)
		for (; s->mask[w]; s->mask[w] &= s->mask[w] - 1) {
			int no = w * 64 + __builtin_ctzll(s->mask[w]);
			uint32_t start = s->first[no] > from + REACH ? s->first[no] - REACH : from;
			search(s, &s->book->rule[no], start, s->last[no], to);
		}
	s->starts.n = s->triggers.n = 0;
}

static void add_start(struct scanning *s, uint32_t at, const uint64_t *rules) {
	struct start *x = LIST_PUSH(&s->starts, s->mem);
	x->at = at;
	memcpy(x->rules, rules, sizeof x->rules);
}

/* A trigger of a rule that may start anywhere: the clause is searched from REACH characters before the first to the last. */
static void add_search(struct scanning *s, const struct hit *h, int no) {
	if (!(s->mask[no / 64] >> no % 64 & 1)) s->first[no] = h->at.at;
	s->last[no] = h->at.at;
	s->mask[no / 64] |= UINT64_C(1) << no % 64;
}

static void add_hit(struct scanning *s, const struct hit *h) {
	const struct call *c = &s->book->call[h->call];
	for (int w = 0; w < NMASK && c->searches; w++)
		for (uint64_t bits = c->search[w]; bits; bits &= bits - 1) add_search(s, h, w * 64 + __builtin_ctzll(bits));
	if (c->starts) add_start(s, h->at.at, c->start);
	if (c->nears) *LIST_PUSH(&s->triggers, s->mem) = *h;
}

/* A run of digits and numerals starts at i, whose mark is `now`; 25 in 3.25 and 234 in 1,234 start none. */
static bool number_starts(const struct scanning *s, const uint32_t *fold, uint32_t i, unsigned before, unsigned now) {
	if (!(now & (MARK_digit | MARK_numeral)) || before & (MARK_digit | MARK_numeral)) return false;
	bool point = i > 1 && (fold[i - 1] == '.' || fold[i - 1] == ',');
	return !(point && now & MARK_digit && rule_mark(s->book, fold[i - 2]) & MARK_digit);
}

static void end_clause(struct scanning *s, uint32_t from, uint32_t to, int *h) {
	const struct hits *hits = &s->scan->hits;
	for (; *h < hits->n && hits->v[*h].at.end <= to; ++*h)
		if (hits->v[*h].at.at >= from) add_hit(s, &hits->v[*h]);
	run_clause(s, from, to);
}

/* Hits come by end, clauses by start: one walk over both. */
static void run_clauses(struct scanning *s) {
	const struct text *t = &s->scan->article->text;
	uint32_t from = 0, n = (uint32_t)t->n;
	unsigned before = 0;
	int h = 0;
	for (uint32_t i = 0; i < n; i++) {
		unsigned now = rule_mark(s->book, t->fold[i]);
		if (number_starts(s, t->fold, i, before, now)) add_start(s, i, now & MARK_digit ? s->book->at_digits : s->book->at_numerals);
		before = now;
		if (!(now & MARK_clause)) continue;
		end_clause(s, from, i, &h);
		from = i + 1;
	}
	end_clause(s, from, n, &h);
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

void mention_scan(struct scan *scan, const struct article *a, const struct rulebook *b, struct matcher *m, struct arena *mem) {
	mention_scan_explained(scan, a, b, m, mem, NULL);
}

void mention_scan_explained(struct scan *scan, const struct article *a, const struct rulebook *b, struct matcher *m, struct arena *mem,
	struct explain *explain) {
	*scan = (struct scan){.article = a, .explain = explain};
	struct scanning s = {.scan = scan, .book = b, .matcher = m, .mem = mem};
	scan->words = ARENA_NEW(mem, struct founds, b->nlist + 1);
	rule_scan(b, a->text.fold, a->text.n, &scan->hits, scan->words, mem);
	run_clauses(&s);
	mention_settle(&scan->of[KIND_amount]);
	mention_settle(&scan->of[KIND_date]);
	mention_settle(&scan->of[KIND_quantity]);
	mention_zones(scan, b, m, mem);
	mention_orgs(scan, b, m, mem);
}
