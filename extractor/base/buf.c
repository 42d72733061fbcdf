/* buf.c: the growing output buffer, UTF-8 and JSON strings. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>

void buf_room(struct buf *b, size_t more) {
	if (b->cap - b->n >= more) return;
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

void buf_char(struct buf *b, char c) {
	buf_room(b, 1);
	b->s[b->n++] = c;
}

void buf_int(struct buf *b, int64_t v) {
	char tmp[24], *p = tmp + sizeof tmp;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	do *--p = (char)('0' + u % 10); while (u /= 10);
	if (v < 0) *--p = '-';
	buf_put(b, p, (size_t)(tmp + sizeof tmp - p));
}

void buf_utf8(struct buf *b, const uint32_t *s, size_t n) {
	buf_room(b, n * 4);
	b->n += utf8_encode_all(b->s + b->n, s, n);
}

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

void buf_json(struct buf *b, str x) {
	if (!x.s) {
		buf_put(b, "null", 4);
		return;
	}
	buf_room(b, x.n * 6 + 2);
	char *p = b->s + b->n;
	*p++ = '"';
	for (size_t i = 0; i < x.n; i++) {
		unsigned char c = (unsigned char)x.s[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) p = escape(p, c);
		else *p++ = (char)c;
	}
	*p++ = '"';
	b->n = (size_t)(p - b->s);
}

void buf_json_ustr(struct buf *b, const uint32_t *s, size_t n) {
	buf_room(b, n * 6 + 2);
	char *p = b->s + b->n;
	*p++ = '"';
	for (size_t i = 0; i < n; i++) {
		uint32_t c = s[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) p = escape(p, c);
		else p += utf8_encode(c, p);
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

/* Nearly all characters of a Chinese page take three bytes. */
size_t utf8_encode_all(char *out, const uint32_t *s, size_t n) {
	char *p = out;
	for (size_t i = 0; i < n; i++) {
		uint32_t c = s[i];
		if (c >= 0x800 && c < 0x10000) {
			p[0] = (char)(0xE0 | c >> 12);
			p[1] = (char)(0x80 | (c >> 6 & 0x3F));
			p[2] = (char)(0x80 | (c & 0x3F));
			p += 3;
		} else p += utf8_encode(c, p);
	}
	return (size_t)(p - out);
}
