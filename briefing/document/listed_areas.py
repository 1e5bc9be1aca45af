"""Områdeslista: which areas of somebody's list lie in the municipality, in the list's own words; where none does, a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.finding import ListedAreas, ListedInside
from briefing.terms.gap import Gap, GapReason

_WHOLE = 99.5  # percent, from which an area is said to lie in the municipality as a whole: boundaries are not drawn more exactly


def listed_areas(block: BlockOutline, scene: Scene) -> Composed:
    """A row per area inside; a sentence where there is none; a gap where the list or the municipality's boundary has not come."""
    found = scene.findings.listed(block.source)
    if found is None:
        return Composed(gaps=(_missing(block, scene),))
    sensitivity = scene.sensitivity_of(*found.citations)
    is_invented = scene.is_synthetic(*found.citations)
    if not found.inside:
        text = f"{block.caption}: inga i kommunen. {_where(found, scene)}"
        return Composed((data_text(plain(text, (found.id,)), synthetic=is_invented),), sensitivity=sensitivity)
    columns = (
        Column("Område"),
        Column("Kategori", width_mm=38),
        Column("Sedan", width_mm=24),
        Column("Lokalpolisområde", width_mm=34),
        Column("I kommunen", Align.RIGHT, 24),
    )
    rows = tuple(_row(each, found) for each in found.inside)
    names = wording.listed([each.name for each in found.inside])
    alt = f"{block.caption}: {names}."
    table = Table(f"omradeslista-{found.source}", "", block.caption, columns, rows, tuple(_notes(found, scene)), alt, is_invented)
    return Composed((table,), sensitivity=sensitivity)


def _missing(block: BlockOutline, scene: Scene) -> Gap:
    """That the list, or the boundary, has not come."""
    has_list = any(each.citation.delivery.startswith(f"{block.source}/") for each in scene.material.listed)
    source = scene.material.source(block.boundaries if has_list else block.source)
    what = "kommunens gräns" if has_list else "listan"
    detail = f"{block.caption} kan inte visas, eftersom {what} ({source.title if source else block.source}) inte har kommit."
    return Gap(GapReason.EJ_LEVERERAD, detail, f"omradeslista:{block.source}")


def _row(area: ListedInside, found: ListedAreas) -> tuple[Cell, ...]:
    basis = (found.id,)
    share = "hela" if area.share >= _WHOLE else f"{wording.number(area.share)}{wording.NBSP}%"
    size = f"{wording.number(area.hectares)} hektar" if area.hectares >= 1 else "mindre än 1 hektar"
    return (
        Cell(area.name, note=area.place, strong=True, basis=basis),
        Cell(area.category, basis=basis),
        _told(area.since, basis),
        _told(area.police_area, basis),
        Cell(share, area.share, basis, note=size),
    )


def _told(text: str, basis: tuple[str, ...]) -> Cell:
    return Cell(text, basis=basis) if text else Cell(wording.NO_VALUE, basis=basis, muted=True)


def _where(found: ListedAreas, scene: Scene) -> str:
    listed = scene.sources_of(found.citations[0])[0]
    many = f"{wording.number(found.total)} områden" if found.total > 1 else "ett område"
    return (
        f"{listed} ({wording.period(found.period)}) har {many}, och inget av dem ligger inom kommunens gräns. "
        f"Delar som är mindre än {wording.number(found.smallest_hectares)} hektar räknas inte."
    )


def _notes(found: ListedAreas, scene: Scene) -> Iterator[str]:
    yield f"Källa: {'; '.join(scene.sources_of(*found.citations))}. Listan gäller {wording.period(found.period)}."
    yield "Kategori och datum är listans egna; lägesbilden bedömer inte områdena."
    yield (
        "I kommunen: hur stor del av området som ligger inom kommunens gräns, egen beräkning. "
        f"Delar som är mindre än {wording.number(found.smallest_hectares)} hektar räknas inte."
    )
