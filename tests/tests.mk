# Tests, lint and fuzzing; included by Makefile. tests/README.md says what each part is.
#
# Everything but the commands goes into one archive, which unit tests and fuzz drivers link. The parts are built with
# sanitizers; tests/run takes the plain binary and, for the parts that are cheap, the sanitized one again.

SANITIZE = address,undefined
S        = .build/$(subst $(comma),-,$(SANITIZE))
LIB      = $B/libzhaibao.a
UNITS    = $(patsubst tests/unit/%.c,$B/%,$(wildcard tests/unit/test_*.c))
FUZZERS  = $(patsubst tests/fuzz/%.c,$B/%,$(wildcard tests/fuzz/fuzz_*.c))
REALFUZZ = $(FUZZERS:$B/fuzz_%=$B/libfuzzer_%)
# As many jobs as there are cores, unless make was told a number.
JOBS     = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
# gcc's own advice: with sanitizers this one warns of what is not there
WARN    += $(if $(SAN),$(if $(findstring clang,$(CC)),,-Wno-maybe-uninitialized))

$(LIB): $(filter-out $B/obj/cmd/%,$(OBJ))
	@rm -f $@
	@$(AR) rcs $@ $^

$(UNITS): $B/%: tests/unit/%.c $(LIB)
	$(CC) $(CFLAGS) $(WARN) $(USE) $(shell pkg-config --cflags cmocka) -MMD -MP -MF $@.d -o $@ $< $(LIB) $(LIBS) $(shell pkg-config --libs cmocka)

$(FUZZERS): $B/%: tests/fuzz/%.c tests/fuzz/replay.c $(LIB)
	$(CC) $(CFLAGS) $(WARN) $(USE) -MMD -MP -MF $@.d -o $@ $< tests/fuzz/replay.c $(LIB) $(LIBS)

$(REALFUZZ): $B/libfuzzer_%: tests/fuzz/fuzz_%.c $(LIB)
	$(CC) $(CFLAGS) $(WARN) $(USE) -fsanitize=fuzzer -o $@ $< $(LIB) $(LIBS)

parts: $B/zhaibao $(UNITS) $(FUZZERS)
fuzzers: $(FUZZERS)
realfuzzers: $(REALFUZZ)

# The whole suite: `make test`, or `make test ONLY=amount` for what matches.
test: deps-test
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@$(MAKE) --no-print-directory -s $(JOBS) SAN=$(SANITIZE) parts
	@ZHAIBAO=$(CURDIR)/zhaibao ZHAIBAO_SAN=$(CURDIR)/$S/zhaibao sh tests/run $(ONLY)

# The same, with the sanitized binary for everything.
asan: deps-test
	@$(MAKE) --no-print-directory -s $(JOBS) SAN=$(SANITIZE) parts
	@ZHAIBAO=$(CURDIR)/$S/zhaibao ZHAIBAO_SAN=$(CURDIR)/$S/zhaibao sh tests/run $(ONLY)

# How well pages are read, by difficulty: 2,000 generated pages a level; PAGES=200 for fewer.
curve:
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@ZHAIBAO=$(CURDIR)/zhaibao node tests/pagegen/score.mjs -n $(or $(PAGES),2000)

lint: export FLAGS = $(WARN) $(USE)
lint: deps-lint $B/rules.bin
	@sh tests/lint.sh $(ROOMS)

# Replay binaries always; real fuzzers where clang has the runtime: .build/fuzzer-no-link-…/libfuzzer_text FOLDER
fuzz:
	@$(MAKE) --no-print-directory $(JOBS) fuzzers
	@if echo 'int LLVMFuzzerTestOneInput(const char *s, unsigned long n) { return s && n > 9 ? 0 : 0; }' | \
		clang -fsanitize=fuzzer -x c -o /dev/null - 2>/dev/null; then \
		$(MAKE) --no-print-directory $(JOBS) CC=clang SAN=fuzzer-no-link,$(SANITIZE) realfuzzers; \
	else echo 'no libFuzzer here (clang with its runtime): replay binaries only'; fi

# Peers' own test cases: a document a case, the records back as findings, the table. The folder is not part of the project.
peers: zhaibao
	@sh tests/peers.sh


# The article room alone: linear in the size of a page, and less than a third of the pipeline.
$B/bench_article: tests/bench/bench_article.c $(LIB)
	$(CC) $(CFLAGS) $(WARN) $(USE) -MMD -MP -MF $@.d -o $@ $< $(LIB) $(LIBS)

bench-article: $B/bench_article
	@sh tests/bench-article.sh $(CURDIR)/$<

.PHONY: bench-article peers test asan curve lint fuzz parts fuzzers realfuzzers
-include $B/bench_article.d $(UNITS:=.d) $(FUZZERS:=.d)
