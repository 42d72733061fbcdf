/* Inside room rule: what the loader's files hand to each other. */
#ifndef RULE_PRIV_H
#define RULE_PRIV_H

#include "rule/rule.h"

#define FOLD_MAX 0x30000u /* fold, numeral, mark and class tables cover planes 0 to 2 */

/* ---- outlines: patterns as automata -------------------------------------------------- */

/* What patterns take, whatever their lookarounds say: an automaton that accepts all that they match, and more. A node takes one
 * character of a set and goes on at `next`; or it goes on at two nodes (FORK); or all of a pattern is behind it (DONE). Each pattern
 * has a bit in the masks; those that something in it has no outline for stand in `always`. */
enum { NODE_FORK = -1, NODE_DONE = -2 };
struct node { int32_t set; uint32_t next, other; int bit; };

struct range { uint32_t first, last; };
struct charset { struct range *v; int n, cap, same; }; /* same: the next set with the same hash, plus one */

enum { SETS = 1024, CLASSES_MAX = 20000, TEXT_END = 0x110000 }; /* TEXT_END: where the text ends is taken for a character, which $ wants */
struct outline {
	LIST(struct node) node;      /* 0 is none */
	LIST(struct root { uint32_t node; int bit; }) root; /* where patterns start */
	LIST(struct charset) set;
	int head[SETS];              /* by hash, plus one */
	uint64_t always[NMASK];
	uint16_t *class;             /* of each code point < FOLD_MAX; those of one class are in the same sets */
	uint32_t nclass, end_class;
	uint64_t *holds;             /* bit set * nclass + class */
};

static inline bool set_holds(const struct outline *o, int32_t set, uint32_t class) {
	size_t bit = (size_t)set * o->nclass + class;
	return o->holds[bit / 64] >> bit % 64 & 1;
}

/* One file of a pack, as read. */
struct pack_file { str name, text; };
struct pack_files { struct pack_file *v; int n, cap; };

/* A fragment or named set, by name. */
struct fragment { str name, text, file; int line, col; };
struct fragments { struct fragment *v; int n, cap; };

struct loading {
	struct rulebook *book;
	struct arena *mem;
	LIST(struct rule) rules;
	int builtin; /* how many of them the built-in packs have */
	LIST(struct wordlist) lists;
	struct fragments fragments;
	LIST(struct trigger { int rule; bool start; str text; int line, col; }) triggers; /* triggers and starts; rule: place in rules */
	struct err *err;
};

/* files.c: the embedded pack, or a folder in byte order of names. */
int pack_builtin(struct pack_files *, struct arena *);
int pack_folder(struct pack_files *, const char *dir, struct arena *, struct err *);
/* list.c */
int list_load(struct loading *, const struct pack_file *);   /* one TSV file into l->lists (unsorted, unfolded) */
int list_finish(struct loading *);                           /* fold table, then words folded, sorted, checked */
/* trie.c: an empty one with room for words of so many characters in all, read from their ends when backward. */
void trie_make(struct trie *, size_t words, size_t characters, struct arena *);
/* Adds a word; the number of the word that is there already (nothing is added then), -1: new. */
int trie_add(struct trie *, ustr text, bool backward, int word);
/* Moves the edges to a table of the size that they need: it is walked all the time. */
void trie_fit(struct trie *, struct arena *);
/* load.c */
int yaml_load(struct loading *, const struct pack_file *);   /* one YAML file into l->rules, fragments, triggers */
/* expand.c: {name}, {@list}, [{set}] -> a plain PCRE2 pattern; refuses \p \w and their like. */
int expand(struct loading *, const struct rule *, struct buf *out);
/* compile.c */
int compile_rules(struct loading *);
int compile_literals(struct loading *);
/* sign.c */
int compile_signs(struct loading *);
/* outline.c: adds a pattern, expanded, that PCRE2 has taken. */
void outline_add(struct outline *, int bit, ustr pattern, struct arena *);
/* charset.c: the number of the set with these ranges, sorted and merged here. outline_classes: after the last rule. */
int outline_set(struct outline *, struct charset, struct arena *);
void outline_classes(struct outline *, struct arena *);
/* sieve.c */
struct sieve *sieve_make(const struct outline *, struct arena *);
void sieve_free(struct sieve *);

/* ---- tries: what look-ups and the literal scan walk on ------------------------------- */

/* Words of two characters and more start with an edge for the first two, words of one have an edge of their own: no node stands
 * between. key 0: no edge. */
struct edge { uint64_t key; int32_t word; uint32_t to; }; /* word: the one that ends there, -1: none; to: 0 when no word goes on */

static inline uint64_t edge_one(uint32_t c) { return c; }
static inline uint64_t edge_pair(uint32_t first, uint32_t second) { return UINT64_C(1) << 63 | (uint64_t)first << 32 | second; }
static inline uint64_t edge_next(uint32_t node, uint32_t c) { return (uint64_t)node << 32 | c; }
static inline uint32_t edge_slot(const struct trie *t, uint64_t key) { return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> t->edge_shift); }
static inline uint32_t pair_bit(const struct trie *t, uint32_t a, uint32_t b) { return (a * 0x9E3779B1u + b * 0x85EBCA6Bu) >> t->pair_shift; }

static inline bool trie_one(const struct trie *t, uint32_t c) { return t->one[c % 1024 / 64] >> c % 64 & 1; }
static inline bool trie_pair(const struct trie *t, uint32_t first, uint32_t second) {
	uint32_t bit = pair_bit(t, first, second);
	return t->pair[bit / 64] >> bit % 64 & 1;
}

static inline const struct edge *trie_edge(const struct trie *t, uint64_t key) {
	uint32_t last = (uint32_t)(UINT64_MAX >> t->edge_shift);
	for (uint32_t i = edge_slot(t, key);; i = (i + 1) & last) {
		if (t->edge[i].key == key) return &t->edge[i];
		if (!t->edge[i].key) return NULL;
	}
}

#endif
