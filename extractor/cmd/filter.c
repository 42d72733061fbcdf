/* filter.c: zhaibao normalize, split, extract, validate. */
#include "cmd/cmd.h"

static int filter(const struct args *a, stage *work) {
	struct rulebook rules;
	struct summary sum;
	struct err err = {0};
	if (!rules_ready(&rules, a)) return FAILED;
	struct run_options o = run_options_of(a);
	int bad = run_filter(&sum, work, &o, &rules, &err);
	if (bad) failed(&err);
	else if (sum.counts.rejects && a->rejects) fprintf(stderr, "zhaibao: %lld rejected, see %s\n", (long long)sum.counts.rejects, a->rejects);
	int status = bad ? FAILED : sum.counts.rejects ? FOUND : DONE;
	summary_free(&sum);
	rule_free(&rules);
	return status;
}

int cmd_normalize(const struct args *a) { return filter(a, run_normalize); }
int cmd_split(const struct args *a) { return filter(a, a->explain ? run_explain : run_split); }
int cmd_extract(const struct args *a) { return filter(a, run_extract); }
int cmd_validate(const struct args *a) { return filter(a, run_validate); }
