/* dec.c: exact decimals. Kept normal: no trailing zero in coef unless exp is 0 or more. */
#include "base/base.h"

enum { DIGITS = 18, EXP_MAX = 30 };

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
	return out->exp <= 0;
}

bool dec_fits(struct dec d) {
	static const int64_t limit = INT64_C(1) << 53;
	int digits = 0;
	struct dec n = normal(d);
	for (int64_t c = n.coef; c; c /= 10) digits++;
	if (n.exp == 0) return n.coef <= limit && n.coef >= -limit;
	return digits <= 15 && n.exp < 0 && n.exp >= -15;
}

void buf_dec(struct buf *b, struct dec d) {
	if (!d.set) {
		buf_put(b, "null", 4);
		return;
	}
	d = normal(d);
	char tmp[64];
	int n = 0, fraction = -d.exp;
	uint64_t u = d.coef < 0 ? 0 - (uint64_t)d.coef : (uint64_t)d.coef;
	for (int i = 0; u || i <= fraction; i++, u /= 10) {
		if (i == fraction && fraction) tmp[n++] = '.';
		tmp[n++] = (char)('0' + u % 10);
	}
	if (d.coef < 0) buf_char(b, '-');
	while (n) buf_char(b, tmp[--n]);
}
