// mutate.mjs KIND SEED FROM TO [PER_FILE]: damaged copies of every file of folder FROM into folder TO, the same ones for the same seed.
// chop: without its tail; slap: without its head; drop, flip, add: one byte, or a few, less, changed, more.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [kind, seed, from, to, per = "12"] = process.argv.slice(2);
let state = (Number(seed) * 2654435761 + kind.charCodeAt(0) * 40503 + kind.charCodeAt(1)) >>> 0 || 1;
const random = (n) => {
	state ^= state << 13;
	state >>>= 0;
	state ^= state >>> 17;
	state ^= state << 5;
	state >>>= 0;
	return n ? state % n : 0;
};

const at = (bytes, i, less, ...more) => Buffer.concat([bytes.subarray(0, i), Buffer.from(more), bytes.subarray(i + less)]);
const kinds = {
	chop: (bytes) => bytes.subarray(0, random(bytes.length)),
	slap: (bytes) => bytes.subarray(random(bytes.length)),
	drop: (bytes) => at(bytes, random(bytes.length), 1 + random(3)),
	flip: (bytes) => {
		const copy = Buffer.from(bytes);
		for (let n = 1 + random(40); n > 0 && copy.length; n--) copy[random(copy.length)] ^= 1 << random(8);
		return copy;
	},
	add: (bytes) => at(bytes, random(bytes.length + 1), 0, ...Array.from({ length: 1 + random(4) }, () => random(256))),
};

mkdirSync(to, { recursive: true });
for (const name of readdirSync(from).filter((name) => name !== "pages.tsv").sort()) {
	const bytes = readFileSync(join(from, name));
	const stem = basename(name, ".txt"), ext = name.endsWith(".txt") ? ".txt" : "";
	for (let i = 0; i < Number(per); i++) writeFileSync(join(to, `${stem}_${kind}${i}${ext}`), kinds[kind](bytes));
}
