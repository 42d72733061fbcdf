/* known.c: the lists, rules and weights that the engines for zones and organizations ask for by name. */
#include "mention/priv.h"

static enum need need_of(const struct word *w) {
	static const str names[] = {
#define X(name) {#name, sizeof #name - 1},
		NEEDS(X)
#undef X
	};
	for (int i = 1; w->col[2].s && i < NNEED; i++)
		if (str_eq(w->col[2], names[i])) return (enum need)i;
	return NEED_any;
}

static void load_weights(struct known *k, const struct wordlist *w) {
	static const str names[] = {
#define X(name) {#name, sizeof #name - 1},
		WEIGHTS(X)
#undef X
	};
	for (int i = 0; w && i < w->nword; i++)
		for (int n = 0; n < NWEIGHT; n++) {
			int64_t value;
			if (str_eq(w->word[i].own, names[n]) && str_int(w->word[i].col[1], &value)) k->weight[n] = (int)value;
		}
}

static uint8_t number_of(const struct word *w) {
	int64_t value;
	return str_int(w->col[1], &value) && value >= 0 && value < 256 ? (uint8_t)value : 0;
}

static uint8_t how_of(const struct word *w) { return str_is(w->col[1], "weak") ? HELD_WEAK : HELD; }

static uint8_t veto_of(const struct word *w) { return str_is(w->col[1], "weak") ? VETO_WEAK : VETO; }

static uint8_t need_byte(const struct word *w) { return (uint8_t)need_of(w); }

static uint8_t *of_words(const struct wordlist *w, uint8_t (*read)(const struct word *), struct arena *mem) {
	uint8_t *all = ARENA_NEW(mem, uint8_t, w ? w->nword : 0);
	for (int i = 0; w && i < w->nword; i++) all[i] = read(&w->word[i]);
	return all;
}

static void find_lists(struct known *k, const struct rulebook *b) {
	const struct { const struct wordlist **list; const char *name; } all[] = {
		{&k->places, "places"}, {&k->zones, "zones"}, {&k->zone_suffixes, "zone-suffixes"}, {&k->zone_themes, "zone-themes"},
		{&k->zone_follow, "zone-follow"}, {&k->suffixes, "org-suffixes"}, {&k->names, "org-names"}, {&k->heads, "org-heads"},
		{&k->held, "org-held"}, {&k->nonames, "org-nonames"}, {&k->stops, "org-stops"}, {&k->generic, "org-generic"}, {&k->after, "org-after"}, {&k->behind, "org-behind"},
		{&k->joins, "list-joins"},
	};
	for (size_t i = 0; i < COUNT(all); i++) *all[i].list = rule_list(b, all[i].name);
}

static void find_rules(struct known *k, const struct rulebook *b) {
	k->gazetteer = k->zones ? rule_find(b, "zone.gazetteer") : NULL;
	k->pattern = k->zone_suffixes && k->places ? rule_find(b, "zone.pattern") : NULL;
	k->suffix = k->suffixes ? rule_find(b, "org.suffix") : NULL;
	k->name = k->names ? rule_find(b, "org.name") : NULL;
	k->again = rule_find(b, "org.again");
	k->tail = rule_find(b, "org.tail");
	k->derived = rule_find(b, "org.derived");
	k->beside = rule_find(b, "org.beside");
}

const struct known *known_of(struct matcher *m, const struct rulebook *b) {
	if (m->known) return m->known;
	struct known *k = ARENA_NEW(&m->mem, struct known, 1);
	find_lists(k, b);
	find_rules(k, b);
	load_weights(k, rule_list(b, "org-weights"));
	k->need = of_words(k->suffixes, need_byte, &m->mem);
	k->head_weight = of_words(k->heads, number_of, &m->mem);
	k->stop_weight = of_words(k->stops, number_of, &m->mem);
	k->held_how = of_words(k->held, how_of, &m->mem);
	k->noname_how = of_words(k->nonames, veto_of, &m->mem);
	return m->known = k;
}
