// align.mjs: how much of one text another one holds, in order: the longest chain of common blocks, with what lies between two blocks
// of the chain compared character by character. Blocks start from 8 characters in a row, so that chance makes none.

const SEED = 8, REPEATS = 6, SMALL = 96;

// Blocks [from in a, from in b, length] that cannot be made longer.
function blocksOf(a, b) {
	const at = new Map();
	for (let i = 0; i + SEED <= b.length; i++) {
		const key = b.substr(i, SEED), list = at.get(key);
		if (!list) at.set(key, [i]);
		else if (list.length < REPEATS) list.push(i);
	}
	const blocks = [], seen = new Map(); // diagonal -> end in a of the last block there
	for (let i = 0; i + SEED <= a.length; i++) {
		for (const j of at.get(a.substr(i, SEED)) ?? []) {
			if ((seen.get(j - i) ?? -1) > i) continue;
			let n = SEED;
			while (i + n < a.length && j + n < b.length && a[i + n] === b[j + n]) n++;
			blocks.push([i, j, n]);
			seen.set(j - i, i + n);
		}
	}
	return blocks;
}

function lcs(a, b) {
	if (a.length > SMALL || b.length > SMALL || !a.length || !b.length) return 0;
	let row = new Uint8Array(b.length + 1);
	for (const c of a) {
		let diagonal = 0;
		for (let j = 1; j <= b.length; j++) {
			const above = row[j];
			row[j] = c === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
			diagonal = above;
		}
	}
	return row[b.length];
}

// The chain: [[from in a, from in b, length], …] without overlaps.
export function chain(a, b) {
	if (a === b) return a.length ? [[0, 0, a.length]] : [];
	const blocks = blocksOf(a, b).sort((x, y) => x[0] - y[0] || x[1] - y[1]);
	const best = new Array(blocks.length), back = new Array(blocks.length).fill(-1);
	let top = -1;
	for (let k = 0; k < blocks.length; k++) {
		const [i, j, n] = blocks[k];
		best[k] = n;
		for (let m = Math.max(0, k - 400); m < k; m++) {
			const [p, q, l] = blocks[m];
			if (p + l > i + n || q + l > j + n || p >= i || q >= j) continue;
			const sum = best[m] + n - Math.max(0, p + l - i, q + l - j);
			if (sum > best[k]) { best[k] = sum; back[k] = m; }
		}
		if (top < 0 || best[k] > best[top]) top = k;
	}
	const out = [];
	for (let k = top; k >= 0; k = back[k]) out.unshift([...blocks[k]]);
	for (let k = 1; k < out.length; k++) {
		const over = Math.max(0, out[k - 1][0] + out[k - 1][2] - out[k][0], out[k - 1][1] + out[k - 1][2] - out[k][1]);
		out[k][0] += over; out[k][1] += over; out[k][2] -= over;
	}
	return out.filter((block) => block[2] > 0);
}

// Characters of a that b holds in order.
export function common(a, b) {
	let sum = 0, i = 0, j = 0;
	for (const [p, q, n] of [...chain(a, b), [a.length, b.length, 0]]) {
		sum += lcs(a.slice(i, p), b.slice(j, q)) + n;
		i = p + n;
		j = q + n;
	}
	return sum;
}
