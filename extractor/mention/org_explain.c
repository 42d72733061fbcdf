/* org_explain.c: what speaks for and against a name, kept for people when they ask. */
#include "mention/priv.h"

static struct weighing *now(struct ground *g) { return &g->explain->v.v[g->explain->v.n - 1]; }

void explain_start(struct ground *g, uint32_t tail) {
	struct weighing *w = LIST_PUSH(&g->explain->v, g->explain->mem);
	*w = (struct weighing){.tail = tail, .at = {tail, tail}};
}

/* The stop word before p, else the sign. */
static span word_before(struct ground *g, uint32_t p, const struct border *b) {
	uint32_t n = p ? ground_stop(g, p) : 0;
	if (!b->weight || !p) return (span){p, p};
	return (span){p - (n ? n : 1), p};
}

static span starts_with(struct ground *g, uint32_t p, int head) {
	uint32_t n = ground_place(g, p), known = g->head_len[p];
	if (!head) return (span){p, p};
	return (span){p, p + (known > n ? known : n)};
}

void explain_edge(struct ground *g, uint32_t p, const struct border *b, int head, int score) {
	struct weighed *e = LIST_PUSH(&now(g)->edges, g->explain->mem);
	*e = (struct weighed){p, word_before(g, p, b), starts_with(g, p, head), b->weight, head, b->weight + head - score, score};
}

void explain_end(struct ground *g, const struct candidate *c, bool taken) {
	struct weighing *w = now(g);
	w->at = c->at;
	w->word = c->word;
	w->taken = taken;
	w->why = name_why(g, c, taken);
}

/* What the ending asks for, in words; see org-suffixes.tsv. */
static const char *wanted(enum need need) {
	switch (need) {
	case NEED_strong: return "wants two characters, one of them of no everyday word";
	case NEED_place: case NEED_club: return "wants a place, zone or known head in front";
	case NEED_body: case NEED_part: return "wants a head or an uncommon word, and no word behind that makes it a thing";
	case NEED_inner: return "wants a head or another organization's name";
	case NEED_named: return "wants another organization's name";
	case NEED_never: return "wants a head and an uncommon word";
	case NEED_long: return "wants a head, an uncommon word or four characters between certain edges";
	case NEED_brand: return "wants two to four characters of no everyday word between certain edges";
	case NEED_trade: return "wants what only companies do behind it";
	case NEED_alone: case NEED_gov: case NEED_any: case NEED_group: case NNEED: break;
	}
	return "wants a head (place, zone, known name) or an uncommon word";
}

const char *name_why(struct ground *g, const struct candidate *c, bool taken) {
	enum need need = (enum need)g->known->need[c->word];
	if (taken && c->left.head) return "starts with a place, a zone or a known head";
	if (taken && c->left.at == c->tail) return "the ending is a name by itself";
	if (taken) return "has an uncommon word behind the edge";
	if (ground_vetoed(g, c->at.end, c->at.end - c->tail)) return "the ending is a part of another word (org-nonames)";
	if (c->left.at < c->tail && c->left.score < g->known->weight[W_need] && need != NEED_strong)
		return "no left edge has the least sum (need, org-weights)";
	return wanted(need);
}
