#!/usr/bin/env python3
"""A Bayes net in the interchange format (BIF) as ProbLog and as strat, and its marginals by a method of its own.

    nets.py write NET.bif OUT [VARIABLE=STATE…]   OUT.pl and OUT.strat; what was seen is evidence in both
    nets.py sums  NET.bif     [VARIABLE=STATE…]   every marginal, by eliminating variables (Zhang and Poole 1994)
    nets.py check NET.bif STRAT [VARIABLE=STATE…] how far strat's marginals are from these, and its seconds (user)

In strat each variable has one state (`functional`), and each number of a table is a judgement: `sick_is_yes given …`.
In ProbLog each row of a table is an annotated disjunction. The nets are those of the repository of bnlearn
(https://www.bnlearn.com/bnrepository).
"""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from decimal import Decimal


class Net:
    """Variables with their states, and for each one its parents and a table: states of the parents to a row."""

    def __init__(self, path):
        text = open(path).read()
        self.states, self.parents, self.tables = {}, {}, {}
        for name, states in re.findall(r"variable\s+(\S+)\s*\{[^}]*?\{([^}]*)\}", text):
            self.states[name] = [state.strip() for state in states.split(",")]
        for head, body in re.findall(r"probability\s*\(([^)]*)\)\s*\{(.*?)\n\}", text, re.S):
            name, _, parents = head.partition("|")
            name, parents = name.strip(), [one.strip() for one in parents.split(",") if one.strip()]
            rows = {}
            for key, numbers in re.findall(r"(?:\(([^)]*)\)|table)\s*([^;]*);", body):
                key = tuple(one.strip() for one in key.split(",")) if key else ()
                row = [Decimal(one.strip()) for one in numbers.split(",")]
                # Numbers that were rounded when they were written add up again.
                row[-1] = 1 - sum(row[:-1])
                rows[key] = row
            self.parents[name], self.tables[name] = parents, rows

    def sums(self, seen):
        """The probability of every state of every variable, given what was seen."""
        found = {}
        for name in self.states:
            factor = self.eliminated({name}, seen)
            total = sum(factor.values())
            for state in self.states[name]:
                found[name, state] = factor.get((state,), 0.0) / total
        return found

    def eliminated(self, kept, seen):
        factors = []
        for name, rows in self.tables.items():
            scope = (*self.parents[name], name)
            table = {}
            for key, row in rows.items():
                for state, number in zip(self.states[name], row):
                    values = (*key, state)
                    if all(seen.get(one, value) == value for one, value in zip(scope, values)):
                        table[values] = float(number)
            factors.append((scope, table))
        left = set(self.states) - kept
        while left:
            # The variable that ties the fewest others together.
            def ties(name):
                return len({other for scope, _ in factors if name in scope for other in scope}), name
            name = min(left, key=ties)
            left.remove(name)
            touched = [factor for factor in factors if name in factor[0]]
            factors = [factor for factor in factors if name not in factor[0]]
            scope, table = product(touched)
            at = scope.index(name)
            rest = scope[:at] + scope[at + 1:]
            summed = {}
            for values, weight in table.items():
                short = values[:at] + values[at + 1:]
                summed[short] = summed.get(short, 0.0) + weight
            factors.append((rest, summed))
        return product(factors)[1]


def product(factors):
    scope, table = (), {(): 1.0}
    for other, rows in factors:
        new = [name for name in other if name not in scope]
        shared = [(scope.index(name), other.index(name)) for name in other if name in scope]
        places = [other.index(name) for name in new]
        by_shared = {}
        for values, weight in rows.items():
            key = tuple(values[at] for _, at in shared)
            by_shared.setdefault(key, []).append((tuple(values[at] for at in places), weight))
        made = {}
        for values, weight in table.items():
            key = tuple(values[at] for at, _ in shared)
            for more, factor in by_shared.get(key, []):
                made[values + more] = weight * factor
        scope, table = scope + tuple(new), made
    return scope, table


def identifier(text):
    """A name that both languages take."""
    signs = {"<": "below_", ">": "above_", "=": "eq_", "+": "_plus", "-": "_to_", ".": "_", "/": "_or_"}
    return re.sub(r"\W", "_", "".join(signs.get(char, char) for char in text)).strip("_").lower()


def percent(number):
    return f"{(number * 100).normalize():f}%"


def listed(names):
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def write(net, seen, out):
    """Writes both programs; a variable or state in them, as the net calls it."""
    names = {name: "n_" + identifier(name) for name in net.states}
    states = {state: "s_" + identifier(state) for all in net.states.values() for state in all}
    strat = [
        'analysis net "a Bayes net", independent.',
        "sort node.",
        "sort value.",
        f"declare node {listed(names.values())}.",
        f"declare value {listed(states.values())}.",
        'relation has_state "{n: node} is {v: value}", functional.',
    ]
    problog = []

    def sentence(name, state):
        return f"{names[name]} is {states[state]}"

    def atom(name, state):
        return f"has({names[name]},{states[state]})"

    for name, rows in net.tables.items():
        for key, row in rows.items():
            given = list(zip(net.parents[name], key))
            outcomes = [(state, number) for state, number in zip(net.states[name], row) if number]
            under = " and ".join(sentence(*one) for one in given)
            for state, number in outcomes:
                condition = f" given {under}" if under else ""
                strat.append(f"{sentence(name, state)}{condition}, {percent(number)}.")
            heads = "; ".join(f"{number}::{atom(name, state)}" for state, number in outcomes)
            body = ", ".join(atom(*one) for one in given)
            problog.append(f"{heads}{' :- ' + body if body else ''}.")
    for name, state in seen.items():
        strat.append(f"observe {sentence(name, state)}.")
        problog.append(f"evidence({atom(name, state)}).")
    problog += [f"query({atom(name, state)})." for name in net.states for state in net.states[name]]
    for ending, lines in ("pl", problog), ("strat", strat):
        with open(f"{out}.{ending}", "w") as file:
            file.write("\n".join(lines) + "\n")
    return {sentence(name, state): (name, state) for name in net.states for state in net.states[name]}


def check(net, seen, strat):
    """The greatest distance of a marginal of strat from the sum, how many are exact, and the seconds it took."""
    wanted = net.sums(seen)
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "net")
        names = write(net, seen, out)
        command = [strat, "ask", f"{out}.strat", "how likely ?v is ?s?", "--limit", "10000", "--format", "json"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        told = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
        seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    found = {names[answer["sentence"]]: answer["likelihood"] for answer in told["answers"]}
    exact = sum(one["low"] == one["high"] for one in found.values())
    # What is never so has no answer.
    ends = [(found.get(key, {"low": 0.0, "high": 0.0}), value) for key, value in wanted.items()]
    off = max(max(abs(one["low"] - value), abs(one["high"] - value)) for one, value in ends)
    return off, exact, len(found), seconds


if __name__ == "__main__":
    kind, path, *rest = sys.argv[1:]
    net = Net(path)
    seen = dict(one.split("=", 1) for one in rest if "=" in one)
    if kind == "write":
        write(net, seen, rest[0])
    elif kind == "check":
        off, exact, count, seconds = check(net, seen, rest[0])
        print(f"{exact} of {count} marginals exact, at most {off:.1e} off, {seconds:.2f} s")
        sys.exit(off > 1e-9)
    else:
        for (name, state), probability in net.sums(seen).items():
            print(f"{name}={state} {probability!r}")
