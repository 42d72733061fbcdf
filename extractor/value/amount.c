/* amount.c: amounts: the sum as stated, its currency, and by the words around it unit per and role. */
#include "value/priv.h"

enum { CONTRAST = 24, GOVERNED = 6 };

static str read_currency(const struct reading *r, const struct mention *m) {
	static const char *const lists[] = {"currencies", "currencies-before"};
	ustr word = reading_fold(r, m->group[GROUP_amount_cur]);
	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct wordlist *w = rule_list(r->book, lists[i]);
		int at = word.n ? wordlist_find(w, word) : -1;
		if (at >= 0) return w->word[at].col[1];
	}
	str fixed = rule_emit(m->rule, "currency");
	return fixed.s ? fixed : STR("CNY");
}

static struct stated stated_of(const struct amount *a) { return (struct stated){a->value, a->min, a->max, a->bound, a->modifier}; }

static void set_stated(struct amount *a, const struct stated *x) {
	a->value = x->value;
	a->min = x->min;
	a->max = x->max;
	a->bound = x->bound;
	a->modifier = x->modifier;
}

/* A coordinated sum takes what governs the list from the one before it, unless it says so itself. */
static void share_list(struct amount *a, const struct amount *before, bool own) {
	struct stated x = stated_of(a), y = stated_of(before);
	sum_share(&x, &y);
	set_stated(a, &x);
	if (!a->per.s) a->per = before->per;
	if (!before->cue.s && a->cue.s) return;
	if (own) return;
	a->role = before->role;
	a->cue = before->cue;
}

/* 50万元、100万元、200万元奖励: what stands right behind the last of a list (own), or behind it when its members have no cue, governs all. */
static void share_back(struct values *v, int first, bool own) {
	struct amount *all = v->amounts.v, *last = &all[v->amounts.n - 1];
	for (int i = first; last->cue.s && i < v->amounts.n - 1 && (own || !all[i].cue.s); i++) {
		all[i].role = last->role;
		all[i].cue = last->cue;
	}
}

struct amount_lists { const struct wordlist *roles; struct per_lists per; };

/* How far off the cue is: 0 right behind the sum; negative: that far before it; NO_CUE: none. */
enum { NO_CUE = -1000 };

static int read_cues(const struct reading *r, const struct amount_lists *l, const struct mention *m, struct amount *a) {
	struct cue role = cue_role(r, l->roles, sum_anchor(m));
	str fixed = rule_emit(m->rule, "role");
	a->role = fixed.s ? fixed : role.word ? role.word->col[1] : STR("other");
	if (fixed.s) role.word = NULL;
	if (role.word) a->cue = reading_text(r, role.at);
	a->per = per_unit(r, &l->per, sum_anchor(m), a->role, role.word ? role.at : (span){0, 0});
	if (!role.word) return NO_CUE;
	return role.at.at >= m->at.end ? (int)(role.at.at - sum_anchor(m).end) : (int)role.at.end - (int)sum_anchor(m).at - 1;
}

/* 2021年产值14.2亿元;今年前7个月已达11.6亿元: what has no cue of its own, one 分号 behind a sum, is what that sum is. */
static void share_contrast(const struct reading *r, struct amount *a, const struct amount *before) {
	const uint32_t *fold = r->scan->article->text.fold;
	int marks = 0;
	if (!str_is(a->role, "other") || a->cue.s || !before->cue.s || a->at.at > before->at.end + CONTRAST || !str_eq(a->currency, before->currency)) return;
	for (uint32_t i = before->at.end; i < a->at.at; i++) {
		unsigned mark = rule_mark(r->book, fold[i]);
		if (mark & MARK_end && fold[i] != ';') return;
		marks += fold[i] == ';';
	}
	if (marks != 1) return;
	a->role = before->role;
	a->cue = before->cue;
	if (!a->per.s) a->per = before->per;
}

static bool read_amount(struct reading *r, const struct amount_lists *l, const struct mention *m, struct amount *a, int *off) {
	struct stated x;
	if (!sum_read(r, m, &x)) {
		reading_note(r, STR("value.amount"), reading_text(r, m->at));
		return false;
	}
	*a = (struct amount){.text = reading_text(r, m->at), .at = m->at, .bytes = value_bytes(r->scan->article, m->at), .rule = m->rule->id};
	set_stated(a, &x);
	a->currency = read_currency(r, m);
	*off = read_cues(r, l, m, a);
	return true;
}

void value_amounts(struct values *v, const struct scan *scan, const struct rulebook *b, struct arena *mem) {
	struct reading r = {v, scan, b, mem};
	const struct amount_lists l = {rule_list(b, "roles"), {rule_list(b, "per-words"), rule_list(b, "per-units"), rule_list(b, "per-cues")}};
	const struct mentions *all = &scan->of[KIND_amount];
	const struct mention *before = NULL;
	int first = 0, off; /* of the list that the last sum belongs to */
	bool governed = false; /* a cue stands near before that first */
	for (int i = 0; i < all->n; i++) {
		struct amount a;
		const struct mention *m = &all->v[i];
		if (!read_amount(&r, &l, m, &a, &off)) {
			before = NULL;
			continue;
		}
		bool in_list = before && sum_coordinated(&r, before->at.end, sum_start(m)) && sum_shareable(before);
		bool own = in_list && !governed && !off;
		if (in_list) share_list(&a, &v->amounts.v[v->amounts.n - 1], own);
		else first = v->amounts.n, governed = off > -GOVERNED;
		if (before && !in_list) share_contrast(&r, &a, &v->amounts.v[v->amounts.n - 1]);
		*LIST_PUSH(&v->amounts, mem) = a;
		share_back(v, first, own);
		before = m;
	}
}
