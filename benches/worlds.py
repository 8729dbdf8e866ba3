#!/usr/bin/env python3
"""Programs of independent facts, as ProbLog and as strat: the same probabilities in both.

    worlds.py acyc    N DEGREE OUT   is N reached from 1? edges go forward only, six places at most
    worlds.py reach   N DEGREE OUT   the same on a random network, with ways back
    worlds.py noisyor N        OUT   one effect with N independent causes
    worlds.py rareor  N        OUT   the same with rare and weak causes, so that the effect is not all but certain

Writes OUT.pl and OUT.strat. A probability has three digits behind the point in both, so that both read the same number.
"""
import random
import sys
from decimal import Decimal


def percent(probability):
    return f"{Decimal(probability) * 100:.1f}%"


def listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def noisyor(n, rng, causes=(.05, .4), strengths=(.05, .6)):
    names = [f"c{i}" for i in range(n)]
    problog, strat = [], [
        f'analysis noisyor "one effect with {n} causes", independent.',
        "sort cause.",
        f"declare cause {listed(names)}.",
        "proposition effect.",
        'relation present "{c: cause} is present".',
    ]
    for i, name in enumerate(names):
        cause, strength = f"{rng.uniform(*causes):.3f}", f"{rng.uniform(*strengths):.3f}"
        problog += [f"{cause}::cause({i}).", f"{strength}::effect :- cause({i})."]
        strat += [f"{name} is present, {percent(cause)}.", f"effect holds if {name} is present, {percent(strength)}."]
    return problog + ["query(effect)."], strat, "how likely effect holds?"


def edges(kind, n, degree, rng):
    found = {(i, i + 1) for i in range(1, n)} if kind == "acyc" else set()
    while len(found) < int(n * degree):
        a, b = rng.randint(1, n), rng.randint(1, n)
        if kind == "acyc":
            a, b = min(a, b), max(a, b)
            if b - a > 6:
                continue
        if a != b:
            found.add((a, b))
    return sorted(found)


def network(kind, n, degree, rng):
    names = [f"n{i}" for i in range(1, n + 1)]
    problog, strat = [], [
        f'analysis network "{n} places", independent.',
        "sort place.",
        f"declare place {listed(names)}.",
        'relation edge "{a: place} has a road to {b: place}".',
        'relation path "{a: place} has a way to {b: place}".',
    ]
    for a, b in edges(kind, n, degree, rng):
        probability = f"{rng.uniform(.2, .9):.3f}"
        problog.append(f"{probability}::edge({a},{b}).")
        strat.append(f"n{a} has a road to n{b}, {percent(probability)}.")
    problog += ["path(X,Y) :- edge(X,Y).", "path(X,Y) :- edge(X,Z), path(Z,Y).", f"query(path(1,{n}))."]
    strat += [
        "rule step: ?x has a way to ?y if ?x has a road to ?y.",
        "rule onward: ?x has a way to ?y if ?x has a road to ?z and ?z has a way to ?y.",
    ]
    return problog, strat, f"how likely n1 has a way to n{n}?"


def write(kind, n, degree, out):
    """Writes both programs; the question to ask the second."""
    # The seed of the programs that ProbLog was first measured with.
    rng = random.Random(5 + n)
    if kind == "noisyor":
        problog, strat, question = noisyor(n, rng)
    elif kind == "rareor":
        problog, strat, question = noisyor(n, rng, (.001, .01), (.03, .1))
    else:
        problog, strat, question = network(kind, n, degree, rng)
    for ending, lines in ("pl", problog), ("strat", strat):
        with open(f"{out}.{ending}", "w") as file:
            file.write("\n".join(lines) + "\n")
    return question


if __name__ == "__main__":
    kind, n = sys.argv[1], int(sys.argv[2])
    degree = float(sys.argv[3]) if not kind.endswith("or") else 0.0
    print(write(kind, n, degree, sys.argv[-1]))
