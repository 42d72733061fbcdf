/* match.c: what a thread needs to match, and the two ways of matching: one rule on a stretch, all literals at once. */
#include "rule/rule.h"

enum { STACK_MIN = 32 * 1024, STACK_MAX = 1024 * 1024, CAPTURES = 64 };

int matcher_init(struct matcher *m, const struct rulebook *b, struct err *err) {
	*m = (struct matcher){0};
	m->data = pcre2_match_data_create(CAPTURES, NULL);
	m->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	m->context = pcre2_match_context_copy(b->limits);
	if (!m->data || !m->stack || !m->context) die("out of memory");
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	if (b->db && hs_alloc_scratch(b->db, &m->scratch) != HS_SUCCESS) return err_set(err, "rule.scratch", "cannot set up the literal scan");
	return 0;
}

void matcher_free(struct matcher *m) {
	pcre2_match_data_free(m->data);
	pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	if (m->scratch) hs_free_scratch(m->scratch);
	*m = (struct matcher){0};
}

int rule_match(const struct rule *r, struct matcher *m, const uint32_t *s, uint32_t from, uint32_t to, span *at, span group[NGROUP]) {
	return rule_match_until(r, m, s, from, to, to, at, group);
}

int rule_match_until(const struct rule *r, struct matcher *m, const uint32_t *s, uint32_t from, uint32_t last, uint32_t to, span *at,
	span group[NGROUP]) {
	uint32_t base = rule_kinds[r->kind].mention ? 0 : from;
	pcre2_set_offset_limit(m->context, last - base);
	int n = (r->jit ? pcre2_jit_match : pcre2_match)(r->re, s + base, to - base, from - base, 0, m->data, m->context);
	if (n == PCRE2_ERROR_NOMATCH) return MATCH_NONE;
	if (n < 0) return MATCH_LIMIT;
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m->data);
	*at = (span){(uint32_t)v[0] + base, (uint32_t)v[1] + base};
	memset(group, 0, sizeof(span) * NGROUP);
	for (int i = 1; i < n; i++) {
		if (r->slot[i] < 0 || v[2 * i] == PCRE2_UNSET) continue;
		group[r->slot[i]] = (span){(uint32_t)v[2 * i] + base, (uint32_t)v[2 * i + 1] + base};
	}
	return MATCH_YES;
}

/* ---- the literal scan -------------------------------------------------------------- */

struct scanning {
	const struct rulebook *book;
	const unsigned char *utf8;
	struct hits *hits;
	struct arena *mem;
	size_t byte;   /* utf8[byte] starts character cp: both only move forward, hits come by end */
	uint32_t cp;
};

static int on_hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
	(void)from, (void)flags;
	struct scanning *s = context;
	for (; s->byte < to; s->cp++) {
		unsigned char c = s->utf8[s->byte];
		s->byte += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	}
	uint32_t n = (uint32_t)s->book->literal[id].text.n;
	*LIST_PUSH(s->hits, s->mem) = (struct hit){{s->cp - n, s->cp}, (int)id};
	return 0;
}

void rule_scan(const struct rulebook *b, struct matcher *m, const uint32_t *fold, size_t n, struct hits *hits, struct arena *mem) {
	if (!b->db || !n) return;
	char *utf8 = arena_room(mem, n * 4);
	size_t bytes = utf8_encode_all(utf8, fold, n);
	struct scanning s = {b, (const unsigned char *)utf8, hits, mem, 0, 0};
	if (hs_scan(b->db, utf8, (unsigned)bytes, 0, m->scratch, on_hit, &s) != HS_SUCCESS) die("the literal scan failed");
}
