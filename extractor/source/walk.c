/* walk.c: command line -> entries in reading order. */
#include "source/priv.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <xxhash.h>

bool name_is_page(str name) { return name_ends(name, ".txt"); }

bool name_is_archive(str name) {
	static const char *const ext[] = {".zip", ".tar", ".tgz", ".gz", ".zst"};
	for (size_t i = 0; i < COUNT(ext); i++)
		if (name_ends(name, ext[i])) return true;
	return false;
}

static struct entry *add(struct source *s, enum entry_kind kind, str path, int64_t size) {
	struct entry *e = LIST_PUSH(&s->entry, &s->mem);
	*e = (struct entry){.kind = kind, .path = path, .tsv = -1, .size = size};
	s->total += size;
	return e;
}

static void add_error(struct source *s, str path, const char *code, const char *why) {
	struct entry *e = add(s, ENTRY_ERROR, path, 0);
	e->code = code;
	e->why = arena_str(&s->mem, str_of(why));
}

static void add_file(struct source *s, str path, const struct stat *st) {
	enum entry_kind kind = name_is_archive(path) ? ENTRY_ARCHIVE : ENTRY_PAGE;
	struct entry *e = add(s, kind, path, S_ISREG(st->st_mode) ? st->st_size : 0);
	e->tsv = tsv_of_dir(&s->tsvs, dir_of(path), &s->mem);
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int not_self(const struct dirent *d) { return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0; }

/* ---- folders ------------------------------------------------------------------------------------ */

static struct visit *visit_slot(const struct visits *all, const struct visit *v) {
	uint32_t mask = (uint32_t)all->nslot - 1, i = (uint32_t)XXH3_64bits(v, sizeof *v) & mask;
	while (all->slot[i].path && memcmp(&all->slot[i], v, sizeof *v)) i = (i + 1) & mask;
	return &all->slot[i];
}

/* At most half of the slots are taken. */
static void visits_double(struct visits *all, struct arena *mem) {
	struct visits old = *all;
	all->nslot = old.nslot ? 2 * old.nslot : 64;
	all->slot = ARENA_NEW(mem, struct visit, all->nslot);
	for (int i = 0; i < old.nslot; i++)
		if (old.slot[i].path) *visit_slot(all, &old.slot[i]) = old.slot[i];
}

/* Links can lead to one folder by more ways than there are folders, and into itself: once for each path given is enough. */
static bool visited(struct source *s, const struct stat *st) {
	struct visit v = {(uint64_t)st->st_dev, (uint64_t)st->st_ino, s->paths};
	if (2 * s->visits.n >= s->visits.nslot) visits_double(&s->visits, &s->mem);
	struct visit *slot = visit_slot(&s->visits, &v);
	if (slot->path) return true;
	*slot = v;
	s->visits.n++;
	return false;
}

static void walk_folder(struct source *, str path, const struct stat *, int depth);

static void skip(struct source *s, str path) { *LIST_PUSH(&s->skipped, &s->mem) = utf8_of(path, &s->mem); }

static void walk_member(struct source *s, str folder, const char *base, int depth) {
	const char *sep = folder.s[folder.n - 1] == '/' ? "" : "/";
	str path = arena_print(&s->mem, "%.*s%s%s", STR_ARG(folder), sep, base), name = str_of(base);
	struct stat st;
	bool there = !stat(path.s, &st);
	if (there && S_ISDIR(st.st_mode) && base[0] != '.') walk_folder(s, path, &st, depth + 1);
	else if (base[0] != '.' && (name_is_page(name) || name_is_archive(name)) && (!there || S_ISREG(st.st_mode))) {
		if (there) add_file(s, path, &st);
		else add_error(s, path, errno == ENOENT ? "file.missing" : "file.unreadable", strerror(errno));
	} else if (!str_is(name, "pages.tsv"))
		skip(s, path);
}

static void walk_folder(struct source *s, str path, const struct stat *st, int depth) {
	struct dirent **name;
	if (visited(s, st)) {
		skip(s, path);
		return;
	}
	int n = depth > DEPTH_MAX ? -1 : scandir(path.s, &name, not_self, by_bytes);
	if (n < 0) {
		add_error(s, path, "file.unreadable", depth > DEPTH_MAX ? "folders are nested too deep" : strerror(errno));
		return;
	}
	for (int i = 0; i < n; i++) {
		walk_member(s, path, name[i]->d_name, depth);
		free(name[i]);
	}
	free(name);
}

void walk_path(struct source *s, const char *given) {
	str path = arena_str(&s->mem, str_of(given));
	struct stat st;
	s->paths++;
	if (!strcmp(given, "-")) {
		add(s, ENTRY_STDIN, path, 0);
		s->endless = true;
	} else if (stat(given, &st)) {
		add_error(s, path, errno == ENOENT || errno == ENOTDIR ? "file.missing" : "file.unreadable", strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		int before = s->entry.n;
		walk_folder(s, path, &st, 1);
		if (s->entry.n == before) add_error(s, path, "folder.nopages", "no pages (*.txt) or archives in this folder");
	} else {
		add_file(s, path, &st);
	}
}
