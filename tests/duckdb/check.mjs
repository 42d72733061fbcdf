// check.mjs OUT ZHAIBAO: an output folder as an analyst loads it: types as `schema --columns` says, whatever is null; every value comes
// back; the README's query. Prints TAP, exit status 1 on a failure.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const [out, zhaibao] = process.argv.slice(2).map((path) => resolve(path));
if (!zhaibao) {
	console.error("usage: node check.mjs OUT path/to/zhaibao");
	process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "zhaibao-duckdb-"));
const db = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (query) => (await db.runAndReadAll(query)).getRowObjectsJson();
const columns = execFileSync(zhaibao, ["schema", "--columns"]).toString();
const file = (path) => `'${path.replaceAll("'", "''")}'`;
const load = (path) => `read_json(${file(path)}, format='newline_delimited', ${columns})`;
const objects = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const full = join(out, "records.jsonl");
const records = objects(full);

// Documents through extract, into a file of records.
function extracted(name, texts) {
	const path = join(folder, name);
	writeFileSync(path, execFileSync(zhaibao, ["extract"], { input: texts.map((text) => JSON.stringify({ text }) + "\n").join("") }));
	return path;
}

let number = 0, failed = 0;
async function test(name, check) {
	let why;
	try {
		why = await check();
	} catch (error) {
		why = String(error);
	}
	if (why) failed++;
	console.log(`${why ? "not ok" : "ok"} ${++number} - ${name}${why ? `\n# ${why.slice(0, 600)}` : ""}`);
}
const differ = (wanted, got) => (JSON.stringify(wanted) === JSON.stringify(got) ? null : `wanted ${JSON.stringify(wanted).slice(0, 250)}, got ${JSON.stringify(got).slice(0, 250)}`);
const types = async (source) => (await rows(`DESCRIBE SELECT * FROM ${source}`)).map((row) => `${row.column_name} ${row.column_type}`);
// DuckDB's integers come as strings; its structs keep the order of keys.
const plain = (wanted, got) =>
	Array.isArray(wanted) ? wanted.map((x, i) => plain(x, got?.[i]))
	: wanted && typeof wanted === "object" ? Object.fromEntries(Object.entries(wanted).map(([k, x]) => [k, plain(x, got?.[k])]))
	: typeof wanted === "number" && typeof got === "string" ? Number(got) : got ?? null;

await test("the columns are those that DuckDB finds itself", async () => differ(await types(load(full)), await types(`read_json(${file(full)})`)));
await test("every value comes back", async () => {
	const got = await rows(`SELECT * FROM ${load(full)}`);
	if (got.length !== records.length) return `${got.length} rows of ${records.length}`;
	return records.map((record, i) => differ(record, plain(record, got[i]))).find(Boolean);
});
await test("lists are as long as they were", async () => {
	const lists = ["amounts", "dates", "organizations", "zones", "quantities", "facts", "notes"];
	const [got] = await rows(`SELECT ${lists.map((l) => `sum(len(${l}))::BIGINT AS ${l}`)} FROM ${load(full)}`);
	return differ(lists.map((l) => records.reduce((n, r) => n + r[l].length, 0)), lists.map((l) => Number(got[l])));
});
await test("the same types where all is null or empty", async () => {
	const bare = extracted("bare.jsonl", ["无事"]);
	return differ(await types(load(full)), await types(load(bare))) || differ("1", (await rows(`SELECT count(*) AS n FROM ${load(bare)} WHERE zone IS NULL AND len(facts) = 0`))[0].n);
});
await test("an empty file is no rows", async () => {
	const none = extracted("none.jsonl", []);
	return differ([], await rows(`SELECT * FROM ${load(none)}`));
});
await test("large and small numbers are exact", async () => {
	const texts = ["9007199254740991元", "0.01元", "25.6亿元", "1000万亿元", "99999999.99万元", "3.14159%"];
	const path = extracted("numbers.jsonl", texts.map((text) => `总投资${text}`));
	const got = await rows(`SELECT coalesce(amounts[1].value, quantities[1].value) AS v FROM ${load(path)}`);
	return differ([9007199254740991, 0.01, 2560000000, 1e15, 999999999900, 3.14159], got.map((row) => row.v));
});
// The query as it stands in the README, on this output.
await test("the README's query", async () => {
	const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
	const query = /duckdb -c "(.*)"\n/.exec(readme)?.[1];
	if (!query) return "no query in README.md";
	const got = await rows(query.replace("'output/records.jsonl'", file(full)));
	return differ(records.flatMap((r) => r.facts.map((f) => [r.zone?.short ?? null, f.indicator, f.value, f.start])), got.map((row) => Object.values(row)));
});
await test("rejects and the manifest load", async () => {
	const lines = objects(join(out, "rejects.jsonl")).length;
	const n = lines ? (await rows(`SELECT count(*)::INT AS n FROM read_json(${file(join(out, "rejects.jsonl"))})`))[0].n : 0;
	const [m] = await rows(`SELECT counts.records::INT AS records, outputs[1].lines::INT AS lines FROM read_json(${file(join(out, "manifest.json"))})`);
	return differ([lines, records.length, records.length], [n, m.records, m.lines]);
});
console.log(`1..${number}`);
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
