/* Inside room record only. */
#ifndef RECORD_PRIV_H
#define RECORD_PRIV_H

#include "record/record.h"

#define PATTERN_DATE "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
#define PATTERN_WORD "^[a-z_]+$"

/* Every LIST(T) looks like this; copied in and out, never pointed to. */
struct any { void *v; int n, cap; };
static inline struct any any_get(const void *list) {
	struct any a;
	memcpy(&a, list, sizeof a);
	return a;
}

static inline str str_get(const void *at) {
	str s;
	memcpy(&s, at, sizeof s);
	return s;
}

/* The object that a nullable F_OBJECT field describes is null when its first member is. */
static inline bool object_null(const struct field *f, const char *object) {
	return f->null && !str_get(object + f->of->field[0].offset).s;
}

/* The words that the field may hold, in a fixed order; none: not an enumeration (or one whose list the rulebook lacks). */
void field_values(const struct field *, const struct rulebook *, struct strs *, struct arena *);
bool field_takes(const struct field *, const struct rulebook *, str value);

/* record_id without memory of its own; out[32] is NUL. */
void id_hex(char out[33], str newspaper, str date, str text);

/* At most 60 bytes of x, for messages; never cut inside a character. */
str shown(str x);

#endif
