/* fact: amounts + roles + zone + period -> rows that an analyst loads.
 *
 * One fact per amount whose role is known (not "other"). Zone: the one named in the same sentence before the amount,
 * else the article's. Subject: the nearest organization before the amount in its clause chain. Period: the date that governs the
 * amount: the nearest before it in the sentence; vague dates and durations do not govern.
 */
#ifndef FACT_H
#define FACT_H

#include "value/value.h"

struct fact {
	str zone, subject, indicator;
	struct dec value, min, max;
	str bound, unit, per, start, end;
	int amount;      /* index into amounts */
	span evidence;   /* the sentence */
};
struct facts { LIST(struct fact) list; };

/* Everything in the arena; strings are shared with `values`. */
void fact_make(struct facts *, const struct values *, const struct article *, const struct rulebook *, struct arena *);

#endif
