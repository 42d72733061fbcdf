/* walk.c: command line -> entries in reading order. */
#include "source/priv.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

struct inside { dev_t dev; ino_t ino; const struct inside *outer; int depth; };

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

static void walk_folder(struct source *, str path, const struct stat *, const struct inside *outer);

static void walk_member(struct source *s, str folder, const char *base, const struct inside *in) {
	const char *sep = folder.s[folder.n - 1] == '/' ? "" : "/";
	str path = arena_print(&s->mem, "%.*s%s%s", STR_ARG(folder), sep, base), name = str_of(base);
	struct stat st;
	bool there = !stat(path.s, &st);
	if (there && S_ISDIR(st.st_mode) && base[0] != '.') walk_folder(s, path, &st, in);
	else if (base[0] != '.' && (name_is_page(name) || name_is_archive(name)) && (!there || S_ISREG(st.st_mode))) {
		if (there) add_file(s, path, &st);
		else add_error(s, path, errno == ENOENT ? "file.missing" : "file.unreadable", strerror(errno));
	} else if (!str_is(name, "pages.tsv"))
		*LIST_PUSH(&s->skipped, &s->mem) = utf8_of(path, &s->mem);
}

/* A folder that is open already further up is a link into itself. */
static bool loops(const struct stat *st, const struct inside *in) {
	for (; in; in = in->outer)
		if (in->dev == st->st_dev && in->ino == st->st_ino) return true;
	return false;
}

static void walk_folder(struct source *s, str path, const struct stat *st, const struct inside *outer) {
	struct inside in = {st->st_dev, st->st_ino, outer, outer ? outer->depth + 1 : 1};
	if (loops(st, outer)) {
		*LIST_PUSH(&s->skipped, &s->mem) = utf8_of(path, &s->mem);
		return;
	}
	if (in.depth > DEPTH_MAX) {
		add_error(s, path, "file.unreadable", "folders are nested too deep");
		return;
	}
	struct dirent **name;
	int n = scandir(path.s, &name, not_self, by_bytes);
	if (n < 0) {
		add_error(s, path, "file.unreadable", strerror(errno));
		return;
	}
	for (int i = 0; i < n; i++) {
		walk_member(s, path, name[i]->d_name, &in);
		free(name[i]);
	}
	free(name);
}

void walk_path(struct source *s, const char *given) {
	str path = arena_str(&s->mem, str_of(given));
	struct stat st;
	if (!strcmp(given, "-")) {
		add(s, ENTRY_STDIN, path, 0);
		s->endless = true;
	} else if (stat(given, &st)) {
		add_error(s, path, errno == ENOENT || errno == ENOTDIR ? "file.missing" : "file.unreadable", strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		int before = s->entry.n;
		walk_folder(s, path, &st, NULL);
		if (s->entry.n == before) add_error(s, path, "folder.nopages", "no pages (*.txt) or archives in this folder");
	} else {
		add_file(s, path, &st);
	}
}
