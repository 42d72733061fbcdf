/* Inside room mention: what zones and organizations are found with. */
#ifndef MENTION_PRIV_H
#define MENTION_PRIV_H

#include "mention/mention.h"

/* ---- what is looked up in the rulebook by name, once a thread -------------------------- */

/* The keys of org-weights.tsv, which says what each is for. */
#define WEIGHTS(X) X(border) X(quote) X(digit) X(date) X(zone) X(name) X(full) X(place) X(far) X(inner) X(joint) X(need) X(certain)
enum weight {
#define X(name) W_##name,
	WEIGHTS(X)
#undef X
	NWEIGHT
};

/* The column `need` of org-suffixes.tsv. */
#define NEEDS(X) X(any) X(strong) X(alone) X(place) X(gov) X(body) X(long) X(inner) X(part) X(named) X(never) X(club) X(brand) X(trade) X(group)
enum need {
#define X(name) NEED_##name,
	NEEDS(X)
#undef X
	NNEED
};

enum { NAME_REACH = 40, HELD = 2, HELD_WEAK = 1, VETO = 2, VETO_WEAK = 1 };

/* Lists that are not there, and rules that are switched off, are NULL. */
struct known {
	const struct wordlist *places, *zones, *zone_suffixes, *zone_themes, *zone_follow;
	const struct wordlist *suffixes, *names, *heads, *held, *nonames, *stops, *generic, *after, *behind; /* org-… */
	const struct wordlist *joins;                    /* list-joins */
	const struct rule *gazetteer, *pattern;         /* zone.… */
	const struct rule *suffix, *name, *again, *tail, *derived, *beside; /* org.… */
	int weight[NWEIGHT];
	uint8_t *need;                                  /* by word of suffixes: enum need */
	uint8_t *head_weight, *stop_weight, *held_how, *noname_how; /* by word of heads, stops, held, nonames */
};
const struct known *known_of(struct matcher *, const struct rulebook *);

/* Drops what patterns of rules with `emit: {by: …}` took: their finds come from zone.c and org*.c. */
void engine_only(struct mentions *);
/* The place behind the bracket that closes the one at s[i], when at most `most` characters lie between them and no clause
 * ends there; 0: none. */
uint32_t bracket_end(const struct rulebook *, ustr s, uint32_t i, uint32_t most);
/* The same to the left: s[end - 1] closes; the place of the opening one, UINT32_MAX: none. Quotes count as brackets. */
uint32_t bracket_start(const struct rulebook *, ustr s, uint32_t end, uint32_t most);

/* ---- zones --------------------------------------------------------------------- */

enum { ENDINGS = 3, LOOSE = 16 };

/* A zone written with an ending that is short for several (经开区): what it may be in full. */
struct loose { int mention; str name[ENDINGS]; int n; };

struct zoning {
	struct scan *scan;
	const struct rulebook *book;
	const struct known *known;
	const uint32_t *s;
	uint32_t n;
	struct mentions *out;
	struct loose loose[LOOSE];
	int nloose;
	struct arena *mem;
};
void zone_push(struct zoning *, const struct rule *, span, int word, str name);
/* The official name. */
str zone_official(const struct zoning *, const struct mention *);
/* What the pattern rules took: zones without a name (zone.bare), and short names that the text gives, wherever they stand. */
void zones_told(struct zoning *, const struct mentions *told);
/* One zone, one name: a zone that no list has is the one whose name the article writes with more in front (芜湖鸠江经济开发区 for
 * 鸠江经开区), or with an ending in full. */
void zones_agree(struct zoning *);

/* ---- organizations ------------------------------------------------------------- */

/* What is known of each character of the text before left edges are sought: one pass over the literal hits. */
struct ground {
	const struct rulebook *book;
	const struct known *known;
	ustr s;
	uint8_t *stop;     /* [i]: 1 + length of the stop word that ends at i; 0: not looked up yet */
	uint8_t *cost;     /* [i]: its weight */
	uint8_t *held;     /* [i]: character i is inside a word that holds stop words together; HELD_WEAK: not behind a whole name */
	uint8_t *veto;     /* [i]: a word that is no name goes on behind character i; VETO_WEAK: not behind a long ending */
	uint8_t *noname;   /* [i]: length of the word that is no name and ends at i */
	uint8_t *head;     /* [i]: weight of the known head, zone or name that starts at i */
	uint8_t *head_len;
	uint8_t *unit;     /* [i]: length of the zone mention, or short name that the text gives, that ends at i */
	uint8_t *name;     /* [i]: length of the known name that ends at i */
	uint8_t *place;    /* [i]: 1 + length of the place name at i; 0: not looked up yet */
	uint16_t *tail;    /* [i]: an ending ends at i: 1 + word of org-suffixes */
	struct explain *explain; /* NULL: nobody asked */
};
void ground_make(struct ground *, const struct scan *, const struct rulebook *, const struct known *, struct arena *);
void ground_find_place(struct ground *, uint32_t i);
void ground_find_stop(struct ground *, uint32_t i);
/* Length of the longest place name at i; 0: none. */
static inline uint32_t ground_place(struct ground *g, uint32_t i) {
	if (!g->place[i]) ground_find_place(g, i);
	return g->place[i] - 1u;
}
/* Length of the longest stop word that ends at i; 0: none. */
static inline uint32_t ground_stop(struct ground *g, uint32_t i) {
	if (!g->stop[i]) ground_find_stop(g, i);
	return g->stop[i] - 1u;
}
/* The ending of n characters at `end` is a part of a word that is no name. */
bool ground_vetoed(const struct ground *, uint32_t end, uint32_t n);
/* An organization ends at i, as far as endings tell. */
bool ground_tail(const struct ground *, uint32_t i);

/* Where a name that ends with the suffix at `tail` starts, and how sure that is. */
struct left {
	uint32_t at;
	int score;
	bool head, certain; /* it starts with a place or a known head; what stands before is strong evidence */
	bool near;          /* certain, and a head stands after very few characters: 川南临港 */
};
struct left left_edge(struct ground *, uint32_t tail, bool strong);

/* What stands before p: the weight that a name may start there; wall: it cannot go on to the left; else the length of the stop
 * word that ends there and counts. */
struct border { int weight; bool wall; uint32_t stop; };
struct border border_before(struct ground *, uint32_t p);

/* A right edge, and what came of it. */
struct candidate { span at; uint32_t tail; int word; struct left left; };
/* Two characters or more of [at, tail) are in no everyday word, place or head. */
bool is_distinct(struct ground *, uint32_t at, uint32_t tail);
/* No character of [at, tail) is in one. */
bool is_odd(struct ground *, uint32_t at, uint32_t tail);
/* All of them are. */
bool is_plain(struct ground *, uint32_t at, uint32_t tail);
/* A company's core: two to four such characters, a place before them or not. */
bool is_core(struct ground *, uint32_t at, uint32_t tail);
/* A name may end at i: punctuation stands there, a stop word, or what goes on behind a whole name. */
bool ends_free(const struct ground *, uint32_t i);
/* Is that a name at all? */
bool is_name(struct ground *, const struct candidate *);
/* Why it is one, or why not. */
const char *name_why(struct ground *, const struct candidate *, bool taken);

/* For g->explain, when it is there: a right edge is looked at, a left edge is weighed for it, it is decided. */
void explain_start(struct ground *, uint32_t tail);
void explain_edge(struct ground *, uint32_t p, const struct border *, int head, int score);
void explain_end(struct ground *, const struct candidate *, bool taken);

/* ---- what else an article's names tell ------------------------------------------- */

struct orgs {
	struct ground ground;
	struct scan *scan;
	const struct known *known;
	struct mentions *out;
	LIST(struct candidate) rejected; /* endings without a name of their own */
	struct arena *mem;
};
void org_push(struct orgs *, const struct rule *, span, int word, str full);
/* Marks in the ground where short names stand that the text gives, before left edges are sought. */
void orgs_mark(struct orgs *, const struct mentions *told);
/* What the pattern rules took: short names that the text gives (以下简称), companies in lists. After the full names are there. */
void orgs_told(struct orgs *, const struct mentions *told);
/* What stands left of a match whose rule says `emit: {walk: list}` or `subject` (org_list.c); false: it does not. count: mentions
 * of the article that are settled and sorted. */
bool orgs_told_left(struct orgs *, const struct mention *, int count);
/* Companies by core and trade that stand in a list next to an organization. Mentions are settled. */
void orgs_beside(struct orgs *);
/* Short forms of the companies' full names, anywhere in the article (org_derive.c). Mentions are settled. */
void orgs_derive(struct orgs *);
/* The full names of org-names.tsv for abbreviations, where the article has them too. Mentions are settled. */
void orgs_official(struct orgs *);
str orgs_text(const struct orgs *, span);
/* Later mentions of short names, and of full names without their head. */
void orgs_again(struct orgs *);

#endif
