/* zone.c: what the record says of a zone, and which one the article is about. */
#include "value/priv.h"

static const struct word *gazetteer(const struct wordlist *zones, const struct mention *m) {
	return m->word >= 0 ? &zones->word[m->word] : NULL;
}

static str official(const struct wordlist *zones, const struct mention *m) {
	const struct word *w = gazetteer(zones, m);
	return w ? w->col[0] : m->name;
}

/* A zone without a name (zone.bare): it is the one that the article is about. */
static bool bare(const struct mention *m) { return m->word < 0 && !m->name.s; }

static bool any_bare(const struct mentions *all) {
	for (int i = 0; i < all->n; i++)
		if (bare(&all->v[i])) return true;
	return false;
}

static int about(const struct reading *, const struct wordlist *zones, struct mentions *named);

void value_zones(struct values *v, const struct scan *s, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, s, b, mem};
	const struct mentions *all = &s->of[KIND_zone];
	const struct wordlist *zones = rule_list(b, "zones");
	struct mentions named;
	int zone = any_bare(all) ? about(&r, zones, &named) : -1;
	for (int i = 0; i < all->n; i++) {
		const struct mention *m = bare(&all->v[i]) && zone >= 0 ? &named.v[zone] : &all->v[i];
		if (bare(m)) continue;
		struct zone *z = LIST_PUSH(&v->zones, mem);
		z->text = reading_text(&r, all->v[i].at);
		z->at = all->v[i].at;
		z->bytes = value_bytes(s->article, all->v[i].at);
		z->rule = all->v[i].rule->id;
		z->name = official(zones, m);
	}
}

/* ---- which zone the article is about ------------------------------------------------ */

enum { LEAD_SENTENCES = 3 };

struct choosing { struct reading r; const struct mentions *all; const struct wordlist *zones; };

static bool same(const struct choosing *c, int i, int k) {
	return str_eq(official(c->zones, &c->all->v[i]), official(c->zones, &c->all->v[k]));
}

static bool free_trade(const struct choosing *c, int i) {
	const struct word *w = gazetteer(c->zones, &c->all->v[i]);
	return w && str_is(w->col[3], "free-trade");
}

/* The first zone in the stretch; a free-trade zone only when there is no other. -1: none. */
static int first_in(const struct choosing *c, span at) {
	int any = -1;
	for (int i = 0; i < c->all->n && c->all->v[i].at.at < at.end; i++) {
		if (c->all->v[i].at.at < at.at) continue;
		if (!free_trade(c, i)) return i;
		if (any < 0) any = i;
	}
	return any;
}

static int in_parts(const struct choosing *c, enum part_kind kind) {
	const struct article *a = c->r.scan->article;
	for (int i = 0; i < a->part.n; i++) {
		int zone = a->part.v[i].kind == kind ? first_in(c, a->part.v[i].at) : -1;
		if (zone >= 0) return zone;
	}
	return -1;
}

/* The first sentences of the first paragraph. */
static span lead_of(const struct choosing *c) {
	const struct article *a = c->r.scan->article;
	span at = {0, (uint32_t)a->text.n};
	for (int i = 0; i < a->part.n; i++)
		if (a->part.v[i].kind == PART_PARAGRAPH) {
			at = a->part.v[i].at;
			break;
		}
	int sentences = 0;
	for (uint32_t i = at.at; i < at.end; i++)
		if (rule_mark(c->r.book, a->text.fold[i]) & MARK_end && ++sentences == LEAD_SENTENCES) return (span){at.at, i};
	return at;
}

/* How often each is named: *count of the first mention of each; the count of all. Few zones stand in one article. */
static int most_named(const struct choosing *c, int *count) {
	enum { SEEN = 16 };
	int seen[SEEN], times[SEEN], n = 0, best = -1;
	*count = 0;
	for (int i = 0; i < c->all->n; i++) {
		int k = 0;
		while (k < n && !same(c, seen[k], i)) k++;
		if (k == SEEN) continue;
		if (k == n) seen[n] = i, times[n++] = 0;
		times[k]++;
		if (best < 0 || times[k] > *count) best = seen[k], *count = times[k];
	}
	return best;
}

/* Does the paragraph start with the mark of a list, or with a zone and a colon? */
static bool is_item(const struct choosing *c, span at, int zone) {
	const uint32_t *fold = c->r.scan->article->text.fold;
	if (!rule_mark(c->r.book, fold[at.at])) return true;
	return zone >= 0 && c->all->v[zone].at.at == at.at && c->all->v[zone].at.end < at.end && fold[c->all->v[zone].at.end] == ':';
}

/* A round-up, items under a headline that names no zone, is about a zone only when all are. False: it is none. */
static bool of_items(const struct choosing *c, int *about) {
	const struct article *a = c->r.scan->article;
	int items = 0, other = 0;
	for (int i = 0; i < a->part.n; i++) {
		if (a->part.v[i].kind != PART_PARAGRAPH) continue;
		int zone = first_in(c, a->part.v[i].at);
		if (!is_item(c, a->part.v[i].at, zone)) return false;
		if (!items++) *about = zone;
		other += zone < 0 || *about < 0 || !same(c, zone, *about);
	}
	if (other) *about = -1;
	return items > 1;
}

/* Without a zone in head or lead, an article is about the one that it names most, when that is more than half of all mentions. */
static int choose(const struct choosing *c) {
	int zone = in_parts(c, PART_TITLE), count;
	if (zone < 0) zone = in_parts(c, PART_KICKER);
	if (zone < 0) zone = in_parts(c, PART_SUBTITLE);
	if (zone >= 0) return zone;
	if (of_items(c, &zone)) return zone;
	zone = first_in(c, lead_of(c));
	if (zone >= 0) return zone;
	zone = most_named(c, &count);
	return zone >= 0 && 2 * count > c->all->n ? zone : -1;
}

/* The mentions that have names, and the zone that the article is about among them; -1: none. */
static int about(const struct reading *r, const struct wordlist *zones, struct mentions *named) {
	const struct mentions *all = &r->scan->of[KIND_zone];
	int n = 0;
	for (int i = 0; i < all->n; i++) n += bare(&all->v[i]);
	*named = *all;
	if (n) {
		*named = (struct mentions){ARENA_NEW(r->mem, struct mention, all->n - n), 0, all->n - n};
		for (int i = 0; i < all->n; i++)
			if (!bare(&all->v[i])) named->v[named->n++] = all->v[i];
	}
	struct choosing c = {*r, named, zones};
	return choose(&c);
}

/* ---- what is said of it --------------------------------------------------------------- */

/* Its text without the bracket behind. */
static span unbracketed(const struct choosing *c, int i) {
	span at = c->all->v[i].at;
	const struct text *t = &c->r.scan->article->text;
	if (!(rule_mark(c->r.book, t->fold[at.end - 1]) & MARK_close)) return at;
	for (uint32_t k = at.end - 1; k > at.at; k--)
		if (rule_mark(c->r.book, t->fold[k]) & MARK_open) return (span){at.at, k};
	return at;
}

/* The form of the name that stands most often in the article, of equal ones the first; the full name only when there is no other. */
static str short_name(const struct choosing *c, int zone) {
	enum { FORMS = 8 };
	span form[FORMS] = {{0, 0}};
	int times[FORMS] = {0}, n = 0, best = 0;
	for (int i = 0; i < c->all->n; i++) {
		if (!same(c, zone, i)) continue;
		span at = unbracketed(c, i);
		int k = 0;
		while (k < n && !ustr_eq(reading_fold(&c->r, form[k]), reading_fold(&c->r, at))) k++;
		if (k == FORMS) continue;
		if (k == n) form[n++] = at;
		times[k]++;
	}
	for (int k = 1; k < n; k++)
		if (times[k] > times[best]) best = k;
	return reading_text(&c->r, form[best]);
}

/* Category and level by the ending of a name that no list has; province by the place it starts with. */
static void by_ending(struct about *out, const struct choosing *c, const struct mention *m) {
	const struct wordlist *suffixes = rule_list(c->r.book, "zone-suffixes"), *places = rule_list(c->r.book, "places");
	const struct text *t = &c->r.scan->article->text;
	ustr name = arena_ustr(c->r.mem, m->name);
	int i;
	out->level = STR("other");
	out->category = STR("other");
	if (wordlist_before(suffixes, name.s, name.n, &i)) {
		out->category = suffixes->word[i].col[2];
		out->level = suffixes->word[i].col[3];
	}
	if (wordlist_at(places, t->fold + m->at.at, span_len(m->at), &i)) out->province = places->word[i].col[2];
}

void value_about(struct values *v, const struct scan *s, const struct rulebook *b, struct arena *mem) {
	struct mentions named;
	struct choosing c = {{v, s, b, mem}, &named, rule_list(b, "zones")};
	int zone = about(&c.r, c.zones, &named);
	v->about = (struct about){0};
	if (zone < 0) {
		reading_note(&c.r, STR("zone.none"), STR_NULL);
		return;
	}
	const struct mention *m = &c.all->v[zone];
	const struct word *w = gazetteer(c.zones, m);
	v->about.name = official(c.zones, m);
	v->about.short_name = short_name(&c, zone);
	if (!w) {
		by_ending(&v->about, &c, m);
		return;
	}
	v->about.level = w->col[2];
	v->about.category = w->col[3];
	v->about.province = w->col[4];
}
