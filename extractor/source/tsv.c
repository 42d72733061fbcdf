/* tsv.c: pages.tsv. */
#include "source/priv.h"

#include <xxhash.h>

enum column { COL_FILE, COL_NEWSPAPER, COL_DATE, COL_PAGE, NCOL };
static const char *const columns[NCOL] = {"file", "newspaper", "date", "page"};

struct header { int col[16]; int n; };

static int header_read(struct header *h, str line, struct tsv *t) {
	unsigned seen = 0;
	for (bool more = true; more;) {
		more = memchr(line.s, '\t', line.n) != NULL;
		str name = str_trim(str_cut(&line, '\t'));
		int c = 0;
		while (c < NCOL && !str_is(name, columns[c])) c++;
		if (c == NCOL || seen & 1u << c || h->n == NCOL)
			return err_at(&t->err, "manifest.broken", t->file, 1, h->n + 1,
				"unexpected column \"%.*s\"; the header is: file newspaper date page, tab separated", STR_ARG(name));
		seen |= 1u << c;
		h->col[h->n++] = c;
	}
	return seen & 1 ? 0 : err_at(&t->err, "manifest.broken", t->file, 1, 1, "no column \"file\"");
}

static int row_read(struct tsv_row *row, const struct header *h, str line, struct tsv *t) {
	str *const cell[NCOL] = {&row->file, &row->newspaper, &row->date, &row->page};
	int n = 0;
	for (bool more = true; more; n++) {
		more = memchr(line.s, '\t', line.n) != NULL;
		str value = str_trim(str_cut(&line, '\t'));
		if (n < h->n) *cell[h->col[n]] = value.n ? value : STR_NULL;
		else if (value.n) return err_at(&t->err, "manifest.broken", t->file, row->line, n + 1, "more columns than the header has");
	}
	if (!row->file.s) return err_at(&t->err, "manifest.broken", t->file, row->line, 1, "no file name");
	if (row->date.s && !date_exists(row->date)) {
		err_at(&t->err, "manifest.broken", t->file, row->line, 1, "\"%.*s\" is no date (wanted YYYY-MM-DD)", STR_ARG(row->date));
		row->date = STR_NULL;
	}
	return 0;
}

static int by_file(const void *a, const void *b) {
	const struct tsv_row *x = a, *y = b;
	size_t n = x->file.n < y->file.n ? x->file.n : y->file.n;
	int c = memcmp(x->file.s, y->file.s, n);
	return c ? c : (x->file.n > y->file.n) - (x->file.n < y->file.n);
}

static void rows_sort(struct tsv *t) {
	if (!t->row.n) return;
	qsort(t->row.v, (size_t)t->row.n, sizeof *t->row.v, by_file);
	for (int i = 1; i < t->row.n; i++)
		if (!by_file(&t->row.v[i - 1], &t->row.v[i]))
			err_at(&t->err, "manifest.broken", t->file, t->row.v[i].line, 1, "%.*s stands in line %d already",
				STR_ARG(t->row.v[i].file), t->row.v[i - 1].line);
}

void tsv_parse(struct tsv *t, struct arena *mem) {
	t->loaded = true;
	str rest = utf8_of(t->bytes, mem);
	if (str_starts(rest, STR("\xEF\xBB\xBF"))) rest = str_from(rest, 3);
	struct header h = {0};
	for (int no = 1; rest.n; no++) {
		str line = str_cut(&rest, '\n');
		if (line.n && line.s[line.n - 1] == '\r') line.n--;
		if (no == 1 && header_read(&h, line, t)) return;
		if (no == 1 || !str_trim(line).n) continue;
		struct tsv_row row = {.line = no};
		if (!row_read(&row, &h, line, t)) *LIST_PUSH(&t->row, mem) = row;
	}
	if (!h.n) err_at(&t->err, "manifest.broken", t->file, 1, 1, "empty; wanted a header: file newspaper date page");
	rows_sort(t);
}

/* Where the folder's number stands, or would stand. */
static int *slot_of(const struct tsvs *all, str dir) {
	uint32_t mask = (uint32_t)all->nslot - 1, i = (uint32_t)XXH3_64bits(dir.s, dir.n) & mask;
	while (all->slot[i] && !str_eq(all->v[all->slot[i] - 1].dir, dir)) i = (i + 1) & mask;
	return &all->slot[i];
}

int tsv_known(const struct tsvs *all, str dir) { return all->nslot ? *slot_of(all, dir) - 1 : -1; }

/* At most half of the slots are taken. */
static void slots_double(struct tsvs *all, struct arena *mem) {
	all->nslot = all->nslot ? 2 * all->nslot : 64;
	all->slot = ARENA_NEW(mem, int, all->nslot);
	for (int i = 0; i < all->n; i++) *slot_of(all, all->v[i].dir) = i + 1;
}

int tsv_of_dir(struct tsvs *all, str dir, struct arena *mem) {
	int known = tsv_known(all, dir);
	if (known >= 0) return known;
	if (2 * all->n >= all->nslot) slots_double(all, mem);
	LIST_PUSH(all, mem)->dir = arena_str(mem, dir);
	*slot_of(all, dir) = all->n;
	return all->n - 1;
}

const struct tsv_row *tsv_find(const struct tsv *t, str file) {
	struct tsv_row key = {.file = file};
	return t->row.n ? bsearch(&key, t->row.v, (size_t)t->row.n, sizeof key, by_file) : NULL;
}
