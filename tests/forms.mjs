// forms.mjs FOLDER|FILE…: the lines of forms/*.tsv, each set into a small page of the kind that its file names, all through one
// `zhaibao run`; format: tests/README.md. Prints TAP, status 1 on a failure; with --table only how many of each file are read.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const head = "东山高新区把老厂房改成研发楼";
const first = "本报讯(记者 周礼)5月8日,东山高新区三栋旧厂房改成的研发楼交付,总投资2.4亿元。";
const more = "首批入驻的十二家企业里,有七家做的是传感器。";
const other = "西岭经开区的班轮每周两班";
const rest = "本报讯(记者 罗秋)西岭经开区的班轮每周开两班,一年可以运三万个箱子。";
const scene = "5月9日,工人在南川经开区的车间里给机器人装手臂。这家企业的订单排到了十月。";
const body = "东山高新区三栋旧厂房改成的研发楼交付,总投资2.4亿元。";

const names = (s) => (s ? s.split(" ") : []);
const one = (record, want) => Object.entries(want).flatMap(([key, value]) => {
	const got = key === "text" ? record.text.split("\n").join("⏎") : record[key];
	return JSON.stringify(got) === JSON.stringify(value) ? [] : [`${key} is ${JSON.stringify(got)}, wanted ${JSON.stringify(value)}`];
});
const all = (records, wants) => records.length !== wants.length
	? [`${records.length} articles, wanted ${wants.length}: ${records.map((r) => r.title ?? r.text.slice(0, 20)).join(" | ")}`]
	: wants.flatMap((want, i) => one(records[i], want));
const plain = { kicker: null, title: head, byline: ["周礼"], captions: [], subheads: [], text: `${head}⏎${first}⏎${more}` };
const second = { kicker: null, title: other, byline: ["罗秋"], captions: [], subheads: [], text: `${other}⏎${rest}` };

// What each file's lines are set into, and what must come of it: [page, records => faults] for each page.
const frames = {
	mastheads: ([line, date, page, paper]) => [[`${line}\n\n${head}\n\n${first}\n\n${more}`, (r) => [
		...all(r, [plain]), ...one(r[0]?.issue ?? {}, { date, ...(page && { page }), ...(paper && { newspaper: paper }) })]]],
	folios: ([line]) => [`${line}\n\n${head}\n\n${first}\n\n${more}`, `${head}\n\n${first}\n\n${more}\n\n${line}`].map((text) => [text, (r) => all(r, [plain])]),
	turns: ([line]) => [[`${head}\n\n${first}\n\n${more}\n\n${line}\n\n${other}\n\n${rest}`, (r) => all(r, [plain, second])]],
	bylines: ([line, who]) => ["\n", "\n\n"].map((gap) => [`${other}\n\n${rest}\n\n${head}${gap}${line}\n\n${body}\n\n${more}`, (r) =>
		all(r, [second, { ...plain, subtitle: null, byline: names(who), text: `${head}⏎${body}⏎${more}` }])]),
	leads: ([line, who]) => [[`${head}\n\n${line}${body}\n\n${more}\n\n${other}\n\n${rest}`, (r) =>
		all(r, [{ ...plain, subtitle: null, byline: names(who), text: `${head}⏎${line}${body}⏎${more}` }, second])]],
	credits: ([line, who]) => [[`${other}\n\n${rest}\n\n${scene}\n${line}\n\n${head}\n\n${first}\n\n${more}`, (r) =>
		all(r, [second, { kind: "photo", title: null, byline: names(who), text: scene }, plain])]],
	tails: ([line, kind, who]) => kind === "photo"
		? [[`${other}\n\n${rest}\n\n${scene}${line}\n\n${head}\n\n${first}\n\n${more}`, (r) => all(r, [second, { kind, title: null, byline: names(who), text: scene }, plain])]]
		: [[`${head}\n\n${body}\n\n${more}${line}\n\n${other}\n\n${rest}`, (r) => all(r, [{ ...plain, byline: names(who), text: `${head}⏎${body}⏎${more}` }, second])]],
	captions: ([line]) => [[`${head}\n\n${first}\n\n${line}\n\n${more}\n\n${other}\n\n${rest}`, (r) => all(r, [{ ...plain, captions: [line] }, second])]],
	kickers: ([line]) => [
		[`${line}\n${head}\n——三个工人的一年\n本报记者 周礼\n\n${body}\n\n${more}`, (r) => all(r, [{ kicker: line, title: head, byline: ["周礼"] }])],
		[`${other}\n\n${rest}\n\n${line}\n老厂房里的年轻人\n本报记者 周礼\n\n${body}\n\n${more}`, (r) => all(r, [second, { kicker: line, title: "老厂房里的年轻人", byline: ["周礼"] }])]],
	heads: ([lines]) => [[`${other}\n\n${rest}\n\n${lines}\n\n本报讯(记者 周礼)${body}\n\n${more}`, (r) =>
		all(r, [second, { kicker: null, title: lines.replace("\n", ""), subtitle: null, byline: ["周礼"] }])]],
	subtitles: ([lines, below]) => [[`${other}\n\n${rest}\n\n${lines}\n本报记者 周礼\n\n${body}\n\n${more}`, (r) =>
		all(r, [second, { kicker: null, title: lines.split("\n").filter(Boolean).slice(0, -1).join(""), subtitle: below, byline: ["周礼"] }])]],
	stays: ([line]) => [[`${head}\n\n${first}\n\n${line}\n\n${more}\n\n${other}\n\n${rest}`, (r) =>
		all(r, [{ title: head, byline: ["周礼"], captions: [], text: `${head}⏎${first}⏎${line}⏎${more}` }, second])]],
};

const table = process.argv[2] === "--table";
const files = process.argv.slice(table ? 3 : 2).flatMap((path) =>
	statSync(path).isDirectory() ? readdirSync(path).filter((name) => name.endsWith(".tsv")).sort().map((name) => join(path, name)) : [path]);
const entries = files.flatMap((file) => readFileSync(file, "utf8").split("\n").flatMap((line, i) => {
	if (!line.trim() || line.startsWith("#")) return [];
	const [form, ...columns] = line.split("\t");
	const kind = basename(file, ".tsv");
	return [{ kind, place: `${basename(file)}:${i + 1}`, form, pages: frames[kind]([form.split("⏎").join("\n"), ...columns]) }];
}));

const work = mkdtempSync(join(tmpdir(), "forms-"));
mkdirSync(join(work, "pages"));
const page = (i, k) => `p${i}x${k}.txt`;
entries.forEach((entry, i) => entry.pages.forEach(([text], k) => writeFileSync(join(work, "pages", page(i, k)), `${text}\n`)));
const run = spawnSync(process.env.ZHAIBAO ?? "./zhaibao", ["run", join(work, "pages"), "-o", join(work, "out")], { encoding: "utf8", maxBuffer: 1 << 28 });
const records = new Map();
for (const line of readFileSync(join(work, "out", "records.jsonl"), "utf8").split("\n").filter(Boolean)) {
	const record = JSON.parse(line), file = basename(record.source.file);
	records.set(file, [...(records.get(file) ?? []), record]);
}
rmSync(work, { recursive: true });

let failed = run.status > 1 ? 1 : 0;
const count = {};
entries.forEach((entry, i) => {
	const bad = entry.pages.flatMap(([, check], k) => check(records.get(page(i, k)) ?? []));
	const c = (count[entry.kind] ??= { right: 0, of: 0 });
	c.of++, c.right += !bad.length, failed += bad.length > 0;
	if (table) return;
	console.log(`${bad.length ? "not ok" : "ok"} ${i + 1} - ${entry.place} ${entry.form}`);
	for (const line of bad) console.log(`# ${line}`);
});
if (table) for (const [kind, c] of Object.entries(count)) console.log(`${kind}\t${c.right}/${c.of}`);
else console.log(`1..${entries.length}`);
process.exit(failed ? 1 : 0);
