/* lines.c: a page's text -> lines -> units. Blank lines separate blocks; a page whose lines were all cut at one
 * width gets its paragraphs back. */
#include "article/priv.h"

/* In half characters: what hangs in the margin, and what the first line of a paragraph is shorter by where its indent is lost. */
enum { WIDTH_MIN = 16, WIDTH_MAX = 160, WRAP_LINES = 6, SLACK = 4, HANGS = 4, INDENT = 4 };

static bool blank(const struct page *p, uint32_t i) { return page_mark(p, i) & MARK_space; }

/* Halves of a Chinese character's width. */
static uint32_t cells(const struct page *p, uint32_t from, uint32_t to) {
	uint32_t n = 0;
	for (uint32_t i = from; i < to; i++) n += p->t->cp[i] < 0x80 ? 1 : 2;
	return n;
}

static void line_add(struct page *p, uint32_t from, uint32_t to, int gap, int row) {
	uint32_t at = from, end = to;
	while (at < end && blank(p, at)) at++;
	while (end > at && blank(p, end - 1)) end--;
	bool wide = at > from && p->t->cp[from] == 0x3000;
	*LIST_PUSH(&p->lines, p->tmp) = (struct line){
		.at = {at, end}, .length = to - from > WIDTH_MAX ? to - from : cells(p, from, to), .gap = gap, .row = row, .indent = wide || at - from >= 2};
}

/* At most so many lines that are not blank. */
static int lines_most(const uint32_t *cp, uint32_t n) {
	int lines = 0;
	for (uint32_t i = 0; i < n; i++) lines += cp[i] != '\n' && (!i || cp[i - 1] == '\n');
	return lines;
}

void page_lines(struct page *p) {
	const uint32_t *cp = p->t->cp;
	uint32_t n = (uint32_t)p->t->n;
	int gap = 1, row = 1;
	LIST_ROOM(&p->lines, lines_most(cp, n), p->tmp);
	for (uint32_t from = 0, i = 0; from < n; from = i + 1, row++) {
		uint32_t ink = from;
		while (ink < n && cp[ink] != '\n' && blank(p, ink)) ink++;
		for (i = ink; i < n && cp[i] != '\n';) i++;
		if (i == ink) {
			gap++;
			continue;
		}
		line_add(p, from, i, gap, row);
		gap = 0;
	}
}

/* The length that most lines have where about as long ones are the most; what is longer by little hangs in the margin. */
static uint32_t usual_length(const int count[WIDTH_MAX + 1], int *best) {
	uint32_t top = 0, width = 0;
	*best = 0;
	for (uint32_t w = WIDTH_MIN; w <= WIDTH_MAX; w++) {
		int near = 0;
		for (uint32_t k = 0; k <= SLACK; k++) near += count[w - k];
		if (near > *best) *best = near, top = w;
	}
	for (uint32_t w = top; top && w + SLACK >= top; w--)
		if (count[w] > count[width] || !width) width = w;
	return width;
}

/* The width at which the page's lines were cut; 0: they were not. Most lines that have one below reach it, few pass it,
 * and few of these end a sentence. */
static uint32_t wrap_width(const struct page *p) {
	int count[WIDTH_MAX + 1] = {0}, n = p->lines.n, longer = 0, stops = 0, best;
	for (int i = 0; i + 1 < n; i++)
		if (p->lines.v[i].length <= WIDTH_MAX && !p->lines.v[i + 1].gap) count[p->lines.v[i].length]++;
	uint32_t width = usual_length(count, &best);
	for (int i = 0; i < n; i++) {
		const struct line *l = &p->lines.v[i];
		longer += l->length > width + HANGS;
		stops += l->length <= width + HANGS && l->length + SLACK >= width && page_mark(p, l->at.end - 1) & MARK_end;
	}
	return best >= WRAP_LINES && best * 5 >= n * 2 && longer * 5 <= n && stops * 3 <= best ? width : 0;
}

static bool unbroken(const struct page *p, uint32_t i) { return page_mark(p, i) & (MARK_digit | MARK_latin) || p->t->fold[i] == '.' || p->t->fold[i] == '%'; }

/* The width of what the line starts with that stays together: a number, a word, a character with the marks around it. */
static uint32_t token_width(const struct page *p, const struct line *l) {
	uint32_t i = l->at.at;
	while (i < l->at.end && page_mark(p, i) & MARK_open && !(page_mark(p, i) & MARK_close)) i++;
	if (i < l->at.end && unbroken(p, i)) while (i < l->at.end && unbroken(p, i)) i++;
	else if (i < l->at.end) i++;
	while (i < l->at.end && page_mark(p, i) & (MARK_end | MARK_comma | MARK_list | MARK_close) && !(page_mark(p, i) & MARK_open)) i++;
	return cells(p, l->at.at, i);
}

/* No mark of a list or byline. */
static bool text_may_start(const struct page *p, uint32_t i) { return page_mark(p, i) || p->t->fold[i] < 0x2500 || p->t->fold[i] > 0x27BF; }

/* Does line b go on with the paragraph that line a belongs to? What it starts with would not have stood on line a (its first). */
static bool wraps(const struct page *p, const struct line *a, const struct line *b, uint32_t width, bool first) {
	if (b->gap || b->indent || a->length > width + HANGS || !text_may_start(p, b->at.at)) return false;
	return a->length + token_width(p, b) + (first && !a->indent ? INDENT : 0) > width;
}

static void wrap(struct page *p, uint32_t width) {
	for (int i = 1; i < p->lines.n; i++) {
		struct line *l = &p->lines.v[i];
		l->wrapped = wraps(p, l - 1, l, width, !l[-1].wrapped);
	}
}

static void put_break(struct text *t) {
	t->cp[t->n] = t->fold[t->n] = '\n';
	if (t->byte) t->byte[t->n] = 0, t->width[t->n] = 0;
	t->n++;
}

/* The page with its wrapped lines put together, so that a paragraph is one stretch of characters. */
static void flatten(struct page *p) {
	const struct text *from = p->t;
	struct text *t = &p->flat;
	size_t n = from->n + 1;
	*t = *from;
	t->n = 0;
	t->cp = ARENA_ROOM(p->tmp, uint32_t, n), t->fold = ARENA_ROOM(p->tmp, uint32_t, n);
	if (from->byte) t->byte = ARENA_ROOM(p->tmp, uint32_t, n), t->width = ARENA_ROOM(p->tmp, uint8_t, n);
	for (int i = 0; i < p->lines.n; i++) {
		struct line *l = &p->lines.v[i];
		if (i && !l->wrapped) put_break(t);
		size_t m = span_len(l->at);
		memcpy(t->cp + t->n, from->cp + l->at.at, m * sizeof *t->cp);
		memcpy(t->fold + t->n, from->fold + l->at.at, m * sizeof *t->fold);
		if (t->byte) memcpy(t->byte + t->n, from->byte + l->at.at, m * sizeof *t->byte);
		if (t->byte) memcpy(t->width + t->n, from->width + l->at.at, m * sizeof *t->width);
		l->at = (span){(uint32_t)t->n, (uint32_t)(t->n + m)};
		t->n += m;
	}
	p->t = t;
}

static void unit_add(struct page *p, int line, int nline, int block) {
	const struct line *a = &p->lines.v[line], *b = a + nline - 1;
	span text = {a->at.at, b->at.end};
	*LIST_PUSH(&p->units, p->tmp) = (struct unit){
		.line = line, .nline = nline, .block = block, .gap = a->gap, .text = text, .body = text, .draft = -1, .next = -1};
}

/* The blank lines that most often stand between two blocks. */
static int usual_gap(const struct page *p) {
	int count[8] = {0}, best = 1;
	for (int i = 1; i < p->lines.n; i++)
		if (p->lines.v[i].gap < 8) count[p->lines.v[i].gap]++;
	for (int g = 2; g < 8; g++)
		if (count[g] > count[best]) best = g;
	return best;
}

void page_units(struct page *p) {
	uint32_t width = wrap_width(p);
	int block = 0;
	if (width) wrap(p, width), flatten(p);
	p->usual_gap = usual_gap(p);
	LIST_ROOM(&p->units, p->lines.n, p->tmp);
	for (int i = 0, n; i < p->lines.n; i += n) {
		for (n = 1; i + n < p->lines.n && p->lines.v[i + n].wrapped; n++) continue;
		if (p->lines.v[i].gap) block++;
		unit_add(p, i, n, block);
	}
}
