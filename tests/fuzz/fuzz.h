/* fuzz: a driver is one function that a fuzzer (or replay.c) calls with bytes; it checks the promises of a room's header. */
#ifndef FUZZ_H
#define FUZZ_H

#include "run/run.h"

/* Not assert: this must hold however it is compiled. */
#define PROMISE(x) ((x) ? (void)0 : (fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #x), abort()))

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

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
		uint32_t c = t->cp[i];
		PROMISE(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
		PROMISE((c >= 0x20 || c == '\n' || c == '\t') && c != 0xFEFF && c != 0xAD);
	}
}

#endif
