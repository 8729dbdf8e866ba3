"""Writes many analyses into a folder: python3 benches/many.py FOLDER [FILES [STATEMENTS]]

Each is of its own, of so many statements as analysts write them: actors, what they depend on, who says so,
actions, vetoes, a scenario and expectations. The same numbers give the same bytes.
"""
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
files = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
size = int(sys.argv[3]) if len(sys.argv) > 3 else 100
folder.mkdir(parents=True, exist_ok=True)


def analysis(number):
    """One analysis: what every one has, then claims up to the size."""
    actors = [f"Actor{number}_{at}" for at in range(8)]
    said = [f'analysis study_{number} "Study {number}" as of 2025-06-30.']
    said += [f"actor {actor} is state." for actor in actors]
    said += [f"group league of {actors[0]}, {actors[1]} and {actors[2]}."]
    said += [f'source press "the press" graded C3, dated 2025-05.', 'source envoy "an envoy" graded B2, dated 2025-06-01.']
    said += [f"resource res_{at}." for at in range(6)]
    said += ["matter trade of league."]
    said += [f"goal goal_{at} of {actors[at]}, requires res_{at}." for at in range(4)]
    said += [f"action act_{at} by {actors[at]}, under trade, serves goal_{at}." for at in range(3)]
    said += [f"veto veto_{at} {actors[at]} over act_{(at + 1) % 3} of league." for at in range(2)]
    said += [f"scenario cut {{ suppose not {actors[3]} can provide res_0. }}"]
    said += [f"expect {actors[0]} has a veto over act_1."]
    at = 0
    while len(said) < size:
        a, b, r = actors[at % 8], actors[(at * 3 + 1) % 8], at % 6
        if a == b:
            b = actors[(at + 5) % 8]
        kind, who = at % 4, ("press", "envoy")[at % 2]
        if kind == 0:
            said.append(f"{a} critically depends on {b} for res_{r}, according to {who}, very likely.")
        elif kind == 1:
            said.append(f"{b} can provide res_{r}, according to {who}.")
        elif kind == 2:
            said.append(f'@k{at}: {a} depends on {b} for res_{r}, because "trade of {2000 + at}".')
        else:
            said.append(f"{a} approved act_{at % 3}, according to {who}, confidence moderate.")
        at += 1
    return "\n".join(said) + "\n"


for number in range(files):
    (folder / f"study-{number:05}.strat").write_text(analysis(number))
