/* repeat.c: a pull quote repeats a sentence of the article in large type beside it. A short paragraph in a block of its
 * own whose text stands in a longer one is taken for furniture; one that follows a large figure even when it goes on. */
#include "article/priv.h"

enum { KEY = 10, LEAST = 12, SHORT = 160, LONGER = 10, SAME = 16, STARTS = 1024 };

struct slot { uint64_t hash; int unit; bool used; };
struct table { struct slot *v; uint32_t mask; bool starts[STARTS]; };

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

static bool candidate(const struct page *p, int i) {
	const struct unit *u = &p->units.v[i];
	bool alone = u->gap && (i + 1 == p->units.n || u[1].gap);
	return u->kind == UNIT_PARAGRAPH && alone && span_len(u->text) >= LEAST && span_len(u->text) <= SHORT;
}

static int table_fill(struct page *p, struct table *t) {
	int n = 0;
	for (int i = 0; i < p->units.n; i++) n += candidate(p, i);
	t->mask = 15;
	while (t->mask < 2 * (uint32_t)n) t->mask = t->mask * 2 + 1;
	if (!n) return 0;
	t->v = ARENA_NEW(p->tmp, struct slot, t->mask + 1);
	for (int i = 0; i < p->units.n; i++) {
		if (!candidate(p, i)) continue;
		uint64_t h = key_hash(p->t->fold + p->units.v[i].text.at);
		struct slot *s = slot_of(t, h);
		bool figure = i && p->units.v[i - 1].kind == UNIT_FURNITURE;
		if (s->used && !figure) continue; /* of several with one beginning, the one beside a figure */
		*s = (struct slot){h, i, true};
		*starts_with(t, p->t->fold + p->units.v[i].text.at) = true;
	}
	return n;
}

static bool repeats(const struct page *p, int i, const struct unit *v, uint32_t at) {
	const struct unit *u = &p->units.v[i];
	uint32_t same = 0, n = span_len(u->text);
	while (same < n && at + same < v->text.end && p->t->fold[u->text.at + same] == p->t->fold[at + same]) same++;
	bool figure = i && p->units.v[i - 1].kind == UNIT_FURNITURE && u->gap;
	return (figure && same >= SAME) || (same + 1 >= n && span_len(v->text) >= n + LONGER);
}

static void look(struct page *p, const struct table *t, const struct unit *v, uint32_t at) {
	const struct slot *s = slot_of(t, key_hash(p->t->fold + at));
	if (!s->used || &p->units.v[s->unit] == v) return;
	if (repeats(p, s->unit, v, at)) p->units.v[s->unit].kind = UNIT_FURNITURE;
}

static bool clause_starts(const struct page *p, const struct unit *v, uint32_t k) {
	return k == v->text.at || page_mark(p, k - 1) & (MARK_end | MARK_comma | MARK_open | MARK_quote);
}

void page_repeats(struct page *p) {
	struct table t = {0};
	const uint32_t *fold = p->t->fold;
	if (!table_fill(p, &t)) return;
	for (int i = 0; i < p->units.n; i++) {
		const struct unit *v = &p->units.v[i];
		uint32_t at = v->text.at, n = span_len(v->text);
		if (v->kind != UNIT_PARAGRAPH) continue;
		for (uint32_t k = at; n >= KEY && k <= at + n - KEY; k++)
			if (*starts_with(&t, fold + k) && clause_starts(p, v, k)) look(p, &t, v, k);
	}
}
