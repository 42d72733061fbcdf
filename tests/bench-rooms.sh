#!/bin/sh
# bench-rooms.sh: what share of a page's way from bytes to records each part takes, in instructions (valgrind's callgrind; they are
# the same on every run and every machine). The corpus, one thread; loading the rules is not counted, nor what is learnt but once.
set -eu
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "bench-rooms: needs valgrind" >&2; exit 2; }
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
calls() { # NAME OPTION...
	name=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file="$WORK/$name.calls" ./zhaibao run corpus/pages -o "$WORK/out" -j 1 "$@" >"$WORK/log" 2>&1 || [ $? = 1 ] || { cat "$WORK/log" >&2; exit 3; }
	callgrind_annotate --inclusive=yes --threshold=100 "$WORK/$name.calls" >"$WORK/$name"
}
# The same with all rules for organizations switched off: what is saved is what they cost, patterns and facts about them included.
mkdir "$WORK/off"
{ printf 'pack: off\ndoc: no organizations\nrules:\n'; ./zhaibao rules list | awk '$2 == "org" { print "  - {id: " $1 ", off: true}" }'; } >"$WORK/off/off.yaml"
calls all
calls without --rules "$WORK/off"
awk -v all="$WORK/all" '
	function wanted(f) { return f ~ /^(run_page|text_decode|article_split|mention_scan_explained|rule_scan|mention_zones|mention_orgs|value_read|value_orgs|fact_make|record_make|record_check|shape_write|sieve_learn|sieve_learn_start|lexicon_of)$/ }
	{ n = $1; gsub(",", "", n); f = $0; sub(/.*:/, "", f); sub(/[ \[(].*/, "", f); sub(/\x27.*/, "", f) }
	n !~ /^[0-9]+$/ || !wanted(f) { next }
	FILENAME == all && !(f in took) { took[f] = n; order[++k] = f }
	FILENAME != all && !(f in less) { less[f] = n }
	END {
		if (!took["run_page"] || !less["run_page"]) { print "bench-rooms: run_page was not seen" > "/dev/stderr"; exit 3 }
		once = took["sieve_learn"] + took["sieve_learn_start"]
		took["run_page"] -= once + took["lexicon_of"]
		took["mention_scan_explained"] -= once
		took["article_split"] -= took["lexicon_of"]
		less["run_page"] -= less["sieve_learn"] + less["sieve_learn_start"] + less["lexicon_of"]
		page = took["run_page"]
		for (i = 1; i <= k; i++) if (order[i] !~ /^sieve_|^lexicon_/) printf "%-24s %6.1f %%\n", order[i], 100 * took[order[i]] / page
		printf "organizations: mention_orgs + value_orgs %.1f %%; saved without their rules %.1f %%\n", 100 * (took["mention_orgs"] + took["value_orgs"]) / page, 100 * (page - less["run_page"]) / page
		printf "left out, as it comes but once a thread: what the sieve learns, %.1f million instructions; the list of Chinese words, %.1f\n", once / 1e6, took["lexicon_of"] / 1e6
	}' "$WORK/all" "$WORK/without"
