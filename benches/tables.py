#!/usr/bin/env python3
"""The strategic workload as an analysis with tables: what a whole `strat` run costs on it.

    tables.py DATA OUT

DATA holds actor.tsv, member.tsv, … (integers and short words); OUT gets the same rows with names that
tell actors, coalitions and tactics apart, and `strategic.strat`, which reads them by `facts`.
"""
import os
import sys

COLUMNS = {
    "actor": "a", "member": "ac", "dominates": "ac", "tactic_of": "at", "exempt": "at", "acted": "at",
    "approved": "at", "depends": "aarl", "shares_goal": "aa",
}
PREFIX = {"a": "a", "c": "c", "t": "t", "r": "", "l": ""}
ANALYSIS = '''analysis strategic "dependence, alliances and vetoes".

sort person.
sort coalition.
sort tactic.
sort good.
sort level.
declare level critical.
declare person from "actor.tsv".

relation listed       "{a: person} is listed".
relation member       "{a: person} sits in {c: coalition}".
relation leads        "{a: person} leads {c: coalition}".
relation tactic_of    "{a: person} stands behind {t: tactic}".
relation exempt       "{a: person} is exempt from {t: tactic}".
relation acted        "{a: person} acted upon {t: tactic}".
relation consented    "{a: person} consented to {t: tactic}".
relation needs        "{a: person} needs {b: person} for {r: good} at {l: level}".
relation common_goal  "{a: person} shares its goal with {b: person}".
relation link         "{a: person} is linked to {b: person}".
relation ally         "{a: person} is an ally of {b: person}".
relation crit         "{a: person} needs {b: person} critically".
relation crit_star    "{a: person} hangs on {b: person}".
relation can_block    "{a: person} can block {t: tactic}".
relation violation    "{b: person} went against {a: person} over {t: tactic}".
relation exposed      "{a: person} is exposed to {b: person}".
relation leverage     "{a: person} has leverage over {b: person}".
relation at_risk      "{a: person} is at risk".
relation secure       "{a: person} is safe".

facts "actor.tsv" as listed.
facts "member.tsv" as member, declaring coalition.
facts "dominates.tsv" as leads, declaring coalition.
facts "tactic_of.tsv" as tactic_of, declaring tactic.
facts "exempt.tsv" as exempt, declaring tactic.
facts "acted.tsv" as acted, declaring tactic.
facts "approved.tsv" as consented, declaring tactic.
facts "depends.tsv" as needs, declaring good and level.
facts "shares_goal.tsv" as common_goal.

rule linked: ?a is linked to ?b if ?a shares its goal with ?b.
rule linked_back: ?b is linked to ?a if ?a shares its goal with ?b.
rule allied: ?a is an ally of ?b if ?a is linked to ?b.
rule allied_on: ?a is an ally of ?c if ?a is an ally of ?b and ?b is linked to ?c.
rule critically: ?a needs ?b critically if ?a needs ?b for something at critical.
rule hanging: ?a hangs on ?b if ?a needs ?b critically.
rule hanging_on: ?a hangs on ?c if ?a hangs on ?b and ?b needs ?c critically.
rule blocks: ?x can block ?t if ?x leads ?c and ?y sits in ?c and ?y stands behind ?t
  unless ?x is exempt from ?t.
rule violated: ?y went against ?x over ?t if ?y acted upon ?t and ?x can block ?t
  unless ?x consented to ?t.
rule exposure: ?a is exposed to ?b if ?a hangs on ?b and ?b went against ?x over something
  unless ?a is an ally of ?x.
rule lever: ?x has leverage over ?a if ?x leads ?c and ?b sits in ?c and ?a hangs on ?b
  unless ?x is an ally of ?a.
rule risk_of_exposure: ?a is at risk if ?a is exposed to something.
rule risk_of_leverage: ?a is at risk if something has leverage over ?a.
rule safe: ?a is safe if ?a is listed unless ?a is at risk.
'''


def main():
    data, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    for name, columns in COLUMNS.items():
        prefixes = [PREFIX[column] for column in columns]
        with open(f"{data}/{name}.tsv") as rows, open(f"{out}/{name}.tsv", "w") as copy:
            for row in rows:
                cells = row.rstrip("\n").split("\t")
                copy.write("\t".join(p + cell for p, cell in zip(prefixes, cells)) + "\n")
    with open(f"{out}/strategic.strat", "w") as analysis:
        analysis.write(ANALYSIS)


main()
