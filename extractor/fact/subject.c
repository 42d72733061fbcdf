/* subject.c: whom or what a figure is about: the nearest name of a project or organization before it.
 *
 * It is not who only tells of it (据 before; 介绍, 统计 at the end of the stretch), unless by its type it tells of itself; nor where it was
 * got, told or traded (从, 在 before; types of kind nobody). A 分号, and a word for all of the place that opens a stretch (全区), cut off
 * what stands before. */
#include "fact/priv.h"

enum { TOLD = 24 };

static bool word_is(const struct facting *f, int word, const char *kind) { return str_is(f->words->word[word].col[1], kind); }

static bool before_is(const struct facting *f, uint32_t at, const char *kind) {
	int word;
	return f->words && wordlist_before(f->words, fold_of(f), at, &word) && word_is(f, word, kind);
}

/* 招商局局长栾树声说, 发展改革委的数据显示: the stretch that the name stands in ends with a word of telling. */
static bool tells(const struct facting *f, uint32_t end) {
	uint32_t i = end;
	while (i < f->a->text.n && i < end + TOLD && !(mark_at(f, i) & (MARK_comma | MARK_clause | MARK_open)) && fold_of(f)[i] != ':') i++;
	while (i > end && mark_at(f, i - 1) & MARK_close) i--;
	return before_is(f, i, "tells");
}

static bool is_subject(const struct facting *f, const struct org *o) {
	int type = f->words ? wordlist_find(f->words, arena_ustr(f->mem, o->type)) : -1;
	if (before_is(f, o->at.at, "from") || (type >= 0 && word_is(f, type, "nobody"))) return false;
	return (type >= 0 && word_is(f, type, "itself")) || !(before_is(f, o->at.at, "source") || tells(f, o->at.end));
}

/* Behind a mark, or a date: 今年全区 …. */
static bool opens_stretch(const struct facting *f, uint32_t at) {
	if (!at || !(mark_at(f, at - 1) & (MARK_han | MARK_latin))) return true;
	int lo;
	BISECT(lo, f->v->dates.n, f->v->dates.v[lo].at.end < at);
	return lo < f->v->dates.n && f->v->dates.v[lo].at.end == at;
}

/* Where the search backwards ends; at the latest FAR characters back, or a sentence of figures would take the square of its length. */
static uint32_t reach(const struct facting *f, span s, uint32_t to) {
	uint32_t lost = to - s.at > FAR ? to - FAR : s.at;
	for (uint32_t i = to; f->words && i > lost; i--) {
		int word;
		if (fold_of(f)[i - 1] == ';') return i;
		uint32_t n = wordlist_before(f->words, fold_of(f), i, &word);
		if (n && word_is(f, word, "area") && opens_stretch(f, i - n)) return i;
	}
	return lost;
}

static const struct org *org_before(const struct facting *f, uint32_t from, uint32_t to) {
	int lo;
	BISECT(lo, f->v->organizations.n, f->v->organizations.v[lo].at.end <= to);
	for (int i = lo - 1; i >= 0 && i + ROWS_NEAR > lo && f->v->organizations.v[i].at.at >= from; i--)
		if (is_subject(f, &f->v->organizations.v[i])) return &f->v->organizations.v[i];
	return NULL;
}

/* The name of a project that ends at `end`: back to a mark, a digit, or a word of kind edge, by or part; not before `from`. */
static span project_at(const struct facting *f, uint32_t from, uint32_t end) {
	span p = {end, end};
	for (; p.at > from && end - p.at <= SUBJECT_MAX; p.at--) {
		if (!(mark_at(f, p.at - 1) & (MARK_han | MARK_latin))) break;
		if (end - p.at > 1 && (before_is(f, p.at, "edge") || before_is(f, p.at, "by") || before_is(f, p.at, "part"))) break;
	}
	return p;
}

/* 10亿元以上项目, 10个项目 are counted. */
static bool is_name(const struct facting *f, uint32_t from, span p) {
	if (span_len(p) < SUBJECT_MIN || span_len(p) > SUBJECT_MAX) return false;
	if (p.at > from && mark_at(f, p.at - 1) & (MARK_digit | MARK_numeral)) return false;
	int lo;
	BISECT(lo, f->v->amounts.n, f->v->amounts.v[lo].at.end <= p.at); /* the first sum that ends in it or behind */
	return lo == f->v->amounts.n || f->v->amounts.v[lo].at.at >= p.end;
}

static bool bracket(unsigned mark, unsigned side) { return mark & side && !(mark & MARK_quote); }

/* Not in brackets, which say more of something else. */
static span project_before(const struct facting *f, uint32_t from, uint32_t to) {
	int depth = 0;
	for (uint32_t i = to; f->words && i > from && i + SUBJECT_NEAR > to; i--) {
		depth += bracket(mark_at(f, i - 1), MARK_close);
		if (depth && bracket(mark_at(f, i - 1), MARK_open)) depth--;
		if (depth || !before_is(f, i, "subject")) continue;
		span p = project_at(f, from, i);
		if (is_name(f, from, p)) return p;
	}
	return (span){0, 0};
}

str subject_of(const struct facting *f, span s, span figure) {
	uint32_t from = reach(f, s, figure.at);
	const struct org *o = org_before(f, from, figure.at);
	span p = project_before(f, o ? o->at.end : from, figure.at);
	if (p.end) return arena_utf8(f->mem, ustr_sub(f->a->text.cp, p));
	return o ? o->alias_of.s ? o->alias_of : o->text : STR_NULL;
}
