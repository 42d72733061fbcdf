/* org_short.c: names that an article gives for its own use, and their later mentions. */
#include "mention/priv.h"

enum { SHORTS = 32, SHORT_MIN = 2, BODY_MIN = 8 };

str orgs_text(const struct orgs *o, span at) {
	return arena_utf8(o->mem, ustr_sub(o->scan->article->text.cp, at));
}

/* ---- told by the text ----------------------------------------------------------- */

/* The full name that ends right before `at`; mentions are sorted by start, those of one article are few before it. */
static const struct mention *full_before(const struct mentions *all, int count, uint32_t at) {
	int lo;
	BISECT(lo, count, all->v[lo].at.at < at);
	return lo && all->v[lo - 1].at.end == at ? &all->v[lo - 1] : NULL;
}

/* Are the characters of a short name found in the full one, in order? 宁波建投 in 宁波市建设投资集团有限公司. */
static bool is_subsequence(const uint32_t *s, span small, span full) {
	uint32_t k = small.at;
	for (uint32_t i = full.at; i < full.end && k < small.end; i++)
		if (s[i] == s[k]) k++;
	return k == small.end;
}

/* 以下简称公司: an ending and nothing else is no name. */
static bool is_word(const struct ground *g, span at) {
	int word = wordlist_find(g->known->suffixes, ustr_sub(g->s.s, at));
	return word >= 0 && g->known->need[word] != NEED_gov && g->known->need[word] != NEED_alone;
}

static void told_alias(struct orgs *o, const struct mention *m, span alias, int count) {
	span ending = m->group[GROUP_org_full]; /* the last word of the full name, where the rule looks at it */
	const struct mention *full = full_before(o->out, count, ending.end ? ending.end : m->at.at);
	bool check = str_is(rule_emit(m->rule, "check"), "subsequence");
	if (!full || is_word(&o->ground, alias)) return;
	if (check && (!is_subsequence(o->ground.s.s, alias, full->at) || ground_place(&o->ground, alias.at) == span_len(alias))) return;
	int word = full->word;
	str name = orgs_text(o, full->at);
	org_push(o, m->rule, alias, word, name);
}

static void told_list(struct orgs *o, const struct mention *m) {
	static const int groups[] = {GROUP_org_list1, GROUP_org_list2, GROUP_org_list3, GROUP_org_list4, GROUP_org_name};
	bool odd = str_is(rule_emit(m->rule, "check"), "odd");
	for (size_t i = 0; i < COUNT(groups); i++) {
		span at = m->group[groups[i]];
		if (at.at >= at.end || !is_distinct(&o->ground, at.at, at.end)) continue;
		if (!odd || is_odd(&o->ground, at.at, at.end)) org_push(o, m->rule, at, -1, STR_NULL);
	}
}

void orgs_told(struct orgs *o, const struct mentions *told) {
	int count = o->out->n;
	for (int i = 0; i < told->n; i++) {
		span alias = told->v[i].group[GROUP_org_alias];
		if (orgs_told_left(o, &told->v[i], count)) continue;
		if (alias.at < alias.end) told_alias(o, &told->v[i], alias, count);
		else told_list(o, &told->v[i]);
	}
}

/* ---- later mentions ---------------------------------------------------------------- */

/* Short names, and where each was given: it counts behind that place only. */
struct shorts {
	struct { span at; int word; str full; } v[SHORTS];
	int n;
	uint64_t first; /* bit c % 64 for the first character c of each: one look-up for most characters of the text */
};

static void shorts_add(struct shorts *all, const struct orgs *o, span at, int word, str full) {
	if (all->n == SHORTS || span_len(at) < SHORT_MIN) return;
	all->v[all->n].at = at;
	all->v[all->n].word = word;
	all->v[all->n++].full = full;
	all->first |= UINT64_C(1) << o->ground.s.s[at.at] % 64;
}

/* The longest that stands again at i; *k: which. */
static uint32_t shorts_at(const struct shorts *all, const struct orgs *o, uint32_t i, int *k) {
	const uint32_t *s = o->ground.s.s;
	uint32_t best = 0;
	for (int x = 0; x < all->n; x++) {
		uint32_t n = span_len(all->v[x].at);
		if (n > best && i >= all->v[x].at.end && i + n <= o->ground.s.n && memcmp(s + i, s + all->v[x].at.at, n * sizeof *s) == 0)
			best = n, *k = x;
	}
	return best;
}

/* The next place from *i on where one stands again: its length, *k: which; 0: none. */
static uint32_t shorts_next(const struct shorts *all, const struct orgs *o, uint32_t *i, int *k) {
	const ustr s = o->ground.s;
	for (; all->n && *i < s.n; ++*i) {
		uint32_t n = all->first >> s.s[*i] % 64 & 1 ? shorts_at(all, o, *i, k) : 0;
		if (n) return n;
	}
	return 0;
}

void orgs_mark(struct orgs *o, const struct mentions *told) {
	struct shorts all = {0};
	int k;
	for (int i = 0; i < told->n; i++) {
		span alias = told->v[i].group[GROUP_org_alias];
		if (!rule_emit(told->v[i].rule, "check").s) shorts_add(&all, o, alias, -1, STR_NULL);
	}
	for (uint32_t n, i = 0; (n = shorts_next(&all, o, &i, &k)); i += n) o->ground.unit[i + n] = (uint8_t)n;
}

static void again_short(struct orgs *o) {
	struct shorts all = {0};
	int k = 0;
	for (int i = 0; i < o->out->n; i++)
		if (o->out->v[i].name.s) shorts_add(&all, o, o->out->v[i].at, o->out->v[i].word, o->out->v[i].name);
	for (uint32_t n, i = 0; (n = shorts_next(&all, o, &i, &k)); i += n)
		org_push(o, o->known->again, (span){i, i + n}, all.v[k].word, all.v[k].full);
}

/* A full name without the place or zone that it starts with: 量子计算服务中心 after 宁波量子计算服务中心. */
struct bodies { struct { span at, body; int word; } v[SHORTS]; int n; };

static void bodies_collect(struct bodies *all, struct orgs *o) {
	struct ground *g = &o->ground;
	for (int i = 0; i < o->out->n && all->n < SHORTS; i++) {
		const struct mention *m = &o->out->v[i];
		uint32_t head = g->head_len[m->at.at], place = ground_place(g, m->at.at);
		if (place > head) head = place;
		if (m->word < 0 || m->name.s || !head || span_len(m->at) < head + BODY_MIN) continue;
		all->v[all->n].at = m->at;
		all->v[all->n].body = (span){m->at.at + head, m->at.end};
		all->v[all->n++].word = m->word;
	}
}

static void again_body(struct orgs *o) {
	struct bodies all = {0};
	const uint32_t *s = o->ground.s.s;
	bodies_collect(&all, o);
	for (int i = 0; i < o->rejected.n; i++)
		for (int k = 0; k < all.n; k++) {
			uint32_t len = span_len(all.v[k].body), end = o->rejected.v[i].at.end;
			if (end < len || memcmp(s + end - len, s + all.v[k].body.at, len * sizeof *s)) continue;
			org_push(o, o->known->tail, (span){end - len, end}, all.v[k].word, orgs_text(o, all.v[k].at));
			break;
		}
}

void orgs_again(struct orgs *o) {
	if (o->known->tail) again_body(o);
	if (o->known->again) again_short(o);
}
