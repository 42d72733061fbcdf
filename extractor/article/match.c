/* match.c: what says that a stretch goes on where another one ended: whether sentences break off and start in the middle, and
 * the characters on both sides of the cut. */
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

enum { BOND_SURE = 120 };

/* Does b start with more digits, a scale, or what is counted or measured? */
static bool number_goes_on(const struct page *p, const struct unit *b) {
	const struct rulebook *r = p->look->book;
	enum numeral_class class = rule_numeral(r, p->t->fold[b->text.at]).class;
	return page_mark(p, b->text.at) & MARK_digit || class == NUMERAL_SCALE || class == NUMERAL_UNIT || page_word(p, r->units, b->text) || page_word(p, r->inside, b->text) ||
		page_word(p, p->look->continuers, b->text) || page_word(p, p->look->calendar, b->text);
}

/* Starts with a number and what is counted: few sentences do. */
static bool starts_counted(const struct page *p, const struct unit *b) {
	uint32_t i = b->body.at;
	while (i < b->body.end && page_mark(p, i) & (MARK_digit | MARK_numeral)) i++;
	return i > b->body.at && !(b->flags & IS_DATED) && page_word(p, p->look->book->units, (span){i, b->body.end});
}

/* Three characters across the cut stand together elsewhere. */
static bool word_goes_on(const struct page *p, const struct stretches *s, const struct unit *a, const struct unit *b) {
	const uint32_t *fold = p->t->fold;
	uint32_t end = a->body.end, at = b->body.at;
	if (span_len(a->body) < 2 || span_len(b->body) < 2) return false;
	return terms_together(s, (uint32_t[]){fold[end - 2], fold[end - 1], fold[at]}, 3) || terms_together(s, (uint32_t[]){fold[end - 1], fold[at], fold[at + 1]}, 3);
}

static uint32_t han_before(const struct page *p, span at) {
	uint32_t n = 0;
	while (n < LEXICON_WORD && n < span_len(at) && page_mark(p, at.end - 1 - n) & MARK_han) n++;
	return n;
}

static uint32_t han_behind(const struct page *p, span at) {
	uint32_t n = 0;
	while (n < LEXICON_WORD && n < span_len(at) && page_mark(p, at.at + n) & MARK_han) n++;
	return n;
}

int unit_bond(const struct page *p, const struct unit *a, const struct unit *b) {
	const uint32_t *fold = p->t->fold;
	uint32_t before = han_before(p, a->body), behind = han_behind(p, b->body);
	if (!before || !behind) return 0;
	return lexicon_bond(lexicon_of(p), (ustr){fold + a->body.end - before, before}, (ustr){fold + b->body.at, behind});
}

/* The characters at both sides of the cut. */
static int pair_weigh(const struct page *p, const struct stretches *s, const struct unit *a, const struct unit *b) {
	const uint32_t *fold = p->t->fold;
	bool number = page_mark(p, a->body.end - 1) & MARK_digit, goes_on = number && number_goes_on(p, b);
	if (number) return page_cue(p, CUE_cont_number, goes_on) + page_cue(p, CUE_cont_unlike, !goes_on);
	if (!han_before(p, a->body) || !han_behind(p, b->body)) return 0;
	int bond = unit_bond(p, a, b);
	bool known = terms_together(s, (uint32_t[]){fold[a->body.end - 1], fold[b->body.at]}, 2);
	return page_part(p, CUE_cont_bond, bond, BOND_SURE) + page_cue(p, CUE_cont_pair, known) + page_cue(p, CUE_cont_strange, !known && !bond) +
		page_cue(p, CUE_cont_word, word_goes_on(p, s, a, b));
}

int cont_weigh(const struct page *p, const struct stretches *s, int end, int start) {
	const struct stretch_of_units *a = &s->v[end], *b = &s->v[start];
	bool near = start == end + 1;
	bool open = ends_open(a), opener = b->subhead || (b->start & IS_OPENER && !(a->end & IS_COMMA));
	int sum = page_cue(p, CUE_cont_bias, true) + page_cue(p, CUE_cont_near, near && !open) + page_cue(p, CUE_cont_next, near && open) + page_cue(p, CUE_cont_inside, !near && b->inside) +
		page_cue(p, CUE_cont_signed, a->sealed) + page_cue(p, CUE_cont_back, start < end);
	if (a->tail < 0 || b->head_text < 0) return sum;
	const struct unit *u = &p->units.v[a->tail], *v = &p->units.v[b->head_text];
	bool after_open = start && ends_open(&s->v[start - 1]);
	bool broken = b->start & (IS_DANGLING | IS_CLOSER | IS_STUB) && !b->subhead, doubled = unit_doubled(p, u, v), counted = !broken && starts_counted(p, v);
	return sum + page_cue(p, CUE_cont_open, open && !opener) + page_cue(p, CUE_cont_opener, open && opener) +
		page_cue(p, CUE_cont_closed, !open && broken && !doubled) + page_cue(p, CUE_cont_whole, !open && !broken && near) +
		page_cue(p, after_open ? CUE_cont_apart : CUE_cont_away, !open && !broken && !near) + page_cue(p, CUE_cont_dangling, open && broken) +
		page_cue(p, CUE_cont_quote, a->end & IS_OPENED && b->start & IS_CLOSER) +
		page_cue(p, CUE_cont_counted, open && counted) + page_cue(p, CUE_cont_uncut, !open && counted) + page_cue(p, CUE_cont_doubled, doubled) + (open && !opener ? pair_weigh(p, s, u, v) : 0);
}
