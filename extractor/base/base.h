/* base: string views, arenas by lifetime, one error struct, a growing output buffer.
 *
 * Knows nothing of newspapers. Every other room includes it.
 *
 * Ownership: a str or ustr never owns; it points into an arena, a file that was read, or a literal.
 * What an arena gave lives until arena_reset or arena_free; nobody frees a part of it.
 * Out of memory ends the program (exit 3): no caller has a useful answer to it.
 */
#ifndef BASE_H
#define BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not to be used anywhere: they do not know how long their buffer is, or keep state. */
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atof gets

/* ---- views ---------------------------------------------------------------- */

typedef struct { const char *s; size_t n; } str;       /* UTF-8 or raw bytes; s == NULL: no value */
typedef struct { const uint32_t *s; size_t n; } ustr;  /* code points */
typedef struct { uint32_t at, end; } span;             /* half-open range of code points; at == end: empty */

#define STR(literal) ((str){literal, sizeof(literal) - 1})
#define STR_NULL ((str){NULL, 0})
#define STR_ARG(x) (int)(x).n, (x).s /* for "%.*s" */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Inline, so that a literal's length is known when compiled and most comparisons end at the length. */
static inline str str_of(const char *z) { return z ? (str){z, strlen(z)} : STR_NULL; } /* view of a NUL-terminated string; NULL gives STR_NULL */
static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0); } /* byte for byte */
static inline bool str_is(str a, const char *z) { return a.s && str_eq(a, str_of(z)); } /* equal to a NUL-terminated string */
static inline bool str_starts(str a, str prefix) { return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.s, prefix.s, prefix.n) == 0); }
static inline str str_from(str a, size_t from) { /* a without its first `from` bytes */
	if (from > a.n) from = a.n;
	return (str){a.s + from, a.n - from};
}
bool str_ends(str a, str suffix);
str  str_cut(str *rest, char sep);       /* what stands before sep; *rest moves behind it (or becomes empty) */
str  str_trim(str a);                    /* without ASCII blanks at both ends */
bool str_int(str a, int64_t *out);       /* decimal digits with an optional '-'; false: not a number or too large */

static inline uint32_t span_len(span s) { return s.end - s.at; }
static inline ustr ustr_sub(const uint32_t *s, span at) { return (ustr){s + at.at, span_len(at)}; }
static inline bool ustr_eq(ustr a, ustr b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n * sizeof *a.s) == 0); }
int  ustr_cmp(const ustr *a, const ustr *b); /* by code point, shorter first */

/* ---- arena ---------------------------------------------------------------- */

struct chunk;
struct arena { struct chunk *head; size_t used; }; /* {0} is an empty arena */

void *arena_alloc(struct arena *, size_t bytes); /* zeroed, aligned for any type */
void *arena_room(struct arena *, size_t bytes);  /* the same, not zeroed: for what is filled at once */
void  arena_reset(struct arena *);               /* all gone at once, one chunk kept for reuse; poisoned under ASan */
void  arena_free(struct arena *);
#define ARENA_NEW(arena, type, n) ((type *)arena_alloc(arena, sizeof(type) * (size_t)(n)))
#define ARENA_ROOM(arena, type, n) ((type *)arena_room(arena, sizeof(type) * (size_t)(n)))

str   arena_str(struct arena *, str);            /* a copy, NUL behind it */
str   arena_print(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
ustr  arena_ustr(struct arena *, str utf8);      /* decoded; ill-formed bytes become U+FFFD */
str   arena_utf8(struct arena *, ustr);          /* encoded, NUL behind it */

/* i: the first of [0, n) of which `before` is not true, where it is true of the first ones only; n: of all. `before` is said of i. */
#define BISECT(i, n, before)                                                                       \
	do {                                                                                           \
		(i) = 0;                                                                                   \
		for (int end_ = (n), from_ = 0; from_ < end_; (i) = from_) {                               \
			(i) = from_ + (end_ - from_) / 2;                                                      \
			if (before) from_ = (i) + 1;                                                           \
			else end_ = (i);                                                                       \
		}                                                                                          \
	} while (0)

/* A list {T *v; int n, cap;} in an arena; the old block is left behind when it grows.
 * LIST_PUSH(&list, arena) gives a pointer to a new zeroed last element. */
#define LIST(...) struct { __VA_ARGS__ *v; int n, cap; }
#define LIST_PUSH(list, arena)                                                                     \
	((list)->v = (list)->n < (list)->cap ? (list)->v : list_grow((list)->v, (list)->n, &(list)->cap, sizeof *(list)->v, (arena)), \
	 memset(&(list)->v[(list)->n], 0, sizeof *(list)->v), &(list)->v[(list)->n++])
/* Room at once for n elements of an empty list: nothing is left behind when it is known how many come. */
#define LIST_ROOM(list, size, arena) ((list)->v = arena_room((arena), sizeof *(list)->v * (size_t)(size)), (list)->cap = (size))
struct strs { str *v; int n, cap; }; /* a LIST(str) with a name */
void *list_grow(void *v, int n, int *cap, size_t size, struct arena *); /* room for one more than n */

/* ---- growing output buffer -------------------------------------------------- */

struct buf { char *s; size_t n, cap; }; /* owns s; {0} is empty; release with buf_free */

void buf_grow(struct buf *, size_t more); /* when it is known that `more` bytes do not fit */
static inline void buf_room(struct buf *b, size_t more) { /* room for at least `more` bytes behind n */
	if (b->cap - b->n < more) buf_grow(b, more);
}
static inline void buf_char(struct buf *b, char c) {
	buf_room(b, 1);
	b->s[b->n++] = c;
}
void buf_put(struct buf *, const char *, size_t);
void buf_str(struct buf *, str);
void buf_plain(struct buf *, str);                             /* for people: what would move a terminal's cursor becomes '?' */
void buf_int(struct buf *, int64_t);
void buf_json(struct buf *, str utf8);                         /* "quoted and escaped"; null for STR_NULL */
void buf_json_ustr(struct buf *, const uint32_t *, size_t n);  /* the same of code points */
void buf_print(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *);

/* The same into room that is there; each gives the place behind what it wrote. */
enum { INT_ROOM = 20, DEC_ROOM = 96 };
#define JSON_ROOM(n) (6 * (n) + 4) /* of a string of n bytes */
static inline char *put_null(char *p) { return (char *)memcpy(p, "null", 4) + 4; }
char *put_int(char *, int64_t);
char *put_json(char *, str utf8);

/* ---- UTF-8 ------------------------------------------------------------------ */

/* One strict step (Unicode 15, table 3-7): the length 1..4 of the character at s, its code point in *cp;
 * or minus the length 1..3 of the ill-formed maximal subpart to be replaced by one U+FFFD. n > 0. */
int utf8_step(const unsigned char *s, size_t n, uint32_t *cp);
int utf8_encode(uint32_t cp, char out[4]); /* bytes written, 1..4 */
size_t utf8_encode_all(char *out, const uint32_t *, size_t n); /* n characters into room for 4 n bytes; bytes written */

/* ---- errors ------------------------------------------------------------------ */

/* The caller owns it; {0} is "no error". The first error wins, later ones are dropped, so calls chain with ||.
 * line and col count from 1 (col in characters); byte counts from 0 and is -1 unless known; line 0: unknown. */
struct err { char file[256]; int line, col; int64_t byte; char code[32]; char msg[512]; };

/* All give -1, so that `return err_set(...)` reads well. `code` is a short stable word such as "file.missing". */
int  err_set(struct err *, const char *code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int  err_at(struct err *, const char *code, str file, int line, int col, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
int  err_byte(struct err *, const char *code, str file, int64_t byte, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
static inline bool err_is(const struct err *e) { return e->msg[0] != 0; }
void err_text(const struct err *, struct buf *out);   /* "file:line:col: message" or "file:byte N: message" */
void err_print(const struct err *);                   /* "zhaibao: …" on standard error */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* memory and our own mistakes: exit 3 */

/* ---- decimal numbers ----------------------------------------------------------- */

/* coef * 10^exp, exactly; money is never a binary float. set == false: null. */
struct dec { int64_t coef; int exp; bool set; };

#define DEC_NULL ((struct dec){0, 0, false})
struct dec dec_int(int64_t);
bool dec_scale(struct dec *, int exp10);              /* times 10^exp10; false: leaves the range of dec_text */
bool dec_add(struct dec *, struct dec);               /* both set; false: overflow */
int  dec_cmp(struct dec, struct dec);                 /* -1 0 1; both set */
bool dec_parse(str digits, struct dec *out);          /* 1234, 25.6, 1,234 (commas dropped), 1e5; false: no number or too long */
bool dec_fits(struct dec);                            /* printable without loss by JSON readers: |value| <= 2^53, <= 15 digits */
void buf_dec(struct buf *, struct dec);               /* plain decimal notation, null when not set */
char *put_dec(char *, struct dec);                    /* the same into DEC_ROOM bytes that are there */

#endif
