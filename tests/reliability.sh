#!/usr/bin/env bash
# What takes too long for the test suite, for a person to run: tests/reliability.sh [FOLDER]
# Ten thousand files, a file of a hundred megabytes, a hundred runs for the same bytes, fifty runs at once, two
# hundred signals, a disk of one megabyte (as root, on Linux).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked
strat=$PWD/target/release/strat
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

say "a thousand files of a hundred statements"
python3 benches/many.py "$folder/thousand" 1000 100
time "$strat" check "$folder/thousand" --format concise > "$folder/found" || fail "status $?"

say "ten thousand files"
python3 benches/many.py "$folder/many" 10000 45
time "$strat" check "$folder/many" --format concise > "$folder/one" --jobs 1 || fail "status $?"
time "$strat" check "$folder/many" --format concise > "$folder/all" || fail "status $?"
cmp "$folder/one" "$folder/all" || fail "the number of jobs shows"
time "$strat" fmt --check "$folder/many" > /dev/null || [ $? -eq 1 ] || fail "fmt"

say "a file of a hundred megabytes, and a line of ten"
mkdir -p "$folder/large"
awk 'BEGIN { for (at = 0; at < 4200000; at++) printf "# a remark of some length\n" }' > "$folder/large/remarks.strat"
awk 'BEGIN { for (at = 0; at < 250000; at++) printf "x%06d is a state %d and some more words that say nothing at all, and so it goes on for a while, until it ends in the end, which it does here, at the end of this line, after four hundred characters or so, which are made up of nothing but words that say nothing at all, and so it goes on for a while, until it ends in the end, which it does here, at the end of the line of about four hundred.\n", at, at }' > "$folder/large/mistakes.strat"
printf 'actor China "%s" is state.\n' "$(head -c 10000000 /dev/zero | tr '\0' x)" > "$folder/large/line.strat"
du -m "$folder/large"/*
for file in remarks mistakes line; do
  (ulimit -v 2097152; time timeout 60 "$strat" check "$folder/large/$file.strat" --format concise > "$folder/found") || [ $? -le 1 ] || fail "$file"
  wc -l < "$folder/found"
done

say "the same bytes, a hundred times"
mkdir -p "$folder/here" "$folder/there"
cp examples/*.strat "$folder/here"; cp examples/*.strat "$folder/there"
want=
for at in $(seq 17); do
  for threads in 1 2 16; do
    for place in here there; do
      got=$(cd "$folder/$place" && "$strat" brief council.strat --format json --threads "$threads" | sha256sum)
      [ "${want:=$got}" = "$got" ] || fail "other bytes"
    done
  done
done

say "a closed pipe"
status=0
"$strat" check "$folder/many" --deny warnings --format concise | head -n 1 > /dev/null || status=$?
[ "$status" -le 1 ] || fail "status $status"

say "fifty runs at once"
mkdir -p "$folder/fifty"
for at in $(seq 200); do printf 'actor   A%s is state.\n' "$at" > "$folder/fifty/$at.strat"; done
runs=()
for _ in $(seq 50); do "$strat" fmt "$folder/fifty" > /dev/null 2>&1 & runs+=($!); done
for run in "${runs[@]}"; do wait "$run" || fail "a run ended with $?"; done
[ "$(cat "$folder"/fifty/*.strat | grep -c '^actor A')" -eq 200 ] || fail "a file is not whole"
[ -z "$(find "$folder/fifty" -name '.strat-*')" ] || fail "something was left behind"

say "two hundred signals"
for at in $(seq 200); do
  for file in $(seq 100); do printf 'actor   A%s is state.\n' "$file" > "$folder/fifty/$file.strat"; done
  "$strat" fmt "$folder/fifty" > /dev/null 2>&1 & run=$!
  sleep "0.0$((at % 10))$((at % 7))"
  kill -s "$([ $((at % 2)) -eq 0 ] && echo INT || echo TERM)" "$run" 2> /dev/null || true
  wait "$run" || true
  [ "$(cat "$folder"/fifty/*.strat | grep -cE '^actor +A')" -eq 200 ] || fail "a file is not whole"
  [ -z "$(find "$folder/fifty" -name '.strat-*')" ] || fail "something was left behind"
done

if [ "$(id -u)" -eq 0 ] && mkdir -p "$folder/small" && mount -t tmpfs -o size=1m tmpfs "$folder/small" 2> /dev/null; then
  say "a disk that is full"
  trap 'umount "$folder/small"' EXIT
  for at in $(seq 20000); do printf 'actor   A%s is state.\n' "$at"; done > "$folder/small/a.strat"
  head -c 500000 /dev/zero > "$folder/small/fill" || true
  sum=$(sha256sum < "$folder/small/a.strat")
  status=0; "$strat" fmt "$folder/small/a.strat" || status=$?
  [ "$status" -eq 2 ] || fail "status $status"
  [ "$sum" = "$(sha256sum < "$folder/small/a.strat")" ] || fail "the file has changed"
  [ -z "$(find "$folder/small" -name '.strat-*')" ] || fail "something was left behind"
fi

say "all is well"
