/* Inside room source. */
#ifndef SOURCE_PRIV_H
#define SOURCE_PRIV_H

#include "source/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

enum { DEPTH_MAX = 64 }; /* folders inside folders */

enum entry_kind { ENTRY_PAGE, ENTRY_ARCHIVE, ENTRY_STDIN, ENTRY_ERROR };

/* What the walk found, in order. path is what the system calls it (NUL behind it), not always UTF-8. */
struct entry { enum entry_kind kind; str path; int tsv; int64_t size; const char *code; str why; };

/* A pages.tsv, or its absence: one per folder. */
struct tsv_row { str file, newspaper, date, page; int line; };
struct tsv {
	str dir, file;  /* file: for messages */
	LIST(struct tsv_row) row; /* sorted by file */
	str bytes;
	struct err err;
	bool loaded, told;
};
struct tsvs { struct tsv *v; int n, cap; int *slot, nslot; /* by folder: number in v + 1; 0: free */ };

struct opened {                 /* the archive that is being read */
	struct archive *a;
	const struct entry *entry;
	bool single, filtered;  /* .gz or .zst of one page; compressed as a whole */
	int members;
	struct tsvs tsvs;
	int told;               /* so many of them, when they were broken */
	struct arena mem;       /* tsvs: until the archive is closed */
};

/* A folder that was walked: for the how manyth path given. path 0: no folder. */
struct visit { uint64_t dev, ino, path; };
struct visits { struct visit *slot; int n, nslot; };

struct source {
	struct options options;
	LIST(struct entry) entry;
	struct tsvs tsvs;
	struct strs skipped;
	struct opened open;
	struct visits visits;
	uint64_t paths;         /* given so far */
	int next;               /* entry */
	int64_t total, done;
	bool endless;           /* standard input among them */
	locale_t utf8;          /* libarchive converts member names to the locale's encoding */
	struct arena mem;
};

/* walk.c */
void walk_path(struct source *, const char *path);
bool name_is_archive(str name);
bool name_is_page(str name);

/* read.c: a whole stream of at most SOURCE_MAX bytes; `size` is a guess. */
int read_stream(str *bytes, int fd, int64_t size, str name, struct arena *, struct err *);
int read_file(str *bytes, str path, str name, struct arena *, struct err *);
/* bytes as UTF-8: themselves when they are, else taken for GB18030. */
str utf8_of(str bytes, struct arena *);

/* archive.c: the next member of source.open that is a page (or an error); false: the archive is closed, no more. */
void archive_begin(struct source *, const struct entry *);
bool archive_page(struct source *, struct raw_page *, struct arena *);
void archive_end(struct source *);

/* tsv.c */
void tsv_parse(struct tsv *, struct arena *); /* tsv.bytes -> rows; trouble in tsv.err */
int  tsv_of_dir(struct tsvs *, str dir, struct arena *); /* index; added when new */
int  tsv_known(const struct tsvs *, str dir);            /* index; -1: new */
const struct tsv_row *tsv_find(const struct tsv *, str file);

/* issue.c */
void issue_find(struct issue *, const struct options *, const struct tsv_row *, str path, struct arena *);
bool name_ends(str name, const char *ext); /* in any case */
bool date_exists(str iso);
str  dir_of(str path);  /* "." when there is none */
str  base_of(str path);

#endif
