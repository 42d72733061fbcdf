/* fact: amounts + roles + zone + period -> rows that an analyst loads.
 *
 * One fact per amount whose role is known (not "other") and per quantity whose noun has a class (list quantity-classes: enterprises,
 * growth_rate …). Zone: the article's when the sentence names it or no other one before the amount, else the last one named. Subject: the
 * nearest name of a project or organization before that does more than tell of it, none across a 分号 or behind a word for all of the place (全区). Period: the date that governs, the nearest before in its stretch between 分号 that is
 * not somebody's founding year or a year compared with (fact-dates) and not inside a quotation of its own; a vague date (目前) nearer leaves
 * it open. 从X增至Y in a stretch of years: X is of the first, Y of the last. What 其中 introduces, or 由…构成 holds, is a part_of the total
 * before it. Words: fact-dates, fact-words.
 */
#ifndef FACT_H
#define FACT_H

#include "value/value.h"

struct fact {
	str zone, subject, indicator;
	struct dec value, min, max;
	str bound, unit, per, start, end;
	int amount, quantity; /* one of them: index plus one into amounts or quantities; the other 0 */
	int part_of;          /* index plus one into facts, 0: no part */
	span evidence;   /* the sentence */
};
struct facts { LIST(struct fact) list; struct notes notes; };

/* In order of place. Notes: "fact.sum" where two or more parts of an exact total contradict it: they make more, or
 * they are said to be all (分别, 由…构成) and make less. 其中A占30亿元、B占20亿元 of a hundred leaves room for others and is none. Everything in the arena; strings are shared with `values`. */
void fact_make(struct facts *, const struct values *, const struct scan *, const struct rulebook *, struct arena *);

#endif
