/* split.c: the passes over a page, in order, and what its masthead says of the issue. */
#include "article/priv.h"

/* ---- the masthead ------------------------------------------------------------------------------ */

/* 2021, 二〇二一, 21, 二十一, 十二, 二十, 一百零九. */
static int date_number(const struct page *p, span at) {
	uint32_t n = 0, sum = 0; /* n: the digits since the last unit */
	for (uint32_t i = at.at; i < at.end; i++) {
		uint32_t c = p->t->fold[i], unit = 10;
		struct numeral x = rule_numeral(p->look->book, c);
		if (c >= '0' && c <= '9') n = n * 10 + (c - '0');
		else if (x.class != NUMERAL_UNIT) n = n * 10 + (uint32_t)x.value;
		else {
			for (int k = 1; k < x.value; k++) unit *= 10;
			sum += (n ? n : 1) * unit, n = 0;
		}
	}
	return (int)(sum + n);
}

static str group_str(const struct page *p, span at) {
	return span_len(at) ? arena_utf8(p->mem, ustr_sub(p->t->fold, at)) : STR_NULL;
}

/* A3, 07; a number in Chinese numerals as digits. */
static str page_no(const struct page *p, span at) {
	if (span_len(at) && page_mark(p, at.at) & MARK_numeral) return arena_print(p->mem, "%d", date_number(p, at));
	return group_str(p, at);
}

/* era: the year before the first of the calendar that the rule reads. */
static void issue_complete(const struct page *p, struct issue *issue, const struct rule *r, const span group[NGROUP]) {
	int64_t era = 0;
	(void)str_int(rule_emit(r, "era"), &era);
	int y = date_number(p, group[GROUP_page_year]) + (int)era, m = date_number(p, group[GROUP_page_month]);
	int d = date_number(p, group[GROUP_page_day]);
	str no = page_no(p, group[GROUP_page_no]), name = span_len(group[GROUP_page_name]) ? page_str(p, group[GROUP_page_name]) : STR_NULL;
	if (!issue->date.s && y >= 1900 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 31) {
		issue->date = arena_print(p->mem, "%04d-%02d-%02d", y, m, d);
		issue->origin = STR("masthead");
	}
	if (!issue->page.s && no.s) issue->page = no;
	if (!issue->newspaper.s && name.s) issue->newspaper = name;
	if (!issue->origin.s && (no.s || name.s)) issue->origin = STR("masthead");
}

static void mastheads(struct articles *out, struct page *p, struct issue *issue) {
	span whole, group[NGROUP];
	for (int i = 0; i < p->units.n; i++) {
		const struct unit *u = &p->units.v[i];
		if (u->kind != UNIT_FURNITURE) continue;
		struct trial t = page_trial(p, TRIAL_SHORT, u->text);
		const struct rule *r = page_match(p, LEAD_masthead, t, &whole, group);
		if (!r) r = page_match(p, LEAD_paper, t, &whole, group);
		if (!r) continue;
		issue_complete(p, issue, r, group);
		*LIST_PUSH(&out->mastheads, p->mem) = page_str(p, u->text);
	}
}

/* ---- the passes ------------------------------------------------------------------------------------ */

static void pages_split(struct articles *out, struct page *p, str file, struct issue *issue) {
	*out = (struct articles){0};
	page_lines(p);
	page_units(p);
	page_classify(p);
	page_walk(p);
	page_weave(p);
	mastheads(out, p, issue);
	page_build(out, p, file, issue);
}

void article_split(struct articles *out, const struct text *t, str file, struct issue *issue, const struct rulebook *book,
	struct matcher *matcher, struct arena *mem, struct arena *tmp) {
	struct page p = {.t = t, .look = layout_of(matcher, book), .matcher = matcher, .mem = mem, .tmp = tmp};
	pages_split(out, &p, file, issue);
}

void article_explain(struct articles *out, struct decisions *told, const struct text *t, str file, struct issue *issue,
	const struct rulebook *book, struct matcher *matcher, struct arena *mem, struct arena *tmp) {
	struct page p = {.t = t, .look = layout_of(matcher, book), .matcher = matcher, .mem = mem, .tmp = tmp, .told = told};
	*told = (struct decisions){0};
	pages_split(out, &p, file, issue);
}
