/* load.c: YAML documents -> rules; the orchestration of loading. */
#include "rule/priv.h"

#include <stdlib.h>
#include <xxhash.h>
#include <yaml.h>

/* ---- reading nodes ------------------------------------------------------------ */

struct reading { struct loading *l; yaml_document_t *doc; str file; };

static int line_of(const yaml_node_t *n) { return (int)n->start_mark.line + 1; }
static int col_of(const yaml_node_t *n) { return (int)n->start_mark.column + 1; }

#define COMPLAIN(r, node, ...) err_at((r)->l->err, "rule.yaml", (r)->file, line_of(node), col_of(node), __VA_ARGS__)

static str scalar(const struct reading *r, const yaml_node_t *n) {
	return arena_str(r->l->mem, (str){(const char *)n->data.scalar.value, n->data.scalar.length});
}

static int want_scalar(struct reading *r, const yaml_node_t *n, const char *what, str *out) {
	if (n->type != YAML_SCALAR_NODE) return COMPLAIN(r, n, "%s: wanted a text", what);
	*out = scalar(r, n);
	return 0;
}

static int want_bool(struct reading *r, const yaml_node_t *n, const char *what, bool *out) {
	str s = STR_NULL;
	if (want_scalar(r, n, what, &s)) return -1;
	if (!str_is(s, "true") && !str_is(s, "false")) return COMPLAIN(r, n, "%s: wanted true or false", what);
	*out = str_is(s, "true");
	return 0;
}

/* A key of a mapping and what reads its value into `into`. The table is the documentation of the format. */
struct key { const char *name; int (*read)(struct reading *, const yaml_node_t *, const char *name, void *into); };

enum { KEYS_MAX = 4096 }; /* each is compared with all before it */

static int key_doubled(struct reading *r, const yaml_node_t *map, const yaml_node_pair_t *at, str name) {
	if (at - map->data.mapping.pairs.start >= KEYS_MAX) return COMPLAIN(r, map, "more than %d keys", KEYS_MAX);
	for (const yaml_node_pair_t *p = map->data.mapping.pairs.start; p < at; p++) {
		yaml_node_t *k = yaml_document_get_node(r->doc, p->key);
		if (k->type == YAML_SCALAR_NODE && str_is(name, (const char *)k->data.scalar.value))
			return COMPLAIN(r, k, "key \"%.*s\" stands twice", STR_ARG(name));
	}
	return 0;
}

static int want_mapping(struct reading *r, const yaml_node_t *map, const char *what) {
	return map->type == YAML_MAPPING_NODE ? 0 : COMPLAIN(r, map, "%s: wanted a mapping (key: value)", what);
}

static int read_keys(struct reading *r, const yaml_node_t *map, const char *what, const struct key *keys, int nkeys, void *into) {
	if (want_mapping(r, map, what)) return -1;
	for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++) {
		yaml_node_t *k = yaml_document_get_node(r->doc, p->key), *v = yaml_document_get_node(r->doc, p->value);
		str name = STR_NULL;
		int i = 0;
		if (want_scalar(r, k, "key", &name) || key_doubled(r, map, p, name)) return -1;
		while (i < nkeys && !str_is(name, keys[i].name)) i++;
		if (i == nkeys) return COMPLAIN(r, k, "%s: unknown key \"%.*s\"", what, STR_ARG(name));
		if (keys[i].read(r, v, keys[i].name, into)) return -1;
	}
	return 0;
}

static int want_sequence(struct reading *r, const yaml_node_t *n, const char *what) {
	return n->type == YAML_SEQUENCE_NODE ? 0 : COMPLAIN(r, n, "%s: wanted a list", what);
}

/* ---- samples -------------------------------------------------------------------- */

struct pairs { struct pair *v; int n, cap; };

static int read_pairs(struct reading *r, const yaml_node_t *map, const char *what, struct pairs *out) {
	if (want_mapping(r, map, what)) return -1;
	for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++) {
		yaml_node_t *k = yaml_document_get_node(r->doc, p->key), *v = yaml_document_get_node(r->doc, p->value);
		struct pair *one = LIST_PUSH(out, r->l->mem);
		one->line = line_of(k), one->col = col_of(k);
		if (want_scalar(r, k, "key", &one->key) || key_doubled(r, map, p, one->key)) return -1;
		if (want_scalar(r, v, what, &one->value)) return -1;
	}
	return 0;
}

static int sample_text(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	return want_scalar(r, n, name, &((struct sample *)into)->text);
}

static int sample_none(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	return want_bool(r, n, name, &((struct sample *)into)->none);
}

static int sample_want(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct sample *s = into;
	struct pairs pairs = {0};
	if (read_pairs(r, n, name, &pairs)) return -1;
	s->want = pairs.v;
	s->nwant = pairs.n;
	return 0;
}

static const struct key sample_keys[] = {{"text", sample_text}, {"none", sample_none}, {"want", sample_want}};

/* ---- rules ------------------------------------------------------------------------ */

struct raw_rule { struct rule rule; bool off, on; LIST(struct trigger) triggers; };

static int rule_id(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct rule *x = &((struct raw_rule *)into)->rule;
	if (want_scalar(r, n, name, &x->id)) return -1;
	for (size_t i = 0; i < x->id.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", x->id.s[i]))
			return COMPLAIN(r, n, "id \"%.*s\": only a-z 0-9 . _ -", STR_ARG(x->id));
	str rest = x->id;
	x->lead = str_cut(&rest, '.');
	return 0;
}

static int rule_kind(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct rule *x = &((struct raw_rule *)into)->rule;
	str kind = STR_NULL;
	if (want_scalar(r, n, name, &kind)) return -1;
	for (int k = 0; k < NKIND; k++)
		if (str_is(kind, rule_kinds[k].name)) {
			x->kind = (enum rule_kind)k;
			return 0;
		}
	return COMPLAIN(r, n, "unknown kind \"%.*s\"; there are amount, date, org, zone, page", STR_ARG(kind));
}

static int rule_doc(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	return want_scalar(r, n, name, &((struct raw_rule *)into)->rule.doc);
}

static int rule_pattern(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct rule *x = &((struct raw_rule *)into)->rule;
	x->line = line_of(n), x->col = col_of(n);
	return want_scalar(r, n, name, &x->pattern);
}

static int rule_off(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct raw_rule *x = into;
	if (want_bool(r, n, name, &x->off)) return -1;
	x->on = !x->off;
	return 0;
}

static int rule_words(struct reading *r, const yaml_node_t *n, const char *name, struct raw_rule *x, bool start) {
	if (want_sequence(r, n, name)) return -1;
	for (yaml_node_item_t *i = n->data.sequence.items.start; i < n->data.sequence.items.top; i++) {
		yaml_node_t *item = yaml_document_get_node(r->doc, *i);
		struct trigger *t = LIST_PUSH(&x->triggers, r->l->mem);
		t->line = line_of(item), t->col = col_of(item), t->start = start;
		if (want_scalar(r, item, name, &t->text)) return -1;
		if (!t->text.n) return COMPLAIN(r, item, "an empty word");
	}
	return 0;
}

static int rule_trigger(struct reading *r, const yaml_node_t *n, const char *name, void *into) { return rule_words(r, n, name, into, false); }

static int rule_start(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	((struct raw_rule *)into)->rule.starts = true;
	return rule_words(r, n, name, into, true);
}

static int rule_emit_pairs(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct rule *x = &((struct raw_rule *)into)->rule;
	struct pairs pairs = {0};
	if (read_pairs(r, n, name, &pairs)) return -1;
	x->emit = pairs.v;
	x->nemit = pairs.n;
	return 0;
}

static int rule_samples(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	struct rule *x = &((struct raw_rule *)into)->rule;
	struct { struct sample *v; int n, cap; } list = {0};
	if (want_sequence(r, n, name)) return -1;
	for (yaml_node_item_t *i = n->data.sequence.items.start; i < n->data.sequence.items.top; i++) {
		yaml_node_t *item = yaml_document_get_node(r->doc, *i);
		struct sample *s = LIST_PUSH(&list, r->l->mem);
		s->line = line_of(item), s->col = col_of(item);
		if (read_keys(r, item, "sample", sample_keys, COUNT(sample_keys), s)) return -1;
		if (!s->text.s) return COMPLAIN(r, item, "a sample without text");
		if (s->none == (s->nwant > 0)) return COMPLAIN(r, item, "a sample has either want: {…} or none: true");
	}
	x->sample = list.v;
	x->nsample = list.n;
	return 0;
}

static const struct key rule_keys[] = {
	{"id", rule_id}, {"kind", rule_kind}, {"doc", rule_doc}, {"pattern", rule_pattern}, {"off", rule_off},
	{"trigger", rule_trigger}, {"start", rule_start}, {"emit", rule_emit_pairs}, {"samples", rule_samples},
};

/* {id, off: …} and nothing else: it switches a rule that stands elsewhere. */
static bool is_switch(const struct raw_rule *x) { return (x->off || x->on) && !x->rule.pattern.s && !x->rule.nsample; }

/* At least one text that matches and one near miss that does not: without them nobody knows what a rule is for. */
static int rule_complete(struct reading *r, const yaml_node_t *n, const struct raw_rule *x) {
	int yes = 0, no = 0, triggers = 0;
	for (int i = 0; i < x->triggers.n; i++) triggers += !x->triggers.v[i].start;
	for (int i = 0; i < x->rule.nsample; i++) x->rule.sample[i].none ? no++ : yes++;
	if (!x->rule.id.n) return COMPLAIN(r, n, "a rule without id");
	if (is_switch(x)) return 0;
	if (!x->rule.pattern.n) return COMPLAIN(r, n, "rule %.*s: no pattern", STR_ARG(x->rule.id));
	if (!x->rule.doc.n) return COMPLAIN(r, n, "rule %.*s: no doc", STR_ARG(x->rule.id));
	if (!yes) return COMPLAIN(r, n, "rule %.*s: no sample that must match (want: {…})", STR_ARG(x->rule.id));
	if (!no) return COMPLAIN(r, n, "rule %.*s: no near miss (none: true)", STR_ARG(x->rule.id));
	if (rule_kinds[x->rule.kind].mention && !triggers)
		return COMPLAIN(r, n, "rule %.*s: a rule of kind %s needs a trigger", STR_ARG(x->rule.id), rule_kinds[x->rule.kind].name);
	return 0;
}

static int rule_place(struct loading *l, str id) {
	for (int i = 0; i < l->rules.n; i++)
		if (str_eq(l->rules.v[i].id, id)) return i;
	return -1;
}

/* compile_rules leaves a rule without pattern out. */
static void switch_rule(struct rule *x, bool on) {
	if (on == (x->pattern.s != NULL)) return;
	str pattern = on ? x->asleep : x->pattern;
	x->asleep = on ? STR_NULL : pattern;
	x->pattern = on ? pattern : STR_NULL;
}

static int rule_read(struct reading *r, const yaml_node_t *n) {
	struct loading *l = r->l;
	struct raw_rule x = {0};
	x.rule.file = r->file;
	x.rule.kind = NKIND;
	if (read_keys(r, n, "rule", rule_keys, COUNT(rule_keys), &x)) return -1;
	if (!is_switch(&x) && x.rule.kind == NKIND) return COMPLAIN(r, n, "rule %.*s: no kind", STR_ARG(x.rule.id));
	if (rule_complete(r, n, &x)) return -1;
	int at = rule_place(l, x.rule.id);
	if (at >= 0 && str_starts(l->rules.v[at].file, STR("builtin:")) == str_starts(r->file, STR("builtin:")))
		return COMPLAIN(r, n, "rule %.*s stands in %.*s:%d already", STR_ARG(x.rule.id), STR_ARG(l->rules.v[at].file), l->rules.v[at].line);
	if (is_switch(&x)) {
		if (at < 0) return COMPLAIN(r, n, "off: there is no rule %.*s", STR_ARG(x.rule.id));
		switch_rule(&l->rules.v[at], x.on);
		return 0;
	}
	for (int i = 0; at >= 0 && i < l->triggers.n; i++)
		if (l->triggers.v[i].rule == at) l->triggers.v[i].rule = -1;
	if (at < 0) {
		at = l->rules.n;
		(void)LIST_PUSH(&l->rules, l->mem);
	}
	l->rules.v[at] = x.rule;
	if (x.off) switch_rule(&l->rules.v[at], false);
	for (int i = 0; i < x.triggers.n; i++) {
		x.triggers.v[i].rule = at;
		struct trigger *t = (struct trigger *)LIST_PUSH(&l->triggers, l->mem);
		*t = x.triggers.v[i];
	}
	return 0;
}

/* ---- files --------------------------------------------------------------------------- */

static int file_text(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	(void)into;
	str ignored; /* pack and doc are for people */
	return want_scalar(r, n, name, &ignored);
}

static int file_fragments(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	(void)into;
	struct pairs pairs = {0};
	if (read_pairs(r, n, name, &pairs)) return -1;
	for (int i = 0; i < pairs.n; i++) {
		struct fragments *all = &r->l->fragments;
		struct fragment one = {pairs.v[i].key, pairs.v[i].value, r->file, pairs.v[i].line, pairs.v[i].col}, *old = NULL;
		for (int k = 0; k < all->n; k++)
			if (str_eq(all->v[k].name, one.name)) old = &all->v[k];
		if (old && str_starts(old->file, STR("builtin:")) == str_starts(r->file, STR("builtin:")))
			return err_at(r->l->err, "rule.yaml", r->file, one.line, one.col, "fragment %.*s stands in %.*s:%d already",
				STR_ARG(one.name), STR_ARG(old->file), old->line);
		*(old ? old : LIST_PUSH(all, r->l->mem)) = one;
	}
	return 0;
}

static int file_rules(struct reading *r, const yaml_node_t *n, const char *name, void *into) {
	(void)into;
	if (want_sequence(r, n, name)) return -1;
	for (yaml_node_item_t *i = n->data.sequence.items.start; i < n->data.sequence.items.top; i++)
		if (rule_read(r, yaml_document_get_node(r->doc, *i))) return -1;
	return 0;
}

static const struct key file_keys[] = {{"pack", file_text}, {"doc", file_text}, {"fragments", file_fragments}, {"rules", file_rules}};

static void yaml_open(yaml_parser_t *parser, const struct pack_file *f) {
	if (!yaml_parser_initialize(parser)) die("out of memory");
	yaml_parser_set_input_string(parser, (const unsigned char *)f->text.s, f->text.n);
}

enum { NESTED_MAX = 64 };

/* libyaml takes time with the square of the depth, so what is too deep is refused before it is loaded; a file is one document. What
 * is no YAML the loader tells better. */
static int yaml_sane(struct loading *l, const struct pack_file *f) {
	yaml_parser_t parser;
	yaml_event_t e;
	int depth = 0, documents = 0, bad = 0;
	yaml_open(&parser, f);
	for (bool end = false; !end && !bad && yaml_parser_parse(&parser, &e); yaml_event_delete(&e)) {
		int line = (int)e.start_mark.line + 1, col = (int)e.start_mark.column + 1;
		depth += e.type == YAML_SEQUENCE_START_EVENT || e.type == YAML_MAPPING_START_EVENT;
		depth -= e.type == YAML_SEQUENCE_END_EVENT || e.type == YAML_MAPPING_END_EVENT;
		documents += e.type == YAML_DOCUMENT_START_EVENT;
		end = e.type == YAML_STREAM_END_EVENT;
		if (depth > NESTED_MAX) bad = err_at(l->err, "rule.yaml", f->name, line, col, "nested too deep");
		if (documents > 1) bad = err_at(l->err, "rule.yaml", f->name, line, col, "a second document; one file holds one");
	}
	yaml_parser_delete(&parser);
	return bad;
}

int yaml_load(struct loading *l, const struct pack_file *f) {
	yaml_parser_t parser;
	yaml_document_t doc;
	if (!str_starts(f->name, STR("builtin:")) && yaml_sane(l, f)) return -1;
	yaml_open(&parser, f);
	if (!yaml_parser_load(&parser, &doc)) {
		err_at(l->err, "rule.yaml", f->name, (int)parser.problem_mark.line + 1, (int)parser.problem_mark.column + 1,
			"not YAML: %s", parser.problem ? parser.problem : "cannot read");
		yaml_parser_delete(&parser);
		return -1;
	}
	struct reading r = {l, &doc, f->name};
	yaml_node_t *root = yaml_document_get_root_node(&doc);
	int bad = root ? read_keys(&r, root, "file", file_keys, COUNT(file_keys), NULL) : 0;
	yaml_document_delete(&doc);
	yaml_parser_delete(&parser);
	return bad;
}

static int load_files(struct loading *l, const struct pack_files *files) {
	for (int i = 0; i < files->n; i++)
		if (str_ends(files->v[i].name, STR(".tsv")) && list_load(l, &files->v[i])) return -1;
	for (int i = 0; i < files->n; i++)
		if (str_ends(files->v[i].name, STR(".yaml")) && yaml_load(l, &files->v[i])) return -1;
	return 0;
}

static uint64_t hash_of(const struct pack_files *files) {
	uint64_t h = 0;
	for (int i = 0; i < files->n; i++) h = XXH3_64bits_withSeed(files->v[i].text.s, files->v[i].text.n, h);
	return h;
}

static str last_folder(const char *dir) {
	str d = str_of(dir);
	while (d.n > 1 && d.s[d.n - 1] == '/') d.n--;
	for (size_t i = d.n; i-- > 0;)
		if (d.s[i] == '/') return str_from(d, i + 1);
	return d;
}

int rule_load(struct rulebook *b, const char *dir, struct err *err) {
	*b = (struct rulebook){0};
	struct loading l = {.book = b, .mem = &b->mem, .err = err};
	struct pack_files builtin = {0}, over = {0};
	pack_builtin(&builtin, l.mem);
	int bad = load_files(&l, &builtin);
	l.builtin = l.rules.n;
	bad = bad || (dir && (pack_folder(&over, dir, l.mem, err) || load_files(&l, &over)));
	bad = bad || list_finish(&l) || compile_rules(&l) || compile_literals(&l) || compile_signs(&l);
	if (bad) {
		rule_free(b);
		return -1;
	}
	b->version = arena_print(l.mem, "builtin %s %016llx", VERSION, (unsigned long long)hash_of(&builtin));
	if (dir)
		b->version = arena_print(l.mem, "%s + %.*s %016llx", b->version.s, STR_ARG(last_folder(dir)), (unsigned long long)hash_of(&over));
	return 0;
}
