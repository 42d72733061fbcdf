/* Inside room rule: what the loader's files hand to each other. */
#ifndef RULE_PRIV_H
#define RULE_PRIV_H

#include "rule/rule.h"

#define FOLD_MAX 0x30000u /* fold, numeral and mark tables cover planes 0 to 2 */

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
/* load.c */
int yaml_load(struct loading *, const struct pack_file *);   /* one YAML file into l->rules, fragments, triggers */
/* expand.c: {name}, {@list}, [{set}] -> a plain PCRE2 pattern; refuses \p \w and their like. */
int expand(struct loading *, const struct rule *, struct buf *out);
/* compile.c */
int compile_rules(struct loading *);
int compile_literals(struct loading *);

#endif
