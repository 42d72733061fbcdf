/* match.c: which end a stretch continues. Columns run in parallel, so the first end is continued first: among the
 * matchings that keep the order of both sides the one with the highest sum of scores is taken. */
#include "article/priv.h"

/* ---- doubled characters ------------------------------------------------------------------------------------ */

enum { DOUBLED_MAX = 8, DOUBLED_SURE = 3 };

static bool stops(const struct page *p, uint32_t i) { return page_mark(p, i) & (MARK_end | MARK_comma | MARK_list); }

uint32_t unit_doubled(const struct page *p, const struct unit *a, const struct unit *b) {
	const uint32_t *fold = p->t->fold;
	uint32_t end = a->body.end;
	if (a->flags & (IS_SIGNED | IS_CREDITED)) return 0;
	while (end > a->body.at && stops(p, end - 1)) end--;
	bool closed = end < a->body.end;
	for (uint32_t n = DOUBLED_MAX; n; n--) {
		if (n > end - a->body.at || n >= span_len(b->body) || memcmp(fold + end - n, fold + b->body.at, n * sizeof *fold)) continue;
		if (!(page_mark(p, end - n) & page_mark(p, end - 1) & MARK_han)) continue;
		bool stop = stops(p, b->body.at + n);
		if (closed ? stop && b->flags & IS_DANGLING : stop || n >= DOUBLED_SURE) return a->body.end - (end - n);
	}
	return 0;
}

/* ---- the score of a pair --------------------------------------------------------------------------------------- */

enum { TERMS_SURE = 36 };

static bool number_goes_on(const struct page *p, const struct unit *a, const struct unit *b) {
	return page_mark(p, a->body.end - 1) & MARK_digit && page_mark(p, b->text.at) & (MARK_digit | MARK_numeral);
}

/* Three characters across the cut stand together elsewhere. */
static bool word_goes_on(const struct page *p, const struct stretches *s, const struct unit *a, const struct unit *b) {
	const uint32_t *fold = p->t->fold;
	uint32_t end = a->body.end, at = b->body.at;
	if (span_len(a->body) < 2 || span_len(b->body) < 2) return false;
	return terms_known(s, (uint32_t[]){fold[end - 2], fold[end - 1], fold[at]}) || terms_known(s, (uint32_t[]){fold[end - 1], fold[at], fold[at + 1]});
}

/* A number breaks off, and what follows is neither more of it nor what it counts. */
static bool number_left(const struct page *p, const struct unit *a, const struct unit *b) {
	return page_mark(p, a->body.end - 1) & MARK_digit && !(page_mark(p, b->text.at) & (MARK_digit | MARK_numeral)) &&
		!page_word(p, p->look->continuers, b->text) && !page_word(p, p->look->calendar, b->text);
}

/* The characters at both sides of the cut. */
static int pair_weigh(const struct page *p, const struct stretches *s, const struct unit *a, const struct unit *b) {
	uint32_t last = a->body.end - 1, first = b->text.at;
	if (!(page_mark(p, last) & page_mark(p, first) & MARK_han)) return page_cue(p, CUE_cont_unlike, number_left(p, a, b));
	bool known = pair_known(s, p->t->fold[last], p->t->fold[first]);
	return page_cue(p, CUE_cont_pair, known) + page_cue(p, CUE_cont_strange, !known) + page_cue(p, CUE_cont_word, word_goes_on(p, s, a, b));
}

int cont_weigh(const struct page *p, const struct stretches *s, int end, int start) {
	const struct stretch_of_units *a = &s->v[end], *b = &s->v[start];
	if (a->tail < 0 || b->head_text < 0) return 0;
	const struct unit *u = &p->units.v[a->tail], *v = &p->units.v[b->head_text];
	bool open = a->end & IS_OPEN, broken = b->start & (IS_DANGLING | IS_CLOSER | IS_STUB), opener = b->subhead || (b->start & IS_OPENER && !(a->end & IS_COMMA));
	bool doubled = unit_doubled(p, u, v);
	return page_cue(p, CUE_cont_bias, true) + page_cue(p, CUE_cont_zone, zone_is(a->zone, b->zone)) +
		page_cue(p, CUE_cont_quote, a->end & IS_OPENED && b->start & IS_CLOSER) +
		page_cue(p, CUE_cont_number, open && number_goes_on(p, u, v)) + page_cue(p, CUE_cont_near, b->before == end) +
		page_cue(p, CUE_cont_dangling, broken) + page_cue(p, CUE_cont_forward, b->first > a->last) +
		page_cue(p, CUE_cont_opener, open && opener) + page_cue(p, CUE_cont_closed, !open && broken && !doubled) +
		page_cue(p, CUE_cont_open, open && !opener) + page_cue(p, CUE_cont_whole, !open && opener) + (open && !opener ? pair_weigh(p, s, u, v) : 0) +
		page_part(p, CUE_cont_terms, terms_common(s, end, start), TERMS_SURE) + page_cue(p, CUE_cont_doubled, doubled);
}

void scores_clear(const struct page *p, struct stretches *s) {
	if (!s->scores) {
		s->room = ARENA_ROOM(p->tmp, int, 2 * STRETCHES_MAX + (STRETCHES_MAX + 1) * (STRETCHES_MAX + 1));
		s->scores = ARENA_ROOM(p->tmp, int, STRETCHES_MAX * STRETCHES_MAX);
	}
	for (int i = 0; i < s->n * s->n; i++) s->scores[i] = SCORE_UNKNOWN;
}

/* ---- the best matching ------------------------------------------------------------------------------------------ */

struct side { int *v; int n; };

/* Would linking end to start close a ring? */
static bool ring(const struct stretches *s, int end, int start) {
	for (int i = start; i >= 0; i = s->v[i].after)
		if (i == end) return true;
	return false;
}

static int match(const struct page *p, struct stretches *s, struct side e, struct side b, int *best) {
	int w = b.n + 1;
	for (int i = 0; i <= e.n; i++) best[i * w + b.n] = 0;
	for (int k = 0; k <= b.n; k++) best[e.n * w + k] = 0;
	for (int i = e.n - 1; i >= 0; i--)
		for (int k = b.n - 1; k >= 0; k--) {
			int score = cont_score(p, s, e.v[i], b.v[k]), skip = best[(i + 1) * w + k];
			if (best[i * w + k + 1] > skip) skip = best[i * w + k + 1];
			best[i * w + k] = score > 0 && score + best[(i + 1) * w + k + 1] > skip ? score + best[(i + 1) * w + k + 1] : skip;
		}
	for (int i = 0, k = 0; i < e.n && k < b.n;) {
		if (best[i * w + k] == best[(i + 1) * w + k]) i++;
		else if (best[i * w + k] == best[i * w + k + 1]) k++;
		else {
			if (!ring(s, e.v[i], b.v[k])) s->v[e.v[i]].after = b.v[k], s->v[b.v[k]].continues = true;
			i++, k++;
		}
	}
	return best[0];
}

/* What starts with a subhead or a headline continues nothing: its chain follows in page order. */
int stretches_match(const struct page *p, struct stretches *s) {
	int sum = 0, *room = s->room;
	stretches_tie(s);
	for (int d = s->draft; d < s->ndraft; d++) {
		struct side e = {room, 0}, b = {room + s->n, 0};
		for (int pass = 0; pass < 2; pass++) /* what stands below the headline is the first, wherever on the page */
			for (int i = 0; i < s->n; i++)
				if (s->v[i].draft == d && s->v[i].top == !pass && s->v[i].tail >= 0 && s->v[i].after < 0) e.v[e.n++] = i;
		for (int i = 0; i < s->n; i++)
			if (s->v[i].draft == d && !s->v[i].head && !s->v[i].subhead && !s->v[i].continues) b.v[b.n++] = i;
		if (e.n && b.n) sum += match(p, s, e, b, room + 2 * s->n);
		for (int i = 0; i < e.n; i++) sum += page_cue(p, CUE_cont_left, s->v[e.v[i]].after < 0 && s->v[e.v[i]].end & IS_OPEN);
		for (int i = 0; i < b.n; i++) sum += page_cue(p, CUE_cont_left, !s->v[b.v[i]].continues && s->v[b.v[i]].start & (IS_DANGLING | IS_CLOSER));
	}
	return sum;
}
