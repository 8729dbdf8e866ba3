"""A rule file and its data by Nemo; prints how many rows each relation has.

    run_nemo.py RULES DATA RELATION ...     (pip install nemo-python)
"""
import sys

import nmo_python as nemo

rules, data, *relations = sys.argv[1:]
engine = nemo.NemoEngine(nemo.load_string(open(rules).read().replace("@DATA@", data)))
engine.reason()
print(*(f"{name}={sum(1 for _ in engine.result(name))}" for name in relations))
