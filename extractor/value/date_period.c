/* date_period.c: stretches of the calendar with their EDTF. */
#include "value/date_priv.h"

str date_edtf(struct arena *mem, struct day x) {
	char *p = arena_alloc(mem, 11);
	int part[] = {x.y / 100, x.y % 100, x.m, x.d};
	size_t n = 0;
	for (int i = 0; i < 4 && (i < 2 || part[i]); i++) {
		if (i > 1) p[n++] = '-';
		p[n++] = (char)('0' + part[i] / 10 % 10);
		p[n++] = (char)('0' + part[i] % 10);
	}
	return (str){p, n};
}

struct period period_year(struct arena *mem, int y) {
	return (struct period){{y, 1, 1}, {y, 12, 31}, date_edtf(mem, (struct day){y, 0, 0}), STR("year")};
}

struct period period_month(struct arena *mem, int y, int m) {
	return (struct period){{y, m, 1}, {y, m, days_in_month(y, m)}, date_edtf(mem, (struct day){y, m, 0}), STR("month")};
}

struct period period_day(struct arena *mem, struct day x) {
	return (struct period){x, x, date_edtf(mem, x), STR("day")};
}

struct period period_quarter(struct arena *mem, int y, int q) {
	int m = q * 3;
	return (struct period){{y, m - 2, 1}, {y, m, days_in_month(y, m)}, arena_print(mem, "%04d-%d", y, 32 + q), STR("quarter")};
}

struct period period_season(struct arena *mem, int y, int code) {
	int m = (code - 21) * 3 + 3, last_y = m + 2 > 12 ? y + 1 : y, last_m = (m + 1) % 12 + 1;
	return (struct period){{y, m, 1}, {last_y, last_m, days_in_month(last_y, last_m)}, arena_print(mem, "%04d-%d", y, code), STR("season")};
}

struct period period_stretch(struct arena *mem, struct period a, struct period b) {
	return (struct period){a.first, b.last, arena_print(mem, "%s/%s", a.edtf.s, b.edtf.s), STR("interval")};
}

struct period period_months(struct arena *mem, int y, int from, int to) {
	return period_stretch(mem, period_month(mem, y, from), period_month(mem, y, to));
}

struct period period_days(struct arena *mem, int from, int to) {
	return period_stretch(mem, period_day(mem, day_from_number(from)), period_day(mem, day_from_number(to)));
}

struct period period_about(struct arena *mem, struct day first, struct day last) {
	str edtf = arena_print(mem, "%s~/%s~", date_edtf(mem, first).s, date_edtf(mem, last).s);
	return (struct period){first, last, edtf, STR("interval")};
}

struct day month_shift(struct day from, int n) {
	int month = from.y * 12 + from.m - 1 + n;
	return (struct day){month / 12, month % 12 + 1, 0};
}

int day_weekday(int number) { return ((number + 3) % 7 + 7) % 7; } /* 1970-01-01 was a Thursday */
