#!/bin/sh
# bench-article.sh BINARY: the article room alone. Is it linear in the page's size (pages of 2.5, 5 and 10 MB, put together from
# generated pages of all levels: the last has more than 20,000 blocks and is to take less than 2 s)? And which share of the pipeline's
# time does it take on normal pages, the corpus (less than a third)? CPU seconds; status 1 when a promise is broken.
set -eu
cd "$(dirname "$0")/.."
BENCH=$1
command -v node >/dev/null || { echo "bench-article: needs node" >&2; exit 2; }
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
node --input-type=module -e '
	import { writeFileSync } from "node:fs";
	import { readZones } from "'"$PWD"'/tests/pagegen/article.mjs";
	import { makePage } from "'"$PWD"'/tests/pagegen/page.mjs";
	const zones = readZones("rules/words/zones.tsv"), want = 10_000_000;
	let text = "", bytes = 0;
	for (let seed = 1; bytes < want; seed++) {
		const page = makePage(`big-${seed}`, 1 + (seed % 4), zones).text.replace("\ufeff", "").replaceAll("\r", "");
		text += page + "\n";
		bytes += Buffer.byteLength(page) + 1;
	}
	for (const part of [4, 2, 1]) writeFileSync(process.argv[1] + "/" + part, text.slice(0, text.indexOf("\n\n", text.length / part - 1000)) + "\n");
' "$WORK"
for part in 4 2 1; do "$BENCH" "$WORK/$part"; done >"$WORK/sizes"
"$BENCH" corpus/pages/*.txt >"$WORK/corpus"
awk '
	FILENAME ~ /sizes$/ { n++; printf "page of %5.2f MB, %5d blocks: %.2f s\n", $2 / 1e6, $1, $3; if (n == 1) first = $3 / $2; last = $3; rate = $3 / $2; big = $1 }
	FILENAME ~ /corpus$/ { share = $3 / $4; printf "of the time on the corpus: %.1f %%\n", 100 * share }
	END {
		printf "the largest page, a byte, to the smallest: %.2f\n", rate / first
		bad = last > 2 || big < 20000 || share > 1 / 3 || rate > 2 * first
		if (bad) print "bench-article: a promise is broken" > "/dev/stderr"
		exit bad
	}' "$WORK/sizes" "$WORK/corpus"
