# zhaibao: make, make run, make test, make lint, make bench, make fuzz, make install, make deps

VERSION = 1.0.0
PREFIX ?= /usr/local
# Data order: a room includes only itself and rooms to its left (checked by make lint).
ROOMS   = base rule source text article mention value fact record sink run cmd
PKGS    = libpcre2-32 libhs jansson yaml-0.1 libxxhash libarchive uchardet

SAN    ?=
B       = .build/$(or $(subst $(comma),-,$(SAN)),plain)
comma   = ,
CFLAGS ?= -O2 -g
WARN    = -std=gnu11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
USE     = -D_GNU_SOURCE -Iextractor $(shell pkg-config --cflags $(PKGS)) -DVERSION='"$(VERSION)"' -DRULES_BIN='"$B/rules.bin"' \
          $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
LIBS    = $(shell pkg-config --libs $(PKGS)) -lpthread -lm
SRC    := $(foreach r,$(ROOMS),$(wildcard extractor/$r/*.c))
OBJ     = $(SRC:extractor/%.c=$B/obj/%.o)
RULES  := $(sort $(wildcard rules/*.yaml rules/*/*.yaml rules/*/*.tsv))

all: zhaibao

zhaibao: $B/zhaibao
	@cp $< $@

$B/zhaibao: $(OBJ)
	$(CC) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN)) -o $@ $^ $(LIBS)

$B/obj/%.o: extractor/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) $(USE) -MMD -MP -c -o $@ $<

$B/obj/rule/files.o: $B/rules.bin

# The embedded packs: "name length" and the bytes of each file, in byte order of names (read by rule/files.c).
$B/rules.bin: $(RULES) Makefile
	@mkdir -p $(@D)
	@cd rules && find . -name '*.yaml' -o -name '*.tsv' | LC_ALL=C sort | while read -r f; do \
		printf '%s %s\n' "$${f#./}" "$$(wc -c < "$$f" | tr -d ' ')"; cat "$$f"; done > $(CURDIR)/$@

clean:
	rm -rf .build zhaibao

.PHONY: all clean
-include $(OBJ:.o=.d)
