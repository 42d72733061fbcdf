/* test_date.c: dates by the issue date on every day of two years: what is read exists, agrees with itself and is where it must be. */
#include "unit.h"

static void read_dates(struct world *w, struct day issue, const char *text) {
	article_bare(w, str_of(text));
	if (issue.y) w->article.issue.date = arena_print(&w->mem, "%04d-%02d-%02d", issue.y, issue.m, issue.d);
	mention_scan(&w->scan, &w->article, &w->rules, &w->matcher, &w->mem);
	value_dates(&w->values, &w->scan, &w->rules, &w->mem);
}

static int number(str iso) {
	struct day d;
	assert_true(day_parse(iso, &d));
	return day_number(d);
}

static void agrees(const struct date *d) {
	struct edtf e;
	if (!d->value.s) return;
	if (!edtf_read(d->value, &e)) fail_msg("%.*s: %.*s", STR_ARG(d->text), STR_ARG(d->value));
	if (e.duration) return;
	assert_int_equal(e.start_open, !d->start.s);
	assert_int_equal(e.end_open, !d->end.s);
	if (d->start.s) assert_int_equal(number(d->start), day_number(e.start));
	if (d->end.s) assert_int_equal(number(d->end), day_number(e.end));
}

/* Where the period lies, in days from the issue date: the first day in [from[0], from[1]], the last one in [to[0], to[1]]. */
struct near { const char *text; int from[2], to[2]; };
static const struct near nears[] = {
	{"昨日", {-1, -1}, {-1, -1}}, {"上周五", {-9, -3}, {-9, -3}}, {"下周一", {1, 7}, {1, 7}}, {"本周", {-6, 0}, {0, 6}},
	{"本月", {-30, 0}, {0, 30}}, {"上月", {-61, -28}, {-31, -1}}, {"31日", {-61, 0}, {-61, 0}}, {"29日", {-60, 0}, {-60, 0}},
	{"10天前", {-10, -10}, {-10, -10}}, {"三个月后", {59, 92}, {89, 122}}, {"两周前", {-20, -14}, {-14, -8}},
	{"2月29日", {-1800, 60}, {-1800, 60}}, {"12月30日", {-365, 60}, {-365, 60}}, {"前11个月", {-730, 0}, {-335, 30}},
	{"上半年", {-365, 31}, {-185, 211}}, {"四季度", {-366, 31}, {-275, 123}}, {"星期三", {-6, 0}, {-6, 0}}, {"6、7月", {-366, 60}, {-305, 91}},
};
/* Without the issue date they are lengths. */
static const struct near windows[] = {
	{"未来三年", {0, 0}, {1094, 1096}}, {"近30天", {-30, -30}, {0, 0}}, {"过去六个月", {-184, -181}, {0, 0}}, {"近半年", {-184, -181}, {0, 0}},
};

static void reads_near(struct world *w, int day, const struct near *n) {
	read_dates(w, day_from_number(day), n->text);
	assert_int_equal(w->values.dates.n, 1);
	const struct date *d = &w->values.dates.v[0];
	agrees(d);
	int from = number(d->start) - day, to = number(d->end) - day;
	bool right = from >= n->from[0] && from <= n->from[1] && to >= n->to[0] && to <= n->to[1];
	if (!right) fail_msg("%s on %.*s: %.*s", n->text, STR_ARG(w->article.issue.date), STR_ARG(d->value));
}

static void test_date__every_day(void **state) {
	struct world *w = *state;
	for (int day = day_number((struct day){2019, 12, 25}); day <= day_number((struct day){2021, 12, 31}); day += 3) {
		for (size_t i = 0; i < COUNT(nears); i++) reads_near(w, day, &nears[i]);
		for (size_t i = 0; i < COUNT(windows); i++) reads_near(w, day, &windows[i]);
	}
}

/* Without the issue date nothing is guessed. */
static void test_date__no_issue(void **state) {
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(nears); i++) {
		read_dates(w, (struct day){0}, nears[i].text);
		assert_int_equal(w->values.dates.n, 1);
		const struct date *d = &w->values.dates.v[0];
		if (d->value.s || d->start.s || d->end.s) fail_msg("%s: %.*s", nears[i].text, STR_ARG(d->value));
	}
	for (size_t i = 0; i < COUNT(windows); i++) {
		read_dates(w, (struct day){0}, windows[i].text);
		const struct date *d = &w->values.dates.v[0];
		if (!str_is(d->type, "duration") || !str_starts(d->value, STR("P")) || d->start.s) fail_msg("%s: %.*s", windows[i].text, STR_ARG(d->value));
	}
}

static void test_date__unreadable(void **state) {
	static const char *const texts[] = {"2月30日", "2021年2月29日", "2025—2021年", "2021年9—3月", "5月17日至15日"};
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		read_dates(w, (struct day){2023, 6, 15}, texts[i]);
		assert_int_equal(w->values.dates.n, 0);
		assert_int_equal(w->values.notes.n, 1);
		assert_true(str_is(w->values.notes.v[0].code, "value.date"));
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_date__every_day),
		cmocka_unit_test(test_date__no_issue),
		cmocka_unit_test(test_date__unreadable),
	};
	return cmocka_run_group_tests(tests, setup_rules, teardown);
}
