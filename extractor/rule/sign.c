/* sign.c: which page rules are worth trying on a line. Nearly all rules fail on nearly all lines; most of them need not be
 * asked. */
#include "rule/priv.h"

static struct sign *sign_for(struct signs *all, ustr text, struct arena *mem) {
	int *head = &all->head[text.s[0] % SIGNS];
	for (int i = *head; i; i = all->v[i - 1].next)
		if (ustr_eq(all->v[i - 1].text, text)) return &all->v[i - 1];
	struct sign *x = LIST_PUSH(all, mem);
	*x = (struct sign){.text = text, .next = *head};
	*head = all->n;
	return x;
}

static void sign_add(struct loading *l, ustr text, const struct trigger *t) {
	struct signs *all = &l->book->signs;
	uint64_t bit = l->book->rule[t->rule].bit;
	struct sign *x = sign_for(all, text, l->mem);
	*(t->start ? &x->begins : &x->inside) |= bit;
	if (!t->start) all->hope[text.s[0] % SIGNS] |= bit;
}

static int sign_words(struct loading *l, const struct trigger *t) {
	const struct rule *r = &l->book->rule[t->rule];
	if (t->text.s[0] != '@') {
		sign_add(l, arena_ustr(l->mem, t->text), t);
		return 0;
	}
	const struct wordlist *w = rule_list(l->book, t->text.s + 1);
	if (!w) return err_at(l->err, "rule.trigger", r->file, t->line, t->col, "no word list \"%s\"", t->text.s + 1);
	for (int i = 0; i < w->nword; i++) sign_add(l, w->word[i].text, t);
	return 0;
}

int compile_signs(struct loading *l) {
	struct signs *all = &l->book->signs;
	for (int i = 0, n = 0; i < l->book->nrule; i++) {
		struct rule *r = &l->book->rule[i];
		bool inside = false, begins = false;
		if (rule_kinds[r->kind].mention) continue;
		r->bit = UINT64_C(1) << n++ % 64;
		for (int k = 0; k < l->triggers.n; k++) {
			const struct trigger *t = &l->triggers.v[k];
			if (t->rule != i) continue;
			*(t->start ? &begins : &inside) = true;
			if (sign_words(l, t)) return -1;
		}
		if (!inside) all->always |= r->bit;
		if (!begins) all->anyhow |= r->bit;
	}
	return 0;
}

/* The rules that need one of the words at s. */
static uint64_t rules_at(const struct signs *all, const uint32_t *s, size_t n, bool start) {
	uint64_t rules = 0;
	for (int i = all->head[*s % SIGNS]; i; i = all->v[i - 1].next) {
		const struct sign *x = &all->v[i - 1];
		size_t same = 0;
		while (same < x->text.n && same < n && x->text.s[same] == s[same]) same++;
		if (same == x->text.n) rules |= start ? x->begins : x->inside;
	}
	return rules;
}

uint64_t rule_may(const struct rulebook *b, uint64_t asked, const uint32_t *line, size_t n) {
	const struct signs *all = &b->signs;
	uint64_t may = asked & (all->anyhow | (n ? rules_at(all, line, n, true) : 0)), missing = may & ~all->always;
	for (size_t i = 0; i < n && missing; i++)
		if (all->hope[line[i] % SIGNS] & missing) missing &= ~rules_at(all, line + i, n - i, false);
	return may & ~missing;
}
