/* unit.h: what tests of more than one room begin with: a folder of their own, the built-in rules, an article of one text.
 * A room's tests include this and nothing else of cmocka; setups are named in the list of tests. */
#ifndef UNIT_H
#define UNIT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run/run.h"

#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
	char dir[PATH_MAX];     /* setup_folder: empty at first; goes with all that is in it */
	struct rulebook rules;  /* setup_rules: the built-in ones */
	struct matcher matcher;
	struct arena mem, tmp;
	struct source *source;  /* closed at the end when it is open */
	/* the last page or text */
	struct text text;
	struct issue issue;
	struct articles articles;
	struct article article;
	struct scan scan;
	struct values values;
};

static inline struct world *world_new(void **state) {
	struct world *w = calloc(1, sizeof *w);
	if (!w) die("out of memory");
	return *state = w;
}

static inline int world_folder(struct world *w) {
	const char *tmp = getenv("TMPDIR");
	snprintf(w->dir, sizeof w->dir, "%s/zhaibao-unit-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(w->dir) ? 0 : -1;
}

static inline int world_rules(struct world *w) {
	struct err err = {0};
	if (!rule_load(&w->rules, NULL, &err) && !matcher_init(&w->matcher, &w->rules, &err)) return 0;
	err_print(&err);
	return -1;
}

static inline int setup_folder(void **state) { return world_folder(world_new(state)); }
static inline int setup_rules(void **state) { return world_rules(world_new(state)); }
static inline int setup_both(void **state) {
	struct world *w = world_new(state);
	return world_folder(w) || world_rules(w) ? -1 : 0;
}

static inline int unlink_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline int teardown(void **state) {
	struct world *w = *state;
	if (w->source) source_close(w->source);
	if (w->dir[0]) nftw(w->dir, unlink_one, 8, FTW_DEPTH | FTW_PHYS);
	matcher_free(&w->matcher);
	rule_free(&w->rules);
	arena_free(&w->mem);
	arena_free(&w->tmp);
	free(w);
	return 0;
}

/* ---- the folder --------------------------------------------------------------------------------- */

static inline char *path_in(struct world *w, const char *name) { return (char *)(uintptr_t)arena_print(&w->mem, "%s/%s", w->dir, name).s; }

static inline void put_bytes(struct world *w, const char *name, const char *bytes, size_t n) {
	FILE *f = fopen(path_in(w, name), "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
}
static inline void put(struct world *w, const char *name, const char *text) { put_bytes(w, name, text, strlen(text)); }

/* At most 1 MiB of a file; STR_NULL: there is none. */
static inline str get(struct world *w, const char *name) {
	FILE *f = fopen(path_in(w, name), "r");
	if (!f) return STR_NULL;
	char *s = arena_alloc(&w->mem, 1 << 20);
	size_t n = fread(s, 1, (1 << 20) - 1, f);
	fclose(f);
	return (str){s, n};
}

static inline void folder(struct world *w, const char *name) { assert_int_equal(mkdir(path_in(w, name), 0777), 0); }

/* ---- a text --------------------------------------------------------------------------------------- */

/* w->article: the text and nothing else, scanned into w->scan by whoever wants it; what was there before is gone. */
static inline void article_bare(struct world *w, str text) {
	arena_reset(&w->mem);
	ustr u = arena_ustr(&w->mem, text);
	w->article = (struct article){.text = {.n = u.n, .cp = (uint32_t *)(uintptr_t)u.s, .fold = ARENA_NEW(&w->mem, uint32_t, u.n + 1)}};
	text_fold(w->article.text.fold, u.s, u.n, &w->rules);
	w->values = (struct values){0};
	w->scan = (struct scan){0};
}

#endif
