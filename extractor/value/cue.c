/* cue.c: which word governs an amount.
 *
 * Cues are hits of the literal scan. One before the amount in its sentence costs the characters between, a comma as much as
 * COMMA characters; one behind it must follow closely in the same stretch between commas (2亿元专项资金, 300万元的信用贷款) and costs
 * double. The cheapest wins, less the cue's own weight; of cues that end at the same place the longest. */
#include "value/priv.h"

enum { COMMA = 8, BEHIND = 7, FAR = 60, NO_CUE = 1000 };

static bool of_list(const struct reading *r, const struct hit *h, const struct wordlist *list) {
	const struct literal *l = &r->book->literal[h->literal];
	return l->list >= 0 && &r->book->list[l->list] == list;
}

static const struct word *word_of(const struct reading *r, const struct hit *h) {
	const struct literal *l = &r->book->literal[h->literal];
	return &r->book->list[l->list].word[l->word];
}

/* First hit that ends behind `end`: hits come by end. */
static int first_after(const struct hits *hits, uint32_t end) {
	int lo = 0, hi = hits->n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (hits->v[mid].at.end <= end) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}

/* Inside a longer word of the same list: 投资 in 投资者. */
static bool inside_longer(const struct reading *r, int i, const struct wordlist *list) {
	const struct hits *hits = &r->scan->hits;
	const struct hit *h = &hits->v[i];
	for (int k = i; k < hits->n && hits->v[k].at.end < h->at.end + list->longest; k++)
		if (k != i && of_list(r, &hits->v[k], list) && hits->v[k].at.at <= h->at.at && span_len(hits->v[k].at) > span_len(h->at)) return true;
	for (int k = i - 1; k >= 0 && hits->v[k].at.end == h->at.end; k--)
		if (of_list(r, &hits->v[k], list) && span_len(hits->v[k].at) > span_len(h->at)) return true;
	return false;
}

/* Characters from `from` to `to`, commas dear, blanks and brackets' insides free of charge; NO_CUE across a sentence's end. */
static int cost_between(const struct reading *r, uint32_t from, uint32_t to) {
	const uint32_t *fold = r->scan->article->text.fold;
	int cost = 0, depth = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned mark = rule_mark(r->book, fold[i]);
		if (mark & MARK_clause) return NO_CUE;
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

static struct cue best_before(const struct reading *r, const struct wordlist *list, span whole, int *best) {
	const struct hits *hits = &r->scan->hits;
	struct cue found = {NULL, {0, 0}};
	for (int i = first_after(hits, whole.at) - 1; i >= 0 && hits->v[i].at.end + FAR >= whole.at; i--) {
		const struct hit *h = &hits->v[i];
		if (!of_list(r, h, list) || str_is(word_of(r, h)->col[1], "-") || inside_longer(r, i, list)) continue;
		int cost = cost_between(r, h->at.end, whole.at) - weight(word_of(r, h));
		if (cost < *best) *best = cost, found = (struct cue){word_of(r, h), h->at};
	}
	return found;
}

static struct cue best_behind(const struct reading *r, const struct wordlist *list, span whole, int *best) {
	const struct hits *hits = &r->scan->hits;
	struct cue found = {NULL, {0, 0}};
	for (int i = first_after(hits, whole.end); i < hits->n && hits->v[i].at.end < whole.end + BEHIND + list->longest; i++) {
		const struct hit *h = &hits->v[i];
		if (!of_list(r, h, list) || h->at.at < whole.end || h->at.at > whole.end + BEHIND) continue;
		if (str_is(word_of(r, h)->col[1], "-") || inside_longer(r, i, list)) continue;
		int gap = cost_between(r, whole.end, h->at.at), cost = 2 * gap - weight(word_of(r, h)) + 1;
		if (gap < COMMA && cost < *best) *best = cost, found = (struct cue){word_of(r, h), h->at};
	}
	return found;
}

/* 营业收入总规模: a head gives way to the cue that it ends on. */
static struct cue headed(const struct reading *r, const struct wordlist *roles, struct cue c) {
	const struct hits *hits = &r->scan->hits;
	if (!c.word || !str_is(c.word->col[3], "head")) return c;
	for (int i = first_after(hits, c.at.at) - 1; i >= 0 && hits->v[i].at.end == c.at.at; i--)
		if (of_list(r, &hits->v[i], roles) && !str_is(word_of(r, &hits->v[i])->col[1], "-")) return (struct cue){word_of(r, &hits->v[i]), hits->v[i].at};
	return c;
}

struct cue cue_role(const struct reading *r, const struct wordlist *roles, span whole) {
	int best = FAR;
	if (!roles) return (struct cue){NULL, {0, 0}};
	struct cue before = best_before(r, roles, whole, &best), behind = best_behind(r, roles, whole, &best);
	return headed(r, roles, behind.word ? behind : before);
}

/* per: in the same stretch between commas, before the amount; not behind the characters of column 3 (2021年产值 is no yearly sum). */
struct cue cue_per(const struct reading *r, const struct wordlist *units, span whole) {
	const struct hits *hits = &r->scan->hits;
	const uint32_t *fold = r->scan->article->text.fold;
	for (int i = units ? first_after(hits, whole.at) - 1 : -1; i >= 0 && hits->v[i].at.end + FAR / 2 >= whole.at; i--) {
		const struct hit *h = &hits->v[i];
		if (!of_list(r, h, units) || cost_between(r, h->at.end, whole.at) >= FAR / 2) continue;
		bool comma = false, barred = false;
		for (uint32_t k = h->at.end; k < whole.at; k++) comma |= (rule_mark(r->book, fold[k]) & MARK_comma) != 0;
		str not_after = word_of(r, h)->col[2];
		char before[4];
		int n = h->at.at ? utf8_encode(fold[h->at.at - 1], before) : 0;
		barred = n && not_after.n && memmem(not_after.s, not_after.n, before, (size_t)n);
		if (!comma && !barred) return (struct cue){word_of(r, h), h->at};
	}
	return (struct cue){NULL, {0, 0}};
}
