/* test_sink.c: files whole or not at all, rejects, the manifest. */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <xxhash.h>

/* Names in the folder, for "nothing is left behind". */
static int entries(struct world *w) {
	DIR *d = opendir(w->dir);
	int n = -2;
	while (readdir(d)) n++;
	closedir(d);
	return n;
}

static void test_sink__publishes_when_whole(void **state) {
	struct world *w = *state;
	const char *path = path_in(w, "out.jsonl");
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
	assert_true(str_is(get(w, "out.jsonl"), "a\nb\n\n"));
	assert_int_equal(entries(w), 1);
}

static void test_sink__keeps_the_old_until_then(void **state) {
	struct world *w = *state;
	const char *path = path_in(w, "out.jsonl");
	struct sink s;
	struct err err = {0};
	for (int round = 0; round < 2; round++) {
		assert_int_equal(sink_open(&s, path, &err), 0);
		assert_int_equal(sink_put(&s, round ? "new" : "old", 3, &err), 0);
		if (round) assert_true(str_is(get(w, "out.jsonl"), "old"));
		assert_int_equal(sink_close(&s, &err), 0);
	}
	assert_true(str_is(get(w, "out.jsonl"), "new"));
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(sink_put(&s, "dropped", 7, &err), 0);
	sink_drop(&s);
	assert_true(str_is(get(w, "out.jsonl"), "new"));
	assert_int_equal(entries(w), 1);
}

static void test_sink__flush_publishes_nothing(void **state) {
	struct world *w = *state;
	const char *path = path_in(w, "out.jsonl");
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(sink_put(&s, "x\n", 2, &err), 0);
	assert_int_equal(sink_flush(&s, &err), 0);
	assert_true(str_is(get(w, "out.jsonl.tmp"), "x\n"));
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_true(str_is(get(w, "out.jsonl"), "x\n"));
	sink_drop(&s); /* after all is done: nothing happens */
	assert_int_equal(entries(w), 1);
}

/* What a killed run left is taken over: nobody else has it. */
static void test_sink__takes_over_what_was_left(void **state) {
	struct world *w = *state;
	struct sink s;
	struct err err = {0};
	put(w, "out.jsonl.tmp", "half a line, and more than the new one has");
	assert_int_equal(sink_open(&s, path_in(w, "out.jsonl"), &err), 0);
	assert_int_equal(sink_put(&s, "x\n", 2, &err), 0);
	assert_int_equal(sink_close(&s, &err), 0);
	assert_true(str_is(get(w, "out.jsonl"), "x\n"));
	assert_int_equal(entries(w), 1);
}

static void test_sink__one_writer_at_a_time(void **state) {
	struct world *w = *state;
	struct sink one, two;
	struct err err = {0};
	assert_int_equal(sink_open(&one, path_in(w, "out.jsonl"), &err), 0);
	assert_int_equal(sink_put(&one, "one\n", 4, &err), 0);
	assert_int_equal(sink_open(&two, path_in(w, "out.jsonl"), &err), -1);
	assert_string_equal(err.code, "sink.busy");
	err = (struct err){0};
	assert_int_equal(sink_close(&one, &err), 0);
	assert_true(str_is(get(w, "out.jsonl"), "one\n"));
	assert_int_equal(sink_open(&two, path_in(w, "out.jsonl"), &err), 0);
	sink_drop(&two);
	assert_true(str_is(get(w, "out.jsonl"), "one\n"));
	assert_int_equal(entries(w), 1);
}

/* A name that someone planted does not lead anywhere else. */
static void test_sink__no_link_as_temporary_file(void **state) {
	struct world *w = *state;
	struct sink s;
	struct err err = {0};
	put(w, "precious", "x");
	assert_int_equal(symlink("precious", path_in(w, "out.jsonl.tmp")), 0);
	assert_int_equal(sink_open(&s, path_in(w, "out.jsonl"), &err), -1);
	assert_int_equal(unlink(path_in(w, "out.jsonl.tmp")), 0);
	assert_int_equal(link(path_in(w, "precious"), path_in(w, "out.jsonl.tmp")), 0);
	err = (struct err){0};
	assert_int_equal(sink_open(&s, path_in(w, "out.jsonl"), &err), -1);
	assert_string_equal(err.code, "sink.open");
	assert_true(str_is(get(w, "precious"), "x"));
}

static void child_stopped(struct world *w, int sig) {
	struct sink s;
	struct err err = {0};
	sink_signals();
	if (freopen("/dev/null", "w", stderr) && !sink_open(&s, path_in(w, "out.jsonl"), &err) && !sink_flush(&s, &err) &&
		!access(path_in(w, "out.jsonl.tmp"), F_OK)) {
		if (sig) raise(sig);
		else exit(7);
	}
	_exit(1);
}

/* A signal, or exit from anywhere, takes the temporary file along; the program ends as by that signal. */
static void test_sink__stopped_by_a_signal(void **state) {
	struct world *w = *state;
	static const int sigs[] = {SIGINT, SIGTERM, SIGHUP, 0};
	put(w, "out.jsonl", "old");
	fflush(NULL);
	for (size_t i = 0; i < COUNT(sigs); i++) {
		pid_t child = fork();
		int status = 0;
		if (!child) child_stopped(w, sigs[i]);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (sigs[i]) assert_true(WIFSIGNALED(status) && WTERMSIG(status) == sigs[i]);
		else assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
		assert_true(str_is(get(w, "out.jsonl"), "old"));
		assert_int_equal(entries(w), 1);
	}
}

static void test_sink__hash(void **state) {
	struct world *w = *state;
	struct sink s;
	struct err err = {0};
	XXH128_hash_t h = XXH3_128bits("a\nb\n", 4);
	assert_int_equal(sink_open(&s, path_in(w, "out.jsonl"), &err), 0);
	assert_int_equal(sink_put(&s, "a\n", 2, &err) || sink_put(&s, "b\n", 2, &err), 0);
	assert_string_equal(sink_hash(&s, &w->mem).s, arena_print(&w->mem, "%016llx%016llx", (unsigned long long)h.high64, (unsigned long long)h.low64).s);
	sink_drop(&s);
}

/* ---- what belongs together ------------------------------------------------------------------- */

static void three(struct world *w, struct sink part[2], struct sink *seal, const char *text) {
	struct err err = {0};
	assert_int_equal(sink_open(&part[0], path_in(w, "a"), &err) || sink_open(&part[1], path_in(w, "b"), &err) || sink_open(seal, path_in(w, "seal"), &err), 0);
	assert_int_equal(sink_put(&part[0], text, 3, &err) || sink_put(&part[1], text, 3, &err) || sink_put(seal, text, 3, &err), 0);
}

static void three_drop(struct sink part[2], struct sink *seal) {
	sink_drop(&part[0]);
	sink_drop(&part[1]);
	sink_drop(seal);
}

static void test_sink__published_together(void **state) {
	struct world *w = *state;
	struct sink part[2], seal;
	struct err err = {0};
	for (int round = 0; round < 2; round++) {
		const char *text = round ? "new" : "old";
		three(w, part, &seal, text);
		assert_int_equal(sink_publish(part, 2, &seal, &err), 0);
		assert_true(str_is(get(w, "a"), text) && str_is(get(w, "b"), text) && str_is(get(w, "seal"), text));
		assert_int_equal(entries(w), 3);
	}
}

/* The second part cannot get its name any more: the first has its own already, so there is no seal. */
static void test_sink__no_seal_on_half(void **state) {
	struct world *w = *state;
	struct sink part[2], seal;
	struct err err = {0};
	three(w, part, &seal, "old");
	assert_int_equal(sink_publish(part, 2, &seal, &err), 0);
	three(w, part, &seal, "new");
	assert_int_equal(unlink(part[1].temp), 0);
	assert_int_equal(sink_publish(part, 2, &seal, &err), -1);
	assert_string_equal(err.code, "sink.write");
	three_drop(part, &seal);
	assert_true(str_is(get(w, "b"), "old"));
	assert_null(get(w, "seal").s);
	assert_int_equal(entries(w), 2);
}

/* What does not get to disk leaves all three as they were. */
static void test_sink__full_before_anything_is_touched(void **state) {
	struct world *w = *state;
	struct sink part[2], seal;
	struct err err = {0};
	if (access("/dev/full", W_OK)) skip();
	put(w, "a", "old");
	put(w, "seal", "old");
	assert_int_equal(symlink("/dev/full", path_in(w, "b")), 0);
	three(w, part, &seal, "new");
	assert_int_equal(sink_publish(part, 2, &seal, &err), -1);
	three_drop(part, &seal);
	assert_true(str_is(get(w, "a"), "old") && str_is(get(w, "seal"), "old"));
	assert_int_equal(entries(w), 3);
}

static void test_sink__follows_a_link(void **state) {
	struct world *w = *state;
	const char *path = path_in(w, "real"), *link = path_in(w, "link");
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
	assert_true(str_is(get(w, "real"), "x"));
}

static void test_sink__cannot_open(void **state) {
	struct world *w = *state;
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path_in(w, "none/out.jsonl"), &err), -1);
	assert_string_equal(err.code, "sink.open");
	assert_string_equal(err.file, path_in(w, "none/out.jsonl"));
	assert_string_equal(err.msg, strerror(ENOENT));
	err = (struct err){0};
	assert_int_equal(sink_open(&s, w->dir, &err), -1);
	assert_string_equal(err.code, "sink.open");
	assert_int_equal(entries(w), 0);
}

/* The folder goes away before the rename: nothing is published, the error says so. */
static void test_sink__cannot_rename(void **state) {
	struct world *w = *state;
	const char *path = path_in(w, "out");
	struct sink s;
	struct err err = {0};
	assert_int_equal(sink_open(&s, path, &err), 0);
	assert_int_equal(unlink(s.temp), 0);
	assert_int_equal(sink_close(&s, &err), -1);
	assert_string_equal(err.code, "sink.write");
	assert_int_equal(entries(w), 0);
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
	struct world *w = *state;
	const char *path = path_in(w, "pipe");
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

static void write_manifest(struct buf *b, const struct input *input, int n, struct arena *mem) {
	struct rulebook rules = {.version = STR("v1")};
	struct manifest m;
	manifest_head(b, &m, &rules);
	for (int i = 0; i < n; i++) manifest_input(b, &m, &input[i]);
	m.records = 3, m.rejects = 2, m.articles = 4, m.rejected_articles = 1, m.amounts = 7;
	m.output[0] = (struct output){"records.jsonl", 900, 3, STR("aa")};
	m.output[1] = (struct output){"rejects.jsonl", 0, 2, STR("bb")};
	*LIST_PUSH(&m.skipped, mem) = STR("pages.tsv");
	manifest_tail(b, &m);
}

static void test_sink__manifest(void **state) {
	(void)state;
	struct arena arena = {0};
	const struct input input[] = {
		{STR("b.txt"), 100, STR("00ff"), STR("UTF-8"), 4, 80, 20, 0}, {STR("a\xFF.txt"), 50, STR("11ee"), STR_NULL, 0, 0, 0, 50},
	};
	struct buf one = {0}, two = {0};
	write_manifest(&one, input, 2, &arena);
	write_manifest(&two, input, 2, &arena);
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
	json_t *output = json_array_get(json_object_get(v, "outputs"), 0);
	assert_string_equal(json_string_value(json_object_get(output, "file")), "records.jsonl");
	assert_int_equal(json_integer_value(json_object_get(output, "bytes")), 900);
	assert_int_equal(json_integer_value(json_object_get(output, "lines")), 3);
	assert_string_equal(json_string_value(json_object_get(output, "hash")), "aa");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(v, "counts"), "amounts")), 7);
	json_decref(v);
	one.n = 0;
	write_manifest(&one, NULL, 0, &arena);
	v = json_loadb(one.s, one.n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(v);
	json_decref(v);
	buf_free(&one);
	buf_free(&two);
	arena_free(&arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sink__publishes_when_whole, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__keeps_the_old_until_then, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__flush_publishes_nothing, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__takes_over_what_was_left, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__one_writer_at_a_time, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__no_link_as_temporary_file, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__stopped_by_a_signal, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__hash, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__published_together, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__no_seal_on_half, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__full_before_anything_is_touched, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__follows_a_link, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__cannot_open, setup_folder, teardown),
		cmocka_unit_test_setup_teardown(test_sink__cannot_rename, setup_folder, teardown),
		cmocka_unit_test(test_sink__disk_full),
		cmocka_unit_test_setup_teardown(test_sink__reader_has_gone, setup_folder, teardown),
		cmocka_unit_test(test_sink__standard_output),
		cmocka_unit_test(test_sink__reject),
		cmocka_unit_test(test_sink__base64),
		cmocka_unit_test(test_sink__manifest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
