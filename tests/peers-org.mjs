// peers-org.mjs: organizations in sentences of the People's Daily of 1998, which stay outside the project.
// usage: ZHAIBAO_PAGES=FOLDER node tests/peers-org.mjs [--floors]; FOLDER/cases/organizations.dev.jsonl: {input, expect: [{text, start, end}]}
// Prints strict and overlap figures, recall by rough kind of the name (its last character) and the commonest kinds of error, as
// counts. --floors: TAP, against the figures that organizations.md promises. No list of the project was drawn from these sentences.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const binary = process.env.ZHAIBAO ?? join(here, '..', 'zhaibao')
const file = join(process.env.ZHAIBAO_PAGES ?? '', 'cases', 'organizations.dev.jsonl')
if (!process.env.ZHAIBAO_PAGES || !existsSync(file)) {
	console.log('1..0 # SKIP ZHAIBAO_PAGES is unset or has no cases')
	process.exit(0)
}
const lines = (text) => text.split('\n').filter(Boolean).map((l) => JSON.parse(l))
const words = (name) => new Set(readFileSync(join(here, '..', 'rules', 'words', name), 'utf8').split('\n').filter((l) => l && l[0] !== '#').map((l) => l.split('\t')[0]))
const places = words('places.tsv')

const KINDS = [
	['company, bank, plant', /(公司|集团|[银商工建农中]行|支行|分行|厂|店|商场|企业|矿|供销社|信用社|服务社)$/],
	['school, research', /(学|学院|学校|所|研究院|科学院|幼儿园|系|班)$/],
	['government, court, army', /(部|局|委|厅|府|院|会议|队|军|署|办|处|关|司|科|站)$/],
	['media', /(报|台|刊|社)$/],
	['party, union, society', /(党|会|联|协|团|盟)$/],
	['other: bare names, clubs, abbreviations', /$/],
]
const kindOf = (text) => KINDS.find(([, re]) => re.test(text))[0]

const gold = lines(readFileSync(file, 'utf8'))
const input = gold.map((g) => JSON.stringify({ text: g.input }) + '\n').join('')
const run = spawnSync(binary, ['extract'], { input, maxBuffer: 1 << 30, encoding: 'utf8' })
if (run.status !== 0) throw new Error(run.stderr)
const records = lines(run.stdout)

const tally = { gold: 0, found: 0, strict: 0, goldOver: 0, foundOver: 0 }
const kinds = new Map(KINDS.map(([name]) => [name, [0, 0, 0]]))
const errors = new Map()
const err = (what) => errors.set(what, (errors.get(what) ?? 0) + 1)

function edges(g, f, text) { // the two overlap and differ
	const front = [...text].slice(f.span[0], g.start).join(''), both = f.span[0] < g.start && f.span[1] > g.end
	if (both) return 'too long on both sides'
	if (f.span[0] < g.start) return places.has(front) || /[省市县区]$/.test(front) ? 'a place in front, which the annotation leaves out' : 'too long on the left'
	if (f.span[0] > g.start) return 'too short on the left'
	return f.span[1] > g.end ? 'too long on the right' : 'too short on the right'
}
function missed(text) {
	if (/(队|代表团|艺术团|训练团|合唱团|剧团)$/.test(text)) return 'missed: a team, troupe or delegation'
	const kind = kindOf(text)
	if (kind.startsWith('other')) return 'missed: a bare name or an abbreviation without an ending'
	if ([...text].length <= 4) return `missed: four characters or fewer, ${kind}`
	return `missed: a longer name, ${kind}`
}

gold.forEach((g, i) => {
	const found = records[i].organizations
	tally.gold += g.expect.length
	tally.found += found.length
	for (const e of g.expect) {
		const over = found.filter((f) => f.span[0] < e.end && f.span[1] > e.start)
		const strict = over.some((f) => f.span[0] === e.start && f.span[1] === e.end)
		const k = kinds.get(kindOf(e.text))
		k[0]++
		k[1] += strict
		k[2] += over.length > 0
		tally.strict += strict
		tally.goldOver += over.length > 0
		if (!over.length) err(missed(e.text))
		else if (!strict) err(edges(e, over[0], g.input))
	}
	for (const f of found) {
		if (g.expect.some((e) => f.span[0] < e.end && f.span[1] > e.start)) tally.foundOver++
		else err(`found where the annotation has none: ${f.type}`)
	}
})

const f1 = (p, r) => (2 * p * r) / (p + r)
const strict = { P: tally.strict / tally.found, R: tally.strict / tally.gold }
const over = { P: tally.foundOver / tally.found, R: tally.goldOver / tally.gold }
const company = kinds.get(KINDS[0][0])
const figures = [['strict F1', f1(strict.P, strict.R), 0.6], ['overlap F1', f1(over.P, over.R), 0.72], ['company names, recall by overlap', company[2] / company[0], 0.85]]
if (process.argv.includes('--floors')) {
	console.log(`1..${figures.length}`)
	figures.forEach(([name, value, least], i) => console.log(`${value >= least ? 'ok' : 'not ok'} ${i + 1} - ${name} ${value.toFixed(3)} >= ${least}`))
	process.exit(0)
}
const show = (name, x) => console.log(`${name}  P ${x.P.toFixed(3)}  R ${x.R.toFixed(3)}  F1 ${f1(x.P, x.R).toFixed(3)}`)
console.log(`${gold.length} sentences, ${tally.gold} names, ${tally.found} found`)
show('strict ', strict)
show('overlap', over)
console.log('\nrecall by kind: names, strict, overlap')
for (const [name, [n, a, b]] of kinds) console.log(`${String(n).padStart(5)}  ${(a / n).toFixed(2)}  ${(b / n).toFixed(2)}  ${name}`)
console.log('\nthe ten commonest kinds of error')
for (const [what, n] of [...errors].sort((a, b) => b[1] - a[1]).slice(0, 10)) console.log(`${String(n).padStart(5)}  ${what}`)
