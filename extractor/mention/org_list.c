/* org_list.c: organizations without an ending, known by where they stand: members of lists (甲乙、丙丁等企业), the subject of
 * what only companies do (甲乙丙完成B轮融资). The rules match what stands behind; here the walk goes left from there. */
#include "mention/priv.h"

enum { MEMBERS = 16, MEMBER_MAX = 8, SUBJECT_MIN = 3, SUBJECT_MAX = 6 };

/* An organization of the list ends at `end`: its place in the sorted mentions; -1: none. */
static int ends_at(const struct mentions *all, int count, uint32_t end) {
	int lo;
	BISECT(lo, count, all->v[lo].at.end < end);
	return lo < count && all->v[lo].at.end == end ? lo : -1;
}

static bool overlaps(const struct mentions *all, int count, span at) {
	int lo;
	BISECT(lo, count, all->v[lo].at.end <= at.at);
	return lo < count && all->v[lo].at.at < at.end;
}

/* 科技 or 机器人 ends there: where; 0: neither. */
static uint32_t trade_at(const struct ground *g, span at) {
	int word = g->tail[at.end] - 1;
	if (word < 0 || (g->known->need[word] != NEED_brand && g->known->need[word] != NEED_trade)) return 0;
	uint32_t n = (uint32_t)g->known->suffixes->word[word].text.n;
	return n + 2 <= span_len(at) ? at.end - n : 0;
}

/* No stop word that counts stands in it, and what it is made of is no everyday word; before a trade (新松机器人) one character suffices. */
static bool is_brand(struct ground *g, span at) {
	for (uint32_t p = at.at; p < at.end; p++) {
		uint32_t n = ground_stop(g, p + 1);
		if (n && n <= p + 1 - at.at && g->cost[p + 1] >= g->known->weight[W_joint]) return false;
	}
	if (rule_mark(g->book, g->s.s[at.at]) & MARK_digit) return false;
	for (uint32_t p = at.at; p < at.end; p++)
		if (!(rule_mark(g->book, g->s.s[p]) & (MARK_han | MARK_latin | MARK_digit))) return false;
	if (ground_vetoed(g, at.end, span_len(at))) return false;
	uint32_t trade = trade_at(g, at);
	return is_distinct(g, at.at, at.end) || (trade && !is_plain(g, at.at, trade) && !is_plain(g, at.at, at.end));
}

/* The member that ends at p starts behind a join, or where the names of companies may start; n: the join's length, 0: the first of the list. */
struct member { span at; uint32_t join; bool known; };

static uint32_t join_before(const struct ground *g, uint32_t p) {
	int index;
	return p ? wordlist_before(g->known->joins, g->s.s, p, &index) : 0;
}

/* `from`: the word that the list starts behind, when the rule names one. */
static bool member_before(struct orgs *o, int count, uint32_t end, ustr from, struct member *m) {
	struct ground *g = &o->ground;
	int there = ends_at(o->out, count, end);
	*m = (struct member){.at = {end, end}, .known = there >= 0};
	if (m->known) {
		m->at.at = o->out->v[there].at.at;
		m->join = join_before(g, m->at.at);
		return true;
	}
	for (uint32_t p = end; p && end - p < MEMBER_MAX && rule_mark(g->book, g->s.s[p - 1]) & (MARK_han | MARK_latin | MARK_digit);) {
		m->at.at = --p;
		if (end - p < 2) continue;
		if ((m->join = join_before(g, p))) return true;
		if (from.n && p >= from.n && memcmp(g->s.s + p - from.n, from.s, from.n * sizeof *from.s) == 0) return true;
	}
	struct left l = left_edge(g, end, true);
	m->at.at = l.at;
	return l.score >= g->known->weight[W_need] && end - l.at >= 2 && end - l.at <= MEMBER_MAX;
}

/* The list that ends at `end`: its unknown members are organizations, with `check` only when one of the others is known, with `least`
 * only when it is a list. */
static void told_members(struct orgs *o, const struct rule *rule, uint32_t end, int count) {
	struct member all[MEMBERS];
	int n = 0;
	ustr from = arena_ustr(o->mem, rule_emit(rule, "from"));
	bool known = !str_is(rule_emit(rule, "check"), "known");
	for (uint32_t p = end; n < MEMBERS && member_before(o, count, p, from, &all[n]); n++) {
		known |= all[n].known;
		if (!all[n].join) {
			n++;
			break;
		}
		p = all[n].at.at - all[n].join;
	}
	if (n == 1 && rule_emit(rule, "least").s) return;
	for (int i = 0; known && i < n; i++)
		if (!all[i].known && !overlaps(o->out, count, all[i].at) && is_brand(&o->ground, all[i].at)) org_push(o, rule, all[i].at, -1, STR_NULL);
}

/* A company's core stands before a trade. */
static bool ends_brand(struct ground *g, span at) {
	uint32_t trade = trade_at(g, at);
	return trade && is_core(g, at.at, trade);
}

/* What stands before `end`, from a certain edge on. */
static void told_subject(struct orgs *o, const struct rule *rule, uint32_t end, int count) {
	struct left l = left_edge(&o->ground, end, true);
	span at = {l.at, end};
	if (l.score < o->known->weight[W_need] || overlaps(o->out, count, at)) return;
	bool bare = !l.head && span_len(at) >= SUBJECT_MIN && span_len(at) <= SUBJECT_MAX && is_odd(&o->ground, at.at, at.end);
	if ((bare || ends_brand(&o->ground, at)) && is_brand(&o->ground, at)) org_push(o, rule, at, -1, STR_NULL);
}

bool orgs_told_left(struct orgs *o, const struct mention *m, int count) {
	str walk = rule_emit(m->rule, "walk");
	if (str_is(walk, "list")) told_members(o, m->rule, m->at.at, count);
	else if (str_is(walk, "subject")) told_subject(o, m->rule, m->at.at, count);
	return walk.s != NULL;
}

/* An organization of the list starts at `at`. */
static bool starts_at(const struct mentions *all, int count, uint32_t at) {
	int lo;
	BISECT(lo, count, all->v[lo].at.at < at);
	return lo < count && all->v[lo].at.at == at;
}

static bool is_beside(const struct orgs *o, span at, int count) {
	const struct ground *g = &o->ground;
	int index;
	uint32_t before = join_before(g, at.at), behind = wordlist_at(g->known->joins, g->s.s + at.end, g->s.n - at.end, &index);
	return (before && ends_at(o->out, count, at.at - before) >= 0) || (behind && starts_at(o->out, count, at.end + behind));
}

static bool ends_whole(const struct orgs *o, uint32_t end) {
	const struct ground *g = &o->ground;
	int index;
	return ends_free(g, end) || wordlist_at(g->known->joins, g->s.s + end, g->s.n - end, &index);
}

void orgs_beside(struct orgs *o) {
	int count = o->out->n;
	for (int i = 0; i < o->rejected.n; i++) {
		span at = o->rejected.v[i].at;
		if (!ends_brand(&o->ground, at) || !is_brand(&o->ground, at) || !ends_whole(o, at.end)) continue;
		if (is_beside(o, at, count) && !overlaps(o->out, count, at)) org_push(o, o->known->beside, at, -1, STR_NULL);
	}
}
