/* value.c: the readers in order, and what they share. */
#include "value/priv.h"

str reading_text(const struct reading *r, span at) { return arena_utf8(r->mem, ustr_sub(r->scan->article->text.cp, at)); }

ustr reading_fold(const struct reading *r, span at) { return ustr_sub(r->scan->article->text.fold, at); }

int founds_behind(const struct founds *f, uint32_t end) {
	int lo;
	BISECT(lo, f->n, f->v[lo].at.end <= end);
	return lo;
}

bool reading_starts(const struct reading *r, uint32_t at, str words) {
	const struct text *t = &r->scan->article->text;
	while (words.n) {
		str word = str_cut(&words, '|');
		uint32_t i = at;
		while (word.n && i < t->n) {
			uint32_t c = 0;
			int step = utf8_step((const unsigned char *)word.s, word.n, &c);
			if (step <= 0 || t->fold[i] != c) break;
			word = str_from(word, (size_t)step);
			i++;
		}
		if (!word.n && i > at) return true;
	}
	return false;
}

void reading_note(struct reading *r, str code, str detail) {
	if (r->out->notes.n < NOTES_MAX) *LIST_PUSH(&r->out->notes, r->mem) = (struct note){code, detail};
}

struct bytes value_bytes(const struct article *a, span at) {
	const struct text *t = &a->text;
	if (!t->byte || at.at == at.end) return (struct bytes){-1, -1};
	int lo;
	BISECT(lo, a->piece.n, a->piece.v[lo].at <= at.at); /* first piece that starts behind the first character */
	bool straddles = lo < a->piece.n && a->piece.v[lo].at < at.end;
	if (straddles || t->byte[at.at] == NO_BYTE || t->byte[at.end - 1] == NO_BYTE) return (struct bytes){-1, -1};
	return (struct bytes){t->byte[at.at], (int64_t)t->byte[at.end - 1] + t->width[at.end - 1]};
}

bool value_reads(const struct rule *r) {
	str name = rule_emit(r, "read");
	if (rule_emit(r, "by").s) return true;
	if (r->kind == KIND_date) return !name.s || date_reads(name);
	return (r->kind != KIND_amount && r->kind != KIND_quantity) || !name.s || sum_reads(name);
}

void value_read(struct values *v, const struct scan *s, const struct rulebook *b, struct matcher *m, struct arena *mem) {
	(void)m;
	*v = (struct values){0};
	value_amounts(v, s, b, mem);
	value_dates(v, s, b, mem);
	value_quantities(v, s, b, mem);
	value_zones(v, s, b, mem);
	value_orgs(v, s, b, mem);
	value_about(v, s, b, mem);
}
