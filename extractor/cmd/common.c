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
