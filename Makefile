# zhaibao: make, make run, make test, make lint, make bench, make bench-rooms, make bench-article, make curve, make peers, make fuzz, make install, make deps

VERSION = 1.0.0
PREFIX ?= /usr/local
# Data order: a room includes only itself and rooms to its left (checked by make lint).
ROOMS   = base rule source text article mention value fact record sink run cmd
PKGS    = libpcre2-32 jansson yaml-0.1 libxxhash libarchive uchardet

SAN    ?=
B       = .build/$(or $(subst $(comma),-,$(SAN)),plain)
comma   = ,
CFLAGS ?= $(if $(SAN),-O2,-O3) -g
WARN    = -std=gnu11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
USE     = -D_GNU_SOURCE -Iextractor $(shell pkg-config --cflags $(PKGS)) -DVERSION='"$(VERSION)"' -DRULES_BIN='"$B/rules.bin"' \
          $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
LIBS    = $(shell pkg-config --libs $(PKGS)) -lpthread -lm
SRC    := $(foreach r,$(ROOMS),$(wildcard extractor/$r/*.c))
OBJ     = $(SRC:extractor/%.c=$B/obj/%.o)
RULES  := $(sort $(wildcard rules/*.yaml rules/*/*.yaml rules/*/*.tsv))

all: zhaibao

zhaibao: $B/zhaibao
	@cp -f $< $@

$B/zhaibao: $(OBJ)
	@echo '  LD  $@'
	@$(CC) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN)) -o $@ $^ $(LIBS)

$B/obj/%.o: extractor/%.c Makefile
	@mkdir -p $(@D)
	@echo '  CC  $<'
	@$(CC) $(CFLAGS) $(WARN) $(USE) -MMD -MP -c -o $@ $<

$B/obj/rule/files.o: $B/rules.bin

# The embedded packs: "name length" and the bytes of each file, in byte order of names (read by rule/files.c).
$B/rules.bin: $(RULES) Makefile
	@mkdir -p $(@D)
	@cd rules && find . -name '*.yaml' -o -name '*.tsv' | LC_ALL=C sort | while read -r f; do \
		printf '%s %s\n' "$${f#./}" "$$(wc -c < "$$f" | tr -d ' ')"; cat "$$f"; done > $(CURDIR)/$@

# ---- what people do -----------------------------------------------------------------

run: deps zhaibao
	./zhaibao run corpus/pages -o output
	@./zhaibao score corpus/gold output/records.jsonl >&2 || true

# Speed on at least 100 MB of pages against one regular expression; see tests/bench.sh.
bench: deps-bench zhaibao
	@sh tests/bench.sh

# Which part of a page's way takes how much; needs valgrind.
bench-rooms: deps-rooms zhaibao
	@sh tests/bench-rooms.sh

install: zhaibao
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/doc/zhaibao $(DESTDIR)$(PREFIX)/share/zhaibao \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 zhaibao $(DESTDIR)$(PREFIX)/bin/zhaibao
	install -m 644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/zhaibao/
	cp -R rules $(DESTDIR)$(PREFIX)/share/zhaibao/
	./zhaibao help --man > $(DESTDIR)$(PREFIX)/share/man/man1/zhaibao.1
	./zhaibao help --completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/zhaibao

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/zhaibao $(DESTDIR)$(PREFIX)/share/doc/zhaibao $(DESTDIR)$(PREFIX)/share/zhaibao \
		$(DESTDIR)$(PREFIX)/share/man/man1/zhaibao.1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/zhaibao

# ---- what it needs: probe=Debian package; a probe is a pkg-config name (lib:), or a command ------------

DEPS       = cc=gcc pkg-config=pkg-config lib:libpcre2-32=libpcre2-dev lib:jansson=libjansson-dev \
             lib:yaml-0.1=libyaml-dev lib:libxxhash=libxxhash-dev lib:libarchive=libarchive-dev lib:uchardet=libuchardet-dev
DEPS_TEST  = lib:cmocka=libcmocka-dev node=nodejs npm=npm clang=clang
DEPS_LINT  = clang-tidy=clang-tidy
DEPS_BENCH = node=nodejs pcre2grep=pcre2-utils /usr/bin/time=time

deps:       ; @sh tests/deps.sh $(DEPS)
deps-test:  ; @sh tests/deps.sh $(DEPS) $(DEPS_TEST)
deps-lint:  ; @sh tests/deps.sh $(DEPS) $(DEPS_TEST) $(DEPS_LINT)
deps-bench: ; @sh tests/deps.sh $(DEPS) $(DEPS_BENCH)
deps-rooms: ; @sh tests/deps.sh $(DEPS) valgrind=valgrind

clean:
	rm -rf .build zhaibao

.PHONY: all run bench bench-rooms deps-rooms install uninstall deps deps-test deps-lint deps-bench clean
-include tests/tests.mk
-include $(OBJ:.o=.d)
