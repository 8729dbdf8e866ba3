#!/usr/bin/env python3
"""An analysis with so many claims and so many conflicts between sources, the same for the same numbers.

    disputes.py CLAIMS CONFLICTS FILE.strat [flat]
    disputes.py SHAPE NUMBER FILE.strat

With `flat` no claim has a likelihood.

Of the conflicts three fifths are claims and their denials, three tenths an approval and an objection to one
action, and the rest three claims that cannot all hold. Every tenth source is preferred to the one before it. The
other claims say who depends on whom and who can provide what, so that power and dominance follow from them.

The shapes: `pairs`, so many claims and their denials; `sides`, one sentence said by so many sources and denied by as
many; `chain`, claims that clash each with the next; `clique`, so many values of what can have one; `star`, one claim
against so many; `web`, claims three to a conflict, three conflicts a claim, sources with grades; `blocked`, conflicts
through what is absent, each conclusion the reason that there is no next one; `silence`, contradictions that what is
said keeps from coming about.
"""
import random
import sys

HEDGES = ["", "", "", ", likely", ", very likely", ", unlikely"]


def analysis(claims, conflicts):
    rng = random.Random(31_000_003 + claims + conflicts)
    sources = [f"s{at}" for at in range(20)]
    actors = [f"A{at}" for at in range(max(10, claims // 20))]
    goods = [f"r{at}" for at in range(15)]
    groups = [actors[at : at + 5] for at in range(0, len(actors), 5)]
    yield 'analysis made "Claims and conflicts that were made up" as of 2024-10-26, scale icd203.'
    for at, source in enumerate(sources):
        graded = f" graded {'ABC'[at % 3]}{1 + at % 3}" if at % 2 else ""
        yield f"source {source}{graded}."
    for actor in actors:
        yield f"actor {actor} is state."
    for good in goods:
        yield f"resource {good}."
    for at, members in enumerate(groups):
        if len(members) > 1:
            yield f"group g{at} of {', '.join(members[:-1])} and {members[-1]}."
            yield f"matter m{at} of g{at}."
            yield f"goal end{at} of {', '.join(members[:-1])} and {members[-1]}, requires {rng.choice(goods)}."

    def said(sentence, source, hedge=""):
        return f"{sentence}, according to {source}{hedge}."

    def two():
        return rng.sample(sources, 2)

    made = 0
    for at in range(conflicts):
        one, other = two()
        if at % 10 < 6:
            sentence = f"{rng.choice(actors)} can provide {rng.choice(goods)}"
            yield f"proposition p{at}."
            yield said(f"p{at} holds", one)
            yield said(f"not p{at} holds", other)
            yield f"{sentence} if p{at} holds."
            made += 2
        elif at % 10 < 9:
            actor = rng.choice(actors)
            yield f"action x{at} by {rng.choice(actors)}, under m{rng.randrange(len(groups))}, taken 2024-10."
            yield said(f"{actor} explicitly approved x{at}", one)
            yield said(f"{actor} objected to x{at}", other)
            made += 2
        else:
            third = rng.choice(sources)
            yield f"event e{at}, f{at} and h{at}."
            yield f"impossible i{at} \"not all three\": e{at} took place and f{at} took place and h{at} took place."
            yield said(f"e{at} took place", one)
            yield said(f"f{at} took place", other)
            yield said(f"h{at} took place", third)
            made += 3
    while made < claims:
        group = rng.choice(groups)
        one, other = rng.sample(group if len(group) > 1 else actors, 2)
        good, source, hedge = rng.choice(goods), rng.choice(sources), rng.choice(HEDGES)
        kind = rng.randrange(4)
        if kind < 2:
            yield said(f"{one} critically depends on {other} for {good}", source, hedge)
        elif kind == 2:
            yield said(f"{one} can provide {good}", source, hedge)
        else:
            yield said(f"{one} depends on {other} for {good}", source, hedge)
        made += 1
    for at in range(9, len(sources), 10):
        yield f'prefer {sources[at]} over {sources[at - 1]}, because "it was there".'


def shaped(shape, number):
    rng = random.Random(31_000_003 + number)
    graded = [f"{'ABCDE'[at % 5]}{1 + at // 5 % 5}" for at in range(25)]
    yield 'analysis made "Claims and conflicts that were made up" as of 2024-10-26.'
    yield from (f"source s{at} graded {grade}." for at, grade in enumerate(graded))
    yield "actor Norvia is state."
    yield "proposition some and hub."
    if shape == "clique":
        yield 'relation strength "{a: actor} has {n: number} tanks", functional.'
        yield from (f"Norvia has {at} tanks, according to s{at % 25}." for at in range(number))
        yield "some holds if Norvia has ?n tanks and ?n > 3."
        return
    if shape == "sides":
        for at in range(number):
            yield f"source yes{at} and no{at}."
            yield f"hub holds, according to yes{at}."
            yield f"not hub holds, according to no{at}."
        return
    for at in range(number):
        yield f"proposition p{at} and d{at}."
        yield f"p{at} holds, according to s{rng.randrange(25)}."
        yield f"some holds if p{at} holds and p{(at + 1) % number} holds."
    if shape == "star":
        yield "hub holds, according to s7."
    for at in range(number):
        one, two, three, four = (f"p{other} holds" for other in rng.sample(range(number), 4))
        if shape == "pairs":
            yield f"not p{at} holds, according to s{rng.randrange(25)}."
        elif shape == "chain" and at:
            yield f"impossible i{at}: p{at} holds and p{at - 1} holds."
        elif shape == "star":
            yield f"impossible i{at}: p{at} holds and hub holds."
        elif shape == "web":
            yield f"impossible i{at}: {one} and {two} and {three}."
        elif shape == "blocked":
            yield f"proposition b{at} and q{at}."
            yield f"d{at} holds if p{at} holds unless b{at} holds."
            yield f"not d{at} holds, according to s{rng.randrange(25)}."
            yield f"q{at} holds if d{at} holds" + (f" unless q{at - 1} holds." if at else ".")
            if at % 3 == 0:
                yield f"b{at} holds, according to s{rng.randrange(25)}."
                yield f"not b{at} holds, according to s{rng.randrange(25)}."
        elif shape == "silence":
            yield f"d{at} holds if {one} and {two} unless {three}."
            yield f"impossible i{at}: d{at} holds and {four} unless d{(at + 1) % number} holds."


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    what, number = sys.argv[1], int(sys.argv[2])
    if what.isdigit():
        if len(sys.argv) == 5:
            HEDGES[:] = [""]
        lines = analysis(int(what), number)
    else:
        lines = shaped(what, number)
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for line in lines:
            out.write(line + "\n")


main()
