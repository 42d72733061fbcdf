/* fields.c: the one table. A key is added here, in its struct, and nowhere else. */
#include "record/priv.h"

#include <stddef.h>

/* Keys are plain ASCII words of our own: nothing to escape. */
#define KEY(label) ",\"" label "\":"
#define ROW(S, label, member, kind, ...)                                                                 \
	{.name = label, .key = KEY(label), .nkey = sizeof KEY(label) - 1, .type = kind, .offset = offsetof(struct S, member), \
		__VA_ARGS__}
#define SHAPE(S, label, rows, text) {.name = label, .doc = text, .size = sizeof(struct S), .field = rows, .nfield = (int)COUNT(rows)}

#define BOUNDS "exact approx nearly over at_least under at_most range order"
#define DATE_TYPES "day month year interval quarter season plan duration vague"
#define ORG_TYPES \
	"company bank government party university research hospital association exchange fund platform media school court other"
#define PATTERN_ID "^[0-9a-f]{32}$"
#define PATTERN_CURRENCY "^[A-Z]{3}$"

/* EDTF / ISO 8601-2 as far as the readers go: a year, month, day, season (21-24), quarter (33-36) or half year (40, 41);
 * an interval of two of them, either end open or about (~: counted from the issue date); a duration or an interval of durations. */
#define POINT "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-(2[1-4]|3[3-6]|4[01]))?"
#define NUM "[0-9]+(\\.[0-9]+)?"
#define SPELL "P((" NUM "[YMWD])+(T(" NUM "[HMS])+)?|T(" NUM "[HMS])+)"
#define PATTERN_EDTF "^(" POINT "(/(\\.\\.|" POINT "))?|" POINT "~/" POINT "~|\\.\\./" POINT "|" SPELL "(/" SPELL ")?)$"

#define MENTION(S)                                                                                          \
	ROW(S, "text", text, F_STR, .doc = "the mention as it stands in the text"),                         \
	ROW(S, "span", at, F_SPAN, .doc = "from, to: code points of the record's text"),                    \
	ROW(S, "bytes", bytes, F_BYTES, .null = true,                                                       \
		.doc = "from, to: bytes of the file; null across a join or when the input was not a file"), \
	ROW(S, "rule", rule, F_STR, .doc = "id of the rule that found it")
#define SUM(S)                                                                                                 \
	ROW(S, "value", value, F_DEC, .null = true, .doc = "the number; null for a range"),                    \
	ROW(S, "min", min, F_DEC, .null = true, .doc = "lower end of what the expression states; null: open"), \
	ROW(S, "max", max, F_DEC, .null = true, .doc = "upper end of what the expression states; null: open")
#define BOUND(S) ROW(S, "bound", bound, F_STR, .values = BOUNDS, .doc = "how the number binds the true value")
#define PERIOD(S, what)                                                                                              \
	ROW(S, "start", start, F_STR, .null = true, .pattern = PATTERN_DATE, .doc = "first day of " what "; null: open"), \
	ROW(S, "end", end, F_STR, .null = true, .pattern = PATTERN_DATE, .doc = "last day of " what "; null: open")

static const struct field note_rows[] = {
	ROW(note, "code", code, F_STR, .doc = "a short stable word"),
	ROW(note, "detail", detail, F_STR, .null = true, .doc = "what exactly was met"),
};
static const struct shape shape_note = SHAPE(note, "note", note_rows, "something odd that was met and survived");

static const struct field source_rows[] = {
	ROW(source, "file", file, F_STR, .null = true, .doc = "file name as given; null when the input was not a file"),
	ROW(source, "encoding", encoding, F_STR, .null = true, .doc = "encoding as decoded"),
	ROW(source, "repaired", repaired, F_INT, .doc = "bad byte sequences replaced by U+FFFD"),
	ROW(source, "article", article, F_INT, .null = true, .doc = "1, 2, ... on the page"),
	ROW(source, "bytes", bytes, F_STRETCHES, .doc = "stretches of the file, in reading order, that make up the article"),
};
static const struct shape shape_source = SHAPE(source, "source", source_rows, "where the article comes from");

static const struct field issue_rows[] = {
	ROW(issue, "newspaper", newspaper, F_STR, .null = true, .doc = "name of the paper"),
	ROW(issue, "date", date, F_STR, .null = true, .pattern = PATTERN_DATE, .doc = "date of issue"),
	ROW(issue, "page", page, F_STR, .null = true, .doc = "page as the paper numbers it"),
	ROW(issue, "origin", origin, F_STR, .null = true, .values = "option manifest filename masthead",
		.doc = "where newspaper and date were found"),
};
static const struct shape shape_issue = SHAPE(issue, "issue", issue_rows, "the issue of the paper");

static const struct field about_rows[] = {
	ROW(about, "name", name, F_STR, .doc = "official full name"),
	ROW(about, "short", short_name, F_STR, .null = true, .doc = "as the paper says it"),
	ROW(about, "level", level, F_STR, .values = "national provincial other", .doc = "who approved the zone"),
	ROW(about, "category", category, F_STR, .values = "high-tech economic bonded free-trade agricultural other", .doc = "what sort of zone"),
	ROW(about, "province", province, F_STR, .null = true, .doc = "province, region or municipality"),
};
static const struct shape shape_about = SHAPE(about, "about", about_rows, "the zone that the article is about");

static const struct field amount_rows[] = {
	MENTION(amount),
	SUM(amount),
	ROW(amount, "currency", currency, F_STR, .pattern = PATTERN_CURRENCY, .doc = "ISO 4217 code; value, min and max are in its units"),
	BOUND(amount),
	ROW(amount, "modifier", modifier, F_STR, .null = true, .doc = "the words that set the bound"),
	ROW(amount, "per", per, F_STR, .null = true, .doc = "the unit when the sum is per unit"),
	ROW(amount, "role", role, F_STR, .values = "@roles", .doc = "what the money is"),
	ROW(amount, "cue", cue, F_STR, .null = true, .doc = "the words that say so"),
};
static const struct shape shape_amount = SHAPE(amount, "amount", amount_rows, "a sum of money");

static const struct field date_rows[] = {
	MENTION(date),
	ROW(date, "type", type, F_STR, .values = DATE_TYPES, .doc = "what sort of expression"),
	ROW(date, "value", value, F_STR, .null = true, .pattern = PATTERN_EDTF, .doc = "EDTF (ISO 8601-2); null for a vague or unresolved one"),
	PERIOD(date, "the expression"),
};
static const struct shape shape_date = SHAPE(date, "date", date_rows, "a calendar expression");

static const struct field org_rows[] = {
	MENTION(org),
	ROW(org, "type", type, F_STR, .values = ORG_TYPES, .doc = "what sort of organization"),
	ROW(org, "alias_of", alias_of, F_STR, .null = true, .doc = "the full name that the text gives for a short one"),
};
static const struct shape shape_org = SHAPE(org, "organization", org_rows, "a named organization");

static const struct field zone_rows[] = {
	MENTION(zone),
	ROW(zone, "name", name, F_STR, .doc = "official full name"),
};
static const struct shape shape_zone = SHAPE(zone, "zone", zone_rows, "a development zone");

static const struct field quantity_rows[] = {
	MENTION(quantity),
	SUM(quantity),
	BOUND(quantity),
	ROW(quantity, "modifier", modifier, F_STR, .null = true, .doc = "the words that set the bound"),
	ROW(quantity, "unit", unit, F_STR, .null = true, .doc = "measure word or unit"),
	ROW(quantity, "counted", counted, F_STR, .null = true, .doc = "the noun that is counted"),
};
static const struct shape shape_quantity = SHAPE(quantity, "quantity", quantity_rows, "a number with a measure word that is not money");

static const struct field fact_rows[] = {
	ROW(fact, "zone", zone, F_STR, .null = true, .doc = "official name of the zone"),
	ROW(fact, "subject", subject, F_STR, .null = true, .doc = "project or organization that the money is about"),
	ROW(fact, "indicator", indicator, F_STR, .values = "@roles @quantity-classes", .doc = "the role of the amount, or the class of what is counted"),
	SUM(fact),
	BOUND(fact),
	ROW(fact, "unit", unit, F_STR, .doc = "currency, ISO 4217, or the unit of the quantity"),
	ROW(fact, "per", per, F_STR, .null = true, .doc = "the unit when the sum is per unit"),
	PERIOD(fact, "the period that it holds for"),
	ROW(fact, "amount", amount, F_INDEX, .null = true, .doc = "index into amounts, from 0; null: from a quantity"),
	ROW(fact, "quantity", quantity, F_INDEX, .null = true, .doc = "index into quantities, from 0; null: from an amount"),
	ROW(fact, "part_of", part_of, F_INDEX, .null = true, .doc = "index into facts: the total that this is a part of"),
	ROW(fact, "evidence", evidence, F_SPAN, .doc = "the sentence: code points of the record's text"),
};
static const struct shape shape_fact = SHAPE(fact, "fact", fact_rows, "one row to load");

#define HEADS(S)                                                                                                      \
	ROW(S, "kicker", kicker, F_STR, .null = true, .doc = "line above the headline"),                              \
	ROW(S, "title", title, F_STR, .null = true, .doc = "headline, its lines joined"),                             \
	ROW(S, "subtitle", subtitle, F_STR, .null = true, .doc = "line below the headline"),                          \
	ROW(S, "byline", byline, F_STRS, .doc = "names of those who wrote it"),                                       \
	ROW(S, "subheads", subheads, F_STRS, .doc = "section headings, in order"),                                    \
	ROW(S, "captions", captions, F_STRS, .doc = "picture captions and credits inside the article"),               \
	ROW(S, "text", text, F_STR, .need = true, .doc = "headline, subheads and paragraphs, one a line, in reading order")
#define ORIGIN(S)                                                                                                     \
	ROW(S, "source", source, F_OBJECT, .of = &shape_source, .doc = "where the article comes from"),               \
	ROW(S, "issue", issue, F_OBJECT, .of = &shape_issue, .doc = "the issue of the paper"),                        \
	ROW(S, "kind", kind, F_STR, .values = "news photo", .doc = "photo: a picture with a caption that stands as an item")
#define NOTES(S) ROW(S, "notes", notes, F_LIST, .of = &shape_note, .doc = "anything odd that was met and survived")
#define MAP(S) ROW(S, "map", map, F_MAP, .doc = "characters of the text and bytes of the file")

static const struct field record_rows[] = {
	ROW(record, "schema", schema, F_STR, .values = RECORD_SCHEMA, .doc = "name and version of this shape"),
	ROW(record, "id", id, F_STR, .pattern = PATTERN_ID, .doc = "XXH3-128 of newspaper, issue date and text"),
	ORIGIN(record),
	ROW(record, "zone", zone, F_OBJECT, .null = true, .of = &shape_about, .doc = "the zone that the article is about"),
	HEADS(record),
	ROW(record, "amounts", amounts, F_LIST, .of = &shape_amount, .doc = "sums of money, in order of span"),
	ROW(record, "dates", dates, F_LIST, .of = &shape_date, .doc = "calendar expressions, in order of span"),
	ROW(record, "organizations", organizations, F_LIST, .of = &shape_org, .doc = "named organizations, in order of span"),
	ROW(record, "zones", zones, F_LIST, .of = &shape_zone, .doc = "development zones, in order of span"),
	ROW(record, "quantities", quantities, F_LIST, .of = &shape_quantity, .doc = "numbers that are not money, in order of span"),
	ROW(record, "facts", facts, F_LIST, .of = &shape_fact, .doc = "rows to load"),
	NOTES(record),
	ROW(record, "rules", rules, F_STR, .doc = "name, version and hash of the rule packs"),
};
const struct shape shape_record = SHAPE(record, RECORD_SCHEMA, record_rows, "one article of a newspaper page and what was found in it");

static const struct field document_rows[] = {
	ROW(document, "schema", schema, F_STR, .values = DOCUMENT_SCHEMA, .doc = "name and version of this shape"),
	ROW(document, "id", id, F_STR, .null = true, .doc = "XXH3-128 of newspaper, issue date and text"),
	ORIGIN(document),
	HEADS(document),
	MAP(document),
	NOTES(document),
	ROW(document, "newspaper", issue.newspaper, F_STR, .shorthand = true, .null = true, .doc = "issue.newspaper"),
	ROW(document, "date", issue.date, F_STR, .shorthand = true, .null = true, .pattern = PATTERN_DATE, .doc = "issue.date"),
	ROW(document, "page", issue.page, F_STR, .shorthand = true, .null = true, .doc = "issue.page"),
};
const struct shape shape_document = SHAPE(document, DOCUMENT_SCHEMA, document_rows, "one article before anything is read from it");

static const struct field page_rows[] = {
	ROW(page_json, "schema", schema, F_STR, .values = PAGE_SCHEMA, .doc = "name and version of this shape"),
	ROW(page_json, "file", file, F_STR, .null = true, .doc = "file name as given"),
	ROW(page_json, "encoding", encoding, F_STR, .null = true, .doc = "encoding as decoded"),
	ROW(page_json, "repaired", repaired, F_INT, .doc = "bad byte sequences replaced by U+FFFD"),
	ROW(page_json, "bytes", bytes, F_INT64, .doc = "length of the file"),
	ROW(page_json, "issue", issue, F_OBJECT, .of = &shape_issue, .doc = "the issue of the paper"),
	ROW(page_json, "text", text, F_STR, .need = true, .doc = "the page in clean UTF-8"),
	MAP(page_json),
	NOTES(page_json),
};
const struct shape shape_page = SHAPE(page_json, PAGE_SCHEMA, page_rows, "one page, decoded");

/* ---- enumerations ------------------------------------------------------------- */

static bool strs_has(const struct strs *list, str x) {
	for (int i = 0; i < list->n; i++)
		if (str_eq(list->v[i], x)) return true;
	return false;
}

static int by_bytes(str a, str b) {
	int c = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* The word list that a part of `values` names, "@roles"; NULL: none. */
static const struct wordlist *listed(str part, const struct rulebook *rules) {
	char name[64];
	if (!part.n || part.s[0] != '@' || part.n > sizeof name) return NULL;
	memcpy(name, part.s + 1, part.n - 1);
	name[part.n - 1] = 0;
	return rule_list(rules, name);
}

static void list_values(const struct wordlist *list, struct strs *out, struct arena *arena) {
	for (int i = 0; i < list->nword; i++) {
		str v = list->word[i].col[1];
		if (!v.n || str_is(v, "-") || str_is(v, "other") || strs_has(out, v)) continue; /* -: a word that is no cue */
		*LIST_PUSH(out, arena) = v;
		for (int k = out->n - 1; k && by_bytes(out->v[k], out->v[k - 1]) < 0; k--) {
			str swap = out->v[k];
			out->v[k] = out->v[k - 1];
			out->v[k - 1] = swap;
		}
	}
}

void field_values(const struct field *f, const struct rulebook *rules, struct strs *out, struct arena *arena) {
	*out = (struct strs){0};
	bool lists = false;
	for (str rest = str_of(f->values); rest.n;) {
		str part = str_cut(&rest, ' ');
		const struct wordlist *list = listed(part, rules);
		if (list) list_values(list, out, arena);
		else if (part.s[0] != '@') *LIST_PUSH(out, arena) = part;
		lists |= list != NULL;
	}
	if (lists) *LIST_PUSH(out, arena) = STR("other");
}

bool field_takes(const struct field *f, const struct rulebook *rules, str value) {
	if (f->pattern) return pattern_match(f->pattern, value);
	if (!f->values) return true;
	bool lists = false, any = false;
	for (str rest = str_of(f->values); rest.n;) {
		str part = str_cut(&rest, ' ');
		const struct wordlist *list = listed(part, rules);
		if (str_eq(part, value)) return true;
		lists |= part.s[0] == '@';
		any |= list != NULL;
		for (int i = 0; list && i < list->nword; i++)
			if (value.n && !str_is(value, "-") && str_eq(list->word[i].col[1], value)) return true;
	}
	return lists && (any ? str_is(value, "other") : pattern_match(PATTERN_WORD, value));
}

str shown(str x) {
	if (x.n <= 60) return x;
	x.n = 60;
	while (x.n && (x.s[x.n] & 0xC0) == 0x80) x.n--;
	return x;
}
