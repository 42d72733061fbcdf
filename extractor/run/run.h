/* run: the pipeline of one page, the pool of workers that runs it on many, and what is done with whole rulebooks and
 * whole outputs: proving samples, scoring.
 *
 * A job is one unit on its way: the reader fills its upper half (a page or a line), a worker turns that into lines and
 * counts, the writer takes jobs in the order in which they were read. So output depends neither on the number of
 * threads nor on their luck. At most RING jobs per thread, and IN_FLIGHT bytes, are on their way at once.
 *
 * Ownership: a job's strings live in job.mem until it has been written; a worker's arenas are its own and are empty
 * between two jobs. The rulebook is read by all and written by none.
 */
#ifndef RUN_H
#define RUN_H

#include "sink/sink.h"
#include "source/source.h"

#include <stdatomic.h>

/* ---- one job --------------------------------------------------------------------- */

/* The one list of what is counted: name. */
#define COUNTS(X)                                                                                                  \
	X(pages) X(articles) X(records) X(rejects) X(rejected_articles) X(amounts) X(dates) X(organizations) X(zones) \
	X(quantities) X(facts) X(notes)
struct counts {
#define X(name) int64_t name;
	COUNTS(X)
#undef X
};

struct job {
	/* in */
	struct raw_page page;
	str line;             /* without its line feed */
	int64_t no, from, bytes; /* of the line: 1, 2, …, its first byte in standard input and its length there */
	struct err err;       /* the line could not be read */
	/* out */
	struct buf out;       /* lines of JSON for the next stage */
	struct buf rejects;   /* lines for rejects.jsonl */
	struct buf said;      /* the same for people, one message a line */
	struct strs codes;    /* of the rejects */
	struct counts counts;
	struct input input;   /* for the manifest */
	struct arena mem;
};

/* All that one thread may change. */
struct worker {
	struct arena page, tmp; /* one page's data; one article's */
	struct matcher matcher;
	const struct rulebook *rules;
	const char *encoding;   /* --encoding, or NULL */
};
int  worker_init(struct worker *, const struct rulebook *, const char *encoding, struct err *);
void worker_free(struct worker *);

/* ---- stages: what a worker does with a job (pipeline.c) ------------------------------ */

typedef void stage(struct worker *, struct job *);

/* THE pipeline: page -> records. What cannot be used is a reject: "source" what could not be read, "text" (file.empty,
 * file.blank, text.binary …) what is no text, "record" what fails record_check. */
stage run_page;
/* The same in four, for filters: page -> page line -> document lines -> record line -> record line. */
stage run_normalize, run_split, run_extract, run_validate;
/* page line -> why it was split so, for people (explain.c). */
stage run_explain;
void decisions_print(struct buf *, str file, const struct decisions *);

/* ---- the pool (pool.c) ------------------------------------------------------------------ */

enum { RING = 4 };
#define IN_FLIGHT ((size_t)64 << 20)

struct pool {
	int threads;
	const struct rulebook *rules;
	const char *encoding;
	bool (*read)(void *with, struct job *);                 /* in order, one at a time; false: no more */
	stage *work;
	int (*write)(void *with, struct job *, struct err *);   /* in order, one at a time; -1 stops all */
	int (*idle)(void *with, struct err *);                  /* all that was read has been written; may be NULL */
	void *with;
	atomic_bool stop;                                       /* a reader that waits looks at it */
};
int pool_run(struct pool *, struct err *); /* -1: what write, idle or the start of a worker said */

/* ---- lines of a stream (lines.c) ---------------------------------------------------------- */

#define LINE_MAX_BYTES ((size_t)1 << 30)

struct lines {
	int fd;
	struct buf buf, head;   /* head: of a line that is too long */
	size_t at, seen;        /* the line starts at `at`; no line feed before `seen` */
	int64_t from, bytes, no; /* of the line that was given last: its first byte, its length, its number */
	int64_t next;           /* the first byte of the one that comes */
	size_t max;             /* LINE_MAX_BYTES */
	bool end;
	const atomic_bool *stop;
};
void lines_init(struct lines *, int fd, const atomic_bool *stop);
void lines_free(struct lines *);
/* The next line without its LF or CRLF, a view until the next call. Of one longer than max the first KiB, *long_line set; no
 * more than max of it is ever kept.
 * false: the end, told to stop, or *err is set. */
bool lines_next(struct lines *, str *line, bool *long_line, struct err *);

/* ---- runs (files.c, filter.c, summary.c) ------------------------------------------------------ */

struct run_options {
	char *const *paths;     /* pages, for run_files and a filter that reads pages */
	int npath, threads;     /* threads 0: one per core */
	struct options issue;
	const char *encoding, *rejects, *output; /* output: a folder (run_files) */
};

struct summary {
	struct counts counts;
	int64_t bytes;
	double seconds;
	LIST(struct code_count { str code; int64_t n; }) codes;
	struct arena mem;
};
void summary_add(struct summary *, const struct job *);
void summary_print(const struct summary *, FILE *); /* an aligned table for people */
void summary_free(struct summary *);

/* paths -> output/records.jsonl, rejects.jsonl, manifest.json, published together at the end, the manifest last (sink_publish).
 * -1: could not start or write, *err says why, and what was there before is untouched (or, when a name could not be changed any
 * more, without a manifest). Messages about unusable files and, on a terminal, a progress line go to standard error. */
int run_files(struct summary *, const struct run_options *, const struct rulebook *, struct err *);
/* Standard input's lines (or, with paths, pages) through one stage to standard output, same order, handed on whenever
 * input pauses. Rejects to the file options.rejects, or as messages to standard error. -1 as above. */
int run_filter(struct summary *, stage *, const struct run_options *, const struct rulebook *, struct err *);

/* The progress line: files, MB/s, time left; only on a terminal, at most 10 times a second. */
struct progress { bool on, drawn; int64_t files; double start, last; };
void progress_start(struct progress *);
void progress_step(struct progress *, int64_t done, int64_t total, int64_t bytes);
void progress_clear(struct progress *); /* before another message, and at the end */
double seconds_now(void);

/* ---- mentions by their JSON names (mentions.c) ---------------------------------------------------- */

/* An article of one text, as if it stood alone; date: of issue, may be STR_NULL. */
void article_of_text(struct article *, str utf8, str date, const struct rulebook *, struct arena *);

/* The mentions of a kind, seen through the record's table of fields. */
struct seen { const struct shape *shape; const char *v; int n; };
struct seen seen_of(const struct values *, enum rule_kind); /* n 0 for kinds that make no mentions */
const struct field *shape_field(const struct shape *, str name); /* NULL: none */
void field_text(struct buf *, const struct field *, const char *object); /* without quotes; null when null */

/* ---- proving and scoring ---------------------------------------------------------------------------- */

/* Runs the samples of every rule. A page rule is matched against the folded text; `want` names groups (`text`: the whole match,
 * unless the pattern has a group of that name). A mention rule's text becomes an article of that text, dated 2023-06-15 or
 * as a leading [YYYY-MM-DD] says; one mention by that rule must have all wanted values, named as in the record; null is null.
 * -1: "rule.sample", with the place of the sample, what was wanted and what was seen. */
int run_prove(const struct rulebook *, struct err *);

/* Records against hand-made gold: the figures of each kind and of each rule, as a table; with `misses` every difference.
 * gold: a folder of PAGE.gold.jsonl, or one such file. */
int run_score(struct buf *out, const char *gold, const char *records, bool misses, struct err *);

#endif
