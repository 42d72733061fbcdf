/* fuzz_source.c: any bytes as a pages.tsv, and as the name of a file. */
#include "promise.h"

#include "source/priv.h" /* which has a struct source of its own, as room record has: no fuzz.h here */

static bool utf8(str x) {
	uint32_t c;
	for (size_t i = 0; i < x.n;) {
		int step = utf8_step((const unsigned char *)x.s + i, x.n - i, &c);
		if (step < 0) return false;
		i += (size_t)step;
	}
	return true;
}

/* Good rows count even where others are broken: each has a name, a day that exists or none, and is found. */
static void tsv_holds(const struct tsv *t) {
	for (int i = 0; i < t->row.n; i++) {
		const struct tsv_row *r = &t->row.v[i], *found = tsv_find(t, r->file);
		PROMISE(r->file.n && utf8(r->file));
		PROMISE(!r->date.s || date_exists(r->date));
		PROMISE(found && str_eq(found->file, r->file));
	}
}

static void name_holds(str name, struct arena *mem) {
	str date = STR_NULL, page = STR_NULL;
	bool dated = date_in_name(name, &date, &page, mem);
	PROMISE(!dated || date_exists(date));
	PROMISE(dated || !date.s);
	PROMISE(utf8(utf8_of(name, mem)));
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n) {
	struct arena mem = {0};
	struct tsv t = {.bytes = {(const char *)s, n}, .file = STR("pages.tsv")};
	tsv_parse(&t, &mem);
	tsv_holds(&t);
	name_holds(t.bytes, &mem);
	arena_free(&mem);
	return 0;
}
