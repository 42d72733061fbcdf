/* trie.c: words by their characters, hashed: a look-up takes one probe or two a character, and most end at one bit. */
#include "rule/priv.h"

enum { BITS_MIN = 8, BITS_MAX = 24, BITS_A_WORD = 16 };

static uint32_t bits_for(size_t n) {
	uint32_t bits = BITS_MIN;
	while (bits < BITS_MAX && (size_t)1 << bits < n) bits++;
	return bits;
}

void trie_make(struct trie *t, size_t words, size_t characters, struct arena *mem) {
	uint32_t pairs = bits_for(words * BITS_A_WORD), edges = BITS_MIN;
	while ((size_t)1 << edges < characters + characters / 2) edges++; /* at most two thirds full: a search ends soon */
	*t = (struct trie){.pair_shift = 32 - pairs, .edge_shift = 64 - edges};
	t->pair = ARENA_NEW(mem, uint64_t, ((size_t)1 << pairs) / 64);
	t->edge = ARENA_NEW(mem, struct edge, (size_t)1 << edges);
}

static struct edge *edge_for(struct trie *t, uint64_t key) {
	uint32_t last = (uint32_t)(UINT64_MAX >> t->edge_shift), i = edge_slot(t, key);
	while (t->edge[i].key && t->edge[i].key != key) i = (i + 1) & last;
	if (!t->edge[i].key) t->edge[i] = (struct edge){.key = key, .word = -1}, t->edges++;
	return &t->edge[i];
}

int trie_add(struct trie *t, ustr text, bool backward, int word) {
	const uint32_t *s = backward ? text.s + text.n - 1 : text.s;
	ptrdiff_t step = backward ? -1 : 1;
	struct edge *e;
	t->first[*s % 1024 / 64] |= UINT64_C(1) << *s % 64;
	if (text.n == 1) {
		t->one[*s % 1024 / 64] |= UINT64_C(1) << *s % 64;
		e = edge_for(t, edge_one(*s));
	} else {
		uint32_t bit = pair_bit(t, s[0], s[step]);
		t->pair[bit / 64] |= UINT64_C(1) << bit % 64;
		e = edge_for(t, edge_pair(s[0], s[step]));
	}
	for (size_t i = 2; i < text.n; i++) {
		if (!e->to) e->to = ++t->nodes;
		e = edge_for(t, edge_next(e->to, s[step * (ptrdiff_t)i]));
	}
	if (e->word >= 0) return e->word;
	e->word = word;
	return -1;
}

void trie_fit(struct trie *t, struct arena *mem) {
	struct trie wide = *t;
	uint32_t edges = BITS_MIN;
	while ((size_t)1 << edges < (size_t)t->edges * 2) edges++;
	if (64 - edges == t->edge_shift) return;
	t->edge_shift = 64 - edges;
	t->edge = ARENA_NEW(mem, struct edge, (size_t)1 << edges);
	for (size_t i = 0; i < (size_t)1 << (64 - wide.edge_shift); i++)
		if (wide.edge[i].key) *edge_for(t, wide.edge[i].key) = wide.edge[i];
}
