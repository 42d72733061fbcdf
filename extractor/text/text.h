/* text: the bytes of one page -> valid Unicode with the way back to the byte of every character.
 *
 * Promise: cp[] has LF only, no BOM, no NUL, no control, zero-width or soft-hyphen characters; each is a Unicode scalar
 * value. fold[] is the same length, character for character: what rules are matched against (full-width forms,
 * spaces, dashes, traditional and private-use characters folded; rules/words/fold.tsv, traditional.tsv).
 * Offsets are code points everywhere; byte[i] and width[i] say which bytes of the file character i came from;
 * dropped characters (CR, ZWSP …) lie between byte[i] + width[i] and byte[i + 1].
 *
 * How the encoding is found: BOM; else strict UTF-8; else UTF-16 without BOM when nearly all units are usual ones in one byte
 * order; else UTF-8 with a few bad bytes; else GB18030 or Big5-HKSCS, whichever reads the bytes as more frequent characters and
 * fewer impossible ones, uchardet's vote breaking a tie. A label GB2312 or GBK is read as GB18030.
 * A bad sequence becomes one U+FFFD, is counted in `repaired` and its place noted (the first NOTES_MAX).
 * Errors: "text.binary" (control bytes of a binary), "text.broken" (over 1 % bad), "text.encoding" (unknown name).
 */
#ifndef TEXT_H
#define TEXT_H

#include "rule/rule.h"

enum { NOTES_MAX = 8 };
#define NO_BYTE UINT32_MAX /* byte[] of a character that no byte of the file stands for (a line break put in) */

struct note { str code, detail; };
struct notes { struct note *v; int n, cap; };

struct text {
	uint32_t *cp, *fold;
	uint32_t *byte;  /* NULL: the input was not a file */
	uint8_t *width;
	size_t n;
	size_t bytes;    /* length of the file */
	str encoding;    /* "UTF-8" "GB18030" "BIG5-HKSCS" "UTF-16LE" "UTF-16BE" */
	int repaired;
	struct notes notes;
};

/* Decodes `raw` (at most SOURCE_MAX bytes; file is for messages). `label` forces an encoding, NULL finds it. Everything in the arena. */
int text_decode(struct text *, str raw, str file, const char *label, const struct rulebook *, struct arena *, struct err *);
/* Is that a name text_decode knows? */
bool text_label_ok(const char *label);
/* Can a text hold this character? The others are dropped, or are line breaks. */
bool text_holds(uint32_t);
/* fold[] for cp[0, n). */
void text_fold(uint32_t *fold, const uint32_t *cp, size_t n, const struct rulebook *);

#endif
