"""The cell magic `%%strat`: a cell is an analysis, or a question about one."""

from __future__ import annotations

import shlex

from IPython.core.magic import Magics, cell_magic, magics_class

from ._analysis import Analysis, loads


@magics_class
class StratMagics(Magics):
    """`%%strat NAME` reads the cell as an analysis and binds it to NAME; `%%strat --ask NAME` asks it."""

    @cell_magic
    def strat(self, line: str, cell: str):
        words = shlex.split(line)
        if words[:1] == ["--ask"] and len(words) == 2:
            analysis = self.shell.user_ns.get(words[1])
            if not isinstance(analysis, Analysis):
                raise NameError(f"{words[1]} is no analysis: read one first, with %%strat {words[1]}")
            return analysis.ask(cell.strip())
        if len(words) > 1:
            raise ValueError("write %%strat NAME above an analysis, or %%strat --ask NAME above a question")
        analysis = loads(cell)
        if words:
            self.shell.user_ns[words[0]] = analysis
        return analysis.brief()
