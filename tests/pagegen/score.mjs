// score.mjs [-n PAGES] [-l LEVELS] [-s SEED] [-o FOLDER] [--figures FILE] [--show N]: generated pages through `zhaibao run`, compared
// with what is true of them. Prints a table (Markdown); status 1 when the bytes of a page do not add up.
//
// coverage: characters of the articles' texts (headline, subheads, paragraphs) that stand in the right article in the right order;
// purity: characters of the records that are such; boundaries: where articles start; joins: sentences that a cut had broken;
// pages: every text, headline and number of articles right.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readZones } from "./article.mjs";
import { makePage } from "./page.mjs";
import { chain, common } from "./align.mjs";

const here = fileURLToPath(new URL(".", import.meta.url)), project = resolve(here, "../..");
const option = (name, otherwise) => { const i = process.argv.indexOf(name); return i < 0 ? otherwise : process.argv[i + 1]; };
const PAGES = Number(option("-n", 60)), LEVELS = option("-l", "1,2,3,4").split(",").map(Number), SEED = option("-s", "1");
const FIGURES = option("--figures"), SHOW = Number(option("--show", 0)), KEEP = option("-o");
const ZHAIBAO = process.env.ZHAIBAO ?? join(project, "zhaibao");
const BATCH = 500; // pages that are held at a time

const solid = (s) => (s ?? "").replace(/\s+/g, "");
const records = (folder) => readFileSync(join(folder, "records.jsonl"), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const run = (from, to) => {
	try { execFileSync(ZHAIBAO, ["run", from, "-o", to], { stdio: ["ignore", "ignore", "pipe"] }); } catch (e) { if (e.status !== 1) throw e; }
};

// ---- articles of the corpus that our own splitter gets right ------------------------------------------------------------

function corpus(folder) {
	run(join(project, "corpus/pages"), folder);
	const gold = (file) => readFileSync(join(project, "corpus/gold", file.split("/").at(-1).replace(/\.txt$/, ".gold.jsonl")), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
	const sheets = new Map();
	return records(folder).filter((r) => {
		if (!sheets.has(r.source.file)) sheets.set(r.source.file, gold(r.source.file));
		const g = sheets.get(r.source.file)[r.source.article - 1];
		const body = solid(r.text);
		return g && r.kind === "news" && r.title && solid(r.title) === solid(g.title) && solid(r.kicker) === solid(g.kicker) && body.includes(solid(g.first)) && body.endsWith(solid(g.last))
			&& g.subheads.every((s) => r.subheads.map(solid).includes(solid(s))) && !/[共計基礎園區﹐「]{2}/.test(r.text) && r.source.encoding !== "BIG5-HKSCS";
	});
}

// ---- one page -------------------------------------------------------------------------------------------------------------

// Positions of bytes among the page's characters without white space.
function positions(text) {
	const at = new Int32Array(Buffer.byteLength(text) + 1);
	let byte = 0, n = 0;
	for (const c of text) {
		const size = Buffer.byteLength(c);
		at.fill(n, byte, byte + size);
		if (!/\s/.test(c) && c !== "\ufeff") n++;
		byte += size;
	}
	at.fill(n, byte);
	return at;
}

// Which record is which article: the pairs that share most, each once.
function pairs(truth, got) {
	const all = [];
	truth.forEach((t, i) => got.forEach((g, k) => {
		if (t.start > g.to && !g.scattered) return;
		const n = t.text === g.solid ? t.text.length : common(t.text, g.solid);
		if (n) all.push([n, i, k]);
	}));
	const taken = new Set(), of = new Map();
	for (const [n, i, k] of all.sort((a, b) => b[0] - a[0] || a[1] - b[1])) {
		if (of.has(i) || taken.has(k)) continue;
		of.set(i, { n, k });
		taken.add(k);
	}
	return of;
}

// Where paragraphs of a record go over a blank line or jump: [last character before, first one behind].
function joined(record, page) {
	const own = record.stretches.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
	const source = own.map((i) => page.solid[i]).join("");
	const found = [];
	let begin = 0;
	for (const line of record.text.split("\n")) {
		const text = solid(line);
		const blocks = chain(text, source.slice(begin)).map(([i, j, n]) => [i, j + begin, n]);
		blocks.forEach(([, j, n], k) => {
			if (k) found.push([own[blocks[k - 1][1] + blocks[k - 1][2] - 1], own[j]]);
			for (let i = j + 1; i < j + n; i++) if (page.breaks.has(own[i]) || own[i] !== own[i - 1] + 1) found.push([own[i - 1], own[i]]);
		});
	}
	return found;
}

function comparePage(page, list, sums, show) {
	const truth = page.truth.articles;
	const at = positions(page.text);
	page.solid = solid(page.text.replace("\ufeff", ""));
	page.breaks = new Set();
	for (const m of page.text.replaceAll("\r", "").replace("\ufeff", "").matchAll(/\n\s*\n/g)) page.breaks.add(m.index + m[0].length);
	page.breaks = new Set([...page.breaks].map((i) => solid(page.text.replaceAll("\r", "").replace("\ufeff", "").slice(0, i)).length));
	const got = list.map((r) => {
		const stretches = r.source.bytes.map(([from, to]) => [at[from], at[to]]);
		return { ...r, solid: solid(r.text), stretches, from: stretches[0]?.[0] ?? -1, to: Math.max(...stretches.map((s) => s[1])), scattered: stretches.length > 1 };
	});
	const of = pairs(truth, got);
	let right = got.length === truth.length;
	const wrong = [];
	truth.forEach((t, i) => {
		const { n = 0, k = -1 } = of.get(i) ?? {}, g = got[k];
		sums.characters += t.text.length;
		sums.covered += n;
		const share = (sums.orders[page.order] ??= [0, 0]);
		share[0] += n;
		share[1] += t.text.length;
		sums.articles++;
		const title = g && solid(g.title) === solid(t.title), by = g && g.byline.map(solid).join() === t.byline.join(), same = g && g.solid === t.text;
		sums.titles += Boolean(title);
		sums.bylines += Boolean(by || t.kind === "photo");
		sums.texts += Boolean(same);
		sums.kinds += Boolean(g && g.kind === t.kind);
		if (!title || !same) { right = false; wrong.push({ i, t, g, n, title, same }); }
		if (got.some((r) => r.from >= t.start && r.from <= t.open)) sums.startsFound++;
	});
	sums.recordCharacters += got.reduce((n, r) => n + r.solid.length, 0);
	sums.starts += truth.length;
	sums.startsSaid += got.length;
	const near = ([a, b], [c, d]) => Math.abs(a - c) <= 3 && Math.abs(b - d) <= 2;
	const want = truth.flatMap((t) => t.joins), said = got.flatMap((r) => joined(r, page));
	if (process.env.JOINS) for (const s of said) if (!want.some((w) => near(s, w))) console.log("said", page.name, page.solid.slice(s[0] - 12, s[0] + 1), "|", page.solid.slice(s[1], s[1] + 12));
	sums.joins += want.length;
	sums.joinsSaid += said.length;
	sums.joinsFound += want.filter((w) => said.some((s) => near(s, w))).length;
	sums.pages++;
	sums.pagesRight += right;
	if (!right && show.left > 0) { show.left--; explain(page, truth, got, wrong, of); }
}

function explain(page, truth, got, wrong, of) {
	console.log(`\n=== ${page.name}: ${truth.length} articles, ${got.length} records`);
	for (const { i, t, g, n, title, same } of wrong) {
		console.log(`article ${i + 1} ${t.kind} ${n}/${t.text.length} ${title ? "" : `TITLE ${JSON.stringify(t.title)} -> ${JSON.stringify(g?.title)} `}`);
		if (!g || same) continue;
		let a = 0, b = 0;
		for (const [p, q, l] of [...chain(t.text, g.solid), [t.text.length, g.solid.length, 0]]) {
			const short = (s) => (s.length > 60 ? `${s.slice(0, 28)}…${s.slice(-28)}` : s);
			if (p > a) console.log(`  - ${a}: ${short(t.text.slice(a, p))}`);
			if (q > b) console.log(`  + ${b}: ${short(g.solid.slice(b, q))}`);
			a = p + l; b = q + l;
		}
	}
	const used = new Set([...of.values()].map((x) => x.k));
	got.forEach((g, k) => { if (!used.has(k)) console.log(`extra record: ${g.kind} ${g.title} | ${g.solid.slice(0, 60)}`); });
}

// ---- levels -------------------------------------------------------------------------------------------------------------

const zones = readZones(join(project, "rules/words/zones.tsv"));
const work = KEEP ? resolve(KEEP) : mkdtempSync(join(tmpdir(), "pagegen-"));
let broken = 0;

function account(folder) {
	for (const i of JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).inputs) {
		if (i.bytes === i.in_articles + i.furniture + i.rejected) continue;
		broken++;
		console.error(`${i.file}: ${i.bytes} bytes, but ${i.in_articles} in articles + ${i.furniture} furniture + ${i.rejected} rejected`);
	}
}

function level(n, old) {
	const sums = Object.fromEntries(["pages", "pagesRight", "characters", "covered", "recordCharacters", "articles", "titles", "bylines", "texts", "kinds", "starts", "startsSaid", "startsFound", "joins", "joinsSaid", "joinsFound", "bytes"].map((k) => [k, 0]));
	sums.orders = {};
	const show = { left: SHOW };
	for (let first = 0; first < PAGES; first += BATCH) {
		const from = join(work, `level${n}`, `pages${first}`), to = join(work, `level${n}`, `out${first}`);
		mkdirSync(from, { recursive: true });
		const pages = Array.from({ length: Math.min(BATCH, PAGES - first) }, (_, i) => makePage(SEED === "1" ? first + i + 1 : `${SEED}-${first + i + 1}`, n, zones, old));
		for (const page of pages) {
			writeFileSync(join(from, page.name), page.text);
			sums.bytes += Buffer.byteLength(page.text);
		}
		writeFileSync(join(from, "pages.tsv"), ["file\tnewspaper\tdate\tpage", ...pages.map((p) => [p.name, ...p.row].join("\t"))].join("\n") + "\n");
		if (KEEP) writeFileSync(join(work, `level${n}`, `truth${first}.jsonl`), pages.map((p) => JSON.stringify({ file: p.name, ...p.truth })).join("\n") + "\n");
		run(from, to);
		account(to);
		const byFile = Map.groupBy ? Map.groupBy(records(to), (r) => r.source.file.split("/").at(-1)) : group(records(to));
		for (const page of pages) comparePage(page, byFile.get(page.name) ?? [], sums, show);
		if (!KEEP) for (const folder of [from, to]) rmSync(folder, { recursive: true });
	}
	return sums;
}
function group(list) {
	const out = new Map();
	for (const r of list) {
		const name = r.source.file.split("/").at(-1);
		if (!out.has(name)) out.set(name, []);
		out.get(name).push(r);
	}
	return out;
}

const share = (a, b) => (b ? a / b : 1);
const f1 = (found, want, said) => (want + said ? (2 * found) / (want + said) : 1);
const NAMES = { 1: "plain", 2: "captions and cuts", 3: "pull quotes and rubrics", 4: "two interleaved articles" };
const old = corpus(join(work, "corpus"));
const lines = [];
console.log("| level | pages | articles | coverage | purity | boundaries F1 | joins F1 | titles | bylines | texts | pages right |\n|---|---|---|---|---|---|---|---|---|---|---|");
for (const n of LEVELS) {
	const s = level(n, old);
	const figures = {
		coverage: share(s.covered, s.characters), purity: share(s.covered, s.recordCharacters), boundaries: f1(s.startsFound, s.starts, s.startsSaid),
		joins: s.joins ? f1(s.joinsFound, s.joins, s.joinsSaid) : NaN, titles: share(s.titles, s.articles), bylines: share(s.bylines, s.articles), texts: share(s.texts, s.articles), pages: share(s.pagesRight, s.pages),
	};
	for (const [name, value] of Object.entries(figures)) if (!Number.isNaN(value)) lines.push(`level${n}.${name} ${value.toFixed(4)}`);
	console.log(`| ${n} ${NAMES[n]} | ${s.pages} | ${s.articles} | ${Object.values(figures).map((v) => (Number.isNaN(v) ? "–" : v.toFixed(4))).join(" | ")} |`);
	if (n === 4) lines.push(...Object.entries(s.orders).map(([order, [a, b]]) => `level4.coverage.${order} ${share(a, b).toFixed(4)}`));
}
if (FIGURES) writeFileSync(FIGURES, lines.join("\n") + "\n");
if (!KEEP) rmSync(work, { recursive: true });
process.exit(broken ? 1 : 0);
