# pagegen.sh: 60 generated pages a level; their bytes add up, and they are read no worse than before. Sourced by tests/run.

pages_made() { node "$TESTS/pagegen/score.mjs" -n 60 --figures "$WORK/figures.pagegen"; }

part_pagegen() {
	part_wanted pagegen || part_wanted score || return 0
	if no_node; then skip "score pagegen" "node is missing"; return; fi
	t "score pagegen: bytes of every page add up" pages_made
	[ -f "$WORK/figures.pagegen" ] || pages_made >/dev/null 2>&1
	floors pagegen "$WORK/figures.pagegen"
}
