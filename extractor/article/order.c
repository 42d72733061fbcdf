/* order.c: the search. An article is a chain of stretches behind its headline and one behind each of its subheads. The stretches of a
 * portion are gone through in the order of the page: each goes on with one of the chains that are under way, or opens one. Of all
 * ways through the page the best few are kept: the sum of what says that each stretch belongs to its article (place.c) and continues
 * the one before it (match.c), less what each loose end costs. What stands before the headline of its article comes behind all
 * else. What was placed says more of the rest: so again, and the best of these is taken. */
#include "article/priv.h"

enum { WAYS = 16, CHAINS = 24, SLACK = 90, HOPELESS = 200, ROUNDS = 2 };

struct chain { int16_t first, last, draft; };
struct way { int score, n; uint64_t key; struct chain chain[CHAINS]; };
struct next { int score, way, chain, draft; uint64_t key; }; /* chain: -1: a new one of that draft */
struct step { int16_t way[WAYS], to[WAYS], draft[WAYS]; };   /* to: the stretch that it continues; -1: none */
struct order {
	const struct page *p;
	struct stretches *s;
	struct way ways[2][WAYS];
	int n, now;        /* ways that are kept; which half of `ways` */
	struct step *step; /* by stretch: where each way came from */
	int *head;         /* by draft: the stretch that opens it; -1: none does */
};

static uint64_t mix(int a, int b) {
	uint64_t x = ((uint64_t)(uint32_t)a << 32 | (uint32_t)b) * 0x9E3779B97F4A7C15u;
	return (x ^ x >> 31) * 0xBF58476D1CE4E5B9u;
}

static int loose(const struct order *o, int end) { return page_cue(o->p, CUE_place_left, ends_open(&o->s->v[end])); }
static int belongs(const struct order *o, int i, int d) { return o->s->v[i].head && !o->s->v[i].weak ? 0 : o->s->belongs[i * o->s->drafts.n + d]; }
static bool before_head(const struct order *o, int i, int d) { return o->head[d] > i; }

/* ---- one stretch --------------------------------------------------------------------------------------------- */

/* Of the chains of one article the last one goes on; but of sentences that break off the one that has waited the longest. */
static int turn_score(const struct order *o, const struct way *w, int c) {
	bool open = ends_open(&o->s->v[w->chain[c].last]), turn = true;
	for (int k = open ? 0 : c + 1; turn && k < w->n; k++)
		turn = w->chain[k].draft != w->chain[c].draft || (open && (w->chain[k].last >= w->chain[c].last || !ends_open(&o->s->v[w->chain[k].last])));
	return page_cue(o->p, CUE_cont_turn, !turn);
}

static int go_on_score(const struct order *o, const struct way *w, int i, int c) {
	return belongs(o, i, w->chain[c].draft) + cont_score(o->p, o->s, w->chain[c].last, i) + turn_score(o, w, c);
}

static int draft_before(const struct way *w, int i) {
	for (int c = w->n - 1; c >= 0; c--)
		if (w->chain[c].last == i - 1) return w->chain[c].draft;
	return -1;
}

/* before: the draft that the stretch before i went to. */
static int open_score(const struct order *o, int i, int d, int before) {
	const struct stretch_of_units *x = &o->s->v[i];
	bool near = before == d;
	if (x->head && d == x->read) return belongs(o, i, d);
	if (x->head) return belongs(o, i, d) + page_cue(o->p, CUE_cont_bias, true) + page_cue(o->p, CUE_cont_apart, !near) + page_cue(o->p, CUE_place_demoted, true) - o->p->drafts.v[o->s->drafts.v[x->read]].sure;
	if (x->subhead)
		return belongs(o, i, d) + page_cue(o->p, CUE_cont_bias, true) + page_cue(o->p, CUE_cont_near, near) +
			page_cue(o->p, CUE_cont_apart, !near) + page_cue(o->p, CUE_cont_whole, near && !ends_open(&o->s->v[i - 1]));
	if (before_head(o, i, d)) return belongs(o, i, d) + page_cue(o->p, CUE_place_before, true);
	return belongs(o, i, d) + page_cue(o->p, CUE_place_alone, true) + page_cue(o->p, CUE_place_left, starts_inside(x));
}

/* May a chain of draft d open with stretch i? One without a headline to come, only where it was read. */
static bool may_open(const struct order *o, const struct way *w, int i, int d) {
	const struct stretch_of_units *x = &o->s->v[i];
	if (x->head || x->subhead) return true;
	if (!before_head(o, i, d) && d != x->read) return false;
	for (int c = 0; c < w->n; c++)
		if (w->chain[c].draft == d) return false;
	return o->head[d] < 0 || before_head(o, i, d);
}

/* The best few, best first; of those that come to the same (key), the best one. */
struct nexts { struct next v[WAYS]; int n; };
static bool poor(const struct nexts *list, int score) {
	return list->n && (score < list->v[0].score - HOPELESS || (list->n == WAYS && score <= list->v[WAYS - 1].score));
}

static void next_add(struct nexts *list, struct next x) {
	int i = list->n;
	for (int k = 0; k < list->n && i == list->n; k++)
		if (list->v[k].key == x.key) i = k;
	if (i < list->n && list->v[i].score >= x.score) return;
	if (i == WAYS) i--;
	else if (i == list->n) list->n++;
	for (; i && list->v[i - 1].score < x.score; i--) list->v[i] = list->v[i - 1];
	list->v[i] = x;
}

struct choices { int lo, hi; bool may[2 * NEAR + 1]; };

/* The drafts that stretch i may well go to. */
static struct choices choices(const struct order *o, int i) {
	const struct stretches *s = o->s;
	struct choices c = {.lo = s->v[i].read > NEAR ? s->v[i].read - NEAR : 0};
	int best = 0;
	c.hi = s->v[i].read + NEAR < s->drafts.n ? s->v[i].read + NEAR : s->drafts.n - 1;
	for (int d = c.lo; d <= c.hi; d++)
		if (may_go(s, i, d) && belongs(o, i, d) > best) best = belongs(o, i, d);
	for (int d = c.lo; d <= c.hi; d++) c.may[d - c.lo] = d == s->v[i].read || (may_go(s, i, d) && belongs(o, i, d) > best - SLACK);
	return c;
}

static bool chosen(const struct order *o, const struct choices *c, int i, int d, int before) {
	return d >= c->lo && d <= c->hi && (c->may[d - c->lo] || (d == before && may_go(o->s, i, d)));
}

static void way_look(const struct order *o, int way, int i, const struct choices *may, struct nexts *list) {
	const struct way *w = &o->ways[o->now][way];
	const struct stretch_of_units *x = &o->s->v[i];
	int before = draft_before(w, i);
	for (int c = 0; c < w->n && !x->head && !x->subhead; c++) {
		const struct chain *at = &w->chain[c];
		if (!chosen(o, may, i, at->draft, before)) continue;
		int score = w->score + go_on_score(o, w, i, c);
		if (!poor(list, score)) next_add(list, (struct next){score, way, c, at->draft, w->key ^ mix(at->first, at->last) ^ mix(at->first, i)});
	}
	for (int d = may->lo; d <= may->hi; d++) {
		if (!chosen(o, may, i, d, before) || !may_open(o, w, i, d)) continue;
		int score = w->score + open_score(o, i, d, before);
		if (!poor(list, score)) next_add(list, (struct next){score, way, -1, d, w->key ^ mix(i, i) ^ mix(-1 - i, d)});
	}
}

/* Makes room for a chain: the first one that ended with a sentence, or else the first, goes on no more. */
static void chain_drop(const struct order *o, struct way *w) {
	int c = 0;
	while (c < w->n && ends_open(&o->s->v[w->chain[c].last])) c++;
	if (c == w->n) c = 0;
	w->score += loose(o, w->chain[c].last);
	memmove(w->chain + c, w->chain + c + 1, sizeof *w->chain * (size_t)(--w->n - c));
}

static void step_take(struct order *o, int i) {
	struct nexts list = {.n = 0};
	struct choices may = choices(o, i);
	for (int k = 0; k < o->n; k++) way_look(o, k, i, &may, &list);
	for (int k = 0; k < list.n; k++) {
		const struct next *x = &list.v[k];
		struct way *w = &o->ways[!o->now][k];
		*w = o->ways[o->now][x->way];
		w->score = x->score, w->key = x->key;
		o->step[i].way[k] = (int16_t)x->way, o->step[i].draft[k] = (int16_t)x->draft;
		o->step[i].to[k] = x->chain < 0 ? -1 : w->chain[x->chain].last;
		if (x->chain < 0 && w->n == CHAINS) chain_drop(o, w);
		if (x->chain < 0) w->chain[w->n++] = (struct chain){(int16_t)i, (int16_t)i, (int16_t)x->draft};
		else w->chain[x->chain].last = (int16_t)i;
	}
	o->n = list.n, o->now = !o->now;
}

/* ---- the page ------------------------------------------------------------------------------------------------ */

/* Of what opened before the headline of its article without a subhead: the chain that it goes on with; -1: none. */
static int end_for(const struct order *o, const struct way *w, int c) {
	const struct chain *x = &w->chain[c];
	int best = -1, score = 0;
	if (o->s->v[x->first].subhead || !before_head(o, x->first, x->draft)) return -1;
	for (int k = 0; k < w->n; k++) {
		if (k == c || w->chain[k].draft != x->draft || before_head(o, w->chain[k].first, x->draft)) continue;
		int its = cont_score(o->p, o->s, w->chain[k].last, x->first) + turn_score(o, w, k);
		if (best < 0 || its >= score) best = k, score = its;
	}
	return best;
}

/* The whole of a way: its ends count too. */
static int way_sum(const struct order *o, const struct way *w) {
	int sum = w->score;
	for (int c = 0; c < w->n; c++) {
		int end = end_for(o, w, c);
		sum += loose(o, w->chain[c].last);
		if (end >= 0) sum += cont_score(o->p, o->s, w->chain[end].last, w->chain[c].first) - loose(o, w->chain[end].last);
	}
	return sum;
}

/* The best way; its sum. */
static int search(struct order *o) {
	struct stretches *s = o->s;
	int best = 0, sum = 0;
	o->now = 0, o->n = 1;
	o->ways[0][0].n = o->ways[0][0].score = 0, o->ways[0][0].key = 0;
	for (int i = 0; i < s->n; i++) step_take(o, i);
	for (int k = 0; k < o->n; k++) {
		int its = way_sum(o, &o->ways[o->now][k]);
		if (!k || its > sum) best = k, sum = its;
	}
	const struct way *w = &o->ways[o->now][best];
	for (int i = 0; i < s->n; i++) s->v[i].after = -1, s->v[i].continues = false;
	for (int i = s->n - 1; i >= 0; best = o->step[i--].way[best]) {
		int to = o->step[i].to[best];
		s->v[i].draft = o->step[i].draft[best];
		if (to >= 0) s->v[to].after = i, s->v[i].continues = true;
	}
	for (int c = 0; c < w->n; c++) {
		int end = end_for(o, w, c);
		if (end < 0 || s->v[w->chain[end].last].after >= 0) continue;
		s->v[w->chain[end].last].after = w->chain[c].first, s->v[w->chain[c].first].continues = true;
	}
	return sum;
}

static void order_make(struct order *o, const struct page *p, struct stretches *s) {
	int n = s->drafts.n;
	*o = (struct order){.p = p, .s = s, .step = ARENA_ROOM(p->tmp, struct step, s->n), .head = ARENA_ROOM(p->tmp, int, n)};
	for (int d = 0; d < n; d++) o->head[d] = -1;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].head) o->head[s->v[i].read] = i;
}

/* What the stretches, placed as they are, say of themselves. */
static int agreement(const struct order *o) {
	int sum = 0;
	for (int i = 0; i < o->s->n; i++) sum += belongs(o, i, o->s->v[i].draft);
	return sum;
}

void stretches_order(const struct page *p, struct stretches *s) {
	struct order *o = ARENA_NEW(p->tmp, struct order, 1);
	struct stretch_of_units *kept = ARENA_ROOM(p->tmp, struct stretch_of_units, s->n);
	size_t size = sizeof *kept * (size_t)s->n;
	int best = 0, joins = 0;
	order_make(o, p, s);
	for (int round = 0; round <= ROUNDS; round++) {
		stretches_vote(p, s, !round);
		int sum = joins + agreement(o);
		if (round > 1 && sum <= best) break;
		if (round) best = sum, memcpy(kept, s->v, size);
		if (round == ROUNDS) break;
		joins = search(o);
		joins -= agreement(o);
	}
	memcpy(s->v, kept, size);
}
