/* fuzz: a driver is one function that a fuzzer (or replay.c) calls with bytes; it checks the promises of a room's header. */
#ifndef FUZZ_H
#define FUZZ_H

#include "promise.h"
#include "run/run.h"

/* The built-in rules, loaded once. */
static inline const struct rulebook *fuzz_rules(void) {
	static struct rulebook rules;
	struct err err = {0};
	if (!rules.nrule && rule_load(&rules, NULL, &err)) {
		err_print(&err);
		exit(3);
	}
	return &rules;
}

static inline struct matcher *fuzz_matcher(void) {
	static struct matcher matcher;
	struct err err = {0};
	if (!matcher.data && matcher_init(&matcher, fuzz_rules(), &err)) {
		err_print(&err);
		exit(3);
	}
	return &matcher;
}

/* What the header of room text says of every text. */
static inline void fuzz_text_holds(const struct text *t) {
	for (size_t i = 0; i < t->n; i++) {
		PROMISE(t->cp[i] <= 0x10FFFF && (t->cp[i] < 0xD800 || t->cp[i] > 0xDFFF));
		PROMISE(text_holds(t->cp[i]) && t->cp[i] != '\r');
	}
}

#endif
