"""What is found out, as values: made of the JSON that `strat … --format json` prints."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Diagnostic:
    """Something that is wrong or worth knowing.

    `severity` is ``"error"``, ``"warning"`` or ``"note"``; `code` has a page: ``strat explain CODE``.
    """

    code: str
    severity: str
    message: str
    help: str | None
    place: Place | None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.severity}[{self.code}]: {self.message}"

    @classmethod
    def _of(cls, raw: dict[str, Any]) -> Diagnostic:
        labels = raw.get("labels") or []
        first = next((one for one in labels if one.get("primary")), labels[0] if labels else None)
        place = Place(first["file"], first["line"], first["column"]) if first else None
        return cls(raw["code"], raw["severity"], raw["message"], raw.get("help"), place)


class StratError(Exception):
    """An analysis with mistakes, or a question that is not understood.

    Its text is what `strat` prints; `diagnostics` are the mistakes as values.
    """

    def __init__(self, text: str, diagnostics: Sequence[Diagnostic]):
        super().__init__(text)
        self.diagnostics = list(diagnostics)


class StratIncomplete(StratError):
    """The answer was not finished within its time, or another limit."""


@dataclass(frozen=True)
class Likelihood:
    """An interval of probability, from 0 to 1, with its words."""

    low: float
    high: float
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Answer:
    """One answer: a sentence with its status, its likelihood, and its smallest proof.

    `bindings` says what the question words stand for. `proof` is the tree of the JSON report.
    """

    sentence: str
    status: str | None
    likelihood: Likelihood | None
    relation: str | None
    arguments: tuple[str, ...]
    bindings: dict[str, str]
    proof: dict[str, Any] | None

    def __str__(self) -> str:
        return self.sentence

    @classmethod
    def _of(cls, raw: dict[str, Any]) -> Answer:
        likelihood = raw.get("likelihood")
        proofs = [raw["proof"]] if raw.get("proof") else raw.get("proofs") or []
        return cls(
            sentence=raw["sentence"],
            status=raw.get("status"),
            likelihood=_likelihood(likelihood) if likelihood else None,
            relation=raw.get("relation"),
            arguments=tuple(raw.get("arguments") or ()),
            bindings=dict(raw.get("bindings") or {}),
            proof=proofs[0] if proofs else None,
        )


def _likelihood(raw: dict[str, Any]) -> Likelihood:
    return Likelihood(raw["low"], raw["high"], raw.get("words", ""))


class Page:
    """A page: as it is printed (`str(page)`), as values (`page.data`), and as HTML in a notebook."""

    def __init__(self, text: str, data: dict[str, Any]):
        self._text = text
        self.data = data

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return f'<pre style="white-space: pre-wrap">{html.escape(self._text)}</pre>'

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong or worth knowing."""
        return [Diagnostic._of(raw) for raw in self.data.get("diagnostics") or []]


class Picture(Page):
    """A picture: in words (`str(picture)`), as a graph (`picture.data["maps"]`), and drawn, also in a notebook."""

    def __init__(self, text: str, data: dict[str, Any], svg: str):
        super().__init__(text, data)
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the drawing to a file, as SVG."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.svg)


class Findings(Page, Sequence):
    """What `strat check` tells: a sequence of diagnostics."""

    def __getitem__(self, at):
        return self.diagnostics[at]

    def __len__(self) -> int:
        return len(self.data.get("diagnostics") or [])

    @property
    def verdict(self) -> str | None:
        """``"consistent"``, ``"inconsistent"`` or ``"invalid"``."""
        return self.data.get("verdict")


class Answers(Page, Sequence):
    """The answers to a question: a sequence, a page, and a table."""

    def __init__(self, text: str, data: dict[str, Any]):
        super().__init__(text, data)
        self._answers = [Answer._of(raw) for raw in data.get("answers") or []]

    def __getitem__(self, at):
        return self._answers[at]

    def __len__(self) -> int:
        return len(self._answers)

    def __iter__(self) -> Iterator[Answer]:
        return iter(self._answers)

    def to_frame(self):
        """A pandas frame: a row for each answer, a column for each question word, and what is believed of it."""
        import pandas

        rows = []
        for answer in self._answers:
            believed = answer.likelihood
            rows.append(
                {
                    "sentence": answer.sentence,
                    **answer.bindings,
                    "status": answer.status,
                    "low": believed.low if believed else None,
                    "high": believed.high if believed else None,
                }
            )
        return pandas.DataFrame(rows)

    def to_networkx(self):
        """A directed graph: an edge for each answer, from its first argument to its second."""
        import networkx

        graph = networkx.MultiDiGraph()
        for answer in self._answers:
            if len(answer.arguments) >= 2:
                source, target, *others = answer.arguments
                graph.add_edge(
                    source, target, key=answer.relation, sentence=answer.sentence, status=answer.status, others=others
                )
        return graph

    def _repr_html_(self) -> str:
        if not self._answers:
            return super()._repr_html_()
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td>{html.escape(str(cell or ''))}</td>" for cell in (one.sentence, one.status, one.likelihood)
            )
            + "</tr>"
            for one in self._answers
        )
        head = "<tr><th>answer</th><th>status</th><th>likelihood</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def parsed(found) -> dict[str, Any]:
    """The JSON of what was found out."""
    return json.loads(found.json)


def errors(data: dict[str, Any]) -> list[Diagnostic]:
    """The mistakes among the diagnostics of a report."""
    every = [Diagnostic._of(raw) for raw in data.get("diagnostics") or []]
    return [one for one in every if one.severity == "error"]
