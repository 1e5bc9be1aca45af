"""What one figure is drawn from: a history and its periods; the traces, tick labels, source rows and words that come of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.document import wording
from briefing.document.figure import Trace, TraceRole
from briefing.document.figure_table import trace_name
from briefing.document.scene import Scene
from briefing.document.tables import printed
from briefing.findings.finding import Development, History, HistoryPoint, Subject, Trend
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Period, Quarter
from briefing.terms.sensitivity import Sensitivity

_EVERY_YEAR_UP_TO = 12  # more year labels than that do not fit side by side


@dataclass(frozen=True)
class Drawing:
    """The own municipality's history of a subject, over the periods that the figure shows."""

    asked: Subject
    own: History
    periods: tuple[Period, ...]
    measure: Unit
    scene: Scene

    @property
    def name(self) -> str:
        return self.scene.request.municipality.name

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the latest value drawn was read."""
        point = self.own.at(self.periods[-1])
        return point.citations if point else ()

    @property
    def sensitivity(self) -> Sensitivity:
        return self.scene.sensitivity_of(*self.citations)

    @property
    def synthetic(self) -> bool:
        return self.scene.is_synthetic(*self.citations)

    def trace(self, label: str, role: TraceRole, history: History) -> Trace:
        """The values of a history over the periods; None where a gap stands."""
        points = [history.at(each) for each in self.periods]
        labels = tuple(printed(point, self.measure) if point else "" for point in points)
        return Trace(
            label=label,
            role=role,
            values=tuple(None if point is None or isinstance(point.value, Gap) else point.value for point in points),
            value_labels=labels,
            preliminary=frozenset(i for i, point in enumerate(points) if point and point.preliminary),
            end_label=f"{label} {labels[-1]}".strip(),
            basis=(history.id,),
            protected=frozenset(i for i, point in enumerate(points) if point and point.is_protected),
        )

    @property
    def own_trace(self) -> Trace:
        return self.trace(self.name, TraceRole.EGEN, self.own)

    def source_rows(self, traces: Iterable[Trace]) -> tuple[tuple[str, ...], ...]:
        """Series, source, latest period covered, day received, seal: the provenance sheet of a chart's workbook."""
        return tuple(source_row(trace.label or f"{trace_name(trace)}, egen beräkning", self.citations[0], self.scene) for trace in traces)

    def years(self, *, at_start: bool = False) -> tuple[str, ...]:
        """The year, once a year: at its last quarter (a rolling sum is a whole year there) or at its first."""
        if not isinstance(self.periods[0], Quarter):
            every = 1 if len(self.periods) <= _EVERY_YEAR_UP_TO else 5
            return tuple(str(each.first_day.year) if each.first_day.year % every == 0 else "" for each in self.periods)
        wanted = 1 if at_start else 4
        return tuple(str(each.year) if isinstance(each, Quarter) and each.quarter == wanted else "" for each in self.periods)

    def breaks(self) -> tuple[tuple[int, str], ...]:
        """Where the series is not comparable with what comes before, within what is drawn: the category, and the word for the mark."""
        firsts = [each.first.first_day for each in self.scene.indicator(self.asked).breaks]
        places = ((index, each) for index, each in enumerate(self.periods) if index)
        return tuple(
            (index, f"brott i serien {wording.short_period(each)}")
            for index, each in places
            if any(self.periods[index - 1].first_day < first <= each.first_day for first in firsts)
        )

    def in_words(self) -> str:
        """First, highest, lowest and latest, from the very values that are drawn."""
        points = [point for each in self.periods if (point := self.own.at(each)) and not isinstance(point.value, Gap)]
        lowest, highest = min(points, key=_size), max(points, key=_size)
        said = {"först": points[0], "högst": highest, "lägst": lowest, "senast": points[-1]}
        words = (f"{word} {printed(point, self.measure)} ({wording.period(point.period)})" for word, point in said.items())
        hidden = [wording.period(each) for each in self.periods if (point := self.own.at(each)) and point.is_protected]
        protected = f" {wording.sentence_case(wording.GAP_REASONS[GapReason.SEKRETESS])}: {wording.listed(hidden)}." if hidden else ""
        return f"{self.name}: {', '.join(words)}.{protected}"


def source_row(series: str, citation: Citation, scene: Scene) -> tuple[str, ...]:
    """Where a series of a figure comes from: series, source, latest period covered, day received, seal."""
    delivery = scene.material.delivery(citation)
    seals = " ".join(part.sha512 for part in delivery.parts)
    title = scene.material.source_of(citation).title
    return series, title, wording.period(delivery.covers), wording.day(delivery.received_on), seals


def shown_periods(history: History | None, since: int) -> tuple[Period, ...]:
    """The periods to draw: from the first with a value (or the declared year) to the last, none left out in between.

    A hidden value at the end is drawn as one, so that nobody believes that the value before it is the latest.
    """
    points = [each for each in history.points if each.period.first_day.year >= since] if history else []
    values = [each.period for each in points if not isinstance(each.value, Gap)]
    shown: list[Any] = values[:1]
    last = [each.period for each in points if not isinstance(each.value, Gap) or each.is_protected][-1:]
    while shown and [shown[-1]] != last:
        shown.append(shown[-1].shifted(1))
    return tuple(shown)


def same_season(periods: Sequence[Period], as_in: Period) -> tuple[Period, ...]:
    """Those of the periods that begin in the same month of their year."""
    return tuple(each for each in periods if each.first_day.month == as_in.first_day.month)


def verdict_words(development: Development | None) -> str:
    """The verdict in the same words as the sentence; empty where nothing was judged."""
    if development is None or development.verdict is Trend.GAR_INTE_ATT_BEDOMA or development.lower is None or development.upper is None:
        return ""
    what = "väntat antal" if development.measure is Unit.ANTAL else "väntat"
    expected = wording.expected(development.lower, development.upper, development.measure)
    return f" Utveckling {wording.period(development.period)}: {wording.TRENDS[development.verdict]} ({what} {expected})."


def _size(point: HistoryPoint) -> float:
    return math.nan if isinstance(point.value, Gap) else point.value
