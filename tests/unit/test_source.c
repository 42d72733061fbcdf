/* test_source.c: the walk, archives, pages.tsv and file names. */
#include "unit.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>

static void open_one(struct world *w, const char *name, const struct options *o) {
	char *path[] = {path_in(w, name)};
	w->source = source_open(path, 1, o);
}

/* The next page, which must have this name in the world's folder. */
static struct raw_page next(struct world *w, const char *name) {
	struct raw_page p = {0};
	assert_true(source_next(w->source, &p, &w->mem));
	assert_string_equal(p.file.s + strlen(w->dir) + 1, name);
	return p;
}

static void ends(struct world *w) {
	struct raw_page p;
	assert_false(source_next(w->source, &p, &w->mem));
}

static void assert_str(str got, const char *want) {
	assert_true(want ? str_is(got, want) : !got.s);
}

static void member(struct archive *a, const char *name, const char *text, mode_t type) {
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, type);
	archive_entry_set_perm(e, 0644);
	if (type == AE_IFLNK) archive_entry_set_symlink(e, text);
	else archive_entry_set_size(e, (la_int64_t)strlen(text));
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	if (type != AE_IFLNK) archive_write_data(a, text, strlen(text));
	archive_entry_free(e);
}

static struct archive *archive_new(struct world *w, const char *name, bool zip) {
	struct archive *a = archive_write_new();
	if (zip) archive_write_set_format_zip(a);
	else archive_write_set_format_ustar(a), archive_write_add_filter_gzip(a);
	assert_int_equal(archive_write_open_filename(a, path_in(w, name)), ARCHIVE_OK);
	return a;
}

/* ---- names ------------------------------------------------------------------------------ */

static void test_source__date_in_name(void **state) {
	struct world *w = *state;
	static const struct { const char *name, *date, *page; } row[] = {
		{"2021-06-07.txt", "2021-06-07", NULL}, {"20210607_A03.txt", "2021-06-07", "A03"}, {"2021_06_07.txt", "2021-06-07", NULL},
		{"20210607-05.txt", "2021-06-07", "05"}, {"news/2021-06-07/03.txt", "2021-06-07", "03"}, {"2021-06-07/cover.txt", "2021-06-07", NULL},
		{"2020-02-29.txt", "2020-02-29", NULL}, {"daily_20210607_A03_2.txt", "2021-06-07", "A03"}, {"20210607_final.txt", "2021-06-07", NULL},
		{"a/20210607.zip!p/A1.txt", "2021-06-07", "A1"}, {"2021-02-29.txt", NULL, NULL}, {"18991231.txt", NULL, NULL},
		{"21000101.txt", NULL, NULL}, {"120210607.txt", NULL, NULL}, {"2021-06_07.txt", NULL, NULL}, {"202106071.txt", NULL, NULL},
		{"x.txt", NULL, NULL}, {"", NULL, NULL},
	};
	for (size_t i = 0; i < COUNT(row); i++) {
		str date = STR_NULL, page = STR_NULL;
		assert_int_equal(date_in_name(str_of(row[i].name), &date, &page, &w->mem), row[i].date != NULL);
		assert_str(date, row[i].date);
		assert_str(page, row[i].page);
	}
}

/* ---- the walk --------------------------------------------------------------------------- */

static void test_source__folder_in_byte_order(void **state) {
	struct world *w = *state;
	folder(w, "in");
	folder(w, "in/m");
	put(w, "in/b.TXT", "b");
	put(w, "in/a.txt", "a");
	put(w, "in/m/c.txt", "c");
	put(w, "in/z.txt", "z");
	put(w, "in/readme.md", "r");
	put(w, "in/.hidden.txt", "h");
	open_one(w, "in", NULL);
	assert_str(next(w, "in/a.txt").bytes, "a");
	assert_str(next(w, "in/b.TXT").bytes, "b");
	assert_str(next(w, "in/m/c.txt").bytes, "c");
	struct raw_page last = next(w, "in/z.txt");
	assert_int_equal(last.done, 4);
	assert_int_equal(source_total(w->source), 4);
	ends(w);
	assert_int_equal(source_skipped(w->source)->n, 2);
}

static void test_source__troubles_are_their_inputs_own(void **state) {
	struct world *w = *state;
	folder(w, "empty");
	put(w, "a.txt", "a");
	char *path[] = {path_in(w, "nosuch.txt"), path_in(w, "empty"), path_in(w, "a.txt")};
	w->source = source_open(path, 3, NULL);
	assert_string_equal(next(w, "nosuch.txt").err.code, "file.missing");
	assert_string_equal(next(w, "empty").err.code, "folder.nopages");
	assert_str(next(w, "a.txt").bytes, "a");
	ends(w);
}

static void test_source__links_into_themselves(void **state) {
	struct world *w = *state;
	folder(w, "in");
	put(w, "in/a.txt", "a");
	assert_int_equal(symlink(".", path_in(w, "in/again")), 0);
	assert_int_equal(symlink("nowhere", path_in(w, "in/b.txt")), 0);
	open_one(w, "in", NULL);
	next(w, "in/a.txt");
	assert_string_equal(next(w, "in/b.txt").err.code, "file.missing");
	ends(w);
	assert_int_equal(source_skipped(w->source)->n, 1);
}

/* Twelve folders, each with a link to each: more ways than could ever be gone. Each is walked once for each path given. */
static void test_source__links_crosswise(void **state) {
	struct world *w = *state;
	enum { FOLDERS = 12 };
	char name[64], to[64];
	folder(w, "in");
	for (int i = 0; i < FOLDERS; i++) {
		snprintf(name, sizeof name, "in/%02d", i);
		folder(w, name);
		snprintf(name, sizeof name, "in/%02d/p.txt", i);
		put(w, name, "p");
		for (int k = 0; k < FOLDERS; k++) {
			snprintf(name, sizeof name, "in/%02d/to%02d", i, k);
			snprintf(to, sizeof to, "../%02d", k);
			assert_int_equal(symlink(to, path_in(w, name)), 0);
		}
	}
	char *path[] = {path_in(w, "in"), path_in(w, "in")};
	w->source = source_open(path, 2, NULL);
	struct raw_page p;
	for (int i = 0; i < 2 * FOLDERS; i++) assert_true(source_next(w->source, &p, &w->mem));
	ends(w);
}

static void test_source__too_large(void **state) {
	struct world *w = *state;
	put(w, "a.txt", "a");
	assert_int_equal(truncate(path_in(w, "a.txt"), SOURCE_MAX + 1), 0);
	open_one(w, "a.txt", NULL);
	assert_string_equal(next(w, "a.txt").err.code, "file.large");
	ends(w);
}

static void test_source__name_in_gbk(void **state) {
	struct world *w = *state;
	put(w, "\xD0\xC2\xCE\xC5.txt", "a");
	open_one(w, ".", NULL);
	next(w, "./\xE6\x96\xB0\xE9\x97\xBB.txt");
	ends(w);
}

/* ---- pages.tsv ---------------------------------------------------------------------------- */

static void test_source__pages_tsv(void **state) {
	struct world *w = *state;
	put(w, "pages.tsv", "\xEF\xBB\xBF" "file\tnewspaper\tdate\tpage\r\na.txt\tDaily\t2021-06-07\t3\r\n20210608_A2.txt\tDaily\t\t\r\n\r\n");
	put(w, "a.txt", "a");
	put(w, "20210608_A2.txt", "b");
	put(w, "c.txt", "c");
	open_one(w, ".", &(struct options){.page = STR("9")});
	struct raw_page b = next(w, "./20210608_A2.txt"), a = next(w, "./a.txt"), c = next(w, "./c.txt");
	assert_str(a.issue.newspaper, "Daily");
	assert_str(a.issue.date, "2021-06-07");
	assert_str(a.issue.page, "9");
	assert_str(a.issue.origin, "manifest");
	assert_str(b.issue.newspaper, "Daily");
	assert_str(b.issue.date, "2021-06-08");
	assert_str(b.issue.origin, "filename");
	assert_str(c.issue.date, NULL);
	assert_str(c.issue.origin, "option");
	ends(w);
}

static void broken_tsv(struct world *w, const char *tsv, int line) {
	if (w->source) source_close(w->source);
	put(w, "pages.tsv", tsv);
	put(w, "a.txt", "a");
	open_one(w, "a.txt", NULL);
	struct raw_page p = next(w, "pages.tsv");
	assert_string_equal(p.err.code, "manifest.broken");
	assert_int_equal(p.err.line, line);
	next(w, "a.txt");
	ends(w);
}

/* A pages.tsv in each of many folders: each page gets its own, out of folders and out of an archive. */
static void test_source__pages_tsv_many(void **state) {
	struct world *w = *state;
	enum { FOLDERS = 300 };
	char name[64], text[64];
	struct archive *a = archive_new(w, "x.zip", true);
	folder(w, "in");
	for (int i = 0; i < FOLDERS; i++) {
		snprintf(name, sizeof name, "in/%03d", i);
		folder(w, name);
		snprintf(name, sizeof name, "in/%03d/a.txt", i);
		put(w, name, "a");
		member(a, name, "a", AE_IFREG);
		snprintf(name, sizeof name, "in/%03d/pages.tsv", i);
		snprintf(text, sizeof text, "file\tnewspaper\na.txt\tpaper %03d\n", i);
		put(w, name, text);
		member(a, name, text, AE_IFREG);
	}
	archive_write_free(a);
	char *path[] = {path_in(w, "in"), path_in(w, "x.zip")};
	w->source = source_open(path, 2, NULL);
	for (int i = 0; i < 2 * FOLDERS; i++) {
		snprintf(name, sizeof name, "%sin/%03d/a.txt", i < FOLDERS ? "" : "x.zip!", i % FOLDERS);
		snprintf(text, sizeof text, "paper %03d", i % FOLDERS);
		assert_str(next(w, name).issue.newspaper, text);
	}
	ends(w);
}

static void test_source__pages_tsv_broken(void **state) {
	struct world *w = *state;
	broken_tsv(w, "", 1);
	broken_tsv(w, "name\tdate\n", 1);
	broken_tsv(w, "newspaper\tdate\n", 1);
	broken_tsv(w, "file\tdate\na.txt\t2021-13-01\n", 2);
	broken_tsv(w, "file\tdate\na.txt\t2021-12-01\nb.txt\t\tx\n", 3);
	broken_tsv(w, "file\tdate\na.txt\t\na.txt\t\n", 3);
	broken_tsv(w, "file\tdate\n\t2021-12-01\n", 2);
}

/* ---- archives ------------------------------------------------------------------------------- */

static void test_source__archive(void **state) {
	struct world *w = *state;
	for (int zip = 0; zip < 2; zip++) {
		const char *name = zip ? "x.zip" : "x.tar.gz";
		struct archive *a = archive_new(w, name, zip);
		member(a, "d/20210607_A1.txt", "one", AE_IFREG);
		member(a, "d/two.txt", "two", AE_IFREG);
		member(a, "../evil.txt", "evil", AE_IFREG);
		if (!zip) member(a, "d/link.txt", "/etc/passwd", AE_IFLNK);
		member(a, "d/photo.jpg", "jpg", AE_IFREG);
		member(a, "d/pages.tsv", "file\tnewspaper\ntwo.txt\tDaily\n", AE_IFREG);
		archive_write_free(a);
		if (w->source) source_close(w->source);
		open_one(w, name, NULL);
		struct raw_page p = next(w, zip ? "x.zip!d/20210607_A1.txt" : "x.tar.gz!d/20210607_A1.txt");
		assert_str(p.bytes, "one");
		assert_str(p.issue.date, "2021-06-07");
		p = next(w, zip ? "x.zip!d/two.txt" : "x.tar.gz!d/two.txt");
		assert_str(p.bytes, "two");
		assert_str(p.issue.newspaper, "Daily");
		assert_string_equal(next(w, zip ? "x.zip!../evil.txt" : "x.tar.gz!../evil.txt").err.code, "archive.unsafe");
		ends(w);
		assert_int_equal(source_skipped(w->source)->n, 1);
	}
}

static void test_source__archive_broken(void **state) {
	struct world *w = *state;
	put(w, "x.zip", "no archive at all");
	put(w, "y.tar.gz", "");
	char *path[] = {path_in(w, "x.zip"), path_in(w, "y.tar.gz")};
	w->source = source_open(path, 2, NULL);
	assert_string_equal(next(w, "x.zip").err.code, "archive.broken");
	struct raw_page p = next(w, "y.tar.gz");
	assert_true(err_is(&p.err));
	ends(w);
}

static void test_source__compressed_page(void **state) {
	struct world *w = *state;
	struct archive *a = archive_write_new();
	archive_write_set_format_raw(a);
	archive_write_add_filter_gzip(a);
	archive_write_open_filename(a, path_in(w, "2021-06-07.txt.gz"));
	member(a, "x", "page", AE_IFREG);
	archive_write_free(a);
	open_one(w, "2021-06-07.txt.gz", NULL);
	struct raw_page p = next(w, "2021-06-07.txt");
	assert_str(p.bytes, "page");
	assert_str(p.issue.date, "2021-06-07");
	ends(w);
}

/* What is larger than a page is not unpacked further, whatever it says of itself. */
static void test_source__bomb(void **state) {
	struct world *w = *state;
	struct archive *a = archive_write_new();
	archive_write_set_format_raw(a);
	archive_write_add_filter_gzip(a);
	archive_write_open_filename(a, path_in(w, "b.txt.gz"));
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname(e, "x");
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_size(e, 2 * SOURCE_MAX);
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	size_t mb = 1 << 20;
	char *block = calloc(1, mb);
	for (int64_t n = 0; n <= SOURCE_MAX; n += (int64_t)mb) assert_int_equal(archive_write_data(a, block, mb), mb);
	free(block);
	archive_entry_free(e);
	archive_write_free(a);
	open_one(w, "b.txt.gz", NULL);
	struct raw_page p = next(w, "b.txt");
	assert_string_equal(p.err.code, "file.large");
	ends(w);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup_folder, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(test_source__date_in_name), T(test_source__folder_in_byte_order), T(test_source__troubles_are_their_inputs_own),
		T(test_source__links_into_themselves), T(test_source__links_crosswise), T(test_source__too_large), T(test_source__name_in_gbk), T(test_source__pages_tsv),
		T(test_source__pages_tsv_many), T(test_source__pages_tsv_broken), T(test_source__archive), T(test_source__archive_broken), T(test_source__compressed_page),
		T(test_source__bomb),
	};
	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
