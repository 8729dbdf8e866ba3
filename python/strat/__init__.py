"""strat: what follows from an analysis, what clashes, and what it rests on.

>>> import strat
>>> analysis = strat.loads('''
... actor China and Russia is state.
... resource oil "crude oil".
... China can provide oil.
... ''')
>>> [str(answer) for answer in analysis.ask("who can provide what?")]
['China can provide oil']
"""

from ._analysis import Analysis, load, loads
from ._strat import __version__
from ._values import (
    Answer,
    Answers,
    Diagnostic,
    Findings,
    Likelihood,
    Page,
    Picture,
    Place,
    StratError,
    StratIncomplete,
)

__all__ = [
    "Analysis",
    "Answer",
    "Answers",
    "Diagnostic",
    "Findings",
    "Likelihood",
    "Page",
    "Picture",
    "Place",
    "StratError",
    "StratIncomplete",
    "__version__",
    "load",
    "loads",
]


def load_ipython_extension(ipython):
    """`%load_ext strat`: the cell magic `%%strat`."""
    from ._jupyter import StratMagics

    ipython.register_magics(StratMagics)
