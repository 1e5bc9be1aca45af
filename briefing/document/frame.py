"""What stands around the text: cover, document facts, how to read the signs, header and footer."""

from __future__ import annotations

from datetime import date

from briefing.document import wording
from briefing.document.deadline import deadline
from briefing.document.document import Cell, Column, Frame, Table
from briefing.document.figures import skyline
from briefing.document.scene import Scene
from briefing.document.statuses import SPECIAL, SPECIAL_IN_FULL
from briefing.terms.edition import Status
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

EXAMPLE = "EXEMPEL – påhittade uppgifter"
EXAMPLE_SHORT = "EXEMPEL"


def frame(scene: Scene, sensitivity: Sensitivity, *, synthetic: bool) -> Frame:
    """The frame of one edition; the cover's parts are there only where the outline has a cover.

    A särskild lägesbild says so below its title, and in the footer of every page.
    """
    request, outline = scene.request, scene.outline
    where = f"templates/utgavor/{request.edition.kind}.toml"
    title, subtitle, tagline = (
        scene.prose.phrase(text, where, scene.values()) for text in (outline.title, outline.subtitle, outline.tagline)
    )
    label = wording.secrecy_review(request.review) if outline.public else ""
    state = label or wording.STATUSES[request.status]
    status = f"{state} · {wording.SENSITIVITIES[sensitivity]}"
    owner = f"{request.municipality.bra_name}"
    edition = f"{request.edition} {request.version}".strip()
    dnr = f"dnr {request.dnr}" if request.dnr else ""
    special, special_in_full = (SPECIAL, SPECIAL_IN_FULL) if request.is_special else ("", "")
    footer = " · ".join(part for part in (owner, f"utgåva {edition}", special, dnr, label) if part)
    common = {
        "owner": owner,
        "title": title,
        "subtitle": subtitle,
        "tagline": " · ".join(part for part in (special_in_full, tagline) if part),
        "status_line": status,
        "header": f"{title} · {subtitle}",
        "footer": footer,
        "page_words": ("Sida", "av"),
        "contents_heading": "Innehåll" if outline.contents else "",
        "example_mark": EXAMPLE,
        "example_short": EXAMPLE_SHORT,
    }
    if not outline.cover:
        return Frame(**common)  # type: ignore[arg-type]
    return Frame(
        **common,  # type: ignore[arg-type]
        facts_heading="Dokumentuppgifter",
        facts=_facts(scene, sensitivity, edition),
        skyline=skyline(outline.skyline, scene) if outline.skyline else None,
        guide_heading="Så läser du dokumentet",
        reading_guide=_reading_guide(),
        guide_notes=_guide_notes(synthetic=synthetic),
        has_cover=True,
    )


def _facts(scene: Scene, sensitivity: Sensitivity, edition: str) -> Table:
    request = scene.request
    received = max((each.received_on for each in scene.material.deliveries), default=None)
    missing = Cell(wording.NO_VALUE, symbol="○", muted=True)
    step = f"steg {request.status.rank + 1} av {len(Status)}"
    steps = " → ".join(wording.STATUSES[each].lower() for each in Status)
    rows = [
        ("Utgåva", Cell(edition)),
        ("Status", Cell(f"{wording.STATUSES[request.status]}, {step}: {steps}")),
        *([("Sekretessprövning", Cell(wording.secrecy_review(request.review)))] if scene.outline.public else []),
        ("Känslighet", Cell(f"{wording.SENSITIVITIES[sensitivity]}. Styrs av det känsligaste i dokumentet.")),
        ("Uppgifter mottagna till och med", Cell(wording.day(received)) if received else missing),
        ("Diarienummer", Cell(request.dnr) if request.dnr else missing),
        ("Behandlas av", Cell(request.council)),
        *([("Beslut", Cell(request.decision))] if request.decision else []),
        *([("Ersätter", Cell(request.replaces))] if request.replaces else []),
        *([("Nästa utgåva", Cell(wording.period(request.period.shifted(1))))] if scene.outline.every_quarter else []),
        ("Nästa lagstadgade uppdatering", _statutory(request, received)),
        ("Kontakt", Cell(request.contact) if request.contact else missing),
    ]
    columns = (Column("Uppgift", width_mm=50), Column("Innehåll", width_mm=116))
    body = tuple((Cell(name, muted=True), cell) for name, cell in rows)
    return Table("dokumentuppgifter", "", "Dokumentuppgifter", columns, body, description="Utgåva, status, känslighet och kontakt.")


def _statutory(request: Request, received: date | None) -> Cell:
    counted = request.statutory
    return Cell(deadline(counted, received).words) if counted else Cell(_NO_FULL_EDITION, symbol="○", muted=True)


_NO_FULL_EDITION = "uppgift saknas: ingen slutlig fullständig lägesbild finns i arkivet (6 §)"


def _reading_guide() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    trends = tuple((sign, wording.TRENDS[trend]) for trend, sign in wording.TREND_SIGNS.items() if sign != "○")
    positions = (("◄", "lägre"), ("►", "högre än i jämförbara kommuner"))
    rest = (("○", "uppgift saknas eller går inte att bedöma"), ("(p)", "preliminär uppgift"))
    directions = tuple((sign, wording.DIRECTIONS[direction]) for direction, sign in wording.DIRECTION_SIGNS.items())
    levels = tuple((wording.level_sign(level), word) for level, word in wording.LEVELS.items())
    return (("Beräknat ur data", (*trends, *positions, *rest)), ("Bedömt av människor", (*directions, *levels)))


def _guide_notes(*, synthetic: bool) -> tuple[str, ...]:
    notes = [
        "Ordet i vänsterkanten visar vem som talar: Data, Polis, Förvaltning, Samordnare eller Råd. "
        "Text med streck i kanten är skriven av människor.",
        "Avsnitten har samma nummer i alla utgåvor. De som inte ingår i den här utgåvan hoppas över.",
    ]
    example = f"{EXAMPLE}: texten är påhittad för att visa formen. Alla siffror utan märket är verkliga."
    return (*notes, example) if synthetic else tuple(notes)
