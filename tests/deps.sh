#!/bin/sh
# deps.sh PROBE=PACKAGE…: installs what is missing through Debian's package manager; elsewhere says what to install.
# A probe is lib:NAME (known to pkg-config) or a command. Nothing missing: nothing is done, and no network is needed.
set -eu
missing=
for pair; do
	probe=${pair%%=*} package=${pair#*=}
	case $probe in
	lib:*) pkg-config --exists "${probe#lib:}" 2>/dev/null || missing="$missing $package" ;;
	*) command -v "$probe" >/dev/null 2>&1 || missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
	echo "zhaibao needs these (Debian's names):$missing" >&2
	echo "Install what your system calls them, then run make again." >&2
	exit 1
fi
sudo=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || { echo "zhaibao needs:$missing; run as root: apt-get install$missing" >&2; exit 1; }
	sudo=sudo
fi
echo "installing:$missing" >&2
$sudo apt-get update -qq >&2 || true
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >&2
