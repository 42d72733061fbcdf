/* walk.c: units in page order -> drafts of articles. Each unit may be several things (moves.c); the moves whose scores have the
 * highest sum are taken, so that what follows has its say. Readings that leave the same article behind are one; what is decided is
 * put into drafts at once, so that a page of any length takes little. */
#include "article/priv.h"

enum { POOL = 64, ALIKE = 8 /* readings that go on at one unit */, BEHIND = 110, STEPS = 600, AHEAD = 16 };

struct step { struct choice choice; int before; };
struct search { struct page *p; struct reading pool[POOL]; int n; LIST(struct step) steps; };

/* ---- the best moves ---------------------------------------------------------------------------------------------- */

static bool article_alike(const struct draft *a, const struct draft *b) {
	return a->photo == b->photo && a->lead == b->lead && a->byline == b->byline && a->is_signed == b->is_signed && a->headed == b->headed &&
		a->named == b->named && a->credited == b->credited && (a->open < 0) == (b->open < 0) && a->last_role == b->last_role &&
		!a->nsubhead == !b->nsubhead && a->subhead_lines == b->subhead_lines && ustr_eq(a->zone, b->zone) &&
		(a->nparagraph == b->nparagraph || (a->nparagraph > 2 && b->nparagraph > 2));
}

static bool alike(const struct reading *a, const struct reading *b) {
	return a->at == b->at && a->any == b->any && a->inside == b->inside && article_alike(&a->cur, &b->cur) &&
		(!a->inside || article_alike(&a->under, &b->under));
}

/* Where enough go on at that unit, the worst makes room. */
static void pool_add(struct search *s, const struct reading *r) {
	int here = 0, worst = -1;
	for (int i = 0; i < s->n; i++) {
		struct reading *x = &s->pool[i];
		if (x->at != r->at) continue;
		if (alike(x, r)) {
			if (r->score > x->score) *x = *r;
			return;
		}
		here++;
		if (worst < 0 || x->score < s->pool[worst].score) worst = i;
	}
	if (here < ALIKE && s->n < POOL) s->pool[s->n++] = *r;
	else if (worst >= 0 && s->pool[worst].score < r->score) s->pool[worst] = *r;
}

static void expand(struct search *s, const struct reading *r) {
	struct choice v[MOVES_MAX];
	int n = reading_choices(s->p, r, v, NULL), best = v[0].score;
	for (int i = 1; i < n; i++)
		if (v[i].score > best) best = v[i].score;
	for (int i = 0; i < n; i++) {
		if (v[i].score < best - BEHIND) continue;
		struct reading next = *r;
		reading_move(s->p, &next, v[i]);
		if (next.at == s->p->units.n) next.score += reading_end(s->p, &next);
		*LIST_PUSH(&s->steps, s->p->tmp) = (struct step){v[i], r->step};
		next.step = s->steps.n - 1;
		pool_add(s, &next);
	}
}

/* All readings that go on at that unit go on by it, but those that are hopelessly behind. */
static void pool_step(struct search *s, int at) {
	int best = 0, from[POOL], n = 0;
	for (int i = 0; i < s->n; i++) {
		if (s->pool[i].at != at) continue;
		if (!n || s->pool[i].score > best) best = s->pool[i].score;
		from[n++] = i;
	}
	for (int k = 0; k < n; k++)
		if (s->pool[from[k]].score >= best - BEHIND) expand(s, &s->pool[from[k]]);
	while (n--) s->pool[from[n]] = s->pool[--s->n];
}

static int first_at(const struct search *s) {
	int at = s->pool[0].at;
	for (int i = 1; i < s->n; i++)
		if (s->pool[i].at < at) at = s->pool[i].at;
	return at;
}

static int last_at(const struct search *s) {
	int at = s->pool[0].at;
	for (int i = 1; i < s->n; i++)
		if (s->pool[i].at > at) at = s->pool[i].at;
	return at;
}

/* Reads on until all readings are at `until` or behind it, or (decide) one is left or enough was read. The best of them. */
static struct reading read_on(struct search *s, const struct reading *from, int until, bool decide) {
	int best = 0;
	s->n = 1, s->steps.n = 0;
	s->pool[0] = *from;
	for (int at = from->at; at < until; at = first_at(s)) {
		pool_step(s, at);
		if (decide && s->n == 1) break;
		if (decide && s->steps.n > STEPS) until = last_at(s), decide = false; /* readings of one length are compared */
	}
	for (int i = 1; i < s->n; i++)
		if (s->pool[i].score > s->pool[best].score) best = i;
	return s->pool[best];
}

/* ---- drafts ---------------------------------------------------------------------------------------------------------- */

struct walk { struct page *p; struct search s, ahead; int cur, news; }; /* drafts: what is read; the last article; -1: none */

static void draft_add(struct page *p, int draft, int unit, enum role role) {
	struct draft *d = &p->drafts.v[draft];
	struct unit *u = &p->units.v[unit];
	u->draft = draft, u->role = role, u->next = -1;
	if (d->last < 0) d->first = unit;
	else p->units.v[d->last].next = unit;
	d->last = unit;
	draft_see(p, d, unit, role);
}

static void draft_new(struct walk *w, bool photo) {
	*LIST_PUSH(&w->p->drafts, w->p->tmp) = (struct draft){.first = -1, .last = -1, .photo = photo, .open = -1, .seen = -1};
	w->cur = w->p->drafts.n - 1;
	if (!photo) w->news = w->cur;
}

/* Names that are headline lines are no names. */
static void as_heads(struct page *p, int from, int to) {
	for (int i = from; i < to; i++) {
		if (p->units.v[i].kind != UNIT_NAMES) continue;
		p->units.v[i].kind = UNIT_HEAD;
		p->units.v[i].nname = 0;
	}
}

/* What was taken for names is text that breaks off. */
static void as_text(struct unit *u) {
	u->body.end = u->text.end;
	u->nname = u->sure;
	u->flags = (u->flags & ~(unsigned)(IS_SIGNED | IS_UNSURE | IS_COMMA)) | IS_OPEN;
}

static void put(struct walk *w, const struct reading *r, struct choice c) {
	struct page *p = w->p;
	struct reading next = *r;
	bool heads = c.move == MOVE_article || c.move == MOVE_subhead || c.move == MOVE_caption;
	if (c.move == MOVE_silent) return;
	if (heads) as_heads(p, r->at, c.to);
	if (c.move == MOVE_whole) as_text(&p->units.v[r->at]);
	if (c.move == MOVE_article || c.move == MOVE_opens || w->cur < 0 || c.move == MOVE_item) draft_new(w, c.move == MOVE_item);
	if (reading_resumes(r, c.move)) w->cur = w->news;
	if (c.move == MOVE_article) p->drafts.v[w->cur].sure = c.score;
	if (c.move == MOVE_article) head_roles(p, (struct group){r->at, c.to, -1, r->rubric});
	for (int i = r->at; i < c.to; i++) draft_add(p, w->cur, i, c.move == MOVE_article ? p->units.v[i].role : unit_role(p, i, c.move));
	reading_move(p, &next, c);
	p->drafts.v[w->cur].photo = next.cur.photo;
	p->drafts.v[w->cur].orphan = next.cur.orphan;
}

/* What the choice comes to with the best of what follows. */
static int sum_ahead(struct walk *w, const struct reading *r, struct choice c) {
	struct reading next = *r;
	int until = r->at + AHEAD < w->p->units.n ? r->at + AHEAD : w->p->units.n;
	reading_move(w->p, &next, c);
	if (next.at == w->p->units.n) return next.score + reading_end(w->p, &next);
	return read_on(&w->ahead, &next, until, false).score;
}

/* Running text that could be nothing else within reason is no decision. */
static void tell(struct walk *w, const struct reading *r, struct choice c) {
	enum { WITHIN = 60 };
	struct telling told[MOVES_MAX] = {{.n = 0}};
	struct choice v[MOVES_MAX];
	struct reading from = *r;
	int n = reading_choices(w->p, r, v, told);
	struct tried chosen = {.choice = c}, second = {.sum = 0};
	from.score = 0;
	for (int i = 0; i < n; i++) {
		struct tried x = {v[i], sum_ahead(w, &from, v[i]), &told[i]};
		if (v[i].move == c.move && v[i].to == c.to) chosen = x;
		else if (!second.told || x.sum > second.sum) second = x;
	}
	if (c.move == MOVE_silent || (c.move == MOVE_text && !c.asked && (!second.told || second.sum + WITHIN < chosen.sum))) return;
	tell_move(w->p, r, chosen, second);
}

static void put_one(struct walk *w, struct reading *r, struct choice c) {
	if (w->p->told) tell(w, r, c);
	put(w, r, c);
	reading_move(w->p, r, c);
}

/* Puts the moves of the best reading, first one first; where others are as long, only the first half is sure. */
static void put_all(struct walk *w, struct reading *from, int last) {
	int n = 0;
	for (int i = last; i >= 0; i = w->s.steps.v[i].before) n++;
	struct choice *v = ARENA_NEW(w->p->tmp, struct choice, n);
	for (int i = last, k = n; i >= 0; i = w->s.steps.v[i].before) v[--k] = w->s.steps.v[i].choice;
	if (w->s.n > 1 && from->at + 1 < w->p->units.n && n > 1) n = (n + 1) / 2;
	for (int k = 0; k < n; k++) put_one(w, from, v[k]);
}

void page_walk(struct page *p) {
	struct walk *w = ARENA_NEW(p->tmp, struct walk, 1);
	*w = (struct walk){.p = p, .s = {.p = p}, .ahead = {.p = p}, .cur = -1, .news = -1};
	struct reading r = {.at = 0, .step = -1};
	struct choice v[MOVES_MAX];
	while (r.at < p->units.n) {
		if (reading_choices(p, &r, v, NULL) == 1) put_one(w, &r, v[0]); /* as most of running text */
		else put_all(w, &r, read_on(&w->s, &r, p->units.n, true).step);
		r.step = -1, r.score = 0;
	}
}
