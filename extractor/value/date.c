/* date.c: calendar expressions -> EDTF and first and last day.
 *
 * A pattern's groups say what was written (y m d, q, half, season, part, rel …), its emit.read which reader takes them.
 * Readers make a period; what stands around it (since, until, before) then opens one of its ends. */
#include "value/priv.h"

#include <assert.h>

/* A resolved expression. year 0 in first: the year is unknown (no issue date), nothing can be resolved. */
struct period { struct day first, last; str edtf, type; };

struct dating {
	struct reading *r;
	const struct mention *m;
	struct day issue; /* y == 0: unknown */
	bool unresolved;  /* needs the issue date, and there is none */
};

static bool has(const struct dating *d, int group) {
	span s = d->m->group[group];
	return s.at != s.end;
}

/* The group as a whole number; -1: not taken or no number. */
static int number_of(const struct dating *d, int group) {
	struct dec v, low;
	span at = d->m->group[group];
	if (at.at == at.end || !number_read(reading_fold(d->r, at), d->r->book, &v, &low) || v.exp || v.coef > 9999) return -1;
	return (int)v.coef;
}

/* Column `col` of the list entry that a group's text is; STR_NULL: none. */
static str meaning(const struct dating *d, int group, const char *list, int col) {
	span at = d->m->group[group];
	const struct wordlist *w = rule_list(d->r->book, list);
	int i = at.at == at.end ? -1 : wordlist_find(w, reading_fold(d->r, at));
	return i < 0 ? STR_NULL : w->word[i].col[col];
}

/* ---- periods ------------------------------------------------------------------- */

/* YYYY, YYYY-MM or YYYY-MM-DD: as much as is not 0. */
static str edtf(struct arena *mem, struct day x) {
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

static struct period whole_year(struct arena *mem, int y) {
	return (struct period){{y, 1, 1}, {y, 12, 31}, edtf(mem, (struct day){y, 0, 0}), STR("year")};
}

static struct period whole_month(struct arena *mem, int y, int m) {
	return (struct period){{y, m, 1}, {y, m, days_in_month(y, m)}, edtf(mem, (struct day){y, m, 0}), STR("month")};
}

static struct period one_day(struct arena *mem, struct day x) {
	return (struct period){x, x, edtf(mem, x), STR("day")};
}

static struct period quarter(struct arena *mem, int y, int q) {
	int m = q * 3;
	return (struct period){{y, m - 2, 1}, {y, m, days_in_month(y, m)}, arena_print(mem, "%04d-%d", y, 32 + q), STR("quarter")};
}

static struct period season(struct arena *mem, int y, int code) {
	int m = (code - 21) * 3 + 3, last_y = m + 2 > 12 ? y + 1 : y, last_m = (m + 1) % 12 + 1;
	return (struct period){{y, m, 1}, {last_y, last_m, days_in_month(last_y, last_m)}, arena_print(mem, "%04d-%d", y, code), STR("season")};
}

static struct period stretch(struct arena *mem, struct period a, struct period b) {
	return (struct period){a.first, b.last, arena_print(mem, "%s/%s", a.edtf.s, b.edtf.s), STR("interval")};
}

/* ---- the year ---------------------------------------------------------------------- */

/* A month without a year: the occurrence nearest to the issue date, the past one when both are as near. */
static int year_near(struct dating *d, int month) {
	if (!d->issue.y) {
		d->unresolved = true;
		return 0;
	}
	int ahead = (month - d->issue.m + 12) % 12; /* months until it comes */
	if (ahead == 0) return d->issue.y;
	if (ahead < 6) return d->issue.m + ahead > 12 ? d->issue.y + 1 : d->issue.y;
	return d->issue.m + ahead - 12 < 1 ? d->issue.y - 1 : d->issue.y;
}

static int year_issue(struct dating *d) {
	if (!d->issue.y) d->unresolved = true;
	return d->issue.y;
}

/* The year that is said, or named by the issue date; 0: neither. */
static int year_said(struct dating *d) {
	int64_t offset;
	int y = number_of(d, GROUP_date_y);
	if (y > 0) return y;
	if (str_is(meaning(d, GROUP_date_rel, "relative", 1), "year") && str_int(meaning(d, GROUP_date_rel, "relative", 2), &offset)) {
		int issue = year_issue(d);
		return issue ? issue + (int)offset : 0;
	}
	return 0;
}

/* A quarter or half without a year: this year's once it has come or comes next month, else last year's. */
static int year_begun(struct dating *d, int month) {
	if (has(d, GROUP_date_y) || has(d, GROUP_date_rel)) return year_said(d);
	if (!d->issue.y) d->unresolved = true;
	return month <= d->issue.m + 1 ? d->issue.y : d->issue.y - 1;
}

static int year_or_near(struct dating *d, int month) {
	if (has(d, GROUP_date_y) || has(d, GROUP_date_rel)) return year_said(d);
	return year_near(d, month);
}

/* ---- readers --------------------------------------------------------------------------- */

static bool part_of_year(struct dating *d, int y, str part, struct period *out) {
	struct arena *mem = d->r->mem;
	*out = whole_year(mem, y);
	if (str_is(part, "end")) *out = whole_month(mem, y, 12);
	if (str_is(part, "begin")) *out = whole_month(mem, y, 1);
	if (str_is(part, "middle")) *out = stretch(mem, whole_month(mem, y, 6), whole_month(mem, y, 7));
	return true;
}

static bool part_of_month(struct dating *d, int y, int m, str part, struct period *out) {
	static const struct { const char *name; int from, to; } parts[] = {{"first10", 1, 10}, {"mid10", 11, 20}, {"last10", 21, 31}};
	struct arena *mem = d->r->mem;
	*out = whole_month(mem, y, m);
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!str_is(part, parts[i].name)) continue;
		int to = parts[i].to < out->last.d ? parts[i].to : out->last.d;
		*out = stretch(mem, one_day(mem, (struct day){y, m, parts[i].from}), one_day(mem, (struct day){y, m, to}));
	}
	return true;
}

/* The day d, or d to d2 (of m2, of y2). */
static bool read_day(struct dating *d, int y, int m, struct period *out) {
	struct arena *mem = d->r->mem;
	struct day first = {y, m, number_of(d, GROUP_date_d)};
	if (!day_exists(first)) return false;
	*out = one_day(mem, first);
	if (!has(d, GROUP_date_d2)) return true;
	int m2 = has(d, GROUP_date_m2) ? number_of(d, GROUP_date_m2) : m;
	struct day last = {has(d, GROUP_date_y2) ? number_of(d, GROUP_date_y2) : m2 < m ? y + 1 : y, m2, number_of(d, GROUP_date_d2)};
	if (!day_exists(last) || day_number(last) <= day_number(first)) return false;
	*out = stretch(mem, *out, one_day(mem, last));
	return true;
}

static bool read_month(struct dating *d, struct period *out) {
	int m = number_of(d, GROUP_date_m), m2 = number_of(d, GROUP_date_m2), y = year_or_near(d, m2 > 0 && !has(d, GROUP_date_d) ? m2 : m);
	if (m < 1 || m > 12) return false;
	if (!y) return d->unresolved;
	if (has(d, GROUP_date_d)) return read_day(d, y, m, out);
	if (m2 < 0) return part_of_month(d, y, m, meaning(d, GROUP_date_part, "date-parts", 1), out);
	int y2 = has(d, GROUP_date_y2) ? number_of(d, GROUP_date_y2) : y;
	if (m2 > 12 || m2 < 1 || y2 < y || (y2 == y && m2 <= m)) return false;
	*out = stretch(d->r->mem, whole_month(d->r->mem, y, m), whole_month(d->r->mem, y2, m2));
	return true;
}

static bool read_half(struct dating *d, struct period *out) {
	str half = reading_text(d->r, d->m->group[GROUP_date_half]);
	const struct wordlist *parts = rule_list(d->r->book, "date-parts");
	bool first = false;
	for (int i = 0; i < parts->nword; i++)
		if (str_is(parts->word[i].col[1], "half1")) first |= str_starts(parts->word[i].own, half);
	int y = year_begun(d, first ? 1 : 7);
	if (d->unresolved) return true;
	*out = stretch(d->r->mem, whole_month(d->r->mem, y, first ? 1 : 7), whole_month(d->r->mem, y, first ? 6 : 12));
	return true;
}

static bool read_quarter(struct dating *d, struct period *out) {
	int q = number_of(d, GROUP_date_q);
	if (q < 0) q = 1; /* 首季度 */
	int y = year_begun(d, q * 3 - 2);
	if (q > 4 || !q) return false;
	if (d->unresolved) return true;
	*out = quarter(d->r->mem, y, q);
	return true;
}

/* This month, last quarter, today. */
static bool read_relative(struct dating *d, struct period *out) {
	struct arena *mem = d->r->mem;
	str unit = meaning(d, GROUP_date_rel, "relative", 1);
	int64_t offset;
	if (!str_int(meaning(d, GROUP_date_rel, "relative", 2), &offset)) return false;
	if (!year_issue(d)) return true;
	int month = d->issue.y * 12 + d->issue.m - 1 + (int)offset, q = d->issue.y * 4 + (d->issue.m - 1) / 3 + (int)offset;
	if (str_is(unit, "day")) *out = one_day(mem, day_from_number(day_number(d->issue) + (int)offset));
	else if (str_is(unit, "quarter")) *out = quarter(mem, q / 4, q % 4 + 1);
	else if (has(d, GROUP_date_d)) return read_day(d, month / 12, month % 12 + 1, out);
	else return part_of_month(d, month / 12, month % 12 + 1, meaning(d, GROUP_date_part, "date-parts", 1), out);
	return true;
}

static bool read_calendar(struct dating *d, struct period *out) {
	if (has(d, GROUP_date_m)) return read_month(d, out);
	if (has(d, GROUP_date_q)) return read_quarter(d, out);
	if (has(d, GROUP_date_half)) return read_half(d, out);
	if (has(d, GROUP_date_rel) && !str_is(meaning(d, GROUP_date_rel, "relative", 1), "year")) return read_relative(d, out);
	bool said = has(d, GROUP_date_y) || has(d, GROUP_date_rel);
	int y = said ? year_said(d) : year_issue(d), y2 = number_of(d, GROUP_date_y2);
	if (!y) return d->unresolved;
	if (y2 < 0) return part_of_year(d, y, meaning(d, GROUP_date_part, "date-parts", 1), out);
	if (y2 <= y) return false;
	*out = stretch(d->r->mem, whole_year(d->r->mem, y), whole_year(d->r->mem, y2));
	return true;
}

/* The first N months; said in January of the first eleven, they are last year's. */
static bool read_first(struct dating *d, int months, struct period *out) {
	bool said = has(d, GROUP_date_y) || has(d, GROUP_date_rel);
	int y = said ? year_said(d) : year_issue(d);
	if (months < 1 || months > 12) return false;
	if (!y) return d->unresolved;
	if (!said && months > d->issue.m) y--;
	*out = stretch(d->r->mem, whole_month(d->r->mem, y, 1), whole_month(d->r->mem, y, months));
	return true;
}

static bool read_first_months(struct dating *d, struct period *out) { return read_first(d, number_of(d, GROUP_date_n), out); }

static bool read_first_quarters(struct dating *d, struct period *out) { return read_first(d, 3 * number_of(d, GROUP_date_n), out); }

static bool read_season(struct dating *d, struct period *out) {
	int64_t code, code2;
	int y = year_said(d);
	if (!y) return d->unresolved;
	if (!str_int(meaning(d, GROUP_date_season, "seasons", 1), &code)) return false;
	*out = season(d->r->mem, y, (int)code);
	if (!str_int(meaning(d, GROUP_date_word, "seasons", 1), &code2)) return true;
	*out = stretch(d->r->mem, *out, season(d->r->mem, y, (int)code2));
	out->type = STR("season");
	return true;
}

static bool read_plan(struct dating *d, struct period *out) {
	int64_t from, to;
	str part = meaning(d, GROUP_date_part, "date-parts", 1);
	if (!str_int(meaning(d, GROUP_date_plan, "plans", 1), &from) || !str_int(meaning(d, GROUP_date_plan, "plans", 2), &to)) return false;
	struct period first = whole_year(d->r->mem, (int)from), last = whole_year(d->r->mem, (int)to);
	*out = str_is(part, "end") ? last : str_is(part, "begin") ? first : stretch(d->r->mem, first, last);
	out->type = STR("plan");
	return true;
}

/* 26日 alone: of the issue's month, or of the month before when it would lie ahead. */
static bool read_day_only(struct dating *d, struct period *out) {
	int day = number_of(d, GROUP_date_d), month = d->issue.y * 12 + d->issue.m - 1;
	if (!year_issue(d)) return true;
	if (day > d->issue.d) month--;
	struct day x = {month / 12, month % 12 + 1, day};
	*out = one_day(d->r->mem, x);
	return day_exists(x);
}

static bool read_ago(struct dating *d, struct period *out) {
	int n = number_of(d, GROUP_date_n), y = year_issue(d);
	bool back = str_is(meaning(d, GROUP_date_word, "date-directions", 1), "back");
	if (n < 1) return false;
	if (!y) return true;
	*out = whole_year(d->r->mem, back ? y - n : y + n);
	return out->first.y > 0;
}

/* ---- durations ------------------------------------------------------------------------------ */

static bool put_length(struct dating *d, struct buf *b, struct dec n, str unit) {
	buf_str(b, STR("P"));
	if (unit.s[0] == 'T') buf_char(b, 'T');
	if (str_is(unit, "Q")) n.coef *= 3;
	buf_dec(b, n);
	buf_char(b, str_is(unit, "Q") ? 'M' : unit.s[unit.n - 1]);
	return d != NULL;
}

static bool read_duration(struct dating *d, struct period *out) {
	struct dec n, low, n2;
	str unit = meaning(d, GROUP_date_unit, "duration-units", 1);
	struct buf b = {0};
	if (!unit.s || !number_read(reading_fold(d->r, d->m->group[GROUP_date_n]), d->r->book, &n, &low)) return false;
	bool two = has(d, GROUP_date_n2) && number_read(reading_fold(d->r, d->m->group[GROUP_date_n2]), d->r->book, &n2, &(struct dec){0});
	put_length(d, &b, low.set ? low : n, unit);
	if (two || low.set) {
		buf_char(&b, '/');
		put_length(d, &b, two ? n2 : n, unit);
	}
	*out = (struct period){.edtf = arena_str(d->r->mem, (str){b.s, b.n}), .type = STR("duration")};
	buf_free(&b);
	return true;
}

static bool read_vague(struct dating *d, struct period *out) {
	(void)d;
	*out = (struct period){.type = STR("vague")};
	return true;
}

/* The one table of readers: emit.read of a rule names one. */
static const struct { const char *name; bool (*read)(struct dating *, struct period *); } readers[] = {
	{"calendar", read_calendar}, {"first_months", read_first_months}, {"first_quarters", read_first_quarters},
	{"day_only", read_day_only}, {"season", read_season}, {"plan", read_plan}, {"ago", read_ago}, {"duration", read_duration}, {"vague", read_vague},
};

/* ---- open ends ---------------------------------------------------------------------------------- */

/* 2022年以来: 2022/..; a quarter or season opens with its first month. */
static void open_end(struct arena *mem, const struct period *p, struct date *out) {
	bool plain = str_is(p->type, "year") || str_is(p->type, "month") || str_is(p->type, "day");
	str from = plain ? p->edtf : edtf(mem, (struct day){p->first.y, p->first.m, 0});
	out->type = STR("interval");
	out->value = arena_print(mem, "%s/..", from.s);
	out->end = STR_NULL;
}

static void open_start(struct arena *mem, str upto, struct day last, struct date *out) {
	out->type = STR("interval");
	out->value = arena_print(mem, "../%s", upto.s);
	out->start = STR_NULL;
	out->end = edtf(mem, last);
}

/* 6月前: what lies before the period; but by the end of 2021年底前, by that day for a day. */
static void open_before(struct dating *d, const struct period *p, struct date *out) {
	struct arena *mem = d->r->mem;
	bool inclusive = has(d, GROUP_date_part) || str_is(p->type, "day");
	struct day last = inclusive ? p->last : day_from_number(day_number(p->first) - 1);
	bool years = str_is(p->type, "year") || str_is(p->type, "plan");
	str upto = inclusive ? p->edtf : edtf(mem, (struct day){last.y, years ? 0 : last.m, 0});
	open_start(mem, upto, last, out);
}

/* 截至 makes anything an upper end, 到 and 至 only what says that it is one (年底). */
static bool is_until(struct dating *d) {
	if (!has(d, GROUP_date_until)) return false;
	bool strong = str_is(meaning(d, GROUP_date_until, "date-until", 1), "strong");
	return strong || str_is(meaning(d, GROUP_date_part, "date-parts", 1), "end");
}

static void finish(struct dating *d, const struct period *p, struct date *out) {
	struct arena *mem = d->r->mem;
	out->type = p->type;
	out->value = p->edtf;
	if (!p->first.y) return;
	out->start = edtf(mem, p->first);
	out->end = edtf(mem, p->last);
	if (has(d, GROUP_date_since)) open_end(mem, p, out);
	else if (has(d, GROUP_date_base)) open_before(d, p, out);
	else if (is_until(d) && !str_is(p->type, "interval") && !str_is(p->type, "plan")) open_start(mem, p->edtf, p->last, out);
}

/* Without the issue date the type is all that can be said. */
static str type_unresolved(const struct dating *d) {
	if (has(d, GROUP_date_d)) return has(d, GROUP_date_d2) ? STR("interval") : STR("day");
	if (has(d, GROUP_date_m)) return has(d, GROUP_date_m2) ? STR("interval") : STR("month");
	if (has(d, GROUP_date_q)) return STR("quarter");
	if (has(d, GROUP_date_season)) return STR("season");
	if (has(d, GROUP_date_half) || has(d, GROUP_date_since) || has(d, GROUP_date_base) || has(d, GROUP_date_n)) return STR("interval");
	return str_is(meaning(d, GROUP_date_rel, "relative", 1), "day") ? STR("day") : STR("year");
}

static void read_date(struct reading *r, const struct mention *m, struct day issue) {
	struct dating d = {.r = r, .m = m, .issue = issue};
	struct period p = {0};
	str name = rule_emit(m->rule, "read");
	size_t i = 0;
	while (name.s && i < COUNT(readers) && !str_is(name, readers[i].name)) i++;
	assert(i < COUNT(readers));
	if (!readers[i].read(&d, &p)) {
		reading_note(r, STR("value.date"), reading_text(r, m->at));
		return;
	}
	struct date *out = LIST_PUSH(&r->out->dates, r->mem);
	out->text = reading_text(r, m->at);
	out->at = m->at;
	out->bytes = value_bytes(r->scan->article, m->at);
	out->rule = m->rule->id;
	if (d.unresolved) out->type = type_unresolved(&d);
	else finish(&d, &p, out);
}

void value_dates(struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, scan, b, mem};
	const struct mentions *all = &scan->of[KIND_date];
	struct day issue = {0};
	if (!scan->article->issue.date.s || !day_parse(scan->article->issue.date, &issue)) issue = (struct day){0};
	for (int i = 0; i < all->n; i++) read_date(&r, &all->v[i], issue);
}
