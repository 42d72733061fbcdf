/* Inside room run: scoring. A gold page, the records that belong to it, and what is counted over all pages. */
#ifndef SCORE_H
#define SCORE_H

#include "run/run.h"

enum score_kind { SCORE_amounts, SCORE_dates, SCORE_organizations, SCORE_zones, SCORE_quantities, SCORE_facts, NSCORE };
extern const char *const score_kinds[NSCORE];

/* What is checked on an article, and on a mention that was found. */
#define ARTICLE_CHECKS(X) X(right) X(title) X(zone) X(byline) X(kind) X(whole) X(pure) X(subheads)
/* zone, period and right (both) are a fact's; that it is found means that indicator and value are right. */
#define MENTION_CHECKS(X) X(value) X(bound) X(role) X(per) X(type) X(name) X(unit) X(counted) X(zone) X(period) X(right)
enum article_check {
#define X(name) ARTICLE_##name,
	ARTICLE_CHECKS(X)
#undef X
	NARTICLE
};
enum mention_check {
#define X(name) MENTION_##name,
	MENTION_CHECKS(X)
#undef X
	NMENTION
};
extern const char *const article_checks[NARTICLE], *const mention_checks[NMENTION];

struct score_article { json_t *json; str title, text, first, last; int pair; }; /* squashed; pair: in the other list, -1 */
struct score_articles { struct score_article *v; int n, cap; };
struct score_page { str name; struct score_articles gold, records; };

struct kind_tally { int gold, hit, placed, extra, gold2, hit2, right[NMENTION], of[NMENTION]; };
struct rule_tally { str rule; int hits, right, extras; };
struct scoring {
	LIST(struct score_page) page;
	LIST(struct rule_tally) rule;
	int gold, found, joins, joined, article[NARTICLE];
	struct kind_tally kind[NSCORE];
	struct buf misses;
	LIST(json_t *) json;     /* to be released */
	struct arena mem;
};

/* Text without white space, full-width forms folded; quotes: without quotation marks too. Null gives "". */
str squash(const json_t *text, bool quotes, struct arena *);
/* A value, STR_NULL for null or none. */
str json_text(const json_t *object, const char *key);

int  score_load(struct scoring *, const char *gold, const char *records, struct err *); /* score_load.c */
void score_page(struct scoring *, struct score_page *);                                  /* score_page.c: articles */
void score_mentions(struct scoring *, struct score_page *, enum score_kind);             /* score_mention.c */
__attribute__((format(printf, 2, 3))) void score_miss(struct scoring *, const char *fmt, ...);

#endif
