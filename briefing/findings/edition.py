"""All findings of one edition: what the numbers say, where the sources say different things, and the methods behind it."""

from __future__ import annotations

from briefing.findings.analysis import analyse
from briefing.findings.contradicting import contradictions
from briefing.findings.differing import differences
from briefing.findings.finding import Development, Finding, Findings
from briefing.findings.methods import methods
from briefing.findings.signs import area_signs
from briefing.findings.vocabulary import Subject
from briefing.observations.reading import Material
from briefing.terms.request import Request


def edition_findings(material: Material, request: Request, subjects: tuple[Subject, ...], signs: tuple[Subject, ...] = ()) -> Findings:
    """What the material says of the subjects of an outline for the municipality (see `analyse`), and of its signs for every area.

    Where another source tells of the same matter, it is enough that the outline asks about one of the two.
    """
    numbers = analyse(material.observations, request, subjects)
    agreed = frozenset(indicator for source in material.sources for indicator in source.indicators.values())
    developments = [each for each in numbers.judged if isinstance(each, Development)]
    found: tuple[Finding, ...] = (
        *numbers.judged,
        *(each for each in differences(material.observations, request) if {each.subject, each.other} & {*subjects}),
        *contradictions(material, request, developments),
        *area_signs(material.observations, request, signs, agreed),
    )
    return Findings(found, numbers.gaps, methods(found), numbers.drawn)
