/* fact.c: one row per amount whose role is known and per quantity whose noun has a class, in order of place. */
#include "fact/priv.h"

/* A sentence's end; one 分号 divides what belongs together. */
static bool ends_sentence(const struct facting *f, uint32_t i) { return mark_at(f, i) & MARK_end && fold_of(f)[i] != ';'; }

/* The sentence around a span: from behind the last end mark or line break to the next. */
static span sentence(const struct facting *f, span at) {
	uint32_t n = (uint32_t)f->a->text.n;
	if (at.at >= f->sentence.at && at.end <= f->sentence.end) return f->sentence;
	while (at.at > 0 && !ends_sentence(f, at.at - 1)) at.at--;
	while (at.end < n && !ends_sentence(f, at.end)) at.end++;
	return at;
}

/* The zone that the article is about when it is named before the amount in its sentence or no other one is, else the last one there. */
static str zone_of(const struct facting *f, span s, span amount) {
	int lo;
	BISECT(lo, f->v->zones.n, f->v->zones.v[lo].at.end <= amount.at);
	str last = lo && f->v->zones.v[lo - 1].at.at >= s.at ? f->v->zones.v[lo - 1].name : f->v->about.name;
	for (int i = lo - 1; i >= 0 && i + ROWS_NEAR > lo && f->v->zones.v[i].at.at >= s.at; i--)
		if (str_eq(f->v->zones.v[i].name, f->v->about.name)) last = f->v->about.name;
	return last;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The sentence opens with 其中: it goes on from the row before, which stands in the sentence before. */
static bool continues(const struct facting *f, span s) {
	if (f->out->list.n < 2 || !last_word(f, "part", s.at, s.at + OPENING < s.end ? s.at + OPENING : s.end)) return false;
	const struct fact *before = &f->out->list.v[f->out->list.n - 2];
	return before->evidence.at <= s.at && before->evidence.end + 1 >= s.at;
}

/* What every row has: place, zone, subject, period. */
static struct fact *row(struct facting *f, span at, str cue) {
	span s = f->sentence = sentence(f, at);
	const struct date *d = period_of(f, s, at, cue);
	struct fact *x = LIST_PUSH(&f->out->list, f->mem);
	*x = (struct fact){.zone = zone_of(f, s, at), .subject = subject_of(f, s, at), .evidence = s};
	if (d) x->start = d->start, x->end = d->end;
	else if (continues(f, s)) x->start = x[-1].start, x->end = x[-1].end;
	return x;
}

static bool yearly(const struct facting *f, str per) {
	int word = per.s && f->words ? wordlist_find(f->words, arena_ustr(f->mem, per)) : -1;
	return word >= 0 && str_is(f->words->word[word].col[1], "yearly");
}

static void row_of_amount(struct facting *f, int i) {
	const struct amount *a = &f->v->amounts.v[i];
	struct fact *x = row(f, a->at, a->cue);
	x->indicator = a->role;
	x->value = a->value, x->min = a->min, x->max = a->max;
	x->bound = a->bound, x->unit = a->currency, x->per = a->per;
	x->amount = i + 1;
	if (yearly(f, a->per) && x->start.s && str_eq(x->start, x->end)) x->start = x->end = STR_NULL; /* so much a year, told on a day */
}

static void row_of_quantity(struct facting *f, int i) {
	const struct quantity *q = &f->v->quantities.v[i];
	struct fact *x = row(f, q->at, STR_NULL);
	x->indicator = q->class;
	x->value = q->value, x->min = q->min, x->max = q->max;
	x->bound = q->bound, x->unit = q->unit;
	x->quantity = i + 1;
}

void fact_make(struct facts *out, const struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct facting f = {.out = out, .v = v, .a = scan->article, .book = b, .mem = mem, .dates = rule_list(b, "fact-dates"), .words = rule_list(b, "fact-words"), .came = rule_list(b, "quantity-edges")};
	f.said = scan_words(scan, b, f.words);
	*out = (struct facts){0};
	for (int i = 0, k = 0; i < v->amounts.n || k < v->quantities.n;) {
		bool amount = k == v->quantities.n || (i < v->amounts.n && v->amounts.v[i].at.at < v->quantities.v[k].at.at);
		if (amount && !str_is(v->amounts.v[i].role, "other")) row_of_amount(&f, i);
		if (!amount && v->quantities.v[k].class.s) row_of_quantity(&f, k);
		*(amount ? &i : &k) += 1;
	}
	split_periods(&f);
	link_parts(&f);
}
