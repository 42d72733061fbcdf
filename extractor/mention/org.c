/* org.c: organizations: right edges from the literal scan, left edges by evidence (org_left.c), short names (org_short.c). */
#include "mention/priv.h"

enum { SHORT_NAME = 2, CAMPUS = 6, NEAREST_MIN = 2, NEAREST_MAX = 4 };

void org_push(struct orgs *o, const struct rule *rule, span at, int word, str full) {
	struct mention *m = LIST_PUSH(o->out, o->mem);
	m->at = at;
	m->rule = rule;
	m->word = word;
	m->name = full;
}

/* A name of two characters may be a part of other words: it needs a border on one side. */
static bool name_free(struct orgs *o, span at) {
	struct ground *g = &o->ground;
	int index;
	if (ground_vetoed(g, at.end, span_len(at))) return false;
	if (span_len(at) > SHORT_NAME) return true;
	if (border_before(g, at.at).weight) return true;
	if (at.end >= g->s.n || !(rule_mark(g->book, g->s.s[at.end]) & MARK_han)) return true;
	return wordlist_at(g->known->stops, g->s.s + at.end, g->s.n - at.end, &index) > 0;
}

/* The type of a part is that of what it is a part of: 胸痛中心 of a hospital. */
static int whole_word(struct orgs *o, const struct candidate *c) {
	struct ground *g = &o->ground;
	if (g->known->need[c->word] != NEED_part) return c->word;
	for (uint32_t p = c->tail; p >= c->left.at + 2; p--) {
		int word;
		if (!ground_tail(g, p)) continue;
		if (g->tail[p]) return g->tail[p] - 1;
		if (wordlist_before(g->known->suffixes, g->s.s + c->left.at, p - c->left.at, &word)) return word;
	}
	return c->word;
}

/* A university's campus is named in brackets behind it: 哈尔滨工业大学(深圳). */
static uint32_t campus(struct orgs *o, uint32_t end, str type) {
	struct ground *g = &o->ground;
	uint32_t close = str_is(type, "university") ? bracket_end(g->book, g->s, end, CAMPUS) : 0;
	return close && ground_place(g, end + 1) == close - end - 2 ? close : end;
}

static void name_at(struct orgs *o, uint32_t end) {
	span at = {end - o->ground.name[end], end};
	int place;
	if (!o->known->name || !name_free(o, at)) return;
	if (span_len(at) <= SHORT_NAME) at.at -= wordlist_before(o->known->places, o->ground.s.s, at.at, &place); /* 宁波工行 */
	int word = wordlist_find(o->known->names, ustr_sub(o->ground.s.s, (span){end - o->ground.name[end], end}));
	at.end = campus(o, end, o->known->names->word[word].col[1]);
	org_push(o, o->known->name, at, -1, STR_NULL);
}

/* 由县委 and 今年县委: what stands before an ending that is a name by itself is no part of one. */
static void stand_alone(struct orgs *o, struct candidate *c) {
	struct ground *g = &o->ground;
	uint8_t need = g->known->need[c->word];
	if ((need != NEED_alone && need != NEED_gov) || c->left.score >= g->known->weight[W_need]) return;
	if (!border_before(g, c->tail).weight) return;
	c->left = (struct left){.at = c->tail};
	c->at.at = c->tail;
}

/* 他和劳拉公司: without a left edge that has the least sum, a company's name may be the few uncommon characters behind the nearest
 * word that joins. */
static void nearest_edge(struct orgs *o, struct candidate *c) {
	struct ground *g = &o->ground;
	const struct word *ending = &g->known->suffixes->word[c->word];
	uint8_t need = g->known->need[c->word];
	if ((need != NEED_any && need != NEED_group && need != NEED_brand) || c->left.score >= g->known->weight[W_need] || !str_is(ending->col[1], "company")) return;
	for (uint32_t n = NEAREST_MIN; n <= NEAREST_MAX && n <= c->tail; n++) {
		uint32_t p = c->tail - n;
		struct border before = border_before(g, p);
		if (ground_stop(g, p + 1) || (n == NEAREST_MIN && ground_stop(g, p + 2))) return;
		if (before.wall || !before.stop || before.weight < g->known->weight[W_joint] || !is_odd(g, p, c->tail)) continue;
		c->left = (struct left){.at = p, .score = g->known->weight[W_need]};
		c->at.at = p;
		return;
	}
}

/* The ending 子公司 begins inside the name 西门子: then it is what is behind the name. */
static int behind_name(const struct ground *g, uint32_t end, int word) {
	uint32_t n = (uint32_t)g->known->suffixes->word[word].text.n;
	for (uint32_t k = 1; k < n; k++) {
		if (g->name[end - n + k] <= k) continue;
		int rest = wordlist_find(g->known->suffixes, ustr_sub(g->s.s, (span){end - n + k, end}));
		if (rest >= 0) return rest;
	}
	return word;
}

/* 原国内贸易部: a known name ends there, and what stands before it is no part of it. */
static bool known_ends(struct ground *g, const struct candidate *c) {
	uint32_t n = g->name[c->at.end];
	return n > c->at.end - c->tail && !c->left.head && c->left.at + n < c->at.end && border_before(g, c->at.end - n).stop;
}

static void suffix_at(struct orgs *o, uint32_t end, int word) {
	struct ground *g = &o->ground;
	word = behind_name(g, end, word);
	struct candidate c = {.word = word, .tail = end - (uint32_t)g->known->suffixes->word[word].text.n};
	if (g->explain) explain_start(g, c.tail);
	c.left = left_edge(g, c.tail, g->known->need[word] == NEED_strong);
	c.at = (span){c.left.at, end};
	stand_alone(o, &c);
	nearest_edge(o, &c);
	bool taken = !known_ends(g, &c) && is_name(g, &c);
	if (g->explain) explain_end(g, &c, taken);
	if (taken) org_push(o, o->known->suffix, (span){c.left.at, campus(o, end, g->known->suffixes->word[word].col[1])}, whole_word(o, &c), STR_NULL);
	else if (!ground_vetoed(g, end, end - c.tail)) *LIST_PUSH(&o->rejected, o->mem) = c;
}

/* Every place where a name or an ending ends, from left to right. */
static void take_ends(struct orgs *o, const struct founds *names, const struct founds *suffixes) {
	const struct ground *g = &o->ground;
	int i = 0, k = 0;
	for (uint32_t done = 0; i < names->n || k < suffixes->n;) {
		bool name = i < names->n && (k == suffixes->n || names->v[i].at.end <= suffixes->v[k].at.end);
		uint32_t end = name ? names->v[i++].at.end : suffixes->v[k++].at.end;
		if (end == done) continue;
		done = end;
		if (g->name[end]) name_at(o, end);
		if (o->known->suffix && g->tail[end]) suffix_at(o, end, g->tail[end] - 1);
	}
}

void mention_orgs(struct scan *scan, const struct rulebook *b, struct matcher *m, struct arena *mem) {
	struct orgs o = {.scan = scan, .known = known_of(m, b), .mem = mem, .out = &scan->of[KIND_org]};
	struct mentions told = scan->of[KIND_org];
	engine_only(&told);
	*o.out = (struct mentions){0};
	ground_make(&o.ground, scan, b, o.known, mem);
	o.ground.explain = scan->explain;
	orgs_mark(&o, &told);
	take_ends(&o, scan_words(scan, b, o.known->names), scan_words(scan, b, o.known->suffixes));
	o.ground.explain = NULL;
	mention_settle(o.out);
	orgs_told(&o, &told);
	mention_settle(o.out);
	if (o.known->beside) orgs_beside(&o);
	mention_settle(o.out);
	orgs_official(&o);
	if (o.known->derived) orgs_derive(&o);
	orgs_again(&o);
	mention_settle(o.out);
}
