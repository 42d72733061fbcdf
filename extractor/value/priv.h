/* Inside room value: what its readers share. */
#ifndef VALUE_PRIV_H
#define VALUE_PRIV_H

#include "value/value.h"

struct reading {
	struct values *out;
	const struct scan *scan;
	const struct rulebook *book;
	struct arena *mem;
};

/* UTF-8 of a span of the article as it stands on the page. */
str  reading_text(const struct reading *, span);
/* The folded characters of a span. */
ustr reading_fold(const struct reading *, span);
/* The first that ends behind `end`; n: none. */
int  founds_behind(const struct founds *, uint32_t end);
/* Does the article go on at `at` with one of these words, | between them? */
bool reading_starts(const struct reading *, uint32_t at, str words);
void reading_note(struct reading *, str code, str detail); /* the first NOTES_MAX */

/* ---- sum.c: numbers and what binds them, for amounts and quantities ---- */

#define X(k, group) SUM_##group,
enum { GROUPS_sum(X, sum) NSUM };
#undef X
/* bound "exact" without words; value null for a range; DESIGN states what min and max are. */
struct stated { struct dec value, min, max; str bound, modifier; };
bool sum_read(const struct reading *, const struct mention *, struct stated *); /* false: not readable, too large, runs backwards */
/* A member of a list takes the bound that stands before the first (超2亿元、3亿元), unless it says so itself. */
void sum_share(struct stated *, const struct stated *before);
/* 以上 and the like behind a member are its own: those after it take nothing from it. */
bool sum_shareable(const struct mention *);
/* Do only list marks (、) and the words of list list-joins (和, 及 …) stand between two sums? */
bool sum_coordinated(const struct reading *, uint32_t from, uint32_t to);
/* Where its modifiers start: the gap to the sum before it ends there. */
uint32_t sum_start(const struct mention *);
/* Cues behind a sum stand behind its modifiers (5亿元以上贷款); those before it may stand between modifier and number (最高奖励300万元). */
span sum_anchor(const struct mention *);

/* Nearest governing cue. A hit of list `roles` that governs the amount at `whole`; NULL: none. The text between two
 * amounts that makes them a list (、和及) is looked for by the caller. */
struct cue { const struct word *word; span at; };
struct cue cue_role(const struct reading *, const struct wordlist *roles, span whole);

/* ---- per.c ---- */

struct per_lists { const struct wordlist *words, *units, *cues; }; /* per-words, per-units, per-cues */
/* The unit that the sum at `whole` is counted per (亩, 年); STR_NULL: none. `cue` is what gave it its role, of no length without. */
str per_unit(const struct reading *, const struct per_lists *, span whole, str role, span cue);

/* date.c, sum.c: is that a reader's name? */
bool date_reads(str name);
bool sum_reads(str name);

#endif
