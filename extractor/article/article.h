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
 * Lines cut at one width are put together first. What each line is (headline, subhead, caption, text of a picture item, signature …) is
 * decided for all of them together: each may be several things, and the reading whose weighed cues have the highest sum is taken
 * (moves.c, walk.c). Where sentences break off, or paragraphs name the zone of another article, the reading order is searched for:
 * every paragraph goes to the article with which it has zones, names and words in common and behind the end that it continues, so
 * that the sum of the weighed cues is the best (order.c; rules/words/page-weights.tsv; which characters make a word:
 * rules/words/chinese.tsv). A headline with little to say for it may turn out a subhead. Characters that a cut doubled come out once.
 * Notes: article.nohead, article.orphan (text after a signature, without a headline), article.open (breaks off in mid-sentence),
 * article.bare (a headline without text).
 * Page rules are asked only where their triggers are: see rule_may; the trigger of a lead stands in the first REACH characters of its line.
 * Cost: linear in the page: the order is searched for in portions of whole articles, of at most 200 stretches; an article
 * that breaks off more often stays as it was read.
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

/* ---- why -------------------------------------------------------------------------------------------------- */

/* Is that the first segment of a page rule's id (byline, masthead …) that the splitter asks for? Another is never tried. */
bool article_lead(str lead);

/* A decision of the above: what a unit of the page is where it may be several things (boundary: a headline's article, or one that
 * opens without; subhead; caption; photo; byline; text), whether the first line of a headline is a kicker, to which article a stretch
 * of a page out of order goes, which end it continues. Scores are in tenths (rules/words/page-weights.tsv). */
#define DECISIONS(X) X(boundary) X(subhead) X(caption) X(photo) X(byline) X(text) X(kicker) X(place) X(join)
enum decision_kind {
#define X(name) DECISION_##name,
	DECISIONS(X)
#undef X
};
struct spot { int line; str text; };                 /* of the page, 1, 2, …; 0: none */
struct decision {
	enum decision_kind kind;
	str verdict;                                     /* article, subhead, caption; joined, apart */
	struct spot at, to;                              /* what was decided about; the article or the end that it goes to */
	int score;
	LIST(struct cue_told { str name; int weight; }) cues;
	struct spot second; str second_verdict; int second_score; /* the runner-up; line 0: there was no other */
	bool ahead; int sum, second_sum;                 /* both with the best of what follows, where that was asked */
};
struct decisions { struct decision *v; int n, cap; };

/* As article_split, with the decisions in the order in which they were made. */
void article_explain(struct articles *, struct decisions *, const struct text *, str file, struct issue *, const struct rulebook *,
	struct matcher *, struct arena *, struct arena *tmp);

#endif
