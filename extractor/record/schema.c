/* schema.c: the tables as JSON Schema 2020-12 and as a DuckDB column list. */
#include "record/priv.h"

struct printer { struct buf *b; const struct rulebook *rules; struct arena arena; int depth; bool first; };

/* ---- pretty JSON ------------------------------------------------------------------ */

static void line(struct printer *p) {
	if (!p->first) buf_char(p->b, ',');
	p->first = false;
	buf_char(p->b, '\n');
	for (int i = 0; i < p->depth; i++) buf_put(p->b, "  ", 2);
}

static void key(struct printer *p, const char *name) {
	line(p);
	buf_json(p->b, str_of(name));
	buf_put(p->b, ": ", 2);
}

static void open(struct printer *p, char bracket) {
	buf_char(p->b, bracket);
	p->depth++;
	p->first = true;
}

static void close(struct printer *p, char bracket) {
	p->depth--;
	p->first = true;
	line(p);
	buf_char(p->b, bracket);
	p->first = false;
}

static void text(struct printer *p, const char *name, str value) {
	key(p, name);
	buf_json(p->b, value);
}

static void count(struct printer *p, const char *name, int64_t value) {
	key(p, name);
	buf_int(p->b, value);
}

static void type(struct printer *p, const char *name, bool null) {
	key(p, "type");
	buf_print(p->b, null ? "[\"%s\", \"null\"]" : "\"%s\"", name);
}

/* ---- JSON Schema -------------------------------------------------------------------- */

static void schema_of(struct printer *, const struct shape *, bool null);

static void enumeration(struct printer *p, const struct field *f) {
	struct strs values;
	field_values(f, p->rules, &values, &p->arena);
	if (values.n == 1 && !f->null) {
		text(p, "const", values.v[0]);
		return;
	}
	key(p, "enum");
	buf_char(p->b, '[');
	for (int i = 0; i < values.n; i++) {
		if (i) buf_put(p->b, ", ", 2);
		buf_json(p->b, values.v[i]);
	}
	if (f->null) buf_put(p->b, ", null", 6);
	buf_char(p->b, ']');
}

static void string(struct printer *p, const struct field *f) {
	struct strs values;
	field_values(f, p->rules, &values, &p->arena);
	type(p, "string", f->null);
	if (values.n) enumeration(p, f);
	else if (f->values) text(p, "pattern", STR(PATTERN_WORD));
	if (f->pattern) text(p, "pattern", str_of(f->pattern));
	if (f->pattern && !strcmp(f->pattern, PATTERN_DATE)) text(p, "format", STR("date"));
}

/* The bounds of what every JSON reader holds exactly. */
static void number(struct printer *p, bool null) {
	type(p, "number", null);
	count(p, "minimum", -(INT64_C(1) << 53));
	count(p, "maximum", INT64_C(1) << 53);
}

static void integer(struct printer *p, const struct field *f) {
	type(p, "integer", f->null);
	count(p, "minimum", f->type == F_INT && f->null ? 1 : 0);
	if (f->type != F_INT64) count(p, "maximum", f->type == F_INDEX ? INT32_MAX - 1 : INT32_MAX);
}

static void pair_items(struct printer *p, bool null) {
	type(p, "array", null);
	key(p, "items");
	open(p, '{');
	type(p, "integer", false);
	count(p, "minimum", 0);
	close(p, '}');
	count(p, "minItems", 2);
	count(p, "maxItems", 2);
}

static void items(struct printer *p, const struct field *f) {
	type(p, "array", false);
	key(p, "items");
	if (f->of) {
		schema_of(p, f->of, false);
		return;
	}
	open(p, '{');
	if (f->type == F_STRS) type(p, "string", false);
	else pair_items(p, false);
	close(p, '}');
}

static void property(struct printer *p, const struct field *f) {
	key(p, f->name);
	if (f->type == F_OBJECT) {
		schema_of(p, f->of, f->null);
		return;
	}
	open(p, '{');
	text(p, "description", str_of(f->doc));
	switch (f->type) {
	case F_STR: string(p, f); break;
	case F_INT:
	case F_INDEX:
	case F_INT64: integer(p, f); break;
	case F_DEC: number(p, f->null); break;
	case F_SPAN: pair_items(p, false); break;
	case F_BYTES: pair_items(p, true); break;
	case F_STRS:
	case F_STRETCHES:
	case F_LIST: items(p, f); break;
	case F_MAP:
	case F_OBJECT: break; /* a map is in no published shape; objects went above */
	}
	close(p, '}');
}

static void members(struct printer *p, const struct shape *shape, bool null) {
	text(p, "description", str_of(shape->doc));
	type(p, "object", null);
	key(p, "additionalProperties");
	buf_str(p->b, STR("false"));
	key(p, "required");
	buf_char(p->b, '[');
	for (int i = 0; i < shape->nfield; i++) {
		if (i) buf_put(p->b, ", ", 2);
		buf_json(p->b, str_of(shape->field[i].name));
	}
	buf_char(p->b, ']');
	key(p, "properties");
	open(p, '{');
	for (int i = 0; i < shape->nfield; i++) property(p, &shape->field[i]);
	close(p, '}');
}

static void schema_of(struct printer *p, const struct shape *shape, bool null) {
	open(p, '{');
	members(p, shape, null);
	close(p, '}');
}

void record_schema(struct buf *b, const struct rulebook *rules) {
	struct printer p = {.b = b, .rules = rules};
	open(&p, '{');
	text(&p, "$schema", STR("https://json-schema.org/draft/2020-12/schema"));
	text(&p, "$id", STR("urn:zhaibao:article:v1"));
	text(&p, "title", STR(RECORD_SCHEMA));
	members(&p, &shape_record, false);
	close(&p, '}');
	buf_char(b, '\n');
	arena_free(&p.arena);
}

/* ---- DuckDB --------------------------------------------------------------------------- */

static void column_type(struct buf *, const struct field *);

static void struct_type(struct buf *b, const struct shape *shape) {
	buf_str(b, STR("STRUCT("));
	for (int i = 0; i < shape->nfield; i++) {
		buf_print(b, "%s\"%s\" ", i ? ", " : "", shape->field[i].name);
		column_type(b, &shape->field[i]);
	}
	buf_char(b, ')');
}

/* Numbers are DOUBLE, not DECIMAL: what fits a record has at most 15 digits or is an integer up to 2^53 (dec_fits), and a
 * double gives all of those back as they were written, while a DECIMAL(38, 6) would round dollars per ton and refuse nothing. */
static void column_type(struct buf *b, const struct field *f) {
	switch (f->type) {
	case F_STR: buf_str(b, f->pattern && !strcmp(f->pattern, PATTERN_DATE) ? STR("DATE") : STR("VARCHAR")); break;
	case F_INT:
	case F_INDEX:
	case F_INT64: buf_str(b, STR("BIGINT")); break;
	case F_DEC: buf_str(b, STR("DOUBLE")); break;
	case F_SPAN:
	case F_BYTES: buf_str(b, STR("BIGINT[]")); break;
	case F_STRS: buf_str(b, STR("VARCHAR[]")); break;
	case F_STRETCHES:
	case F_MAP: buf_str(b, STR("BIGINT[][]")); break;
	case F_OBJECT: struct_type(b, f->of); break;
	case F_LIST:
		struct_type(b, f->of);
		buf_str(b, STR("[]"));
		break;
	}
}

void record_columns(struct buf *b, const struct rulebook *rules) {
	(void)rules; /* words of the rulebook are VARCHAR whatever they are */
	buf_str(b, STR("columns = {\n"));
	for (int i = 0; i < shape_record.nfield; i++) {
		const struct field *f = &shape_record.field[i];
		buf_print(b, "  \"%s\": '", f->name);
		column_type(b, f);
		buf_str(b, i + 1 < shape_record.nfield ? STR("',\n") : STR("'\n"));
	}
	buf_str(b, STR("}\n"));
}
