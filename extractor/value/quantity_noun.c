/* quantity_noun.c: the noun that a quantity counts or measures, within the stretch between commas.
 *
 * A counted one stands behind the measure word (130余家高新技术企业), else before the number (企业130家); what is measured or a rate
 * the other way round (面积32平方公里, 同比增长13.5%). A word of list quantity-classes that goes with the kind of the unit gives the
 * class too; where none is, the run of characters between the number and the next mark or word of list quantity-edges is the noun. */
#include "value/quantity.h"

enum { BEHIND = 12, BEFORE = 10, FAR = 9, CLOSE = 5, UNKNOWN_MIN = 2, UNKNOWN_MAX = 8, RATE_MAX = 12, PASSES = 3 };

struct nouns {
	const struct reading *r;
	const struct wordlist *nouns, *edges;
	const struct text *t;
	str kind;
	bool count, rate; /* of the unit */
	bool over;        /* 的 may stand between number and noun */
};

static bool edge_is(const struct nouns *l, int word, const char *kind) { return str_is(l->edges->word[word].col[1], kind); }

/* Links and heads may stand in a noun (公共, 产量). */
static bool edge_bars(const struct nouns *l, int word) { return !edge_is(l, word, "link") && !edge_is(l, word, "near") && !edge_is(l, word, "head"); }

static bool goes_with(const struct nouns *l, int word) {
	str kind = l->nouns->word[word].col[NOUN_KIND];
	return str_eq(kind, l->kind) || (str_is(l->kind, "count") && str_is(kind, "person"));
}

static unsigned mark(const struct nouns *l, uint32_t i) { return rule_mark(l->r->book, l->t->fold[i]); }

static bool part_of_noun(const struct nouns *l, uint32_t i) {
	return mark(l, i) & (MARK_han | MARK_latin | MARK_quote) && !(mark(l, i) & MARK_numeral);
}

/* Length of the noun at, or before, a place, and of an edge that is not a part of it. */
struct here { uint32_t noun, edge; int word, edge_word; bool both; };

/* A known noun may hold an edge or be one (培训). */
static struct here edged(const struct nouns *l, struct here x) {
	bool noun = x.edge < x.noun || (x.edge == x.noun && x.noun && goes_with(l, x.word));
	x.both = x.edge && x.edge == x.noun;
	if (x.edge && (noun || !edge_bars(l, x.edge_word))) x.edge = 0;
	return x;
}

static struct here at_place(const struct nouns *l, uint32_t i) {
	struct here x = {0};
	x.noun = wordlist_at(l->nouns, l->t->fold + i, l->t->n - i, &x.word);
	x.edge = wordlist_at(l->edges, l->t->fold + i, l->t->n - i, &x.edge_word);
	return edged(l, x);
}

static struct here before_place(const struct nouns *l, uint32_t i) {
	struct here x = {0};
	x.noun = wordlist_before(l->nouns, l->t->fold, i, &x.word);
	x.edge = wordlist_before(l->edges, l->t->fold, i, &x.edge_word);
	return edged(l, x);
}

/* ---- behind ---------------------------------------------------------------------------- */

/* 6个10亿元以上项目: a sum and its bound do not hide the noun; nor does 的 that of an area or share (86亩的用地). */
static uint32_t skip_behind(const struct nouns *l, uint32_t from) {
	const struct values *v = l->r->out;
	int lo, word;
	BISECT(lo, v->amounts.n, v->amounts.v[lo].at.at < from);
	if (lo < v->amounts.n && v->amounts.v[lo].at.at == from) {
		from = v->amounts.v[lo].at.end;
		return from + wordlist_at(rule_list(l->r->book, "bounds-after"), l->t->fold + from, l->t->n - from, &word);
	}
	uint32_t n = wordlist_at(l->edges, l->t->fold + from, l->t->n - from, &word);
	return n && edge_is(l, word, "of") && l->over ? from + n : from;
}

/* “单打冠军” right behind. */
static struct noun quoted_behind(const struct nouns *l, uint32_t from) {
	uint32_t i = from + 1;
	while (i < l->t->n && i < from + BEHIND && part_of_noun(l, i) && !(mark(l, i) & MARK_quote)) i++;
	if (i >= l->t->n || !(mark(l, i) & MARK_quote) || i < from + 1 + UNKNOWN_MIN) return (struct noun){0};
	return (struct noun){.at = {from + 1, i}, .found = true};
}

/* Does a known noun stand there? */
static bool before_noun(const struct nouns *l, uint32_t i) {
	struct here x = at_place(l, i);
	return x.noun && !x.edge && goes_with(l, x.word);
}

/* The noun that a run of nouns behind ends with (企业研发平台); of none that is known, the whole of a short run. */
static struct noun noun_behind(const struct nouns *l, uint32_t from) {
	struct noun found = {0};
	uint32_t i = from = skip_behind(l, from), end;
	while (i < l->t->n && i < from + BEHIND && (i == from || !(mark(l, i) & MARK_quote))) {
		struct here x = at_place(l, i);
		if (!part_of_noun(l, i) && !x.noun) break; /* 零部件 begins with a numeral */
		if (x.edge && i > from && !found.word && edge_is(l, x.edge_word, "edge") && before_noun(l, i + x.edge)) { /* 外资增资项目 */
			i += x.edge;
			continue;
		}
		if (x.edge) break;
		if (x.noun && !goes_with(l, x.word) && i > from && !l->count) { /* 碳纤维 in 1000吨碳纤维项目, 动力电池 in 10GWh动力电池项目 */
			if (!str_is(l->nouns->word[x.word].col[NOUN_CLASS], "projects")) i += x.noun;
			break;
		}
		if (x.noun && goes_with(l, x.word)) found = (struct noun){&l->nouns->word[x.word], {from, i + x.noun}, true};
		else if (found.word) break;
		i += x.noun ? x.noun : 1;
	}
	if (found.word || i < from + UNKNOWN_MIN || i > from + UNKNOWN_MAX) return found;
	end = i;
	if (mark(l, from) & MARK_quote) return quoted_behind(l, from);
	if (end < l->t->n && mark(l, end) & (MARK_digit | MARK_numeral)) return found;
	return (struct noun){.at = {from, end}, .found = true};
}

/* ---- before ---------------------------------------------------------------------------- */

/* The last mention that ends at or before a place; NULL: none. */
static const struct mention *last_before(const struct mentions *all, uint32_t to) {
	int lo;
	BISECT(lo, all->n, all->v[lo].at.end <= to);
	return lo ? &all->v[lo - 1] : NULL;
}

/* Where the last date, sum or zone before ends: no noun reaches back over that. */
static uint32_t floor_of(const struct nouns *l, uint32_t to) {
	static const enum rule_kind kinds[] = {KIND_date, KIND_amount, KIND_zone};
	uint32_t floor = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct mention *m = last_before(&l->r->scan->of[kinds[i]], to);
		if (m && m->at.end > floor) floor = m->at.end;
	}
	return floor;
}

/* Back over what may stand between noun and number (达到, 由, 提高到, a date); *passed: over a word that names what something came to. */
static uint32_t skip_before(const struct nouns *l, uint32_t to, bool *passed) {
	int word;
	for (int k = 0; k < PASSES; k++) {
		const struct mention *date = last_before(&l->r->scan->of[KIND_date], to);
		if (date && date->at.end == to) to = date->at.at; /* 占比从目前的38% */
		uint32_t n = wordlist_before(l->edges, l->t->fold, to, &word);
		bool pass = n && edge_is(l, word, "pass"), noun = before_place(l, to).noun > n; /* 占比, not 比 */
		if (noun) break;
		if (!pass && !(n && (edge_is(l, word, "through") || edge_is(l, word, "link") || edge_is(l, word, "near"))) && !(n && l->rate && edge_is(l, word, "of"))) break;
		*passed |= pass;
		to -= n;
	}
	return to;
}

/* Without the words at its start that link it to what stands before (可带动就业), or right behind a date or name (开发区有企业). */
static uint32_t trimmed(const struct nouns *l, uint32_t p, uint32_t end, bool behind_name) {
	int word;
	uint32_t n;
	while (p < end && (n = wordlist_at(l->edges, l->t->fold + p, end - p, &word)) && (edge_is(l, word, "link") || (behind_name && edge_is(l, word, "near")))) p += n;
	return p;
}

/* Where the run that ends at `from` starts; BEFORE characters back: nowhere, and so it is behind a number (一公斤切片). */
static uint32_t run_start(const struct nouns *l, uint32_t from) {
	uint32_t p = from, lost = from - (from < BEFORE ? from : BEFORE), floor = floor_of(l, from);
	while (p > lost && p > floor && part_of_noun(l, p - 1)) {
		struct here x = before_place(l, p);
		bool closed = mark(l, p - 1) & MARK_quote;
		if (x.edge || x.both || (closed && p < from)) break;
		p -= x.noun ? x.noun : 1;
		if (x.noun > 1 && l->rate) break; /* one noun is enough: 项目落地率 */
		while (closed && p > lost && !(mark(l, --p) & MARK_quote)) continue;
		if (closed) break;
	}
	if (p > 0 && mark(l, p - 1) & (MARK_digit | MARK_numeral)) return lost;
	return p == lost ? p : trimmed(l, p, from, p && p == floor);
}

static bool is_head(const struct nouns *l, uint32_t end) {
	int word;
	return wordlist_before(l->edges, l->t->fold, end, &word) && edge_is(l, word, "head");
}

/* A run that no known noun ends: of a rate, one that ends like one, whatever stands before that (实施率, 合同额). */
static struct noun unknown_before(const struct nouns *l, uint32_t to) {
	uint32_t end = to;
	if (l->rate) {
		if (!is_head(l, to)) return (struct noun){0};
		end -= 1;
		end -= before_place(l, end).edge;
	}
	uint32_t p = run_start(l, end);
	if (to - p < UNKNOWN_MIN || to - p > (l->rate ? RATE_MAX : UNKNOWN_MAX)) return (struct noun){0};
	return (struct noun){.at = {p, to}, .found = true};
}

/* The nearest known noun a little farther off: 企业新增130家. */
static struct noun far_before(const struct nouns *l, uint32_t to) {
	uint32_t reach = l->count ? CLOSE : FAR, floor = floor_of(l, to);
	for (uint32_t i = to; i > floor && i + reach > to;) {
		struct here x = before_place(l, i);
		bool part = x.noun == 1 && i < to && str_is(l->nouns->word[x.word].col[NOUN_CLASS], "-"); /* 增 in 增值 */
		if (!x.edge && x.noun && !part && goes_with(l, x.word)) return (struct noun){&l->nouns->word[x.word], {i - x.noun, i}, true};
		if (!part_of_noun(l, i - 1)) break;
		i -= x.edge ? x.edge : 1;
	}
	return (struct noun){0};
}

/* 国家级研发平台9个, 污水处理率: what stands before a counted noun, or before one that ends as a rate's does, belongs to it; not 同比增长. */
static bool extends(const struct nouns *l, uint32_t end, const struct word *noun) {
	return l->count || (l->rate && is_head(l, end) && str_is(noun->col[NOUN_CLASS], "-"));
}

static struct noun noun_before(const struct nouns *l, uint32_t to, bool *passed) {
	uint32_t end = skip_before(l, to, passed);
	const struct values *v = l->r->out;
	if (!end || (v->quantities.n && v->quantities.v[v->quantities.n - 1].at.end >= end)) return (struct noun){0};
	struct here x = before_place(l, end);
	if (!x.edge && x.noun && goes_with(l, x.word)) {
		uint32_t p = end - x.noun, start = extends(l, end, &l->nouns->word[x.word]) ? run_start(l, p) : p;
		bool whole = p - start < BEFORE;
		return (struct noun){&l->nouns->word[x.word], {whole ? start : p, end}, true};
	}
	struct noun found = l->rate ? far_before(l, end) : unknown_before(l, end);
	return found.found ? found : l->rate ? unknown_before(l, end) : far_before(l, end);
}

/* ---- either ------------------------------------------------------------------------------ */

/* A counted noun may stand before the number only when no other one can stand behind: 企业130家, not 园区布下74个微站. */
static bool nothing_behind(const struct nouns *l, uint32_t from) {
	if (from >= l->t->n || !part_of_noun(l, from)) return true;
	struct here x = at_place(l, from);
	return x.edge && !edge_is(l, x.edge_word, "of");
}

/* What a rate is of stands before it, else right behind: 三成企业. */
static struct noun noun_of_rate(const struct nouns *l, uint32_t from, uint32_t to, bool *passed) {
	struct noun noun = noun_before(l, to, passed);
	if (noun.found || *passed) return noun;
	struct nouns counted = *l;
	counted.kind = STR("count"), counted.count = counted.over = true, counted.rate = false;
	noun = noun_behind(&counted, from);
	return noun.word ? noun : (struct noun){0};
}

struct noun quantity_noun(const struct reading *r, const struct mention *m, str kind, bool *passed) {
	bool count = str_is(kind, "count") || str_is(kind, "person");
	struct nouns l = {r, rule_list(r->book, "quantity-classes"), rule_list(r->book, "quantity-edges"), &r->scan->article->text, kind, count, str_is(kind, "rate"), str_is(kind, "area")};
	uint32_t from = sum_anchor(m).end, to = sum_start(m);
	*passed = false;
	if (l.rate) return noun_of_rate(&l, from, to, passed);
	struct noun noun = l.count ? noun_behind(&l, from) : noun_before(&l, to, passed);
	if (noun.found || (l.count && !nothing_behind(&l, from))) return noun;
	return l.count ? noun_before(&l, to, passed) : noun_behind(&l, from);
}
