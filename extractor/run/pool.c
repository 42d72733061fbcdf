/* pool.c: threads take jobs from the reader in order, work on them in any order, and write them in order.
 * There is no thread of its own for reading or writing: who has nothing to do reads, who has finished writes. */
#include "run/run.h"

#include <pthread.h>

enum { BUF_KEEP = 1 << 20 };

struct slot { struct job job; bool done; };

struct ring {
	struct pool *pool;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	struct slot *slot;
	int size;
	int64_t next_read, next_write; /* jobs [next_write, next_read) are on their way */
	size_t bytes;                  /* of these */
	bool reading, writing, end;
	struct err err;
};

static size_t job_size(const struct job *j) { return j->page.bytes.n + j->line.n; }

static void buf_again(struct buf *b) {
	if (b->cap > BUF_KEEP) buf_free(b);
	b->n = 0;
}

static void job_reset(struct job *j) {
	struct job old = *j;
	buf_again(&old.out);
	buf_again(&old.rejects);
	buf_again(&old.said);
	arena_reset(&old.mem);
	*j = (struct job){.out = old.out, .rejects = old.rejects, .said = old.said, .mem = old.mem};
}

static void job_free(struct job *j) {
	buf_free(&j->out);
	buf_free(&j->rejects);
	buf_free(&j->said);
	arena_free(&j->mem);
}

static struct slot *slot_of(struct ring *r, int64_t no) { return &r->slot[no % r->size]; }

static bool full(const struct ring *r) {
	return r->next_read - r->next_write >= r->size || (r->bytes > IN_FLIGHT && r->next_read > r->next_write);
}

/* The next job, read; NULL: no more. */
static struct slot *take(struct ring *r) {
	struct slot *s = NULL;
	pthread_mutex_lock(&r->lock);
	while (!r->end && !r->pool->stop && (r->reading || full(r))) pthread_cond_wait(&r->moved, &r->lock);
	if (!r->end && !r->pool->stop) {
		s = slot_of(r, r->next_read);
		r->reading = true;
		pthread_mutex_unlock(&r->lock);
		bool more = r->pool->read(r->pool->with, &s->job);
		pthread_mutex_lock(&r->lock);
		r->reading = false;
		if (more) r->next_read++, r->bytes += job_size(&s->job);
		else r->end = true, s = NULL;
		pthread_cond_broadcast(&r->moved);
	}
	pthread_mutex_unlock(&r->lock);
	return s;
}

/* Called with the lock, lets go of it while writing. */
static void write_one(struct ring *r, struct slot *s) {
	size_t bytes = job_size(&s->job);
	pthread_mutex_unlock(&r->lock);
	int bad = r->pool->write(r->pool->with, &s->job, &r->err);
	job_reset(&s->job);
	pthread_mutex_lock(&r->lock);
	s->done = false;
	r->next_write++;
	r->bytes -= bytes;
	if (bad) r->pool->stop = true;
	pthread_cond_broadcast(&r->moved);
}

static void tell_idle(struct ring *r) {
	pthread_mutex_unlock(&r->lock);
	int bad = r->pool->idle(r->pool->with, &r->err);
	pthread_mutex_lock(&r->lock);
	if (bad) r->pool->stop = true;
	if (bad) pthread_cond_broadcast(&r->moved);
}

/* A job is done: whoever finds none writing writes all that is next in order. */
static void give(struct ring *r, struct slot *s) {
	pthread_mutex_lock(&r->lock);
	s->done = true;
	if (!r->writing) {
		bool told = false;
		r->writing = true;
		while (!r->pool->stop) {
			struct slot *next = slot_of(r, r->next_write);
			if (r->next_write < r->next_read && next->done) write_one(r, next), told = false;
			else if (r->pool->idle && !told && r->next_write == r->next_read) tell_idle(r), told = true;
			else break;
		}
		r->writing = false;
	}
	pthread_mutex_unlock(&r->lock);
}

struct thread { pthread_t id; bool started; struct worker worker; struct ring *ring; };

static void *thread_main(void *with) {
	struct thread *t = with;
	for (struct slot *s; (s = take(t->ring));) {
		t->ring->pool->work(&t->worker, &s->job);
		give(t->ring, s);
	}
	return NULL;
}

static void threads_run(struct thread *thread, int n) {
	for (int i = 1; i < n; i++) thread[i].started = !pthread_create(&thread[i].id, NULL, thread_main, &thread[i]);
	thread_main(&thread[0]);
	for (int i = 1; i < n; i++)
		if (thread[i].started) pthread_join(thread[i].id, NULL);
}

int pool_run(struct pool *p, struct err *err) {
	int n = p->threads > 0 ? p->threads : 1, ready = 0;
	struct ring ring = {.pool = p, .lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER, .size = n * RING};
	ring.slot = calloc((size_t)ring.size, sizeof *ring.slot);
	struct thread *thread = calloc((size_t)n, sizeof *thread);
	if (!ring.slot || !thread) die("out of memory");
	for (; ready < n; ready++) {
		thread[ready].ring = &ring;
		if (worker_init(&thread[ready].worker, p->rules, p->encoding, &ring.err)) break;
	}
	if (ready == n) threads_run(thread, n);
	for (int i = 0; i < ready; i++) worker_free(&thread[i].worker);
	for (int i = 0; i < ring.size; i++) job_free(&ring.slot[i].job);
	free(thread);
	free(ring.slot);
	if (err_is(&ring.err) && !err_is(err)) *err = ring.err;
	return err_is(&ring.err) ? -1 : 0;
}
