/* date_calendar.c: readers of what stands on a calendar: days, months, quarters, halves, years, decades, seasons, plans. */
#include "value/date_priv.h"

/* ---- years, months, days --------------------------------------------------------------- */

struct period part_of_year(struct arena *mem, int y, str part) {
	if (str_is(part, "end")) return period_month(mem, y, 12);
	if (str_is(part, "begin")) return period_month(mem, y, 1);
	if (str_is(part, "middle")) return period_months(mem, y, 6, 7);
	return period_year(mem, y);
}

struct period part_of_month(struct arena *mem, int y, int m, str part) {
	static const struct { const char *name; int from, to; } parts[] = {
		{"first10", 1, 10}, {"mid10", 11, 20}, {"last10", 21, 31}, {"half1", 1, 15}, {"half2", 16, 31}, {"first20", 1, 20}, {"last20", 11, 31},
	};
	int last = days_in_month(y, m);
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!str_is(part, parts[i].name)) continue;
		int to = parts[i].to < last ? parts[i].to : last;
		return period_stretch(mem, period_day(mem, (struct day){y, m, parts[i].from}), period_day(mem, (struct day){y, m, to}));
	}
	return period_month(mem, y, m);
}

/* 2月29日 without a year is one of a leap year. */
static int year_of_leap_day(const struct dating *d, int y, int m, int day) {
	if (m != 2 || day != 29 || dating_year_said(d)) return y;
	for (int back = 0; back < 8; back++)
		if (day_exists((struct day){y - back, m, day})) return y - back;
	return y;
}

bool read_days(struct dating *d, int y, int m, struct period *out) {
	struct arena *mem = d->r->mem;
	int day = dating_number(d, GROUP_date_d), m2 = dating_number(d, GROUP_date_m2), y2;
	struct day first = {year_of_leap_day(d, y, m, day), m, day};
	if (!day_exists(first)) return false;
	*out = period_day(mem, first);
	if (!dating_has(d, GROUP_date_d2)) return true;
	if (m2 < 0) m2 = m;
	y2 = year_second(d, y);
	if (!y2) y2 = m2 < m && !dating_year_said(d) ? y + 1 : y;
	struct day last = {y2, m2, dating_number(d, GROUP_date_d2)};
	if (!day_exists(last) || day_number(last) <= day_number(first)) return false;
	*out = period_stretch(mem, *out, period_day(mem, last));
	return true;
}

static bool read_month(struct dating *d, struct period *out) {
	int m = dating_number(d, GROUP_date_m), m2 = dating_number(d, GROUP_date_m2), y2 = 0;
	bool days = dating_has(d, GROUP_date_d), crosses = m2 > 0 && m2 < m; /* 11月至2月 */
	if (m < 1 || m > 12 || m2 > 12 || m2 == 0) return false;
	int y = year_or_near(d, m2 > 0 && !days && !crosses ? m2 : m);
	if (!y) return d->unresolved;
	if (days) return read_days(d, y, m, out);
	if (dating_has(d, GROUP_date_half)) { /* 9月至年底 */
		*out = period_months(d->r->mem, y, m, 12);
		return m < 12;
	}
	if (m2 < 0) *out = part_of_month(d->r->mem, y, m, dating_meaning(d, GROUP_date_part, "date-parts", 1));
	if (m2 < 0) return true;
	y2 = year_second(d, y);
	if (!y2) y2 = crosses && !dating_year_said(d) ? y + 1 : y;
	if (y2 < y || (y2 == y && m2 <= m)) return false;
	*out = period_stretch(d->r->mem, period_month(d->r->mem, y, m), period_month(d->r->mem, y2, m2));
	return true;
}

static bool read_half(struct dating *d, struct period *out) {
	bool first = str_is(dating_meaning(d, GROUP_date_half, "date-halves", 1), "half1");
	int y = year_or_begun(d, first ? 1 : 7);
	if (!y) return d->unresolved;
	*out = period_months(d->r->mem, y, first ? 1 : 7, first ? 6 : 12);
	return true;
}

static bool read_quarter(struct dating *d, struct period *out) {
	int q = dating_number(d, GROUP_date_q);
	if (q < 0) q = 1; /* 首季度 */
	if (q > 4 || !q) return false;
	int y = year_or_begun(d, q * 3 - 2);
	if (!y) return d->unresolved;
	*out = period_quarter(d->r->mem, y, q);
	if (dating_has(d, GROUP_date_part)) *out = period_month(d->r->mem, y, q * 3); /* 一季度末 */
	return true;
}

static bool read_years(struct dating *d, struct period *out) {
	int y = dating_year_said(d) ? year_said(d) : year_issue(d);
	if (!y) return d->unresolved;
	if (!dating_has(d, GROUP_date_y2) && !dating_has(d, GROUP_date_rel2)) {
		*out = part_of_year(d->r->mem, y, dating_meaning(d, GROUP_date_part, "date-parts", 1));
		return true;
	}
	int y2 = year_second(d, y);
	if (!y2 || y2 <= y) return !y2 && d->unresolved;
	if (dating_has(d, GROUP_date_m2)) { /* 2020年至2023年5月 */
		int m2 = dating_number(d, GROUP_date_m2);
		if (m2 < 1 || m2 > 12) return false;
		*out = period_stretch(d->r->mem, period_year(d->r->mem, y), period_month(d->r->mem, y2, m2));
		return true;
	}
	*out = period_stretch(d->r->mem, period_year(d->r->mem, y), period_year(d->r->mem, y2));
	return true;
}

bool read_calendar(struct dating *d, struct period *out) {
	if (dating_has(d, GROUP_date_m)) return read_month(d, out);
	if (dating_has(d, GROUP_date_q)) return read_quarter(d, out);
	if (dating_has(d, GROUP_date_half)) return read_half(d, out);
	if (dating_has(d, GROUP_date_rel) && !dating_year_said(d)) return read_relative(d, out);
	return read_years(d, out);
}

/* ---- the first, the third, the last of a year or month ------------------------------------------ */

/* The first N months; without a year the last ones that are over. */
static bool read_first(struct dating *d, int months, struct period *out) {
	bool said = dating_year_said(d);
	if (months < 1 || months > 12) return false;
	int y = said ? year_said(d) : year_issue(d);
	if (!y) return d->unresolved;
	if (!said && months > d->issue.m) y--;
	*out = period_months(d->r->mem, y, 1, months);
	if (months == 1) *out = period_month(d->r->mem, y, 1);
	return true;
}

bool read_first_months(struct dating *d, struct period *out) {
	int n = dating_number(d, GROUP_date_n);
	return read_first(d, n < 0 ? 1 : n, out); /* 首月 */
}

bool read_first_quarters(struct dating *d, struct period *out) { return read_first(d, 3 * dating_number(d, GROUP_date_n), out); }

/* The Monday that the first week begins with: of the year as in ISO 8601 (the week of 4 January), of a month its first. */
static int first_monday(int y, int m) {
	int day = day_number((struct day){y, m ? m : 1, m ? 7 : 4});
	return day - day_weekday(day);
}

/* Weeks or days from..to (1, 2, …) of a year, or of month m. */
static bool order_days(struct dating *d, int y, int m, bool weeks, int from, int to, struct period *out) {
	int start = weeks ? first_monday(y, m) : day_number((struct day){y, m ? m : 1, 1}), length = weeks ? 7 : 1;
	int first = start + (from - 1) * length, last = start + to * length - 1;
	int end = m ? days_in_month(y, m) : 0;
	struct day x = day_from_number(last - (weeks ? 3 : 0)); /* a week belongs where its Thursday lies */
	if (m ? day_from_number(first).m != m || (!weeks && to > end) : x.y != y) return false;
	*out = first == last ? period_day(d->r->mem, day_from_number(first)) : period_days(d->r->mem, first, last);
	return true;
}

/* Months (or quarters, as three) from..to of a year. */
static bool order_months(struct dating *d, int y, int from, int to, struct period *out) {
	if (from < 1 || to > 12) return false;
	*out = from == to ? period_month(d->r->mem, y, from) : period_months(d->r->mem, y, from, to);
	return true;
}

/* The third month, the first ten days, the last two quarters. */
bool read_order(struct dating *d, struct period *out) {
	int n = dating_number(d, GROUP_date_n), m = dating_has(d, GROUP_date_m) ? dating_number(d, GROUP_date_m) : 0;
	str order = dating_meaning(d, GROUP_date_word, "date-order", 1), unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	int of = str_is(unit, "Q") ? 3 : 1;
	if (n < 1 || n > 366 || !unit.s || m > 12) return false;
	int y = m ? year_or_near(d, m) : year_said(d);
	if (!y) return d->unresolved;
	int from = str_is(order, "nth") ? n : 1, to = n;
	if (str_is(unit, "M") || of == 3) {
		if (str_is(order, "last")) return order_months(d, y, 13 - n * of, 12, out);
		return order_months(d, y, (from - 1) * of + 1, to * of, out);
	}
	return !str_is(order, "last") && order_days(d, y, m, str_is(unit, "W"), from, to, out);
}

/* ---- seasons, plans, decades ------------------------------------------------------------------------ */

bool read_season(struct dating *d, struct period *out) {
	int64_t code, code2;
	int y = year_said(d);
	if (!y) return d->unresolved;
	if (!str_int(dating_meaning(d, GROUP_date_season, "seasons", 1), &code)) return false;
	*out = period_season(d->r->mem, y, (int)code);
	if (!str_int(dating_meaning(d, GROUP_date_word, "seasons", 1), &code2)) return true;
	*out = period_stretch(d->r->mem, *out, period_season(d->r->mem, y, (int)code2));
	out->type = STR("season");
	return true;
}

bool read_plan(struct dating *d, struct period *out) {
	int64_t from, to;
	str part = dating_meaning(d, GROUP_date_part, "date-parts", 1);
	if (!str_int(dating_meaning(d, GROUP_date_plan, "plans", 1), &from) || !str_int(dating_meaning(d, GROUP_date_plan, "plans", 2), &to)) return false;
	int n = dating_has(d, GROUP_date_n) ? dating_number(d, GROUP_date_n) : 0;
	if (n < 0 || n > to - from + 1) return false;
	if (n) to = from + n - 1; /* “十四五”前三年 */
	struct period first = period_year(d->r->mem, (int)from), last = period_year(d->r->mem, (int)to);
	*out = str_is(part, "end") ? last : str_is(part, "begin") ? first : period_stretch(d->r->mem, first, last);
	if (!n) out->type = STR("plan");
	return true;
}

/* The year that the century of group n2 or rel counts from (1900 for the 20th); -1: none is said. */
static int century(struct dating *d) {
	int offset, n = dating_number(d, GROUP_date_n2);
	if (n > 0) return (n - 1) * 100;
	if (dating_relative(d, GROUP_date_rel, "century", &offset)) return year_issue(d) ? (d->issue.y / 100 + offset) * 100 : 0;
	return -1;
}

/* 上世纪90年代, 1990年代; 90年代 alone is the last one that has begun. A whole century counts from its year 1. */
bool read_decade(struct dating *d, struct period *out) {
	int n = dating_number(d, GROUP_date_n), from = dating_number(d, GROUP_date_y), base = from > 0 ? from : century(d);
	if (d->unresolved) return true;
	if (base == -1) {
		if (!year_issue(d)) return true;
		base = d->issue.y / 100 * 100;
		if (base + n > d->issue.y) base -= 100;
	}
	if (from <= 0 && n >= 0) base += n;
	bool whole = from <= 0 && n < 0;
	if (base % 10 || n > 90) return false;
	*out = period_stretch(d->r->mem, period_year(d->r->mem, whole ? base + 1 : base), period_year(d->r->mem, whole ? base + 100 : base + 9));
	return base > 0;
}
