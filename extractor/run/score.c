/* score.c: the figures of all pages, as a table. */
#include "run/score.h"

#include <stdarg.h>

const char *const score_kinds[NSCORE] = {"amounts", "dates", "organizations", "zones", "quantities", "facts"};
#define X(name) #name,
const char *const article_checks[NARTICLE] = {ARTICLE_CHECKS(X)};
const char *const mention_checks[NMENTION] = {MENTION_CHECKS(X)};
#undef X

void score_miss(struct scoring *s, const char *fmt, ...) {
	char line[4096];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	buf_put(&s->misses, line, n < (int)sizeof line ? (size_t)n : sizeof line - 1);
	buf_char(&s->misses, '\n');
}

/* Four decimals, no zeros at the end but one. */
static void put_ratio(struct buf *b, const char *name, double x) {
	char digits[32];
	int n = snprintf(digits, sizeof digits, "%.4f", x);
	while (n > 1 && digits[n - 1] == '0' && digits[n - 2] != '.') n--;
	buf_print(b, "  %s %.*s", name, n, digits);
}

static void put_kind(struct buf *b, const struct kind_tally *t, const char *name) {
	double found = t->hit + t->hit2, all = found + t->extra;
	double p = all > 0 ? found / all : 0, r = t->gold ? (double)t->hit / t->gold : 1;
	buf_print(b, "%-18s gold %d", name, t->gold);
	put_ratio(b, "P", p);
	put_ratio(b, "R", r);
	put_ratio(b, "F1", p + r > 0 ? 2 * p * r / (p + r) : 0);
	if (t->hit) put_ratio(b, "placed", (double)t->placed / t->hit);
	else buf_str(b, STR("  placed None"));
	for (int i = 0; i < NMENTION; i++)
		if (t->of[i]) put_ratio(b, mention_checks[i], (double)t->right[i] / (i == MENTION_right ? t->gold : t->of[i])); /* right: of all facts */
	buf_char(b, '\n');
}

static void put_second(struct buf *b, const struct kind_tally *t) {
	buf_print(b, "%-17s", "organizations.t2");
	if (t->gold2) put_ratio(b, "recall", (double)t->hit2 / t->gold2);
	else buf_str(b, STR("  recall None"));
	buf_char(b, '\n');
}

static int by_name(const void *a, const void *b) {
	const struct rule_tally *x = a, *y = b;
	int c = memcmp(x->rule.s ? x->rule.s : "", y->rule.s ? y->rule.s : "", x->rule.n < y->rule.n ? x->rule.n : y->rule.n);
	return c ? c : (x->rule.n > y->rule.n) - (x->rule.n < y->rule.n);
}

static void put_rules(struct buf *b, struct scoring *s) {
	if (s->rule.n) qsort(s->rule.v, (size_t)s->rule.n, sizeof *s->rule.v, by_name);
	buf_print(b, "\n%-40s %8s %8s %8s\n", "rule", "hits", "right", "extras");
	for (int i = 0; i < s->rule.n; i++) {
		const struct rule_tally *t = &s->rule.v[i];
		buf_print(b, "%-40.*s %8d %8d %8d\n", STR_ARG(t->rule.s ? t->rule : STR("-")), t->hits, t->right, t->extras);
	}
}

static void put_all(struct buf *b, struct scoring *s) {
	buf_print(b, "%-17s", "articles");
	for (int i = 0; i < NARTICLE; i++) buf_print(b, "  %s %d/%d", article_checks[i], s->article[i], s->gold);
	buf_print(b, "  found %d\n%-18s %d/%d\n", s->found, "joins", s->joined, s->joins);
	for (int k = 0; k < NSCORE; k++) {
		if (k == SCORE_organizations) put_second(b, &s->kind[k]);
		put_kind(b, &s->kind[k], score_kinds[k]);
	}
	put_rules(b, s);
}

int run_score(struct buf *out, const char *gold, const char *records, bool misses, struct err *err) {
	struct scoring s = {0};
	int bad = score_load(&s, gold, records, err);
	for (int i = 0; i < s.page.n && !bad; i++) score_page(&s, &s.page.v[i]);
	if (!bad) {
		put_all(out, &s);
		if (misses && s.misses.n) {
			buf_char(out, '\n');
			buf_put(out, s.misses.s, s.misses.n);
		}
	}
	for (int i = 0; i < s.json.n; i++) json_decref(s.json.v[i]);
	buf_free(&s.misses);
	arena_free(&s.mem);
	return bad;
}
