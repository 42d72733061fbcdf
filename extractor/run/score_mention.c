/* score_mention.c: which mention is which gold mention, and what is right about it. */
#include "run/score.h"

struct want { int article, found; const json_t *json; struct strs spans; bool optional; };
struct have { int record; const json_t *json; str text; bool taken; };
struct matching {
	struct scoring *s;
	const struct score_page *page;
	enum score_kind kind;
	LIST(struct want) want;
	LIST(struct have) have;
};
struct checks { bool of[NMENTION], ok[NMENTION]; };

/* ---- checks ---------------------------------------------------------------------------- */

static const json_t *value(const json_t *object, const char *key) {
	const json_t *v = json_object_get(object, key);
	return json_is_null(v) ? NULL : v;
}

static bool same(const json_t *a, const json_t *b) { return a && b ? json_equal(a, b) : a == b; }

static bool one_of(const json_t *x, const json_t *list) {
	for (size_t i = 0; i < json_array_size(list); i++)
		if (same(x, json_array_get(list, i))) return true;
	return false;
}

static bool near(const json_t *got, const json_t *gold, const char *key) {
	const json_t *a = value(got, key), *b = value(gold, key);
	if (!a || !b) return a == b;
	double x = json_number_value(a), y = json_number_value(b), size = y < 0 ? -y : y, gap = x < y ? y - x : x - y;
	return gap <= 1e-6 * (size > 1 ? size : 1);
}

static bool equal(const json_t *got, const json_t *gold, const char *key) { return same(value(got, key), value(gold, key)); }

static void check(struct checks *c, enum mention_check which, bool ok) {
	c->of[which] = true;
	c->ok[which] = ok;
}

static void amount_checks(struct checks *c, const json_t *gold, const json_t *got) {
	str per = json_text(got, "per"), want = json_text(gold, "per");
	check(c, MENTION_value, near(got, gold, "value") && equal(got, gold, "currency"));
	check(c, MENTION_bound, equal(got, gold, "bound") && near(got, gold, "min") && near(got, gold, "max"));
	check(c, MENTION_role, equal(got, gold, "role") || one_of(value(got, "role"), value(gold, "roles_ok")));
	check(c, MENTION_per, str_eq(per, want));
}

static void date_checks(struct checks *c, const json_t *gold, const json_t *got) {
	str type = json_text(gold, "type");
	if (str_is(type, "vague") || str_is(type, "duration")) return;
	bool starts = equal(got, gold, "start") || str_starts(json_text(gold, "value"), STR("../"));
	bool other = one_of(value(got, "value"), value(gold, "value_alts"));
	check(c, MENTION_value, (starts && equal(got, gold, "end")) || other);
}

static void quantity_checks(struct checks *c, const json_t *gold, const json_t *got) {
	check(c, MENTION_value, near(got, gold, "value"));
	check(c, MENTION_bound, equal(got, gold, "bound") && near(got, gold, "min") && near(got, gold, "max"));
	check(c, MENTION_unit, equal(got, gold, "unit"));
	check(c, MENTION_counted, equal(got, gold, "counted") || one_of(json_object_get(got, "counted"), value(gold, "counted_ok")));
}

static bool period_is(const json_t *got, const json_t *start, const json_t *end) {
	return same(value(got, "start"), json_is_null(start) ? NULL : start) && same(value(got, "end"), json_is_null(end) ? NULL : end);
}

static void fact_checks(struct checks *c, const json_t *gold, const json_t *got) {
	const json_t *alts = json_object_get(gold, "period_alts");
	bool period = period_is(got, json_object_get(gold, "start"), json_object_get(gold, "end"));
	for (size_t i = 0; i < json_array_size(alts); i++)
		period |= period_is(got, json_array_get(json_array_get(alts, i), 0), json_array_get(json_array_get(alts, i), 1));
	check(c, MENTION_zone, equal(got, gold, "zone"));
	check(c, MENTION_period, period);
	check(c, MENTION_right, period && equal(got, gold, "zone"));
}

static struct checks checks_of(enum score_kind kind, const json_t *gold, const json_t *got) {
	struct checks c = {0};
	if (kind == SCORE_amounts) amount_checks(&c, gold, got);
	if (kind == SCORE_dates) date_checks(&c, gold, got);
	if (kind == SCORE_organizations) check(&c, MENTION_type, equal(got, gold, "type"));
	if (kind == SCORE_quantities) quantity_checks(&c, gold, got);
	if (kind == SCORE_facts) fact_checks(&c, gold, got);
	if (kind == SCORE_zones) check(&c, MENTION_name, equal(got, gold, "name") || one_of(value(got, "name"), value(gold, "name_alts")));
	return c;
}

/* ---- matching ---------------------------------------------------------------------------- */

static bool holds(const struct strs *spans, str text) {
	for (int i = 0; i < spans->n; i++)
		if (str_eq(spans->v[i], text)) return true;
	return false;
}

static int points(const struct checks *c) {
	int n = 0;
	for (int i = 0; i < NMENTION; i++) n += c->of[i] && c->ok[i];
	return n;
}

/* The mention with the most right about it; -1: none. */
static int take(struct matching *m, const struct want *w, bool same_article) {
	int best = -1, most = -1;
	for (int i = 0; i < m->have.n; i++) {
		const struct have *h = &m->have.v[i];
		if (h->taken || (same_article && m->page->gold.v[w->article].pair != h->record) || !holds(&w->spans, h->text)) continue;
		struct checks c = checks_of(m->kind, w->json, h->json);
		if (points(&c) > most) most = points(&c), best = i;
	}
	if (best >= 0) m->have.v[best].taken = true;
	return best;
}

/* Those that must be found before those that may; in the right article before elsewhere. */
static void match(struct matching *m) {
	for (int pass = 0; pass < 4; pass++)
		for (int i = 0; i < m->want.n; i++) {
			struct want *w = &m->want.v[i];
			if (w->found < 0 && w->optional == (pass >= 2)) w->found = take(m, w, pass % 2 == 0);
		}
}

/* What a fact is found by: revenue 1200 1200 1200. */
static str fact_text(const json_t *fact, str indicator, struct arena *mem) {
	static const char *const keys[] = {"value", "min", "max"};
	str text = indicator;
	for (size_t i = 0; i < COUNT(keys); i++) {
		const json_t *v = value(fact, keys[i]);
		text = v ? arena_print(mem, "%.*s %.15g", STR_ARG(text), json_number_value(v)) : arena_print(mem, "%.*s -", STR_ARG(text));
	}
	return text;
}

/* The texts that a gold mention may be found by. */
static void gold_texts(struct matching *m, const json_t *x, struct strs *spans) {
	struct arena *mem = &m->s->mem;
	const json_t *alts = json_object_get(x, m->kind == SCORE_facts ? "indicators_ok" : "alts");
	if (m->kind == SCORE_facts) *LIST_PUSH(spans, mem) = fact_text(x, json_text(x, "indicator"), mem);
	else if (json_text(x, "text").n) *LIST_PUSH(spans, mem) = squash(json_object_get(x, "text"), true, mem);
	for (size_t k = 0; k < json_array_size(alts); k++) {
		const json_t *alt = json_array_get(alts, k);
		if (!json_string_length(alt)) continue;
		*LIST_PUSH(spans, mem) = m->kind == SCORE_facts ? fact_text(x, str_of(json_string_value(alt)), mem) : squash(alt, true, mem);
	}
}

/* Of articles whose gold says nothing of these kinds nothing is counted. */
static bool annotated(const struct matching *m, int record) {
	int gold = m->page->records.v[record].pair;
	if (m->kind != SCORE_facts && m->kind != SCORE_quantities) return true;
	return gold >= 0 && json_object_get(m->page->gold.v[gold].json, score_kinds[m->kind]);
}

static void gather(struct matching *m) {
	struct arena *mem = &m->s->mem;
	const char *key = score_kinds[m->kind];
	for (int g = 0; g < m->page->gold.n; g++) {
		const json_t *list = json_object_get(m->page->gold.v[g].json, key);
		for (size_t i = 0; i < json_array_size(list); i++) {
			const json_t *x = json_array_get(list, i);
			struct want *w = LIST_PUSH(&m->want, mem);
			*w = (struct want){.article = g, .found = -1, .json = x, .optional = json_is_true(json_object_get(x, "optional"))};
			gold_texts(m, x, &w->spans);
		}
	}
	for (int r = 0; r < m->page->records.n; r++) {
		const json_t *list = json_object_get(m->page->records.v[r].json, key);
		for (size_t i = 0; i < json_array_size(list) && annotated(m, r); i++) {
			const json_t *x = json_array_get(list, i);
			str text = m->kind == SCORE_facts ? fact_text(x, json_text(x, "indicator"), mem) : squash(json_object_get(x, "text"), true, mem);
			*LIST_PUSH(&m->have, mem) = (struct have){.record = r, .json = x, .text = text};
		}
	}
}

/* ---- counting ---------------------------------------------------------------------------- */

static struct rule_tally *rule_of(struct scoring *s, const json_t *mention) {
	str rule = json_text(mention, "rule");
	for (int i = 0; i < s->rule.n; i++)
		if (str_eq(s->rule.v[i].rule, rule)) return &s->rule.v[i];
	struct rule_tally *t = LIST_PUSH(&s->rule, &s->mem);
	t->rule = rule;
	return t;
}

static void shown_values(struct buf *b, const json_t *mention) {
	static const char *const keys[] = {"value", "min", "max", "bound", "role", "per", "unit", "counted", "start", "end", "type", "name"};
	buf_char(b, '[');
	for (size_t i = 0, n = 0; i < COUNT(keys); i++) {
		const json_t *v = json_object_get(mention, keys[i]);
		if (!v) continue;
		char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
		buf_print(b, "%s%s", n++ ? ", " : "", text ? text : "?");
		free(text);
	}
	buf_char(b, ']');
}

static void value_miss(struct matching *m, const char *group, const char *name, const json_t *gold, const json_t *got) {
	struct buf b = {0};
	shown_values(&b, gold);
	buf_str(&b, STR(" got "));
	shown_values(&b, got);
	score_miss(m->s, "%.*s %s %s: %.*s gold %.*s", STR_ARG(m->page->name), group, name, STR_ARG(json_text(gold, "text")), (int)b.n, b.s);
	buf_free(&b);
}

static void count_hit(struct matching *m, const struct want *w, bool second, const char *group) {
	struct kind_tally *t = &m->s->kind[m->kind];
	const struct have *h = &m->have.v[w->found];
	struct checks c = checks_of(m->kind, w->json, h->json);
	struct rule_tally *rule = rule_of(m->s, h->json);
	bool right = true;
	for (int i = 0; i < NMENTION; i++) {
		if (!c.of[i]) continue;
		if (!second) t->of[i]++, t->right[i] += c.ok[i];
		if (!c.ok[i]) value_miss(m, group, mention_checks[i], w->json, h->json);
		right = right && c.ok[i];
	}
	if (!second) t->placed += m->page->gold.v[w->article].pair == h->record;
	rule->hits++;
	rule->right += right;
}

void score_mentions(struct scoring *s, struct score_page *page, enum score_kind kind) {
	struct matching m = {.s = s, .page = page, .kind = kind};
	struct kind_tally *t = &s->kind[kind];
	gather(&m);
	match(&m);
	for (int i = 0; i < m.want.n; i++) {
		const struct want *w = &m.want.v[i];
		if (w->optional) continue;
		bool second = kind == SCORE_organizations && json_integer_value(json_object_get(w->json, "tier")) == 2;
		const char *group = second ? "organizations.t2" : score_kinds[kind];
		*(second ? &t->gold2 : &t->gold) += 1;
		if (w->found < 0) {
			score_miss(s, "%.*s %s missed: %.*s", STR_ARG(page->name), group, STR_ARG(json_text(w->json, "text")));
			continue;
		}
		*(second ? &t->hit2 : &t->hit) += 1;
		count_hit(&m, w, second, group);
	}
	for (int i = 0; i < m.have.n; i++) {
		if (m.have.v[i].taken) continue;
		t->extra++;
		rule_of(s, m.have.v[i].json)->extras++;
		score_miss(s, "%.*s %s extra: %.*s", STR_ARG(page->name), score_kinds[kind], STR_ARG(m.have.v[i].text));
	}
}
