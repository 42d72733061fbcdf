/* charset.c: the sets of characters that outlines take, and the classes of characters that no set tells apart. */
#include "rule/priv.h"

static int by_first(const void *a, const void *b) {
	const struct range *x = a, *y = b;
	return (x->first > y->first) - (x->first < y->first);
}

static void merge(struct charset *set) {
	int kept = 0;
	if (set->n > 1) qsort(set->v, (size_t)set->n, sizeof *set->v, by_first);
	for (int i = 1; i < set->n; i++) {
		if (set->v[i].first > set->v[kept].last + 1) set->v[++kept] = set->v[i];
		else if (set->v[i].last > set->v[kept].last) set->v[kept].last = set->v[i].last;
	}
	set->n = kept + 1;
}

int outline_set(struct outline *o, struct charset set, struct arena *mem) {
	uint32_t hash = 0;
	merge(&set);
	for (int i = 0; i < set.n; i++) hash = (hash + set.v[i].first * 31 + set.v[i].last) * 0x9E3779B1u;
	int *head = &o->head[hash % SETS];
	for (int i = *head; i; i = o->set.v[i - 1].same)
		if (o->set.v[i - 1].n == set.n && !memcmp(o->set.v[i - 1].v, set.v, (size_t)set.n * sizeof *set.v)) return i - 1;
	set.same = *head;
	*LIST_PUSH(&o->set, mem) = set;
	*head = o->set.n;
	return *head - 1;
}

/* ---- classes ------------------------------------------------------------------------------- */

/* Stretches of code points that no set cuts, and the class of each. */
struct cutting {
	uint32_t *from; /* sorted; stretch i goes to from[i + 1] - 1 */
	uint32_t *class, *size, *hit, *to; /* the first by stretch, the others by class */
	uint32_t n, nclass;
};

static int by_number(const void *a, const void *b) {
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void cut(struct cutting *c, const struct outline *o, struct arena *tmp) {
	size_t most = 2, n = 0;
	*c = (struct cutting){0};
	for (int i = 0; i < o->set.n; i++) most += 2 * (size_t)o->set.v[i].n;
	c->from = ARENA_ROOM(tmp, uint32_t, most);
	c->from[n++] = 0;
	for (int i = 0; i < o->set.n; i++)
		for (int k = 0; k < o->set.v[i].n; k++) {
			c->from[n++] = o->set.v[i].v[k].first;
			c->from[n++] = o->set.v[i].v[k].last + 1;
		}
	qsort(c->from, n, sizeof *c->from, by_number);
	for (size_t i = 0; i < n; i++)
		if (!i || c->from[i] != c->from[c->n - 1]) c->from[c->n++] = c->from[i];
	c->class = ARENA_NEW(tmp, uint32_t, c->n);
	c->size = ARENA_NEW(tmp, uint32_t, c->n);
	c->hit = ARENA_NEW(tmp, uint32_t, c->n);
	c->to = ARENA_NEW(tmp, uint32_t, c->n);
	c->size[0] = c->n;
	c->nclass = 1;
}

static uint32_t stretch_of(const struct cutting *c, uint32_t cp) {
	uint32_t lo = 0, hi = c->n;
	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (c->from[mid] <= cp) lo = mid;
		else hi = mid;
	}
	return lo;
}

/* Parts each class into what is in the set and what is not. */
static void part(struct cutting *c, const struct charset *set) {
	for (int pass = 0; pass < 2; pass++)
		for (int k = 0; k < set->n; k++)
			for (uint32_t i = stretch_of(c, set->v[k].first); i < c->n && c->from[i] <= set->v[k].last; i++) {
				uint32_t class = c->class[i];
				if (!pass) {
					c->hit[class]++;
				} else if (c->hit[class] && c->hit[class] < c->size[class]) {
					if (!c->to[class]) c->to[class] = c->nclass++;
					c->class[i] = c->to[class];
				}
			}
	for (int k = 0; k < set->n; k++)
		for (uint32_t i = stretch_of(c, set->v[k].first); i < c->n && c->from[i] <= set->v[k].last; i++) c->hit[c->class[i]] = 0;
	for (uint32_t was = 0, n = c->nclass; was < n; was++) {
		if (!c->to[was]) continue;
		c->size[c->to[was]] = c->hit[was];
		c->size[was] -= c->hit[was];
		c->hit[was] = c->to[was] = 0;
	}
}

void outline_classes(struct outline *o, struct arena *mem) {
	struct arena tmp = {0};
	struct cutting c;
	cut(&c, o, &tmp);
	if (c.n > CLASSES_MAX) { /* a pack beyond all measure: its rules are always tried */
		memset(o->always, 0xFF, sizeof o->always);
		o->root.n = o->set.n = 0;
		cut(&c, o, &tmp);
	}
	for (int i = 0; i < o->set.n; i++) part(&c, &o->set.v[i]);
	o->nclass = c.nclass;
	o->class = ARENA_NEW(mem, uint16_t, FOLD_MAX);
	for (uint32_t i = 0; i < c.n; i++) {
		uint32_t to = i + 1 < c.n && c.from[i + 1] < FOLD_MAX ? c.from[i + 1] : FOLD_MAX;
		for (uint32_t cp = c.from[i]; cp < to; cp++) o->class[cp] = (uint16_t)c.class[i];
	}
	o->end_class = c.class[stretch_of(&c, TEXT_END)];
	o->holds = ARENA_NEW(mem, uint64_t, ((size_t)o->set.n * o->nclass + 63) / 64);
	for (int s = 0; s < o->set.n; s++)
		for (int k = 0; k < o->set.v[s].n; k++)
			for (uint32_t i = stretch_of(&c, o->set.v[s].v[k].first); i < c.n && c.from[i] <= o->set.v[s].v[k].last; i++) {
				size_t bit = (size_t)s * o->nclass + c.class[i];
				o->holds[bit / 64] |= UINT64_C(1) << bit % 64;
			}
	arena_free(&tmp);
}
