/* fuzz_article.c: any page that decodes goes to articles, and their mentions to records that are valid. */
#include "fuzz.h"

static int64_t stretches(const struct article *a) {
	int64_t n = 0;
	for (int i = 0; i < a->stretch.n; i++) n += a->stretch.v[i].to - a->stretch.v[i].from;
	return n;
}

static void article_holds(const struct article *a) {
	PROMISE(a->piece.n && a->piece.v[0].at == 0);
	fuzz_text_holds(&a->text);
	for (int i = 0; i < a->part.n; i++) PROMISE(a->part.v[i].at.at < a->part.v[i].at.end && a->part.v[i].at.end <= a->text.n);
}

static void article_to_record(const struct article *a, struct arena *mem) {
	struct scan scan = {0};
	struct values values = {0};
	struct facts facts = {0};
	struct record record = {0};
	struct err err = {0};
	mention_scan(&scan, a, fuzz_rules(), fuzz_matcher(), mem);
	value_read(&values, &scan, fuzz_rules(), fuzz_matcher(), mem);
	fact_make(&facts, &values, &scan, fuzz_rules(), mem);
	record_make(&record, a, &values, &facts, &scan.notes, fuzz_rules(), mem);
	if (record_check(&record, &err)) err_print(&err);
	PROMISE(!err_is(&err));
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	struct arena mem = {0}, tmp = {0};
	struct text t;
	struct err err = {0};
	struct articles found = {0};
	struct issue issue = {0};
	if (!text_decode(&t, (str){(const char *)s, n}, STR("x"), NULL, fuzz_rules(), &mem, &err)) {
		int64_t sum = 0;
		article_split(&found, &t, STR("x"), &issue, fuzz_rules(), fuzz_matcher(), &mem, &tmp);
		arena_reset(&tmp);
		for (int i = 0; i < found.list.n; i++) {
			sum += stretches(&found.list.v[i]);
			article_holds(&found.list.v[i]);
			article_to_record(&found.list.v[i], &tmp);
			arena_reset(&tmp);
		}
		PROMISE(sum == found.in_articles && found.in_articles + found.furniture == (int64_t)n);
	}
	arena_free(&mem);
	arena_free(&tmp);
	return 0;
}
