/* org_left.c: how far left a name goes, by evidence.
 *
 * From the ending the walk goes left, over whole brackets, zones and stop words, at most NAME_REACH characters. Each place it
 * comes to may be the start: for it speak what stands before (punctuation, a stop word) and what it starts with (a place, a
 * zone, a known head, another name); against it the stop words that would be inside. */
#include "mention/priv.h"

#include <assert.h>

enum { BRACKET = 12, QUOTE = 10, NEAR = 2 };

struct walk {
	struct ground *g;
	uint32_t tail, at;
	int cost;
	uint32_t lead;     /* the leftmost place or head so far; 0: none */
	bool lead_inner;   /* an organization's name ends right before it */
	bool strong;       /* the ending of a company: its name starts behind a zone, not with it */
	struct left best;
};

static bool province_at(const struct ground *g, uint32_t p) {
	int place;
	return wordlist_at(g->known->places, g->s.s + p, g->s.n - p, &place) && str_is(g->known->places->word[place].col[1], "province");
}

/* A place of n characters at p starts a name: no 同安 of 同安徽, and none that joins with what follows: 青岛和…. */
static bool heads(const struct ground *g, uint32_t p, uint32_t n) {
	int index;
	if (n == 2 && province_at(g, p + 1)) return false;
	return g->held[p + n] || !wordlist_at(g->known->joins, g->s.s + p + n, g->s.n - p - n, &index);
}

/* What starts at p. */
static int head_at(struct walk *w, uint32_t p, int border) {
	struct ground *g = w->g;
	uint32_t known = g->head_len[p];
	int best = known && p + known <= w->tail && (known > 1 || border) ? g->head[p] : 0; /* 市 of 市委, but not of 上市 */
	uint32_t n = ground_place(g, p);
	if (n && !heads(g, p, n)) n = 0;
	if (n >= 2 && p + n <= w->tail + 1) {
		int place = n > 2 ? g->known->weight[W_full] : g->known->weight[W_place];
		if (place > best) best = place;
	}
	return best;
}

/* A stop word ends at p and counts: none of its characters is held by a longer word, or starts a place. */
static uint32_t stop_before(struct ground *g, uint32_t p) {
	uint32_t n = ground_stop(g, p);
	if (!n || g->held[p - 1] || (n > 1 && g->held[p - n])) return 0;
	if (n == 1 && p >= 2 && ground_place(g, p - 2) >= 2) return 0;
	if (ground_place(g, p - 1) < 2) return n;
	return n == 1 ? province_at(g, p) : ground_place(g, p) >= 2 ? n : 0; /* 院长 in 科学院长春, but 会同 before 江苏, and 同 before 安徽 */
	return n;
}

/* A whole name or zone ends at p, or right before the bracket that ends there: 公司(300750). */
static bool whole_before(const struct ground *g, uint32_t p) {
	if (g->unit[p] || ground_tail(g, p)) return true;
	uint32_t open = rule_mark(g->book, g->s.s[p - 1]) & MARK_close ? bracket_start(g->book, g->s, p, BRACKET) : UINT32_MAX;
	return open != UINT32_MAX && open && (g->unit[open] || ground_tail(g, open));
}

/* Behind a whole name a stop word ends it for certain: 管委会与. */
static bool joint_before(struct ground *g, uint32_t p) {
	uint32_t n = ground_stop(g, p);
	return n && n < p && g->held[p - n] < HELD && g->cost[p] >= g->known->weight[W_joint] && whole_before(g, p - n);
}

/* A bracket that says something, (记者 …), is no part of a name. */
static bool says(struct ground *g, uint32_t open, uint32_t end) {
	for (uint32_t i = open + 1; i < end; i++)
		if (ground_stop(g, i) && g->cost[i] >= g->known->weight[W_need]) return true;
	return false;
}

/* A bracket or quotation ends before p: it may belong to the name, unless it says something or stands apart. */
static struct border border_of_bracket(struct ground *g, uint32_t p, bool quote) {
	const int *weight = g->known->weight;
	uint32_t open = bracket_start(g->book, g->s, p, quote ? QUOTE : BRACKET);
	bool apart = open == UINT32_MAX || says(g, open, p) || (p >= 2 && rule_mark(g->book, g->s.s[p - 2]) & (MARK_comma | MARK_clause));
	return apart ? (struct border){weight[W_border], true, 0} : (struct border){quote ? weight[W_quote] : 0, false, 0};
}

/* A sign that stands twice, ——, parts what it stands between; once it may be inside a name. */
static bool doubled(const struct ground *g, uint32_t i, unsigned mark) {
	return i && g->s.s[i - 1] == g->s.s[i] && !(mark & (MARK_han | MARK_latin | MARK_digit | MARK_numeral | MARK_close));
}

struct border border_before(struct ground *g, uint32_t p) {
	const int *weight = g->known->weight;
	const struct border wall = {weight[W_border], true, 0};
	if (p == 0) return wall;
	unsigned mark = rule_mark(g->book, g->s.s[p - 1]);
	if (mark & MARK_close) return border_of_bracket(g, p, mark & MARK_quote);
	if (mark & (MARK_clause | MARK_end | MARK_comma | MARK_list | MARK_open | MARK_quote | MARK_space)) return wall;
	if (doubled(g, p - 1, mark)) return wall;
	uint32_t stop = stop_before(g, p);
	if (joint_before(g, p) || (stop && g->cost[p] >= weight[W_border])) return wall;
	if (stop) return (struct border){g->cost[p], false, stop};
	return (struct border){mark & (MARK_han | MARK_latin) || g->held[p - 1] ? 0 : weight[W_digit], false, 0};
}

/* One step to the left, over the stop word before it if there is one. */
static void step(struct walk *w, uint32_t stop) {
	struct ground *g = w->g;
	uint32_t p = w->at;
	unsigned mark = rule_mark(g->book, g->s.s[p - 1]);
	if (mark & MARK_close) {
		uint32_t open = bracket_start(g->book, g->s, p, BRACKET);
		assert(open != UINT32_MAX);
		w->at = open;
	} else if (stop) {
		w->cost += g->cost[p];
		w->at = p - stop;
	} else if (g->unit[p]) {
		w->at = p - g->unit[p];
	} else {
		if (!(mark & (MARK_han | MARK_latin)) && !g->held[p - 1]) w->cost += g->known->weight[W_digit];
		w->at = p - 1;
	}
}

/* Unexplained characters before a place cost, unless they are a name of their own (…银行 before 合肥) or very few (中车). */
static int far(const struct walk *w, uint32_t p, int head) {
	if (!w->lead || w->lead_inner || head || w->lead - p <= NEAR) return 0;
	if (w->strong && w->lead + ground_place(w->g, w->lead) == w->tail) return 0; /* a company before 长沙分公司 */
	return w->g->known->weight[W_far];
}

static void consider(struct walk *w, uint32_t p, struct border before, bool inner) {
	struct ground *g = w->g;
	int border = before.weight, head = head_at(w, p, border), score = border + head - w->cost - far(w, p, head);
	if (inner) score -= g->known->weight[W_inner];
	if (w->strong && w->lead > p && g->unit[w->lead] == w->lead - p && ground_place(g, w->lead) >= 2) return;
	if (head) w->lead = p, w->lead_inner = inner;
	if (g->explain) explain_edge(g, p, &before, head, score);
	bool certain = border >= g->known->weight[W_certain], near = certain && w->lead > p && w->lead - p <= NEAR && !w->lead_inner; /* 川南临港 */
	if (p < w->tail && score >= w->best.score) w->best = (struct left){p, score, head > 0, certain, near};
}

struct left left_edge(struct ground *g, uint32_t tail, bool strong) {
	struct walk w = {.g = g, .tail = tail, .strong = strong, .at = tail, .best = {.at = tail, .score = -1}};
	for (;;) {
		bool inner = ground_tail(g, w.at);
		struct border border = border_before(g, w.at);
		if (inner && g->head_len[w.at] == 1) border.wall = true, inner = false, border.weight = g->known->weight[W_border]; /* 省委|省政府 */
		consider(&w, w.at, border, inner);
		if (border.wall || w.at == 0 || tail - w.at >= NAME_REACH) break;
		step(&w, border.stop);
	}
	return w.best;
}
