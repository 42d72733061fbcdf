// lines.mjs FOLDER|FILE…: the *.test files through one `zhaibao extract`; format: tests/README.md. Prints TAP, status 1 on a failure.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fault } from "./edtf.mjs";

const lists = { amount: "amounts", date: "dates", org: "organizations", zone: "zones", quantity: "quantities" };
const usual = ["amount", "date", "org", "zone"];
const files = process.argv.slice(2).flatMap((path) =>
	statSync(path).isDirectory() ? readdirSync(path).filter((name) => name.endsWith(".test")).sort().map((name) => join(path, name)) : [path]);

// "amount 25.6亿元 value=2560000000": kind, text, values; false: no such line
function expectation(line) {
	const parts = /^(amount|date|org|zone|quantity) (.+?)((?: [a-z_]+=\S+)*)$/.exec(line);
	if (!parts) throw new Error(`cannot read: ${line}`);
	const values = parts[3].trim().split(" ").filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
	return { kind: parts[1], text: parts[2], values };
}

function entries(file) {
	const found = [];
	let kinds = usual, entry = null;
	readFileSync(file, "utf8").split("\n").forEach((line, i) => {
		if (line.startsWith("#:")) kinds = line.slice(2).trim().split(" ");
		if (line.startsWith("#")) return;
		if (!line.trim()) entry = null;
		else if (entry) entry.want.push(expectation(line));
		else {
			const [, date = "2023-06-15", text] = /^(?:\[(\d{4}-\d\d-\d\d)\])?(.*)$/.exec(line);
			entry = { place: `${basename(file)}:${i + 1}`, kinds, text, date, want: [] };
			found.push(entry);
		}
	});
	return found;
}

function differences(entry, record) {
	const bad = [];
	const seen = entry.kinds.flatMap((kind) => record[lists[kind]].map((m) => ({ kind, m, taken: false })));
	for (const want of entry.want) {
		const hit = seen.find((s) => !s.taken && s.kind === want.kind && s.m.text === want.text);
		if (!hit) bad.push(`missed: ${want.kind} ${want.text}`);
		else hit.taken = true;
		for (const [key, value] of hit ? want.values : [])
			if (String(hit.m[key]) !== value) bad.push(`${want.kind} ${want.text}: ${key} is ${hit.m[key]}, wanted ${value}`);
	}
	for (const d of record.dates) if (fault(d)) bad.push(`date ${d.text}: ${fault(d)}`);
	for (const s of seen) if (!s.taken) bad.push(`too much: ${s.kind} ${s.m.text} by ${s.m.rule}`);
	return bad;
}

const all = files.flatMap(entries);
const input = all.map(({ text, date }) => JSON.stringify({ text, date })).join("\n") + "\n";
const run = spawnSync(process.env.ZHAIBAO ?? "./zhaibao", ["extract"], { input, encoding: "utf8", maxBuffer: 1 << 28 });
const records = run.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
let failed = 0;
if (run.status !== 0 || records.length !== all.length) {
	console.log(`not ok 1 - extract\n# status ${run.status}, ${records.length} records of ${all.length}`);
	for (const line of run.stderr.split("\n").slice(0, 10)) console.log(`# ${line}`);
	process.exit(1);
}
all.forEach((entry, i) => {
	const bad = differences(entry, records[i]);
	console.log(`${bad.length ? "not ok" : "ok"} ${i + 1} - ${entry.place} ${entry.text}`);
	for (const line of bad) console.log(`# ${line}`);
	failed += bad.length > 0;
});
console.log(`1..${all.length}`);
process.exit(failed ? 1 : 0);
