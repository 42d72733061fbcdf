/* archive.c: members of zip, tar, gzip and zstd files, one at a time. Nothing is unpacked to disk. */
#include "source/priv.h"

enum { BLOCK = 64 * 1024 };

static bool compressed(str name) { return name_ends(name, ".gz") || name_ends(name, ".zst") || name_ends(name, ".tgz"); }

/* A page that was compressed alone, not an archive. */
static bool compressed_page(str name) {
	return compressed(name) && !name_ends(name, ".tgz") && !name_ends(name, ".tar.gz") && !name_ends(name, ".tar.zst");
}

static struct archive *archive_start(str path, bool single) {
	struct archive *a = archive_read_new();
	if (!a) die("out of memory");
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_zstd(a);
	if (single) {
		archive_read_support_format_raw(a);
		archive_read_support_format_empty(a);
	} else {
		archive_read_support_format_zip(a);
		archive_read_support_format_tar(a);
	}
	archive_read_open_filename(a, path.s, BLOCK); /* trouble shows in the first header */
	return a;
}

static int next_header(const struct source *s, struct archive *a, struct archive_entry **entry) {
	locale_t before = s->utf8 ? uselocale(s->utf8) : (locale_t)0;
	int rc;
	do rc = archive_read_next_header(a, entry);
	while (rc == ARCHIVE_RETRY);
	if (s->utf8) uselocale(before);
	return rc;
}

static str member_name(const struct source *s, struct archive_entry *entry, struct arena *mem) {
	locale_t before = s->utf8 ? uselocale(s->utf8) : (locale_t)0;
	const char *name = archive_entry_pathname(entry);
	if (!name) name = archive_entry_pathname_utf8(entry);
	str out = arena_str(mem, utf8_of(name ? str_of(name) : STR("?"), mem));
	if (s->utf8) uselocale(before);
	return out;
}

static bool unsafe(str name) {
	if (name.n && name.s[0] == '/') return true;
	while (name.n)
		if (str_is(str_cut(&name, '/'), "..")) return true;
	return false;
}

/* All pages.tsv of one archive: they stay in memory until it is closed. */
#define TSV_MAX ((int64_t)8 << 20)

/* The archive's current member, of `size` bytes as it says, at most `max`. */
static int member_read(str *bytes, struct archive *a, int64_t size, int64_t max, str name, struct arena *mem, struct err *err) {
	size_t n = 0, cap = (size_t)(size > 0 && size < max ? size : BLOCK) + 1;
	char *s = arena_room(mem, cap);
	int bad = 0;
	while (!bad) {
		la_ssize_t got = archive_read_data(a, s + n, cap - n);
		if (got == ARCHIVE_RETRY || got == ARCHIVE_WARN) continue;
		if (got < 0) bad = err_byte(err, "archive.broken", name, (int64_t)n, "%s", archive_error_string(a) ? archive_error_string(a) : "cannot be read");
		if (got <= 0) break;
		n += (size_t)got;
		if ((int64_t)n > max) bad = err_byte(err, "file.large", name, max, "more than %lld bytes", (long long)max);
		if (n < cap || bad) continue;
		char *more = arena_room(mem, cap * 2);
		memcpy(more, s, n);
		s = more;
		cap *= 2;
	}
	*bytes = (str){s, n};
	return bad;
}

/* What a pages.tsv inside says of the member, else what the one beside the archive says of the archive. */
static const struct tsv_row *row_of(const struct source *s, str member) {
	const struct opened *o = &s->open;
	int at = tsv_known(&o->tsvs, dir_of(member));
	const struct tsv_row *row = at >= 0 ? tsv_find(&o->tsvs.v[at], base_of(member)) : NULL;
	return row ? row : tsv_find(&s->tsvs.v[o->entry->tsv], base_of(o->entry->path));
}

/* pages.tsv may stand behind the pages that it speaks of: a first pass reads these alone. */
static void tsvs_first(struct source *s, const struct entry *e) {
	struct opened *o = &s->open;
	struct archive *a = archive_start(e->path, false);
	struct archive_entry *entry;
	int64_t left = TSV_MAX;
	int rc;
	while ((rc = next_header(s, a, &entry)) == ARCHIVE_OK || rc == ARCHIVE_WARN) {
		str name = member_name(s, entry, &o->mem);
		if (!str_is(base_of(name), "pages.tsv") || archive_entry_filetype(entry) != AE_IFREG) continue;
		int at = tsv_of_dir(&o->tsvs, dir_of(name), &o->mem);
		struct tsv *t = &o->tsvs.v[at];
		t->file = arena_print(&o->mem, "%.*s!%.*s", STR_ARG(utf8_of(e->path, &o->mem)), STR_ARG(name));
		if (!member_read(&t->bytes, a, archive_entry_size(entry), left, t->file, &o->mem, &t->err)) tsv_parse(t, &o->mem);
		left -= (int64_t)t->bytes.n < left ? (int64_t)t->bytes.n : left;
	}
	archive_read_free(a);
}

void archive_begin(struct source *s, const struct entry *e) {
	arena_reset(&s->open.mem);
	s->open = (struct opened){.entry = e, .single = compressed_page(e->path), .filtered = compressed(e->path), .mem = s->open.mem};
	if (!s->open.single) tsvs_first(s, e);
	s->open.a = archive_start(e->path, s->open.single);
}

void archive_end(struct source *s) {
	if (!s->open.a) return;
	s->done += s->open.entry->size;
	archive_read_free(s->open.a);
	s->open.a = NULL;
}

static bool broken(struct source *s, struct raw_page *page, struct arena *mem) {
	const char *why = archive_error_string(s->open.a);
	page->file = arena_str(mem, utf8_of(s->open.entry->path, mem));
	err_byte(&page->err, "archive.broken", page->file, -1, "%s", why ? why : "cannot be read");
	archive_end(s);
	return true;
}

/* The one member of a .gz is named after it, less the extension. */
static str page_name(const struct source *s, str member, struct arena *mem) {
	str path = utf8_of(s->open.entry->path, mem);
	if (!s->open.single) return arena_print(mem, "%.*s!%.*s", STR_ARG(path), STR_ARG(member));
	path.n -= name_ends(path, ".gz") ? 3 : 4;
	return arena_str(mem, path);
}

static void member_page(struct source *s, struct raw_page *page, str member, int64_t size, struct arena *mem) {
	struct opened *o = &s->open;
	page->file = page_name(s, member, mem);
	if (!o->single && unsafe(member)) {
		err_byte(&page->err, "archive.unsafe", page->file, -1, "a member outside the archive's folder; not read");
		return;
	}
	issue_find(&page->issue, &s->options, row_of(s, member), page->file, mem);
	bool bad = member_read(&page->bytes, o->a, size, SOURCE_MAX, page->file, mem, &page->err);
	/* What is larger than a page must be unpacked to be passed over, when all of the archive is one stream: it ends here. */
	if (bad && (o->single || (o->filtered && !strcmp(page->err.code, "file.large")))) archive_end(s);
}

static bool empty_page(struct source *s, struct raw_page *page, struct arena *mem) {
	bool told = s->open.single && !s->open.members;
	if (told) page->file = page_name(s, STR(""), mem);
	if (told) issue_find(&page->issue, &s->options, row_of(s, STR("")), page->file, mem);
	if (!told && !s->open.members) {
		page->file = arena_str(mem, utf8_of(s->open.entry->path, mem));
		err_byte(&page->err, "folder.nopages", page->file, -1, "no pages (*.txt) in this archive");
		told = true;
	}
	archive_end(s);
	return told;
}

bool archive_page(struct source *s, struct raw_page *page, struct arena *mem) {
	struct opened *o = &s->open;
	*page = (struct raw_page){0};
	while (o->told < o->tsvs.n) {
		struct tsv *t = &o->tsvs.v[o->told++];
		if (!err_is(&t->err)) continue;
		*page = (struct raw_page){.file = arena_str(mem, t->file), .bytes = arena_str(mem, t->bytes), .err = t->err};
		return true;
	}
	struct archive_entry *entry;
	for (;;) {
		int rc = next_header(s, o->a, &entry);
		if (rc == ARCHIVE_EOF) return empty_page(s, page, mem);
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) return broken(s, page, mem);
		if (archive_entry_filetype(entry) != AE_IFREG && !o->single) continue;
		str member = member_name(s, entry, mem);
		if (o->single || (name_is_page(member) && base_of(member).s[0] != '.')) {
			o->members++;
			member_page(s, page, member, archive_entry_size(entry), mem);
			return true;
		}
		if (!str_is(base_of(member), "pages.tsv"))
			*LIST_PUSH(&s->skipped, &s->mem) = arena_str(&s->mem, page_name(s, member, mem));
	}
}
