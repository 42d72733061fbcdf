/* reject.c: one line per thing that came in and could not be used. */
#include "sink/priv.h"

enum { EXCERPT = 1024 };

static bool well_formed(str x) {
	uint32_t cp;
	for (size_t i = 0; i < x.n;) {
		int step = utf8_step((const unsigned char *)x.s + i, x.n - i, &cp);
		if (step < 0) return false;
		i += (size_t)step;
	}
	return true;
}

void put_name(struct buf *b, str x) {
	if (!x.s || well_formed(x)) {
		buf_json(b, x);
		return;
	}
	struct arena tmp = {0};
	ustr clean = arena_ustr(&tmp, x);
	buf_json_ustr(b, clean.s, clean.n);
	arena_free(&tmp);
}

static void put_base64(struct buf *b, str raw) {
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	if (raw.n > EXCERPT) raw.n = EXCERPT;
	buf_char(b, '"');
	for (size_t i = 0; i < raw.n; i += 3) {
		size_t left = raw.n - i;
		uint32_t v = 0;
		for (size_t k = 0; k < 3; k++) v = v << 8 | (k < left ? (unsigned char)raw.s[i + k] : 0);
		const char four[] = {digit[v >> 18], digit[v >> 12 & 63], left > 1 ? digit[v >> 6 & 63] : '=', left > 2 ? digit[v & 63] : '='};
		buf_put(b, four, sizeof four);
	}
	buf_char(b, '"');
}

static void put_key(struct buf *b, const char *name, str value) {
	buf_print(b, "\"%s\":", name);
	put_name(b, value);
	buf_char(b, ',');
}

void reject_write(struct buf *b, const struct reject *r, const struct rulebook *rules) {
	buf_char(b, '{');
	put_key(b, "file", r->file);
	put_key(b, "stage", r->stage);
	put_key(b, "code", r->code);
	put_key(b, "detail", r->detail);
	if (r->from < 0) buf_str(b, STR("\"bytes\":null,"));
	else buf_print(b, "\"bytes\":[%lld,%lld],", (long long)r->from, (long long)r->to);
	buf_str(b, STR("\"excerpt\":"));
	if (r->raw.s) put_base64(b, r->raw);
	else buf_str(b, STR("null"));
	buf_str(b, STR(",\"rules\":"));
	put_name(b, rules ? rules->version : STR_NULL);
	buf_str(b, STR("}\n"));
}
