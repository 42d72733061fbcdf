/* fuzz_text.c: any bytes, guessed and under every label. */
#include "fuzz.h"

/* Each character has its bytes, in order, inside the file; two characters may share one sequence (Big5-HKSCS). */
static void bytes_hold(const struct text *t) {
	uint32_t end = 0;
	for (size_t i = 0; i < t->n; i++) {
		PROMISE(t->byte[i] >= end || (i && t->byte[i] == t->byte[i - 1]));
		end = t->byte[i] + t->width[i];
		PROMISE(t->width[i] && end <= t->bytes);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	static const char *const labels[] = {NULL, "UTF-8", "GB18030", "BIG5", "UTF-16LE", "UTF-16BE"};
	struct arena mem = {0};
	for (size_t i = 0; i < COUNT(labels); i++) {
		struct text t;
		struct err err = {0};
		if (!text_decode(&t, (str){(const char *)s, n}, STR("x"), labels[i], fuzz_rules(), &mem, &err)) {
			fuzz_text_holds(&t);
			bytes_hold(&t);
			PROMISE(t.bytes == n && t.notes.n <= NOTES_MAX);
		} else {
			PROMISE(err_is(&err));
		}
		arena_reset(&mem);
	}
	arena_free(&mem);
	return 0;
}
