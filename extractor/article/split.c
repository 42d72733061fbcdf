/* split.c: the passes over a page, in order, and what its masthead says of the issue. */
#include "article/priv.h"

/* ---- the masthead ------------------------------------------------------------------------------ */

static uint32_t numeral(const struct page *p, uint32_t c) {
	if (c >= '0' && c <= '9') return c - '0';
	struct numeral x = rule_numeral(p->look->book, c);
	return x.class == NUMERAL_UNIT ? 10 : (uint32_t)x.value; /* of units only 十 stands in a date */
}

/* 2021, 二〇二一, 21, 二十一, 十二, 二十. */
static int date_number(const struct page *p, span at) {
	uint32_t n = 0;
	for (uint32_t i = at.at; i < at.end; i++) {
		uint32_t d = numeral(p, p->t->fold[i]);
		bool ten = d == 10, last = i + 1 == at.end;
		if (!ten) n = n * 10 + d;
		else if (i == at.at) n = last ? 10 : 1;
		else if (last) n *= 10;
	}
	return (int)n;
}

static str group_str(const struct page *p, span at) {
	return span_len(at) ? arena_utf8(p->mem, ustr_sub(p->t->fold, at)) : STR_NULL;
}

static void issue_complete(const struct page *p, struct issue *issue, const span group[NGROUP]) {
	int y = date_number(p, group[GROUP_page_year]), m = date_number(p, group[GROUP_page_month]);
	int d = date_number(p, group[GROUP_page_day]);
	str no = group_str(p, group[GROUP_page_no]), name = group_str(p, group[GROUP_page_name]);
	if (!no.s) no = group_str(p, group[GROUP_page_rest]);
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
		if (!page_match(p, LEAD_masthead, t, &whole, group) && !page_match(p, LEAD_paper, t, &whole, group)) continue;
		issue_complete(p, issue, group);
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
