/* source: files, folders, archives and standard input -> bytes, and what is known of the issue.
 *
 * A folder is walked in byte order of names; *.txt files (any case) and archives (.zip .tar .tar.gz .tgz .gz .zst; in them members
 * *.txt, for .gz and .zst the one member whatever its name) are pages, pages.tsv is metadata, everything else is listed as
 * skipped. A file named on the command line is always a page or an archive; "-" is standard input. A page in an archive is
 * named ARCHIVE!MEMBER (the one member of a .gz or .zst: ARCHIVE without that extension). Names that start with a dot are skipped;
 * a pages.tsv in an archive serves the members beside it. Names that are no UTF-8 are taken for GB18030. Links are followed; a folder is walked
 * once for each path given, however many links lead to it (the others are skipped). source_open walks, source_next reads pages one
 * after the other.
 *
 * Errors are one input's own, the walk goes on: "file.missing" "file.unreadable" "file.large" (over SOURCE_MAX)
 * "folder.nopages" "archive.broken" "archive.unsafe", and "manifest.broken" for a pages.tsv (its good rows still count). Empty and blank files are found by who decodes ("file.empty", "file.blank").
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "base/base.h"

#define SOURCE_MAX ((int64_t)64 << 20) /* bytes of one page; what is larger is no newspaper page */

/* What is known of the issue that a page belongs to; STR_NULL: unknown. date is YYYY-MM-DD. */
struct issue { str newspaper, date, page, origin; };

struct options { str newspaper, date, page; }; /* --newspaper --date --page: go before everything else */

struct raw_page {       /* one page as it came; bytes owned by the caller's arena */
	str file, bytes;
	struct issue issue; /* option, manifest or filename; else all null */
	struct err err;     /* set: could not be read; bytes is what there is, maybe nothing */
	int64_t done;       /* how much of source_total is behind us after this page */
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

/* Issue by metadata: options, pages.tsv beside the page (read once a folder), then file name; each of newspaper, date and page is
 * the first's that has it, origin is that of the date (without date: of the newspaper or page).
 *
 * The date in a path: in the base name (2021-06-07, 2021_06_07, 20210607_A03), else in the nearest folder's (2021-06-07/03.txt). It exists and
 * its year is 1900 to 2099. *page: what stands behind it (or is the base name, when the folder has the date) and looks
 * like a page (A03, 5, 12b), else STR_NULL. false: no date. */
bool date_in_name(str name, str *date, str *page, struct arena *);

#endif
