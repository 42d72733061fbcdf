/* rules.c: zhaibao rules check, test, list. */
#include "cmd/cmd.h"

#include <unistd.h>

int cmd_rules_check(const struct args *a) {
	struct rulebook rules;
	struct buf b = {0};
	if (!rules_ready(&rules, a)) return FOUND;
	int samples = 0;
	for (int i = 0; i < rules.nrule; i++) samples += rules.rule[i].nsample;
	buf_print(&b, "%d rules, %d samples, %d word lists: ok\n", rules.nrule, samples, rules.nlist);
	int status = put_out(&b, DONE);
	buf_free(&b);
	rule_free(&rules);
	return status;
}

int cmd_rules_list(const struct args *a) {
	struct rulebook rules;
	struct buf b = {0};
	if (!rules_ready(&rules, a)) return FAILED;
	for (int i = 0; i < rules.nrule; i++) {
		const struct rule *r = &rules.rule[i];
		char place[256];
		snprintf(place, sizeof place, "%.*s:%d", STR_ARG(r->file), r->line);
		buf_print(&b, "%-32.*s %-7s %-40s %.*s\n", STR_ARG(r->id), rule_kinds[r->kind].name, place, STR_ARG(r->doc));
	}
	int status = put_out(&b, DONE);
	buf_free(&b);
	rule_free(&rules);
	return status;
}

/* ---- rules test ------------------------------------------------------------------------- */

/* Chinese characters are two columns wide. */
static void pad(struct buf *b, str text, int width) {
	struct arena tmp = {0};
	ustr cp = arena_ustr(&tmp, text);
	for (size_t i = 0; i < cp.n; i++) width -= cp.s[i] >= 0x1100 ? 2 : 1;
	arena_free(&tmp);
	buf_str(b, text);
	do buf_char(b, ' ');
	while (--width > 0);
}

static bool told_already(const char *name) { return !strcmp(name, "text") || !strcmp(name, "rule") || !strcmp(name, "bytes"); }

static void put_mention(struct buf *b, const struct seen *s, int i) {
	const char *m = s->v + (size_t)i * s->shape->size;
	static const char *const first[] = {"text", "rule"};
	static const int width[] = {28, 28};
	pad(b, str_of(s->shape->name), 13);
	for (size_t k = 0; k < COUNT(first); k++) {
		struct buf v = {0};
		field_text(&v, shape_field(s->shape, str_of(first[k])), m);
		pad(b, (str){v.s, v.n}, width[k]);
		buf_free(&v);
	}
	for (int f = 0; f < s->shape->nfield; f++) {
		struct buf v = {0};
		field_text(&v, &s->shape->field[f], m);
		if (!told_already(s->shape->field[f].name) && !str_is((str){v.s, v.n}, "null"))
			buf_print(b, " %s=%.*s", s->shape->field[f].name, (int)v.n, v.s);
		buf_free(&v);
	}
	buf_char(b, '\n');
}

static void note_print(const struct note *n) {
	fprintf(stderr, "zhaibao: note %.*s%s%.*s\n", STR_ARG(n->code), n->detail.n ? ": " : "", STR_ARG(n->detail));
}

static void test_read(struct buf *b, const struct read_text *x) {
	for (int k = 0; k < NKIND; k++) {
		struct seen s = seen_of(&x->values, (enum rule_kind)k);
		for (int i = 0; i < s.n; i++) put_mention(b, &s, i);
	}
	for (int i = 0; i < x->scan.notes.n; i++) note_print(&x->scan.notes.v[i]);
	for (int i = 0; i < x->values.notes.n; i++) note_print(&x->values.notes.v[i]);
}

int cmd_rules_test(const struct args *a) { return read_texts(a, test_read); }
