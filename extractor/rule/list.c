/* list.c: TSV word lists, and the tables by code point that come from them. */
#include "rule/priv.h"

#include <stdlib.h>

static str list_name(str file) {
	for (size_t i = file.n; i-- > 0;)
		if (file.s[i] == '/' || file.s[i] == ':') {
			file = str_from(file, i + 1);
			break;
		}
	file.n -= 4; /* .tsv */
	return file;
}

static struct wordlist *list_named(struct loading *l, str name) {
	for (int i = 0; i < l->lists.n; i++)
		if (str_eq(l->lists.v[i].name, name)) return &l->lists.v[i];
	return NULL;
}

/* The list that a file fills: a new one, the emptied old one (a pack laid over), or the old one to add to (#+). */
static struct wordlist *list_open(struct loading *l, const struct pack_file *f) {
	str name = list_name(f->name);
	struct wordlist *w = list_named(l, name);
	if (!w) w = LIST_PUSH(&l->lists, l->mem);
	else if (str_starts(f->text, STR("#+"))) return w;
	*w = (struct wordlist){.name = name, .file = f->name};
	return w;
}

struct growing { struct word *v; int n, cap; };

static int check_utf8(struct loading *l, str file, str line, int no) {
	int col = 1;
	for (size_t i = 0; i < line.n; col++) {
		uint32_t c;
		int len = utf8_step((const unsigned char *)line.s + i, line.n - i, &c);
		if (len < 0) return err_at(l->err, "rule.list", file, no, col, "no UTF-8");
		i += (size_t)len;
	}
	return 0;
}

static int word_add(struct loading *l, struct growing *g, str file, str line, int no) {
	if (check_utf8(l, file, line, no)) return -1;
	if (g->n > 1000000) return err_at(l->err, "rule.list", file, no, 1, "more than 1000000 words");
	struct word *x = LIST_PUSH(g, l->mem);
	x->line = no;
	x->file = file;
	while (line.n || !x->ncol) {
		if (x->ncol == COLS_MAX) return err_at(l->err, "rule.list", file, no, 1, "more than %d columns", COLS_MAX);
		str col = str_trim(str_cut(&line, '\t'));
		x->col[x->ncol++] = col.n ? col : STR_NULL;
	}
	if (!x->col[0].s) return err_at(l->err, "rule.list", file, no, 1, "an empty word");
	x->own = x->col[0];
	if (x->col[0].n > 400) return err_at(l->err, "rule.list", file, no, 1, "a word of %zu bytes; at most 400", x->col[0].n);
	return 0;
}

static void also_add(struct loading *l, struct growing *g, struct word entry, str words) {
	while (words.n) {
		str one = str_trim(str_cut(&words, '|'));
		if (!one.n || str_eq(one, entry.col[0])) continue;
		struct word *x = LIST_PUSH(g, l->mem);
		*x = entry;
		x->own = one;
	}
}

static int directive(struct loading *l, struct wordlist *w, str file, str line, int no, uint8_t *also) {
	str word = str_cut(&line, ' ');
	if (str_is(word, "scan")) {
		w->scan = true;
		return 0;
	}
	if (!str_is(word, "also"))
		return err_at(l->err, "rule.list", file, no, 4, "unknown directive \"%.*s\"; there are scan, also and late", STR_ARG(word));
	while (line.n) {
		int64_t col;
		if (!str_int(str_cut(&line, ' '), &col) || col < 2 || col >= COLS_MAX)
			return err_at(l->err, "rule.list", file, no, 4, "also: wanted column numbers 2 to %d", COLS_MAX - 1);
		*also |= (uint8_t)(1u << (col - 1));
	}
	return 0;
}

int list_load(struct loading *l, const struct pack_file *f) {
	struct wordlist *w = list_open(l, f);
	struct growing g = {w->word, w->nword, w->nword};
	uint8_t also = 0;
	str rest = f->text;
	for (int no = 1; rest.n; no++) {
		str line = str_cut(&rest, '\n');
		if (line.n && line.s[line.n - 1] == '\r') line.n--;
		if (str_starts(line, STR("#: late"))) {
			w->late = rest;
			return 0;
		}
		if (str_starts(line, STR("#: "))) {
			if (directive(l, w, f->name, str_trim(str_from(line, 3)), no, &also)) return -1;
			continue;
		}
		if (!line.n || line.s[0] == '#') continue;
		if (word_add(l, &g, f->name, line, no)) return -1;
		struct word entry = g.v[g.n - 1];
		for (int c = 1; c < entry.ncol; c++)
			if (also & 1u << c) also_add(l, &g, entry, entry.col[c]);
	}
	w->word = g.v;
	w->nword = g.n;
	return 0;
}

/* U+XXXX, or the character itself. */
static bool one_character(str x, uint32_t *cp) {
	if (str_starts(x, STR("U+"))) {
		char *end;
		if (x.n < 3 || x.n > 8) return false;
		*cp = (uint32_t)strtoul(x.s + 2, &end, 16);
		return end == x.s + x.n && *cp;
	}
	return x.n && utf8_step((const unsigned char *)x.s, x.n, cp) == (int)x.n;
}

static int fold_from(struct loading *l, const char *name) {
	const struct wordlist *w = list_named(l, str_of(name));
	for (int i = 0; w && i < w->nword; i++) {
		uint32_t from, to;
		const struct word *x = &w->word[i];
		if (x->ncol < 2 || !one_character(x->col[0], &from) || !one_character(x->col[1], &to))
			return err_at(l->err, "rule.list", x->file, x->line, 1, "wanted two characters, each itself or as U+XXXX");
		if (from > 0x10FFFF || to > 0x10FFFF) return err_at(l->err, "rule.list", x->file, x->line, 1, "no character of Unicode");
		if (from < FOLD_MAX && to < FOLD_MAX) l->book->fold[from] = to; /* what lies beyond plane 2 is matched as it is */
	}
	return 0;
}

static int fold_table(struct loading *l) {
	struct rulebook *b = l->book;
	b->nfold = FOLD_MAX;
	b->fold = ARENA_NEW(l->mem, uint32_t, FOLD_MAX);
	for (uint32_t c = 0; c < FOLD_MAX; c++) b->fold[c] = c;
	for (uint32_t c = 0xFF01; c <= 0xFF5E; c++) b->fold[c] = c - 0xFEE0; /* Unicode: full-width forms of ! to ~ */
	if (fold_from(l, "fold") || fold_from(l, "traditional")) return -1;
	for (int pass = 0; pass < 2; pass++) /* a compatibility form may fold to a traditional character, that to a simplified one */
		for (uint32_t c = 0; c < FOLD_MAX; c++)
			if (b->fold[c] < FOLD_MAX) b->fold[c] = b->fold[b->fold[c]];
	return 0;
}

static void mark_range(struct rulebook *b, uint32_t from, uint32_t to, unsigned bits) {
	for (uint32_t c = from; c <= to && c < FOLD_MAX; c++) b->mark[c] |= (uint16_t)bits;
}

static unsigned mark_bit(str name) {
	static const char *const names[] = {
#define X(name) #name,
		MARKS(X)
#undef X
	};
	for (unsigned i = 0; i < NMARK; i++)
		if (str_is(name, names[i])) return 1u << i;
	return 0;
}

static int mark_table(struct loading *l) {
	struct rulebook *b = l->book;
	b->mark = ARENA_NEW(l->mem, uint16_t, FOLD_MAX);
	mark_range(b, 0x3007, 0x3007, MARK_han);
	mark_range(b, 0x3400, 0x4DBF, MARK_han);
	mark_range(b, 0x4E00, 0x9FFF, MARK_han);
	mark_range(b, 0x20000, FOLD_MAX - 1, MARK_han);
	mark_range(b, '0', '9', MARK_digit);
	mark_range(b, 'A', 'Z', MARK_latin);
	mark_range(b, 'a', 'z', MARK_latin);
	b->mark['\n'] |= MARK_clause | MARK_end;
	const struct wordlist *w = list_named(l, STR("marks"));
	for (int i = 0; w && i < w->nword; i++) {
		uint32_t c;
		str rest = w->word[i].col[1];
		if (!one_character(w->word[i].col[0], &c) || c >= FOLD_MAX)
			return err_at(l->err, "rule.list", w->word[i].file, w->word[i].line, 1, "wanted one character");
		while (rest.n) {
			str name = str_cut(&rest, ' ');
			if (!mark_bit(name))
				return err_at(l->err, "rule.list", w->word[i].file, w->word[i].line, 2, "unknown class \"%.*s\"", STR_ARG(name));
			b->mark[b->fold[c]] |= (uint16_t)mark_bit(name);
		}
	}
	return 0;
}

static int numeral_class(str name) {
	static const char *const names[] = {"", "digit", "zero", "unit", "scale"};
	for (int i = 1; i < (int)COUNT(names); i++)
		if (str_is(name, names[i])) return i;
	return 0;
}

static int numeral_table(struct loading *l) {
	struct rulebook *b = l->book;
	b->numeral = ARENA_NEW(l->mem, uint8_t, FOLD_MAX);
	const struct wordlist *w = list_named(l, STR("numerals"));
	for (int i = 0; w && i < w->nword; i++) {
		uint32_t c;
		int64_t value;
		int class = numeral_class(w->word[i].col[1]);
		if (!one_character(w->word[i].col[0], &c) || c >= FOLD_MAX || !class || !str_int(w->word[i].col[2], &value) || value < 0 || value > 31)
			return err_at(l->err, "rule.list", w->word[i].file, w->word[i].line, 1,
				"wanted one character, its class (digit, zero, unit, scale) and a value up to 31");
		b->mark[c] |= MARK_numeral;
		b->numeral[c] = (uint8_t)(class << 5 | (int)value);
	}
	return 0;
}

static int by_text(const void *a, const void *b) {
	const struct word *x = a, *y = b;
	int c = ustr_cmp(&x->text, &y->text);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static void list_tries(struct loading *l, struct wordlist *w) {
	size_t characters = 0;
	for (int i = 0; i < w->nword; i++) characters += w->word[i].text.n;
	trie_make(&w->starts, (size_t)w->nword, characters, l->mem);
	trie_make(&w->ends, (size_t)w->nword, characters, l->mem);
	for (int i = 0; i < w->nword; i++) {
		if (!w->word[i].text.n) continue; /* a table of characters */
		trie_add(&w->starts, w->word[i].text, false, i);
		trie_add(&w->ends, w->word[i].text, true, i);
	}
}

/* The built-in one of two was there first. */
static int said_twice(struct loading *l, const struct word *first, const struct word *again) {
	bool turned = str_starts(again->file, STR("builtin:")) && !str_starts(first->file, STR("builtin:"));
	const struct word *a = turned ? again : first, *b = turned ? first : again;
	return err_at(l->err, "rule.list", b->file, b->line, 1, "\"%.*s\" stands in %.*s:%d already", STR_ARG(b->own), STR_ARG(a->file), a->line);
}

static int list_sort(struct loading *l, struct wordlist *w) {
	bool characters = str_is(w->name, "fold") || str_is(w->name, "traditional");
	for (int i = 0; i < w->nword && !characters; i++) {
		struct word *x = &w->word[i];
		x->text = arena_ustr(l->mem, x->own);
		for (size_t c = 0; c < x->text.n; c++) ((uint32_t *)x->text.s)[c] = rule_fold(l->book, x->text.s[c]);
		if (x->text.n > w->longest) w->longest = (uint32_t)x->text.n;
	}
	if (w->nword && !characters) qsort(w->word, (size_t)w->nword, sizeof *w->word, by_text);
	list_tries(l, w);
	if (characters) return 0;
	for (int i = 1; i < w->nword; i++)
		if (ustr_eq(w->word[i - 1].text, w->word[i].text))
			return said_twice(l, &w->word[i - 1], &w->word[i]);
	return 0;
}

static int by_name(const void *a, const void *b) {
	const struct wordlist *x = a, *y = b;
	size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
	int c = memcmp(x->name.s, y->name.s, n);
	return c ? c : (x->name.n > y->name.n) - (x->name.n < y->name.n);
}

/* Where a name's place stands in by_name, or would: asked often, so some characters must do. */
static uint32_t name_slot(const struct rulebook *b, str name) {
	uint32_t i = (uint32_t)name.n * 37;
	if (name.n) i += (uint32_t)name.s[0] * 5 + (uint32_t)name.s[name.n / 2] * 11 + (uint32_t)name.s[name.n - 1] * 101;
	for (i %= COUNT(b->by_name); b->by_name[i] && !str_eq(b->list[b->by_name[i] - 1].name, name);) i = (i + 1) % COUNT(b->by_name);
	return i;
}

static int lists_by_name(struct loading *l) {
	struct rulebook *b = l->book;
	if (b->nlist > LISTS_MAX) return err_at(l->err, "rule.many", b->list[LISTS_MAX].file, 1, 1, "more than %d word lists", LISTS_MAX);
	for (int i = 0; i < b->nlist; i++) b->by_name[name_slot(b, b->list[i].name)] = (int16_t)(i + 1);
	return 0;
}

int list_finish(struct loading *l) {
	if (l->lists.n) qsort(l->lists.v, (size_t)l->lists.n, sizeof *l->lists.v, by_name);
	if (fold_table(l) || mark_table(l) || numeral_table(l)) return -1;
	for (int i = 0; i < l->lists.n; i++)
		if (list_sort(l, &l->lists.v[i])) return -1;
	l->book->list = l->lists.v;
	l->book->nlist = l->lists.n;
	return lists_by_name(l);
}

/* ---- look-up ------------------------------------------------------------------ */

const struct wordlist *rule_list(const struct rulebook *b, const char *name) {
	int at = b->by_name[name_slot(b, str_of(name))];
	return at ? &b->list[at - 1] : NULL;
}

int wordlist_find(const struct wordlist *w, ustr text) {
	if (!w || !text.n) return -1;
	const struct trie *t = &w->starts;
	const struct edge *e = NULL;
	if (text.n == 1 ? trie_one(t, text.s[0]) : trie_pair(t, text.s[0], text.s[1]))
		e = trie_edge(t, text.n == 1 ? edge_one(text.s[0]) : edge_pair(text.s[0], text.s[1]));
	for (size_t i = 2; e && i < text.n; i++) e = e->to ? trie_edge(t, edge_next(e->to, text.s[i])) : NULL;
	return e ? e->word : -1;
}

/* Length of the longest word that is read from s on, of at most n characters; what the two bits say is asked before. */
static uint32_t longest(const struct trie *t, const uint32_t *s, ptrdiff_t step, size_t n, bool pair, int *index) {
	const struct edge *e = trie_edge(t, edge_one(*s));
	uint32_t best = 0;
	if (e) best = 1, *index = e->word;
	e = pair ? trie_edge(t, edge_pair(*s, s[step])) : NULL;
	for (uint32_t k = 2; e; k++) {
		if (e->word >= 0) best = k, *index = e->word;
		if (!e->to || k == n) break;
		e = trie_edge(t, edge_next(e->to, s[step * (ptrdiff_t)k]));
	}
	return best;
}

uint32_t wordlist_longest_at(const struct wordlist *w, const uint32_t *s, size_t n, int *index) {
	bool pair = n > 1 && trie_pair(&w->starts, s[0], s[1]);
	return pair || trie_one(&w->starts, s[0]) ? longest(&w->starts, s, 1, n, pair, index) : 0;
}

uint32_t wordlist_longest_before(const struct wordlist *w, const uint32_t *s, size_t end, int *index) {
	bool pair = end > 1 && trie_pair(&w->ends, s[end - 1], s[end - 2]);
	return pair || trie_one(&w->ends, s[end - 1]) ? longest(&w->ends, s + end - 1, -1, end, pair, index) : 0;
}
