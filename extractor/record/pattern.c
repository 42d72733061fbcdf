/* pattern.c: the regular expressions of the tables, run on sets of positions: no backtracking, no memory, nothing compiled.
 * Bit i of a set: the part of the pattern read so far can end before byte i. */
#include "record/priv.h"

#include <assert.h>

struct matching { const char *p; str text; };

static uint64_t branches(struct matching *, uint64_t in);

/* Reads [...] and says whether it has c. */
static bool class_has(const char *p, const char *end, unsigned char c) {
	for (; p < end; p++) {
		if (p + 2 < end && p[1] == '-') {
			if (c >= (unsigned char)p[0] && c <= (unsigned char)p[2]) return true;
			p += 2;
		} else if (c == (unsigned char)*p) {
			return true;
		}
	}
	return false;
}

/* One character of the pattern, at p[0, n): moves every position that reads it. */
static uint64_t step(const char *p, size_t n, str text, uint64_t in) {
	uint64_t out = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (!(in >> i & 1)) continue;
		unsigned char c = (unsigned char)text.s[i];
		bool yes = *p == '[' ? class_has(p + 1, p + n - 1, c) : c == (unsigned char)p[n - 1];
		if (yes) out |= UINT64_C(2) << i;
	}
	return out;
}

/* Where the atom at p ends: a group, a class, an escape or a character. */
static const char *atom_end(const char *p) {
	if (*p == '\\') return p + 2;
	if (*p == '[') return strchr(p, ']') + 1;
	if (*p != '(') return p + 1;
	for (int depth = 0;; p = *p == '(' || *p == ')' ? p + 1 : atom_end(p)) {
		depth += (*p == '(') - (*p == ')');
		if (!depth) return p + 1;
	}
}

static int number(const char **p) {
	int v = 0;
	while (**p >= '0' && **p <= '9') v = v * 10 + (*(*p)++ - '0');
	return v;
}

/* Reads ? + * {n} {m,n} behind an atom. */
static void repeat(const char **p, int *min, int *max) {
	*min = *max = 1;
	char c = **p;
	if (c == '?' || c == '*') *min = 0;
	if (c == '+' || c == '*') *max = 64;
	if (c == '?' || c == '+' || c == '*') ++*p;
	if (c != '{') return;
	++*p;
	*min = *max = number(p);
	if (**p == ',') {
		++*p;
		*max = number(p);
	}
	assert(**p == '}');
	++*p;
}

static uint64_t atom(const char *p, const char *end, str text, uint64_t in) {
	if (*p != '(') return step(p, (size_t)(end - p), text, in);
	struct matching inner = {p + 1, text};
	return branches(&inner, in);
}

static uint64_t sequence(struct matching *m, uint64_t in) {
	while (*m->p && *m->p != '|' && *m->p != ')' && *m->p != '$') {
		const char *p = m->p, *end = atom_end(p);
		int min, max;
		m->p = end;
		repeat(&m->p, &min, &max);
		uint64_t out = min ? 0 : in;
		for (int i = 1; i <= max && in; i++) {
			in = atom(p, end, m->text, in);
			if (i >= min) out |= in;
		}
		in = out;
	}
	return in;
}

static uint64_t branches(struct matching *m, uint64_t in) {
	uint64_t out = sequence(m, in);
	while (*m->p == '|') {
		m->p++;
		out |= sequence(m, in);
	}
	return out;
}

bool pattern_match(const char *pattern, str text) {
	assert(pattern[0] == '^');
	if (text.n > 63) return false;
	struct matching m = {pattern + 1, text};
	uint64_t out = branches(&m, 1);
	assert(m.p[0] == '$' && m.p[1] == 0);
	return out >> text.n & 1;
}
