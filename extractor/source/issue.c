/* issue.c: what options, pages.tsv and file names say of the issue. */
#include "source/priv.h"

#include <strings.h>

static size_t before_any(str path, size_t end, const char *separators) {
	while (end && !strchr(separators, path.s[end - 1])) end--;
	return end;
}

bool name_ends(str name, const char *ext) {
	size_t n = strlen(ext);
	return name.n > n && !strncasecmp(name.s + name.n - n, ext, n);
}

str base_of(str path) { return str_from(path, before_any(path, path.n, "/")); }

str dir_of(str path) {
	size_t at = before_any(path, path.n, "/");
	if (!at) return STR(".");
	return (str){path.s, at > 1 ? at - 1 : at};
}

static bool digit_at(str s, size_t i) { return i < s.n && s.s[i] >= '0' && s.s[i] <= '9'; }
static bool letter_at(str s, size_t i) { return i < s.n && ((s.s[i] | 32) >= 'a' && (s.s[i] | 32) <= 'z'); }

/* The number that `n` digits at i make; -1: they are not digits. */
static int number_at(str s, size_t i, size_t n) {
	int v = 0;
	for (size_t k = 0; k < n; k++) {
		if (!digit_at(s, i + k)) return -1;
		v = v * 10 + (s.s[i + k] - '0');
	}
	return v;
}

static bool calendar(int y, int m, int d) {
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (y < 1900 || y > 2099 || m < 1 || m > 12 || d < 1) return false;
	bool leap = (y % 4 == 0 && y % 100) || y % 400 == 0;
	return d <= days[m - 1] + (m == 2 && leap);
}

bool date_exists(str iso) {
	return iso.n == 10 && iso.s[4] == '-' && iso.s[7] == '-' &&
	       calendar(number_at(iso, 0, 4), number_at(iso, 5, 2), number_at(iso, 8, 2));
}

/* Length of the date that is written at s[i]; 0: none. */
static size_t date_at(str s, size_t i, int ymd[3]) {
	char sep = i + 4 < s.n ? s.s[i + 4] : 0;
	bool parted = sep == '-' || sep == '_' || sep == '.';
	if (parted && (i + 7 >= s.n || s.s[i + 7] != sep)) return 0;
	size_t gap = parted ? 1 : 0, n = 8 + 2 * gap;
	ymd[0] = number_at(s, i, 4);
	ymd[1] = number_at(s, i + 4 + gap, 2);
	ymd[2] = number_at(s, i + 6 + 2 * gap, 2);
	bool alone = (!i || !digit_at(s, i - 1)) && !digit_at(s, i + n);
	return alone && calendar(ymd[0], ymd[1], ymd[2]) ? n : 0;
}

/* The page number that s starts with: A03, 5, 12b; then something else or the end. */
static str page_at(str s) {
	size_t i = 0, digits = 0;
	while (i < 2 && letter_at(s, i)) i++;
	while (digits < 4 && digit_at(s, i)) i++, digits++;
	if (letter_at(s, i)) i++;
	bool ends = !digit_at(s, i) && !letter_at(s, i);
	return digits && digits < 4 && ends ? (str){s.s, i} : STR_NULL;
}

static bool date_in_part(str part, str *date, str *page, struct arena *mem) {
	int ymd[3];
	for (size_t i = 0; i + 8 <= part.n; i++) {
		size_t n = date_at(part, i, ymd);
		if (!n) continue;
		*date = arena_print(mem, "%04d-%02d-%02d", ymd[0], ymd[1], ymd[2]);
		str rest = str_from(part, i + n);
		if (rest.n && strchr("-_. ", rest.s[0])) rest = str_from(rest, 1);
		*page = arena_str(mem, page_at(rest));
		return true;
	}
	return false;
}

static str stem_of(str base) {
	for (size_t i = base.n; i-- > 1;)
		if (base.s[i] == '.') return (str){base.s, i};
	return base;
}

bool date_in_name(str name, str *date, str *page, struct arena *mem) {
	size_t end = before_any(name, name.n, "/!"); /* an archive's name counts like a folder's */
	str base = stem_of(str_from(name, end));
	*page = STR_NULL;
	if (date_in_part(base, date, page, mem)) return true;
	while (end > 1) {
		size_t at = before_any(name, end - 1, "/!");
		if (date_in_part((str){name.s + at, end - 1 - at}, date, page, mem)) {
			str own = page_at(base);
			if (own.n == base.n) *page = arena_str(mem, own);
			return true;
		}
		end = at;
	}
	return false;
}

/* Takes what is still unknown from one source of knowledge. */
static void issue_take(struct issue *i, str newspaper, str date, str page, const char *origin, struct arena *mem) {
	bool dated = !i->date.s && date.n, more = (!i->newspaper.s && newspaper.n) || (!i->page.s && page.n);
	if (!i->newspaper.s && newspaper.n) i->newspaper = arena_str(mem, newspaper);
	if (!i->page.s && page.n) i->page = arena_str(mem, page);
	if (dated) i->date = arena_str(mem, date);
	if (dated || (more && !i->origin.s)) i->origin = str_of(origin);
}

void issue_find(struct issue *i, const struct options *o, const struct tsv_row *row, str path, struct arena *mem) {
	*i = (struct issue){0};
	issue_take(i, o->newspaper, o->date, o->page, "option", mem);
	if (row) issue_take(i, row->newspaper, row->date, row->page, "manifest", mem);
	str date = STR_NULL, page = STR_NULL;
	if (date_in_name(path, &date, &page, mem)) issue_take(i, STR_NULL, date, page, "filename", mem);
}
