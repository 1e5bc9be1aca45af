"""Jämförelse with what was published for the whole country, and with what a published model expects (statistics.md rule 4)."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from briefing.findings import gaps
from briefing.findings.comparison import Uncertainty, position, uncertainty
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import ModelComparison, Position, TotalComparison, comparison_id
from briefing.findings.subject_data import SubjectData, cited
from briefing.findings.two_shares import standard_error
from briefing.observations.observations import Point
from briefing.terms.area import COUNTRY
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Polarity, Unit
from briefing.terms.period import Period

_CASES = (Unit.ANTAL, Unit.PER_100K)
_FEWER, _AS_MANY, _MORE = 2.0, 1.0, 0.0  # SKR's code in U00489 and U00490: färre än väntat, lika många, fler


def total_comparison(data: SubjectData, period: Period) -> TotalComparison:
    """The own value against the country's published one in the same period.

    Of cases no verdict is given: the country's hold those without a municipality. Of shares and means the country's value is taken as
    known where it has no published interval of its own.
    """
    measure = data.rate_or_value
    own, total = (data.value_point(area.code, measure, period) for area in (data.own, COUNTRY))
    unjudged = TotalComparison(
        id=comparison_id(data.subject, Comparator.RIKET),
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=measure,
        comparator=Comparator.RIKET,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=own.number if own else None,
        total=total.number if total else None,
        difference_lower=None,
        difference_upper=None,
        preliminary=any(point.is_preliminary for point in (own, total) if point),
        gap=None,
        citations=cited((own, total)),
    )
    return _judged_total(unjudged, data, own, total)


def model_comparison(data: SubjectData, model: SubjectData, period: Period, variation: Dispersion | None) -> ModelComparison:
    """The own value in `period` against what the model expects then; `model` is the indicator that the catalogue calls `modelled`.

    In the same unit it holds the expected value, which is taken as known; in another unit SKR's code of three.
    """
    unit = model.indicator.unit
    own, modelled = data.value_point(data.own.code, data.rate_or_value, period), model.value_point(data.own.code, unit, period)
    is_value = unit is data.rate_or_value
    unjudged = ModelComparison(
        id=f"modell:{data.subject.id}",
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=data.rate_or_value,
        modelled=model.indicator.id,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=own.number if own else None,
        expected=modelled.number if modelled and is_value else None,
        gap=None,
        citations=cited((own, modelled)),
    )
    if modelled is None:
        return replace(unjudged, gap=gaps.model_not_delivered(unjudged.id))
    if not is_value:
        return _coded(unjudged, data.indicator.polarity, modelled.number)
    if own is None:
        return replace(unjudged, gap=gaps.nothing_to_compare(unjudged.id, data.rate_or_value))
    known = uncertainty(data, period, own, variation, unjudged.id)
    if isinstance(known, Gap):
        return replace(unjudged, gap=known)
    difference = own.number - modelled.number
    word = position(data.indicator.polarity, difference - known.half_width, difference + known.half_width)
    return replace(unjudged, verdict=word)


def _judged_total(unjudged: TotalComparison, data: SubjectData, own: Point | None, total: Point | None) -> TotalComparison:
    if own is None:
        return replace(unjudged, gap=gaps.nothing_to_compare(unjudged.id, unjudged.measure))
    if total is None:
        return replace(unjudged, gap=gaps.total_not_delivered(unjudged.id))
    if data.indicator.unit in _CASES:
        return replace(unjudged, gap=gaps.total_is_context(unjudged.id))
    known = uncertainty(data, unjudged.period, own, None, unjudged.id)
    if isinstance(known, Gap):
        return replace(unjudged, gap=known)
    both = Uncertainty(known.variance + (standard_error(total) or 0.0) ** 2, inf)
    lower, upper = (own.number - total.number + side * both.half_width for side in (-1, 1))
    verdict = position(data.indicator.polarity, lower, upper)
    return replace(unjudged, verdict=verdict, difference_lower=lower, difference_upper=upper)


def _coded(unjudged: ModelComparison, polarity: Polarity, code: float) -> ModelComparison:
    """The verdict that the model's publisher has reached."""
    if code == _AS_MANY:
        return replace(unjudged, verdict=Position.LIKNANDE)
    if code not in (_FEWER, _MORE):
        return replace(unjudged, gap=gaps.model_not_understood(unjudged.id, code))
    side = 1.0 if code == _MORE else -1.0
    return replace(unjudged, verdict=position(polarity, side, side))
