/* files.c: pages in, the three files of an output folder out. */
#include "run/run.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGES = 20 }; /* about single files; the rest is in rejects.jsonl */
enum { RECORDS, REJECTS };
static const char *const part_name[OUTPUTS] = {"records.jsonl", "rejects.jsonl"};

struct files_run {
	const struct run_options *o;
	struct source *source;
	struct sink part[OUTPUTS], manifest;
	struct manifest m;
	struct summary *sum;
	struct progress progress;
	int messages;
	struct buf piece; /* of the manifest */
	struct arena mem;
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

static int put_piece(struct files_run *f, struct err *err) {
	int bad = sink_put(&f->manifest, f->piece.s, f->piece.n, err);
	f->piece.n = 0;
	return bad;
}

static int page_write(void *with, struct job *job, struct err *err) {
	struct files_run *f = with;
	summary_add(f->sum, job);
	messages_put(f, job);
	progress_step(&f->progress, job->page.done, source_total(f->source), f->sum->bytes);
	manifest_input(&f->piece, &f->m, &job->input);
	bool bad = sink_put(&f->part[RECORDS], job->out.s, job->out.n, err) || sink_put(&f->part[REJECTS], job->rejects.s, job->rejects.n, err) ||
		put_piece(f, err);
	return bad ? -1 : 0;
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
	for (int i = 0; i < OUTPUTS; i++) sink_drop(&f->part[i]);
	sink_drop(&f->manifest);
}

static int open_all(struct files_run *f, struct err *err) {
	int bad = make_folder(f->o->output, &f->mem, err);
	for (int i = 0; i < OUTPUTS && !bad; i++) bad = open_one(&f->part[i], f, part_name[i], &f->mem, err);
	if (!bad) bad = open_one(&f->manifest, f, "manifest.json", &f->mem, err);
	if (bad) drop_all(f);
	return bad;
}

static int end_manifest(struct files_run *f, struct err *err) {
	const struct counts *c = &f->sum->counts;
	struct manifest *m = &f->m;
	m->records = c->records, m->rejects = c->rejects, m->articles = c->articles, m->rejected_articles = c->rejected_articles;
	m->amounts = c->amounts, m->dates = c->dates, m->organizations = c->organizations, m->zones = c->zones;
	m->quantities = c->quantities, m->facts = c->facts, m->notes = c->notes;
	m->skipped = *source_skipped(f->source);
	for (int i = 0; i < OUTPUTS; i++)
		m->output[i] = (struct output){part_name[i], f->part[i].bytes, f->part[i].lines, sink_hash(&f->part[i], &f->mem)};
	manifest_tail(&f->piece, m);
	return put_piece(f, err);
}

static int run_all(struct files_run *f, const struct rulebook *rules, struct err *err) {
	struct pool pool = {
		.threads = f->o->threads, .rules = rules, .encoding = f->o->encoding, .read = page_read, .work = run_page, .write = page_write,
		.with = f,
	};
	manifest_head(&f->piece, &f->m, rules);
	int bad = pool_run(&pool, err) || end_manifest(f, err) || sink_publish(f->part, OUTPUTS, &f->manifest, err);
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
	buf_free(&f.piece);
	arena_free(&f.mem);
	return bad;
}
