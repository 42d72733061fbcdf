/* Inside room value: what its readers share. */
#ifndef VALUE_PRIV_H
#define VALUE_PRIV_H

#include "value/value.h"

struct reading {
	struct values *out;
	const struct scan *scan;
	const struct rulebook *book;
	struct arena *mem;
};

/* UTF-8 of a span of the article as it stands on the page. */
str  reading_text(const struct reading *, span);
/* The folded characters of a span. */
ustr reading_fold(const struct reading *, span);
void reading_note(struct reading *, str code, str detail); /* the first NOTES_MAX */

/* Nearest governing cue. A hit of list `roles` that governs the amount at `whole`; NULL: none. The text between two
 * amounts that makes them a list (、和及) is looked for by the caller. */
struct cue { const struct word *word; span at; };
struct cue cue_role(const struct reading *, const struct wordlist *roles, span whole);
struct cue cue_per(const struct reading *, const struct wordlist *units, span whole);

#endif
