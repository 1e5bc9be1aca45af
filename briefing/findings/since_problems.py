"""What has changed in the register of prioritised problems since the earlier edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from briefing.findings.earlier import Earlier
from briefing.observations.statement import Entry
from briefing.terms.period import parse_period

if TYPE_CHECKING:
    from briefing.observations.reading import Material

PROBLEMS = "problem"  # the register of prioritised problems
# A problem whose field `status` says so is closed, though its row is kept.
CLOSED = ("avslutad", "avslutat", "avslutats", "stangd", "stängd")


class ProblemChange(Enum):
    """A problem that has come into the register, has been closed, or is described otherwise."""

    OPPNAT = "oppnat"
    AVSLUTAT = "avslutat"
    ANDRAT = "andrat"


@dataclass(frozen=True)
class ChangedProblem:
    """A row of the register of problems. `before` and `now` are None where the register had, or has, no such row."""

    change: ProblemChange
    before: Entry | None
    now: Entry | None


def changed_problems(earlier: Earlier, material: Material) -> tuple[ChangedProblem, ...]:
    """Problems opened, closed and described otherwise, by the latest delivery of the register then and now."""
    return problems_between(earlier.entries, material.entries)


def problems_between(before: Iterable[Entry], now: Iterable[Entry]) -> tuple[ChangedProblem, ...]:
    """Problems opened, closed and described otherwise between two states of the register."""
    return tuple(_problem_changes(_problems(before), _problems(now)))


def _problem_changes(before: Mapping[str, Entry], now: Mapping[str, Entry]) -> Iterator[ChangedProblem]:
    for each in {**now, **before}:
        old, new = before.get(each), now.get(each)
        was_open, is_open = _is_open(old), _is_open(new)
        if is_open and not was_open:
            yield ChangedProblem(ProblemChange.OPPNAT, old, new)
        elif was_open and not is_open:
            yield ChangedProblem(ProblemChange.AVSLUTAT, old, new)
        elif old and new and is_open and dict(old.fields) != dict(new.fields):
            yield ChangedProblem(ProblemChange.ANDRAT, old, new)


@dataclass(frozen=True)
class ChangedRow:
    """A row of any register; `before` and `now` are None where the register had, or has, no such row."""

    before: Entry | None
    now: Entry | None

    @property
    def row(self) -> Entry:
        """The row that is there, now or before."""
        found = self.now or self.before
        assert found is not None
        return found


def rows_between(before: Iterable[Entry], now: Iterable[Entry]) -> tuple[ChangedRow, ...]:
    """Rows that are new, gone or other, of every register but that of problems, by the latest delivery of each then and now."""
    was, are = (list(each) for each in (before, now))
    registers = [each for each in dict.fromkeys(entry.register for entry in (*are, *was)) if each != PROBLEMS]
    pairs = (
        ({each.id: each for each in _latest_entries([row for row in one if row.register == register])} for one in (was, are))
        for register in registers
    )
    both = ((old.get(id), new.get(id)) for old, new in pairs for id in {**new, **old})
    return tuple(ChangedRow(old, new) for old, new in both if not (old and new and dict(old.fields) == dict(new.fields)))


def covered(delivery: str) -> tuple[date, int]:
    """The last day that a delivery covers and its revision, by its id (`problem/2026-K2.r2`)."""
    period, _, revision = delivery.rpartition("/")[2].partition(".r")
    return parse_period(period).last_day, int(revision or 1)


def _is_open(problem: Entry | None) -> bool:
    return problem is not None and problem.fields.get("status", "").strip().lower() not in CLOSED


def _problems(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The rows of the latest delivery of the register; a delivery is the whole register."""
    return {each.id: each for each in _latest_entries([each for each in entries if each.register == PROBLEMS])}


def _latest_entries(entries: list[Entry]) -> list[Entry]:
    newest = max((covered(each.citation.delivery) for each in entries), default=None)
    return [each for each in entries if covered(each.citation.delivery) == newest]
