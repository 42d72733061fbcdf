/* test_mention.c: zones and organizations: their edges, types, short names, and what the article is about. */
#include "unit.h"

#include <time.h>

/* The first line is the headline when there is more than one. */
static void parts(struct world *w) {
	struct article *a = &w->article;
	uint32_t from = 0, n = (uint32_t)a->text.n;
	for (uint32_t i = 0; i <= n; i++) {
		if (i < n && a->text.cp[i] != '\n') continue;
		struct part *p = LIST_PUSH(&a->part, &w->mem);
		p->kind = from == 0 && i < n ? PART_TITLE : PART_PARAGRAPH;
		p->at = (span){from, i};
		from = i + 1;
	}
}

static void read_str(struct world *w, str text) {
	article_bare(w, text);
	parts(w);
	mention_scan(&w->scan, &w->article, &w->rules, &w->matcher, &w->mem);
	value_zones(&w->values, &w->scan, &w->rules, &w->mem);
	value_orgs(&w->values, &w->scan, &w->rules, &w->mem);
	value_about(&w->values, &w->scan, &w->rules, &w->mem);
}

static void read_text(struct world *w, const char *text) { read_str(w, str_of(text)); }

static void expect(str got, const char *want) {
	if (str_is(got, want)) return;
	fail_msg("wanted %s, got %.*s", want, STR_ARG(got));
}

/* "name:type name:type …": all organizations of the text, in order. */
static void orgs(struct world *w, const char *text, const char *want) {
	struct buf got = {0};
	read_text(w, text);
	for (int i = 0; i < w->values.organizations.n; i++) {
		const struct org *o = &w->values.organizations.v[i];
		buf_print(&got, "%s%.*s:%.*s", i ? " " : "", STR_ARG(o->text), STR_ARG(o->type));
	}
	str seen = arena_str(&w->mem, (str){got.s, got.n});
	buf_free(&got);
	expect(seen.s ? seen : STR(""), want);
}

static void zones(struct world *w, const char *text, const char *want) {
	struct buf got = {0};
	read_text(w, text);
	for (int i = 0; i < w->values.zones.n; i++) {
		const struct zone *z = &w->values.zones.v[i];
		buf_print(&got, "%s%.*s=%.*s", i ? " " : "", STR_ARG(z->text), STR_ARG(z->name));
	}
	str seen = arena_str(&w->mem, (str){got.s, got.n});
	buf_free(&got);
	expect(seen.s ? seen : STR(""), want);
}

/* ---- zones --------------------------------------------------------------------------- */

static void test_mention__zone_names(void **state) {
	struct world *w = *state;
	zones(w, "厦门火炬高新区与中山火炬高新区", "厦门火炬高新区=厦门火炬高技术产业开发区 中山火炬高新区=中山火炬高技术产业开发区");
	zones(w, "走进湖南株洲高新区", "湖南株洲高新区=株洲高新技术产业开发区");
	zones(w, "杭州高新区(滨江)和宁波高新区(详见三版)", "杭州高新区(滨江)=杭州高新技术产业开发区 宁波高新区=宁波高新技术产业开发区");
	zones(w, "西安国家高新区", "西安国家高新区=西安高新技术产业开发区");
	zones(w, "廈門火炬高新區", "廈門火炬高新區=厦门火炬高技术产业开发区");
}

static void test_mention__zone_patterns(void **state) {
	struct world *w = *state;
	zones(w, "在贵州省桐梓县经济开发区投产", "贵州省桐梓县经济开发区=桐梓经济开发区");
	zones(w, "湄潭经开区(湄潭县经济技术开发区)", "湄潭经开区=湄潭经济技术开发区 湄潭县经济技术开发区=湄潭经济技术开发区");
	zones(w, "桐梓经开区投产", "桐梓经开区=桐梓经济开发区");
}

static void test_mention__zone_none(void **state) {
	struct world *w = *state;
	zones(w, "全国高新区和国家自主创新示范区", "");
	zones(w, "各开发区、该区、陕西开发区", "");
	read_text(w, "全国高新区的总产值");
	assert_null(w->values.about.name.s);
	assert_int_equal(w->values.notes.n, 1);
	expect(w->values.notes.v[0].code, "zone.none");
}

static void test_mention__zone_about(void **state) {
	struct world *w = *state;
	read_text(w, "杭州高新区(滨江)出新政\n宁波高新区先行。杭州高新区跟进，杭州高新区又有新招。");
	expect(w->values.about.name, "杭州高新技术产业开发区");
	expect(w->values.about.short_name, "杭州高新区");
	expect(w->values.about.level, "national");
	expect(w->values.about.category, "high-tech");
	expect(w->values.about.province, "浙江省");
	read_text(w, "新厂投产\n日前，贵州桐梓经济开发区一厂投产。");
	expect(w->values.about.name, "桐梓经济开发区");
	expect(w->values.about.level, "provincial");
	expect(w->values.about.category, "economic");
	expect(w->values.about.province, "贵州省");
}

/* ---- organizations ---------------------------------------------------------------------- */

static void test_mention__org_left_edge(void **state) {
	struct world *w = *state;
	orgs(w, "由宁波蓝湖电子有限公司与杭州青禾科技股份有限公司共建", "宁波蓝湖电子有限公司:company 杭州青禾科技股份有限公司:company");
	orgs(w, "记者从甘肃省科技厅获悉", "甘肃省科技厅:government");
	orgs(w, "蓝湖智能(青岛)有限公司和青岛大学签约", "蓝湖智能(青岛)有限公司:company 青岛大学:university");
	orgs(w, "宁波高新区管委会与宁波海关", "宁波高新区管委会:government 宁波海关:government");
	orgs(w, "杭州高新区(滨江)科技局负责人", "杭州高新区(滨江)科技局:government");
	orgs(w, "一只“萤火”母基金", "“萤火”母基金:fund");
}

static void test_mention__org_held_stops(void **state) {
	struct world *w = *state;
	orgs(w, "由江西省工业和信息化厅、东莞市人力资源和社会保障局指导", "江西省工业和信息化厅:government 东莞市人力资源和社会保障局:government");
	orgs(w, "和田市财政局", "和田市财政局:government");
	orgs(w, "中国科学院长春应用化学研究所", "中国科学院长春应用化学研究所:research");
}

static void test_mention__org_longest(void **state) {
	struct world *w = *state;
	orgs(w, "中国工商银行宁波江北支行", "中国工商银行宁波江北支行:bank");
	orgs(w, "宁波大学附属第一医院", "宁波大学附属第一医院:hospital");
	orgs(w, "上海证券交易所南方中心", "上海证券交易所南方中心:exchange");
	orgs(w, "国家税务总局宁波高新技术产业开发区税务局", "国家税务总局宁波高新技术产业开发区税务局:government");
}

static void test_mention__org_none(void **state) {
	struct world *w = *state;
	orgs(w, "有关部门、各部门的干部和企业总部大部分完善布局和格局", "");
	orgs(w, "多家科技公司、产业创新中心和研究院", "");
	orgs(w, "大学生、银行卡、中心城区、市中心、委员、上市公司", "");
	orgs(w, "公司公司公司", "");
}

static void test_mention__org_known(void **state) {
	struct world *w = *state;
	orgs(w, "工信部、上交所和中科院", "工信部:government 上交所:exchange 中科院:research");
	orgs(w, "科技部火炬中心、中科院声学所", "科技部火炬中心:government 中科院声学所:research");
	orgs(w, "省统计局和市委、宁波市政府", "省统计局:government 市委:party 宁波市政府:government");
}

static void alias(struct world *w, int i, const char *text, const char *full, const char *rule) {
	assert_in_range(i, 0, w->values.organizations.n - 1);
	const struct org *o = &w->values.organizations.v[i];
	expect(o->text, text);
	expect(o->alias_of, full);
	expect(o->rule, rule);
}

static void test_mention__org_aliases(void **state) {
	struct world *w = *state;
	read_text(w, "宁波蓝湖电子有限公司（以下简称“蓝湖电子”）投产。蓝湖电子与信息工程大学合作。");
	assert_int_equal(w->values.organizations.n, 4);
	alias(w, 1, "蓝湖电子", "宁波蓝湖电子有限公司", "org.alias");
	alias(w, 2, "蓝湖电子", "宁波蓝湖电子有限公司", "org.again");
	read_text(w, "宁波市建设投资集团有限公司(宁波建投)承建。宁波蓝湖有限公司(宁波市)。");
	assert_int_equal(w->values.organizations.n, 3);
	alias(w, 1, "宁波建投", "宁波市建设投资集团有限公司", "org.bracket");
	read_text(w, "佛山科技金融创新服务中心揭牌。有了科技金融创新服务中心，贷款更快。");
	alias(w, 1, "科技金融创新服务中心", "佛山科技金融创新服务中心", "org.tail");
}

/* ---- hostile text -------------------------------------------------------------------------- */

static str repeated(struct world *w, const char *unit, int times) {
	struct buf b = {0};
	for (int i = 0; i < times; i++) buf_str(&b, str_of(unit));
	str all = arena_str(&w->mem, (str){b.s, b.n});
	buf_free(&b);
	return all;
}

/* The least of three: what else runs here takes its share now and then. */
static clock_t ticks(struct world *w, const char *unit, int times) {
	clock_t least = 0;
	for (int i = 0; i < 3; i++) {
		struct arena keep = {0};
		str text = arena_str(&keep, repeated(w, unit, times));
		clock_t start = clock();
		read_str(w, text);
		clock_t taken = clock() - start;
		if (!i || taken < least) least = taken;
		arena_free(&keep);
	}
	return least;
}

/* Ten times the text may take twenty times as long, no more; the little ones are too fast to tell. */
static void test_mention__linear_time(void **state) {
	struct world *w = *state;
	static const char *const units[] = {"公司", "有限公司", "高新区", "(", ")", "“", "科技大学和", "北京市公司", "(以下简称公司)", "北京甲有限公司(以下简称甲司)", "与"};
	for (size_t i = 0; i < COUNT(units); i++) {
		clock_t one = ticks(w, units[i], 2000), ten = ticks(w, units[i], 20000);
		if (ten > CLOCKS_PER_SEC / 4 && ten > 20 * one) fail_msg("%s: %ld and %ld ticks", units[i], (long)one, (long)ten);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mention__zone_names), cmocka_unit_test(test_mention__zone_patterns),
		cmocka_unit_test(test_mention__zone_none), cmocka_unit_test(test_mention__zone_about),
		cmocka_unit_test(test_mention__org_left_edge), cmocka_unit_test(test_mention__org_held_stops),
		cmocka_unit_test(test_mention__org_longest), cmocka_unit_test(test_mention__org_none),
		cmocka_unit_test(test_mention__org_known), cmocka_unit_test(test_mention__org_aliases),
		cmocka_unit_test(test_mention__linear_time),
	};
	return cmocka_run_group_tests(tests, setup_rules, teardown);
}
