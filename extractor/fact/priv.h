/* Inside room fact: an article's facts in the making. fact.c walks over amounts and quantities, subject.c finds whom a figure is
 * about, period.c the time that it holds for, part.c what is a part of what. */
#ifndef FACT_PRIV_H
#define FACT_PRIV_H

#include "fact/fact.h"

/* How far back a date, a project and 其中 are looked for, in characters; how many rows a total and its parts may take. */
enum { FAR = 300, SUBJECT_NEAR = 40, PART_NEAR = 120, ROWS_NEAR = 40, SUBJECT_MAX = 24, SUBJECT_MIN = 4, PARTS_MIN = 2, OPENING = 3 };

struct facting {
	struct facts *out;
	const struct values *v;
	const struct article *a;
	const struct rulebook *book;
	struct arena *mem;
	const struct wordlist *dates, *words, *came; /* fact-dates, fact-words, quantity-edges */
	span sentence;                               /* of the amount before: most of its neighbours lie in it too */
	const struct founds *said;                   /* the words of fact-words, by end, shorter first */
};

static inline const uint32_t *fold_of(const struct facting *f) { return f->a->text.fold; }
static inline unsigned mark_at(const struct facting *f, uint32_t i) { return rule_mark(f->book, fold_of(f)[i]); }
static inline span place(const struct facting *f, const struct fact *x) {
	return x->amount ? f->v->amounts.v[x->amount - 1].at : f->v->quantities.v[x->quantity - 1].at;
}
/* Does a 分号 stand between? */
bool divided(const struct facting *, uint32_t from, uint32_t to);
/* The end of the last word of this kind (list fact-words) between two places; 0: none. */
uint32_t last_word(const struct facting *, const char *kind, uint32_t from, uint32_t to);

/* Whom or what the figure in sentence s is about; an alias stands for its full name; STR_NULL: nobody in particular. */
str subject_of(const struct facting *, span s, span figure);
/* The date that governs the figure at `amount` in sentence s; cue: the word that says what it is, or STR_NULL. */
const struct date *period_of(const struct facting *, span s, span amount, str cue);
/* 从X增至Y under one stretch of time: the first holds for its start, the second for its end. */
void split_periods(struct facting *);
/* What is a part of what; notes what does not add up. */
void link_parts(struct facting *);

#endif
