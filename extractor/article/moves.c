/* moves.c: what the unit that comes next may be, and what speaks for each answer. */
#include "article/priv.h"

enum { PHOTO_PARAGRAPHS = 2, SHORT_TEXT = 45, CAPTION_MAX = 90, ZONE_WITHIN = 80, GROUP_OF_CAPTION = 8, BOND_SURE = 40, NAMES_WITHIN = 8 };

/* ---- what was read ------------------------------------------------------------------------------------------- */

void draft_see(struct page *p, struct draft *d, int unit, enum role role) {
	const struct unit *u = &p->units.v[unit];
	d->seen = unit, d->last_role = role;
	if (u->nname && (role == ROLE_SILENT || role == ROLE_PARAGRAPH || (role == ROLE_CAPTION && d->photo))) d->named = true;
	if (u->kind == UNIT_CREDIT || u->flags & IS_CREDITED) d->credited = true;
	if (role == ROLE_TITLE || role == ROLE_KICKER) {
		d->headed = true;
		if (u->zone.s && (!d->zone.s || u->flags & IS_ZONE_FIRST)) d->zone = u->zone;
	}
	if (role == ROLE_SUBTITLE && !d->zone.s) d->zone = u->zone;
	if (role == ROLE_SUBHEAD) d->open = -1;
	if (role == ROLE_SILENT && d->nparagraph) d->is_signed = true;
	if (role == ROLE_SILENT && !d->nparagraph) d->byline = true;
	if (role != ROLE_PARAGRAPH) return;
	if (!d->nparagraph++ && u->flags & IS_LEAD) d->lead = true;
	d->open = u->flags & IS_OPEN ? unit : -1;
	if (u->flags & IS_SIGNED) d->is_signed = true;
}

enum role unit_role(const struct page *p, int unit, enum move_kind move) {
	switch (move) {
	case MOVE_silent: return ROLE_NONE;
	case MOVE_article: return ROLE_TITLE;
	case MOVE_subhead: return ROLE_SUBHEAD;
	case MOVE_caption: return ROLE_CAPTION;
	case MOVE_byline: return ROLE_SILENT;
	case MOVE_text: case MOVE_whole: case MOVE_opens: case MOVE_more: return ROLE_PARAGRAPH;
	case MOVE_item: case MOVE_turn: return p->units.v[unit].kind == UNIT_CREDIT ? ROLE_CAPTION : ROLE_PARAGRAPH;
	}
	return ROLE_NONE;
}

static void begin(struct reading *r, bool photo) {
	if (photo && r->any && !r->cur.photo) r->under = r->cur, r->inside = true;
	if (!photo) r->inside = false;
	r->cur = (struct draft){.first = r->at, .last = -1, .photo = photo, .open = -1, .seen = -1};
	r->any = true;
}

static bool begins(const struct reading *r, enum move_kind m) { return m == MOVE_article || m == MOVE_opens || m == MOVE_item || (m == MOVE_byline && !r->any); }

bool reading_resumes(const struct reading *r, enum move_kind m) { return (m == MOVE_text || m == MOVE_whole || m == MOVE_subhead) && r->cur.photo && r->inside; }

void reading_move(struct page *p, struct reading *r, struct choice c) {
	bool closed = r->any && r->cur.nparagraph && (r->cur.is_signed || r->cur.photo);
	r->rubric = p->units.v[r->at].kind == UNIT_RUBRIC;
	if (begins(r, c.move)) begin(r, c.move == MOVE_item);
	if (reading_resumes(r, c.move)) r->cur = r->under, r->inside = false;
	struct draft was = r->cur;
	if (c.move == MOVE_opens) r->cur.orphan = closed && !(p->units.v[r->at].flags & (IS_LEAD | IS_BACK | IS_ITEM));
	if (c.move == MOVE_turn) r->cur.photo = true, r->cur.orphan = false;
	if (c.move == MOVE_subhead) r->cur.subhead_lines = c.to - r->at;
	for (int i = r->at; i < c.to && c.move != MOVE_silent; i++) {
		draft_see(p, &r->cur, i, unit_role(p, i, c.move));
		if (c.move == MOVE_subhead) r->cur.nsubhead += p->units.v[i].gap > 0;
	}
	if (c.move == MOVE_whole) r->cur.open = r->at, r->cur.is_signed = was.is_signed, r->cur.named = was.named || p->units.v[r->at].sure;
	r->at = c.to, r->score += c.score;
}

int reading_end(struct page *p, const struct reading *r) {
	const struct draft *d = &r->cur;
	if (!r->any) return 0;
	return page_cue(p, CUE_end_uncredited, d->photo && !d->credited) + page_cue(p, CUE_end_empty, d->photo && !d->nparagraph) +
		page_cue(p, CUE_end_subhead, d->last_role == ROLE_SUBHEAD) +
		page_cue(p, CUE_end_captions, !d->photo && d->headed && !d->nparagraph && d->last_role == ROLE_CAPTION);
}

/* ---- what a unit is like ----------------------------------------------------------------------------------------- */

static bool stands(const struct unit *u) { return u->kind != UNIT_FURNITURE && u->kind != UNIT_RUBRIC; }
static bool is_text(const struct unit *u) { return u && (u->kind == UNIT_PARAGRAPH || u->kind == UNIT_CAPTION); }

static int standing_after(const struct page *p, int i) {
	while (i < p->units.n && !stands(&p->units.v[i])) i++;
	return i < p->units.n ? i : -1;
}

/* What stands behind unit i and the credits there. */
static const struct unit *beyond(const struct page *p, int i) {
	int k = standing_after(p, i + 1);
	while (k >= 0 && p->units.v[k].kind == UNIT_CREDIT) k = standing_after(p, k + 1);
	return k < 0 ? NULL : &p->units.v[k];
}

static struct unit *after(const struct page *p, int i) {
	int k = standing_after(p, i + 1);
	return k < 0 ? NULL : &p->units.v[k];
}

/* An article may end before unit u (NULL: the page does). */
static bool may_end(const struct unit *u) { return !is_text(u) || u->flags & (IS_LEAD | IS_BACK | IS_CREDITED); }

ustr zone_of(struct page *p, struct unit *u) {
	int index;
	uint32_t end = u->body.at + ZONE_WITHIN < u->body.end ? u->body.at + ZONE_WITHIN : u->body.end;
	if (!is_text(u) || u->flags & IS_ZONED) return u->zone;
	u->flags |= IS_ZONED;
	for (uint32_t i = u->body.at; i < end; i++)
		if (wordlist_at(p->look->zones, p->t->fold + i, u->body.end - i, &index)) return u->zone = p->look->zone_name[index];
	return u->zone;
}

static bool one_sentence(const struct page *p, const struct unit *u) {
	if (span_len(u->body) > SHORT_TEXT) return false;
	for (uint32_t k = u->body.at; k + 1 < u->body.end; k++)
		if (page_mark(p, k) & MARK_end) return false;
	return true;
}

/* The article that text would go on with: that around a picture item; NULL: none. */
static const struct draft *article_of(const struct reading *r) {
	if (r->any && !r->cur.photo) return &r->cur;
	return r->inside ? &r->under : NULL;
}

ustr zone_of_draft(struct page *p, const struct draft *d) {
	if (d->zone.s) return d->zone;
	for (int i = d->first; i <= d->seen && i < d->first + 8; i++)
		if (is_text(&p->units.v[i])) return zone_of(p, &p->units.v[i]);
	return (ustr){0};
}

int zone_agrees(struct page *p, const struct draft *d, struct unit *u) {
	ustr its = d ? zone_of_draft(p, d) : (ustr){0}, here = zone_of(p, u);
	if (!its.s || !here.s) return 0;
	return zone_same(its, here) ? 1 : -1;
}

/* The paragraph before breaks off, and what comes behind unit i may go on with it. */
static bool between(const struct page *p, const struct draft *d, int i) {
	const struct unit *b = after(p, i);
	return d && d->open >= 0 && is_text(b) && !(b->flags & (IS_OPENER | IS_LEAD | IS_DATED));
}

static bool goes_on(const struct draft *d, const struct unit *u) { return d && d->open >= 0 && !(u->flags & (IS_OPENER | IS_DATED)); }

static bool credit_below(const struct page *p, int i, bool same) {
	const struct unit *u = &p->units.v[i], *b = after(p, i);
	if (!b || b->kind != UNIT_CREDIT || (b->block == u->block) != same) return false;
	return same || b + 1 == p->units.v + p->units.n || b[1].block != b->block || !is_text(b + 1); /* else it is of what stands below */
}

/* Was a credit put last, with nothing that it belongs to yet? */
static bool credit_above(const struct page *p, const struct draft *d, int i, bool same) {
	const struct unit *a = d && d->seen >= 0 ? &p->units.v[d->seen] : NULL;
	return a && a->kind == UNIT_CREDIT && d->last_role == ROLE_CAPTION && (a->block == p->units.v[i].block) == same;
}

/* A credit stands above or below the units up to `to`. */
static bool near_credit(const struct page *p, const struct reading *r, int to) {
	return credit_above(p, &r->cur, r->at, true) || credit_above(p, &r->cur, r->at, false) || credit_below(p, to - 1, true) || credit_below(p, to - 1, false);
}

/* ---- names --------------------------------------------------------------------------------------------------------- */

/* Does the article name somebody of these already, where it opens? */
static bool names_again(const struct page *p, const struct draft *d, const struct unit *u) {
	for (int i = d->first; i >= 0 && i <= d->seen && i < d->first + NAMES_WITHIN; i++) {
		const struct unit *a = &p->units.v[i];
		for (int k = 0; k < a->nname; k++)
			if (str_eq(p->names.v[a->name + k], p->names.v[u->name])) return true;
	}
	return false;
}

static int names_score(const struct page *p, const struct reading *r) {
	const struct unit *u = &p->units.v[r->at], *b = after(p, r->at);
	const struct draft *d = r->any ? &r->cur : NULL;
	bool below = d && d->headed && !d->nparagraph && is_text(b), done = d && d->nparagraph && d->open < 0;
	return page_cue(p, CUE_names_bias, true) + page_cue(p, CUE_names_family, u->nfamily == u->nname) +
		page_cue(p, CUE_names_none, !u->nfamily) + page_cue(p, CUE_names_after, done) + page_cue(p, CUE_names_head, done && may_end(b)) +
		page_cue(p, CUE_names_below, below) + page_cue(p, CUE_names_paragraph, done && !may_end(b)) +
		page_cue(p, CUE_names_signed, d && (d->is_signed || (d->byline && !d->photo))) + page_cue(p, CUE_names_four, u->nfour) +
		page_cue(p, CUE_names_wanted, d && d->lead && !d->named) + page_cue(p, CUE_names_spaced, u->nspaced) +
		page_cue(p, CUE_names_named, d && d->named) + page_cue(p, CUE_names_again, d && d->named && names_again(p, d, u)) +
		page_cue(p, CUE_names_stacked, b && b->block == u->block && (b->kind == UNIT_HEAD || (b->kind == UNIT_NAMES && u->nfour && b->nfour))) +
		page_cue(p, CUE_names_kicker, page_ends(p, p->look->kickers, u->text));
}

/* ---- headlines -------------------------------------------------------------------------------------------------------- */

/* Names between headline lines that are no names are headline lines too. */
static int group_end(const struct page *p, int from) {
	int i = from + 1, n = p->units.n;
	const struct unit *v = p->units.v, *first = v[from].flags & IS_ZONE_FIRST ? &v[from] : NULL; /* that starts with a zone */
	for (; i < n; i++) {
		const struct unit *u = &v[i];
		if (u->kind == UNIT_HEAD && u->gap && u->flags & IS_ZONE_FIRST && first && !ustr_eq(first->zone, u->zone)) break;
		if (u->kind == UNIT_HEAD && u->flags & IS_ZONE_FIRST && !first) first = u;
		if (u->kind == UNIT_HEAD) continue;
		bool strange = u->nfamily < u->nname || (v[from].kind == UNIT_NAMES && u->nfour), above = i + 1 < n && u[1].kind == UNIT_HEAD && !u[1].gap;
		if (u->kind != UNIT_NAMES || !(above ? !u->gap || strange : !u->gap && strange)) break;
	}
	return i;
}

static int block_end(const struct page *p, int from, int to) {
	int i = from + 1;
	while (i < to && p->units.v[i].block == p->units.v[from].block) i++;
	return i;
}

/* Lines that look like a headline and say what a picture shows: without a full stop. */
static int headcaption_score(struct page *p, const struct reading *r, int to) {
	const struct draft *d = article_of(r);
	return page_cue(p, CUE_caption_bias, true) + page_cue(p, CUE_caption_unstopped, true) +
		page_cue(p, CUE_caption_credit, credit_above(p, &r->cur, r->at, true) || credit_below(p, to - 1, true)) +
		page_cue(p, CUE_caption_apart, credit_above(p, &r->cur, r->at, false) || credit_below(p, to - 1, false)) +
		page_cue(p, CUE_caption_between, between(p, d, to - 1)) +
		page_cue(p, CUE_caption_before, d && d->headed && !d->nparagraph && near_credit(p, r, to));
}

static struct choice choice(enum move_kind m, int to, int score) { return (struct choice){m, to, score, 0}; }

/* A question of yes or no, answered against its score, costs as much; answered with it, it adds nothing. */
static int against(int score, bool yes) { return yes ? (score < 0 ? score : 0) : score > 0 ? -score : 0; }

/* names: what speaks for the line being no headline. */
static int heads(struct page *p, const struct reading *r, struct choice *v, struct telling *told, int n, int names) {
	struct group g = {r->at, group_end(p, r->at), -1, r->rubric};
	const struct draft *d = article_of(r);
	g.next = standing_after(p, g.to);
	p->telling = told ? &told[n] : NULL;
	int score = head_score(p, g, d ? d : r->any ? &r->cur : NULL, r->any && r->cur.photo);
	v[n++] = (struct choice){MOVE_article, g.to, names + against(score, true) + reading_end(p, r), score};
	if (!r->any) return n;
	if (told) told[n] = told[n - 1], p->telling = &told[n];
	int in = page_cue(p, CUE_subhead_nobody, !d) + page_cue(p, CUE_subhead_after, r->cur.last_role == ROLE_SUBHEAD);
	v[n++] = (struct choice){MOVE_subhead, g.to, names + against(score, false) + in, score + in};
	int to = block_end(p, r->at, g.to);
	if (g.to - g.from > GROUP_OF_CAPTION || to - g.from > 2) return n;
	p->telling = told ? &told[n] : NULL;
	v[n++] = choice(MOVE_caption, to, names + against(score, false) + headcaption_score(p, r, to));
	return n;
}

/* ---- pictures ----------------------------------------------------------------------------------------------------------- */

/* Is the paragraph the text of a picture item? */
static int photo_score(struct page *p, const struct reading *r, bool more) {
	struct unit *u = &p->units.v[r->at];
	const struct unit *b = beyond(p, r->at);
	const struct draft *d = article_of(r);
	int agrees = zone_agrees(p, d, u);
	bool block = credit_below(p, r->at, true) || (more && credit_above(p, &r->cur, r->at, true));
	return page_cue(p, CUE_photo_bias, true) + page_cue(p, CUE_photo_credited, u->flags & IS_CREDITED) +
		page_cue(p, CUE_photo_block, block) +
		page_cue(p, CUE_photo_apart, !block && (credit_below(p, r->at, false) || (more && credit_above(p, &r->cur, r->at, false)))) +
		page_cue(p, CUE_photo_dated, u->flags & IS_DATED) + page_cue(p, CUE_photo_opener, u->flags & IS_OPENER) +
		page_cue(p, CUE_photo_dangling, u->flags & IS_DANGLING) + page_cue(p, CUE_photo_broken, u->flags & IS_OPEN) +
		page_cue(p, CUE_photo_short, !(u->flags & IS_DATED) && one_sentence(p, u)) + page_cue(p, CUE_photo_zone_other, agrees < 0) +
		page_cue(p, CUE_photo_zone_same, agrees > 0) +
		page_cue(p, CUE_photo_open, d && d->open >= 0) + page_cue(p, CUE_photo_bare, !more && r->any && r->cur.headed && !r->cur.nparagraph) +
		page_cue(p, CUE_photo_finished, d && d->nparagraph && d->open < 0 && may_end(b)) +
		page_cue(p, CUE_photo_signed, d && d->is_signed) +
		page_cue(p, CUE_photo_inside, d && !d->is_signed && !may_end(b));
}

/* No more than a headline and a paragraph or two: a credit makes it a picture item. */
static bool may_turn(const struct draft *d, int more) {
	return !d->photo && d->headed && d->nparagraph + more > 0 && d->nparagraph + more <= PHOTO_PARAGRAPHS && !d->lead && !d->byline &&
		!d->is_signed && !d->nsubhead && d->open < 0;
}

/* Will the credit below do so? */
static bool turns(const struct page *p, const struct reading *r) { return r->any && credit_below(p, r->at, true) && may_turn(&r->cur, 1); }

/* Somebody does something, or something stands ready. */
static bool shows_scene(struct page *p, struct unit *u) {
	span whole, group[NGROUP];
	if (!(u->flags & IS_SEEN)) {
		struct trial t = {u->body, rule_may(p->look->book, p->look->rules[LEAD_scene].bits, p->t->fold + u->body.at, span_len(u->body))};
		u->flags |= IS_SEEN | (page_match(p, LEAD_scene, t, &whole, group) ? IS_SCENE : 0);
	}
	return u->flags & IS_SCENE;
}

/* The article broke off: do words go over the cut to what follows unit i, or to the unit itself? */
static int bond_weigh(const struct page *p, const struct draft *d, int i) {
	const struct unit *u = &p->units.v[i], *a = d && d->open >= 0 ? &p->units.v[d->open] : NULL, *b = after(p, i);
	if (!a || !is_text(b)) return 0;
	int over = unit_bond(p, a, b), to = unit_bond(p, a, u);
	return page_part(p, CUE_caption_bond_over, over, BOND_SURE) + page_part(p, CUE_caption_bond, to, BOND_SURE);
}

/* Does the paragraph say what a picture of the article shows? */
static int caption_score(struct page *p, const struct reading *r) {
	struct unit *u = &p->units.v[r->at];
	const struct draft *d = article_of(r);
	bool sentence = one_sentence(p, u);
	return page_cue(p, CUE_caption_bias, true) + page_cue(p, CUE_caption_says, u->kind == UNIT_CAPTION) +
		page_cue(p, CUE_caption_credited, u->flags & IS_CREDITED) +
		page_cue(p, CUE_caption_credit, credit_above(p, &r->cur, r->at, true) || credit_below(p, r->at, true)) +
		page_cue(p, CUE_caption_apart, credit_below(p, r->at, false)) +
		page_cue(p, CUE_caption_sentence, sentence) + page_cue(p, CUE_caption_scene, sentence && shows_scene(p, u)) +
		bond_weigh(p, d, r->at) + page_cue(p, CUE_caption_several, !sentence) +
		page_cue(p, CUE_caption_dated, u->flags & IS_DATED) + page_cue(p, CUE_caption_between, between(p, d, r->at)) +
		page_cue(p, CUE_caption_goes_on, goes_on(d, u)) + page_cue(p, CUE_caption_turns, turns(p, r)) +
		page_cue(p, CUE_caption_before, d && d->headed && !d->nparagraph && near_credit(p, r, r->at + 1)) +
		page_cue(p, CUE_caption_lead, u->flags & IS_LEAD) +
		page_cue(p, CUE_caption_zone_other, zone_agrees(p, d, u) < 0) +
		page_cue(p, CUE_caption_signed, d && d->is_signed) + page_cue(p, CUE_caption_broken, u->flags & IS_OPEN) +
		page_cue(p, CUE_caption_dangling, u->flags & IS_DANGLING) + page_cue(p, CUE_caption_last, !is_text(after(p, r->at)));
}

static int credit_score(struct page *p, const struct reading *r) {
	const struct unit *u = &p->units.v[r->at], *a = r->cur.seen >= 0 ? &p->units.v[r->cur.seen] : NULL;
	bool text = a && r->cur.last_role == ROLE_PARAGRAPH && a->block == u->block;
	return page_cue(p, CUE_credit_item, r->cur.photo && !r->cur.credited) + page_cue(p, CUE_credit_again, r->cur.photo && r->cur.credited) +
		page_cue(p, CUE_credit_text, text && !r->cur.photo) +
		page_cue(p, CUE_credit_caption, a && r->cur.last_role == ROLE_CAPTION && a->kind != UNIT_CREDIT);
}

static int credits(struct page *p, const struct reading *r, struct choice *v, struct telling *told, int n) {
	const struct unit *u = &p->units.v[r->at], *b = r->at + 1 < p->units.n ? u + 1 : NULL;
	int to = r->at + 1;
	if (u->flags & IS_REPORT && r->any && r->cur.headed && !r->cur.nparagraph) {
		v[n++] = choice(MOVE_byline, to, 0);
		return n;
	}
	p->telling = told ? &told[n] : NULL;
	v[n++] = r->any ? choice(MOVE_caption, to, credit_score(p, r)) : choice(MOVE_silent, to, page_cue(p, CUE_credit_nobody, true));
	p->telling = told ? &told[n] : NULL;
	if (is_text(b)) v[n++] = choice(MOVE_item, to, reading_end(p, r) + page_cue(p, CUE_credit_gap, u->gap > b->gap) +
		page_cue(p, CUE_credit_above, true) + page_cue(p, CUE_photo_bare, r->any && r->cur.headed && !r->cur.nparagraph));
	p->telling = told ? &told[n] : NULL;
	if (r->any && may_turn(&r->cur, 0)) v[n++] = choice(MOVE_turn, to, page_cue(p, CUE_turn_bias, true));
	return n;
}

/* ---- paragraphs ------------------------------------------------------------------------------------------------------------ */

/* An item of a list, where no headline stands above it, or the name of a column does. */
static bool is_item(const struct reading *r, const struct draft *d, const struct unit *u) {
	return d->nparagraph && d->open < 0 && u->flags & IS_ITEM && (r->rubric || !d->headed);
}

static int text_score(struct page *p, const struct reading *r) {
	const struct unit *u = &p->units.v[r->at];
	const struct draft *d = article_of(r);
	bool over = r->cur.photo;
	return page_cue(p, CUE_text_lead, d->nparagraph && u->flags & IS_LEAD) + page_cue(p, CUE_text_back, d->nparagraph && u->flags & IS_BACK) +
		page_cue(p, CUE_text_item, is_item(r, d, u)) + page_cue(p, CUE_text_signed, d->nparagraph && d->is_signed) +
		page_cue(p, CUE_text_credited, u->flags & IS_CREDITED) + page_cue(p, CUE_text_caption, u->kind == UNIT_CAPTION && !turns(p, r)) +
		page_cue(p, CUE_text_resumed, over) + page_cue(p, CUE_text_goes_on, over && d->open >= 0 && !(u->flags & IS_OPENER)) +
		(over ? reading_end(p, r) : 0);
}

/* Are the names behind its last full stop a signature, rather than text that breaks off? */
static int sign_score(const struct page *p, const struct reading *r) {
	const struct unit *u = &p->units.v[r->at], *b = after(p, r->at);
	const struct draft *d = article_of(r);
	span names = {u->body.end, u->text.end};
	while (names.at < names.end && page_mark(p, names.at) & (MARK_space | MARK_close | MARK_quote)) names.at++;
	bool text = is_text(b) && !(b->flags & (IS_LEAD | IS_OPENER | IS_DATED | IS_CREDITED | IS_BACK));
	return page_cue(p, CUE_sign_bias, true) + page_cue(p, CUE_sign_family, u->nfamily == u->nname - u->sure) +
		page_cue(p, CUE_sign_none, !u->nfamily) +
		page_cue(p, CUE_sign_spaced, u->nspaced) + page_cue(p, CUE_sign_four, u->nfour) +
		page_cue(p, CUE_sign_word, page_word(p, p->look->openers, names) > 0) +
		page_cue(p, CUE_sign_goes_on, text) + page_cue(p, CUE_sign_dangling, is_text(b) && b->flags & IS_DANGLING) +
		page_cue(p, CUE_sign_end, may_end(b)) +
		page_cue(p, CUE_sign_wanted, d->lead && !d->named) + page_cue(p, CUE_sign_named, d->named || u->sure);
}

static int texts(struct page *p, const struct reading *r, struct choice *v, struct telling *told, int n) {
	bool unsure = p->units.v[r->at].flags & IS_UNSURE;
	for (int whole = 0; whole <= unsure; whole++) {
		p->telling = told ? &told[n] : NULL;
		int score = text_score(p, r), sign = unsure ? sign_score(p, r) : 0;
		v[n++] = (struct choice){whole ? MOVE_whole : MOVE_text, r->at + 1, score + against(sign, !whole), unsure ? score + sign : 0};
	}
	return n;
}

static int opens_score(struct page *p, const struct reading *r) {
	const struct unit *u = &p->units.v[r->at];
	bool new = u->flags & (IS_LEAD | IS_BACK) || (r->any && is_item(r, &r->cur, u));
	return page_cue(p, CUE_opens_bias, !new) + page_cue(p, CUE_opens_open, r->any && r->cur.open >= 0) +
		page_cue(p, CUE_opens_dangling, u->flags & IS_DANGLING) +
		page_cue(p, CUE_opens_bare, r->any && r->cur.headed && !r->cur.nparagraph) + page_cue(p, CUE_opens_credited, u->flags & IS_CREDITED) +
		reading_end(p, r);
}

/* Is there anything about it that a paragraph of running text has not? */
static bool is_plain(const struct page *p, const struct reading *r, const struct unit *u) {
	const struct unit *b = u + 1 < p->units.v + p->units.n ? u + 1 : NULL;
	return u->kind == UNIT_PARAGRAPH && !(u->flags & (IS_CREDITED | IS_VERSE)) && !(b && b->kind == UNIT_CREDIT) &&
		!(r->cur.last_role == ROLE_CAPTION) && span_len(u->body) > SHORT_TEXT;
}

static int paragraphs(struct page *p, const struct reading *r, struct choice *v, struct telling *told, int n) {
	const struct unit *u = &p->units.v[r->at];
	const struct draft *d = article_of(r);
	int to = r->at + 1;
	bool photo = r->any && r->cur.photo, turn = photo || !d ? false : u->flags & IS_CREDITED && may_turn(d, 1), plain = is_plain(p, r, u);
#define CHOICE(when, kind, sum)                                        \
	if (when) {                                                        \
		p->telling = told ? &told[n] : NULL;                           \
		v[n++] = choice(MOVE_##kind, to, sum); \
	}
	if (d && !turn) n = texts(p, r, v, told, n);
	CHOICE(!d || !plain || u->flags & (IS_LEAD | IS_BACK | IS_ITEM) || d->is_signed, opens, opens_score(p, r))
	CHOICE(!plain || !d, item, photo_score(p, r, false) + reading_end(p, r))
	CHOICE(photo && r->cur.nparagraph < PHOTO_PARAGRAPHS, more, photo_score(p, r, true) + page_cue(p, CUE_photo_second, r->cur.nparagraph > 0 && p->units.v[r->cur.seen].block != u->block) +
		page_cue(p, CUE_photo_again, r->cur.credited && (u->flags & IS_CREDITED || credit_below(p, r->at, true))))
	CHOICE(turn, turn, photo_score(p, r, true) + page_cue(p, CUE_turn_bias, true) + page_cue(p, CUE_photo_again, r->cur.credited) + page_cue(p, CUE_turn_second, d->nparagraph > 0 && zone_agrees(p, d, &p->units.v[r->at]) < 1))
	CHOICE(r->any && !plain && span_len(u->body) <= CAPTION_MAX, caption, caption_score(p, r))
#undef CHOICE
	return n;
}

static int names(struct page *p, const struct reading *r, struct choice *v, struct telling *told) {
	p->telling = told;
	int score = names_score(p, r);
	v[0] = (struct choice){MOVE_byline, r->at + 1, against(score, true), score};
	return heads(p, r, v, told, 1, against(score, false));
}

int reading_choices(struct page *p, const struct reading *r, struct choice v[MOVES_MAX], struct telling *told) {
	const struct unit *u = &p->units.v[r->at];
	int n = 0;
	p->telling = NULL;
	switch (u->kind) {
	case UNIT_HEAD: n = heads(p, r, v, told, 0, 0); break;
	case UNIT_CREDIT: n = credits(p, r, v, told, 0); break;
	case UNIT_NAMES: n = names(p, r, v, told); break;
	case UNIT_BYLINE: v[n++] = choice(MOVE_byline, r->at + 1, 0); break;
	case UNIT_CAPTION: case UNIT_PARAGRAPH: n = paragraphs(p, r, v, told, 0); break;
	case UNIT_RUBRIC: case UNIT_FURNITURE: v[n++] = choice(MOVE_silent, r->at + 1, 0); break;
	}
	p->telling = NULL;
	return n;
}
