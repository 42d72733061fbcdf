/* article: lines -> blocks -> articles in reading order; heads, bylines, subheads and captions told apart,
 * sentences cut by the column layout joined.
 *
 * What a page looks like (bylines, credits, rubrics, mastheads, datelines, continuation cues) is in rules/page/;
 * the engine here only knows blocks, parts and their order.
 *
 * Promise: each character of the page belongs to exactly one article or to the page's furniture (blank lines,
 * mastheads, rubrics, editors' lines): pages_bytes = sum of the articles' stretches + furniture, see struct articles.
 * An article's text is its own copy: kicker, title, subtitle, then subheads and paragraphs, one a line; a byline,
 * signature or credit on a line of its own, and captions, are kept in their fields and not in the text; so is a signature
 * or credit behind the last full stop. A picture item has a title only where a headline stands above it.
 * Lines cut at one width are put together first; columns of two articles that were interleaved are taken apart where
 * paragraphs break off in mid-sentence (weave.c). Cues are weighed: rules/words/page-weights.tsv.
 * Notes: article.nohead, article.orphan (text after a signature, without a headline), article.open (breaks off in mid-sentence).
 * Page rules are asked only where their triggers are: see rule_may; the trigger of a lead stands in the first REACH characters of its line.
 * Cost: linear in the page; weaving is left out where a page breaks off in more than 1000 places.
 */
#ifndef ARTICLE_H
#define ARTICLE_H

#include "source/source.h"
#include "text/text.h"

enum part_kind { PART_KICKER, PART_TITLE, PART_SUBTITLE, PART_SUBHEAD, PART_PARAGRAPH };
struct part { enum part_kind kind; span at; };           /* a line of article.text, without its line break */
struct piece { uint32_t at; };                           /* article.text[at..] starts a new stretch of the page */
struct stretch { int64_t from, to; };                    /* bytes of the file */

struct article {
	int no;                      /* 1, 2, … on the page; 0: unknown */
	bool photo;
	str id;                      /* 32 hex digits, given by record; STR_NULL until then */
	str kicker, title, subtitle; /* lines joined with nothing between; as on the page, not folded */
	struct strs byline, subheads, captions;
	struct text text;            /* its own copy; byte and width NULL when the input was not a file */
	LIST(struct part) part;
	LIST(struct piece) piece;    /* in order, first at 0: mentions that cross a start have no bytes */
	LIST(struct stretch) stretch; /* in reading order */
	struct notes notes;
	str file; struct issue issue;
};

struct articles {
	LIST(struct article) list;
	int64_t in_articles;  /* bytes of all stretches */
	int64_t furniture;    /* bytes of all else: counted, not derived; the sum is asserted against text.bytes */
	struct strs mastheads; /* lines taken for mastheads, page text, for `issue` */
};

/* Splits a decoded page. `issue` is completed from a masthead line where its date is still unknown (origin "masthead").
 * Everything in the arena; scratch `tmp` may be reset by the caller afterwards. Never fails: what fits nowhere becomes
 * an article of its own with note "article.orphan". */
void article_split(struct articles *, const struct text *, str file, struct issue *, const struct rulebook *,
	struct matcher *, struct arena *, struct arena *tmp);

#endif
