"""Analyses: read from files or from texts, and asked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from . import _strat
from ._values import Answers, Findings, Page, Picture, StratError, StratIncomplete, errors, parsed


def load(path: str | os.PathLike[str]) -> Analysis:
    """Reads an analysis from a file, with all that it imports.

    Raises `StratError` if the file cannot be read or has mistakes.
    """
    return Analysis(os.fspath(path))


def loads(text: str, name: str = "analysis.strat") -> Analysis:
    """Reads an analysis from a text; imports are looked for beside `name`.

    Raises `StratError` if the text has mistakes.
    """
    return Analysis(name, text)


class Analysis:
    """An analysis as it was read. Every answer raises `StratIncomplete` where `timeout` (in seconds) ends it."""

    def __init__(self, path: str, text: str | None = None):
        self._path = path
        self._text = text
        own, wrong = _strat.open(path, text)
        if own is None:
            raise StratError(wrong.text, errors(parsed(wrong)))
        self._own = own
        found = own.check()
        data = parsed(found)
        if data.get("verdict") == "invalid":
            raise StratError(found.text, errors(data))

    def __repr__(self) -> str:
        return f"<strat analysis {self._path!r}>"

    def _told(self, found) -> dict[str, Any]:
        data = parsed(found)
        if not found.whole:
            raise StratIncomplete(found.text, errors(data))
        return data

    def check(self, timeout: float | None = None) -> Findings:
        """What is wrong or worth knowing; contradictions are findings, not exceptions."""
        found = self._own.check(timeout)
        return Findings(found.text, self._told(found))

    def ask(self, question: str, timeout: float | None = None) -> Answers:
        """The answers to a question, with their proofs where it asks why.

        Raises `StratError` if the question is not understood.
        """
        found = self._own.ask(question, timeout)
        data = self._told(found)
        answered = any(data.get(part) for part in data if part not in ("schema", "command", "diagnostics", "question"))
        if errors(data) and not answered:
            raise StratError(found.text, errors(data))
        return Answers(found.text, data)

    def brief(self, timeout: float | None = None) -> Page:
        """The page about the analysis."""
        found = self._own.brief(timeout)
        return Page(found.text, self._told(found))

    def weigh(self, timeout: float | None = None) -> Page:
        """Each question's hypotheses against the evidence."""
        found = self._own.weigh(timeout)
        return Page(found.text, self._told(found))

    def game(self, name: str | None = None, timeout: float | None = None) -> Page:
        """What the actors will do: the game of that name, or all of them."""
        found = self._own.game(name, timeout)
        return Page(found.text, self._told(found))

    def map(self, kind: str = "power", about: str | None = None, timeout: float | None = None) -> Picture:
        """A picture: `power`, `goals`, `argument`, `sources`, `effects`, `game`, `council` or `time`.

        `about` is a name, or a sentence that is drawn with what it rests on. Raises `ValueError` for another kind, and
        `StratError` if nothing has that name.
        """
        found = self._own.map(kind, about, timeout)
        data = self._told(found)
        if found.drawing is None:
            raise StratError(found.text, errors(data))
        return Picture(found.text, data, found.drawing)

    def score(self, timeout: float | None = None) -> Page:
        """How the forecasts fared."""
        found = self._own.score(timeout)
        return Page(found.text, self._told(found))

    def diff(self, later: Analysis, timeout: float | None = None) -> Page:
        """Which conclusions a later version gains and loses."""
        found = self._own.diff(later._own, timeout)
        return Page(found.text, self._told(found))

    def add_facts(self, relation: str, rows: Any) -> Analysis:
        """The analysis with a row of `rows` stated for each fact of a relation.

        `rows` is a pandas or polars frame, or an iterable of tuples or mappings; its columns are the arguments of the
        relation in their order. The analysis itself stays as it is.
        """
        text = self._text
        if text is None:
            with open(self._path, encoding="utf-8") as file:
                text = file.read()
        stated = "".join(f"{relation}({', '.join(map(_cell, row))}).\n" for row in _rows(rows))
        return Analysis(self._path, f"{text.rstrip()}\n\n{stated}")


def _rows(rows: Any) -> Iterable[tuple[Any, ...]]:
    if hasattr(rows, "itertuples"):
        return rows.itertuples(index=False, name=None)
    if hasattr(rows, "iter_rows"):
        return rows.iter_rows()
    return (tuple(row.values()) if isinstance(row, Mapping) else tuple(row) for row in rows)


def _cell(value: Any) -> str:
    if value is None or value != value:
        raise ValueError("a fact has no empty cells: leave out rows with gaps")
    return str(value)
