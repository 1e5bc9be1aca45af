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
    """A new period, a filled gap, another value than before, a value that is gone, and one that has become final as it was."""

    NYA_UPPGIFTER = "nya_uppgifter"
    IFYLLD_LUCKA = "ifylld_lucka"
    REVIDERAD_HISTORIK = "reviderad_historik"
    BORTTAGET_VARDE = "borttaget_varde"
    NU_SLUTLIG = "nu_slutlig"


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
    """A series that only one of the two editions has: `is_new` where it is this one. `is_whole`: the other has nothing of its subject."""

    subject: Subject
    measure: Unit
    is_new: bool
    is_whole: bool


def own_histories(findings: Findings, area: str) -> tuple[History, ...]:
    """The municipality's delivered series. Sums over several periods are left out: they only repeat what changed in their parts."""
    return tuple(each for each in findings.all if isinstance(each, History) and each.area == area and each.rolling == 1)


def changed_numbers(earlier: Earlier, histories: Iterable[History], redefined: Collection[str] = ()) -> tuple[ChangedNumber, ...]:
    """The values that changed in series that both editions have, in the order of the findings.

    Of an indicator in `redefined` only new periods count: that its older values are others follows from the definition, and is no revision.
    """
    changes = (change for each in histories for change in _changes(earlier, each))
    follows = (NumberKind.REVIDERAD_HISTORIK, NumberKind.IFYLLD_LUCKA, NumberKind.BORTTAGET_VARDE)
    return tuple(each for each in changes if each.kind not in follows or each.history.subject.indicator not in redefined)


def values_changed(earlier: Earlier, histories: Iterable[History], indicator: str) -> int:
    """How many periods of an indicator have another value than the earlier edition had."""
    changes = (change for each in histories if each.subject.indicator == indicator for change in _changes(earlier, each))
    return len({each.period for each in changes if each.kind is NumberKind.REVIDERAD_HISTORIK})


def changed_series(earlier: Earlier, histories: Iterable[History], area: str) -> tuple[ChangedSeries, ...]:
    """Series that are new in this edition, and those that the earlier one had and this one has not."""
    now = [(each.subject, each.measure) for each in histories]
    before = [series for each in earlier.series if (series := _series(each, area))]
    new, gone = ([each for each in dict.fromkeys(one) if each not in other] for one, other in ((now, before), (before, now)))
    return (
        *(ChangedSeries(subject, measure, is_new=True, is_whole=subject not in _subjects(before)) for subject, measure in new),
        *(ChangedSeries(subject, measure, is_new=False, is_whole=subject not in _subjects(now)) for subject, measure in gone),
    )


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
    kind = _kind(point, before)
    if kind is None:
        return None
    was = before or EarlierPoint(None, preliminary=False)
    return ChangedNumber(kind, history, point.period, was.value, point.value, was.preliminary, point.preliminary)


def _kind(point: HistoryPoint, before: EarlierPoint | None) -> NumberKind | None:
    """How a value differs from what stood there; None where it does not."""
    if before is None:
        return NumberKind.NYA_UPPGIFTER
    if before.value is None:
        return NumberKind.IFYLLD_LUCKA
    if before.value != point.value:
        return NumberKind.REVIDERAD_HISTORIK
    return NumberKind.NU_SLUTLIG if before.preliminary and not point.preliminary else None


def _withdrawn(history: History, period: Period, before: EarlierPoint, gap: Gap | None) -> ChangedNumber:
    kind = NumberKind.BORTTAGET_VARDE
    return ChangedNumber(kind, history, period, before.value, None, before.preliminary, is_preliminary=False, gap=gap)


def _subjects(series: Iterable[tuple[Subject, Unit]]) -> set[Subject]:
    return {subject for subject, _ in series}


def _series(history_id: str, area: str) -> tuple[Subject, Unit] | None:
    """The series behind the id of an earlier history (`historik:<indicator>:<frequency>:<area>:<measure>:<rolling>`), if it is the own."""
    _, indicator, frequency, *areas, measure, rolling = history_id.split(":")
    if ":".join(areas) != area or rolling != "1":
        return None
    return Subject(indicator, Frequency(frequency)), Unit(measure)
