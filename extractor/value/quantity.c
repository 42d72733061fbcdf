/* quantity.c: numbers with a measure word: the number as stated, the unit, and the noun that is counted. */
#include "value/quantity.h"

enum { SHARED_NEAR = 12, UNIT_KIND = 2, UNIT_CLASS = 3, UNIT_NOT = 4 };

/* A member of a list, and what something came to (由87家增到512家), counts what the one before it counts. */
static void share_noun(const struct reading *r, const struct mention *m, bool passed, struct quantity *q) {
	if (!r->out->quantities.n) return;
	const struct quantity *before = &r->out->quantities.v[r->out->quantities.n - 1];
	bool close = passed && m->at.at <= before->at.end + SHARED_NEAR;
	if (!str_eq(q->unit, before->unit) || !(close || sum_coordinated(r, before->at.end, sum_start(m)))) return;
	q->counted = before->counted;
	q->class = before->class;
}

/* Without the quotation marks around it (“小巨人”). */
static span unquoted(const struct reading *r, span at) {
	const uint32_t *fold = r->scan->article->text.fold;
	bool open = false;
	while (at.at < at.end && rule_mark(r->book, fold[at.at]) & MARK_quote) at.at++, open = true;
	if (open && at.at < at.end && rule_mark(r->book, fold[at.end - 1]) & MARK_quote) at.end--;
	return at;
}

static void read_noun(const struct reading *r, const struct mention *m, str kind, struct quantity *q) {
	bool passed;
	struct noun noun = quantity_noun(r, m, kind, &passed);
	if (!noun.found) {
		share_noun(r, m, passed, q);
		return;
	}
	q->counted = reading_text(r, unquoted(r, noun.at));
	if (noun.word && !str_is(noun.word->col[NOUN_CLASS], "-")) q->class = noun.word->col[NOUN_CLASS];
}

/* 三分之二: the unit is 1/3; of a hundred and a thousand the signs for them. */
static str fraction_unit(const struct reading *r, const struct mention *m) {
	struct dec of, ignored;
	if (!number_read(reading_fold(r, m->group[GROUP_quantity_of]), r->book, &of, &ignored) || ignored.set || of.exp || of.coef < 2) return STR_NULL;
	if (of.coef == 100) return STR("%");
	if (of.coef == 1000) return STR("\xE2\x80\xB0");
	return arena_print(r->mem, "1/%lld", (long long)of.coef);
}

static bool read_unit(const struct reading *r, const struct wordlist *units, const struct mention *m, struct quantity *q, str *kind) {
	span at = m->group[GROUP_quantity_unit];
	q->unit = rule_emit(m->rule, "unit");
	*kind = STR("rate");
	if (q->unit.s) return true;
	if (at.at == at.end) return (q->unit = fraction_unit(r, m)).s != NULL;
	int word = wordlist_find(units, reading_fold(r, at));
	if (word < 0 || reading_starts(r, at.end, units->word[word].col[UNIT_NOT])) return false;
	q->unit = units->word[word].col[1];
	*kind = units->word[word].col[UNIT_KIND];
	q->class = units->word[word].col[UNIT_CLASS].n ? units->word[word].col[UNIT_CLASS] : STR_NULL;
	return true;
}

static bool read_quantity(struct reading *r, const struct wordlist *units, const struct mention *m, struct quantity *q) {
	struct stated x;
	str kind;
	*q = (struct quantity){.at = m->at, .rule = m->rule->id};
	if (!read_unit(r, units, m, q, &kind)) return false;
	q->text = reading_text(r, m->at);
	q->bytes = value_bytes(r->scan->article, m->at);
	if (!sum_read(r, m, &x)) {
		reading_note(r, STR("value.quantity"), q->text);
		return false;
	}
	q->value = x.value, q->min = x.min, q->max = x.max;
	q->bound = x.bound, q->modifier = x.modifier;
	read_noun(r, m, kind, q);
	return true;
}

/* Does a sum of money or a date stand there? Both lists are in order: *i and *k only move on. */
static bool taken(const struct scan *scan, span at, int *i, int *k) {
	const struct mentions *a = &scan->of[KIND_amount], *d = &scan->of[KIND_date];
	while (*i < a->n && a->v[*i].at.end <= at.at) ++*i;
	while (*k < d->n && d->v[*k].at.end <= at.at) ++*k;
	return (*i < a->n && a->v[*i].at.at < at.end) || (*k < d->n && d->v[*k].at.at < at.end);
}

void value_quantities(struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, scan, b, mem};
	const struct wordlist *units = rule_list(b, "quantity-units");
	const struct mentions *all = &scan->of[KIND_quantity];
	int i = 0, k = 0;
	for (int n = 0; n < all->n && units; n++) {
		struct quantity q;
		if (!taken(scan, all->v[n].at, &i, &k) && read_quantity(&r, units, &all->v[n], &q)) *LIST_PUSH(&v->quantities, mem) = q;
	}
}
