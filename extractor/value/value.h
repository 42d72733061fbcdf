/* value: one reader per kind turns a mention into what the record says of it; which zone the article is about.
 *
 * `number` is the only one that reads digits. What a word means (超 = over, 亿 = 10^8, 去年 = year - 1) is in
 * rules/words/ (bounds, scales, currencies, roles, relative, numerals …), what a pattern means is in its rule's emit.
 * Readers do not fail: what cannot be read (13月, more than 18 digits) gives no value and a note "value.*".
 */
#ifndef VALUE_H
#define VALUE_H

#include "mention/mention.h"

struct bytes { int64_t from, to; };      /* from < 0: null */

struct amount {
	str text; span at; struct bytes bytes; str rule;
	struct dec value, min, max;
	str currency, bound, modifier, per, role, cue;
};
struct date { str text; span at; struct bytes bytes; str rule; str type, value, start, end; };
struct org { str text; span at; struct bytes bytes; str rule; str type, alias_of; };
struct zone { str text; span at; struct bytes bytes; str rule; str name; };
struct quantity {
	str text; span at; struct bytes bytes; str rule;
	struct dec value, min, max;
	str bound, modifier, unit, counted, class; /* class: of the noun or else the unit, list quantity-classes; not in the record */
};
struct about { str name, short_name, level, category, province; }; /* name.s == NULL: about no zone */

struct values {
	LIST(struct amount) amounts;
	LIST(struct date) dates;
	LIST(struct org) organizations;
	LIST(struct zone) zones;
	LIST(struct quantity) quantities;
	struct about about;
	struct notes notes;
};

/* Reads all that the scan found. Everything in the arena. */
void value_read(struct values *, const struct scan *, const struct rulebook *, struct matcher *, struct arena *);

/* Does the rule's emit.read name a reader of its kind? */
bool value_reads(const struct rule *);

/* The parts of value_read. Each appends one element, or none (with a note) when it cannot be read. */
void value_amounts(struct values *, const struct scan *, const struct rulebook *, struct arena *);
void value_quantities(struct values *, const struct scan *, const struct rulebook *, struct arena *); /* after amounts and dates */
void value_dates(struct values *, const struct scan *, const struct rulebook *, struct arena *);
void value_orgs(struct values *, const struct scan *, const struct rulebook *, struct arena *);
void value_zones(struct values *, const struct scan *, const struct rulebook *, struct arena *);
void value_about(struct values *, const struct scan *, const struct rulebook *, struct arena *); /* after zones */

/* Folded digits, thousands separators, Chinese numerals and scale characters -> exact decimal: 25.6, 1,100, 二十五,
 * 三百, 两千, 千 (1000), 二〇二三 (2023). *range_low is set when the numerals name a span (六七十: 60 and 70; 三四: 3 and 4).
 * false: not a number, or more than 18 digits. */
bool number_read(ustr folded, const struct rulebook *, struct dec *value, struct dec *range_low);

/* Calendar (proleptic Gregorian). */
struct day { int y, m, d; };             /* m, d 0: not said */
bool day_parse(str iso, struct day *);   /* YYYY-MM-DD that exists */
bool day_exists(struct day);
int  days_in_month(int y, int m);
int  day_number(struct day);             /* days since 1970-01-01 */
struct day day_from_number(int);

/* Bytes of the file behind a span of the article: null across a piece start, or when the article is not from a file. */
struct bytes value_bytes(const struct article *, span);

#endif
