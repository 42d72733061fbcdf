/* score_load.c: gold and records from their files. */
#include "run/score.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

/* What regular expressions of other languages call white space. */
static bool space(uint32_t c) {
	return (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool quote(uint32_t c) {
	return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x2019) || (c >= 0x201C && c <= 0x201D) || (c >= 0x300C && c <= 0x300F);
}

str squash(const json_t *text, bool quotes, struct arena *mem) {
	str x = json_is_string(text) ? (str){json_string_value(text), json_string_length(text)} : STR("");
	char *s = arena_alloc(mem, x.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < x.n;) {
		uint32_t c = 0;
		int step = utf8_step((const unsigned char *)x.s + i, x.n - i, &c);
		i += (size_t)(step < 0 ? -step : step);
		if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
		if (!space(c) && !(quotes && quote(c))) n += (size_t)utf8_encode(c, s + n);
	}
	return (str){s, n};
}

str json_text(const json_t *object, const char *key) {
	const json_t *v = json_object_get(object, key);
	return json_is_string(v) ? (str){json_string_value(v), json_string_length(v)} : STR_NULL;
}

/* What stands before the first dot of the base name. */
static str page_of(str file) {
	for (size_t i = file.n; i-- > 0;)
		if (file.s[i] == '/') {
			file = str_from(file, i + 1);
			break;
		}
	return str_cut(&file, '.');
}

static struct score_page *page_named(struct scoring *s, str name) {
	for (int i = s->page.n; i-- > 0;)
		if (str_eq(s->page.v[i].name, name)) return &s->page.v[i];
	return NULL;
}

static void article_add(struct score_articles *list, json_t *json, struct arena *mem) {
	*LIST_PUSH(list, mem) = (struct score_article){
		.json = json, .pair = -1, .title = squash(json_object_get(json, "title"), false, mem),
		.text = squash(json_object_get(json, "text"), false, mem), .first = squash(json_object_get(json, "first"), false, mem),
		.last = squash(json_object_get(json, "last"), false, mem),
	};
}

typedef void object_read(struct scoring *, json_t *, struct score_page *);

static void gold_read(struct scoring *s, json_t *json, struct score_page *page) { article_add(&page->gold, json, &s->mem); }

static void record_read(struct scoring *s, json_t *json, struct score_page *none) {
	(void)none;
	struct score_page *page = page_named(s, page_of(json_text(json_object_get(json, "source"), "file")));
	if (page) article_add(&page->records, json, &s->mem);
}

static int objects_read(struct scoring *s, const char *path, object_read *read, struct score_page *page, struct err *err) {
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	int bad = 0;
	if (!in) return err_at(err, "file.missing", str_of(path), 0, 0, "%s", strerror(errno));
	for (int no = 1; !bad; no++) {
		ssize_t n = getline(&line, &cap, in);
		if (n < 0) break;
		if (!str_trim((str){line, (size_t)n}).n) continue;
		json_error_t why;
		json_t *json = json_loadb(line, (size_t)n, 0, &why);
		if (json) *LIST_PUSH(&s->json, &s->mem) = json;
		if (json_is_object(json)) read(s, json, page);
		else bad = err_at(err, "line.json", str_of(path), no, json ? 1 : why.column, "%s", json ? "wanted an object" : why.text);
	}
	if (!bad && ferror(in)) bad = err_at(err, "file.unreadable", str_of(path), 0, 0, "%s", strerror(errno));
	free(line);
	fclose(in);
	return bad;
}

static int gold_file(struct scoring *s, const char *path, struct err *err) {
	struct score_page *page = LIST_PUSH(&s->page, &s->mem);
	page->name = arena_str(&s->mem, page_of(str_of(path)));
	return objects_read(s, path, gold_read, page, err);
}

static int is_gold(const struct dirent *d) { return str_ends(str_of(d->d_name), STR(".gold.jsonl")); }
static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int gold_folder(struct scoring *s, const char *dir, struct err *err) {
	struct dirent **name;
	int bad = 0, n = scandir(dir, &name, is_gold, by_name);
	if (n < 0) return err_at(err, "file.unreadable", str_of(dir), 0, 0, "%s", strerror(errno));
	if (!n) bad = err_at(err, "folder.nopages", str_of(dir), 0, 0, "no *.gold.jsonl in this folder");
	for (int i = 0; i < n; i++) {
		if (!bad) bad = gold_file(s, arena_print(&s->mem, "%s/%s", dir, name[i]->d_name).s, err);
		free(name[i]);
	}
	free(name);
	return bad;
}

int score_load(struct scoring *s, const char *gold, const char *records, struct err *err) {
	struct stat st;
	if (stat(gold, &st)) return err_at(err, "file.missing", str_of(gold), 0, 0, "%s", strerror(errno));
	if (S_ISDIR(st.st_mode) ? gold_folder(s, gold, err) : gold_file(s, gold, err)) return -1;
	return objects_read(s, records, record_read, NULL, err);
}
