/* replay.c: a driver without a fuzzer: every file named, and every file in the folders named, goes through it once. */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

/* The bytes in a block of their own size, so that reading past them is seen. */
static void replay(const char *path) {
	struct stat st;
	FILE *in = fopen(path, "rb");
	if (!in || fstat(fileno(in), &st)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	size_t n = (size_t)st.st_size;
	uint8_t *bytes = malloc(n ? n : 1);
	if (!bytes || fread(bytes, 1, n, in) != n) exit(1);
	fclose(in);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
}

static int in_folder(const char *path) {
	struct dirent **entry;
	int n = scandir(path, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char file[4096];
		snprintf(file, sizeof file, "%s/%s", path, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.') replay(file);
		free(entry[i]);
	}
	if (n >= 0) free(entry);
	return n;
}

int main(int argc, char **argv) {
	for (int i = 1; i < argc; i++)
		if (in_folder(argv[i]) < 0) replay(argv[i]);
	return 0;
}
