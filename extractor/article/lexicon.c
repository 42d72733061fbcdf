/* lexicon.c: how common the words of the language are (rules/words/chinese.tsv). The list is large and few pages need it: it is
 * read when the first page out of order comes. */
#include "article/priv.h"

enum { TOTAL = 60000000, BITS_A_WORD = 4, PAIR_BITS = 1 << 17, COST_MAX = 250, EDGE = 6 };

/* A slot: 56 bits of the word's hash, and its cost. */
struct lexicon { uint64_t *slot, pair[PAIR_BITS / 64]; uint32_t mask; };

/* 16 times the binary logarithm of a / b. */
int log_ratio(int64_t a, int64_t b) {
	static const int part[16] = {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14, 15};
	int sum = 0;
	for (int turn = 0; turn < 2; turn++) {
		int64_t x = (turn ? b : a) * 16 + 1;
		int high = 63 - __builtin_clzll((unsigned long long)x);
		int logarithm = high * 16 + part[high >= 4 ? x >> (high - 4) & 15 : x << (4 - high) & 15];
		sum += turn ? -logarithm : logarithm;
	}
	return sum;
}

static uint64_t word_hash(const uint32_t *s, uint32_t n) {
	uint64_t h = n;
	for (uint32_t i = 0; i < n; i++) h = (h ^ s[i]) * 0x9E3779B97F4A7C15u, h ^= h >> 29;
	return h << 8 ? h & ~UINT64_C(255) : 256;
}

static uint32_t pair_bit(const uint32_t *s) { return (s[0] * 0x9E3779B1u + s[1] * 0x85EBCA6Bu) >> 15 & (PAIR_BITS - 1); }

static void word_put(struct lexicon *x, const uint32_t *s, uint32_t n, int64_t times) {
	uint64_t h = word_hash(s, n);
	uint32_t i = (uint32_t)(h >> 32) & x->mask;
	int cost = log_ratio(TOTAL, times > 0 ? times : 1) * 693 / 1600; /* tenths of a natural logarithm */
	while (x->slot[i]) i = (i + 1) & x->mask;
	x->slot[i] = h | (uint64_t)(cost < 1 ? 1 : cost > COST_MAX ? COST_MAX : cost);
	if (n > 1) x->pair[pair_bit(s) / 64] |= UINT64_C(1) << pair_bit(s) % 64;
}

static void line_put(struct lexicon *x, const struct rulebook *b, str line) {
	uint32_t s[LEXICON_WORD], n = 0;
	int64_t times;
	str word = str_cut(&line, '\t');
	while (word.n) {
		int step = n < LEXICON_WORD ? utf8_step((const unsigned char *)word.s, word.n, &s[n]) : -1;
		if (step < 0) return;
		s[n] = rule_fold(b, s[n]), n++;
		word = str_from(word, (size_t)step);
	}
	if (n && str_int(str_cut(&line, '\t'), &times)) word_put(x, s, n, times);
}

/* Words of a pack laid over are lines already. */
static struct lexicon *lexicon_make(const struct rulebook *b, struct arena *mem) {
	struct lexicon *x = ARENA_NEW(mem, struct lexicon, 1);
	const struct wordlist *w = rule_list(b, "chinese");
	size_t words = w ? w->late.n / 10 + (size_t)w->nword : 0;
	for (x->mask = 255; x->mask < words * 2;) x->mask = x->mask * 2 + 1;
	x->slot = ARENA_NEW(mem, uint64_t, x->mask + 1);
	str rest = w ? w->late : STR_NULL;
	for (size_t n = 0; rest.n && n < x->mask / 2;) {
		str line = str_cut(&rest, '\n');
		if (line.n && line.s[0] != '#') line_put(x, b, line), n++;
	}
	for (int i = 0; w && i < w->nword; i++) {
		int64_t times;
		if (w->word[i].ncol > 1 && w->word[i].text.n <= LEXICON_WORD && str_int(w->word[i].col[1], &times))
			word_put(x, w->word[i].text.s, (uint32_t)w->word[i].text.n, times);
	}
	return x;
}

const struct lexicon *lexicon_of(const struct page *p) {
	struct lexicon **kept = p->look->lexicon;
	if (!*kept) *kept = lexicon_make(p->look->book, &p->matcher->mem);
	return *kept;
}

static bool pair_may(const struct lexicon *x, const uint32_t *s) { return x->pair[pair_bit(s) / 64] >> pair_bit(s) % 64 & 1; }

int lexicon_cost(const struct lexicon *x, const uint32_t *s, uint32_t n) {
	if (n > 1 && !pair_may(x, s)) return 0;
	uint64_t h = word_hash(s, n);
	for (uint32_t i = (uint32_t)(h >> 32) & x->mask; x->slot[i]; i = (i + 1) & x->mask)
		if ((x->slot[i] & ~UINT64_C(255)) == h) return (int)(x->slot[i] & 255);
	return 0;
}

uint32_t lexicon_word(const struct lexicon *x, const uint32_t *s, size_t n, int *cost) {
	if (n < 2 || !pair_may(x, s)) return 0;
	for (uint32_t k = n < LEXICON_WORD ? (uint32_t)n : LEXICON_WORD; k > 1; k--)
		if ((*cost = lexicon_cost(x, s, k))) return k;
	return 0;
}

/* What the cheapest way to read s as words costs; `cut`: no word may go over that place (n: anywhere). */
static int reading(const struct lexicon *x, const uint32_t *s, uint32_t n, uint32_t cut) {
	int best[2 * EDGE + 1] = {0};
	for (uint32_t end = 1; end <= n; end++) {
		best[end] = COST_MAX * (int)n;
		for (uint32_t k = 1; k <= LEXICON_WORD && k <= end; k++) {
			uint32_t from = end - k;
			if (from < cut && cut < end) break;
			int cost = lexicon_cost(x, s + from, k);
			if (!cost && k > 1) continue;
			cost = best[from] + (cost ? cost : COST_MAX / 2 + 25);
			if (cost < best[end]) best[end] = cost;
		}
	}
	return best[n];
}

int lexicon_bond(const struct lexicon *x, ustr before, ustr behind) {
	uint32_t s[2 * EDGE], a = before.n < EDGE ? (uint32_t)before.n : EDGE, b = behind.n < EDGE ? (uint32_t)behind.n : EDGE;
	memcpy(s, before.s + before.n - a, a * sizeof *s);
	memcpy(s + a, behind.s, b * sizeof *s);
	return reading(x, s, a + b, a) - reading(x, s, a + b, a + b);
}
