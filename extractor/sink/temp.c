/* temp.c: NAME.tmp while it is being written: one writer at a time, and nothing left behind when the program is stopped.
 * What a killed one left is not in the way: the lock went with it, and the next writer takes the file over. */
#include "sink/priv.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SINKS = 8, TRIES = 100 };

/* Static, for a signal handler is given nothing but a number; the names in place, for it must not meet one that was freed. */
static struct { char path[PATH_MAX]; bool taken; atomic_bool there; } temps[SINKS];

void sink_sweep(void) {
	for (int i = 0; i < SINKS; i++)
		if (atomic_exchange(&temps[i].there, false)) unlink(temps[i].path);
}

/* Only what the standard allows in a handler; SA_RESETHAND: the signal that is raised again ends the program. */
static void stopped(int sig) {
	static const char said[] = "\nzhaibao: stopped before the end; nothing was published\n";
	bool any = false;
	for (int i = 0; i < SINKS; i++) any = any || temps[i].there;
	sink_sweep();
	ssize_t told = any ? write(STDERR_FILENO, said, sizeof said - 1) : 0;
	(void)told; /* or not: there is nobody else */
	raise(sig);
}

static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGXCPU};

void sink_signals(void) {
	struct sigaction old, mine = {.sa_handler = stopped, .sa_flags = (int)SA_RESETHAND};
	for (size_t i = 0; i < COUNT(signals); i++)
		if (!sigaction(signals[i], NULL, &old) && old.sa_handler != SIG_IGN) sigaction(signals[i], &mine, NULL);
	atexit(sink_sweep);
}

void signals_hold(bool hold) {
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < COUNT(signals); i++) sigaddset(&set, signals[i]);
	sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* 1: locked, and still what the name says; 0: it got its own name, or went, while we asked; -1: errno says why not. Where the file
 * system knows no locks there is none. */
static int mine(int fd, const char *path) {
	struct stat open, named;
	if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) return -1;
	if (fstat(fd, &open)) return -1;
	if (stat(path, &named) || open.st_ino != named.st_ino || open.st_dev != named.st_dev) return 0;
	errno = EEXIST;
	if (!S_ISREG(open.st_mode) || open.st_nlink != 1) return -1;
	return ftruncate(fd, 0) ? -1 : 1;
}

static int open_locked(const char *path) {
	for (int i = 0; i < TRIES; i++) {
		int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
		if (fd < 0) return -1;
		int got = mine(fd, path), why = errno;
		if (got > 0) return fd;
		close(fd);
		errno = why;
		if (got < 0) return -1;
	}
	errno = EWOULDBLOCK;
	return -1;
}

int temp_open(struct sink *s) {
	int i = 0;
	while (i < SINKS && temps[i].taken) i++;
	if (i == SINKS) die("more than %d files to write at once", SINKS);
	int n = snprintf(temps[i].path, PATH_MAX, "%s.tmp", s->final);
	if (n >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = open_locked(temps[i].path);
	if (fd < 0) return -1;
	s->temp = temps[i].path;
	temps[i].taken = true;
	temps[i].there = true;
	return fd;
}

static int at(const struct sink *s) {
	int i = 0;
	while (temps[i].path != s->temp) i++;
	return i;
}

int temp_rename(struct sink *s) {
	temps[at(s)].there = false;
	if (!rename(s->temp, s->final)) return 0;
	int why = errno;
	unlink(s->temp);
	errno = why;
	return -1;
}

void temp_close(struct sink *s) {
	int i = at(s);
	if (atomic_exchange(&temps[i].there, false)) unlink(s->temp);
	temps[i].taken = false;
	s->temp = NULL;
}
