/* weave.c: articles whose columns were interleaved. Where paragraphs break off and others start in mid-sentence, the
 * drafts are cut into stretches; each goes to the article that it speaks of (place.c) and behind the end that it continues
 * (match.c), and the drafts are put together again: the chain of the headline first, then those of its subheads, then
 * the rest, in page order. A page without such a place is left as it was read. */
#include "article/priv.h"

/* ---- cutting ------------------------------------------------------------------------------------ */

static bool mid_sentence(const struct unit *u) { return u->flags & (IS_DANGLING | IS_CLOSER); }

/* Is there a place between units a and b of a draft where text is out of order? b is -1 at the end of the draft. */
static bool trouble(const struct page *p, int a, int b) {
	const struct unit *u = &p->units.v[a], *v = b < 0 ? NULL : &p->units.v[b];
	bool open = u->role == ROLE_PARAGRAPH && u->flags & IS_OPEN;
	if (!v) return open;
	if (v->role == ROLE_SUBHEAD) return open;
	return v->role == ROLE_PARAGRAPH && (open ? (v->flags & IS_OPENER) && !(u->flags & IS_COMMA) : u->role == ROLE_PARAGRAPH && mid_sentence(v));
}

static bool draft_troubled(const struct page *p, const struct draft *d) {
	int a = -1;
	if (d->photo) return false;
	for (int i = d->first; i >= 0; i = p->units.v[i].next) {
		if (!unit_in_text(&p->units.v[i])) continue;
		if (a >= 0 && trouble(p, a, i)) return true;
		a = i;
	}
	return a >= 0 && trouble(p, a, -1);
}

static enum cut cut_between(const struct unit *a, const struct unit *b) {
	if (!unit_in_text(a) || !unit_in_text(b)) return CUT_NONE;
	if (a->role == ROLE_PARAGRAPH && a->flags & IS_OPEN) return CUT_SENTENCE;
	if (b->role == ROLE_SUBHEAD) return a->role == ROLE_PARAGRAPH ? CUT_SUBHEAD : CUT_NONE;
	if (a->role == ROLE_SUBHEAD) return CUT_NONE;
	return mid_sentence(b) || b->flags & IS_STUB ? CUT_SENTENCE : CUT_PARAGRAPH;
}

/* Does the draft's own headline open it? What starts in mid-sentence without one goes on with something else. */
static bool opens(const struct page *p, const struct draft *d) {
	for (int i = d->first; i >= 0 && !d->headed; i = p->units.v[i].next)
		if (p->units.v[i].role == ROLE_PARAGRAPH) return !mid_sentence(&p->units.v[i]);
	return true;
}

static void stretch_open(struct page *p, struct stretches *s, int unit, int draft, enum cut cut) {
	const struct draft *d = &p->drafts.v[draft];
	bool first = d->first == unit, subhead = p->units.v[unit].role == ROLE_SUBHEAD;
	*LIST_PUSH(s, p->tmp) = (struct stretch_of_units){.first = unit, .last = unit, .head_text = -1, .tail = -1, .read = draft,
		.draft = draft, .before = first ? -1 : s->n - 2, .cut = cut, .head = first && opens(p, d), .subhead = subhead, .after = -1};
}

static void draft_cut(struct page *p, struct stretches *s, int d) {
	int text = -1; /* the last unit of running text */
	for (int i = p->drafts.v[d].first, next; i >= 0; i = next) {
		struct unit *u = &p->units.v[i];
		next = u->next;
		enum cut cut = text >= 0 ? cut_between(&p->units.v[text], u) : CUT_NONE;
		if (i == p->drafts.v[d].first || cut) stretch_open(p, s, i, d, cut);
		struct stretch_of_units *x = &s->v[s->n - 1];
		if (x->last != i) p->units.v[x->last].next = i;
		x->last = i;
		u->next = -1;
		if (!unit_in_text(u)) continue;
		if (u->role == ROLE_PARAGRAPH && (x->head_text < 0 || p->units.v[x->head_text].role == ROLE_SUBHEAD)) x->head_text = i, x->start = u->flags;
		text = x->tail = i, x->end = u->role == ROLE_PARAGRAPH ? u->flags : 0;
	}
}

/* What was cut between paragraphs and is still together stays so; what is so tied to the headline is the top. */
void stretches_tie(struct stretches *s) {
	for (int i = 0; i < s->n; i++) s->v[i].after = -1, s->v[i].continues = false;
	for (int i = 0; i < s->n; i++) {
		struct stretch_of_units *x = &s->v[i], *a = x->before < 0 ? NULL : &s->v[x->before];
		x->tied = a && a->draft == x->draft && (x->cut == CUT_PARAGRAPH || x->cut == CUT_SUBHEAD);
		x->top = x->head || (x->tied && a->top);
		if (x->tied && x->cut == CUT_PARAGRAPH) a->after = i, x->continues = true;
	}
}

/* ---- putting together ---------------------------------------------------------------------------------------- */

static void chain_append(struct page *p, struct stretches *s, int i) {
	int d = s->v[i].draft;
	for (; i >= 0; i = s->v[i].after) {
		struct draft *x = &p->drafts.v[d];
		if (x->last < 0) x->first = s->v[i].first;
		else p->units.v[x->last].next = s->v[i].first;
		x->last = s->v[i].last;
		for (int u = s->v[i].first; u >= 0; u = p->units.v[u].next) p->units.v[u].draft = d;
	}
}

static void put_together(struct page *p, struct stretches *s) {
	for (int i = 0; i < s->n; i++)
		p->drafts.v[s->v[i].read].first = p->drafts.v[s->v[i].read].last = -1;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].top && !s->v[i].continues) chain_append(p, s, i);
	for (int i = 0; i < s->n; i++)
		if (!s->v[i].top && !s->v[i].continues) chain_append(p, s, i);
}

/* ---- the page ------------------------------------------------------------------------------------------------ */

/* Nothing is out of order there: each stretch goes on with the one read before it. */
static void as_read(struct stretches *s) {
	for (int i = 0; i < s->n; i++) {
		s->v[i].draft = s->v[i].read;
		if (s->v[i].before >= 0) s->v[s->v[i].before].after = i, s->v[i].continues = true;
	}
}

static void portion_weave(struct page *p, struct stretches *s, bool troubled) {
	if ((troubled || p->told) && s->n <= STRETCHES_MAX) {
		terms_read(p, s);
		zones_read(p, s);
		scores_clear(p, s);
		if (troubled) stretches_place(p, s), stretches_match(p, s);
		else as_read(s);
		tell_joins(p, s);
	} else {
		as_read(s);
	}
	put_together(p, s);
}

/* Portions of whole drafts, so that a page of many articles costs no more than its size. */
static int portion_cut(struct page *p, struct stretches *s, int from, bool *troubled) {
	int d = from;
	s->n = 0, s->draft = from, *troubled = false;
	for (; d < p->drafts.n && s->n < STRETCHES_MAX / 3; d++) {
		if (p->drafts.v[d].photo) continue;
		*troubled = draft_troubled(p, &p->drafts.v[d]) || *troubled;
		draft_cut(p, s, d);
	}
	return s->ndraft = d;
}

static void doubled_trim(struct page *p, const struct draft *d) {
	int a = -1;
	for (int i = d->first; i >= 0; i = p->units.v[i].next) {
		struct unit *u = &p->units.v[i];
		if (!unit_in_text(u)) continue;
		uint32_t n = a >= 0 && u->role == ROLE_PARAGRAPH && p->units.v[a].role == ROLE_PARAGRAPH ? unit_doubled(p, &p->units.v[a], u) : 0;
		if (n) p->units.v[a].body.end -= n, p->units.v[a].flags |= IS_OPEN;
		a = i;
	}
}

static bool page_troubled(const struct page *p) {
	for (int d = 0; d < p->drafts.n; d++)
		if (draft_troubled(p, &p->drafts.v[d])) return true;
	return false;
}

void page_weave(struct page *p) {
	struct stretches s = {0};
	bool troubled;
	if (page_troubled(p) || p->told)
		for (int d = 0; d < p->drafts.n; portion_weave(p, &s, troubled)) d = portion_cut(p, &s, d, &troubled);
	for (int d = 0; d < p->drafts.n; d++) doubled_trim(p, &p->drafts.v[d]);
}
