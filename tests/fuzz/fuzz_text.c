/* fuzz_text.c: any bytes, guessed and under every label. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	static const char *const labels[] = {NULL, "UTF-8", "GB18030", "BIG5", "UTF-16LE", "UTF-16BE"};
	struct arena mem = {0};
	for (size_t i = 0; i < COUNT(labels); i++) {
		struct text t;
		struct err err = {0};
		if (!text_decode(&t, (str){(const char *)s, n}, STR("x"), labels[i], fuzz_rules(), &mem, &err)) {
			fuzz_text_holds(&t);
			PROMISE(t.bytes == n && t.notes.n <= NOTES_MAX);
		} else {
			PROMISE(err_is(&err));
		}
		arena_reset(&mem);
	}
	arena_free(&mem);
	return 0;
}
