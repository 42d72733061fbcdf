/* period.c: the time that a figure holds for. */
#include "fact/priv.h"

/* The word of fact-dates at the date says that it is another period's: 比2020年, 2015年成立. */
static bool other_period(const struct facting *f, span date) {
	int word;
	if (wordlist_before(f->dates, fold_of(f), date.at, &word) && str_is(f->dates->word[word].col[1], "before")) return true;
	uint32_t n = wordlist_at(f->dates, fold_of(f) + date.end, f->a->text.n - date.end, &word);
	return n && str_is(f->dates->word[word].col[1], "behind");
}

static bool comma_between(const struct facting *f, uint32_t from, uint32_t to) {
	while (from < to && !(mark_at(f, from) & MARK_comma)) from++;
	return from < to;
}

/* 2021年的420亿元增至1000亿元: what a date is tied to by a word of kind tied takes it for itself: the next figure, in its stretch. */
static bool spent(const struct facting *f, span date, uint32_t to) {
	int word;
	uint32_t n = wordlist_at(f->dates, fold_of(f) + date.end, f->a->text.n - date.end, &word);
	if (!n || !str_is(f->dates->word[word].col[1], "tied")) return false;
	if (f->out->list.n && place(f, &f->out->list.v[f->out->list.n - 1]).at >= date.end) return true;
	return comma_between(f, date.end, to);
}

/* A quotation that opens and closes between the two. */
static bool quoted_off(const struct facting *f, uint32_t from, uint32_t to) {
	int depth = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned mark = mark_at(f, i);
		if (!(mark & MARK_quote)) continue;
		if (mark & MARK_open) depth++;
		else if (--depth < 0) return true;
	}
	return false;
}

bool divided(const struct facting *f, uint32_t from, uint32_t to) {
	while (from < to && fold_of(f)[from] != ';') from++;
	return from < to;
}

/* ;实际使用外资320亿美元: a stretch that opens with the figure's own cue goes on with what stands before the 分号. */
static bool goes_on(const struct facting *f, span amount, str cue) {
	uint32_t i = amount.at;
	while (i > 0 && amount.at - i < SUBJECT_NEAR && fold_of(f)[i - 1] != ';') i--;
	if (!i || fold_of(f)[i - 1] != ';') return false;
	ustr c = cue.s ? arena_ustr(f->mem, cue) : (ustr){NULL, 0};
	return c.n && i + c.n <= amount.at && ustr_eq(c, ustr_sub(fold_of(f), (span){i, i + (uint32_t)c.n}));
}

/* First date that starts at or behind a place. */
static int date_behind(const struct facting *f, uint32_t at) {
	int lo;
	BISECT(lo, f->v->dates.n, f->v->dates.v[lo].at.at < at);
	return lo;
}

/* 62.7亿元(2020年): a date alone in brackets right behind. */
static const struct date *in_brackets(const struct facting *f, int i, uint32_t end) {
	const struct date *d = i < f->v->dates.n ? &f->v->dates.v[i] : NULL;
	if (!d || d->at.at != end + 1 || d->at.end >= f->a->text.n || !d->start.s) return NULL;
	return mark_at(f, end) & MARK_open && mark_at(f, d->at.end) & MARK_close ? d : NULL;
}

/* The last date before the figure in its sentence that is nothing else's and no duration; a vague one (目前) that stands nearer leaves the
 * period open, and so does a 分号 between. */
const struct date *period_of(const struct facting *f, span s, span amount, str cue) {
	int i = date_behind(f, amount.at);
	const struct date *own = in_brackets(f, i, amount.end);
	if (own) return own;
	for (i--; i >= 0 && f->v->dates.v[i].at.at >= s.at && f->v->dates.v[i].at.end + FAR > amount.at; i--) {
		const struct date *d = &f->v->dates.v[i];
		bool vague = str_is(d->type, "vague");
		if (!vague && !d->start.s && !d->end.s) continue;
		if (divided(f, d->at.end, amount.at) && !goes_on(f, amount, cue)) return NULL;
		if (!(f->dates && (other_period(f, d->at) || spent(f, d->at, amount.at))) && !quoted_off(f, d->at.end, amount.at)) return vague ? NULL : d;
	}
	return NULL;
}

/* ---- from one to another ------------------------------------------------------------------ */

/* The two ends of 2014/2024 or 2020-01/2020-06: false where an end is open, about or neither year nor month. */
static bool ends_of(const struct facting *f, const struct date *d, str *start_end, str *end_start) {
	str rest = d->value, from = str_cut(&rest, '/');
	struct day a, b;
	if (!d->start.s || !d->end.s || !rest.n || from.n != rest.n || (from.n != 4 && from.n != 7)) return false;
	if (!day_parse(d->start, &a) || !day_parse(d->end, &b)) return false;
	if (from.n == 4) a.m = 12, b.m = 1;
	*start_end = arena_print(f->mem, "%04d-%02d-%02d", a.y, a.m, days_in_month(a.y, a.m));
	*end_start = arena_print(f->mem, "%04d-%02d-01", b.y, b.m);
	return true;
}

/* A word for what something came to (增至) stands right behind the first, and the second soon after. */
static bool came_to(const struct facting *f, const struct fact *x, const struct fact *y) {
	span a = place(f, x), b = place(f, y);
	int word;
	if (!f->came || a.end >= b.at || b.at - a.end > OPENING * 4 || !str_eq(x->unit, y->unit)) return false;
	uint32_t n = wordlist_at(f->came, fold_of(f) + a.end, b.at - a.end, &word);
	return n && str_is(f->came->word[word].col[1], "pass");
}

void split_periods(struct facting *f) {
	for (int i = 0; i + 1 < f->out->list.n; i++) {
		struct fact *x = &f->out->list.v[i], *y = x + 1;
		str start_end, end_start;
		if (!x->start.s || !str_eq(x->start, y->start) || !str_eq(x->end, y->end) || !came_to(f, x, y)) continue;
		int behind = date_behind(f, place(f, x).at), k = behind - 1;
		while (k >= 0 && k + ROWS_NEAR > behind && !str_eq(f->v->dates.v[k].start, x->start)) k--;
		if (k < 0 || f->v->dates.v[k].at.at < x->evidence.at || !ends_of(f, &f->v->dates.v[k], &start_end, &end_start)) continue;
		x->end = start_end;
		y->start = end_start;
	}
}
