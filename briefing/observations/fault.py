"""`Fault`: why a row or a file cannot be used, in Swedish, before it is known where; `Memo` parses each distinct cell once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefing.observations.doubt import Refusal

Cell = TypeVar("Cell", bound=Hashable)
Parsed = TypeVar("Parsed")


@dataclass(frozen=True)
class Fault:
    """What stood there, what was expected, one way out; `column` is the column or key it is about, empty for the whole row."""

    found: str
    expected: str
    remedy: str
    column: str = ""

    def refusal(self, delivery: str, place: str, rows: int = 1) -> Refusal:
        """The refusal of that many rows for this fault."""
        where = ", ".join(part for part in (place, self.column) if part)
        remedy = f"{self.remedy}; en rättelse lämnas som en ny fil, {_correction(delivery)}"
        return Refusal(delivery, where, self.found, self.expected, remedy, rows)


def _correction(delivery: str) -> str:
    """The name under which a correction is delivered: what has been received is never changed."""
    name = delivery.rpartition("/")[2]
    period, _, revision = name.partition(".r")
    return f"{period}.r{int(revision) + 1 if revision.isdecimal() else 2}"


class UnusableError(Exception):
    """Raised inside a reader where a cell, row or file cannot be used; never leaves the room."""

    def __init__(self, found: str, expected: str, remedy: str, *, column: str = "", rows: int = 0) -> None:
        super().__init__(found)
        self.fault = Fault(found, expected, remedy, column)
        self.rows = rows


class Memo(dict[Cell, "Parsed | Fault"], Generic[Cell, Parsed]):
    """Cell → what it means or why it means nothing. A long file has few distinct cells, and each is parsed once."""

    def __init__(self, parse: Callable[[Cell], Parsed]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: Cell) -> Parsed | Fault:
        try:
            self[cell] = self._parse(cell)
        except UnusableError as unusable:
            self[cell] = unusable.fault
        return self[cell]


def sound(parsed: Parsed | Fault) -> Parsed:
    """What was parsed; UnusableError with its fault where it could not be."""
    if isinstance(parsed, Fault):
        raise UnusableError(parsed.found, parsed.expected, parsed.remedy, column=parsed.column)
    return parsed


def quoted(text: str, longest: int = 60) -> str:
    """A text as it stood, in quotation marks, cut where it is long."""
    shown = " ".join(text.split())
    return f'"{shown[:longest]}…"' if len(shown) > longest else f'"{shown}"'
