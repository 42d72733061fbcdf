/* zone_told.c: what an article says itself of its zones: short names that it gives, and one name for one zone. */
#include "mention/priv.h"

enum { TOLD = 8, NAMES = 16, ALIAS_MIN = 2 };

str zone_official(const struct zoning *z, const struct mention *m) { return m->word >= 0 ? z->known->zones->word[m->word].col[0] : m->name; }

/* ---- short names ------------------------------------------------------------------ */

/* The zone that ends where the short name is given. */
static const struct mention *full_before(const struct zoning *z, int count, uint32_t at) {
	for (int i = 0; i < count; i++)
		if (z->out->v[i].at.end == at) return &z->out->v[i];
	return NULL;
}

/* The short name wherever it stands behind `from`. */
static void told_again(struct zoning *z, const struct mention *as, const struct rule *rule, span alias, uint32_t from) {
	const int word = as->word;
	const str name = as->name;
	uint32_t n = span_len(alias);
	for (uint32_t i = from; i + n <= z->n;) {
		bool here = memcmp(z->s + i, z->s + alias.at, n * sizeof *z->s) == 0;
		if (here) zone_push(z, rule, (span){i, i + n}, word, name);
		i += here ? n : 1;
	}
}

/* A short name with the ending of a zone means it before it is given too: in the headline. */
static void told_alias(struct zoning *z, const struct mention *m, int count) {
	span alias = m->group[GROUP_zone_alias];
	const struct mention *full = full_before(z, count, m->at.at);
	int i;
	if (!full || span_len(alias) < ALIAS_MIN) return;
	bool ending = wordlist_before(z->known->zone_suffixes, z->s + alias.at, span_len(alias), &i);
	told_again(z, full, m->rule, alias, ending ? 0 : alias.at);
}

void zones_told(struct zoning *z, const struct mentions *told) {
	int count = z->out->n, given = 0;
	for (int i = 0; i < told->n; i++) {
		const struct mention *m = &told->v[i];
		bool alias = m->group[GROUP_zone_alias].at < m->group[GROUP_zone_alias].end;
		if (!alias) *LIST_PUSH(z->out, z->mem) = *m;
		else if (given++ < TOLD) told_alias(z, m, count);
	}
}

/* ---- one zone, one name ------------------------------------------------------------ */

/* The first zones that the article names, each once. */
struct named { const struct mention *v[NAMES]; int n; };

static void names_of(struct named *all, const struct zoning *z) {
	for (int i = 0; i < z->out->n && all->n < NAMES; i++) {
		str name = zone_official(z, &z->out->v[i]);
		int k = 0;
		while (k < all->n && !str_eq(zone_official(z, all->v[k]), name)) k++;
		if (name.s && k == all->n) all->v[all->n++] = &z->out->v[i];
	}
}

static const struct loose *loose_of(const struct zoning *z, int mention) {
	for (int i = 0; i < z->nloose; i++)
		if (z->loose[i].mention == mention) return &z->loose[i];
	return NULL;
}

/* The zone that one of the names is the end of, or is in full; NULL: none. */
static const struct mention *fuller(const struct zoning *z, const struct named *all, const str *name, int n, bool same) {
	for (int i = 0; i < all->n; i++)
		for (int k = 0; k < n; k++) {
			str other = zone_official(z, all->v[i]);
			if ((other.n > name[k].n && str_ends(other, name[k])) || (same && str_eq(other, name[k]) && !loose_of(z, (int)(all->v[i] - z->out->v)))) return all->v[i];
		}
	return NULL;
}

void zones_agree(struct zoning *z) {
	struct named all = {0};
	names_of(&all, z);
	for (int i = 0; i < z->out->n; i++) {
		struct mention *m = &z->out->v[i];
		const struct loose *loose = loose_of(z, i);
		if (m->word >= 0 || !m->name.s) continue;
		const struct mention *as = fuller(z, &all, loose ? loose->name : &m->name, loose ? loose->n : 1, loose != NULL);
		if (!as || as == m) continue;
		m->name = as->word >= 0 ? STR_NULL : as->name;
		m->word = as->word;
	}
}
