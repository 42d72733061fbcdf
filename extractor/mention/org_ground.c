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

enum need suffix_need(const struct wordlist *suffixes, int word) {
	static const str names[] = {
#define X(name) {#name, sizeof #name - 1},
		NEEDS(X)
#undef X
	};
	str need = suffixes->word[word].col[2];
	for (int i = 1; need.s && i < NNEED; i++)
		if (str_eq(need, names[i])) return (enum need)i;
	return NEED_any;
}

static void load_weights(struct ground *g) {
	static const str names[] = {
#define X(name) {#name, sizeof #name - 1},
		WEIGHTS(X)
#undef X
	};
	const struct wordlist *w = rule_list(g->book, "org-weights");
	for (int i = 0; w && i < w->nword; i++)
		for (int k = 0; k < NWEIGHT; k++) {
			int64_t value;
			if (str_eq(w->word[i].own, names[k]) && str_int(w->word[i].col[1], &value)) g->weight[k] = (int)value;
		}
}

static uint8_t weight_of(const struct word *w) {
	int64_t value;
	return w->ncol > 1 && str_int(w->col[1], &value) && value >= 0 && value < 256 ? (uint8_t)value : 0;
}

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
	if (old && g->suffixes->word[old - 1].text.n > span_len(at)) return;
	g->tail[at.end] = (uint16_t)(word + 1);
}

static void set_held(struct ground *g, span at, uint8_t how) {
	for (uint32_t i = at.at; i < at.end; i++)
		if (g->held[i] < how) g->held[i] = how;
}

static void set_noname(struct ground *g, span at) {
	memset(g->veto + at.at, 1, span_len(at) - 1);
	if (short_len(at) > g->noname[at.end]) g->noname[at.end] = short_len(at);
}

enum role { ROLE_none, ROLE_suffix, ROLE_name, ROLE_head, ROLE_held, ROLE_noname };
static const struct { const char *list; enum role role; } roles[] = {
	{"org-suffixes", ROLE_suffix}, {"org-names", ROLE_name},
	{"org-heads", ROLE_head}, {"org-held", ROLE_held}, {"org-nonames", ROLE_noname},
};

static void take_hit(struct ground *g, enum role role, span at, const struct wordlist *list, int word) {
	switch (role) {
	case ROLE_suffix: set_tail(g, at, word); break;
	case ROLE_name:
		if (short_len(at) > g->name[at.end]) g->name[at.end] = short_len(at);
		set_head(g, at, g->weight[W_name]);
		break;
	case ROLE_head: set_head(g, at, weight_of(&list->word[word])); break;
	case ROLE_held: set_held(g, at, str_is(list->word[word].col[1], "weak") ? HELD_WEAK : HELD); break;
	case ROLE_noname: set_noname(g, at); break;
	case ROLE_none: break;
	}
}

static void take_zones(struct ground *g, const struct mentions *zones) {
	for (int i = 0; i < zones->n; i++) {
		span at = zones->v[i].at;
		g->unit[at.end] = short_len(at);
		set_head(g, at, g->weight[W_zone]);
		set_held(g, at, HELD);
	}
}

static void ground_alloc(struct ground *g, struct arena *mem) {
	size_t n = g->s.n + 1;
	uint8_t *all = ARENA_NEW(mem, uint8_t, 10 * n);
	uint8_t **part[] = {&g->stop, &g->cost, &g->held, &g->veto, &g->noname, &g->head, &g->head_len, &g->unit, &g->name, &g->place};
	for (size_t i = 0; i < COUNT(part); i++) *part[i] = all + i * n;
	g->tail = ARENA_NEW(mem, uint16_t, n);
}

void ground_make(struct ground *g, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	const struct text *t = &scan->article->text;
	*g = (struct ground){.book = b, .s = {t->fold, t->n}};
	g->suffixes = rule_list(b, "org-suffixes");
	g->names = rule_list(b, "org-names");
	g->places = rule_list(b, "places");
	g->generic = rule_list(b, "org-generic");
	g->after = rule_list(b, "org-after");
	g->stops = rule_list(b, "org-stops");
	load_weights(g);
	ground_alloc(g, mem);
	uint8_t *role = ARENA_NEW(mem, uint8_t, b->nlist + 1);
	for (size_t i = 0; i < COUNT(roles); i++) {
		const struct wordlist *w = rule_list(b, roles[i].list);
		if (w) role[w - b->list] = (uint8_t)roles[i].role;
	}
	for (int i = 0; i < scan->hits.n; i++) {
		const struct literal *l = &b->literal[scan->hits.v[i].literal];
		if (l->list >= 0) take_hit(g, (enum role)role[l->list], scan->hits.v[i].at, &b->list[l->list], l->word);
	}
	take_zones(g, &scan->of[KIND_zone]);
}

uint32_t ground_stop(struct ground *g, uint32_t i) {
	if (!g->stop[i]) {
		int index;
		uint32_t n = i ? wordlist_before(g->stops, g->s.s, i, &index) : 0;
		g->stop[i] = (uint8_t)((n < 250 ? n : 0) + 1);
		if (n) g->cost[i] = weight_of(&g->stops->word[index]);
	}
	return g->stop[i] - 1u;
}

uint32_t ground_place(struct ground *g, uint32_t i) {
	if (!g->place[i]) {
		int index;
		uint32_t most = (uint32_t)g->s.n - i, n = wordlist_at(g->places, g->s.s + i, most < 24 ? most : 24, &index);
		g->place[i] = (uint8_t)(n + 1);
	}
	return g->place[i] - 1u;
}

bool ground_vetoed(const struct ground *g, uint32_t end, uint32_t n) { return g->veto[end - 1] || g->noname[end] > n; }

bool ground_tail(const struct ground *g, uint32_t i) {
	bool weak = g->tail[i] && suffix_need(g->suffixes, g->tail[i] - 1) == NEED_brand; /* 科技 does not end 科技企业 */
	uint32_t ending = g->tail[i] && !weak ? (uint32_t)g->suffixes->word[g->tail[i] - 1].text.n : 0, n = g->name[i] > ending ? g->name[i] : ending;
	return n && !ground_vetoed(g, i, n);
}
