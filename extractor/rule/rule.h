/* rule: YAML packs and TSV word lists -> one checked, compiled, read-only rulebook that all threads share.
 *
 * A pack folder holds any number of *.yaml (rules) and *.tsv (word lists), at any depth; a list is named by its
 * file without folder and extension. The built-in packs are embedded in the binary; rule_load lays another folder
 * over them: a rule with the same id replaces, a new id adds (before the built-in ones), `off: true` removes and
 * `off: false` wakes a rule that is written down with `off: true`; a list with the same name replaces,
 * and one whose first line is `#+` adds its lines to the list of that name.
 *
 * A TSV file: one entry a line, the word first, further columns behind tabs; `#` starts a comment line. Directives:
 *     #: scan             all words are looked for in every text, in one pass (rule_scan)
 *     #: also 2 6         columns 2 and 6 hold further words of the entry, separated by |
 *     #: late             what follows is not read at the start: it is kept as text for the room that asks for it (large lists)
 * A word may stand in a list once.
 *
 * A YAML file:
 *     pack: amounts                  # name, for people
 *     doc: sums of money
 *     fragments: {num: '[{digit}]+(?:\.[{digit}]+)?'}      # shared by all files; used as {num}
 *     rules:
 *       - id: amount.plain
 *         kind: amount
 *         doc: number, scale, currency
 *         trigger: [元, '@currencies']      # one of these stands in every match, at most REACH_NEAR characters behind its start
 *                                           # (REACH in a rule without `start`); @: the words of a list
 *         start: [digits, 近]               # where a match may start: at a run of digits and numerals that starts with a digit
 *                                           # (digits), with a Chinese numeral (numerals), either (number); at a word; not given: anywhere
 *                                           # trigger: [number] in a rule with `start`: the number that it starts at, with a word of
 *                                           # list quantity-units right behind it
 *         pattern: '(?<num>{num})(?<scale>{@scales})?(?<cur>{@currencies})'   # {@list}: any word of a list, longest first
 *         emit: {currency: CNY}             # what the reader gets besides the groups
 *         samples:
 *           - {text: 总投资25.6亿元, want: {text: 25.6亿元, value: 2560000000}}
 *           - {text: 二元结构, none: true}
 * A page rule is tried on a whole line; both keys are optional there: one of `trigger` stands in the line, it begins with one of `start`.
 * emit: {by: NAME} marks finds of the engine (gazetteers, left edges by evidence): the pattern is then the shape that each of
 * them has, and is not searched for; its samples hold for the engine.
 * Patterns are matched against folded text (fold.tsv, traditional.tsv, full-width forms), so they are written with
 * simplified characters, ASCII digits and ASCII punctuation. {group<@list} is the longest word of the list that ends here, captured
 * as group (a lookbehind). Named sets: {digit} {han} {cn} (Chinese numerals of
 * numerals.tsv) are written ranges for use inside [...]; \p \w \d \s \b and their negatives are refused.
 *
 * Ownership: everything lives in the rulebook until rule_free; a rulebook is never written to after rule_load.
 * Errors: code "rule.*", with file:line:col; the first problem of the first file in name order is reported.
 */
#ifndef RULE_H
#define RULE_H

#include "base/base.h"

#define PCRE2_CODE_UNIT_WIDTH 32 /* subjects are arrays of code points: an offset is a span */
#include <pcre2.h>

/* The one place where a kind of rule is added: name, is it a mention (found in sentences, needs a trigger),
 * the named groups that its patterns may use. Page kinds are matched against a line or a block by room article. */
/* What value/sum.c reads: the same slots in every kind that has them. */
#define GROUPS_sum(X, k) X(k, num) X(k, num2) X(k, scale) X(k, scale2) X(k, more) X(k, more2) X(k, before) X(k, after) X(k, first) X(k, tenth) X(k, hundredth)
#define GROUPS_amount(X, k) GROUPS_sum(X, k) X(k, cur)
#define GROUPS_quantity(X, k) GROUPS_sum(X, k) X(k, unit) X(k, of)
#define GROUPS_date(X, k)                                                                                              \
	X(k, y) X(k, m) X(k, d) X(k, y2) X(k, m2) X(k, d2) X(k, q) X(k, half) X(k, season) X(k, part) X(k, rel) X(k, base) X(k, from) \
	X(k, since) X(k, until) X(k, plan) X(k, n) X(k, n2) X(k, unit) X(k, word) X(k, rel2) X(k, after)
#define GROUPS_org(X, k) X(k, name) X(k, head) X(k, full) X(k, alias) X(k, list1) X(k, list2) X(k, list3) X(k, list4)
#define GROUPS_zone(X, k) X(k, name) X(k, place) X(k, alias)
#define GROUPS_page(X, k) X(k, name) X(k, name2) X(k, name3) X(k, name4) X(k, names) X(k, names2) X(k, names3) X(k, names4) X(k, role) X(k, credit) X(k, text) X(k, rest) X(k, year) X(k, month) X(k, day) X(k, no)
#define RULE_KINDS(X) X(amount, true) X(date, true) X(org, true) X(zone, true) X(quantity, true) X(page, false)

#define X(name, mention) KIND_##name,
enum rule_kind { RULE_KINDS(X) NKIND };
#undef X
/* GROUP_amount_num and so on: the slot of a group within its kind. */
#define SLOT(kind, group) GROUP_##kind##_##group,
#define X(name, mention) enum { GROUPS_##name(SLOT, name) NGROUP_##name };
RULE_KINDS(X)
#undef X
#undef SLOT

enum { NGROUP = 22, NMASK = 4, RULES_MAX = 64 * NMASK, LISTS_MAX = 512, COLS_MAX = 8, REACH = 40, REACH_NEAR = 24 };

struct rule_kind_info { const char *name; bool mention; const char *groups; int ngroup; }; /* groups: names, each ended by a blank */
extern const struct rule_kind_info rule_kinds[NKIND];
/* The slot 0..NGROUP-1 of a group name within its kind; -1: that kind has no such group. */
int rule_group(enum rule_kind, const char *name);

/* Words by their characters from one side on, hashed (rule/trie.c). Which characters words begin with, which are words, which pairs of
 * characters longer words begin with: one bit each, asked first, since most places of a text are done with there. */
struct trie { uint64_t first[16], one[16], *pair; uint32_t pair_shift, edge_shift, nodes, edges; struct edge *edge; };
static inline bool trie_begins(const struct trie *t, uint32_t c) { return t->first[c % 1024 / 64] >> c % 64 & 1; }

/* A word list line. `text` is what is looked for (folded), `own` the same as spelt in the file; col[] the entry's columns, which
 * a further word (#: also) shares; missing columns are STR_NULL. */
struct word { ustr text; str own, col[COLS_MAX], file; int ncol, line; };
struct wordlist {
	str name, file;
	str late;          /* the lines behind #: late; STR_NULL: none */
	bool scan;
	struct word *word; /* sorted by text; further words of an entry share its columns */
	int nword;
	uint32_t longest;  /* code points of the longest word */
	struct trie starts, ends; /* the words read from their start, and from their end */
};

struct pair { str key, value; int line, col; };
struct sample { str text; bool none; struct pair *want; int nwant, line, col; };

struct rule {
	str id, doc, pattern, file, lead; /* lead: the first segment of the id, before the first '.' */
	str asleep;                   /* the pattern of a rule that is switched off; it is in no rulebook then */
	int line, col;
	enum rule_kind kind;
	int no;                       /* place in rulebook.rule; settles ties: earlier wins */
	bool starts;                  /* matches start only where at_digits, at_numerals or a call say so */
	bool jit;
	uint64_t bit;                 /* of a page rule, in what rule_may gives */
	pcre2_code *re;
	int slot[64];                 /* slot[capture number] = group slot, -1 for an unnamed one */
	int ncapture;
	struct pair *emit; int nemit;
	struct sample *sample; int nsample;
};

/* What the literal scan looks for: word w of a list (list >= 0), and / or what calls for rules (call: place in rulebook.call plus one, 0:
 * nothing). `same`: the next literal of the same text, a word of another list; -1: none. */
struct literal { uint32_t length; int list, word, same, call; };
/* The rules that it is a trigger of: those tried where they start when it is near, those searched for; the rules that start at it. */
struct call { uint64_t near[NMASK], search[NMASK], start[NMASK]; bool nears, searches, starts; };

/* What page rules need in a line (trigger, start), by the first character of the word. head: place in v plus one; hope: the rules of its words. */
enum { SIGNS = 512 };
struct sign { ustr text; uint64_t inside, begins; int next; };
struct signs { struct sign *v; int n, cap, head[SIGNS]; uint64_t hope[SIGNS], always, anyhow; }; /* the rules without trigger; without start */

struct rulebook {
	struct rule *rule; int nrule;         /* in file order */
	struct wordlist *list; int nlist;     /* by name */
	int16_t by_name[2 * LISTS_MAX];       /* places in it plus one, hashed */
	struct literal *literal;              /* all that the scan looks for */
	struct call *call;
	uint64_t at_digits[NMASK], at_numerals[NMASK]; /* the rules that start at a number written so */
	uint64_t measured[NMASK];             /* the rules with a start whose trigger is a number with a word of `units` behind it */
	const struct wordlist *units, *inside; /* quantity-units and bounds-inside (3000多万); NULL: none */
	struct trie literals;                 /* by their ends; word: index into literal, of the first of that text */
	struct signs signs;
	struct outline *outline;              /* what patterns take of mention rules that say where they start */
	pcre2_match_context *limits;          /* match, depth and heap limits: read-only after load */
	uint32_t *fold; uint32_t nfold;       /* fold[c] for c < nfold, else c itself */
	uint8_t *numeral;                     /* by code point < nfold: see struct numeral */
	uint16_t *mark;                       /* by code point < nfold: MARK_ bits of list marks */
	str version;                          /* "builtin 1.0.0 <16 hex>" (+ " name <hash>" for a pack laid over): the record's `rules` */
	struct arena mem;
};

/* Loads the embedded packs and lays `dir` over them (NULL: nothing). -1 with *err: see above. Patterns are compiled
 * (JIT where there is one), lists sorted, literals compiled. Samples are kept, not run: run_prove does that. */
int  rule_load(struct rulebook *, const char *dir, struct err *);
void rule_free(struct rulebook *);

const struct rule *rule_find(const struct rulebook *, const char *id);   /* NULL: none */
/* A pointer to the list, NULL if there is none of that name. */
const struct wordlist *rule_list(const struct rulebook *, const char *name);
/* The value of `key` in emit, STR_NULL without. */
str rule_emit(const struct rule *, const char *key);

/* Index of the word that equals `text`; -1: none. */
int wordlist_find(const struct wordlist *, ustr text);
/* Length in code points of the longest word that starts at s (n code points long); *index is its place. 0: none. */
uint32_t wordlist_longest_at(const struct wordlist *, const uint32_t *s, size_t n, int *index); /* where one may begin */
static inline uint32_t wordlist_at(const struct wordlist *w, const uint32_t *s, size_t n, int *index) {
	return w && n && trie_begins(&w->starts, *s) ? wordlist_longest_at(w, s, n, index) : 0;
}
/* The same for a word that ends right before s + end. */
uint32_t wordlist_longest_before(const struct wordlist *, const uint32_t *s, size_t end, int *index);
static inline uint32_t wordlist_before(const struct wordlist *w, const uint32_t *s, size_t end, int *index) {
	return w && end && trie_begins(&w->ends, s[end - 1]) ? wordlist_longest_before(w, s, end, index) : 0;
}

/* ---- matching: everything a thread may change ------------------------------- */

struct known;  /* what room mention looked up in the rulebook by name; made at its first scan */
struct layout; /* the same of room article; at its first page */
struct sieve;  /* what has been learnt of the outlines so far */
struct matcher {
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	pcre2_match_context *context;
	const struct known *known;
	const struct layout *layout;
	struct sieve *sieve;
	struct arena mem;
};
int  matcher_init(struct matcher *, const struct rulebook *, struct err *);
void matcher_free(struct matcher *);

enum { MATCH_NONE = 0, MATCH_YES = 1, MATCH_LIMIT = -1 };
/* Searches s[from, to) for the leftmost match of the rule; fills at (whole match) and group[] by slot (empty where not
 * taken). For a mention rule what stands before `from` is visible to lookbehind and `to` ends the subject; for a page
 * rule the slice is the whole subject, so that ^ and $ are its ends. MATCH_LIMIT: a match, depth or heap limit. */
int rule_match(const struct rule *, struct matcher *, const uint32_t *s, uint32_t from, uint32_t to, span *at,
	span group[NGROUP]);
/* The same for a match that starts at `last` or before. */
int rule_match_until(const struct rule *, struct matcher *, const uint32_t *s, uint32_t from, uint32_t last, uint32_t to, span *at,
	span group[NGROUP]);

/* Of the mention rules `asked`, which have a `start`, those that may match from s[at] on, in s[at, to): all that do, and few others. One
 * walk over some characters for all rules, where each rule_match has its price. */
void rule_sieve(struct matcher *, const uint64_t asked[NMASK], const uint32_t *s, uint32_t at, uint32_t to, uint64_t may[NMASK]);

/* Of the page rules `asked` (their `bit`s; more than 64 rules share bits) those that may match the line: what they need in it and at
 * its start stands there. */
uint64_t rule_may(const struct rulebook *, uint64_t asked, const uint32_t *line, size_t n);

/* Scans n folded code points once for all literals. `triggers`: hits of those that are triggers or starts of rules;
 * words[list]: hits of the list's words, for each list of the rulebook (empty where it is not scanned). All by end, shorter first. */
struct hit { span at; int call; };
struct hits { struct hit *v; int n, cap; };
struct found { span at; int word; };
struct founds { struct found *v; int n, cap; };
void rule_scan(const struct rulebook *, const uint32_t *fold, size_t n, struct hits *triggers, struct founds *words, struct arena *);

/* What list marks (character, classes) says of a punctuation character: the bits are its class names. */
#define MARKS(X) X(end) X(clause) X(comma) X(list) X(open) X(close) X(quote) X(space) X(han) X(digit) X(latin) X(numeral)
enum mark_bit {
#define X(name) MARK_BIT_##name,
	MARKS(X)
#undef X
	NMARK
};
enum mark {
#define X(name) MARK_##name = 1 << MARK_BIT_##name,
	MARKS(X)
#undef X
};
/* end: ends a sentence (。！？!?;… and what list marks says); clause: ends a clause that no mention crosses (line break too);
 * comma: , ; list: 、 ; open/close: brackets and quotes; quote: a quotation mark; space; han: a Chinese character;
 * digit: 0-9; latin: A-Z a-z; numeral: a word of list numerals. han, digit, latin, numeral are set by the loader. */
static inline unsigned rule_mark(const struct rulebook *b, uint32_t folded) {
	return folded < b->nfold ? b->mark[folded] : 0;
}

/* What list numerals says of a character: a digit and its value, a unit (十) or scale (万) and its power of ten. */
enum numeral_class { NUMERAL_NONE, NUMERAL_DIGIT, NUMERAL_ZERO, NUMERAL_UNIT, NUMERAL_SCALE };
struct numeral { enum numeral_class class; int value; };
static inline struct numeral rule_numeral(const struct rulebook *b, uint32_t folded) {
	uint8_t packed = folded < b->nfold ? b->numeral[folded] : 0;
	return (struct numeral){(enum numeral_class)(packed >> 5), packed & 31};
}

static inline uint32_t rule_fold(const struct rulebook *b, uint32_t c) { return c < b->nfold ? b->fold[c] : c; }

#endif
