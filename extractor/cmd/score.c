/* score.c: zhaibao score. */
#include "cmd/cmd.h"

int cmd_score(const struct args *a) {
	struct buf b = {0};
	struct err err = {0};
	int status = run_score(&b, a->operand[0], a->operand[1], a->misses, &err) ? failed(&err) : put_out(&b, DONE);
	buf_free(&b);
	return status;
}
