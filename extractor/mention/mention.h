/* mention: folded article text -> candidates -> exact spans, overlaps settled.
 *
 * One literal scan finds where rules can match at all; the rules whose trigger stands in a clause are run on that
 * clause only. Organizations and zones need more than a pattern (left edges, gazetteers): org.c and zone.c.
 *
 * Promise: of one kind no two mentions overlap; sorted by start. Longest wins, then the rule that stands first.
 */
#ifndef MENTION_H
#define MENTION_H

#include "article/article.h"

struct mention {
	span at;                  /* the text of the mention */
	const struct rule *rule;
	span group[NGROUP];
	/* zone: the word of list zones, or -1; org: the word of list org-suffixes that gave type and right edge, or -1 */
	int word;
	str name;                 /* zone: official name when no list has it; org: the full name an alias stands for */
};
struct mentions { struct mention *v; int n, cap; };

/* Why organizations are what they are, for people: each right edge and the left edges that were weighed for it. */
struct weighed {
	uint32_t at;
	span before, starts;      /* the word or sign before it that speaks for it, the place or head that it starts with; may be empty */
	int border, head, cost, score; /* score = border + head - cost, cost with all that was held against it */
};
struct weighing {
	span at;                  /* the best left edge, and the right one */
	uint32_t tail;            /* where the ending starts */
	int word;                 /* of list org-suffixes */
	bool taken;
	const char *why;          /* what decided, in English */
	LIST(struct weighed) edges;  /* from the ending to the left */
};
struct explain { LIST(struct weighing) v; struct arena *mem; };

struct scan {                 /* what one article's scan found, for the readers of room value too */
	const struct article *article;
	struct hits hits;         /* triggers and starts of rules, by end */
	struct founds *words;     /* [list]: the words of scanned lists, by end, shorter first */
	struct mentions of[NKIND]; /* amount, date, org, zone */
	struct notes notes;       /* "rule.limit" with the rule's id */
	struct explain *explain;  /* NULL: nobody asked */
};

/* Everything in the arena. */
void mention_scan(struct scan *, const struct article *, const struct rulebook *, struct matcher *, struct arena *);

/* The same; what speaks for and against organizations is kept in *explain, which may be NULL. */
void mention_scan_explained(struct scan *, const struct article *, const struct rulebook *, struct matcher *, struct arena *, struct explain *);

/* The parts of mention_scan, in this order. */
void mention_zones(struct scan *, const struct rulebook *, struct matcher *, struct arena *);
void mention_orgs(struct scan *, const struct rulebook *, struct matcher *, struct arena *); /* after zones */
/* Where the words of a scanned list stand; nowhere for NULL. */
static inline const struct founds *scan_words(const struct scan *s, const struct rulebook *b, const struct wordlist *w) {
	static const struct founds none = {NULL, 0, 0};
	return w ? &s->words[w - b->list] : &none;
}
/* Settles overlaps inside one kind and sorts. */
void mention_settle(struct mentions *);

#endif
