"""The record: the whole edition as JSON, with every printed number traced to a delivery, its seal and the place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefing import __version__
from briefing.document.basis import bases
from briefing.document.document import Document
from briefing.findings.area_signs import AreaSigns
from briefing.findings.definitions import definitions
from briefing.findings.disagreement import Contradiction
from briefing.findings.disclosure import PublishedTable
from briefing.findings.earlier import NEWEST_SCHEMA, Earlier
from briefing.findings.finding import (
    Finding,
    Findings,
    Funnel,
    History,
    Level,
    ListedAreas,
    Placement,
    Spread,
)
from briefing.observations.doubt import Doubt
from briefing.observations.reading import Material
from briefing.outputs.file import File
from briefing.outputs.record_text import record_text
from briefing.sources.source import Delivery, Part
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

SCHEMA = NEWEST_SCHEMA
_OWN = ("deklaration:briefing.toml", "mall:lagkrav.toml")  # what the municipality says of itself, and what the law asks
_COUNTED = "rader: "  # how the place of an aggregate begins: rows of the whole delivery, and the filter


def render_record(  # noqa: PLR0917 - what an edition is made of, in the order of the flow
    request: Request,
    material: Material,
    findings: Findings,
    document: Document,
    gaps: tuple[Gap, ...],
    doubts: tuple[Doubt, ...],
    published: tuple[PublishedTable, ...] = (),
    earlier: Earlier | None = None,
    counts: tuple[PublishedTable, ...] = (),
) -> File:
    """The record as `<edition id>.json`: the same values give the same bytes.

    Fields that have their default are left out; enums are their values, periods their codes, dates ISO, a place is `delivery, place`.
    `citations` resolves every basis in the document to the parts of deliveries with their seals, and the places in them; `published`
    are the counts that a public edition has given away with the sums between them, without those that it hides; `counts` are those counts
    as they are, which an internal edition keeps so that a public one can be proved against it; `definitions` and
    `methods` let the next edition tell what has changed in them; `earlier` is the edition that this one was compared with. Of human texts
    it holds those that the document rests on, and no others: the record is never more sensitive than the document.
    ValueError (our bug): a basis that names nothing, a finding without a place,
    a delivery that was not read, a number that is not one.
    """
    editions = (str(request.edition), *((earlier.edition,) if earlier else ()))
    known = {**_known(request, material, findings, gaps, doubts), **{f"utgava:{each}": () for each in editions}}
    citations = _citations(known, material, document)
    content = {
        "schema": SCHEMA,
        "edition": _edition(request, material, document, earlier),
        "findings": tuple(each for each in findings.all if each.id in citations or _is_own(each, request)),
        "methods": findings.methods,
        "definitions": definitions(request.indicators, _used(findings), material.sources),
        "gaps": tuple(dict.fromkeys((*gaps, *findings.gaps))),
        "doubts": doubts,
        "statements": tuple(each for each in material.statements if each.id in citations),
        "assessments": tuple(each for each in material.assessments if each.id in citations),
        "entries": material.entries,
        "document": document,
        "published": published,
        **({"counts": counts} if counts else {}),
        "citations": {basis: citations[basis] for basis in sorted(citations)},
    }
    return File(f"{document.edition}.json", "application/json", record_text(content).encode("utf-8"))


def _used(findings: Findings) -> frozenset[str]:
    """The indicators that an edition has values of."""
    own = {each.subject.indicator for each in findings.all if isinstance(each, Level | History | Spread | Funnel)}
    signs = (sign for each in findings.all if isinstance(each, AreaSigns) for sign in each.signs)
    return frozenset(own | {each.subject.indicator for each in signs if each.period})


def _is_own(finding: Finding, request: Request) -> bool:
    """Whether a finding is recorded in any case.

    Other municipalities' values, and what holds people's words, which may be more sensitive than the document, only where it rests on them.
    """
    if isinstance(finding, Contradiction | Spread):
        return False
    return not isinstance(finding, History) or finding.area == request.municipality.code


def _edition(request: Request, material: Material, document: Document, earlier: Earlier | None) -> Mapping[str, Any]:
    """What the edition is, what it was made from, and what was not accepted."""
    return {
        "id": str(document.edition),
        "version": document.version,
        "status": document.status,
        "sensitivity": document.sensitivity,
        "municipality": request.municipality.area,
        "peers": request.peers,
        "peers_year": request.peers_year,
        "period": request.period,
        "cut_off": request.cut_off,
        **({"special": True} if request.is_special else {}),
        "received_up_to": max((delivery.received_on for delivery in material.deliveries), default=None),
        "dnr": request.dnr,
        "replaces": request.replaces,
        "compared_with": {"id": earlier.edition, "version": earlier.version} if earlier else None,
        "program": __version__,
        "deliveries": tuple(_delivery(delivery, material) for delivery in sorted(material.deliveries, key=lambda each: each.id)),
        "refusals": material.refusals,
    }


def _delivery(delivery: Delivery, material: Material) -> Mapping[str, Any]:
    parts = tuple({"name": part.name, "size": part.size, "sha512": part.sha512} for part in delivery.parts)
    source = material.source(delivery.source)
    return {
        "id": delivery.id,
        "covers": delivery.covers,
        "received_on": delivery.received_on,
        "sensitivity": source.sensitivity if source else Sensitivity.BEGRANSAD,
        "published": source is not None and source.published,
        "parts": parts,
    }


def _citations(
    known: Mapping[str, tuple[Citation, ...]], material: Material, document: Document
) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """Every basis of the document → the places it rests on, in the order of the basis; what is missing rests on no place."""
    found = {}
    for basis in dict.fromkeys(bases(document.blocks())):
        if basis not in known:
            raise ValueError(f"the document rests on '{basis}', which is nothing in this edition")
        found[basis] = _sealed(known[basis], material)
    return found


def _known(
    request: Request, material: Material, findings: Findings, gaps: tuple[Gap, ...], doubts: tuple[Doubt, ...]
) -> Mapping[str, tuple[Citation, ...]]:
    """All that a text may rest on, with its places: findings and human texts, deliveries, and what is known to be missing."""
    return {
        **{f"indikator:{indicator.id}": () for indicator in request.indicators},
        **{f"metod:{method.id.value}": () for method in findings.methods},
        **{f"kalla:{source.id}": () for source in material.sources},
        **{f"lucka:{indicator.id}": () for indicator in request.indicators},
        **{gap.id: () for gap in (*findings.gaps, *gaps)},
        **{doubt.id: () for doubt in doubts},
        **dict.fromkeys(_OWN, ()),
        **{f"leverans:{each.id}": tuple(Citation(each.id, part.name) for part in each.parts) for each in material.deliveries},
        **{f"post:{entry.register}:{entry.id}": (entry.citation,) for entry in material.entries},
        **{statement.id: (statement.citation,) for statement in material.statements},
        **{assessment.id: (assessment.citation,) for assessment in material.assessments},
        **{finding.id: _places(finding) for finding in findings.all},
    }


def _places(finding: Finding) -> tuple[Citation, ...]:
    if isinstance(finding, History):
        places = tuple(citation for point in finding.points for citation in point.citations)
        has_values = any(not isinstance(point.value, Gap) for point in finding.points)
    elif isinstance(finding, AreaSigns):
        places, has_values = finding.citations, any(sign.period for sign in finding.signs)
    else:
        places = finding.citations
        has_values = isinstance(finding, Level | Placement | Spread | Contradiction | ListedAreas) or finding.gap is None
    if has_values and not places:
        raise ValueError(f"the finding '{finding.id}' has a value and no place that it was read from")
    return places


def _sealed(places: Iterable[Citation], material: Material) -> tuple[Mapping[str, Any], ...]:
    """Places by the part of the delivery that they are in, each part with its seal once."""
    by_part: dict[tuple[str, str], list[str]] = {}
    for citation in dict.fromkeys(places):
        for part in _parts_of(citation, material):
            by_part.setdefault((citation.delivery, part.sha512), []).append(citation.place)
    return tuple({"delivery": delivery, "sha512": seal, "places": found} for (delivery, seal), found in by_part.items())


def _parts_of(citation: Citation, material: Material) -> tuple[Part, ...]:
    """The part that a place begins with, or the only one; all parts for a count of rows. ValueError when it cannot be found again."""
    try:
        parts = material.delivery(citation).parts
    except KeyError:
        raise ValueError(f"'{citation.place}' is cited in {citation.delivery}, which was not read") from None
    if len(parts) == 1 or citation.place.startswith(_COUNTED):
        return parts
    named = tuple(part for part in parts if f"{citation.place}, ".startswith(f"{part.name}, "))
    if len(named) != 1:
        raise ValueError(f"'{citation.place}' does not say which part of {citation.delivery} it is in")
    return named
