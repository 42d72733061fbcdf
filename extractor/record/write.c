/* write.c: struct -> one line of JSON, straight into the buffer.
 *
 * p is the place behind what was written, b->n is behind the times until shape_write ends. Each put_ asks for its own room,
 * and a field for that of its key and of anything but lists and strings. */
#include "record/priv.h"

enum { PAIR_ROOM = 2 * INT_ROOM + 3, FIELD_ROOM = sizeof((struct field *)NULL)->key + DEC_ROOM };

static char *write_object(struct buf *, char *p, const struct shape *, const char *object);

/* p, or where it has moved to: room for n bytes behind it. */
static inline char *room(struct buf *b, char *p, size_t n) {
	if ((size_t)(b->s + b->cap - p) >= n) return p;
	b->n = (size_t)(p - b->s);
	buf_grow(b, n);
	return b->s + b->n;
}

static char *put_pair(char *p, int64_t from, int64_t to) {
	*p++ = '[';
	p = put_int(p, from);
	*p++ = ',';
	p = put_int(p, to);
	*p++ = ']';
	return p;
}

static char *put_char(struct buf *b, char *p, char c) {
	p = room(b, p, 1);
	*p++ = c;
	return p;
}

static char *put_str(struct buf *b, char *p, str x) { return x.s ? put_json(room(b, p, JSON_ROOM(x.n)), x) : put_null(p); }

/* What stands before element i. */
static char *put_next(struct buf *b, char *p, int i) { return i ? put_char(b, p, ',') : p; }

static char *put_strs(struct buf *b, char *p, const char *at) {
	struct any list = any_get(at);
	const str *v = list.v;
	*p++ = '[';
	for (int i = 0; i < list.n; i++) p = put_str(b, room(b, put_next(b, p, i), FIELD_ROOM), v[i]);
	return put_char(b, p, ']');
}

static char *put_stretches(struct buf *b, char *p, const char *at) {
	struct any list = any_get(at);
	const struct stretch *v = list.v;
	*p++ = '[';
	for (int i = 0; i < list.n; i++) p = put_pair(room(b, put_next(b, p, i), PAIR_ROOM), v[i].from, v[i].to);
	return put_char(b, p, ']');
}

static char *put_run(struct buf *b, char *p, const struct maprun *run) {
	p = put_int(room(b, put_char(b, p, '['), INT_ROOM), run->from);
	for (int k = 0; k < run->pair.n; k++) p = put_int(room(b, put_char(b, p, ','), INT_ROOM), run->pair.v[k]);
	return put_char(b, p, ']');
}

static char *put_map(struct buf *b, char *p, const char *at) {
	struct map map;
	memcpy(&map, at, sizeof map);
	*p++ = '[';
	for (int i = 0; i < map.run.n; i++) p = put_run(b, put_next(b, p, i), &map.run.v[i]);
	return put_char(b, p, ']');
}

static char *put_list(struct buf *b, char *p, const struct shape *of, const char *at) {
	struct any list = any_get(at);
	const char *v = list.v;
	*p++ = '[';
	for (int i = 0; i < list.n; i++) p = write_object(b, put_next(b, p, i), of, v + (size_t)i * of->size);
	return put_char(b, p, ']');
}

static char *put_small(char *p, const struct field *f, const char *at) {
	int v;
	memcpy(&v, at, sizeof v);
	return f->null && !v ? put_null(p) : put_int(p, v);
}

static char *put_index(char *p, const char *at) {
	int v;
	memcpy(&v, at, sizeof v);
	return v ? put_int(p, v - 1) : put_null(p);
}

static char *put_int64(char *p, const char *at) {
	int64_t v;
	memcpy(&v, at, sizeof v);
	return put_int(p, v);
}

static char *put_number(char *p, const char *at) {
	struct dec v;
	memcpy(&v, at, sizeof v);
	return put_dec(p, v);
}

static char *put_span(char *p, const char *at) {
	span v;
	memcpy(&v, at, sizeof v);
	return put_pair(p, v.at, v.end);
}

static char *put_bytes(char *p, const char *at) {
	struct bytes v;
	memcpy(&v, at, sizeof v);
	return v.from < 0 ? put_null(p) : put_pair(p, v.from, v.to);
}

static char *write_field(struct buf *b, char *p, const struct field *f, const char *at) {
	p = room(b, p, FIELD_ROOM);
	memcpy(p, f->key, sizeof f->key); /* all of it: a known length is a few moves */
	p += f->nkey;
	switch (f->type) {
	case F_STR: return put_str(b, p, str_get(at));
	case F_INT: return put_small(p, f, at);
	case F_INDEX: return put_index(p, at);
	case F_INT64: return put_int64(p, at);
	case F_DEC: return put_number(p, at);
	case F_SPAN: return put_span(p, at);
	case F_BYTES: return put_bytes(p, at);
	case F_STRS: return put_strs(b, p, at);
	case F_STRETCHES: return put_stretches(b, p, at);
	case F_MAP: return put_map(b, p, at);
	case F_LIST: return put_list(b, p, f->of, at);
	case F_OBJECT: return object_null(f, at) ? put_null(p) : write_object(b, p, f->of, at);
	}
	return p;
}

/* Every key brings its comma; the first one's becomes the brace. */
static char *write_object(struct buf *b, char *p, const struct shape *shape, const char *object) {
	size_t start = (size_t)(p - b->s);
	for (int i = 0; i < shape->nfield; i++)
		if (!shape->field[i].shorthand) p = write_field(b, p, &shape->field[i], object + shape->field[i].offset);
	b->s[start] = '{';
	return put_char(b, p, '}');
}

void shape_write(struct buf *b, const struct shape *shape, const void *object) {
	buf_room(b, FIELD_ROOM); /* an empty buffer has no place to be behind of */
	char *p = put_char(b, write_object(b, b->s + b->n, shape, object), '\n');
	b->n = (size_t)(p - b->s);
}
