/* outline.c: a pattern -> its outline. Lookarounds count as true, so the outline takes all that the pattern does; a pattern with something
 * that is not known here has none, and is always tried. PCRE2 has compiled the pattern: brackets close, escapes are whole. */
#include "rule/priv.h"

enum { NODES_MAX = 60000, STEPS_A_RULE = 30000 };
#define NO_END UINT32_MAX

struct drawing { struct outline *o; struct arena *mem, tmp; ustr p; int bit, steps; bool lost; };
struct item { span at; uint32_t min, max; }; /* of a branch, and how often */
struct items { struct item *v; int n, cap; };

static uint32_t give_up(struct drawing *d) {
	d->lost = true;
	return 0;
}

static uint32_t node_add(struct drawing *d, int32_t set, uint32_t next, uint32_t other) {
	if (d->lost || d->o->node.n >= NODES_MAX) return give_up(d);
	*LIST_PUSH(&d->o->node, d->mem) = (struct node){set, next, other, d->bit};
	return (uint32_t)d->o->node.n - 1;
}

/* ---- the pattern's text ------------------------------------------------------------------ */

static bool says(const struct drawing *d, uint32_t at, const char *z) {
	for (; *z; z++, at++)
		if (at >= d->p.n || d->p.s[at] != (uint32_t)(unsigned char)*z) return false;
	return true;
}

/* Behind what is escaped at `at`. */
static uint32_t escape_end(const struct drawing *d, uint32_t at) {
	uint32_t i = at + 2;
	bool braced = i < d->p.n && d->p.s[i] == '{', named = says(d, at, "\\k");
	if (!(braced || named)) return i;
	while (i < d->p.n && d->p.s[i] != (braced ? '}' : '>')) i++;
	return i + 1;
}

static uint32_t class_end(const struct drawing *d, uint32_t at) {
	uint32_t i = at + 1;
	while (i < d->p.n && d->p.s[i] != ']') i = d->p.s[i] == '\\' ? escape_end(d, i) : i + 1;
	return i + 1;
}

/* Behind the character, class, escape or group at `at`. */
static uint32_t atom_end(const struct drawing *d, uint32_t at) {
	if (d->p.s[at] == '\\') return escape_end(d, at);
	if (d->p.s[at] == '[') return class_end(d, at);
	if (d->p.s[at] != '(') return at + 1;
	uint32_t i = at + 1;
	for (int open = 1; i < d->p.n && open;) {
		open += (d->p.s[i] == '(') - (d->p.s[i] == ')');
		i = d->p.s[i] == '(' ? i + 1 : atom_end(d, i);
	}
	return i;
}

static uint32_t number_at(const struct drawing *d, uint32_t *at) {
	uint32_t n = 0;
	while (*at < d->p.n && d->p.s[*at] >= '0' && d->p.s[*at] <= '9' && n < NODES_MAX) n = n * 10 + (d->p.s[(*at)++] - '0');
	return n;
}

/* {n} {n,} {n,m} at `at`; behind it, or `at` when it is none. */
static uint32_t counted(const struct drawing *d, uint32_t at, struct item *x) {
	uint32_t i = at + 1;
	if (at >= d->p.n || d->p.s[at] != '{' || i >= d->p.n || d->p.s[i] < '0' || d->p.s[i] > '9') return at;
	x->min = x->max = number_at(d, &i);
	if (i < d->p.n && d->p.s[i] == ',') {
		i++;
		x->max = i < d->p.n && d->p.s[i] == '}' ? NO_END : number_at(d, &i);
	}
	return i + 1;
}

/* Reads an atom and how often it stands; behind it. Lazy and possessive do not matter to what may match. */
static uint32_t item_read(const struct drawing *d, uint32_t at, struct item *x) {
	uint32_t i = atom_end(d, at), again;
	*x = (struct item){{at, i}, 1, 1};
	if (i >= d->p.n) return i;
	uint32_t c = d->p.s[i];
	if (c == '?' || c == '*' || c == '+') {
		x->min = c == '+';
		x->max = c == '?' ? 1 : NO_END;
		again = i + 1;
	} else {
		again = counted(d, i, x);
	}
	if (again > i && again < d->p.n && (d->p.s[again] == '?' || d->p.s[again] == '+')) again++;
	return again;
}

/* ---- characters -------------------------------------------------------------------------- */

/* The character that is escaped at *at, which moves behind it; NO_END: something else is. */
static uint32_t escaped(const struct drawing *d, uint32_t *at) {
	uint32_t from = *at, c = d->p.s[from + 1];
	*at = escape_end(d, from);
	if (c == 'n' || c == 't' || c == 'r') return c == 'n' ? '\n' : c == 't' ? '\t' : '\r';
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	if (!letter) return c;
	if (!says(d, from, "\\x{")) return NO_END;
	uint32_t value = 0;
	for (uint32_t i = from + 3; i + 1 < *at && value < NODES_MAX * 64u; i++) {
		uint32_t h = d->p.s[i] | 32;
		value = value * 16 + (h <= '9' ? h - '0' : h - 'a' + 10);
	}
	return value;
}

static uint32_t character(const struct drawing *d, uint32_t *at) { return d->p.s[*at] == '\\' ? escaped(d, at) : d->p.s[(*at)++]; }

static struct charset *range_add(struct drawing *d, struct charset *set, uint32_t first, uint32_t last) {
	*LIST_PUSH(set, d->mem) = (struct range){first, last};
	return set;
}

static uint32_t one_of(struct drawing *d, struct charset *set, uint32_t next) {
	return d->lost ? 0 : node_add(d, outline_set(d->o, *set, d->mem), next, 0);
}

static int by_first(const void *a, const void *b) {
	const struct range *x = a, *y = b;
	return (x->first > y->first) - (x->first < y->first);
}

/* All characters that are not in the set. */
static struct charset turned(struct drawing *d, struct charset *set) {
	struct charset not = {0};
	uint32_t from = 0;
	qsort(set->v, (size_t)set->n, sizeof *set->v, by_first);
	for (int i = 0; i < set->n; i++) {
		if (set->v[i].first > from) range_add(d, &not, from, set->v[i].first - 1);
		if (set->v[i].last >= from) from = set->v[i].last + 1;
	}
	range_add(d, &not, from, 0x10FFFF);
	return not;
}

static uint32_t class_node(struct drawing *d, span at, uint32_t next) {
	struct charset set = {0};
	uint32_t i = at.at + 1, end = at.end - 1;
	bool not = d->p.s[i] == '^';
	i += not;
	if (i >= end) return give_up(d); /* [] and [^]: the bracket is a member there */
	while (i < end) {
		if (d->p.s[i] == '[' && i + 1 < end && strchr(":.=", (int)d->p.s[i + 1])) return give_up(d);
		uint32_t first = character(d, &i), last = first;
		if (i + 1 < end && d->p.s[i] == '-') {
			i++;
			last = character(d, &i);
		}
		if (first == NO_END || last == NO_END) return give_up(d);
		range_add(d, &set, first, last);
	}
	if (not) set = turned(d, &set);
	return one_of(d, &set, next);
}

/* ---- branches ---------------------------------------------------------------------------- */

/* All is built from the right: what comes after is there when something is added before it. `last`: nothing but the end of the pattern and
 * looks come after, so that a look ahead may be taken for what stands there. */
static uint32_t branches(struct drawing *d, span at, uint32_t next, bool last);

static bool is_look(const struct drawing *d, uint32_t at) {
	return says(d, at, "(?!") || says(d, at, "(?<!") || says(d, at, "(?<=") || d->p.s[at] == '^' || says(d, at, "\\K");
}

static uint32_t group_node(struct drawing *d, span at, uint32_t next, bool last) {
	span in = {at.at + 1, at.end - 1};
	if (says(d, at.at, "(?=")) return last ? branches(d, (span){at.at + 3, in.end}, next, true) : next;
	if (says(d, at.at, "(*")) return give_up(d);
	if (says(d, at.at, "(?:") || says(d, at.at, "(?>") || says(d, at.at, "(?|")) in.at = at.at + 3;
	else if (says(d, at.at, "(?<") || says(d, at.at, "(?P<"))
		while (in.at < in.end && d->p.s[in.at++] != '>') {}
	else if (says(d, at.at, "(?")) return give_up(d);
	return branches(d, in, next, last);
}

static uint32_t atom_node(struct drawing *d, span at, uint32_t next, bool last) {
	struct charset set = {0};
	uint32_t i = at.at, c = d->p.s[i];
	if (d->lost || ++d->steps > STEPS_A_RULE) return give_up(d);
	if (is_look(d, i)) return next;
	if (c == '(') return group_node(d, at, next, last);
	if (c == '[') return class_node(d, at, next);
	if (c == '{') return give_up(d);
	if (c == '$') return last ? one_of(d, range_add(d, &set, TEXT_END, TEXT_END), next) : next;
	if (c == '.') return one_of(d, range_add(d, &set, 0, 0x10FFFF), next);
	c = character(d, &i);
	return c == NO_END ? give_up(d) : one_of(d, range_add(d, &set, c, c), next);
}

static uint32_t item_node(struct drawing *d, const struct item *x, uint32_t next, bool last) {
	uint32_t after = next;
	if (x->min == 1 && x->max == 1) return atom_node(d, x->at, next, last);
	if (x->max == NO_END) {
		uint32_t loop = node_add(d, NODE_FORK, 0, next), body = atom_node(d, x->at, loop, false);
		d->o->node.v[loop].next = body;
		next = loop;
	}
	for (uint32_t k = x->min; x->max != NO_END && k < x->max && !d->lost; k++) next = node_add(d, NODE_FORK, atom_node(d, x->at, next, false), after);
	for (uint32_t k = 0; k < x->min && !d->lost; k++) next = atom_node(d, x->at, next, false);
	return next;
}

static uint32_t branch(struct drawing *d, span at, uint32_t next, bool last) {
	struct items items = {0};
	for (uint32_t i = at.at; i < at.end;) i = item_read(d, i, LIST_PUSH(&items, &d->tmp));
	for (int k = items.n; k-- > 0;) {
		next = item_node(d, &items.v[k], next, last);
		last = last && is_look(d, items.v[k].at.at);
	}
	return next;
}

static uint32_t branches(struct drawing *d, span at, uint32_t next, bool last) {
	uint32_t all = 0;
	for (uint32_t from = at.at, i = from; !d->lost; from = ++i) {
		while (i < at.end && d->p.s[i] != '|') i = atom_end(d, i);
		uint32_t one = branch(d, (span){from, i}, next, last);
		all = all ? node_add(d, NODE_FORK, all, one) : one;
		if (i >= at.end) return all;
	}
	return 0;
}

void outline_add(struct outline *o, int bit, ustr pattern, struct arena *mem) {
	struct drawing d = {.o = o, .mem = mem, .p = pattern, .bit = bit};
	if (!o->node.n) (void)LIST_PUSH(&o->node, mem);
	int before = o->node.n;
	uint32_t root = branches(&d, (span){0, (uint32_t)pattern.n}, node_add(&d, NODE_DONE, 0, 0), true);
	arena_free(&d.tmp);
	if (d.lost) {
		o->node.n = before;
		o->always[bit / 64] |= UINT64_C(1) << bit % 64;
	} else {
		*LIST_PUSH(&o->root, mem) = (struct root){root, bit};
	}
}
