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
		fputs(".br\nOptions:", out);
		for (int k = 0; k < noptions; k++)
			if (command_takes(&commands[i], &options[k])) fprintf(out, " \\fB\\-\\-%s\\fR", options[k].name);
		fputs(".\n", out);
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

/* The options of each command, by the one or two words that name it. */
static void completion_options(FILE *out) {
	fputs("\tcase \"${COMP_WORDS[1]} ${COMP_WORDS[2]} \" in\n", out);
	for (int i = 0; i < ncommands; i++) {
		fprintf(out, "\t\"%s \"*) options=\"", commands[i].name);
		for (int k = 0; k < noptions; k++)
			if (command_takes(&commands[i], &options[k])) fprintf(out, "--%s ", options[k].name);
		fputs("\" ;;\n", out);
	}
	fputs("\tesac\n", out);
}

void completion_print(FILE *out) {
	fputs("# bash completion for zhaibao, made by `zhaibao help --completion`\n_zhaibao() {\n\tlocal word=${COMP_WORDS[COMP_CWORD]} options=\n"
	      "\tlocal words=\"help", out);
	completion_words(out);
	fputs("\" rules=\"", out);
	for (int i = 0; i < ncommands; i++)
		if (str_starts(str_of(commands[i].name), STR("rules "))) fprintf(out, "%s ", commands[i].name + strlen("rules "));
	fputs("\"\n", out);
	completion_options(out);
	fputs("\tcase $COMP_CWORD:${COMP_WORDS[1]} in\n\t1:*|2:help) ;;\n\t2:rules|3:help) words=$rules ;;\n\t*) words=$options ;;\n\tesac\n"
	      "\t# names of files are bash's own to complete\n"
	      "\tif [ \"$words\" = \"$options\" ] && [[ $word != -* ]]; then COMPREPLY=()\n"
	      "\telse COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); fi\n}\ncomplete -o default -F _zhaibao zhaibao\n", out);
}
