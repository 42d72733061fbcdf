/* sink: where lines go. A file NAME is written as NAME.tmp beside it, flushed to disk (fsync) and renamed when whole; what was there
 * before stays until then, and after a failure.
 *
 * NAME.tmp is locked while it is written: of two writers the later one is told "sink.busy" (on a file system without locks both
 * write). It is removed on failure, on sink_drop, when the program exits, and when a signal ends it (sink_signals); what a power
 * failure or SIGKILL leaves is taken over by the next writer of NAME.
 *
 * Something that is no plain file (a pipe, /dev/null) is written to as it is; a link is followed.
 *
 * Files that belong together are published by sink_publish: where the last of them is, all are, and of one run.
 *
 * Errors: "sink.open", "sink.busy", "sink.write" (disk full), "sink.pipe" (the reader has gone; SIGPIPE must be ignored), with the
 * file's name and the system's reason. Sinks are opened and closed by one thread.
 */
#ifndef SINK_H
#define SINK_H

#include "record/record.h"

struct XXH3_state_s;

struct sink {
	str path;       /* the name that was given; "-" is standard output */
	FILE *out;
	char *final;    /* path with links followed; owned */
	char *temp;     /* path of the temporary file; NULL: written in place */
	struct XXH3_state_s *hash; /* of what was put; NULL: standard output */
	int64_t lines, bytes;
};
int  sink_open(struct sink *, const char *path, struct err *);
int  sink_put(struct sink *, const char *s, size_t n, struct err *); /* counts the line feeds */
str  sink_hash(const struct sink *, struct arena *); /* XXH3-128 of all that was put, in hexadecimal digits */
int  sink_flush(struct sink *, struct err *);  /* all of it handed to the system (a temporary file: to disk), nothing published */
int  sink_close(struct sink *, struct err *);  /* flush, fsync, rename; on failure the temporary file is removed */
void sink_drop(struct sink *);                 /* leave without publishing */

/* Closes n parts and their seal. All are on disk before anything is touched; then the old seal is removed, the parts get their
 * names, and the seal gets its own last. So whoever stops this, and wherever: parts beside a seal are those that it speaks of.
 * Signals wait meanwhile; no other thread may be there to take them. */
int  sink_publish(struct sink *part, int n, struct sink *seal, struct err *);

/* From now on SIGHUP, SIGINT, SIGTERM, SIGXCPU (unless ignored) and exit remove the temporary files; the signal then ends the program. */
void sink_signals(void);
void sink_sweep(void);                         /* the temporary files that are open, now; for handlers of signals */

/* One line of rejects.jsonl: what came in and could not be used, and why. `raw`: the bytes in question (at most 1 KiB is kept). */
struct reject { str file, stage, code, detail; int64_t from, to; str raw; };
void reject_write(struct buf *, const struct reject *, const struct rulebook *);

/* manifest.json. inputs in the order in which they were given; outputs: what stands beside it, so that a reader can tell that
 * it is what was written (hash as of `xxhsum -H128`). */
struct input { str file; int64_t bytes; str hash; str encoding; int articles; int64_t in_articles, furniture, rejected; };
struct output { const char *file; int64_t bytes, lines; str hash; };
enum { OUTPUTS = 2 };
struct account { int64_t read, articles, furniture, rejected; }; /* bytes */
struct manifest {
	int64_t inputs;        /* so far, and what they come to */
	struct account sum;
	struct output output[OUTPUTS];
	int64_t records, rejects, articles, rejected_articles;
	int64_t amounts, dates, organizations, zones, quantities, facts, notes;
	struct strs skipped;   /* files in folders that are no pages, by their names */
};
/* A manifest in pieces, in this order, so that it takes no memory for the inputs: its head; each input (which must add up: asserts bytes
 * = in articles + furniture + rejected); the rest (asserts articles = records + rejected articles). */
void manifest_head(struct buf *, struct manifest *, const struct rulebook *);
void manifest_input(struct buf *, struct manifest *, const struct input *);
void manifest_tail(struct buf *, const struct manifest *);

#endif
