/* manifest.c: what a run read and wrote. The same input and rules give the same bytes: no times, no paths of our own. */
#include "sink/priv.h"

#include <assert.h>

static void put_text(struct buf *b, const char *key, str value) {
	buf_print(b, "  \"%s\": ", key);
	put_name(b, value);
	buf_str(b, STR(",\n"));
}

static void put_input(struct buf *b, const struct input *in) {
	buf_str(b, STR("    {\"file\": "));
	put_name(b, in->file);
	buf_print(b, ", \"bytes\": %lld, \"hash\": ", (long long)in->bytes);
	put_name(b, in->hash);
	buf_str(b, STR(", \"encoding\": "));
	put_name(b, in->encoding);
	buf_print(b, ", \"articles\": %d, \"in_articles\": %lld, \"furniture\": %lld, \"rejected\": %lld}", in->articles,
		(long long)in->in_articles, (long long)in->furniture, (long long)in->rejected);
}

static void put_outputs(struct buf *b, const struct manifest *m) {
	buf_str(b, STR("  \"outputs\": ["));
	for (int i = 0; i < OUTPUTS; i++) {
		const struct output *o = &m->output[i];
		buf_str(b, i ? STR(",\n") : STR("\n"));
		buf_str(b, STR("    {\"file\": "));
		put_name(b, str_of(o->file));
		buf_print(b, ", \"bytes\": %lld, \"lines\": %lld, \"hash\": ", (long long)o->bytes, (long long)o->lines);
		put_name(b, o->hash);
		buf_char(b, '}');
	}
	buf_str(b, STR("\n  ],\n"));
}

static void put_skipped(struct buf *b, const struct strs *skipped) {
	buf_str(b, STR("  \"skipped\": ["));
	for (int i = 0; i < skipped->n; i++) {
		if (i) buf_str(b, STR(", "));
		put_name(b, skipped->v[i]);
	}
	buf_str(b, STR("],\n"));
}

static void put_counts(struct buf *b, const struct manifest *m) {
	const struct { const char *key; int64_t n; } count[] = {
		{"inputs", m->inputs}, {"articles", m->articles}, {"records", m->records}, {"rejects", m->rejects},
		{"amounts", m->amounts}, {"dates", m->dates}, {"organizations", m->organizations}, {"zones", m->zones},
		{"quantities", m->quantities}, {"facts", m->facts}, {"notes", m->notes},
	};
	buf_str(b, STR("  \"counts\": {"));
	for (size_t i = 0; i < COUNT(count); i++) buf_print(b, "%s\"%s\": %lld", i ? ", " : "", count[i].key, (long long)count[i].n);
	buf_str(b, STR("},\n"));
}

/* Each line adds up: the first number is the sum of the others. */
static void put_identity(struct buf *b, const struct manifest *m) {
	const struct account *sum = &m->sum;
	buf_str(b, STR("  \"identity\": {\n"));
	buf_print(b, "    \"bytes\": {\"read\": %lld, \"in_articles\": %lld, \"furniture\": %lld, \"rejected\": %lld},\n", (long long)sum->read,
		(long long)sum->articles, (long long)sum->furniture, (long long)sum->rejected);
	buf_print(b, "    \"articles\": {\"split\": %lld, \"records\": %lld, \"rejected\": %lld}\n", (long long)m->articles,
		(long long)m->records, (long long)m->rejected_articles);
	buf_str(b, STR("  }\n"));
}

void manifest_head(struct buf *b, struct manifest *m, const struct rulebook *rules) {
	*m = (struct manifest){0};
	buf_str(b, STR("{\n"));
	put_text(b, "tool", STR("zhaibao " VERSION));
	put_text(b, "schema", STR(RECORD_SCHEMA));
	put_text(b, "rules", rules ? rules->version : STR_NULL);
	buf_str(b, STR("  \"inputs\": ["));
}

void manifest_input(struct buf *b, struct manifest *m, const struct input *in) {
	assert(in->bytes == in->in_articles + in->furniture + in->rejected);
	buf_str(b, m->inputs++ ? STR(",\n") : STR("\n"));
	put_input(b, in);
	m->sum.read += in->bytes;
	m->sum.articles += in->in_articles;
	m->sum.furniture += in->furniture;
	m->sum.rejected += in->rejected;
}

void manifest_tail(struct buf *b, const struct manifest *m) {
	assert(m->articles == m->records + m->rejected_articles);
	buf_str(b, m->inputs ? STR("\n  ],\n") : STR("],\n"));
	put_outputs(b, m);
	put_skipped(b, &m->skipped);
	put_counts(b, m);
	put_identity(b, m);
	buf_str(b, STR("}\n"));
}
