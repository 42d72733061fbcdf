/* guess.c: which encoding a page is in. Strict decoding first; the detector's opinion is a vote only, since it calls UTF-8
 * with a bad byte UTF-8, GBK GB18030, and short texts anything. */
#include "text/priv.h"

#include <uchardet.h>

/* Parts of a text in a double-byte encoding: pairs, and those of them in the block of frequent characters. */
struct tally { size_t pairs, frequent, bad; };

size_t text_sequence(enum encoding enc, const unsigned char *s, size_t n) {
	if (s[0] < 0x81 || s[0] == 0xFF || n < 2) return 1;
	if (enc == ENC_GB18030 && s[1] >= 0x30 && s[1] <= 0x39) return n >= 4 && s[2] >= 0x81 && s[3] >= 0x30 && s[3] <= 0x39 ? 4 : 1;
	return s[1] >= 0x40 && s[1] != 0x7F && s[1] != 0xFF ? 2 : 1;
}

/* GB2312 level 1 (the 3,755 commonest) is B0A1-D7F9, its punctuation A1A1-A3FE. Big5 level 1 (5,401) is A440-C67E, its
 * punctuation A140-A3BF. */
static bool frequent(enum encoding enc, unsigned char lead, unsigned char trail) {
	if (enc == ENC_GB18030) return trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
	return (lead >= 0xA4 && lead <= 0xC6) || (lead >= 0xA1 && lead <= 0xA3);
}

static struct tally count(enum encoding enc, str raw) {
	const unsigned char *s = (const unsigned char *)raw.s;
	struct tally t = {0};
	for (size_t i = 0; i < raw.n;) {
		size_t len = text_sequence(enc, s + i, raw.n - i);
		if (len == 2) t.pairs++, t.frequent += frequent(enc, s[i], s[i + 1]);
		if (len == 1 && s[i] >= 0x80) t.bad++;
		i += len;
	}
	return t;
}

static enum encoding vote(str raw) {
	uchardet_t u = uchardet_new();
	uchardet_handle_data(u, raw.s, raw.n < 65536 ? raw.n : 65536);
	uchardet_data_end(u);
	bool big5 = strstr(uchardet_get_charset(u), "BIG5") || strstr(uchardet_get_charset(u), "Big5");
	uchardet_delete(u);
	return big5 ? ENC_BIG5 : ENC_GB18030;
}

/* Share of frequent pairs in 1/1000, less what cannot be decoded at all. */
static long merit(struct tally t) {
	if (!t.pairs) return 0;
	return (long)(t.frequent * 1000 / t.pairs) - (long)(t.bad * 1000 / t.pairs);
}

static enum encoding double_byte(str raw) {
	long gb = merit(count(ENC_GB18030, raw)), big5 = merit(count(ENC_BIG5, raw));
	if (gb > big5 + 30) return ENC_GB18030;
	if (big5 > gb + 30) return ENC_BIG5;
	return vote(raw);
}

/* Units that Chinese newspaper text is made of: ASCII, CJK, its punctuation and full-width forms. */
static bool usual_unit(unsigned hi, unsigned lo) {
	if (hi == 0) return lo == '\n' || lo == '\r' || lo == '\t' || (lo >= 0x20 && lo < 0x7F) || lo >= 0xA0;
	return hi == 0x20 || hi == 0x22 || hi == 0x30 || (hi >= 0x4E && hi <= 0x9F) || hi == 0xFF;
}

/* -1: no UTF-16. Without BOM it needs 19 of 20 units to be usual ones in one byte order, and more than in the other. */
static int utf16(str raw) {
	const unsigned char *s = (const unsigned char *)raw.s;
	size_t n = raw.n / 2, le = 0, be = 0;
	for (size_t i = 0; i < n; i++) {
		le += usual_unit(s[2 * i + 1], s[2 * i]);
		be += usual_unit(s[2 * i], s[2 * i + 1]);
	}
	if (n < 2 || (le < be ? be : le) * 20 < n * 19 || le == be) return -1;
	return le > be ? ENC_UTF16LE : ENC_UTF16BE;
}

/* *bad: ill-formed sequences, *n: characters, *wide: of three bytes and more, which other encodings hardly ever look like. */
static void utf8_tally(str raw, size_t *bad, size_t *n, size_t *wide) {
	const unsigned char *s = (const unsigned char *)raw.s;
	size_t i = 0, all = 0, three = 0;
	*bad = *wide = 0;
	while (i < raw.n) {
		for (size_t len; i + 4 <= raw.n && (len = utf8_plain(utf8_word(s + i))); i += len, all++) three += len == 3;
		if (i == raw.n) break;
		uint32_t c;
		int len = utf8_step(s + i, raw.n - i, &c);
		*bad += len < 0;
		*wide += len > 2;
		i += (size_t)(len < 0 ? -len : len);
		all++;
	}
	*n = all;
	*wide += three;
}

enum encoding text_guess(str raw, size_t *skip, size_t *utf8) {
	static const struct { const char *bom; size_t n; enum encoding enc; } boms[] = {
		{"\xEF\xBB\xBF", 3, ENC_UTF8}, {"\xFF\xFE", 2, ENC_UTF16LE}, {"\xFE\xFF", 2, ENC_UTF16BE}};
	size_t bad, n, three;
	utf8_tally(raw, &bad, &n, &three);
	*utf8 = n;
	for (size_t i = 0; i < COUNT(boms); i++)
		if (str_starts(raw, (str){boms[i].bom, boms[i].n})) {
			*skip = boms[i].n;
			return boms[i].enc;
		}
	bool nul = raw.n && memchr(raw.s, 0, raw.n);
	if (!bad && !nul) return ENC_UTF8;
	int wide = utf16(raw);
	if (wide >= 0) return (enum encoding)wide;
	if (bad <= 1 || bad * 100 <= n) { /* UTF-8 with a scratch; but a short GBK text has few bad bytes too */
		struct tally gb = count(ENC_GB18030, raw);
		if (bad == 0 || gb.bad || n > 3 * (gb.pairs + 1) || merit(gb) < 900) return ENC_UTF8;
	}
	return three > 4 * bad ? ENC_UTF8 : double_byte(raw);
}

size_t text_capacity(enum encoding enc, str raw) {
	size_t n = 0;
	if (enc == ENC_UTF16LE || enc == ENC_UTF16BE) return raw.n / 2 + 1;
	const unsigned char *s = (const unsigned char *)raw.s;
	for (size_t i = 0; i < raw.n; n++) {
		if (enc == ENC_BIG5 && s[i] == 0x88) n++; /* the row of HKSCS with four sequences of two characters */
		i += text_sequence(enc, s + i, raw.n - i);
	}
	return n;
}
