// check.mjs SCHEMA RECORDS ZHAIBAO: the schema proved by two validators that we did not write, and ours held against them.
// Every record passes all three; a real record with one damage is refused by all three. Prints TAP, exit status 1 on a failure.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schemaFile, recordsFile, zhaibao] = process.argv.slice(2).map((path) => resolve(path));
if (!zhaibao) {
	console.error("usage: node check.mjs schema.json records.jsonl path/to/zhaibao");
	process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "zhaibao-schema-"));
const cli = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@sourcemeta/jsonschema/npm/cli.js");
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const lines = readFileSync(recordsFile, "utf8").split("\n").filter(Boolean);
const records = lines.map((line) => JSON.parse(line));

// ---- the three judges: null or why the line was refused ----------------------------------------------------------

const ajv = new Ajv2020({ strict: true, allErrors: false });
addFormats(ajv);
const compiled = ajv.compile(schema);
const byAjv = (record) => (compiled(record) ? null : ajv.errorsText(compiled.errors));

// -c: go on after the first bad line; -F: formats are asserted, not only noted.
function bySourcemeta(file) {
	const run = spawnSync(process.execPath, [cli, "validate", "-c", "-F", schemaFile, file], { encoding: "utf8" });
	if (run.status === 0) return null;
	if (run.status !== 2) throw new Error(`sourcemeta: status ${run.status}: ${run.stderr}${run.stdout}`);
	return (run.stderr + run.stdout).trim();
}

function byZhaibao(text) {
	const rejects = join(folder, "rejects.jsonl");
	const run = spawnSync(zhaibao, ["validate", "--rejects", rejects], { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
	if (run.status === 0) return run.stdout === text ? null : "the valid record came out changed";
	if (run.status !== 1 || run.stdout !== "") throw new Error(`zhaibao: status ${run.status}: ${run.stderr}`);
	const reject = JSON.parse(readFileSync(rejects, "utf8").split("\n")[0]);
	if (!reject.code.startsWith("record.")) throw new Error(`zhaibao: refused with ${reject.code}: ${reject.detail}`);
	return reject.detail;
}

// ---- TAP -------------------------------------------------------------------------------------------------------------

let count = 0, failed = 0;
function ok(yes, name, ...why) {
	console.log(`${yes ? "ok" : "not ok"} ${++count} - ${name}`);
	if (yes) return;
	failed++;
	for (const line of why.join("\n").split("\n").slice(0, 12)) console.log(`# ${line}`);
}

// ---- one damage each ---------------------------------------------------------------------------------------------------
// A damage changes the record and says false where the record has nothing to damage.

const first = (key, change, fits = () => true) => (r) => {
	const item = r[key].find(fits);
	if (!item) return false;
	change(item);
};
const set = (path, value) => (r) => {
	const keys = path.split(".");
	const last = keys.pop();
	const at = keys.reduce((o, k) => (o === null || o === undefined ? o : o[k]), r);
	if (at === null || at === undefined) return false;
	at[last] = value;
};
const drop = (path) => (r) => {
	const keys = path.split(".");
	const last = keys.pop();
	const at = keys.reduce((o, k) => (o === null || o === undefined ? o : o[k]), r);
	if (at === null || at === undefined) return false;
	delete at[last];
};

const damages = {
	"missing key: id": drop("id"),
	"missing key: last one (rules)": drop("rules"),
	"missing key in source": drop("source.encoding"),
	"missing key in issue": drop("issue.origin"),
	"missing key in zone": drop("zone.province"),
	"missing key in an amount": drop("amounts.0.cue"),
	"missing key in a date": drop("dates.0.end"),
	"missing key in a fact": drop("facts.0.evidence"),
	"unknown key": set("colour", "red"),
	"unknown key in source": set("source.path", "/"),
	"unknown key in zone": set("zone.city", null),
	"unknown key in an amount": set("amounts.0.unit", null),
	"unknown key in an organization": set("organizations.0.tier", 1),
	"unknown key in a fact": set("facts.0.note", ""),
	"key in another case": (r) => { r.Title = r.title; delete r.title; },
	"wrong type: schema is a number": set("schema", 1),
	"wrong type: source is null": set("source", null),
	"wrong type: zone is a string": set("zone", "x"),
	"wrong type: byline is a string": set("byline", "x"),
	"wrong type: byline of numbers": set("byline", [1]),
	"wrong type: subheads of null": set("subheads", [null]),
	"wrong type: text is null": set("text", null),
	"wrong type: amounts is null": set("amounts", null),
	"wrong type: amounts is an object": set("amounts", {}),
	"wrong type: amounts of strings": set("amounts", ["x"]),
	"wrong type: title is a boolean": set("title", false),
	"wrong type: repaired is a string": set("source.repaired", "0"),
	"wrong type: notes of strings": set("notes", ["x"]),
	"other version of the schema": set("schema", "zhaibao.article.v2"),
	"bad enumeration: kind": set("kind", "advert"),
	"bad enumeration: issue.origin": set("issue.origin", "guess"),
	"bad enumeration: zone.level": set("zone.level", "city"),
	"bad enumeration: zone.category": set("zone.category", ""),
	"bad enumeration: bound": set("amounts.0.bound", "about"),
	"bad enumeration: role": set("amounts.0.role", "gift"),
	"bad enumeration: date type": set("dates.0.type", "decade"),
	"bad enumeration: organization type": set("organizations.0.type", "club"),
	"bad enumeration: indicator": set("facts.0.indicator", "gift"),
	"bad date: not ISO": set("issue.date", "2021/06/07"),
	"bad date: month 13": set("issue.date", "2021-13-01"),
	"bad date: 30 February": set("issue.date", "2021-02-30"),
	"bad date: start is a month": first("dates", (d) => { d.start = "2021-06"; }),
	"bad date: the end of a fact": set("facts.0.end", "2021-04-31"),
	"bad id: upper case": (r) => { r.id = r.id.replace(/[0-9a-f]$/, "A"); },
	"bad id: 31 digits": (r) => { r.id = r.id.slice(1); },
	"bad id: line feed behind": (r) => { r.id += "\n"; },
	"negative article": set("source.article", -1),
	"negative span": set("amounts.0.span.0", -1),
	"span of three": (r) => (r.amounts[0] ? void r.amounts[0].span.push(r.text.length) : false),
	"span of one": (r) => (r.amounts[0] ? void r.amounts[0].span.pop() : false),
	"span of fractions": set("amounts.0.span.0", 0.5),
	"span of strings": (r) => (r.amounts[0] ? void (r.amounts[0].span = r.amounts[0].span.map(String)) : false),
	"span is null": set("amounts.0.span", null),
	"evidence is negative": set("facts.0.evidence.0", -2),
	"bytes of one": set("organizations.0.bytes", [1]),
	"bytes negative": set("organizations.0.bytes", [-1, 3]),
	"stretch of three": (r) => (r.source.bytes[0] ? void r.source.bytes[0].push(9) : false),
	"stretches are flat": (r) => (r.source.bytes[0] ? void (r.source.bytes = r.source.bytes[0]) : false),
	"bad currency": set("amounts.0.currency", "RMB¥"),
	"currency in lower case": set("amounts.0.currency", "cny"),
	"null currency": set("amounts.0.currency", null),
	"null rule": set("amounts.0.rule", null),
	"null kind": set("kind", null),
	"null type of an organization": set("organizations.0.type", null),
	"null name of a zone": set("zones.0.name", null),
	"null in issue: issue itself": set("issue", null),
	"string number": first("amounts", (a) => { a.value = String(a.value); }, (a) => a.value !== null),
	"number beyond 2^53": set("amounts.0.max", 2 ** 60),
	"fraction for an index": set("facts.0.amount", 0.5),
	"negative index": set("facts.0.amount", -1),
	"bad EDTF: words": set("dates.0.value", "last year"),
	"bad EDTF: month 13": set("dates.0.value", "2021-13"),
	"bad EDTF: code 25": set("dates.0.value", "2021-25"),
	"bad EDTF: both ends open": set("dates.0.value", "../.."),
	"bad EDTF: empty duration": set("dates.0.value", "P"),
	"bad EDTF: empty string": set("dates.0.value", ""),
};

// What a schema cannot see, so that only zhaibao refuses it: the text of the line is damaged, or values against each other.
const hidden = {
	"doubled key": (line) => line.replace("{", '{"id":"x",'),
	"trailing garbage": (line) => line + "}",
	"lone surrogate": (line) => line.replace('"rules":"', '"rules":"\\ud800'),
	"id of another text": (line) => line.replace(/"id":"(.)/, (_, c) => `"id":"${c === "0" ? 1 : 0}`),
	"text that is not its slice": (line) => line.replace(/"amounts":\[\{"text":"./u, '"amounts":[{"text":"x'),
	"value that is not in keeping with bound": (line) => line.replace(/"value":(\d+),"min":(\d+),"max":\2/, '"value":$1,"min":7,"max":$2'),
};

function damaged(damage) {
	for (const line of lines) {
		const record = JSON.parse(line);
		if (damage(record) !== false) return record;
	}
	return null;
}

// ---- the run -------------------------------------------------------------------------------------------------------------

ok(records.length > 0, "there are records");
const bad = records.map(byAjv).map((why, i) => why && `line ${i + 1}: ${why}`).filter(Boolean);
ok(bad.length === 0, `ajv accepts all ${records.length} records`, ...bad);
let why = bySourcemeta(recordsFile);
ok(why === null, `sourcemeta accepts all ${records.length} records`, why);
why = byZhaibao(lines.join("\n") + "\n");
ok(why === null, `zhaibao validate passes all ${records.length} records on unchanged`, why);
ok(Object.keys(schema.properties).join() === Object.keys(records[0] ?? {}).join(), "keys of a record are in the order of the schema");

let tried = 0;
for (const [name, damage] of Object.entries(damages)) {
	const record = damaged(damage);
	if (!record) {
		console.log(`ok ${++count} - refused: ${name} # SKIP no record has one`);
		continue;
	}
	const text = JSON.stringify(record) + "\n";
	const file = join(folder, "damaged.jsonl");
	writeFileSync(file, text);
	const passed = [["ajv", byAjv(record)], ["sourcemeta", bySourcemeta(file)], ["zhaibao", byZhaibao(text)]].filter(([, why]) => why === null);
	ok(passed.length === 0, `refused: ${name}`, ...passed.map(([judge]) => `${judge} accepted it`));
	tried++;
}
ok(tried >= 30, `at least 30 damages were tried (${tried})`);

for (const [name, damage] of Object.entries(hidden)) {
	const line = lines.map((l) => [l, damage(l)]).find(([a, b]) => a !== b)?.[1];
	if (line) ok(byZhaibao(line + "\n") !== null, `zhaibao refuses: ${name}`, "it was accepted");
	else console.log(`ok ${++count} - zhaibao refuses: ${name} # SKIP no record has one`);
}

console.log(`1..${count}`);
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
