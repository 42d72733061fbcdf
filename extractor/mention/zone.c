/* zone.c: zones of the gazetteer by their names, and other zones by place and ending. */
#include "mention/priv.h"

enum { BRACKET = 8, PLACES = 3, THEMES = 2, PARK_MIN = 2, PARK_MAX = 4 };

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

void zone_push(struct zoning *z, const struct rule *rule, span at, int word, str name) {
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
	zone_push(z, z->known->gazetteer, at, word, STR_NULL);
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

static str joined(const struct zoning *z, const ustr *part, int nparts) {
	size_t n = 0, most = 1;
	for (int i = 0; i < nparts; i++) most += part[i].n;
	uint32_t *all = ARENA_NEW(z->mem, uint32_t, most);
	for (int i = 0; i < nparts; n += part[i++].n)
		if (part[i].n) memcpy(all + n, part[i].s, part[i].n * sizeof *all);
	return arena_utf8(z->mem, (ustr){all, n});
}

static ustr text_of(const struct zoning *z, span at) { return ustr_sub(z->s, at); }

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

/* The official name: short place, theme, official ending. */
static str made_name(const struct zoning *z, const struct front *f, str ending) {
	const ustr part[] = {short_form(z, f->place), text_of(z, f->theme), arena_ustr(z->mem, ending)};
	return joined(z, part, COUNT(part));
}

/* A zone of a district is named with its city, 芜湖鸠江经济开发区: the city in short form before the district, when the ending is
 * written in full. Districts have the codes up to 20 of their city. */
static span city_of(const struct zoning *z, const struct front *f, span at, const struct word *ending) {
	const struct word *place = &z->known->places->word[f->place];
	int64_t code;
	int above;
	str official = ending->col[1];
	if (!str_eq(str_cut(&official, '|'), ending->own) || !str_int(place->col[3], &code) || code % 100 == 0 || code % 100 > 20) return (span){at.at, at.at};
	uint32_t n = wordlist_before(z->known->places, z->s, f->at, &above);
	if (!n || rank(z, above) != 1 || !str_is(z->known->places->word[above].col[4], "short")) return (span){at.at, at.at};
	return (span){f->at - n, f->at};
}

static bool is_park_name(const struct zoning *z, span at) {
	int i;
	for (uint32_t k = at.at; k < at.end; k++)
		if (!(rule_mark(z->book, z->s[k]) & MARK_han) || wordlist_at(z->known->generic, z->s + k, at.end - k, &i)) return false;
	for (uint32_t k = at.at + 1; k <= at.end; k++)
		if (wordlist_before(z->known->stops, z->s + at.at, k - at.at, &i)) return false;
	return true;
}

/* A park of a zone, 西宁经济技术开发区甘河工业园区: a name of its own between the zone and the ending. */
static void park_of_zone(struct zoning *z, span at) {
	const struct mention *zone = z->out->n ? &z->out->v[z->out->n - 1] : NULL;
	if (!zone || at.at < zone->at.end + PARK_MIN || at.at > zone->at.end + PARK_MAX || !is_park_name(z, (span){zone->at.end, at.at})) return;
	const ustr part[] = {arena_ustr(z->mem, zone_official(z, zone)), text_of(z, (span){zone->at.end, at.end})};
	zone_push(z, z->known->pattern, (span){zone->at.at, at.end}, -1, joined(z, part, COUNT(part)));
}

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
	if (!front_of(z, at.at, &f)) {
		park_of_zone(z, at);
		return;
	}
	if (too_wide(z, f.place, w->col[2])) return;
	struct loose x = {.mention = z->out->n};
	str endings = w->col[1];
	int word = -1;
	while (word < 0 && endings.n && x.n < ENDINGS) {
		x.name[x.n] = made_name(z, &f, str_cut(&endings, '|'));
		word = wordlist_find(z->known->zones, arena_ustr(z->mem, x.name[x.n++]));
	}
	if (word < 0 && str_is(w->col[3], "known")) return;
	span city = city_of(z, &f, at, w);
	if (word < 0 && span_len(city)) x.name[0] = joined(z, (ustr[]){text_of(z, city), arena_ustr(z->mem, x.name[0])}, 2);
	if (word < 0 && x.n > 1 && z->nloose < LOOSE) z->loose[z->nloose++] = x;
	span whole = {places_before(z, f.at, f.place), bracket_behind(z, at.end)};
	zone_push(z, z->known->pattern, whole, word, word >= 0 ? STR_NULL : x.name[0]);
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
	struct mentions told = *z.out;
	engine_only(&told);
	*z.out = (struct mentions){0};
	take_words(&z, scan_words(scan, b, known->zones), scan_words(scan, b, known->zone_suffixes));
	zones_told(&z, &told);
	zones_agree(&z);
	mention_settle(z.out);
}
