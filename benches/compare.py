#!/usr/bin/env python3
"""strat beside other engines in one run: whole processes, in turn, on the same inputs.

    python3 -m venv ENV && ENV/bin/pip install 'clingo==5.8.*' 'nemo-python==0.10.*'
    ENV/bin/python benches/compare.py [--data FOLDER] [--runs N] [--only WORD] [--engines a,b] [--threads N]

Every engine must come to the same counts of rows, the known ones where the input is one of them; else the run
fails. Told are the medians of wall and processor seconds (user and system) and of the greatest memory, and strat's
ratio to each engine, run by run, since the machine's pace drifts. Engines that are not installed are left out.
"""
import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "peers")

# The workload, its input, and the counts on which all engines once agreed.
CLOSURE = {"path": 2}
STRATEGIC = {"ally": 2, "crit_star": 2, "veto": 2, "violation": 3, "exposed": 2, "leverage": 2, "secure": 1}
WORKLOADS = [
    ("rand2k", "closure", ("random", [2000, 4000]), "path=2468224"),
    ("chain100k", "closure", ("chains", [1960, 50, 2000]), "path=2499000"),
    ("chain10m", "closure", ("chains", [7850, 50, 8000]), "path=10008750"),
    ("strategic1k", "strategic", ("strategic", [1000]), None),
    ("strategic10k", "strategic", ("strategic", [10000]), None),
    (
        "strategic100k", "strategic", ("strategic", [100000]),
        "ally=240617 crit_star=8290 veto=59158 violation=178357 exposed=6092 leverage=32822 secure=6237",
    ),
    (
        "strategic1m", "strategic", ("strategic", [1000000]),
        "ally=2402333 crit_star=85368 veto=599505 violation=1800034 exposed=61709 leverage=337140 secure=63073",
    ),
]
ENGINES = ["strat", "ascent", "datafrog", "nemo", "clingo"]


def built():
    """The program of whole processes, built."""
    command = ["cargo", "build", "--release", "--bin", "whole", "--message-format=json"]
    told = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, check=True).stdout
    for line in told.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "whole":
            return message["executable"]
    sys.exit("cargo built no program")


def facts(data):
    """The rows of an input as facts of a logic program, beside it."""
    path = data + ".lp"
    if not os.path.exists(path):
        tables = [(n[:-4], f"{data}/{n}") for n in sorted(os.listdir(data))] if os.path.isdir(data) else [("edge", data)]
        with open(path + ".part", "w") as out:
            for name, table in tables:
                with open(table) as rows:
                    out.writelines(f"{name}({row.rstrip().replace(chr(9), ',')}).\n" for row in rows)
        os.rename(path + ".part", path)
    return path


def command(engine, whole, workload, data):
    relations = CLOSURE if workload == "closure" else STRATEGIC
    match engine:
        case "strat" | "ascent" | "datafrog":
            return [whole, engine, workload, data]
        case "nemo":
            return [sys.executable, f"{PEERS}/run_nemo.py", f"{PEERS}/{workload}.rls", data, *relations]
        case "clingo":
            named = [f"{name}/{columns}" for name, columns in relations.items()]
            return [sys.executable, f"{PEERS}/run_clingo.py", f"{PEERS}/{workload}.lp", facts(data), *named]


def once(words, threads):
    """One process: its first line, wall seconds, processor seconds, MB."""
    environment = dict(os.environ)
    if threads:
        environment["RAYON_NUM_THREADS"] = str(threads)
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment)
    told = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{words} ended with status {process.returncode}")
    return told.splitlines()[0], wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.path.join(HERE, "..", "target", "inputs"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="workloads whose name has this word")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--threads", type=int, help="threads of strat; as many as there are cores")
    asked = parser.parse_args()
    installed = {"nemo": "nmo_python", "clingo": "clingo"}
    engines = [
        engine for engine in asked.engines.split(",")
        if engine not in installed or importlib.util.find_spec(installed[engine])
    ]
    if unknown := set(engines) - set(ENGINES):
        sys.exit(f"no such engine: {', '.join(sorted(unknown))}")
    if "strat" not in engines:
        sys.exit("strat is what the others are compared with")
    whole = built()
    print("| workload | engine | wall, s | cpu, s | MB | strat / it, wall | strat / it, cpu |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name, workload, (kind, sizes), known in WORKLOADS:
        if asked.only not in name:
            continue
        data = os.path.abspath(os.path.join(asked.data, name + (".tsv" if workload == "closure" else "")))
        # In a process of its own: what this one holds would count as memory of those that it starts.
        if not os.path.exists(data):
            made = [sys.executable, os.path.join(HERE, "inputs.py"), kind, *map(str, sizes), data]
            subprocess.run(made, check=True)
        taking_part = [engine for engine in engines if engine != "datafrog" or workload == "closure"]
        runs = {engine: [] for engine in taking_part}
        for _ in range(asked.runs):
            for engine in taking_part:
                counts, *figures = once(command(engine, whole, workload, data), asked.threads)
                known = known or counts
                if counts != known:
                    sys.exit(f"{engine} on {name}: {counts}, and not {known}")
                runs[engine].append(figures)
        for engine in taking_part:
            wall, cpu, memory = (statistics.median(column) for column in zip(*runs[engine]))
            ratios = [
                statistics.median(ours[at] / theirs[at] for ours, theirs in zip(runs["strat"], runs[engine]))
                for at in (0, 1)
            ]
            told = ["", ""] if engine == "strat" else [f"{ratio:.2f}" for ratio in ratios]
            print(f"| {name} | {engine} | {wall:.3f} | {cpu:.3f} | {memory:.0f} | {told[0]} | {told[1]} |", flush=True)


main()
