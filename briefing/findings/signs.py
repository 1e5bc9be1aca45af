"""Bevakning av områden: the level and the direction of every sign of social unrest in every declared area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.findings.analysis import analyse_many
from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.finding import Development, Findings
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE, benjamini_hochberg
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import Observations
from briefing.terms.area import LocalArea, Municipality
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


def area_signs(observations: Observations, request: Request, subjects: tuple[Subject, ...]) -> tuple[AreaSigns, ...]:
    """The signs of every declared area, in their order; none where no area is declared.

    An area is judged as a municipality is (`analyse_many`): its own years before lead one to expect, and φ is pooled over the areas of the
    same kind where at least three have the series. The tests of all areas are one family of their own, adjusted together: they ask
    another question than the municipality's, and many areas shall not drown its few.
    """
    areas = request.areas if subjects else ()
    found = list(zip(areas, analyse_many(observations, [_of_area(request, area) for area in areas], subjects), strict=True))
    developments = [each for _, findings in found for each in findings.judged if isinstance(each, Development) and each.p is not None]
    adjusted = dict(zip(map(_key, developments), benjamini_hochberg([each.p or 0.0 for each in developments]), strict=True))
    signs = [(area, tuple(_sign(area, findings, request, each, adjusted) for each in subjects)) for area, findings in found]
    return tuple(AreaSigns(f"tecken:{area.code}", area, each, len(developments), _cited(each)) for area, each in signs)


def _of_area(request: Request, area: LocalArea) -> Request:
    """The request as seen from an area: it takes the place of the municipality, and the areas of its kind that of the peers."""
    others = tuple(each.area for each in request.areas if each.kind is area.kind and each.code != area.code)
    own = request.municipality
    as_municipality = Municipality(area.code, area.name, area.name, own.county, tuple(each.code for each in others), request.peers_year)
    return replace(request, municipality=as_municipality, peers=others)


def _cited(signs: tuple[Sign, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for each in signs for citation in each.citations))


def _key(development: Development) -> tuple[str, str]:
    return development.area, development.subject.id


def _sign(area: LocalArea, findings: Findings, request: Request, subject: Subject, adjusted: Mapping[tuple[str, str], float]) -> Sign:
    level, development = findings.level(subject), findings.development(subject)
    if level is None:
        return replace(_NOTHING, subject=subject, gap=_missing(area, findings, request, subject))
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
    if development is None or development.p is None:
        return replace(there, gap=development.gap if development else None)
    p_adjusted = adjusted[_key(development)]
    citations = tuple(dict.fromkeys((*level.citations, *development.citations)))
    return replace(there, verdict=_verdict(development, p_adjusted), p=development.p, p_adjusted=p_adjusted, citations=citations)


def _verdict(development: Development, p_adjusted: float) -> Trend:
    """The word of change, by p adjusted over all areas instead of over one."""
    if p_adjusted >= FALSE_DISCOVERY_RATE:
        return Trend.INOM_NORMAL_VARIATION
    assert development.observed is not None
    assert development.expected is not None
    return Trend.OKAR if development.observed > development.expected else Trend.MINSKAR


def _missing(area: LocalArea, findings: Findings, request: Request, subject: Subject) -> Gap:
    """Why an area has no level of a sign, under an id of its own."""
    indicator = request.indicator(subject.indicator)
    label = indicator.label if indicator else subject.indicator
    reason = next((each.reason for each in findings.gaps if each.subject == subject.indicator), GapReason.EJ_LEVERERAD)
    return Gap(reason, f"{label} har inte lämnats för {area.name}.", f"{subject.indicator}:{area.code}")
