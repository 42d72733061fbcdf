/* options.c: the table of options and the one parser. */
#include "cmd/cmd.h"

#include <unistd.h>

#define AT(member) offsetof(struct args, member)
const struct option_row options[] = {
	{"output", 'o', "DIR", AT(output), "folder for records.jsonl, rejects.jsonl, manifest.json; made when missing"},
	{"rules", 0, "DIR", AT(rules), "a rule pack to lay over the built-in one"},
	{"jobs", 'j', "N", AT(jobs), "worker threads (default: one per core)"},
	{"encoding", 0, "NAME", AT(encoding), "the pages' encoding, instead of finding it"},
	{"newspaper", 0, "NAME", AT(newspaper), "name of the paper"},
	{"date", 0, "YYYY-MM-DD", AT(date), "date of issue; relative dates need it"},
	{"page", 0, "PAGE", AT(page), "page of the paper"},
	{"rejects", 0, "FILE", AT(rejects), "what was rejected, as JSON Lines (default: messages on standard error)"},
	{"columns", 0, NULL, AT(columns), "the column list for DuckDB's read_json"},
	{"misses", 0, NULL, AT(misses), "every difference, one a line"},
	{"explain", 0, NULL, AT(explain), "why it was split so, for people: each boundary and join, its cues, the runner-up"},
	{"help", 'h', NULL, AT(help), "this help"},
};
const int noptions = COUNT(options);

static const char *option_name(int i) { return options[i].name; }

bool command_takes(const struct command *c, const struct option_row *o) {
	if (!strcmp(o->name, "help")) return true;
	for (str rest = str_of(c->options); rest.n;)
		if (str_is(str_cut(&rest, ' '), o->name)) return true;
	return false;
}

void command_help(const struct command *c, FILE *out) {
	fprintf(out, "usage: zhaibao %s [OPTION...]%s%s\n\n%s\n", c->name, *c->operands ? " " : "", c->operands, c->help);
	if (c->more) fprintf(out, "\n%s\n", c->more);
	fputs("\noptions:\n", out);
	for (int i = 0; i < noptions; i++) {
		const struct option_row *o = &options[i];
		char left[64];
		if (!command_takes(c, o)) continue;
		snprintf(left, sizeof left, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		fprintf(out, "  %c%c%c %-24s %s\n", o->letter ? '-' : ' ', o->letter ? o->letter : ' ', o->letter ? ',' : ' ', left, o->help);
	}
}

/* ---- nearest name ------------------------------------------------------------------------ */

enum { NAME = 32 };

static int min3(int a, int b, int c) { return a < b ? (a < c ? a : c) : (b < c ? b : c); }

static int edits(const char *a, const char *b) {
	int row[NAME + 1];
	int n = (int)strlen(b);
	if (n > NAME || strlen(a) > NAME) return NAME;
	for (int k = 0; k <= n; k++) row[k] = k;
	for (int i = 0; a[i]; i++) {
		int corner = row[0];
		row[0] = i + 1;
		for (int k = 0; k < n; k++) {
			int best = min3(row[k] + 1, row[k + 1] + 1, corner + (a[i] != b[k]));
			corner = row[k + 1];
			row[k + 1] = best;
		}
	}
	return row[n];
}

const char *nearest(const char *said, const char *(*name)(int), int n) {
	const char *best = NULL;
	int least = 3;
	for (int i = 0; i < n; i++) {
		int d = edits(said, name(i));
		if (d < least && d < (int)strlen(said)) least = d, best = name(i);
	}
	return best;
}

/* ---- parsing ------------------------------------------------------------------------------- */

struct parsing { struct args *args; const struct command *command; char **argv; int argc, at; };

static bool wrong(const struct parsing *p) {
	fprintf(stderr, "; see `zhaibao help %s`\n", p->command->name);
	return false;
}

static const struct option_row *option_long(str name) {
	for (int i = 0; i < noptions; i++)
		if (str_is(name, options[i].name)) return &options[i];
	return NULL;
}

static const struct option_row *option_letter(char letter) {
	for (int i = 0; i < noptions; i++)
		if (letter && options[i].letter == letter) return &options[i];
	return NULL;
}

static bool option_unknown(const struct parsing *p, const struct option_row *o, const char *said) {
	char name[NAME + 1];
	snprintf(name, sizeof name, "%s", said + strspn(said, "-"));
	name[strcspn(name, "=")] = 0;
	const char *near = o ? NULL : nearest(name, option_name, noptions);
	if (o) fprintf(stderr, "zhaibao: %s takes no --%s", p->command->name, o->name);
	else fprintf(stderr, "zhaibao: unknown option %s", said);
	if (near) fprintf(stderr, " (did you mean --%s?)", near);
	return wrong(p);
}

/* `value`: what stands behind the option in the same word, or NULL. */
static bool option_set(struct parsing *p, const struct option_row *o, const char *said, const char *value) {
	if (!o || !command_takes(p->command, o)) return option_unknown(p, o, said);
	char *into = (char *)p->args + o->offset;
	if (!o->value) {
		bool yes = true;
		if (!value) memcpy(into, &yes, sizeof yes);
		else fprintf(stderr, "zhaibao: --%s has no value", o->name);
		return value ? wrong(p) : true;
	}
	if (!value && p->at < p->argc) value = p->argv[p->at++];
	if (!value || !*value) {
		fprintf(stderr, "zhaibao: --%s needs a value (%s)", o->name, o->value);
		return wrong(p);
	}
	memcpy(into, &value, sizeof value);
	return true;
}

static bool parse_word(struct parsing *p, char *word) {
	if (word[0] != '-' || !word[1]) {
		p->args->operand[p->args->noperand++] = word;
		return true;
	}
	if (word[1] != '-') return option_set(p, option_letter(word[1]), word, word[2] ? word + 2 : NULL);
	char *equals = strchr(word, '=');
	str name = {word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word) - 2};
	return option_set(p, option_long(name), word, equals ? equals + 1 : NULL);
}

static bool operands_right(const struct parsing *p) {
	const struct command *c = p->command;
	const char *why = NULL;
	if (p->args->noperand < c->least) why = "something is missing";
	else if (c->most >= 0 && p->args->noperand > c->most) why = "too much on the command line";
	for (int i = 0; i < p->args->noperand && !why; i++)
		if (!*p->args->operand[i]) why = "an empty word on the command line";
	if (!why) return true;
	fprintf(stderr, "zhaibao: %s: wanted %s", why, *c->operands ? c->operands : "no operands");
	return wrong(p);
}

static bool values_right(struct parsing *p) {
	struct args *a = p->args;
	struct day day;
	int64_t n = sysconf(_SC_NPROCESSORS_ONLN);
	const char *why = NULL;
	if (a->jobs && (!str_int(str_of(a->jobs), &n) || n < 1 || n > 1024)) why = "--jobs: wanted a number from 1 to 1024";
	else if (a->encoding && !text_label_ok(a->encoding)) why = "--encoding: unknown; there are UTF-8 GB18030 GBK GB2312 BIG5 UTF-16LE UTF-16BE";
	else if (a->date && !day_parse(str_of(a->date), &day)) why = "--date: wanted a day that exists, as YYYY-MM-DD";
	a->threads = (int)(n < 1 ? 1 : n);
	if (!why) return true;
	fprintf(stderr, "zhaibao: %s", why);
	return wrong(p);
}

bool args_parse(struct args *a, const struct command *c, int argc, char **argv) {
	struct parsing p = {.args = a, .command = c, .argv = argv, .argc = argc};
	a->operand = calloc((size_t)argc + 1, sizeof *a->operand);
	if (!a->operand) die("out of memory");
	while (p.at < argc) {
		char *word = argv[p.at++];
		if (!strcmp(word, "--")) break;
		if (!parse_word(&p, word)) return false;
	}
	while (p.at < argc) a->operand[a->noperand++] = argv[p.at++];
	return a->help || (values_right(&p) && operands_right(&p));
}
