# bad.sh: bad input, each with its message, its exit status, and every other input still processed. Sourced by tests/run.
# $ZHAIBAO is the plain binary or the sanitized one.

GOOD=20230412_05.txt
good_page() { cp "$CORPUS/$GOOD" "${1:-.}/"; }

# What a good page gives when it stands beside something bad is what it gives alone.
beside() { # CODE WORD… : the page is in good/, the bad input named in $bad; status 1, CODE in rejects.jsonl, WORDs on standard error
	code=$1
	shift
	mkdir -p good && good_page good
	"$ZHAIBAO" run good -o alone 2>/dev/null || return 1
	status 1 "$ZHAIBAO" run good $bad -o out && same alone/records.jsonl out/records.jsonl || return 1
	says out/rejects.jsonl "\"code\":\"$code\"" && says err "$@" && only_messages err && nothing_left out
}
# Nothing but messages and the table: no sanitizer, no assert.
only_messages() {
	if grep -q 'Sanitizer\|runtime error\|Assertion\|core dumped' "$1"; then cat "$1"; return 1; fi
}
fresh() { rm -rf out alone good err; }

bad_missing() { bad=nowhere.txt; beside file.missing nowhere.txt 'No such file'; }
bad_no_pages() { mkdir empty && echo x >empty/notes.md && bad=empty && beside folder.nopages empty; }
bad_empty_folder() { mkdir empty && bad=empty && beside folder.nopages empty; }
bad_symlink() { mkdir in && ln -s /nowhere/page.txt in/gone.txt && bad=in && beside file.missing in/gone.txt; }
bad_folder_named_txt() { # a folder with a page's name is a folder
	mkdir -p in/page.txt && good_page in && status 0 "$ZHAIBAO" run in -o out && says out/records.jsonl "$GOOD"
}
bad_unreadable() {
	echo 园区 >page.txt && chmod 000 page.txt
	if [ "$(id -u)" != 0 ]; then bad=page.txt && beside file.unreadable page.txt 'Permission denied'; return; fi
	command -v setpriv >/dev/null || { echo "root reads everything, and there is no setpriv"; exit 77; }
	mkdir good && good_page good && cp "$ZHAIBAO" zhaibao && chmod 777 . && chmod 755 zhaibao
	setpriv --reuid=65534 --regid=65534 --clear-groups ./zhaibao run good -o alone 2>/dev/null || { echo "cannot run as nobody"; exit 77; }
	status 1 setpriv --reuid=65534 --regid=65534 --clear-groups ./zhaibao run good page.txt -o out &&
		same alone/records.jsonl out/records.jsonl && says out/rejects.jsonl file.unreadable && says err page.txt 'Permission denied'
}
bad_empty() { : >void.txt && bad=void.txt && beside file.empty void.txt empty; }
bad_blanks() { printf ' \n\t\n \343\200\200\r\n\302\240\n' >blank.txt && bad=blank.txt && beside file.blank blank.txt blanks; }
bad_png() {
	{ printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\6\0\0\0'; head -c 20000 "$ZHAIBAO"; } >picture.txt
	bad=picture.txt && beside text.binary picture.txt 'binary' || { fresh && bad=picture.txt && beside text.broken picture.txt; }
}
bad_zeros() { head -c 4096 /dev/zero >zeros.txt && bad=zeros.txt && beside text.binary zeros.txt; }
bad_broken_text() { # one character in fifty is no UTF-8
	awk 'BEGIN { for (i = 0; i < 200; i++) { printf "园区企业投资建设新项目,今年完成营业收入增长,\xff" } print "" }' >torn.txt
	bad=torn.txt && beside text.broken torn.txt byte '1 %'
}
bad_truncated() { # the last character is cut: repaired, noted with its place, not rejected
	printf '高新区新项目开工\n\n本报讯 园区投资25.6亿元建设厂房。企业增' >cut.txt
	printf '\345\212' >>cut.txt
	status 0 "$ZHAIBAO" run cut.txt -o out && says out/records.jsonl '"repaired":1' 'at byte' 25.6亿元
}
bad_truncated_utf16() {
	printf '高新区新项目开工\n\n本报讯 园区投资25.6亿元建设厂房。\n' | iconv -f UTF-8 -t UTF-16LE | head -c 57 >cut.txt
	status 0 "$ZHAIBAO" run cut.txt -o out && says out/records.jsonl '"repaired":1' UTF-16LE
}
bad_truncated_gb() {
	printf '高新区新项目开工\n\n本报讯 园区投资25.6亿元建设厂房。企业增长' | iconv -f UTF-8 -t GB18030 | head -c 58 >cut.txt
	status 0 "$ZHAIBAO" run cut.txt -o out && says out/records.jsonl '"repaired":1' GB18030
}

# many BYTES TEXT: the text again and again, without a line break
many() { yes "$2" | head -n $(($1 / $(printf %s "$2" | wc -c))) | tr -d '\n'; }
long() { [ "$ZHAIBAO" = "$SAN" ] && echo 1000000 || echo 50000000; } # the sanitized binary gets less
long_line() { # TEXT BYTES
	many "$2" "$1" >long.txt
	mkdir good && good_page good
	"$ZHAIBAO" run good -o alone 2>/dev/null
	timeout 100 "$ZHAIBAO" run good long.txt -o out >/dev/null 2>err
	got=$?
	[ $got -le 1 ] || { echo "status $got"; tail -n 5 err; return 1; }
	only_messages err && head -n "$(wc -l <alone/records.jsonl)" out/records.jsonl | cmp - alone/records.jsonl
}
bad_long_sentences() { long_line '高新区企业投资25.6亿元建设厂房,2021年6月投产。' $(long); }
bad_long_clause() { long_line '园区企业' $(($(long) / 5)); }
# Ten times the text takes at most twenty times as long (what takes less than half a second tells nothing).
linear() { # TEXT
	n=$([ "$ZHAIBAO" = "$SAN" ] && echo 20000 || echo 200000)
	for times in 1 10; do
		{ printf '{"text":"'; many $((n * times)) "$1"; printf '"}\n'; } >in.jsonl
		start=$(date +%s%N)
		timeout 100 "$ZHAIBAO" extract <in.jsonl >out.jsonl 2>err || { echo "$1: status $?"; tail -n 5 err; return 1; }
		took=$((($(date +%s%N) - start) / 1000000))
		[ $times = 1 ] && one=$took
	done
	[ $took -lt 500 ] || [ $took -lt $((20 * one)) ] || { echo "$1: $one and $took ms"; return 1; }
}
bad_org_ten_thousand() { # a name in a sentence of 10,000 characters without punctuation
	{ printf '{"text":"'; many 15000 园区企业; printf '由宁波蓝湖电子有限公司'; many 15000 建设厂房; printf '"}\n'; } >in.jsonl
	status 0 timeout 20 "$ZHAIBAO" extract <in.jsonl && says printed '"text":"宁波蓝湖电子有限公司"'
}
bad_org_endings() { linear 公司 && linear 有限公司 && linear 科技电子; }
bad_org_lists() { linear 蓝湖电子、 && linear 蓝湖等企业 && linear 由淼屿珀领投 && linear 龙头企业; }
bad_org_shorts() { linear 宁波蓝屿电子科技有限公司蓝屿电子 && linear '北京甲乙有限公司(以下简称甲乙)'; }
bad_org_brackets() { linear '(' && linear '公司)' && linear '“宁波(公司' && linear '】简称[公司'; }
bad_org_long_name() { # 200 characters in front of an ending: no hang, and what is behind is found
	{ printf '{"text":"宁波'; many 600 淼; printf '有限公司,青岛蓝湖电子有限公司"}\n'; } >in.jsonl
	status 0 timeout 20 "$ZHAIBAO" extract <in.jsonl && says printed '"text":"青岛蓝湖电子有限公司"'
}
bad_org_traditional() { # the same names, as they stand on the page
	printf '{"text":"%s"}\n' '寧波藍湖電子科技有限公司(以下簡稱藍湖電子)與寧波高新區管委會簽約,藍湖電子投產' >traditional
	printf '{"text":"%s"}\n' '宁波蓝湖电子科技有限公司(以下简称蓝湖电子)与宁波高新区管委会签约,蓝湖电子投产' >simplified
	for script in traditional simplified; do
		"$ZHAIBAO" extract <$script | grep -o '"span":[^]]*\]\|"rule":"[^"]*"\|"type":"[a-z]*"' >$script.seen
	done
	same traditional.seen simplified.seen && says simplified.seen org.suffix org.alias org.again zone.gazetteer
}
bad_long_digits() { long_line '1234567890' $(($(long) / 5)); }
bad_long_units() { long_line '亿元年' $(($(long) / 5)); }
bad_long_document() { # the same to extract
	{ printf '{"text":"'; many $(($(long) / 10)) '园区投资25.6亿元,'; printf '"}\n{"text":"投资3亿元"}\n'; } >in.jsonl
	timeout 100 "$ZHAIBAO" extract <in.jsonl >out.jsonl 2>err || { echo "status $?"; tail -n 5 err; return 1; }
	only_messages err && [ "$(wc -l <out.jsonl)" = 2 ] && tail -n 1 out.jsonl >last && says last 3亿元
}
bad_blank_lines() {
	yes '' | head -n 100000 >blank.txt && bad=blank.txt && beside file.blank blank.txt
}
bad_blank_lines_inside() {
	{ printf '高新区新项目开工\n'; yes '' | head -n 100000; printf '本报讯 园区投资25.6亿元建设厂房。\n'; } >gap.txt
	status 0 timeout 60 "$ZHAIBAO" run gap.txt -o out && says out/records.jsonl 25.6亿元
}
bad_short_lines() {
	yes 园 | head -n 100000 >short.txt && timeout 60 "$ZHAIBAO" run short.txt -o out 2>err
	[ $? -le 1 ] && only_messages err
}
bad_nul_bytes() { # a few are dropped and the spans still find their bytes
	printf '高新区新项目\0开工\n\n本报讯 园区\0投资25.\0006亿元建设厂房,企业增长,一切照旧,明年也一样,后年再说。园区企业很多,项目不少。\n' >nul.txt
	status 0 "$ZHAIBAO" run nul.txt -o out && says out/records.jsonl '"text":"25.6亿元"' && ! grep -q '\\u0000' out/records.jsonl
}
bad_no_zone() {
	printf '一家商店开门迎客\n\n本报讯 6月1日,街角新开的书店投资30万元,店主说生意不错。\n' >page.txt
	status 0 "$ZHAIBAO" run page.txt -o out && says out/records.jsonl '"zone":null' 30万元
}
bad_no_headline() {
	printf '本报讯 6月1日,合肥高新区一家企业投资3亿元扩建厂房,预计明年投产,带动就业五百人。\n' >page.txt
	status 0 "$ZHAIBAO" run page.txt -o out && says out/records.jsonl '"title":null' 3亿元 合肥高新技术产业开发区
}
bad_encoding() { status 2 "$ZHAIBAO" run "$CORPUS/$GOOD" --encoding klingon -o out && says err encoding && [ ! -e out ]; }
bad_wrong_encoding() { # told that it is what it is not
	status 1 "$ZHAIBAO" run "$CORPUS/dongnan_1102.txt" --encoding UTF-8 -o out && says out/rejects.jsonl text.broken
}
bad_right_encoding() { "$ZHAIBAO" run "$CORPUS/dongnan_1102.txt" -o auto 2>err; "$ZHAIBAO" run "$CORPUS/dongnan_1102.txt" --encoding gbk -o told 2>err; same auto/records.jsonl told/records.jsonl; }
bad_manifest() { # a pages.tsv with a broken row: its good rows still count
	mkdir in && good_page in && printf 'file\tnewspaper\tdate\tpage\n%s\t东海报\t2023-04-12\t1\nx.txt\t东海报\t2023-02-30\t1\n' $GOOD >in/pages.tsv
	status 1 "$ZHAIBAO" run in -o out && says err pages.tsv 3 2023-02-30 && says out/records.jsonl 东海报 && says out/rejects.jsonl manifest.broken
}
bad_archive() { head -c 3000 /dev/urandom >x.zip && bad=x.zip && beside archive.broken x.zip; }
bad_cut_archive() { (cd "$CORPUS" && tar czf - *.txt) | head -c 9000 >x.tar.gz && bad=x.tar.gz && beside archive.broken x.tar.gz; }
bad_archive_outside() {
	command -v python3 >/dev/null || exit 77
	mkdir -p in/deep && good_page in && (cd in/deep && tar cPf ../../x.tar ../$GOOD) && bad=x.tar && beside archive.unsafe x.tar
}
bad_standard_input() { "$ZHAIBAO" run - -o out <"$CORPUS/$GOOD" 2>err && says out/records.jsonl '"file":"-"'; }

# ---- lines for the filters ------------------------------------------------------------------------------------

filter_bad_lines() { # COMMAND GOOD_LINE: bad lines between two good ones
	printf '%s\n{"text"\n\n[1]\n{"text":5,"x":1}\nnull\n"\\ud800"\n%s\n' "$2" "$2" >in.jsonl
	"$ZHAIBAO" "$1" --rejects rejects.jsonl <in.jsonl >out.jsonl 2>err
	[ $? = 1 ] && only_messages err && [ "$(grep -c . out.jsonl)" -ge 2 ] && [ "$(grep -c . rejects.jsonl)" = 6 ] && says err rejects.jsonl || { cat err out.jsonl; return 1; }
	"$ZHAIBAO" "$1" <in.jsonl >out2.jsonl 2>err
	[ $? = 1 ] && same out.jsonl out2.jsonl && says err 'line 2' 'line 3' 'line 4' 'line 5' 'line 6' 'line 7'
}
bad_lines_extract() { filter_bad_lines extract '{"text":"投资3亿元"}'; }
bad_lines_split() { filter_bad_lines split "$("$ZHAIBAO" normalize "$CORPUS/$GOOD")"; }
bad_lines_validate() { filter_bad_lines validate "$(head -n 1 "$WORK/corpus/records.jsonl")"; }
bad_no_line_feed() { printf '{"text":"投资3亿元"}' | "$ZHAIBAO" extract >out && [ "$(wc -l <out)" = 1 ]; }
bad_crlf_lines() { printf '{"text":"投资3亿元"}\r\n{"text":"投资4亿元"}\r\n' | "$ZHAIBAO" extract >out && [ "$(wc -l <out)" = 2 ] && says out 3亿元 4亿元; }
# A line that would take all memory is refused; the next one is read.
refused_line() { # CODE WORD…: 1 GB of memory is enough for it
	code=$1
	shift
	printf '{"text":"投资3亿元"}\n' >>in.jsonl
	(case $ZHAIBAO in "$SAN") ;; *) ulimit -v 1500000 ;; esac; exec timeout 100 "$ZHAIBAO" extract --rejects rejects <in.jsonl) >out 2>err
	[ $? = 1 ] || { cat err; return 1; }
	says rejects "\"code\":\"$code\"" "$@" && says out 3亿元 && [ "$(wc -l <out)" = 1 ] && only_messages err
}
bad_line_many_values() { { printf '{"x":['; many 60000000 '{},'; printf '0]}\n'; } >in.jsonl && refused_line line.large 'too many values'; }
bad_line_long_text() { { printf '{"text":"'; many 101000000 'investment '; printf '"}\n'; } >in.jsonl && refused_line line.large 'at most 100663296'; }
bad_empty_input() { status 0 "$ZHAIBAO" extract </dev/null && [ ! -s printed ]; }
bad_deep_json() { many 200000 '[' >in && "$ZHAIBAO" validate <in >out 2>err; [ $? = 1 ] && only_messages err; }
bad_no_utf8_line() { printf '{"text":"\377\376"}\n{"text":"投资3亿元"}\n' | "$ZHAIBAO" extract >out 2>err; [ $? = 1 ] && [ "$(wc -l <out)" = 1 ] && says err 'line 1'; }

# ---- rule packs -------------------------------------------------------------------------------------------------

RULE_GOOD="  - {id: my.rule, kind: amount, doc: d, trigger: [星元], pattern: '(?<num>[{digit}]+)(?<scale>亿)(?<cur>星元)', emit: {read: single, currency: CNY}, samples: [{text: 投资5亿星元, want: {text: 5亿星元}}, {text: 星元, none: true}]}"
# pack LINE…: a pack of these lines is refused; `says` what
pack() { mkdir pack && printf 'pack: mine\ndoc: d\nrules:\n' >pack/mine.yaml && printf '%s\n' "$@" >>pack/mine.yaml; }
refused() { # WORD…: by `rules check` with status 1, by everything else with 3, naming the file and the place
	status 1 "$ZHAIBAO" rules check --rules pack && says err mine.yaml: "$@" && grep -qE 'mine\.yaml:[0-9]+:[0-9]+:' err || { cat err; return 1; }
	status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" --rules pack -o out && says err "$@" && [ ! -e out ] || return 1
	status 3 "$ZHAIBAO" extract --rules pack && says err "$@" && only_messages err
}
RULE() { printf '%s' "$RULE_GOOD" | sed "$1"; }
bad_pack_regex() { pack "$(RULE 's/(?<cur>星元)/(?<cur>星元/')" && refused my.rule; }
bad_pack_key() { pack "$(RULE 's/doc: d/doc: d, colour: red/')" && refused colour; }
bad_pack_twice() { pack "$RULE_GOOD" "$RULE_GOOD" && refused my.rule already; }
bad_pack_key_twice() { pack "$(RULE 's/doc: d/doc: d, doc: e/')" && refused doc twice; }
bad_pack_sample() { pack "$(RULE 's/want: {text: 5亿星元}/want: {text: 5亿星元, value: 6}/')" && refused my.rule 5亿星元 value 500000000; }
bad_pack_near_miss() { pack "$(RULE 's/text: 星元, none/text: 7亿星元, none/')" && refused my.rule 7亿星元; }
bad_pack_yaml() { pack "$(RULE 's/}$//')" && refused mine.yaml; }
bad_pack_class() { pack "$(RULE 's/\[{digit}\]+/\\d+/')" && refused '\d'; }
bad_pack_property() { pack "$(RULE 's/\[{digit}\]+/\\p{Han}+/')" && refused '\p'; }
bad_pack_no_sample() { pack "$(RULE 's/, samples: .*/}/')" && refused my.rule; }
bad_pack_no_miss() { pack "$(RULE 's/, {text: 星元, none: true}//')" && refused my.rule; }
bad_pack_group() { pack "$(RULE 's/<num>/<number>/')" && refused number; }
bad_pack_kind() { pack "$(RULE 's/kind: amount/kind: money/')" && refused money; }
bad_pack_fragment() { pack "$(RULE 's/(?<scale>亿)/{nothing}/')" && refused nothing; }
bad_pack_list() { pack "$(RULE 's/(?<scale>亿)/{@nothing}/')" && refused nothing; }
bad_pack_trigger() { pack "$(RULE 's/trigger: \[星元\], //')" && refused trigger; }
bad_pack_off() { pack '  - {id: no.such.rule, off: true}' && refused no.such.rule; }
bad_pack_binary() { mkdir pack && head -c 3000 /dev/urandom >pack/mine.yaml && status 1 "$ZHAIBAO" rules check --rules pack && says err mine.yaml && only_messages err; }
bad_pack_alias_bomb() {
	mkdir pack && { echo 'a: &a [x,x,x,x,x,x,x,x,x]'; for i in b c d e f g h i j; do echo "$i: &$i [*a,*a,*a,*a,*a,*a,*a,*a,*a]"; done; echo 'rules: [*j]'; } >pack/mine.yaml
	status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err mine.yaml
}
bad_pack_pipe() { mkdir pack && mkfifo pack/mine.yaml && status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err pack/mine.yaml 'no plain file'; }
bad_pack_link() { mkdir pack && ln -s nowhere pack/mine.tsv && status 1 "$ZHAIBAO" rules check --rules pack && says err pack/mine.tsv 'No such file'; }
bad_pack_loop() { mkdir pack && ln -s . pack/again && echo 'pack: mine' >pack/mine.yaml && status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err 'too deep'; }
bad_pack_none() { mkdir pack && echo 'rules: []' >pack/mine.yml && status 1 "$ZHAIBAO" rules check --rules pack && says err 'no *.yaml or *.tsv'; }
bad_pack_two_documents() { pack "$RULE_GOOD" && printf -- '---\nrules: []\n' >>pack/mine.yaml && refused 'second document'; }
bad_pack_deep() { mkdir pack && many 1000000 '[' >pack/mine.yaml && status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err mine.yaml:1:65: 'too deep'; }
bad_pack_many_keys() { mkdir pack && { echo 'fragments:'; seq 100000 | sed 's/.*/  a&: x/'; } >pack/mine.yaml && status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err mine.yaml:2:3: 4096; }
bad_pack_fragment_bomb() { # each fragment is two hundred of the next
	pack "$(RULE 's/(?<scale>亿)/{a}/')" && echo 'fragments:' >>pack/mine.yaml
	for pair in a:b b:c c:d d:e e:f; do echo "  ${pair%:*}: '$(many 600 "{${pair#*:}}")'"; done >>pack/mine.yaml
	echo '  f: x' >>pack/mine.yaml && status 1 timeout 60 "$ZHAIBAO" rules check --rules pack && says err my.rule 'too long'
}
bad_pack_folder() { status 1 "$ZHAIBAO" rules check --rules nowhere && says err nowhere && status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" --rules nowhere -o out; }
bad_pack_word_twice() { mkdir pack && printf '甲\n乙\n甲\n' >pack/mine.tsv && status 1 "$ZHAIBAO" rules check --rules pack && says err mine.tsv:3 甲; }
# words LINE…: a word list laid over org-names
words() { mkdir pack && { echo '#+'; printf "$@"; } >pack/org-names.tsv; }
bad_words_empty_line() { words '钴岫\tcompany\n\n\t\n' && status 1 "$ZHAIBAO" rules check --rules pack && says err pack/org-names.tsv:4:1 'an empty word'; }
bad_words_blank_line() { words '钴岫\tcompany\n\n\n' && status 0 "$ZHAIBAO" rules check --rules pack; }
bad_words_long() { words '钴岫\tcompany\n' && { many 1000000 a; echo; } >>pack/org-names.tsv && status 1 timeout 20 "$ZHAIBAO" rules check --rules pack && says err pack/org-names.tsv:3:1 1000000 400; }
bad_words_twice() { words '工信部\tcompany\n' && status 1 "$ZHAIBAO" rules check --rules pack && says err pack/org-names.tsv:2:1 工信部 builtin:words/org-names.tsv; }
bad_words_prefix() { # a word that 10,000 others begin with, and a hundred that are each the beginning of the next
	words '钴\tcompany\n' && { seq 1 10000 | sed 's/^/钴/; s/$/\tcompany/'; i=岫; for _ in $(seq 100); do i=$i岫 && printf '%s\tcompany\n' $i; done; } >>pack/org-names.tsv
	status 0 timeout 60 "$ZHAIBAO" rules check --rules pack || return 1
	{ printf '{"text":"'; many 200000 钴; many 200000 岫; printf '钴9999"}\n'; } >in.jsonl
	status 0 timeout 60 "$ZHAIBAO" extract --rules pack <in.jsonl && says printed '"text":"钴9999"'
}
bad_pack_slow_regex() { # reaches a limit: a note with the rule's name, never a hang
	mkdir pack && cat >pack/mine.yaml <<-'Y'
		pack: mine
		doc: d
		rules:
		  - {id: my.slow, kind: amount, doc: d, trigger: [星元], pattern: '(?<num>(?:(?:一+)+)+)(?<cur>星元)x', emit: {read: single, currency: CNY}, samples: [{text: 星元, none: true}, {text: 一星元x, want: {text: 一星元x}}]}
	Y
	{ printf '{"text":"'; many 3000 一; printf '星元y星元x"}\n'; } >in.jsonl
	timeout 20 "$ZHAIBAO" extract --rules pack <in.jsonl >out 2>err
	got=$?
	[ $got -le 1 ] && says out rule.limit my.slow || { [ $got = 3 ] && cat err && return 1; }
}
pack_good() { pack "$RULE_GOOD" && status 0 "$ZHAIBAO" rules check --rules pack && printf '{"text":"投资5亿星元"}\n' | "$ZHAIBAO" extract --rules pack >out && says out ' + pack '; }

# ---- places to write ----------------------------------------------------------------------------------------------

before() { mkdir out && for f in records.jsonl rejects.jsonl manifest.json; do echo earlier >out/$f; done; }
untouched() { for f in records.jsonl rejects.jsonl manifest.json; do [ "$(cat out/$f)" = earlier ] || { echo "out/$f was touched"; return 1; }; done; nothing_left out && [ "$(ls -A out | wc -l)" = 3 ]; }

bad_output_is_file() { echo x >out && status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" -o out && says err out && [ "$(cat out)" = x ]; }
bad_output_below_file() { echo x >file && status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" -o file/out && says err file 'Not a directory'; }
bad_output_proc() { status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" -o /proc/zhaibao && says err /proc/zhaibao; }
bad_output_readonly() {
	if [ "$(id -u)" = 0 ]; then
		command -v setpriv >/dev/null || { echo "root writes everywhere, and there is no setpriv"; exit 77; }
		cp "$ZHAIBAO" zhaibao && chmod 755 zhaibao . && cp "$CORPUS/$GOOD" . && chmod 644 $GOOD
		before && chmod 555 out
		status 3 true 2>/dev/null; setpriv --reuid=65534 --regid=65534 --clear-groups ./zhaibao run $GOOD -o out >/dev/null 2>"$WORK/err"
		[ $? = 3 ] && says "$WORK/err" out 'Permission denied' && untouched
	else
		before && chmod 555 out && status 3 "$ZHAIBAO" run "$CORPUS/$GOOD" -o out && says err out 'Permission denied' && chmod 755 out && untouched
	fi
}
bad_disk_full_limit() { # a file may not grow: the same path through the program as a full disk
	before && (ulimit -f 16; exec "$ZHAIBAO" run "$CORPUS" "$CORPUS" -o out) >/dev/null 2>err
	[ $? = 3 ] && says err out/ && only_messages err && untouched || { cat err; return 1; }
}
bad_disk_full() {
	[ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null || { echo "no mounts for this user"; exit 77; }
	mkdir small
	unshare -m sh -c 'mount -t tmpfs -o size=96k none small || exit 77
		cd small && mkdir out && for f in records.jsonl rejects.jsonl manifest.json; do echo earlier >out/$f; done
		"$ZHAIBAO" run "$CORPUS" -o out >/dev/null 2>"$WORK/err"; echo $? >"$WORK/status"; ls -A out >"$WORK/left"; cat out/* >"$WORK/content"' || exit 77
	[ "$(cat "$WORK/status")" = 3 ] && says "$WORK/err" 'No space left' out/ || { cat "$WORK/status" "$WORK/err"; return 1; }
	printf 'earlier\nearlier\nearlier\n' | cmp - "$WORK/content" && [ "$(wc -l <"$WORK/left")" = 3 ] || { cat "$WORK/left"; return 1; }
}
bad_dev_full() { # COMMAND…: standard output on a full disk
	[ -c /dev/full ] || exit 77
	"$ZHAIBAO" "$@" >/dev/full 2>err </dev/null
	[ $? = 3 ] && says err 'No space left' && only_messages err || { cat err; return 1; }
}
bad_dev_full_rejects() { [ -c /dev/full ] || exit 77; status 3 "$ZHAIBAO" normalize nowhere.txt --rejects /dev/full && says err /dev/full; }
closed_pipe() { # COMMAND…: the reader takes ten bytes and goes
	{ "$ZHAIBAO" "$@" 2>err; echo $? >got; } | head -c 10 >ten
	[ "$(cat got)" = 3 ] && says err 'standard output was closed' && only_messages err && [ "$(wc -c <ten)" = 10 ] || { cat got err; return 1; }
}
bad_pipe_normalize() { closed_pipe normalize $(for i in 1 2 3 4 5 6 7 8; do echo "$CORPUS"; done); }
bad_pipe_extract() { yes '{"text":"园区投资25.6亿元,建设厂房,今年投产"}' | head -n 20000 >in.jsonl; closed_pipe extract <in.jsonl; }
bad_pipe_validate() { for i in 1 2 3 4 5 6 7 8; do cat "$WORK/corpus/records.jsonl"; done >in.jsonl; closed_pipe validate <in.jsonl; }
bad_closed_output() { "$ZHAIBAO" schema >&- 2>err; [ $? = 3 ] && only_messages err; }
bad_closed_streams() { # a file that is opened does not become one of them
	"$ZHAIBAO" normalize "$CORPUS/$GOOD" nowhere.txt --rejects rejects >&- 2>err; [ $? = 3 ] && [ ! -e rejects ] && only_messages err || return 1
	"$ZHAIBAO" extract <&- 2>err; [ $? = 3 ] && says err 'standard input' || return 1
	mkdir in && cp "$CORPUS/$GOOD" in/ && : >in/void.txt && "$ZHAIBAO" run in -o out <&- >&- 2>&-
	[ $? = 1 ] && "$ZHAIBAO" validate <out/records.jsonl | cmp - out/records.jsonl && says out/rejects.jsonl file.empty
}
bad_terminal() { # a name is no order to a terminal
	: >"$(printf 'a\033[31m\302\233b\nc.txt')" && status 1 "$ZHAIBAO" normalize ./*.txt && says err 'a?[31m?b?c.txt: empty' || return 1
	printf '{"te\033[31m' | "$ZHAIBAO" extract 2>err; says err 'line 1' && ! LC_ALL=C grep -q "$(printf '\033')" err
}
bad_empty_word() { status 2 "$ZHAIBAO" run '' -o out && says err 'an empty word' && [ ! -e out ]; }
bad_too_much() { status 2 "$ZHAIBAO" extract file && says err '< DOCUMENTS'; }
bad_no_command() { status 2 "$ZHAIBAO" && says err usage; }
bad_score_missing() { status 3 "$ZHAIBAO" score nowhere records.jsonl && says err nowhere; }
bad_score_json() { echo '{' >r.jsonl && status 3 "$ZHAIBAO" score "$CORPUS/../gold" r.jsonl && says err r.jsonl:1; }

part_bad() { # PREFIX
	while read -r function what; do
		[ "$function" ] && t "${1:-}bad: $what" "$function"
	done <<-'TESTS'
		bad_missing missing file
		bad_no_pages folder without pages
		bad_empty_folder empty folder
		bad_symlink link that leads nowhere
		bad_folder_named_txt folder named like a page
		bad_unreadable unreadable file
		bad_empty empty file
		bad_blanks only blanks
		bad_png binary: a picture
		bad_zeros binary: zeros
		bad_broken_text over one percent bad
		bad_truncated truncated character at the end, UTF-8
		bad_truncated_utf16 truncated character at the end, UTF-16
		bad_truncated_gb truncated character at the end, GB18030
		bad_long_sentences long line of sentences
		bad_long_clause long line without punctuation
		bad_org_ten_thousand names: 10,000 characters without punctuation
		bad_org_endings names: endings and nothing else
		bad_org_lists names: lists without end
		bad_org_shorts names: short forms without end
		bad_org_brackets names: unbalanced brackets
		bad_org_long_name names: 200 characters
		bad_org_traditional names: traditional characters
		bad_long_digits long line of digits
		bad_long_units long line of units
		bad_long_document long line for extract
		bad_blank_lines 100,000 blank lines
		bad_blank_lines_inside 100,000 blank lines inside
		bad_short_lines 100,000 lines of one character
		bad_nul_bytes NUL bytes
		bad_no_zone page without a zone
		bad_no_headline page without a headline
		bad_encoding unknown encoding
		bad_wrong_encoding wrong encoding
		bad_right_encoding encoding by another name
		bad_manifest broken pages.tsv
		bad_archive archive: noise
		bad_cut_archive archive: cut
		bad_archive_outside archive: a member outside
		bad_standard_input standard input
		bad_lines_extract bad lines: extract
		bad_lines_split bad lines: split
		bad_lines_validate bad lines: validate
		bad_no_line_feed last line without line feed
		bad_crlf_lines lines with CRLF
		bad_line_many_values line of 20 million values
		bad_line_long_text line with a text of 100 MB
		bad_empty_input no lines
		bad_deep_json deep JSON
		bad_no_utf8_line line that is no UTF-8
		bad_pack_regex pack: broken regular expression
		bad_pack_key pack: unknown key
		bad_pack_twice pack: id twice
		bad_pack_key_twice pack: key twice
		bad_pack_sample pack: failing sample
		bad_pack_near_miss pack: near miss that matches
		bad_pack_yaml pack: YAML error
		bad_pack_class pack: \d
		bad_pack_property pack: \p{Han}
		bad_pack_no_sample pack: sample missing
		bad_pack_no_miss pack: near miss missing
		bad_pack_group pack: unknown group
		bad_pack_kind pack: unknown kind
		bad_pack_fragment pack: unknown fragment
		bad_pack_list pack: unknown list
		bad_pack_trigger pack: no trigger
		bad_pack_off pack: off without a rule
		bad_pack_binary pack: noise
		bad_pack_alias_bomb pack: aliases
		bad_pack_folder pack: missing folder
		bad_pack_pipe pack: a pipe
		bad_pack_link pack: a link that leads nowhere
		bad_pack_loop pack: a folder in itself
		bad_pack_none pack: nothing in it
		bad_pack_two_documents pack: two documents
		bad_pack_deep pack: nested too deep
		bad_pack_many_keys pack: 100,000 keys
		bad_pack_fragment_bomb pack: fragments that grow
		bad_pack_word_twice pack: word twice
		bad_words_empty_line words: an empty word
		bad_words_blank_line words: blank lines
		bad_words_long words: a line of 1 MB
		bad_words_twice words: one that is built in
		bad_words_prefix words: prefixes of 10,000 others
		bad_pack_slow_regex pack: endless regular expression
		pack_good pack: a good one
		bad_output_is_file output: a file
		bad_output_below_file output: below a file
		bad_output_proc output: cannot be made
		bad_output_readonly output: not writable
		bad_disk_full_limit disk full: limit of file size
		bad_disk_full disk full: small disk
		bad_dev_full_rejects disk full: rejects
		bad_pipe_normalize closed pipe: normalize
		bad_pipe_extract closed pipe: extract
		bad_pipe_validate closed pipe: validate
		bad_closed_output closed output
		bad_closed_streams closed streams
		bad_terminal control characters in names and messages
		bad_empty_word an empty word
		bad_too_much too many words
		bad_no_command no command
		bad_score_missing score: missing gold
		bad_score_json score: broken records
	TESTS
	t "${1:-}bad: disk full: normalize" bad_dev_full normalize "$CORPUS"
	t "${1:-}bad: disk full: schema" bad_dev_full schema
	t "${1:-}bad: disk full: help" bad_dev_full help
}
