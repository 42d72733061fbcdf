/* boxes.c: what stands in a box of its own: a round-up, whose rubric is the headline of all its items, and a pull quote that
 * says who or where it is from. */
#include "article/priv.h"

enum { RUBRIC_MAX = 8, QUOTE_LINE = 40, QUOTE_LINES = 4, REST_MAX = 18 };

static bool skipped(const struct unit *u) { return u->kind == UNIT_FURNITURE || u->kind == UNIT_RUBRIC; }

/* ---- round-ups ------------------------------------------------------------------------------------------------- */

/* An item without a headline, a dateline or a name of its own: it is no article. */
static bool bare_item(const struct page *p, int i) {
	if (i >= p->units.n) return false;
	const struct unit *u = &p->units.v[i];
	return u->kind == UNIT_PARAGRAPH && u->flags & IS_ITEM && !(u->flags & (IS_LEAD | IS_SIGNED | IS_CREDITED));
}

static bool short_alone(const struct page *p, int i) {
	const struct unit *u = &p->units.v[i];
	bool line = u->kind == UNIT_HEAD || (u->kind == UNIT_NAMES && u->nfour); /* four characters may look like a name */
	if (u->kind != UNIT_RUBRIC && (!line || span_len(u->text) > RUBRIC_MAX)) return false;
	return !i || u->gap || p->units.v[i - 1].block != u->block;
}

static void roundups_find(struct page *p) {
	for (int i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		if (short_alone(p, i) && bare_item(p, i + 1) && bare_item(p, i + 2)) u->kind = UNIT_HEAD, u->flags |= IS_ROUNDUP, u->nname = 0;
	}
}

/* ---- quotes that name their source ------------------------------------------------------------------------------ */

/* Units [i, end) are a block: lines of a sentence, and below them a dash and who said it. */
static bool sourced_quote(struct page *p, int i, int end) {
	const struct unit *last = &p->units.v[end - 1];
	span whole, group[NGROUP];
	if (end - i < 2 || end - i > QUOTE_LINES || !(last->flags & IS_SUBTITLE) || span_len(last->text) > REST_MAX) return false;
	if (last[-1].flags & IS_OPEN || last[-1].kind == UNIT_HEAD) return false;
	for (int k = i; k < end - 1; k++)
		if (skipped(&p->units.v[k]) || span_len(p->units.v[k].text) > QUOTE_LINE) return false;
	return page_match(p, LEAD_quote, page_trial(p, TRIAL_SHORT, last->text), &whole, group);
}

static void quotes_find(struct page *p) {
	for (int i = 0, end; i < p->units.n; i = end) {
		for (end = i + 1; end < p->units.n && p->units.v[end].block == p->units.v[i].block;) end++;
		if (!sourced_quote(p, i, end)) continue;
		for (int k = i; k < end; k++) p->units.v[k].kind = UNIT_FURNITURE;
	}
}

void page_boxes(struct page *p) {
	quotes_find(p);
	roundups_find(p);
}
