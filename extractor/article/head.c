/* head.c: what a group of headline lines is, and which of its lines is kicker, title, subtitle. */
#include "article/priv.h"

enum { SHORT_HEAD = 10, LONG_FIRST = 17, LONG_SECOND = 16, TEXT_WITHIN = 3 };

bool zone_same(ustr a, ustr b) {
	if (!a.s || !b.s) return true;
	size_t n = a.n < b.n ? a.n : b.n; /* one may have a province or more before it */
	return !memcmp(a.s + a.n - n, b.s + b.n - n, n * sizeof *a.s);
}

struct seen { bool zone_other, zone_first, subtitle; int blocks, lines; uint32_t length; };

static struct seen group_seen(struct page *p, struct group g, const struct draft *cur) {
	struct seen s = {0};
	ustr its = cur ? zone_of_draft(p, cur) : (ustr){0};
	for (int i = g.from; i < g.to; i++) {
		const struct unit *u = &p->units.v[i];
		if (u->zone.s && its.s && !zone_same(u->zone, its)) s.zone_other = true;
		if (u->flags & IS_ZONE_FIRST) s.zone_first = true;
		if (u->flags & IS_SUBTITLE) s.subtitle = true;
		s.blocks += u->gap > 0;
		s.lines++;
		s.length += span_len(u->text);
	}
	return s;
}

static bool numbered(const struct page *p, span at) {
	uint32_t i = at.at;
	while (i < at.end && i - at.at < 3 && page_mark(p, i) & (MARK_digit | MARK_numeral | MARK_open)) i++;
	return i > at.at && i < at.end && page_mark(p, i) & (MARK_list | MARK_close) && !(page_mark(p, i) & MARK_quote);
}

/* Is the paragraph behind the group signed or credited, or does a signature follow it? */
static bool single_item(const struct page *p, int next) {
	if (next < 0 || p->units.v[next].kind != UNIT_PARAGRAPH) return false;
	if (p->units.v[next].flags & (IS_SIGNED | IS_CREDITED)) return true;
	return next + 1 < p->units.n && p->units.v[next + 1].kind == UNIT_NAMES;
}

static int head_after(const struct page *p, struct group g) {
	const struct unit *b = g.next < 0 ? NULL : &p->units.v[g.next];
	return page_cue(p, CUE_head_lead, b && b->flags & IS_LEAD) + page_cue(p, CUE_head_byline, b && b->kind == UNIT_BYLINE) +
		page_cue(p, CUE_head_names, b && b->kind == UNIT_NAMES && b->nfamily == b->nname) + page_cue(p, CUE_head_single, single_item(p, g.next));
}

static int head_before(const struct page *p, struct group g, const struct draft *cur, int lines) {
	const struct unit *b = g.next < 0 ? NULL : &p->units.v[g.next];
	if (!cur) return page_cue(p, CUE_head_first, true);
	return page_cue(p, CUE_head_signed, cur->is_signed) +
		page_cue(p, CUE_head_open, cur->open >= 0) + page_cue(p, CUE_head_brief, cur->lead && !cur->photo) +
		page_cue(p, CUE_head_nolead, cur->lead && !(b && (b->flags & IS_LEAD || b->kind == UNIT_BYLINE))) +
		page_cue(p, CUE_head_feature, cur->nparagraph && !cur->photo && !cur->is_signed && (cur->byline || !cur->lead)) +
		page_cue(p, CUE_head_bare, !cur->headed && !cur->photo) + page_cue(p, CUE_head_like, cur->nsubhead && cur->subhead_lines == lines) +
		page_cue(p, CUE_head_empty, !cur->nparagraph && cur->headed);
}

/* The paragraph below the group; NULL: none. */
static struct unit *text_below(const struct page *p, struct group g) {
	int i = g.next;
	for (int k = 0; k < TEXT_WITHIN && i >= 0 && i + 1 < p->units.n && p->units.v[i].kind != UNIT_PARAGRAPH && p->units.v[i].kind != UNIT_HEAD; k++) i++;
	return i < 0 || p->units.v[i].kind != UNIT_PARAGRAPH ? NULL : &p->units.v[i];
}

/* The zone that the text below names, against that of the article before and that of the headline. */
static int text_weigh(struct page *p, struct group g, const struct draft *cur) {
	struct unit *b = text_below(p, g);
	if (!b) return 0;
	int agrees = cur ? zone_agrees(p, cur, b) : 0;
	bool own = false;
	for (int i = g.from; i < g.to; i++) own = own || (p->units.v[i].flags & IS_ZONE_FIRST && zone_is(p->units.v[i].zone, zone_of(p, b)));
	return page_cue(p, CUE_head_text_other, agrees < 0) + page_cue(p, CUE_head_text_same, agrees > 0) + page_cue(p, CUE_head_text_own, own);
}

int head_score(struct page *p, struct group g, const struct draft *cur, bool photo) {
	struct seen s = group_seen(p, g, cur);
	const struct unit *first = &p->units.v[g.from];
	return page_cue(p, CUE_head_bias, true) + head_after(p, g) + text_weigh(p, g, cur) + head_before(p, g, cur, s.lines) +
		page_cue(p, CUE_head_photo, photo) +
		page_cue(p, CUE_head_zone_other, s.zone_other) + page_cue(p, CUE_head_zone_first, s.zone_first) +
		page_cue(p, CUE_head_rubric, g.rubric) + page_cue(p, CUE_head_subtitle, s.subtitle) +
		page_cue(p, CUE_head_roundup, first->flags & IS_ROUNDUP) +
		page_cue(p, CUE_head_blocks, s.blocks > 1) + page_cue(p, CUE_head_gap, first->gap > p->usual_gap) +
		page_cue(p, CUE_head_short, s.length < SHORT_HEAD) + page_cue(p, CUE_head_numbered, numbered(p, first->text));
}

/* ---- kicker, title, subtitle ------------------------------------------------------------ */

/* Does the line below a headline say with a zone first of what sort the article is? It needs no dash then. */
static bool is_genre(struct page *p, const struct unit *u) {
	span whole, group[NGROUP];
	return u->kind == UNIT_HEAD && u->flags & IS_ZONE_FIRST && page_match(p, LEAD_subtitle, page_trial(p, TRIAL_SHORT, u->text), &whole, group);
}

/* Is the first line of a head of several a kicker? 0: there is but one. */
static int kicker_score(struct page *p, struct group g) {
	const struct unit *u = &p->units.v[g.from];
	bool zone = false, dot = false, clause = false, subtitle = false;
	int lines = 0, others = 0;
	span whole, group[NGROUP];
	bool form = page_match(p, LEAD_kicker, page_trial(p, TRIAL_SHORT, u->text), &whole, group), word = page_ends(p, p->look->kickers, u->text);
	for (int i = g.from + 1; i < g.to; i++) {
		const struct unit *v = &p->units.v[i];
		subtitle = v->flags & IS_SUBTITLE || (!form && !word && is_genre(p, v));
		if (v->kind != UNIT_HEAD || subtitle) break;
		zone = zone || v->flags & IS_ZONE_FIRST;
		lines++;
		others += v->block != u->block;
	}
	for (uint32_t i = u->text.at; i < u->text.end; i++) dot = dot || p->t->fold[i] == 0xB7, clause = clause || p->t->fold[i] == ',';
	bool quote = page_mark(p, u->text.at) & MARK_quote && page_mark(p, u->text.end - 1) & MARK_quote;
	if (!lines) return 0;
	return page_cue(p, CUE_kicker_bias, true) + page_cue(p, CUE_kicker_form, form) + page_cue(p, CUE_kicker_subtitle, subtitle) +
		page_cue(p, CUE_kicker_comma, clause) + page_cue(p, CUE_kicker_asks, page_mark(p, u->text.end - 1) & MARK_end) + page_cue(p, CUE_kicker_zone, zone && !(u->flags & IS_ZONE_FIRST)) +
		page_cue(p, CUE_kicker_word, word) + page_cue(p, CUE_kicker_dot, dot) +
		page_cue(p, CUE_kicker_block, others == lines) + page_cue(p, CUE_kicker_three, lines > 1) +
		page_cue(p, CUE_kicker_particle, page_ends(p, p->look->particles, u->text)) +
		page_cue(p, CUE_kicker_zone_self, u->flags & IS_ZONE_FIRST) + page_cue(p, CUE_kicker_quote, quote) +
		page_cue(p, CUE_kicker_colon, u->flags & IS_OPENED || page_ends(p, p->look->closers, u->text));
}

static bool is_kicker(struct page *p, struct group g) {
	struct telling t = {.n = 0};
	p->telling = p->told ? &t : NULL;
	int score = kicker_score(p, g);
	p->telling = NULL;
	if (t.n) tell_kicker(p, g.from, score, &t);
	return score > 0;
}

/* The title's lines so far. */
struct titled { const struct unit *last; int lines; uint32_t length, longest; bool zone_first; };

static void titled_add(struct titled *t, const struct unit *u) {
	uint32_t n = span_len(u->text);
	t->last = u, t->lines++, t->length += n;
	if (n > t->longest) t->longest = n;
	t->zone_first = t->zone_first || u->flags & IS_ZONE_FIRST;
}

/* Is the line a subtitle without a dash? In a block of its own, where the title names its zone first or asks. In the title's block the last
 * line, when it is much longer than two lines of title before it, or the title fills a line. */
static bool is_second(struct page *p, struct group g, const struct titled *t, int i) {
	const struct unit *u = &p->units.v[i];
	bool asks = page_mark(p, t->last->text.end - 1) & MARK_end, zone = u->flags & IS_ZONE_FIRST;
	uint32_t n = span_len(u->text);
	if (page_ends(p, p->look->closers, t->last->text)) return false;
	if (is_genre(p, u)) return true;
	if (u->gap) return t->length > SHORT_HEAD && (asks || (!zone && t->zone_first));
	if (i + 1 < g.to && p->units.v[i + 1].kind == UNIT_HEAD && !(p->units.v[i + 1].flags & IS_SUBTITLE)) return false;
	if (t->lines > 1) return n >= LONG_SECOND && n * 4 >= t->longest * 5;
	return !zone && t->longest >= LONG_FIRST && n > SHORT_HEAD;
}

void head_roles(struct page *p, struct group g) {
	int first = g.from;
	while (first < g.to && p->units.v[first].kind != UNIT_HEAD) first++;
	struct group rest = {first, g.to, g.next, g.rubric};
	struct titled title = {.last = NULL};
	bool kicker = first < g.to && is_kicker(p, rest), below = false;
	for (int i = first; i < g.to; i++) {
		struct unit *u = &p->units.v[i];
		if (u->kind != UNIT_HEAD) continue;
		if (title.last && (u->flags & IS_SUBTITLE || is_second(p, g, &title, i))) below = true;
		u->role = i == first && kicker ? ROLE_KICKER : below ? ROLE_SUBTITLE : ROLE_TITLE;
		if (u->role == ROLE_TITLE) titled_add(&title, u);
	}
}
