"""LASMIG.txt: what a package is, for whoever opens it without the program."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.archive.layout import DELIVERIES
from briefing.archive.package import Package
from briefing.document.wording import SENSITIVITIES, STATUSES

_WORDS: Mapping[str, str] = {
    "docx": "lägesbilden som Word-dokument",
    "pdf": "lägesbilden som PDF (PDF/A-2a och PDF/UA-1)",
    "pdfa-1a": "lägesbilden som PDF/A-1a",
    "html": "lägesbilden som webbsida, en fil",
    "record": "datafilen (JSON): alla siffror, bedömningar och texter, var och en med sin källa",
    "data": "öppna data: siffrorna som CSV med beskrivning (Data Package)",
    DELIVERIES: "det som källorna lämnade, i ursprungligt skick",
}


def read_me(package: Package) -> bytes:
    """The text, in Swedish."""
    edition, said = package.edition, package.description
    lines = [
        said.title,
        "",
        f"Utgåva: {edition.id} {edition.version}",
        f"Status: {STATUSES[edition.status]}",
        f"Känslighet: {SENSITIVITIES[said.sensitivity]}",
        f"Diarienummer: {said.dnr or 'saknas'}",
        f"Arkivbildare: {said.owner}",
        f"Förseglad: {edition.sealed_on.isoformat()}",
        f"Gjord med: briefing {edition.program}",
        *([f"Ersätter: {edition.replaces}"] if edition.replaces else []),
        *([f"Skäl till versionen: {package.reason}"] if package.reason else []),
        "",
        "Innehåll:",
        *(f"- {each}: {_WORDS.get(each, 'fil')}" for each in package.representations),
        "",
        *_what_else(package),
    ]
    return ("\n".join(lines) + "\n").encode()


def _what_else(package: Package) -> tuple[str, ...]:
    if package.is_public:
        return ("Paketet har bara de filer som lämnas ut. Leveranser, mallar och loggar är inte med.",)
    return (
        "Bland dokumentationen ligger utgåvans mallar och deklarationer, och edition.json med sigillen (sha512)",
        "för allt som utgåvan gjordes av och allt som den består av.",
    )
