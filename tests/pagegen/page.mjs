// page.mjs: a page of a paper with what is true of it. makePage(seed, level, zones, corpus) -> { name, bytes, row, truth }.
//
// Levels: 1 articles under each other; 2 columns, pictures and their captions; 3 pull quotes, rubrics, briefs, turn lines as well;
// 4 two long articles whose columns alternate, or of which one has its end before its beginning, as well.
// truth: { articles: [{ kind, kicker, title, subtitle, byline, text, start, open, joins }] }; positions count the page's characters
// without white space. start..open: where an article may be said to start (its head); a join: [last before the cut, first behind it].
import { Random } from "./random.mjs";
import * as W from "./words.mjs";
import { feature, news, brief, photo, fromRecord } from "./article.mjs";
import { columns, whole, lineEnds } from "./layout.mjs";

const HALF = { "，": ",", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?", "；": ";" };
const FULL = Object.fromEntries(Object.entries(HALF).map(([full, half]) => [half, full]));
const toHalf = (s) => s.replace(/[，：（）！？；]/g, (c) => HALF[c]);
const toFull = (s) => s.replace(/[(),:;!?]/g, (c, i) => (/\d/.test(s[i - 1] ?? "") && /\d/.test(s[i + 1] ?? "") ? c : FULL[c]));

function restyle(a, how) {
	const all = (list) => list.map(how);
	return {
		...a, kicker: a.kicker && how(a.kicker), title: all(a.title), subtitle: a.subtitle && how(a.subtitle), head: all(a.head), sign: how(a.sign),
		signLine: how(a.signLine), body: a.body.map((p) => ({ ...p, lines: all(p.lines) })), captions: all(a.captions), credits: all(a.credits),
		credit: a.credit && { ...a.credit, line: how(a.credit.line) },
	};
}

// ---- blocks: { gap, lines: [[run…]…] }; a run: { text, art, role, part, from } ---------------------------------------

const furniture = (...lines) => ({ lines: lines.map((text) => [{ text, art: -1, role: "furniture" }]) });
const silent = (art, ...lines) => ({ lines: lines.map((text) => [{ text, art, role: "silent" }]) });

function headBlocks(a, art, style, r) {
	const lines = [];
	if (a.kicker) lines.push({ text: a.kicker, role: "kicker" });
	for (const text of a.title) lines.push({ text, role: "title" });
	if (a.subtitle) lines.push({ text: a.subtitle, role: "subtitle" });
	const groups = [];
	lines.forEach((line, i) => {
		const apart = i === 0 || (line.role !== lines[i - 1].role && (style.headApart || (line.role === "title" && r.chance(0.3))));
		if (apart) groups.push({ lines: [] });
		groups.at(-1).lines.push([{ ...line, art }]);
	});
	if (a.head.length) {
		const block = { lines: a.head.map((text) => [{ text, art, role: "silent" }]) };
		if (style.bylineApart || !groups.length) groups.push(block);
		else groups.at(-1).lines.push(...block.lines);
	}
	if (groups.length) groups[0].gap = style.gap;
	return groups;
}

function pieceBlock(a, art, piece, style, r) {
	const part = a.body[piece.part];
	if (part.sub) {
		let from = 0;
		return { lines: part.lines.map((text) => { const run = { text, art, role: "body", part: piece.part, from }; from += text.length; return [run]; }) };
	}
	const text = part.lines[0].slice(piece.from, piece.to);
	const run = { text, art, role: "body", part: piece.part, from: piece.from };
	const last = piece.part === a.body.length - 1 && piece.to === part.lines[0].length;
	const line = [run];
	if (piece.doubled) line.push({ text: piece.doubled, art, role: "silent" });
	if (last && a.sign) line.push({ text: (r.chance(0.3) ? " " : "") + a.sign, art, role: "silent" });
	if (style.indent && piece.from === 0) line.unshift({ text: style.indent, art, role: "silent" });
	if (!style.wrap || text.length < style.width) return { lines: [line] };
	const ends = lineEnds(text, style.width + (piece.from ? 2 : 0), r);
	const lines = ends.map((end, i) => [{ ...run, text: text.slice(i ? ends[i - 1] : 0, end), from: piece.from + (i ? ends[i - 1] : 0) }]);
	lines.at(-1).push(...line.filter((x) => x !== run && x.text !== style.indent));
	if (style.indent && piece.from === 0) lines[0].unshift(line[0]);
	return { lines };
}

function captionBlocks(a, art, i, r) {
	const caption = a.captions[i], credit = a.credits[i], bare = caption.replace(/。$/, "");
	return r.weighed([
		[3, [silent(art, `${caption} ${credit}`)]], [2, [silent(art, caption, credit)]], [2, [silent(art, caption), silent(art, credit)]],
		[1, [silent(art, credit), silent(art, bare)]], [2, [silent(art, credit)]], [2, [silent(art, caption + credit)]], [1, [silent(art, caption)]],
	]);
}

// A sentence or two of the body, set large.
function pullQuote(a, r) {
	const said = [], plain = [];
	for (const part of a.body) {
		if (part.sub) continue;
		for (const m of part.lines[0].matchAll(/“([^“”]{12,60})[，。,]?”/g)) said.push(m[1]);
		for (const s of part.lines[0].split(/(?<=。)(?!”)/)) if (s.length >= 18 && s.length <= 70 && !/[“”]/.test(s)) plain.push(s);
	}
	const from = said.length && (r.chance(0.6) || !plain.length) ? said : plain;
	if (!from.length) return null;
	let text = r.pick(from);
	if (from === said) text = r.weighed([[3, `“${text}。”`], [2, `${text}。`], [2, text]]).replace("。。", "。");
	const lines = [text];
	if (text.length > 20 && r.chance(0.4)) {
		const cut = lineEnds(text, Math.ceil(text.length / 2) + 3, r);
		lines.splice(0, 1, ...cut.map((end, i) => text.slice(i ? cut[i - 1] : 0, end)));
	}
	const figure = from === plain && text.match(/\d[\d.]*(?:家|项|亿元|万元|%)/);
	const blocks = [furniture(...lines)];
	if (figure && r.chance(0.3)) blocks.unshift(furniture(figure[0]));
	return blocks;
}

// A character that stands at the end of a column and again at the top of the next.
function double(a, cols, r) {
	for (let i = 0; i + 1 < cols.length; i++) {
		const p = cols[i].at(-1), q = cols[i + 1][0];
		if (p.part !== q.part || p.to !== q.from || !r.chance(0.04)) continue;
		const text = a.body[p.part].lines[0];
		const at = [0, 1, -1, 2, -2, 3, -3].map((d) => p.to + d).find((k) => k > p.from + 1 && k < q.to - 2 && /^[\u4e00-\u9fff][，,]/.test(text.slice(k, k + 2)));
		if (!at) continue;
		p.to = q.from = at;
		p.doubled = text[at] + (r.chance(0.5) ? "。" : "");
	}
}

// An article as columns of blocks.
function lay(a, art, level, style, r, count) {
	const width = style.width;
	const size = a.body.reduce((n, p) => n + p.lines[0].length, 0);
	const n = level < 2 || a.kind === "photo" ? 1 : count ?? Math.max(1, Math.round(size / r.int(260, 520)));
	const pieces = n > 1 ? columns(a, width, n, r.int(0, 5), r) : whole(a);
	if (level >= 2) double(a, pieces, r);
	const cols = pieces.map((column) => column.map((piece) => pieceBlock(a, art, piece, style, r)));
	const long = a.body.length > 6;
	const slot = () => { // at the top of a column, or between two blocks of one
		const c = r.int(0, cols.length - 1);
		return { column: cols[c], at: c && r.chance(0.6) ? 0 : r.int(c ? 0 : 1, Math.max(1, cols[c].length - 1)) };
	};
	const put = ({ column, at }, blocks) => column.splice(at, 0, ...blocks);
	if (level >= 3 && a.kind === "news" && a.credits.length) for (let k = long ? r.int(0, 2) : r.chance(0.06) ? 1 : 0; k > 0; k--) {
		const quote = pullQuote(a, r);
		if (quote) put(slot(), quote);
	}
	let caption = [];
	if (level >= 2 && a.kind === "news" && a.credits.length) for (let k = long ? r.int(0, 2) : r.chance(0.08) ? 1 : 0; k > 0; k--) {
		const blocks = captionBlocks(a, art, k, r);
		if (long && r.chance(0.25)) caption = blocks;
		else put(slot(), blocks);
	}
	cols[0].unshift(...headBlocks(a, art, style, r), ...caption);
	if (a.signLine) cols.at(-1).push(silent(art, a.signLine));
	if (a.credit) credited(a, art, cols[0], a.credit, style);
	return cols;
}
function credited(a, art, column, { at, line }, style) {
	const block = column.at(-1);
	if (at === "behind") block.lines.at(-1).push({ text: line, art, role: "silent" });
	else if (at === "below") block.lines.push([{ text: line, art, role: "silent" }]);
	else if (style.creditApart) column.splice(column.length - 1, 0, silent(art, line));
	else block.lines.unshift([{ text: line, art, role: "silent" }]);
	if (column[0].gap === undefined) column[0].gap = style.gap;
}

// ---- the page -------------------------------------------------------------------------------------------------------

function styleOf(r, level) {
	return {
		half: r.chance(0.65), gap: r.weighed([[6, 1], [3, 2], [2, 3]]), headApart: r.chance(0.3), bylineApart: r.chance(0.85), creditApart: r.chance(0.6),
		width: r.int(14, 24), wrap: level >= 2 && r.chance(0.05), indent: r.chance(0.1) ? r.pick(["　　", "    "]) : "", crlf: r.chance(0.05), bom: r.chance(0.05),
	};
}

function cast(r, level, zones, page, corpus) {
	const near = r.some(zones, 14);
	let at = 0;
	const zone = () => near[at++ % near.length];
	const list = [];
	const old = (make) => (corpus.length && r.chance(0.15) ? fromRecord(r.pick(corpus)) : make());
	const long = level === 4 ? 2 : r.chance(0.75) ? 1 : 0;
	for (let i = 0; i < long; i++) list.push(level === 4 ? feature(r, zone(), page, r.int(900, 2400)) : old(() => feature(r, zone(), page, r.int(700, 2200))));
	for (let i = level === 4 ? r.int(1, 4) : r.int(3, 6); i > 0; i--) list.push(old(() => news(r, zone(), page)));
	if (level >= 2) for (let i = r.int(0, 2); i > 0; i--) list.push(photo(r, zone(), page));
	const briefs = [];
	if (level >= 3 && r.chance(0.35)) for (let i = r.int(2, 5), signed = r.chance(0.5); i > 0; i--) briefs.push(brief(r, zone(), page, signed));
	return { list, briefs };
}

// The columns of two articles as a dump reads them.
const ORDERS = [[50, "turns"], [25, "tail"], [15, "around"], [10, "both"]];
function interleave(order, a, b, between) {
	const flat = (cols) => cols.flat();
	switch (order) {
	case "turns": { // column by column over the page: one article stands above the other
		const out = [];
		for (let i = 0; i < Math.max(a.length, b.length); i++) out.push(...(a[i] ?? []), ...(b[i] ?? []));
		return [...out, ...between];
	}
	case "tail": { // the end of the second stands before its beginning
		const out = [...a[0]];
		for (let i = 1; i < Math.max(a.length, b.length); i++) out.push(...(b[i] ?? []), ...(a[i] ?? []));
		return [...out, ...between, ...b[0]];
	}
	case "around": // the first goes on behind the second
		return [...a[0], ...flat(b), ...flat(a.slice(1)), ...between];
	default: { // both go on behind what stands between
		const half = Math.ceil(a.length / 2), halfB = Math.ceil(b.length / 2);
		return [...flat(a.slice(0, half)), ...flat(b.slice(0, halfB)), ...between, ...flat(a.slice(half)), ...flat(b.slice(halfB))];
	}
	}
}

function masthead(page, section, r) {
	const date = `${page.year}年${page.month}月${page.day}日`, weekday = "日一二三四五六"[new Date(Date.UTC(page.year, page.month - 1, page.day)).getUTCDay()];
	const no = page.no;
	return r.weighed([
		[3, [`${no}  ${section}`]], [2, [`${page.paper}  ${date} 星期${weekday} 第${Number(no.replace(/\D/g, ""))}版`]], [2, [`${date}  星期${weekday}`]],
		[2, [`${section}　　${no}`]], [1, [page.paper, `${date} 星期${weekday}`]], [1, [`第${Number(no.replace(/\D/g, ""))}版`]], [2, []],
	]);
}
function editors(w, r) {
	const names = ["责任编辑", "版式", "校对", "美编"].map((role) => [role, w()]);
	return r.weighed([
		[3, [names.slice(0, 2).map(([role, n]) => `${role}:${n}`).join("  ")]], [3, [names.slice(0, 3).map(([role, n]) => `${role}:${n}`).join("  ") + "  投稿邮箱:news@example.com"]],
		[2, [`本版责编 ${names[0][1]}  美编 ${names[1][1]}`]], [1, [`责任编辑 ${names[0][1]}`]], [2, []],
	]);
}

export function makePage(seed, level, zones, corpus = []) {
	const r = new Random(`${level}/${seed}`);
	const day = { year: r.int(2019, 2025), month: r.int(1, 12), day: r.int(7, 28), paper: r.pick(W.PAPERS), no: r.pick(["", "A", "B", "0"]) + r.int(1, 9) };
	const style = styleOf(r, level);
	const how = style.half ? toHalf : toFull;
	const { list, briefs } = cast(r, level, zones, day, corpus);
	const articles = [];
	const enter = (a) => articles.push(restyle(a, how)) - 1;
	const head = masthead(day, r.pick(W.SECTIONS), r), foot = editors(() => r.pick([...W.SURNAMES]) + r.pick([...W.GIVEN]) + r.pick([...W.GIVEN]), r);
	const rubric = (kind) => ({ ...furniture(r.pick(W.RUBRICS[kind])), gap: style.gap });
	const blocks = [];
	let order = null;
	const shaped = (a, count) => {
		const art = enter(a);
		const mine = articles[art];
		if (level >= 3 && mine.body.length > 6 && !mine.sign && !mine.signLine && r.chance(0.05)) return turned(mine, art);
		return lay(mine, art, level, style, r, count);
	};
	// An article that breaks off and goes on on another page.
	const turned = (a, art) => {
		const last = a.body.at(-1).lines;
		last[0] = last[0].slice(0, Math.max(8, Math.floor(last[0].length * 0.6))).replace(/[，。、；：,;:]$/, "");
		const cols = lay(a, art, level, style, r);
		cols.at(-1).push(furniture(how(`（下转第${r.int(2, 8)}版）`)));
		return cols;
	};
	const small = (items) => {
		const out = [];
		for (const a of items) {
			if (level >= 3 && a.kind === "photo" && r.chance(0.4)) out.push(rubric("photo"));
			else if (level >= 3 && a.kind === "news" && r.chance(0.08)) out.push(rubric("news"));
			out.push(...shaped(a).flat());
		}
		return out;
	};
	if (level === 4) {
		const [a, b, ...others] = list;
		const mixed = r.shuffle(others), cut = r.int(0, mixed.length);
		const one = shaped(a, r.int(2, 5)), two = shaped(b, r.int(2, 5));
		order = r.weighed(ORDERS);
		blocks.push(...interleave(order, one, two, small(mixed.slice(0, cut))), ...small(mixed.slice(cut)));
	} else blocks.push(...small([...list.slice(0, 1), ...r.shuffle(list.slice(1))]));
	if (briefs.length) blocks.push(rubric("brief"), ...briefs.flatMap((a) => shaped(a).flat()));
	const top = head.length ? [furniture(...head)] : [];
	const bottom = foot.length ? [furniture(...foot)] : [];
	if (r.chance(0.15)) top.push(...bottom.splice(0));
	return { order, ...write([...top, ...blocks, ...bottom], articles, style), name: `${level}-${String(seed).padStart(5, "0")}.txt`, row: [day.paper, `${day.year}-${String(day.month).padStart(2, "0")}-${String(day.day).padStart(2, "0")}`, day.no] };
}

const solid = (s) => s.replace(/\s+/g, "");

function write(blocks, articles, style) {
	let text = "", at = 0; // at: characters written, white space not counted
	const pieces = new Map();
	const truth = articles.map((a) => ({ kind: a.kind, kicker: a.kicker, title: a.title.join("") || null, subtitle: a.subtitle, byline: a.byline, start: Infinity, open: -1, joins: [] }));
	blocks.forEach((block, b) => {
		if (b) text += "\n".repeat(1 + (block.gap ?? 1));
		block.lines.forEach((line, l) => {
			if (l) text += "\n";
			for (const run of line) {
				text += run.text;
				const length = solid(run.text).length, t = truth[run.art];
				if (t && run.role !== "silent") {
					if (run.role !== "body") t.start = Math.min(t.start, at);
					else {
						if (!run.part && !run.from) { t.start = Math.min(t.start, at); t.open = at; }
						const key = `${run.art}/${run.part}`;
						if (!pieces.has(key)) pieces.set(key, []);
						pieces.get(key).push({ from: run.from, at, end: at + length - 1, block: b });
					}
				} else if (t && articles[run.art].kind === "photo" && t.open < 0) t.start = Math.min(t.start, at);
				at += length;
			}
		});
	});
	text += "\n";
	articles.forEach((a, i) => {
		truth[i].text = solid([a.kicker ?? "", ...a.title, a.subtitle ?? "", ...a.body.flatMap((p) => p.lines)].join(""));
		a.body.forEach((part, p) => {
			if (part.sub) return;
			const list = pieces.get(`${i}/${p}`).sort((x, y) => x.from - y.from);
			for (let k = 1; k < list.length; k++) if (list[k].block !== list[k - 1].block) truth[i].joins.push([list[k - 1].end, list[k].at]);
		});
	});
	if (style.crlf) text = text.replaceAll("\n", "\r\n");
	return { text: (style.bom ? "\ufeff" : "") + text, truth: { articles: truth } };
}
