/* buf.c: the growing output buffer, UTF-8 and JSON strings. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>

void buf_grow(struct buf *b, size_t more) {
	size_t cap = b->cap ? b->cap * 2 : 4096;
	while (cap - b->n < more) cap *= 2;
	b->s = realloc(b->s, cap);
	if (!b->s) die("out of memory (%zu bytes)", cap);
	b->cap = cap;
}

void buf_put(struct buf *b, const char *s, size_t n) {
	if (!n) return;
	buf_room(b, n);
	memcpy(b->s + b->n, s, n);
	b->n += n;
}

void buf_str(struct buf *b, str x) { buf_put(b, x.s, x.n); }

/* Control characters, those of U+0080 to U+009F too: a name or a byte of an input is no order to a terminal. */
void buf_plain(struct buf *b, str x) {
	for (size_t i = 0; i < x.n; i++) {
		unsigned char c = (unsigned char)x.s[i], next = i + 1 < x.n ? (unsigned char)x.s[i + 1] : 0;
		bool upper = c == 0xC2 && next >= 0x80 && next <= 0x9F;
		buf_char(b, c < 0x20 || c == 0x7F || upper ? '?' : x.s[i]);
		i += upper;
	}
}

/* ---- numbers -------------------------------------------------------------------- */

static int digits(uint64_t u) {
	int n = 1;
	for (; u >= 10000; u /= 10000) n += 4;
	return n + (u >= 10) + (u >= 100) + (u >= 1000);
}

/* Two digits at a time, from the last. */
char *put_int(char *p, int64_t v) {
	static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
				    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	if (v < 0) *p++ = '-';
	char *end = p + digits(u), *to = end;
	for (; u >= 100; u /= 100) memcpy(to -= 2, pairs + u % 100 * 2, 2);
	if (u >= 10) memcpy(p, pairs + u * 2, 2);
	else *p = (char)('0' + u);
	return end;
}

void buf_int(struct buf *b, int64_t v) {
	buf_room(b, INT_ROOM);
	b->n = (size_t)(put_int(b->s + b->n, v) - b->s);
}

/* ---- strings --------------------------------------------------------------------- */

/* The escape of an ASCII character that JSON will not have as it is; room for 6 bytes. */
static char *escape(char *p, uint32_t c) {
	static const char hex[] = "0123456789abcdef", names[] = "\bb\ff\nn\rr\tt\"\"\\\\";
	*p++ = '\\';
	for (const char *k = names; *k; k += 2)
		if ((uint32_t)(unsigned char)*k == c) {
			*p++ = k[1];
			return p;
		}
	*p++ = 'u', *p++ = '0', *p++ = '0', *p++ = hex[c >> 4 & 15], *p++ = hex[c & 15];
	return p;
}

static bool plain(uint32_t c) { return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F; }

/* Are all eight bytes plain? Most are not even ASCII. */
static bool plain_eight(uint64_t x) {
	const uint64_t one = UINT64_C(0x0101010101010101), high = one << 7;
	if ((x & high) == high) return true;
	uint64_t low = (x - one * 0x20) | ((x ^ one * '"') - one) | ((x ^ one * '\\') - one) | ((x ^ one * 0x7F) - one);
	return !(low & ~x & high);
}

static __attribute__((noinline)) char *put_escaped(char *p, const char *s, size_t n) {
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (plain(c)) *p++ = (char)c;
		else p = escape(p, c);
	}
	return p;
}

/* At most seven bytes; four or more as two fours that overlap. */
static char *put_rest(char *p, const char *s, size_t n) {
	uint32_t head, tail;
	if (n < 4) return put_escaped(p, s, n);
	memcpy(&head, s, 4);
	memcpy(&tail, s + n - 4, 4);
	if (!plain_eight((uint64_t)tail << 32 | head)) return put_escaped(p, s, n);
	memcpy(p, &head, 4);
	memcpy(p + n - 4, &tail, 4);
	return p + n;
}

/* Eight bytes at a time; the last eight once more when they are plain, for then what they overlap is there as it is. */
char *put_json(char *p, str x) {
	if (!x.s) return put_null(p);
	const char *s = x.s, *end = x.s + x.n;
	uint64_t eight;
	*p++ = '"';
	for (; end - s >= 8; s += 8) {
		memcpy(&eight, s, 8);
		if (plain_eight(eight)) p = (char *)memcpy(p, &eight, 8) + 8;
		else p = put_escaped(p, s, 8);
	}
	size_t rest = (size_t)(end - s);
	if (rest && x.n >= 8) memcpy(&eight, end - 8, 8);
	if (rest && x.n >= 8 && plain_eight(eight)) p = (char *)memcpy(p - (8 - rest), &eight, 8) + 8;
	else p = put_rest(p, s, rest);
	*p++ = '"';
	return p;
}

void buf_json(struct buf *b, str x) {
	buf_room(b, JSON_ROOM(x.n));
	b->n = (size_t)(put_json(b->s + b->n, x) - b->s);
}

void buf_json_ustr(struct buf *b, const uint32_t *s, size_t n) {
	buf_room(b, JSON_ROOM(n));
	char *p = b->s + b->n;
	*p++ = '"';
	for (size_t i = 0; i < n; i++) {
		if (plain(s[i])) p += utf8_encode(s[i], p);
		else p = escape(p, s[i]);
	}
	*p++ = '"';
	b->n = (size_t)(p - b->s);
}

void buf_print(struct buf *b, const char *fmt, ...) {
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	buf_room(b, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void buf_free(struct buf *b) {
	free(b->s);
	*b = (struct buf){0};
}

/* Second byte ranges of Unicode 15, table 3-7: they keep out overlong forms, surrogates and what lies beyond U+10FFFF. */
static bool second_ok(unsigned char lead, unsigned char c) {
	unsigned char lo = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char hi = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return c >= lo && c <= hi;
}

int utf8_step(const unsigned char *s, size_t n, uint32_t *cp) {
	unsigned char c = s[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	int len = c >= 0xC2 && c <= 0xDF ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
	if (!len) return -1;
	uint32_t v = c & (0xFFu >> (len + 1));
	for (int i = 1; i < len; i++) {
		if ((size_t)i >= n || (i == 1 ? !second_ok(c, s[1]) : (s[i] & 0xC0) != 0x80)) return -i;
		v = v << 6 | (s[i] & 0x3F);
	}
	*cp = v;
	return len;
}

int utf8_encode(uint32_t c, char out[4]) {
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	int len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (int i = len - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)((0xF00 >> len & 0xFF) | c);
	return len;
}

/* Nearly all characters of a Chinese page take three bytes; here they are in a word as it is stored. */
#define THREE(c) ((0xE0 | c >> 12) << BYTE0 | (0x80 | (c >> 6 & 0x3F)) << BYTE1 | (0x80 | (c & 0x3F)) << BYTE2)
enum { LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, BYTE0 = LITTLE ? 0 : 24, BYTE1 = LITTLE ? 8 : 16, BYTE2 = LITTLE ? 16 : 8 };

typedef uint32_t four __attribute__((vector_size(16)));

static bool any(four mask) {
	uint64_t half[2];
	memcpy(half, &mask, sizeof half);
	return (half[0] | half[1]) != 0;
}

static char *encode(char *p, const uint32_t *s, size_t n) {
	for (size_t i = 0; i < n; i++) {
		uint32_t c = s[i];
		if (c >= 0x800 && c < 0x10000) p = (char *)memcpy(p, &(uint32_t){THREE(c)}, 4) + 3;
		else p += utf8_encode(c, p);
	}
	return p;
}

/* Four characters at once where they can be; each is stored as four bytes, the last of which the next one overwrites. */
size_t utf8_encode_all(char *out, const uint32_t *s, size_t n) {
	char *p = out;
	size_t i = 0;
	for (; i + 4 <= n; i += 4) {
		four c;
		memcpy(&c, s + i, sizeof c);
		if (any((four)(c - 0x800 >= 0xF800))) {
			p = encode(p, s + i, 4);
			continue;
		}
		c = THREE(c);
		for (int k = 0; k < 4; k++) memcpy(p + 3 * k, &(uint32_t){c[k]}, 4);
		p += 12;
	}
	return (size_t)(encode(p, s + i, n - i) - out);
}
