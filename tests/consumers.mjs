// consumers.mjs SCHEMA RECORDS: what DuckDB, BigQuery, jq and pandas stumble over is not there: missing or reordered keys, keys of
// two types, doubled keys, lone surrogates, NUL, BOM, numbers that a double does not hold, a last line without its line feed.
import { readFileSync } from "node:fs";

const [schemaFile, recordsFile] = process.argv.slice(2);
const order = Object.keys(JSON.parse(readFileSync(schemaFile, "utf8")).properties).join();
const bytes = readFileSync(recordsFile);
const bad = [];
const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
if (text.startsWith("\ufeff")) bad.push("a BOM");
if (!text.endsWith("\n")) bad.push("no line feed at the end");
if (/\\u0000|\0/.test(text)) bad.push("a NUL");
if (/\\u[dD][89a-fA-F]/.test(text)) bad.push("a surrogate");

const types = new Map();
const typeOf = (v) => (Array.isArray(v) ? "array" : v === null ? null : typeof v);
function walk(path, v) {
	const type = typeOf(v);
	if (type && types.has(path) && types.get(path) !== type) bad.push(`${path}: ${types.get(path)} and ${type}`);
	if (type) types.set(path, type);
	if (type === "array") v.forEach((x) => walk(`${path}[]`, x));
	else if (type === "object") Object.entries(v).forEach(([k, x]) => walk(`${path}.${k}`, x));
}
text.split("\n").filter(Boolean).forEach((line, i) => {
	const record = JSON.parse(line);
	if (Object.keys(record).join() !== order) bad.push(`line ${i + 1}: keys ${Object.keys(record)}`);
	if (JSON.stringify(record) !== line) bad.push(`line ${i + 1}: a doubled key, a long number, or needless escapes`);
	walk("", record);
});
for (const line of bad.slice(0, 20)) console.log(line);
process.exit(bad.length ? 1 : 0);
