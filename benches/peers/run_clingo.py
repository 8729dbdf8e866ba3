"""A logic program and its facts by clingo's grounder; prints how many atoms each relation has.

    run_clingo.py PROGRAM FACTS RELATION/COLUMNS ...     (pip install clingo)
"""
import sys

import clingo

program, facts, *relations = sys.argv[1:]
control = clingo.Control(["--warn=none"])
control.load(program)
control.load(facts)
control.ground([("base", [])])
control.solve()
counts = []
for relation in relations:
    name, columns = relation.split("/")
    counts.append(f"{name}={sum(1 for _ in control.symbolic_atoms.by_signature(name, int(columns)))}")
print(*counts)
