/* explain.c: zhaibao rules explain: for each organization the edges that were weighed, their scores and what decided. */
#include "cmd/cmd.h"

enum { SHOWN = 24 };

struct telling { struct buf *b; const struct article *article; const struct rulebook *rules; struct arena *mem; };

static str slice(const struct telling *t, span at) { return arena_utf8(t->mem, ustr_sub(t->article->text.cp, at)); }

static bool better(const struct weighed *a, const struct weighed *b) { return a->score >= b->score; }

/* One line an edge: score, what it is made of, the name that it would give; the one that was chosen is marked. */
static void put_edge(const struct telling *t, const struct weighing *w, const struct weighed *e) {
	str before = slice(t, e->before), starts = slice(t, e->starts);
	buf_print(t->b, "  %c %4d = %3d before", e->at == w->at.at ? '>' : ' ', e->score, e->border);
	if (!e->at) buf_print(t->b, " (start)");
	else if (before.n) buf_print(t->b, " (%.*s)", before.s[0] == '\n' ? 4 : (int)before.n, before.s[0] == '\n' ? "line" : before.s);
	buf_print(t->b, " + %d start", e->head);
	if (starts.n) buf_print(t->b, " (%.*s)", STR_ARG(starts));
	str name = slice(t, (span){e->at, w->at.end});
	buf_print(t->b, " - %d inside: %.*s\n", e->cost, STR_ARG(name));
}

/* Edges for which something speaks, and the chosen one. */
static void put_weighing(const struct telling *t, const struct weighing *w) {
	const struct wordlist *suffixes = rule_list(t->rules, "org-suffixes");
	const struct word *ending = &suffixes->word[w->word];
	str name = slice(t, w->at);
	buf_print(t->b, "%s %.*s [%u, %u): ending %.*s (%.*s%s%.*s); %s\n", w->taken ? "name" : "none", STR_ARG(name), w->at.at, w->at.end,
		STR_ARG(ending->own), STR_ARG(ending->col[1]), ending->col[2].n ? ", " : "", STR_ARG(ending->col[2]), w->why);
	const struct weighed *best = NULL;
	for (int i = 0; i < w->edges.n; i++)
		if (!best || better(&w->edges.v[i], best)) best = &w->edges.v[i];
	int shown = 0;
	for (int i = 0; i < w->edges.n && shown < SHOWN; i++) {
		const struct weighed *e = &w->edges.v[i];
		if (e != best && e->at != w->at.at && !e->border && !e->head) continue;
		put_edge(t, w, e);
		shown++;
	}
}

/* What the record says in the end, and by which rule. */
static void put_orgs(const struct telling *t, const struct values *v) {
	for (int i = 0; i < v->organizations.n; i++) {
		const struct org *o = &v->organizations.v[i];
		const struct rule *r = rule_find(t->rules, arena_str(t->mem, o->rule).s);
		buf_print(t->b, "kept %.*s [%u, %u) %.*s by %.*s (%.*s)", STR_ARG(o->text), o->at.at, o->at.end, STR_ARG(o->type), STR_ARG(o->rule),
			r ? (int)r->doc.n : 0, r ? r->doc.s : "");
		if (o->alias_of.s) buf_print(t->b, ", short for %.*s", STR_ARG(o->alias_of));
		buf_char(t->b, '\n');
	}
}

static void explain_read(struct buf *b, const struct read_text *x) {
	struct telling t = {b, &x->article, x->w->rules, &x->w->page};
	for (int i = 0; i < x->explain.v.n; i++) put_weighing(&t, &x->explain.v.v[i]);
	put_orgs(&t, &x->values);
}

int cmd_rules_explain(const struct args *a) { return read_texts(a, explain_read); }
