# same.sh: what must not change the output does not. Sourced by tests/run.

filters_equal_run() {
	"$ZHAIBAO" normalize "$CORPUS" >pages && "$ZHAIBAO" split <pages >documents && "$ZHAIBAO" extract <documents >records &&
		"$ZHAIBAO" validate <records >valid || return 1
	same "$WORK/corpus/records.jsonl" valid && same records valid
}
filters_in_a_pipe() {
	"$ZHAIBAO" normalize "$CORPUS" | "$ZHAIBAO" split | "$ZHAIBAO" extract | "$ZHAIBAO" validate >valid
	same "$WORK/corpus/records.jsonl" valid
}
threads_equal() { # N
	"$ZHAIBAO" run "$CORPUS" -j "$1" -o out 2>err
	for f in records.jsonl rejects.jsonl manifest.json; do same "$WORK/corpus/$f" out/$f || return 1; done
}
filter_threads_equal() {
	"$ZHAIBAO" normalize "$CORPUS" -j1 >one
	"$ZHAIBAO" normalize "$CORPUS" -j7 >seven
	same one seven && "$ZHAIBAO" split -j7 <seven >split7 && "$ZHAIBAO" split -j1 <one >split1 && same split1 split7 &&
		"$ZHAIBAO" extract -j7 <split7 | cmp - "$WORK/corpus/records.jsonl"
}
# Files one by one, in another order, through an archive: each article has the same id.
ids() { sed 's/.*"id":"\([0-9a-f]*\)".*/\1/' "$1" | sort; }
ids_equal_in_any_order() {
	ids "$WORK/corpus/records.jsonl" >want
	"$ZHAIBAO" run $(ls -r "$CORPUS"/*.txt) -o out 2>err
	ids out/records.jsonl >got
	same want got
}
archive_equal() {
	(cd "$CORPUS" && tar czf "$OLDPWD/pages.tar.gz" *)
	"$ZHAIBAO" run pages.tar.gz -o out 2>err
	ids "$WORK/corpus/records.jsonl" >want
	ids out/records.jsonl >got
	same want got
}
twice_equal() {
	"$ZHAIBAO" validate <"$WORK/corpus/records.jsonl" >one && "$ZHAIBAO" validate <one >two && same one two
}
# Every line is one JSON object with all keys in the order of the schema, and nothing that consumers stumble over.
clean_lines() {
	needs_node
	node "$TESTS/consumers.mjs" "$WORK/schema.json" "$WORK/corpus/records.jsonl"
}
identity() { # FOLDER: what came in is accounted for
	needs_node
	node "$TESTS/identity.mjs" "$1"
}
run_san() {
	"$SAN" run "$CORPUS" -j2 -o out 2>err || { cat err; return 1; }
	same "$WORK/corpus/records.jsonl" out/records.jsonl
}
san_filters() {
	"$SAN" normalize "$CORPUS" | "$SAN" split | "$SAN" extract | "$SAN" validate >valid 2>err || { cat err; return 1; }
	same "$WORK/corpus/records.jsonl" valid
}

part_same() {
	t "same: filters equal run" filters_equal_run
	t "same: filters in a pipe equal run" filters_in_a_pipe
	for n in 1 2 7; do t "same: run -j$n" threads_equal $n; done
	t "same: filters with -j1 and -j7" filter_threads_equal
	t "same: ids in any order of files" ids_equal_in_any_order
	t "same: ids out of an archive" archive_equal
	t "same: validate of validated" twice_equal
	t "same: lines are what consumers want" clean_lines
	t "same: bytes and articles add up" identity "$WORK/corpus"
	if no_node; then skip "encodings" "node is missing"
	elif part_wanted encodings; then tap encodings node "$TESTS/encodings.mjs" "$CORPUS" "$WORK/corpus/records.jsonl"; fi
	if [ "$SAN" ]; then
		t "san same: run" run_san
		t "san same: filters" san_filters
	fi
}

# ---- chop, slap, noise: every page of the corpus is cut, and bytes of it dropped, flipped, added ----------------------

mutants() { # KIND SEED
	needs_node
	node "$TESTS/mutate.mjs" "$1" "$2" "$CORPUS" pages || return 1
	ls pages | wc -l >count
	"$SAN" run pages -j2 -o out >/dev/null 2>err
	got=$?
	[ $got -le 1 ] || { echo "status $got"; grep -v '^zhaibao:' err | tail -n 25; return 1; }
	node "$TESTS/identity.mjs" out "$(cat count)" && "$ZHAIBAO" validate <out/records.jsonl | cmp - out/records.jsonl
}
part_mutants() {
	[ "$SAN" ] || return 0
	for kind in chop slap drop flip add; do t "mutants: $kind" mutants $kind 1; done
}

# fuzz_seeds DRIVER: replays the seeds that fit it, whole and mutated
fuzz_seeds() {
	needs_node
	mkdir seeds
	case $1 in
	*fuzz_source) cp "$CORPUS"/pages.tsv seeds/; printf 'file\tdate\tpage\n20210607_A03.txt\t2021-06-07\t5\n' >seeds/b; printf 'news/2021-06-07/03.txt' >seeds/c ;;
	*fuzz_rule) cp "$TESTS"/../rules/*/*.yaml "$TESTS"/cases/*/*/*.yaml seeds/ 2>/dev/null ;;
	*fuzz_record)
		"$ZHAIBAO" normalize "$CORPUS" >n
		"$ZHAIBAO" split <n >s
		head -n 12 "$WORK/corpus/records.jsonl" | split -l 1 - seeds/r
		head -n 4 n | split -l 1 - seeds/n
		head -n 12 s | split -l 1 - seeds/s ;;
	*) cp "$CORPUS"/*.txt seeds/ ;;
	esac
	for kind in chop slap drop flip add; do node "$TESTS/mutate.mjs" $kind 2 seeds mutants 4 || return 1; done
	timeout 100 "$1" seeds mutants >out 2>&1 || { tail -n 30 out; return 1; }
}
