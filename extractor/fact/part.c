/* part.c: parts and totals. */
#include "fact/priv.h"

uint32_t last_word(const struct facting *f, const char *kind, uint32_t from, uint32_t to) {
	const struct found *v = f->said->v;
	int lo;
	BISECT(lo, f->said->n, v[lo].at.end <= to); /* first word that ends behind `to` */
	for (int i = lo - 1; i >= 0 && v[i].at.end > from && v[i].at.end + PART_NEAR > to; i--) {
		bool longest = i == lo - 1 || v[i].at.end != v[i + 1].at.end;
		if (longest && str_is(f->words->word[v[i].word].col[1], kind)) return v[i].at.end;
	}
	return 0;
}

/* Where the 分号 or the sentence ends that `at` lies in. */
static uint32_t stretch_end(const struct facting *f, uint32_t at, span s) {
	uint32_t from = at;
	while (at < s.end && at - from < PART_NEAR && fold_of(f)[at] != ';') at++;
	return at;
}

/* 由3亿元自有资金、5亿元贷款构成: what makes up the whole, up to the word of kind whole behind it; 0: nothing there does. */
static uint32_t made_of(const struct facting *f, uint32_t from, span amount, span s) {
	uint32_t by = last_word(f, "by", from, amount.at), end = stretch_end(f, amount.end, s);
	return by && last_word(f, "whole", amount.end, end) ? by : 0;
}

static bool measured_alike(const struct fact *x, const struct fact *total) {
	if (!str_eq(x->unit, total->unit) || !str_eq(x->per, total->per) || !x->amount != !total->amount) return false;
	if (x->quantity && !str_eq(x->indicator, total->indicator)) return false;
	return x->value.set && total->value.set && dec_cmp(x->value, total->value) < 0;
}

/* 总投资100亿元,其中A项目30亿元、B项目70亿元: the last fact before 其中 in the sentence, or in the one before when 其中 opens it. A 分号
 * ends what 其中 governs, unless it opens the sentence. */
static void find_total(struct facting *f, int i) {
	const struct fact *all = f->out->list.v;
	span s = all[i].evidence, at = place(f, &all[i]);
	uint32_t word = last_word(f, "part", s.at, at.at);
	if (word && word > s.at + OPENING && divided(f, word, at.at)) word = 0;
	if (!word) word = made_of(f, s.at, at, s);
	for (int k = i - 1; word && k >= 0 && k + ROWS_NEAR > i; k--) {
		span total = place(f, &all[k]);
		bool opens = word <= s.at + OPENING && total.at < s.at && all[k].evidence.end + 1 >= s.at;
		if (total.at < s.at && !opens) return;
		if (total.end > word || !measured_alike(&all[i], &all[k])) continue;
		f->out->list.v[i].part_of = k + 1;
		if (!all[i].start.s && !all[i].end.s) f->out->list.v[i].start = all[k].start, f->out->list.v[i].end = all[k].end;
		return;
	}
}

static void note_sum(struct facting *f, int total, struct dec sum, int parts) {
	struct buf b = {0};
	if (f->out->notes.n >= NOTES_MAX) return;
	buf_print(&b, "facts[%d]: %d parts make ", total, parts);
	buf_dec(&b, sum);
	buf_str(&b, STR(", the total says "));
	buf_dec(&b, f->out->list.v[total].value);
	*LIST_PUSH(&f->out->notes, f->mem) = (struct note){STR("fact.sum"), arena_str(f->mem, (str){b.s, b.n})};
	buf_free(&b);
}

static bool is_investment(str indicator) { return str_is(indicator, "investment") || str_is(indicator, "total_investment"); }

/* Of one sort with its total: the parts of an investment are investments. */
static bool adds_to(const struct fact *part, const struct fact *total) {
	return str_eq(part->indicator, total->indicator) || (is_investment(part->indicator) && is_investment(total->indicator));
}

/* The sentence says that these are all: a word of kind all (分别) or whole (构成) between total and last part, or soon behind; and every
 * sum there is a part. */
static bool complete(const struct facting *f, const struct fact *total, const struct fact *last, int parts) {
	uint32_t from = place(f, total).end, to = stretch_end(f, place(f, last).end, last->evidence);
	int sums = 0;
	for (int i = total->amount; total->amount && i < f->v->amounts.n && f->v->amounts.v[i].at.at < to; i++) sums++;
	if (total->amount && sums != parts) return false;
	return last_word(f, "all", from, place(f, last).at) || last_word(f, "whole", from, to);
}

/* The parts of a total follow it. More than an exact total is a contradiction, whether the parts are exact or at least so much; less is
 * one only where all are exact and said to be all (其中A占30亿元 leaves room for others). */
static void check_sum(struct facting *f, int total) {
	const struct fact *all = f->out->list.v, *t = &all[total], *last = NULL;
	struct dec sum = dec_int(0);
	bool exact = true, added = str_is(t->bound, "exact");
	int parts = 0;
	for (int i = total + 1; i < f->out->list.n && i < total + ROWS_NEAR && added; i++) {
		if (all[i].evidence.at > t->evidence.end + 1) break;
		if (all[i].part_of != total + 1 || !adds_to(&all[i], t)) continue;
		exact = exact && str_is(all[i].bound, "exact");
		added = all[i].min.set && dec_add(&sum, all[i].min);
		last = &all[i];
		parts++;
	}
	if (!added || parts < PARTS_MIN) return;
	int over = dec_cmp(sum, t->value);
	if (over > 0 || (over < 0 && exact && complete(f, t, last, parts))) note_sum(f, total, sum, parts);
}

void link_parts(struct facting *f) {
	int parts = 0;
	for (int i = 0; i < f->out->list.n; i++) {
		find_total(f, i);
		parts += f->out->list.v[i].part_of != 0;
	}
	for (int i = 0; i < f->out->list.n && parts >= PARTS_MIN; i++) check_sum(f, i);
}
