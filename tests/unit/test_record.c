#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
/* test_record.c: round trips, every message of the reader and of the checker, patterns, EDTF, schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "record/record.h"

#include <regex.h>
#include <stdlib.h>
#include <xxhash.h>

/* A rulebook of one list, by hand: the room needs no more. */
static struct word role_words[] = {
	{.col = {{"总投资", 9}, {"total_investment", 16}}, .ncol = 2},
	{.col = {{"投资", 6}, {"investment", 10}}, .ncol = 2},
	{.col = {{"注资", 6}, {"investment", 10}}, .ncol = 2},
};
static struct wordlist lists[] = {{.name = {"roles", 5}, .word = role_words, .nword = 3}};

static struct rulebook book(void) {
	struct rulebook b = {.list = lists, .nlist = 1, .version = STR("builtin 1.0.0 0123456789abcdef")};
	for (size_t i = 0; i < COUNT(b.by_name) && !rule_list(&b, "roles"); i++) { /* the place of its name is room rule's own to know */
		if (i) b.by_name[i - 1] = 0;
		b.by_name[i] = 1;
	}
	return b;
}

static struct rulebook bare(void) { return (struct rulebook){.version = STR("bare")}; }

/* 标题 ⏎ 甲公司投资25.6亿元,2021年起。火炬区: 25 characters, all kinds of mentions. */
#define TEXT "标题\n甲公司投资25.6亿元,2021年起。火炬区"

#define AT(t, from, to, b0, b1) .text = STR(t), .at = {from, to}, .bytes = {b0, b1}, .rule = STR("test.rule")

static void sample(struct record *r, struct arena *arena) {
	struct dec v = {256, 7, true};
	*r = (struct record){
		.schema = STR(RECORD_SCHEMA), .kind = STR("news"), .title = STR("标题"), .text = STR(TEXT), .rules = STR("builtin"),
		.source = {.file = STR("a\"b\\c.txt"), .encoding = STR("UTF-8"), .repaired = 2, .article = 1},
		.issue = {.newspaper = STR("报"), .date = STR("2021-06-07"), .page = STR("A03"), .origin = STR("filename")},
		.zone = {STR("火炬区"), STR("火炬"), STR("national"), STR("high-tech"), STR_NULL},
	};
	*LIST_PUSH(&r->byline, arena) = STR("刘\t琴");
	*LIST_PUSH(&r->source.bytes, arena) = (struct stretch){0, 40};
	*LIST_PUSH(&r->source.bytes, arena) = (struct stretch){50, 90};
	*LIST_PUSH(&r->amounts, arena) = (struct amount){AT("25.6亿元", 8, 14, 20, 30), .value = v, .min = v, .max = v, .currency = STR("CNY"),
		.bound = STR("exact"), .role = STR("investment"), .cue = STR("投资")};
	*LIST_PUSH(&r->dates, arena) = (struct date){AT("2021年起", 15, 21, -1, -1), .type = STR("interval"), .value = STR("2021/.."),
		.start = STR("2021-01-01")};
	*LIST_PUSH(&r->organizations, arena) = (struct org){AT("甲公司", 3, 6, 5, 14), .type = STR("company")};
	*LIST_PUSH(&r->zones, arena) = (struct zone){AT("火炬区", 22, 25, 60, 69), .name = STR("火炬区")};
	*LIST_PUSH(&r->quantities, arena) = (struct quantity){AT("21", 17, 19, -1, -1), .min = dec_int(1), .max = dec_int(3),
		.bound = STR("range"), .unit = STR("家")};
	*LIST_PUSH(&r->facts, arena) = (struct fact){.zone = STR("火炬区"), .indicator = STR("investment"), .value = v, .min = v, .max = v,
		.bound = STR("exact"), .unit = STR("CNY"), .start = STR("2021-01-01"), .end = STR("2021-12-31"), .amount = 1, .evidence = {3, 22}};
	*LIST_PUSH(&r->notes, arena) = (struct note){STR("text.odd"), STR_NULL};
	r->id = record_id(r->issue.newspaper, r->issue.date, r->text, arena);
}

static str written(struct buf *b, const struct record *r) {
	b->n = 0;
	shape_write(b, &shape_record, r);
	return (str){b->s, b->n};
}

/* ---- writing and reading ------------------------------------------------------ */

static void test_record__keys_in_order(void **state) {
	(void)state;
	struct arena arena = {0};
	struct buf b = {0};
	struct record r = {0};
	r.schema = STR(RECORD_SCHEMA);
	written(&b, &r);
	buf_char(&b, 0);
	assert_string_equal(b.s,
		"{\"schema\":\"zhaibao.article.v1\",\"id\":null,\"source\":{\"file\":null,\"encoding\":null,\"repaired\":0,\"article\":null,"
		"\"bytes\":[]},\"issue\":{\"newspaper\":null,\"date\":null,\"page\":null,\"origin\":null},\"kind\":null,\"zone\":null,"
		"\"kicker\":null,\"title\":null,\"subtitle\":null,\"byline\":[],\"subheads\":[],\"captions\":[],\"text\":null,"
		"\"amounts\":[],\"dates\":[],\"organizations\":[],\"zones\":[],\"quantities\":[],\"facts\":[],\"notes\":[],\"rules\":null}\n");
	sample(&r, &arena);
	written(&b, &r);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "\"amounts\":[{\"text\":\"25.6亿元\",\"span\":[8,14],\"bytes\":[20,30],\"rule\":\"test.rule\","
		"\"value\":2560000000,\"min\":2560000000,\"max\":2560000000,\"currency\":\"CNY\",\"bound\":\"exact\",\"modifier\":null,"
		"\"per\":null,\"role\":\"investment\",\"cue\":\"投资\"}]"));
	assert_non_null(strstr(b.s, "\"facts\":[{\"zone\":\"火炬区\",\"subject\":null,\"indicator\":\"investment\",\"value\":2560000000,"
		"\"min\":2560000000,\"max\":2560000000,\"bound\":\"exact\",\"unit\":\"CNY\",\"per\":null,\"start\":\"2021-01-01\","
		"\"end\":\"2021-12-31\",\"amount\":0,\"quantity\":null,\"part_of\":null,\"evidence\":[3,22]}]"));
	assert_non_null(strstr(b.s, "\"zone\":{\"name\":\"火炬区\",\"short\":\"火炬\",\"level\":\"national\",\"category\":\"high-tech\",\"province\":null}"));
	assert_non_null(strstr(b.s, "\"file\":\"a\\\"b\\\\c.txt\""));
	assert_non_null(strstr(b.s, "\"byline\":[\"刘\\t琴\"]"));
	buf_free(&b);
	arena_free(&arena);
}

static void again(const struct record *r) {
	struct arena arena = {0};
	struct rulebook rules = book();
	struct buf one = {0}, two = {0};
	struct record back;
	struct err err = {0};
	if (shape_read(&back, &shape_record, written(&one, r), false, &rules, &arena, &err)) fail_msg("%s", err.msg);
	written(&two, &back);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.s, two.s, one.n);
	buf_free(&one);
	buf_free(&two);
	arena_free(&arena);
}

static void test_record__round_trip(void **state) {
	(void)state;
	struct arena arena = {0};
	struct record r;
	sample(&r, &arena);
	again(&r);
	r.zone = (struct about){0};
	r.issue = (struct issue){0};
	r.source = (struct source){0};
	r.text = STR("");
	again(&r);
	r.text = STR("\b\f\n\r\t\"\\/\x01\x1F\x7F ünïcödé 汉 𠀀 \xEF\xBF\xBF");
	again(&r);
	arena_free(&arena);
}

static void test_record__numbers_round_trip(void **state) {
	(void)state;
	static const char *const number[] = {"0", "0.1", "25.6", "-3.75", "9007199254740992", "-9007199254740992", "123456789012.345",
		"0.000001", "0.00000000000001", "999999999999999", "1.00000000000001", "0.3", "13.5", "100000000000000"};
	for (size_t i = 0; i < COUNT(number); i++) {
		struct arena arena = {0};
		struct record r;
		sample(&r, &arena);
		assert_true(dec_parse(str_of(number[i]), &r.amounts.v[0].value));
		struct buf b = {0};
		buf_dec(&b, r.amounts.v[0].value);
		buf_char(&b, 0);
		assert_string_equal(b.s, number[i]);
		buf_free(&b);
		again(&r);
		arena_free(&arena);
	}
}

static void test_record__other_spelling_of_numbers(void **state) {
	(void)state;
	static const char *const pair[][2] = {{"2.50", "2.5"}, {"1e3", "1000"}, {"25.60E+8", "2560000000"}, {"-0.0", "0"}, {"5.0", "5"}};
	for (size_t i = 0; i < COUNT(pair); i++) {
		struct arena arena = {0};
		struct rulebook rules = book();
		struct buf b = {0};
		struct record r, back;
		struct err err = {0};
		sample(&r, &arena);
		str line = written(&b, &r), key = STR("\"value\":2560000000");
		char *at = memmem(line.s, line.n, key.s, key.n);
		assert_non_null(at);
		str text = arena_print(&arena, "%.*s\"value\":%s%.*s", (int)(at - line.s), line.s, pair[i][0],
			(int)(line.s + line.n - at) - (int)key.n, at + key.n);
		assert_int_equal(shape_read(&back, &shape_record, text, false, &rules, &arena, &err), 0);
		b.n = 0;
		buf_dec(&b, back.amounts.v[0].value);
		buf_char(&b, 0);
		assert_string_equal(b.s, pair[i][1]);
		buf_free(&b);
		arena_free(&arena);
	}
}

/* ---- damage ---------------------------------------------------------------------- */

struct damage { const char *find, *put, *message; };

static str damaged(const struct damage *d, str line, struct arena *arena) {
	char *at = memmem(line.s, line.n, d->find, strlen(d->find));
	if (!at) fail_msg("the sample has no %s", d->find);
	size_t from = (size_t)(at - line.s), to = from + strlen(d->find);
	return arena_print(arena, "%.*s%s%.*s", (int)from, line.s, d->put, (int)(line.n - to), line.s + to);
}

/* Reads the damaged sample; checks it when that went well. */
static void expect(const struct damage *d) {
	struct arena arena = {0};
	struct rulebook rules = book();
	struct buf b = {0};
	struct record r, back;
	struct err err = {0};
	sample(&r, &arena);
	str line = damaged(d, written(&b, &r), &arena);
	int rc = shape_read(&back, &shape_record, line, false, &rules, &arena, &err) || record_check(&back, &err);
	assert_true(rc);
	if (!str_starts(str_of(err.msg), str_of(d->message))) fail_msg("wanted \"%s\", got \"%s\"", d->message, err.msg);
	assert_true(str_starts(str_of(err.code), STR("record.")));
	buf_free(&b);
	arena_free(&arena);
}

static const struct damage unread[] = {
	{"{\"schema\"", "[{\"schema\"", "not a JSON object:"},
	{"{\"schema\"", "{\"a\\u0000b\":1,\"schema\"", "not a JSON object:"},
	{"{\"schema\"", "{\"id\":1,\"schema\"", "not a JSON object: duplicate object key"},
	{"{\"schema\"", "{\"x\":\"\\ud800\",\"schema\"", "not a JSON object:"},
	{"\"builtin\"}", "\"builtin\"} {}", "not a JSON object: end of file expected"},
	{"{\"schema\"", "{\"extra\":1,\"schema\"", "extra: wanted no such key, got number 1"},
	{"\"kind\":\"news\",", "", "kind: wanted a value, got nothing"},
	{"\"zhaibao.article.v1\"", "\"v2\"", "schema: wanted zhaibao.article.v1, got string \"v2\""},
	{"\"news\"", "\"essay\"", "kind: wanted one of news photo, got string \"essay\""},
	{"\"news\"", "null", "kind: wanted a string, got null"},
	{"\"title\":\"标题\"", "\"title\":7", "title: wanted a string or null, got number 7"},
	{"\"title\":\"标题\"", "\"title\":true", "title: wanted a string or null, got true"},
	{"\"title\":\"标题\"", "\"title\":false", "title: wanted a string or null, got false"},
	{"\"id\":\"", "\"id\":\"X", "id: wanted a string like ^[0-9a-f]{32}$, got string \"X"},
	{"\"date\":\"2021-06-07\"", "\"date\":\"7/6\"", "issue.date: wanted a string like ^[0-9]{4}"},
	{"\"repaired\":2", "\"repaired\":-1", "source.repaired: wanted an integer from 0, got number -1"},
	{"\"repaired\":2", "\"repaired\":2.5", "source.repaired: wanted an integer from 0, got number 2.5"},
	{"\"repaired\":2", "\"repaired\":3000000000", "source.repaired: wanted an integer from 0"},
	{"\"article\":1", "\"article\":0", "source.article: wanted an integer from 1, or null, got number 0"},
	{"\"bytes\":[[0,40],", "\"bytes\":[[0],", "source.bytes[0]: wanted [from, to], got array of 1"},
	{"\"bytes\":[[0,40],[50,90]]", "\"bytes\":{}", "source.bytes: wanted an array, got object"},
	{"[\"刘\\t琴\"]", "[null]", "byline[0]: wanted a string, got null"},
	{"[\"刘\\t琴\"]", "\"x\"", "byline: wanted an array, got string \"x\""},
	{"\"zone\":{", "\"zone\":[{", "not a JSON object"},
	{"\"level\":\"national\"", "\"level\":\"city\"", "zone.level: wanted one of national provincial other, got string \"city\""},
	{"\"amounts\":[", "\"amounts\":[4,", "amounts[0]: wanted an object, got number 4"},
	{"\"span\":[8,14]", "\"span\":\"8-14\"", "amounts[0].span: wanted [from, to], got string \"8-14\""},
	{"\"span\":[8,14]", "\"span\":[14,8]", "amounts[0].span: wanted [from, to], got array of 2"},
	{"\"span\":[8,14]", "\"span\":[-1,8]", "amounts[0].span: wanted [from, to]"},
	{"\"span\":[8,14]", "\"span\":[8,14,15]", "amounts[0].span: wanted [from, to], got array of 3"},
	{"\"span\":[8,14]", "\"span\":[8.0,14]", "amounts[0].span: wanted [from, to]"},
	{"\"span\":[8,14]", "\"span\":[8,4294967296]", "amounts[0].span: wanted [from, to]"},
	{"\"bytes\":[20,30]", "\"bytes\":[20]", "amounts[0].bytes: wanted [from, to] or null, got array of 1"},
	{"\"value\":2560000000", "\"value\":\"2560000000\"", "amounts[0].value: wanted a number of at most 18 digits, or null, got string"},
	{"\"value\":2560000000", "\"value\":1e300", "amounts[0].value: wanted a number"},
	{"\"CNY\"", "\"yuan\"", "amounts[0].currency: wanted a string like ^[A-Z]{3}$"},
	{"\"role\":\"investment\"", "\"role\":\"gift\"", "amounts[0].role: wanted a word of list roles, got string \"gift\""},
	{"\"2021/..\"", "\"2021/13\"", "dates[0].value: wanted a string like"},
	{"\"amount\":0", "\"amount\":\"0\"", "facts[0].amount: wanted an index from 0, or null, got string \"0\""},
	{"\"notes\":[{", "\"notes\":[{\"why\":1,", "notes[0].why: wanted no such key"},
};

static void test_record__reader_refuses(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(unread); i++) expect(&unread[i]);
}

static const struct damage unsound[] = {
	{"\"newspaper\":\"报\"", "\"newspaper\":\"纸\"", "id: "},
	{"\"text\":\"标题", "\"text\":\"题标", "id: "},
	{"[50,90]", "[39,90]", "source.bytes: [39, 90) overlaps [0, 40)"},
	{"[[0,40],[50,90]]", "[[50,90],[0,51]]", "source.bytes: [50, 90) overlaps [0, 51)"},
	{"\"span\":[8,14]", "\"span\":[8,8]", "amounts[0].span: [8, 8) in a text of 25 characters"},
	{"\"span\":[8,14]", "\"span\":[8,26]", "amounts[0].span: [8, 26) in a text of 25 characters"},
	{"\"span\":[8,14]", "\"span\":[9,14]", "amounts[0].text: \"25.6亿元\", but text[9, 14) is \"5.6亿元\""},
	{"\"span\":[8,14]", "\"span\":[8,13]", "amounts[0].text: \"25.6亿元\", but text[8, 13) is \"25.6亿\""},
	{"\"text\":\"火炬区\"", "\"text\":\"火把区\"", "zones[0].text: \"火把区\", but text[22, 25) is \"火炬区\""},
	{"\"bytes\":[20,30]", "\"bytes\":[38,42]", "amounts[0].bytes: [38, 42) lies outside source.bytes"},
	{"\"bytes\":[20,30]", "\"bytes\":[120,130]", "amounts[0].bytes: [120, 130) lies outside source.bytes"},
	{"\"value\":2560000000", "\"value\":2560000001",
		"amounts[0]: value, min and max do not keep to bound: bound exact, value 2560000001, min 2560000000, max 2560000000"},
	{"\"value\":2560000000", "\"value\":9007199254740993", "amounts[0]: more than JSON readers hold"},
	{"\"bound\":\"exact\"", "\"bound\":\"over\"", "amounts[0]: value, min and max"},
	{"\"bound\":\"exact\"", "\"bound\":\"at_most\"", "amounts[0]: value, min and max"},
	{"\"bound\":\"exact\"", "\"bound\":\"order\"", "amounts[0]: value, min and max"},
	{"\"bound\":\"exact\"", "\"bound\":\"range\"", "amounts[0]: value, min and max"},
	{"\"value\":null,\"min\":1,\"max\":3", "\"value\":null,\"min\":3,\"max\":1", "quantities[0]: value, min and max do not keep to bound: bound range"},
	{"\"start\":\"2021-01-01\",\"end\":null", "\"start\":\"2021-02-29\",\"end\":null", "dates[0].start: there is no day 2021-02-29"},
	{"\"start\":\"2021-01-01\",\"end\":null", "\"start\":\"2021-01-02\",\"end\":null",
		"dates[0]: value 2021/.. disagrees with start 2021-01-02, end null"},
	{"\"start\":\"2021-01-01\",\"end\":null", "\"start\":\"2021-01-01\",\"end\":\"2021-12-31\"", "dates[0]: value 2021/.. disagrees"},
	{"\"start\":\"2021-01-01\",\"end\":null", "\"start\":\"2021-01-01\",\"end\":\"2020-12-31\"", "dates[0]: start 2021-01-01 is after end 2020-12-31"},
	{"\"2021/..\"", "null", "dates[0]: value null disagrees"},
	{"\"2021/..\"", "\"2021-02-30\"", "dates[0].value: there is no 2021-02-30"},
	{"\"2021/..\"", "\"2022/2021\"", "dates[0].value: there is no 2022/2021"},
	{"\"2021/..\"", "\"P3Y\"", "dates[0].value: P3Y in a date of type interval"},
	{"\"interval\"", "\"duration\"", "dates[0].value: 2021/.. in a date of type duration"},
	{"\"interval\"", "\"vague\"", "dates[0].value: wanted null for type vague, got 2021/.."},
	{"\"alias_of\":null", "\"alias_of\":\"乙公司\"", "organizations[0].alias_of: \"乙公司\" does not stand in the text"},
	{"\"amount\":0", "\"amount\":1", "facts[0].amount: 1 of 1 amounts"},
	{"\"evidence\":[3,22]", "\"evidence\":[3,13]", "facts[0].evidence: [3, 13) does not hold amounts[0] at [8, 14)"},
	{"\"evidence\":[3,22]", "\"evidence\":[3,26]", "facts[0].evidence: [3, 26) does not hold"},
	{"\"indicator\":\"investment\"", "\"indicator\":\"other\"", "facts[0].indicator: other, but amounts[0] says investment"},
	{"\"unit\":\"CNY\"", "\"unit\":\"USD\"", "facts[0].unit: USD, but amounts[0] says CNY"},
	{"\"indicator\":\"investment\",\"value\":2560000000", "\"indicator\":\"investment\",\"value\":null",
		"facts[0].value: null, but amounts[0] says 2560000000"},
	{"\"unit\":\"CNY\",\"per\":null", "\"unit\":\"CNY\",\"per\":\"年\"", "facts[0].per: 年, but amounts[0] says null"},
	{"\"end\":\"2021-12-31\"", "\"end\":\"2021-12-32\"", "facts[0].end: wanted a string like"},
	{"\"end\":\"2021-12-31\"", "\"end\":\"2021-11-31\"", "facts[0].end: there is no day 2021-11-31"},
	{"\"end\":\"2021-12-31\"", "\"end\":\"2020-12-31\"", "facts[0]: start 2021-01-01 is after end 2020-12-31"},
};

static void test_record__checker_refuses(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(unsound); i++) expect(&unsound[i]);
}

static void test_record__checker_wants_order(void **state) {
	(void)state;
	struct arena arena = {0};
	struct record r;
	struct err err = {0};
	sample(&r, &arena);
	assert_int_equal(record_check(&r, &err), 0);
	*LIST_PUSH(&r.organizations, &arena) = (struct org){AT("标题", 0, 2, -1, -1), .type = STR("company")};
	assert_int_equal(record_check(&r, &err), -1);
	assert_string_equal(err.msg, "organizations[1].span: [0, 2) comes after [3, 6)");
	assert_string_equal(err.code, "record.order");
	err = (struct err){0};
	r.organizations.v[1] = r.organizations.v[0];
	assert_int_equal(record_check(&r, &err), -1);
	arena_free(&arena);
}

static void test_record__bounds(void **state) {
	(void)state;
	static const struct { const char *bound, *value, *min, *max; } good[] = {
		{"over", "5", "5", NULL}, {"at_least", "5", "5", NULL}, {"under", "5", NULL, "5"}, {"at_most", "5", NULL, "5"},
		{"nearly", "5", NULL, "5"}, {"approx", "5", NULL, NULL}, {"order", "5", NULL, NULL}, {"range", NULL, "1", "5"}, {"exact", "5", "5", "5"},
	};
	for (size_t i = 0; i < COUNT(good); i++) {
		struct arena arena = {0};
		struct record r;
		struct err err = {0};
		sample(&r, &arena);
		struct quantity *q = &r.quantities.v[0];
		q->value = q->min = q->max = DEC_NULL;
		q->bound = str_of(good[i].bound);
		if (good[i].value) dec_parse(str_of(good[i].value), &q->value);
		if (good[i].min) dec_parse(str_of(good[i].min), &q->min);
		if (good[i].max) dec_parse(str_of(good[i].max), &q->max);
		if (record_check(&r, &err)) fail_msg("%s", err.msg);
		q->value = q->min = DEC_NULL;
		q->max = DEC_NULL;
		assert_int_equal(record_check(&r, &err), -1);
		arena_free(&arena);
	}
}

static void test_record__deep_nesting(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = book();
	struct record r;
	struct err err = {0};
	size_t n = 1 << 20;
	char *line = arena_alloc(&arena, n);
	memset(line, '[', n);
	assert_int_equal(shape_read(&r, &shape_record, (str){line, n}, false, &rules, &arena, &err), -1);
	assert_string_equal(err.code, "record.json");
	err = (struct err){0};
	assert_int_equal(shape_read(&r, &shape_record, STR("[]"), false, &rules, &arena, &err), -1);
	assert_string_equal(err.msg, "wanted an object, got an array");
	err = (struct err){0};
	assert_int_equal(shape_read(&r, &shape_record, STR(""), false, &rules, &arena, &err), -1);
	err = (struct err){0};
	assert_int_equal(shape_read(&r, &shape_record, STR_NULL, false, &rules, &arena, &err), -1);
	arena_free(&arena);
}

static void test_record__roles_without_a_list(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = bare();
	struct buf b = {0};
	struct record r, back;
	struct err err = {0};
	sample(&r, &arena);
	r.amounts.v[0].role = STR("any_word");
	assert_int_equal(shape_read(&back, &shape_record, written(&b, &r), false, &rules, &arena, &err), 0);
	r.amounts.v[0].role = STR("No Word");
	assert_int_equal(shape_read(&back, &shape_record, written(&b, &r), false, &rules, &arena, &err), -1);
	buf_free(&b);
	arena_free(&arena);
}

/* ---- pages and documents ------------------------------------------------------------ */

/* A line of UTF-8 with CRLF, a zero-width gap, a put-in line break and two characters of one sequence. */
static struct text odd_text(struct arena *arena) {
	static const uint32_t cp[] = {0x7532, 'a', 'b', '\n', 0x4E59, '\n', 0xCA, 0x304, 0x4E19, '\n', 0x4E01};
	static const uint32_t byte[] = {3, 6, 7, 9, 13, NO_BYTE, 16, 16, 18, NO_BYTE, NO_BYTE};
	static const uint8_t width[] = {3, 1, 1, 1, 3, 0, 2, 2, 3, 0, 0};
	struct text t = {.n = COUNT(cp), .bytes = 30, .encoding = STR("UTF-8"), .repaired = 1};
	t.cp = ARENA_NEW(arena, uint32_t, t.n);
	t.fold = ARENA_NEW(arena, uint32_t, t.n);
	t.byte = ARENA_NEW(arena, uint32_t, t.n);
	t.width = ARENA_NEW(arena, uint8_t, t.n);
	memcpy(t.cp, cp, sizeof cp);
	memcpy(t.fold, cp, sizeof cp);
	memcpy(t.byte, byte, sizeof byte);
	memcpy(t.width, width, sizeof width);
	*LIST_PUSH(&t.notes, arena) = (struct note){STR("text.repaired"), STR("at 3")};
	return t;
}

static void same_text(const struct text *a, const struct text *b) {
	assert_int_equal(a->n, b->n);
	assert_memory_equal(a->cp, b->cp, a->n * sizeof *a->cp);
	assert_memory_equal(a->fold, b->fold, a->n * sizeof *a->fold);
	assert_memory_equal(a->byte, b->byte, a->n * sizeof *a->byte);
	assert_memory_equal(a->width, b->width, a->n);
	assert_int_equal(a->repaired, b->repaired);
	assert_true(str_eq(a->encoding, b->encoding));
}

static void test_record__page_round_trip(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = bare();
	struct buf b = {0};
	struct err err = {0};
	struct text t = odd_text(&arena), back;
	struct issue issue = {.date = STR("2021-06-07"), .origin = STR("masthead")}, known;
	struct page_json p, q;
	page_of_text(&p, &t, STR("a.txt"), &issue, &arena);
	shape_write(&b, &shape_page, &p);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "\"map\":[[3,1,3,2,1,0,1,1,1,0,3,1,3,1,0,1,2,0,-2,1,2,1,3,2,0]]"));
	assert_int_equal(shape_read(&q, &shape_page, (str){b.s, b.n - 1}, false, &rules, &arena, &err), 0);
	assert_int_equal(page_to_text(&back, &known, &q, &rules, &arena, &err), 0);
	same_text(&t, &back);
	assert_int_equal(back.bytes, 30);
	assert_int_equal(back.notes.n, 1);
	assert_true(str_is(known.date, "2021-06-07"));
	assert_true(str_is(q.file, "a.txt"));
	buf_free(&b);
	arena_free(&arena);
}

static void test_record__map_refused(void **state) {
	(void)state;
	static const struct { const char *map, *message; } bad[] = {
		{"[[0,1,1]]", "map: covers 1 characters of 2"},
		{"[[0,3,1]]", "map[0]: goes beyond the text of 2 characters"},
		{"[[0,0,-1,2,1]]", "map[0]: goes beyond"},
		{"[[4294967290,2,200]]", "map[0]: goes beyond"},
		{"[[0,1]]", "map[0]: wanted [from, n, w, ...], got array of 2"},
		{"[[-1,2,1]]", "map[0]: wanted [from, n, w, ...], got array of 3"},
		{"[[0,2,256]]", "map[0][2]: wanted a count, got number 256"},
		{"[[0,2,-1]]", "map[0][2]: wanted a count, got number -1"},
		{"[[0,-2,1]]", "map[0][1]: wanted a count, got number -2"},
		{"[7]", "map[0]: wanted [from, n, w, ...], got number 7"},
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct arena arena = {0};
		struct rulebook rules = bare();
		struct err err = {0};
		struct document d;
		struct article a;
		str line = arena_print(&arena, "{\"text\":\"ab\",\"map\":%s}", bad[i].map);
		int rc = shape_read(&d, &shape_document, line, true, &rules, &arena, &err) || document_to_article(&a, &d, &rules, &arena, &err);
		assert_true(rc);
		if (!str_starts(str_of(err.msg), str_of(bad[i].message))) fail_msg("wanted \"%s\", got \"%s\"", bad[i].message, err.msg);
		arena_free(&arena);
	}
}

static struct article odd_article(struct arena *arena) {
	struct article a = {
		.no = 3, .photo = true, .kicker = STR("甲ab"), .title = STR("乙"), .text = odd_text(arena), .file = STR("a.txt"),
		.issue = {.newspaper = STR("报"), .date = STR("2021-06-07")},
	};
	*LIST_PUSH(&a.subheads, arena) = STR("丁");
	*LIST_PUSH(&a.byline, arena) = STR("刘");
	*LIST_PUSH(&a.part, arena) = (struct part){PART_KICKER, {0, 3}};
	*LIST_PUSH(&a.part, arena) = (struct part){PART_TITLE, {4, 5}};
	*LIST_PUSH(&a.part, arena) = (struct part){PART_PARAGRAPH, {6, 9}};
	*LIST_PUSH(&a.part, arena) = (struct part){PART_SUBHEAD, {10, 11}};
	LIST_PUSH(&a.piece, arena)->at = 0;
	LIST_PUSH(&a.piece, arena)->at = 5;
	LIST_PUSH(&a.piece, arena)->at = 10;
	*LIST_PUSH(&a.stretch, arena) = (struct stretch){3, 10};
	*LIST_PUSH(&a.stretch, arena) = (struct stretch){13, 21};
	*LIST_PUSH(&a.notes, arena) = (struct note){STR("article.odd"), STR("x")};
	return a;
}

static void same_article(const struct article *a, const struct article *b) {
	same_text(&a->text, &b->text);
	assert_int_equal(a->no, b->no);
	assert_int_equal(a->photo, b->photo);
	assert_true(str_eq(a->kicker, b->kicker) && str_eq(a->title, b->title) && !b->subtitle.s);
	assert_int_equal(a->part.n, b->part.n);
	for (int i = 0; i < a->part.n; i++) {
		assert_int_equal(a->part.v[i].kind, b->part.v[i].kind);
		assert_int_equal(a->part.v[i].at.at, b->part.v[i].at.at);
		assert_int_equal(a->part.v[i].at.end, b->part.v[i].at.end);
	}
	assert_int_equal(a->piece.n, b->piece.n);
	for (int i = 0; i < a->piece.n; i++) assert_int_equal(a->piece.v[i].at, b->piece.v[i].at);
	assert_int_equal(a->stretch.n, b->stretch.n);
	assert_memory_equal(a->stretch.v, b->stretch.v, (size_t)a->stretch.n * sizeof *a->stretch.v);
	assert_int_equal(b->notes.n, 1);
	assert_true(str_is(b->byline.v[0], "刘") && str_is(b->file, "a.txt") && str_is(b->issue.newspaper, "报"));
}

static void test_record__document_round_trip(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = bare();
	struct buf b = {0}, c = {0};
	struct err err = {0};
	struct article a = odd_article(&arena), back;
	struct document d, e;
	document_of_article(&d, &a, &arena);
	shape_write(&b, &shape_document, &d);
	if (shape_read(&e, &shape_document, (str){b.s, b.n}, false, &rules, &arena, &err)) fail_msg("%s", err.msg);
	assert_int_equal(document_to_article(&back, &e, &rules, &arena, &err), 0);
	same_article(&a, &back);
	document_of_article(&d, &back, &arena);
	shape_write(&c, &shape_document, &d);
	assert_int_equal(b.n, c.n);
	assert_memory_equal(b.s, c.s, b.n);
	buf_free(&b);
	buf_free(&c);
	arena_free(&arena);
}

static void test_record__document_of_text_alone(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = bare();
	struct err err = {0};
	struct document d;
	struct article a;
	str line = STR("{\"text\":\"一\\r\\n\\r\\n二\\u200b\\u0007三\",\"date\":\"2021-06-07\",\"newspaper\":\"报\",\"page\":\"5\",\"byline\":null,"
		"\"source\":null,\"id\":\"mine\"}");
	assert_int_equal(shape_read(&d, &shape_document, line, true, &rules, &arena, &err), 0);
	if (document_to_article(&a, &d, &rules, &arena, &err)) fail_msg("%s", err.msg);
	assert_true(str_is(a.issue.date, "2021-06-07") && str_is(a.issue.newspaper, "报") && str_is(a.issue.page, "5"));
	assert_true(str_is(arena_utf8(&arena, (ustr){a.text.cp, a.text.n}), "一\n\n二三"));
	assert_null(a.text.byte);
	assert_int_equal(a.part.n, 2);
	assert_int_equal(a.piece.n, 1);
	struct values values = {0};
	struct facts facts = {0};
	struct record r;
	record_make(&r, &a, &values, &facts, NULL, &rules, &arena);
	assert_int_equal(record_check(&r, &err), 0);
	assert_int_equal(r.notes.n, 1);
	assert_true(str_is(r.notes.v[0].code, "document.id") && str_is(r.notes.v[0].detail, "mine"));
	assert_int_equal(shape_read(&d, &shape_document, STR("{\"text\":\"\"}"), true, &rules, &arena, &err), 0);
	assert_int_equal(document_to_article(&a, &d, &rules, &arena, &err), 0);
	assert_int_equal(a.text.n, 0);
	arena_free(&arena);
}

static void test_record__document_refused(void **state) {
	(void)state;
	static const struct { const char *line, *message; } bad[] = {
		{"{}", "text: wanted a value, got nothing"},
		{"{\"text\":null}", "text: wanted a string, got null"},
		{"{\"text\":\"x\",\"titel\":\"y\"}", "titel: wanted no such key"},
		{"{\"text\":\"x\",\"date\":\"yesterday\"}", "date: wanted a string like"},
		{"{\"text\":\"x\",\"issue\":{\"paper\":1}}", "issue.paper: wanted no such key"},
		{"{\"text\":\"x\",\"issue\":3}", "issue: wanted an object, got number 3"},
		{"{\"text\":\"x\",\"map\":3}", "map: wanted an array"},
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct arena arena = {0};
		struct rulebook rules = bare();
		struct err err = {0};
		struct document d;
		assert_int_equal(shape_read(&d, &shape_document, str_of(bad[i].line), true, &rules, &arena, &err), -1);
		if (!str_starts(str_of(err.msg), str_of(bad[i].message))) fail_msg("wanted \"%s\", got \"%s\"", bad[i].message, err.msg);
		arena_free(&arena);
	}
	struct arena arena = {0};
	struct rulebook rules = bare();
	struct err err = {0};
	struct document d;
	assert_int_equal(shape_read(&d, &shape_document, STR("{\"text\":\"x\"}"), false, &rules, &arena, &err), -1);
	arena_free(&arena);
}

static void test_record__made(void **state) {
	(void)state;
	struct arena arena = {0};
	struct rulebook rules = book();
	struct article a = odd_article(&arena);
	struct values values = {.about = {.name = STR("火炬区")}};
	struct facts facts = {0};
	struct notes scan = {0};
	struct record r;
	struct err err = {0};
	*LIST_PUSH(&scan, &arena) = (struct note){STR("rule.limit"), STR("r")};
	*LIST_PUSH(&values.notes, &arena) = (struct note){STR("value.odd"), STR("v")};
	record_make(&r, &a, &values, &facts, &scan, &rules, &arena);
	assert_int_equal(record_check(&r, &err), 0);
	assert_int_equal(r.notes.n, 3);
	assert_true(str_is(r.zone.level, "other") && str_is(r.zone.category, "other") && str_is(r.kind, "photo"));
	assert_true(str_eq(r.id, record_id(STR("报"), STR("2021-06-07"), r.text, &arena)));
	again(&r);
	arena_free(&arena);
}

static void test_record__id(void **state) {
	(void)state;
	struct arena arena = {0};
	str a = record_id(STR("ab"), STR("c"), STR("d"), &arena), b = record_id(STR("a"), STR("bc"), STR("d"), &arena);
	assert_int_equal(a.n, 32);
	assert_false(str_eq(a, b));
	assert_true(str_eq(record_id(STR_NULL, STR_NULL, STR("d"), &arena), record_id(STR(""), STR(""), STR("d"), &arena)));
	XXH128_hash_t whole = XXH3_128bits("ab\x1F" "c\x1F" "d\x1F", 7);
	assert_true(str_eq(a, arena_print(&arena, "%016llx%016llx", (unsigned long long)whole.high64, (unsigned long long)whole.low64)));
	arena_free(&arena);
}

/* ---- patterns, EDTF ------------------------------------------------------------------- */

static const char *edtf_pattern(void) {
	const struct shape *record = &shape_record;
	for (int i = 0; i < record->nfield; i++)
		if (!strcmp(record->field[i].name, "dates"))
			for (int k = 0; k < record->field[i].of->nfield; k++)
				if (!strcmp(record->field[i].of->field[k].name, "value")) return record->field[i].of->field[k].pattern;
	return NULL;
}

/* The little matcher says what the system's regular expressions say. */
static void test_record__patterns(void **state) {
	(void)state;
	static const char *const text[] = {"", "a", "ab", "abab", "aab", "b", "2021", "2021-06", "2021-13", "2021-06-31", "2021-06-32", "2021-21",
		"2021-25", "2021-33", "2021-41", "2021-42", "2021/..", "../2021-12", "../..", "2021-22/2021-23", "2021/2025", "P3Y", "P2Y/P3Y", "PT3M",
		"P6.64D", "P1Y6M", "P", "PT", "P3", "P3X", "P3Y/2021", "2021/P3Y", "CNY", "CN", "cny", "2021-", "20211", "2020-06-15/2020-06-20",
		"PT1H30M", "P1DT2H", "P.5D", "[a", "a-b", "-", "99", "123456"};
	const char *const pattern[] = {edtf_pattern(), "^[A-Z]{3}$", "^(ab)*$", "^(a|b)+$", "^(a|ab)(b|)$", "^a{1,2}b?$", "^[0-9]{2,4}$",
		"^(a*)*$", "^()$", "^[a-z_]+$", "^\\.\\./.*$"};
	assert_non_null(pattern[0]);
	for (size_t p = 0; p < COUNT(pattern) - 1; p++) {
		regex_t re;
		assert_int_equal(regcomp(&re, pattern[p], REG_EXTENDED | REG_NOSUB), 0);
		for (size_t i = 0; i < COUNT(text); i++) {
			bool theirs = regexec(&re, text[i], 0, NULL, 0) == 0;
			if (pattern_match(pattern[p], str_of(text[i])) != theirs) fail_msg("%s on \"%s\": regexec says %d", pattern[p], text[i], theirs);
		}
		regfree(&re);
	}
	char longer[80];
	memset(longer, 'a', sizeof longer);
	assert_true(pattern_match("^[a-z]+$", (str){longer, 63}));
	assert_false(pattern_match("^[a-z]+$", (str){longer, 64}));
}

static void test_record__edtf(void **state) {
	(void)state;
	static const struct { const char *value; int start, end; } good[] = { /* yyyymmdd, 0: open */
		{"2021", 20210101, 20211231}, {"2021-06", 20210601, 20210630}, {"2020-02", 20200201, 20200229}, {"2021-06-07", 20210607, 20210607},
		{"2021-21", 20210301, 20210531}, {"2021-22", 20210601, 20210831}, {"2021-23", 20210901, 20211130}, {"2021-24", 20211201, 20220228},
		{"2023-24", 20231201, 20240229}, {"2021-33", 20210101, 20210331}, {"2021-34", 20210401, 20210630}, {"2021-36", 20211001, 20211231},
		{"2021-40", 20210101, 20210630}, {"2021-41", 20210701, 20211231}, {"2018/2020", 20180101, 20201231}, {"2021/..", 20210101, 0},
		{"../2021-12", 0, 20211231}, {"2021-22/2021-23", 20210601, 20211130}, {"2021-01/2021-08", 20210101, 20210831}, {"P3Y", 0, 0},
	};
	for (size_t i = 0; i < COUNT(good); i++) {
		struct edtf e;
		assert_true(edtf_read(str_of(good[i].value), &e));
		assert_int_equal(e.start_open ? 0 : e.start.y * 10000 + e.start.m * 100 + e.start.d, good[i].start);
		assert_int_equal(e.end_open ? 0 : e.end.y * 10000 + e.end.m * 100 + e.end.d, good[i].end);
		assert_true(pattern_match(edtf_pattern(), str_of(good[i].value)));
	}
	static const char *const bad[] = {"", "x", "20", "2021-", "2021-1", "2021-13", "2021-02-29", "2021-21-01", "2021/", "/2021", "../..", "2021/2020",
		"2021-06-07/2021-06-06", "2021-06-07-", "2021/2022/2023"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct edtf e;
		if (edtf_read(str_of(bad[i]), &e)) fail_msg("%s was read", bad[i]);
	}
}

/* ---- documentation --------------------------------------------------------------------- */

static void test_record__schema(void **state) {
	(void)state;
	struct rulebook rules = book(), none = bare();
	struct buf b = {0};
	json_error_t trouble;
	record_schema(&b, &rules);
	json_t *schema = json_loadb(b.s, b.n, JSON_REJECT_DUPLICATES, &trouble);
	if (!schema) fail_msg("%d: %s", trouble.line, trouble.text);
	assert_string_equal(json_string_value(json_object_get(schema, "$id")), "urn:zhaibao:article:v1");
	assert_int_equal(json_array_size(json_object_get(schema, "required")), json_object_size(json_object_get(schema, "properties")));
	json_decref(schema);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "\"enum\": [\"investment\", \"total_investment\", \"other\"]"));
	assert_non_null(strstr(b.s, "\"const\": \"zhaibao.article.v1\""));
	b.n = 0;
	record_schema(&b, &none);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "\"pattern\": \"^[a-z_]+$\""));
	b.n = 0;
	record_columns(&b, &rules);
	buf_char(&b, 0);
	assert_non_null(strstr(b.s, "\"id\": 'VARCHAR',\n"));
	assert_non_null(strstr(b.s, "\"bytes\" BIGINT[][])"));
	assert_non_null(strstr(b.s, "\"start\" DATE, \"end\" DATE)[]',\n"));
	buf_free(&b);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_record__keys_in_order),
		cmocka_unit_test(test_record__round_trip),
		cmocka_unit_test(test_record__numbers_round_trip),
		cmocka_unit_test(test_record__other_spelling_of_numbers),
		cmocka_unit_test(test_record__reader_refuses),
		cmocka_unit_test(test_record__checker_refuses),
		cmocka_unit_test(test_record__checker_wants_order),
		cmocka_unit_test(test_record__bounds),
		cmocka_unit_test(test_record__deep_nesting),
		cmocka_unit_test(test_record__roles_without_a_list),
		cmocka_unit_test(test_record__page_round_trip),
		cmocka_unit_test(test_record__map_refused),
		cmocka_unit_test(test_record__document_round_trip),
		cmocka_unit_test(test_record__document_of_text_alone),
		cmocka_unit_test(test_record__document_refused),
		cmocka_unit_test(test_record__made),
		cmocka_unit_test(test_record__id),
		cmocka_unit_test(test_record__patterns),
		cmocka_unit_test(test_record__edtf),
		cmocka_unit_test(test_record__schema),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
