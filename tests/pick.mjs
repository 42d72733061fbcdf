// pick.mjs KEY… < JSONL: the named keys of each line, one a line; `a.b` goes inside, `list:k,k` prints the named keys of each item.
// So that a case says what it is about and nothing else.
import { readFileSync } from "node:fs";

const keys = process.argv.slice(2);
const inside = (object, path) => path.split(".").reduce((o, k) => (o === null || o === undefined ? o : o[k]), object);
const shown = (v) => (typeof v === "string" ? v.replaceAll("\n", "⏎") : JSON.stringify(v));
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
	const object = JSON.parse(line);
	for (const key of keys) {
		const [path, columns] = key.split(":");
		const value = inside(object, path);
		if (!columns) console.log(`${path}: ${shown(value)}`);
		else for (const item of value) console.log(`${path}: ${columns.split(",").map((c) => shown(inside(item, c))).join(" | ")}`);
	}
}
