/* weave.c: articles whose columns were interleaved. Where a paragraph breaks off or starts in mid-sentence, the drafts are cut
 * into stretches of a paragraph each, which are put together again in the order that order.c finds. A page without such a place is
 * left as it was read. */
#include "article/priv.h"

/* ---- cutting ------------------------------------------------------------------------------------ */

enum { STRAYS = 1, ZONES_MOST = 32, ZONE_LEAST = 4, WEAK = 60 };

static bool mid_sentence(const struct unit *u) { return u->flags & (IS_DANGLING | IS_CLOSER); }

/* Is there a place between units a and b of a draft where text is out of order? b is -1 at the end of the draft. */
static bool trouble(const struct page *p, int a, int b) {
	const struct unit *u = &p->units.v[a], *v = b < 0 ? NULL : &p->units.v[b];
	bool open = u->role == ROLE_PARAGRAPH && u->flags & IS_OPEN;
	if (!v) return open;
	if (v->role == ROLE_SUBHEAD) return open;
	return v->role == ROLE_PARAGRAPH && (open ? (v->flags & IS_OPENER) && !(u->flags & IS_COMMA) : u->role == ROLE_PARAGRAPH && mid_sentence(v));
}

static struct zones zones_of(const struct page *p) {
	struct zones z = {.begins = 0};
	for (int d = 0; d < p->drafts.n && z.name.n < ZONES_MOST; d++) {
		ustr name = p->drafts.v[d].zone;
		bool known = !name.s || name.n < ZONE_LEAST || wordlist_find(p->look->zones, name) >= 0;
		for (int k = 0; k < z.name.n && !known; k++) known = ustr_eq(z.name.v[k], name);
		if (known) continue;
		*LIST_PUSH(&z.name, p->tmp) = name;
		z.begins |= UINT64_C(1) << (name.s[0] * 31 + name.s[1]) % 64;
	}
	return z;
}

/* The zone that a paragraph names and its own article's headline does not, when it is that of a headline near by. */
static bool stray(const struct page *p, const struct zones *z, const struct unit *u, int d) {
	const struct draft *own = &p->drafts.v[d];
	ustr name;
	int lo = d > NEAR ? d - NEAR : 0, hi = d + NEAR < p->drafts.n ? d + NEAR : p->drafts.n - 1;
	bool other = false;
	for (uint32_t i = u->body.at, n; i < u->body.end; i += n ? n : 1) {
		n = zone_at(p, z, i, u->body.end, &name);
		if (!n) continue;
		if (zone_is(name, own->zone)) return false;
		for (int k = lo; k <= hi && !other; k++) other = k != d && !p->drafts.v[k].photo && zone_is(name, p->drafts.v[k].zone);
	}
	return other;
}

static bool draft_strays(const struct page *p, const struct zones *z, int d) {
	int n = 0;
	if (p->drafts.v[d].photo || !p->drafts.v[d].zone.s) return false;
	for (int i = p->drafts.v[d].first; i >= 0 && n < STRAYS; i = p->units.v[i].next) n += p->units.v[i].role == ROLE_PARAGRAPH && stray(p, z, &p->units.v[i], d);
	return n == STRAYS;
}

static bool draft_breaks(const struct page *p, const struct draft *d) {
	int a = -1;
	if (d->photo) return false;
	for (int i = d->first; i >= 0; i = p->units.v[i].next) {
		if (!unit_in_text(&p->units.v[i])) continue;
		if (a >= 0 && trouble(p, a, i)) return true;
		a = i;
	}
	return a >= 0 && trouble(p, a, -1);
}

static bool draft_troubled(const struct page *p, const struct zones *z, int d) { return draft_breaks(p, &p->drafts.v[d]) || draft_strays(p, z, d); }

/* May a column have been cut between these units? */
static bool cut_between(const struct unit *a, const struct unit *b) {
	return unit_in_text(a) && unit_in_text(b) && a->role != ROLE_SUBHEAD && !(b->flags & IS_VERSE && b->block == a->block);
}

/* Does the draft's own headline open it? What starts in mid-sentence without one goes on with something else. */
static bool opens(const struct page *p, const struct draft *d) {
	for (int i = d->first; i >= 0 && !d->headed; i = p->units.v[i].next)
		if (p->units.v[i].role == ROLE_PARAGRAPH) return !mid_sentence(&p->units.v[i]);
	return true;
}

static void stretch_open(struct page *p, struct stretches *s, int unit, int draft) {
	const struct draft *d = &p->drafts.v[s->drafts.v[draft]];
	const struct unit *u = &p->units.v[unit];
	bool first = d->first == unit;
	*LIST_PUSH(s, p->tmp) = (struct stretch_of_units){.first = unit, .last = unit, .head_text = -1, .tail = -1, .read = draft, .draft = draft, .voice = draft,
		.before = first ? -1 : s->n - 2, .head = first && !d->orphan && opens(p, d), .subhead = u->role == ROLE_SUBHEAD, .inside = !u->gap, .after = -1};
	struct stretch_of_units *x = &s->v[s->n - 1];
	x->weak = x->head && d->headed && !d->zone.s && !d->byline && !d->lead && !d->named && d->sure <= WEAK;
	if (x->head) s->open_to[draft] = true;
	x->top = (x->head && !x->weak) || (x->before >= 0 && s->v[x->before].top && !ends_open(&s->v[x->before]) && !mid_sentence(u) && !stray(p, s->zones, u, s->drafts.v[draft]));
}

static void unit_enter(struct page *p, struct stretch_of_units *x, int i) {
	const struct unit *u = &p->units.v[i];
	if (x->last != i) p->units.v[x->last].next = i;
	x->last = i;
	if (u->flags & IS_SIGNED || (u->role == ROLE_SILENT && u->nname && x->tail >= 0)) x->sealed = true;
	if (!unit_in_text(u)) return;
	if (u->role == ROLE_PARAGRAPH && (x->head_text < 0 || p->units.v[x->head_text].role == ROLE_SUBHEAD)) x->head_text = i, x->start = u->flags;
	x->tail = i, x->end = u->role == ROLE_PARAGRAPH ? u->flags : 0;
}

static void draft_cut(struct page *p, struct stretches *s, int draft) {
	int text = -1, first = p->drafts.v[s->drafts.v[draft]].first; /* text: the last unit of running text */
	for (int i = first, next; i >= 0; i = next) {
		struct unit *u = &p->units.v[i];
		next = u->next;
		if (i == first || (text >= 0 && cut_between(&p->units.v[text], u))) stretch_open(p, s, i, draft);
		u->next = -1;
		unit_enter(p, &s->v[s->n - 1], i);
		if (unit_in_text(u)) text = i;
	}
}

/* ---- putting together ---------------------------------------------------------------------------------------- */

static bool unit_in_head(const struct unit *u) { return u->role == ROLE_KICKER || u->role == ROLE_TITLE || u->role == ROLE_SUBTITLE; }

static void chain_append(struct page *p, struct stretches *s, int i) {
	int d = s->drafts.v[s->v[i].draft];
	for (; i >= 0; i = s->v[i].after) {
		struct draft *x = &p->drafts.v[d];
		if (x->last < 0) x->first = s->v[i].first;
		else p->units.v[x->last].next = s->v[i].first;
		x->last = s->v[i].last;
		for (int u = s->v[i].first; u >= 0; u = p->units.v[u].next) {
			p->units.v[u].draft = d;
			if (s->v[i].head && s->v[i].draft != s->v[i].read && unit_in_head(&p->units.v[u])) p->units.v[u].role = ROLE_SUBHEAD;
		}
	}
}

/* The headline's chain first, the others in the order of the page: those that stand before the headline last. */
static void put_together(struct page *p, struct stretches *s) {
	for (int d = 0; d < s->drafts.n; d++) p->drafts.v[s->drafts.v[d]].first = p->drafts.v[s->drafts.v[d]].last = -1;
	bool *headed = ARENA_NEW(p->tmp, bool, s->drafts.n), *early = ARENA_NEW(p->tmp, bool, s->n + 1);
	for (int i = 0; i < s->n; i++) {
		headed[s->v[i].draft] = headed[s->v[i].draft] || (s->v[i].head && s->v[i].draft == s->v[i].read);
		early[i] = !headed[s->v[i].draft];
	}
	for (int late = 0; late < 2; late++)
		for (int i = 0; i < s->n; i++)
			if (!s->v[i].continues && (early[i] && headed[s->v[i].draft]) == late) chain_append(p, s, i);
}

/* ---- the page ------------------------------------------------------------------------------------------------ */

/* Nothing is out of order there: each stretch goes on with the one read before it. */
static void as_read(struct stretches *s) {
	for (int i = 0; i < s->n; i++)
		if (s->v[i].before >= 0) s->v[s->v[i].before].after = i, s->v[i].continues = true;
}

static void portion_weave(struct page *p, struct stretches *s, bool troubled) {
	bool few = s->n <= STRETCHES_MAX && (troubled || p->told);
	if (few) {
		s->scores = ARENA_ROOM(p->tmp, int, s->n * s->n);
		s->belongs = ARENA_NEW(p->tmp, int, s->n * s->drafts.n);
		for (int i = 0; i < s->n * s->n; i++) s->scores[i] = SCORE_UNKNOWN;
		terms_read(p, s);
	}
	if (few && troubled) stretches_order(p, s);
	else as_read(s);
	if (few && p->told) tell_places(p, s), tell_joins(p, s);
	put_together(p, s);
}

/* Portions of whole drafts, so that a page of many articles costs no more than its size. */
static int portion_cut(struct page *p, struct stretches *s, int from, bool *troubled) {
	int d = from;
	s->n = s->drafts.n = 0, *troubled = false;
	s->open_to = ARENA_NEW(p->tmp, bool, STRETCHES_MAX);
	for (; d < p->drafts.n && s->n < STRETCHES_MAX / 3; d++) {
		if (p->drafts.v[d].photo) continue;
		*troubled = draft_troubled(p, s->zones, d) || *troubled;
		*LIST_PUSH(&s->drafts, p->tmp) = d;
		draft_cut(p, s, s->drafts.n - 1);
	}
	return d;
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

static bool page_troubled(const struct page *p, const struct zones *z) {
	for (int d = 0; d < p->drafts.n; d++)
		if (draft_troubled(p, z, d)) return true;
	return false;
}

void page_weave(struct page *p) {
	struct zones zones = zones_of(p);
	struct stretches s = {.zones = &zones};
	bool troubled;
	if (page_troubled(p, &zones) || p->told)
		for (int d = 0; d < p->drafts.n; portion_weave(p, &s, troubled)) d = portion_cut(p, &s, d, &troubled);
	for (int d = 0; d < p->drafts.n; d++) doubled_trim(p, &p->drafts.v[d]);
}
