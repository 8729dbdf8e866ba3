#!/bin/sh
# Installs the strat of a release: fetches the archive for this platform, compares it with its checksum, unpacks it.
#
#   install.sh VERSION [FOLDER]        for example: install.sh 0.1.0 ~/.local/bin
#
# STRAT_RELEASES names another place than the project's releases, such as file:///srv/releases; what is fetched is
# $STRAT_RELEASES/v$VERSION/strat-$VERSION-$PLATFORM.tar.gz and $STRAT_RELEASES/v$VERSION/SHA256SUMS.
set -eu

releases=${STRAT_RELEASES:-https://github.com/strat-lang/strat/releases/download}

fail() {
  echo "strat: $1" >&2
  exit 1
}

version=${1:-}
folder=${2:-$HOME/.local/bin}
[ -n "$version" ] || fail "which version? write: install.sh 0.1.0"
version=${version#v}

case "$(uname -s)-$(uname -m)" in
  # The one that needs nothing of the system runs on every distribution, however old its C library.
  Linux-x86_64) platform=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) platform=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) platform=x86_64-apple-darwin ;;
  Darwin-arm64) platform=aarch64-apple-darwin ;;
  *) fail "there is no archive for $(uname -s) on $(uname -m): build it with 'cargo install strat@$version'" ;;
esac
platform=${STRAT_PLATFORM:-$platform}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=strat-$version-$platform.tar.gz
fetch() {
  curl --fail --silent --show-error --location --retry 2 --output "$work/$1" "$releases/v$version/$1" 2>"$work/why" ||
    fail "cannot fetch $releases/v$version/$1: $(cat "$work/why"). Is $version a version, and is there a network?"
}
fetch SHA256SUMS
fetch "$archive"

wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$work/SHA256SUMS")
[ -n "$wanted" ] || fail "SHA256SUMS of $version does not name $archive"
if command -v sha256sum >/dev/null 2>&1; then
  found=$(sha256sum "$work/$archive")
else
  found=$(shasum -a 256 "$work/$archive")
fi
found=${found%% *}
[ "$wanted" = "$found" ] || fail "the checksum of $archive is $found, and the release says $wanted: nothing was installed"

tar -xzf "$work/$archive" -C "$work"
mkdir -p "$folder"
# Beside the old one first, so that there is always a whole one.
cp "$work/strat-$version-$platform/strat" "$folder/.strat.$$"
chmod 755 "$folder/.strat.$$"
mv -f "$folder/.strat.$$" "$folder/strat"
"$folder/strat" --version
