#!/usr/bin/env python3
"""What a table of a million rows costs: strat on tables of N/4, N/2 and N rows, and DuckDB where it is installed.

    large.py STRAT [N] [WORD…]

`events`: 13 columns, half of them names with blanks, and one rule over them; `three`: three of these columns;
`names`: as many names declared from a column; `groups`: count, sum and least by group; `open`: the first answer to an
open question over a closure of about 3 N rows. Whole processes; user and system seconds and the most memory.
"""
import os
import pathlib
import random
import sys
import tempfile

TYPES = ["Battles", "Protests", "Riots", "Violence against civilians", "Explosions/Remote violence", "Developments"]
COLUMNS = "id date year type side opponent country region town lat long dead source".split()
EVENT = (
    "{e: incident} on {d: date} in {y: number} of {k: type} by {a: side} on {b: side} in {c: place} at {r: place} "
    "near {t: place} lat {la: number} long {lo: number} killed {n: number} says {s: outlet}"
)
SORTS = "sort incident.\nsort type.\nsort side.\nsort place.\nsort outlet.\n"


def events(folder, count):
    rng = random.Random(5)

    def one_of(words, most):
        return words.format(rng.randrange(most))

    with open(folder / "events.csv", "w") as out:
        print(*COLUMNS, sep=",", file=out)
        for at in range(count):
            year = rng.randrange(1997, 2024)
            print(
                f"EV{at}", f"{year}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}", year, rng.choice(TYPES),
                one_of("Army number {} of the Front", 3000), one_of("Army number {} of the Front", 3000),
                one_of("Land of {}", 200), one_of("Region {} North", 2000), one_of("Town {} on Sea", 20000),
                rng.randrange(-300000, 300000) / 10000, rng.randrange(-300000, 300000) / 10000, rng.randrange(40),
                one_of("Daily News {}", 500), sep=",", file=out,
            )
    named = ", ".join(f'"{column}"' for column in COLUMNS[:-1])
    return SORTS + (
        f'relation event "{EVENT}".\nrelation fights "{{a: side}} fights {{b: side}} in {{c: place}}".\n'
        f'facts "events.csv" as event columns {named} and "source", declaring incident, type, side, place and outlet.\n'
        "rule f: ?a fights ?b in ?c if something on something in something of Battles by ?a on ?b in ?c at something "
        "near something lat something long something killed ?n says something and ?n >= 39.\n"
    ), ["check"], "select distinct side, opponent, country from 'events.csv' where type = 'Battles' and dead >= 39"


def three(folder, count):
    events(folder, count)
    return SORTS + (
        'relation event "{a: side} hit {b: side} in {c: place}".\nrelation fights "{a: side} fights {b: side}".\n'
        'facts "events.csv" as event columns "side", "opponent" and "country", declaring side and place.\n'
        'rule f: ?a fights ?b if ?a hit ?b in "Land of 7".\n'
    ), ["check"], "select distinct side, opponent from 'events.csv' where country = 'Land of 7'"


def names(folder, count):
    (folder / "names.csv").write_text("name\n" + "".join(f"Person {at} of Town\n" for at in range(count)))
    return 'sort person.\ndeclare person from "names.csv" column "name".\n', ["check"], None


def groups(folder, count):
    rng = random.Random(7)
    rows = (f"p{at},g{rng.randrange(1000)},{rng.randrange(1, 10000)}\n" for at in range(count))
    (folder / "paid.csv").write_text("id,who,amount\n" + "".join(rows))
    rules = [("made", "count", "?q"), ("spent", "sum", "?m"), ("spent at least", "min", "?m")]
    return (
        'sort payment.\nsort payer.\nrelation paid "{p: payment} by {a: payer} of {n: number}".\n'
        + "".join(f'relation r{at} "{{a: payer}} {verb} {{n: number}}".\n' for at, (verb, _, _) in enumerate(rules))
        + 'facts "paid.csv" as paid columns "id", "who" and "amount", declaring payment and payer.\n'
        + "".join(
            f"rule {function}: ?a {verb} ?n if ?p by ?a of ?own and ?n = {function} of {what} where (?q by ?a of ?m).\n"
            for verb, function, what in rules
        )
    ), ["check"], "select who, count(*), sum(amount), min(amount) from 'paid.csv' group by who"


def opened(folder, count):
    rng = random.Random(3)
    nodes = max(2, int((3 * count / 0.63) ** 0.5))
    rows = "".join(f"n{rng.randrange(nodes)}\tn{rng.randrange(nodes)}\n" for _ in range(2 * nodes))
    (folder / "edges.tsv").write_text(rows)
    return (
        'sort node.\nrelation edge "{a: node} touches {b: node}".\nrelation path "{a: node} reaches {b: node}".\n'
        'facts "edges.tsv" as edge, declaring node.\nrule p: ?a reaches ?b if ?a touches ?b.\n'
        "rule q: ?a reaches ?c if ?a reaches ?b and ?b touches ?c.\n"
    ), ["ask", "?x reaches ?y?", "--limit", "1"], None


SHAPES = {"events": events, "three": three, "names": names, "groups": groups, "open": opened}
DUCK = "import duckdb, sys; print(len(duckdb.sql(sys.argv[1]).fetchall()))"


def measured(words, folder):
    """Seconds of the processor and megabytes of one process."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.execvp(words[0], words)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return "failed"
    return f"{usage.ru_utime + usage.ru_stime:.2f} s, {usage.ru_maxrss / 1024:.0f} MB"


def main():
    strat = os.path.abspath(sys.argv[1])
    words = sys.argv[2:]
    count = int(words.pop(0)) if words and words[0].isdigit() else 1_000_000
    print("| shape | rows | strat | DuckDB |\n| --- | ---: | --- | --- |")
    for name, write in SHAPES.items():
        if words and name not in words:
            continue
        for size in (count // 4, count // 2, count):
            with tempfile.TemporaryDirectory() as made:
                folder = pathlib.Path(made)
                text, (command, *rest), query = write(folder, size)
                (folder / "large.strat").write_text(text)
                ours = measured([strat, command, "large.strat", *rest], folder)
                theirs = measured([sys.executable, "-c", DUCK, query], folder) if query else ""
                print(f"| {name} | {size} | {ours} | {theirs} |", flush=True)


main()
