/* date.c: calendar expressions -> EDTF and first and last day.
 *
 * A pattern's groups say what was written (y m d, q, half, season, part, rel …), its emit.read which reader takes them.
 * Readers make a period; what stands around it (since, until, before, after) then opens one of its ends. */
#include "value/date_priv.h"

#include <assert.h>

/* ---- groups -------------------------------------------------------------------------- */

bool dating_has(const struct dating *d, int group) {
	span s = d->m->group[group];
	return s.at != s.end;
}

int dating_number(const struct dating *d, int group) {
	struct dec v, low;
	span at = d->m->group[group];
	if (at.at == at.end || !number_read(reading_fold(d->r, at), d->r->book, &v, &low) || v.exp || v.coef > 9999) return -1;
	return (int)v.coef;
}

str dating_meaning(const struct dating *d, int group, const char *list, int col) {
	span at = d->m->group[group];
	if (at.at == at.end) return STR_NULL;
	const struct wordlist *w = rule_list(d->r->book, list);
	int i = wordlist_find(w, reading_fold(d->r, at));
	return i < 0 ? STR_NULL : w->word[i].col[col];
}

static struct near near_of(const struct dating *d, int group) {
	int64_t n;
	str unit = dating_meaning(d, group, "relative", 1);
	if (!unit.s || !str_int(dating_meaning(d, group, "relative", 2), &n)) return (struct near){0};
	return (struct near){unit, (int)n};
}

bool dating_relative(const struct dating *d, int group, const char *unit, int *offset) {
	struct near x = group == GROUP_date_rel ? d->rel : near_of(d, group);
	if (!x.unit.s || !str_is(x.unit, unit)) return false;
	*offset = x.offset;
	return true;
}

bool dating_year_said(const struct dating *d) {
	int offset;
	return dating_has(d, GROUP_date_y) || dating_relative(d, GROUP_date_rel, "year", &offset) ||
		dating_relative(d, GROUP_date_rel, "told", &offset);
}

/* The one table of readers: emit.read of a rule names one. */
static const struct { const char *name; bool (*read)(struct dating *, struct period *); } readers[] = {
	{"calendar", read_calendar}, {"first_months", read_first_months}, {"first_quarters", read_first_quarters}, {"order", read_order},
	{"season", read_season}, {"plan", read_plan}, {"decade", read_decade}, {"day_only", read_day_only}, {"week", read_week},
	{"ago", read_ago}, {"window", read_window}, {"weekday", read_weekday}, {"same", read_same}, {"duration", read_duration}, {"duration_half", read_duration_half},
	{"duration_parts", read_duration_parts}, {"vague", read_vague},
};

/* The first reader where none is named. */
static size_t reader_of(str name) {
	size_t i = 0;
	while (name.s && i < COUNT(readers) && !str_is(name, readers[i].name)) i++;
	return i;
}

bool date_reads(str name) { return reader_of(name) < COUNT(readers); }

/* ---- open ends ---------------------------------------------------------------------------------- */

static bool is_plain(const struct period *p) { return str_is(p->type, "year") || str_is(p->type, "month") || str_is(p->type, "day"); }

/* Made of whole years. */
static bool is_years(const struct period *p) {
	return p->first.m == 1 && p->first.d == 1 && p->last.m == 12 && p->last.d == 31 && !str_is(p->type, "quarter") && !str_is(p->type, "season");
}

static void open_end(str from, struct day first, struct arena *mem, struct date *out) {
	out->type = STR("interval");
	out->value = arena_print(mem, "%s/..", from.s);
	out->start = date_edtf(mem, first);
	out->end = STR_NULL;
}

/* 2022年以来: 2022/..; a quarter or season opens with its first month. */
static void open_since(struct arena *mem, const struct period *p, struct date *out) {
	struct day first = p->first;
	if (!is_plain(p) && first.d == 1) first.d = 0;
	if (!is_plain(p) && is_years(p)) first.m = 0;
	open_end(is_plain(p) ? p->edtf : date_edtf(mem, first), p->first, mem, out);
}

/* 2018年以后: what lies behind the period, as precise as it is. */
static void open_after(struct arena *mem, const struct period *p, struct date *out) {
	struct day first = day_from_number(day_number(p->last) + 1), from = first;
	if (from.d == 1 && !str_is(p->type, "day")) from.d = 0;
	if (is_years(p)) from.m = 0;
	open_end(date_edtf(mem, from), first, mem, out);
}

static void open_start(struct arena *mem, str upto, struct day last, struct date *out) {
	out->type = STR("interval");
	out->value = arena_print(mem, "../%s", upto.s);
	out->start = STR_NULL;
	out->end = date_edtf(mem, last);
}

/* 6月前: what lies before the period; but by the end of 2021年底前, by that day for a day. */
static void open_before(struct dating *d, const struct period *p, struct date *out) {
	struct arena *mem = d->r->mem;
	bool inclusive = dating_has(d, GROUP_date_part) || str_is(p->type, "day");
	struct day last = inclusive ? p->last : day_from_number(day_number(p->first) - 1);
	struct day upto = last;
	if (last.d == days_in_month(last.y, last.m)) upto.d = 0;
	if (is_years(p)) upto.m = upto.d = 0;
	open_start(mem, inclusive && is_plain(p) ? p->edtf : date_edtf(mem, upto), last, out);
}

/* 截至 makes anything an upper end, 到 and 至 only what says that it is one (年底). */
static bool is_until(struct dating *d) {
	if (!dating_has(d, GROUP_date_until)) return false;
	bool strong = str_is(dating_meaning(d, GROUP_date_until, "date-until", 1), "strong");
	return strong || str_is(dating_meaning(d, GROUP_date_part, "date-parts", 1), "end");
}

static void finish(struct dating *d, const struct period *p, struct date *out) {
	struct arena *mem = d->r->mem;
	out->type = p->type;
	out->value = p->edtf;
	if (!p->first.y) return;
	out->start = date_edtf(mem, p->first);
	out->end = date_edtf(mem, p->last);
	if (dating_has(d, GROUP_date_since)) open_since(mem, p, out);
	else if (dating_has(d, GROUP_date_after)) open_after(mem, p, out);
	else if (dating_has(d, GROUP_date_base)) open_before(d, p, out);
	else if (is_until(d) && !str_is(p->type, "interval") && !str_is(p->type, "plan")) open_start(mem, p->edtf, p->last, out);
}

/* Without the issue date the type is all that can be said. */
static str type_unresolved(const struct dating *d) {
	int offset;
	str unit = dating_meaning(d, GROUP_date_unit, "duration-units", 1);
	if (dating_has(d, GROUP_date_since) || dating_has(d, GROUP_date_base) || dating_has(d, GROUP_date_after)) return STR("interval");
	if (dating_has(d, GROUP_date_d)) return dating_has(d, GROUP_date_d2) ? STR("interval") : STR("day");
	if (dating_has(d, GROUP_date_m)) return dating_has(d, GROUP_date_m2) ? STR("interval") : STR("month");
	if (dating_has(d, GROUP_date_q)) return STR("quarter");
	if (dating_has(d, GROUP_date_season)) return STR("season");
	if (unit.s && dating_has(d, GROUP_date_word)) return str_is(unit, "D") ? STR("day") : str_is(unit, "Y") ? STR("year") : STR("interval");
	if (dating_has(d, GROUP_date_half) || dating_has(d, GROUP_date_n)) return STR("interval");
	if (dating_relative(d, GROUP_date_rel, "day", &offset)) return STR("day");
	if (dating_relative(d, GROUP_date_rel, "month", &offset)) return STR("month");
	if (dating_relative(d, GROUP_date_rel, "quarter", &offset)) return STR("quarter");
	if (dating_relative(d, GROUP_date_rel, "years", &offset)) return STR("interval");
	if (dating_relative(d, GROUP_date_rel, "week", &offset)) return dating_has(d, GROUP_date_word) ? STR("day") : STR("interval");
	return STR("year");
}

/* ---- the walk --------------------------------------------------------------------------------------- */

static void remember(const struct dating *d, const struct period *p, struct past *past) {
	bool years = is_years(p);
	if (d->unresolved || !p->first.y) return;
	*past = (struct past){d->m->at, *p, dating_year_said(d), !years};
	/* the third of 2020年3月、5月和9月 */
	if (d->past.year_said && d->past.month_said && p->first.y == d->past.p.last.y) past->year_said = true;
}

/* On the calendar, and so are the days around it; what is no place there (a duration) is. */
static bool in_reach(const struct dating *d, const struct period *p) {
	if (d->unresolved || !p->edtf.s || str_is(p->type, "duration")) return true;
	return p->first.y > 1 && p->last.y < 9999 && day_exists(p->first) && day_exists(p->last);
}

static void read_date(struct reading *r, const struct mention *m, struct day issue, struct past *past) {
	struct dating d = {.r = r, .m = m, .issue = issue, .past = *past};
	struct period p = {0};
	d.rel = near_of(&d, GROUP_date_rel);
	size_t i = reader_of(rule_emit(m->rule, "read"));
	assert(i < COUNT(readers)); /* proved when the pack was loaded */
	if (!readers[i].read(&d, &p) || !in_reach(&d, &p)) {
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
	remember(&d, &p, past);
}

void value_dates(struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, scan, b, mem};
	const struct mentions *all = &scan->of[KIND_date];
	struct day issue = {0};
	struct past past = {0};
	if (!scan->article->issue.date.s || !day_parse(scan->article->issue.date, &issue)) issue = (struct day){0};
	for (int i = 0; i < all->n; i++) read_date(&r, &all->v[i], issue, &past);
}
