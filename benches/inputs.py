#!/usr/bin/env python3
"""The inputs of the benches, the same for the same size.

    inputs.py random NODES EDGES FILE.tsv             distinct random edges
    inputs.py chains CHAINS LENGTH SKIPS FILE.tsv     disjoint chains, with skips that add nothing to the closure
    inputs.py strategic FACTS FOLDER                  about so many facts of nine relations
"""
import os
import random
import sys

THEATRE = 25
LEVELS = ["low", "medium", "high", "critical"]
GOODS = [f"r{i}" for i in range(20)]


def edges(kind, sizes):
    rng = random.Random(20240)
    made = set()
    if kind == "random":
        nodes, count = sizes
        while len(made) < count:
            a, b = rng.randrange(nodes), rng.randrange(nodes)
            if a != b:
                made.add((a, b))
    else:
        chains, length, skips = sizes
        for chain in range(chains):
            first = chain * (length + 1)
            made.update((first + at, first + at + 1) for at in range(length))
        count = len(made) + skips
        while len(made) < count:
            first = rng.randrange(chains) * (length + 1)
            a, b = sorted(rng.sample(range(length + 1), 2))
            made.add((first + a, first + b))
    rows = sorted(made)
    rng.shuffle(rows)
    return rows


def strategic(facts):
    """Actors in theatres of 25, inside of which goals are shared and depended for: closures grow with the
    facts, and not with their square."""
    rng = random.Random(7_000_003 + facts)
    actors = max(THEATRE, facts // 10)
    coalitions = max(2, actors // 20)
    tactics = max(5, facts // 20)

    def actor():
        return rng.randrange(actors)

    def pair():
        first = actor()
        start = first - first % THEATRE
        return first, rng.randrange(start, min(actors, start + THEATRE))

    def some(percent, make):
        count = facts * percent // 100
        rows, tries = {}, 0
        while len(rows) < count and tries < 20 * count + 100:
            rows[make()] = None
            tries += 1
        return list(rows)

    def of(count):
        return lambda: (actor(), rng.randrange(count))

    return {
        "actor": [(at,) for at in range(actors)],
        "member": some(10, of(coalitions)),
        "dominates": some(2, of(coalitions)),
        "tactic_of": some(15, of(tactics)),
        "exempt": some(3, of(tactics)),
        "acted": some(15, of(tactics)),
        "approved": some(5, of(tactics)),
        "depends": some(20, lambda: pair() + (rng.choice(GOODS), rng.choice(LEVELS))),
        "shares_goal": some(20, pair),
    }


def write(path, rows):
    with open(path, "w") as out:
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)


def make(kind, sizes, out):
    """Writes one input, unless it is there."""
    if os.path.exists(out):
        return
    if kind == "strategic":
        os.makedirs(out + ".part", exist_ok=True)
        for name, rows in strategic(*sizes).items():
            write(f"{out}.part/{name}.tsv", rows)
    else:
        os.makedirs(os.path.dirname(out) or ".", exist_ok=True)
        write(out + ".part", edges(kind, sizes))
    os.rename(out + ".part", out)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    make(sys.argv[1], [int(word) for word in sys.argv[2:-1]], sys.argv[-1])
