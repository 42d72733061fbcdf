#!/bin/sh
# bench.sh: the full pipeline on at least 100 MB of pages, one thread and all threads, and pcre2grep with one union of an
# amount, a date and an organization pattern on the same bytes in the same run: a short one, one with the
# usual endings, one with the packs' own endings. Figures on standard output.
# The pages are the corpus, decoded to UTF-8 and repeated; each copy is a file of its own. Median of RUNS runs.
set -eu
cd "$(dirname "$0")/.."
WORK=.build/bench
RUNS=${RUNS:-3}
PAGES=$WORK/pages
rm -rf "$WORK"
mkdir -p "$PAGES"

./zhaibao normalize corpus/pages > "$WORK/pages.jsonl"
node -e '
const fs = require("fs");
const pages = fs.readFileSync(process.argv[1], "utf8").trim().split("\n").map((l) => JSON.parse(l));
let bytes = 0;
for (let n = 0; bytes < 100e6; n++) {
	const p = pages[n % pages.length];
	const copy = Buffer.from(p.text);
	fs.writeFileSync(`${process.argv[2]}/${String(n).padStart(6, "0")}_${p.issue.date ?? "2023-01-01"}.txt`, copy);
	bytes += copy.length;
}' "$WORK/pages.jsonl" "$PAGES"
cat "$PAGES"/*.txt > "$WORK/all.txt"
BYTES=$(wc -c < "$WORK/all.txt")
FILES=$(find "$PAGES" -name '*.txt' | wc -l)

# One union each: a short one, and one that looks for the same things as the packs (numerals, currencies, relative dates, the usual endings).
SHORT='[0-9][0-9.,]*[余多]?[十百千万亿]*(?:美|欧|港|日)?元|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?|[\x{4e00}-\x{9fff}()（）]{2,30}?(?:有限公司|集团|银行|大学|研究院|研究所|管委会|委员会|局|厅|中心|协会|医院|基金)'
FULL='(?:[0-9０-９][0-9０-９.,．，]*|[一二两三四五六七八九十百千万亿]+)[余多]?[十百千万亿]*[余多]?(?:元|美元|欧元|港元|日元|英镑|韩元)|(?:(?:[0-9０-９]{4}|二[〇零一二三四五六七八九]{3})年|今年|去年|前年|明年)?(?:[0-9０-９]{1,2}|十[一二]?|[一二三四五六七八九])月(?:[0-9０-９]{1,2}日)?|(?:[0-9０-９]{4}|二[〇零一二三四五六七八九]{3})年|今年|去年|前年|明年|上半年|下半年|[一二三四]季度|近日|日前|目前|[\x{4e00}-\x{9fff}A-Za-z（）()·]{2,30}?(?:有限公司|有限责任公司|公司|集团|银行|分行|支行|大学|学院|研究院|研究所|实验室|管委会|委员会|党工委|市委|省委|局|厅|办公室|中心|协会|学会|商会|联盟|医院|基金|交易所|法院|检察院|报社|学校|中学|孵化器|海关)'

# The same with the endings of the packs' own list, as many as pcre2grep takes in one pattern.
ENDINGS=$(grep -v '^#' rules/words/org-suffixes.tsv | cut -f 1 | LC_ALL=C awk 'length($0) >= 6 { n += length($0) + 1; if (n < 7000) print }' | paste -sd '|')
PACKS="${FULL%%(?:有限公司*}(?:$ENDINGS)"

# timed NAME COMMAND…: "seconds KiB", the median by seconds of RUNS runs after one that warms the cache
timed() {
	"$@" > /dev/null 2>&1 || true
	for _ in $(seq "$RUNS"); do
		/usr/bin/time -f '%e %M' -o "$WORK/time" "$@" > /dev/null 2>&1 || true
		tail -n 1 "$WORK/time"
	done | sort -n | sed -n "$(((RUNS + 1) / 2))p"
}

line() { # NAME "seconds KiB"
	echo "$2" | awk -v name="$1" -v bytes="$BYTES" '{ printf "%-34s %7.2f s %8.1f MB/s %8.1f MB peak\n", name, $1, bytes / $1 / 1e6, $2 / 1024 }'
}

echo "$FILES pages, $BYTES bytes of UTF-8, median of $RUNS runs"
ONE=$(timed ./zhaibao run "$PAGES" -o "$WORK/out" -j 1)
ALL=$(timed ./zhaibao run "$PAGES" -o "$WORK/out" -j "$(nproc)")
GREP=$(timed pcre2grep -o -u "$SHORT" "$WORK/all.txt")
GREPFULL=$(timed pcre2grep -o -u "$FULL" "$WORK/all.txt")
GREPPACKS=$(timed pcre2grep -o -u "$PACKS" "$WORK/all.txt")
line "zhaibao run -j 1" "$ONE"
line "zhaibao run -j $(nproc)" "$ALL"
line "pcre2grep -o -u, short union" "$GREP"
line "pcre2grep -o -u, full union" "$GREPFULL"
line "pcre2grep -o -u, packs' endings" "$GREPPACKS"
echo "$ONE $GREP $GREPFULL $GREPPACKS" | awk '{ printf "speed of zhaibao -j 1 / pcre2grep: %.2f (short union) %.2f (full union) %.2f (packs'"'"' endings)\n", $3 / $1, $5 / $1, $7 / $1 }'
echo "output: $(wc -c < "$WORK/out/records.jsonl") bytes of records"
rm -rf "$WORK"
