"""Analyses of which one thing can be doubled: for each shape a writer from a size to text, and what is run on it."""


def listed(names):
    """Declarations of things, some hundred a statement."""
    for at in range(0, len(names), 200):
        some = names[at : at + 200]
        yield "declare thing " + (some[0] if len(some) == 1 else ", ".join(some[:-1]) + f" and {some[-1]}") + "."


def things(count, prefix="t"):
    return ["sort thing."] + list(listed([f"{prefix}{at}" for at in range(count)]))


TOUCHES = 'relation touches "{a: thing} touches {b: thing}".'
ABOVE = 'relation above "{a: thing} sits above {b: thing}"'
LIT = 'relation lit "{a: thing} is lit".'
WEIGHS = 'relation weighs "{a: thing} weighs {n: number}"'


def edges(count, relation="touches"):
    return [f"t{at} {relation} t{at + 1}." for at in range(count - 1)]


def facts(n):
    return things(n) + [TOUCHES] + edges(n)


def names(n):
    return things(n)


def relations(n):
    return things(1) + [f'relation kind{at} "{{a: thing}} is of make{at} today".' for at in range(n)]


def rules(n):
    said = things(1) + [f'relation p{at} "{{a: thing}} is at stage{at} today".' for at in range(n)]
    said += [f"rule r{at}: ?x is at stage{at + 1} today if ?x is at stage{at} today." for at in range(n - 1)]
    return said + ["t0 is at stage0 today."]


def constants(n):
    return things(n) + [LIT, "t0 is lit."] + [f"t{at + 1} is lit if t{at} is lit." for at in range(n - 1)]


def chain(n):
    return things(n) + [TOUCHES, LIT, "t0 is lit.", "rule on: ?b is lit if ?a is lit and ?a touches ?b."] + edges(n)


def transitive(n):
    return things(n) + [ABOVE + ", transitive."] + edges(n, "sits above")


def symmetric(n):
    return things(n) + [ABOVE + ", symmetric, transitive."] + edges(n, "sits above")


def linear(n):
    said = things(n) + [TOUCHES, ABOVE + "."] + edges(n)
    said += ["rule one: ?a sits above ?b if ?a touches ?b."]
    return said + ["rule more: ?a sits above ?c if ?a sits above ?b and ?b touches ?c."]


def functional(n):
    return things(1) + [WEIGHS + ", functional."] + [f"t0 weighs {at}." for at in range(n)]


def conflicts(n):
    said = things(n) + [LIT, 'source one "one".', 'source two "two".']
    for at in range(n):
        said += [f"t{at} is lit, according to one.", f"not t{at} is lit, according to two."]
    return said


def scenarios(n):
    said = things(2) + [TOUCHES, LIT, "t0 touches t1.", "rule on: ?b is lit if ?a is lit and ?a touches ?b."]
    return said + [f"scenario s{at} {{ suppose t0 is lit. }}" for at in range(n)]


def bodies(n):
    said = things(n + 1) + [TOUCHES, LIT] + edges(n + 1)
    body = " and ".join(f"?v{at} touches ?v{at + 1}" for at in range(n))
    return said + [f"rule wide: ?v0 is lit if {body}."]


def groups(n):
    said = things(n) + [WEIGHS + ".", 'relation total "the total is {n: number}".']
    said += [f"t{at} weighs {at}." for at in range(n)]
    return said + ["rule sum: the total is ?s if ?s = sum of ?n where (?a weighs ?n)."]


def asked_of_groups(n):
    """Each of n things asks for the sum of the one group that all are in."""
    said = things(n) + [WEIGHS + ".", 'relation heavy "{a: thing} is among {n: number}".']
    said += [f"t{at} weighs {at}." for at in range(n)]
    return said + ["rule sum: ?a is among ?s if ?a weighs ?own and ?s = sum of ?n where (?b weighs ?n)."]


def loops(n):
    said = things(2 * n) + [TOUCHES, 'relation lit "{a: thing} is lit", may be undecided.']
    for at in range(0, 2 * n, 2):
        said += [f"t{at} touches t{at + 1}.", f"t{at + 1} touches t{at}."]
    return said + ["rule on: ?b is lit if ?a touches ?b unless ?a is lit."]


def hub(n):
    """A hub with n ways in and n ways out, each of which comes back to where one goes in."""
    said = things(2 * n + 1) + [TOUCHES, LIT, "rule on: ?a is lit if ?a touches ?b and ?b touches ?c and ?c touches ?a."]
    for at in range(0, 2 * n, 2):
        said += [f"t{at} touches t{2 * n}.", f"t{2 * n} touches t{at + 1}.", f"t{at + 1} touches t{at}."]
    return said


def suppositions(n):
    return linear(n)


# Each shape: its writer, its first size, the arguments around the name of the file, and what is typed.
SHAPES = {
    "facts": (facts, 4000, ["check"]),
    "names": (names, 8000, ["check"]),
    "relations": (relations, 1000, ["check"]),
    "rules": (rules, 500, ["check"]),
    "rules that differ in constants": (constants, 4000, ["check"]),
    "a chain, why at its end": (chain, 4000, ["ask", "why t{last} is lit?"]),
    "transitive, by rows": (transitive, 500, ["check"]),
    "symmetric and transitive, by rows": (symmetric, 250, ["check"]),
    "a linear rule, by rows": (linear, 500, ["check"]),
    "an open question, by rows": (linear, 500, ["ask", "?x sits above ?y?", "--limit", "1"]),
    "questions of a session, by rows": (linear, 500, ["repl"], "t0 sits above ?y?\n" * 20),
    "a hub on triangles": (hub, 2000, ["check"]),
    "what if, by rows": (suppositions, 200, ["ask", "what if not t0 touches t1?"]),
    "one key with many values": (functional, 4000, ["check"]),
    "conflicts": (conflicts, 100, ["check"]),
    "scenarios": (scenarios, 20, ["check"]),
    "width of a body": (bodies, 8, ["check"]),
    "size of a group": (groups, 2000, ["check"]),
    "a sum that each row asks for": (asked_of_groups, 2000, ["check"]),
    "circles through unless": (loops, 1000, ["check"]),
}

# What a shape costs is in proportion to the square of its size, by itself.
SQUARES = {name for name in SHAPES if name.endswith("by rows")}
