/* files.c: pages in, the three files of an output folder out. */
#include "run/run.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGES = 20 }; /* about single files; the rest is in rejects.jsonl */

struct files_run {
	const struct run_options *o;
	struct source *source;
	struct sink records, rejects, manifest;
	struct manifest m;
	struct summary *sum;
	struct progress progress;
	int messages;
	struct arena mem; /* the manifest's inputs */
};

static bool page_read(void *with, struct job *job) {
	struct files_run *f = with;
	return source_next(f->source, &job->page, &job->mem);
}

static void messages_put(struct files_run *f, const struct job *job) {
	if (!job->said.n) return;
	if (f->messages < MESSAGES) {
		progress_clear(&f->progress);
		fwrite(job->said.s, 1, job->said.n, stderr);
	}
	f->messages++;
}

static int page_write(void *with, struct job *job, struct err *err) {
	struct files_run *f = with;
	summary_add(f->sum, job);
	struct input *in = LIST_PUSH(&f->m.input, &f->mem);
	*in = job->input;
	in->file = arena_str(&f->mem, in->file);
	in->hash = arena_str(&f->mem, in->hash);
	in->encoding = arena_str(&f->mem, in->encoding);
	messages_put(f, job);
	progress_step(&f->progress, job->page.done, source_total(f->source), f->sum->bytes);
	return sink_put(&f->records, job->out.s, job->out.n, err) || sink_put(&f->rejects, job->rejects.s, job->rejects.n, err) ? -1 : 0;
}

/* The folder and those that it lies in. */
static int make_folder(const char *path, struct arena *mem, struct err *err) {
	str p = arena_str(mem, str_of(path));
	for (size_t i = 1; i <= p.n; i++) {
		if (i < p.n && p.s[i] != '/') continue;
		str part = arena_str(mem, (str){p.s, i});
		struct stat st;
		if (mkdir(part.s, 0777) && errno != EEXIST && stat(part.s, &st))
			return err_at(err, "sink.open", part, 0, 0, "cannot make the folder: %s", strerror(errno));
	}
	return 0;
}

static int open_one(struct sink *s, const struct files_run *f, const char *name, struct arena *mem, struct err *err) {
	return sink_open(s, arena_print(mem, "%s/%s", f->o->output, name).s, err);
}

static void drop_all(struct files_run *f) {
	sink_drop(&f->records);
	sink_drop(&f->rejects);
	sink_drop(&f->manifest);
}

static int open_all(struct files_run *f, struct err *err) {
	if (make_folder(f->o->output, &f->mem, err) || open_one(&f->records, f, "records.jsonl", &f->mem, err) ||
		open_one(&f->rejects, f, "rejects.jsonl", &f->mem, err) || open_one(&f->manifest, f, "manifest.json", &f->mem, err)) {
		drop_all(f);
		return -1;
	}
	return 0;
}

static int put_manifest(struct files_run *f, const struct rulebook *rules, struct err *err) {
	const struct counts *c = &f->sum->counts;
	struct manifest *m = &f->m;
	struct buf b = {0};
	m->records = c->records, m->rejects = c->rejects, m->articles = c->articles, m->rejected_articles = c->rejected_articles;
	m->amounts = c->amounts, m->dates = c->dates, m->organizations = c->organizations, m->zones = c->zones;
	m->quantities = c->quantities, m->facts = c->facts, m->notes = c->notes;
	m->skipped = *source_skipped(f->source);
	manifest_write(&b, m, rules);
	int bad = sink_put(&f->manifest, b.s, b.n, err);
	buf_free(&b);
	return bad;
}

/* All three are on disk before the first gets its name: a full disk leaves what was there. */
static int publish(struct files_run *f, struct err *err) {
	int bad = sink_flush(&f->records, err) || sink_flush(&f->rejects, err) || sink_flush(&f->manifest, err);
	if (!bad) bad = sink_close(&f->records, err) || sink_close(&f->rejects, err) || sink_close(&f->manifest, err);
	return bad ? -1 : 0;
}

static int run_all(struct files_run *f, const struct rulebook *rules, struct err *err) {
	struct pool pool = {
		.threads = f->o->threads, .rules = rules, .encoding = f->o->encoding, .read = page_read, .work = run_page, .write = page_write,
		.with = f,
	};
	int bad = pool_run(&pool, err) || put_manifest(f, rules, err) || publish(f, err);
	progress_clear(&f->progress);
	return bad ? -1 : 0;
}

int run_files(struct summary *sum, const struct run_options *o, const struct rulebook *rules, struct err *err) {
	struct files_run f = {.o = o, .sum = sum};
	*sum = (struct summary){0};
	if (open_all(&f, err)) {
		arena_free(&f.mem);
		return -1;
	}
	progress_start(&f.progress);
	f.source = source_open(o->paths, o->npath, &o->issue);
	int bad = run_all(&f, rules, err);
	drop_all(&f);
	if (!bad && f.messages > MESSAGES) fprintf(stderr, "zhaibao: and %d more, see %s/rejects.jsonl\n", f.messages - MESSAGES, o->output);
	sum->seconds = seconds_now() - f.progress.start;
	source_close(f.source);
	arena_free(&f.mem);
	return bad;
}
