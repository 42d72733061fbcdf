// identity.mjs OUT [INPUTS]: the account of an output folder: each input, the sums, and the lines of the files agree.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [out, inputs] = process.argv.slice(2);
const lines = (name) => readFileSync(join(out, name), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
const records = lines("records.jsonl"), rejects = lines("rejects.jsonl");
const bad = [];
const want = (what, a, b) => a === b || bad.push(`${what}: ${a} is not ${b}`);
const sum = (key) => manifest.inputs.reduce((n, input) => n + input[key], 0);

if (inputs) want("inputs", manifest.inputs.length, Number(inputs));
for (const i of manifest.inputs) want(`${i.file}: bytes`, i.bytes, i.in_articles + i.furniture + i.rejected);
const { bytes, articles } = manifest.identity;
want("bytes read", bytes.read, bytes.in_articles + bytes.furniture + bytes.rejected);
want("bytes of the inputs", sum("bytes"), bytes.read);
want("articles", articles.split, articles.records + articles.rejected);
want("articles of the inputs", sum("articles"), articles.split);
want("lines of records.jsonl", records.length, articles.records);
want("lines of rejects.jsonl", rejects.length, manifest.counts.rejects);

// The stretches of a page's articles do not overlap, lie in the file, and add up to what the manifest says.
const articleBytes = new Map();
for (const r of records) {
	const list = articleBytes.get(r.source.file) ?? [];
	articleBytes.set(r.source.file, list);
	list.push(...r.source.bytes);
}
for (const i of manifest.inputs) {
	const list = (articleBytes.get(i.file) ?? []).sort((a, b) => a[0] - b[0]);
	const length = list.reduce((n, [from, to]) => n + to - from, 0);
	if (!rejects.some((r) => r.stage === "record" && r.file === i.file)) want(`${i.file}: stretches`, length, i.in_articles);
	for (let k = 0; k < list.length; k++) {
		if (list[k][1] > i.bytes) bad.push(`${i.file}: [${list[k]}) in ${i.bytes} bytes`);
		if (k && list[k][0] < list[k - 1][1]) bad.push(`${i.file}: [${list[k]}) overlaps [${list[k - 1]})`);
	}
}
for (const line of bad.slice(0, 20)) console.log(line);
process.exit(bad.length ? 1 : 0);
