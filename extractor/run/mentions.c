/* mentions.c: a text as an article; mentions by the names of their JSON fields. */
#include "run/run.h"

#include <assert.h>

void article_of_text(struct article *a, str utf8, str date, const struct rulebook *rules, struct arena *mem) {
	ustr cp = arena_ustr(mem, utf8);
	*a = (struct article){.issue.date = date};
	a->text.cp = ARENA_NEW(mem, uint32_t, cp.n + 1);
	a->text.fold = ARENA_NEW(mem, uint32_t, cp.n + 1);
	a->text.n = cp.n;
	if (cp.n) memcpy(a->text.cp, cp.s, cp.n * sizeof *cp.s);
	text_fold(a->text.fold, a->text.cp, cp.n, rules);
	LIST_PUSH(&a->piece, mem)->at = 0;
	for (uint32_t at = 0, end; at < cp.n; at = end + 1) {
		for (end = at; end < cp.n && cp.s[end] != '\n';) end++;
		if (end > at) *LIST_PUSH(&a->part, mem) = (struct part){PART_PARAGRAPH, {at, end}};
	}
}

const struct field *shape_field(const struct shape *shape, str name) {
	for (int i = 0; shape && i < shape->nfield; i++)
		if (str_is(name, shape->field[i].name)) return &shape->field[i];
	return NULL;
}

struct seen seen_of(const struct values *v, enum rule_kind kind) {
	struct seen s = {0};
	const char *list = NULL;
#define CASE(K, name)                                                       \
	case K:                                                             \
		list = #name, s.v = (const char *)v->name.v, s.n = v->name.n; \
		break;
	switch (kind) {
		CASE(KIND_amount, amounts)
		CASE(KIND_date, dates)
		CASE(KIND_org, organizations)
		CASE(KIND_zone, zones)
		CASE(KIND_quantity, quantities)
	default:
		return s;
	}
	s.shape = shape_field(&shape_record, str_of(list))->of;
	return s;
}

void field_text(struct buf *b, const struct field *f, const char *object) {
	const char *at = object + f->offset;
	if (f->type == F_STR) {
		str v;
		memcpy(&v, at, sizeof v);
		buf_str(b, v.s ? v : STR("null"));
	} else if (f->type == F_DEC) {
		struct dec v;
		memcpy(&v, at, sizeof v);
		buf_dec(b, v);
	} else if (f->type == F_SPAN) {
		span v;
		memcpy(&v, at, sizeof v);
		buf_print(b, "[%u, %u]", v.at, v.end);
	} else if (f->type == F_BYTES) {
		struct bytes v;
		memcpy(&v, at, sizeof v);
		if (v.from < 0) buf_str(b, STR("null"));
		else buf_print(b, "[%lld, %lld]", (long long)v.from, (long long)v.to);
	} else {
		assert(f->type == F_STR); /* a mention has texts, numbers and spans only */
	}
}
