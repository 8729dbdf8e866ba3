"""A game of N options among three actors: python3 benches/games.py N > game.strat"""
import sys
n=int(sys.argv[1])
out=["analysis g \"A game\" as of 2026-01-01.","actor A, B and C is state."]
who=["A","B","C"]
for i in range(n):
    out.append(f'action act{i} "act {i}" by {who[i%3]}.')
g=0
for a in range(3):
    own=[i for i in range(n) if i%3==a]; oth=[i for i in range(n) if i%3!=a]
    out.append(f'goal g{a}x1 of {who[a]}, priority 1, achieved if act{oth[0]} took place and act{own[0]} took place.')
    out.append(f'goal g{a}x2 of {who[a]}, priority 2, fails if act{oth[1%len(oth)]} took place unless act{own[-1]} took place.')
    for j,i in enumerate(own): out.append(f'goal g{a}y{j} of {who[a]}, priority {3+j}, fails if act{i} took place.')
out.append(f'game play "the game" over {", ".join(f"act{i}" for i in range(n-1))} and act{n-1} {{')
out.append('  outcome quiet "nobody acts": not act0 took place and not act1 took place.')
out.append('}')
print("\n".join(out))
