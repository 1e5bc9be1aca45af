"""The record of a deposited edition: what it is, its text, and the facts that were entered from it. Later editions read it as any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing import __version__
from briefing.document.document import Document, Frame, Origin, Paragraph, Run, Section, Text
from briefing.findings.earlier import DEPOSITED, NEWEST_SCHEMA
from briefing.findings.finding import History, HistoryPoint, history_id
from briefing.findings.vocabulary import Subject
from briefing.observations.facts import Value
from briefing.observations.statement import Assessment, Statement
from briefing.outputs.file import File
from briefing.outputs.record_text import record_text
from briefing.sources.source import Part
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.edition import EditionId, Status
from briefing.terms.sensitivity import Sensitivity


@dataclass(frozen=True)
class Deposit:
    """A deposited edition: the documents as parts, each with its paragraphs in `texts`, and what was entered from them.

    `issued_on` is the day that the document says of itself, `received_on` the day of the deposit.
    """

    edition: EditionId
    version: str
    municipality: Area
    issued_on: date
    received_on: date
    dnr: str
    replaces: str
    sensitivity: Sensitivity
    documents: tuple[Part, ...]
    texts: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    values: tuple[Value, ...] = ()

    @property
    def delivery(self) -> str:
        """What its documents are called where they are cited."""
        return deposited_delivery(self.edition)


def deposited_delivery(edition: EditionId) -> str:
    """What the documents of a deposited edition are called where they are cited: `deponerad-fullstandig/2024`."""
    return f"deponerad-{edition.kind}/{edition.period}"


def render_deposit_record(deposit: Deposit) -> File:
    """The record as `<edition id>.json`: the same deposit gives the same bytes."""
    histories = _histories(deposit.values, deposit.municipality.code)
    told = [(each.id, each.citation) for each in deposit.statements]
    told += [(each.id, each.citation) for each in deposit.assessments]
    told += [(each.id, citation) for each in histories for point in each.points for citation in point.citations]
    content = {
        "schema": NEWEST_SCHEMA,
        "edition": _edition(deposit),
        "findings": histories,
        "methods": (),
        "definitions": (),
        "gaps": (),
        "doubts": (),
        "statements": deposit.statements,
        "assessments": deposit.assessments,
        "entries": (),
        "document": _document(deposit),
        "published": (),
        "citations": _citations(told, deposit),
    }
    return File(f"{deposit.edition}.json", "application/json", record_text(content).encode())


def _edition(deposit: Deposit) -> Mapping[str, Any]:
    parts = tuple({"name": part.name, "size": part.size, "sha512": part.sha512} for part in deposit.documents)
    documents = {
        "id": deposit.delivery,
        "covers": deposit.edition.period,
        "received_on": deposit.received_on,
        "sensitivity": deposit.sensitivity,
        "parts": parts,
    }
    return {
        "id": str(deposit.edition),
        "version": deposit.version,
        "status": Status.SLUTLIG,
        "origin": DEPOSITED,
        "issued_on": deposit.issued_on,
        "sensitivity": deposit.sensitivity,
        "municipality": deposit.municipality,
        "peers": (),
        "peers_year": None,
        "period": deposit.edition.period,
        "cut_off": None,
        "received_up_to": deposit.received_on,
        "dnr": deposit.dnr,
        "replaces": deposit.replaces,
        "compared_with": None,
        "program": __version__,
        "deliveries": (documents,),
        "refusals": (),
    }


def _document(deposit: Deposit) -> Document:
    """The text of the documents, a section each: what can be searched and compared, not what they look like."""
    sections = tuple(
        Section(f"handling-{number}", "", part.name, 1, (_text(lines),) if lines else ())
        for number, (part, lines) in enumerate(zip(deposit.documents, deposit.texts, strict=True), start=1)
    )
    title = f"Deponerad handling, {deposit.edition.kind} {deposit.edition.period}"
    frame = Frame(deposit.municipality.name, title, deposit.edition.period, "", "Deponerad", title, "", ("Sida", "av"), "", "", "")
    return Document(deposit.edition, deposit.version, Status.SLUTLIG, deposit.sensitivity, frame, sections)


def _text(lines: Iterable[str]) -> Text:
    return Text(Origin.FAST, "", tuple(Paragraph((Run(line),)) for line in lines))


def _histories(values: Iterable[Value], area: str) -> tuple[History, ...]:
    """The figures as series, a point for each; periods that nobody entered are left out, not gaps."""
    found: dict[str, History] = {}
    for each in sorted(values, key=lambda each: (each.indicator, each.measure.value, each.period.code)):
        subject = Subject(each.indicator, each.period.frequency)
        id = history_id(subject, area, each.measure, 1)
        point = HistoryPoint(each.period, each.value, each.preliminary, (each.citation,))
        points = (*(found[id].points if id in found else ()), point)
        found[id] = History(id, subject, area, each.measure, 1, points)
    return tuple(found.values())


def _citations(told: Iterable[tuple[str, Citation]], deposit: Deposit) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """What was entered → the document and the place in it."""
    places: dict[str, dict[str, list[str]]] = {}
    for basis, citation in told:
        part = next(each for each in deposit.documents if citation.place.startswith(f"{each.name}, "))
        places.setdefault(basis, {}).setdefault(part.sha512, []).append(citation.place)
    return {
        basis: tuple({"delivery": deposit.delivery, "sha512": seal, "places": tuple(found)} for seal, found in by_part.items())
        for basis, by_part in sorted(places.items())
    }
