"""The `strat` command, as the wheel brings it."""

import signal
import sys

from . import _strat


def main() -> None:
    # As a program of its own: Ctrl-C is strat's, and a closed pipe ends the run quietly.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _strat.command(["strat", *sys.argv[1:]])
