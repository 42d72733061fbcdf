/* place.c: what says that a stretch belongs to an article: the zones and the other terms that it has in common with what
 * stands there already. */
#include "article/priv.h"

enum { SURE = 230 /* ten natural logarithms */, MASS_LEAST = 30, DISSENT = 20 };

struct placing { const struct page *p; struct stretches *s; struct votes votes; };

static void placing_begin(struct placing *w, const struct page *p, struct stretches *s, bool anchors) {
	int n = s->drafts.n, *room = ARENA_ROOM(p->tmp, int, 3 * n);
	*w = (struct placing){p, s, {0, n - 1, room, room + n, room + 2 * n, 0, anchors}};
	for (int d = 0; d < n; d++) room[2 * n + d] = MASS_LEAST;
	for (int i = 0; i < s->n; i++)
		if (!anchors || s->v[i].top) room[2 * n + s->v[i].voice] += terms_count(s, i);
}

static void vote(struct placing *w, int i) {
	int lo = w->s->v[i].read - NEAR, hi = w->s->v[i].read + NEAR, n = w->s->drafts.n;
	w->votes.lo = lo < 0 ? 0 : lo, w->votes.hi = hi < n ? hi : n - 1, w->votes.all = 0;
	for (int d = w->votes.lo; d <= w->votes.hi; d++) w->votes.all += w->votes.mass[d];
	terms_vote(w->s, i, &w->votes);
}

static int weigh(const struct placing *w, int d) {
	int terms = w->votes.terms[d], zone = w->votes.zone[d];
	return page_part(w->p, CUE_place_zone, zone < -SURE ? -SURE : zone, SURE) + page_part(w->p, CUE_place_terms, terms < -SURE ? -SURE : terms, SURE);
}

/* For which article stretch i speaks when others are placed: for another than where it was put when all that it says is of that one. */
static int voice(const struct stretches *s, int i, int lo, int hi) {
	const int *belongs = s->belongs + i * s->drafts.n;
	int best = s->v[i].draft;
	for (int d = lo; d <= hi && !s->v[i].head; d++)
		if (may_go(s, i, d) && belongs[d] > belongs[best]) best = d;
	return belongs[best] > belongs[s->v[i].draft] + DISSENT ? best : s->v[i].draft;
}

void stretches_vote(const struct page *p, struct stretches *s, bool anchors) {
	struct placing w;
	int n = s->drafts.n;
	for (int i = 0; i < s->n; i++) s->v[i].voice = anchors ? s->v[i].draft : voice(s, i, s->v[i].read > NEAR ? s->v[i].read - NEAR : 0, s->v[i].read + NEAR < n ? s->v[i].read + NEAR : n - 1);
	placing_begin(&w, p, s, anchors);
	for (int i = 0; i < s->n; i++) {
		if (s->v[i].head && !s->v[i].weak) continue;
		vote(&w, i);
		for (int d = w.votes.lo; d <= w.votes.hi; d++) s->belongs[i * s->drafts.n + d] = weigh(&w, d);
	}
}

int place_score(const struct page *p, struct stretches *s, int i, int d, bool anchors) {
	struct placing w;
	placing_begin(&w, p, s, anchors);
	vote(&w, i);
	return weigh(&w, d);
}
