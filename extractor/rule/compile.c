/* compile.c: patterns -> PCRE2 with JIT, literals -> one trie. */
#include "rule/priv.h"

#include <stdlib.h>

/* Far above what any real page needs (measured: under 2,000 match steps), far below what hurts. */
enum { MATCH_LIMIT_STEPS = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 20000 };

static int name_slots(struct loading *l, struct rule *r) {
	uint32_t count = 0, size = 0, captures = 0;
	PCRE2_SPTR entry = NULL;
	pcre2_pattern_info(r->re, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(r->re, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(r->re, PCRE2_INFO_NAMETABLE, (void *)&entry);
	pcre2_pattern_info(r->re, PCRE2_INFO_CAPTURECOUNT, &captures);
	if (captures >= COUNT(r->slot))
		return err_at(l->err, "rule.pattern", r->file, r->line, r->col, "rule %.*s: more than %zu groups", STR_ARG(r->id), COUNT(r->slot) - 1);
	for (size_t i = 0; i < COUNT(r->slot); i++) r->slot[i] = -1;
	r->ncapture = (int)captures;
	for (uint32_t i = 0; i < count; i++, entry += size) {
		char name[64];
		size_t n = 0;
		for (; n < sizeof name - 1 && entry[1 + n]; n++) name[n] = (char)entry[1 + n];
		name[n] = 0;
		r->slot[entry[0]] = rule_group(r->kind, name);
		if (r->slot[entry[0]] < 0)
			return err_at(l->err, "rule.pattern", r->file, r->line, r->col, "rule %.*s: no group <%s> in kind %s; there are: %s",
				STR_ARG(r->id), name, rule_kinds[r->kind].name, rule_kinds[r->kind].groups);
	}
	return 0;
}

static int compile_one(struct loading *l, struct rule *r) {
	struct buf plain = {0};
	if (expand(l, r, &plain)) {
		buf_free(&plain);
		return -1;
	}
	ustr wide = arena_ustr(l->mem, (str){plain.s, plain.n});
	int code = 0;
	PCRE2_SIZE at = 0;
	r->re = pcre2_compile(wide.s, wide.n, PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_DOLLAR_ENDONLY | PCRE2_USE_OFFSET_LIMIT, &code, &at, NULL);
	if (!r->re) {
		PCRE2_UCHAR why[200];
		pcre2_get_error_message(code, why, COUNT(why));
		size_t n = 0;
		while (n < COUNT(why) && why[n]) n++;
		str text = arena_utf8(l->mem, (ustr){why, n}), near = arena_utf8(l->mem, (ustr){wide.s + (at > 20 ? at - 20 : 0), at > 20 ? 20 : at});
		buf_free(&plain);
		return err_at(l->err, "rule.pattern", r->file, r->line, r->col, "rule %.*s: %.*s, behind \"%.*s\"", STR_ARG(r->id),
			STR_ARG(text), STR_ARG(near));
	}
	buf_free(&plain);
	r->jit = pcre2_jit_compile(r->re, PCRE2_JIT_COMPLETE) == 0; /* no JIT is no failure: the interpreter gives the same */
	if (r->starts && rule_kinds[r->kind].mention) outline_add(l->book->outline, r->no, wide, l->mem);
	return name_slots(l, r);
}

/* Drops the rules that are off; those that a pack laid over has added go before the built-in ones, so that they win where both
 * match the same. The triggers follow. */
static int rules_in_order(struct loading *l) {
	int *moved = ARENA_NEW(l->mem, int, l->rules.n + 1), n = 0;
	l->book->rule = ARENA_NEW(l->mem, struct rule, l->rules.n + 1);
	for (int k = 0; k < l->rules.n; k++) {
		int i = (l->builtin + k) % l->rules.n;
		moved[i] = l->rules.v[i].pattern.s ? n : -1;
		if (moved[i] >= 0) l->book->rule[n++] = l->rules.v[i];
	}
	for (int i = 0; i < l->triggers.n; i++)
		if (l->triggers.v[i].rule >= 0) l->triggers.v[i].rule = moved[l->triggers.v[i].rule];
	return n;
}

int compile_rules(struct loading *l) {
	struct rulebook *b = l->book;
	int n = rules_in_order(l);
	b->outline = ARENA_NEW(l->mem, struct outline, 1);
	for (int i = 0; i < n; i++, b->nrule++) {
		b->rule[i].no = i;
		if (i >= RULES_MAX) return err_at(l->err, "rule.many", b->rule[i].file, b->rule[i].line, 1, "more than %d rules", RULES_MAX);
		if (compile_one(l, &b->rule[i])) {
			b->nrule++; /* a compiled pattern with a wrong group must be freed too */
			return -1;
		}
	}
	outline_classes(b->outline, l->mem);
	b->limits = pcre2_match_context_create(NULL);
	if (!b->limits) die("out of memory");
	pcre2_set_match_limit(b->limits, MATCH_LIMIT_STEPS);
	pcre2_set_depth_limit(b->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(b->limits, HEAP_LIMIT_KIB);
	return 0;
}

/* ---- literals --------------------------------------------------------------------- */

struct literals { LIST(struct literal) all; LIST(struct call) calls; };

static int literal_add(struct loading *l, struct literals *x, ustr text, int list, int word) {
	*LIST_PUSH(&x->all, l->mem) = (struct literal){.length = (uint32_t)text.n, .list = list, .word = word, .same = -1};
	return trie_add(&l->book->literals, text, true, x->all.n - 1);
}

/* A word of a scanned list: in the row behind the first literal of its text. */
static void literal_of_word(struct loading *l, struct literals *x, ustr text, int list, int word) {
	int first = literal_add(l, x, text, list, word);
	if (first < 0) return;
	x->all.v[x->all.n - 1].same = x->all.v[first].same;
	x->all.v[first].same = x->all.n - 1;
}

static void literal_of_trigger(struct loading *l, struct literals *x, ustr text, const struct trigger *t) {
	int first = literal_add(l, x, text, -1, 0);
	if (first >= 0) x->all.n--;
	int *call = &x->all.v[first >= 0 ? first : x->all.n - 1].call;
	if (!*call) {
		(void)LIST_PUSH(&x->calls, l->mem);
		*call = x->calls.n;
	}
	struct call *c = &x->calls.v[*call - 1];
	const struct rule *r = &l->book->rule[t->rule];
	(t->start ? c->start : r->starts ? c->near : c->search)[r->no / 64] |= UINT64_C(1) << r->no % 64;
	*(t->start ? &c->starts : r->starts ? &c->nears : &c->searches) = true;
}

static bool starts_at_number(struct rulebook *b, const struct trigger *t) {
	bool number = str_is(t->text, "number"), digits = number || str_is(t->text, "digits"), numerals = number || str_is(t->text, "numerals");
	uint64_t bit = UINT64_C(1) << t->rule % 64;
	if (digits) b->at_digits[t->rule / 64] |= bit;
	if (numerals) b->at_numerals[t->rule / 64] |= bit;
	return digits || numerals;
}

static int trigger_add(struct loading *l, struct literals *all, const struct trigger *t) {
	struct rule *r = &l->book->rule[t->rule];
	if (!rule_kinds[r->kind].mention) return 0; /* see compile_signs */
	if (rule_emit(r, "by").s) return 0; /* the engine finds these, not the pattern */
	if (t->start && starts_at_number(l->book, t)) return 0;
	if (r->starts && !t->start && str_is(t->text, "number")) {
		l->book->measured[t->rule / 64] |= UINT64_C(1) << t->rule % 64;
		return 0;
	}
	if (t->text.s[0] == '@') {
		const struct wordlist *w = rule_list(l->book, t->text.s + 1);
		if (!w) return err_at(l->err, "rule.trigger", r->file, t->line, t->col, "no word list \"%s\"", t->text.s + 1);
		for (int i = 0; i < w->nword; i++) literal_of_trigger(l, all, w->word[i].text, t);
		return 0;
	}
	if (!t->text.n) return err_at(l->err, "rule.trigger", r->file, t->line, t->col, "an empty trigger");
	literal_of_trigger(l, all, arena_ustr(l->mem, t->text), t);
	return 0;
}

static int triggers(struct loading *l, struct literals *all) {
	for (int i = 0; i < l->triggers.n; i++)
		if (l->triggers.v[i].rule >= 0 && trigger_add(l, all, &l->triggers.v[i])) return -1;
	return 0;
}

/* Room for the words of all lists that are scanned or triggers, and for the triggers that are written out. */
static void literals_room(struct loading *l) {
	size_t words = 0, characters = 0;
	for (int i = 0; i < l->triggers.n; i++, words++) characters += l->triggers.v[i].text.n;
	for (int i = 0; i < l->book->nlist; i++) {
		const struct wordlist *w = &l->book->list[i];
		bool used = w->scan;
		for (int k = 0; k < l->triggers.n && !used; k++) {
			str name = l->triggers.v[k].text;
			used = name.n && name.s[0] == '@' && str_eq(str_from(name, 1), w->name);
		}
		words += used ? (size_t)w->nword : 0;
		for (int k = 0; used && k < w->nword; k++) characters += w->word[k].text.n;
	}
	trie_make(&l->book->literals, words, characters, l->mem);
}

int compile_literals(struct loading *l) {
	l->book->units = rule_list(l->book, "quantity-units");
	l->book->inside = rule_list(l->book, "bounds-inside");
	struct literals all = {0};
	literals_room(l);
	for (int i = 0; i < l->book->nlist; i++) {
		const struct wordlist *w = &l->book->list[i];
		for (int k = 0; w->scan && k < w->nword; k++) literal_of_word(l, &all, w->word[k].text, i, k);
	}
	if (triggers(l, &all)) return -1;
	l->book->literal = all.all.v;
	l->book->call = all.calls.v;
	trie_fit(&l->book->literals, l->mem);
	return 0;
}

void rule_free(struct rulebook *b) {
	for (int i = 0; i < b->nrule; i++)
		if (b->rule[i].re) pcre2_code_free(b->rule[i].re);
	if (b->limits) pcre2_match_context_free(b->limits);
	arena_free(&b->mem);
	*b = (struct rulebook){0};
}
