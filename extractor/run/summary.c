/* summary.c: what people see of a run: counts, codes of rejects, the progress line. */
#include "run/run.h"

#include <time.h>
#include <unistd.h>

double seconds_now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- summary -------------------------------------------------------------------------- */

static void code_add(struct summary *s, str code) {
	for (int i = 0; i < s->codes.n; i++)
		if (str_eq(s->codes.v[i].code, code)) {
			s->codes.v[i].n++;
			return;
		}
	*LIST_PUSH(&s->codes, &s->mem) = (struct code_count){arena_str(&s->mem, code), 1};
}

void summary_add(struct summary *s, const struct job *j) {
#define X(name) s->counts.name += j->counts.name;
	COUNTS(X)
#undef X
	s->bytes += (int64_t)j->page.bytes.n + j->bytes;
	for (int i = 0; i < j->codes.n; i++) code_add(s, j->codes.v[i]);
}

void summary_print(const struct summary *s, FILE *out) {
	const struct counts *c = &s->counts;
	const struct { const char *name; int64_t n; } row[] = {
		{"pages", c->pages}, {"articles", c->articles}, {"records", c->records}, {"amounts", c->amounts}, {"dates", c->dates},
		{"organizations", c->organizations}, {"zones", c->zones}, {"quantities", c->quantities}, {"facts", c->facts},
		{"notes", c->notes}, {"rejects", c->rejects},
	};
	for (size_t i = 0; i < COUNT(row); i++) fprintf(out, "%-20s %12lld\n", row[i].name, (long long)row[i].n);
	for (int i = 0; i < s->codes.n; i++) fprintf(out, "  %-18.*s %12lld\n", STR_ARG(s->codes.v[i].code), (long long)s->codes.v[i].n);
	double mb = (double)s->bytes / 1e6;
	fprintf(out, "%-20s %12.2f\n%-20s %12.2f\n", "MB", mb, "seconds", s->seconds);
	if (s->seconds > 0) fprintf(out, "%-20s %12.1f\n", "MB/s", mb / s->seconds);
}

void summary_free(struct summary *s) { arena_free(&s->mem); }

/* ---- progress --------------------------------------------------------------------------- */

void progress_start(struct progress *p) {
	*p = (struct progress){.on = isatty(STDERR_FILENO), .start = seconds_now()};
	p->last = p->start;
}

void progress_clear(struct progress *p) {
	if (p->drawn) fputs("\r\033[K", stderr);
	p->drawn = false;
}

void progress_step(struct progress *p, int64_t done, int64_t total, int64_t bytes) {
	p->files++;
	double now = p->on ? seconds_now() : 0, spent = now - p->start;
	if (!p->on || now - p->last < 0.1) return;
	p->last = now;
	fprintf(stderr, "\r%lld files  %.1f MB/s", (long long)p->files, (double)bytes / 1e6 / spent);
	if (total > 0 && done > 0) {
		int64_t left = (int64_t)(spent * (double)(total - done) / (double)done);
		fprintf(stderr, "  %d %%  %lld:%02lld left", (int)(100 * done / total), (long long)(left / 60), (long long)(left % 60));
	}
	fputs("\033[K", stderr);
	fflush(stderr);
	p->drawn = true;
}
