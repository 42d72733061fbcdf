/* sink.c: a file appears under its name when it is whole, or not at all. */
#include "sink/priv.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

static int trouble(struct sink *s, const char *code, int why, struct err *err) {
	if (why == EPIPE) code = "sink.pipe";
	return err_at(err, code, s->path, 0, 0, "%s", strerror(why));
}

static char *copy(const char *s) {
	char *p = strdup(s);
	if (!p) die("out of memory (%zu bytes)", strlen(s));
	return p;
}

static void release(struct sink *s) {
	if (s->temp) temp_close(s);
	if (s->out && s->out != stdout) fclose(s->out);
	XXH3_freeState(s->hash);
	free(s->final);
	s->final = NULL;
	s->hash = NULL;
	s->out = NULL;
}

static int open_file(struct sink *s) {
	struct stat st;
	if (stat(s->final, &st) == 0 && !S_ISREG(st.st_mode)) return open(s->final, O_WRONLY | O_CLOEXEC);
	return temp_open(s);
}

static int cannot_open(struct sink *s, int why, struct err *err) {
	if (why != EWOULDBLOCK) return trouble(s, "sink.open", why, err);
	return err_at(err, "sink.busy", s->path, 0, 0, "another run is writing it");
}

int sink_open(struct sink *s, const char *path, struct err *err) {
	*s = (struct sink){.path = str_of(path)};
	if (!strcmp(path, "-")) {
		s->out = stdout;
		return 0;
	}
	s->final = realpath(path, NULL);
	if (!s->final) s->final = copy(path);
	s->hash = XXH3_createState();
	if (!s->hash) die("out of memory");
	XXH3_128bits_reset(s->hash);
	int fd = open_file(s);
	if (fd >= 0) s->out = fdopen(fd, "w");
	if (s->out) return 0;
	int rc = cannot_open(s, errno, err);
	release(s);
	return rc;
}

static int64_t line_feeds(const char *p, size_t n) {
	int64_t lines = 0;
	for (const char *end = p + n; n && (p = memchr(p, '\n', (size_t)(end - p))); p++) lines++;
	return lines;
}

int sink_put(struct sink *s, const char *p, size_t n, struct err *err) {
	assert(s->out);
	if (n && fwrite(p, 1, n, s->out) != n) return trouble(s, "sink.write", errno, err);
	if (s->hash && n) XXH3_128bits_update(s->hash, p, n);
	s->lines += line_feeds(p, n);
	s->bytes += (int64_t)n;
	return 0;
}

str sink_hash(const struct sink *s, struct arena *mem) {
	XXH128_hash_t h = XXH3_128bits_digest(s->hash);
	return arena_print(mem, "%016llx%016llx", (unsigned long long)h.high64, (unsigned long long)h.low64);
}

/* The new name is on disk only when its folder is; file systems that cannot sync a folder say EINVAL. */
static int sync_folder(const char *path) {
	char *name = copy(path);
	int fd = open(dirname(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(name);
	if (fd < 0) return errno == EACCES ? 0 : -1; /* may be written to, but not read: nothing to be done */
	int rc = fsync(fd) && errno != EINVAL ? -1 : 0;
	int why = errno;
	close(fd);
	errno = why;
	return rc;
}

/* 0, or why not all of it is on its way. */
static int finish(struct sink *s) {
	if (fflush(s->out)) return errno;
	if (ferror(s->out)) return EIO;
	return s->temp && fsync(fileno(s->out)) ? errno : 0;
}

int sink_flush(struct sink *s, struct err *err) {
	int why = finish(s);
	return why ? trouble(s, "sink.write", why, err) : 0;
}

/* The lock goes with the descriptor, so that comes last; what closing could say, fsync has said. */
int sink_close(struct sink *s, struct err *err) {
	assert(s->out);
	int why = finish(s);
	if (!why && s->temp && (temp_rename(s) || sync_folder(s->final))) why = errno;
	int rc = why ? trouble(s, "sink.write", why, err) : 0;
	release(s);
	return rc;
}

void sink_drop(struct sink *s) { release(s); }

/* ---- what belongs together --------------------------------------------------------------------- */

static int unseal(struct sink *seal, struct err *err) {
	if (!seal->temp) return 0;
	if (unlink(seal->final) && errno != ENOENT) return trouble(seal, "sink.write", errno, err);
	return sync_folder(seal->final) ? trouble(seal, "sink.write", errno, err) : 0;
}

int sink_publish(struct sink *part, int n, struct sink *seal, struct err *err) {
	int bad = sink_flush(seal, err);
	for (int i = 0; i < n && !bad; i++) bad = sink_flush(&part[i], err);
	if (bad) return -1;
	signals_hold(true);
	bad = unseal(seal, err);
	for (int i = 0; i < n && !bad; i++) bad = sink_close(&part[i], err);
	if (!bad) bad = sink_close(seal, err);
	signals_hold(false);
	return bad ? -1 : 0;
}
