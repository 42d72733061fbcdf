/* test_rule.c: the sieve lets every match through, and not much else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rule/rule.h"

#include <unistd.h>

static ustr folded(const struct rulebook *b, str text, struct arena *mem) {
	ustr u = arena_ustr(mem, text);
	uint32_t *s = ARENA_ROOM(mem, uint32_t, u.n + 1);
	for (size_t i = 0; i < u.n; i++) s[i] = rule_fold(b, u.s[i]);
	return (ustr){s, u.n};
}

static bool passes(struct matcher *m, const struct rule *r, ustr s, uint32_t at) {
	uint64_t asked[NMASK], may[NMASK];
	memset(asked, 0xFF, sizeof asked);
	rule_sieve(m, asked, s.s, at, (uint32_t)s.n, may);
	return may[r->no / 64] >> r->no % 64 & 1;
}

static bool matches(struct matcher *m, const struct rule *r, ustr s, uint32_t at) {
	span found, group[NGROUP];
	return rule_match_until(r, m, s.s, at, at, (uint32_t)s.n, &found, group) == MATCH_YES;
}

/* Every rule on the samples of every rule, from every place on. */
static void test_rule__built_in_matches_pass(void **state) {
	(void)state;
	struct rulebook b;
	struct matcher m;
	struct arena mem = {0};
	struct err err = {0};
	int matched = 0, tried = 0, passed = 0;
	assert_int_equal(rule_load(&b, NULL, &err), 0);
	assert_int_equal(matcher_init(&m, &b, &err), 0);
	for (int i = 0; i < b.nrule; i++)
		for (int k = 0; k < b.rule[i].nsample; k++) {
			ustr s = folded(&b, b.rule[i].sample[k].text, &mem);
			for (int j = 0; j < b.nrule; j++)
				for (uint32_t at = 0; at < s.n && b.rule[j].starts && rule_kinds[b.rule[j].kind].mention; at++) {
					bool pass = passes(&m, &b.rule[j], s, at), match = matches(&m, &b.rule[j], s, at);
					if (match && !pass) print_error("%.*s at %u of %.*s\n", STR_ARG(b.rule[j].id), at, STR_ARG(b.rule[i].sample[k].text));
					assert_false(match && !pass);
					tried++, matched += match, passed += pass;
				}
		}
	assert_true(matched > 300);
	assert_true(passed < tried / 50); /* nearly all is kept from PCRE2 */
	matcher_free(&m);
	rule_free(&b);
	arena_free(&mem);
}

/* What a pattern may be made of; exact: nothing but what matches passes. */
static const struct { const char *pattern; bool exact; } patterns[] = {
	{"ab?c*d+", true}, {"a{2}b{1,3}c{2,}", true}, {"(?:a|bc|)d", true}, {"(?<num>[abc]+)d", true}, {"(?>a+)b", true}, {"a++b??c*?d", true},
	{"[^ab]c", true}, {"[a-c][b\\-d]", true}, {"[\\x{61}\\x{62}]\\x{63}", true}, {"a.c", true}, {"\\[a\\]|a\\{2", true}, {"ab(?=cd)", true},
	{"a(?:b(?=c|$)|d$)", true}, {"(?:a(?:b(?:c|d)){2})+", true}, {"(?=a)[ab]c", false}, {"a(?!b)[bc]", false}, {"(?<!a)b", false}, {"(?<=a)b$", false},
	{"(?<num>a|b)c\\k<num>", false}, {"(?i)ab", false}, {"a(?=b)(?=bc)", false}, {"a$|a(?=b)$|b", false}, {"(?=ab)(?=a)", false}, {"a+?\\Kb", false},
	{"(a|b)c", true}, {"a[]b]c", false}, {"[[:alpha:]]d", false}, {"(?(?=a)ab|cd)", false}, {"a(*ACCEPT)b", false}, {"(?:a*)*b", true}, {"(?|a|b)c", true},
};

static void load_patterns(struct rulebook *b, char *dir) {
	struct err err = {0};
	char file[64];
	assert_non_null(mkdtemp(dir));
	snprintf(file, sizeof file, "%s/odd.yaml", dir);
	FILE *f = fopen(file, "w");
	assert_non_null(f);
	fputs("rules:\n", f);
	for (size_t i = 0; i < COUNT(patterns); i++)
		fprintf(f, "  - {id: odd.%zu, kind: amount, doc: x, trigger: [a], start: [digits], pattern: '%s', samples: [{text: a, want: {text: a}}, {text: b, none: true}]}\n",
			i, patterns[i].pattern);
	fclose(f);
	int bad = rule_load(b, dir, &err);
	unlink(file);
	rmdir(dir);
	if (bad) err_print(&err);
	assert_int_equal(bad, 0);
}

static void test_rule__all_that_matches_passes(void **state) {
	(void)state;
	static const char letters[] = "abcd[]{2-";
	char dir[] = "/tmp/zhaibao-sieve-XXXXXX", id[16];
	struct rulebook b;
	struct matcher m;
	struct err err = {0};
	uint32_t s[12], seed = 1;
	load_patterns(&b, dir);
	assert_int_equal(matcher_init(&m, &b, &err), 0);
	for (int round = 0; round < 20000; round++) {
		ustr text = {s, 1 + (size_t)round % COUNT(s)};
		for (size_t i = 0; i < text.n; i++) {
			seed = seed * 1664525u + 1013904223u;
			s[i] = (uint32_t)letters[(seed >> 16) % (round % 2 ? 4 : sizeof letters - 1)];
		}
		for (size_t i = 0; i < COUNT(patterns); i++) {
			snprintf(id, sizeof id, "odd.%zu", i);
			const struct rule *r = rule_find(&b, id);
			for (uint32_t at = 0; at < text.n; at++) {
				bool pass = passes(&m, r, text, at), match = matches(&m, r, text, at);
				if (match > pass || (patterns[i].exact && pass > match)) print_error("%s\n", patterns[i].pattern);
				assert_false(match > pass || (patterns[i].exact && pass > match));
			}
		}
	}
	matcher_free(&m);
	rule_free(&b);
}

/* Farther than the sieve walks, a rule is tried; so it is when all learnt states were forgotten on the way. */
static void test_rule__long_runs_pass(void **state) {
	(void)state;
	struct rulebook b;
	struct matcher m;
	struct arena mem = {0};
	struct err err = {0};
	assert_int_equal(rule_load(&b, NULL, &err), 0);
	assert_int_equal(matcher_init(&m, &b, &err), 0);
	const struct rule *plain = rule_find(&b, "amount.plain");
	uint32_t s[400];
	for (uint32_t seed = 7, round = 0; round < 30000; round++) { /* many sets of nodes */
		for (size_t i = 0; i < 12; i++) {
			seed = seed * 1664525u + 1013904223u;
			const struct rule *r = &b.rule[(seed >> 8) % (uint32_t)b.nrule];
			ustr sample = folded(&b, r->sample[(seed >> 20) % (uint32_t)r->nsample].text, &mem);
			s[i] = sample.s[seed % sample.n];
		}
		passes(&m, plain, (ustr){s, 12}, 0);
		arena_reset(&mem);
	}
	for (size_t n = 1; n < COUNT(s); n++) {
		s[n - 1] = (uint32_t)('1' + n % 9), s[n] = 0x5143; /* yuan */
		assert_true(passes(&m, plain, (ustr){s, n + 1}, 0));
	}
	s[3] = 0x10FFFF;
	assert_true(passes(&m, plain, (ustr){s, 300}, 0)); /* beyond the table of classes: anything may be */
	matcher_free(&m);
	rule_free(&b);
	arena_free(&mem);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule__built_in_matches_pass),
		cmocka_unit_test(test_rule__all_that_matches_passes),
		cmocka_unit_test(test_rule__long_runs_pass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
