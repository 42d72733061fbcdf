/* sieve.c: all patterns of an outline walked at once. A set of nodes that is met is given a number, and where it goes with each class of
 * characters is written down when it is first asked; some hundreds of sets do for most text. */
#include "rule/priv.h"

enum {
	STATES_MAX = 4000, STEPS_MAX = 20000, /* then all is forgotten and learnt anew */
	STEP_BITS = 10, STARTS = 1024,        /* the table of steps grows: what is small stays in the cache */
	WALK_MAX = 64,                        /* what is not decided so far may match */
	BUCKETS = 4096,
	NOWHERE = 0x7FFF, SOME = 0x8000,      /* of `to`: goes on nowhere; a pattern is complete at that state */
};

struct nodes { uint32_t *v; int n; };
struct state {
	struct nodes at;                       /* only such as take a character; the same ones in another order are another state */
	uint64_t done[NMASK], alive[NMASK];    /* the patterns that are complete here; those that may go on */
	uint32_t same;                         /* the next state with the same hash */
};

/* From a state with a class; key: both, 0: none. */
struct step { uint32_t key; uint16_t to; };
/* Where a walk starts that is about these patterns only. */
struct start { uint64_t asked[NMASK]; uint16_t at; };

struct sieve {
	const struct outline *o;
	struct state *state;
	struct step *step; uint32_t bits;      /* hashed, 1 << bits */
	struct start *start;                   /* hashed; at 0: none */
	uint32_t nstate, nstep, nstart, bucket[BUCKETS];
	uint32_t *seen, now;                   /* by node: in which closure it was met */
	uint32_t *stack;
	struct nodes set;                      /* what a closure has met */
	struct arena mem;
};

/* Adds to x the nodes that are reached from `node` without a character; each is met once, so there is room. */
static void add_closure(struct sieve *v, struct state *x, uint32_t node) {
	uint32_t *top = v->stack;
	*top++ = node;
	while (top > v->stack) {
		uint32_t i = *--top;
		const struct node *n = &v->o->node.v[i];
		if (v->seen[i] == v->now) continue;
		v->seen[i] = v->now;
		uint64_t bit = UINT64_C(1) << n->bit % 64;
		if (n->set == NODE_DONE) {
			x->done[n->bit / 64] |= bit;
		} else if (n->set == NODE_FORK) {
			*top++ = n->next;
			*top++ = n->other;
		} else {
			x->alive[n->bit / 64] |= bit;
			v->set.v[v->set.n++] = i;
		}
	}
}

static uint64_t any(const uint64_t mask[NMASK]) {
	uint64_t all = 0;
	for (int w = 0; w < NMASK; w++) all |= mask[w];
	return all;
}

static bool same_state(const struct state *a, const struct state *b) {
	if (a->at.n != b->at.n || memcmp(a->done, b->done, sizeof a->done)) return false;
	return !a->at.n || !memcmp(a->at.v, b->at.v, (size_t)a->at.n * sizeof *a->at.v);
}

/* The number of a state, with SOME; its nodes are copied. */
static uint32_t state_number(struct sieve *v, struct state x) {
	uint32_t hash = (uint32_t)x.at.n, some = any(x.done) ? SOME : 0;
	for (int i = 0; i < x.at.n; i++) hash = (hash ^ x.at.v[i]) * 0x9E3779B1u;
	for (int w = 0; w < NMASK; w++) hash = (hash ^ (uint32_t)(x.done[w] ^ x.done[w] >> 32)) * 0x9E3779B1u;
	uint32_t *bucket = &v->bucket[hash >> 20];
	for (uint32_t i = *bucket; i; i = v->state[i].same)
		if (same_state(&v->state[i], &x)) return i | some;
	const uint32_t *nodes = x.at.v;
	x.at.v = ARENA_ROOM(&v->mem, uint32_t, x.at.n + 1);
	if (x.at.n) memcpy(x.at.v, nodes, (size_t)x.at.n * sizeof *nodes);
	x.same = *bucket;
	*bucket = v->nstate++;
	v->state[*bucket] = x;
	return *bucket | some;
}

static void closure_next(struct sieve *v) {
	v->set.n = 0;
	if (++v->now) return;
	memset(v->seen, 0, (size_t)v->o->node.n * sizeof *v->seen);
	v->now = 1;
}

/* All is forgotten. */
static void sieve_empty(struct sieve *v) {
	arena_reset(&v->mem);
	memset(v->bucket, 0, sizeof v->bucket);
	v->bits = STEP_BITS;
	v->step = ARENA_NEW(&v->mem, struct step, 1 << STEP_BITS);
	memset(v->start, 0, sizeof *v->start * STARTS);
	v->nstate = 1;
	v->nstep = v->nstart = 0;
}

struct sieve *sieve_make(const struct outline *o, struct arena *mem) {
	struct sieve *v = ARENA_NEW(mem, struct sieve, 1);
	v->o = o;
	v->state = ARENA_ROOM(mem, struct state, STATES_MAX);
	v->start = ARENA_ROOM(mem, struct start, STARTS);
	v->seen = ARENA_NEW(mem, uint32_t, o->node.n + 1);
	v->stack = ARENA_ROOM(mem, uint32_t, 2 * o->node.n + 2);
	v->set.v = ARENA_ROOM(mem, uint32_t, o->node.n + 1);
	sieve_empty(v);
	return v;
}

void sieve_free(struct sieve *v) {
	if (!v) return; /* a matcher that was never made, or not to its end */
	arena_free(&v->mem);
}

/* The place of a key, or the empty one where it would stand. */
static struct step *step_place(const struct sieve *v, uint32_t key) {
	uint32_t i = key * 0x9E3779B1u >> (32 - v->bits), last = (1u << v->bits) - 1;
	while (v->step[i].key != key && v->step[i].key) i = (i + 1) & last;
	return &v->step[i];
}

static void steps_grow(struct sieve *v) {
	const struct step *old = v->step;
	uint32_t n = 1u << v->bits++;
	v->step = ARENA_NEW(&v->mem, struct step, 1u << v->bits);
	for (uint32_t i = 0; i < n; i++)
		if (old[i].key) *step_place(v, old[i].key) = old[i];
}

/* Where a state goes with a character of the class; written down. Apart from what asks for it, so that profiles show what is done but once. */
static __attribute__((noinline)) uint32_t sieve_learn(struct sieve *v, uint32_t from, uint32_t class) {
	struct state x = {0};
	closure_next(v);
	for (int i = 0; i < v->state[from].at.n; i++) {
		const struct node *n = &v->o->node.v[v->state[from].at.v[i]];
		if (set_holds(v->o, n->set, class)) add_closure(v, &x, n->next);
	}
	x.at = v->set;
	if (v->nstate == STATES_MAX || v->nstep == STEPS_MAX) { /* `from` is gone */
		sieve_empty(v);
		return state_number(v, x);
	}
	uint32_t to = x.at.n || any(x.done) ? state_number(v, x) : NOWHERE, key = from << 16 | class;
	if (++v->nstep > 1u << (v->bits - 1)) steps_grow(v);
	*step_place(v, key) = (struct step){key, (uint16_t)to};
	return to;
}

static uint32_t step(struct sieve *v, uint32_t from, uint32_t class) {
	const struct step *x = step_place(v, from << 16 | class);
	return x->key ? x->to : sieve_learn(v, from, class);
}

/* The state that the patterns asked for start in. */
static __attribute__((noinline)) uint32_t sieve_learn_start(struct sieve *v, struct start *place, const uint64_t asked[NMASK]) {
	struct state x = {0};
	closure_next(v);
	for (int i = 0; i < v->o->root.n; i++) {
		const struct root *r = &v->o->root.v[i];
		if (asked[r->bit / 64] >> r->bit % 64 & 1) add_closure(v, &x, r->node);
	}
	x.at = v->set;
	if (v->nstate == STATES_MAX || v->nstart == STARTS / 2) sieve_empty(v), place = v->start;
	memcpy(place->asked, asked, sizeof place->asked);
	v->nstart++;
	return place->at = (uint16_t)state_number(v, x);
}

static uint32_t start(struct sieve *v, const uint64_t asked[NMASK]) {
	uint64_t hash = 0;
	for (int w = 0; w < NMASK; w++) hash = (hash ^ asked[w]) * UINT64_C(0x9E3779B97F4A7C15);
	for (uint32_t i = (uint32_t)(hash >> 54);; i = (i + 1) % STARTS) {
		if (!v->start[i].at) return sieve_learn_start(v, &v->start[i], asked);
		if (!memcmp(v->start[i].asked, asked, sizeof v->start[i].asked)) return v->start[i].at;
	}
}

void rule_sieve(struct matcher *m, const uint64_t asked[NMASK], const uint32_t *s, uint32_t at, uint32_t to, uint64_t may[NMASK]) {
	struct sieve *v = m->sieve;
	const struct outline *o = v->o;
	uint32_t end = to - at > WALK_MAX ? at + WALK_MAX : to, now = start(v, asked);
	for (int w = 0; w < NMASK; w++) may[w] = o->always[w] & asked[w];
	for (uint32_t i = at; now != NOWHERE; i++) {
		const struct state *x = &v->state[now & NOWHERE];
		for (int w = 0; w < NMASK && now & SOME; w++) may[w] |= x->done[w];
		if (i > to) break;
		if (i < to && (i >= end || s[i] >= FOLD_MAX)) {
			for (int w = 0; w < NMASK; w++) may[w] |= x->alive[w];
			break;
		}
		now = step(v, now & NOWHERE, i == to ? o->end_class : o->class[s[i]]);
	}
}
