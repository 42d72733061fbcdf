/* kinds.c: the tables of rule kinds and their groups. */
#include "rule/rule.h"

#define X(name, mention) _Static_assert((int)NGROUP_##name <= (int)NGROUP, "NGROUP is too small");
RULE_KINDS(X)
#undef X

const struct rule_kind_info rule_kinds[NKIND] = {
#define NAME(kind, group) #group " "
#define X(name, mention) {#name, mention, GROUPS_##name(NAME, name), NGROUP_##name},
	RULE_KINDS(X)
#undef X
#undef NAME
};

int rule_group(enum rule_kind kind, const char *name) {
	str rest = str_of(rule_kinds[kind].groups);
	for (int slot = 0; rest.n; slot++)
		if (str_is(str_cut(&rest, ' '), name)) return slot;
	return -1;
}

const struct rule *rule_find(const struct rulebook *b, const char *id) {
	str want = str_of(id);
	for (int i = 0; i < b->nrule; i++)
		if (b->rule[i].id.n == want.n && memcmp(b->rule[i].id.s, want.s, want.n) == 0) return &b->rule[i];
	return NULL;
}

str rule_emit(const struct rule *r, const char *key) {
	for (int i = 0; i < r->nemit; i++)
		if (str_is(r->emit[i].key, key)) return r->emit[i].value;
	return STR_NULL;
}
