# score.sh: how good, and that it does not get worse. Sourced by tests/run.
# floors.tsv: set, figure, least. A figure like 30/37 counts its first number.

figures() { # GOLD RECORDS: "amounts.F1 0.97" a line
	"$ZHAIBAO" score "$1" "$2" >score.out 2>score.err
	[ $? -le 1 ] || { cat score.err; return 1; }
	awk 'NF == 0 { exit } $1 == "joins" { print "joins", $2; next } { for (i = 2; i < NF; i += 2) print $1 "." $i, $(i + 1) }' score.out
}
floor() { # FIGURES NAME LEAST
	awk -v name="$2" -v least="$3" '$1 == name { split($2, n, "/"); seen = 1; if (n[1] + 0 < least + 0) { print name " is " $2 ", wanted at least " least; exit 1 } }
		END { if (!seen) { print "no figure " name; exit 1 } }' "$1"
}
floors() { # SET FIGURES
	while IFS="$(printf '\t')" read -r set name least; do
		[ "$set" = "$1" ] && t "score $1: $name >= $least" floor "$2" "$name" "$least"
	done <"$TESTS/floors.tsv"
}
score_of_itself() {
	"$ZHAIBAO" score "$CORPUS/../gold" "$WORK/corpus/records.jsonl" >out 2>err
	[ $? -le 1 ] && says out articles joins amounts dates organizations zones quantities facts
}

part_score() {
	part_wanted score || part_wanted encodings || part_wanted peers || return 0
	t "score: all figures" score_of_itself
	(cd "$WORK" && figures "$CORPUS/../gold" corpus/records.jsonl >figures.corpus)
	floors corpus "$WORK/figures.corpus"
	if [ -z "${ZHAIBAO_PAGES:-}" ]; then
		skip "score pages" "ZHAIBAO_PAGES is unset"
		return
	fi
	"$ZHAIBAO" run "$ZHAIBAO_PAGES/pages" -o "$WORK/pages" 2>"$WORK/pages.err"
	(cd "$WORK" && figures "$ZHAIBAO_PAGES/gold" pages/records.jsonl >figures.pages)
	floors pages "$WORK/figures.pages"
	t "score pages: filters equal run" pages_filters
	t "score pages: bytes and articles add up" identity "$WORK/pages"
	if no_node; then skip "peers organizations" "node is missing"
	elif [ -f "$ZHAIBAO_PAGES/cases/organizations.dev.jsonl" ]; then tap "peers organizations" node "$TESTS/peers-org.mjs" --floors; fi
	if no_node; then skip "encodings pages" "node is missing"
	else tap "encodings pages" node "$TESTS/encodings.mjs" "$ZHAIBAO_PAGES/pages" "$WORK/pages/records.jsonl"; fi
}
pages_filters() {
	"$ZHAIBAO" normalize "$ZHAIBAO_PAGES/pages" | "$ZHAIBAO" split | "$ZHAIBAO" extract | "$ZHAIBAO" validate | cmp - "$WORK/pages/records.jsonl"
}
