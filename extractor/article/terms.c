/* terms.c: what stretches speak of in common. Names of people, firms, products and projects are runs of characters that
 * few stretches have: three Chinese characters in a row count for the stretches that share them, the less the more have
 * them. No list of names is asked. */
#include "article/priv.h"

enum { SHARERS = 16, WORTH = 48, PAIRS = 1 << 16 };

struct term { uint64_t key; int n; int16_t who[SHARERS]; }; /* n: stretches that have it, at most one more than SHARERS */
struct terms { struct term *v; uint32_t mask, room; int *common; bool *pair; };

static uint64_t term_key(const uint32_t *s) { return ((uint64_t)s[0] << 42 | (uint64_t)s[1] << 21 | s[2]) + 1; }

static struct term *term_at(const struct terms *t, uint64_t key) {
	uint32_t i = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & t->mask;
	while (t->v[i].key && t->v[i].key != key) i = (i + 1) & t->mask;
	return &t->v[i];
}

static bool *pair_at(const struct terms *t, const uint32_t *s) { return &t->pair[(s[0] * 40503u ^ s[1] * 2654435761u >> 8) % PAIRS]; }

static void unit_terms(const struct page *p, struct terms *t, const struct unit *u, int stretch) {
	int run = 0;
	for (uint32_t i = u->body.at; i < u->body.end; i++) {
		run = page_mark(p, i) & MARK_han ? run + 1 : 0;
		if (run > 1) *pair_at(t, p->t->fold + i - 1) = true;
		if (run < 3) continue;
		struct term *x = term_at(t, term_key(p->t->fold + i - 2));
		x->key = term_key(p->t->fold + i - 2);
		if (x->n > SHARERS || (x->n && x->who[x->n - 1] == stretch)) continue;
		if (x->n < SHARERS) x->who[x->n] = (int16_t)stretch;
		x->n++;
	}
}

static void common_count(struct terms *t, int n) {
	for (uint32_t i = 0; i <= t->mask; i++) {
		const struct term *x = &t->v[i];
		for (int a = 0; a < x->n && x->n > 1 && x->n <= SHARERS; a++)
			for (int b = 0; b < x->n; b++)
				if (a != b) t->common[x->who[a] * n + x->who[b]] += WORTH / x->n;
	}
}

static void terms_clear(const struct page *p, struct terms *t, size_t chars) {
	for (t->mask = 63; t->mask < 2 * chars;) t->mask = t->mask * 2 + 1;
	if (t->mask > t->room) t->v = ARENA_NEW(p->tmp, struct term, t->mask + 1), t->room = t->mask;
	else memset(t->v, 0, sizeof *t->v * (t->mask + 1));
	if (!t->common) t->common = ARENA_NEW(p->tmp, int, STRETCHES_MAX * STRETCHES_MAX), t->pair = ARENA_NEW(p->tmp, bool, PAIRS);
	else memset(t->common, 0, sizeof *t->common * STRETCHES_MAX * STRETCHES_MAX), memset(t->pair, 0, PAIRS);
}

static size_t stretch_length(const struct page *p, const struct stretch_of_units *x) {
	size_t n = 0;
	for (int u = x->first; u >= 0; u = p->units.v[u].next) n += span_len(p->units.v[u].body);
	return n;
}

void terms_read(const struct page *p, struct stretches *s) {
	size_t n = 0;
	if (!s->terms) s->terms = ARENA_NEW(p->tmp, struct terms, 1);
	for (int i = 0; i < s->n; i++) n += stretch_length(p, &s->v[i]);
	terms_clear(p, s->terms, n);
	for (int i = 0; i < s->n; i++)
		for (int u = s->v[i].first; u >= 0; u = p->units.v[u].next)
			if (p->units.v[u].role != ROLE_SILENT && p->units.v[u].role != ROLE_CAPTION) unit_terms(p, s->terms, &p->units.v[u], i);
	common_count(s->terms, s->n);
}

int terms_common(const struct stretches *s, int a, int b) { return s->terms->common[a * s->n + b]; }

bool terms_known(const struct stretches *s, const uint32_t three[3]) {
	return term_at(s->terms, term_key(three))->key;
}

bool pair_known(const struct stretches *s, uint32_t a, uint32_t b) { return *pair_at(s->terms, (uint32_t[]){a, b}); }
