/* terms.c: what stretches speak of. A text is read as words of the language, longest first; what is none (names of people,
 * firms, products) counts by pairs of characters, and zones by their official name. A term that stands in several stretches says
 * to which article another one with it belongs: the more so, the more of those belong there, and the less common the word is. */
#include "article/priv.h"

enum { SHARERS = 48, UNCOMMON = 16, PER_MILLION = 20, ZONE_UNCOMMON = 6, TOGETHER = 1 << 18, NAME = 16, WORD = 5, RARE = 170, LABEL = 4, HEADLINE = 3 };

struct term { uint64_t key; int n, last, post, uncertain, weight; bool zone; }; /* n: stretches that have it; post: where these stand in `posts` */
struct terms {
	struct term *v; uint32_t mask, room;
	LIST(int) token;     /* places in v, stretch after stretch */
	LIST(int) post;      /* stretches, term after term */
	int stretch; bool headline; /* that is being read; is it a headline of it */
	int from[STRETCHES_MAX + 1];
	int count[STRETCHES_MAX]; /* by article, of the term that is looked at */
	const struct zones *zones;
	uint64_t together[TOGETHER / 64]; /* characters that stand together, a bit for each two and three */
};

static const struct term a_name = {.uncertain = UNCOMMON, .weight = NAME};

static struct term *term_at(const struct terms *t, uint64_t key) {
	uint32_t i = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & t->mask;
	while (t->v[i].key && t->v[i].key != key) i = (i + 1) & t->mask;
	return &t->v[i];
}

/* What stands in a headline counts for more. */
static void term_add(const struct page *p, struct terms *t, const uint32_t *s, uint32_t n, struct term is) {
	uint64_t key = n;
	for (uint32_t i = 0; i < n; i++) key = key * 0x100000001B3u ^ s[i];
	struct term *x = term_at(t, key | 1);
	if (x->key && x->last == t->stretch) return;
	if (!x->key) *x = is, x->key = key | 1;
	x->last = t->stretch;
	for (int times = t->headline ? HEADLINE : 1; times; times--) x->n++, *LIST_PUSH(&t->token, p->tmp) = (int)(x - t->v);
}

/* How often a word stands in a million, from its cost (tenths of a natural logarithm). */
static int per_million(int cost) {
	static const int tenth[10] = {1000, 905, 819, 741, 670, 607, 549, 497, 449, 407};
	int x = 1000 * tenth[cost % 10];
	for (int i = cost / 10; i; i--) x = (int)((int64_t)x * 368 / 1000);
	return x;
}

uint32_t zone_at(const struct page *p, const struct zones *z, uint32_t i, uint32_t end, ustr *name) {
	const uint32_t *s = p->t->fold + i;
	int index;
	uint32_t n = wordlist_at(p->look->zones, s, end - i, &index);
	if (n) {
		*name = p->look->zone_name[index];
		return n;
	}
	if (i + 1 >= end || !(z->begins >> (s[0] * 31 + s[1]) % 64 & 1)) return 0;
	for (int k = 0; k < z->name.n; k++) {
		*name = z->name.v[k];
		if (name->n <= end - i && !memcmp(name->s, s, name->n * sizeof *s)) return (uint32_t)name->n;
	}
	return 0;
}

static int rare(const struct lexicon *l, uint32_t c) {
	int cost = lexicon_cost(l, &c, 1);
	return cost ? cost : RARE;
}

/* The zone, word or pair of single characters that starts at i; *single: the character before it was no part of a word. */
static uint32_t token_read(const struct page *p, struct terms *t, const struct lexicon *l, uint32_t i, uint32_t end, bool *single) {
	const uint32_t *s = p->t->fold + i;
	int cost;
	ustr name;
	uint32_t n = zone_at(p, t->zones, i, end, &name);
	if (n) {
		term_add(p, t, name.s, (uint32_t)name.n, (struct term){.zone = true, .uncertain = ZONE_UNCOMMON, .weight = NAME});
		*single = false;
		return n;
	}
	if (!(page_mark(p, i) & MARK_han)) {
		for (n = 0; i + n < end && page_mark(p, i + n) & MARK_latin;) n++;
		if (n > 1) term_add(p, t, s, n, a_name);
		*single = false;
		return n ? n : 1;
	}
	n = lexicon_word(l, s, end - i, &cost);
	if (n) term_add(p, t, s, n, (struct term){.uncertain = UNCOMMON + UNCOMMON * per_million(cost) / PER_MILLION, .weight = WORD});
	else if (*single && rare(l, s[-1]) + rare(l, s[0]) >= RARE) term_add(p, t, s - 1, 2, a_name);
	*single = !n;
	return n ? n : 1;
}

/* How paragraphs of one sort begin: with the same mark, or the same word and a colon (问:). */
static void style_read(const struct page *p, struct terms *t, span at) {
	uint32_t n = 0;
	if (!(page_mark(p, at.at) & (MARK_han | MARK_digit | MARK_latin | MARK_quote | MARK_open))) term_add(p, t, p->t->fold + at.at, 1, a_name);
	while (n < LABEL && n < span_len(at) && page_mark(p, at.at + n) & MARK_han) n++;
	if (n && n < span_len(at) && p->t->fold[at.at + n] == ':') term_add(p, t, p->t->fold + at.at, n + 1, a_name);
}

static uint32_t together_bit(const uint32_t *s, uint32_t n) {
	return (s[0] * 0x9E3779B1u + s[1] * 0x85EBCA6Bu + (n > 2 ? s[2] * 0xC2B2AE35u : 0)) >> 10 & (TOGETHER - 1);
}

static void together_read(const struct page *p, struct terms *t, span at) {
	for (uint32_t i = at.at + 1; i < at.end; i++)
		for (uint32_t n = 2; n <= 3 && i - at.at + 1 >= n; n++) {
			uint32_t bit = together_bit(p->t->fold + i + 1 - n, n);
			t->together[bit / 64] |= UINT64_C(1) << bit % 64;
		}
}

bool terms_together(const struct stretches *s, const uint32_t *characters, uint32_t n) {
	uint32_t bit = together_bit(characters, n);
	return s->terms->together[bit / 64] >> bit % 64 & 1;
}

static void stretch_read(const struct page *p, struct terms *t, const struct lexicon *l, const struct stretch_of_units *x) {
	for (int u = x->first; u >= 0; u = p->units.v[u].next) {
		const struct unit *v = &p->units.v[u];
		bool single = false;
		if (v->role == ROLE_SILENT || v->role == ROLE_CAPTION) continue;
		t->headline = v->role == ROLE_KICKER || v->role == ROLE_TITLE || v->role == ROLE_SUBTITLE;
		together_read(p, t, v->body);
		if (v->role == ROLE_PARAGRAPH && span_len(v->body)) style_read(p, t, v->body);
		for (uint32_t i = v->body.at; i < v->body.end;) i += token_read(p, t, l, i, v->body.end, &single);
	}
}

static size_t stretch_length(const struct page *p, const struct stretch_of_units *x) {
	size_t n = 0;
	for (int u = x->first; u >= 0; u = p->units.v[u].next) n += span_len(p->units.v[u].body);
	return n;
}

static void terms_clear(const struct page *p, struct terms *t, size_t chars) {
	for (t->mask = 63; t->mask < 2 * chars;) t->mask = t->mask * 2 + 1;
	if (t->mask > t->room) t->v = ARENA_NEW(p->tmp, struct term, t->mask + 1), t->room = t->mask;
	else memset(t->v, 0, sizeof *t->v * (t->mask + 1));
	memset(t->together, 0, sizeof t->together);
	t->token.n = 0;
}

/* Only terms of several stretches are kept: for each the stretches that have it. */
static void posts_fill(const struct page *p, struct terms *t, int n) {
	int kept = 0, all = 0;
	for (int i = 0, k = 0; i < n; i++) {
		int from = kept;
		for (; k < t->from[i + 1]; k++) {
			struct term *x = &t->v[t->token.v[k]];
			if (x->last >= 0 && (x->n < 2 || x->n > SHARERS)) continue;
			if (x->last >= 0) x->post = all, all += x->n, x->n = 0, x->last = -1; /* n: filled again below */
			t->token.v[kept++] = t->token.v[k];
		}
		t->from[i] = from;
	}
	t->from[n] = kept;
	t->token.n = kept;
	for (int i = t->post.n; i < all; i++) *LIST_PUSH(&t->post, p->tmp) = 0;
	for (int i = 0; i < n; i++)
		for (int k = t->from[i]; k < t->from[i + 1]; k++) {
			struct term *x = &t->v[t->token.v[k]];
			t->post.v[x->post + x->n++] = i;
		}
}

void terms_read(const struct page *p, struct stretches *s) {
	size_t n = 0;
	if (!s->terms) s->terms = ARENA_NEW(p->tmp, struct terms, 1);
	s->terms->zones = s->zones;
	for (int i = 0; i < s->n; i++) n += stretch_length(p, &s->v[i]);
	terms_clear(p, s->terms, n);
	for (int i = 0; i < s->n; i++) {
		s->terms->stretch = i;
		stretch_read(p, s->terms, lexicon_of(p), &s->v[i]);
		s->terms->from[i + 1] = s->terms->token.n;
	}
	posts_fill(p, s->terms, s->n);
}

int terms_count(const struct stretches *s, int i) { return s->terms->from[i + 1] - s->terms->from[i]; }

/* To each article d of [lo, hi]: is the term's share there larger than the article's own share of all text? */
static void term_vote(struct terms *t, const struct term *x, const struct stretches *s, int i, const struct votes *v) {
	int all = 0;
	for (int k = x->post; k < x->post + x->n; k++) {
		int j = t->post.v[k], d = s->v[j].voice;
		if (j == i || (v->anchors && !s->v[j].top) || d < v->lo || d > v->hi) continue;
		t->count[d]++, all++;
	}
	for (int d = v->lo; all && d <= v->hi; d++) {
		int64_t mass = v->mass[d];
		int gain = log_ratio((int64_t)UNCOMMON * t->count[d] * v->all + x->uncertain * mass, (int64_t)(UNCOMMON * all + x->uncertain) * mass);
		*(x->zone ? &v->zone[d] : &v->terms[d]) += gain * x->weight / NAME;
	}
	for (int k = x->post; k < x->post + x->n; k++) t->count[s->v[t->post.v[k]].voice] = 0;
}

void terms_vote(const struct stretches *s, int i, const struct votes *v) {
	struct terms *t = s->terms;
	for (int d = v->lo; d <= v->hi; d++) v->terms[d] = v->zone[d] = 0;
	for (int k = t->from[i]; k < t->from[i + 1]; k++) term_vote(t, &t->v[t->token.v[k]], s, i, v);
}
