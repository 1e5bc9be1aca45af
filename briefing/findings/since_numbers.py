"""What has changed in the numbers since the earlier edition: new data, filled gaps, revised history and withdrawn values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from briefing.findings.earlier import Earlier, EarlierPoint
from briefing.findings.finding import Findings, History, HistoryPoint
from briefing.findings.vocabulary import Subject
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period, parse_period


class NumberKind(Enum):
    """A new period, a gap that has been filled, another value than before, and a value that is not there any more."""

    NYA_UPPGIFTER = "nya_uppgifter"
    IFYLLD_LUCKA = "ifylld_lucka"
    REVIDERAD_HISTORIK = "reviderad_historik"
    BORTTAGET_VARDE = "borttaget_varde"


@dataclass(frozen=True)
class ChangedNumber:
    """One value of the municipality's that is new, filled in, revised or withdrawn.

    `before` is None where the earlier edition had no value, `now` where there is none any more; `gap` says why. `was_preliminary` and
    `is_preliminary` are of the values before and now.
    """

    kind: NumberKind
    history: History
    period: Period
    before: float | None
    now: float | None
    was_preliminary: bool
    is_preliminary: bool
    gap: Gap | None = None


@dataclass(frozen=True)
class ChangedSeries:
    """A series that only one of the two editions has: `is_new` where it is this one."""

    subject: Subject
    measure: Unit
    is_new: bool


def own_histories(findings: Findings, area: str) -> tuple[History, ...]:
    """The municipality's delivered series. Sums over several periods are left out: they only repeat what changed in their parts."""
    return tuple(each for each in findings.all if isinstance(each, History) and each.area == area and each.rolling == 1)


def changed_numbers(earlier: Earlier, histories: Iterable[History], redefined: Collection[str] = ()) -> tuple[ChangedNumber, ...]:
    """The values that changed in series that both editions have, in the order of the findings.

    Of an indicator in `redefined` only new periods count: that its older values are others follows from the definition, and is no revision.
    """
    changes = (change for each in histories for change in _changes(earlier, each))
    return tuple(each for each in changes if each.kind is NumberKind.NYA_UPPGIFTER or each.history.subject.indicator not in redefined)


def values_changed(earlier: Earlier, histories: Iterable[History], indicator: str) -> int:
    """How many periods of an indicator have another value than the earlier edition had."""
    changes = (change for each in histories if each.subject.indicator == indicator for change in _changes(earlier, each))
    return len({each.period for each in changes if each.kind is NumberKind.REVIDERAD_HISTORIK})


def changed_series(earlier: Earlier, histories: Iterable[History], area: str) -> tuple[ChangedSeries, ...]:
    """Series that are new in this edition, and those that the earlier one had and this one has not."""
    now = {each.id: each for each in histories}
    new = [ChangedSeries(each.subject, each.measure, is_new=True) for each in now.values() if each.id not in earlier.series]
    return (*new, *(gone for each in earlier.series if each not in now if (gone := _gone(each, area))))


def _changes(earlier: Earlier, history: History) -> Iterator[ChangedNumber]:
    known = earlier.series.get(history.id)
    if known is None:
        return
    for point in history.points:
        if change := _change(history, point, known.get(point.period.code)):
            yield change
    there = {point.period.code for point in history.points}
    for code, before in known.items():
        if before.value is not None and code not in there:
            yield _withdrawn(history, parse_period(code), before, None)


def _change(history: History, point: HistoryPoint, before: EarlierPoint | None) -> ChangedNumber | None:
    if isinstance(point.value, Gap):
        had_value = before is not None and before.value is not None
        return _withdrawn(history, point.period, before, point.value) if before and had_value else None
    if before is not None and before.value == point.value:
        return None
    kind = NumberKind.REVIDERAD_HISTORIK if before else NumberKind.NYA_UPPGIFTER
    if before is not None and before.value is None:
        kind = NumberKind.IFYLLD_LUCKA
    was = before or EarlierPoint(None, preliminary=False)
    return ChangedNumber(kind, history, point.period, was.value, point.value, was.preliminary, point.preliminary)


def _withdrawn(history: History, period: Period, before: EarlierPoint, gap: Gap | None) -> ChangedNumber:
    kind = NumberKind.BORTTAGET_VARDE
    return ChangedNumber(kind, history, period, before.value, None, before.preliminary, is_preliminary=False, gap=gap)


def _gone(history_id: str, area: str) -> ChangedSeries | None:
    """The series behind the id of an earlier history (`historik:<indicator>:<frequency>:<area>:<measure>:<rolling>`), if it is the own."""
    _, indicator, frequency, *areas, measure, rolling = history_id.split(":")
    if ":".join(areas) != area or rolling != "1":
        return None
    return ChangedSeries(Subject(indicator, Frequency(frequency)), Unit(measure), is_new=False)
