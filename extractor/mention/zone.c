/* zone.c: zones of the gazetteer by their names, and other zones by place and ending. */
#include "mention/priv.h"

enum { BRACKET = 8, PLACES = 3, THEMES = 2, ENDINGS = 3, LOOSE = 16 };

/* A zone written with an ending that is short for several (经开区): what it may be in full. */
struct loose { int mention; str name[ENDINGS]; int n; };

struct zoning {
	struct scan *scan;
	const struct rulebook *book;
	const struct known *known;
	const uint32_t *s;
	uint32_t n;
	struct mentions *out;
	struct loose loose[LOOSE];
	int nloose;
	struct arena *mem;
};

/* A short name that is no phrase of its own (without the ending of a zone) must not go on as another word. */
static bool stands_alone(const struct zoning *z, span at, int word) {
	const struct word *w = &z->known->zones->word[word];
	int i;
	if (wordlist_before(z->known->zone_suffixes, w->text.s, w->text.n, &i)) return true;
	return w->text.n >= 6 || !wordlist_at(z->known->zone_follow, z->s + at.end, z->n - at.end, &i);
}

/* The province in front of a zone's name, when it is that zone's: its full form, or the first two or three characters. */
static uint32_t province_before(const struct zoning *z, uint32_t at, str province) {
	uint32_t p[16], n = 0;
	if (!at || !(rule_mark(z->book, z->s[at - 1]) & MARK_han)) return at;
	size_t used = 0;
	while (used < province.n && n < COUNT(p)) {
		int k = utf8_step((const unsigned char *)province.s + used, province.n - used, &p[n++]);
		if (k <= 0) return at;
		used += (size_t)k;
	}
	uint32_t lengths[] = {n, 3, 2};
	for (size_t i = 0; i < COUNT(lengths); i++) {
		uint32_t k = lengths[i];
		if (k <= n && k <= at && memcmp(z->s + at - k, p, k * sizeof *p) == 0) return at - k;
	}
	return at;
}

/* (滨江) behind a name: part of it when the bracket holds a place. */
static uint32_t bracket_behind(const struct zoning *z, uint32_t end) {
	uint32_t close = bracket_end(z->book, (ustr){z->s, z->n}, end, BRACKET);
	int i;
	if (!close || wordlist_at(z->known->places, z->s + end + 1, close - end - 2, &i) != close - end - 2) return end;
	return close;
}

static void push(struct zoning *z, const struct rule *rule, span at, int word, str name) {
	struct mention *m = LIST_PUSH(z->out, z->mem);
	m->at = at;
	m->rule = rule;
	m->word = word;
	m->name = name;
}

static void gazetteer_hit(struct zoning *z, span at, int word) {
	if (!z->known->gazetteer || !stands_alone(z, at, word)) return;
	const struct word *w = &z->known->zones->word[word];
	if (w->ncol > 4 && w->col[4].s) at.at = province_before(z, at.at, w->col[4]);
	at.end = bracket_behind(z, at.end);
	push(z, z->known->gazetteer, at, word, STR_NULL);
}

/* ---- zones by pattern ---------------------------------------------------------- */

/* Province before city before county: a place may stand in front of one of a lower level only. */
static int rank(const struct zoning *z, int place) {
	str level = z->known->places->word[place].col[1];
	return str_is(level, "province") ? 0 : str_is(level, "city") ? 1 : 2;
}

/* A whole province has no high-tech zone, but a free-trade zone it may have. Municipalities' zones stand in zones.tsv. */
static bool too_wide(const struct zoning *z, int place, str category) {
	return rank(z, place) == 0 && !str_is(category, "free-trade");
}

/* The form of the place that names are made with: 绥阳 for 绥阳县. Both stand in the list under one code. */
static ustr short_form(const struct zoning *z, int place) {
	const struct word *w = &z->known->places->word[place];
	int i = place;
	uint32_t n = wordlist_at(z->known->places, w->text.s, w->text.n - 1, &i);
	return n >= 2 && str_eq(z->known->places->word[i].col[3], w->col[3]) ? z->known->places->word[i].text : w->text;
}

/* The official name: short place, theme, official ending. */
static str made_name(const struct zoning *z, int place, span theme, str ending) {
	ustr p = short_form(z, place), e = arena_ustr(z->mem, ending);
	uint32_t *all = ARENA_NEW(z->mem, uint32_t, p.n + span_len(theme) + e.n + 1);
	size_t n = 0;
	memcpy(all, p.s, p.n * sizeof *all), n += p.n;
	memcpy(all + n, z->s + theme.at, span_len(theme) * sizeof *all), n += span_len(theme);
	memcpy(all + n, e.s, e.n * sizeof *all), n += e.n;
	return arena_utf8(z->mem, (ustr){all, n});
}

/* Further places of a higher level in front: 贵州省 before 绥阳县. */
static uint32_t places_before(const struct zoning *z, uint32_t at, int place) {
	for (int k = 0; k < PLACES; k++) {
		int above;
		uint32_t n = wordlist_before(z->known->places, z->s, at, &above);
		if (!n || rank(z, above) >= rank(z, place)) break;
		at -= n;
		place = above;
	}
	return at;
}

/* What stands in front of an ending: place and theme. */
struct front { uint32_t at; int place; span theme; };

/* false: no place stands there. */
static bool front_of(const struct zoning *z, uint32_t end, struct front *f) {
	uint32_t p = end, n;
	int i;
	f->theme = (span){p, p};
	for (int k = 0; k < THEMES && (n = wordlist_before(z->known->zone_themes, z->s, p, &i)); k++, p -= n)
		if (str_is(z->known->zone_themes->word[i].col[1], "keep")) f->theme = (span){p - n, span_len(f->theme) ? f->theme.end : p};
	n = wordlist_before(z->known->places, z->s, p, &f->place);
	if (!n && p < end) { /* what looked like a theme may be the place itself */
		p = end, f->theme = (span){p, p};
		n = wordlist_before(z->known->places, z->s, p, &f->place);
	}
	f->at = p - n;
	return n > 0;
}

static void pattern_hit(struct zoning *z, span at, int suffix) {
	const struct word *w = &z->known->zone_suffixes->word[suffix];
	struct front f;
	if (!front_of(z, at.at, &f) || too_wide(z, f.place, w->col[2])) return;
	struct loose x = {.mention = z->out->n};
	str endings = w->col[1];
	int word = -1;
	while (word < 0 && endings.n && x.n < ENDINGS) {
		x.name[x.n] = made_name(z, f.place, f.theme, str_cut(&endings, '|'));
		word = wordlist_find(z->known->zones, arena_ustr(z->mem, x.name[x.n++]));
	}
	if (word < 0 && str_is(w->col[3], "known")) return;
	if (word < 0 && x.n > 1 && z->nloose < LOOSE) z->loose[z->nloose++] = x;
	span whole = {places_before(z, f.at, f.place), bracket_behind(z, at.end)};
	push(z, z->known->pattern, whole, word, word >= 0 ? STR_NULL : x.name[0]);
}

static bool is_loose(const struct zoning *z, int mention) {
	for (int i = 0; i < z->nloose; i++)
		if (z->loose[i].mention == mention) return true;
	return false;
}

/* 德清经开区 is what the article calls it in full somewhere else: 德清经济开发区 or 德清经济技术开发区. */
static void settle_loose(struct zoning *z) {
	for (int i = 0; i < z->nloose; i++)
		for (int m = 0; m < z->out->n; m++)
			for (int k = 0; k < z->loose[i].n; k++)
				if (str_eq(z->out->v[m].name, z->loose[i].name[k]) && !is_loose(z, m))
					z->out->v[z->loose[i].mention].name = z->loose[i].name[k];
}

/* ---- the pass over the hits -------------------------------------------------------- */

void engine_only(struct mentions *m) {
	int n = 0;
	for (int i = 0; i < m->n; i++)
		if (!rule_emit(m->v[i].rule, "by").s) m->v[n++] = m->v[i];
	m->n = n;
}

/* The last of those that end where words->v[*i] does is the longest; *i goes behind it. NULL: none left. */
static const struct found *longest(const struct founds *words, int *i) {
	while (*i + 1 < words->n && words->v[*i + 1].at.end == words->v[*i].at.end) ++*i;
	return *i < words->n ? &words->v[(*i)++] : NULL;
}

/* Of the words that end at the same place the longest of each list; a name beats an ending. */
static void take_words(struct zoning *z, const struct founds *zones, const struct founds *suffixes) {
	int i = 0, k = 0;
	const struct found *zone = longest(zones, &i), *suffix = longest(suffixes, &k);
	while (zone || suffix) {
		bool by_name = zone && (!suffix || zone->at.end <= suffix->at.end), by_ending = suffix && (!zone || suffix->at.end <= zone->at.end);
		if (by_name) gazetteer_hit(z, zone->at, zone->word);
		else if (z->known->pattern) pattern_hit(z, suffix->at, suffix->word);
		if (by_name) zone = longest(zones, &i);
		if (by_ending) suffix = longest(suffixes, &k);
	}
}

void mention_zones(struct scan *scan, const struct rulebook *b, struct matcher *m, struct arena *mem) {
	const struct text *t = &scan->article->text;
	const struct known *known = known_of(m, b);
	struct zoning z = {.scan = scan, .book = b, .known = known, .s = t->fold, .n = (uint32_t)t->n, .out = &scan->of[KIND_zone], .mem = mem};
	engine_only(z.out);
	take_words(&z, scan_words(scan, b, known->zones), scan_words(scan, b, known->zone_suffixes));
	settle_loose(&z);
	mention_settle(z.out);
}
