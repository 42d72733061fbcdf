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

void tell_head(struct page *p, struct group g, const struct draft *cur, int score, const char *verdict, const struct telling *t) {
	struct decision *d = decision_add(p, DECISION_HEAD, verdict, score, t);
	d->at = spot_start(p, g.from);
	if (!cur || cur->first < 0) return;
	d->to = spot_start(p, cur->first);
	d->second = d->at;
	d->second_verdict = score > 0 ? STR("subhead") : STR("article");
}

void tell_opens(struct page *p, int unit, const char *why) {
	struct decision *d = decision_add(p, DECISION_OPEN, "article", 0, NULL);
	d->at = spot_start(p, unit);
	*LIST_PUSH(&d->cues, p->mem) = (struct cue_told){str_of(why), 0};
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
		struct decision *d = decision_add(p, DECISION_PLACE, x->draft == x->read ? "stays" : "goes", score, &t);
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
	struct decision *d = decision_add(p, DECISION_JOIN, end < 0 ? "apart" : "joined", score, &t);
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
