/* fuzz_rule.c: any bytes as a pack of rules, and as a word list. The lists of the built-in pack are not there: what they would
 * give is an error like any other, and what is fuzzed is the loader. */
#include "fuzz.h"

#include "rule/priv.h"

static void load(const struct pack_file *file, int (*read)(struct loading *, const struct pack_file *)) {
	struct rulebook rules = {0};
	struct err err = {0};
	struct loading l = {.book = &rules, .mem = &rules.mem, .err = &err};
	int bad = read(&l, file) || list_finish(&l) || compile_rules(&l) || compile_literals(&l);
	PROMISE(!bad == !err_is(&err));
	rule_free(&rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	struct arena mem = {0};
	struct pack_file file = {STR("words/x.yaml"), arena_str(&mem, (str){(const char *)s, n})};
	load(&file, yaml_load);
	file.name = STR("words/x.tsv");
	load(&file, list_load);
	arena_free(&mem);
	return 0;
}
