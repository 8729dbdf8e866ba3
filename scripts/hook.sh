#!/bin/sh
# Runs strat for pre-commit: the release of this checkout's version, fetched once and kept.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)
kept=${XDG_CACHE_HOME:-$HOME/.cache}/strat/$version
[ -x "$kept/strat" ] || sh "$here/scripts/install.sh" "$version" "$kept" >&2
exec "$kept/strat" "$@"
