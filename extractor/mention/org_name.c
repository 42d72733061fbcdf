/* org_name.c: is what was found a name at all? Each ending asks for something of its own (need, org-suffixes.tsv). */
#include "mention/priv.h"

enum { CLUB = 6, BRAND = 4 };

/* Characters of [at, tail) that no everyday word, place or head explains. */
static uint32_t residue(struct ground *g, uint32_t at, uint32_t tail) {
	uint32_t left = 0;
	int index;
	while (at < tail) {
		uint32_t head = g->head_len[at], place = ground_place(g, at), n = wordlist_at(g->known->generic, g->s.s + at, tail - at, &index);
		if (head > n) n = head;
		if (place > n) n = place;
		if (!n && rule_mark(g->book, g->s.s[at]) & (MARK_han | MARK_latin)) left++;
		at += n ? n : 1;
	}
	return left;
}

bool is_distinct(struct ground *g, uint32_t at, uint32_t tail) { return residue(g, at, tail) >= 2; }

bool is_odd(struct ground *g, uint32_t at, uint32_t tail) { return residue(g, at, tail) == tail - at; }

bool is_plain(struct ground *g, uint32_t at, uint32_t tail) { return !residue(g, at, tail); }

bool is_core(struct ground *g, uint32_t at, uint32_t tail) {
	uint32_t place = ground_place(g, at);
	if (place >= 2 && at + place + 2 <= tail) at += place;
	return tail - at >= 2 && tail - at <= BRAND && is_odd(g, at, tail);
}

/* A word behind the ending says that it is no body; some say so only of words without a head. */
static bool followed(const struct ground *g, uint32_t end, bool head) {
	int index;
	if (!wordlist_at(g->known->after, g->s.s + end, g->s.n - end, &index)) return false;
	str when = g->known->after->word[index].col[1];
	return str_is(when, "always") || (!head && str_is(when, "bare"));
}

/* The body before the ending is another organization's name, wholly or in its last part. */
static bool behind_name(const struct ground *g, const struct candidate *c) {
	for (uint32_t p = c->left.at + 2; p <= c->tail; p++)
		if (ground_tail(g, p)) return true;
	return false;
}

bool ends_free(const struct ground *g, uint32_t i) {
	int index;
	if (i >= g->s.n || !(rule_mark(g->book, g->s.s[i]) & (MARK_han | MARK_latin | MARK_digit))) return true;
	if (wordlist_at(g->known->after, g->s.s + i, g->s.n - i, &index)) return false;
	return wordlist_at(g->known->stops, g->s.s + i, g->s.n - i, &index) || wordlist_at(g->known->behind, g->s.s + i, g->s.n - i, &index);
}

/* Quotation marks around the whole of it. */
static bool quoted(struct ground *g, const struct candidate *c) {
	if (!c->left.at || c->at.end >= g->s.n) return false;
	unsigned before = rule_mark(g->book, g->s.s[c->left.at - 1]), behind = rule_mark(g->book, g->s.s[c->at.end]);
	return before & behind & MARK_quote && before & MARK_open && behind & MARK_close && c->tail - c->left.at > 2 && residue(g, c->left.at, c->tail);
}

/* 大连开发区芯片厂 says what stands in a zone: a plant's name needs words of its own behind one. */
static bool plant_of_zone(struct ground *g, const struct candidate *c) {
	uint32_t at = c->left.at, n = g->head_len[at];
	if (!n || g->unit[at + n] != n || is_distinct(g, at + n, c->tail)) return false;
	return str_is(g->known->suffixes->word[c->word].col[1], "company");
}

bool is_name(struct ground *g, const struct candidate *c) {
	const struct left *l = &c->left;
	uint32_t n = c->tail - l->at;
	enum need need = (enum need)g->known->need[c->word];
	if (ground_vetoed(g, c->at.end, c->at.end - c->tail)) return false;
	if (!n) return need == NEED_alone || need == NEED_gov;
	if (l->score < g->known->weight[W_need] && need != NEED_strong) return false;
	bool head = l->head, distinct = n >= 2 && is_distinct(g, l->at, c->tail);
	switch (need) {
	case NEED_strong: return n >= 2 && (head || residue(g, l->at, c->tail));
	case NEED_long: return head || distinct || (l->certain && n >= 4);
	case NEED_alone: case NEED_gov: return true;
	case NEED_place: return (head || l->near) && !plant_of_zone(g, c);
	case NEED_body: return (head || distinct) && !followed(g, c->at.end, head);
	case NEED_inner: return head || behind_name(g, c);
	case NEED_named: return behind_name(g, c);
	case NEED_never: return head && is_distinct(g, l->at, c->tail) && !followed(g, c->at.end, head);
	case NEED_brand: return is_core(g, l->at, c->tail) && ends_free(g, c->at.end);
	case NEED_trade: return false; /* told_subject asks */
	case NEED_club: return head && n <= CLUB;
	case NEED_part: return (head || distinct || behind_name(g, c)) && !followed(g, c->at.end, head);
	case NEED_group: return head || distinct || quoted(g, c) || (l->certain && n >= 2 && n <= BRAND && residue(g, l->at, c->tail));
	case NEED_any: case NNEED: break;
	}
	return head || distinct || quoted(g, c);
}
