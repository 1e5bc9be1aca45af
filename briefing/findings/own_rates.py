"""Own rates of areas (egen beräkning): cases per 10 000 of the mean population, where the source gives a count alone (rule 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.findings import gaps
from briefing.findings.area_signs import OwnRate, Sign
from briefing.findings.panel import panel_of
from briefing.findings.residents import Known, counted_residents, residents
from briefing.observations.observations import Observations
from briefing.terms.area import LocalArea
from briefing.terms.gap import Gap
from briefing.terms.request import Request

PER = 10_000
"""Inhabitants that an own rate of an area is told per."""

OfArea = tuple[LocalArea, tuple[Sign, ...]]


def with_own_rates(signs: Iterable[OfArea], observations: Observations, request: Request) -> list[OfArea]:
    """The signs, each with its own rate or why it has none. A rate of a quarter is per quarter: its cases by the mean population."""
    if not any(each.denominator for each in request.indicators):
        return list(signs)
    known = counted_residents(panel_of(observations, None, request.period.last_day, request.cut_off), request.indicators)
    return [(area, tuple(_rated(each, area, known, request) for each in of_area)) for area, of_area in signs]


def _rated(sign: Sign, area: LocalArea, known: Known, request: Request) -> Sign:
    if sign.count is None or sign.rate is not None or sign.period is None:
        return sign
    found = residents(known, area.code, sign.period.first_day.year)
    if found is None:
        return sign
    if (gap := _hindrance(sign.count, found.people, request, f"{sign.subject.indicator}:{area.code}:tal")) is not None:
        return replace(sign, no_rate=gap)
    rate = OwnRate(sign.count / found.people * PER, found.people, found.years, found.is_provisional)
    return replace(sign, own_rate=rate, citations=tuple(dict.fromkeys((*sign.citations, *found.citations))))


def _hindrance(count: float, people: float, request: Request, about: str) -> Gap | None:
    if people < request.smallest_population:
        return gaps.too_small_for_rate(about, request.smallest_population)
    return gaps.too_few_for_rate(about, request.fewest_cases) if count < request.fewest_cases else None
