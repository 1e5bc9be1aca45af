"""Every value of an indicator that any edition has printed, and how it changed from one edition to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing.findings.finding import History
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Period


@dataclass(frozen=True)
class Printed:
    """What one version of one edition said of one period: the value, or the gap that stood there."""

    edition: str
    version: str
    sealed_on: date
    subject: Subject
    area: str
    measure: Unit
    period: Period
    value: float | Gap
    preliminary: bool
    citations: tuple[Citation, ...]

    @property
    def number(self) -> float | None:
        """The value; None where a gap stood."""
        return None if isinstance(self.value, Gap) else self.value

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is about: frequency, area, measure, period."""
        return (self.subject.frequency.value, self.area, self.measure.value, self.period.code)


@dataclass(frozen=True)
class Vintage:
    """A value as long as it stood: the edition that printed it first, and how many later ones printed it again.

    `before` is what it replaced, None for the first of its period.
    """

    first: Printed
    again: int
    before: Printed | None


def printed(edition: str, version: str, sealed_on: date, histories: Iterable[History]) -> tuple[Printed, ...]:
    """All that one version of an edition says, series by series, oldest period first."""
    return tuple(
        Printed(
            edition,
            version,
            sealed_on,
            each.subject,
            each.area,
            each.measure,
            point.period,
            point.value,
            point.preliminary,
            point.citations,
        )
        for each in histories
        for point in each.points
    )


def vintages(values: Iterable[Printed]) -> tuple[Vintage, ...]:
    """The values of every period that has any, in the order they were printed; a gap where a value had stood, or came later.

    `values` are in the order of the editions.
    """
    by_key: dict[tuple[str, str, str, str], list[Printed]] = {}
    for each in values:
        by_key.setdefault(each.key, []).append(each)
    told = (each for each in by_key.values() if any(one.number is not None for one in each))
    return tuple(vintage for each in told for vintage in _runs(each))


def _runs(values: list[Printed]) -> list[Vintage]:
    found: list[Vintage] = []
    for each in values:
        last = found[-1] if found else None
        if last and (last.first.number, last.first.preliminary) == (each.number, each.preliminary):
            found[-1] = Vintage(last.first, last.again + 1, last.before)
        else:
            found.append(Vintage(each, 0, last.first if last else None))
    return found
