/* explain.c: decisions and the cues that they were made on, for whoever asked. */
#include "article/priv.h"

enum { SHOWN = 16 };

void telling_add(struct telling *t, enum cue cue, int weight) {
	if (t->n == CUES_TOLD) return;
	t->v[t->n].cue = cue, t->v[t->n].weight = weight;
	t->n++;
}

static struct spot spot_start(const struct page *p, int unit) {
	span at = p->units.v[unit].text;
	if (span_len(at) > SHOWN) at.end = at.at + SHOWN;
	return (struct spot){p->lines.v[p->units.v[unit].line].row, page_str(p, at)};
}

static struct spot spot_end(const struct page *p, int unit) {
	const struct unit *u = &p->units.v[unit];
	span at = u->body;
	if (span_len(at) > SHOWN) at.at = at.end - SHOWN;
	return (struct spot){p->lines.v[u->line + u->nline - 1].row, page_str(p, at)};
}

static struct decision *decision_add(const struct page *p, enum decision_kind kind, const char *verdict, int score, const struct telling *t) {
	struct decision *d = LIST_PUSH(p->told, p->mem);
	*d = (struct decision){.kind = kind, .verdict = str_of(verdict), .score = score};
	for (int i = 0; t && i < t->n; i++)
		*LIST_PUSH(&d->cues, p->mem) = (struct cue_told){str_of(cue_names[t->v[i].cue]), t->v[i].weight};
	return d;
}

static enum decision_kind kind_of(enum move_kind move) {
	switch (move) {
	case MOVE_article: case MOVE_opens: return DECISION_boundary;
	case MOVE_subhead: return DECISION_subhead;
	case MOVE_caption: return DECISION_caption;
	case MOVE_byline: return DECISION_byline;
	case MOVE_item: case MOVE_more: case MOVE_turn: return DECISION_photo;
	case MOVE_text: case MOVE_whole: case MOVE_silent: return DECISION_text;
	}
	return DECISION_text;
}

static const char *const verdicts[] = {
	[MOVE_silent] = "nobody's", [MOVE_article] = "article", [MOVE_subhead] = "subhead", [MOVE_caption] = "caption", [MOVE_byline] = "byline",
	[MOVE_text] = "goes on", [MOVE_whole] = "goes on, not signed", [MOVE_opens] = "article without a headline", [MOVE_item] = "item begins", [MOVE_more] = "item",
	[MOVE_turn] = "item with a headline",
};

void tell_move(struct page *p, const struct reading *r, struct tried chosen, struct tried second) {
	struct decision *d = decision_add(p, kind_of(chosen.choice.move), verdicts[chosen.choice.move],
		chosen.choice.asked ? chosen.choice.asked : chosen.choice.score, chosen.told);
	d->at = spot_start(p, r->at);
	if (r->any && r->cur.first >= 0) d->to = spot_start(p, r->cur.first);
	if (!second.told) return;
	d->second = d->at;
	d->second_verdict = str_of(verdicts[second.choice.move]);
	d->second_score = second.choice.score;
	d->ahead = true, d->sum = chosen.sum, d->second_sum = second.sum;
}

void tell_kicker(struct page *p, int unit, int score, const struct telling *t) {
	struct decision *d = decision_add(p, DECISION_kicker, score > 0 ? "kicker" : "headline", score, t);
	d->at = spot_start(p, unit);
	d->second = d->at;
	d->second_verdict = score > 0 ? STR("headline") : STR("kicker");
}

/* Where something goes elsewhere than it was read. */
void tell_places(const struct page *p, struct stretches *s) {
	for (int i = 0; i < s->n; i++) {
		const struct stretch_of_units *x = &s->v[i];
		struct telling t = {.n = 0};
		struct page asked = *p;
		int second = -1, score, best = 0;
		if (x->head || (x->draft == x->read && !starts_inside(x))) continue;
		for (int d = 0; d < s->drafts.n; d++) {
			if (d == x->draft || !may_go(s, i, d)) continue;
			score = place_score(p, s, i, d, false);
			if (second < 0 || score > best) second = d, best = score;
		}
		if (second < 0) continue;
		asked.telling = &t;
		score = place_score(&asked, s, i, x->draft, false);
		struct decision *d = decision_add(p, DECISION_place, x->draft == x->read ? "stays" : "goes", score, &t);
		d->at = spot_start(p, x->first);
		d->to = spot_start(p, p->drafts.v[s->drafts.v[x->draft]].first);
		d->second = spot_start(p, p->drafts.v[s->drafts.v[second]].first);
		d->second_score = best;
	}
}

/* The best of the ends that did not get it. */
static int runner_up(const struct page *p, const struct stretches *s, int start, int chosen, int *score) {
	int best = -1;
	for (int i = 0; i < s->n; i++) {
		if (i == start || i == chosen || s->v[i].tail < 0) continue;
		int here = cont_score(p, s, i, start);
		if (best < 0 || here > *score) best = i, *score = here;
	}
	return best;
}

static void tell_join(const struct page *p, const struct stretches *s, int end, int start) {
	struct telling t = {.n = 0};
	struct page asked = *p;
	asked.telling = &t;
	int score = end < 0 ? 0 : cont_weigh(&asked, s, end, start), second_score = 0, second = runner_up(p, s, start, end, &second_score);
	struct decision *d = decision_add(p, DECISION_join, end < 0 ? "apart" : "joined", score, &t);
	d->at = spot_start(p, s->v[start].head_text);
	if (end >= 0) d->to = spot_end(p, s->v[end].tail);
	if (second < 0) return;
	d->second = spot_end(p, s->v[second].tail);
	d->second_score = second_score;
}

void tell_joins(const struct page *p, const struct stretches *s) {
	if (!p->told) return;
	for (int i = 0; i < s->n; i++) {
		int end = -1;
		if (s->v[i].head || s->v[i].subhead || s->v[i].head_text < 0) continue;
		for (int k = 0; k < s->n; k++)
			if (s->v[k].after == i && s->v[k].tail >= 0) end = k;
		tell_join(p, s, end, i);
	}
}
