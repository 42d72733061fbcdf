/* score_page.c: which record is which gold article, and what is right about it. */
#include "run/score.h"

static bool in(str text, str needle) { return !needle.n || (text.n && memmem(text.s, text.n, needle.s, needle.n)); }

/* ---- pairing ------------------------------------------------------------------------- */

struct fit { int fit, near, g, r; };

static int best_first(const void *a, const void *b) {
	const struct fit *x = a, *y = b;
	const int dx[] = {x->fit, x->near, x->g, x->r}, dy[] = {y->fit, y->near, y->g, y->r};
	for (size_t i = 0; i < COUNT(dx); i++)
		if (dx[i] != dy[i]) return dx[i] > dy[i] ? -1 : 1;
	return 0;
}

static int fit_of(const struct score_article *gold, const struct score_article *record) {
	int fit = 3 * in(record->text, gold->first) + 2 * in(record->text, gold->last);
	return fit + 3 * (json_text(gold->json, "title").n && str_eq(gold->title, record->title));
}

static void align(struct scoring *s, struct score_page *p) {
	LIST(struct fit) fits = {0};
	for (int g = 0; g < p->gold.n; g++)
		for (int r = 0; r < p->records.n; r++) {
			int fit = fit_of(&p->gold.v[g], &p->records.v[r]);
			if (fit) *LIST_PUSH(&fits, &s->mem) = (struct fit){fit, -abs(g - r), g, r};
		}
	if (fits.n) qsort(fits.v, (size_t)fits.n, sizeof *fits.v, best_first);
	for (int i = 0; i < fits.n; i++) {
		struct score_article *g = &p->gold.v[fits.v[i].g], *r = &p->records.v[fits.v[i].r];
		if (g->pair >= 0 || r->pair >= 0) continue;
		g->pair = fits.v[i].r;
		r->pair = fits.v[i].g;
	}
}

/* ---- checks ---------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) {
	const str *x = a, *y = b;
	int c = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);
	return c ? c : (x->n > y->n) - (x->n < y->n);
}

/* The array's texts, sorted or squashed. */
static struct strs texts(const json_t *array, bool sorted, struct arena *mem) {
	struct strs list = {0};
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *t = json_array_get(array, i);
		str own = json_is_string(t) ? (str){json_string_value(t), json_string_length(t)} : STR("");
		*LIST_PUSH(&list, mem) = sorted ? own : squash(t, false, mem);
	}
	if (sorted && list.n) qsort(list.v, (size_t)list.n, sizeof *list.v, by_text);
	return list;
}

static bool same_texts(struct scoring *s, const json_t *a, const json_t *b, const char *key, bool sorted) {
	struct strs x = texts(json_object_get(a, key), sorted, &s->mem), y = texts(json_object_get(b, key), sorted, &s->mem);
	if (x.n != y.n) return false;
	for (int i = 0; i < x.n; i++)
		if (!str_eq(x.v[i], y.v[i])) return false;
	return true;
}

static bool same_text(str a, str b) { return !a.s == !b.s && str_eq(a, b); }

/* No other article's beginning or end stands in the record. */
static bool pure(const struct score_page *p, int g, str text) {
	for (int h = 0; h < p->gold.n; h++)
		if (h != g && (in(text, p->gold.v[h].first) || in(text, p->gold.v[h].last))) return false;
	return true;
}

static void article_miss(struct scoring *s, const struct score_page *p, const json_t *gold, const json_t *record, const char *name) {
	json_t *want = json_object_get(gold, json_object_get(gold, name) ? name : "first"), *got = json_object_get(record, name);
	if (!strcmp(name, "zone")) got = json_object_get(got, "name");
	char *a = want ? json_dumps(want, JSON_ENCODE_ANY) : NULL, *b = got ? json_dumps(got, JSON_ENCODE_ANY) : NULL;
	score_miss(s, "%.*s article %lld %s: gold %s got %s", STR_ARG(p->name), (long long)json_integer_value(json_object_get(gold, "article")), name,
		a ? a : "null", b ? b : "null");
	free(a);
	free(b);
}

static void article_checks_run(struct scoring *s, const struct score_page *p, int g) {
	const struct score_article *a = &p->gold.v[g], *r = &p->records.v[a->pair];
	bool ok[NARTICLE] = {
		[ARTICLE_title] = str_eq(a->title, r->title),
		[ARTICLE_zone] = same_text(json_text(json_object_get(r->json, "zone"), "name"), json_text(a->json, "zone")),
		[ARTICLE_byline] = same_texts(s, a->json, r->json, "byline", true),
		[ARTICLE_kind] = same_text(json_text(a->json, "kind"), json_text(r->json, "kind")),
		[ARTICLE_whole] = in(r->text, a->first) && in(r->text, a->last),
		[ARTICLE_pure] = pure(p, g, r->text),
		[ARTICLE_subheads] = same_texts(s, a->json, r->json, "subheads", false),
	};
	ok[ARTICLE_right] = ok[ARTICLE_whole] && ok[ARTICLE_pure];
	for (int i = 0; i < NARTICLE; i++) {
		s->article[i] += ok[i];
		if (!ok[i] && i != ARTICLE_right) article_miss(s, p, a->json, r->json, article_checks[i]);
	}
}

static void joins_run(struct scoring *s, const struct score_page *p, int g) {
	const struct score_article *a = &p->gold.v[g], *r = &p->records.v[a->pair];
	const json_t *joins = json_object_get(a->json, "joins");
	for (size_t i = 0; i < json_array_size(joins); i++) {
		const json_t *left = json_array_get(json_array_get(joins, i), 0), *right = json_array_get(json_array_get(joins, i), 1);
		str x = squash(left, false, &s->mem), y = squash(right, false, &s->mem);
		bool ok = in(r->text, arena_print(&s->mem, "%.*s%.*s", STR_ARG(x), STR_ARG(y)));
		s->joins++;
		s->joined += ok;
		if (!ok)
			score_miss(s, "%.*s article %lld join: %s|%s", STR_ARG(p->name), (long long)json_integer_value(json_object_get(a->json, "article")),
				json_string_value(left), json_string_value(right));
	}
}

void score_page(struct scoring *s, struct score_page *p) {
	align(s, p);
	s->gold += p->gold.n;
	s->found += p->records.n;
	for (int g = 0; g < p->gold.n; g++) {
		const json_t *a = p->gold.v[g].json;
		str name = json_text(a, json_text(a, "title").n ? "title" : "first");
		if (p->gold.v[g].pair < 0) {
			score_miss(s, "%.*s article %lld not found: %.*s", STR_ARG(p->name), (long long)json_integer_value(json_object_get(a, "article")), STR_ARG(name));
			continue;
		}
		article_checks_run(s, p, g);
		joins_run(s, p, g);
	}
	for (int k = 0; k < NSCORE; k++) score_mentions(s, p, (enum score_kind)k);
}
