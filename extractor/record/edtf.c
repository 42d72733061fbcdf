/* edtf.c: first and last day of an EDTF value, as far as the readers go (see PATTERN_EDTF). */
#include "record/priv.h"

static bool digits(str *rest, size_t n, int *out) {
	int v = 0;
	if (rest->n < n) return false;
	for (size_t i = 0; i < n; i++) {
		if (rest->s[i] < '0' || rest->s[i] > '9') return false;
		v = v * 10 + (rest->s[i] - '0');
	}
	*rest = str_from(*rest, n);
	*out = v;
	return true;
}

/* The last day of the month m months into year y (m may be 13, 14: the next year). */
static struct day month_end(int y, int m) {
	if (m > 12) y++, m -= 12;
	return (struct day){y, m, days_in_month(y, m)};
}

/* What stands in the month's place beyond 12: first month and length in months. */
static bool months(int code, int *first, int *n) {
	if (code >= 1 && code <= 12) *first = code, *n = 1;
	else if (code >= 21 && code <= 24) *first = (code - 20) * 3, *n = 3;
	else if (code >= 33 && code <= 36) *first = (code - 33) * 3 + 1, *n = 3;
	else if (code == 40 || code == 41) *first = (code - 40) * 6 + 1, *n = 6;
	else return false;
	return true;
}

/* One year, month, day, season, quarter or half year. */
static bool point(str x, struct day *start, struct day *end) {
	int y, code, d, first, n;
	if (!digits(&x, 4, &y)) return false;
	*start = (struct day){y, 1, 1};
	*end = (struct day){y, 12, 31};
	if (!x.n) return true;
	if (x.s[0] != '-') return false;
	x = str_from(x, 1);
	if (!digits(&x, 2, &code) || !months(code, &first, &n)) return false;
	*start = (struct day){y, first, 1};
	*end = month_end(y, first + n - 1);
	if (!x.n) return true;
	if (x.s[0] != '-' || code > 12) return false;
	x = str_from(x, 1);
	if (!digits(&x, 2, &d) || x.n) return false;
	*start = *end = (struct day){y, first, d};
	return day_exists(*start);
}

/* About that time. */
static str exact(str x) { return x.n && x.s[x.n - 1] == '~' ? (str){x.s, x.n - 1} : x; }

static bool interval(str from, str to, struct edtf *e) {
	struct day unused;
	e->start_open = str_is(from, "..");
	e->end_open = str_is(to, "..");
	if (e->start_open && e->end_open) return false;
	if (!e->start_open && !point(exact(from), &e->start, &unused)) return false;
	if (!e->end_open && !point(exact(to), &unused, &e->end)) return false;
	return e->start_open || e->end_open || day_number(e->start) <= day_number(e->end);
}

bool edtf_read(str value, struct edtf *e) {
	*e = (struct edtf){0};
	if (!value.n) return false;
	if (value.s[0] == 'P') {
		e->duration = e->start_open = e->end_open = true;
		return true; /* the pattern of the field has said all */
	}
	str rest = value, from = str_cut(&rest, '/');
	if (from.n == value.n) return point(from, &e->start, &e->end);
	return interval(from, rest, e);
}
