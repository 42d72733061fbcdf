/* calendar.c: the proleptic Gregorian calendar. */
#include "value/value.h"

#include <assert.h>

static bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int days_in_month(int y, int m) {
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	assert(m >= 1 && m <= 12);
	return m == 2 && leap(y) ? 29 : days[m - 1];
}

bool day_exists(struct day d) {
	return d.y >= 1 && d.y <= 9999 && d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= days_in_month(d.y, d.m);
}

static bool digits(const char *s, int n, int *out) {
	int v = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9') return false;
		v = v * 10 + (s[i] - '0');
	}
	*out = v;
	return true;
}

bool day_parse(str iso, struct day *out) {
	struct day d;
	if (iso.n != 10 || iso.s[4] != '-' || iso.s[7] != '-') return false;
	if (!digits(iso.s, 4, &d.y) || !digits(iso.s + 5, 2, &d.m) || !digits(iso.s + 8, 2, &d.d)) return false;
	*out = d;
	return day_exists(d);
}

/* Days from the civil calendar: era of 400 years starting on 1 March, as in Howard Hinnant's "chrono-compatible low-level
 * date algorithms". */
int day_number(struct day d) {
	int y = d.m <= 2 ? d.y - 1 : d.y, era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
	int doy = (153 * (d.m + (d.m > 2 ? -3 : 9)) + 2) / 5 + d.d - 1, doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct day day_from_number(int n) {
	n += 719468;
	int era = (n >= 0 ? n : n - 146096) / 146097, doe = n - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153, d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9;
	return (struct day){yoe + era * 400 + (m <= 2), m, d};
}
