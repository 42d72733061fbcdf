/* Inside room text. */
#ifndef TEXT_PRIV_H
#define TEXT_PRIV_H

#include "text/text.h"

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
