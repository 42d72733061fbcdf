/* main.c: the table of commands, and which one was meant. */
#include "cmd/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#define PAGES "rules jobs encoding newspaper date page"

const struct command commands[] = {
	{"run", "PATH... -o DIR", "output " PAGES, 1, -1, cmd_run, "pages in, validated records out",
		"PATH is a page, a folder of pages (*.txt), an archive (.zip .tar .tar.gz .tgz .gz .zst), or - for standard input.\n"
		"DIR gets records.jsonl, rejects.jsonl and, last, manifest.json, when the run is whole: where a manifest is, the other two\n"
		"are those that it speaks of (with their sizes and hashes). A run that fails or is stopped leaves what was there before.\n"
		"Two runs cannot write into one DIR at once: the later one ends with status 3."},
	{"normalize", "PATH...", "rejects " PAGES, 1, -1, cmd_normalize, "pages in, pages as JSON Lines in clean UTF-8 out",
		"The first of four filters: normalize | split | extract | validate gives what run gives."},
	{"split", "< PAGES", "rules jobs rejects explain", 0, 0, cmd_split, "page lines in, article documents out",
		"With --explain, for people instead: zhaibao normalize PAGE | zhaibao split --explain. For each group of headline lines, each\n"
		"stretch of a page out of order and each join: what was decided, the score with its cues in tenths, and the runner-up."},
	{"extract", "< DOCUMENTS", "rules jobs rejects", 0, 0, cmd_extract, "article documents in, one record a line out, same order",
		"A document needs \"text\"; \"id\", \"date\", \"newspaper\", \"page\", \"title\" and what split writes are taken where they are.\n"
		"A text of more than 96 MiB is rejected, and a line of more than a gigabyte."},
	{"validate", "< RECORDS", "rules jobs rejects", 0, 0, cmd_validate, "records in, valid records out",
		"A record is valid when it is as the schema says, each mention is what its span says, and dates, numbers and the id agree with\n"
		"what they stand for."},
	{"schema", "", "rules columns", 0, 0, cmd_schema, "the JSON Schema of a record, or DuckDB's column list",
		"The schema is draft 2020-12. The columns are an argument of read_json('records.jsonl', format='newline_delimited', ...)."},
	{"rules check", "", "rules", 0, 0, cmd_rules_check, "load the rules and run their samples",
		"Status 1 and the place when a pack does not load or a sample fails; every other command then ends with 3."},
	{"rules test", "FILE|-", "rules encoding date", 1, 1, cmd_rules_test, "what the rules find in a text, one mention a line",
		"kind, text, rule, then what is not null of what the record says. Notes go to standard error."},
	{"rules explain", "FILE|-", "rules encoding date", 1, 1, cmd_rules_explain, "why organizations are what they are: edges, scores, cues",
		"A line for each ending met in the text (name: it makes a name; none: it does not), below it the left edges for which something\n"
		"speaks: score = weight of what stands before + of what it starts with - of what would be inside; > is the one chosen. Weights\n"
		"and words are in org-weights.tsv, org-stops.tsv, org-heads.tsv. At the end what is kept, and by which rule."},
	{"rules list", "", "rules", 0, 0, cmd_rules_list, "every rule: id, kind, place, what it is for", NULL},
	{"score", "GOLD RECORDS", "misses", 2, 2, cmd_score, "precision, recall, F1 and values of records against gold, by kind and rule",
		"GOLD is a folder of PAGE.gold.jsonl, or one such file; RECORDS a records.jsonl."},
};
const int ncommands = COUNT(commands);

static const char *command_name(int i) { return commands[i].name; }

static void general_help(FILE *out) {
	fputs("usage: zhaibao COMMAND ...\n\nTurns newspaper pages about development zones into validated JSON Lines.\n\n", out);
	for (int i = 0; i < ncommands; i++) fprintf(out, "  %-12s %s\n", commands[i].name, commands[i].help);
	fputs("\n`zhaibao help COMMAND` or `zhaibao COMMAND --help` says more; `zhaibao --version`.\n"
	      "Exit status: 0 done; 1 done, but something was rejected or found; 2 wrong usage; 3 could not start or write.\n", out);
}

/* The command that argv[1] (and argv[2]) name; *used: how many words. */
static const struct command *command_find(int argc, char **argv, int *used) {
	for (int i = 0; i < ncommands; i++) {
		str second = str_of(commands[i].name), first = str_cut(&second, ' ');
		if (!str_is(first, argv[0])) continue;
		*used = second.n ? 2 : 1;
		if (!second.n || (argc > 1 && str_is(second, argv[1]))) return &commands[i];
	}
	return NULL;
}

static int unknown(int argc, char **argv) {
	char said[128];
	bool group = !strcmp(argv[0], "rules");
	snprintf(said, sizeof said, "%s%s%s", argv[0], group && argc > 1 ? " " : "", group && argc > 1 ? argv[1] : "");
	const char *near = nearest(said, command_name, ncommands);
	fprintf(stderr, "zhaibao: %s command \"%s\"", group && argc < 2 ? "incomplete" : "unknown", said);
	if (group) {
		fputs("; there are:", stderr);
		for (int i = 0; i < ncommands; i++)
			if (str_starts(str_of(commands[i].name), STR("rules "))) fprintf(stderr, " \"%s\"", commands[i].name);
		fputc('\n', stderr);
	} else if (near) {
		fprintf(stderr, "; did you mean \"%s\"?\n", near);
	} else {
		fputs("; `zhaibao help` lists all\n", stderr);
	}
	return USAGE;
}

/* What people asked for has been printed, or could not be. */
static int printed(void) {
	if (!fflush(stdout)) return DONE;
	fprintf(stderr, "zhaibao: standard output: %s\n", strerror(errno));
	return FAILED;
}

static int help(int argc, char **argv) {
	int used;
	bool manual = argc && !strcmp(argv[0], "--man"), completion = argc && !strcmp(argv[0], "--completion");
	const struct command *c = argc ? command_find(argc, argv, &used) : NULL;
	if (!c && argc && !manual && !completion) return unknown(argc, argv);
	if (manual) manual_print(stdout);
	else if (completion) completion_print(stdout);
	else if (c) command_help(c, stdout);
	else general_help(stdout);
	return printed();
}

static int command_run(int argc, char **argv) {
	int used;
	struct args args = {0};
	const struct command *c = command_find(argc, argv, &used);
	if (!c) return unknown(argc, argv);
	if (!args_parse(&args, c, argc - used, argv + used)) {
		free(args.operand);
		return USAGE;
	}
	int status;
	if (args.help) command_help(c, stdout), status = printed();
	else status = c->run(&args);
	free(args.operand);
	return status;
}

/* A file that is opened must not become standard output because that was closed; what is closed fails when it is used. */
static void streams_hold(void) {
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv) {
	streams_hold();
	sink_signals();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe and a file too large are errors of writing, with a message */
	signal(SIGXFSZ, SIG_IGN);
	if (argc < 2) {
		general_help(stderr);
		return USAGE;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("zhaibao " VERSION);
		return printed();
	}
	if (!strcmp(argv[1], "help")) return help(argc - 2, argv + 2);
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) return help(0, NULL);
	return command_run(argc - 1, argv + 1);
}
