/* fuzz_record.c: any line as a page, a document and a record; what can be read can be written and read again. */
#include "fuzz.h"

static void again(const struct shape *shape, const void *object, struct arena *mem) {
	struct buf one = {0}, two = {0};
	struct err err = {0};
	void *copy = arena_alloc(mem, shape->size);
	shape_write(&one, shape, object);
	PROMISE(one.n && one.s[one.n - 1] == '\n');
	if (shape_read(copy, shape, (str){one.s, one.n - 1}, false, fuzz_rules(), mem, &err)) err_print(&err);
	PROMISE(!err_is(&err));
	shape_write(&two, shape, copy);
	PROMISE(one.n == two.n && !memcmp(one.s, two.s, one.n));
	buf_free(&one);
	buf_free(&two);
}

static void as_page(str line, struct arena *mem) {
	struct page_json page = {0};
	struct text text;
	struct issue issue;
	struct err err = {0};
	if (shape_read(&page, &shape_page, line, true, fuzz_rules(), mem, &err)) return;
	if (page_to_text(&text, &issue, &page, fuzz_rules(), mem, &err)) return;
	fuzz_text_holds(&text);
	struct arena tmp = {0};
	struct articles found = {0};
	article_split(&found, &text, STR("x"), &issue, fuzz_rules(), fuzz_matcher(), mem, &tmp);
	arena_free(&tmp);
}

static void as_document(str line, struct arena *mem) {
	struct document document = {0};
	struct article article;
	struct scan scan = {0};
	struct values values = {0};
	struct facts facts = {0};
	struct record record = {0};
	struct err err = {0};
	if (shape_read(&document, &shape_document, line, true, fuzz_rules(), mem, &err)) return;
	if (document_to_article(&article, &document, fuzz_rules(), mem, &err)) return;
	fuzz_text_holds(&article.text);
	mention_scan(&scan, &article, fuzz_rules(), fuzz_matcher(), mem);
	value_read(&values, &scan, fuzz_rules(), fuzz_matcher(), mem);
	fact_make(&facts, &values, &scan, fuzz_rules(), mem);
	record_make(&record, &article, &values, &facts, &scan.notes, fuzz_rules(), mem);
	if (!record_check(&record, &err)) again(&shape_record, &record, mem);
}

static void as_record(str line, struct arena *mem) {
	struct record record = {0};
	struct err err = {0};
	if (shape_read(&record, &shape_record, line, false, fuzz_rules(), mem, &err)) return;
	again(&shape_record, &record, mem);
	record_check(&record, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	struct arena mem = {0};
	str line = {(const char *)s, n};
	as_page(line, &mem);
	arena_reset(&mem);
	as_document(line, &mem);
	arena_reset(&mem);
	as_record(line, &mem);
	arena_free(&mem);
	return 0;
}
