/* read.c: streams and files -> bytes; names in whatever encoding -> UTF-8; the walk's pages one after the other. */
#include "source/priv.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

static int unreadable(struct err *err, str name) {
	return err_byte(err, errno == ENOENT || errno == ENOTDIR ? "file.missing" : "file.unreadable", name, -1, "%s", strerror(errno));
}

/* A buffer of the arena that is read into; wider copies are left behind in it, at most as much again. */
struct filling { char *s; size_t n, cap; };

static void wider(struct filling *f, struct arena *mem) {
	char *s = arena_room(mem, f->cap * 2);
	memcpy(s, f->s, f->n);
	f->s = s;
	f->cap *= 2;
}

int read_stream(str *bytes, int fd, int64_t size, str name, struct arena *mem, struct err *err) {
	if (size > SOURCE_MAX) return err_byte(err, "file.large", name, -1, "%lld bytes; a page has at most %lld", (long long)size, (long long)SOURCE_MAX);
	struct filling f = {.cap = (size_t)(size > 0 ? size : 64 * 1024) + 1}; /* one more: to see the end without growing */
	f.s = arena_room(mem, f.cap);
	int bad = 0;
	while (!bad) {
		ssize_t got = read(fd, f.s + f.n, f.cap - f.n);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) bad = unreadable(err, name);
		if (got <= 0) break;
		f.n += (size_t)got;
		if ((int64_t)f.n > SOURCE_MAX) bad = err_byte(err, "file.large", name, SOURCE_MAX, "a page has at most %lld bytes", (long long)SOURCE_MAX);
		else if (f.n == f.cap) wider(&f, mem);
	}
	*bytes = (str){f.s, f.n};
	return bad;
}

int read_file(str *bytes, str path, str name, struct arena *mem, struct err *err) {
	int fd = open(path.s, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return unreadable(err, name);
	struct stat st;
	int bad = fstat(fd, &st) ? unreadable(err, name) : read_stream(bytes, fd, S_ISREG(st.st_mode) ? st.st_size : 0, name, mem, err);
	close(fd);
	return bad;
}

static bool is_utf8(str x) {
	for (size_t i = 0; i < x.n;) {
		uint32_t c;
		int step = utf8_step((const unsigned char *)x.s + i, x.n - i, &c);
		if (step < 0) return false;
		i += (size_t)step;
	}
	return true;
}

static bool from_gb18030(str x, str *out, struct arena *mem) {
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1) return false;
	size_t in_left = x.n, out_left = x.n * 2;
	char *in = (char *)(uintptr_t)x.s, *s = arena_alloc(mem, out_left + 1), *to = s;
	bool ok = iconv(cd, &in, &in_left, &to, &out_left) != (size_t)-1;
	iconv_close(cd);
	*out = (str){s, (size_t)(to - s)};
	return ok;
}

str utf8_of(str x, struct arena *mem) {
	str out;
	if (is_utf8(x)) return x;
	if (from_gb18030(x, &out, mem)) return out;
	return arena_utf8(mem, arena_ustr(mem, x));
}

/* ---- the walk's pages ------------------------------------------------------------ */

struct source *source_open(char *const *paths, int n, const struct options *options) {
	struct source *s = calloc(1, sizeof *s);
	if (!s) die("out of memory");
	if (options) s->options = *options;
	s->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	for (int i = 0; i < n; i++) walk_path(s, paths[i]);
	return s;
}

void source_close(struct source *s) {
	archive_end(s);
	if (s->utf8) freelocale(s->utf8);
	arena_free(&s->open.mem);
	arena_free(&s->mem);
	free(s);
}

int64_t source_total(const struct source *s) { return s->endless ? 0 : s->total; }
const struct strs *source_skipped(const struct source *s) { return &s->skipped; }

static struct tsv *tsv_beside(struct source *s, int at) {
	struct tsv *t = &s->tsvs.v[at];
	if (t->loaded) return t;
	t->loaded = true;
	str path = str_is(t->dir, "/") ? STR("/pages.tsv") : arena_print(&s->mem, "%.*s/pages.tsv", STR_ARG(t->dir));
	t->file = utf8_of(path, &s->mem);
	if (access(path.s, F_OK)) return t;
	if (!read_file(&t->bytes, path, t->file, &s->mem, &t->err)) tsv_parse(t, &s->mem);
	return t;
}

/* A broken pages.tsv is an input of its own, told of once, before the first page beside it. */
static bool tsv_tells(struct tsv *t, struct raw_page *page, struct arena *mem) {
	if (t->told || !err_is(&t->err)) return false;
	t->told = true;
	*page = (struct raw_page){.file = arena_str(mem, t->file), .bytes = arena_str(mem, t->bytes), .err = t->err};
	return true;
}

static void entry_read(struct source *s, const struct entry *e, struct raw_page *page, struct arena *mem) {
	page->file = arena_str(mem, utf8_of(e->path, mem));
	if (e->kind == ENTRY_ERROR) err_byte(&page->err, e->code, page->file, -1, "%.*s", STR_ARG(e->why));
	else if (e->kind == ENTRY_STDIN) read_stream(&page->bytes, STDIN_FILENO, 0, page->file, mem, &page->err);
	else read_file(&page->bytes, e->path, page->file, mem, &page->err);
	s->done += e->size;
}

static bool entry_next(struct source *s, struct raw_page *page, struct arena *mem) {
	const struct entry *e = &s->entry.v[s->next];
	struct tsv *t = e->tsv >= 0 ? tsv_beside(s, e->tsv) : NULL;
	if (t && tsv_tells(t, page, mem)) return true;
	s->next++;
	if (e->kind == ENTRY_ARCHIVE) {
		archive_begin(s, e);
		return false;
	}
	*page = (struct raw_page){0};
	entry_read(s, e, page, mem);
	issue_find(&page->issue, &s->options, t ? tsv_find(t, base_of(page->file)) : NULL, page->file, mem);
	return true;
}

bool source_next(struct source *s, struct raw_page *page, struct arena *mem) {
	while (s->open.a || s->next < s->entry.n) {
		bool found = s->open.a ? archive_page(s, page, mem) : entry_next(s, page, mem);
		page->done = s->done;
		if (found) return true;
	}
	return false;
}
