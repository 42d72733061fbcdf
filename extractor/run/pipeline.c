/* pipeline.c: what happens to one page, start to end. */
#include "run/run.h"

#include <xxhash.h>

int worker_init(struct worker *w, const struct rulebook *rules, const char *encoding, struct err *err) {
	*w = (struct worker){.rules = rules, .encoding = encoding};
	return matcher_init(&w->matcher, rules, err);
}

void worker_free(struct worker *w) {
	matcher_free(&w->matcher);
	arena_free(&w->page);
	arena_free(&w->tmp);
}

/* ---- rejects ----------------------------------------------------------------------- */

static void say(struct buf *b, str file, int64_t line, str what) {
	buf_str(b, STR("zhaibao: "));
	buf_plain(b, file);
	if (line) buf_print(b, ": line %lld", (long long)line);
	buf_str(b, STR(": "));
	buf_plain(b, what);
	buf_char(b, '\n');
}

static void reject(struct worker *w, struct job *job, struct reject r, const struct err *e) {
	r.code = str_of(e->code);
	r.detail = str_of(e->msg);
	if (e->line) r.detail = arena_print(&w->tmp, "%d:%d: %s", e->line, e->col, e->msg);
	else if (e->byte >= 0) r.detail = arena_print(&w->tmp, "byte %lld: %s", (long long)e->byte, e->msg);
	reject_write(&job->rejects, &r, w->rules);
	say(&job->said, str_is(r.file, "-") ? STR("standard input") : r.file, job->no, r.detail);
	*LIST_PUSH(&job->codes, &job->mem) = arena_str(&job->mem, r.code);
	job->counts.rejects++;
}

static void reject_page(struct worker *w, struct job *job, const char *room, const struct err *e) {
	str raw = job->page.bytes;
	job->input.rejected = (int64_t)raw.n;
	reject(w, job, (struct reject){.file = job->page.file, .stage = str_of(room), .to = (int64_t)raw.n, .raw = raw}, e);
}

static void reject_line(struct worker *w, struct job *job, const char *room, const struct err *e) {
	struct reject r = {.file = STR("-"), .stage = str_of(room), .from = job->from, .raw = job->line};
	r.to = r.from + job->bytes;
	reject(w, job, r, e);
}

/* The article's part of the file, or the line that it came in. */
static void reject_article(struct worker *w, struct job *job, const struct article *a, const struct err *e) {
	job->counts.rejected_articles++;
	if (!job->page.file.s) {
		reject_line(w, job, "record", e);
		return;
	}
	struct reject r = {.file = job->page.file, .stage = STR("record"), .from = -1};
	for (int i = 0; i < a->stretch.n; i++) {
		if (r.from < 0 || a->stretch.v[i].from < r.from) r.from = a->stretch.v[i].from;
		if (a->stretch.v[i].to > r.to) r.to = a->stretch.v[i].to;
	}
	if (r.from >= 0) r.raw = (str){job->page.bytes.s + r.from, (size_t)(r.to - r.from)};
	reject(w, job, r, e);
}

/* ---- the stages ---------------------------------------------------------------------- */

static bool blank(const struct text *t) {
	for (size_t i = 0; i < t->n; i++)
		if (t->fold[i] != ' ' && t->fold[i] != '\n' && t->fold[i] != '\t' && t->fold[i] != 0x3000) return false;
	return true;
}

static str hash_of(str bytes, struct arena *mem) {
	XXH128_hash_t h = XXH3_128bits(bytes.n ? bytes.s : "", bytes.n);
	return arena_print(mem, "%016llx%016llx", (unsigned long long)h.high64, (unsigned long long)h.low64);
}

/* The page's text, or a reject. */
static int page_text(struct text *text, struct worker *w, struct job *job) {
	struct raw_page *p = &job->page;
	struct err e = p->err;
	const char *room = err_is(&e) ? "source" : "text";
	job->counts.pages += !err_is(&e); /* what could not be read is a reject only */
	job->input = (struct input){.file = p->file, .bytes = (int64_t)p->bytes.n, .hash = hash_of(p->bytes, &job->mem)};
	if (!err_is(&e) && !p->bytes.n) err_set(&e, "file.empty", "empty file");
	int bad = err_is(&e) || text_decode(text, p->bytes, p->file, w->encoding, w->rules, &w->page, &e);
	if (!bad && blank(text)) bad = err_set(&e, "file.blank", "nothing but blanks");
	if (bad) reject_page(w, job, room, &e);
	else job->input.encoding = arena_str(&job->mem, text->encoding);
	return bad ? -1 : 0;
}

static void count_record(struct counts *c, const struct record *r) {
	c->records++;
	c->amounts += r->amounts.n;
	c->dates += r->dates.n;
	c->organizations += r->organizations.n;
	c->zones += r->zones.n;
	c->quantities += r->quantities.n;
	c->facts += r->facts.n;
	c->notes += r->notes.n;
}

/* Article -> record. */
static void run_article(struct worker *w, struct job *job, const struct article *article) {
	struct scan scan = {0};
	struct values values = {0};
	struct facts facts = {0};
	struct record record = {0};
	struct err err = {0};
	mention_scan(&scan, article, w->rules, &w->matcher, &w->tmp);
	value_read(&values, &scan, w->rules, &w->matcher, &w->tmp);
	fact_make(&facts, &values, &scan, w->rules, &w->tmp);
	record_make(&record, article, &values, &facts, &scan.notes, w->rules, &w->tmp);
	job->counts.articles++;
	if (record_check(&record, &err)) {
		reject_article(w, job, article, &err);
	} else {
		shape_write(&job->out, &shape_record, &record);
		count_record(&job->counts, &record);
	}
	arena_reset(&w->tmp);
}

void run_page(struct worker *w, struct job *job) {
	struct text text;
	struct articles found = {0};
	struct issue issue = job->page.issue;
	if (!page_text(&text, w, job)) {
		article_split(&found, &text, job->page.file, &issue, w->rules, &w->matcher, &w->page, &w->tmp);
		arena_reset(&w->tmp);
		for (int i = 0; i < found.list.n; i++) run_article(w, job, &found.list.v[i]);
		job->input.articles = found.list.n;
		job->input.in_articles = found.in_articles;
		job->input.furniture = found.furniture;
	}
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}

/* ---- the same as filters ---------------------------------------------------------------- */

void run_normalize(struct worker *w, struct job *job) {
	struct text text;
	struct page_json page;
	if (!page_text(&text, w, job)) {
		page_of_text(&page, &text, job->page.file, &job->page.issue, &w->page);
		shape_write(&job->out, &shape_page, &page);
		job->counts.notes += page.notes.n;
	}
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}

/* The line's object, or a reject. */
static int line_read(void *object, const struct shape *shape, bool lenient, struct worker *w, struct job *job) {
	struct err e = job->err;
	if (!err_is(&e) && !str_trim(job->line).n) err_set(&e, "line.blank", "a blank line");
	if (!err_is(&e) && !shape_read(object, shape, job->line, lenient, w->rules, &w->page, &e)) return 0;
	reject_line(w, job, shape == &shape_page ? "split" : shape == &shape_document ? "extract" : "validate", &e);
	return -1;
}

/* What `run` can have made of a page: two bytes of GB18030 or UTF-16 are three of UTF-8. */
#define TEXT_MAX (SOURCE_MAX / 2 * 3)

static int text_fits(str text, struct err *err) {
	if ((int64_t)text.n <= TEXT_MAX) return 0;
	return err_set(err, "line.large", "a text of %zu bytes; at most %lld", text.n, (long long)TEXT_MAX);
}

void run_split(struct worker *w, struct job *job) {
	struct page_json page = {0};
	struct text text;
	struct issue issue;
	struct articles found = {0};
	struct err err = {0};
	job->counts.pages++;
	if (!line_read(&page, &shape_page, true, w, job)) {
		if (text_fits(page.text, &err) || page_to_text(&text, &issue, &page, w->rules, &w->page, &err)) reject_line(w, job, "split", &err);
		else article_split(&found, &text, page.file, &issue, w->rules, &w->matcher, &w->page, &w->tmp);
	}
	for (int i = 0; i < found.list.n; i++) {
		struct document d = {0};
		arena_reset(&w->tmp);
		document_of_article(&d, &found.list.v[i], &w->tmp);
		shape_write(&job->out, &shape_document, &d);
		job->counts.articles++;
	}
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}

void run_explain(struct worker *w, struct job *job) {
	struct page_json page = {0};
	struct text text;
	struct issue issue;
	struct articles found = {0};
	struct decisions told = {0};
	struct err err = {0};
	job->counts.pages++;
	if (!line_read(&page, &shape_page, true, w, job)) {
		if (text_fits(page.text, &err) || page_to_text(&text, &issue, &page, w->rules, &w->page, &err)) reject_line(w, job, "split", &err);
		else article_explain(&found, &told, &text, page.file, &issue, w->rules, &w->matcher, &w->page, &w->tmp);
	}
	decisions_print(&job->out, page.file, &told);
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}

void run_extract(struct worker *w, struct job *job) {
	struct document d = {0};
	struct article article;
	struct err err = {0};
	if (!line_read(&d, &shape_document, true, w, job)) {
		if (text_fits(d.text, &err) || document_to_article(&article, &d, w->rules, &w->page, &err)) reject_line(w, job, "extract", &err);
		else run_article(w, job, &article);
	}
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}

void run_validate(struct worker *w, struct job *job) {
	struct record r = {0};
	struct err err = {0};
	job->counts.articles++;
	if (!line_read(&r, &shape_record, false, w, job)) {
		if (record_check(&r, &err)) {
			reject_line(w, job, "validate", &err);
		} else {
			shape_write(&job->out, &shape_record, &r);
			count_record(&job->counts, &r);
		}
	}
	arena_reset(&w->page);
	arena_reset(&w->tmp);
}
