/* repeat.c: a pull quote repeats a sentence of the article in large type beside it, with or without quotes of its own, over
 * one line or several, and may name who said it. A block of its own whose text stands in a longer paragraph, or runs on in
 * the next column, is taken for furniture; one that follows a large figure even when it goes on. */
#include "article/priv.h"

enum { KEY = 10, LEAST = 12, SHORT = 160, LONGER = 10, SAME = 16, STARTS = 1024, LINES = 4, REST = 3, CUT_MAX = 64, TIMES = 3, WITHIN = 40, NEXT = 2 };

struct slot { uint64_t hash; int unit; bool used; };
struct table { struct slot *v; uint32_t mask; int cuts, marked; bool starts[STARTS]; };
struct quote { int units; uint32_t n, text[SHORT]; bool commas, sentence; }; /* its text without marks around it, breaks and who said it */

/* Does one that is looked for start with these two characters? Few places of a page pass. */
static bool *starts_with(struct table *t, const uint32_t *s) { return &t->starts[(s[0] + 5 * s[1]) % STARTS]; }

static uint64_t key_hash(const uint32_t *s) {
	uint64_t h = 14695981039346656037u;
	for (int i = 0; i < KEY; i++) h = (h ^ s[i]) * 1099511628211u;
	return h ? h : 1;
}

static struct slot *slot_of(const struct table *t, uint64_t hash) {
	uint32_t i = (uint32_t)(hash >> 32) & t->mask;
	while (t->v[i].used && t->v[i].hash != hash) i = (i + 1) & t->mask;
	return &t->v[i];
}

static bool stop(const struct page *p, uint32_t c) { return rule_mark(p->look->book, c) & (MARK_end | MARK_close | MARK_quote | MARK_comma); }

static bool quote_add(const struct page *p, struct quote *q, const struct unit *u) {
	for (uint32_t i = u->text.at; i < u->text.end; i++) {
		uint32_t c = p->t->fold[i];
		if (!q->n && page_mark(p, i) & (MARK_open | MARK_quote)) continue;
		if (q->n == SHORT) return false;
		if (c == 0x2014 && q->n >= LEAST) return true; /* a dash, and who said it */
		q->commas = q->commas || c == ',';
		q->text[q->n++] = c;
	}
	return true;
}

/* The block that starts with unit i, when it may be a pull quote. */
static bool quote_read(const struct page *p, int i, struct quote *q) {
	const struct unit *u = &p->units.v[i];
	q->units = 0, q->n = 0, q->commas = q->sentence = false;
	if (!u->gap || span_len(u->text) > SHORT) return false;
	for (int k = i; k < p->units.n && p->units.v[k].block == u->block; k++) {
		const struct unit *v = &p->units.v[k];
		bool text = v->kind == UNIT_PARAGRAPH || v->kind == UNIT_HEAD || v->kind == UNIT_NAMES;
		if (++q->units > LINES || !text || (q->units > 1 && v->flags & IS_OPENER) || !quote_add(p, q, v)) return false;
		q->sentence = q->sentence || v->kind == UNIT_PARAGRAPH;
	}
	while (q->n && stop(p, q->text[q->n - 1])) q->n--;
	return q->n >= LEAST && (q->sentence || q->commas);
}

/* A short block of several lines is no text that another could repeat. */
static bool stacked(const struct page *p, int i) {
	struct quote q;
	for (int n = 0; i && n < LINES && !p->units.v[i].gap; n++) i--;
	return quote_read(p, i, &q) && q.units > 1;
}

static bool figure_above(const struct page *p, int i) { return i && p->units.v[i - 1].kind == UNIT_FURNITURE && p->units.v[i].gap; }

static int table_fill(struct page *p, struct table *t) {
	struct quote q;
	int n = 0;
	for (int i = 0; i < p->units.n; i++) n += p->units.v[i].gap > 0;
	for (t->mask = 15; t->mask < 2 * (uint32_t)n;) t->mask = t->mask * 2 + 1;
	t->v = ARENA_NEW(p->tmp, struct slot, t->mask + 1);
	n = 0;
	for (int i = 0; i < p->units.n; i++) {
		if (!quote_read(p, i, &q)) continue;
		uint64_t h = key_hash(q.text);
		struct slot *s = slot_of(t, h);
		n++;
		if (s->used && !figure_above(p, i) && q.units < 2) continue; /* of several with one beginning, the one beside a figure or on several lines */
		*s = (struct slot){h, i, true};
		*starts_with(t, q.text) = true;
	}
	return n;
}

/* Does the quote's rest, where a column was cut, stand at the beginning of another unit? */
static bool goes_on(const struct page *p, struct table *t, const struct quote *q, uint32_t from, int own) {
	uint32_t n = q->n - from;
	if (n < REST || t->cuts++ >= CUT_MAX) return false;
	for (int i = 0; i < p->units.n; i++) {
		const struct unit *v = &p->units.v[i];
		if ((i < own || i >= own + q->units) && span_len(v->text) >= n && !memcmp(p->t->fold + v->text.at, q->text + from, n * sizeof *q->text)) return true;
	}
	return false;
}

/* Does v stand in the same article as the quote, as far as headlines say? Near by, where the quote is one line. */
static bool close_by(const struct page *p, const struct quote *q, int own, const struct unit *v) {
	int at = (int)(v - p->units.v), from = own < at ? own + q->units : at + 1, to = own < at ? at : own;
	if (to - from > (q->units > 1 ? WITHIN : NEXT)) return false;
	for (int i = from; i < to; i++)
		if (p->units.v[i].kind == UNIT_HEAD) return false;
	return true;
}

static bool repeats(const struct page *p, struct table *t, const struct quote *q, int own, const struct unit *v, uint32_t at) {
	uint32_t same = 0;
	while (same < q->n && at + same < v->text.end && q->text[same] == p->t->fold[at + same]) same++;
	if (figure_above(p, own) && same >= SAME) return true;
	if (same == q->n) return span_len(v->text) >= q->n + LONGER || close_by(p, q, own, v);
	return same >= SAME && at + same == v->text.end && goes_on(p, t, q, same, own);
}

static void look(struct page *p, struct table *t, const struct unit *v, uint32_t at) {
	const struct slot *s = slot_of(t, key_hash(p->t->fold + at));
	struct quote q;
	if (!s->used || p->units.v[s->unit].block == v->block || p->units.v[s->unit].kind == UNIT_FURNITURE) return;
	if (stacked(p, (int)(v - p->units.v)) || !quote_read(p, s->unit, &q) || !repeats(p, t, &q, s->unit, v, at)) return;
	bool later = q.units == 1 && span_len(v->text) < q.n + LONGER; /* of two that are the same, the second */
	for (int i = s->unit; i < s->unit + q.units && !later; i++) p->units.v[i].kind = UNIT_FURNITURE;
	if (later) p->units.v[s->unit < v - p->units.v ? (int)(v - p->units.v) : s->unit].kind = UNIT_FURNITURE;
	t->marked++;
}

static bool clause_starts(const struct page *p, const struct unit *v, uint32_t k) {
	return k == v->text.at || page_mark(p, k - 1) & (MARK_end | MARK_comma | MARK_open | MARK_quote);
}

static int repeats_mark(struct page *p) {
	struct table t = {0};
	const uint32_t *fold = p->t->fold;
	if (!table_fill(p, &t)) return 0;
	for (int i = 0; i < p->units.n; i++) {
		const struct unit *v = &p->units.v[i];
		uint32_t at = v->text.at, n = span_len(v->text);
		if (v->kind != UNIT_PARAGRAPH && v->kind != UNIT_HEAD) continue;
		for (uint32_t k = at; n >= KEY && k <= at + n - KEY; k++)
			if (*starts_with(&t, fold + k) && clause_starts(p, v, k)) look(p, &t, v, k);
	}
	return t.marked;
}

/* One quote may stand twice: again, as long as some are found. */
void page_repeats(struct page *p) {
	for (int i = 0; i < TIMES && repeats_mark(p); i++) continue;
}
