/* date_year.c: which year. Said; else by the issue date and what the sentence says of it; 次年 by the date before. */
#include "value/date_priv.h"

enum { CUE_BEFORE = 24, CUE_BEHIND = 16, GAP_MAX = 400, LATEST_SHORT = 10 };

int year_issue(struct dating *d) {
	if (!d->issue.y) d->unresolved = true;
	return d->issue.y;
}

/* ---- the date before ------------------------------------------------------------------ */

/* None of the marks, nor a line break, between the date before and this one. */
static bool past_within(const struct dating *d, unsigned marks) {
	const uint32_t *fold = d->r->scan->article->text.fold;
	span gap = {d->past.at.end, d->m->at.at};
	if (!d->past.p.first.y || gap.end < gap.at || gap.end - gap.at > GAP_MAX) return false;
	for (uint32_t i = gap.at; i < gap.end; i++)
		if (fold[i] == '\n' || rule_mark(d->r->book, fold[i]) & marks) return false;
	return true;
}

bool past_near(const struct dating *d) { return past_within(d, 0); }

bool past_listed(const struct dating *d) {
	span gap = {d->past.at.end, d->m->at.at};
	if (!d->past.p.first.y || gap.end <= gap.at || gap.end - gap.at > 3) return false;
	return wordlist_find(rule_list(d->r->book, "list-joins"), reading_fold(d->r, gap)) >= 0;
}

/* 2020年6月动工,8月完工; 2020年3月、5月: the year of a month that follows one; 0: of its own. */
static int year_told(const struct dating *d, int month) {
	if (!d->past.year_said || !d->past.month_said || month < d->past.p.last.m) return 0;
	return past_listed(d) || past_within(d, MARK_clause) ? d->past.p.last.y : 0;
}

/* ---- said ---------------------------------------------------------------------------------- */

/* 21 in '21年: the year that ends so and lies at most LATEST_SHORT years ahead. */
static int year_short(struct dating *d, int yy) {
	int issue = year_issue(d), y;
	if (!issue) return 0;
	y = issue / 100 * 100 + yy;
	return y > issue + LATEST_SHORT ? y - 100 : y;
}

/* 今年 by the issue date, 次年 by the date before. */
static int year_relative(struct dating *d, int group, int base) {
	int offset;
	if (dating_relative(d, group, "year", &offset)) return year_issue(d) ? d->issue.y + offset : 0;
	if (!dating_relative(d, group, "told", &offset)) return 0;
	if (!base && past_near(d)) base = d->past.p.last.y;
	if (!base) d->unresolved = true;
	return base ? base + offset : 0;
}

int year_said(struct dating *d) {
	int y = dating_number(d, GROUP_date_y);
	if (y >= 0 && span_len(d->m->group[GROUP_date_y]) == 2) return year_short(d, y);
	return y > 0 ? y : year_relative(d, GROUP_date_rel, 0);
}

int year_second(struct dating *d, int y) {
	int y2 = dating_number(d, GROUP_date_y2);
	if (y2 >= 0 && span_len(d->m->group[GROUP_date_y2]) == 2) return y / 100 * 100 + y2;
	return y2 > 0 ? y2 : year_relative(d, GROUP_date_rel2, y);
}

/* ---- nearest --------------------------------------------------------------------------------- */

/* The sentence says that it is still to come (将, 计划): a word of date-future before it, or soon behind it. */
bool year_planned(const struct dating *d, unsigned stop) {
	const struct wordlist *cues = rule_list(d->r->book, "date-future");
	const struct text *t = &d->r->scan->article->text;
	uint32_t from = d->m->at.at, to = d->m->at.end;
	int word;
	while (from > 0 && d->m->at.at - from < CUE_BEFORE && !(rule_mark(d->r->book, t->fold[from - 1]) & stop)) from--;
	while (to < t->n && to - d->m->at.end < CUE_BEHIND && !(rule_mark(d->r->book, t->fold[to]) & stop)) to++;
	for (uint32_t i = from; i < to;) {
		uint32_t n = wordlist_at(cues, t->fold + i, to - i, &word);
		if (n && str_is(cues->word[word].col[1], "yes")) return true;
		i += n ? n : 1;
	}
	return false;
}

/* The past one, unless it comes within a month, or this year and the sentence says so. */
static int year_near(struct dating *d, int month) {
	int told = year_told(d, month);
	if (told || !year_issue(d)) return told;
	int ahead = (month - d->issue.m + 12) % 12; /* months until it comes */
	bool this_year = d->issue.m + ahead <= 12, limit = dating_has(d, GROUP_date_base); /* 12月31日前 is a deadline */
	bool coming = ahead <= 1 || ((this_year || ahead < 6) && (limit || year_planned(d, MARK_clause)));
	if (coming) return this_year ? d->issue.y : d->issue.y + 1;
	return this_year ? d->issue.y - 1 : d->issue.y;
}

/* This year's once it has come, comes next month, or is said to come; else last year's. */
static int year_begun(struct dating *d, int month) {
	int told = year_told(d, month);
	if (told || !year_issue(d)) return told;
	return month <= d->issue.m + 1 || year_planned(d, MARK_clause) ? d->issue.y : d->issue.y - 1;
}

int year_or_begun(struct dating *d, int month) { return dating_year_said(d) ? year_said(d) : year_begun(d, month); }

int year_or_near(struct dating *d, int month) { return dating_year_said(d) ? year_said(d) : year_near(d, month); }
