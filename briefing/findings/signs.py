"""Bevakning av områden: the level and the direction of every sign of social unrest in every declared area."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from briefing.findings import gaps
from briefing.findings.analysis import analyse_many
from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.finding import Development, Findings
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE, benjamini_hochberg
from briefing.findings.own_rates import with_own_rates
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import Observations
from briefing.terms.area import LocalArea
from briefing.terms.boundary_change import standing
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.period import Frequency
from briefing.terms.request import Request

_NOTHING = Sign(
    subject=Subject("", Frequency.KVARTAL),
    period=None,
    count=None,
    rate=None,
    value=None,
    preliminary=False,
    verdict=Trend.GAR_INTE_ATT_BEDOMA,
    p=None,
    p_adjusted=None,
    gap=None,
    citations=(),
)


def area_signs(
    observations: Observations, request: Request, subjects: tuple[Subject, ...], agreed: Collection[str]
) -> tuple[AreaSigns, ...]:
    """The signs of every declared area that there is at the edition's end, in their order; none where no area is declared.

    An area is judged as a municipality is (`analyse_many`): its own years before lead one to expect, and φ is pooled over the areas of the
    same division where at least three have the series. The tests of all areas are one family of their own, adjusted together: they ask
    another question than the municipality's, and many areas shall not drown its few. `agreed` are the indicators that some source
    has agreed to deliver.
    """
    areas, ours = request.areas_in_force if subjects else (), _of_areas(observations, request, subjects)
    found = list(zip(areas, analyse_many(ours, [_as_municipality(request, area) for area in areas], subjects), strict=True))
    tests = [each for _, findings in found for each in findings.judged if isinstance(each, Development) and each.p is not None]
    adjusted = dict(zip(tests, benjamini_hochberg([each.p or 0.0 for each in tests]), strict=True))
    labels = {each.id: each.label for each in request.indicators}
    signs = [(area, tuple(_sign(findings, each, adjusted) for each in subjects)) for area, findings in found]
    rated = with_own_rates(signs, ours, request)
    told = [(area, tuple(_told(each, area, labels, agreed, request) for each in of_area)) for area, of_area in rated]
    return tuple(AreaSigns(f"tecken:{area.code}", area, each, len(tests), _cited(each)) for area, each in told)


def _of_areas(observations: Observations, request: Request, subjects: tuple[Subject, ...]) -> Observations:
    """Only what was observed of the signs, and of inhabitants, in the areas: the rest of the country need not be read for each of them."""
    frame, signs = observations.frame, [each.indicator for each in subjects]
    signs += [each.id for each in request.indicators if each.denominator]
    return Observations(frame[frame["area"].isin([each.code for each in request.areas]) & frame["indicator"].isin(signs)])


def _as_municipality(request: Request, area: LocalArea) -> Request:
    """The request as seen from an area: it takes the place of the municipality, and the areas of its division that of the peers."""
    others = tuple(each.area for each in request.areas_in_force if each.division == area.division and each.code != area.code)
    return replace(request, municipality=replace(request.municipality, code=area.code, name=area.name), peers=others)


def _sign(findings: Findings, subject: Subject, adjusted: Mapping[Development, float]) -> Sign:
    """The sign in one area; without a level its gap is that of the findings."""
    level, development = findings.level(subject), findings.development(subject)
    if level is None:
        return replace(_NOTHING, subject=subject, gap=next((each for each in findings.gaps if each.subject == subject.indicator), None))
    there = replace(
        _NOTHING,
        subject=subject,
        period=level.period,
        count=level.count,
        rate=level.rate,
        value=level.value,
        preliminary=level.preliminary,
        citations=level.citations,
    )
    if development is None or development not in adjusted:
        return replace(there, gap=development.gap if development else None)
    citations = tuple(dict.fromkeys((*level.citations, *development.citations)))
    verdict = _verdict(development, adjusted[development])
    return replace(there, verdict=verdict, p=development.p, p_adjusted=adjusted[development], citations=citations)


def _verdict(development: Development, p_adjusted: float) -> Trend:
    """The word of change, by p adjusted over all areas instead of over one."""
    if p_adjusted >= FALSE_DISCOVERY_RATE:
        return Trend.INOM_NORMAL_VARIATION
    assert development.observed is not None
    assert development.expected is not None
    return Trend.OKAR if development.observed > development.expected else Trend.MINSKAR


def _told(sign: Sign, area: LocalArea, labels: Mapping[str, str], agreed: Collection[str], request: Request) -> Sign:
    """The sign with the name of the area in the gap of its level: nobody has agreed to deliver it, it did not come, or why it is empty.

    Too few periods since a boundary change is told as that.
    """
    if sign.period is not None:
        change = standing(area, request.boundary_changes, request.period.last_day).since
        is_short = sign.gap is not None and sign.gap.reason is GapReason.FOR_LITET_UNDERLAG and sign.p is None
        return replace(sign, gap=gaps.boundaries_changed(sign.subject.indicator, change)) if change and is_short else sign
    label, about = labels.get(sign.subject.indicator, sign.subject.indicator), f"{sign.subject.indicator}:{area.code}"
    if sign.subject.indicator not in agreed:
        gap = Gap(GapReason.EJ_DEKLARERAD, f"{label}: ingen källa är överenskommen för {area.name}.", about)
    elif sign.gap is None or sign.gap.reason is GapReason.EJ_LEVERERAD:
        gap = Gap(GapReason.EJ_LEVERERAD, f"{label} har inte lämnats för {area.name}.", about)
    else:
        gap = Gap(sign.gap.reason, f"{area.name}. {sign.gap.detail}", about)
    return replace(sign, gap=gap)


def _cited(signs: tuple[Sign, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for each in signs for citation in each.citations))
