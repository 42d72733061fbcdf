// layout.mjs: an article into columns, the way a page does it: lines of one width, two characters in, no line that starts with a
// closing mark. A column ends where its lines are used up, so nearly always inside a sentence.
// A piece: { part, from, to } of article.body; a column: [piece…].

const NOT_FIRST = new Set("，。、；：！？”’）》」』】,.;:!?)%…");
const NOT_LAST = new Set("“‘（《「『【(");
const narrow = (c) => c.charCodeAt(0) < 128;
const inside = (a, b) => /[0-9A-Za-z.]/.test(a) && /[0-9A-Za-z.%]/.test(b);

// Where the lines of a paragraph end. r: a number is broken over a line now and then.
export function lineEnds(text, width, r) {
	const ends = [];
	let room = width - 2, from = 0;
	for (let i = 0; i < text.length; i++) {
		room -= narrow(text[i]) ? 0.5 : 1;
		if (room >= 0) continue;
		let at = i;
		if (NOT_FIRST.has(text[at])) at = NOT_FIRST.has(text[at + 1]) ? at + 2 : at + 1; // hangs in the margin
		else if (at > from + 2 && NOT_LAST.has(text[at - 1])) at--;
		if (at > 0 && inside(text[at - 1] ?? "", text[at] ?? "") && !r.chance(0.15)) while (at > from + 1 && inside(text[at - 1], text[at])) at--;
		if (at >= text.length) break;
		ends.push(at);
		from = at;
		i = at - 1;
		room = width;
	}
	ends.push(text.length);
	return ends;
}

// The article in n columns of about one height; fewer when it is short. head: lines that its headline takes off the first one.
export function columns(article, width, n, head, r) {
	const parts = article.body.map((part) => (part.sub ? part.lines.map((l) => l.length) : lineEnds(part.lines[0], width, r)));
	const total = parts.reduce((sum, ends) => sum + ends.length, head);
	const height = Math.max(4, Math.ceil(total / n));
	const out = [[]];
	let used = Math.min(head, height - 2);
	const next = () => { out.push([]); used = 0; };
	parts.forEach((ends, part) => {
		if (article.body[part].sub) {
			if (used + ends.length + 2 > height && out.at(-1).length) next();
			out.at(-1).push({ part, from: 0, to: -1 });
			used += ends.length;
			return;
		}
		let from = 0;
		ends.forEach((end, i) => {
			if (used >= height) {
				if (from < ends[i - 1]) out.at(-1).push({ part, from, to: ends[i - 1] });
				from = i ? ends[i - 1] : 0;
				next();
			}
			used++;
		});
		out.at(-1).push({ part, from, to: ends.at(-1) });
	});
	// A few last characters are not worth a column: they are squeezed in.
	const last = out.at(-1), before = out.at(-2);
	if (before && last.length === 1 && last[0].to > 0 && last[0].to - last[0].from < width && before.at(-1).part === last[0].part) before.at(-1).to = out.pop()[0].to;
	return out.filter((column) => column.length);
}

// The paragraphs uncut.
export const whole = (article) => [article.body.map((part, i) => ({ part: i, from: 0, to: part.sub ? -1 : part.lines[0].length }))];
