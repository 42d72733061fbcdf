/* explain.c: the decisions of room article as lines for people. */
#include "run/run.h"

static const char *const kinds[] = {
#define X(name) [DECISION_##name] = #name,
	DECISIONS(X)
#undef X
};

/* How what it goes to is introduced: the article that is being read; the one that it goes to; the end that it continues. */
static const char *prep(enum decision_kind kind) { return kind == DECISION_join ? "with" : kind == DECISION_place ? "to" : "in"; }

static void spot_print(struct buf *b, struct spot s) {
	buf_print(b, " %d \"", s.line);
	for (size_t i = 0; i < s.text.n; i++) buf_char(b, s.text.s[i] == '\n' ? ' ' : s.text.s[i]);
	buf_char(b, '"');
}

static void second_print(struct buf *b, const struct decision *d) {
	if (!d->second.line) return;
	buf_print(b, "; runner-up");
	if (d->second_verdict.s) buf_print(b, " %.*s", STR_ARG(d->second_verdict));
	else spot_print(b, d->second);
	buf_print(b, ", %d", d->second_score);
	if (d->ahead) buf_print(b, "; with what follows %d to %d", d->sum, d->second_sum);
}

static void decision_print(struct buf *b, const struct decision *d) {
	buf_print(b, "%-8s", kinds[d->kind]);
	spot_print(b, d->at);
	buf_print(b, ": %.*s", STR_ARG(d->verdict));
	if (d->to.line) buf_print(b, " %s", prep(d->kind)), spot_print(b, d->to);
	buf_print(b, ", %d%s", d->score, d->cues.n ? " =" : "");
	for (int i = 0; i < d->cues.n; i++) buf_print(b, " %.*s %+d", STR_ARG(d->cues.v[i].name), d->cues.v[i].weight);
	second_print(b, d);
	buf_char(b, '\n');
}

void decisions_print(struct buf *b, str file, const struct decisions *told) {
	buf_print(b, "%.*s: %d decisions\n", STR_ARG(file), told->n);
	for (int i = 0; i < told->n; i++) decision_print(b, &told->v[i]);
}
