/* amount.c: amounts: number and scale -> value, words around it -> bound, unit per, role. */
#include "value/priv.h"

struct sums { struct dec low, high; bool range; };

/* Number group and scale group read together: 25.6|亿, 三千|万. */
static bool read_sum(const struct reading *r, const struct mention *m, int num, int scale, struct dec *value, struct dec *low) {
	uint32_t joined[64];
	ustr a = reading_fold(r, m->group[num]), b = reading_fold(r, m->group[scale]);
	if (a.n + b.n > COUNT(joined)) return false;
	memcpy(joined, a.s, a.n * sizeof *joined);
	if (b.n) memcpy(joined + a.n, b.s, b.n * sizeof *joined);
	return number_read((ustr){joined, a.n + b.n}, r->book, value, low);
}

static bool span_empty(span s) { return s.at == s.end; }

/* 5-8亿元: the first number takes the scale of the second, unless it has its own (5000万至1亿元). */
static bool read_range(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	bool own = !span_empty(m->group[GROUP_amount_scale]);
	ustr first = reading_fold(r, m->group[GROUP_amount_num]);
	bool scaled = first.n && rule_mark(r->book, first.s[first.n - 1]) & MARK_numeral;
	s->range = true;
	return read_sum(r, m, GROUP_amount_num, own || scaled ? GROUP_amount_scale : GROUP_amount_scale2, &s->low, &ignored) &&
	       read_sum(r, m, GROUP_amount_num2, GROUP_amount_scale2, &s->high, &ignored) && dec_cmp(s->low, s->high) < 0;
}

static bool read_sums(const struct reading *r, const struct mention *m, struct sums *s) {
	*s = (struct sums){0};
	if (str_is(rule_emit(m->rule, "read"), "range")) return read_range(r, m, s);
	if (!read_sum(r, m, GROUP_amount_num, GROUP_amount_scale, &s->high, &s->low)) return false;
	s->range = s->low.set;
	if (!s->range) s->low = s->high;
	return true;
}

/* The bound that a group's words name, by a list; "exact" is no bound. */
static bool bound_of(const struct reading *r, const struct mention *m, int group, const char *list, struct amount *a) {
	span at = m->group[group];
	if (span_empty(at)) return false;
	const struct wordlist *w = rule_list(r->book, list);
	int i = wordlist_find(w, reading_fold(r, at));
	if (i < 0) return false;
	a->bound = w->word[i].col[1];
	a->modifier = reading_text(r, at);
	return true;
}

/* What a bound says of the interval; value.h and DESIGN state the table. */
static void set_interval(struct amount *a, const struct sums *s) {
	static const struct { const char *bound; bool value, min, max; } table[] = {
		{"exact", true, true, true}, {"over", true, true, false}, {"at_least", true, true, false}, {"under", true, false, true},
		{"at_most", true, false, true}, {"nearly", true, false, true}, {"approx", true, false, false}, {"order", true, false, false},
		{"range", false, true, true},
	};
	for (size_t i = 0; i < COUNT(table); i++) {
		if (!str_is(a->bound, table[i].bound)) continue;
		if (table[i].value) a->value = s->high;
		if (table[i].min) a->min = s->low;
		if (table[i].max) a->max = s->high;
	}
}

static void read_bound(const struct reading *r, const struct mention *m, const struct sums *s, struct amount *a) {
	a->bound = s->range ? STR("range") : STR("exact");
	if (s->range) return;
	(void)(bound_of(r, m, GROUP_amount_more, "bounds-inside", a) || bound_of(r, m, GROUP_amount_more2, "bounds-inside", a) ||
		bound_of(r, m, GROUP_amount_after, "bounds-after", a) || bound_of(r, m, GROUP_amount_before, "bounds-before", a));
}

static str read_currency(const struct reading *r, const struct mention *m) {
	static const char *const lists[] = {"currencies", "currencies-before"};
	ustr word = reading_fold(r, m->group[GROUP_amount_cur]);
	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct wordlist *w = rule_list(r->book, lists[i]);
		int at = word.n ? wordlist_find(w, word) : -1;
		if (at >= 0) return w->word[at].col[1];
	}
	str fixed = rule_emit(m->rule, "currency");
	return fixed.s ? fixed : STR("CNY");
}

/* Where its modifiers start: the gap to the sum before it ends there. */
static uint32_t start_of(const struct mention *m) {
	span before = m->group[GROUP_amount_before];
	return span_empty(before) ? m->at.at : before.at;
}

/* Cues behind a sum stand behind its modifiers (5亿元以上贷款); those before it may stand between modifier and number (最高奖励300万元). */
static span cue_anchor(const struct mention *m) {
	span after = m->group[GROUP_amount_after];
	return (span){m->at.at, span_empty(after) ? m->at.end : after.end};
}

/* Do only list marks (、) and the words of list list-joins (和, 及 …) stand between two amounts? */
static bool coordinated(const struct reading *r, uint32_t from, uint32_t to) {
	const struct wordlist *joins = rule_list(r->book, "list-joins");
	if (to <= from || to - from > 4) return false;
	return wordlist_find(joins, reading_fold(r, (span){from, to})) >= 0;
}

/* A coordinated sum takes what governs the list from the one before it, unless it says so itself. */
static void share_list(struct amount *a, const struct amount *before) {
	if (str_is(a->bound, "exact") && before->modifier.s && !str_is(before->bound, "range")) {
		struct sums s = {a->value, a->value, false};
		a->bound = before->bound;
		a->modifier = before->modifier;
		a->min = a->max = DEC_NULL;
		set_interval(a, &s);
	}
	if (!a->per.s) a->per = before->per;
	if (!before->cue.s && a->cue.s) return;
	a->role = before->role;
	a->cue = before->cue;
}

/* 50万元、100万元、200万元奖励: what stands behind the last of a list whose members have no cue of their own governs them all. */
static void share_back(struct values *v, int first) {
	struct amount *all = v->amounts.v, *last = &all[v->amounts.n - 1];
	for (int i = first; last->cue.s && i < v->amounts.n - 1 && !all[i].cue.s; i++) {
		all[i].role = last->role;
		all[i].cue = last->cue;
	}
}

static void read_cues(const struct reading *r, const struct mention *m, struct amount *a) {
	struct cue role = cue_role(r, rule_list(r->book, "roles"), cue_anchor(m)), per = cue_per(r, rule_list(r->book, "per-units"), cue_anchor(m));
	str fixed = rule_emit(m->rule, "role");
	a->role = fixed.s ? fixed : role.word ? role.word->col[1] : STR("other");
	if (fixed.s) role.word = NULL;
	if (role.word) a->cue = reading_text(r, role.at);
	if (per.word) a->per = per.word->col[1];
}

static bool read_amount(struct reading *r, const struct mention *m, struct amount *a) {
	struct sums s;
	if (!read_sums(r, m, &s) || !dec_fits(s.low) || !dec_fits(s.high)) {
		reading_note(r, STR("value.amount"), reading_text(r, m->at));
		return false;
	}
	*a = (struct amount){.text = reading_text(r, m->at), .at = m->at, .bytes = value_bytes(r->scan->article, m->at), .rule = m->rule->id};
	read_bound(r, m, &s, a);
	set_interval(a, &s);
	a->currency = read_currency(r, m);
	read_cues(r, m, a);
	return true;
}

/* 以上 and the like behind one sum are its own; what stands before the first of a list is everybody's. */
static bool shareable(const struct mention *before) {
	return span_empty(before->group[GROUP_amount_after]) && span_empty(before->group[GROUP_amount_more]) && span_empty(before->group[GROUP_amount_more2]);
}

void value_amounts(struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, scan, b, mem};
	const struct mentions *all = &scan->of[KIND_amount];
	const struct mention *before = NULL;
	int first = 0; /* of the list that the last sum belongs to */
	for (int i = 0; i < all->n; i++) {
		struct amount a;
		const struct mention *m = &all->v[i];
		if (!read_amount(&r, m, &a)) {
			before = NULL;
			continue;
		}
		bool in_list = before && coordinated(&r, before->at.end, start_of(m)) && shareable(before);
		if (in_list) share_list(&a, &v->amounts.v[v->amounts.n - 1]);
		else first = v->amounts.n;
		*LIST_PUSH(&v->amounts, mem) = a;
		share_back(v, first);
		before = m;
	}
}
