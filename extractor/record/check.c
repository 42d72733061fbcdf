/* check.c: what a schema cannot say. Each message names the path and both values. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#include "record/priv.h"

#include <stdlib.h>

enum { MARKS = 128, STRIDE = 64 };

/* mark[i]: the characters that begin before byte i * stride of the text; counted once, so that nothing is walked twice. */
struct checker { const struct record *r; struct err *err; uint32_t n; int stretch; size_t stride; int marks; uint32_t mark[MARKS + 1]; };

/* A walk along the text, from mark to mark and then by bytes: mentions come in order. cp counts the characters that begin
 * before byte. */
struct cursor { str text; size_t byte; uint32_t cp; int mark; };

/* Where a mention stands: the parts that all kinds share. */
struct place { const char *list; int i; str text; span at; struct bytes bytes; str rule; };

static bool lead(char c) { return (c & 0xC0) != 0x80; }

/* 1 in every byte of the eight at s that goes on with a character. */
static uint64_t followers(const char *s) {
	uint64_t x;
	memcpy(&x, s, sizeof x);
	return (x >> 7) & ~(x >> 6) & UINT64_C(0x0101010101010101);
}

/* The sum of eight small numbers; it fits a byte. */
static uint32_t sum_bytes(uint64_t x) { return (uint32_t)(x * UINT64_C(0x0101010101010101) >> 56); }

static uint32_t characters(str x) {
	enum { FULL = 31 * 8 }; /* bytes until a sum may not fit */
	uint32_t n = 0;
	size_t i = 0;
	while (i + 8 <= x.n) {
		size_t end = x.n - i < FULL ? x.n - 7 : i + FULL, from = i;
		uint64_t tally = 0;
		for (; i < end; i += 8) tally += followers(x.s + i);
		n += (uint32_t)(i - from) - sum_bytes(tally);
	}
	for (; i < x.n; i++) n += lead(x.s[i]);
	return n;
}

static void count_marks(struct checker *k) {
	str rest = k->r->text;
	k->stride = rest.n / MARKS < STRIDE ? STRIDE : rest.n / MARKS + 1;
	for (; rest.n > k->stride; rest = str_from(rest, k->stride)) {
		uint32_t n = characters((str){rest.s, k->stride});
		k->mark[k->marks + 1] = k->mark[k->marks] + n;
		k->marks++;
	}
	k->n = k->mark[k->marks] + characters(rest);
}

static void cursor_to(const struct checker *k, struct cursor *c, uint32_t cp) {
	int mark = c->mark;
	while (mark < k->marks && k->mark[mark + 1] <= cp) mark++;
	if (mark > c->mark) *c = (struct cursor){c->text, (size_t)mark * k->stride, k->mark[mark], mark};
	for (; c->byte + 8 <= c->text.n; c->byte += 8) {
		uint32_t n = 8 - sum_bytes(followers(c->text.s + c->byte));
		if (c->cp + n > cp) break;
		c->cp += n;
	}
	for (; c->cp < cp && c->byte < c->text.n; c->byte++) c->cp += lead(c->text.s[c->byte]);
	while (c->byte < c->text.n && !lead(c->text.s[c->byte])) c->byte++;
}

static bool same(str a, str b) { return a.s == b.s ? a.n == b.n : a.s && b.s && str_eq(a, b); }
static str or_null(str x) { return x.s ? shown(x) : STR("null"); }

/* ---- mentions ------------------------------------------------------------------- */

/* The stretch that holds the byte, sought from where the last one lay: mentions come in reading order, as stretches do. -1: none. */
static int stretch_of(struct checker *k, int64_t byte) {
	int n = k->r->source.bytes.n;
	for (int i = 0; i < n; i++) {
		int at = (k->stretch + i) % n;
		const struct stretch *s = &k->r->source.bytes.v[at];
		if (byte < s->from || byte >= s->to) continue;
		k->stretch = at;
		return at;
	}
	return -1;
}

static int check_bytes(struct checker *k, const struct place *p) {
	if (p->bytes.from < 0 || (stretch_of(k, p->bytes.from) >= 0 && stretch_of(k, p->bytes.to - 1) >= 0)) return 0;
	return err_set(k->err, "record.bytes", "%s[%d].bytes: [%lld, %lld) lies outside source.bytes", p->list, p->i,
		(long long)p->bytes.from, (long long)p->bytes.to);
}

static int check_span(struct checker *k, const struct place *p, span before) {
	if (p->at.at >= p->at.end || p->at.end > k->n)
		return err_set(k->err, "record.span", "%s[%d].span: [%u, %u) in a text of %u characters", p->list, p->i, p->at.at, p->at.end, k->n);
	if (p->i && (p->at.at < before.at || (p->at.at == before.at && p->at.end <= before.end)))
		return err_set(k->err, "record.order", "%s[%d].span: [%u, %u) comes after [%u, %u)", p->list, p->i, p->at.at, p->at.end, before.at, before.end);
	return 0;
}

static int check_slice(struct checker *k, const struct place *p, struct cursor *c) {
	cursor_to(k, c, p->at.at);
	str rest = str_from(c->text, c->byte);
	if (str_starts(rest, p->text) && characters(p->text) == span_len(p->at)) return 0;
	struct cursor end = *c;
	cursor_to(k, &end, p->at.end);
	str slice = shown((str){rest.s, end.byte - c->byte}), text = shown(p->text);
	return err_set(k->err, "record.text", "%s[%d].text: \"%.*s\", but text[%u, %u) is \"%.*s\"", p->list, p->i, STR_ARG(text),
		p->at.at, p->at.end, STR_ARG(slice));
}

static int check_place(struct checker *k, const struct place *p, span before, struct cursor *c) {
	return check_span(k, p, before) || check_slice(k, p, c) || check_bytes(k, p) ? -1 : 0;
}

/* Calls check_place for every element of a list of mentions; all kinds begin with the same five members. */
#define CHECK_PLACES(k, name, v_, n_)                                                                                         \
	do {                                                                                                                  \
		struct cursor c_ = {(k)->r->text, 0, 0, 0};                                                                     \
		span before_ = {0, 0};                                                                                        \
		for (int i_ = 0; i_ < (n_); i_++) {                                                                           \
			struct place p_ = {name, i_, (v_)[i_].text, (v_)[i_].at, (v_)[i_].bytes, (v_)[i_].rule};              \
			if (check_place((k), &p_, before_, &c_)) return -1;                                                   \
			before_ = p_.at;                                                                                      \
		}                                                                                                             \
	} while (0)

static int check_places(struct checker *k) {
	const struct record *r = k->r;
	CHECK_PLACES(k, "amounts", r->amounts.v, r->amounts.n);
	CHECK_PLACES(k, "dates", r->dates.v, r->dates.n);
	CHECK_PLACES(k, "organizations", r->organizations.v, r->organizations.n);
	CHECK_PLACES(k, "zones", r->zones.v, r->zones.n);
	CHECK_PLACES(k, "quantities", r->quantities.v, r->quantities.n);
	return 0;
}

/* ---- numbers ---------------------------------------------------------------------- */

struct sum { const char *list; int i; struct dec value, min, max; str bound; };

static bool equal(struct dec a, struct dec b) { return a.set && b.set && dec_cmp(a, b) == 0; }

static bool bound_kept(const struct sum *s) {
	str b = s->bound;
	if (str_is(b, "exact")) return equal(s->min, s->value) && equal(s->value, s->max);
	if (str_is(b, "over") || str_is(b, "at_least")) return equal(s->min, s->value) && !s->max.set;
	if (str_is(b, "under") || str_is(b, "at_most") || str_is(b, "nearly")) return equal(s->max, s->value) && !s->min.set;
	if (str_is(b, "approx") || str_is(b, "order")) return s->value.set && !s->min.set && !s->max.set;
	return !s->value.set && s->min.set && s->max.set && dec_cmp(s->min, s->max) <= 0; /* range */
}

static int wrong_sum(struct checker *k, const struct sum *s, const char *code, const char *what) {
	struct buf b = {0};
	buf_print(&b, "%s[%d]: %s: bound %.*s, value ", s->list, s->i, what, STR_ARG(s->bound));
	buf_dec(&b, s->value);
	buf_str(&b, STR(", min "));
	buf_dec(&b, s->min);
	buf_str(&b, STR(", max "));
	buf_dec(&b, s->max);
	err_set(k->err, code, "%.*s", (int)b.n, b.s);
	buf_free(&b);
	return -1;
}

static bool fits(struct dec d) { return !d.set || dec_fits(d); }

static int check_sum(struct checker *k, const struct sum *s) {
	if (!fits(s->value) || !fits(s->min) || !fits(s->max))
		return wrong_sum(k, s, "record.number", "more than JSON readers hold (2^53, 15 digits)");
	if (!bound_kept(s)) return wrong_sum(k, s, "record.bound", "value, min and max do not keep to bound");
	return 0;
}

static int check_sums(struct checker *k) {
	const struct record *r = k->r;
	for (int i = 0; i < r->amounts.n; i++) {
		const struct amount *a = &r->amounts.v[i];
		if (check_sum(k, &(struct sum){"amounts", i, a->value, a->min, a->max, a->bound})) return -1;
	}
	for (int i = 0; i < r->quantities.n; i++) {
		const struct quantity *q = &r->quantities.v[i];
		if (check_sum(k, &(struct sum){"quantities", i, q->value, q->min, q->max, q->bound})) return -1;
	}
	return 0;
}

/* ---- dates ------------------------------------------------------------------------- */

struct period { const char *list; int i; str start, end; struct day from, to; }; /* from, to: of start and end, once checked */

static int check_day(struct checker *k, const struct period *p, const char *key, str x, struct day *d) {
	if (!x.s || day_parse(x, d)) return 0;
	return err_set(k->err, "record.date", "%s[%d].%s: there is no day %.*s", p->list, p->i, key, STR_ARG(shown(x)));
}

static int day_order(struct day d) { return (d.y * 16 + d.m) * 32 + d.d; }

static int check_period(struct checker *k, struct period *p) {
	if (check_day(k, p, "start", p->start, &p->from) || check_day(k, p, "end", p->end, &p->to)) return -1;
	if (p->start.s && p->end.s && day_order(p->from) > day_order(p->to))
		return err_set(k->err, "record.date", "%s[%d]: start %.*s is after end %.*s", p->list, p->i, STR_ARG(p->start), STR_ARG(p->end));
	return 0;
}

static bool day_agrees(bool open, struct day want, str said, struct day got) {
	return open ? !said.s : said.s && day_order(want) == day_order(got);
}

static int check_edtf(struct checker *k, int i, const struct date *d, const struct period *p) {
	struct edtf e = {.start_open = true, .end_open = true};
	if (d->value.s && !edtf_read(d->value, &e))
		return err_set(k->err, "record.edtf", "dates[%d].value: there is no %.*s", i, STR_ARG(shown(d->value)));
	if (e.duration != (d->value.s && str_is(d->type, "duration")))
		return err_set(k->err, "record.edtf", "dates[%d].value: %.*s in a date of type %.*s", i, STR_ARG(shown(d->value)), STR_ARG(d->type));
	if (d->value.s && str_is(d->type, "vague"))
		return err_set(k->err, "record.edtf", "dates[%d].value: wanted null for type vague, got %.*s", i, STR_ARG(shown(d->value)));
	if (!day_agrees(e.start_open, e.start, p->start, p->from) || !day_agrees(e.end_open, e.end, p->end, p->to))
		return err_set(k->err, "record.edtf", "dates[%d]: value %.*s disagrees with start %.*s, end %.*s", i, STR_ARG(or_null(d->value)),
			STR_ARG(or_null(d->start)), STR_ARG(or_null(d->end)));
	return 0;
}

static int check_dates(struct checker *k) {
	const struct record *r = k->r;
	struct day issue;
	if (r->issue.date.s && !day_parse(r->issue.date, &issue))
		return err_set(k->err, "record.date", "issue.date: there is no day %.*s", STR_ARG(shown(r->issue.date)));
	for (int i = 0; i < r->dates.n; i++) {
		const struct date *d = &r->dates.v[i];
		struct period p = {.list = "dates", .i = i, .start = d->start, .end = d->end};
		if (check_period(k, &p) || check_edtf(k, i, d, &p)) return -1;
	}
	return 0;
}

/* ---- organizations, facts, source ---------------------------------------------------- */

/* Full names that were found in the text lately: an article repeats the few that it has. */
struct recent { str name[8]; int n; };

static bool stands_in_text(const struct checker *k, struct recent *known, str full) {
	for (int i = 0; i < (int)COUNT(known->name); i++)
		if (known->name[i].s && str_eq(known->name[i], full)) return true;
	if (!memmem(k->r->text.s, k->r->text.n, full.s, full.n)) return false;
	known->name[known->n++ % (int)COUNT(known->name)] = full;
	return true;
}

static int check_aliases(struct checker *k) {
	struct recent known = {0};
	for (int i = 0; i < k->r->organizations.n; i++) {
		str full = k->r->organizations.v[i].alias_of;
		if (!full.s || stands_in_text(k, &known, full)) continue;
		return err_set(k->err, "record.alias", "organizations[%d].alias_of: \"%.*s\" does not stand in the text", i, STR_ARG(shown(full)));
	}
	return 0;
}

static bool same_dec(struct dec a, struct dec b) { return a.set == b.set && (!a.set || dec_cmp(a, b) == 0); }

/* What a fact repeats, from its amount or its quantity; indicator: NULL, not to be compared. */
struct told { const char *list; int i; span at; str indicator, bound, unit, per; struct dec value, min, max; };

static struct told told_amount(const struct amount *a, int i) {
	return (struct told){"amounts", i, a->at, a->role, a->bound, a->currency, a->per, a->value, a->min, a->max};
}

static struct told told_quantity(const struct quantity *q, int i) {
	return (struct told){"quantities", i, q->at, STR_NULL, q->bound, q->unit, STR_NULL, q->value, q->min, q->max};
}

/* The first key in which the fact differs from what it repeats; NULL: none. */
static const char *fact_differs(const struct fact *f, const struct told *t) {
	if (t->indicator.s && !same(f->indicator, t->indicator)) return "indicator";
	if (!same_dec(f->value, t->value)) return "value";
	if (!same_dec(f->min, t->min)) return "min";
	if (!same_dec(f->max, t->max)) return "max";
	if (!same(f->bound, t->bound)) return "bound";
	if (!same(f->unit, t->unit)) return "unit";
	if (!same(f->per, t->per)) return "per";
	return NULL;
}

/* One of the seven keys, for the message. */
static void sum_key(struct buf *b, const char *key, const struct told *t) {
	switch (key[0]) {
	case 'i': buf_str(b, or_null(t->indicator)); break;
	case 'b': buf_str(b, or_null(t->bound)); break;
	case 'u': buf_str(b, or_null(t->unit)); break;
	case 'p': buf_str(b, or_null(t->per)); break;
	default: buf_dec(b, key[0] == 'v' ? t->value : key[1] == 'i' ? t->min : t->max);
	}
}

static int check_repeat(struct checker *k, int i, const struct fact *f, const struct told *t) {
	const char *key = fact_differs(f, t);
	if (!key) return 0;
	struct buf b = {0};
	struct told mine = {.indicator = f->indicator, .bound = f->bound, .unit = f->unit, .per = f->per, .value = f->value, .min = f->min, .max = f->max};
	buf_print(&b, "facts[%d].%s: ", i, key);
	sum_key(&b, key, &mine);
	buf_print(&b, ", but %s[%d] says ", t->list, t->i);
	sum_key(&b, key, t);
	err_set(k->err, "record.fact", "%.*s", (int)b.n, b.s);
	buf_free(&b);
	return -1;
}

static int check_index(struct checker *k, int i, const char *key, int index, int n, const char *list) {
	if (index <= n) return 0;
	return err_set(k->err, "record.fact", "facts[%d].%s: %d of %d %s", i, key, index - 1, n, list);
}

static int check_fact(struct checker *k, int i, const struct fact *f) {
	const struct record *r = k->r;
	if (check_index(k, i, "amount", f->amount, r->amounts.n, "amounts") || check_index(k, i, "quantity", f->quantity, r->quantities.n, "quantities") ||
		check_index(k, i, "part_of", f->part_of, r->facts.n, "facts"))
		return -1;
	if (!f->amount == !f->quantity) return err_set(k->err, "record.fact", "facts[%d]: wanted either an amount or a quantity", i);
	if (f->part_of == i + 1) return err_set(k->err, "record.fact", "facts[%d].part_of: a part of itself", i);
	struct told t = f->amount ? told_amount(&r->amounts.v[f->amount - 1], f->amount - 1) : told_quantity(&r->quantities.v[f->quantity - 1], f->quantity - 1);
	if (f->evidence.end > k->n || f->evidence.at > t.at.at || f->evidence.end < t.at.end)
		return err_set(k->err, "record.fact", "facts[%d].evidence: [%u, %u) does not hold %s[%d] at [%u, %u) in a text of %u characters", i,
			f->evidence.at, f->evidence.end, t.list, t.i, t.at.at, t.at.end, k->n);
	return check_repeat(k, i, f, &t) || check_period(k, &(struct period){.list = "facts", .i = i, .start = f->start, .end = f->end}) ? -1 : 0;
}

static int check_facts(struct checker *k) {
	for (int i = 0; i < k->r->facts.n; i++)
		if (check_fact(k, i, &k->r->facts.v[i])) return -1;
	return 0;
}

static int by_from(const void *a, const void *b) {
	const struct stretch *x = a, *y = b;
	return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

static int check_sorted(struct checker *k, const struct stretch *v, int n) {
	for (int i = 1; i < n; i++)
		if (v[i].from < v[i - 1].to)
			return err_set(k->err, "record.bytes", "source.bytes: [%lld, %lld) overlaps [%lld, %lld)", (long long)v[i].from,
				(long long)v[i].to, (long long)v[i - 1].from, (long long)v[i - 1].to);
	return 0;
}

/* Reading order is mostly the order of the file; only else a sorted copy is needed. */
static int check_stretches(struct checker *k) {
	const struct source *s = &k->r->source;
	int rc, rising = 1;
	while (rising < s->bytes.n && s->bytes.v[rising].from >= s->bytes.v[rising - 1].to) rising++;
	if (rising >= s->bytes.n) return 0;
	struct arena tmp = {0};
	struct stretch *v = ARENA_NEW(&tmp, struct stretch, s->bytes.n);
	memcpy(v, s->bytes.v, (size_t)s->bytes.n * sizeof *v);
	qsort(v, (size_t)s->bytes.n, sizeof *v, by_from);
	rc = check_sorted(k, v, s->bytes.n);
	arena_free(&tmp);
	return rc;
}

static int check_id(struct checker *k) {
	char id[33];
	id_hex(id, k->r->issue.newspaper, k->r->issue.date, k->r->text);
	if (str_is(k->r->id, id)) return 0;
	return err_set(k->err, "record.id", "id: %.*s, but newspaper, date and text give %s", STR_ARG(shown(k->r->id)), id);
}

int record_check(const struct record *r, struct err *err) {
	struct checker k;
	k.r = r, k.err = err, k.stretch = 0, k.marks = 0, k.mark[0] = 0;
	count_marks(&k);
	return check_id(&k) || check_stretches(&k) || check_places(&k) || check_sums(&k) || check_dates(&k) || check_aliases(&k) || check_facts(&k) ? -1 : 0;
}
