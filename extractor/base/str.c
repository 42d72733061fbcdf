/* str.c: views in, views out. */
#include "base/base.h"

bool str_ends(str a, str x) { return a.n >= x.n && (x.n == 0 || memcmp(a.s + a.n - x.n, x.s, x.n) == 0); }

str str_cut(str *rest, char sep) {
	const char *hit = rest->n ? memchr(rest->s, sep, rest->n) : NULL;
	str head = {rest->s, hit ? (size_t)(hit - rest->s) : rest->n};
	*rest = str_from(*rest, head.n + (hit ? 1 : 0));
	return head;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

str str_trim(str a) {
	while (a.n && blank(a.s[0])) a = str_from(a, 1);
	while (a.n && blank(a.s[a.n - 1])) a.n--;
	return a;
}

bool str_int(str a, int64_t *out) {
	bool minus = a.n && a.s[0] == '-';
	int64_t v = 0;
	if (minus) a = str_from(a, 1);
	if (!a.n || a.n > 18) return false;
	for (size_t i = 0; i < a.n; i++) {
		if (a.s[i] < '0' || a.s[i] > '9') return false;
		v = v * 10 + (a.s[i] - '0');
	}
	*out = minus ? -v : v;
	return true;
}

int ustr_cmp(const ustr *a, const ustr *b) {
	size_t n = a->n < b->n ? a->n : b->n;
	for (size_t i = 0; i < n; i++)
		if (a->s[i] != b->s[i]) return a->s[i] < b->s[i] ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}
