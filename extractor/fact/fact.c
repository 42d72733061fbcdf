/* fact.c: one row per amount whose role is known and per quantity whose noun has a class, in order of place. */
#include "fact/fact.h"

/* How far back a date, a project and 其中 are looked for, in characters; how many rows a total and its parts may take. */
enum { FAR = 300, SUBJECT_NEAR = 40, PART_NEAR = 120, ROWS_NEAR = 40, SUBJECT_MAX = 24, SUBJECT_MIN = 4, PARTS_MIN = 2, OPENING = 3 };

struct facting {
	struct facts *out;
	const struct values *v;
	const struct article *a;
	const struct rulebook *book;
	struct arena *mem;
	const struct wordlist *dates, *words; /* fact-dates, fact-words */
	span sentence;                        /* of the amount before: most of its neighbours lie in it too */
};

static const uint32_t *fold_of(const struct facting *f) { return f->a->text.fold; }
static unsigned mark_at(const struct facting *f, uint32_t i) { return rule_mark(f->book, fold_of(f)[i]); }

static span place(const struct facting *f, const struct fact *x) {
	return x->amount ? f->v->amounts.v[x->amount - 1].at : f->v->quantities.v[x->quantity - 1].at;
}

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

/* ---- period ------------------------------------------------------------------------------ */

/* The word of fact-dates at the date says that it is another period's: 比2020年, 2015年成立. */
static bool other_period(const struct facting *f, span date) {
	int word;
	if (wordlist_before(f->dates, fold_of(f), date.at, &word) && str_is(f->dates->word[word].col[1], "before")) return true;
	uint32_t n = wordlist_at(f->dates, fold_of(f) + date.end, f->a->text.n - date.end, &word);
	return n && str_is(f->dates->word[word].col[1], "behind");
}

/* 2021年的420亿元增至1000亿元: what a date is tied to by a word of kind tied takes it for itself. */
static bool spent(const struct facting *f, span date) {
	int word;
	uint32_t n = wordlist_at(f->dates, fold_of(f) + date.end, f->a->text.n - date.end, &word);
	if (!n || !str_is(f->dates->word[word].col[1], "tied") || !f->out->list.n) return false;
	return place(f, &f->out->list.v[f->out->list.n - 1]).at >= date.end;
}

/* A quotation that opens and closes between the two. */
static bool quoted_off(const struct facting *f, uint32_t from, uint32_t to) {
	int depth = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned mark = mark_at(f, i);
		if (!(mark & MARK_quote)) continue;
		if (mark & MARK_open) depth++;
		else if (--depth < 0) return true;
	}
	return false;
}

static bool divided(const struct facting *f, uint32_t from, uint32_t to) {
	while (from < to && fold_of(f)[from] != ';') from++;
	return from < to;
}

/* The date that governs: the last one before the amount in its sentence that is nothing else's and no duration; a vague one (目前) that
 * stands nearer leaves the period open, and so does a 分号 between. */
static const struct date *period_of(const struct facting *f, span s, span amount) {
	int lo = 0, hi = f->v->dates.n;
	while (lo < hi) { /* first date that starts at or behind the amount */
		int mid = lo + (hi - lo) / 2;
		if (f->v->dates.v[mid].at.at < amount.at) lo = mid + 1;
		else hi = mid;
	}
	for (int i = lo - 1; i >= 0 && f->v->dates.v[i].at.at >= s.at && f->v->dates.v[i].at.end + FAR > amount.at; i--) {
		const struct date *d = &f->v->dates.v[i];
		bool vague = str_is(d->type, "vague");
		if (!vague && !d->start.s && !d->end.s) continue;
		if (divided(f, d->at.end, amount.at)) return NULL;
		if (!(f->dates && (other_period(f, d->at) || spent(f, d->at))) && !quoted_off(f, d->at.end, amount.at)) return vague ? NULL : d;
	}
	return NULL;
}

/* ---- subject and zone ---------------------------------------------------------------------- */

static const struct org *org_before(const struct facting *f, span s, span amount) {
	int lo = 0, hi = f->v->organizations.n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (f->v->organizations.v[mid].at.end <= amount.at) lo = mid + 1;
		else hi = mid;
	}
	return lo && f->v->organizations.v[lo - 1].at.at >= s.at ? &f->v->organizations.v[lo - 1] : NULL;
}

/* The name of a project that ends at `end`: back to a mark, a digit, or a word of kind edge. */
static span project_at(const struct facting *f, span s, uint32_t end) {
	span p = {end, end};
	for (; p.at > s.at && end - p.at <= SUBJECT_MAX; p.at--) {
		int word;
		unsigned mark = mark_at(f, p.at - 1);
		uint32_t n = end - p.at < 2 ? 0 : wordlist_before(f->words, fold_of(f), p.at, &word);
		if (!(mark & (MARK_han | MARK_latin)) || (n && str_is(f->words->word[word].col[1], "edge"))) break;
	}
	return p;
}

/* The nearest name of a project before the amount, not before `from`. */
static span project_before(const struct facting *f, span s, uint32_t from, span amount) {
	for (uint32_t i = amount.at; f->words && i > from && i + SUBJECT_NEAR > amount.at; i--) {
		int word;
		if (!wordlist_before(f->words, fold_of(f), i, &word) || !str_is(f->words->word[word].col[1], "subject")) continue;
		span p = project_at(f, s, i);
		if (span_len(p) >= SUBJECT_MIN && span_len(p) <= SUBJECT_MAX) return p;
	}
	return (span){0, 0};
}

/* The nearest project or organization before the amount in its sentence; an alias stands for its full name. */
static str subject_of(const struct facting *f, span s, span amount) {
	const struct org *o = org_before(f, s, amount);
	span p = project_before(f, s, o ? o->at.end : s.at, amount);
	if (p.end) return arena_utf8(f->mem, ustr_sub(f->a->text.cp, p));
	return o ? o->alias_of.s ? o->alias_of : o->text : STR_NULL;
}

/* The zone that the article is about when it is named before the amount in its sentence or no other one is, else the last one there. */
static str zone_of(const struct facting *f, span s, span amount) {
	int lo = 0, hi = f->v->zones.n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (f->v->zones.v[mid].at.end <= amount.at) lo = mid + 1;
		else hi = mid;
	}
	str last = lo && f->v->zones.v[lo - 1].at.at >= s.at ? f->v->zones.v[lo - 1].name : f->v->about.name;
	for (int i = lo - 1; i >= 0 && i + ROWS_NEAR > lo && f->v->zones.v[i].at.at >= s.at; i--)
		if (str_eq(f->v->zones.v[i].name, f->v->about.name)) last = f->v->about.name;
	return last;
}

/* The last word of kind part (其中) between two places; 0: none. */
static uint32_t part_word(const struct facting *f, uint32_t from, uint32_t to) {
	int word;
	for (uint32_t i = to; f->words && i > from && i + PART_NEAR > to; i--)
		if (wordlist_before(f->words, fold_of(f), i, &word) && str_is(f->words->word[word].col[1], "part")) return i;
	return 0;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The sentence opens with 其中: it goes on from the row before, which stands in the sentence before. */
static bool continues(const struct facting *f, span s) {
	if (f->out->list.n < 2 || !part_word(f, s.at, s.at + OPENING < s.end ? s.at + OPENING : s.end)) return false;
	const struct fact *before = &f->out->list.v[f->out->list.n - 2];
	return before->evidence.at <= s.at && before->evidence.end + 1 >= s.at;
}

/* What every row has: place, zone, subject, period. */
static struct fact *row(struct facting *f, span at) {
	span s = f->sentence = sentence(f, at);
	const struct date *d = period_of(f, s, at);
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
	struct fact *x = row(f, a->at);
	x->indicator = a->role;
	x->value = a->value, x->min = a->min, x->max = a->max;
	x->bound = a->bound, x->unit = a->currency, x->per = a->per;
	x->amount = i + 1;
	if (yearly(f, a->per) && x->start.s && str_eq(x->start, x->end)) x->start = x->end = STR_NULL; /* so much a year, told on a day */
}

static void row_of_quantity(struct facting *f, int i) {
	const struct quantity *q = &f->v->quantities.v[i];
	struct fact *x = row(f, q->at);
	x->indicator = q->class;
	x->value = q->value, x->min = q->min, x->max = q->max;
	x->bound = q->bound, x->unit = q->unit;
	x->quantity = i + 1;
}

/* ---- parts and totals -------------------------------------------------------------------------- */

static bool measured_alike(const struct fact *x, const struct fact *total) {
	if (!str_eq(x->unit, total->unit) || !str_eq(x->per, total->per) || !x->amount != !total->amount) return false;
	if (x->quantity && !str_eq(x->indicator, total->indicator)) return false;
	return x->value.set && total->value.set && dec_cmp(x->value, total->value) < 0;
}

/* A 分号 ends what 其中 governs, unless it opens the sentence. 总投资100亿元,其中A项目30亿元、B项目70亿元: the last fact before 其中 in the sentence, or in the one before when 其中 opens it. */
static void find_total(struct facting *f, int i) {
	const struct fact *all = f->out->list.v;
	span s = all[i].evidence, at = place(f, &all[i]);
	uint32_t word = part_word(f, s.at, at.at);
	if (!word || (word > s.at + OPENING && divided(f, word, at.at))) return;
	for (int k = i - 1; k >= 0 && k + ROWS_NEAR > i; k--) {
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

/* Two or more exact parts of an exact total; the parts of a total follow it. */
static void check_sum(struct facting *f, int total) {
	const struct fact *all = f->out->list.v, *t = &all[total];
	struct dec sum = dec_int(0);
	int parts = 0;
	bool exact = str_is(t->bound, "exact");
	for (int i = total + 1; i < f->out->list.n && i < total + ROWS_NEAR && exact; i++) {
		if (all[i].evidence.at > t->evidence.end + 1) break;
		if (all[i].part_of != total + 1 || !str_eq(all[i].indicator, t->indicator)) continue;
		exact = str_is(all[i].bound, "exact") && dec_add(&sum, all[i].value);
		parts++;
	}
	if (exact && parts >= PARTS_MIN && dec_cmp(sum, t->value)) note_sum(f, total, sum, parts);
}

static void link_parts(struct facting *f) {
	int parts = 0;
	for (int i = 0; i < f->out->list.n; i++) {
		find_total(f, i);
		parts += f->out->list.v[i].part_of != 0;
	}
	for (int i = 0; i < f->out->list.n && parts >= PARTS_MIN; i++) check_sum(f, i);
}

void fact_make(struct facts *out, const struct values *v, const struct article *a, const struct rulebook *b, struct arena *mem) {
	struct facting f = {.out = out, .v = v, .a = a, .book = b, .mem = mem, .dates = rule_list(b, "fact-dates"), .words = rule_list(b, "fact-words")};
	*out = (struct facts){0};
	for (int i = 0, k = 0; i < v->amounts.n || k < v->quantities.n;) {
		bool amount = k == v->quantities.n || (i < v->amounts.n && v->amounts.v[i].at.at < v->quantities.v[k].at.at);
		if (amount && !str_is(v->amounts.v[i].role, "other")) row_of_amount(&f, i);
		if (!amount && v->quantities.v[k].class.s) row_of_quantity(&f, k);
		*(amount ? &i : &k) += 1;
	}
	link_parts(&f);
}
