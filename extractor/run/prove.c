/* prove.c: every rule does what its samples say. */
#include "run/run.h"

#define SAMPLE_DATE STR("2023-06-15")

struct proving { const struct rulebook *rules; struct worker w; const struct rule *rule; const struct sample *sample; struct err *err; };

static int failed(struct proving *p, str wanted, str seen) {
	const struct rule *r = p->rule;
	return err_at(p->err, "rule.sample", r->file, p->sample->line, p->sample->col, "rule %.*s: wanted %.*s in \"%.*s\"; seen: %.*s",
		STR_ARG(r->id), STR_ARG(wanted), STR_ARG(p->sample->text), STR_ARG(seen));
}

/* ---- page rules ------------------------------------------------------------------------- */

static ustr folded(struct proving *p, str text) {
	ustr x = arena_ustr(&p->w.tmp, text);
	text_fold((uint32_t *)x.s, x.s, x.n, p->rules);
	return x;
}

static bool rule_names(const struct rule *r, int slot) {
	for (int i = 1; i <= r->ncapture; i++)
		if (slot >= 0 && r->slot[i] == slot) return true;
	return false;
}

static int page_want(struct proving *p, const struct pair *want, ustr text, span at, const span *group) {
	int slot = rule_group(KIND_page, arena_str(&p->w.tmp, want->key).s);
	bool whole = str_is(want->key, "text") && !rule_names(p->rule, slot);
	if (slot < 0 && !whole) return failed(p, arena_print(&p->w.tmp, "%.*s, which is no group", STR_ARG(want->key)), STR("-"));
	span got = whole ? at : group[slot];
	str seen = got.end > got.at ? arena_utf8(&p->w.tmp, ustr_sub(text.s, got)) : STR("null");
	if (str_eq(seen, arena_utf8(&p->w.tmp, folded(p, want->value)))) return 0;
	return failed(p, arena_print(&p->w.tmp, "%.*s = %.*s", STR_ARG(want->key), STR_ARG(want->value)), seen);
}

static int prove_page(struct proving *p) {
	ustr text = folded(p, p->sample->text);
	span at, group[NGROUP];
	int got = rule_match(p->rule, &p->w.matcher, text.s, 0, (uint32_t)text.n, &at, group);
	if (got == MATCH_LIMIT) return failed(p, STR("an answer"), STR("a match limit"));
	if (p->sample->none) return got ? failed(p, STR("no match"), arena_utf8(&p->w.tmp, ustr_sub(text.s, at))) : 0;
	if (!got) return failed(p, STR("a match"), STR("none"));
	if (!(rule_may(p->rules, p->rule->bit, text.s, text.n))) return failed(p, STR("a trigger and a start of the rule"), STR("none"));
	for (int i = 0; i < p->sample->nwant; i++)
		if (page_want(p, &p->sample->want[i], text, at, group)) return -1;
	return 0;
}

/* ---- mention rules ------------------------------------------------------------------------ */

static str value_of(struct proving *p, const struct seen *s, int i, str key) {
	const struct field *f = shape_field(s->shape, key);
	struct buf b = {0};
	if (!f) return STR_NULL;
	field_text(&b, f, s->v + (size_t)i * s->shape->size);
	str v = arena_str(&p->w.tmp, (str){b.s, b.n});
	buf_free(&b);
	return v;
}

static int agreeing(struct proving *p, const struct seen *s, int i) {
	int n = 0;
	for (int k = 0; k < p->sample->nwant; k++)
		n += str_eq(value_of(p, s, i, p->sample->want[k].key), p->sample->want[k].value);
	return n;
}

/* What was seen, for the message: of the mention that agreed most what differs, or else all mentions of the kind. */
static int mention_failed(struct proving *p, const struct seen *s, int best) {
	struct buf want = {0}, got = {0};
	for (int k = 0; k < p->sample->nwant; k++) {
		const struct pair *w = &p->sample->want[k];
		str v = best >= 0 ? value_of(p, s, best, w->key) : STR_NULL;
		if (best >= 0 && str_eq(v, w->value)) continue;
		buf_print(&want, "%s%.*s = %.*s", want.n ? ", " : "", STR_ARG(w->key), STR_ARG(w->value));
		if (best >= 0) buf_print(&got, "%s%.*s = %.*s", got.n ? ", " : "", STR_ARG(w->key), STR_ARG(v.s ? v : STR("no such field")));
	}
	for (int i = 0; best < 0 && i < s->n; i++)
		buf_print(&got, "%s%.*s by %.*s", got.n ? ", " : "", STR_ARG(value_of(p, s, i, STR("text"))), STR_ARG(value_of(p, s, i, STR("rule"))));
	failed(p, (str){want.s, want.n}, got.n ? (str){got.s, got.n} : STR("nothing"));
	buf_free(&want);
	buf_free(&got);
	return -1;
}

/* "[2023-01-02]text": the date of issue in front. */
static str sample_text(str text, str *date) {
	*date = SAMPLE_DATE;
	if (text.n < 12 || text.s[0] != '[' || text.s[11] != ']') return text;
	struct day d;
	str iso = {text.s + 1, 10};
	if (!day_parse(iso, &d)) return text;
	*date = iso;
	return str_from(text, 12);
}

static int prove_mention(struct proving *p) {
	struct article article;
	struct scan scan = {0};
	struct values values = {0};
	str date, text = sample_text(p->sample->text, &date);
	article_of_text(&article, text, date, p->rules, &p->w.tmp);
	mention_scan(&scan, &article, p->rules, &p->w.matcher, &p->w.tmp);
	value_read(&values, &scan, p->rules, &p->w.matcher, &p->w.tmp);
	struct seen s = seen_of(&values, p->rule->kind);
	int best = -1, most = -1;
	for (int i = 0; i < s.n; i++) {
		if (!str_eq(value_of(p, &s, i, STR("rule")), p->rule->id)) continue;
		if (p->sample->none) return failed(p, STR("no mention"), value_of(p, &s, i, STR("text")));
		int n = agreeing(p, &s, i);
		if (n > most) most = n, best = i;
	}
	return p->sample->none || most == p->sample->nwant ? 0 : mention_failed(p, &s, best);
}

/* What the loader cannot know: whether the rooms to the right have a use for the rule. */
static int prove_use(const struct rule *r, struct err *err) {
	str read = rule_emit(r, "read");
	if (!value_reads(r))
		return err_at(err, "rule.emit", r->file, r->line, r->col, "rule %.*s: emit.read: no reader \"%.*s\" for kind %s", STR_ARG(r->id),
			STR_ARG(read), rule_kinds[r->kind].name);
	if (r->kind == KIND_page && !article_lead(r->lead))
		return err_at(err, "rule.lead", r->file, r->line, r->col, "rule %.*s: a page rule's id starts with what it reads (byline., masthead. …); nobody asks for \"%.*s.\"",
			STR_ARG(r->id), STR_ARG(r->lead));
	return 0;
}

int run_prove(const struct rulebook *rules, struct err *err) {
	struct proving p = {.rules = rules, .err = err};
	int bad = worker_init(&p.w, rules, NULL, err);
	for (int r = 0; r < rules->nrule && !bad; r++) {
		p.rule = &rules->rule[r];
		bad = prove_use(p.rule, err);
		for (int i = 0; i < p.rule->nsample && !bad; i++) {
			p.sample = &p.rule->sample[i];
			bad = rule_kinds[p.rule->kind].mention ? prove_mention(&p) : prove_page(&p);
			arena_reset(&p.w.tmp);
		}
	}
	worker_free(&p.w);
	return bad ? -1 : 0;
}
