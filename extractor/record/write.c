/* write.c: struct -> one line of JSON, straight into the buffer. */
#include "record/priv.h"

static void write_object(struct buf *, const struct shape *, const char *object);

static void put_pair(struct buf *b, int64_t from, int64_t to) {
	buf_char(b, '[');
	buf_int(b, from);
	buf_char(b, ',');
	buf_int(b, to);
	buf_char(b, ']');
}

static void put_null(struct buf *b) { buf_put(b, "null", 4); }

static void put_strs(struct buf *b, const char *at) {
	struct any list = any_get(at);
	const str *v = list.v;
	buf_char(b, '[');
	for (int i = 0; i < list.n; i++) {
		if (i) buf_char(b, ',');
		buf_json(b, v[i]);
	}
	buf_char(b, ']');
}

static void put_stretches(struct buf *b, const char *at) {
	struct any list = any_get(at);
	const struct stretch *v = list.v;
	buf_char(b, '[');
	for (int i = 0; i < list.n; i++) {
		if (i) buf_char(b, ',');
		put_pair(b, v[i].from, v[i].to);
	}
	buf_char(b, ']');
}

static void put_map(struct buf *b, const char *at) {
	struct map map;
	memcpy(&map, at, sizeof map);
	buf_char(b, '[');
	for (int i = 0; i < map.run.n; i++) {
		if (i) buf_char(b, ',');
		buf_char(b, '[');
		buf_int(b, map.run.v[i].from);
		for (int k = 0; k < map.run.v[i].pair.n; k++) {
			buf_char(b, ',');
			buf_int(b, map.run.v[i].pair.v[k]);
		}
		buf_char(b, ']');
	}
	buf_char(b, ']');
}

static void put_list(struct buf *b, const struct shape *of, const char *at) {
	struct any list = any_get(at);
	const char *v = list.v;
	buf_char(b, '[');
	for (int i = 0; i < list.n; i++) {
		if (i) buf_char(b, ',');
		write_object(b, of, v + (size_t)i * of->size);
	}
	buf_char(b, ']');
}

static void put_int(struct buf *b, const struct field *f, const char *at) {
	int v;
	memcpy(&v, at, sizeof v);
	if (f->null && !v) put_null(b);
	else buf_int(b, v);
}

static void put_int64(struct buf *b, const char *at) {
	int64_t v;
	memcpy(&v, at, sizeof v);
	buf_int(b, v);
}

static void put_dec(struct buf *b, const char *at) {
	struct dec v;
	memcpy(&v, at, sizeof v);
	buf_dec(b, v);
}

static void put_span(struct buf *b, const char *at) {
	span v;
	memcpy(&v, at, sizeof v);
	put_pair(b, v.at, v.end);
}

static void put_bytes(struct buf *b, const char *at) {
	struct bytes v;
	memcpy(&v, at, sizeof v);
	if (v.from < 0) put_null(b);
	else put_pair(b, v.from, v.to);
}

static void write_value(struct buf *b, const struct field *f, const char *at) {
	switch (f->type) {
	case F_STR: buf_json(b, str_get(at)); break;
	case F_INT: put_int(b, f, at); break;
	case F_INT64: put_int64(b, at); break;
	case F_DEC: put_dec(b, at); break;
	case F_SPAN: put_span(b, at); break;
	case F_BYTES: put_bytes(b, at); break;
	case F_STRS: put_strs(b, at); break;
	case F_STRETCHES: put_stretches(b, at); break;
	case F_MAP: put_map(b, at); break;
	case F_LIST: put_list(b, f->of, at); break;
	case F_OBJECT:
		if (object_null(f, at)) put_null(b);
		else write_object(b, f->of, at);
		break;
	}
}

/* Keys are plain ASCII words of our own: nothing to escape. */
static void put_key(struct buf *b, const char *name, char before) {
	size_t n = strlen(name);
	buf_room(b, n + 4);
	char *p = b->s + b->n;
	*p++ = before;
	*p++ = '"';
	memcpy(p, name, n);
	p[n] = '"';
	p[n + 1] = ':';
	b->n += n + 4;
}

static void write_object(struct buf *b, const struct shape *shape, const char *object) {
	for (int i = 0; i < shape->nfield; i++) {
		const struct field *f = &shape->field[i];
		if (f->shorthand) continue;
		put_key(b, f->name, i ? ',' : '{');
		write_value(b, f, object + f->offset);
	}
	buf_char(b, '}');
}

void shape_write(struct buf *b, const struct shape *shape, const void *object) {
	write_object(b, shape, object);
	buf_char(b, '\n');
}
