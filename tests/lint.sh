#!/bin/sh
# lint.sh ROOM…: what the compiler of the day does not check. Run by `make lint`, which sets FLAGS.
# Prints each trouble; exit status 1 when there is one.
set -u
cd "$(dirname "$0")/.." || exit 2
rooms=$*
CC=${CC:-cc}
cores=$(nproc 2>/dev/null || echo 2)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0
# FLAGS holds shell quotes: a script takes them apart.
printf 'exec "$@" %s\n' "$FLAGS" >"$work/with"

# check NAME COMMAND…: what it prints is trouble
check() {
	name=$1
	shift
	if "$@" >"$work/out" 2>&1 && ! [ -s "$work/out" ]; then
		echo "ok   $name"
	else
		echo "FAIL $name"
		sed 's/^/     /' "$work/out" | head -60
		bad=1
	fi
}

sources() { find extractor -name '*.c' | LC_ALL=C sort; }
headers() { find extractor -name '*.h' | LC_ALL=C sort; }

# A room includes itself and rooms to its left; a priv.h is its own room's.
includes_go_left() {
	seen=' '
	for room in $rooms; do
		seen="$seen$room "
		grep -Hno '^#include "[^"]*"' extractor/"$room"/*.[ch] 2>/dev/null | while IFS=: read -r file line what; do
			path=${what#*\"}
			path=${path%\"}
			case "$seen" in
			*" ${path%%/*} "*) ;;
			*) echo "$file:$line: $path is to the right of $room (order: $rooms)" ;;
			esac
			case $path in
			"$room"/* | */"${path%%/*}".h) ;;
			*) echo "$file:$line: $path is inside another room" ;;
			esac
		done
	done
	for dir in extractor/*/; do
		room=$(basename "$dir")
		case " $rooms " in *" $room "*) ;; *) echo "$dir: no room of ROOMS in the Makefile" ;; esac
	done
}

headers_alone() { headers | xargs -P "$cores" -I{} sh "$work/with" "$CC" -x c -fsyntax-only {}; }

# From the line of the opening brace to the closing brace at column 1: 40 lines, 60 for one that holds a switch.
function_length() {
	sources | xargs awk '
		FNR == 1 { inside = 0 }
		!inside && /^[A-Za-z_].*\)$/ { head = $0 }
		!inside && /^[^#\/ }].*\{$/ { inside = 1; start = FNR; choose = 0; if ($0 !~ /^\{/) head = $0; data = /= *\{$|^(static |const )*(struct|enum|union|typedef)[^(]*\{$/; next }
		inside && /^\t+switch \(/ { choose = 1 }
		inside && /^\}/ {
			inside = 0
			n = FNR - start + 1
			if (!data && $0 == "}" && n > (choose ? 60 : 40)) printf "%s:%d: %d lines: %s\n", FILENAME, start, n, head
		}'
}

# No Chinese in code: words are in rules/. Comments may.
no_han_in_code() {
	for f in $(sources) $(headers); do
		"$CC" -fpreprocessed -dD -E -P -x c "$f" 2>/dev/null | LC_ALL=C.UTF-8 grep -P '[\x{2E80}-\x{2FDF}\x{3005}-\x{3007}\x{3400}-\x{9FFF}\x{F900}-\x{FAFF}\x{20000}-\x{323AF}]' | sed "s|^|$f: |"
	done
	return 0
}

warnings_of() { sources | xargs -P "$cores" -n 4 sh "$work/with" "$1" -fsyntax-only; }
warnings_of_tests() { ls tests/unit/*.c tests/fuzz/*.c 2>/dev/null | xargs -P "$cores" -n 4 sh "$work/with" "$1" -fsyntax-only $(pkg-config --cflags cmocka); }
scripts_parse() {
	for f in tests/run tests/*.sh tests/parts/*.sh .ci/*; do
		[ -f "$f" ] || continue
		case $(head -n 1 "$f") in *bash*) bash -n "$f" ;; *) sh -n "$f" ;; esac
	done
	for f in tests/*.mjs tests/*/*.mjs; do
		command -v node >/dev/null && [ -f "$f" ] && node --check "$f"
	done
	return 0
}
spaces() { grep -nE '[[:blank:]]+$' $(sources) $(headers) tests/*.mk tests/run tests/*.sh tests/*.mjs; return 0; }
tidy() { sources | xargs -P "$cores" -n 6 sh -c 'with=$0; sh "$with" clang-tidy --quiet "$@" --' "$work/with" 2>/dev/null | grep -E 'warning:|error:' | sort -u; return 0; }

check "includes go one way: $rooms" includes_go_left
check "each header compiles alone" headers_alone
check "functions are short" function_length
check "no Chinese in C but in comments" no_han_in_code
check "no blanks at line ends" spaces
check "scripts parse" scripts_parse
for cc in gcc clang; do
	if ! command -v $cc >/dev/null; then echo "skip $cc: not here"; continue; fi
	check "no warnings: $cc" warnings_of $cc
	check "no warnings in tests: $cc" warnings_of_tests $cc
done
if command -v clang-tidy >/dev/null; then check "clang-tidy" tidy; else echo "skip clang-tidy: not here"; fi
exit $bad
