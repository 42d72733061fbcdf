/* walk.c: units in page order -> drafts of articles. One pass; each unit goes to the article that is being read, opens
 * a new one, or is furniture. */
#include "article/priv.h"

enum { PHOTO_PARAGRAPHS = 2, CAPTION_MAX = 45 };

struct walk {
	struct page *p;
	int cur, news;   /* drafts: the one being read; the last that is no picture; -1: none */
	bool rubric;     /* the name of a column stands just before */
};

static struct unit *unit_at(const struct walk *w, int i) { return &w->p->units.v[i]; }
static struct draft *draft_at(const struct walk *w, int i) { return i < 0 ? NULL : &w->p->drafts.v[i]; }

static int draft_new(struct walk *w, bool photo) {
	*LIST_PUSH(&w->p->drafts, w->p->tmp) = (struct draft){.first = -1, .last = -1, .photo = photo, .open = -1};
	w->cur = w->p->drafts.n - 1;
	if (!photo) w->news = w->cur;
	return w->cur;
}

void draft_add(struct page *p, int draft, int unit, enum role role) {
	struct draft *d = &p->drafts.v[draft];
	struct unit *u = &p->units.v[unit];
	u->draft = draft, u->role = role, u->next = -1;
	if (d->last < 0) d->first = unit;
	else p->units.v[d->last].next = unit;
	d->last = unit;
	if (u->nname && (role != ROLE_CAPTION || d->photo)) d->named = true;
	if (role == ROLE_TITLE || role == ROLE_KICKER) {
		d->headed = true;
		if (u->zone.s && (!d->zone.s || u->flags & IS_ZONE_FIRST)) d->zone = u->zone;
	}
	if (role == ROLE_SUBHEAD) d->open = -1;
	if (role != ROLE_PARAGRAPH) return;
	if (!d->nparagraph++ && u->flags & IS_LEAD) d->lead = true;
	d->open = u->flags & IS_OPEN ? unit : -1;
	if (u->flags & IS_SIGNED) d->is_signed = true;
}

static int standing_after(const struct page *p, int i) {
	while (i < p->units.n && (p->units.v[i].kind == UNIT_FURNITURE || p->units.v[i].kind == UNIT_RUBRIC)) i++;
	return i < p->units.n ? i : -1;
}

static bool may_end(const struct page *p, int i) { /* an article may end before unit i */
	return i >= p->units.n || p->units.v[i].kind != UNIT_PARAGRAPH || p->units.v[i].flags & (IS_LEAD | IS_CREDITED);
}

/* ---- names ------------------------------------------------------------------------------- */

static bool names_hold(const struct walk *w, int i) {
	const struct page *p = w->p;
	const struct unit *u = unit_at(w, i);
	const struct draft *d = draft_at(w, w->cur);
	bool paragraph = i + 1 < p->units.n && p->units.v[i + 1].kind == UNIT_PARAGRAPH;
	bool below = d && d->headed && !d->nparagraph && paragraph;
	bool after = d && d->nparagraph && d->open < 0;
	return page_cue(p, CUE_names_bias, true) + page_cue(p, CUE_names_family, u->nfamily == u->nname) +
		page_cue(p, CUE_names_none, !u->nfamily) + page_cue(p, CUE_names_after, after) +
		page_cue(p, CUE_names_head, after && may_end(p, i + 1)) + page_cue(p, CUE_names_below, below) +
		page_cue(p, CUE_names_paragraph, after && !may_end(p, i + 1)) +
		page_cue(p, CUE_names_signed, d && (d->is_signed || (d->byline && !d->photo))) + page_cue(p, CUE_names_four, u->nfour > 0) +
		page_cue(p, CUE_names_wanted, d && d->lead && !d->named) + page_cue(p, CUE_names_spaced, u->nspaced > 0) > 0;
}

static void byline_add(struct walk *w, int i) {
	struct draft *d = draft_at(w, w->cur);
	if (d->nparagraph) d->is_signed = true;
	else d->byline = true;
	draft_add(w->p, w->cur, i, ROLE_SILENT);
}

/* ---- headlines ------------------------------------------------------------------------------ */

/* Names between headline lines that are no names are headline lines too. */
static void as_head(struct walk *w, int i) {
	struct unit *u = unit_at(w, i);
	u->kind = UNIT_HEAD;
	u->nname = 0;
}

static int group_end(struct walk *w, int from) {
	int i = from + 1, n = w->p->units.n;
	const struct unit *first = unit_at(w, from)->flags & IS_ZONE_FIRST ? unit_at(w, from) : NULL; /* that starts with a zone */
	for (; i < n; i++) {
		const struct unit *u = unit_at(w, i);
		if (u->kind == UNIT_HEAD && u->gap && u->flags & IS_ZONE_FIRST && first && !ustr_eq(first->zone, u->zone)) break;
		if (u->kind == UNIT_HEAD && u->flags & IS_ZONE_FIRST && !first) first = u;
		if (u->kind == UNIT_HEAD) continue;
		bool strange = u->nfamily < u->nname, above = i + 1 < n && unit_at(w, i + 1)->kind == UNIT_HEAD && !unit_at(w, i + 1)->gap;
		if (u->kind != UNIT_NAMES || !(above ? !u->gap || strange : !u->gap && strange)) break;
		as_head(w, i);
	}
	return i;
}

static void subheads_add(struct walk *w, struct group g) {
	int lines = 0;
	for (int i = g.from; i < g.to; i++, lines++) {
		draft_add(w->p, w->cur, i, ROLE_SUBHEAD);
		if (unit_at(w, i)->gap) draft_at(w, w->cur)->nsubhead++;
	}
	draft_at(w, w->cur)->subhead_lines = lines;
}

static int head_take(struct walk *w, int from) {
	struct page *p = w->p;
	struct group g = {from, group_end(w, from), -1, w->rubric};
	g.next = standing_after(p, g.to);
	struct draft *cur = draft_at(w, w->cur);
	switch (head_decide(p, g, cur)) {
	case HEAD_ARTICLE:
		draft_new(w, false);
		head_roles(p, g);
		for (int i = from; i < g.to; i++) draft_add(p, w->cur, i, p->units.v[i].role);
		break;
	case HEAD_CAPTION:
		for (int i = from; i < g.to; i++) draft_add(p, w->cur, i, ROLE_CAPTION);
		cur->captions = false;
		break;
	case HEAD_SUBHEAD:
		if (cur->photo && w->news >= 0) w->cur = w->news;
		subheads_add(w, g);
	}
	return g.to;
}

/* ---- pictures ---------------------------------------------------------------------------------- */

/* Takes the last paragraphs of the current draft that stand in the block of the credit into a draft of their own. */
static void photo_of_block(struct walk *w, int credit) {
	int first = credit, block = unit_at(w, credit)->block, old = w->cur;
	while (first && unit_at(w, first - 1)->block == block &&
		(unit_at(w, first - 1)->kind == UNIT_PARAGRAPH || unit_at(w, first - 1)->kind == UNIT_CAPTION)) first--;
	struct draft *d = draft_at(w, old);
	int before = d->first;
	while (before >= 0 && unit_at(w, before)->next != first && before != first) before = unit_at(w, before)->next;
	if (before < 0 || before == first) { /* it is all there is */
		d->photo = true, d->orphan = false;
		draft_add(w->p, old, credit, ROLE_CAPTION);
		return;
	}
	d->last = before;
	unit_at(w, before)->next = -1;
	d->nparagraph -= credit - first;
	d->open = unit_at(w, before)->role == ROLE_PARAGRAPH && unit_at(w, before)->flags & IS_OPEN ? before : -1;
	draft_new(w, true);
	w->news = old;
	for (int i = first; i < credit; i++) draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
	draft_add(w->p, w->cur, credit, ROLE_CAPTION);
}

/* A draft that is no more than a headline, a paragraph or two and the credit is a picture item. */
static bool photo_whole(const struct walk *w, int credit) {
	const struct draft *d = draft_at(w, w->cur);
	return d && !d->photo && d->nparagraph && d->nparagraph <= PHOTO_PARAGRAPHS && !d->lead && !d->byline && !d->is_signed &&
		!d->nsubhead && d->open < 0 && may_end(w->p, credit + 1);
}

static int photo_below(struct walk *w, int credit) {
	int i = credit + 1;
	draft_new(w, true);
	draft_add(w->p, w->cur, credit, ROLE_CAPTION);
	int block = unit_at(w, i)->block;
	for (; i < w->p->units.n && unit_at(w, i)->block == block && unit_at(w, i)->kind == UNIT_PARAGRAPH; i++)
		draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
	return i;
}

static bool photo_is_below(const struct walk *w, int i) {
	const struct page *p = w->p;
	const struct unit *u = unit_at(w, i), *v = i + 1 < p->units.n ? u + 1 : NULL, *a = i ? u - 1 : NULL;
	const struct draft *d = draft_at(w, w->cur);
	bool paragraph = v && v->kind == UNIT_PARAGRAPH;
	return page_cue(p, CUE_photo_bias, true) + page_cue(p, CUE_photo_gap, v && u->gap > v->gap) +
		page_cue(p, CUE_photo_finished, d && d->headed && d->nparagraph && d->open < 0) + page_cue(p, CUE_photo_head, !paragraph) +
		page_cue(p, CUE_photo_dated, paragraph && v->flags & IS_DATED) +
		page_cue(p, CUE_photo_above, d && a && d->nparagraph == 1 && a->flags & IS_DATED) > 0;
}

static int credit_take(struct walk *w, int i) {
	const struct unit *u = unit_at(w, i), *a = i ? u - 1 : NULL, *b = i + 1 < w->p->units.n ? u + 1 : NULL;
	struct draft *d = draft_at(w, w->cur);
	bool joined = a && a->block == u->block && a->draft == w->cur && a->role == ROLE_PARAGRAPH;
	bool of_caption = d && a && a->block == u->block && a->draft == w->cur && a->role == ROLE_CAPTION && a->kind == UNIT_CAPTION;
	if (u->flags & IS_REPORT && d && d->headed && !d->nparagraph) {
		byline_add(w, i);
	} else if (of_caption && d->nparagraph && !photo_whole(w, i)) {
		draft_add(w->p, w->cur, i, ROLE_CAPTION);
	} else if (photo_whole(w, i)) {
		d->photo = true, d->orphan = false;
		draft_add(w->p, w->cur, i, ROLE_CAPTION);
	} else if (joined && d) {
		photo_of_block(w, i);
	} else if (b && b->kind == UNIT_PARAGRAPH && (b->block == u->block || !d || (!(d->headed && !d->nparagraph) && photo_is_below(w, i)))) {
		return photo_below(w, i);
	} else if (d) {
		draft_add(w->p, w->cur, i, ROLE_CAPTION);
		d->captions = !d->nparagraph;
	} /* else nobody's: furniture */
	return i + 1;
}

/* One short sentence and a credit in the middle of an article say what its picture shows: no item of its own. */
static bool is_caption(const struct walk *w, int i) {
	const struct unit *u = unit_at(w, i);
	const struct draft *d = draft_at(w, w->cur);
	if (!d || !d->nparagraph || d->photo || d->is_signed || u->flags & IS_DATED || span_len(u->body) > CAPTION_MAX) return false;
	int next = standing_after(w->p, i + 1);
	if (next < 0 || unit_at(w, next)->kind != UNIT_PARAGRAPH || unit_at(w, next)->flags & IS_LEAD) return false;
	for (uint32_t k = u->body.at; k + 1 < u->body.end; k++)
		if (page_mark(w->p, k) & MARK_end) return false;
	return true;
}

/* A paragraph that ends with a credit is an item; under a headline without text, that headline's. */
static void photo_paragraph(struct walk *w, int i) {
	const struct draft *d = draft_at(w, w->cur);
	if (!d || d->nparagraph || d->photo || d->byline) draft_new(w, true);
	else draft_at(w, w->cur)->photo = true;
	draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
}

static void caption_take(struct walk *w, int i) {
	const struct unit *u = unit_at(w, i);
	const struct draft *d = draft_at(w, w->cur);
	const struct unit *b = i + 1 < w->p->units.n ? u + 1 : NULL;
	if (b && b->kind == UNIT_CREDIT && b->block == u->block && (!d || photo_whole(w, i + 1))) { /* an item's second paragraph */
		if (!d) draft_new(w, false);
		draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
	} else if (!d || (d->is_signed && u->flags & IS_CREDITED)) {
		draft_new(w, true);
		draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
	} else {
		draft_add(w->p, w->cur, i, ROLE_CAPTION);
	}
}

/* ---- paragraphs ---------------------------------------------------------------------------------- */

static void paragraph_take(struct walk *w, int i) {
	const struct unit *u = unit_at(w, i);
	const struct draft *d = draft_at(w, w->cur);
	if (u->flags & IS_CREDITED && is_caption(w, i)) {
		draft_add(w->p, w->cur, i, ROLE_CAPTION);
		return;
	}
	if (u->flags & IS_CREDITED) {
		photo_paragraph(w, i);
		return;
	}
	if (d && d->photo && d->nparagraph && w->news >= 0 && !draft_at(w, w->news)->is_signed) w->cur = w->news;
	d = draft_at(w, w->cur);
	bool again = d && d->nparagraph && u->flags & IS_LEAD;
	bool item = d && d->nparagraph && !d->headed && d->open < 0 && u->flags & IS_ITEM;
	again = again || item || (d && d->nparagraph && u->flags & IS_BACK);
	bool closed = d && d->nparagraph && (d->is_signed || d->photo);
	if (!d || again || closed) {
		if (w->p->told) tell_opens(w->p, i, !d ? "first" : u->flags & IS_BACK ? "from another page" : item ? "item" : again ? "lead" : d->photo ? "photo" : "signed");
		draft_new(w, false);
		draft_at(w, w->cur)->orphan = closed && !again;
	}
	draft_add(w->p, w->cur, i, ROLE_PARAGRAPH);
}

static int unit_take(struct walk *w, int i) {
	struct unit *u = unit_at(w, i);
	if (u->kind == UNIT_NAMES && !names_hold(w, i)) as_head(w, i);
	if ((u->kind == UNIT_BYLINE || u->kind == UNIT_NAMES) && w->cur < 0) draft_new(w, false);
	switch (u->kind) {
	case UNIT_HEAD: return head_take(w, i);
	case UNIT_CREDIT: return credit_take(w, i);
	case UNIT_BYLINE: case UNIT_NAMES: byline_add(w, i); break;
	case UNIT_CAPTION: caption_take(w, i); break;
	case UNIT_PARAGRAPH: paragraph_take(w, i); break;
	case UNIT_RUBRIC: case UNIT_FURNITURE: break;
	}
	return i + 1;
}

void page_walk(struct page *p) {
	struct walk w = {.p = p, .cur = -1, .news = -1};
	for (int i = 0, next; i < p->units.n; i = next) {
		bool rubric = p->units.v[i].kind == UNIT_RUBRIC;
		next = unit_take(&w, i);
		w.rubric = rubric;
	}
}
