/* Inside room text. */
#ifndef TEXT_PRIV_H
#define TEXT_PRIV_H

#include "text/text.h"

#include <endian.h>

enum encoding { ENC_UTF8, ENC_GB18030, ENC_BIG5, ENC_UTF16LE, ENC_UTF16BE, NENC };

/* Decoding as it goes: characters are appended, what is dropped is only counted by the next byte offset. */
struct decoding {
	struct text *t;
	str raw;
	size_t cap;         /* characters that there is room for */
	size_t controls;    /* dropped control characters, NUL among them */
	size_t first_bad;   /* byte of the first bad sequence */
	struct arena *mem;
};

/* Four bytes of UTF-8 in a word, the first one lowest; how many of them the first character has when it is one that needs no further
 * look: one of U+3000 to U+9FFF (lead bytes E3 to E9), or a printable ASCII one; else 0; and that character. */
static inline uint32_t utf8_word(const unsigned char *s) {
	uint32_t x;
	memcpy(&x, s, sizeof x);
	return le32toh(x);
}
static inline size_t utf8_plain(uint32_t x) {
	if ((x & 0xC0C0F0) == 0x8080E0 && (x & 15) - 3 <= 6) return 3;
	return (x & 0xFF) - 0x20 < 0x5F;
}
static inline uint32_t utf8_three(uint32_t x) { return (x & 15) << 12 | (x >> 8 & 63) << 6 | (x >> 16 & 63); }

/* guess.c: which encoding the bytes are in; *skip: length of a BOM; *utf8: characters, were it UTF-8. */
enum encoding text_guess(str raw, size_t *skip, size_t *utf8);
/* Length of the sequence at s (n bytes left) in a double-byte encoding, 1 for one that is cut or cannot be. */
size_t text_sequence(enum encoding, const unsigned char *s, size_t n);

/* guess.c: how many characters the bytes make at most in another encoding than UTF-8. */
size_t text_capacity(enum encoding, str raw);

/* iconv.c: GB18030 and Big5-HKSCS from byte `from` on. */
void text_iconv(struct decoding *, enum encoding, size_t from);

/* decode.c: one character that came from raw[byte, byte + width). */
void text_put(struct decoding *, uint32_t cp, size_t byte, size_t width);
/* One bad sequence there: U+FFFD, counted, its place noted. */
void text_bad(struct decoding *, size_t byte, size_t width);

#endif
