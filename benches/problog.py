#!/usr/bin/env python3
"""strat and ProbLog on the same programs, one run: seconds of each, and whether they agree.

    pip install problog==2.3.0 PySDD
    cargo build --release
    benches/problog.py [--limit SECONDS] [--repeat COUNT] [NAME…]

Each engine is a process of its own, whole: reading, grounding, counting, answering. The seconds are the least of
the repetitions, of the user's processor and of the clock; a ratio is that of the better of ProbLog's two backends to
strat, by the user's processor. A result is compared with ProbLog's where ProbLog gives one, and on forward roads
and many causes with a sum over the places reached, which shares nothing with either. Exits with 1 if two disagree.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

import worlds

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STRAT = os.path.join(ROOT, "target", "release", "strat")
WORKLOADS = {
    "acyc40": ("acyc", 40, 2), "acyc60": ("acyc", 60, 2), "acycd3_40": ("acyc", 40, 3), "acycd3_60": ("acyc", 60, 3),
    "reachd3_18": ("reach", 18, 3), "reachd3_26": ("reach", 26, 3),
    "noisyor1000": ("noisyor", 1000, 0), "noisyor2000": ("noisyor", 2000, 0), "noisyor5000": ("noisyor", 5000, 0),
    "rareor1000": ("rareor", 1000, 0), "rareor5000": ("rareor", 5000, 0),
}
AGREE = 1e-9


def run(command, limit):
    """Output, user seconds, seconds by the clock; no output if it failed or took too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        out = done.stdout if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        out = None
    clock = time.monotonic() - start
    return out, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, clock


def problog(path, backend, limit):
    # Eight digits are printed by default, which is too few to compare.
    script = (
        "import sys; from problog.program import PrologFile; from problog import get_evaluatable\n"
        f"found = get_evaluatable({backend!r}).create_from(PrologFile(sys.argv[1])).evaluate()\n"
        "print(*(repr(float(p)) for p in found.values()))"
    )
    out, user, clock = run([sys.executable, "-c", script, path], limit)
    return (float(out) if out else None), user, clock


def strat(path, question, limit):
    out, user, clock = run([STRAT, "ask", path, question, "--format", "json"], limit)
    if out is None:
        return None, user, clock
    likelihood = json.loads(out)["answers"][0]["likelihood"]
    exact = likelihood["low"] == likelihood["high"]
    return (likelihood["low"] if exact else None), user, clock


def swept(path):
    """The probability of a program of forward roads or of many causes, by another method; None for others.

    Places are taken in their order; a state is the set of places reached among those that are still ahead.
    """
    text = open(path).read()
    if "effect" in text:
        strengths = re.findall(r"([\d.]+)::cause\(\d+\)\.\n([\d.]+)::effect", text)
        none = 1.0
        for cause, strength in strengths:
            none *= 1.0 - float(cause) * float(strength)
        return 1.0 - none
    roads = [(int(a), int(b), float(p)) for p, a, b in re.findall(r"([\d.]+)::edge\((\d+),(\d+)\)", text)]
    goal = int(re.search(r"query\(path\(1,(\d+)\)\)", text)[1])
    if any(b < a for a, b, _ in roads):
        return None
    states = {frozenset([1]): 1.0}
    for place in range(1, goal):
        for a, b, p in roads:
            if a != place:
                continue
            following = {}
            for reached, weight in states.items():
                if place in reached:
                    more = reached | {b}
                    following[more] = following.get(more, 0.0) + weight * p
                    following[reached] = following.get(reached, 0.0) + weight * (1.0 - p)
                else:
                    following[reached] = following.get(reached, 0.0) + weight
            states = following
        merged = {}
        for reached, weight in states.items():
            ahead = reached - {place}
            merged[ahead] = merged.get(ahead, 0.0) + weight
        states = merged
    return sum(weight for reached, weight in states.items() if goal in reached)


def shown(seconds, answer, limit):
    return f"{seconds:.2f}" if answer is not None else (f"over {limit:.0f}" if seconds >= 0.9 * limit else "fails")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, default=60.0, help="seconds by the clock for each run of ProbLog")
    parser.add_argument("--repeat", type=int, default=1, help="how often each is run")
    parser.add_argument("names", nargs="*", default=list(WORKLOADS))
    asked = parser.parse_args()
    wrong = 0
    print(f"{'workload':12} {'d-DNNF':>8} {'SDD':>8} {'strat':>8} {'ratio':>8}  {'by the clock':>24}  agrees with")
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.names:
            path = os.path.join(folder, name)
            question = worlds.write(*WORKLOADS[name], path)
            least = {}
            for engine, call in {
                "d-DNNF": lambda: problog(path + ".pl", "ddnnf", asked.limit),
                "SDD": lambda: problog(path + ".pl", "sdd", asked.limit),
                "strat": lambda: strat(path + ".strat", question, asked.limit),
            }.items():
                for _ in range(asked.repeat):
                    answer, user, clock = call()
                    if answer is None:
                        # A run that ended by the limit is told by the clock.
                        user = max(user, clock)
                    known = least.get(engine)
                    if known is None or user < known[1]:
                        least[engine] = (answer, user, clock)
                    if answer is None:
                        break
            own, seconds, clock = least["strat"]
            answers = [least[engine] for engine in ("d-DNNF", "SDD") if least[engine][0] is not None]
            told = []
            for engine in ("d-DNNF", "SDD"):
                if least[engine][0] is not None:
                    told.append((engine, least[engine][0]))
            independent = swept(path + ".pl")
            if independent is not None:
                told.append(("sweep", independent))
            off = [engine for engine, other in told if own is None or abs(own - other) > AGREE]
            wrong += bool(off) or not told
            best = min((user for _, user, _ in answers), default=None)
            ratio = f"{best / seconds:.1f}" if best is not None else f"> {asked.limit / seconds:.0f}"
            clocks = [shown(least[e][2], least[e][0], asked.limit) for e in ("d-DNNF", "SDD", "strat")]
            print(
                f"{name:12} {shown(least['d-DNNF'][1], least['d-DNNF'][0], asked.limit):>8} "
                f"{shown(least['SDD'][1], least['SDD'][0], asked.limit):>8} {seconds:8.3f} {ratio:>8}  "
                f"{' '.join(f'{one:>7}' for one in clocks):>24}  "
                + (", ".join(engine for engine, _ in told) if not off else f"NOT with {', '.join(off)}")
                + f"  {own!r}",
                flush=True,
            )
    sys.exit(1 if wrong else 0)


main()
