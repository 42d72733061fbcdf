/* org.c: what the record says of an organization. */
#include "value/priv.h"

static str type_of(const struct reading *r, const struct mention *m, const struct wordlist *suffixes, const struct wordlist *names) {
	if (suffixes && m->word >= 0) return suffixes->word[m->word].col[1];
	str type = rule_emit(m->rule, "type");
	if (type.s) return type;
	ustr text = m->name.s ? arena_ustr(r->mem, m->name) : reading_fold(r, m->at);
	int i; /* a place may stand before the known name, a campus behind it */
	return wordlist_before(names, text.s, text.n, &i) || wordlist_at(names, text.s, text.n, &i) ? names->word[i].col[1] : STR("other");
}

void value_orgs(struct values *v, const struct scan *s, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, s, b, mem};
	const struct mentions *all = &s->of[KIND_org];
	const struct wordlist *suffixes = rule_list(b, "org-suffixes"), *names = rule_list(b, "org-names");
	for (int i = 0; i < all->n; i++) {
		const struct mention *m = &all->v[i];
		struct org *o = LIST_PUSH(&v->organizations, mem);
		o->text = reading_text(&r, m->at);
		o->at = m->at;
		o->bytes = value_bytes(s->article, m->at);
		o->rule = m->rule->id;
		o->type = type_of(&r, m, suffixes, names);
		o->alias_of = m->name;
	}
}
