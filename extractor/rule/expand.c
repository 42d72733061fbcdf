/* expand.c: a pattern as written -> a plain PCRE2 pattern. */
#include "rule/priv.h"

#include <stdlib.h>

enum { DEPTH = 8, LONGEST = 8 << 20 }; /* fragments inside fragments; bytes of what comes out */

/* What [{name}] stands for: written ranges, since \p{Han} also takes 、。《 and engines disagree on \d and \w. */
static const struct { const char *name, *ranges; } sets[] = {
	{"han", "\\x{3007}\\x{3400}-\\x{4DBF}\\x{4E00}-\\x{9FFF}\\x{20000}-\\x{323AF}"},
	{"digit", "0-9"}, /* full-width ones are folded */
	{"latin", "A-Za-z"},
};

struct expanding { struct loading *l; const struct rule *r; struct buf *out; };

static int complain(const struct expanding *x, const char *what, str name) {
	return err_at(x->l->err, "rule.pattern", x->r->file, x->r->line, x->r->col, "rule %.*s: %s%s%.*s%s", STR_ARG(x->r->id), what,
		name.n ? " {" : "", STR_ARG(name), name.n ? "}" : "");
}

/* What means nothing else in a pattern stands for itself. */
static void put_character(struct buf *out, uint32_t c) {
	char utf8[4];
	if (c < 0x80) buf_print(out, "\\x{%X}", c);
	else buf_put(out, utf8, (size_t)utf8_encode(c, utf8));
}

static int put_set(const struct expanding *x, str name) {
	for (size_t i = 0; i < COUNT(sets); i++)
		if (str_is(name, sets[i].name)) {
			buf_str(x->out, str_of(sets[i].ranges));
			return 0;
		}
	if (!str_is(name, "cn")) return complain(x, "no such set", name);
	const struct wordlist *w = rule_list(x->l->book, "numerals");
	for (int i = 0; w && i < w->nword; i++)
		if (w->word[i].text.n == 1) put_character(x->out, w->word[i].text.s[0]);
	return 0;
}

/* Words in the order in which a pattern tries them: as in the file (the frequent ones stand first there), but a word before its own
 * beginnings. */
struct ordered { const struct word *word; int root; }; /* root: line of the shortest word that this one starts with */

static int as_tried(const void *a, const void *b) {
	const struct ordered *x = a, *y = b;
	size_t nx = x->word->text.n, ny = y->word->text.n;
	if (x->root != y->root) return x->root < y->root ? -1 : 1;
	if (nx != ny) return nx > ny ? -1 : 1;
	return ustr_cmp(&x->word->text, &y->word->text);
}

static int longer_first(const void *a, const void *b) {
	size_t nx = ((const struct ordered *)a)->word->text.n, ny = ((const struct ordered *)b)->word->text.n;
	return nx != ny ? (nx > ny ? -1 : 1) : as_tried(a, b);
}

static const struct wordlist *list_named(const struct expanding *x, str name) {
	char z[64];
	snprintf(z, sizeof z, "%.*s", STR_ARG(name));
	const struct wordlist *w = rule_list(x->l->book, z);
	if (w && w->nword) return w;
	complain(x, "no such word list", name);
	return NULL;
}

static struct ordered *in_order(const struct expanding *x, const struct wordlist *w, int (*order)(const void *, const void *)) {
	struct ordered *all = ARENA_NEW(x->l->mem, struct ordered, w->nword);
	for (int i = 0; i < w->nword; i++) {
		ustr head = w->word[i].text;
		all[i] = (struct ordered){&w->word[i], w->word[i].line};
		for (head.n = w->word[i].text.n - 1; head.n; head.n--) {
			int shorter = wordlist_find(w, head);
			if (shorter >= 0) all[i].root = w->word[shorter].line;
		}
	}
	qsort(all, (size_t)w->nword, sizeof *all, order);
	return all;
}

static void put_word(const struct expanding *x, ustr word) {
	for (size_t k = 0; k < word.n; k++) put_character(x->out, word.s[k]);
}

/* One of the characters at an end of words [from, to): the first, or the last. */
static void put_edges(const struct expanding *x, const struct ordered *order, int from, int to, bool last) {
	buf_char(x->out, '[');
	for (int i = from; i < to; i++) put_character(x->out, order[i].word->text.s[last ? order[i].word->text.n - 1 : 0]);
	buf_char(x->out, ']');
}

/* Alternatives are tried one after the other, a class is one test: a long list goes by handfuls, each behind a look at the first character. */
static int put_list(const struct expanding *x, str name) {
	enum { HANDFUL = 8 };
	const struct wordlist *w = list_named(x, name);
	if (!w) return -1;
	const struct ordered *order = in_order(x, w, as_tried);
	buf_str(x->out, STR("(?:"));
	for (int i = 0; i < w->nword; i++) {
		bool starts = w->nword > HANDFUL && i % HANDFUL == 0;
		if (i) buf_str(x->out, starts ? STR(")|") : STR("|"));
		if (starts) {
			buf_str(x->out, STR("(?="));
			put_edges(x, order, i, i + HANDFUL < w->nword ? i + HANDFUL : w->nword, false);
			buf_str(x->out, STR(")(?:"));
		}
		put_word(x, order[i].word->text);
	}
	buf_str(x->out, w->nword > HANDFUL ? STR("))") : STR(")"));
	return 0;
}

/* The words of one length, from order[from] on; where they end. */
static int put_length(const struct expanding *x, const struct ordered *order, int from, int n, str group) {
	int to = from;
	while (to < n && order[to].word->text.n == order[from].word->text.n) to++;
	buf_str(x->out, STR("(?<="));
	put_edges(x, order, from, to, true);
	buf_print(x->out, ")(?<=(?<%.*s>", STR_ARG(group));
	for (int i = from; i < to; i++) {
		if (i > from) buf_char(x->out, '|');
		put_word(x, order[i].word->text);
	}
	buf_str(x->out, STR("))"));
	return to;
}

/* group<@list: one lookbehind for each length of word, longest first, since PCRE2 wants them of one length each; behind one for
 * the last character, at which most places fail. */
static int put_behind(const struct expanding *x, str name) {
	str group = str_cut(&name, '<');
	const struct wordlist *w = list_named(x, str_from(name, 1));
	if (!w) return -1;
	const struct ordered *order = in_order(x, w, longer_first);
	buf_str(x->out, STR("(?<="));
	put_edges(x, order, 0, w->nword, true);
	buf_str(x->out, STR(")(?|")); /* one group, however often it is written: each one costs with every match */
	for (int i = 0; i < w->nword;) {
		if (i) buf_char(x->out, '|');
		i = put_length(x, order, i, w->nword, group);
	}
	buf_char(x->out, ')');
	return 0;
}

static int expand_text(const struct expanding *x, str text, int depth);

static int put_name(const struct expanding *x, str name, bool in_class, int depth) {
	if (in_class) return put_set(x, name);
	if (name.s[0] == '@') return put_list(x, str_from(name, 1));
	if (memchr(name.s, '<', name.n)) return put_behind(x, name);
	for (int i = 0; i < x->l->fragments.n; i++)
		if (str_eq(x->l->fragments.v[i].name, name)) {
			if (depth == DEPTH) return complain(x, "fragments nested too deep at", name);
			buf_str(x->out, STR("(?:"));
			int bad = expand_text(x, x->l->fragments.v[i].text, depth + 1);
			buf_char(x->out, ')');
			return bad;
		}
	return complain(x, "no such fragment", name);
}

/* {name} or {@name}: a quantifier {2,3} starts with a digit or a comma. */
static bool is_name(str at, str *name) {
	if (at.n < 3 || !((at.s[1] >= 'a' && at.s[1] <= 'z') || at.s[1] == '@')) return false;
	str rest = str_from(at, 1);
	*name = str_cut(&rest, '}');
	return name->n + 2 <= at.n;
}

static int expand_text(const struct expanding *x, str text, int depth) {
	bool in_class = false;
	while (text.n) {
		char c = text.s[0];
		str name;
		if (c == '\\' && text.n > 1) {
			if (strchr("pPwWdDsSbBhHvVNRX", text.s[1]))
				return complain(x, "\\p \\w \\d \\s \\b and their like are refused: engines disagree on them; use [{han}], [{digit}], [{latin}]", STR(""));
			buf_put(x->out, text.s, 2);
			text = str_from(text, 2);
			continue;
		}
		if (c == '{' && is_name(text, &name)) {
			if (x->out->n > LONGEST) return complain(x, "the pattern becomes too long at", name);
			if (put_name(x, name, in_class, depth)) return -1;
			text = str_from(text, name.n + 2);
			continue;
		}
		if (c == '[') in_class = true;
		if (c == ']') in_class = false;
		buf_char(x->out, c);
		text = str_from(text, 1);
	}
	return 0;
}

int expand(struct loading *l, const struct rule *r, struct buf *out) {
	struct expanding x = {l, r, out};
	return expand_text(&x, r->pattern, 0);
}
