/* classify.c: what each unit is, from its own text first, then from its neighbours. */
#include "article/priv.h"

enum { HEAD_MAX = 44, SHORT_MAX = 64, LONG_LINE = 130, SIDE = 48, QUOTES_MAX = 12, STUB = 4, TOP = 4, ANNOUNCES = 12, VERSE_MAX = 24, LONG_HEAD = 18 };

/* ---- what a unit starts and ends with --------------------------------------------- */

static bool closes(const struct page *p, uint32_t i) { return page_mark(p, i) & (MARK_close | MARK_quote) && !(page_mark(p, i) & MARK_open); }

static bool comma(const struct page *p, uint32_t i) { return p->t->fold[i] == ','; } /* not a colon, which titles have */

/* Ends with a mark that ends a sentence, behind closing quotes and brackets. */
static bool ends_sentence(const struct page *p, span at) {
	uint32_t i = at.end;
	while (i > at.at && closes(p, i - 1)) i--;
	if (i > at.at + 1 && p->t->fold[i - 1] == '.' && page_mark(p, i - 2) & MARK_latin) return true;
	return i > at.at && page_mark(p, i - 1) & MARK_end;
}

/* A colon, a dash or the like may end a paragraph too. */
static bool ends_closed(const struct page *p, span at) {
	return ends_sentence(p, at) || page_ends(p, p->look->closers, at);
}

/* Brackets and quotes that are opened and not closed, closed and not opened. */
struct balance { int open, strange; };

static struct balance balance(const struct page *p, uint32_t from, uint32_t to) {
	struct balance b = {0, 0};
	for (uint32_t i = from; i < to; i++) {
		unsigned m = page_mark(p, i) & (MARK_open | MARK_close);
		if (m == MARK_open) b.open++;
		if (m != MARK_close) continue; /* a straight quote opens and closes */
		if (b.open) b.open--;
		else b.strange++;
	}
	return b;
}

static bool dated(const struct page *p, span at) {
	int i;
	uint32_t k = at.at;
	while (k < at.end && k - at.at < 5 && page_mark(p, k) & (MARK_digit | MARK_numeral)) k++;
	return k > at.at && k < at.end && wordlist_at(p->look->calendar, p->t->fold + k, at.end - k, &i) > 0;
}

static unsigned start_flags(const struct page *p, span at) {
	unsigned m = page_mark(p, at.at);
	if (m & (MARK_end | MARK_comma | MARK_list) || (m & MARK_close && !(m & MARK_open))) return IS_DANGLING;
	uint32_t opener = page_word(p, p->look->openers, at), more = page_word(p, p->look->continuers, at);
	if (opener && opener >= more) return IS_OPENER;
	if (more) return IS_DANGLING;
	if (dated(p, at)) return 0; /* 5月, */
	for (uint32_t i = 1; i <= 2 && i < span_len(at); i++)
		if (comma(p, at.at + i) || (page_mark(p, at.at + i) & MARK_end && p->t->fold[at.at + i] > 0x7F)) return IS_DANGLING;
	return 0;
}

static void flags_set(const struct page *p, struct unit *u) {
	span head = {u->text.at, u->text.at + SIDE < u->text.end ? u->text.at + SIDE : u->text.end};
	span tail = {u->body.end > u->body.at + SIDE ? u->body.end - SIDE : u->body.at, u->body.end};
	u->flags |= start_flags(p, head);
	if (!ends_closed(p, tail)) u->flags |= IS_OPEN;
	if (page_mark(p, tail.end - 1) & (MARK_comma | MARK_list)) u->flags |= IS_COMMA;
	if (balance(p, head.at, head.at + QUOTES_MAX < head.end ? head.at + QUOTES_MAX : head.end).strange) u->flags |= IS_CLOSER;
	if (balance(p, tail.at, tail.end).open) u->flags |= IS_OPENED;
	for (uint32_t i = head.at; i < head.end && i - head.at < STUB; i++)
		if (page_mark(p, i) & MARK_end && p->t->fold[i] > 0x7F) u->flags |= IS_STUB;
	if (dated(p, head)) u->flags |= IS_DATED;
	if (p->t->fold[u->text.at] == 0x2014) u->flags |= IS_SUBTITLE;
}

/* ---- lines that are no running text -------------------------------------------------- */

static bool rubric(struct page *p, span at) {
	uint32_t text[16], n = 0;
	span whole, group[NGROUP];
	if (span_len(at) > 24) return false;
	for (uint32_t i = at.at; i < at.end; i++) {
		if (page_mark(p, i) & MARK_space) continue;
		if (n == COUNT(text)) return false;
		text[n++] = p->t->fold[i];
	}
	uint64_t may = rule_may(p->look->book, p->look->rules[LEAD_rubric].bits, text, n);
	for (int i = 0; i < p->look->rules[LEAD_rubric].n; i++) {
		const struct rule *r = p->look->rules[LEAD_rubric].v[i];
		if (r->bit & may && rule_match(r, p->matcher, text, 0, n, &whole, group) == MATCH_YES) return true;
	}
	return false;
}

static bool furniture(struct page *p, struct unit *u, struct trial t) {
	static const enum lead leads[] = {LEAD_masthead, LEAD_editors, LEAD_turn, LEAD_figure, LEAD_notice, LEAD_weather, LEAD_table};
	span whole, group[NGROUP];
	if (rubric(p, u->text)) {
		u->kind = UNIT_RUBRIC;
		return true;
	}
	for (size_t i = 0; i < COUNT(leads); i++)
		if (page_match(p, leads[i], t, &whole, group)) {
			u->kind = UNIT_FURNITURE;
			return true;
		}
	return false;
}

/* The first rule whose names are names. A credit of several does not start with one of four characters: that is what is seen. */
static bool named(struct page *p, struct unit *u, struct trial t, enum lead lead, enum unit_kind kind) {
	span whole, group[NGROUP];
	const struct rule *r;
	for (int i = 0; (r = page_match_next(p, lead, t, &i, &whole, group));) {
		struct unit try = *u;
		span names = group[GROUP_page_names];
		if (span_len(names) && !page_names(p, names, &try)) continue;
		if (kind == UNIT_CREDIT && try.nfour && try.nname > 1) continue;
		*u = try;
		u->kind = kind;
		if (str_is(rule_emit(r, "what"), "report")) u->flags |= IS_REPORT;
		return true;
	}
	return false;
}

/* (name name) on a line of its own. */
static span unbracketed(const struct page *p, span at) {
	bool both = span_len(at) > 2 && p->t->fold[at.at] == '(' && p->t->fold[at.end - 1] == ')';
	return both ? (span){at.at + 1, at.end - 1} : at;
}

static void short_line(struct page *p, struct unit *u, struct trial t) {
	span whole, group[NGROUP];
	if (furniture(p, u, t) || named(p, u, t, LEAD_credit, UNIT_CREDIT) || named(p, u, t, LEAD_byline, UNIT_BYLINE)) return;
	if (page_match(p, LEAD_caption, t, &whole, group)) return;
	if (page_names(p, unbracketed(p, u->text), u)) {
		u->kind = UNIT_NAMES;
		return;
	}
	if (page_match(p, LEAD_lead, t, &whole, group)) return;
	if (page_match(p, LEAD_ask, t, &whole, group)) return;
	bool sentence = ends_sentence(p, u->text);
	bool asks = sentence && !ends_sentence(p, (span){u->text.at, u->text.end - 1}) && span_len(u->text) < 30 &&
		(p->t->fold[u->text.end - 1] == '?' || p->t->fold[u->text.end - 1] == '!');
	for (uint32_t i = u->text.at; i + 1 < u->text.end; i++)
		if (page_mark(p, i) & MARK_end && p->t->fold[i] > 0x7F && p->t->fold[i] != 0x2026) return; /* 。 inside */
	if (span_len(u->text) <= HEAD_MAX && (!sentence || asks)) u->kind = UNIT_HEAD;
}

/* ---- paragraphs ------------------------------------------------------------------------ */

static void lead_read(struct page *p, struct unit *u, struct trial t) {
	span whole, group[NGROUP];
	if (page_match(p, LEAD_item, t, &whole, group)) u->flags |= IS_ITEM;
	if (page_match(p, LEAD_back, t, &whole, group) && whole.end < u->text.end) u->flags |= IS_BACK, u->body.at = whole.end;
	const struct rule *r;
	for (int i = 0; (r = page_match_next(p, LEAD_lead, t, &i, &whole, group));) {
		span names = group[GROUP_page_names];
		if (!span_len(names)) names = group[GROUP_page_names2];
		if (!span_len(names)) names = group[GROUP_page_names3];
		if (!span_len(names)) names = group[GROUP_page_names4];
		bool good = span_len(names) && page_names(p, names, u);
		if (!good && str_is(rule_emit(r, "what"), "names")) continue;
		u->flags |= IS_LEAD;
		return;
	}
}

static bool tail_try(struct page *p, struct unit *u, const struct rule *r, uint32_t from) {
	span whole, group[NGROUP];
	if (rule_match(r, p->matcher, p->t->fold, from, u->text.end, &whole, group) != MATCH_YES) return false;
	span names = group[GROUP_page_names], credit = group[GROUP_page_credit];
	str what = rule_emit(r, "what");
	if (!span_len(credit)) credit = whole;
	struct unit try = *u;
	try.nfamily = 0, try.nfour = try.nspaced = false;
	if (span_len(names) && !page_names(p, names, &try)) return false;
	try.sure = u->nname;
	if (u->nname && u->name + u->nname == try.name) try.name = u->name, try.nname += u->nname; /* after the names that open it */
	*u = try;
	if (str_is(what, "unsure")) u->flags |= IS_UNSURE;
	u->flags |= str_is(what, "photo") ? IS_CREDITED : str_is(what, "turn") ? 0 : IS_SIGNED;
	u->body.end = credit.at;
	while (u->body.end > u->body.at && page_mark(p, u->body.end - 1) & MARK_space) u->body.end--;
	return true;
}

/* Names or a credit behind the last full stop: most paragraphs end with the stop and need no rule. */
static void tail_read(struct page *p, struct unit *u) {
	if (ends_sentence(p, u->text)) return;
	uint32_t from = u->text.end > u->text.at + SIDE ? u->text.end - SIDE : u->text.at;
	struct trial t = page_trial(p, TRIAL_END, (span){from, u->text.end});
	for (int i = 0; i < p->look->rules[LEAD_tail].n; i++) {
		const struct rule *r = p->look->rules[LEAD_tail].v[i];
		if (r->bit & t.may && tail_try(p, u, r, from)) return;
	}
}

static void zone_read(struct page *p, struct unit *u, struct trial t) {
	int index;
	for (uint32_t i = u->text.at; i < u->text.end; i++)
		if (wordlist_at(p->look->zones, p->t->fold + i, u->text.end - i, &index)) {
			u->zone = p->look->zone_name[index];
			if (i - u->text.at <= 3) u->flags |= IS_ZONE_FIRST;
			return;
		}
	span whole, group[NGROUP];
	const struct rule *r = page_match(p, LEAD_zone, t, &whole, group);
	if (!r) return;
	u->zone = ustr_sub(p->t->fold, group[GROUP_page_name]);
	if (whole.at == u->text.at && page_word(p, p->look->places, u->text)) u->flags |= IS_ZONE_FIRST;
}

/* ---- neighbours ---------------------------------------------------------------------------- */

static bool stands(const struct unit *u) { return u->kind != UNIT_FURNITURE && u->kind != UNIT_RUBRIC; }

static int line_score(const struct page *p, int i, int before, int after) {
	const struct unit *u = &p->units.v[i], *a = before < 0 ? NULL : &p->units.v[before], *b = after < 0 ? NULL : &p->units.v[after];
	int commas = 0, inner = 0;
	bool stub = false;
	for (uint32_t k = u->text.at; k < u->text.end; k++) {
		commas += comma(p, k);
		stub = stub || (comma(p, k) && k + 3 >= u->text.end);
		inner += (page_mark(p, k) & MARK_end) && k + 4 < u->text.end;
	}
	bool colon = p->t->fold[u->text.end - 1] == ':' && span_len(u->text) >= ANNOUNCES && b && b->block != u->block && b->kind != UNIT_NAMES;
	bool mates = (a && a->block == u->block && a->kind == UNIT_HEAD) || (b && b->block == u->block && b->kind == UNIT_HEAD);
	bool lead = b && (b->kind == UNIT_BYLINE || b->flags & IS_LEAD);
	return page_cue(p, CUE_line_bias, true) + page_cue(p, CUE_line_dangling, b && b->block != u->block && b->flags & IS_DANGLING) +
		page_cue(p, CUE_line_unbalanced, !mates && u->flags & (IS_OPENED | IS_CLOSER)) +
		page_cue(p, CUE_line_opener, u->flags & IS_OPENER && commas) +
		page_cue(p, CUE_line_particle, page_ends(p, p->look->particles, u->text)) +
		page_cue(p, CUE_line_commas, commas > 1) + page_cue(p, CUE_line_comma, commas == 1) + page_cue(p, CUE_line_long, span_len(u->text) > 28) +
		page_cue(p, CUE_line_mark, ends_sentence(p, u->text)) + page_cue(p, CUE_line_open, a && a->kind == UNIT_PARAGRAPH && a->flags & IS_OPEN) +
		page_cue(p, CUE_line_inner, inner > 0) + page_cue(p, CUE_line_stub, stub) + page_cue(p, CUE_line_lead, lead) + page_cue(p, CUE_line_mates, mates) + page_cue(p, CUE_line_indent, p->indents && p->lines.v[u->line].indent) + page_cue(p, CUE_line_titled, b && b->kind == UNIT_HEAD && b->flags & IS_SUBTITLE) +
		 page_cue(p, CUE_line_colon, colon && !mates) +
		page_cue(p, CUE_line_number, page_mark(p, u->text.end - 1) & MARK_digit) + page_cue(p, CUE_line_below, a && a->kind == UNIT_BYLINE && !mates);
}

/* Lines of a poem or of slogans, behind a colon and in a block of their own: they stay lines. */
static bool is_verse(const struct page *p, const struct unit *u, const struct unit *a) {
	if (!a || span_len(u->text) > VERSE_MAX || (u->kind != UNIT_HEAD && u->kind != UNIT_PARAGRAPH && u->kind != UNIT_NAMES)) return false;
	if (a->block == u->block) return a->flags & IS_VERSE;
	bool several = u + 1 < p->units.v + p->units.n && u[1].block == u->block && span_len(u[1].text) <= VERSE_MAX;
	return several && a->kind == UNIT_PARAGRAPH && p->t->fold[a->body.end - 1] == ':';
}

/* Are the lines that are sure to be paragraphs indented, all but few? */
static bool indents(const struct page *p) {
	int n = 0, all = 0;
	for (int i = 0; i < p->units.n; i++)
		if (p->units.v[i].kind == UNIT_PARAGRAPH && !(p->units.v[i].flags & IS_DANGLING)) all++, n += p->lines.v[p->units.v[i].line].indent;
	return n && n * 4 >= all * 3;
}

/* A short line in the middle of the page may be a piece of a sentence cut twice. */
static void pieces_find(struct page *p) {
	int before = -1;
	bool text = false;
	p->indents = indents(p);
	for (int i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		if (!stands(u)) continue;
		int after = i + 1;
		while (after < p->units.n && !stands(&p->units.v[after])) after++;
		if (u->kind == UNIT_HEAD && text && !(u->flags & IS_ROUNDUP) && line_score(p, i, before, after < p->units.n ? after : -1) > 0) u->kind = UNIT_PARAGRAPH;
		if (text && is_verse(p, u, before < 0 ? NULL : &p->units.v[before])) u->kind = UNIT_PARAGRAPH, u->nname = 0, u->flags = (u->flags & ~(unsigned)(IS_OPEN | IS_DANGLING)) | IS_VERSE;
		if (u->kind == UNIT_PARAGRAPH || u->kind == UNIT_BYLINE) text = true;
		before = i;
	}
}

/* The line above the rows of a table names its columns. */
static void tables_widen(struct page *p) {
	for (int i = 0; i + 1 < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		int wide = 0;
		if ((u->kind != UNIT_HEAD && u->kind != UNIT_NAMES) || u[1].kind != UNIT_FURNITURE || u[1].block != u->block) continue;
		for (uint32_t k = u->text.at; k + 1 < u->text.end; k++)
			wide += page_mark(p, k) & page_mark(p, k + 1) & MARK_space && !(page_mark(p, k - (k > u->text.at)) & MARK_space);
		if (wide > 1) u->kind = UNIT_FURNITURE;
	}
}

/* At the top of the page, short lines above a masthead line belong to it. */
static void mastheads_widen(struct page *p) {
	for (int i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i], *v = u + 1;
		if (i + 1 == p->units.n || u->block != v->block || i >= TOP) continue;
		if (u->kind == UNIT_HEAD && v->kind == UNIT_FURNITURE && span_len(u->text) < 12) u->kind = UNIT_FURNITURE;
		if (u->kind == UNIT_NAMES && v->kind == UNIT_FURNITURE) u->kind = UNIT_FURNITURE;
	}
}

/* Only leads are looked for in a long paragraph, in its beginning, and their triggers at the very start of that. */
static struct trial start_trial(const struct page *p, span at) {
	uint64_t may = page_trial(p, TRIAL_START, (span){at.at, at.at + REACH}).may;
	return (struct trial){{at.at, at.at + LONG_LINE}, may};
}

static void classify_one(struct page *p, struct unit *u) {
	span whole, group[NGROUP];
	uint32_t n = span_len(u->text);
	struct trial t = n > LONG_LINE ? start_trial(p, u->text) : page_trial(p, n > SHORT_MAX ? TRIAL_LONG : TRIAL_SHORT, u->text);
	u->kind = UNIT_PARAGRAPH;
	if (n <= LONG_LINE && n > SHORT_MAX) furniture(p, u, t);
	if (n <= SHORT_MAX) short_line(p, u, t);
	if ((u->kind == UNIT_PARAGRAPH || u->kind == UNIT_HEAD) && n <= LONG_LINE && page_match(p, LEAD_caption, t, &whole, group))
		u->kind = UNIT_CAPTION;
	if (u->kind == UNIT_PARAGRAPH) lead_read(p, u, t);
	if (u->kind == UNIT_HEAD) zone_read(p, u, t);
}

/* Where no sentence of the page has a full stop, long lines are text. */
static void unpunctuated(struct page *p) {
	for (int i = 0; i < p->units.n; i++)
		if (p->units.v[i].kind == UNIT_PARAGRAPH && ends_sentence(p, p->units.v[i].text)) return;
	for (int i = 1; i < p->units.n; i++)
		if (p->units.v[i].kind == UNIT_HEAD && span_len(p->units.v[i].text) >= LONG_HEAD && p->units.v[i].gap &&
			p->units.v[i - 1].kind == UNIT_PARAGRAPH) p->units.v[i].kind = UNIT_PARAGRAPH;
}

void page_classify(struct page *p) {
	for (int i = 0; i < p->units.n; i++) classify_one(p, &p->units.v[i]);
	for (int i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		if (u->kind == UNIT_PARAGRAPH || u->kind == UNIT_CAPTION) tail_read(p, u);
		flags_set(p, u);
	}
	unpunctuated(p);
	mastheads_widen(p);
	tables_widen(p);
	page_repeats(p);
	page_boxes(p);
	pieces_find(p);
}
