/* sink: where lines go. Files are written under a temporary name in the same folder, flushed to disk and renamed when whole;
 * what was there before stays until then, and after a failure.
 *
 * Something that is no plain file (a pipe, /dev/null) is written to as it is; a link is followed.
 *
 * Errors: "sink.open", "sink.write" (disk full), "sink.pipe" (the reader has gone; SIGPIPE must be ignored), with the file's
 * name and the system's reason.
 */
#ifndef SINK_H
#define SINK_H

#include "record/record.h"

#ifndef ZHAIBAO_VERSION
#define ZHAIBAO_VERSION "1.0.0"
#endif

struct sink {
	str path;       /* the name that was given; "-" is standard output */
	FILE *out;
	char *final;    /* path with links followed; owned */
	char *temp;     /* path of the temporary file, owned; NULL: written in place */
	int64_t lines, bytes;
};
int  sink_open(struct sink *, const char *path, struct err *);
int  sink_put(struct sink *, const char *s, size_t n, struct err *); /* counts the line feeds */
int  sink_flush(struct sink *, struct err *);  /* all of it handed to the system (a temporary file: to disk), nothing published */
int  sink_close(struct sink *, struct err *);  /* flush, fsync, rename; on failure the temporary file is removed */
void sink_drop(struct sink *);                 /* leave without publishing */

/* One line of rejects.jsonl: what came in and could not be used, and why. `raw`: the bytes in question (at most 1 KiB is kept). */
struct reject { str file, stage, code, detail; int64_t from, to; str raw; };
void reject_write(struct buf *, const struct reject *, const struct rulebook *);

/* manifest.json. inputs in the order in which they were given. */
struct input { str file; int64_t bytes; str hash; str encoding; int articles; int64_t in_articles, furniture, rejected; };
struct manifest {
	LIST(struct input) input;
	int64_t records, rejects, articles, rejected_articles;
	int64_t amounts, dates, organizations, zones, quantities, facts, notes;
	struct strs skipped;   /* files in folders that are no pages, by their names */
};
/* Asserts bytes read = in articles + furniture + rejected and articles = records + rejected articles; writes the whole file. */
void manifest_write(struct buf *, const struct manifest *, const struct rulebook *);

#endif
