/* lines.c: a stream, line by line, each as soon as it is whole. */
#include "run/run.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, LOOK_MS = 100, SHOWN = 1024 };

void lines_init(struct lines *l, int fd, const atomic_bool *stop) {
	*l = (struct lines){.fd = fd, .no = 0, .max = LINE_MAX_BYTES, .stop = stop};
}

void lines_free(struct lines *l) {
	buf_free(&l->buf);
	buf_free(&l->head);
}

/* A thread that waits for input must see that another one was told to stop. */
static bool stopped(const struct lines *l) {
	struct pollfd p = {.fd = l->fd, .events = POLLIN};
	while (l->stop && !*l->stop && poll(&p, 1, LOOK_MS) == 0) continue;
	return l->stop && *l->stop;
}

/* More bytes behind what is there; false: the end, or stopped, or *err. */
static bool more(struct lines *l, struct err *err) {
	if (l->at) {
		memmove(l->buf.s, l->buf.s + l->at, l->buf.n - l->at);
		l->buf.n -= l->at;
		l->seen -= l->at;
		l->at = 0;
	}
	buf_room(&l->buf, CHUNK);
	for (;;) {
		if (stopped(l)) return false;
		ssize_t got = read(l->fd, l->buf.s + l->buf.n, l->buf.cap - l->buf.n);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) err_set(err, "input.unreadable", "standard input: %s", strerror(errno));
		if (got > 0) l->buf.n += (size_t)got;
		return got > 0;
	}
}

/* Drops what has come of a line that is too long, but for its length and its head; its room too. */
static void shorten(struct lines *l) {
	size_t n = l->buf.n - l->at;
	if (!l->bytes) buf_put(&l->head, l->buf.s + l->at, n < SHOWN ? n : SHOWN);
	l->bytes += (int64_t)n;
	buf_free(&l->buf);
	l->at = l->seen = 0;
}

/* The line of n bytes that starts at l->at, or what is left of one that is too long; behind it a line feed, or the end. */
static str give(struct lines *l, size_t n, bool long_line, bool lf) {
	str line = long_line && l->bytes ? (str){l->head.s, l->head.n} : (str){l->buf.s + l->at, long_line && n > SHOWN ? SHOWN : n};
	if (!long_line && line.n && line.s[line.n - 1] == '\r') line.n--;
	l->bytes += (int64_t)n;
	l->at += n + lf;
	l->seen = l->at;
	l->from = l->next;
	l->next += l->bytes + lf;
	l->no++;
	return line;
}

bool lines_next(struct lines *l, str *line, bool *long_line, struct err *err) {
	*long_line = false;
	l->bytes = 0;
	l->head.n = 0;
	for (;;) {
		size_t left = l->buf.n - l->seen;
		char *lf = left ? memchr(l->buf.s + l->seen, '\n', left) : NULL;
		size_t n = lf ? (size_t)(lf - l->buf.s) - l->at : l->buf.n - l->at;
		l->seen = l->buf.n;
		if (n > l->max) *long_line = true;
		if (!lf && *long_line) shorten(l), n = 0;
		if (!lf && !l->end && more(l, err)) continue;
		l->end = l->end || !lf;
		if (err_is(err) || (l->stop && *l->stop) || (!lf && !n && !*long_line)) return false;
		*line = give(l, n, *long_line, lf != NULL);
		return true;
	}
}
