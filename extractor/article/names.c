/* names.c: "本报记者 周礼 通讯员 徐 畅" -> two names. Role words and separators are skipped, single characters with a
 * space between are put together, and anything that is not then a name makes the whole stretch none. */
#include "article/priv.h"

enum { TOKENS_MAX = 24, HAN_MAX = 15 };

struct token { span at; bool glued; }; /* glued: nothing but spaces between it and the token before */
struct tokens { struct token v[TOKENS_MAX]; int n; };

static bool name_char(const struct page *p, uint32_t i) { return page_mark(p, i) & MARK_han || p->t->fold[i] == 0xB7; }

static bool separator(uint32_t folded) { return folded == 0x3001 || (folded < 0x80 && strchr(" ,/:|", (int)folded)); }

/* What word of list page-roles starts at i, how long it is, and its kind (a column of the list). */
enum word_kind { WORD_NONE, WORD_ROLE, WORD_HOUSE, WORD_FILED, WORD_ALONE, WORD_ENDING };

static enum word_kind role_at(const struct page *p, uint32_t i, uint32_t end, uint32_t *n) {
	int at;
	*n = wordlist_at(p->look->roles, p->t->fold + i, end - i, &at);
	if (!*n) return WORD_NONE;
	const struct word *w = &p->look->roles->word[at];
	str kind = w->ncol > 1 ? w->col[1] : STR_NULL;
	return str_is(kind, "house") ? WORD_HOUSE : str_is(kind, "filed") ? WORD_FILED : str_is(kind, "alone") ? WORD_ALONE :
		str_is(kind, "ending") ? WORD_ENDING : WORD_ROLE;
}

/* A word that counts wherever it stands. */
static bool counts(enum word_kind k) { return k != WORD_NONE && k != WORD_ALONE && k != WORD_ENDING; }

/* Does the run end as names of papers do, and a word for a person follow behind blanks? */
static bool is_house(const struct page *p, uint32_t i, uint32_t end, uint32_t to) {
	enum { LEAST = 3 };
	int at;
	uint32_t n, next = end, last = wordlist_before(p->look->roles, p->t->fold + i, end - i, &at);
	if (end - i < LEAST || !last || role_at(p, end - last, end, &n) != WORD_ENDING) return false;
	while (next < to && page_mark(p, next) & MARK_space) next++;
	return next > end && next < to && role_at(p, next, to, &n) == WORD_ROLE;
}

/* The end of the run of name characters from i, or the place where a role word stands in it; a name may end with the 文 of 文/图. */
static uint32_t run_end(const struct page *p, uint32_t i, uint32_t end, enum word_kind *next) {
	uint32_t from = i, n;
	for (*next = WORD_NONE; i < end && name_char(p, i); i++) {
		enum word_kind k = i > from ? role_at(p, i, end, &n) : WORD_NONE;
		if (!counts(k) || !name_char(p, i + 1)) continue;
		*next = k;
		break;
	}
	return i;
}

/* A name with the place right behind it that it reports from (filed: the word for that follows): where the name ends. */
static uint32_t name_before_place(const struct page *p, uint32_t i, uint32_t end, bool filed) {
	enum { NAME = 3 };
	int at;
	uint32_t n = end - i, place = n > (filed ? NAME : NAME + 1u) ? wordlist_before(p->look->places, p->t->fold + i, n, &at) : 0;
	if (place > 1 && place + 2 <= n) return end - place;
	if (!filed || n <= NAME) return end;
	return n - 2 < NAME ? end - 2 : i + NAME;
}

static bool token_add(struct tokens *out, uint32_t i, uint32_t end, bool glued) {
	if (out->n == TOKENS_MAX) return false;
	out->v[out->n++] = (struct token){{i, end}, glued};
	return true;
}

static bool tokens_cut(const struct page *p, span at, struct tokens *out) {
	bool after_role = false, after_person = false, glued = false, listed = false; /* listed: 、 stands before it */
	for (uint32_t i = at.at, n; i < at.end;) {
		enum word_kind k = role_at(p, i, at.end, &n), next;
		if (counts(k)) {
			i += n, after_role = true, after_person = k == WORD_ROLE, glued = false;
			continue;
		}
		if (!name_char(p, i)) {
			if (!separator(p->t->fold[i]) || (p->t->fold[i] == ':' && !after_role)) return false;
			if (p->t->fold[i] != ' ') glued = false, listed = p->t->fold[i] == 0x3001;
			i++;
			continue;
		}
		uint32_t end = run_end(p, i, at.end, &next);
		/* what stands right before a role word is whom they work for or where, unless the word for a person opened it */
		bool name = next == WORD_NONE ? !is_house(p, i, end, at.end) : after_person || (listed && next == WORD_FILED);
		if (name) {
			if (!token_add(out, i, name_before_place(p, i, end, next == WORD_FILED), glued)) return false;
			glued = true;
		}
		i = end, after_role = after_person = listed = false;
	}
	return out->n > 0;
}

static bool single(const struct tokens *t, int i) { return i < t->n && span_len(t->v[i].at) == 1; }

/* A single character between names that says what they did. */
static bool alone(const struct page *p, const struct tokens *t, int i) {
	uint32_t n;
	return single(t, i) && role_at(p, t->v[i].at.at, t->v[i].at.end, &n) == WORD_ALONE;
}

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
	if (han < 2 || (!dots && han > 4) || wordlist_find(p->look->kickers, (ustr){text, han}) >= 0) return false;
	int index;
	uint32_t family = wordlist_at(p->look->surnames, text, han, &index);
	u->nfamily += family > 0 && family < han;
	u->nfour = u->nfour || (!dots && han == 4 && family < 2);
	u->nspaced = u->nspaced || spaced;
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
		if (!n && alone(p, &t, i)) {
			n = 1;
			continue;
		}
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
