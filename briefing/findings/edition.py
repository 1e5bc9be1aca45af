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
    """What the material says of the subjects of an outline for the municipality (see `analyse`), and of its signs for every area."""
    numbers = analyse(material.observations, request, subjects)
    developments = [each for each in numbers.judged if isinstance(each, Development)]
    found: tuple[Finding, ...] = (
        *numbers.judged,
        *differences(material.observations, request),
        *contradictions(material, request, developments),
        *area_signs(material.observations, request, signs),
    )
    return Findings(found, numbers.gaps, methods((*numbers.all, *found[len(numbers.judged) :])), numbers.drawn)
