/* per.c: what a sum is counted per: each, per year.
 *
 * The nearest word of list per-words before the sum governs it: in the same stretch between commas whatever it is, behind commas where
 * its unit reaches over them (每年) and the sum's role is a flow; a word that says stop, a date, and a sentence's end cut its reach.
 * What stands right before the sum's cue (年产值) is nearer still, unless such a word ends right before it (每亩年税收). */
#include "value/priv.h"

enum { REACH_STRETCH = 30, REACH_OVER = 60, FILL = 3, DEED = 5 };
enum { NAME = 1, NOT_AFTER, OVER, EACH = 2, TIME, NOT_BEFORE }; /* columns of per-words and per-cues; of per-units */

/* unit of no length: what stands before it reaches no further. over: roles, | between them; of no length: not behind commas. */
struct per_at { str unit, over; uint32_t at, end; };

static const struct text *text_of(const struct reading *r) { return &r->scan->article->text; }

/* Is the character before `at` one of these? */
static bool barred(const struct reading *r, uint32_t at, str chars) {
	char before[4];
	if (!at || !chars.n) return false;
	return memmem(chars.s, chars.n, before, (size_t)utf8_encode(text_of(r)->fold[at - 1], before)) != NULL;
}

/* The longest unit right behind the word; false: none, or none that goes with the word. */
static bool unit_at(const struct reading *r, const struct wordlist *units, bool each, struct per_at *p) {
	const struct text *t = text_of(r);
	int i;
	uint32_t n = wordlist_at(units, t->fold + p->end, t->n - p->end, &i);
	const struct word *w = n ? &units->word[i] : NULL;
	if (!w || (each && !str_is(w->col[EACH], "each"))) return false;
	p->end += n;
	p->unit = w->col[NAME];
	if (!str_is(w->col[TIME], "time")) p->over = STR_NULL;
	return !each || !reading_starts(r, p->end, w->col[NOT_BEFORE]);
}

/* 每亩; 每多装一套: a deed of a few characters and one of the unit. */
static bool unit_of_each(const struct reading *r, const struct per_lists *l, struct per_at *p) {
	const struct text *t = text_of(r);
	struct per_at here = *p;
	if (unit_at(r, l->units, false, p)) return true;
	for (uint32_t i = here.end; i < t->n && i < here.end + DEED && rule_mark(r->book, t->fold[i]) & MARK_han; i++) {
		int one;
		uint32_t n = wordlist_at(l->words, t->fold + i, t->n - i, &one);
		if (!n || !str_is(l->words->word[one].col[NAME], "each")) continue;
		*p = here;
		p->end = i + n;
		return unit_at(r, l->units, false, p);
	}
	return false;
}

static bool per_read(const struct reading *r, const struct per_lists *l, const struct found *hit, struct per_at *p) {
	const struct word *w = &l->words->word[hit->word];
	str unit = w->col[NAME];
	*p = (struct per_at){unit, w->col[OVER], hit->at.at, hit->at.end};
	if (barred(r, hit->at.at, w->col[NOT_AFTER])) return false;
	if (str_is(unit, "!")) p->unit = STR("");
	if (str_is(unit, "each")) return unit_at(r, l->units, true, p);
	return str_is(unit, "+") ? unit_of_each(r, l, p) : true;
}

/* Commas between; -1: a sentence's end stands there. */
static int commas(const struct reading *r, uint32_t from, uint32_t to) {
	int n = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned mark = rule_mark(r->book, text_of(r)->fold[i]);
		if (mark & MARK_clause) return -1;
		n += (mark & MARK_comma) != 0;
	}
	return n;
}

static bool date_between(const struct reading *r, uint32_t from, uint32_t to) {
	const struct mentions *dates = &r->scan->of[KIND_date];
	int lo;
	BISECT(lo, dates->n, dates->v[lo].at.at < from);
	return lo < dates->n && dates->v[lo].at.at < to;
}

static bool is_among(str list, str word) {
	while (list.n)
		if (str_eq(str_cut(&list, '|'), word)) return true;
	return false;
}

/* 每亩, 每年 … before the sum; false: none that reaches it. */
static bool by_word(const struct reading *r, const struct per_lists *l, span whole, str role, struct per_at *p) {
	const struct founds *hits = scan_words(r->scan, r->book, l->words);
	for (int i = founds_behind(hits, whole.at) - 1; i >= 0 && hits->v[i].at.end + REACH_OVER >= whole.at; i--) {
		if (!per_read(r, l, &hits->v[i], p) || p->end > whole.at) continue;
		int n = commas(r, p->end, whole.at);
		if (n < 0 || !p->unit.n) return false;
		if (!n && p->end + REACH_STRETCH >= whole.at) return true;
		return p->end + REACH_OVER >= whole.at && is_among(p->over, role) && !date_between(r, p->end, whole.at);
	}
	return false;
}

static bool cue_at(const struct reading *r, const struct word *w, span at, struct per_at *p) {
	*p = (struct per_at){w->col[NAME], STR_NULL, at.at, at.end};
	return w->col[NAME].n && !str_is(w->col[NAME], "-") && !barred(r, at.at, w->col[NOT_AFTER]);
}

/* 年产值, 年可新增产值: the cue starts with it, or it stands right before. */
static bool by_cue(const struct reading *r, const struct per_lists *l, span cue, struct per_at *p) {
	const struct text *t = text_of(r);
	int i;
	uint32_t n = wordlist_at(l->cues, t->fold + cue.at, cue.end - cue.at, &i), at = cue.at;
	if (n && cue_at(r, &l->cues->word[i], (span){at, at + n}, p)) return true;
	for (int step = 0; step <= FILL && at; step++) {
		n = wordlist_before(l->cues, t->fold, at, &i);
		if (!n) return false;
		at -= n;
		if (l->cues->word[i].col[NAME].n) return cue_at(r, &l->cues->word[i], (span){at, at + n}, p);
	}
	return false;
}

/* 7.85元/升: behind a slash. */
static bool by_slash(const struct reading *r, const struct per_lists *l, uint32_t end, struct per_at *p) {
	const struct text *t = text_of(r);
	if (end >= t->n || t->fold[end] != '/') return false;
	*p = (struct per_at){STR_NULL, STR_NULL, end, end + 1};
	return unit_at(r, l->units, false, p);
}

str per_unit(const struct reading *r, const struct per_lists *l, span whole, str role, span cue) {
	struct per_at near = {0}, far = {0};
	if (by_slash(r, l, whole.end, &near)) return near.unit;
	bool by = cue.end > cue.at && cue.end <= whole.at && !commas(r, cue.end, whole.at) && by_cue(r, l, cue, &near);
	bool word = by_word(r, l, whole, role, &far);
	if (by && !(word && (far.end == near.at || far.at > near.at))) return near.unit;
	return word ? far.unit : STR_NULL;
}
