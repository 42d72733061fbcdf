/* sink.c: a file appears under its name when it is whole, or not at all. */
#include "sink/sink.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100 };

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
	free(s->final);
	free(s->temp);
	s->final = s->temp = NULL;
	s->out = NULL;
}

/* A name beside the final one that nobody has; the number of the process keeps runs apart, the tries what a killed one left. */
static int open_temp(struct sink *s) {
	size_t n = strlen(s->final) + 48;
	s->temp = malloc(n);
	if (!s->temp) die("out of memory (%zu bytes)", n);
	for (int i = 0; i < TRIES; i++) {
		snprintf(s->temp, n, "%s.%ld.%d.tmp", s->final, (long)getpid(), i);
		int fd = open(s->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST) return fd;
	}
	return -1;
}

static int open_file(struct sink *s) {
	struct stat st;
	if (stat(s->final, &st) == 0 && !S_ISREG(st.st_mode)) return open(s->final, O_WRONLY | O_CLOEXEC);
	return open_temp(s);
}

int sink_open(struct sink *s, const char *path, struct err *err) {
	*s = (struct sink){.path = str_of(path)};
	if (!strcmp(path, "-")) {
		s->out = stdout;
		return 0;
	}
	s->final = realpath(path, NULL);
	if (!s->final) s->final = copy(path);
	int fd = open_file(s);
	if (fd >= 0) s->out = fdopen(fd, "w");
	if (s->out) return 0;
	int rc = trouble(s, "sink.open", errno, err);
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
	s->lines += line_feeds(p, n);
	s->bytes += (int64_t)n;
	return 0;
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

int sink_close(struct sink *s, struct err *err) {
	assert(s->out);
	int why = finish(s);
	if (s->out != stdout && fclose(s->out) && !why) why = errno;
	s->out = NULL;
	if (!why && s->temp && (rename(s->temp, s->final) || sync_folder(s->final))) why = errno;
	if (why && s->temp) unlink(s->temp);
	int rc = why ? trouble(s, "sink.write", why, err) : 0;
	release(s);
	return rc;
}

void sink_drop(struct sink *s) {
	if (s->out && s->out != stdout) fclose(s->out);
	if (s->temp) unlink(s->temp);
	release(s);
}
