# stop.sh: runs that are stopped, killed, or two at once: what they leave is whole, and the next run works. Sourced by tests/run.

# Where a manifest is, the two others are those that it speaks of.
sealed() { # FOLDER
	[ -f "$1/manifest.json" ] || return 0
	for f in records rejects; do
		told=$(sed -n "s/.*\"file\": \"$f.jsonl\", \"bytes\": \([0-9]*\).*/\1/p" "$1/manifest.json")
		[ "$(wc -c <"$1/$f.jsonl")" = "$told" ] || { echo "$f.jsonl is not of $told bytes, as the manifest says"; return 1; }
	done
}
until_there() { # FILE
	for _ in $(seq 200); do [ -e "$1" ] && return 0; sleep 0.05; done
	echo "no $1 after ten seconds"
	return 1
}

# A run that waits for its input, until what is behind `waiting` lets it go on.
waiting() { mkfifo pipe && { "$ZHAIBAO" run - -o out <pipe >printed 2>err & } && run=$! && exec 9>pipe && until_there out/manifest.json.tmp; }

stop_by() { # SIGNAL STATUS
	before && waiting || return 1
	kill -s "$1" $run
	wait $run
	got=$?
	[ $got = "$2" ] || { echo "status $got, wanted $2"; cat err; return 1; }
	exec 9>&-
	says err 'stopped before the end' && only_messages err && untouched
}
# SIGKILL at any time: no seal on anything half; what is left behind is not in the way.
stop_kill() {
	for i in $(seq 20); do
		[ $((i % 2)) = 0 ] && pages=$CORPUS || pages="$CORPUS $CORPUS $CORPUS"
		timeout -s KILL 0.$((i % 10))$i "$ZHAIBAO" run $pages -o out >/dev/null 2>&1
		sealed out || return 1
	done
	status 0 "$ZHAIBAO" run "$CORPUS" -o out && sealed out && same out/records.jsonl "$WORK/corpus/records.jsonl" && nothing_left out
}
stop_leftover() { # by one that was killed, longer than what comes
	mkdir out && yes 2>/dev/null | head -c 3000000 >out/records.jsonl.tmp && echo '{' >out/manifest.json.tmp
	status 0 "$ZHAIBAO" run "$CORPUS" -o out && same out/records.jsonl "$WORK/corpus/records.jsonl" && nothing_left out
}
stop_two_at_once() {
	waiting || return 1
	"$ZHAIBAO" run "$CORPUS" -o out >/dev/null 2>second
	got=$?
	cat "$CORPUS/$GOOD" >&9
	exec 9>&-
	wait $run || { cat err; return 1; }
	[ $got = 3 ] && says second out/records.jsonl 'another run is writing it' && says out/records.jsonl '"file":"-"' && sealed out && nothing_left out || return 1
	status 0 "$ZHAIBAO" run "$CORPUS" -o out && same out/records.jsonl "$WORK/corpus/records.jsonl"
}
stop_memory() { # gone: status 3, a message, and nothing left
	case $ZHAIBAO in "$SAN") echo "sanitizers take what memory they want"; exit 77 ;; esac
	before && many 30000000 '园' >long.txt
	(ulimit -v 400000; exec "$ZHAIBAO" run long.txt -o out) >/dev/null 2>err
	[ $? = 3 ] && says err 'out of memory' && untouched || { cat err; return 1; }
}

part_stop() { # PREFIX
	t "${1:-}stop: SIGTERM" stop_by TERM 143
	t "${1:-}stop: SIGHUP" stop_by HUP 129
	t "${1:-}stop: SIGKILL at any time" stop_kill
	t "${1:-}stop: what a killed run left" stop_leftover
	t "${1:-}stop: two runs at once" stop_two_at_once
	t "${1:-}stop: out of memory" stop_memory
}
