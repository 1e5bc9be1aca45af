"""Scenes for figures of many areas: invented values, boundaries and one block of an outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from builders_observations import RECEIVED, counted, indicator, request, rows

from briefing.document.area_map import area_map
from briefing.document.figure import Figure
from briefing.document.funnel import funnel
from briefing.document.outline import BlockKind, BlockOutline, Outline, SectionOutline
from briefing.document.prose import Prose
from briefing.document.scene import Composed, Scene
from briefing.document.spine import spine
from briefing.document.templates import Templates
from briefing.findings.analysis import analyse
from briefing.findings.everywhere import with_all_areas
from briefing.observations.boundary import Boundary
from briefing.observations.observations import Observations, joined
from briefing.observations.reading import Material
from briefing.sources.source import BoundaryLayout, Delivery, Part, Source
from briefing.terms.citation import Citation
from briefing.terms.indicator import Indicator, Polarity, Scale, Unit
from briefing.terms.period import Quarter, Year

OWN = "2480"
PARTS = {
    "Exempelområdet": "2480-01",
    "Exempelbyn": "2480-02",
    "Exempelhamnen": "2480-03",
    "Skogen & <b>Lunden</b>": "2480-04",
    "Ängen 🌲": "2480-05",
}
RATE = indicator("brott", unit=Unit.PER_100K)


def everywhere(values: Mapping[str, float | str], about: str = "brott", measure: Unit = Unit.PER_100K, year: str = "2025") -> Observations:
    """One year's value in each area, by its code."""
    return joined(rows({year: value}, area=area, measure=measure, about=about) for area, value in values.items())


def country(own: float | str, count: int = 30, first: float = 1000, step: float = 100) -> dict[str, float | str]:
    """The own municipality among others with evenly spread values."""
    return {OWN: own, **{f"{100 + index:04d}": first + index * step for index in range(count)}}


def square(area: str, x: float, y: float, name: str = "", size: float = 0.5) -> Boundary:
    """A square area; x and y in squares from the south-west corner."""
    west, south = 18 + x * size, 63 + y * size
    ring = ((west, south), (west + size, south), (west + size, south + size), (west, south + size))
    return Boundary(area, name or area, (ring,), Citation("granser/2025", f"område ({area})"))


def composed(
    observations: Observations, block: BlockOutline, indicators: Iterable[Indicator] = (RATE,), boundaries: Iterable[Boundary] = ()
) -> Composed:
    """What the block becomes."""
    composers = {BlockKind.RYGGRAD: spine, BlockKind.TRATT: funnel, BlockKind.KARTA: area_map}
    return composers[block.kind](block, scene(observations, block, indicators, boundaries))


def scene(
    observations: Observations, block: BlockOutline, indicators: Iterable[Indicator] = (RATE,), boundaries: Iterable[Boundary] = ()
) -> Scene:
    outline = Outline("t", "s", "g", (SectionOutline("A", block=(block,)),))
    asked = request("2026-K2", indicators)
    findings = with_all_areas(analyse(observations, asked, outline.subjects), observations, asked, outline.spreads, outline.funnels)
    values = Delivery("bra-anmalda-brott", Quarter(2026, 2), 1, RECEIVED, (Part("a.txt", 1, "1" * 128, None),))
    maps = Delivery("granser", Year(2025), 1, RECEIVED, (Part("a.geojson", 1, "2" * 128, None),))
    sources = (
        Source("bra-anmalda-brott", "tabell", "Brott", areas=PARTS),
        Source("granser", "geojson", "Gränser", boundaries=BoundaryLayout("KOD")),
    )
    material = Material(observations, (), (), (), (), (), (values, maps), sources, tuple(boundaries))
    return Scene(asked, material, findings, outline, None, Prose(Templates({}, {})))


def figure_of(found: Composed) -> Figure:
    (figure,) = found.blocks
    assert isinstance(figure, Figure)
    return figure


def block(kind: BlockKind, *about: str, **more: Any) -> BlockOutline:
    return BlockOutline(kind, caption="Prov", indicators=about or ("brott/ar",), **more)


def spine_figure() -> Figure:
    """Two indicators, one of them on a logarithmic scale."""
    people = indicator("invanare", polarity=Polarity.TOLKAS, scale=Scale.LOG, label="Invånare")
    values = joined([everywhere(country(1950)), everywhere(country(90_000), "invanare", Unit.ANTAL)])
    found = composed(values, block(BlockKind.RYGGRAD, "brott/ar", "invanare/ar"), (RATE, people))
    return replace(figure_of(found), label="Figur 5")


def funnel_figure() -> Figure:
    """Five parts of the municipality, two of them outside the limits."""
    given = zip(PARTS.values(), (520, 300, 210, 12, 640), (40_000, 42_000, 26_000, 3_000, 90_000), strict=True)
    values = joined(counted({"2025": count}, area=area, population=people, about="brott") for area, count, people in given)
    return replace(figure_of(composed(values, block(BlockKind.TRATT), (indicator("brott"),))), label="Figur 6")


def map_figure() -> Figure:
    """Eight municipalities in a grid, the own one among them, one without a value."""
    codes = (OWN, "2401", "2403", "2404", "2409", "2417", "2418", "2421")
    values: dict[str, float | str] = {code: 1000.0 + 100 * index for index, code in enumerate(codes[:-1])}
    areas = [square(code, index % 4, index // 4, f"Område {code}") for index, code in enumerate(codes)]
    found = composed(everywhere(values), block(BlockKind.KARTA, source="granser"), boundaries=areas)
    return replace(figure_of(found), label="Figur 7")
