/* number.c: the only reader of digits. */
#include "value/value.h"

static const int64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

static bool times(int64_t *v, int exp10) {
	for (; exp10 > 8; exp10 -= 8)
		if (__builtin_mul_overflow(*v, tens[8], v)) return false;
	return !__builtin_mul_overflow(*v, tens[exp10], v);
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* Commas stand before groups of three digits that reach to the point or the end. */
static bool grouped(const char *s, size_t n) {
	size_t run = 0, commas = 0;
	for (size_t i = 0; i <= n; i++) {
		bool ends = i == n || s[i] == '.';
		if (!ends && s[i] != ',') {
			run++;
			continue;
		}
		if (commas ? run != 3 : !ends && run > 3) return false;
		if (ends) return true;
		commas++;
		run = 0;
	}
	return true;
}

/* 1234, 1,234.5 at the start; *used characters. */
static bool arabic(ustr s, struct dec *out, size_t *used) {
	char digits[40];
	size_t n = 0;
	for (; n < s.n && n < sizeof digits && (s.s[n] == '.' || s.s[n] == ',' || is_digit(s.s[n])); n++)
		digits[n] = (char)s.s[n];
	*used = n;
	return n && n < sizeof digits && grouped(digits, n) && dec_parse((str){digits, n}, out);
}

/* Digits only, as in years and phone numbers: 二〇二三. */
static bool positional(ustr s, const struct rulebook *b, struct dec *out) {
	int64_t v = 0;
	for (size_t i = 0; i < s.n; i++) {
		struct numeral x = rule_numeral(b, s.s[i]);
		if (x.class != NUMERAL_DIGIT && x.class != NUMERAL_ZERO) return false;
		if (i >= 17) return false;
		v = v * 10 + x.value;
	}
	*out = dec_int(v);
	return true;
}

/* The running sum: total holds whole myriads, section what is below the last 万 or 亿, digit the digit waiting for its unit. */
struct sum { int64_t total, section, digit; bool waiting, unit; }; /* unit: the last numeral was one; 百百 is no number */

static bool sum_unit(struct sum *s, int exp10) {
	int64_t d = s->waiting ? s->digit : 1; /* 十五, 百亿: a unit alone counts once */
	if (s->unit) return false;
	if (!times(&d, exp10) || __builtin_add_overflow(s->section, d, &s->section)) return false;
	s->waiting = false;
	return true;
}

/* 万 and 亿 multiply what stands before them: 三千万, 二十万亿 (also what an earlier, smaller scale gave). */
static bool sum_scale(struct sum *s, int exp10) {
	int64_t part = s->section + (s->waiting ? s->digit : 0);
	if (exp10 == 8) part += s->total, s->total = 0;
	if (!part) {
		part = s->total ? s->total : 1;
		s->total = 0;
	}
	s->section = 0;
	s->waiting = false;
	return times(&part, exp10) && !__builtin_add_overflow(s->total, part, &s->total);
}

/* The numeral at s[*i]; a run of Arabic digits is one digit (3亿5000万). */
static bool next_numeral(ustr s, size_t *i, const struct rulebook *b, struct numeral *x) {
	int64_t run = 0;
	if (!is_digit(s.s[*i])) {
		*x = rule_numeral(b, s.s[(*i)++]);
		if (x->class == NUMERAL_DIGIT && !x->value) x->class = NUMERAL_ZERO; /* 一百〇二 */
		return x->class != NUMERAL_NONE;
	}
	for (; *i < s.n && is_digit(s.s[*i]); ++*i)
		if ((run = run * 10 + (int64_t)(s.s[*i] - '0')) > INT32_MAX) return false;
	*x = (struct numeral){NUMERAL_DIGIT, (int)run};
	return true;
}

/* 一百二, 三万五: a last digit right behind a unit counts the next lower one. */
static int64_t last_digit(const struct sum *sum, struct numeral before) {
	int64_t d = sum->waiting ? sum->digit : 0;
	bool unit = before.class == NUMERAL_UNIT || before.class == NUMERAL_SCALE;
	return unit && before.value > 1 && before.value <= (int)COUNT(tens) && d < 10 ? d * tens[before.value - 1] : d;
}

static bool chinese(ustr s, const struct rulebook *b, struct dec *out) {
	struct sum sum = {0};
	struct numeral x = {NUMERAL_NONE, 0}, before = x;
	for (size_t i = 0; i < s.n;) {
		before = x;
		if (!next_numeral(s, &i, b, &x) || (x.class == NUMERAL_DIGIT && sum.waiting)) return false;
		if (x.class == NUMERAL_DIGIT) sum.digit = x.value, sum.waiting = true;
		if (x.class == NUMERAL_UNIT && !sum_unit(&sum, x.value)) return false;
		if (x.class == NUMERAL_SCALE && !sum_scale(&sum, x.value)) return false;
		sum.unit = x.class == NUMERAL_UNIT;
	}
	if (__builtin_add_overflow(sum.total, sum.section, &sum.total) || __builtin_add_overflow(sum.total, last_digit(&sum, before), &sum.total)) return false;
	*out = dec_int(sum.total);
	return true;
}

/* 六七十, 三四百, 三五: two neighbouring digits in a row (or 3 and 5), read once with each. */
static bool neighbours(ustr s, const struct rulebook *b, struct dec *low, struct dec *high) {
	uint32_t one[16];
	if (s.n < 2 || s.n > COUNT(one)) return false;
	for (size_t i = 0; i + 1 < s.n; i++) {
		struct numeral x = rule_numeral(b, s.s[i]), y = rule_numeral(b, s.s[i + 1]);
		bool next = y.value == x.value + 1 || (s.n == 2 && x.value == 3 && y.value == 5);
		if (x.class != NUMERAL_DIGIT || y.class != NUMERAL_DIGIT || !next) continue;
		memcpy(one, s.s, (i + 1) * sizeof *one);
		memcpy(one + i + 1, s.s + i + 2, (s.n - i - 2) * sizeof *one);
		if (!chinese((ustr){one, s.n - 1}, b, low)) return false;
		one[i] = s.s[i + 1];
		return chinese((ustr){one, s.n - 1}, b, high);
	}
	return false;
}

/* 25.6亿, 3千万: an Arabic number and the scales behind it. */
static bool mixed(ustr s, const struct rulebook *b, struct dec *out) {
	size_t used;
	int exp10 = 0;
	if (!arabic(s, out, &used)) return false;
	for (size_t i = used; i < s.n; i++) {
		struct numeral x = rule_numeral(b, s.s[i]);
		if (x.class != NUMERAL_UNIT && x.class != NUMERAL_SCALE) return false;
		exp10 += x.value;
	}
	return dec_scale(out, exp10);
}

bool number_read(ustr s, const struct rulebook *b, struct dec *value, struct dec *range_low) {
	*value = *range_low = DEC_NULL;
	if (!s.n) return false;
	if (s.s[0] < 0x80) return mixed(s, b, value) || chinese(s, b, value);
	if (neighbours(s, b, range_low, value)) return true;
	*range_low = DEC_NULL;
	return chinese(s, b, value) || positional(s, b, value);
}
