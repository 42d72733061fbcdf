/* org_ground.c: evidence by character, from the literal hits of the article. */
#include "mention/priv.h"

uint32_t bracket_end(const struct rulebook *b, ustr s, uint32_t i, uint32_t most) {
	if (i >= s.n || !(rule_mark(b, s.s[i]) & MARK_open)) return 0;
	for (uint32_t k = i + 1; k < s.n && k - i - 1 <= most; k++) {
		unsigned mark = rule_mark(b, s.s[k]);
		if (mark & MARK_close) return k > i + 1 ? k + 1 : 0;
		if (mark & (MARK_clause | MARK_open)) return 0;
	}
	return 0;
}

uint32_t bracket_start(const struct rulebook *b, ustr s, uint32_t end, uint32_t most) {
	for (uint32_t k = end - 1; k > 0 && end - k <= most + 1; k--) {
		unsigned mark = rule_mark(b, s.s[k - 1]);
		if (mark & MARK_open) return k < end - 1 ? k - 1 : UINT32_MAX;
		if (mark & (MARK_clause | MARK_close)) return UINT32_MAX;
	}
	return UINT32_MAX;
}

enum { HOLDING = 4, LONG = 3 };

static uint8_t short_len(span at) { return span_len(at) < 250 ? (uint8_t)span_len(at) : 250; }

static void set_head(struct ground *g, span at, int weight) {
	if (short_len(at) < g->head_len[at.at]) return;
	g->head[at.at] = (uint8_t)weight;
	g->head_len[at.at] = short_len(at);
}

/* Of the endings at one place the longest counts. */
static void set_tail(struct ground *g, span at, int word) {
	uint16_t old = g->tail[at.end];
	if (word + 1 >= UINT16_MAX) return;
	if (old && g->known->suffixes->word[old - 1].text.n > span_len(at)) return;
	g->tail[at.end] = (uint16_t)(word + 1);
}

static void set_held(struct ground *g, span at, uint8_t how) {
	for (uint32_t i = at.at; i < at.end; i++)
		if (g->held[i] < how) g->held[i] = how;
}

static void set_noname(struct ground *g, span at, uint8_t how) {
	for (uint32_t i = at.at; i + 1 < at.end; i++)
		if (g->veto[i] < how) g->veto[i] = how;
	if (short_len(at) > g->noname[at.end]) g->noname[at.end] = short_len(at);
}

static void set_name(struct ground *g, span at) {
	if (short_len(at) > g->name[at.end]) g->name[at.end] = short_len(at);
	if (short_len(at) >= HOLDING) set_held(g, at, HELD_WEAK);
	set_head(g, at, g->known->weight[W_name]);
}

/* What the words of the scanned lists say; of heads of one length at one place the last counts. */
static void take_words(struct ground *g, const struct scan *scan) {
	const struct known *k = g->known;
	const struct founds *suffixes = scan_words(scan, g->book, k->suffixes), *names = scan_words(scan, g->book, k->names);
	const struct founds *heads = scan_words(scan, g->book, k->heads), *held = scan_words(scan, g->book, k->held);
	const struct founds *nonames = scan_words(scan, g->book, k->nonames);
	for (int i = 0; i < suffixes->n; i++) set_tail(g, suffixes->v[i].at, suffixes->v[i].word);
	for (int i = 0; i < names->n; i++) set_name(g, names->v[i].at);
	for (int i = 0; i < heads->n; i++) set_head(g, heads->v[i].at, k->head_weight[heads->v[i].word]);
	for (int i = 0; i < held->n; i++) set_held(g, held->v[i].at, k->held_how[held->v[i].word]);
	for (int i = 0; i < nonames->n; i++) set_noname(g, nonames->v[i].at, k->noname_how[nonames->v[i].word]);
}

static void take_zones(struct ground *g, const struct mentions *zones) {
	for (int i = 0; i < zones->n; i++) {
		span at = zones->v[i].at;
		if (zones->v[i].word < 0 && !zones->v[i].name.s) continue; /* 园区 without a name heads none */
		g->unit[at.end] = short_len(at);
		set_head(g, at, g->known->weight[W_zone]);
		set_held(g, at, HELD);
	}
}

/* Dates and sums are no part of a name: where one ends, a stop word ends. */
static void take_stops(struct ground *g, const struct mentions *all) {
	for (int i = 0; i < all->n; i++) {
		span at = all->v[i].at;
		g->stop[at.end] = (uint8_t)(short_len(at) + 1);
		g->cost[at.end] = (uint8_t)g->known->weight[W_date];
	}
}

static void ground_alloc(struct ground *g, struct arena *mem) {
	size_t n = g->s.n + 1;
	uint8_t *all = ARENA_NEW(mem, uint8_t, 10 * n);
	uint8_t **part[] = {&g->stop, &g->cost, &g->held, &g->veto, &g->noname, &g->head, &g->head_len, &g->unit, &g->name, &g->place};
	for (size_t i = 0; i < COUNT(part); i++) *part[i] = all + i * n;
	g->tail = ARENA_NEW(mem, uint16_t, n);
}

void ground_make(struct ground *g, const struct scan *scan, const struct rulebook *b, const struct known *known, struct arena *mem) {
	const struct text *t = &scan->article->text;
	*g = (struct ground){.book = b, .known = known, .s = {t->fold, t->n}};
	ground_alloc(g, mem);
	take_words(g, scan);
	take_zones(g, &scan->of[KIND_zone]);
	take_stops(g, &scan->of[KIND_date]);
	take_stops(g, &scan->of[KIND_amount]);
}

void ground_find_stop(struct ground *g, uint32_t i) {
	int index;
	uint32_t n = wordlist_before(g->known->stops, g->s.s, i, &index);
	g->stop[i] = (uint8_t)((n < 250 ? n : 0) + 1);
	if (n) g->cost[i] = g->known->stop_weight[index];
}

void ground_find_place(struct ground *g, uint32_t i) {
	int index;
	uint32_t most = (uint32_t)g->s.n - i, n = wordlist_at(g->known->places, g->s.s + i, most < 24 ? most : 24, &index);
	g->place[i] = (uint8_t)(n + 1);
}

bool ground_vetoed(const struct ground *g, uint32_t end, uint32_t n) {
	uint8_t veto = g->veto[end - 1];
	if (veto == VETO || (veto && n < LONG)) return true; /* 委派 of 国资委派, but not of 委派 behind one character */
	return g->noname[end] > n && !(end > n && g->name[end - n]); /* 子公司 is no name, but 西门子公司 is */
}

bool ground_tail(const struct ground *g, uint32_t i) {
	uint32_t n = g->name[i], ending = 0;
	int word = g->tail[i] - 1;
	if (word >= 0 && g->known->need[word] != NEED_brand && g->known->need[word] != NEED_trade) ending = (uint32_t)g->known->suffixes->word[word].text.n; /* 科技 does not end 科技企业 */
	if (ending > n) n = ending;
	return n && !ground_vetoed(g, i, n);
}
