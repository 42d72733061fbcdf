/* quantity.c: numbers with a measure word: the number as stated, the unit, and the noun that is counted.
 *
 * The noun is a word of list quantity-classes that goes with the kind of the unit. A counted one stands behind the measure word
 * (130余家高新技术企业), else before the number (企业130家); what is measured or a rate the other way round (面积32平方公里,
 * 同比增长13.5%). Only within the stretch between commas. */
#include "value/priv.h"

enum { NOUN_BEHIND = 12, NOUN_BEFORE = 9, NOUN_CLOSE = 5, NOUN_KIND = 2, UNIT_KIND = 2, UNIT_CLASS = 3, UNIT_NOT = 4 };

struct noun { const struct word *word; span at; };
struct units { const struct wordlist *units, *nouns; };

static bool goes_with(const struct word *noun, str kind) {
	return str_eq(noun->col[NOUN_KIND], kind) || (str_is(kind, "count") && str_is(noun->col[NOUN_KIND], "person"));
}

static bool is_kind(const struct word *noun, const char *kind) { return str_is(noun->col[NOUN_KIND], kind); }

static bool part_of_noun(const struct reading *r, uint32_t i) {
	unsigned mark = rule_mark(r->book, r->scan->article->text.fold[i]);
	return mark & (MARK_han | MARK_latin | MARK_quote) && !(mark & MARK_numeral);
}

/* The noun that a run of nouns behind ends with (企业研发平台), before a word that is in no noun. */
static struct noun noun_behind(const struct reading *r, const struct wordlist *nouns, str kind, uint32_t from) {
	const struct text *t = &r->scan->article->text;
	struct noun found = {NULL, {0, 0}};
	for (uint32_t i = from; i < t->n && i < from + NOUN_BEHIND && part_of_noun(r, i);) {
		int word;
		uint32_t n = wordlist_at(nouns, t->fold + i, t->n - i, &word);
		if (n && is_kind(&nouns->word[word], "stop")) break;
		if (n && goes_with(&nouns->word[word], kind)) found = (struct noun){&nouns->word[word], {from, i + n}};
		else if (found.word) break;
		i += n ? n : 1;
	}
	return found;
}

/* The nearest noun before, or a word that passes on what stands before it. */
static struct noun noun_before(const struct reading *r, const struct wordlist *nouns, str kind, uint32_t to) {
	const uint32_t *fold = r->scan->article->text.fold;
	uint32_t reach = str_is(kind, "count") || str_is(kind, "person") ? NOUN_CLOSE : NOUN_BEFORE;
	for (uint32_t i = to; i > 0 && i + reach > to; i--) {
		int word;
		uint32_t n = wordlist_before(nouns, fold, i, &word);
		if (n && (goes_with(&nouns->word[word], kind) || is_kind(&nouns->word[word], "pass"))) return (struct noun){&nouns->word[word], {i - n, i}};
		if (!part_of_noun(r, i - 1)) break;
	}
	return (struct noun){NULL, {0, 0}};
}

/* A counted noun may stand before the number only when no other one can stand behind: 企业130家, not 园区布下74个微站. */
static bool nothing_behind(const struct reading *r, const struct wordlist *nouns, uint32_t from) {
	const struct text *t = &r->scan->article->text;
	int word;
	if (from >= t->n || !part_of_noun(r, from)) return true;
	return wordlist_at(nouns, t->fold + from, t->n - from, &word) && (is_kind(&nouns->word[word], "stop") || is_kind(&nouns->word[word], "pass"));
}

static struct noun find_noun(const struct reading *r, const struct wordlist *nouns, const struct mention *m, str kind) {
	bool count = str_is(kind, "count") || str_is(kind, "person"), rate = str_is(kind, "rate");
	uint32_t from = sum_anchor(m).end, to = sum_start(m);
	if (rate) return noun_before(r, nouns, kind, to);
	struct noun noun = count ? noun_behind(r, nouns, kind, from) : noun_before(r, nouns, kind, to);
	if (noun.word || (count && !nothing_behind(r, nouns, from))) return noun;
	return count ? noun_before(r, nouns, kind, to) : noun_behind(r, nouns, kind, from);
}

/* A member of a list, and what something came to (由87家增到512家), counts what the one before it counts. */
static void share_noun(const struct reading *r, const struct mention *m, bool passed, struct quantity *q) {
	if (!r->out->quantities.n) return;
	const struct quantity *before = &r->out->quantities.v[r->out->quantities.n - 1];
	bool close = passed && m->at.at <= before->at.end + NOUN_BEHIND;
	if (!str_eq(q->unit, before->unit) || !(close || sum_coordinated(r, before->at.end, sum_start(m)))) return;
	q->counted = before->counted;
	q->class = before->class;
}

static void read_noun(const struct reading *r, const struct units *l, const struct mention *m, str kind, struct quantity *q) {
	struct noun noun = find_noun(r, l->nouns, m, kind);
	bool passed = noun.word && is_kind(noun.word, "pass");
	if (!noun.word || passed) {
		share_noun(r, m, passed, q);
		return;
	}
	while (noun.at.at < noun.at.end && rule_mark(r->book, r->scan->article->text.fold[noun.at.at]) & MARK_quote) noun.at.at++;
	q->counted = reading_text(r, noun.at);
	if (!str_is(noun.word->col[1], "-")) q->class = noun.word->col[1];
}

/* 三分之二: the unit is 1/3; of a hundred and a thousand the signs for them. */
static str fraction_unit(const struct reading *r, const struct mention *m) {
	struct dec of, ignored;
	if (!number_read(reading_fold(r, m->group[GROUP_quantity_of]), r->book, &of, &ignored) || ignored.set || of.exp || of.coef < 2) return STR_NULL;
	if (of.coef == 100) return STR("%");
	if (of.coef == 1000) return STR("\xE2\x80\xB0");
	return arena_print(r->mem, "1/%lld", (long long)of.coef);
}

static bool read_unit(const struct reading *r, const struct units *l, const struct mention *m, struct quantity *q, str *kind) {
	span at = m->group[GROUP_quantity_unit];
	q->unit = rule_emit(m->rule, "unit");
	*kind = STR("rate");
	if (q->unit.s) return true;
	if (at.at == at.end) return (q->unit = fraction_unit(r, m)).s != NULL;
	int word = wordlist_find(l->units, reading_fold(r, at));
	if (word < 0 || reading_starts(r, at.end, l->units->word[word].col[UNIT_NOT])) return false;
	q->unit = l->units->word[word].col[1];
	*kind = l->units->word[word].col[UNIT_KIND];
	q->class = l->units->word[word].col[UNIT_CLASS].n ? l->units->word[word].col[UNIT_CLASS] : STR_NULL;
	return true;
}

static bool read_quantity(struct reading *r, const struct units *l, const struct mention *m, struct quantity *q) {
	struct stated x;
	str kind;
	*q = (struct quantity){.at = m->at, .rule = m->rule->id};
	if (!read_unit(r, l, m, q, &kind)) return false;
	q->text = reading_text(r, m->at);
	q->bytes = value_bytes(r->scan->article, m->at);
	if (!sum_read(r, m, &x)) {
		reading_note(r, STR("value.quantity"), q->text);
		return false;
	}
	q->value = x.value, q->min = x.min, q->max = x.max;
	q->bound = x.bound, q->modifier = x.modifier;
	read_noun(r, l, m, kind, q);
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
	const struct units l = {rule_list(b, "quantity-units"), rule_list(b, "quantity-classes")};
	const struct mentions *all = &scan->of[KIND_quantity];
	int i = 0, k = 0;
	for (int n = 0; n < all->n && l.units && l.nouns; n++) {
		struct quantity q;
		if (!taken(scan, all->v[n].at, &i, &k) && read_quantity(&r, &l, &all->v[n], &q)) *LIST_PUSH(&v->quantities, mem) = q;
	}
}
