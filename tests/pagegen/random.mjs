// random.mjs: a seeded source of choices; the same seed gives the same page on any machine.

export class Random {
	constructor(seed) {
		let h = 2166136261;
		for (const c of String(seed)) h = Math.imul(h ^ c.codePointAt(0), 16777619);
		this.state = h >>> 0;
	}
	next() { // mulberry32
		let t = (this.state = (this.state + 0x6d2b79f5) >>> 0);
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}
	int(from, to) { return from + Math.floor(this.next() * (to - from + 1)); }
	chance(p) { return this.next() < p; }
	pick(list) { return list[Math.floor(this.next() * list.length)]; }
	// One of [[weight, thing], …].
	weighed(list) {
		let at = this.next() * list.reduce((n, [w]) => n + w, 0);
		for (const [w, thing] of list) if ((at -= w) < 0) return thing;
		return list[list.length - 1][1];
	}
	shuffle(list) {
		const out = [...list];
		for (let i = out.length - 1; i > 0; i--) {
			const j = this.int(0, i);
			[out[i], out[j]] = [out[j], out[i]];
		}
		return out;
	}
	some(list, n) { return this.shuffle(list).slice(0, n); }
}
