/* err.c: the first error wins, and it says where. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>

static int fill(struct err *e, const char *code, str file, const char *fmt, va_list ap) {
	snprintf(e->code, sizeof e->code, "%s", code);
	snprintf(e->file, sizeof e->file, "%.*s", STR_ARG(file));
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	e->line = e->col = 0;
	e->byte = -1;
	return -1;
}

int err_set(struct err *e, const char *code, const char *fmt, ...) {
	if (err_is(e)) return -1;
	va_list ap;
	va_start(ap, fmt);
	fill(e, code, STR(""), fmt, ap);
	va_end(ap);
	return -1;
}

int err_at(struct err *e, const char *code, str file, int line, int col, const char *fmt, ...) {
	if (err_is(e)) return -1;
	va_list ap;
	va_start(ap, fmt);
	fill(e, code, file, fmt, ap);
	va_end(ap);
	e->line = line;
	e->col = col;
	return -1;
}

int err_byte(struct err *e, const char *code, str file, int64_t byte, const char *fmt, ...) {
	if (err_is(e)) return -1;
	va_list ap;
	va_start(ap, fmt);
	fill(e, code, file, fmt, ap);
	va_end(ap);
	e->byte = byte;
	return -1;
}

void err_text(const struct err *e, struct buf *out) {
	buf_plain(out, str_of(e->file));
	if (e->file[0]) buf_char(out, ':');
	if (e->line) buf_print(out, "%d:%d:", e->line, e->col);
	else if (e->byte >= 0) buf_print(out, "byte %lld:", (long long)e->byte);
	if (out->n && out->s[out->n - 1] == ':') buf_char(out, ' ');
	buf_plain(out, str_of(e->msg));
}

void err_print(const struct err *e) {
	struct buf b = {0};
	err_text(e, &b);
	fprintf(stderr, "zhaibao: %.*s\n", (int)b.n, b.s);
	buf_free(&b);
}

_Noreturn void die(const char *fmt, ...) {
	va_list ap;
	va_start(ap, fmt);
	fputs("zhaibao: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(3);
}
