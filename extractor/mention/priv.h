/* Inside room mention: what zones and organizations are found with. */
#ifndef MENTION_PRIV_H
#define MENTION_PRIV_H

#include "mention/mention.h"

/* Drops what the patterns of rules with `emit: {by: …}` took: their finds come from zone.c and org*.c. */
void engine_only(struct mentions *);
/* s[i] opens a bracket: the place behind its closing one when at most `most` characters without clause marks lie between, else 0. */
uint32_t bracket_end(const struct rulebook *, const uint32_t *s, uint32_t n, uint32_t i, uint32_t most);
/* The same to the left: s[end - 1] closes; the place of the opening one, or UINT32_MAX. */
uint32_t bracket_start(const struct rulebook *, const uint32_t *s, uint32_t end, uint32_t most);

/* ---- organizations ------------------------------------------------------------- */

/* Weights of org-weights.tsv, by name. */
#define WEIGHTS(X) X(border) X(quote) X(digit) X(zone) X(name) X(head) X(full) X(place) X(far) X(inner) X(need) X(certain)
enum weight {
#define X(name) W_##name,
	WEIGHTS(X)
#undef X
	NWEIGHT
};

/* What is known of each place of the text before left edges are sought: one pass over the literal hits. */
struct ground {
	const struct rulebook *book;
	const struct wordlist *suffixes, *names, *places, *generic, *before, *after;
	const uint32_t *s;
	uint32_t n;
	uint8_t *stop;      /* [i]: length of the stop word that ends at i */
	uint8_t *cost;      /* [i]: its weight */
	uint8_t *held;      /* [i]: character i is inside a word that holds stop words together */
	uint8_t *veto;      /* [i]: character i belongs to a word that is no name */
	uint8_t *head;      /* [i]: weight of the known head that starts at i */
	uint8_t *head_len;
	uint8_t *zone;      /* [i]: length of the zone mention that ends at i */
	uint8_t *place;     /* [i]: 1 + length of the place name at i, 0: not looked up yet; see ground_place */
	uint16_t *tail;     /* [i]: an organization ends at i: 1 + word of org-suffixes, or TAIL_NAME */
	int weight[NWEIGHT];
};
enum { TAIL_NAME = UINT16_MAX };

void ground_make(struct ground *, const struct scan *, const struct rulebook *, struct arena *);
/* Length of the longest place name at i, 0: none; *full: it has its 省, 市, 县 … */
uint32_t ground_place(struct ground *, uint32_t i);

/* How far left a name goes whose ending starts at `tail`. */
struct left { uint32_t at; int score; bool head, certain; };
struct left left_edge(struct ground *, uint32_t tail);

/* A right edge and what came of it. */
struct candidate { span at; uint32_t tail; int word; bool name, certain; };

#endif
