/* make.c: what the rooms hand over <-> the structs of the three shapes. */
#include "record/priv.h"

#define XXH_STATIC_LINKING_ONLY /* only for the size of the state, so that it can lie on the stack */
#include <xxhash.h>

/* ---- characters <-> bytes ------------------------------------------------------ */

static void map_add(struct maprun *run, int n, int w, struct arena *arena) {
	int k = run->pair.n;
	if (n && k && run->pair.v[k - 2] && run->pair.v[k - 1] == w) {
		run->pair.v[k - 2] += n;
		return;
	}
	*LIST_PUSH(&run->pair, arena) = n;
	*LIST_PUSH(&run->pair, arena) = w;
}

/* One run for the characters [from, to). */
static void map_run(struct map *map, const struct text *t, size_t from, size_t to, struct arena *arena) {
	struct maprun *run = LIST_PUSH(&map->run, arena);
	size_t first = from;
	while (first < to && t->byte[first] == NO_BYTE) first++;
	int64_t pos = run->from = first < to ? t->byte[first] : 0;
	for (size_t i = from; i < to; i++) {
		if (t->byte[i] == NO_BYTE) {
			map_add(run, 1, 0, arena);
			continue;
		}
		if (t->byte[i] != pos) map_add(run, 0, (int)(t->byte[i] - pos), arena);
		map_add(run, 1, t->width[i], arena);
		pos = (int64_t)t->byte[i] + t->width[i];
	}
}

/* n characters from *i on; false: beyond the text or the file. */
static bool map_spread(struct text *t, size_t *i, int n, int w, int64_t *pos) {
	if (!n) *pos += w;
	if (*pos < 0 || *pos + (int64_t)n * w >= NO_BYTE || (size_t)n > t->n - *i) return false;
	for (int k = 0; k < n; k++, ++*i) {
		t->byte[*i] = w ? (uint32_t)*pos : NO_BYTE;
		t->width[*i] = (uint8_t)w;
		*pos += w;
	}
	return true;
}

/* byte[] and width[] from the map; start[k] is the first character of run k. */
static int map_apply(struct text *t, const struct map *map, uint32_t *start, struct arena *arena, struct err *err) {
	size_t i = 0;
	t->byte = ARENA_NEW(arena, uint32_t, t->n + 1);
	t->width = ARENA_NEW(arena, uint8_t, t->n + 1);
	for (int k = 0; k < map->run.n; k++) {
		const struct maprun *run = &map->run.v[k];
		int64_t pos = run->from;
		if (pos < 0 || pos >= NO_BYTE) return err_set(err, "record.map", "map[%d]: %lld is no byte of a page", k, (long long)pos);
		start[k] = (uint32_t)i;
		for (int p = 0; p + 1 < run->pair.n; p += 2)
			if (!map_spread(t, &i, run->pair.v[p], run->pair.v[p + 1], &pos))
				return err_set(err, "record.map", "map[%d]: goes beyond the text of %zu characters", k, t->n);
	}
	if (i != t->n) return err_set(err, "record.map", "map: covers %zu characters of %zu", i, t->n);
	return 0;
}

/* Text that is not from a file has not been through text_decode: it may hold what struct text promises to keep out. */
static int text_clean(struct text *t, str utf8, const struct rulebook *rules, struct arena *arena, struct err *err) {
	if (utf8.n && text_decode(t, utf8, STR("text"), "UTF-8", rules, arena, err)) return -1;
	if (!t->cp) t->cp = ARENA_NEW(arena, uint32_t, 1), t->fold = ARENA_NEW(arena, uint32_t, 1);
	t->byte = NULL;
	t->width = NULL;
	t->bytes = 0;
	return 0;
}

static int text_make(struct text *t, str utf8, const struct map *map, uint32_t *start, const struct rulebook *rules, struct arena *arena,
	struct err *err) {
	*t = (struct text){0};
	if (!map->run.n) return text_clean(t, utf8, rules, arena, err);
	ustr cp = arena_ustr(arena, utf8);
	t->cp = ARENA_NEW(arena, uint32_t, cp.n + 1);
	if (cp.n) memcpy(t->cp, cp.s, cp.n * sizeof *cp.s);
	t->n = cp.n;
	for (size_t i = 0; i < t->n; i++)
		if (!text_holds(t->cp[i])) return err_set(err, "record.map", "text: U+%04X at %zu, which a text with a map cannot hold", (unsigned)t->cp[i], i);
	t->fold = ARENA_NEW(arena, uint32_t, t->n + 1);
	text_fold(t->fold, t->cp, t->n, rules);
	return map_apply(t, map, start, arena, err);
}

/* ---- pages ----------------------------------------------------------------------- */

void page_of_text(struct page_json *p, const struct text *t, str file, const struct issue *issue, struct arena *arena) {
	*p = (struct page_json){
		.schema = STR(PAGE_SCHEMA), .file = file, .encoding = t->encoding, .repaired = t->repaired, .bytes = (int64_t)t->bytes,
		.issue = *issue, .text = arena_utf8(arena, (ustr){t->cp, t->n}), .notes = t->notes,
	};
	if (t->byte) map_run(&p->map, t, 0, t->n, arena);
}

int page_to_text(struct text *t, struct issue *issue, const struct page_json *p, const struct rulebook *rules, struct arena *arena, struct err *err) {
	uint32_t *start = ARENA_NEW(arena, uint32_t, p->map.run.n + 1);
	if (text_make(t, p->text, &p->map, start, rules, arena, err)) return -1;
	t->encoding = p->encoding;
	t->repaired = p->repaired;
	t->bytes = (size_t)p->bytes;
	t->notes = p->notes;
	*issue = p->issue;
	return 0;
}

/* ---- articles -------------------------------------------------------------------- */

static struct source source_of(const struct article *a) {
	struct source s = {.file = a->file, .encoding = a->text.encoding, .repaired = a->text.repaired, .article = a->no};
	s.bytes.v = a->stretch.v;
	s.bytes.n = s.bytes.cap = a->stretch.n;
	return s;
}

static str kind_of(const struct article *a) { return a->photo ? STR("photo") : STR("news"); }

void document_of_article(struct document *d, const struct article *a, struct arena *arena) {
	*d = (struct document){
		.schema = STR(DOCUMENT_SCHEMA), .id = a->id, .source = source_of(a), .issue = a->issue, .kind = kind_of(a),
		.kicker = a->kicker, .title = a->title, .subtitle = a->subtitle, .byline = a->byline, .subheads = a->subheads,
		.captions = a->captions, .text = arena_utf8(arena, (ustr){a->text.cp, a->text.n}), .notes = a->notes,
	};
	if (!d->id.s) d->id = record_id(d->issue.newspaper, d->issue.date, d->text, arena);
	for (int i = 0; a->text.byte && i < a->piece.n; i++)
		map_run(&d->map, &a->text, a->piece.v[i].at, i + 1 < a->piece.n ? a->piece.v[i + 1].at : a->text.n, arena);
}

/* What a line is, by the fields that were told apart before; *head: the first of the three that has not come yet. */
static enum part_kind part_kind(const struct article *a, const ustr *subheads, ustr line, int *head, int *subhead, struct arena *arena) {
	static const enum part_kind kinds[] = {PART_KICKER, PART_TITLE, PART_SUBTITLE};
	const str heads[] = {a->kicker, a->title, a->subtitle};
	for (int k = *head; k < 3; k++)
		if (heads[k].n && ustr_eq(arena_ustr(arena, heads[k]), line)) {
			*head = k + 1;
			return kinds[k];
		}
	*head = 3;
	for (int k = *subhead; k < a->subheads.n; k++)
		if (ustr_eq(subheads[k], line)) {
			*subhead = k + 1;
			return PART_SUBHEAD;
		}
	return PART_PARAGRAPH;
}

static void parts_make(struct article *a, struct arena *arena) {
	int head = 0, subhead = 0;
	const struct text *t = &a->text;
	ustr *subheads = ARENA_NEW(arena, ustr, a->subheads.n + 1);
	for (int i = 0; i < a->subheads.n; i++) subheads[i] = arena_ustr(arena, a->subheads.v[i]);
	for (uint32_t at = 0, end; at < t->n; at = end + 1) {
		for (end = at; end < t->n && t->cp[end] != '\n';) end++;
		if (end == at) continue;
		enum part_kind kind = part_kind(a, subheads, ustr_sub(t->cp, (span){at, end}), &head, &subhead, arena);
		*LIST_PUSH(&a->part, arena) = (struct part){kind, {at, end}};
	}
}

int document_to_article(struct article *a, const struct document *d, const struct rulebook *rules, struct arena *arena, struct err *err) {
	int pieces = d->map.run.n ? d->map.run.n : 1;
	uint32_t *start = ARENA_NEW(arena, uint32_t, pieces);
	*a = (struct article){
		.no = d->source.article, .photo = str_is(d->kind, "photo"), .id = d->id,
		.kicker = d->kicker, .title = d->title, .subtitle = d->subtitle, .byline = d->byline, .subheads = d->subheads,
		.captions = d->captions, .notes = d->notes, .file = d->source.file, .issue = d->issue,
	};
	if (text_make(&a->text, d->text, &d->map, start, rules, arena, err)) return -1;
	a->text.encoding = d->source.encoding;
	a->text.repaired = d->source.repaired;
	for (int i = 0; i < pieces; i++) LIST_PUSH(&a->piece, arena)->at = start[i];
	a->stretch.v = d->source.bytes.v;
	a->stretch.n = a->stretch.cap = d->source.bytes.n;
	parts_make(a, arena);
	return 0;
}

/* ---- records --------------------------------------------------------------------- */

void id_hex(char out[33], str newspaper, str date, str text) {
	static const char digits[] = "0123456789abcdef";
	const str part[] = {newspaper, date, text};
	XXH3_state_t state;
	XXH3_INITSTATE(&state);
	XXH3_128bits_reset(&state);
	for (size_t i = 0; i < COUNT(part); i++) {
		if (part[i].n) XXH3_128bits_update(&state, part[i].s, part[i].n);
		XXH3_128bits_update(&state, "\x1F", 1);
	}
	XXH128_canonical_t big;
	XXH128_canonicalFromHash(&big, XXH3_128bits_digest(&state));
	for (size_t i = 0; i < 16; i++) out[i * 2] = digits[big.digest[i] >> 4], out[i * 2 + 1] = digits[big.digest[i] & 15];
	out[32] = 0;
}

str record_id(str newspaper, str date, str text, struct arena *arena) {
	char id[33];
	id_hex(id, newspaper, date, text);
	return arena_str(arena, (str){id, 32});
}

static void notes_add(struct notes *to, const struct notes *from, struct arena *arena) {
	for (int i = 0; from && i < from->n; i++) *LIST_PUSH(to, arena) = from->v[i];
}

static void about_make(struct about *to, const struct about *from) {
	*to = *from;
	if (!to->name.s) return;
	if (!to->level.s) to->level = STR("other");
	if (!to->category.s) to->category = STR("other");
}

#define LIST_VIEW(to, from) ((to).v = (from).v, (to).n = (to).cap = (from).n)

void record_make(struct record *r, const struct article *a, const struct values *values, const struct facts *facts, const struct notes *scan_notes,
	const struct rulebook *rules, struct arena *arena) {
	*r = (struct record){
		.schema = STR(RECORD_SCHEMA), .source = source_of(a), .issue = a->issue, .kind = kind_of(a),
		.kicker = a->kicker, .title = a->title, .subtitle = a->subtitle, .byline = a->byline, .subheads = a->subheads,
		.captions = a->captions, .text = arena_utf8(arena, (ustr){a->text.cp, a->text.n}), .rules = rules->version,
	};
	r->id = record_id(a->issue.newspaper, a->issue.date, r->text, arena);
	about_make(&r->zone, &values->about);
	LIST_VIEW(r->amounts, values->amounts);
	LIST_VIEW(r->dates, values->dates);
	LIST_VIEW(r->organizations, values->organizations);
	LIST_VIEW(r->zones, values->zones);
	LIST_VIEW(r->quantities, values->quantities);
	LIST_VIEW(r->facts, facts->list);
	notes_add(&r->notes, &a->notes, arena);
	if (a->id.s && !str_eq(a->id, r->id)) *LIST_PUSH(&r->notes, arena) = (struct note){STR("document.id"), a->id};
	notes_add(&r->notes, scan_notes, arena);
	notes_add(&r->notes, &values->notes, arena);
	notes_add(&r->notes, &facts->notes, arena);
}
