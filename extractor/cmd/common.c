/* common.c: what most commands begin and end with. */
#include "cmd/cmd.h"

bool rules_ready(struct rulebook *rules, const struct args *a) {
	struct err err = {0};
	if (!rule_load(rules, a->rules, &err)) {
		if (!run_prove(rules, &err)) return true;
		rule_free(rules);
	}
	err_print(&err);
	return false;
}

int failed(const struct err *err) {
	bool closed = str_is(str_of(err->code), "sink.pipe"), out = str_is(str_of(err->file), "-");
	if (!out) err_print(err);
	else fprintf(stderr, "zhaibao: standard output%s%s\n", closed ? " was closed" : ": ", closed ? "" : err->msg);
	return FAILED;
}

int put_out(const struct buf *b, int status) {
	struct sink out;
	struct err err = {0};
	if (sink_open(&out, "-", &err) || sink_put(&out, b->s, b->n, &err) || sink_close(&out, &err)) return failed(&err);
	return status;
}

struct run_options run_options_of(const struct args *a) {
	return (struct run_options){
		.paths = a->operand, .npath = a->noperand, .threads = a->threads, .encoding = a->encoding, .rejects = a->rejects, .output = a->output,
		.issue = {str_of(a->newspaper), str_of(a->date), str_of(a->page)},
	};
}

static int read_one(struct buf *b, struct worker *w, const struct raw_page *page, str date, read_teller *tell, struct err *err) {
	struct read_text x = {.w = w, .explain = {.mem = &w->page}};
	struct text text;
	str utf8 = STR("");
	if (page->bytes.n) {
		if (text_decode(&text, page->bytes, page->file, w->encoding, w->rules, &w->page, err)) return -1;
		utf8 = arena_utf8(&w->page, (ustr){text.cp, text.n});
	}
	article_of_text(&x.article, utf8, date, w->rules, &w->page);
	mention_scan_explained(&x.scan, &x.article, w->rules, &w->matcher, &w->page, &x.explain);
	value_read(&x.values, &x.scan, w->rules, &w->matcher, &w->page);
	tell(b, &x);
	return 0;
}

static int read_file(struct worker *w, const struct args *a, read_teller *tell) {
	struct raw_page page = {0};
	struct err err = {0};
	struct buf b = {0};
	struct source *source = source_open(a->operand, 1, NULL);
	int bad = 0;
	while (!bad && source_next(source, &page, &w->page))
		bad = err_is(&page.err) ? (err = page.err, -1) : read_one(&b, w, &page, str_of(a->date), tell, &err);
	int status = bad ? failed(&err) : put_out(&b, DONE);
	source_close(source);
	buf_free(&b);
	return status;
}

int read_texts(const struct args *a, read_teller *tell) {
	struct rulebook rules;
	struct worker w;
	struct err err = {0};
	if (!rules_ready(&rules, a)) return FAILED;
	int status = worker_init(&w, &rules, a->encoding, &err) ? failed(&err) : read_file(&w, a, tell);
	worker_free(&w);
	rule_free(&rules);
	return status;
}
