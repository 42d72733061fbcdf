/* dec.c: exact decimals. Kept normal: no trailing zero in coef unless exp is 0 or more. */
#include "base/base.h"

#include <assert.h>

enum { DIGITS = 18, EXP_MAX = 30, FRACTION_MAX = 64 };

static struct dec normal(struct dec d) {
	while (d.exp < 0 && d.coef % 10 == 0 && d.coef) d.coef /= 10, d.exp++;
	if (!d.coef) d.exp = 0;
	while (d.exp > 0 && d.coef < INT64_MAX / 10 && d.coef > INT64_MIN / 10) d.coef *= 10, d.exp--;
	return d;
}

struct dec dec_int(int64_t v) { return (struct dec){v, 0, true}; }

bool dec_scale(struct dec *d, int exp10) {
	d->exp += exp10;
	*d = normal(*d);
	return d->exp <= 0 && d->exp >= -EXP_MAX;
}

bool dec_add(struct dec *a, struct dec b) {
	struct dec *big = a->exp > b.exp ? a : &b;
	int exp = a->exp < b.exp ? a->exp : b.exp;
	for (; big->exp > exp; big->exp--)
		if (__builtin_mul_overflow(big->coef, (int64_t)10, &big->coef)) return false;
	if (__builtin_add_overflow(a->coef, b.coef, &a->coef)) return false;
	*a = normal(*a);
	return true;
}

/* Both brought to the smaller exponent; when that overflows, the signs and sizes are far enough apart for doubles. */
int dec_cmp(struct dec a, struct dec b) {
	while (a.exp != b.exp) {
		struct dec *big = a.exp > b.exp ? &a : &b;
		if (big->coef > INT64_MAX / 10 || big->coef < INT64_MIN / 10)
			return (big == &a) == (big->coef > 0) ? 1 : -1;
		big->coef *= 10;
		big->exp--;
	}
	return (a.coef > b.coef) - (a.coef < b.coef);
}

static bool exponent(str *rest, struct dec *d) {
	int64_t e;
	if (rest->n && rest->s[0] == '+') *rest = str_from(*rest, 1);
	if (!str_int(*rest, &e) || e > EXP_MAX || e < -EXP_MAX) return false;
	d->exp += (int)e;
	return true;
}

bool dec_parse(str x, struct dec *out) {
	struct dec d = {0, 0, true};
	bool minus = x.n && x.s[0] == '-', point = false;
	int digits = 0, seen = 0;
	if (minus) x = str_from(x, 1);
	for (; x.n; x = str_from(x, 1)) {
		char c = x.s[0];
		if (c == ',') continue;
		if (c == 'e' || c == 'E') break;
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9') return false;
		seen++;
		if ((d.coef || c != '0') && ++digits > DIGITS) return false;
		d.coef = d.coef * 10 + (c - '0');
		if (point) d.exp--;
	}
	if (!seen) return false;
	if (x.n) {
		x = str_from(x, 1);
		if (!exponent(&x, &d)) return false;
	}
	if (minus) d.coef = -d.coef;
	*out = normal(d);
	return out->exp <= 0 && out->exp >= -FRACTION_MAX;
}

bool dec_fits(struct dec d) {
	static const int64_t limit = INT64_C(1) << 53, fifteen = INT64_C(999999999999999);
	struct dec n = normal(d);
	if (n.exp == 0) return n.coef <= limit && n.coef >= -limit;
	return n.coef <= fifteen && n.coef >= -fifteen && n.exp < 0 && n.exp >= -15;
}

/* The digits as an integer, then the point put in, behind a zero at least. */
char *put_dec(char *p, struct dec d) {
	if (!d.set) return put_null(p);
	d = normal(d);
	char *end = put_int(p, d.coef);
	if (d.exp >= 0) return end;
	assert(d.exp >= -FRACTION_MAX);
	if (d.coef < 0) p++;
	int digits = (int)(end - p), fraction = -d.exp, zeros = digits > fraction ? 0 : fraction + 1 - digits;
	memmove(p + zeros, p, (size_t)digits);
	memset(p, '0', (size_t)zeros);
	end += zeros;
	memmove(end - fraction + 1, end - fraction, (size_t)fraction);
	end[-fraction] = '.';
	return end + 1;
}

void buf_dec(struct buf *b, struct dec d) {
	buf_room(b, DEC_ROOM);
	b->n = (size_t)(put_dec(b->s + b->n, d) - b->s);
}
