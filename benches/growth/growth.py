"""How the cost of a run grows when one thing is doubled: python3 benches/growth/growth.py STRAT [WORD…]

For each shape (those whose name has one of the words, if some are given) analyses of size n, 2n and 4n are written and
run, whole processes; user and system seconds are the least of three runs, less those of an analysis of one sort.
The exponent is that of the growth from 2n to 4n in what there is to do: for shapes `by rows` that is the square of
the size. Exponents above 1.2 are marked.
"""
import math
import pathlib
import resource
import subprocess
import sys
import tempfile

from shapes import SHAPES, SQUARES

MARKED = 1.2
RUNS = 3


def seconds(command, typed=""):
    """The least processor time of some runs, and the most memory of all children so far in MB."""
    best = math.inf
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=typed.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main():
    strat, words = sys.argv[1], sys.argv[2:]
    folder = pathlib.Path(tempfile.mkdtemp())
    least = folder / "least.strat"
    least.write_text("sort thing.\n", encoding="utf-8")
    base = seconds([strat, "check", str(least)])
    print(f"| shape | n | n, 2n, 4n: seconds beyond {base:.3f} | exponent |\n| --- | ---: | --- | ---: |")
    for name, (write, first, arguments, *typed) in SHAPES.items():
        if words and not any(word in name for word in words):
            continue
        times = []
        for size in (first, 2 * first, 4 * first):
            path = folder / "made.strat"
            path.write_text("\n".join(write(size)) + "\n", encoding="utf-8")
            command, *rest = [part.replace("{last}", str(size - 1)) for part in arguments]
            times.append(max(seconds([strat, command, str(path), *rest], *typed) - base, 1e-4))
        exponent = math.log2(times[2] / times[1]) / (2 if name in SQUARES else 1)
        mark = " !" if exponent > MARKED else ""
        told = ", ".join(f"{time:.3f}" for time in times)
        print(f"| {name} | {first} | {told} | {exponent:.2f}{mark} |", flush=True)


main()
