/* explain.c: the decisions of room article as lines for people. */
#include "run/run.h"

static const char *const kinds[] = {
	[DECISION_HEAD] = "head", [DECISION_OPEN] = "open", [DECISION_PLACE] = "place", [DECISION_JOIN] = "join",
};
/* How what it goes to is introduced: the article that is being read, that it goes to; the end that it continues. */
static const char *const preps[] = {[DECISION_HEAD] = "in", [DECISION_OPEN] = "in", [DECISION_PLACE] = "to", [DECISION_JOIN] = "with"};

static void spot_print(struct buf *b, struct spot s) {
	buf_print(b, " %d \"", s.line);
	for (size_t i = 0; i < s.text.n; i++) buf_char(b, s.text.s[i] == '\n' ? ' ' : s.text.s[i]);
	buf_char(b, '"');
}

static void decision_print(struct buf *b, const struct decision *d) {
	buf_print(b, "%-5s", kinds[d->kind]);
	spot_print(b, d->at);
	buf_print(b, ": %.*s", STR_ARG(d->verdict));
	if (d->to.line) buf_print(b, " %s", preps[d->kind]), spot_print(b, d->to);
	if (d->kind != DECISION_OPEN && d->cues.n) buf_print(b, ", %d =", d->score);
	for (int i = 0; i < d->cues.n; i++) {
		buf_print(b, " %.*s", STR_ARG(d->cues.v[i].name));
		if (d->kind != DECISION_OPEN) buf_print(b, " %+d", d->cues.v[i].weight);
	}
	if (d->second.line) {
		buf_print(b, "; runner-up");
		if (d->second_verdict.s) buf_print(b, " %.*s", STR_ARG(d->second_verdict));
		else spot_print(b, d->second);
		buf_print(b, ", %d", d->second_score);
	}
	buf_char(b, '\n');
}

void decisions_print(struct buf *b, str file, const struct decisions *told) {
	buf_print(b, "%.*s: %d decisions\n", STR_ARG(file), told->n);
	for (int i = 0; i < told->n; i++) decision_print(b, &told->v[i]);
}
