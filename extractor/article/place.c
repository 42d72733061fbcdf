/* place.c: to which article a stretch goes. Those with headlines stay. For the others the best way through the page is
 * sought: what a stretch has in common with an article counts for it, and going from one article to another costs the more
 * the less the cut looks like one. What was placed counts in the next round. */
#include "article/priv.h"

/* ---- zones ------------------------------------------------------------------------------------------ */

enum { ZONES_SEEN = 16 };
struct tally { const char *name[ZONES_SEEN]; int word[ZONES_SEEN], count[ZONES_SEEN], n; };

static void tally_unit(const struct page *p, struct tally *t, const struct unit *u) {
	int index;
	for (uint32_t i = u->body.at, n; i < u->body.end; i += n ? n : 1) {
		n = wordlist_at(p->look->zones, p->t->fold + i, u->body.end - i, &index);
		if (!n) continue;
		const char *name = p->look->zones->word[index].col[0].s; /* which entry: its further words share it */
		int k = 0;
		while (k < t->n && t->name[k] != name) k++;
		if (k == ZONES_SEEN) continue;
		if (k == t->n) t->name[k] = name, t->word[k] = index, t->count[k] = 0, t->n++;
		t->count[k]++;
	}
}

/* The zone that it speaks of most. */
static ustr stretch_zone(const struct page *p, const struct stretch_of_units *s) {
	struct tally t = {.n = 0};
	int best = -1;
	for (int i = s->first; i >= 0; i = p->units.v[i].next)
		if (unit_in_text(&p->units.v[i])) tally_unit(p, &t, &p->units.v[i]);
	for (int k = 0; k < t.n; k++)
		if (best < 0 || t.count[k] > t.count[best]) best = k;
	return best < 0 ? (ustr){0} : p->look->zone_name[t.word[best]];
}

/* A headline's stretch is asked for its zone only when it breaks off or its article has none. */
void zones_read(const struct page *p, struct stretches *s) {
	for (int i = 0; i < s->n; i++) {
		struct stretch_of_units *x = &s->v[i];
		struct draft *d = &p->drafts.v[x->read];
		if (x->head && !(x->end & IS_OPEN) && d->zone.s) continue;
		x->zone = stretch_zone(p, x);
		x->named = x->zone.s != NULL;
		if (x->head && !d->zone.s) d->zone = x->zone;
	}
}

/* ---- placing --------------------------------------------------------------------------------------------- */

enum { TERMS_SURE = 120, JOIN_SURE = 70, SHARE = 1000, NEAR = 12 /* drafts */, WIDE = 2 * NEAR + 1, ROUNDS = 3, RUNS = 5, TRIES = 400, WORK = 400000, NEVER = -100000 };

struct placing {
	const struct page *p;
	struct stretches *s;
	int *terms;         /* [stretch * drafts + draft]: what is in common with what stands there */
	int *join;          /* the same, the best join with an end there */
	int *sum;           /* by stretch: of its terms */
	int *degree, *mass, all; /* what a stretch has in common with all others; the sum in each draft, and in all */
	int *best, *from;   /* [stretch * drafts + draft]: the best sum up to there, and the draft of the stretch before it */
	int n;              /* drafts of the portion */
	bool *may;          /* a draft that stretches may go to */
};

static int *cell(const struct placing *w, int *v, int i, int d) { return &v[i * w->n + d - w->s->draft]; }

/* Only what starts in mid-sentence leaves a draft that has no headline to come back to. */
static bool stays(const struct placing *w, const struct stretch_of_units *x) {
	return x->head && (!w->p->drafts.v[x->read].orphan || !(x->start & (IS_DANGLING | IS_CLOSER)));
}

static bool may_go(const struct placing *w, int i, int d) {
	int read = w->s->v[i].read;
	if (d == read || stays(w, &w->s->v[i])) return d == read;
	return d >= read - NEAR && d <= read + NEAR && w->may[d - w->s->draft];
}

/* Only a start at a broken sentence, or one that may go on with a broken one, says by its join where it belongs. */
static bool goes_on(const struct stretch_of_units *end, const struct stretch_of_units *start) {
	return start->cut == CUT_SENTENCE || (end->end & IS_OPEN && !start->subhead && !(start->start & IS_OPENER));
}

static void look_from(struct placing *w, int i) {
	const struct stretch_of_units *x = &w->s->v[i];
	for (int k = 0; k < w->s->n; k++) {
		int terms = terms_common(w->s, i, k), *join = cell(w, w->join, k, x->draft);
		if (i == k) continue;
		if (terms) *cell(w, w->terms, k, x->draft) += terms, w->sum[k] += terms;
		if (!goes_on(x, &w->s->v[k])) continue;
		int score = cont_score(w->p, w->s, i, k);
		if (score > *join) *join = score;
	}
}

/* What the stretches, placed as they are now, say of each other; at first only those that follow a headline without a break. */
static void look_around(struct placing *w, bool anchors) {
	memset(w->terms, 0, sizeof *w->terms * (size_t)(w->s->n * w->n));
	memset(w->join, 0, sizeof *w->join * (size_t)(w->s->n * w->n));
	memset(w->mass, 0, sizeof *w->mass * (size_t)w->n);
	memset(w->sum, 0, sizeof *w->sum * (size_t)w->s->n);
	w->all = 1;
	for (int i = 0; i < w->s->n; i++)
		if (!anchors || w->s->v[i].top) w->mass[w->s->v[i].draft - w->s->draft] += w->degree[i], w->all += w->degree[i];
	for (int i = 0; i < w->s->n; i++)
		if (!anchors || w->s->v[i].top) look_from(w, i);
}

/* How much more it has in common with the article than it would have with any of that size. */
static int terms_share(const struct placing *w, int i, int d) {
	const struct stretch_of_units *x = &w->s->v[i];
	int all = w->sum[i], mass = w->mass[d - w->s->draft], sum = w->all;
	if (d == x->draft && mass >= w->degree[i]) mass -= w->degree[i];
	if (!all || sum <= 1) return 0;
	int share = (int)((int64_t)SHARE * *cell(w, w->terms, i, d) / all - (int64_t)SHARE * mass / sum);
	return all < TERMS_SURE ? share * all / TERMS_SURE : share;
}

static int place_score(const struct placing *w, int i, int d) {
	const struct page *p = w->p;
	const struct stretch_of_units *x = &w->s->v[i];
	ustr its = p->drafts.v[d].zone;
	return page_cue(p, CUE_place_read, d == x->read) + page_cue(p, CUE_place_zone, x->named && zone_is(x->zone, its)) +
		page_cue(p, CUE_place_other, x->named && its.s && !zone_is(x->zone, its)) +
		page_part(p, CUE_place_terms, terms_share(w, i, d), SHARE) + page_part(p, CUE_place_join, *cell(w, w->join, i, d), JOIN_SURE);
}

/* What it costs to go to another article at the cut before stretch i. */
static int switch_score(const struct page *p, const struct stretches *s, int i) {
	const struct stretch_of_units *x = &s->v[i], *a = &s->v[i - 1];
	bool open = a->end & IS_OPEN, opener = x->subhead || x->start & IS_OPENER, odd = x->cut == CUT_SENTENCE && (open ? opener : true);
	return page_cue(p, CUE_place_whole, x->cut == CUT_PARAGRAPH && opener) + page_cue(p, CUE_place_paragraph, x->cut == CUT_PARAGRAPH && !opener) + page_cue(p, CUE_place_subhead, x->cut == CUT_SUBHEAD) +
		page_cue(p, CUE_place_open, x->cut == CUT_SENTENCE && !odd);
}

/* The best way through the stretches [from, to) of one draft as it was read. */
static void way_find(struct placing *w, int from, int to) {
	int lo = w->s->v[from].read - NEAR, hi = w->s->v[from].read + NEAR;
	if (lo < w->s->draft) lo = w->s->draft;
	if (hi >= w->s->ndraft) hi = w->s->ndraft - 1;
	for (int i = from, before = -1; i < to; i++) {
		int top = -1, change = i > from ? switch_score(w->p, w->s, i) : 0;
		for (int d = lo; d <= hi; d++) {
			int *best = cell(w, w->best, i, d), stay = i > from ? *cell(w, w->best, i - 1, d) : 0;
			int go = i > from ? *cell(w, w->best, i - 1, before) + change : NEVER;
			*cell(w, w->from, i, d) = go > stay ? before : d;
			*best = (go > stay ? go : stay) + (may_go(w, i, d) ? place_score(w, i, d) : NEVER);
			if (top < 0 || *best > *cell(w, w->best, i, top)) top = d;
		}
		before = top;
		if (i + 1 == to)
			for (int k = i, d = top; k >= from; d = *cell(w, w->from, k, d), k--) w->s->v[k].draft = d;
	}
}

static int run_end(const struct stretches *s, int from) {
	int i = from + 1;
	while (i < s->n && s->v[i].read == s->v[from].read) i++;
	return i;
}

static void tell(const struct placing *w) {
	for (int i = 0; i < w->s->n; i++) {
		struct telling t = {.n = 0};
		struct page asked = *w->p;
		struct placing again = *w;
		int d = w->s->v[i].draft, second = -1, score;
		if (!may_go(w, i, d) || stays(w, &w->s->v[i])) continue;
		for (int k = w->s->draft; k < w->s->ndraft; k++)
			if (k != d && may_go(w, i, k) && (second < 0 || place_score(w, i, k) > place_score(w, i, second))) second = k;
		asked.telling = &t, again.p = &asked;
		score = place_score(&again, i, d);
		if (second >= 0) tell_place(w->p, &w->s->v[i], d, score, second, place_score(w, i, second), &t);
	}
}

static struct placing placing_of(const struct page *p, struct stretches *s) {
	struct placing w = {.p = p, .s = s, .n = s->ndraft - s->draft};
	int cells = s->n * w.n, *room = ARENA_ROOM(p->tmp, int, 4 * cells + w.n + 2 * s->n + 1);
	w.terms = room, w.join = room + cells, w.best = w.join + cells, w.from = w.best + cells, w.mass = w.from + cells, w.degree = w.mass + w.n, w.sum = w.degree + s->n;
	w.may = ARENA_NEW(p->tmp, bool, w.n + 1);
	for (int i = 0; i < s->n; i++) {
		struct stretch_of_units *x = &s->v[i];
		if (stays(&w, x)) w.may[x->read - s->draft] = !p->drafts.v[x->read].orphan;
		x->top = x->head || (x->before >= 0 && x->cut != CUT_SENTENCE && s->v[x->before].top);
		w.degree[i] = 0;
		for (int k = 0; k < s->n; k++) w.degree[i] += i == k ? 0 : terms_common(s, i, k);
	}
	return w;
}

/* ---- several beginnings -------------------------------------------------------------------------------------- */

enum beginning { AS_READ, ANCHORS, TURNS, NBEGINNING, REST };

static void as_read(struct stretches *s) {
	for (int i = 0; i < s->n; i++) s->v[i].draft = s->v[i].read;
}

/* Columns in turn: where a sentence breaks off, the article goes on that has waited the longest in mid-sentence; once: and
 * then that goes on to the end. */
static void in_turns(const struct placing *w, int *last, bool once) {
	struct stretches *s = w->s;
	for (int d = 0; d < w->n; d++) last[d] = -1;
	for (int i = 0; i < s->n; i++) {
		struct stretch_of_units *x = &s->v[i];
		x->draft = x->before >= 0 ? s->v[x->before].draft : x->read;
		int wait = -1;
		bool turn = x->cut == CUT_SENTENCE && x->before >= 0 && !(once && x->draft != x->read);
		for (int d = 0; d < w->n && turn; d++)
			if (last[d] >= 0 && s->v[last[d]].end & IS_OPEN && may_go(w, i, d + s->draft) && (wait < 0 || last[d] < last[wait])) wait = d;
		if (wait >= 0) x->draft = wait + s->draft;
		last[x->draft - s->draft] = i;
	}
}

/* How good the page is as it is placed now. */
static int value(struct placing *w) {
	int sum = 0;
	look_around(w, false);
	for (int i = 0; i < w->s->n; i++) {
		sum += place_score(w, i, w->s->v[i].draft);
		if (i && w->s->v[i].before >= 0 && w->s->v[i].draft != w->s->v[i - 1].draft) sum += switch_score(w->p, w->s, i);
	}
	return sum + stretches_match(w->p, w->s);
}

static int settle(struct placing *w, enum beginning how) {
	for (int round = 0; round < ROUNDS; round++) {
		look_around(w, !round && how == ANCHORS);
		for (int i = 0; i < w->s->n; i = run_end(w->s, i)) way_find(w, i, run_end(w->s, i));
	}
	return value(w);
}

/* ---- what is left over ------------------------------------------------------------------------------------- */

struct move { int from, to, draft, value; };

static void put_run(struct placing *w, int from, int to, int d) {
	for (int i = from; i < to; i++) w->s->v[i].draft = d;
}

/* Is stretch k still of the run that starts with i? */
static bool run_holds(const struct stretches *s, int i, int k) {
	return k < s->n && s->v[k].read == s->v[i].read && s->v[k].draft == s->v[i].draft;
}

/* The next longer run from i on that may go together: one stretch, two, up to a broken sentence, to the next one, … */
static int move_end(const struct stretches *s, int i, int end) {
	for (end++; end > i + 2 && run_holds(s, i, end) && s->v[end].cut != CUT_SENTENCE;) end++;
	return end;
}

static void move_try(struct placing *w, const int *now, int from, int to, int d, struct move *best) {
	for (int i = from; i < to; i++)
		if (!may_go(w, i, d)) return;
	put_run(w, from, to, d);
	int v = value(w);
	if (v > best->value) *best = (struct move){from, to, d, v};
	for (int i = 0; i < w->s->n; i++) w->s->v[i].draft = now[i];
}

/* An end that breaks off and that nothing goes on with: a start elsewhere may, and what follows it. */
static bool move_best(struct placing *w, int *now, int *tries, int *value_now) {
	struct stretches *s = w->s;
	struct move best = {0, 0, 0, *value_now};
	bool *left = ARENA_NEW(w->p->tmp, bool, s->n + 1);
	for (int i = 0; i < s->n; i++) now[i] = s->v[i].draft, left[i] = s->v[i].tail >= 0 && s->v[i].end & IS_OPEN && s->v[i].after < 0;
	for (int e = 0; e < s->n; e++)
		for (int i = 0; left[e] && i < s->n; i++) {
			if (now[i] == now[e] || s->v[i].head || !goes_on(&s->v[e], &s->v[i]) || cont_score(w->p, s, e, i) <= 0) continue;
			for (int runs = 0, end = i; *tries > 0 && runs < RUNS && run_holds(s, i, end); runs++, --*tries)
				move_try(w, now, i, end = move_end(s, i, end), now[e], &best);
		}
	if (best.value == *value_now) return false;
	put_run(w, best.from, best.to, best.draft);
	*value_now = value(w);
	return true;
}

void stretches_place(const struct page *p, struct stretches *s) {
	struct placing w = placing_of(p, s);
	int best = 0, *kept = ARENA_NEW(p->tmp, int, s->n + w.n + 1);
	for (enum beginning how = 0; how < NBEGINNING; how++) {
		if (how >= TURNS) in_turns(&w, kept + s->n, how == REST);
		else as_read(s);
		int sum = settle(&w, how);
		if (how && sum <= best) continue;
		best = sum;
		for (int i = 0; i < s->n; i++) kept[i] = s->v[i].draft;
	}
	for (int i = 0; i < s->n; i++) s->v[i].draft = kept[i];
	best = value(&w);
	int tries = WORK / (s->n * s->n) < TRIES ? WORK / (s->n * s->n) : TRIES;
	while (tries > 0 && move_best(&w, kept, &tries, &best)) continue;
	if (p->told) tell(&w);
}
