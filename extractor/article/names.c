/* names.c: "本报记者 周礼 通讯员 徐 畅" -> two names. Role words and separators are skipped, single characters with a
 * space between are put together, and anything that is not then a name makes the whole stretch none. */
#include "article/priv.h"

enum { TOKENS_MAX = 24, HAN_MAX = 15 };

struct token { span at; bool glued; }; /* glued: nothing but spaces between it and the token before */
struct tokens { struct token v[TOKENS_MAX]; int n; };

static bool name_char(const struct page *p, uint32_t i) { return page_mark(p, i) & MARK_han || p->t->fold[i] == 0xB7; }

static bool separator(uint32_t folded) { return folded == 0x3001 || (folded < 0x80 && strchr(" ,/:|", (int)folded)); }

/* The end of the run of name characters from i, or the place where a role word stands in it. */
static uint32_t run_end(const struct page *p, uint32_t i, uint32_t end) {
	uint32_t from = i;
	for (; i < end && name_char(p, i); i++)
		if (i > from && page_word(p, p->look->roles, (span){i, end})) break;
	return i;
}

static bool tokens_cut(const struct page *p, span at, struct tokens *out) {
	bool after_role = false, glued = false;
	for (uint32_t i = at.at; i < at.end;) {
		uint32_t role = page_word(p, p->look->roles, (span){i, at.end});
		if (role) {
			i += role, after_role = true, glued = false;
			continue;
		}
		if (!name_char(p, i)) {
			if (!separator(p->t->fold[i]) || (p->t->fold[i] == ':' && !after_role)) return false;
			if (p->t->fold[i] != ' ') glued = false;
			i++;
			continue;
		}
		uint32_t end = run_end(p, i, at.end);
		/* what stands right before a role word is whom they work for, unless a role word opened it */
		bool house = end < at.end && name_char(p, end) && !after_role;
		if (!house) {
			if (out->n == TOKENS_MAX) return false;
			out->v[out->n++] = (struct token){{i, end}, glued};
			glued = true;
		}
		i = end, after_role = false;
	}
	return out->n > 0;
}

static bool single(const struct tokens *t, int i) { return i < t->n && span_len(t->v[i].at) == 1; }

/* How many tokens the name at i is made of: 2 or 3 single characters, or one longer piece; 0: no name. */
static int name_tokens(const struct tokens *t, int i) {
	if (!single(t, i)) return 1;
	int run = 1;
	while (single(t, i + run) && t->v[i + run].glued) run++;
	return run == 1 ? 0 : run == 3 ? 3 : 2;
}

static bool name_good(const struct page *p, span at, struct unit *u, bool spaced) {
	uint32_t han = 0, dots = 0, text[HAN_MAX + 1];
	for (uint32_t i = at.at; i < at.end; i++) {
		if (p->t->fold[i] == 0xB7) dots++;
		if (!(page_mark(p, i) & MARK_han)) continue;
		if (han == HAN_MAX) return false;
		text[han++] = p->t->fold[i];
	}
	if (han < 2 || (!dots && han > 4)) return false;
	int index;
	uint32_t family = wordlist_at(p->look->surnames, text, han, &index);
	u->nfamily += family > 0 && family < han;
	u->nfour += !dots && han == 4 && family < 2;
	u->nspaced += spaced;
	return true;
}

static void name_push(struct page *p, span at) {
	uint32_t text[2 * HAN_MAX], n = 0;
	for (uint32_t i = at.at; i < at.end && n < COUNT(text); i++)
		if (name_char(p, i)) text[n++] = p->t->cp[i];
	*LIST_PUSH(&p->names, p->tmp) = arena_utf8(p->mem, (ustr){text, n});
}

bool page_names(struct page *p, span at, struct unit *u) {
	struct tokens t = {0};
	struct unit try = *u;
	int first = p->names.n;
	if (span_len(at) > 80 || !tokens_cut(p, at, &t)) return false;
	for (int i = 0, n; i < t.n; i += n) {
		n = name_tokens(&t, i);
		span name = {t.v[i].at.at, t.v[n ? i + n - 1 : i].at.end};
		if (!n || !name_good(p, name, &try, n > 1)) {
			p->names.n = first;
			return false;
		}
		name_push(p, name);
	}
	*u = try;
	u->name = first, u->nname = p->names.n - first;
	return true;
}
