/* fact.c: one row per amount whose role is known. */
#include "fact/fact.h"

struct facting {
	struct facts *out;
	const struct values *v;
	const struct article *a;
	const struct rulebook *book;
	struct arena *mem;
	span sentence; /* of the amount before: most of its neighbours lie in it too */
};

/* The sentence around a span: from behind the last end mark or line break to the next. */
static span sentence(const struct facting *f, span at) {
	const uint32_t *fold = f->a->text.fold;
	uint32_t n = (uint32_t)f->a->text.n;
	if (at.at >= f->sentence.at && at.end <= f->sentence.end) return f->sentence;
	while (at.at > 0 && !(rule_mark(f->book, fold[at.at - 1]) & MARK_end)) at.at--;
	while (at.end < n && !(rule_mark(f->book, fold[at.end]) & MARK_end)) at.end++;
	return at;
}

/* The date that governs: the last one before the amount in its sentence that has a place on the calendar. */
static const struct date *period_of(const struct facting *f, span s, span amount) {
	const struct date *found = NULL;
	int lo = 0, hi = f->v->dates.n;
	while (lo < hi) { /* first date that starts at or behind the amount */
		int mid = lo + (hi - lo) / 2;
		if (f->v->dates.v[mid].at.at < amount.at) lo = mid + 1;
		else hi = mid;
	}
	for (int i = lo - 1; i >= 0 && f->v->dates.v[i].at.at >= s.at && !found; i--)
		if (f->v->dates.v[i].start.s || f->v->dates.v[i].end.s) found = &f->v->dates.v[i];
	return found;
}

/* The last organization before the amount in its sentence; an alias stands for its full name. */
static str subject_of(const struct facting *f, span s, span amount) {
	int lo = 0, hi = f->v->organizations.n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (f->v->organizations.v[mid].at.end <= amount.at) lo = mid + 1;
		else hi = mid;
	}
	if (!lo || f->v->organizations.v[lo - 1].at.at < s.at) return STR_NULL;
	const struct org *o = &f->v->organizations.v[lo - 1];
	return o->alias_of.s ? o->alias_of : o->text;
}

/* The last zone named before the amount in its sentence, else the one that the article is about. */
static str zone_of(const struct facting *f, span s, span amount) {
	int lo = 0, hi = f->v->zones.n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (f->v->zones.v[mid].at.end <= amount.at) lo = mid + 1;
		else hi = mid;
	}
	if (lo && f->v->zones.v[lo - 1].at.at >= s.at) return f->v->zones.v[lo - 1].name;
	return f->v->about.name;
}

static void make_one(struct facting *f, int i) {
	const struct amount *a = &f->v->amounts.v[i];
	span s = f->sentence = sentence(f, a->at);
	const struct date *d = period_of(f, s, a->at);
	struct fact *x = LIST_PUSH(&f->out->list, f->mem);
	*x = (struct fact){.zone = zone_of(f, s, a->at), .subject = subject_of(f, s, a->at), .indicator = a->role, .value = a->value,
		.min = a->min, .max = a->max, .bound = a->bound, .unit = a->currency, .per = a->per, .amount = i, .evidence = s};
	if (d) x->start = d->start, x->end = d->end;
}

void fact_make(struct facts *out, const struct values *v, const struct article *a, const struct rulebook *b, struct arena *mem) {
	struct facting f = {.out = out, .v = v, .a = a, .book = b, .mem = mem};
	*out = (struct facts){0};
	for (int i = 0; i < v->amounts.n; i++)
		if (!str_is(v->amounts.v[i].role, "other")) make_one(&f, i);
}
