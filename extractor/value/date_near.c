/* date_near.c: readers of what is named by the issue date (上周五, 26日, 5天前) or by the date before (上年同期). */
#include "value/date_priv.h"

/* ---- this, last, next ------------------------------------------------------------------- */

static struct period week_of(struct dating *d, int offset) {
	int today = day_number(d->issue), monday = today - day_weekday(today) + 7 * offset;
	return period_days(d->r->mem, monday, monday + 6);
}

/* This month, last quarter, today, the 15th of last month. */
bool read_relative(struct dating *d, struct period *out) {
	struct arena *mem = d->r->mem;
	int offset;
	if (!year_issue(d)) return true;
	if (dating_relative(d, GROUP_date_rel, "day", &offset)) {
		*out = period_day(mem, day_from_number(day_number(d->issue) + offset));
	} else if (dating_relative(d, GROUP_date_rel, "quarter", &offset)) {
		int q = d->issue.y * 4 + (d->issue.m - 1) / 3 + offset;
		*out = period_quarter(mem, q / 4, q % 4 + 1);
	} else if (dating_relative(d, GROUP_date_rel, "week", &offset)) {
		*out = week_of(d, offset);
	} else if (dating_relative(d, GROUP_date_rel, "years", &offset)) {
		*out = period_stretch(mem, period_year(mem, d->issue.y + offset), period_year(mem, d->issue.y + offset + 1));
	} else if (dating_relative(d, GROUP_date_rel, "month", &offset)) {
		struct day month = month_shift(d->issue, offset);
		if (dating_has(d, GROUP_date_d)) return read_days(d, month.y, month.m, out);
		*out = part_of_month(mem, month.y, month.m, dating_meaning(d, GROUP_date_part, "date-parts", 1));
	} else return false;
	return true;
}

/* 上周五, 下周末: a day of the week, or its last two. */
bool read_week(struct dating *d, struct period *out) {
	int64_t from, to;
	int offset;
	if (!year_issue(d)) return true;
	if (!dating_relative(d, GROUP_date_rel, "week", &offset)) return false;
	*out = week_of(d, offset);
	if (!dating_has(d, GROUP_date_word)) return true;
	if (!str_int(dating_meaning(d, GROUP_date_word, "date-weekdays", 1), &from)) return false;
	if (!str_int(dating_meaning(d, GROUP_date_word, "date-weekdays", 2), &to)) to = from;
	if (str_int(dating_meaning(d, GROUP_date_d2, "date-weekdays", 1), &to) && to <= from) return false;
	int monday = day_number(out->first);
	*out = period_days(d->r->mem, monday + (int)from - 1, monday + (int)to - 1);
	if (to == from) *out = period_day(d->r->mem, out->first);
	return true;
}

/* 周三 without a week: this week's when it has come or is said to come, else last week's. */
bool read_weekday(struct dating *d, struct period *out) {
	int64_t day;
	if (!str_int(dating_meaning(d, GROUP_date_word, "date-weekdays", 1), &day)) return false;
	if (!year_issue(d)) return true;
	int today = day_number(d->issue), number = today - day_weekday(today) + (int)day - 1;
	bool planned = year_planned(d, MARK_clause | MARK_comma);
	if (number > today && !planned) number -= 7;
	if (number < today && planned) number += 7;
	*out = period_day(d->r->mem, day_from_number(number));
	return true;
}

/* 26日 alone: of the date that it is listed with, of the issue's month, or of the month before when it would lie ahead. */
bool read_day_only(struct dating *d, struct period *out) {
	int day = dating_number(d, GROUP_date_d);
	struct day x = {d->past.p.first.y, d->past.p.last.m, day};
	if (past_listed(d) && str_is(d->past.p.type, "day") && day > d->past.p.last.d) return read_days(d, d->past.p.last.y, x.m, out);
	if (day < 1 || day > 31) return false;
	if (!year_issue(d)) return true;
	x = month_shift(d->issue, day > d->issue.d ? -1 : 0);
	for (int back = 0; back < 2 && day > days_in_month(x.y, x.m); back++) x = month_shift(x, -1);
	return read_days(d, x.y, x.m, out);
}

/* ---- ago ------------------------------------------------------------------------------------ */

/* N years, months, weeks or days back or ahead, as precise as the unit: 5年前 is a year, 3个月后 a month, 10天前 a day. */
bool read_ago(struct dating *d, struct period *out) {
	str unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	bool ahead = str_is(dating_meaning(d, GROUP_date_word, "date-directions", 1), "forward"), half = dating_has(d, GROUP_date_half);
	int n = dating_number(d, GROUP_date_n), sign = ahead ? 1 : -1;
	if (n < 0 && half) n = 0; /* 半年后 */
	if (n + half < 1 || n > 3000 || !unit.s) return false;
	if (!year_issue(d)) return true;
	struct day month = month_shift(d->issue, sign * (str_is(unit, "Y") ? 12 * n + 6 : str_is(unit, "Q") ? 3 * n : n));
	if (str_is(unit, "Y") && !half) month.y = d->issue.y + sign * n;
	if (month.y < 1000) return false;
	if (str_is(unit, "Y") && !half) *out = period_year(d->r->mem, month.y);
	else if (str_is(unit, "D")) *out = period_day(d->r->mem, day_from_number(day_number(d->issue) + sign * n));
	else if (str_is(unit, "W")) *out = week_of(d, sign * n);
	else *out = period_month(d->r->mem, month.y, month.m);
	return true;
}

/* The same day n months on or back, or the last of a shorter month. */
static struct day day_shift(struct day x, int months) {
	struct day to = month_shift(x, months);
	to.d = x.d < days_in_month(to.y, to.m) ? x.d : days_in_month(to.y, to.m);
	return to;
}

/* 未来三年, 近30天: so many units on or back from the issue's day; those ahead end on the eve, when they are counted in months. The
 * length is all that can be said without the issue date. */
bool read_window(struct dating *d, struct period *out) {
	str unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	bool ahead = str_is(dating_meaning(d, GROUP_date_word, "date-windows", 1), "forward"), half = dating_has(d, GROUP_date_half);
	int n = dating_has(d, GROUP_date_n) ? dating_number(d, GROUP_date_n) : 0;
	if (n < 0 || !unit.s || n + half < 1 || n > (str_is(unit, "Y") ? 100 : 999)) return false;
	if (!d->issue.y) return half ? read_duration_half(d, out) : read_duration(d, out);
	bool days = str_is(unit, "D") || str_is(unit, "W");
	int count = days ? n * (str_is(unit, "W") ? 7 : 1) : str_is(unit, "Y") ? 12 * n + 6 * half : str_is(unit, "Q") ? 3 * n : n;
	int today = day_number(d->issue), sign = ahead ? 1 : -1;
	int far = days ? today + sign * count : day_number(day_shift(d->issue, sign * count)) - (ahead ? 1 : 0);
	*out = ahead ? period_about(d->r->mem, d->issue, day_from_number(far)) : period_about(d->r->mem, day_from_number(far), d->issue);
	return true;
}

/* ---- the same time of another year ------------------------------------------------------------- */

static struct period years_later(struct arena *mem, const struct period *p, int n) {
	struct period out = {.first = {p->first.y + n, p->first.m, p->first.d}, .last = {p->last.y + n, p->last.m, p->last.d}};
	bool months = p->first.d == 1 && p->last.d == days_in_month(p->last.y, p->last.m);
	if (str_is(p->type, "quarter")) return period_quarter(mem, out.first.y, out.last.m / 3);
	if (!months) {
		if (!day_exists(out.first) || !day_exists(out.last)) return (struct period){0};
		if (str_is(p->type, "day")) return period_day(mem, out.first);
		return period_stretch(mem, period_day(mem, out.first), period_day(mem, out.last));
	}
	struct period from = period_month(mem, out.first.y, out.first.m), to = period_month(mem, out.last.y, out.last.m);
	return str_is(p->type, "month") ? from : period_stretch(mem, from, to);
}

/* 上年同期: what the date before it names, in the year that is said; vague when that was no part of a later year. */
bool read_same(struct dating *d, struct period *out) {
	const struct period *p = &d->past.p;
	int y = year_said(d);
	*out = (struct period){.type = STR("vague")};
	if (!y || !past_near(d) || !d->past.month_said || p->last.y <= y || !p->last.d || p->first.y < y) {
		d->unresolved = false;
		return true;
	}
	struct period same = years_later(d->r->mem, p, y - p->last.y);
	if (same.first.y > 0) *out = same;
	return true;
}
