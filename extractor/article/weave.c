/* weave.c: articles whose columns were interleaved. Where paragraphs break off and others start in mid-sentence, the
 * drafts are cut into stretches there; a stretch goes to the article whose zone it speaks of, and the ends that break
 * off are matched with the starts that go on, in order: columns run in parallel, so the first end is continued first.
 * A page without such a place is left as it was read. */
#include "article/priv.h"

enum { STRETCHES_MAX = 1000 }; /* a page with more is no page of columns */

struct stretch_of_units {
	int first, last;   /* units, linked by next */
	int read, draft;   /* the draft it was read into; the one it goes to */
	int before;        /* the stretch read before it */
	bool head;         /* has the headline: stays where it is */
	bool subhead;      /* starts with a subhead */
	unsigned start, end; /* flags of its first and last paragraph */
	ustr zone;
	int after;         /* the stretch that continues it; -1: none */
	bool continues;
};
struct stretches { struct stretch_of_units *v; int n, cap; };

/* ---- cutting ------------------------------------------------------------------------------------ */

static bool mid_sentence(const struct unit *u) { return u->flags & (IS_DANGLING | IS_CLOSER); }

/* Is there a place between units a and b of a draft where text is out of order? b is -1 at the end of the draft. */
static bool trouble(const struct page *p, int a, int b) {
	const struct unit *u = &p->units.v[a], *v = b < 0 ? NULL : &p->units.v[b];
	bool open = u->role == ROLE_PARAGRAPH && u->flags & IS_OPEN;
	if (!v) return open;
	if (v->role == ROLE_SUBHEAD) return open;
	return v->role == ROLE_PARAGRAPH && (open ? (v->flags & IS_OPENER) != 0 : u->role == ROLE_PARAGRAPH && mid_sentence(v));
}

static bool in_text(const struct unit *u) { return u->role == ROLE_PARAGRAPH || u->role == ROLE_SUBHEAD; }

static bool page_troubled(const struct page *p) {
	for (int d = 0; d < p->drafts.n; d++) {
		if (p->drafts.v[d].photo) continue;
		int a = -1;
		for (int i = p->drafts.v[d].first; i >= 0; i = p->units.v[i].next) {
			if (!in_text(&p->units.v[i])) continue;
			if (a >= 0 && trouble(p, a, i)) return true;
			a = i;
		}
		if (a >= 0 && trouble(p, a, -1)) return true;
	}
	return false;
}

static bool cut_between(const struct unit *a, const struct unit *b) {
	if (!in_text(a) || !in_text(b)) return false;
	bool open = a->role == ROLE_PARAGRAPH && a->flags & IS_OPEN;
	return open || (a->role == ROLE_PARAGRAPH && b->role == ROLE_PARAGRAPH && (mid_sentence(b) || b->flags & IS_STUB));
}

static void stretch_open(struct page *p, struct stretches *s, int unit, int draft, bool head) {
	const struct unit *u = &p->units.v[unit];
	*LIST_PUSH(s, p->tmp) = (struct stretch_of_units){.first = unit, .last = unit, .read = draft, .draft = draft,
		.before = s->n - 2, .head = head, .subhead = u->role == ROLE_SUBHEAD, .start = u->flags, .after = -1};
}

static void draft_cut(struct page *p, struct stretches *s, int d) {
	int text = -1; /* the last unit of running text */
	for (int i = p->drafts.v[d].first, next; i >= 0; i = next) {
		struct unit *u = &p->units.v[i];
		next = u->next;
		bool cut = text >= 0 && cut_between(&p->units.v[text], u);
		if (i == p->drafts.v[d].first || cut) stretch_open(p, s, i, d, !cut && !p->drafts.v[d].orphan);
		struct stretch_of_units *x = &s->v[s->n - 1];
		if (x->last != i) p->units.v[x->last].next = i;
		x->last = i;
		u->next = -1;
		if (in_text(u)) text = i, x->end = u->role == ROLE_PARAGRAPH ? u->flags : 0;
	}
}

/* ---- zones ------------------------------------------------------------------------------------------ */

enum { ZONES_SEEN = 16 };
struct tally { const char *name[ZONES_SEEN]; int word[ZONES_SEEN], count[ZONES_SEEN], n; };

static void tally_unit(const struct page *p, struct tally *t, const struct unit *u) {
	int index;
	for (uint32_t i = u->body.at, n; i < u->body.end; i += n ? n : 1) {
		n = wordlist_at(p->look->zones, p->t->fold + i, u->body.end - i, &index);
		if (!n) continue;
		const char *name = p->look->zones->word[index].col[0].s; /* which entry: its further words share it */
		int k = 0;
		while (k < t->n && t->name[k] != name) k++;
		if (k == ZONES_SEEN) continue;
		if (k == t->n) t->name[k] = name, t->word[k] = index, t->count[k] = 0, t->n++;
		t->count[k]++;
	}
}

/* The zone that it speaks of most. */
static ustr stretch_zone(const struct page *p, const struct stretch_of_units *s) {
	struct tally t = {.n = 0};
	int best = -1;
	for (int i = s->first; i >= 0; i = p->units.v[i].next)
		if (in_text(&p->units.v[i])) tally_unit(p, &t, &p->units.v[i]);
	for (int k = 0; k < t.n; k++)
		if (best < 0 || t.count[k] > t.count[best]) best = k;
	return best < 0 ? (ustr){0} : p->look->zone_name[t.word[best]];
}

static bool zone_is(ustr a, ustr b) { return a.s && b.s && ustr_eq(a, b); }

/* A stretch goes to the one other article of its zone, where the article that it was read into is of another; one that
 * has no article, only when it starts in mid-sentence. */
static void place(const struct page *p, struct stretches *s) {
	for (int i = 0; i < s->n; i++) {
		struct stretch_of_units *x = &s->v[i];
		bool stays = x->head || (p->drafts.v[x->read].orphan && !(x->start & (IS_DANGLING | IS_CLOSER)));
		if (stays || !x->zone.s || zone_is(x->zone, p->drafts.v[x->read].zone)) continue;
		int found = -1;
		for (int d = 0; d < p->drafts.n && found > -2; d++)
			if (!p->drafts.v[d].photo && zone_is(p->drafts.v[d].zone, x->zone)) found = found < 0 ? d : -2;
		if (found >= 0) x->draft = found;
	}
}

/* ---- matching ends with starts ----------------------------------------------------------------------------- */

static bool number_goes_on(const struct page *p, const struct stretch_of_units *a, const struct stretch_of_units *b) {
	uint32_t last = p->units.v[a->last].body.end - 1, first = p->units.v[b->first].text.at;
	return page_mark(p, last) & MARK_digit && page_mark(p, first) & (MARK_digit | MARK_numeral);
}

static int cont_score(const struct page *p, const struct stretches *s, int end, int start) {
	const struct stretch_of_units *a = &s->v[end], *b = &s->v[start];
	bool opener = b->subhead || (b->start & IS_OPENER);
	return page_cue(p, CUE_cont_bias, true) + page_cue(p, CUE_cont_zone, zone_is(a->zone, b->zone)) +
		page_cue(p, CUE_cont_quote, a->end & IS_OPENED && b->start & IS_CLOSER) +
		page_cue(p, CUE_cont_number, number_goes_on(p, a, b)) + page_cue(p, CUE_cont_near, b->before == end) +
		page_cue(p, CUE_cont_dangling, b->start & (IS_DANGLING | IS_CLOSER | IS_STUB)) +
		page_cue(p, CUE_cont_forward, b->first > a->last) + page_cue(p, CUE_cont_opener, opener);
}

struct side { int *v; int n; };

/* Would linking end to start close a ring? */
static bool ring(const struct stretches *s, int end, int start) {
	for (int i = start; i >= 0; i = s->v[i].after)
		if (i == end) return true;
	return false;
}

/* The best matching that keeps the order of both sides (the order of columns), by dynamic programming. */
static void match(const struct page *p, struct stretches *s, struct side e, struct side b) {
	int w = b.n + 1;
	int *best = ARENA_NEW(p->tmp, int, (size_t)(e.n + 1) * (size_t)w);
	for (int i = e.n - 1; i >= 0; i--)
		for (int k = b.n - 1; k >= 0; k--) {
			int score = e.v[i] == b.v[k] ? 0 : cont_score(p, s, e.v[i], b.v[k]), skip = best[(i + 1) * w + k];
			if (best[i * w + k + 1] > skip) skip = best[i * w + k + 1];
			best[i * w + k] = score > 0 && score + best[(i + 1) * w + k + 1] > skip ? score + best[(i + 1) * w + k + 1] : skip;
		}
	for (int i = 0, k = 0; i < e.n && k < b.n;) {
		if (best[i * w + k] == best[(i + 1) * w + k]) i++;
		else if (best[i * w + k] == best[i * w + k + 1]) k++;
		else {
			if (!ring(s, e.v[i], b.v[k])) s->v[e.v[i]].after = b.v[k], s->v[b.v[k]].continues = true;
			i++, k++;
		}
	}
}

static void match_draft(const struct page *p, struct stretches *s, int d, int *room) {
	struct side e = {room, 0}, b = {room + s->n, 0};
	for (int pass = 0; pass < 2; pass++) /* the head's end is the first, wherever the headline stands */
		for (int i = 0; i < s->n; i++)
			if (s->v[i].draft == d && s->v[i].head == !pass && s->v[i].end & IS_OPEN) e.v[e.n++] = i;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].draft == d && !s->v[i].head && !s->v[i].subhead) b.v[b.n++] = i;
	if (e.n && b.n) match(p, s, e, b);
}

/* ---- putting together ---------------------------------------------------------------------------------------- */

static void chain_append(struct page *p, struct stretches *s, int i, int d) {
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
		if (s->v[i].head) chain_append(p, s, i, s->v[i].draft);
	for (int i = 0; i < s->n; i++)
		if (!s->v[i].head && !s->v[i].continues) chain_append(p, s, i, s->v[i].draft);
}

/* A headline's stretch stays, and is asked for its zone only when it breaks off or its article has none. */
static bool zone_matters(const struct page *p, const struct stretch_of_units *s) {
	return !s->head || s->end & IS_OPEN || !p->drafts.v[s->draft].zone.s;
}

static void rethread(struct page *p, struct stretches *s) {
	for (int i = 0; i < s->n; i++)
		if (zone_matters(p, &s->v[i])) s->v[i].zone = stretch_zone(p, &s->v[i]);
	for (int i = 0; i < s->n; i++)
		if (s->v[i].head && !p->drafts.v[s->v[i].draft].zone.s) p->drafts.v[s->v[i].draft].zone = s->v[i].zone;
	place(p, s);
	for (int i = 0; i < s->n; i++) /* what names no zone speaks of that of its article */
		if (!s->v[i].zone.s) s->v[i].zone = p->drafts.v[s->v[i].draft].zone;
	int *room = ARENA_NEW(p->tmp, int, 2 * s->n + 1);
	for (int d = 0; d < p->drafts.n; d++) match_draft(p, s, d, room);
}

void page_weave(struct page *p) {
	struct stretches s = {0};
	if (!page_troubled(p)) return;
	for (int d = 0; d < p->drafts.n; d++)
		if (!p->drafts.v[d].photo) draft_cut(p, &s, d);
	if (s.n <= STRETCHES_MAX) rethread(p, &s);
	put_together(p, &s);
}
