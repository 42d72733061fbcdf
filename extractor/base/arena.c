/* arena.c: bump allocation in chunks; everything of one lifetime goes at once. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASAN 1
#endif
#endif
#ifdef ASAN
#include <sanitizer/asan_interface.h>
enum { GAP = 16 }; /* poisoned bytes behind each allocation: running over an end is seen */
#define POISON(p, n) __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
enum { GAP = 0 };
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 16, FIRST = 64 * 1024, KEEP = 8 * 1024 * 1024 };

struct chunk { struct chunk *next; size_t size, pad; char mem[]; };

static void chunk_add(struct arena *a, size_t bytes) {
	size_t size = a->head ? a->head->size * 2 : FIRST;
	if (size > KEEP) size = KEEP;
	if (size < bytes) size = bytes;
	struct chunk *c = malloc(sizeof *c + size);
	if (!c) die("out of memory (%zu bytes)", size);
	*c = (struct chunk){.next = a->head, .size = size};
	POISON(c->mem, size);
	a->head = c;
	a->used = 0;
}

void *arena_room(struct arena *a, size_t bytes) {
	size_t room = (bytes + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!a->head || a->head->size - a->used < room) chunk_add(a, room);
	char *p = a->head->mem + a->used;
	a->used += room;
	UNPOISON(p, bytes);
	return p;
}

void *arena_alloc(struct arena *a, size_t bytes) { return memset(arena_room(a, bytes), 0, bytes); }

static void chunks_free(struct chunk *c) {
	while (c) {
		struct chunk *next = c->next;
		UNPOISON(c->mem, c->size);
		free(c);
		c = next;
	}
}

/* The newest chunk is the largest that normal pages need; one that a giant page needed is given back. */
void arena_reset(struct arena *a) {
	if (!a->head) return;
	if (a->head->size > KEEP) {
		arena_free(a);
		return;
	}
	chunks_free(a->head->next);
	a->head->next = NULL;
	POISON(a->head->mem, a->head->size);
	a->used = 0;
}

void arena_free(struct arena *a) {
	chunks_free(a->head);
	*a = (struct arena){0};
}

str arena_str(struct arena *a, str x) {
	if (!x.s) return STR_NULL;
	char *p = arena_room(a, x.n + 1);
	if (x.n) memcpy(p, x.s, x.n);
	p[x.n] = 0;
	return (str){p, x.n};
}

str arena_print(struct arena *a, const char *fmt, ...) {
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	char *p = arena_room(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (str){p, (size_t)n};
}

ustr arena_ustr(struct arena *a, str x) {
	uint32_t *p = ARENA_ROOM(a, uint32_t, x.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < x.n; n++) {
		int step = utf8_step((const unsigned char *)x.s + i, x.n - i, &p[n]);
		if (step < 0) p[n] = 0xFFFD;
		i += (size_t)(step < 0 ? -step : step);
	}
	return (ustr){p, n};
}

str arena_utf8(struct arena *a, ustr x) {
	char *p = arena_room(a, x.n * 4 + 1);
	size_t n = utf8_encode_all(p, x.s, x.n);
	p[n] = 0;
	return (str){p, n};
}

void *list_grow(void *v, int n, int *cap, size_t size, struct arena *a) {
	int more = *cap ? *cap * 2 : 8;
	void *wider = arena_room(a, (size_t)more * size);
	if (n) memcpy(wider, v, (size_t)n * size);
	*cap = more;
	return wider;
}
