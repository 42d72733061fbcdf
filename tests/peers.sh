#!/bin/sh
# peers.sh: the cases of other tools' test suites through `zhaibao extract`, and the table of how many come out right (scope news,
# doubtful ones left out; columns with ~: overlapping spans). SHOW=40 lists the wrong ones. The cases, the converter and the
# scorer are not part of the project: ZHAIBAO_PAGES names the folder that has cases/*.jsonl and eval/{cases,score_cases}.py.
set -eu
FROM=${ZHAIBAO_PAGES:-}
[ -n "$FROM" ] || { echo "peers: skipped, ZHAIBAO_PAGES is unset"; exit 0; }
command -v python3 >/dev/null || { echo "peers: skipped, python3 is missing"; exit 0; }
for need in cases eval/cases.py eval/score_cases.py; do
	[ -e "$FROM/$need" ] || { echo "peers: skipped, $FROM/$need is missing"; exit 0; }
done
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
for cases in "$FROM"/cases/*.jsonl; do
	kind=$(basename "$cases")
	kind=${kind%%.*}
	scope=
	[ "$kind" = organizations ] || scope='--scope news'
	python3 "$FROM/eval/cases.py" docs "$cases" >"$WORK/docs"
	"${ZHAIBAO:-./zhaibao}" extract <"$WORK/docs" >"$WORK/records" 2>"$WORK/said" || { cat "$WORK/said" >&2; exit 1; }
	python3 "$FROM/eval/cases.py" found "$kind" "$WORK/docs" "$WORK/records" >"$WORK/found"
	echo "== $kind"
	# shellcheck disable=SC2086
	python3 "$FROM/eval/score_cases.py" --skip-doubt --show "${SHOW:-0}" $scope "$cases" "$WORK/found"
done
