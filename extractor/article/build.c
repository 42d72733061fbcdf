/* build.c: drafts -> articles. The text of an article is its own copy; pieces and stretches say where on the page it
 * came from, and every byte of the page is accounted for. */
#include "article/priv.h"

#include <assert.h>

struct writer {
	const struct page *p;
	struct article *a;
	struct text *t;
	const int *stretch;   /* by unit: which stretch of the article it stands in */
	int at_stretch;       /* of what was written last; -1: nothing yet */
	bool broken;          /* a line break was written last */
	bool open;            /* the last part is a paragraph that breaks off */
};

/* ---- writing ------------------------------------------------------------------------------ */

static void put(struct writer *w, span at, int stretch) {
	const struct text *from = w->p->t;
	struct text *t = w->t;
	if (at.at >= at.end) return;
	if (!w->broken || stretch != w->at_stretch) LIST_PUSH(&w->a->piece, w->p->mem)->at = (uint32_t)t->n;
	size_t n = span_len(at);
	memcpy(t->cp + t->n, from->cp + at.at, n * sizeof *t->cp);
	memcpy(t->fold + t->n, from->fold + at.at, n * sizeof *t->fold);
	if (t->byte) memcpy(t->byte + t->n, from->byte + at.at, n * sizeof *t->byte);
	if (t->byte) memcpy(t->width + t->n, from->width + at.at, n * sizeof *t->width);
	t->n += n;
	w->broken = false;
	w->at_stretch = stretch;
}

static void put_break(struct writer *w) {
	if (!w->t->n) return;
	w->t->cp[w->t->n] = w->t->fold[w->t->n] = '\n';
	if (w->t->byte) w->t->byte[w->t->n] = NO_BYTE, w->t->width[w->t->n] = 0;
	w->t->n++;
	w->broken = true;
}

static void put_unit(struct writer *w, int i) {
	const struct unit *u = &w->p->units.v[i];
	for (int k = u->line; k < u->line + u->nline; k++) {
		span at = w->p->lines.v[k].at;
		if (at.end > u->body.end) at.end = u->body.end;
		if (at.at < u->body.at) at.at = u->body.at;
		put(w, at, w->stretch[i]);
	}
}

/* A unit as a part of its own, or (join) at the end of the last one. */
static void put_part(struct writer *w, int i, enum part_kind kind, bool join) {
	if (!join) {
		put_break(w);
		*LIST_PUSH(&w->a->part, w->p->mem) = (struct part){kind, {(uint32_t)w->t->n, 0}};
	}
	put_unit(w, i);
	w->a->part.v[w->a->part.n - 1].at.end = (uint32_t)w->t->n;
}

static str last_part(const struct writer *w) {
	span at = w->a->part.v[w->a->part.n - 1].at;
	return arena_utf8(w->p->mem, ustr_sub(w->t->cp, at));
}

/* All units of that role as one line. */
static str put_head(struct writer *w, const struct draft *d, enum role role, enum part_kind kind) {
	bool any = false;
	for (int i = d->first; i >= 0; i = w->p->units.v[i].next) {
		if (w->p->units.v[i].role != role) continue;
		put_part(w, i, kind, any);
		any = true;
	}
	return any ? last_part(w) : STR_NULL;
}

/* ---- the body ------------------------------------------------------------------------------- */

static void put_subhead(struct writer *w, int i, int before) {
	const struct unit *u = &w->p->units.v[i];
	const struct unit *after = u->next < 0 ? NULL : &w->p->units.v[u->next];
	bool join = before >= 0 && !u->gap && w->p->units.v[before].role == ROLE_SUBHEAD;
	bool more = after && !after->gap && after->role == ROLE_SUBHEAD;
	put_part(w, i, PART_SUBHEAD, join);
	w->open = false;
	if (!more) *LIST_PUSH(&w->a->subheads, w->p->mem) = last_part(w);
}

/* A credit right below its caption is one with it. */
static void put_caption(struct writer *w, int i, int before) {
	const struct unit *u = &w->p->units.v[i], *a = before < 0 ? NULL : &w->p->units.v[before];
	str text = page_str(w->p, u->text);
	bool join = a && a->role == ROLE_CAPTION && a->kind != UNIT_CREDIT && u->kind == UNIT_CREDIT && a->block == u->block;
	if (!join) *LIST_PUSH(&w->a->captions, w->p->mem) = text;
	else w->a->captions.v[w->a->captions.n - 1] = arena_print(w->p->mem, "%.*s%.*s", STR_ARG(w->a->captions.v[w->a->captions.n - 1]), STR_ARG(text));
}

static void put_body(struct writer *w, const struct draft *d) {
	for (int i = d->first, before = -1; i >= 0; before = i, i = w->p->units.v[i].next) {
		const struct unit *u = &w->p->units.v[i];
		if (u->role == ROLE_SUBHEAD) put_subhead(w, i, before);
		if (u->role == ROLE_CAPTION) put_caption(w, i, before);
		if (u->role != ROLE_PARAGRAPH || u->body.at >= u->body.end) continue;
		put_part(w, i, PART_PARAGRAPH, w->open);
		w->open = u->flags & IS_OPEN;
	}
}

static void note(struct writer *w, str code, const char *detail) {
	*LIST_PUSH(&w->a->notes, w->p->mem) = (struct note){code, str_of(detail)};
}

static bool put_name(struct writer *w, str name) {
	enum { MOST = 64 }; /* no article has that many authors: a list of names is no byline */
	for (int j = 0; j < w->a->byline.n; j++)
		if (str_eq(w->a->byline.v[j], name)) return true;
	if (w->a->byline.n == MOST) return false;
	*LIST_PUSH(&w->a->byline, w->p->mem) = name;
	return true;
}

static void put_byline(struct writer *w, const struct draft *d) {
	bool room = true;
	for (int i = d->first; i >= 0; i = w->p->units.v[i].next) {
		const struct unit *u = &w->p->units.v[i];
		if (u->role == ROLE_CAPTION && !d->photo) continue;
		for (int k = u->name; k < u->name + u->nname && room; k++) room = put_name(w, w->p->names.v[k]);
	}
	if (!room) note(w, STR("article.byline"), "more than 64 names; the first are kept");
}

/* Where the file's bad bytes are, in the article that has them. */
static void note_repairs(struct writer *w) {
	const struct text *t = &w->a->text;
	for (size_t i = 0; i < t->n && t->repaired && t->byte; i++)
		if (t->cp[i] == 0xFFFD && t->byte[i] != NO_BYTE && w->a->notes.n < NOTES_MAX)
			note(w, STR("text.repaired"), arena_print(w->p->mem, "bad %.*s sequence at byte %u", STR_ARG(t->encoding), t->byte[i]).s);
}

static bool any_paragraph(const struct writer *w) {
	for (int i = 0; i < w->a->part.n; i++)
		if (w->a->part.v[i].kind == PART_PARAGRAPH) return true;
	return false;
}

static void notes(struct writer *w, const struct draft *d) {
	note_repairs(w);
	if (d->orphan) note(w, STR("article.orphan"), "text that belongs to no headline or article on the page");
	else if (!d->photo && !w->a->title.s) note(w, STR("article.nohead"), "no headline found");
	if (!d->photo && w->a->title.s && !any_paragraph(w)) note(w, STR("article.bare"), "a headline without text");
	if (w->open && !d->photo) note(w, STR("article.open"), "breaks off inside a sentence");
}

/* The text; room for as many parts as there are units. */
static struct text text_room(const struct page *p, const struct draft *d, struct article *a) {
	size_t n = 1;
	int units = 0;
	for (int i = d->first; i >= 0; i = p->units.v[i].next) n += span_len(p->units.v[i].text) + 1, units++;
	LIST_ROOM(&a->part, units, p->mem);
	struct text t = *p->t;
	t.n = 0;
	t.notes = (struct notes){0};
	t.cp = ARENA_ROOM(p->mem, uint32_t, n);
	t.fold = ARENA_ROOM(p->mem, uint32_t, n);
	if (t.byte) t.byte = ARENA_ROOM(p->mem, uint32_t, n), t.width = ARENA_ROOM(p->mem, uint8_t, n);
	return t;
}

static void article_write(struct articles *out, struct page *p, const struct draft *d, const int *stretch) {
	struct article *a = LIST_PUSH(&out->list, p->mem);
	*a = (struct article){.no = out->list.n, .photo = d->photo};
	a->text = text_room(p, d, a);
	struct writer w = {.p = p, .a = a, .t = &a->text, .stretch = stretch, .at_stretch = -1};
	a->kicker = put_head(&w, d, ROLE_KICKER, PART_KICKER);
	a->title = put_head(&w, d, ROLE_TITLE, PART_TITLE);
	a->subtitle = put_head(&w, d, ROLE_SUBTITLE, PART_SUBTITLE);
	put_body(&w, d);
	put_byline(&w, d);
	notes(&w, d);
}

/* ---- the account of bytes ---------------------------------------------------------------------- */

static int64_t byte_at(const struct page *p, uint32_t i) { return p->t->byte[i]; }
static int64_t byte_end(const struct page *p, uint32_t i) { return (int64_t)p->t->byte[i - 1] + p->t->width[i - 1]; }

static void stretches(struct page *p, const struct draft *d, int *stretch, struct article *a) {
	for (int i = d->first, n = 0; i >= 0; n++) {
		int from = i;
		while (p->units.v[i].next == i + 1) stretch[i++] = n;
		stretch[i] = n;
		if (a && p->t->byte)
			*LIST_PUSH(&a->stretch, p->mem) =
				(struct stretch){byte_at(p, p->units.v[from].text.at), byte_end(p, p->units.v[i].text.end)};
		i = p->units.v[i].next;
	}
}

/* Counted from the page's side: what lies before, between and behind the articles' units. */
static int64_t furniture_bytes(const struct page *p) {
	int64_t sum = 0, pos = 0;
	for (int i = 0; i < p->units.n; i++) {
		const struct unit *u = &p->units.v[i];
		if (u->draft < 0) continue;
		bool inside = i && p->units.v[i - 1].draft == u->draft && p->units.v[i - 1].next == i;
		if (!inside) sum += byte_at(p, u->text.at) - pos;
		pos = byte_end(p, u->text.end);
	}
	return sum + (int64_t)p->t->bytes - pos;
}

static void account(struct articles *out, const struct page *p) {
	if (!p->t->byte) return;
	for (int i = 0; i < out->list.n; i++)
		for (int k = 0; k < out->list.v[i].stretch.n; k++)
			out->in_articles += out->list.v[i].stretch.v[k].to - out->list.v[i].stretch.v[k].from;
	out->furniture = furniture_bytes(p);
	assert(out->in_articles + out->furniture == (int64_t)p->t->bytes);
}

/* A draft without a line of text (a credit that nothing belongs to) is furniture. */
static bool drop_empty(struct page *p, struct draft *d) {
	bool text = false;
	for (int i = d->first; i >= 0; i = p->units.v[i].next)
		text = text || (p->units.v[i].role != ROLE_CAPTION && p->units.v[i].role != ROLE_SILENT);
	for (int i = d->first; i >= 0 && !text; i = p->units.v[i].next) p->units.v[i].draft = -1;
	return !text;
}

void page_build(struct articles *out, struct page *p, str file, const struct issue *issue) {
	int *stretch = ARENA_NEW(p->tmp, int, p->units.n + 1);
	for (int i = 0; i < p->drafts.n; i++) {
		struct draft *d = &p->drafts.v[i];
		if (drop_empty(p, d)) continue;
		stretches(p, d, stretch, NULL);
		article_write(out, p, d, stretch);
		struct article *a = &out->list.v[out->list.n - 1];
		stretches(p, d, stretch, a);
		a->file = file;
		a->issue = *issue;
	}
	account(out, p);
}
