/* sieve.c: the outlines of all rules walked at once. A set of nodes that is met is given a number, and where it goes with each class of
 * characters is written down when it is first asked; a few hundred sets do for most text. */
#include "rule/priv.h"

enum {
	STATES_MAX = 3000, ROWS_MAX = 4 << 20, /* then all is forgotten and learnt anew */
	WALK_MAX = 64,     /* what is not decided so far may match */
	BUCKETS = 4096, FIRST = 1, NOWHERE = UINT16_MAX,
};

struct nodes { uint32_t *v; int n, cap; };
struct state {
	struct nodes at;                           /* only such as take a character; the same nodes in another order are another state */
	uint64_t done[NMASK], alive[NMASK];        /* the rules whose pattern is complete here; which may go on */
	bool some;                                 /* are done */
	uint32_t same;                             /* the next state with the same hash */
	uint16_t *to;                              /* by class; 0: not asked yet */
};

struct sieve {
	const struct outline *o;
	struct state *state;
	uint32_t nstate, most, bucket[BUCKETS];
	uint32_t *seen, now;                       /* by node: in which closure it was met */
	struct nodes stack, set, kept;
	struct arena mem, work;
};

/* Adds to x the nodes that are reached from `node` without a character. */
static void add_closure(struct sieve *v, struct state *x, uint32_t node) {
	*LIST_PUSH(&v->stack, &v->work) = node;
	while (v->stack.n) {
		uint32_t i = v->stack.v[--v->stack.n];
		const struct node *n = &v->o->node.v[i];
		if (v->seen[i] == v->now) continue;
		v->seen[i] = v->now;
		uint64_t bit = UINT64_C(1) << n->rule % 64;
		if (n->set == NODE_DONE) {
			x->done[n->rule / 64] |= bit;
		} else if (n->set == NODE_FORK) {
			*LIST_PUSH(&v->stack, &v->work) = n->next;
			*LIST_PUSH(&v->stack, &v->work) = n->other;
		} else {
			x->alive[n->rule / 64] |= bit;
			*LIST_PUSH(&v->set, &v->work) = i;
		}
	}
}

static bool same_state(const struct state *a, const struct state *b) {
	return a->at.n == b->at.n && !memcmp(a->done, b->done, sizeof a->done) && (!a->at.n || !memcmp(a->at.v, b->at.v, (size_t)a->at.n * sizeof *a->at.v));
}

/* The number of a state; x->at is v->set, and copied. */
static uint32_t state_number(struct sieve *v, struct state x) {
	uint32_t hash = (uint32_t)x.at.n;
	for (int i = 0; i < x.at.n; i++) hash = (hash ^ x.at.v[i]) * 0x9E3779B1u;
	for (int w = 0; w < NMASK; w++) hash = (hash ^ (uint32_t)(x.done[w] ^ x.done[w] >> 32)) * 0x9E3779B1u;
	uint32_t *bucket = &v->bucket[hash >> 20];
	for (uint32_t i = *bucket; i; i = v->state[i].same)
		if (same_state(&v->state[i], &x)) return i;
	const uint32_t *nodes = x.at.v;
	x.at.v = ARENA_ROOM(&v->mem, uint32_t, x.at.n + 1);
	if (x.at.n) memcpy(x.at.v, nodes, (size_t)x.at.n * sizeof *nodes);
	x.to = ARENA_NEW(&v->mem, uint16_t, v->o->nclass);
	for (int w = 0; w < NMASK; w++) x.some |= x.done[w] != 0;
	x.same = *bucket;
	v->state[v->nstate] = x;
	return *bucket = v->nstate++;
}

/* Empty, with the state of a match's start. */
static void sieve_start(struct sieve *v) {
	struct state x = {0};
	arena_reset(&v->mem);
	memset(v->bucket, 0, sizeof v->bucket);
	v->nstate = FIRST;
	v->now++;
	v->set.n = 0;
	for (int i = 0; i < v->o->root.n; i++) add_closure(v, &x, v->o->root.v[i]);
	x.at = v->set;
	state_number(v, x);
}

struct sieve *sieve_make(const struct outline *o, struct arena *mem) {
	struct sieve *v = ARENA_NEW(mem, struct sieve, 1);
	v->o = o;
	v->most = ROWS_MAX / o->nclass < STATES_MAX ? ROWS_MAX / o->nclass : STATES_MAX;
	v->state = ARENA_ROOM(mem, struct state, STATES_MAX);
	v->seen = ARENA_NEW(mem, uint32_t, o->node.n);
	sieve_start(v);
	return v;
}

void sieve_free(struct sieve *v) {
	arena_free(&v->mem);
	arena_free(&v->work);
}

/* Where a state goes with a character of the class; written down. */
static uint32_t learn(struct sieve *v, uint32_t from, uint32_t class) {
	struct state x = {0};
	v->set.n = 0;
	if (++v->now == 0) memset(v->seen, 0, (size_t)v->o->node.n * sizeof *v->seen), v->now = 1;
	for (int i = 0; i < v->state[from].at.n; i++) {
		const struct node *n = &v->o->node.v[v->state[from].at.v[i]];
		if (set_holds(v->o, n->set, class)) add_closure(v, &x, n->next);
	}
	uint64_t any = (uint64_t)v->set.n;
	for (int w = 0; w < NMASK; w++) any |= x.done[w];
	if (!any) return v->state[from].to[class] = NOWHERE;
	x.at = v->set;
	if (v->nstate < v->most) return v->state[from].to[class] = (uint16_t)state_number(v, x);
	v->kept.n = 0;
	for (int i = 0; i < v->set.n; i++) *LIST_PUSH(&v->kept, &v->work) = v->set.v[i];
	sieve_start(v);
	x.at = v->kept;
	return state_number(v, x);
}

void rule_sieve(const struct rulebook *b, struct matcher *m, const uint32_t *s, uint32_t at, uint32_t to, uint64_t may[NMASK]) {
	struct sieve *v = m->sieve;
	uint32_t i = at, end = to - at > WALK_MAX ? at + WALK_MAX : to;
	memcpy(may, b->outline->always, sizeof b->outline->always);
	for (uint32_t now = FIRST, next; now != NOWHERE; now = next, i++) {
		const struct state *x = &v->state[now];
		for (int w = 0; w < NMASK && x->some; w++) may[w] |= x->done[w];
		if (i > to) return;
		bool known = i == to || (i < end && s[i] < FOLD_MAX);
		for (int w = 0; w < NMASK && !known; w++) may[w] |= x->alive[w];
		if (!known) return;
		uint32_t class = i == to ? b->outline->end_class : b->outline->class[s[i]];
		next = x->to[class] ? x->to[class] : learn(v, now, class);
	}
}
