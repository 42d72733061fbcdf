/* source: files, folders, archives and standard input -> bytes, and what is known of the issue.
 *
 * A folder is walked in byte order of names; *.txt files (any case) and archives (.zip .tar .tar.gz .tgz .gz .zst; in them members
 * *.txt, for .gz and .zst the one member whatever its name) are pages, pages.tsv is metadata, everything else is listed as
 * skipped. A file named on the command line is always a page or an archive; "-" is standard input. A page in an archive is
 * named ARCHIVE!MEMBER. Two phases: source_list walks (cheap, in one thread), source_next reads pages one after the other.
 *
 * Errors are one input's own, the walk goes on: "file.missing" "file.unreadable" "file.large" (over SOURCE_MAX)
 * "folder.nopages" "archive.broken" "archive.unsafe". Empty and blank files are found by who decodes ("file.empty", "file.blank").
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "article/article.h"

#define SOURCE_MAX ((int64_t)256 << 20) /* bytes of one page; what is larger is no newspaper page */

struct options { str newspaper, date, page; }; /* --newspaper --date --page: go before everything else */

struct raw_page {       /* one page as it came; bytes owned by the caller's arena */
	str file, bytes;
	struct issue issue; /* option, manifest or filename; else all null */
	struct err err;     /* set: could not be read; bytes is what there is, maybe nothing */
};

struct source;          /* an open walk */
/* `paths` as on the command line. NULL never: problems come as raw_page.err of their input. */
struct source *source_open(char *const *paths, int n, const struct options *);
/* The next page into *page (strings and bytes in the arena); false: no more. Order: that of the command line, then of names. */
bool source_next(struct source *, struct raw_page *, struct arena *);
/* Total bytes of plain files in the walk, for the progress line (archives by their packed size); 0: unknown. */
int64_t source_total(const struct source *);
/* Names in folders that are no pages. Valid until source_close. */
const struct strs *source_skipped(const struct source *);
void source_close(struct source *);

/* Newspaper issue by metadata: options, pages.tsv beside the page (read once a folder), then file name (2021-06-07, 20210607_A03). */
bool date_in_name(str name, str *date, str *page, struct arena *);

#endif
