"""`Difference`: what differs between two editions of the archive, in printed words. Terminal and web page only lay it out."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document.marked import Spans
from briefing.document.text_changes import ChangedText
from briefing.terms.sensitivity import Sensitivity


@dataclass(frozen=True)
class Told:
    """One of the two editions as the reader is told of it. `name` is `2480-kvartal-2026-K2 v1`; empty texts are not known."""

    name: str
    title: str
    status: str
    sensitivity: str
    dnr: str
    sealed: str
    reason: str


@dataclass(frozen=True)
class Change:
    """One row: what kind of change, of what, before, now. `words` is what was put otherwise, word by word; empty where nothing was.

    `basis` is the id of what has changed, for who reads it as data. `synthetic`: invented for the example, and marked so.
    """

    kind: str
    what: str
    before: str
    now: str
    note: str = ""
    remark: str = ""
    words: Spans = ()
    basis: str = ""
    synthetic: bool = False


@dataclass(frozen=True)
class NumberChange:
    """One period of a series: printed values, the difference with its sign, and the numbers themselves (None: there was no value)."""

    period: str
    code: str
    before: str
    now: str
    difference: str
    remark: str
    was: float | None
    value: float | None


@dataclass(frozen=True)
class SeriesChange:
    """All changes of one kind in one series, oldest period first.

    `shown` is the one that is told of where there is room for one, and `shown_because` why it is that one (`störst av 12`; empty for one).
    """

    kind: str
    label: str
    note: str
    basis: str
    periods: tuple[NumberChange, ...]
    shown: NumberChange
    shown_because: str

    @property
    def is_one(self) -> bool:
        return len(self.periods) == 1


@dataclass(frozen=True)
class Part:
    """A part of the comparison: its heading, its rows, and a note that explains the kinds of change in it."""

    id: str
    heading: str
    changes: tuple[Change, ...]
    note: str = ""


@dataclass(frozen=True)
class Difference:
    """The whole comparison. `notes` are what limits it; `sensitivity` is the higher of the two.

    `example` is the long and the short mark of what was invented for the example; both empty where nothing was.
    """

    before: Told
    now: Told
    parts: tuple[Part, ...]
    numbers: tuple[SeriesChange, ...]
    numbers_note: str
    texts: tuple[ChangedText, ...]
    notes: tuple[str, ...]
    owner: str
    sensitivity: Sensitivity
    example: tuple[str, str]

    @property
    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many changes there are of each sort, none left out: its id, the heading that they stand under, the number."""
        values = sum(len(each.periods) for each in self.numbers)
        paragraphs = sum(len(each.paragraphs) for each in self.texts)
        told = ((each.id, each.heading, len(each.changes)) for each in self.parts)
        return (*told, ("siffror", "Siffror", values), ("text", "Text", paragraphs))

    @property
    def is_empty(self) -> bool:
        return not any(count for _, _, count in self.counts)
