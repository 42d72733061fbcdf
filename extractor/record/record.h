/* record: the one table of fields. It builds, writes, reads, checks and documents the three JSON Lines shapes of
 * zhaibao (page, article document, record) and prints the JSON Schema and the DuckDB column list.
 *
 * A shape is a list of fields; a field says its key, type, place in the C struct, and in one line what it means.
 * Everything else walks these tables: shape_write (struct -> JSON, keys in table order, every key on every line,
 * numbers as plain exact decimals), shape_read (JSON -> struct, refusing unknown, missing, doubled and mistyped keys),
 * record_schema (JSON Schema 2020-12), record_columns (DuckDB). record_check adds what a schema cannot say.
 *
 * Ownership: a struct record's strings live in the arena it was made or read in.
 * Errors: code "record.*"; err.msg starts with the JSON path: "amounts[2].span: …".
 */
#ifndef RECORD_H
#define RECORD_H

#include "fact/fact.h"

#include <jansson.h>

#define RECORD_SCHEMA "zhaibao.article.v1"
#define PAGE_SCHEMA "zhaibao.page.v1"
#define DOCUMENT_SCHEMA "zhaibao.document.v1"

enum field_type {
	F_STR,      /* str; string, or null when field.null */
	F_INT,      /* int; integer >= 0; when field.null: 0 in the struct is null in the JSON */
	F_INDEX,    /* int; an index into a list of the record plus one, 0: none; integer >= 0 or null */
	F_INT64,    /* int64_t; integer >= 0 */
	F_DEC,      /* struct dec; number, or null when not set */
	F_SPAN,     /* span; [from, to], integers, from <= to */
	F_BYTES,    /* struct bytes; [from, to] or null */
	F_STRS,     /* struct strs; [string] */
	F_STRETCHES,/* LIST(struct stretch); [[from, to], …] */
	F_MAP,      /* struct map; [[from, n, w, n, w, …], …], see map_of_text */
	F_OBJECT,   /* a struct inside, described by field.of; null when field.null and its first str member is STR_NULL */
	F_LIST,     /* LIST(struct) of field.of */
};
struct shape;
struct field {
	const char *name;
	char key[24];                 /* ,"name": as it is written */
	enum field_type type;
	uint8_t nkey;                 /* bytes of key */
	bool null;                    /* may be null */
	size_t offset;                /* in the struct */
	const struct shape *of;       /* F_OBJECT, F_LIST */
	const char *values;           /* F_STR: space-separated enumeration; "@roles": the distinct second column of that list, and "other" */
	const char *pattern;          /* F_STR: a regular expression that JSON Schema gets and the reader checks, see pattern_match */
	bool need;                    /* must be there even when the reader is lenient */
	bool shorthand;               /* a second name for a field inside an object: read when lenient, never written or documented */
	const char *doc;
};
struct shape { const char *name, *doc; size_t size; const struct field *field; int nfield; };
extern const struct shape shape_page, shape_document, shape_record;

/* Characters <-> bytes, run-length: each list is a stretch of the file [from, n, w, n, w, …]: n characters of w bytes each;
 * n == 0: w bytes that no character stands for (w < 0: that many bytes back);
 * w == 0: n characters that no byte stands for (line breaks put in). A document has one list per piece of the article. */
struct map { LIST(struct maprun { int64_t from; LIST(int) pair; }) run; };

struct source { str file, encoding; int repaired, article; LIST(struct stretch) bytes; };

struct page_json {                /* what `normalize` writes */
	str schema, file, encoding; int repaired; int64_t bytes;
	struct issue issue; str text; struct map map; struct notes notes;
};
struct document {                 /* what `split` writes and `extract` reads; only text is needed */
	str schema, id; struct source source; struct issue issue; str kind, kicker, title, subtitle;
	struct strs byline, subheads, captions; str text; struct map map; struct notes notes;
};
struct record {
	str schema, id; struct source source; struct issue issue; str kind; struct about zone;
	str kicker, title, subtitle; struct strs byline, subheads, captions; str text;
	LIST(struct amount) amounts; LIST(struct date) dates; LIST(struct org) organizations; LIST(struct zone) zones;
	LIST(struct quantity) quantities; LIST(struct fact) facts; struct notes notes; str rules;
};

/* ---- struct <-> JSON --------------------------------------------------------- */

/* Appends one JSON object and a line feed. */
void shape_write(struct buf *, const struct shape *, const void *object);
/* Fills *object (zeroed, shape->size bytes) from one line of JSON; strings in the arena. `lenient`: missing keys are null
 * or empty (documents given to extract); unknown keys are refused in both ways. */
int  shape_read(void *object, const struct shape *, str line, bool lenient, const struct rulebook *, struct arena *, struct err *);

/* Does the whole of `text` (at most 63 bytes, longer ones never match) fit the pattern? The subset of ECMA that the tables
 * use: ^ at the start, $ at the end, groups, |, [a-z0-9] classes of ASCII, \. escapes, ? + * {n} {m,n}. */
bool pattern_match(const char *pattern, str text);

/* ---- between rooms ------------------------------------------------------------ */

/* A page or document without a map is cleaned like a file (text_decode), so that the promise of struct text holds.
 * An article's parts are derived from its lines: kicker, title and subtitle first, subheads by equality, the rest paragraphs.
 * Errors: "record.map": the map does not cover the text. */

void page_of_text(struct page_json *, const struct text *, str file, const struct issue *, struct arena *);
int  page_to_text(struct text *, struct issue *, const struct page_json *, const struct rulebook *, struct arena *, struct err *);
void document_of_article(struct document *, const struct article *, struct arena *);
int  document_to_article(struct article *, const struct document *, const struct rulebook *, struct arena *, struct err *);
/* 32 hex digits: XXH3-128 of newspaper, issue date and text, each followed by a 0x1F byte; null counts as empty. */
str  record_id(str newspaper, str date, str text, struct arena *);
/* The record of an article; an article->id that is not its record_id is kept in a note "document.id". `values` and `facts`
 * stay owned by their arena, which must outlive the record. */
void record_make(struct record *, const struct article *, const struct values *, const struct facts *, const struct notes *scan_notes,
	const struct rulebook *, struct arena *);

/* ---- checking ------------------------------------------------------------------- */

/* What a schema cannot say: id recomputes; text equals its slice; spans inside the text, in order; bytes inside the stretches;
 * min <= value <= max and in keeping with bound; dates exist, start <= end, value (EDTF) agrees with start and end; an alias's
 * full name stands in the text; facts point to an amount, repeat it, and their evidence holds it; stretches do not overlap.
 * 0, or -1 with the first trouble. */
int  record_check(const struct record *, struct err *);

/* First and last day of an EDTF value. open: no such end. A duration has neither. */
struct edtf { bool duration, start_open, end_open; struct day start, end; };
/* false: no EDTF value, or one with a day that does not exist or that ends before it starts. Winter (-24) is December to February. */
bool edtf_read(str value, struct edtf *);

/* ---- documentation ---------------------------------------------------------------- */

void record_schema(struct buf *, const struct rulebook *);   /* JSON Schema 2020-12, pretty-printed */
void record_columns(struct buf *, const struct rulebook *);  /* DuckDB: columns = {…} for read_json */

#endif
