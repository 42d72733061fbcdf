/* test_run.c: lines, the pool, proving, scoring, and what a run leaves behind. */
#include "unit.h"

/* ---- lines -------------------------------------------------------------------------------- */

static void lines_of(struct lines *l, const char *bytes, size_t n) {
	int fd[2];
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], bytes, n), n);
	close(fd[1]);
	lines_init(l, fd[0], NULL);
}

static void expect_line(struct lines *l, const char *want, bool long_line) {
	str line;
	bool is_long;
	struct err err = {0};
	assert_true(lines_next(l, &line, &is_long, &err));
	assert_true(str_is(line, want));
	assert_int_equal(is_long, long_line);
}

static void expect_end(struct lines *l) {
	str line;
	bool is_long;
	struct err err = {0};
	assert_false(lines_next(l, &line, &is_long, &err));
	assert_false(err_is(&err));
	close(l->fd);
	lines_free(l);
}

static void test_run__lines(void **state) {
	(void)state;
	struct lines l;
	lines_of(&l, "a\r\n\nbc\nlast", 11);
	expect_line(&l, "a", false);
	assert_int_equal(l.next, 3);
	expect_line(&l, "", false);
	assert_int_equal(l.from, 3);
	expect_line(&l, "bc", false);
	expect_line(&l, "last", false);
	assert_int_equal(l.no, 4);
	expect_end(&l);
	lines_of(&l, "", 0);
	expect_end(&l);
	lines_of(&l, "\n", 1);
	expect_line(&l, "", false);
	expect_end(&l);
}

/* Of a line that is too long its head, its place and its length; what comes behind is as ever. */
static void test_run__line_too_long(void **state) {
	(void)state;
	struct lines l;
	lines_of(&l, "abc\nabcdefgh\nabcd\nabcdefgh", 26);
	l.max = 4;
	expect_line(&l, "abc", false);
	expect_line(&l, "abcdefgh", true);
	assert_int_equal(l.from, 4);
	assert_int_equal(l.bytes, 8);
	expect_line(&l, "abcd", false);
	assert_int_equal(l.from, 13);
	expect_line(&l, "abcdefgh", true);
	assert_int_equal(l.from, 18);
	assert_int_equal(l.bytes, 8);
	expect_end(&l);
}

/* Longer than what is read at a time, so that it comes in many pieces, of which no more than max is kept. */
static void test_run__line_far_too_long(void **state) {
	struct world *w = *state;
	enum { LONG = 3000000, MAX = 100000 };
	char *bytes = arena_room(&w->mem, LONG + 4);
	memset(bytes, 'x', LONG);
	memcpy(bytes + LONG, "\nok\n", 4);
	put_bytes(w, "lines", bytes, LONG + 4);
	FILE *in = fopen(path_in(w, "lines"), "r");
	struct lines l;
	str line;
	bool is_long;
	struct err err = {0};
	lines_init(&l, fileno(in), NULL);
	l.max = MAX;
	assert_true(lines_next(&l, &line, &is_long, &err));
	assert_true(is_long && line.n == 1024 && line.s[1023] == 'x');
	assert_int_equal(l.bytes, LONG);
	assert_true(l.buf.cap < 4 * MAX);
	expect_line(&l, "ok", false);
	assert_int_equal(l.from, LONG + 1);
	assert_false(lines_next(&l, &line, &is_long, &err));
	fclose(in);
	lines_free(&l);
}

/* ---- the pool ----------------------------------------------------------------------------- */

enum { JOBS = 500 };
struct numbers { int read, written, idle, stop_at; bool ordered; };

static bool number_in(void *with, struct job *j) {
	struct numbers *n = with;
	j->no = n->read;
	j->line = arena_print(&j->mem, "%d", n->read);
	return n->read++ < JOBS;
}

static void number_work(struct worker *w, struct job *j) {
	(void)w;
	if (j->no % 7 == 0) usleep(200); /* late ones must not be overtaken */
	buf_str(&j->out, j->line);
}

static int number_out(void *with, struct job *j, struct err *err) {
	struct numbers *n = with;
	if (n->stop_at && n->written == n->stop_at) return err_set(err, "test.stop", "told to stop");
	int64_t got = -1;
	n->ordered = n->ordered && str_int((str){j->out.s, j->out.n}, &got) && got == n->written;
	n->written++;
	return 0;
}

static int number_idle(void *with, struct err *err) {
	(void)err;
	((struct numbers *)with)->idle++;
	return 0;
}

static void test_run__pool_keeps_order(void **state) {
	struct world *w = *state;
	for (int threads = 1; threads <= 8; threads *= 2) {
		struct numbers n = {.ordered = true};
		struct err err = {0};
		struct pool p = {.threads = threads, .rules = &w->rules, .read = number_in, .work = number_work, .write = number_out, .idle = number_idle, .with = &n};
		assert_int_equal(pool_run(&p, &err), 0);
		assert_int_equal(n.written, JOBS);
		assert_true(n.ordered);
		assert_true(n.idle > 0);
	}
}

static void test_run__pool_stops_on_error(void **state) {
	struct world *w = *state;
	for (int threads = 1; threads <= 4; threads *= 2) {
		struct numbers n = {.ordered = true, .stop_at = 100};
		struct err err = {0};
		struct pool p = {.threads = threads, .rules = &w->rules, .read = number_in, .work = number_work, .write = number_out, .with = &n};
		assert_int_equal(pool_run(&p, &err), -1);
		assert_string_equal(err.code, "test.stop");
		assert_int_equal(n.written, 100);
		assert_true(n.read < JOBS);
	}
}

/* ---- runs --------------------------------------------------------------------------------- */

static int run_in(struct world *w, struct summary *sum, int threads, const char *out, struct err *err) {
	char *paths[] = {path_in(w, "in")};
	struct run_options o = {.paths = paths, .npath = 1, .threads = threads, .output = path_in(w, out)};
	fflush(stderr);
	int keep = dup(STDERR_FILENO);
	assert_non_null(freopen("/dev/null", "w", stderr)); /* messages about the bad ones */
	int bad = run_files(sum, &o, &w->rules, err);
	fflush(stderr);
	dup2(keep, STDERR_FILENO);
	close(keep);
	return bad;
}

static void pages(struct world *w) {
	char name[64], text[256];
	assert_int_equal(mkdir(path_in(w, "in"), 0777), 0);
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof name, "in/20210607_%02d.txt", i);
		snprintf(text, sizeof text, "page %d\n\nA line of text, number %d.\n", i, i);
		put(w, name, text);
	}
	put(w, "in/blank.txt", " \n\n");
	put(w, "in/empty.txt", "");
}

static void test_run__same_for_any_number_of_threads(void **state) {
	struct world *w = *state;
	struct summary sum;
	struct err err = {0};
	pages(w);
	for (int threads = 1; threads <= 4; threads *= 4) {
		assert_int_equal(run_in(w, &sum, threads, threads == 1 ? "o1" : "o/deep/o4", &err), 0);
		assert_int_equal(sum.counts.pages, 42);
		assert_int_equal(sum.counts.rejects, 2);
		assert_int_equal(sum.codes.n, 2);
		summary_free(&sum);
	}
	static const char *const names[] = {"records.jsonl", "rejects.jsonl", "manifest.json"};
	for (size_t i = 0; i < COUNT(names); i++) {
		str a = get(w, arena_print(&w->mem, "o1/%s", names[i]).s), b = get(w, arena_print(&w->mem, "o/deep/o4/%s", names[i]).s);
		assert_true(a.n > 0);
		assert_true(str_eq(a, b));
	}
}

static void test_run__full_disk_leaves_what_was_there(void **state) {
	struct world *w = *state;
	struct summary sum;
	struct err err = {0};
	if (access("/dev/full", W_OK)) skip();
	pages(w);
	assert_int_equal(mkdir(path_in(w, "out"), 0777), 0);
	put(w, "out/manifest.json", "old");
	put(w, "out/rejects.jsonl", "old");
	assert_int_equal(symlink("/dev/full", path_in(w, "out/records.jsonl")), 0);
	assert_int_equal(run_in(w, &sum, 2, "out", &err), -1);
	assert_string_equal(err.code, "sink.write");
	assert_true(str_is(get(w, "out/manifest.json"), "old"));
	assert_true(str_is(get(w, "out/rejects.jsonl"), "old"));
	summary_free(&sum);
}

/* ---- proving ------------------------------------------------------------------------------ */

#define PACK                                                                                                           \
	"rules:\n"                                                                                                     \
	"  - id: byline.test-only\n"                                                                                     \
	"    kind: page\n"                                                                                             \
	"    doc: for a test\n"                                                                                        \
	"    pattern: '^by (?<name>[A-Z]+)$'\n"                                                                        \
	"    samples:\n"                                                                                               \
	"      - {text: by %s, want: {name: %s, text: by ANN}}\n"                                                      \
	"      - {text: %s, none: true}\n"

static void prove(struct world *w, const char *text, const char *want, const char *none, const char *message) {
	char pack[1024];
	struct rulebook rules;
	struct err err = {0};
	mkdir(path_in(w, "pack"), 0777);
	snprintf(pack, sizeof pack, PACK, text, want, none);
	put(w, "pack/x.yaml", pack);
	assert_int_equal(rule_load(&rules, path_in(w, "pack"), &err), 0);
	int bad = run_prove(&rules, &err);
	assert_int_equal(bad, message ? -1 : 0);
	if (message) {
		assert_string_equal(err.code, "rule.sample");
		assert_non_null(strstr(err.msg, message));
		assert_true(err.line == 7 || err.line == 8);
		assert_true(str_ends(str_of(err.file), STR("x.yaml")));
	}
	rule_free(&rules);
}

static void test_run__prove_page_rules(void **state) {
	struct world *w = *state;
	prove(w, "ANN", "ANN", "by ann", NULL);
	prove(w, "ANN", "BOB", "by ann", "name = BOB");
	prove(w, "ann", "ann", "by ann", "wanted a match");
	prove(w, "ANN", "ANN", "by ANN", "wanted no match");
}

static void test_run__builtin_rules_keep_their_samples(void **state) {
	struct world *w = *state;
	struct err err = {0};
	if (run_prove(&w->rules, &err)) err_print(&err);
	assert_false(err_is(&err));
}

/* ---- scoring ------------------------------------------------------------------------------ */

static void test_run__score(void **state) {
	struct world *w = *state;
	struct buf b = {0};
	struct err err = {0};
	put(w, "p.gold.jsonl",
		"{\"article\": 1, \"kind\": \"news\", \"zone\": null, \"title\": \"T\", \"byline\": [], \"first\": \"T one\", \"last\": \"two.\", \"subheads\": [],"
		" \"joins\": [[\"one \", \"and\"], [\"x\", \"y\"]], \"zones\": [{\"text\": \"Z\", \"name\": \"Zone\"}, {\"text\": \"Y\", \"name\": \"Y\"}]}\n");
	put(w, "records.jsonl",
		"{\"source\": {\"file\": \"a/p.txt\"}, \"kind\": \"news\", \"zone\": null, \"title\": \"T\", \"byline\": [], \"subheads\": [], \"text\": \"T one\\nand two.\","
		" \"zones\": [{\"text\": \"Z\", \"name\": \"Zone\", \"rule\": \"zone.a\"}, {\"text\": \"X\", \"name\": \"X\", \"rule\": \"zone.b\"}]}\n");
	assert_int_equal(run_score(&b, path_in(w, "p.gold.jsonl"), path_in(w, "records.jsonl"), true, &err), 0);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "right 1/1"));
	assert_non_null(strstr(b.s, "joins              1/2\n"));
	assert_non_null(strstr(b.s, "zones              gold 2  P 0.5  R 0.5  F1 0.5  placed 1.0  name 1.0\n"));
	assert_non_null(strstr(b.s, "p zones missed: Y\n"));
	assert_non_null(strstr(b.s, "p zones extra: X\n"));
	buf_free(&b);
	assert_int_equal(run_score(&b, path_in(w, "nosuch"), path_in(w, "records.jsonl"), true, &err), -1);
	assert_string_equal(err.code, "file.missing");
	buf_free(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup_both, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(test_run__lines), T(test_run__line_too_long), T(test_run__line_far_too_long), T(test_run__pool_keeps_order), T(test_run__pool_stops_on_error),
		T(test_run__same_for_any_number_of_threads), T(test_run__full_disk_leaves_what_was_there), T(test_run__prove_page_rules),
		T(test_run__builtin_rules_keep_their_samples), T(test_run__score),
	};
	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
