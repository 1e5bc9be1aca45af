"""Karta: areas in classes, told by a number in each area and a word beside it, drawn from delivered boundaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.document import wording
from briefing.document.drawing import source_row
from briefing.document.figure import AreaMap, Figure, Region
from briefing.document.geometry import Ring, anchor, projection, visible
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.classes import class_of, quarter_limits
from briefing.findings.finding import Spread
from briefing.observations.boundary import Boundary
from briefing.terms.gap import Gap, GapReason

_WIDTH_MM = 108.0  # of the map itself; what is left is for the words beside it
_LEGEND_ROW_MM, _MARGIN_MM = 5.0, 2.0
_TWO_LINES_MM, _ONE_LINE_MM = 6.4, 2.6  # a name over its number; the number alone
_NAMED = 5  # so many areas without a value are named; the table has them all


@dataclass(frozen=True)
class _Drawn:
    """What a map is drawn from: the values, the boundaries of the areas that it shows, and where the classes begin."""

    spread: Spread
    boundaries: tuple[Boundary, ...]
    limits: tuple[float, ...]

    def values(self) -> list[tuple[str, float]]:
        """Name and value of every area that has one, from the lowest."""
        valued = ((each.name, self.spread.value(each.area)) for each in self.boundaries)
        return sorted([(name, value) for name, value in valued if value is not None], key=lambda each: each[1])

    def without(self) -> list[str]:
        return [each.name for each in self.boundaries if self.spread.value(each.area) is None and each.area not in self.spread.protected]

    def protected(self) -> list[str]:
        return [each.name for each in self.boundaries if each.area in self.spread.protected]

    def printed(self, value: float) -> str:
        return wording.measured(value, self.spread.measure)


def area_map(block: BlockOutline, scene: Scene) -> Composed:
    """The latest values of the areas whose boundaries the block's source has delivered."""
    asked = subject(block.indicators[0])
    boundaries = _boundaries(block, scene)
    spread = scene.findings.spread(asked)
    if not boundaries:
        return Composed(gaps=(_no_boundaries(block, scene),))
    if spread is None or not any(spread.value(each.area) is not None for each in boundaries):
        return Composed(gaps=(scene.not_delivered(asked),))
    values = [value for each in boundaries if (value := spread.value(each.area)) is not None]
    drawn = _Drawn(spread, boundaries, block.classes or quarter_limits(values))
    levels = tuple(_declared(drawn) if block.classes else _found(drawn, values))
    regions, (_, high) = _regions(drawn, block.height_mm - _MARGIN_MM, scene)
    picture = AreaMap(regions, levels, wording.NO_VALUE, wording.GAP_REASONS[GapReason.SEKRETESS] if drawn.protected() else "")
    places = tuple(dict.fromkeys(each.citation for each in boundaries))
    citations = (*spread.citations, places[0])
    figure = Figure(
        id=f"karta-{asked.indicator}",
        label="",
        caption=block.caption,
        picture=picture,
        alt=_in_words(block.caption, drawn, picture, scene),
        notes=(" ".join(_notes(block, drawn, scene)),),
        sources=tuple(source_row(name, each, scene) for name, each in (("värden", spread.citations[-1]), ("gränser", places[0]))),
        height_mm=round(max(high, _LEGEND_ROW_MM * (len(levels) + 3)) + _MARGIN_MM, 2),
        synthetic=scene.is_synthetic(*citations),
    )
    return Composed((figure,), sensitivity=scene.sensitivity_of(*citations))


def _boundaries(block: BlockOutline, scene: Scene) -> tuple[Boundary, ...]:
    """The areas to draw, in the order of their codes."""
    found = (each for each in scene.material.boundaries if each.citation.delivery.startswith(f"{block.source}/"))
    return tuple(sorted((each for each in found if each.area.startswith(block.within)), key=lambda each: each.area))


def _no_boundaries(block: BlockOutline, scene: Scene) -> Gap:
    source = scene.material.source(block.source)
    title = source.title if source else block.source
    return Gap(
        GapReason.EJ_LEVERERAD, f"{block.caption}: kartan saknas, eftersom gränserna ({title}) inte har kommit.", f"karta:{block.source}"
    )


def _found(drawn: _Drawn, values: Sequence[float]) -> Iterator[str]:
    """The words of classes made from the values: from the lowest to the highest value in each."""
    by_class: dict[int, list[float]] = {}
    for value in sorted(values):
        by_class.setdefault(class_of(value, drawn.limits), []).append(value)
    for inside in by_class.values():
        low, high = drawn.printed(inside[0]), drawn.printed(inside[-1])
        yield low if low == high else f"{low}–{high}"


def _declared(drawn: _Drawn) -> Iterator[str]:
    """The words of classes whose limits the outline declares; also of one that no area is in, so that editions can be compared."""
    limits = [drawn.printed(each) for each in drawn.limits]
    yield f"under {limits[0]}"
    yield from (f"{low} till under {high}" for low, high in pairwise(limits))
    yield f"{limits[-1]} eller mer"


def _regions(drawn: _Drawn, height_mm: float, scene: Scene) -> tuple[tuple[Region, ...], tuple[float, float]]:
    lay_out, size = projection((ring for each in drawn.boundaries for ring in each.rings), _WIDTH_MM, height_mm)
    own = scene.request.municipality.code
    return tuple(_region(each, drawn, visible([lay_out(ring) for ring in each.rings]), own) for each in drawn.boundaries), size


def _region(boundary: Boundary, drawn: _Drawn, rings: tuple[Ring, ...], own: str) -> Region:
    value = drawn.spread.value(boundary.area)
    is_preliminary = boundary.area in drawn.spread.preliminary
    return Region(
        code=boundary.area,
        label=boundary.name,
        rings=rings,
        anchor=anchor(rings, _TWO_LINES_MM, _ONE_LINE_MM),
        level=-1 if value is None else class_of(value, drawn.limits),
        value=value,
        value_label="" if value is None else wording.preliminary(drawn.printed(value), is_preliminary=is_preliminary),
        basis=(drawn.spread.id, f"leverans:{boundary.citation.delivery}"),
        is_own=boundary.area == own,
        protected=boundary.area in drawn.spread.protected,
    )


def _notes(block: BlockOutline, drawn: _Drawn, scene: Scene) -> Iterator[str]:
    yield source_note(drawn.spread.citations, scene)
    places = tuple(dict.fromkeys(each.citation for each in drawn.boundaries))
    covers = scene.material.delivery(places[0]).covers
    yield f"Gränser: {'; '.join(scene.sources_of(*places))}, {wording.period(covers)}."
    yield "Siffran i ett område är klassen."
    if not block.classes and len(drawn.limits) > 1:
        yield "Klasserna är gjorda så att ungefär lika många områden är i varje."
    if drawn.without():
        yield wording.MISSING_IS_NOT_ABSENT


def _in_words(caption: str, drawn: _Drawn, picture: AreaMap, scene: Scene) -> str:
    """Own value with its class, lowest and highest area, the classes, and which areas have no value."""
    values = drawn.values()
    (low_name, low), (high_name, high) = values[0], values[-1]
    words = [f"Karta. {caption}, {wording.period(drawn.spread.period)}."]
    own = next((each for each in picture.regions if each.is_own and each.value is not None), None)
    if own:
        words.append(f"{own.label}: {own.value_label}, klass {own.level + 1} av {len(picture.levels)} ({picture.levels[own.level]}).")
    words.append(f"Lägst {low_name} {drawn.printed(low)}, högst {high_name} {drawn.printed(high)}; {len(values)} områden har ett värde.")
    if protected := drawn.protected():
        words.append(f"{wording.sentence_case(wording.GAP_REASONS[GapReason.SEKRETESS])} för {wording.listed(protected)}.")
    if without := drawn.without():
        named = [*without[:_NAMED], *([f"{len(without) - _NAMED} till"] if len(without) > _NAMED else [])]
        words.append(f"{wording.sentence_case(wording.NO_VALUE)} för {wording.listed(named)}.")
    return " ".join(words)
