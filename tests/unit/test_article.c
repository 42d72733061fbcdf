/* The article room on short pages of its own: what each layout phenomenon must come out as. */
#include "unit.h"

static void split_bytes(struct world *f, str page) {
	struct err err = {0};
	arena_reset(&f->mem);
	arena_reset(&f->tmp);
	f->text = (struct text){0};
	f->issue = (struct issue){0};
	assert_int_equal(text_decode(&f->text, page, STR("page.txt"), "UTF-8", &f->rules, &f->mem, &err), 0);
	article_split(&f->articles, &f->text, STR("page.txt"), &f->issue, &f->rules, &f->matcher, &f->mem, &f->tmp);
	assert_int_equal(f->articles.in_articles + f->articles.furniture, page.n);
}

static void split(struct world *f, const char *page) { split_bytes(f, str_of(page)); }

static const struct article *at(const struct world *f, int i) {
	assert_true(i < f->articles.list.n);
	return &f->articles.list.v[i];
}

static void is(str got, const char *want) {
	if (!want) assert_null(got.s);
	else assert_string_equal(got.s ? got.s : "(null)", want);
}

static void text_is(struct world *f, int i, const char *want) {
	const struct text *t = &at(f, i)->text;
	assert_string_equal(arena_utf8(&f->mem, (ustr){t->cp, t->n}).s, want);
}

static void list_is(struct world *f, const struct strs *list, const char *want) {
	struct buf b = {0};
	for (int i = 0; i < list->n; i++) buf_print(&b, "%s%.*s", i ? "|" : "", STR_ARG(list->v[i]));
	assert_string_equal(arena_str(&f->mem, (str){b.s, b.n}).s ? arena_str(&f->mem, (str){b.s, b.n}).s : "", want);
	buf_free(&b);
}

static void note_is(const struct article *a, const char *code) {
	for (int i = 0; i < a->notes.n; i++)
		if (str_is(a->notes.v[i].code, code)) return;
	fail_msg("no note %s", code);
}

/* ---- heads ------------------------------------------------------------------------------------- */

static void test_article__kicker_title_byline(void **state) {
	struct world *f = *state;
	split(f, "临江高新区改革系列报道\n\n一条老街的新生意——\n临江高新区怎样留住手艺人\n\n于小瑾\n\n"
		"清晨六点，老街的灯亮了。\n\n手艺人\n回到街上\n\n今年一季度，街上新开店铺32家，投资1.2亿元。\n");
	assert_int_equal(f->articles.list.n, 1);
	is(at(f, 0)->kicker, "临江高新区改革系列报道");
	is(at(f, 0)->title, "一条老街的新生意——临江高新区怎样留住手艺人");
	list_is(f, &at(f, 0)->byline, "于小瑾");
	list_is(f, &at(f, 0)->subheads, "手艺人回到街上");
	text_is(f, 0, "临江高新区改革系列报道\n一条老街的新生意——临江高新区怎样留住手艺人\n清晨六点，老街的灯亮了。\n"
		"手艺人回到街上\n今年一季度，街上新开店铺32家，投资1.2亿元。");
}

static void test_article__subtitle(void **state) {
	struct world *f = *state;
	split(f, "稳住底盘　挺直脊梁\n——望海开发区二〇二三年盘点\n\n本报记者　石小岭　姚小溪\n\n年底算账，望海开发区交出了答卷。\n");
	is(at(f, 0)->title, "稳住底盘　挺直脊梁");
	is(at(f, 0)->subtitle, "——望海开发区二〇二三年盘点");
	list_is(f, &at(f, 0)->byline, "石小岭|姚小溪");
}

static void test_article__colon_title(void **state) {
	struct world *f = *state;
	split(f, "合肥高新区:\n小巷里的大生意\n\n▶ 本报记者 周小成 通讯员 徐 畅\n\n巷子里开了二十家店。\n");
	is(at(f, 0)->title, "合肥高新区:小巷里的大生意");
	list_is(f, &at(f, 0)->byline, "周小成|徐畅");
}

static void test_article__two_articles(void **state) {
	struct world *f = *state;
	split(f, "苏州高新区\n一季度开门红\n\n本报讯(记者 刘小琴)日前，苏州高新区签约8个项目，总投资20亿元。\n\n"
		"无锡高新区建新平台\n\n本报讯 近日，无锡高新区的新平台启用。\n\n翁小娟\n");
	assert_int_equal(f->articles.list.n, 2);
	is(at(f, 0)->title, "苏州高新区一季度开门红");
	list_is(f, &at(f, 0)->byline, "刘小琴");
	is(at(f, 1)->title, "无锡高新区建新平台");
	list_is(f, &at(f, 1)->byline, "翁小娟");
	text_is(f, 1, "无锡高新区建新平台\n本报讯 近日，无锡高新区的新平台启用。");
}

/* ---- bylines -------------------------------------------------------------------------------------- */

static void test_article__byline_forms(void **state) {
	static const struct { const char *page, *names; } forms[] = {
		{"镇江高新区有了新桥\n\n◎洪小飞 本报记者 江小耘\n\n桥通了。\n", "洪小飞|江小耘"},
		{"镇江高新区有了新桥\n\n◎本报记者 龙小梅\n通讯员 钟小华\n\n桥通了。\n", "龙小梅|钟小华"},
		{"镇江高新区有了新桥\n\n江海日报讯(实习记者杨小航)桥通了。\n", "杨小航"},
		{"镇江高新区有了新桥\n\n本报镇江12月26日电（记者姚小溪　通讯员段薇）桥通了。\n", "姚小溪|段薇"},
		{"镇江高新区有了新桥\n\n本报讯(特约通讯员 何 婧)桥通了。\n", "何婧"},
		{"镇江高新区有了新桥\n\n本报讯 桥通了，老人说“真好”。李小健\n", "李小健"},
		{"镇江高新区有了新桥\n\n桥通了，来往方便。（罗小秋　冯一凡）\n", "罗小秋|冯一凡"},
		{"镇江高新区有了新桥\n\n桥通了，来往方便。　　容 嫣\n", "容嫣"},
		{"镇江高新区有了新桥\n\n桥通了，来往方便。\n\n甄小倩 谷小浩\n", "甄小倩|谷小浩"},
	};
	struct world *f = *state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		split(f, forms[i].page);
		assert_int_equal(f->articles.list.n, 1);
		is(at(f, 0)->title, "镇江高新区有了新桥");
		list_is(f, &at(f, 0)->byline, forms[i].names);
	}
}

static void test_article__tail_signature_leaves_text(void **state) {
	struct world *f = *state;
	split(f, "镇江高新区有了新桥\n\n本报讯 桥通了，老人说“真好”。李小健\n\n常州高新区修路\n\n本报讯 路修好了。\n");
	text_is(f, 0, "镇江高新区有了新桥\n本报讯 桥通了，老人说“真好”。");
	assert_int_equal(f->articles.list.n, 2);
}

/* ---- pictures --------------------------------------------------------------------------------------- */

static void test_article__photos(void **state) {
	struct world *f = *state;
	split(f, "镇江高新区有了新桥\n\n本报讯(记者 刘小琴)桥通了。\n\n\n\n图片来源:常州高新区\n\n"
		"11月22日，常州高新区的学校开学，学生320人。\n\n陈小萌\n\n"
		"5月17日，工人在车间检测电机。本报记者 李 洋 摄\n\n"
		"12月3日，孩子们在展厅里参观。\n新华社记者　逄小鹿摄\n");
	assert_int_equal(f->articles.list.n, 4);
	assert_false(at(f, 0)->photo);
	for (int i = 1; i < 4; i++) {
		assert_true(at(f, i)->photo);
		is(at(f, i)->title, NULL);
	}
	list_is(f, &at(f, 1)->captions, "图片来源:常州高新区");
	list_is(f, &at(f, 1)->byline, "陈小萌");
	text_is(f, 2, "5月17日，工人在车间检测电机。");
	list_is(f, &at(f, 2)->byline, "李洋");
	list_is(f, &at(f, 3)->byline, "逄小鹿");
	list_is(f, &at(f, 3)->captions, "新华社记者　逄小鹿摄");
}

static void test_article__caption_inside(void **state) {
	struct world *f = *state;
	split(f, "合肥高新区:小巷里的大生意\n\n▶ 本报记者 周小成\n\n巷子里开了二十家店，卖茶、卖布、修伞、磨刀，一家挨着一家，一家的招牌压着另一家的招牌，生意一家比一\n\n"
		"图为店主在挑选茶叶。 图片来源:合肥高新区\n\n家好。\n\n老街坊说，日子有了奔头。\n");
	assert_int_equal(f->articles.list.n, 1);
	list_is(f, &at(f, 0)->captions, "图为店主在挑选茶叶。 图片来源:合肥高新区");
	text_is(f, 0, "合肥高新区:小巷里的大生意\n巷子里开了二十家店，卖茶、卖布、修伞、磨刀，一家挨着一家，一家的招牌压着另一家的招牌，生意一家比一家好。\n老街坊说，日子有了奔头。");
	assert_int_equal(at(f, 0)->piece.n, 2); /* up to the cut, behind it */
}

/* ---- joins -------------------------------------------------------------------------------------------- */

static void test_article__column_break(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n本报讯 路修好了，全长12公里，总投资25.6\n\n亿元，明年通车。\n");
	text_is(f, 0, "常州高新区修路\n本报讯 路修好了，全长12公里，总投资25.6亿元，明年通车。");
}

static void test_article__heading_closes(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n本报讯 路修好了，全长12\n\n无锡高新区架桥\n\n本报讯 桥架好了。\n");
	assert_int_equal(f->articles.list.n, 2);
	note_is(at(f, 0), "article.open");
}

static void test_article__piece_of_a_sentence_is_no_subhead(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n本报讯 路修好了。\n\n常州高新区修路的办法\n\n还体现在夜里施工，白天通车。\n");
	text_is(f, 0, "常州高新区修路\n本报讯 路修好了。\n常州高新区修路的办法还体现在夜里施工，白天通车。");
}

static void test_article__wrapped_at_a_width(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n"
		"　　江海晨报讯（记者刘小\n琴）路修好了，老人和孩子\n都来看热闹，街上比过年还\n热闹一些，店铺也多。\n"
		"　　路灯换成了新的，夜里\n走路不再怕摔，车也开得稳\n当，来往的人都说好，盼着\n明年再修一条到江边去的。\n");
	is(at(f, 0)->title, "常州高新区修路");
	text_is(f, 0, "常州高新区修路\n江海晨报讯（记者刘小琴）路修好了，老人和孩子都来看热闹，街上比过年还热闹一些，店铺也多。\n"
		"路灯换成了新的，夜里走路不再怕摔，车也开得稳当，来往的人都说好，盼着明年再修一条到江边去的。");
	list_is(f, &at(f, 0)->byline, "刘小琴");
}

static void test_article__no_blank_lines(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n本报讯(记者 刘小琴)路修好了。\n路灯也换了新的。\n无锡高新区架桥\n本报讯 桥架好了。\n");
	assert_int_equal(f->articles.list.n, 2);
	text_is(f, 0, "常州高新区修路\n本报讯(记者 刘小琴)路修好了。\n路灯也换了新的。");
}

static void test_article__interleaved(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n◎本报记者 刘小琴\n\n常州高新区的路修好了，常州高新区还在路边种了“两千棵银\n\n"
		"的桥也通了车，无锡高新区的人都说方便。\n\n杏树”，常州高新区说，秋天会很好看。\n\n"
		"无锡高新区架桥\n\n◎本报记者 李小舟\n\n无锡高新区架了一座桥，从江这边到江那边，走路一刻钟，坐车一分钟，今年完工，今年通车，无锡高新区\n");
	assert_int_equal(f->articles.list.n, 2);
	text_is(f, 0, "常州高新区修路\n常州高新区的路修好了，常州高新区还在路边种了“两千棵银杏树”，常州高新区说，秋天会很好看。");
	text_is(f, 1, "无锡高新区架桥\n无锡高新区架了一座桥，从江这边到江那边，走路一刻钟，坐车一分钟，今年完工，今年通车，无锡高新区的桥也通了车，无锡高新区的人都说方便。");
	assert_int_equal(at(f, 0)->stretch.n, 2);
	assert_true(at(f, 1)->stretch.v[0].from > at(f, 1)->stretch.v[1].from);
}

/* ---- furniture ---------------------------------------------------------------------------------------------- */

static void test_article__furniture(void **state) {
	struct world *f = *state;
	split(f, "江海晨报  2021年6月7日 星期一 第3版\n\n常州高新区修路\n\n本报讯 路修好了。(刘小琴)\n\n简　讯\n\n"
		"无锡高新区架桥\n\n桥架好了。\n\n责任编辑:罗小静  版式:杜 宇\n");
	assert_int_equal(f->articles.list.n, 2);
	is(f->issue.newspaper, "江海晨报");
	is(f->issue.date, "2021-06-07");
	is(f->issue.page, "3");
	is(f->issue.origin, "masthead");
	assert_int_equal(f->articles.mastheads.n, 1);
	text_is(f, 1, "无锡高新区架桥\n桥架好了。");
}

static void test_article__masthead_of_two_lines(void **state) {
	struct world *f = *state;
	split(f, "江海园区导报\n2022年8月15日 星期一 责编：张小北 电话：010-1234567\n综合新闻 7\n\n常州高新区修路\n\n本报讯 路修好了。\n");
	is(f->issue.newspaper, "江海园区导报");
	is(f->issue.date, "2022-08-15");
	is(f->issue.page, "7");
	assert_int_equal(f->articles.list.n, 1);
	is(at(f, 0)->title, "常州高新区修路");
}

static void test_article__news_in_brief(void **state) {
	struct world *f = *state;
	split(f, "简讯\n\n本报讯 日前，银川高新区修路。（赵小六）\n\n本报讯 近日，桂林高新区架桥。（钱小七）\n\n"
		"西宁市开会\n\n张小三 李小四\n\n西宁市日前开会。\n");
	assert_int_equal(f->articles.list.n, 3);
	list_is(f, &at(f, 1)->byline, "钱小七");
	is(at(f, 2)->title, "西宁市开会");
	list_is(f, &at(f, 2)->byline, "张小三|李小四");
}

static void test_article__chinese_date(void **state) {
	struct world *f = *state;
	split(f, "兩岸經貿　A11　二〇二三年八月二十一日\n\n常州高新區修路\n\n本報訊 路修好了。\n");
	is(f->issue.date, "2023-08-21");
	is(f->issue.page, "A11");
}

static void test_article__pull_quote(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n◎本报记者 刘小琴\n\n村民说：“修一条路，富一方人；种一棵树，绿一片山。”他笑了。\n\n"
		"修一条路，富一方人；种一棵树，绿一片山。\n\n路修到了山里。\n");
	text_is(f, 0, "常州高新区修路\n村民说：“修一条路，富一方人；种一棵树，绿一片山。”他笑了。\n路修到了山里。");
}

static void test_article__interview(void **state) {
	struct world *f = *state;
	split(f, "年终问答\n常州高新区　修路记\n\n本报记者　姚小溪\n\n问：路修得怎么样？\n\n答：修好了。\n");
	is(at(f, 0)->kicker, "年终问答");
	text_is(f, 0, "年终问答\n常州高新区　修路记\n问：路修得怎么样？\n答：修好了。");
	assert_int_equal(at(f, 0)->subheads.n, 0);
}

/* ---- odd pages ------------------------------------------------------------------------------------------------ */

static void test_article__nothing(void **state) {
	struct world *f = *state;
	split(f, "");
	assert_int_equal(f->articles.list.n, 0);
	split(f, "\n\n　　\n");
	assert_int_equal(f->articles.list.n, 0);
}

static void test_article__no_headline(void **state) {
	struct world *f = *state;
	split(f, "路修好了，老人和孩子都来看热闹。\n");
	note_is(at(f, 0), "article.nohead");
	is(at(f, 0)->title, NULL);
}

static void test_article__after_the_signature(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n本报讯 路修好了。(刘小琴)\n\n谁也不知道这一段是从哪里来的。\n");
	assert_int_equal(f->articles.list.n, 2);
	note_is(at(f, 1), "article.orphan");
}

static void repeat(struct world *f, const char *unit, int times) {
	struct buf b = {0};
	for (int i = 0; i < times; i++) buf_put(&b, unit, strlen(unit));
	split_bytes(f, (str){b.s, b.n});
	buf_free(&b);
}

static void test_article__large(void **state) {
	struct world *f = *state;
	repeat(f, "\n", 100000);
	assert_int_equal(f->articles.list.n, 0);
	repeat(f, "路修好了，老人和孩子都来看热闹。", 100000);
	assert_int_equal(f->articles.list.n, 1);
	repeat(f, "常州高新区修路\n\n", 10000);
	repeat(f, "的路修好了，老人和孩子都来看热闹，今年\n\n", 10000);
	repeat(f, "12月3日，孩子们在展厅里参观。\n新华社记者　逄小鹿摄\n\n", 5000);
	assert_int_equal(f->articles.list.n, 5000);
}

/* Every character of the text but put-in line breaks comes from the page, at the byte that it says. */
static void test_article__bytes(void **state) {
	struct world *f = *state;
	static const char page[] = "\n常州高新区\n修路\n\n　　本报讯 路修好了，全长12\n\n公里。刘小琴\n\n责任编辑:罗小静\n";
	split(f, page);
	const struct article *a = at(f, 0);
	for (size_t i = 0; i < a->text.n; i++) {
		if (a->text.byte[i] == NO_BYTE) {
			assert_int_equal(a->text.cp[i], '\n');
			continue;
		}
		uint32_t cp;
		assert_int_equal(utf8_step((const unsigned char *)page + a->text.byte[i], a->text.width[i], &cp), a->text.width[i]);
		assert_int_equal(cp, a->text.cp[i]);
	}
	assert_int_equal(a->part.n, 2);
	assert_int_equal(a->part.v[0].kind, PART_TITLE);
	assert_int_equal(a->part.v[1].kind, PART_PARAGRAPH);
	assert_int_equal(a->part.v[1].at.end, a->text.n);
}

static void test_article__no_bytes(void **state) {
	struct world *f = *state;
	split(f, "常州高新区修路\n\n路修好了。\n");
	struct text bare = f->text;
	bare.byte = NULL, bare.width = NULL;
	article_split(&f->articles, &bare, STR("-"), &f->issue, &f->rules, &f->matcher, &f->mem, &f->tmp);
	assert_int_equal(at(f, 0)->stretch.n, 0);
	assert_int_equal(f->articles.in_articles + f->articles.furniture, 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_article__kicker_title_byline), cmocka_unit_test(test_article__subtitle),
		cmocka_unit_test(test_article__colon_title), cmocka_unit_test(test_article__two_articles),
		cmocka_unit_test(test_article__byline_forms), cmocka_unit_test(test_article__tail_signature_leaves_text),
		cmocka_unit_test(test_article__photos), cmocka_unit_test(test_article__caption_inside),
		cmocka_unit_test(test_article__column_break), cmocka_unit_test(test_article__heading_closes),
		cmocka_unit_test(test_article__piece_of_a_sentence_is_no_subhead), cmocka_unit_test(test_article__wrapped_at_a_width),
		cmocka_unit_test(test_article__no_blank_lines), cmocka_unit_test(test_article__interleaved),
		cmocka_unit_test(test_article__furniture), cmocka_unit_test(test_article__chinese_date),
		cmocka_unit_test(test_article__masthead_of_two_lines), cmocka_unit_test(test_article__news_in_brief),
		cmocka_unit_test(test_article__pull_quote), cmocka_unit_test(test_article__interview),
		cmocka_unit_test(test_article__nothing), cmocka_unit_test(test_article__no_headline),
		cmocka_unit_test(test_article__after_the_signature), cmocka_unit_test(test_article__large),
		cmocka_unit_test(test_article__bytes), cmocka_unit_test(test_article__no_bytes),
	};
	return cmocka_run_group_tests(tests, setup_rules, teardown);
}
