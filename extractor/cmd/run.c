/* run.c: zhaibao run. */
#include "cmd/cmd.h"

int cmd_run(const struct args *a) {
	struct rulebook rules;
	struct summary sum;
	struct err err = {0};
	if (!a->output) {
		fputs("zhaibao: run needs -o DIR; see `zhaibao help run`\n", stderr);
		return USAGE;
	}
	if (!rules_ready(&rules, a)) return FAILED;
	struct run_options o = run_options_of(a);
	int bad = run_files(&sum, &o, &rules, &err);
	if (bad) failed(&err);
	else summary_print(&sum, stderr);
	int status = bad ? FAILED : sum.counts.rejects ? FOUND : DONE;
	summary_free(&sum);
	rule_free(&rules);
	return status;
}
