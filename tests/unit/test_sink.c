#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* mkdtemp */
#endif
/* test_sink.c: files whole or not at all, rejects, the manifest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sink/sink.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place { struct arena arena; str dir; };

static const char *in(struct place *p, const char *name) { return arena_print(&p->arena, "%s/%s", p->dir.s, name).s; }

static int set_up(void **state) {
	struct place *p = calloc(1, sizeof *p);
	const char *tmp = getenv("TMPDIR");
	if (!p) return -1;
	p->dir = arena_print(&p->arena, "%s/zhaibao-sink-XXXXXX", tmp ? tmp : "/tmp");
	char *name = malloc(p->dir.n + 1);
	if (!name) return -1;
	memcpy(name, p->dir.s, p->dir.n + 1);
	bool made = mkdtemp(name) != NULL;
	p->dir = arena_str(&p->arena, str_of(name));
	free(name);
	*state = p;
	return made ? 0 : -1;
}

/* Names in the folder, for "nothing is left behind". */
static int entries(struct place *p) {
	DIR *d = opendir(p->dir.s);
	int n = -2;
	while (readdir(d)) n++;
	closedir(d);
	return n;
}

static int tear_down(void **state) {
	struct place *p = *state;
	DIR *d = opendir(p->dir.s);
	for (struct dirent *e; (e = readdir(d));) unlink(in(p, e->d_name));
	closedir(d);
	rmdir(p->dir.s);
	arena_free(&p->arena);
	free(p);
	return 0;
}

static str contents(struct place *p, const char *path) {
	FILE *f = fopen(path, "r");
	if (!f) return STR_NULL;
	char *s = arena_alloc(&p->arena, 4096);
	size_t n = fread(s, 1, 4095, f);
	fclose(f);
	return (str){s, n};
}

static void test_sink__publishes_when_whole(void **state) {
	struct place *p = *state;
	const char *path = in(p, "out.jsonl");
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(sink_put(&s, "a\nb", 3, &err), 0);
	assert_int_equal(sink_put(&s, "\n\n", 2, &err), 0);
	assert_int_equal(sink_put(&s, NULL, 0, &err), 0);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(s.lines, 3);
	assert_int_equal(s.bytes, 5);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_true(str_is(contents(p, path), "a\nb\n\n"));
	assert_int_equal(entries(p), 1);
}

static void test_sink__keeps_the_old_until_then(void **state) {
	struct place *p = *state;
	const char *path = in(p, "out.jsonl");
	struct sink s;
	struct err err = {0};
	for (int round = 0; round < 2; round++) {
		assert_int_equal(sink_open(&s, path, &err), 0);
		assert_int_equal(sink_put(&s, round ? "new" : "old", 3, &err), 0);
		if (round) assert_true(str_is(contents(p, path), "old"));
		assert_int_equal(sink_close(&s, &err), 0);
	}
	assert_true(str_is(contents(p, path), "new"));
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(sink_put(&s, "dropped", 7, &err), 0);
	sink_drop(&s);
	assert_true(str_is(contents(p, path), "new"));
	assert_int_equal(entries(p), 1);
}

static void test_sink__flush_publishes_nothing(void **state) {
	struct place *p = *state;
	const char *path = in(p, "out.jsonl");
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(sink_put(&s, "x\n", 2, &err), 0);
	assert_int_equal(sink_flush(&s, &err), 0);
	assert_true(str_is(contents(p, s.temp), "x\n"));
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_true(str_is(contents(p, path), "x\n"));
	sink_drop(&s); /* after all is done: nothing happens */
	assert_int_equal(entries(p), 1);
}

/* What a killed run left under the temporary name does not stop the next one. */
static void test_sink__steps_around_leftovers(void **state) {
	struct place *p = *state;
	const char *path = in(p, "out.jsonl");
	const char *left = arena_print(&p->arena, "%s.%ld.0.tmp", path, (long)getpid()).s;
	fclose(fopen(left, "w"));
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_string_not_equal(s.temp, left);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_int_equal(entries(p), 2);
}

static void test_sink__follows_a_link(void **state) {
	struct place *p = *state;
	const char *path = in(p, "real"), *link = in(p, "link");
	struct sink s;
	struct err err = {0};
	struct stat st;
	fclose(fopen(path, "w"));
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(sink_open(&s, link, &err), 0);
	assert_int_equal(sink_put(&s, "x", 1, &err), 0);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(str_is(contents(p, path), "x"));
}

static void test_sink__cannot_open(void **state) {
	struct place *p = *state;
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, in(p, "none/out.jsonl"), &err), -1);
	assert_string_equal(err.code, "sink.open");
	assert_string_equal(err.file, in(p, "none/out.jsonl"));
	assert_string_equal(err.msg, strerror(ENOENT));
	err = (struct err){0};
	assert_int_equal(sink_open(&s, p->dir.s, &err), -1);
	assert_string_equal(err.code, "sink.open");
	assert_int_equal(entries(p), 0);
}

/* The folder goes away before the rename: nothing is published, the error says so. */
static void test_sink__cannot_rename(void **state) {
	struct place *p = *state;
	const char *path = in(p, "out");
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(unlink(s.temp), 0);
	assert_int_equal(sink_close(&s, &err), -1);
	assert_string_equal(err.code, "sink.write");
	assert_int_equal(entries(p), 0);
}

static void test_sink__disk_full(void **state) {
	(void)state;
	struct sink s;
	struct err err = {0};
	if (access("/dev/full", W_OK)) skip();
	assert_int_equal(sink_open(&s, "/dev/full", &err), 0);
	assert_null(s.temp);
	assert_int_equal(sink_put(&s, "x\n", 2, &err), 0);
	assert_int_equal(sink_close(&s, &err), -1);
	assert_string_equal(err.code, "sink.write");
	assert_string_equal(err.msg, strerror(ENOSPC));
	err = (struct err){0};
	assert_int_equal(sink_open(&s, "/dev/full", &err), 0);
	static char much[1 << 20];
	assert_int_equal(sink_put(&s, much, sizeof much, &err), -1);
	assert_int_equal(s.bytes, 0);
	sink_drop(&s);
}

static void test_sink__reader_has_gone(void **state) {
	struct place *p = *state;
	const char *path = in(p, "pipe");
	struct sink s;
	struct err err = {0};
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(mkfifo(path, 0600), 0);
	FILE *reader = fopen(path, "r+");
	assert_int_equal(sink_open(&s, path, &err), 0);
	fclose(reader);
	assert_int_equal(sink_put(&s, "x\n", 2, &err), 0);
	assert_int_equal(sink_close(&s, &err), -1);
	assert_string_equal(err.code, "sink.pipe");
	assert_int_equal(access(path, F_OK), 0);
}

static void test_sink__standard_output(void **state) {
	(void)state;
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, "-", &err), 0);
	assert_ptr_equal(s.out, stdout);
	assert_int_equal(sink_put(&s, "# to standard output\n", 21, &err), 0);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_int_equal(fileno(stdout), STDOUT_FILENO);
}

static str rejected(struct buf *b, const struct reject *r) {
	struct rulebook rules = {.version = STR("v1")};
	b->n = 0;
	reject_write(b, r, &rules);
	return (str){b->s, b->n};
}

static void test_sink__reject(void **state) {
	(void)state;
	struct buf b = {0};
	struct reject r = {.file = STR("a\"b.txt"), .stage = STR("text"), .code = STR("text.binary"), .detail = STR("x\ny"), .from = 3, .to = 7,
		.raw = STR("Many")};
	assert_true(str_is(rejected(&b, &r), "{\"file\":\"a\\\"b.txt\",\"stage\":\"text\",\"code\":\"text.binary\",\"detail\":\"x\\ny\","
		"\"bytes\":[3,7],\"excerpt\":\"TWFueQ==\",\"rules\":\"v1\"}\n"));
	r = (struct reject){.file = STR("\xFF" "a"), .stage = STR("s"), .code = STR("c"), .detail = STR("cut \xE6\xB1"), .from = -1};
	assert_true(str_is(rejected(&b, &r), "{\"file\":\"\xEF\xBF\xBD" "a\",\"stage\":\"s\",\"code\":\"c\",\"detail\":\"cut \xEF\xBF\xBD\","
		"\"bytes\":null,\"excerpt\":null,\"rules\":\"v1\"}\n"));
	buf_free(&b);
}

static void test_sink__base64(void **state) {
	(void)state;
	static const char *const pair[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF\xBF", "+/+/"}};
	struct buf b = {0};
	for (size_t i = 0; i < COUNT(pair); i++) {
		struct reject r = {.from = -1, .raw = str_of(pair[i][0])};
		str line = rejected(&b, &r);
		json_t *v = json_loadb(line.s, line.n, 0, NULL);
		assert_string_equal(json_string_value(json_object_get(v, "excerpt")), pair[i][1]);
		json_decref(v);
	}
	static char much[5000];
	struct reject r = {.from = -1, .raw = {much, sizeof much}};
	str line = rejected(&b, &r);
	json_t *v = json_loadb(line.s, line.n, 0, NULL);
	assert_int_equal(json_string_length(json_object_get(v, "excerpt")), 1368);
	json_decref(v);
	buf_free(&b);
}

static void test_sink__manifest(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = {.version = STR("v1")};
	struct manifest m = {.records = 3, .rejects = 2, .articles = 4, .rejected_articles = 1, .amounts = 7};
	*LIST_PUSH(&m.input, &arena) = (struct input){STR("b.txt"), 100, STR("00ff"), STR("UTF-8"), 4, 80, 20, 0};
	*LIST_PUSH(&m.input, &arena) = (struct input){STR("a\xFF.txt"), 50, STR("11ee"), STR_NULL, 0, 0, 0, 50};
	*LIST_PUSH(&m.skipped, &arena) = STR("pages.tsv");
	struct buf one = {0}, two = {0};
	manifest_write(&one, &m, &rules);
	manifest_write(&two, &m, &rules);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.s, two.s, one.n);
	json_t *v = json_loadb(one.s, one.n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(v);
	json_t *bytes = json_object_get(json_object_get(v, "identity"), "bytes");
	assert_int_equal(json_integer_value(json_object_get(bytes, "read")), 150);
	assert_int_equal(json_integer_value(json_object_get(bytes, "in_articles")), 80);
	assert_int_equal(json_integer_value(json_object_get(bytes, "furniture")), 20);
	assert_int_equal(json_integer_value(json_object_get(bytes, "rejected")), 50);
	json_t *articles = json_object_get(json_object_get(v, "identity"), "articles");
	assert_int_equal(json_integer_value(json_object_get(articles, "split")), 4);
	assert_int_equal(json_array_size(json_object_get(v, "inputs")), 2);
	assert_int_equal(json_integer_value(json_object_get(json_object_get(v, "counts"), "amounts")), 7);
	json_decref(v);
	one.n = 0;
	manifest_write(&one, &(struct manifest){0}, &rules);
	v = json_loadb(one.s, one.n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(v);
	json_decref(v);
	buf_free(&one);
	buf_free(&two);
	arena_free(&arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sink__publishes_when_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__keeps_the_old_until_then, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__flush_publishes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__steps_around_leftovers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__follows_a_link, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__cannot_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sink__cannot_rename, set_up, tear_down),
		cmocka_unit_test(test_sink__disk_full),
		cmocka_unit_test_setup_teardown(test_sink__reader_has_gone, set_up, tear_down),
		cmocka_unit_test(test_sink__standard_output),
		cmocka_unit_test(test_sink__reject),
		cmocka_unit_test(test_sink__base64),
		cmocka_unit_test(test_sink__manifest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
