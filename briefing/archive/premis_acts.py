"""The log of an edition as PREMIS 3.0 has it: an event for every act and every gallring, and the bodies that stand for them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.archive.deletion import Deletion
from briefing.archive.edition import ACTS, Act, ActKind

TYPES: Mapping[ActKind, str] = {
    ActKind.FRAMSTALLD: "creation",
    ActKind.GRANSKAD: "quality review",
    ActKind.SLUTLIG: "approval",
    ActKind.RATTAD: "modification",
    ActKind.SEKRETESSPROVAD: "confidentiality review",
    ActKind.DEPONERAD: "accession",
}
"""The words of the Library of Congress (eventType) where it has one for the act; approval and confidentiality review are ours."""


@dataclass(frozen=True)
class Happening:
    """An event: its type, what it is called in the package, its day, what is said of it, the body that stands for it and in which role.

    `body` is empty where the program did it by itself. Roles and bodies are those of the log, which has no names of people.
    """

    type: str
    name: str
    on: date
    detail: str
    body: str
    role: str


def happenings(edition: str, acts: Iterable[Act], deletions: Iterable[Deletion]) -> Iterator[Happening]:
    """Every act of the log, in its order, and then what was lawfully deleted of the edition."""
    for number, act in enumerate(acts, start=1):
        detail = _detail(f"{edition} {act.version} {ACTS[act.kind]}", act.dnr, act.decision, act.reason)
        yield Happening(TYPES[act.kind], f"{edition}.logg.{number}", act.on, detail, act.by, act.role)
    for told in deletions:
        detail = _detail(f"{told.name} gallrad", told.dnr, told.decision)
        yield Happening("deletion", f"{edition}.gallring.{told.version}", told.deleted_on, detail, told.by, told.role)


def _detail(what: str, dnr: str, decision: str, reason: str = "") -> str:
    said = (("diarienummer", dnr), ("beslut", decision), ("skäl:", reason))
    return "; ".join((what, *(f"{word} {text}" for word, text in said if text)))
