// article.mjs: articles out of words.mjs. An article, before any layout:
// { kind, kicker, title: [line…], subtitle, byline: [names], head: [byline lines below the headline], sign, signLine,
//   body: [{ sub: bool, lines: [line…] }], captions: [line…], quotes: [sentence…] }
// A paragraph has one line; a subhead one or two. sign: what follows the last full stop; signLine: a line of its own.
import { readFileSync } from "node:fs";
import * as W from "./words.mjs";

export function readZones(path) {
	const zones = [];
	for (const line of readFileSync(path, "utf8").split("\n")) {
		const [name, short, , category, province] = line.split("\t");
		if (!province || line.startsWith("#") || !["high-tech", "economic", "bonded"].includes(category)) continue;
		if (category === "bonded" && zones.length % 4) continue;
		let city = short.replace(/(高新|经开|综保|综合保税|工业园|科技园|火炬|保税|开发区|医药|自贸|高|新区).*$/, "");
		if (city.length < 2 || city.length > 4) city = province.slice(0, 2);
		zones.push({ name, short, city, province: province.replace(/(省|市|.族自治区|维吾尔自治区|自治区)$/, "").slice(0, 3) });
	}
	return zones;
}

const HAN = "零一二三四五六七八九十";
const FULL_LINE = 16, SHORT_LINE = 10; // characters of the longest line of a headline that goes on below; of a short one

export class Writer {
	// page: what the articles of one page share: { paper, year, month, day }
	constructor(r, zone, page) {
		Object.assign(this, { r, zone, page, used: new Set() });
		// The articles of a page seldom speak of the same industry.
		page.topics = page.topics?.length ? page.topics : r.shuffle(W.TOPICS);
		this.topic = r.chance(0.15) ? r.pick(W.TOPICS) : page.topics.pop();
		this.companies = [this.company(), this.company()];
		this.people = [r.pick(W.ROLES), r.pick(W.CO_ROLES), r.pick(W.CO_ROLES), r.pick(W.SCHOLARS)].map((role) => ({ role, name: this.name(), seen: false }));
		this.institute = this.plain(r.pick(W.INSTITUTES));
		this.scheme = r.pick(W.SCHEMES);
		this.brand = r.pick(W.BRANDS).slice(0, 2) + "贷";
	}
	name() {
		const { r } = this;
		const family = r.chance(0.05) ? r.pick(W.DOUBLE) : r.pick([...W.SURNAMES]);
		return family + r.pick([...W.GIVEN]) + (r.chance(0.7) ? r.pick([...W.GIVEN]) : "");
	}
	company() {
		const { r, zone } = this;
		const brand = r.pick(W.BRANDS), middle = r.pick(this.topic.co);
		const full = (r.chance(0.2) ? `${brand}${middle}(${zone.city})` : (r.chance(0.7) ? zone.city : zone.province) + brand + middle) + r.pick(W.FORMS.filter((form) => !form.startsWith("技") || !middle.endsWith("技") && !middle.endsWith("术")));
		return { full, short: r.chance(0.6) ? brand + middle.slice(0, 2) : brand, seen: false };
	}
	plain(s) { return s.replaceAll("{city}", this.zone.city).replaceAll("{prov}", this.zone.province).replaceAll("{brand}", this.r.pick(W.BRANDS)); }
	sum(low, high, unit) {
		const { r } = this;
		const value = low * (high / low) ** r.next();
		const digits = value < 20 && r.chance(0.7) ? value.toFixed(r.chance(0.3) ? 2 : 1) : String(Math.round(value));
		const [before, after] = r.weighed([[60, ["", ""]], [10, ["约", ""]], [8, ["近", ""]], [8, ["超", ""]], [5, ["不低于", ""]], [4, ["逾", ""]], [5, ["", "左右"]]]);
		return before + digits.replace(/\.0+$/, "") + unit + after;
	}
	slot(name) {
		const { r, topic, zone, companies: co, people, page } = this;
		const cited = (i, first) => {
			const c = co[i];
			if (c.seen || !first) return c.short;
			c.seen = true;
			return c.full + r.weighed([[5, `(以下简称${c.short})`], [3, `(简称${c.short})`], [2, ""]]);
		};
		const spoken = (i) => {
			const p = people[i];
			const office = i === 0 ? zone.short + p.role : i === 3 ? this.institute + p.role : (r.chance(0.5) ? co[i - 1].short : "公司") + p.role;
			if (p.seen && r.chance(0.7)) return p.name;
			p.seen = true;
			return office + p.name;
		};
		switch (name) {
		case "z": return zone.short;
		case "city": return zone.city;
		case "prov": return zone.province;
		case "C1": return cited(0, true);
		case "C2": return cited(1, true);
		case "c1": return cited(0, !co[0].seen);
		case "c2": return cited(1, !co[1].seen);
		case "Cn1": return co[0].full;
		case "P1": return spoken(0);
		case "P2": return spoken(1);
		case "P3": return spoken(2);
		case "P4": return spoken(3);
		case "p1": return spoken(0);
		case "p2": return spoken(1);
		case "p3": return spoken(2);
		case "ind": return topic.ind;
		case "prod": return topic.prods[0];
		case "prod2": return topic.prods[1];
		case "place": return r.pick(topic.places);
		case "what": return topic.what;
		case "inst": return this.institute;
		case "bank": return this.plain(r.pick(W.BANKS));
		case "bureau": return this.plain(r.pick(W.BUREAUS));
		case "plan": return r.pick(W.PLANS).replace("{ind}", topic.ind);
		case "scheme": return this.scheme;
		case "brand": return this.brand.slice(0, 2);
		case "yi": case "yi2": return this.sum(1.2, 900, "亿元");
		case "wan": case "wan2": return this.sum(30, 9000, "万元");
		case "usd": return this.sum(0.8, 60, r.pick(["亿美元", "亿美元", "亿元"]));
		case "pct": case "pct2": return (r.chance(0.7) ? (r.int(20, 980) / 10).toFixed(1).replace(".0", "") : r.int(3, 90)) + "%";
		case "n": case "n2": return String(r.int(2, 19));
		case "cnt": case "cnt2": return r.chance(0.8) ? String(r.int(20, 480)) : r.int(2, 48) * 10 + r.pick(["多", "余"]);
		case "people": return String(r.int(2, 90) * 100);
		case "mu": return String(r.int(30, 2400));
		case "area": return (r.int(15, 900) / 10).toFixed(1).replace(".0", "");
		case "months": return r.pick([`${r.int(3, 18)}个月`, "半年", "不到一年", HAN[r.int(3, 10)] + "个月"]);
		case "month": return `${r.int(1, 12)}月`;
		case "date": return `${page.month}月${Math.max(1, page.day - r.int(0, 6))}日`;
		case "says": return r.pick(W.SAYS);
		case "q": case "q2": {
			const [a, b] = r.some(W.THINGS, 2);
			return this.fill(this.fresh(W.SAYINGS).replace("{a}", a).replace("{b}", b));
		}
		default: throw new Error(`no slot {${name}}`);
		}
	}
	fill(frame) {
		const chosen = frame.replace(/\[([^\]]*)\]/g, (_, list) => this.r.pick(list.split("|")));
		return chosen.replace(/\{(\w+)\}/g, (_, name) => this.slot(name)).replace(/(突破|超过|达到|接近|值近|设立)(?:约|近|超|逾|不低于)(?=\d)/g, "$1");
	}
	// One that the article has not had, of those that the page has had least.
	fresh(list) {
		const left = list.filter((f) => !this.used.has(f)), from = left.length ? left : list;
		const count = (this.page.count ??= new Map()), least = Math.min(...from.map((f) => count.get(f) ?? 0));
		const frame = this.r.pick(from.filter((f) => (count.get(f) ?? 0) <= least));
		this.used.add(frame);
		count.set(frame, least + 1);
		return frame;
	}
	sentence(kind) { return this.fill(this.fresh(W.FRAMES[kind])); }
	// A sentence of a kind that has one left.
	any(kinds) {
		const left = kinds.filter(([, kind]) => W.FRAMES[kind].some((f) => !this.used.has(f)));
		return this.sentence(this.r.weighed(left.length ? left : kinds));
	}
	paragraph(n, kinds) {
		let s = "";
		for (let i = 0; i < n; i++) s += this.any(kinds);
		while (s.endsWith("？")) s += this.any([[1, "fact"], [1, "service"]]); // who asks goes on
		return s;
	}
}

const MIX = [[5, "fact"], [6, "company"], [4, "service"], [4, "voice"], [2, "turn"]];
const spaced = (r, name) => (name.length === 2 && r.chance(0.4) ? `${name[0]} ${name[1]}` : name);

// A byline in one of the forms of the press: { names, head: [line…], lead, sign, signLine }.
function byline(w, forms, place) {
	const { r, page } = w;
	const [a, b, c] = [w.name(), w.name(), w.name()];
	const [as, bs] = [spaced(r, a), spaced(r, b)];
	const mark = r.pick(["▶ ", "◎", "■", "●", "□ "]);
	const press = r.chance(0.75) ? "本报" : page.paper.endsWith("报") ? page.paper : page.paper.endsWith("刊") ? "本刊" : "本报";
	const day = `${page.month}月${Math.max(1, page.day - r.int(0, 3))}日`;
	const FORMS = {
		none: () => ({ names: [] }),
		lead: () => ({ names: [], lead: `${press}讯 ` }),
		leadOne: () => ({ names: [a], lead: `${press}讯(${r.pick(["记者", "通讯员", "特约通讯员", "实习记者"])}${r.chance(0.5) ? " " : ""}${as})` }),
		leadTwo: () => ({ names: [a, b], lead: `${press}讯(记者 ${as} 通讯员 ${bs})` }),
		leadPair: () => ({ names: [a, b], lead: `${press}讯(记者 ${as} ${bs})` }),
		wire: () => ({ names: [a], lead: `${press}${place}${day}电(记者${as})` }),
		tail: () => ({ names: [a], lead: `${press}讯 `, sign: as }),
		bracket: () => ({ names: r.chance(0.5) ? [a] : [a, b], lead: `${press}讯 `, bracket: true }),
		line: () => ({ names: [a], lead: `${press}讯 `, signLine: as }),
		lineTwo: () => ({ names: [a, b], lead: `${press}讯 `, signLine: `${as} ${bs}` }),
		marked: () => ({ names: [a], head: [`${mark}本报记者 ${as}`] }),
		markedTwo: () => ({ names: [a, b], head: [`${mark}本报记者 ${as} 通讯员 ${bs}`] }),
		markedThree: () => ({ names: [a, b, c], head: [`${mark}${as} 本报记者 ${bs} 通讯员 ${spaced(r, c)}`] }),
		markedLines: () => ({ names: [a, b], head: [`${mark}本报记者 ${as}`, `通讯员 ${bs}`] }),
		special: () => ({ names: [a], head: [`${mark}本报特约通讯员 ${as}`] }),
		role: () => ({ names: [a], head: [`本报记者 ${as}`] }),
		bare: () => ({ names: [a], head: [as] }),
		text: () => ({ names: [a], head: [`文/${a}`] }),
		textPhoto: () => ({ names: [a], head: [`本报记者 ${as} 文/图`] }),
	};
	const by = { head: [], lead: "", sign: "", signLine: "", ...FORMS[r.weighed(forms)]() };
	if (by.bracket) by.sign = `(${by.names.map((n) => spaced(r, n)).join(" ")})`;
	return by;
}
const NEWS_FORMS = [[2, "none"], [3, "lead"], [6, "leadOne"], [3, "leadTwo"], [1, "leadPair"], [2, "wire"], [4, "tail"], [2, "bracket"], [3, "line"], [2, "lineTwo"]];
const FEATURE_FORMS = [[3, "marked"], [3, "markedTwo"], [1, "markedThree"], [2, "markedLines"], [1, "special"], [3, "role"], [3, "bare"], [1, "text"], [1, "textPhoto"]];

function heading(w, frame) {
	const lines = w.fill(frame).split("/");
	const cut = lines.findIndex((line) => line.startsWith("——"));
	if (cut < 0) return { title: lines, subtitle: null };
	return { title: lines.slice(0, cut), subtitle: lines.slice(cut).join("") };
}
const body = (...paragraphs) => paragraphs.map((line) => ({ sub: false, lines: [line] }));

export function feature(r, zone, page, length) {
	const w = new Writer(r, zone, page);
	const a = { kind: "news", zone, kicker: r.chance(0.35) ? w.fill(r.pick(W.KICKERS)) : null, ...heading(w, r.pick(W.HEADS)), ...byline(w, FEATURE_FORMS, zone.city) };
	if (!a.subtitle && r.chance(0.15)) a.subtitle = w.fill(r.pick(W.SUBTITLES));
	a.body = body(w.sentence("lead") + w.paragraph(r.int(0, 2), MIX));
	let size = a.body[0].lines[0].length;
	const subs = r.chance(0.12) ? 0 : r.int(2, 4), two = r.chance(0.35);
	const interview = subs && r.chance(0.08);
	let sections = 0;
	while (size < length) {
		if (interview) a.body.push({ sub: false, lines: [`问：${w.fill(w.fresh(W.QUESTIONS))}`] }, { sub: false, lines: [`答：${w.paragraph(r.int(2, 4), [[3, "fact"], [3, "service"], [2, "company"]])}`] });
		else {
			if (size > (length * (sections + 0.5)) / (subs + 0.5) && sections < subs && r.chance(0.8)) {
				sections++;
				const lines = w.fill(w.fresh(W.SUBHEADS.filter((f) => f.includes("/") === two))).split("/");
				a.body.push({ sub: true, lines });
			}
			a.body.push({ sub: false, lines: [r.chance(0.06) ? w.sentence("turn") : w.paragraph(r.weighed([[1, 1], [2, 2], [4, 3], [4, 4], [2, 5], [1, 7]]), MIX)] });
		}
		size += a.body.at(-1).lines[0].length;
	}
	a.body.push({ sub: false, lines: [w.paragraph(r.int(1, 2), [[1, "close"]])] });
	return finish(w, a);
}

export function news(r, zone, page) {
	const w = new Writer(r, zone, page);
	const a = { kind: "news", zone, kicker: r.chance(0.06) ? w.fill(r.pick(W.KICKERS)) : null, subtitle: null, ...byline(w, NEWS_FORMS, zone.city) };
	const deed = w.fill(r.pick(W.DEEDS));
	a.title = r.weighed([[4, [zone.short, deed]], [3, [`${zone.short}：${deed}`]], [4, [`${zone.short}${deed}`]], [1, [`${zone.short} ${deed}`]], [2, [zone.short + deed, w.fill(r.pick(W.DEEDS))]], [1, [`${zone.short}：`, deed]]]);
	// Headlines are set over several lines where one is not enough; behind a long line stands a subtitle, no second short one.
	if (a.title.length === 2 && a.title[0].length > FULL_LINE) {
		const below = a.title.pop();
		if (below.length > SHORT_LINE) a.subtitle = below;
	}
	a.body = body(a.lead + w.sentence("lead") + w.paragraph(r.int(0, 1), MIX));
	for (let n = r.int(1, 4); n > 0; n--) a.body.push({ sub: false, lines: [w.paragraph(r.int(1, 4), MIX)] });
	if (r.chance(0.6)) a.body.push({ sub: false, lines: [w.sentence("close")] });
	return finish(w, a);
}

export function brief(r, zone, page, signed) {
	const w = new Writer(r, zone, page);
	const by = signed ? byline(w, [[1, "tail"], [1, "bracket"]], zone.city) : { names: [], head: [], sign: "", signLine: "" };
	const a = { kind: "news", zone, kicker: null, subtitle: null, ...by, title: [zone.short + w.fill(r.pick(W.DEEDS))] };
	a.body = body(w.sentence("brief") + (r.chance(0.3) ? w.sentence("fact") : ""));
	return finish(w, a);
}

// A picture that stands as an item; credit: behind the text, on a line below, or above.
export function photo(r, zone, page) {
	const w = new Writer(r, zone, page);
	const a = { kind: "photo", zone, kicker: null, title: r.chance(0.15) ? [zone.short + w.fill(r.pick(W.DEEDS))] : [], subtitle: null, names: [], head: [], sign: "", signLine: "" };
	a.body = body(w.sentence("photo"));
	a.credit = { at: r.weighed([[4, "behind"], [4, "below"], [2, "above"]]), line: credit(w) };
	return finish(w, a);
}
export function credit(w) {
	const { r } = w;
	const n = spaced(r, w.name());
	return r.weighed([[3, `图片来源：${w.zone.short}`], [3, `本报记者 ${n} 摄`], [2, `新华社记者 ${n}摄`], [1, `新华社发(${n} 摄)`], [1, `${n} 摄`], [1, `通讯员 ${n} 摄`]]);
}

function finish(w, a) {
	a.byline = a.names;
	a.captions = Array.from({ length: 3 }, () => w.sentence("caption"));
	a.credits = Array.from({ length: 3 }, () => credit(w));
	return a;
}

// An article of the corpus, from its record (already proven against the gold): its lines are subheads and paragraphs.
export function fromRecord(record) {
	const subheads = new Set(record.subheads), skip = new Set([record.kicker, record.title, record.subtitle]);
	const lines = record.text.split("\n").filter((line, i) => !(i < 3 && skip.has(line)));
	const lead = lines.slice(0, 1).join("").slice(0, 60).replaceAll(" ", "");
	const own = record.byline.length && !lead.includes(record.byline[0]) ? record.byline.join(" ") : "";
	const reported = /^[^,。，]{2,8}[讯电]/.test(lead);
	return {
		kind: "news", zone: { short: record.zone?.short ?? "" }, kicker: record.kicker, title: [record.title], subtitle: record.subtitle,
		names: record.byline, byline: record.byline, head: own && !reported ? [`▶ 本报记者 ${own}`] : [], sign: "", signLine: reported ? own : "", captions: [], credits: [],
		body: lines.map((line) => ({ sub: subheads.has(line), lines: [line] })),
	};
}
