"""What is found of all areas and not only of the municipality and its peers: spreads for spine charts and maps, funnels of its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from briefing.findings.finding import Findings, Funnel, Spread, Subject
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.findings.methods import methods
from briefing.findings.spread import spread
from briefing.observations.observations import Observations
from briefing.terms.request import Request


def with_all_areas(
    findings: Findings, observations: Observations, request: Request, spreads: Collection[Subject], funnels: Collection[Subject]
) -> Findings:
    """The findings with the spreads and funnels asked for, and the methods of all of them.

    What all areas or parts tell of is no gap, though the whole has no value.
    """
    if not spreads and not funnels:
        return findings
    found = tuple(_found(observations, request, spreads, funnels))
    told = {each.subject.indicator for each in found}
    gaps = tuple(gap for gap in findings.gaps if gap.subject not in told)
    judged = (*findings.judged, *found)
    return replace(findings, judged=judged, gaps=gaps, methods=methods(judged))


def _found(
    observations: Observations, request: Request, spreads: Collection[Subject], funnels: Collection[Subject]
) -> Iterator[Spread | Funnel]:
    for subject in spreads:
        indicator = request.indicator(subject.indicator)
        yield from filter(None, (spread(observations, request, subject, indicator) if indicator else None,))
    for subject in funnels:
        indicator = request.indicator(subject.indicator)
        yield from filter(None, (funnel_of_parts(observations, request, subject, indicator) if indicator else None,))
