/* schema.c: zhaibao schema. */
#include "cmd/cmd.h"

int cmd_schema(const struct args *a) {
	struct rulebook rules;
	struct buf b = {0};
	if (!rules_ready(&rules, a)) return FAILED;
	(a->columns ? record_columns : record_schema)(&b, &rules);
	int status = put_out(&b, DONE);
	buf_free(&b);
	rule_free(&rules);
	return status;
}
