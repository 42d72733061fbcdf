/* sum.c: the number of an amount or a quantity: what the expression states, and the words around it that bind it.
 *
 * How the groups are read is in the rule's emit, key read: single (num scale), range (num scale first, num2 scale2), several
 * (num is what there are two to nine of: 数十亿), shared (a member of a list that takes the scale of its last: 2、5亿元),
 * point (num 点 num2 scale: 一点五亿), cents (num scale tenth hundredth: 五元六角), half (num and a half: 两倍半), negative (below nothing). */
#include "value/priv.h"

_Static_assert((int)GROUP_amount_num == SUM_num && (int)GROUP_amount_hundredth == SUM_hundredth, "the groups of a sum come first");
_Static_assert((int)GROUP_quantity_num == SUM_num && (int)GROUP_quantity_hundredth == SUM_hundredth, "here too");

struct sums { struct dec low, high; bool range; };

static bool span_empty(span s) { return s.at == s.end; }

/* Number group and scale read together: 25.6|亿, 三千|万. Blanks between them do not count. */
static bool read_scaled(const struct reading *r, ustr num, ustr scale, struct dec *value, struct dec *low) {
	uint32_t joined[64];
	size_t n = 0;
	const ustr part[] = {num, scale};
	for (size_t k = 0; k < COUNT(part); k++)
		for (size_t i = 0; i < part[k].n; i++) {
			if (rule_mark(r->book, part[k].s[i]) & MARK_space) continue;
			if (n == COUNT(joined)) return false;
			joined[n++] = part[k].s[i];
		}
	return number_read((ustr){joined, n}, r->book, value, low);
}

static bool read_pair(const struct reading *r, const struct mention *m, int num, int scale, struct dec *value, struct dec *low) {
	return read_scaled(r, reading_fold(r, m->group[num]), reading_fold(r, m->group[scale]), value, low);
}

/* How many of the last characters of x are of class `a` or `b`. */
static size_t tail(const struct reading *r, ustr x, enum numeral_class a, enum numeral_class b) {
	size_t n = 0;
	for (; n < x.n; n++) {
		enum numeral_class c = rule_numeral(r->book, x.s[x.n - 1 - n]).class;
		if (c != a && c != b) break;
	}
	return n;
}

/* 8-5亿元 is not from eight yuan on. */
static bool comparable(struct dec low, struct dec high) { return dec_scale(&low, 3) && dec_cmp(low, high) >= 0; }

/* The first number of a range takes units and scale of the second where the two then run upwards: 5-8亿, 两到三千, 一千到两千万;
 * 8500到3万 does not, nor does what has a scale (5000万至1亿) or a unit word of its own (50元到1万元). */
static bool read_low(const struct reading *r, const struct mention *m, struct dec high, struct dec *low) {
	struct dec ignored;
	span num = m->group[SUM_num], num2 = m->group[SUM_num2];
	if (!span_empty(m->group[SUM_scale])) num.end = m->group[SUM_scale].end;
	if (!span_empty(m->group[SUM_scale2])) num2.end = m->group[SUM_scale2].end;
	ustr first = reading_fold(r, num), second = reading_fold(r, num2);
	bool own = !span_empty(m->group[SUM_first]) || tail(r, first, NUMERAL_SCALE, NUMERAL_SCALE);
	size_t try[] = {tail(r, second, NUMERAL_UNIT, NUMERAL_SCALE), tail(r, second, NUMERAL_SCALE, NUMERAL_SCALE), 0};
	if (try[0] == second.n) try[0] = try[1];
	for (size_t i = own ? 2 : 0; i < COUNT(try); i++) {
		ustr shared = {second.s + second.n - try[i], try[i]};
		if (read_scaled(r, first, shared, low, &ignored) && dec_cmp(*low, high) < 0) return try[i] || own || comparable(*low, high);
	}
	return false;
}

static bool read_range(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	s->range = true;
	return read_pair(r, m, SUM_num2, SUM_scale2, &s->high, &ignored) && read_low(r, m, s->high, &s->low);
}

static bool read_several(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	s->range = true;
	if (!read_pair(r, m, SUM_num, SUM_scale, &s->low, &ignored)) return false;
	s->high = s->low;
	return dec_scale(&s->high, 1);
}

static bool read_cents(const struct reading *r, const struct mention *m, struct sums *s) {
	static const int groups[] = {SUM_tenth, SUM_hundredth};
	struct dec ignored;
	if (!read_pair(r, m, SUM_num, SUM_scale, &s->high, &ignored)) return false;
	for (int i = 0; i < 2; i++) {
		struct dec part;
		ustr digits = reading_fold(r, m->group[groups[i]]);
		if (digits.n && !(number_read(digits, r->book, &part, &ignored) && dec_scale(&part, -1 - i) && dec_add(&s->high, part))) return false;
	}
	s->low = s->high;
	return true;
}

static bool read_point(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	ustr digits = reading_fold(r, m->group[SUM_num2]), scale = reading_fold(r, m->group[SUM_scale]);
	if (!read_scaled(r, reading_fold(r, m->group[SUM_num]), (ustr){NULL, 0}, &s->high, &ignored)) return false;
	for (size_t i = 0; i < digits.n; i++) {
		struct numeral x = rule_numeral(r->book, digits.s[i]);
		struct dec part = dec_int(x.value);
		if (i > 8 || !dec_scale(&part, -1 - (int)i) || !dec_add(&s->high, part)) return false;
	}
	for (size_t i = 0; i < scale.n; i++)
		if (!dec_scale(&s->high, rule_numeral(r->book, scale.s[i]).value)) return false;
	s->low = s->high;
	return true;
}

static bool read_half(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	if (!read_pair(r, m, SUM_num, SUM_scale, &s->high, &ignored) || ignored.set) return false;
	s->low = s->high;
	return dec_add(&s->high, (struct dec){5, -1, true}) && dec_add(&s->low, (struct dec){5, -1, true});
}

static bool read_negative(const struct reading *r, const struct mention *m, struct sums *s) {
	struct dec ignored;
	if (!read_pair(r, m, SUM_num, SUM_scale, &s->high, &ignored) || ignored.set) return false;
	s->high.coef = -s->high.coef;
	s->low = s->high;
	return true;
}

/* One number; its scale may be that of a later one (emit.read shared: 2 in 2、3亿元). */
static bool read_single(const struct reading *r, const struct mention *m, struct sums *s) {
	bool shared = str_is(rule_emit(m->rule, "read"), "shared");
	bool own = !shared || !span_empty(m->group[SUM_scale]) || tail(r, reading_fold(r, m->group[SUM_num]), NUMERAL_SCALE, NUMERAL_SCALE);
	if (!read_pair(r, m, SUM_num, own ? SUM_scale : SUM_scale2, &s->high, &s->low)) return false;
	s->range = s->low.set;
	if (!s->range) s->low = s->high;
	return true;
}

/* The one table of readers: emit.read of a rule names one; the first where none is named. */
static const struct { const char *name; bool (*read)(const struct reading *, const struct mention *, struct sums *); } readers[] = {
	{"single", read_single}, {"shared", read_single}, {"range", read_range}, {"several", read_several}, {"point", read_point}, {"cents", read_cents},
	{"half", read_half}, {"negative", read_negative},
};

static size_t reader_of(str name) {
	size_t i = 0;
	while (name.s && i < COUNT(readers) && !str_is(name, readers[i].name)) i++;
	return i;
}

bool sum_reads(str name) { return reader_of(name) < COUNT(readers); }

static bool read_sums(const struct reading *r, const struct mention *m, struct sums *s) {
	*s = (struct sums){0};
	return readers[reader_of(rule_emit(m->rule, "read"))].read(r, m, s);
}

/* The bound that a group's words name, by a list. */
static bool bound_of(const struct reading *r, const struct mention *m, int group, const char *list, struct stated *x) {
	span at = m->group[group];
	if (span_empty(at)) return false;
	const struct wordlist *w = rule_list(r->book, list);
	int i = wordlist_find(w, reading_fold(r, at));
	if (i < 0) return false;
	x->bound = w->word[i].col[1];
	x->modifier = reading_text(r, at);
	return true;
}

/* What a bound says of the interval; DESIGN states the table. */
static void set_interval(struct stated *x, struct dec low, struct dec high) {
	static const struct { const char *bound; bool value, min, max; } table[] = {
		{"exact", true, true, true}, {"over", true, true, false}, {"at_least", true, true, false}, {"under", true, false, true},
		{"at_most", true, false, true}, {"nearly", true, false, true}, {"approx", true, false, false}, {"order", true, false, false},
		{"range", false, true, true},
	};
	x->value = x->min = x->max = DEC_NULL;
	for (size_t i = 0; i < COUNT(table); i++) {
		if (!str_is(x->bound, table[i].bound)) continue;
		if (table[i].value) x->value = high;
		if (table[i].min) x->min = low;
		if (table[i].max) x->max = high;
	}
}

bool sum_read(const struct reading *r, const struct mention *m, struct stated *x) {
	struct sums s;
	*x = (struct stated){.bound = STR("exact")};
	if (!read_sums(r, m, &s) || !dec_fits(s.low) || !dec_fits(s.high)) return false;
	if (s.range) x->bound = STR("range");
	else
		(void)(bound_of(r, m, SUM_more, "bounds-inside", x) || bound_of(r, m, SUM_more2, "bounds-inside", x) ||
			bound_of(r, m, SUM_after, "bounds-after", x) || bound_of(r, m, SUM_before, "bounds-before", x));
	set_interval(x, s.low, s.high);
	return true;
}

void sum_share(struct stated *x, const struct stated *before) {
	if (!str_is(x->bound, "exact") || !before->modifier.s || str_is(before->bound, "range")) return;
	x->bound = before->bound;
	x->modifier = before->modifier;
	set_interval(x, x->value, x->value);
}

uint32_t sum_start(const struct mention *m) {
	span before = m->group[SUM_before];
	return span_empty(before) ? m->at.at : before.at;
}

span sum_anchor(const struct mention *m) {
	span after = m->group[SUM_after];
	return (span){m->at.at, span_empty(after) ? m->at.end : after.end};
}

bool sum_coordinated(const struct reading *r, uint32_t from, uint32_t to) {
	const struct wordlist *joins = rule_list(r->book, "list-joins");
	if (to <= from || to - from > 4) return false;
	return wordlist_find(joins, reading_fold(r, (span){from, to})) >= 0;
}

bool sum_shareable(const struct mention *m) {
	return span_empty(m->group[SUM_after]) && span_empty(m->group[SUM_more]) && span_empty(m->group[SUM_more2]);
}
