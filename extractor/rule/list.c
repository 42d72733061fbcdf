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

static int word_add(struct loading *l, struct growing *g, const struct wordlist *w, str line, int no) {
	if (g->n > 1000000) return err_at(l->err, "rule.list", w->file, no, 1, "more than 1000000 words");
	struct word *x = LIST_PUSH(g, l->mem);
	x->line = no;
	while (line.n || !x->ncol) {
		if (x->ncol == COLS_MAX) return err_at(l->err, "rule.list", w->file, no, 1, "more than %d columns", COLS_MAX);
		str col = str_trim(str_cut(&line, '\t'));
		x->col[x->ncol++] = col.n ? col : STR_NULL;
	}
	if (!x->col[0].s) return err_at(l->err, "rule.list", w->file, no, 1, "an empty word");
	x->own = x->col[0];
	if (x->col[0].n > 400) return err_at(l->err, "rule.list", w->file, no, 1, "a word of %zu bytes; at most 400", x->col[0].n);
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

static int directive(struct loading *l, struct wordlist *w, str line, int no, uint8_t *also) {
	str word = str_cut(&line, ' ');
	if (str_is(word, "scan")) {
		w->scan = true;
		return 0;
	}
	if (!str_is(word, "also"))
		return err_at(l->err, "rule.list", w->file, no, 4, "unknown directive \"%.*s\"; there are scan and also", STR_ARG(word));
	while (line.n) {
		int64_t col;
		if (!str_int(str_cut(&line, ' '), &col) || col < 2 || col >= COLS_MAX)
			return err_at(l->err, "rule.list", w->file, no, 4, "also: wanted column numbers 2 to %d", COLS_MAX - 1);
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
		if (str_starts(line, STR("#: "))) {
			if (directive(l, w, str_trim(str_from(line, 3)), no, &also)) return -1;
			continue;
		}
		if (!line.n || line.s[0] == '#') continue;
		if (word_add(l, &g, w, line, no)) return -1;
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
		*cp = (uint32_t)strtoul(x.s + 2, &end, 16);
		return end == x.s + x.n;
	}
	return x.n && utf8_step((const unsigned char *)x.s, x.n, cp) == (int)x.n;
}

static int fold_from(struct loading *l, const char *name) {
	const struct wordlist *w = list_named(l, str_of(name));
	for (int i = 0; w && i < w->nword; i++) {
		uint32_t from, to;
		const struct word *x = &w->word[i];
		if (x->ncol < 2 || !one_character(x->col[0], &from) || !one_character(x->col[1], &to))
			return err_at(l->err, "rule.list", w->file, x->line, 1, "wanted two characters, each itself or as U+XXXX");
		if (from < FOLD_MAX) l->book->fold[from] = to;
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
			return err_at(l->err, "rule.list", w->file, w->word[i].line, 1, "wanted one character");
		while (rest.n) {
			str name = str_cut(&rest, ' ');
			if (!mark_bit(name))
				return err_at(l->err, "rule.list", w->file, w->word[i].line, 2, "unknown class \"%.*s\"", STR_ARG(name));
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
			return err_at(l->err, "rule.list", w->file, w->word[i].line, 1,
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

/* ---- sieves: a superset of what words start and end with ---------------------------- */

static uint32_t pair_bit(const struct sieve *f, uint32_t a, uint32_t b) { return (a * 0x9E3779B1u + b * 0x85EBCA6Bu) >> f->shift; }

static void sieve_make(struct sieve *f, int nword, struct arena *mem) {
	uint32_t bits = 8; /* 16 to 32 bits a word */
	while (bits < 24 && (1u << bits) < (uint32_t)nword * 16) bits++;
	f->shift = 32 - bits;
	f->pair = ARENA_NEW(mem, uint64_t, (1u << bits) / 64);
}

static void sieve_add(struct sieve *f, const uint32_t *two, size_t n, uint32_t edge) {
	if (n == 1) {
		f->one[edge % 1024 / 64] |= UINT64_C(1) << edge % 64;
		return;
	}
	uint32_t bit = pair_bit(f, two[0], two[1]);
	f->pair[bit / 64] |= UINT64_C(1) << bit % 64;
}

static bool sieve_one(const struct sieve *f, uint32_t c) { return f->one[c % 1024 / 64] >> c % 64 & 1; }

static bool sieve_pair(const struct sieve *f, const uint32_t *two) {
	uint32_t bit = pair_bit(f, two[0], two[1]);
	return f->pair && f->pair[bit / 64] >> bit % 64 & 1;
}

static void list_sieves(struct loading *l, struct wordlist *w) {
	sieve_make(&w->starts, w->nword, l->mem);
	sieve_make(&w->ends, w->nword, l->mem);
	for (int i = 0; i < w->nword; i++) {
		ustr t = w->word[i].text;
		sieve_add(&w->starts, t.s, t.n, t.s[0]);
		sieve_add(&w->ends, t.n > 1 ? t.s + t.n - 2 : t.s, t.n, t.s[t.n - 1]);
	}
}

static void list_index(struct loading *l, struct wordlist *w) {
	enum { LARGE = 256 }; /* for fewer words bisection is as fast, and the table's 256 KiB are not worth it */
	if (w->nword < LARGE) return;
	w->begin = ARENA_ROOM(l->mem, uint32_t, FIRST_MAX + 1);
	uint32_t c = 0;
	for (int i = 0; i < w->nword; i++) {
		uint32_t first = w->word[i].text.s[0];
		for (; c <= first && c <= FIRST_MAX; c++) w->begin[c] = (uint32_t)i;
	}
	for (; c <= FIRST_MAX; c++) w->begin[c] = (uint32_t)w->nword;
}

static int list_sort(struct loading *l, struct wordlist *w) {
	bool characters = str_is(w->name, "fold") || str_is(w->name, "traditional");
	for (int i = 0; i < w->nword && !characters; i++) {
		struct word *x = &w->word[i];
		x->text = arena_ustr(l->mem, x->own);
		for (size_t c = 0; c < x->text.n; c++) ((uint32_t *)x->text.s)[c] = rule_fold(l->book, x->text.s[c]);
		if (x->text.n > w->longest) w->longest = (uint32_t)x->text.n;
	}
	if (characters) return 0;
	if (w->nword) qsort(w->word, (size_t)w->nword, sizeof *w->word, by_text);
	list_sieves(l, w);
	for (int i = 1; i < w->nword; i++)
		if (ustr_eq(w->word[i - 1].text, w->word[i].text))
			return err_at(l->err, "rule.list", w->file, w->word[i].line, 1, "\"%.*s\" stands in line %d already",
				STR_ARG(arena_utf8(l->mem, w->word[i].text)), w->word[i - 1].line);
	list_index(l, w);
	return 0;
}

static int by_name(const void *a, const void *b) {
	const struct wordlist *x = a, *y = b;
	size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
	int c = memcmp(x->name.s, y->name.s, n);
	return c ? c : (x->name.n > y->name.n) - (x->name.n < y->name.n);
}

int list_finish(struct loading *l) {
	if (l->lists.n) qsort(l->lists.v, (size_t)l->lists.n, sizeof *l->lists.v, by_name);
	if (fold_table(l) || mark_table(l) || numeral_table(l)) return -1;
	for (int i = 0; i < l->lists.n; i++)
		if (list_sort(l, &l->lists.v[i])) return -1;
	l->book->list = l->lists.v;
	l->book->nlist = l->lists.n;
	return 0;
}

/* ---- look-up ------------------------------------------------------------------ */

const struct wordlist *rule_list(const struct rulebook *b, const char *name) {
	struct wordlist key = {.name = str_of(name)};
	return b->nlist ? bsearch(&key, b->list, (size_t)b->nlist, sizeof *b->list, by_name) : NULL;
}

/* The words that start with c: [*lo, *hi). */
static void starting(const struct wordlist *w, uint32_t c, int *lo, int *hi) {
	bool known = w->begin && c < FIRST_MAX;
	*lo = known ? (int)w->begin[c] : 0;
	*hi = known ? (int)w->begin[c + 1] : w->nword;
}

int wordlist_find(const struct wordlist *w, ustr text) {
	int lo, hi;
	if (!w || !text.n) return -1;
	starting(w, text.s[0], &lo, &hi);
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2, c = ustr_cmp(&w->word[mid].text, &text);
		if (c == 0) return mid;
		if (c < 0) lo = mid + 1;
		else hi = mid;
	}
	return -1;
}

/* Narrows the sorted words by one character at a time; remembers the last place where a word ended. */
uint32_t wordlist_at(const struct wordlist *w, const uint32_t *s, size_t n, int *index) {
	int lo, hi;
	uint32_t best = 0;
	if (!w || !n || !(sieve_one(&w->starts, s[0]) || (n > 1 && sieve_pair(&w->starts, s)))) return 0;
	starting(w, s[0], &lo, &hi);
	bool known = w->begin && s[0] < FIRST_MAX; /* all in [lo, hi) start with s[0] */
	if (known && lo < hi && w->word[lo].text.n == 1) best = 1, *index = lo;
	for (uint32_t k = known; k < n && lo < hi; k++) {
		int a = lo, b = hi;
		while (a < b) { /* first word with character k >= s[k] */
			int mid = a + (b - a) / 2;
			const ustr *t = &w->word[mid].text;
			if (t->n <= k || t->s[k] < s[k]) a = mid + 1;
			else b = mid;
		}
		lo = a, b = hi;
		while (a < b) { /* first word with character k > s[k] */
			int mid = a + (b - a) / 2;
			if (w->word[mid].text.s[k] > s[k]) b = mid;
			else a = mid + 1;
		}
		hi = a;
		if (lo < hi && w->word[lo].text.n == k + 1) best = k + 1, *index = lo;
	}
	return best;
}

uint32_t wordlist_before(const struct wordlist *w, const uint32_t *s, size_t end, int *index) {
	if (!w || !end || !w->nword) return 0;
	bool one = sieve_one(&w->ends, s[end - 1]), pair = end > 1 && sieve_pair(&w->ends, s + end - 2);
	if (!one && !pair) return 0;
	for (uint32_t k = pair ? (w->longest < end ? w->longest : (uint32_t)end) : 1; k; k--) {
		const uint32_t *from = s + end - k;
		if (k > 1 && !sieve_pair(&w->starts, from)) continue;
		int i = wordlist_find(w, (ustr){from, k});
		if (i >= 0) {
			*index = i;
			return k;
		}
	}
	return 0;
}
