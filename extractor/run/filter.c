/* filter.c: one stage between standard input (or pages) and standard output. */
#include "run/run.h"

#include <unistd.h>

struct filtering {
	struct source *source; /* or */
	struct lines lines;
	struct sink out, rejects;
	bool to_file;          /* rejects */
	struct summary *sum;
	struct err input;      /* standard input broke off */
};

static bool line_in(void *with, struct job *job) {
	struct filtering *f = with;
	bool long_line;
	if (!lines_next(&f->lines, &job->line, &long_line, &f->input)) return false;
	job->no = f->lines.no, job->from = f->lines.from, job->bytes = f->lines.bytes;
	job->line = arena_str(&job->mem, job->line);
	if (long_line) err_set(&job->err, "line.large", "a line has at most %zu bytes", f->lines.max);
	return true;
}

static bool page_in(void *with, struct job *job) {
	struct filtering *f = with;
	return source_next(f->source, &job->page, &job->mem);
}

static int lines_out(void *with, struct job *job, struct err *err) {
	struct filtering *f = with;
	summary_add(f->sum, job);
	if (sink_put(&f->out, job->out.s, job->out.n, err)) return -1;
	if (f->to_file) return sink_put(&f->rejects, job->rejects.s, job->rejects.n, err);
	if (job->said.n) fwrite(job->said.s, 1, job->said.n, stderr);
	return 0;
}

static int pause_in(void *with, struct err *err) {
	struct filtering *f = with;
	return sink_flush(&f->out, err);
}

static int filter_run(struct filtering *f, stage *work, const struct run_options *o, const struct rulebook *rules, struct err *err) {
	struct pool pool = {
		.threads = o->threads, .rules = rules, .encoding = o->encoding, .read = o->npath ? page_in : line_in, .work = work,
		.write = lines_out, .idle = pause_in, .with = f,
	};
	lines_init(&f->lines, STDIN_FILENO, &pool.stop);
	int bad = pool_run(&pool, err);
	lines_free(&f->lines);
	if (!bad && err_is(&f->input)) {
		*err = f->input;
		bad = -1;
	}
	return bad;
}

int run_filter(struct summary *sum, stage *work, const struct run_options *o, const struct rulebook *rules, struct err *err) {
	struct filtering f = {.sum = sum, .to_file = o->rejects != NULL};
	double start = seconds_now();
	*sum = (struct summary){0};
	if (f.to_file && sink_open(&f.rejects, o->rejects, err)) return -1;
	if (o->npath) f.source = source_open(o->paths, o->npath, &o->issue);
	int bad = sink_open(&f.out, "-", err) || filter_run(&f, work, o, rules, err) || sink_close(&f.out, err);
	if (!bad && f.to_file) bad = sink_close(&f.rejects, err);
	sink_drop(&f.out);
	sink_drop(&f.rejects);
	if (f.source) source_close(f.source);
	sum->seconds = seconds_now() - start;
	return bad ? -1 : 0;
}
