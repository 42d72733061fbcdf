/* date_length.c: readers of durations, and of times that name no place on the calendar. */
#include "value/date_priv.h"

static bool group_dec(const struct dating *d, int group, struct dec *value, struct dec *low) {
	return dating_has(d, group) && number_read(reading_fold(d->r, d->m->group[group]), d->r->book, value, low);
}

/* 3 and the unit's designator; units of time have theirs behind a T, a quarter is three months. */
static void put_length(struct buf *b, struct dec n, str unit) {
	buf_str(b, STR("P"));
	if (unit.s[0] == 'T') buf_char(b, 'T');
	if (str_is(unit, "Q")) n.coef *= 3;
	buf_dec(b, n);
	buf_char(b, str_is(unit, "Q") ? 'M' : unit.s[unit.n - 1]);
}

static bool put_duration(struct dating *d, struct buf *b, struct period *out) {
	*out = (struct period){.edtf = arena_str(d->r->mem, (str){b->s, b->n}), .type = STR("duration")};
	buf_free(b);
	return true;
}

bool read_duration(struct dating *d, struct period *out) {
	struct dec n, low, n2, low2;
	str unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	struct buf b = {0};
	if (!unit.s || !group_dec(d, GROUP_date_n, &n, &low)) return false;
	bool two = group_dec(d, GROUP_date_n2, &n2, &low2);
	if (!n.coef) return false; /* 0天 */
	if (low.set && !two) n2 = n, n = low, two = true;
	if (two && dec_cmp(n, n2) >= 0) return false;
	put_length(&b, n, unit);
	if (two) buf_char(&b, '/');
	if (two) put_length(&b, n2, unit);
	return put_duration(d, &b, out);
}

/* 三年半, 两个半月, 半年: years in months, the others as a decimal. */
bool read_duration_half(struct dating *d, struct period *out) {
	struct dec n = dec_int(0), low = DEC_NULL;
	str unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	struct buf b = {0};
	if (!unit.s || (dating_has(d, GROUP_date_n) && !group_dec(d, GROUP_date_n, &n, &low))) return false;
	if (low.set || n.exp || n.coef > 9999) return false;
	if (str_is(unit, "Q")) return false;
	if (!str_is(unit, "Y")) put_length(&b, (struct dec){n.coef * 10 + 5, -1, true}, unit);
	else if (n.coef) buf_print(&b, "P%dY6M", (int)n.coef);
	else buf_str(&b, STR("P6M"));
	return put_duration(d, &b, out);
}

/* 四年六个月, 3个月15天. */
bool read_duration_parts(struct dating *d, struct period *out) {
	static const struct { int group; char unit; } parts[] = {{GROUP_date_y, 'Y'}, {GROUP_date_m, 'M'}, {GROUP_date_d, 'D'}};
	struct buf b = {0};
	buf_char(&b, 'P');
	for (size_t i = 0; i < COUNT(parts); i++) {
		int n = dating_number(d, parts[i].group);
		if (n >= 0) buf_print(&b, "%d%c", n, parts[i].unit);
	}
	return put_duration(d, &b, out);
}

bool read_vague(struct dating *d, struct period *out) {
	(void)d;
	*out = (struct period){.type = STR("vague")};
	return true;
}
