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

static int file_read(struct pack_files *out, str path, struct arena *mem, struct err *err) {
	FILE *in = fopen(path.s, "rb");
	struct stat st;
	if (!in || fstat(fileno(in), &st)) {
		err_at(err, "rule.file", path, 0, 0, "cannot read: %s", strerror(errno));
		if (in) fclose(in);
		return -1;
	}
	char *bytes = arena_alloc(mem, (size_t)st.st_size + 1);
	size_t n = fread(bytes, 1, (size_t)st.st_size, in);
	fclose(in);
	*LIST_PUSH(out, mem) = (struct pack_file){path, {bytes, n}};
	return 0;
}

static int walk(struct pack_files *out, str dir, struct arena *mem, struct err *err) {
	struct dirent **entry;
	int n = scandir(dir.s, &entry, NULL, alphasort), bad = 0;
	if (n < 0) return err_at(err, "rule.folder", dir, 0, 0, "cannot read rule pack folder: %s", strerror(errno));
	for (int i = 0; i < n; i++) {
		str name = str_of(entry[i]->d_name), path = arena_print(mem, "%s/%s", dir.s, entry[i]->d_name);
		struct stat st;
		if (!bad && name.s[0] != '.' && stat(path.s, &st) == 0) {
			if (S_ISDIR(st.st_mode)) bad = walk(out, path, mem, err);
			else if (str_ends(name, STR(".yaml")) || str_ends(name, STR(".tsv"))) bad = file_read(out, path, mem, err);
		}
		free(entry[i]);
	}
	free(entry);
	return bad;
}

int pack_folder(struct pack_files *out, const char *dir, struct arena *mem, struct err *err) {
	return walk(out, arena_str(mem, str_of(dir)), mem, err);
}
