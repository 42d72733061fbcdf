/* cmd: one file per command or group of commands, one table of commands and one of options.
 *
 * A command is a row of `commands`: its name, a line of help, which options it takes, and its function, which gets the
 * parsed line and gives the exit status: 0 done; 1 done, but something was rejected or found; 2 wrong usage; 3 could
 * not start or could not write. --help, `help CMD` and the check of the command line come from the tables.
 * Standard output carries data only, everything for people goes to standard error.
 */
#ifndef CMD_H
#define CMD_H

#include "run/run.h"

enum { DONE = 0, FOUND = 1, USAGE = 2, FAILED = 3 };

/* What the command line said. */
struct args {
	const char *rules, *output, *encoding, *newspaper, *date, *page, *rejects, *jobs;
	bool columns, misses, explain, help;
	char **operand; int noperand;
	int threads;            /* jobs, checked; one per core where not said */
};

struct option_row {
	const char *name;
	char letter;            /* 0: none */
	const char *value;      /* what it is called in the help; NULL: a switch */
	size_t offset;          /* of a const char * or bool in struct args */
	const char *help;
};
extern const struct option_row options[];
extern const int noptions;

struct command {
	const char *name;       /* may be two words: "rules check" */
	const char *operands;   /* as shown in the usage line */
	const char *options;    /* names of options that it takes, separated by spaces */
	int least, most;        /* operands; most < 0: any number */
	int (*run)(const struct args *);
	const char *help;       /* one line */
	const char *more;       /* further lines of help, or NULL */
};
extern const struct command commands[];
extern const int ncommands;

/* options.c: operands and values are views of argv. false: said why on standard error. */
bool args_parse(struct args *, const struct command *, int argc, char **argv);
void command_help(const struct command *, FILE *);
bool command_takes(const struct command *, const struct option_row *); /* all take --help */
/* manual.c: `help --man` and `help --completion` (bash), from the tables; make install puts them in their places. */
void manual_print(FILE *);
void completion_print(FILE *);
/* The name nearest to `said` among n (by edits), NULL when none is near. */
const char *nearest(const char *said, const char *(*name)(int), int n);

/* Loads the rules (with --rules over them) and proves them. false: said why. */
bool rules_ready(struct rulebook *, const struct args *);
/* Says what went wrong and gives FAILED. */
int failed(const struct err *);
/* Writes to standard output; the exit status, `status` when all went well. */
int put_out(const struct buf *, int status);
/* A file read as one article, with all that was found in it and why. */
struct read_text { struct worker *w; struct article article; struct scan scan; struct values values; struct explain explain; };
typedef void read_teller(struct buf *, const struct read_text *);
/* What `tell` says of each text of the command's operand, to standard output; the exit status. */
int read_texts(const struct args *, read_teller *tell);
struct run_options run_options_of(const struct args *);

/* One per row of the table. */
int cmd_run(const struct args *);
int cmd_normalize(const struct args *);
int cmd_split(const struct args *);
int cmd_extract(const struct args *);
int cmd_validate(const struct args *);
int cmd_schema(const struct args *);
int cmd_rules_check(const struct args *);
int cmd_rules_test(const struct args *);
int cmd_rules_list(const struct args *);
int cmd_rules_explain(const struct args *);
int cmd_score(const struct args *);

#endif
