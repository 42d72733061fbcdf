/* cue.c: which word governs an amount.
 *
 * Cues are hits of the literal scan. One before the amount in its sentence costs the characters between, a comma as much as
 * COMMA characters; one behind it must follow closely in the same stretch between commas (2亿元专项资金, 300万元的信用贷款) and costs
 * double. The cheapest wins, less the cue's own weight; of cues that end at the same place the longest. Column 4 of a cue: `head`, see
 * headed; `near`: none further off than NEAR (补, 省). */
#include "value/priv.h"

enum { COMMA = 8, BEHIND = 7, NEAR = 5, FAR = 60, NO_CUE = 1000 };

/* The cues of one list in the article. */
struct cues { const struct reading *r; const struct wordlist *list; const struct founds *at; };

static struct cues cues_of(const struct reading *r, const struct wordlist *list) {
	return (struct cues){r, list, scan_words(r->scan, r->book, list)};
}

static const struct word *word_of(const struct cues *c, int i) { return &c->list->word[c->at->v[i].word]; }

/* Inside a longer word of the list: 投资 in 投资者. Those that end at the same place come shorter first. */
static bool inside_longer(const struct cues *c, int i) {
	span at = c->at->v[i].at;
	for (int k = i + 1; k < c->at->n && c->at->v[k].at.end < at.end + c->list->longest; k++)
		if (c->at->v[k].at.at <= at.at) return true;
	return false;
}

static bool is_cue(const struct cues *c, int i) { return !str_is(word_of(c, i)->col[1], "-") && !inside_longer(c, i); }

/* Characters from `from` to `to`, commas dear, blanks and brackets' insides free of charge; NO_CUE across a sentence's end. */
static int cost_between(const struct reading *r, uint32_t from, uint32_t to) {
	const uint32_t *fold = r->scan->article->text.fold;
	int cost = 0, depth = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned mark = rule_mark(r->book, fold[i]);
		if (mark & MARK_clause || fold[i] == '\n') return NO_CUE;
		if (mark & MARK_open && !(mark & MARK_quote)) depth++;
		if (!depth) cost += mark & MARK_comma ? COMMA : 1;
		if (mark & MARK_close && !(mark & MARK_quote) && depth) depth--;
	}
	return cost;
}

static int weight(const struct word *w) {
	int64_t v = 0;
	str_int(w->col[2], &v);
	return (int)v;
}

/* 研发投入的10%: the cue says what a rate is of, and nothing of the sum behind. */
static bool base_of_rate(const struct cues *c, span cue) {
	const struct wordlist *edges = rule_list(c->r->book, "quantity-edges");
	const struct text *t = &c->r->scan->article->text;
	int word;
	uint32_t n = wordlist_at(edges, t->fold + cue.end, t->n - cue.end, &word);
	if (!n || !str_is(edges->word[word].col[1], "of")) return false;
	const struct mentions *all = &c->r->scan->of[KIND_quantity];
	int lo;
	BISECT(lo, all->n, all->v[lo].at.at < cue.end + n);
	return lo < all->n && all->v[lo].at.at == cue.end + n;
}

static struct cue best_before(const struct cues *c, span whole, int *best) {
	struct cue found = {NULL, {0, 0}};
	for (int i = founds_behind(c->at, whole.at) - 1; i >= 0 && c->at->v[i].at.end + FAR >= whole.at; i--) {
		if (!is_cue(c, i) || base_of_rate(c, c->at->v[i].at)) continue;
		span at = c->at->v[i].at;
		int gap = cost_between(c->r, at.end, whole.at), cost = gap - weight(word_of(c, i));
		if (gap > NEAR && str_is(word_of(c, i)->col[3], "near")) continue;
		if (cost < *best) *best = cost, found = (struct cue){word_of(c, i), at};
	}
	return found;
}

static struct cue best_behind(const struct cues *c, span whole, int *best) {
	struct cue found = {NULL, {0, 0}};
	for (int i = founds_behind(c->at, whole.end); i < c->at->n && c->at->v[i].at.end < whole.end + BEHIND + c->list->longest; i++) {
		span at = c->at->v[i].at;
		if (at.at < whole.end || at.at > whole.end + BEHIND || !is_cue(c, i)) continue;
		int gap = cost_between(c->r, whole.end, at.at), cost = 2 * gap - weight(word_of(c, i)) + 1;
		if (gap < COMMA && (cost < *best || (!gap && cost == *best))) *best = cost, found = (struct cue){word_of(c, i), at};
	}
	return found;
}

/* 营业收入总规模: a head gives way to the cue that it ends on, the longest of several; one that opens a stretch between commas to what
 * the stretches before it are about (发行科创票据,规模10亿元). */
static struct cue headed(const struct cues *c, struct cue head) {
	const uint32_t *fold = c->r->scan->article->text.fold;
	int best = FAR / 2;
	if (!head.word || !str_is(head.word->col[3], "head")) return head;
	int i = founds_behind(c->at, head.at.at) - 1;
	if (i >= 0 && c->at->v[i].at.end == head.at.at) return str_is(word_of(c, i)->col[1], "-") ? head : (struct cue){word_of(c, i), c->at->v[i].at};
	if (!head.at.at || !(rule_mark(c->r->book, fold[head.at.at - 1]) & MARK_comma)) return head;
	struct cue before = best_before(c, head.at, &best);
	return before.word ? before : head;
}

struct cue cue_role(const struct reading *r, const struct wordlist *roles, span whole) {
	struct cues c = cues_of(r, roles);
	int best = FAR;
	struct cue before = best_before(&c, whole, &best), behind = best_behind(&c, whole, &best);
	return headed(&c, behind.word ? behind : before);
}
