// edtf.mjs: dates of records against ISO 8601-2 (EDTF), by a grammar of its own that shares nothing with the extractor.
// fault(date) says what is wrong with {type, value, start, end}; null: nothing.

const POINT = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const DURATION = /^P(?=[\dT])(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/;
const GROUPS = { 21: [3, 3], 22: [6, 3], 23: [9, 3], 24: [12, 3], 33: [1, 3], 34: [4, 3], 35: [7, 3], 36: [10, 3], 40: [1, 6], 41: [7, 6] };
const TYPES = {
	day: (v) => /^\d{4}-\d\d-\d\d$/.test(v),
	month: (v) => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(v),
	year: (v) => /^\d{4}$/.test(v),
	quarter: (v) => /^\d{4}-3[3-6]$/.test(v),
	season: (v) => /^\d{4}-2[1-4](?:\/\d{4}-2[1-4])?$/.test(v),
	interval: (v) => v.includes("/"),
	plan: (v) => /^\d{4}(?:\/\d{4})?$/.test(v),
};

const iso = (y, m, d) => {
	const t = new Date(0);
	t.setUTCFullYear(y, m - 1, d);
	return t.toISOString().slice(0, 10);
};

// First and last day of one point; null: there is none such.
function ends(text) {
	const parts = POINT.exec(text);
	if (!parts) return null;
	const [y, m, d] = parts.slice(1).map((x) => (x === undefined ? undefined : Number(x)));
	if (m === undefined) return [iso(y, 1, 1), iso(y, 12, 31)];
	if (d !== undefined) return iso(y, m, d) === text ? [text, text] : null;
	const [first, months] = GROUPS[m] ?? (m >= 1 && m <= 12 ? [m, 1] : []);
	return first ? [iso(y, first, 1), iso(y, first + months, 0)] : null;
}

function interval(value) {
	const [from, to, more] = value.split("/");
	if (more !== undefined || (from === ".." && to === "..")) return null;
	const about = to !== undefined && from.endsWith("~") && to.endsWith("~"); // both ends or none
	const [x, y] = about ? [from.slice(0, -1), to.slice(0, -1)] : [from, to];
	const a = x === ".." ? [null] : ends(x), b = y === undefined ? ends(x) : y === ".." ? [null, null] : ends(y);
	if (!a || !b) return null;
	return a[0] && b[1] && a[0] > b[1] ? null : [a[0], b[1]];
}

export function fault({ type, value, start, end }) {
	if (value === null) return start === null && end === null ? null : "ends without a value";
	if (type === "vague") return "a value of what is vague";
	if (type === "duration") {
		const right = value.split("/").every((part) => DURATION.test(part)) && value.split("/").length <= 2;
		return right && start === null && end === null ? null : `no duration: ${value}`;
	}
	const got = interval(value);
	if (!got) return `no EDTF: ${value}`;
	if (!TYPES[type](value)) return `${value} is no ${type}`;
	return got[0] === start && got[1] === end ? null : `${value} is ${got[0]} to ${got[1]}, not ${start} to ${end}`;
}
