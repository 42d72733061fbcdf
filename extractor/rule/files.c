/* files.c: where packs come from: the binary itself, or a folder. */
#include "rule/priv.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The embedded packs: "name length\n" and the bytes of each file, in byte order of names (see Makefile). */
__asm__(".section .rodata\n"
	".balign 16\n"
	".global zhaibao_rules, zhaibao_rules_end\n"
	"zhaibao_rules: .incbin \"" RULES_BIN "\"\n"
	"zhaibao_rules_end: .byte 0\n"
	".previous\n");
extern const char zhaibao_rules[], zhaibao_rules_end[];

int pack_builtin(struct pack_files *out, struct arena *mem) {
	str rest = {zhaibao_rules, (size_t)(zhaibao_rules_end - zhaibao_rules)};
	while (rest.n) {
		str head = str_cut(&rest, '\n'), name = str_cut(&head, ' ');
		int64_t size;
		if (!str_int(head, &size) || (size_t)size > rest.n) die("the embedded rule packs are damaged");
		struct pack_file *f = LIST_PUSH(out, mem);
		f->name = arena_print(mem, "builtin:%.*s", STR_ARG(name));
		f->text = (str){rest.s, (size_t)size};
		rest = str_from(rest, (size_t)size);
	}
	return 0;
}

enum { DEPTH_MAX = 16, FILE_MAX = 64 << 20 }; /* folders inside folders; bytes of a file */

static int cannot_read(str path, const char *why, struct err *err) { return err_at(err, "rule.file", path, 0, 0, "cannot read: %s", why); }

/* Not before it is known to be a plain file: a pipe would be waited for. */
static int file_read(struct pack_files *out, str path, const struct stat *st, struct arena *mem, struct err *err) {
	if (!S_ISREG(st->st_mode)) return cannot_read(path, "no plain file", err);
	if (st->st_size > FILE_MAX) return cannot_read(path, strerror(EFBIG), err);
	FILE *in = fopen(path.s, "rb");
	if (!in) return cannot_read(path, strerror(errno), err);
	char *bytes = arena_alloc(mem, (size_t)st->st_size + 1);
	size_t n = fread(bytes, 1, (size_t)st->st_size, in);
	bool bad = ferror(in);
	fclose(in);
	if (bad) return cannot_read(path, strerror(EIO), err);
	*LIST_PUSH(out, mem) = (struct pack_file){path, {bytes, n}};
	return 0;
}

static int walk(struct pack_files *, str dir, int depth, struct arena *, struct err *);

static int entry(struct pack_files *out, str dir, const char *base, int depth, struct arena *mem, struct err *err) {
	str name = str_of(base), path = arena_print(mem, "%s/%s", dir.s, base);
	bool pack = str_ends(name, STR(".yaml")) || str_ends(name, STR(".tsv"));
	struct stat st;
	if (base[0] == '.') return 0;
	if (stat(path.s, &st)) return pack ? cannot_read(path, strerror(errno), err) : 0;
	if (S_ISDIR(st.st_mode)) return walk(out, path, depth + 1, mem, err);
	return pack ? file_read(out, path, &st, mem, err) : 0;
}

static int walk(struct pack_files *out, str dir, int depth, struct arena *mem, struct err *err) {
	if (depth > DEPTH_MAX) return err_at(err, "rule.folder", dir, 0, 0, "folders are nested too deep for a rule pack");
	struct dirent **found;
	int n = scandir(dir.s, &found, NULL, alphasort), bad = 0;
	if (n < 0) return err_at(err, "rule.folder", dir, 0, 0, "cannot read rule pack folder: %s", strerror(errno));
	for (int i = 0; i < n; i++) {
		bad = bad || entry(out, dir, found[i]->d_name, depth, mem, err);
		free(found[i]);
	}
	free(found);
	return bad ? -1 : 0;
}

/* A pack in which nothing is found is a mistake: another folder was meant, or other names. */
int pack_folder(struct pack_files *out, const char *dir, struct arena *mem, struct err *err) {
	if (walk(out, arena_str(mem, str_of(dir)), 1, mem, err)) return -1;
	return out->n ? 0 : err_at(err, "rule.folder", str_of(dir), 0, 0, "no rule pack: no *.yaml or *.tsv in this folder");
}
