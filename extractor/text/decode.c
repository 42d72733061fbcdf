/* decode.c: bytes -> characters, each with its place in the file. */
#include "text/priv.h"

#include <assert.h>
#include <strings.h>

static const char *const names[NENC] = {"UTF-8", "GB18030", "BIG5-HKSCS", "UTF-16LE", "UTF-16BE"};

/* Labels that archives use, and what they are decoded as: GB18030 holds all of GBK and GB2312, HKSCS all of Big5. */
static const struct { const char *label; enum encoding enc; } labels[] = {
	{"UTF-8", ENC_UTF8}, {"UTF8", ENC_UTF8}, {"GB18030", ENC_GB18030}, {"GBK", ENC_GB18030}, {"GB2312", ENC_GB18030},
	{"CP936", ENC_GB18030}, {"BIG5", ENC_BIG5}, {"BIG5-HKSCS", ENC_BIG5}, {"CP950", ENC_BIG5}, {"UTF-16LE", ENC_UTF16LE},
	{"UTF-16BE", ENC_UTF16BE},
};

static int label_find(const char *label) {
	for (size_t i = 0; i < COUNT(labels); i++)
		if (!strcasecmp(labels[i].label, label)) return (int)labels[i].enc;
	return -1;
}

bool text_label_ok(const char *label) { return label_find(label) >= 0; }

static bool invisible(uint32_t c) {
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static bool control(uint32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0); }

bool text_holds(uint32_t c) { return !control(c) && !(c >= 0xAD && invisible(c)) && c != 0x2028 && c != 0x2029; }

static void append(struct decoding *d, uint32_t c, size_t byte, size_t width) {
	struct text *t = d->t;
	assert(t->n < d->cap);
	t->cp[t->n] = c;
	t->byte[t->n] = (uint32_t)byte;
	t->width[t->n] = (uint8_t)width;
	t->n++;
}

/* A line feed at raw[at]? In UTF-16 one of its two bytes is zero; 上 (U+4E0A) has the other. */
static bool line_feed(str raw, size_t at, size_t width) {
	if (at + width > raw.n) return false;
	return width == 1 ? raw.s[at] == '\n' : raw.s[at] + raw.s[at + 1] == '\n' && (!raw.s[at] || !raw.s[at + 1]);
}

void text_put(struct decoding *d, uint32_t c, size_t byte, size_t width) {
	if (c == '\r') {
		if (line_feed(d->raw, byte + width, width)) return;
		c = '\n';
	}
	if (c == 0x2028 || c == 0x2029 || c == 0x0B || c == 0x0C) c = '\n';
	if (control(c)) {
		d->controls++;
		return;
	}
	if (c >= 0xAD && invisible(c)) return;
	append(d, c, byte, width);
}

void text_bad(struct decoding *d, size_t byte, size_t width) {
	struct text *t = d->t;
	if (!t->repaired++) d->first_bad = byte;
	if (t->notes.n < NOTES_MAX) {
		struct note *n = LIST_PUSH(&t->notes, d->mem);
		n->code = STR("text.repaired");
		n->detail = arena_print(d->mem, "bad %s sequence at byte %zu", t->encoding.s, byte);
	}
	text_put(d, 0xFFFD, byte, width);
}

/* Runs of what needs no further look, straight into the arrays; where it ends. */
static size_t plain_run(struct text *t, str raw, size_t i) {
	const unsigned char *s = (const unsigned char *)raw.s;
	uint32_t *cp = t->cp, *byte = t->byte;
	uint8_t *width = t->width;
	size_t n = t->n, len;
	for (; i + 4 <= raw.n; i += len, n++) {
		uint32_t x = utf8_word(s + i);
		if (!(len = utf8_plain(x))) break;
		cp[n] = len == 1 ? x & 0x7F : utf8_three(x);
		byte[n] = (uint32_t)i;
		width[n] = (uint8_t)len;
	}
	t->n = n;
	return i;
}

static void from_utf8(struct decoding *d, size_t i) {
	const unsigned char *s = (const unsigned char *)d->raw.s;
	while ((i = plain_run(d->t, d->raw, i)) < d->raw.n) {
		uint32_t c = 0;
		int len = utf8_step(s + i, d->raw.n - i, &c);
		if (len > 0) text_put(d, c, i, (size_t)len);
		else text_bad(d, i, (size_t)-len);
		i += (size_t)(len > 0 ? len : -len);
	}
	assert(d->t->n <= d->cap);
}

static void from_utf16(struct decoding *d, size_t i, bool big) {
	const unsigned char *s = (const unsigned char *)d->raw.s;
	size_t hi = big ? 0 : 1, lo = 1 - hi;
	for (; i + 1 < d->raw.n; i += 2) {
		uint32_t u = (uint32_t)s[i + hi] << 8 | s[i + lo];
		if (u < 0xD800 || u > 0xDFFF) {
			text_put(d, u, i, 2);
			continue;
		}
		uint32_t v = i + 3 < d->raw.n ? (uint32_t)s[i + 2 + hi] << 8 | s[i + 2 + lo] : 0;
		if (u > 0xDBFF || v < 0xDC00 || v > 0xDFFF) {
			text_bad(d, i, 2);
			continue;
		}
		text_put(d, 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00), i, 4);
		i += 2;
	}
	if (i < d->raw.n) text_bad(d, i, 1);
}

void text_fold(uint32_t *fold, const uint32_t *cp, size_t n, const struct rulebook *b) {
	for (size_t i = 0; i < n; i++) fold[i] = rule_fold(b, cp[i]);
}

/* One bad sequence is always forgiven: a file cut at its end is whole but for that. */
static int judge(const struct decoding *d, str file, struct err *err) {
	const struct text *t = d->t;
	size_t all = t->n + d->controls;
	if (d->controls > 4 && d->controls * 100 > all)
		return err_byte(err, "text.binary", file, 0, "a binary file, not text: %zu control characters among %zu", d->controls, all);
	if (t->repaired > 1 && (size_t)t->repaired * 100 > all)
		return err_byte(err, "text.broken", file, (int64_t)d->first_bad,
			"%d of %zu characters cannot be decoded as %s (limit: 1 %%)", t->repaired, all, t->encoding.s);
	return 0;
}

int text_decode(struct text *t, str raw, str file, const char *label, const struct rulebook *b, struct arena *mem, struct err *err) {
	*t = (struct text){.bytes = raw.n};
	size_t skip = 0, utf8 = 0;
	enum encoding enc = text_guess(raw, &skip, &utf8);
	if (label) {
		int forced = label_find(label);
		if (forced < 0) return err_set(err, "text.encoding", "unknown encoding \"%s\"", label);
		if ((enum encoding)forced != enc) skip = 0;
		enc = (enum encoding)forced;
	}
	t->encoding = str_of(names[enc]);
	struct decoding d = {.t = t, .raw = raw, .mem = mem, .cap = enc == ENC_UTF8 ? utf8 : text_capacity(enc, raw)};
	t->cp = ARENA_ROOM(mem, uint32_t, d.cap + 1);
	t->byte = ARENA_ROOM(mem, uint32_t, d.cap + 1);
	t->width = ARENA_ROOM(mem, uint8_t, d.cap + 1);
	if (enc == ENC_UTF8) from_utf8(&d, skip);
	else if (enc == ENC_GB18030 || enc == ENC_BIG5) text_iconv(&d, enc, skip);
	else from_utf16(&d, skip, enc == ENC_UTF16BE);
	if (judge(&d, file, err)) return -1;
	t->fold = ARENA_ROOM(mem, uint32_t, t->n + 1);
	text_fold(t->fold, t->cp, t->n, b);
	return 0;
}
