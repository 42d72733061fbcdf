/* iconv.c: GB18030 and Big5-HKSCS through the system's iconv, in bulk; the walk beside it knows the width of each sequence. */
#include "text/priv.h"

#include <errno.h>
#include <iconv.h>

struct stretch_in { size_t from, to; };  /* bytes of raw that iconv took without complaint */

/* One sequence at a time: for the few of Big5-HKSCS that stand for two code points. */
static void one_by_one(struct decoding *d, iconv_t cd, enum encoding enc, struct stretch_in in) {
	while (in.from < in.to) {
		size_t len = text_sequence(enc, (const unsigned char *)d->raw.s + in.from, in.to - in.from);
		uint32_t out[4];
		char *src = (char *)(uintptr_t)(d->raw.s + in.from), *dst = (char *)out;
		size_t left = len, room = sizeof out;
		iconv(cd, &src, &left, &dst, &room);
		iconv(cd, NULL, NULL, &dst, &room);
		for (size_t i = 0; i < (sizeof out - room) / 4; i++) text_put(d, out[i], in.from, len);
		in.from += len;
	}
}

static void put_all(struct decoding *d, iconv_t cd, enum encoding enc, struct stretch_in in, const uint32_t *out, size_t n) {
	const unsigned char *s = (const unsigned char *)d->raw.s;
	size_t sequences = 0;
	for (size_t i = in.from; i < in.to; sequences++) i += text_sequence(enc, s + i, in.to - i);
	if (sequences != n) {
		one_by_one(d, cd, enc, in);
		return;
	}
	for (size_t i = in.from, k = 0; i < in.to; k++) {
		size_t len = text_sequence(enc, s + i, in.to - i);
		text_put(d, out[k], i, len);
		i += len;
	}
}

void text_iconv(struct decoding *d, enum encoding enc, size_t from) {
	iconv_t cd = iconv_open("UTF-32LE", enc == ENC_BIG5 ? "BIG5-HKSCS" : "GB18030");
	if (cd == (iconv_t)-1) die("this system's iconv does not know %s", enc == ENC_BIG5 ? "BIG5-HKSCS" : "GB18030");
	uint32_t *out = ARENA_ROOM(d->mem, uint32_t, d->cap + 2);
	while (from < d->raw.n) {
		char *src = (char *)(uintptr_t)(d->raw.s + from), *dst = (char *)out;
		size_t left = d->raw.n - from, room = (d->cap + 2) * 4;
		size_t r = iconv(cd, &src, &left, &dst, &room);
		iconv(cd, NULL, NULL, &dst, &room); /* what it holds back to see whether a combining character follows */
		size_t taken = (size_t)(src - d->raw.s);
		put_all(d, cd, enc, (struct stretch_in){from, taken}, out, (size_t)((uint32_t *)(void *)dst - out));
		from = taken;
		if (r != (size_t)-1 || from >= d->raw.n) break;
		size_t len = text_sequence(enc, (const unsigned char *)d->raw.s + from, d->raw.n - from);
		text_bad(d, from, errno == EINVAL ? d->raw.n - from : len);
		from += errno == EINVAL ? d->raw.n - from : len;
	}
	iconv_close(cd);
}
