#!/usr/bin/env bash
# Makes what a release holds for one platform, and needs no network but for crates:
#
#   scripts/release.sh [--program PATH] FOLDER
#
# an archive with the program, completions, manual page and licences; on Linux a Debian package; and SHA256SUMS.
# Without --program the program is built by the `dist` profile.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
program=
if [ "${1:-}" = --program ]; then
  program=$(realpath "$2")
  shift 2
fi
out=${1:?write: scripts/release.sh FOLDER}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)
platform=${STRAT_PLATFORM:-$(rustc -vV | sed -n 's/^host: //p')}
mkdir -p "$out"
out=$(realpath "$out")

if [ -z "$program" ]; then
  (cd "$here" && cargo build --profile dist --features png --locked --target "$platform" --bin strat)
  program=$here/target/$platform/dist/strat
fi
[ "$("$program" --version)" = "strat $version" ] || { echo "release: $program is not strat $version" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=strat-$version-$platform
root=$work/$name
mkdir -p "$root/completions"
cp "$program" "$root/strat"
cp "$here"/{README.md,CHANGELOG.md,LICENSE-APACHE,LICENSE-MIT} "$root/"
"$program" man >"$root/strat.1"
for shell in bash zsh fish powershell elvish; do
  "$program" completions "$shell" >"$root/completions/strat.$shell"
done
# The same files make the same archive, byte for byte.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2020-01-01 00:00Z' -C "$work" -cf - "$name" |
  gzip -n >"$out/$name.tar.gz"

if command -v dpkg-deb >/dev/null 2>&1 && [[ $platform == *-linux-* ]]; then
  case $platform in x86_64-*) architecture=amd64 ;; aarch64-*) architecture=arm64 ;; esac
  tree=$work/deb
  install -Dm755 "$program" "$tree/usr/bin/strat"
  install -Dm644 "$root/completions/strat.bash" "$tree/usr/share/bash-completion/completions/strat"
  install -Dm644 "$root/completions/strat.zsh" "$tree/usr/share/zsh/vendor-completions/_strat"
  install -Dm644 "$root/completions/strat.fish" "$tree/usr/share/fish/vendor_completions.d/strat.fish"
  install -Dm644 "$root/LICENSE-MIT" "$tree/usr/share/doc/strat/copyright"
  install -d "$tree/usr/share/man/man1" "$tree/DEBIAN"
  gzip -n9 <"$root/strat.1" >"$tree/usr/share/man/man1/strat.1.gz"
  cat >"$tree/DEBIAN/control" <<CONTROL
Package: strat
Version: $version
Architecture: $architecture
Maintainer: The strat project <strat@users.noreply.github.com>
Section: science
Priority: optional
Homepage: https://github.com/strat-lang/strat
Description: a language and an interpreter for strategic reasoning
 Says what follows from an analysis, what clashes, and what it rests on, with
 proofs that a reader can follow.
CONTROL
  SOURCE_DATE_EPOCH=1577836800 dpkg-deb --root-owner-group --build "$tree" "$out/strat_${version}_$architecture.deb" >/dev/null
fi

cp "$here/scripts/install.sh" "$out/install.sh"
(cd "$out" && sha256sum -- *.tar.gz $(ls -- *.deb *.whl 2>/dev/null) install.sh >SHA256SUMS)
ls -l "$out"
