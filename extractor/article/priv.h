/* Inside room article: what its files hand to each other.
 *
 * lines.c    text -> lines, blocks, units (logical lines: a paragraph wrapped at a fixed width is one unit)
 * cues.c     the page rules and weights that every question below is answered with
 * names.c    a stretch of text -> names of people
 * classify.c what each unit is: headline, paragraph, byline, credit, furniture
 * repeat.c   pull quotes
 * head.c     is this group of headline lines a new article, a subhead or a caption; kicker, title, subtitle
 * walk.c     units in page order -> drafts of articles
 * weave.c    drafts whose columns were interleaved: cut into stretches, placed, matched, put together again
 * terms.c    what two stretches speak of in common
 * place.c    to which article a stretch goes
 * match.c    which end a stretch continues; characters doubled at a cut
 * explain.c  what was decided and why, when somebody asked
 * build.c    drafts -> articles: text, parts, pieces, stretches, the account of bytes
 */
#ifndef ARTICLE_PRIV_H
#define ARTICLE_PRIV_H

#include "article/article.h"

/* The cues of rules/words/page-weights.tsv by question; the list says in words when each counts. */
#define CUES(X)                                                                                                     \
	X(line, bias) X(line, dangling) X(line, unbalanced) X(line, opener) X(line, particle) X(line, commas) X(line, comma)       \
	X(line, long) X(line, mark) X(line, open) X(line, inner) X(line, stub) X(line, lead) X(line, mates) X(line, colon) X(line, number) X(line, below)                                      \
	X(head, bias) X(head, first) X(head, lead) X(head, byline) X(head, names) X(head, zone_other)               \
	X(head, zone_first) X(head, signed) X(head, photo) X(head, rubric) X(head, subtitle) X(head, blocks)        \
	X(head, open) X(head, gap) X(head, brief) X(head, nolead) X(head, feature) X(head, bare) X(head, like) X(head, short)     \
	X(head, single) X(head, empty) X(head, numbered)                                                            \
	X(kicker, bias) X(kicker, zone) X(kicker, word) X(kicker, dot) X(kicker, block) X(kicker, three)            \
	X(kicker, zone_self) X(kicker, colon) X(kicker, quote)                                                      \
	X(names, bias) X(names, family) X(names, none) X(names, after) X(names, head) X(names, below)               \
	X(names, paragraph) X(names, signed) X(names, four) X(names, spaced) X(names, wanted)                                        \
	X(photo, bias) X(photo, gap) X(photo, finished) X(photo, head) X(photo, dated) X(photo, above)              \
	X(place, read) X(place, whole) X(place, paragraph) X(place, subhead) X(place, open) X(place, zone) X(place, other) X(place, terms) X(place, join)                \
	X(cont, bias) X(cont, zone) X(cont, quote) X(cont, number) X(cont, near) X(cont, dangling) X(cont, forward) \
	X(cont, opener) X(cont, open) X(cont, closed) X(cont, whole) X(cont, word) X(cont, pair) X(cont, strange) X(cont, unlike) X(cont, terms) X(cont, doubled) X(cont, left)
enum cue {
#define X(question, name) CUE_##question##_##name,
	CUES(X)
#undef X
	NCUE
};

/* What the first segment of a page rule's id says that a match is. */
#define LEADS(X) X(masthead) X(paper) X(editors) X(rubric) X(turn) X(figure) X(notice) X(weather) X(table) X(item) X(back) X(byline) X(credit) X(caption) X(lead) X(tail) X(zone) X(ask)
enum lead {
#define X(name) LEAD_##name,
	LEADS(X)
#undef X
	NLEAD
};
enum { RULES_PER_LEAD = RULES_MAX };
/* What is tried on what: leads on lines that may be headlines, on longer lines, on the beginnings of paragraphs and on their ends. */
enum trial_kind { TRIAL_SHORT, TRIAL_LONG, TRIAL_START, TRIAL_END, NTRIAL };

/* Word lists of rules/words/page-*.tsv, and zones. */
#define LISTS(X) X(surnames) X(roles) X(openers) X(continuers) X(particles) X(closers) X(kickers) X(calendar)

struct line {
	span at;         /* without blanks at both ends; never empty */
	uint32_t length; /* with blanks */
	int gap;         /* blank lines before it; 0: same block as the line before */
	int row;         /* 1, 2, … on the page */
	bool indent;     /* two blanks or an ideographic one before it */
};

enum unit_kind {
	UNIT_HEAD, UNIT_PARAGRAPH, UNIT_BYLINE, UNIT_NAMES, UNIT_CREDIT, UNIT_CAPTION, UNIT_RUBRIC, UNIT_FURNITURE
};
enum role {
	ROLE_NONE, ROLE_KICKER, ROLE_TITLE, ROLE_SUBTITLE, ROLE_SUBHEAD, ROLE_PARAGRAPH, ROLE_CAPTION, ROLE_SILENT
};
enum {
	IS_LEAD = 1,        /* opens like a news item */
	IS_OPEN = 2,        /* ends inside a sentence */
	IS_DANGLING = 4,    /* starts as no sentence does */
	IS_OPENER = 8,      /* starts as a sentence does */
	IS_SIGNED = 16,     /* names behind its last full stop (taken off body) */
	IS_CREDITED = 32,   /* a picture credit behind its last full stop (taken off body) */
	IS_SUBTITLE = 128,  /* starts with a dash */
	IS_ZONE_FIRST = 256,/* a headline that starts with a zone */
	IS_DATED = 512,     /* starts with a date */
	IS_CLOSER = 1024,   /* starts with a closing quote or bracket that it did not open */
	IS_OPENED = 2048,   /* ends with a quote or bracket open */
	IS_ITEM = 16384,    /* starts with the mark of a list */
	IS_BACK = 32768,    /* comes from another page (that is taken off body) */
	IS_REPORT = 131072, /* a credit of who took the pictures and wrote the text */
	IS_VERSE = 65536,   /* a short line that a colon announced */
	IS_COMMA = 8192,    /* ends with a comma: what follows may start like a sentence */
	IS_STUB = 4096,     /* a full stop stands within its first characters */
};

struct unit {
	enum unit_kind kind;
	enum role role;
	unsigned flags;
	int line, nline;   /* in page.lines */
	int block, gap;    /* gap: blank lines before it */
	span text, body;   /* body: without a trailing signature or credit */
	int name, nname;   /* in page.names */
	int nfamily, nfour, nspaced; /* of the names: with a family name, of four characters without a double one, spaced */
	ustr zone;         /* the first zone it names (headlines only), official name where known; s == NULL: none */
	int draft;         /* -1: furniture */
	int next;          /* the unit that follows it in the reading order of its draft; -1: none */
};

struct draft {
	int first, last;   /* units in reading order */
	bool photo, lead, byline, is_signed, headed;
	int nparagraph, nsubhead, subhead_lines;
	int open;          /* the paragraph that breaks off at the end, or -1 */
	ustr zone;         /* of its headline */
	bool named;        /* somebody is named as its author */
	bool captions;     /* a bare credit stands before the first paragraph: a headline line there is its caption */
	bool orphan, dropped;
};

/* What the rulebook says of pages, looked up by name once. */
struct layout {
	const struct rulebook *book;
	struct { const struct rule *v[RULES_PER_LEAD]; int n; uint64_t bits; } rules[NLEAD];
	uint64_t asked[NTRIAL];    /* the bits of their rules */
#define X(name) const struct wordlist *name;
	LISTS(X)
#undef X
	const struct wordlist *zones, *places;
	ustr *zone_name;           /* of the words of zones: the official name */
	int weight[NCUE];
};

struct page {
	const struct text *t;      /* the page, or `flat` */
	struct text flat;          /* the page with wrapped lines put together */
	const struct layout *look;
	struct matcher *matcher;
	struct arena *mem, *tmp;   /* mem: what articles keep; tmp: all else */
	int usual_gap;             /* blank lines between paragraphs */
	LIST(struct line) lines;
	LIST(struct unit) units;
	LIST(struct draft) drafts;
	struct strs names;
	struct decisions *told;    /* where decisions are recorded; NULL: nobody asked */
	struct telling *telling;   /* the cues of the question that is being asked are noted here; NULL: nowhere */
};

enum { CUES_TOLD = 24 };
struct telling { struct { enum cue cue; int weight; } v[CUES_TOLD]; int n; };

/* cues.c */
extern const char *const cue_names[NCUE]; /* as rules/words/page-weights.tsv spells them */
const struct layout *layout_of(struct matcher *, const struct rulebook *);
/* A stretch to try page rules on, and those that may match there. */
struct trial { span at; uint64_t may; };
struct trial page_trial(const struct page *, enum trial_kind, span at);
/* The first rule of that sort that matches; NULL: none. */
const struct rule *page_match(struct page *, enum lead, struct trial, span *whole, span group[NGROUP]);
str page_str(const struct page *, span); /* as on the page, in mem */
static inline unsigned page_mark(const struct page *p, uint32_t i) { return rule_mark(p->look->book, p->t->fold[i]); }
/* Length of the longest word of the list at the start of the span; 0: none. */
static inline uint32_t page_word(const struct page *p, const struct wordlist *w, span at) {
	int i;
	return wordlist_at(w, p->t->fold + at.at, span_len(at), &i);
}
void telling_add(struct telling *, enum cue, int weight);
/* Adds a cue to a question's sum when it holds. */
static inline int page_cue(const struct page *p, enum cue c, bool holds) {
	if (holds && p->telling) telling_add(p->telling, c, p->look->weight[c]);
	return holds ? p->look->weight[c] : 0;
}
/* Adds it by degrees: as much of its weight as `part` is of `whole`. */
static inline int page_part(const struct page *p, enum cue c, int part, int whole) {
	int weight = part >= whole ? p->look->weight[c] : p->look->weight[c] * part / whole;
	if (weight && p->telling) telling_add(p->telling, c, weight);
	return weight;
}

/* lines.c */
void page_lines(struct page *);
void page_units(struct page *);

/* names.c: the names in `at`, pushed to page.names and entered in *u; false: something there is no name. */
bool page_names(struct page *, span at, struct unit *u);

/* classify.c */
void page_classify(struct page *);

/* repeat.c: paragraphs that only repeat text of another one (pull quotes) become furniture. */
void page_repeats(struct page *);

/* head.c: the headline group [from, to) of units before `next` (-1: end of page); cur: the draft before it or NULL. */
enum head { HEAD_ARTICLE, HEAD_SUBHEAD, HEAD_CAPTION };
struct group { int from, to, next; bool rubric; };
enum head head_decide(struct page *, struct group, const struct draft *cur);
void head_roles(struct page *, struct group);

/* walk.c */
void page_walk(struct page *);
void draft_add(struct page *, int draft, int unit, enum role);

/* weave.c */
enum { STRETCHES_MAX = 200 }; /* that are ordered together: what comes more goes by portions of whole drafts */
enum cut { CUT_NONE, CUT_PARAGRAPH, CUT_SUBHEAD, CUT_SENTENCE };
struct stretch_of_units {
	int first, last;   /* units, linked by next */
	int head_text, tail; /* the first and the last unit of running text; -1: none */
	int read, draft;   /* the draft it was read into; the one it goes to, -1: not known yet */
	int before;        /* the stretch read before it in its draft; -1: none */
	enum cut cut;      /* what it was cut off at */
	bool head;         /* has the headline: stays where it is */
	bool top;          /* the head, or tied to it: the article starts so */
	bool subhead;      /* starts with a subhead */
	unsigned start, end; /* flags of its first and last paragraph */
	ustr zone;         /* that it speaks of most; of its article where it names none */
	bool named;        /* it names that zone itself */
	int after;         /* the stretch that continues it; -1: none */
	bool tied;         /* cut between paragraphs or before a subhead, and placed where the one before it is */
	bool continues;
};
enum { SCORE_UNKNOWN = -1000000 };
struct terms;
struct stretches { struct stretch_of_units *v; int n, cap, draft, ndraft, *scores, *room; struct terms *terms; }; /* of drafts [draft, ndraft) */
void page_weave(struct page *);
void stretches_tie(struct stretches *);
static inline bool unit_in_text(const struct unit *u) { return u->role == ROLE_PARAGRAPH || u->role == ROLE_SUBHEAD; }
static inline bool zone_is(ustr a, ustr b) { return a.s && b.s && ustr_eq(a, b); }

/* terms.c: what stretches of one portion have in common. */
void terms_read(const struct page *, struct stretches *);
int  terms_common(const struct stretches *, int a, int b);
/* Do these three characters stand together somewhere in the portion? */
bool terms_known(const struct stretches *, const uint32_t three[3]);
bool pair_known(const struct stretches *, uint32_t, uint32_t); /* the same of two; now and then a wrong yes */

/* place.c: the zone and the draft of each stretch. */
void zones_read(const struct page *, struct stretches *);
void stretches_place(const struct page *, struct stretches *);

/* match.c: after and continues of each stretch. */
int  cont_weigh(const struct page *, const struct stretches *, int end, int start);
void scores_clear(const struct page *, struct stretches *);
/* The same, weighed once. */
static inline int cont_score(const struct page *p, const struct stretches *s, int end, int start) {
	int *score = &s->scores[end * s->n + start];
	return *score != SCORE_UNKNOWN ? *score : (*score = end == start ? 0 : cont_weigh(p, s, end, start));
}
int  stretches_match(const struct page *, struct stretches *); /* the sum of the scores */
/* Characters at the end of a that b starts with again, because a column was cut there; with a full stop put behind them. */
uint32_t unit_doubled(const struct page *, const struct unit *a, const struct unit *b);

/* explain.c: entries of page.told; asked only when that is there. */
void tell_head(struct page *, struct group, const struct draft *cur, int score, const char *verdict, const struct telling *);
void tell_opens(struct page *, int unit, const char *why);
void tell_place(const struct page *, const struct stretch_of_units *, int draft, int score, int second, int second_score, const struct telling *);
void tell_joins(const struct page *, const struct stretches *);

/* build.c */
void page_build(struct articles *, struct page *, str file, const struct issue *);

#endif
