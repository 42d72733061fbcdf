/* org_derive.c: short names that nobody gives but everybody uses: 蓝湖电子 and 蓝湖 of 宁波蓝湖电子科技有限公司.
 *
 * A company's name is place, core and ending; the core is characters that no everyday word explains, then everyday words
 * (科技, 电子). What the core starts with, up to the end of one of these words, is a short name anywhere in the article. */
#include "mention/priv.h"

enum { DERIVED = 96, FORMS = 4, CORE_MIN = 2, CORE_MAX = 6, SHORT_SURE = 3 };

/* from, end: the form as it stands inside its full name; bare: it has no everyday word. */
struct derived { span at; int full; bool bare; };
struct deriving { struct orgs *o; struct derived v[DERIVED]; int n; uint64_t first; };

/* Length of the everyday word, place or head at p; 0: nothing explains what stands there. */
static uint32_t explained(struct ground *g, uint32_t p, uint32_t end) {
	int index;
	uint32_t n = wordlist_at(g->known->generic, g->s.s + p, end - p, &index), place = ground_place(g, p), head = g->head_len[p];
	if (place > n && p + place <= end) n = place;
	if (head > n && p + head <= end) n = head;
	return n;
}

static void add(struct deriving *d, span at, int full, bool bare) {
	if (d->n == DERIVED) return;
	d->v[d->n++] = (struct derived){at, full, bare};
	d->first |= UINT64_C(1) << d->o->ground.s.s[at.at] % 64;
}

/* The forms of one full name: its core, and the core with one everyday word after the other. */
static void forms_of(struct deriving *d, int full) {
	struct ground *g = &d->o->ground;
	const struct mention *m = &d->o->out->v[full];
	uint32_t p = m->at.at, end = m->at.end - (uint32_t)g->known->suffixes->word[m->word].text.n, n;
	while (p < end && (n = explained(g, p, end)) >= 2 && ground_place(g, p) == n) p += n;
	uint32_t from = p;
	while (p < end && p - from < CORE_MAX && !explained(g, p, end) && rule_mark(g->book, g->s.s[p]) & (MARK_han | MARK_latin)) p++;
	if (p - from < CORE_MIN) return;
	add(d, (span){from, p}, full, true);
	for (int k = 1; k < FORMS && p < end && (n = explained(g, p, end)); k++) {
		p += n;
		add(d, (span){from, p}, full, false);
	}
}

static void collect(struct deriving *d) {
	const struct known *known = d->o->known;
	for (int i = 0; i < d->o->out->n; i++) {
		const struct mention *m = &d->o->out->v[i];
		if (m->word < 0 || m->name.s || known->need[m->word] != NEED_strong) continue;
		forms_of(d, i);
	}
}

/* The longest form that stands at i outside of any full name; *k: which. */
static uint32_t form_at(const struct deriving *d, uint32_t i, int *k) {
	const ustr s = d->o->ground.s;
	uint32_t best = 0;
	for (int x = 0; x < d->n; x++) {
		uint32_t n = span_len(d->v[x].at);
		if (n > best && i + n <= s.n && memcmp(s.s + i, s.s + d->v[x].at.at, n * sizeof *s.s) == 0) best = n, *k = x;
	}
	return best;
}

/* A form of two characters needs a border on both sides, a longer one without an everyday word on one of them. */
static bool stands_free(struct deriving *d, span at, bool bare) {
	struct ground *g = &d->o->ground;
	if (!bare) return true;
	bool left = border_before(g, at.at).weight > 0, right = ends_free(g, at.end);
	return span_len(at) < SHORT_SURE ? left && right : left || right;
}

/* A mention that is there already gets the full name that it is short for. */
static bool names_mention(struct deriving *d, int *next, int count, span at, int full) {
	struct mentions *all = d->o->out;
	while (*next < count && all->v[*next].at.end <= at.at) ++*next;
	if (*next == count || all->v[*next].at.at >= at.end) return false;
	struct mention *m = &all->v[*next];
	if (m->at.at == at.at && m->at.end == at.end && !m->name.s) m->name = orgs_text(d->o, all->v[full].at);
	return true;
}

/* ---- official abbreviations ------------------------------------------------------- */

static int known_name(const struct orgs *o, int i) {
	span at = o->out->v[i].at;
	return span_len(at) <= o->known->names->longest ? wordlist_find(o->known->names, ustr_sub(o->ground.s.s, at)) : -1;
}

/* 工信部 stands for 工业和信息化部 where the article has both. */
void orgs_official(struct orgs *o) {
	const struct wordlist *names = o->known->names;
	if (!names || !o->out->n) return;
	bool *stands = ARENA_NEW(o->mem, bool, names->nword);
	int *word = ARENA_NEW(o->mem, int, o->out->n), shorts = 0;
	for (int i = 0; i < o->out->n; i++) {
		if ((word[i] = known_name(o, i)) < 0) continue;
		stands[word[i]] = true;
		shorts += names->word[word[i]].col[2].s != NULL;
	}
	for (int i = 0; shorts && i < o->out->n; i++) {
		str full = word[i] >= 0 && !o->out->v[i].name.s ? names->word[word[i]].col[2] : STR_NULL;
		int at = full.s ? wordlist_find(names, arena_ustr(o->mem, full)) : -1;
		if (at >= 0 && stands[at]) o->out->v[i].name = full;
	}
}

/* The mentions are settled and sorted here: one walk over the text and them. */
void orgs_derive(struct orgs *o) {
	struct deriving d = {.o = o};
	const ustr s = o->ground.s;
	int count = o->out->n, next = 0, k = 0;
	collect(&d);
	for (uint32_t i = 0; d.n && i < s.n; i++) {
		uint32_t n = d.first >> s.s[i] % 64 & 1 ? form_at(&d, i, &k) : 0;
		if (!n) continue;
		span at = {i, i + n};
		int full = d.v[k].full;
		if (names_mention(&d, &next, count, at, full) || !stands_free(&d, at, d.v[k].bare)) continue;
		org_push(o, o->known->derived, at, o->out->v[full].word, orgs_text(o, o->out->v[full].at));
		i += n - 1;
	}
}
