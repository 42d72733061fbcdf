/* Inside room article: what its files hand to each other.
 *
 * lines.c    text -> lines, blocks, units (logical lines: a paragraph wrapped at a fixed width is one unit)
 * cues.c     the page rules and weights that every question below is answered with
 * names.c    a stretch of text -> names of people
 * classify.c what each unit is: headline, paragraph, byline, credit, furniture
 * repeat.c   pull quotes
 * boxes.c    round-ups; quotes that name their source
 * head.c     is this group of headline lines a new article, a subhead or a caption; kicker, title, subtitle
 * moves.c    what a unit may be after what was read so far, and what speaks for each
 * walk.c     units in page order -> drafts of articles: the moves whose sum is the best
 * weave.c    drafts whose columns were interleaved: cut into stretches, ordered, put together again
 * lexicon.c  the words of the language and how common they are
 * terms.c    what stretches speak of in common
 * place.c    what says that a stretch belongs to an article
 * match.c    what says that a stretch continues another; characters doubled at a cut
 * order.c    the search: the articles and the order of the stretches for which all that together is the most
 * explain.c  what was decided and why, when somebody asked
 * build.c    drafts -> articles: text, parts, pieces, stretches, the account of bytes
 */
#ifndef ARTICLE_PRIV_H
#define ARTICLE_PRIV_H

#include "article/article.h"

/* The cues of rules/words/page-weights.tsv by question; the list says in words when each counts. */
#define CUES(X) \
	X(line, bias) X(line, dangling) X(line, unbalanced) X(line, opener) X(line, particle) X(line, commas) X(line, comma) \
	X(line, long) X(line, mark) X(line, open) X(line, inner) X(line, stub) X(line, lead) X(line, mates) X(line, titled) \
	X(line, indent) X(line, colon) X(line, number) X(line, below) \
	X(head, bias) X(head, first) X(head, lead) X(head, byline) X(head, names) X(head, zone_other) X(head, zone_first) \
	X(head, signed) X(head, photo) X(head, rubric) X(head, subtitle) X(head, roundup) X(head, blocks) X(head, open) X(head, gap) \
	X(head, brief) X(head, nolead) X(head, feature) X(head, bare) X(head, like) X(head, short) X(head, single) X(head, empty) \
	X(head, text_other) X(head, text_same) X(head, text_own) X(head, numbered) \
	X(kicker, bias) X(kicker, zone) X(kicker, word) X(kicker, dot) X(kicker, block) X(kicker, three) X(kicker, zone_self) \
	X(kicker, colon) X(kicker, quote) X(kicker, particle) X(kicker, form) X(kicker, subtitle) X(kicker, comma) X(kicker, asks) \
	X(names, bias) X(names, family) X(names, none) X(names, after) X(names, head) X(names, below) X(names, paragraph) \
	X(names, signed) X(names, four) X(names, spaced) X(names, wanted) X(names, named) X(names, again) X(names, kicker) \
	X(names, stacked) \
	X(subhead, nobody) X(subhead, after) \
	X(text, lead) X(text, back) X(text, item) X(text, signed) X(text, credited) X(text, caption) X(text, resumed) X(text, goes_on) \
	X(opens, bias) X(opens, open) X(opens, dangling) X(opens, bare) X(opens, credited) \
	X(photo, bias) X(photo, credited) X(photo, block) X(photo, apart) X(photo, dated) X(photo, opener) X(photo, dangling) \
	X(photo, broken) X(photo, short) X(photo, zone_other) X(photo, zone_same) X(photo, open) X(photo, bare) X(photo, finished) \
	X(photo, signed) X(photo, inside) X(photo, second) X(photo, again) \
	X(caption, bias) X(caption, says) X(caption, credited) X(caption, credit) X(caption, apart) X(caption, sentence) \
	X(caption, scene) X(caption, bond) X(caption, bond_over) X(caption, several) X(caption, dated) X(caption, between) \
	X(caption, goes_on) X(caption, lead) X(caption, turns) X(caption, before) X(caption, zone_other) X(caption, signed) \
	X(caption, broken) X(caption, dangling) X(caption, last) X(caption, unstopped) \
	X(credit, item) X(credit, again) X(credit, text) X(credit, caption) X(credit, nobody) X(credit, gap) X(credit, above) \
	X(sign, bias) X(sign, family) X(sign, none) X(sign, spaced) X(sign, four) X(sign, word) X(sign, goes_on) X(sign, dangling) \
	X(sign, end) X(sign, wanted) X(sign, named) \
	X(turn, bias) X(turn, second) \
	X(end, uncredited) X(end, empty) X(end, subhead) X(end, captions) \
	X(place, zone) X(place, terms) X(place, before) X(place, demoted) X(place, alone) X(place, left) \
	X(cont, bias) X(cont, near) X(cont, next) X(cont, open) X(cont, opener) X(cont, closed) X(cont, whole) X(cont, apart) X(cont, away) \
	X(cont, dangling) X(cont, quote) X(cont, number) X(cont, unlike) X(cont, counted) X(cont, uncut) X(cont, bond) X(cont, word) \
	X(cont, pair) X(cont, strange) X(cont, doubled) X(cont, inside) X(cont, signed) X(cont, back) X(cont, turn)
enum cue {
#define X(question, name) CUE_##question##_##name,
	CUES(X)
#undef X
	NCUE
};

/* What the first segment of a page rule's id says that a match is. */
#define LEADS(X) X(masthead) X(paper) X(editors) X(rubric) X(turn) X(figure) X(notice) X(weather) X(table) X(item) X(back) X(byline) X(credit) X(caption) X(scene) X(lead) X(tail) X(zone) X(ask) X(kicker) X(quote) X(subtitle)
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
	uint32_t length; /* with blanks, in halves of a Chinese character's width */
	int gap;         /* blank lines before it; 0: same block as the line before */
	int row;         /* 1, 2, … on the page */
	bool wrapped;    /* goes on with the paragraph of the line before */
	bool indent;     /* two blanks or an ideographic one before it */
};

/* Packed, here and below: of a hostile page there are millions of units. */
enum __attribute__((packed)) unit_kind {
	UNIT_HEAD, UNIT_PARAGRAPH, UNIT_BYLINE, UNIT_NAMES, UNIT_CREDIT, UNIT_CAPTION, UNIT_RUBRIC, UNIT_FURNITURE
};
enum __attribute__((packed)) role {
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
	IS_ROUNDUP = 1 << 20, /* the headline of items without headlines */
	IS_VERSE = 65536,   /* a short line that a colon announced */
	IS_COMMA = 8192,    /* ends with a comma: what follows may start like a sentence */
	IS_UNSURE = 524288, /* the names behind its last full stop may be text that breaks off */
	IS_SCENE = 1048576, /* it says what is seen somewhere; IS_SEEN: that was asked */
	IS_SEEN = 2097152,
	IS_ZONED = 262144,  /* its zone was looked for */
	IS_STUB = 4096,     /* a full stop stands within its first characters */
};

struct unit {
	enum unit_kind kind;
	enum role role;
	bool nfour, nspaced; /* of the names: are there some of four characters without a double family name, some spaced */
	unsigned flags;
	int line, nline;   /* in page.lines */
	int block, gap;    /* gap: blank lines before it */
	span text, body;   /* body: without a trailing signature or credit */
	int name, nname;   /* in page.names */
	int sure;          /* IS_UNSURE: so many of them stand elsewhere in it */
	int nfamily;       /* of the names: with a family name */
	ustr zone;         /* the first zone it names (headlines only), official name where known; s == NULL: none */
	int draft;         /* -1: furniture */
	int next;          /* the unit that follows it in the reading order of its draft; -1: none */
};

struct draft {
	int first, last;   /* units in reading order */
	bool photo, lead, byline, is_signed, headed;
	int nparagraph, nsubhead, subhead_lines;
	int open;          /* the paragraph that breaks off at the end, or -1 */
	int seen;          /* the unit that was put last */
	enum role last_role; /* as what */
	ustr zone;         /* of its headline */
	bool named;        /* somebody is named as its author */
	bool credited;     /* of a picture item: it has its credit */
	bool orphan;
	int sure;          /* what spoke for its headline */
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
	struct lexicon **lexicon;  /* read when it is asked for first */
};

struct page {
	const struct text *t;      /* the page, or `flat` */
	struct text flat;          /* the page with wrapped lines put together */
	const struct layout *look;
	struct matcher *matcher;
	struct arena *mem, *tmp;   /* mem: what articles keep; tmp: all else */
	int usual_gap;             /* blank lines between paragraphs */
	bool indents;              /* paragraphs start with blanks */
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
/* The first from rule *i of that sort on; *i is then the one behind it. */
const struct rule *page_match_next(struct page *, enum lead, struct trial, int *i, span *whole, span group[NGROUP]);
str page_str(const struct page *, span); /* as on the page, in mem */
static inline unsigned page_mark(const struct page *p, uint32_t i) { return rule_mark(p->look->book, p->t->fold[i]); }
/* Length of the longest word of the list at the start of the span; 0: none. */
static inline uint32_t page_word(const struct page *p, const struct wordlist *w, span at) {
	int i;
	return wordlist_at(w, p->t->fold + at.at, span_len(at), &i);
}
/* Does the span end with a word of the list? */
static inline bool page_ends(const struct page *p, const struct wordlist *w, span at) {
	int i;
	return wordlist_before(w, p->t->fold + at.at, span_len(at), &i) > 0;
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

/* boxes.c: round-ups and quotes that name their source. */
void page_boxes(struct page *);

/* head.c: the headline group [from, to) of units before `next` (-1: end of page); cur: the article before it or NULL,
 * photo: a picture item stands between. */
struct group { int from, to, next; bool rubric; };
int  head_score(struct page *, struct group, const struct draft *cur, bool photo);
void head_roles(struct page *, struct group);
bool zone_same(ustr, ustr); /* or one of them unknown */

/* moves.c: what was read so far, as far as what follows depends on it. */
struct reading {
	struct draft cur, under; /* what is being read; the article in or behind which a picture item is being read */
	bool any, inside;        /* is there a cur; an under */
	bool rubric;             /* the name of a column stands just before */
	int at;                  /* the unit that comes next */
	int score;               /* of all moves up to there */
	int step;                /* the last of them, of walk.c */
};
/* ARTICLE and OPENS begin an article, with a headline and without; WHOLE is text whose last characters are no names after all; ITEM a picture item, TURN makes one of the article that is being
 * read; MORE is text of the item, TEXT text of the article, that around the item where one is being read. */
#define MOVES(X) X(silent) X(article) X(subhead) X(caption) X(byline) X(text) X(whole) X(opens) X(item) X(more) X(turn)
enum move_kind {
#define X(name) MOVE_##name,
	MOVES(X)
#undef X
};
enum { MOVES_MAX = 7 };
struct choice { enum move_kind move; int to, score, asked; }; /* takes units up to `to`; asked: of a question of yes or no, its score; else 0 */
/* All moves at r->at, at least one; told (NULL: nowhere): the cues of each. */
int  reading_choices(struct page *, const struct reading *, struct choice v[MOVES_MAX], struct telling *told);
void reading_move(struct page *, struct reading *, struct choice);
/* Text and subheads are the article's, not those of a picture item that stands in it. */
bool reading_resumes(const struct reading *, enum move_kind);
/* What it costs to leave what is being read as it is. */
int  reading_end(struct page *, const struct reading *);
ustr zone_of(struct page *, struct unit *); /* the first zone that a paragraph names near its beginning; a headline's */
ustr zone_of_draft(struct page *, const struct draft *); /* of its headline, else of its first paragraph */
/* Does the text name another zone than the article (-1), the same (1)? */
int  zone_agrees(struct page *, const struct draft *, struct unit *);
void draft_see(struct page *, struct draft *, int unit, enum role);
enum role unit_role(const struct page *, int unit, enum move_kind);

/* walk.c */
void page_walk(struct page *);

/* weave.c */
enum { STRETCHES_MAX = 200 }; /* that are ordered together: what comes more goes by portions of whole drafts */
struct stretch_of_units { /* a paragraph, with the subhead above it: what no cut divides */
	int first, last;   /* units, linked by next */
	int head_text, tail; /* the first and the last unit of running text; -1: none */
	int read, draft;   /* the draft it was read into; the one it goes to: places in stretches.drafts */
	int voice;         /* the draft that it speaks for when others are placed */
	int before;        /* the stretch read before it in its draft; -1: none */
	bool head;         /* opens its article: stays there, unless it is weak: then it may be a subhead of another one */
	bool weak;
	bool top;          /* the head, or read behind it without a sentence that breaks off */
	bool subhead;      /* starts with a subhead */
	bool inside;       /* starts inside a block */
	bool sealed;       /* ends with a signature */
	unsigned start, end; /* flags of its first and last paragraph */
	int after;         /* the stretch that continues it; -1: none */
	bool continues;
};
enum { SCORE_UNKNOWN = -1000000 };
struct terms;
/* Zones of headlines that are in no list; which pairs of characters they begin with. */
struct zones { LIST(ustr) name; uint64_t begins; };
struct stretches {
	struct stretch_of_units *v; int n, cap;
	struct drafts_woven { int *v, n, cap; } drafts; /* of the page, in order, without pictures */
	bool *open_to;     /* by draft: may stretches of others go there */
	int *scores;       /* of joins, [end * n + start] */
	int *belongs;      /* what says that a stretch is of an article, [stretch * drafts.n + draft] */
	struct terms *terms;
	struct zones *zones;
};
void page_weave(struct page *);
static inline bool zone_is(ustr a, ustr b) { return a.s && b.s && ustr_eq(a, b); }
static inline bool unit_in_text(const struct unit *u) { return u->role == ROLE_PARAGRAPH || u->role == ROLE_SUBHEAD; }
/* May stretch i go to draft d? Not to one far away, and what opens an article to no other. */
enum { NEAR = 12 };
static inline bool may_go(const struct stretches *s, int i, int d) {
	const struct stretch_of_units *x = &s->v[i];
	return d == x->read || ((!x->head || x->weak) && s->open_to[d] && d >= x->read - NEAR && d <= x->read + NEAR);
}

/* lexicon.c: the words of list chinese; the cost of one is how rare it is, in tenths of a natural logarithm, 0: no word. */
enum { LEXICON_WORD = 4 }; /* characters of the longest */
struct lexicon;
int log_ratio(int64_t a, int64_t b); /* 16 times the binary logarithm of a / b */
const struct lexicon *lexicon_of(const struct page *);
int lexicon_cost(const struct lexicon *, const uint32_t *s, uint32_t n);
/* Length of the longest word of two characters or more at s. */
uint32_t lexicon_word(const struct lexicon *, const uint32_t *s, size_t n, int *cost);
/* How much cheaper both sides of a cut are to read as words when these may go over it. */
int lexicon_bond(const struct lexicon *, ustr before, ustr behind);

/* terms.c: what stretches of one portion have in common. */
struct votes { int lo, hi, *terms, *zone; const int *mass; int all; bool anchors; };
void terms_read(const struct page *, struct stretches *);
int  terms_count(const struct stretches *, int stretch);
/* What the terms and zones of stretch i say for drafts [lo, hi], as the others are placed now (anchors: only those at a top), in 16ths of
 * a binary logarithm; mass: terms by draft, all: their sum. */
void terms_vote(const struct stretches *, int i, const struct votes *);
/* Do these two or three characters stand together somewhere in the portion? Now and then a wrong yes. */
bool terms_together(const struct stretches *, const uint32_t *characters, uint32_t n);

/* Length of the zone's name that starts at i: of a list, or of a headline; 0: none. */
uint32_t zone_at(const struct page *, const struct zones *, uint32_t i, uint32_t end, ustr *name);

/* place.c: fills `belongs` from how the stretches are placed now. */
void stretches_vote(const struct page *, struct stretches *, bool anchors);
int  place_score(const struct page *, struct stretches *, int stretch, int draft, bool anchors); /* one of them, with its cues told */

/* match.c */
int  cont_weigh(const struct page *, const struct stretches *, int end, int start);
/* The same, weighed once. */
static inline int cont_score(const struct page *p, const struct stretches *s, int end, int start) {
	int *score = &s->scores[end * s->n + start];
	return *score != SCORE_UNKNOWN ? *score : (*score = cont_weigh(p, s, end, start));
}
/* Characters at the end of a that b starts with again, because a column was cut there; with a full stop put behind them. */
uint32_t unit_doubled(const struct page *, const struct unit *a, const struct unit *b);
/* How much cheaper the words on both sides of a cut are when they may go over it. */
int unit_bond(const struct page *, const struct unit *a, const struct unit *b);
static inline bool ends_open(const struct stretch_of_units *x) { return x->end & IS_OPEN && !x->sealed; }
static inline bool starts_inside(const struct stretch_of_units *x) { return x->start & (IS_DANGLING | IS_CLOSER); }

/* order.c: draft, after and continues of each stretch. */
void stretches_order(const struct page *, struct stretches *);

/* explain.c: entries of page.told; asked only when that is there. */
struct tried { struct choice choice; int sum; const struct telling *told; }; /* sum: with the best of what follows */
void tell_move(struct page *, const struct reading *, struct tried chosen, struct tried second); /* second.told NULL: there was no other */
void tell_kicker(struct page *, int unit, int score, const struct telling *);
void tell_places(const struct page *, struct stretches *);
void tell_joins(const struct page *, const struct stretches *);

/* build.c */
void page_build(struct articles *, struct page *, str file, const struct issue *);

#endif
