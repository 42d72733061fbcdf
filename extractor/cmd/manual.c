/* manual.c: the man page and the shell completion, from the same tables as --help. */
#include "cmd/cmd.h"

/* Text for troff: a hyphen is a minus, a leading dot or quote no request. */
static void troff(const char *s, FILE *out) {
	for (bool start = true; *s; start = *s++ == '\n') {
		if (start && (*s == '.' || *s == '\'')) fputs("\\&", out);
		if (*s == '-' || *s == '\\') fputc('\\', out);
		fputc(*s, out);
	}
}

static void man_option(const struct option_row *o, FILE *out) {
	fputs(".TP\n.B ", out);
	if (o->letter) fprintf(out, "\\-%c, ", o->letter);
	fputs("\\-\\-", out);
	troff(o->name, out);
	if (o->value) fprintf(out, " \\fI%s\\fR", o->value);
	fputc('\n', out);
	troff(o->help, out);
	fputc('\n', out);
}

void manual_print(FILE *out) {
	fputs(".TH ZHAIBAO 1 \"\" \"zhaibao " VERSION "\"\n.SH NAME\nzhaibao \\- newspaper pages about development zones to validated JSON Lines\n"
	      ".SH SYNOPSIS\n.B zhaibao\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n.SH COMMANDS\n", out);
	for (int i = 0; i < ncommands; i++) {
		fprintf(out, ".TP\n.B %s \\fR", commands[i].name);
		troff(commands[i].operands, out);
		fputc('\n', out);
		troff(commands[i].help, out);
		fputs(".\n", out);
		if (commands[i].more) troff(commands[i].more, out), fputc('\n', out);
	}
	fputs(".SH OPTIONS\n", out);
	for (int i = 0; i < noptions; i++) man_option(&options[i], out);
	fputs(".SH EXIT STATUS\n0 done; 1 done, but something was rejected or a check found something; 2 wrong usage; 3 could not start or could not write.\n", out);
}

/* The words of a command behind "zhaibao": one or two. */
static void completion_words(FILE *out) {
	for (int i = 0; i < ncommands; i++) {
		str rest = str_of(commands[i].name), first = str_cut(&rest, ' ');
		bool known = i && str_starts(str_of(commands[i - 1].name), first) && rest.n;
		if (!known) fprintf(out, " %.*s", STR_ARG(first));
	}
}

void completion_print(FILE *out) {
	fputs("# bash completion for zhaibao, made by `zhaibao help --completion`\n_zhaibao() {\n\tlocal word=${COMP_WORDS[COMP_CWORD]}\n\tlocal words=\"help", out);
	completion_words(out);
	fputs("\"\n\tcase ${COMP_WORDS[1]} in\n\trules) [ \"$COMP_CWORD\" = 2 ] && { COMPREPLY=($(compgen -W \"", out);
	for (int i = 0; i < ncommands; i++)
		if (str_starts(str_of(commands[i].name), STR("rules "))) fprintf(out, "%s ", commands[i].name + strlen("rules "));
	fputs("\" -- \"$word\")); return; } ;;\n\tesac\n\tif [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
	      "\telif [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"", out);
	for (int i = 0; i < noptions; i++) fprintf(out, "--%s ", options[i].name);
	fputs("\" -- \"$word\"))\n\telse COMPREPLY=($(compgen -f -- \"$word\")); fi\n}\ncomplete -o filenames -F _zhaibao zhaibao\n", out);
}
