// encodings.mjs PAGES RECORDS: the pages of the folder in other encodings give the records that they gave as they are (source, and
// bytes of mentions, aside), and the bytes of each mention, decoded, are its text. Prints TAP; status 1 on a failure. Uses iconv.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const [pages, recordsFile] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "zhaibao-encodings-"));
const lists = ["amounts", "dates", "organizations", "zones", "quantities"];
const read = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

let count = 0, failed = 0;
function ok(name, bad) {
	console.log(`${bad.length ? "not ok" : "ok"} ${++count} - ${name}`);
	failed += bad.length > 0;
	for (const line of bad.slice(0, 12)) console.log(`# ${line}`);
}

function iconv(from, to, bytes) {
	const run = spawnSync("iconv", ["-f", from, "-t", to], { input: bytes, maxBuffer: 1 << 28 });
	if (run.status !== 0) throw new Error(`iconv ${from} ${to}: ${run.stderr}`);
	return run.stdout;
}
const bare = (bytes) => {
	const boms = [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]];
	const bom = boms.find((b) => b.every((x, i) => bytes[i] === x));
	return bytes.subarray(bom ? bom.length : 0);
};
const ways = {
	"GB18030": (text) => iconv("UTF-8", "GB18030", text),
	"UTF-16LE without BOM": (text) => iconv("UTF-8", "UTF-16LE", text),
	"UTF-8 with BOM and CRLF": (text) => Buffer.from("\ufeff" + text.toString().replace(/\r?\n/g, "\r\n")),
	"UTF-16BE with BOM": (text) => Buffer.concat([Buffer.from([0xfe, 0xff]), iconv("UTF-8", "UTF-16BE", text)]),
};

// What the decoder leaves out is left out here too.
const plain = (s) => s.replace(/[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "");
// The web's Big5 is not that of iconv.
const decoded = (encoding, bytes) =>
	encoding === "BIG5-HKSCS" ? iconv(encoding, "UTF-8", bytes).toString() : new TextDecoder(encoding.toLowerCase(), { ignoreBOM: true }).decode(bytes);

// The stretches of the articles and the mentions of all records against the files that they came from.
function bytesAgree(records, dir) {
	const bad = [];
	let mentions = 0;
	for (const r of records) {
		const raw = readFileSync(join(dir, basename(r.source.file)));
		for (const list of lists) {
			for (const m of r[list]) {
				if (!m.bytes) continue;
				mentions++;
				const seen = plain(decoded(r.source.encoding, raw.subarray(...m.bytes)));
				if (seen !== m.text) bad.push(`${r.source.file} ${list} ${m.text} at ${m.bytes}: ${seen}`);
			}
		}
	}
	if (!mentions) bad.push("no mention has bytes");
	return bad;
}

function withoutPlaces(record) {
	const r = structuredClone(record);
	delete r.source;
	for (const list of lists) for (const m of r[list]) delete m.bytes;
	return JSON.stringify(r);
}

function compare(want, got) {
	const bad = [];
	if (want.length !== got.length) bad.push(`${got.length} records, wanted ${want.length}`);
	want.forEach((w, i) => {
		const g = got[i];
		if (!g || withoutPlaces(w) === withoutPlaces(g)) return;
		for (const key of Object.keys(w))
			if (key !== "source" && JSON.stringify(w[key]) !== JSON.stringify(g[key]) && !lists.includes(key))
				bad.push(`${w.source.file} article ${w.source.article} ${key}: ${JSON.stringify(g[key]).slice(0, 100)}, wanted ${JSON.stringify(w[key]).slice(0, 100)}`);
		bad.push(`${w.source.file} article ${w.source.article} differs (${g.source.encoding})`);
	});
	return bad;
}

const want = read(recordsFile);
const encodings = new Map(want.map((r) => [basename(r.source.file), r.source.encoding]));
const files = readdirSync(pages).filter((name) => name.endsWith(".txt") && encodings.has(name));
ok("each mention's bytes are its text: as it is", bytesAgree(want, pages));
for (const [way, encode] of Object.entries(ways)) {
	const dir = join(folder, way.replaceAll(" ", "_"));
	mkdirSync(dir);
	if (existsSync(join(pages, "pages.tsv"))) copyFileSync(join(pages, "pages.tsv"), join(dir, "pages.tsv"));
	for (const name of files) writeFileSync(join(dir, name), encode(iconv(encodings.get(name), "UTF-8", bare(readFileSync(join(pages, name))))));
	const run = spawnSync(process.env.ZHAIBAO ?? "./zhaibao", ["run", dir, "-o", join(dir, "out")], { encoding: "utf8" });
	if (run.status !== 0) {
		ok(`${way}: same records`, [`status ${run.status}`, ...run.stderr.split("\n")]);
		continue;
	}
	const got = read(join(dir, "out", "records.jsonl"));
	ok(`${way}: same records`, compare(want, got));
	ok(`${way}: each mention's bytes are its text`, bytesAgree(got, dir));
}
console.log(`1..${count}`);
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
