/* read.c: one line of JSON -> struct. Says where, what was wanted and what was seen. */
#include "record/priv.h"

#include <limits.h>
#include <stdlib.h>

struct reader { const struct rulebook *rules; struct arena *arena; struct err *err; bool lenient; };
struct path { const struct path *up; const char *name; int index; }; /* name NULL: element `index` */

static void path_put(struct buf *b, const struct path *p) {
	if (!p) return;
	path_put(b, p->up);
	if (!p->name) buf_print(b, "[%d]", p->index);
	else buf_print(b, "%s%s", b->n ? "." : "", p->name);
}

static void seen_put(struct buf *b, const json_t *v) {
	char number[40];
	if (!v) {
		buf_str(b, STR("nothing"));
		return;
	}
	switch (json_typeof(v)) {
	case JSON_OBJECT: buf_str(b, STR("object")); break;
	case JSON_ARRAY: buf_print(b, "array of %zu", json_array_size(v)); break;
	case JSON_STRING:
		buf_str(b, STR("string "));
		buf_json(b, shown((str){json_string_value(v), json_string_length(v)}));
		break;
	case JSON_INTEGER: buf_print(b, "number %lld", (long long)json_integer_value(v)); break;
	case JSON_REAL:
		snprintf(number, sizeof number, "%.17g", json_real_value(v));
		buf_print(b, "number %s", number);
		break;
	case JSON_TRUE: buf_str(b, STR("true")); break;
	case JSON_FALSE: buf_str(b, STR("false")); break;
	case JSON_NULL: buf_str(b, STR("null")); break;
	}
}

static int wrong(struct reader *r, const struct path *p, const char *wanted, const json_t *got) {
	struct buf where = {0}, seen = {0};
	path_put(&where, p);
	seen_put(&seen, got);
	err_set(r->err, "record.type", "%.*s: wanted %s, got %.*s", (int)where.n, where.s ? where.s : "", wanted, (int)seen.n, seen.s);
	buf_free(&where);
	buf_free(&seen);
	return -1;
}

static int64_t integer(const json_t *v) { return json_is_integer(v) ? (int64_t)json_integer_value(v) : -1; }

/* [from, to] with 0 <= from <= to <= limit. */
static bool pair(const json_t *v, int64_t limit, int64_t *from, int64_t *to) {
	if (!json_is_array(v) || json_array_size(v) != 2) return false;
	*from = integer(json_array_get(v, 0));
	*to = integer(json_array_get(v, 1));
	return *from >= 0 && *from <= *to && *to <= limit;
}

static str keep(struct reader *r, const json_t *v) {
	return arena_str(r->arena, (str){json_string_value(v), json_string_length(v)});
}

static int read_str(struct reader *r, const struct path *p, const struct field *f, const json_t *v, void *out) {
	if (json_is_null(v) && (f->null || (r->lenient && !f->need))) return 0;
	if (!json_is_string(v)) return wrong(r, p, f->null ? "a string or null" : "a string", v);
	str s = {json_string_value(v), json_string_length(v)};
	if (!field_takes(f, r->rules, s)) {
		char wanted[400];
		if (f->pattern) snprintf(wanted, sizeof wanted, "a string like %s", f->pattern);
		else if (f->values[0] == '@') snprintf(wanted, sizeof wanted, "a word of list %s", f->values + 1);
		else snprintf(wanted, sizeof wanted, "%s%s", strchr(f->values, ' ') ? "one of " : "", f->values);
		return wrong(r, p, wanted, v);
	}
	s = arena_str(r->arena, s);
	memcpy(out, &s, sizeof s);
	return 0;
}

static int read_int(struct reader *r, const struct path *p, const struct field *f, const json_t *v, void *out) {
	if (json_is_null(v) && (f->null || r->lenient)) return 0;
	int64_t n = integer(v);
	if (f->type == F_INT64) {
		if (n < 0) return wrong(r, p, "an integer from 0", v);
		memcpy(out, &n, sizeof n);
		return 0;
	}
	if (f->type == F_INDEX) n = n < 0 ? -1 : n + 1;
	if (n < (f->null ? 1 : 0) || n > INT_MAX) return wrong(r, p, f->type == F_INDEX ? "an index from 0, or null" : f->null ? "an integer from 1, or null" : "an integer from 0", v);
	int small = (int)n;
	memcpy(out, &small, sizeof small);
	return 0;
}

/* A real was written as a decimal: the shortest one that reads back is what was written. */
static bool real_dec(double x, struct dec *d) {
	char digits[40];
	for (int n = 15; n <= 17; n++) {
		snprintf(digits, sizeof digits, "%.*g", n, x);
		if (strtod(digits, NULL) == x) break; /* NOLINT: equality is the point */
	}
	return dec_parse(str_of(digits), d);
}

static int read_dec(struct reader *r, const struct path *p, const json_t *v, void *out) {
	struct dec d = DEC_NULL;
	if (json_is_integer(v)) d = dec_int(json_integer_value(v));
	else if (json_is_real(v) ? !real_dec(json_real_value(v), &d) : !json_is_null(v))
		return wrong(r, p, "a number of at most 18 digits, or null", v);
	memcpy(out, &d, sizeof d);
	return 0;
}

static int read_span(struct reader *r, const struct path *p, const json_t *v, void *out) {
	int64_t from, to;
	if (!pair(v, UINT32_MAX, &from, &to)) return wrong(r, p, "[from, to]", v);
	span s = {(uint32_t)from, (uint32_t)to};
	memcpy(out, &s, sizeof s);
	return 0;
}

static int read_bytes(struct reader *r, const struct path *p, const json_t *v, void *out) {
	struct bytes b = {-1, -1};
	if (!json_is_null(v) && !pair(v, INT64_MAX, &b.from, &b.to)) return wrong(r, p, "[from, to] or null", v);
	memcpy(out, &b, sizeof b);
	return 0;
}

/* Room for all elements of an array, at once. -1: not an array. */
static int open_list(struct reader *r, const struct path *p, const json_t *v, size_t size, struct any *list) {
	*list = (struct any){0};
	if (json_is_null(v) && r->lenient) return 0;
	if (!json_is_array(v)) return wrong(r, p, "an array", v);
	size_t n = json_array_size(v);
	list->n = list->cap = (int)n;
	if (n) list->v = arena_alloc(r->arena, n * size);
	return 0;
}

static int read_strs(struct reader *r, const struct path *p, const json_t *v, void *out) {
	struct any list;
	if (open_list(r, p, v, sizeof(str), &list)) return -1;
	str *to = list.v;
	for (int i = 0; i < list.n; i++) {
		const json_t *item = json_array_get(v, (size_t)i);
		if (!json_is_string(item)) return wrong(r, &(struct path){p, NULL, i}, "a string", item);
		to[i] = keep(r, item);
	}
	memcpy(out, &list, sizeof list);
	return 0;
}

static int read_stretches(struct reader *r, const struct path *p, const json_t *v, void *out) {
	struct any list;
	if (open_list(r, p, v, sizeof(struct stretch), &list)) return -1;
	struct stretch *to = list.v;
	for (int i = 0; i < list.n; i++) {
		const json_t *item = json_array_get(v, (size_t)i);
		if (!pair(item, INT64_MAX, &to[i].from, &to[i].to)) return wrong(r, &(struct path){p, NULL, i}, "[from, to]", item);
	}
	memcpy(out, &list, sizeof list);
	return 0;
}

static int read_run(struct reader *r, const struct path *p, const json_t *v, struct maprun *run) {
	size_t n = json_is_array(v) ? json_array_size(v) : 0;
	run->from = n % 2 ? integer(json_array_get(v, 0)) : -1;
	if (run->from < 0) return wrong(r, p, "[from, n, w, ...]", v);
	run->pair.n = run->pair.cap = (int)n - 1;
	run->pair.v = ARENA_NEW(r->arena, int, n);
	for (int i = 1; i < (int)n; i++) {
		const json_t *item = json_array_get(v, (size_t)i);
		json_int_t k = json_integer_value(item);
		bool skip = i % 2 == 0 && run->pair.v[i - 2] == 0;
		json_int_t low = skip ? -INT_MAX : 0, high = i % 2 || skip ? INT_MAX : UINT8_MAX;
		if (!json_is_integer(item) || k < low || k > high) return wrong(r, &(struct path){p, NULL, i}, "a count", item);
		run->pair.v[i - 1] = (int)k;
	}
	return 0;
}

static int read_map(struct reader *r, const struct path *p, const json_t *v, void *out) {
	struct any list;
	if (open_list(r, p, v, sizeof(struct maprun), &list)) return -1;
	struct maprun *to = list.v;
	for (int i = 0; i < list.n; i++)
		if (read_run(r, &(struct path){p, NULL, i}, json_array_get(v, (size_t)i), &to[i])) return -1;
	memcpy(out, &list, sizeof list);
	return 0;
}

static int read_object(struct reader *, const struct path *, const struct shape *, const json_t *, char *out);

static int read_list(struct reader *r, const struct path *p, const struct shape *of, const json_t *v, void *out) {
	struct any list;
	if (open_list(r, p, v, of->size, &list)) return -1;
	for (int i = 0; i < list.n; i++)
		if (read_object(r, &(struct path){p, NULL, i}, of, json_array_get(v, (size_t)i), (char *)list.v + (size_t)i * of->size))
			return -1;
	memcpy(out, &list, sizeof list);
	return 0;
}

static int read_value(struct reader *r, const struct path *p, const struct field *f, const json_t *v, char *out) {
	switch (f->type) {
	case F_STR: return read_str(r, p, f, v, out);
	case F_INT:
	case F_INDEX:
	case F_INT64: return read_int(r, p, f, v, out);
	case F_DEC: return read_dec(r, p, v, out);
	case F_SPAN: return read_span(r, p, v, out);
	case F_BYTES: return read_bytes(r, p, v, out);
	case F_STRS: return read_strs(r, p, v, out);
	case F_STRETCHES: return read_stretches(r, p, v, out);
	case F_MAP: return read_map(r, p, v, out);
	case F_LIST: return read_list(r, p, f->of, v, out);
	case F_OBJECT: return json_is_null(v) && (f->null || r->lenient) ? 0 : read_object(r, p, f->of, v, out);
	}
	return -1;
}

static bool knows(const struct reader *r, const struct shape *shape, const char *key) {
	for (int i = 0; i < shape->nfield; i++)
		if (!strcmp(shape->field[i].name, key)) return r->lenient || !shape->field[i].shorthand;
	return false;
}

static int refuse_unknown(struct reader *r, const struct path *p, const struct shape *shape, const json_t *v) {
	const char *key;
	json_t *item;
	json_object_foreach((json_t *)v, key, item) {
		if (!knows(r, shape, key)) return wrong(r, &(struct path){p, key, 0}, "no such key", item);
	}
	return 0;
}

static int read_object(struct reader *r, const struct path *p, const struct shape *shape, const json_t *v, char *out) {
	if (!json_is_object(v)) return wrong(r, p, "an object", v);
	size_t found = 0;
	for (int i = 0; i < shape->nfield; i++) found += json_object_get(v, shape->field[i].name) != NULL;
	if ((found != json_object_size(v) || !r->lenient) && refuse_unknown(r, p, shape, v)) return -1;
	for (int i = 0; i < shape->nfield; i++) {
		const struct field *f = &shape->field[i];
		const struct path here = {p, f->name, 0};
		const json_t *item = json_object_get(v, f->name);
		if (!item && (f->shorthand || (r->lenient && !f->need))) continue;
		if (!item) return wrong(r, &here, "a value", NULL);
		if (read_value(r, &here, f, item, out + f->offset)) return -1;
	}
	return 0;
}

/* What jansson takes for a value and for an object, roughly (2.14: 46 and 234 bytes), and what all of a line may take. A short line
 * cannot reach that. */
enum { VALUE = 48, OBJECT = 240 };
#define TREE_MAX ((size_t)4 << 30)

static bool tree_fits(str line) {
	size_t bytes = 0;
	bool quoted = false;
	if (line.n <= TREE_MAX / OBJECT) return true;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.s[i];
		if (c == '"') quoted = !quoted;
		else if (quoted) i += c == '\\';
		else if (c == '{') bytes += OBJECT;
		else if (c == ',' || c == '[') bytes += VALUE;
	}
	return bytes <= TREE_MAX;
}

int shape_read(void *object, const struct shape *shape, str line, bool lenient, const struct rulebook *rules, struct arena *arena, struct err *err) {
	struct reader r = {rules, arena, err, lenient};
	json_error_t trouble;
	if (!tree_fits(line)) return err_set(err, "line.large", "too many values in a line of %zu bytes", line.n);
	json_t *v = json_loadb(line.s ? line.s : "", line.n, JSON_REJECT_DUPLICATES, &trouble);
	if (!v) return err_byte(err, "record.json", STR(""), trouble.position, "not a JSON object: %s", trouble.text);
	memset(object, 0, shape->size);
	int rc = json_is_object(v) ? read_object(&r, NULL, shape, v, object)
	                           : err_set(err, "record.type", "wanted an object, got an array");
	json_decref(v);
	return rc;
}
