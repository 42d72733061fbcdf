/* bench_article.c FILE…: the article room alone. One line: blocks, bytes, the CPU seconds that article_split takes on each page once
 * (the best of three), and those of the whole pipeline. The rules are loaded and the word lists read before. */
#include "run/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 3 };

static void fail(struct err *err) {
	err_print(err);
	exit(3);
}

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static str file_read(const char *path, struct arena *mem) {
	struct buf b = {0};
	char part[1 << 16];
	FILE *in = fopen(path, "rb");
	if (!in) exit(3);
	for (size_t n; (n = fread(part, 1, sizeof part, in));) buf_str(&b, (str){part, n});
	fclose(in);
	str s = arena_str(mem, (str){b.s, b.n});
	buf_free(&b);
	return s;
}

static double room(struct worker *w, str bytes) {
	struct text t;
	struct articles found = {0};
	struct issue issue = {0};
	struct err err = {0};
	if (text_decode(&t, bytes, STR("page.txt"), NULL, w->rules, &w->page, &err)) fail(&err);
	double from = now();
	article_split(&found, &t, STR("page.txt"), &issue, w->rules, &w->matcher, &w->page, &w->tmp);
	double took = now() - from;
	arena_reset(&w->page);
	arena_reset(&w->tmp);
	return took;
}

static double pipeline(struct worker *w, str bytes) {
	struct job job = {.page = {.file = STR("page.txt"), .bytes = bytes}};
	double from = now();
	run_page(w, &job);
	double took = now() - from;
	buf_free(&job.out), buf_free(&job.rejects), buf_free(&job.said);
	arena_free(&job.mem);
	return took;
}

static long blocks(str s) {
	long n = 0;
	bool blank = true;
	while (s.n) {
		str line = str_trim(str_cut(&s, '\n'));
		n += line.n && blank;
		blank = !line.n;
	}
	return n;
}

static double best(double (*take)(struct worker *, str), struct worker *w, str bytes) {
	double least = take(w, bytes);
	for (int k = 1; k < TIMES; k++) {
		double again = take(w, bytes);
		if (again < least) least = again;
	}
	return least;
}

int main(int argc, char **argv) {
	struct rulebook rules;
	struct worker w;
	struct arena mem = {0};
	struct err err = {0};
	double split = 0, all = 0;
	long nblock = 0, nbyte = 0;
	if (rule_load(&rules, NULL, &err) || worker_init(&w, &rules, NULL, &err)) fail(&err);
	for (int i = 1; i < argc; i++) room(&w, file_read(argv[i], &mem)); /* what is read when it is asked for first */
	for (int i = 1; i < argc; i++) {
		str bytes = file_read(argv[i], &mem);
		nblock += blocks(bytes), nbyte += (long)bytes.n;
		split += best(room, &w, bytes), all += best(pipeline, &w, bytes);
	}
	printf("%ld %ld %.4f %.4f\n", nblock, nbyte, split, all);
	worker_free(&w);
	rule_free(&rules);
	arena_free(&mem);
	return 0;
}
