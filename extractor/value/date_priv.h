/* Inside room value: calendar expressions. date.c walks over the mentions and opens ends (since, before); the readers of
 * date_calendar.c, date_near.c and date_length.c make a period of what the groups of a pattern say; date_year.c finds the year. */
#ifndef VALUE_DATE_PRIV_H
#define VALUE_DATE_PRIV_H

#include "value/priv.h"

/* A resolved expression; first.y == 0: none. */
struct period { struct day first, last; str edtf, type; };

/* The resolved mention before this one: what 次年, 同期 and the second of two listed months go by. */
struct past { span at; struct period p; bool year_said, month_said; };

/* A word of list relative. */
struct near { str unit; int offset; };

struct dating {
	struct reading *r;
	const struct mention *m;
	struct day issue;    /* y == 0: unknown */
	struct past past;    /* p.first.y == 0: none */
	struct near rel;     /* of group rel; unit.s == NULL: not taken */
	bool unresolved;     /* needs the issue date or the past, and there is none */
};

/* ---- what the groups say (date.c) -------------------------------------------------- */

bool dating_has(const struct dating *, int group);
/* The group as a whole number; -1: not taken or no number. */
int dating_number(const struct dating *, int group);
/* Column `col` of the list entry that a group's text is; STR_NULL: none. */
str dating_meaning(const struct dating *, int group, const char *list, int col);
/* Said by a year, or by a word for one. */
bool dating_year_said(const struct dating *);
/* Unit and offset of a group that holds a word of list relative; false: none. */
bool dating_relative(const struct dating *, int group, const char *unit, int *offset);

/* ---- periods (date_period.c) ---------------------------------------------------------- */

str date_edtf(struct arena *, struct day); /* YYYY, YYYY-MM or YYYY-MM-DD: as much as is not 0 */
struct period period_year(struct arena *, int y);
struct period period_month(struct arena *, int y, int m);
struct period period_months(struct arena *, int y, int from, int to);
struct period period_day(struct arena *, struct day);
struct period period_days(struct arena *, int from, int to); /* of day numbers */
struct period period_quarter(struct arena *, int y, int q);
struct period period_season(struct arena *, int y, int code);
struct period period_stretch(struct arena *, struct period, struct period);
/* The same with ends that are counted, not said: about then. */
struct period period_about(struct arena *, struct day first, struct day last);
/* The month n months after the one of `from`. */
struct day month_shift(struct day from, int n);
int day_weekday(int number); /* 0: Monday */

/* ---- the year (date_year.c): 0 when it cannot be said ------------------------------------ */

int year_issue(struct dating *);
/* The year that is said, or named by the issue date or by the date before (次年). */
int year_said(struct dating *);
/* The year of the second end of a range whose first lies in y; 0: none of its own. */
int year_second(struct dating *, int y);
/* Said, or nearest: a month (and day) without a year. */
int year_or_near(struct dating *, int month);
/* Said, or begun: a quarter or half without a year. */
int year_or_begun(struct dating *, int month);
/* What stands around it, up to marks of these classes, says that it is still to come. */
bool year_planned(const struct dating *, unsigned stop);
/* The date before stands right before this one in a list (3月、5月). */
bool past_listed(const struct dating *);
/* The date before stands in the same paragraph. */
bool past_near(const struct dating *);

/* ---- readers: false with nothing unresolved: it cannot be read -------------------------------- */

bool read_calendar(struct dating *, struct period *);
bool read_first_months(struct dating *, struct period *);
bool read_first_quarters(struct dating *, struct period *);
bool read_order(struct dating *, struct period *);
bool read_season(struct dating *, struct period *);
bool read_plan(struct dating *, struct period *);
bool read_decade(struct dating *, struct period *);

bool read_relative(struct dating *, struct period *);
bool read_week(struct dating *, struct period *);
bool read_day_only(struct dating *, struct period *);
bool read_ago(struct dating *, struct period *);
bool read_window(struct dating *, struct period *);
bool read_weekday(struct dating *, struct period *);
bool read_same(struct dating *, struct period *);

bool read_duration(struct dating *, struct period *);
bool read_duration_half(struct dating *, struct period *);
bool read_duration_parts(struct dating *, struct period *);
bool read_vague(struct dating *, struct period *);

/* A part of a year or month by list date-parts; the whole when it is none of them. */
struct period part_of_year(struct arena *, int y, str part);
struct period part_of_month(struct arena *, int y, int m, str part);
/* The day of group d, or d to d2 (of m2, of y2). */
bool read_days(struct dating *, int y, int m, struct period *);

#endif
