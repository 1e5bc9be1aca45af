"""A map as SVG: areas in shades with the number of their class in them, the own municipality outlined, the words beside."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.figure import AreaMap, Region
from briefing.document.geometry import room
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import lines, shortened
from briefing.outputs.strokes import BLUE, EDGE, GREY_LINE, INK, POINTS_PER_MM, label, path, rectangle, stroke

# From the lightest to the darkest, each 1.4 times the one before in contrast, so that they are told apart in print too.
_SHADES = ("#EEF3F9", "#C5CCD6", "#A3ADBA", "#838E9E", "#556070")
_CHOSEN = {1: (2,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
_DARK = "#556070"  # the shade that needs white text
_NAME, _NUMBER = 7.5, 9.0  # sizes of the texts in an area
_LEGEND, _ROW, _LINE, _SIGN = 8 * POINTS_PER_MM, 15.0, 9.4, 16.0
_SMALL, _MOST_LINES = 7.5, 4  # the areas of a class below its words
_WITHOUT, _PROTECTED = -1, -2  # rows of the key beside the classes
_SIGNS = {_WITHOUT: "○", _PROTECTED: "×"}


def map_strokes(areas: AreaMap, name: str, width: float, height: float) -> Iterable[str]:
    """The areas in a box of so many points, their words to the right of the widest; `name` begins the id of the hatching."""
    shades = [_SHADES[index] for index in _CHOSEN[min(max(len(areas.levels), 1), len(_SHADES))]]
    yield _hatching(name)
    for region in areas.regions:
        fill = f"url(#{name}-utan)" if region.level < 0 else shades[min(region.level, len(shades) - 1)]
        yield f'<path d="{_outline(region)}" fill="{fill}" stroke="{GREY_LINE}" stroke-width="0.5" stroke-linejoin="round"/>'
    for region in areas.regions:
        if region.is_own:
            yield stroke(_outline(region), 'stroke="#FFFFFF" stroke-width="3.4" stroke-linejoin="round"')
            yield stroke(_outline(region), f'stroke="{BLUE}" stroke-width="1.8" stroke-linejoin="round"')
    for region in areas.regions:
        yield from _words_in(region, _SIGNS.get(_row_of(region), str(region.level + 1)), shades)
    right = max((x for region in areas.regions for ring in region.rings for x, _ in ring), default=0.0)
    yield from _legend(areas, name, shades, (right * POINTS_PER_MM + _LEGEND, width, height))


def _outline(region: Region) -> str:
    scaled = ([(x * POINTS_PER_MM, y * POINTS_PER_MM) for x, y in ring] for ring in region.rings)
    return "".join(f"{path(ring)}Z" for ring in scaled)


def _hatching(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-utan" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="4" height="4" fill="#FFFFFF"/><path d="M0 2H4" stroke="{EDGE}" stroke-width="0.7"/></pattern></defs>'
    )


def _words_in(region: Region, number: str, shades: list[str]) -> Iterable[str]:
    """The name over the class where both fit, the class alone where it fits, nothing where the area is too small for it."""
    ink = "#FFFFFF" if 0 <= region.level < len(shades) and shades[region.level] == _DARK else INK
    x, y = (each * POINTS_PER_MM for each in region.anchor)
    if _width(region, _NAME + _NUMBER) >= text_width(region.label, _NAME, bold=region.is_own) + 3:
        yield _text(x, y - 1.2, region.label, ink, _NAME, is_strong=region.is_own, is_hatched=region.level < 0)
        yield _text(x, y + 7.6, number, ink, _NUMBER, is_strong=True, is_hatched=region.level < 0)
    elif _width(region, _NUMBER * 0.75) >= text_width(number, _NUMBER, bold=True) + 3:
        yield _text(x, y + 3, number, ink, _NUMBER, is_strong=True, is_hatched=region.level < 0)


def _width(region: Region, height: float) -> float:
    """How wide a text of that height may be, centred at the anchor, in points."""
    reach = room(region.rings, region.anchor, height / POINTS_PER_MM)
    if reach is None:
        return 0.0
    return 2 * min(reach[1] - region.anchor[0], region.anchor[0] - reach[0]) * POINTS_PER_MM


def _text(x: float, y: float, words: str, ink: str, size: float, *, is_strong: bool, is_hatched: bool) -> str:
    casing = ' stroke="#FFFFFF" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke"' if is_hatched else ""
    weight = ' font-weight="700"' if is_strong else ""
    drawn = label(x, y, words, "middle", ink=ink, size=size)
    return f"<g{casing}{weight}>{drawn}</g>" if casing or weight else drawn


def _legend(areas: AreaMap, name: str, shades: list[str], place: tuple[float, float, float]) -> Iterable[str]:
    """The classes from the highest down, then what has no value, each with its areas where all of them fit; the own outline last."""
    x, width, height = place
    room_for_words = width - x - _SIGN - 6
    classes = [(f'fill="{shades[min(index, len(shades) - 1)]}"', index, words) for index, words in enumerate(areas.levels)]
    hatched = f'fill="url(#{name}-utan)"'
    words_of = {_WITHOUT: areas.without, _PROTECTED: areas.protected}
    rows = [*classes[::-1], *((hatched, row, f"{_SIGNS[row]} {said}") for row, said in words_of.items())]
    rows = [row for row in rows if row[1] >= 0 or any(_row_of(region) == row[1] for region in areas.regions)]
    words = [lines(each, room_for_words) for _, _, each in rows]
    named = [lines(_areas_in(areas, index), room_for_words, _SMALL, most=_MOST_LINES) for _, index, _ in rows]
    if sum(map(_high, words, named)) + _ROW > height or any(each and each[-1].endswith("…") for each in named):
        named = [[] for _ in rows]
    y = 2.0
    for (fill, index, _), told, inside in zip(rows, words, named, strict=True):
        yield rectangle(x, y, _SIGN, 10, f'{fill} stroke="{GREY_LINE}" stroke-width="0.5"')
        if index >= 0:
            yield _text(x + _SIGN / 2, y + 8, str(index + 1), "#FFFFFF" if _DARK in fill else INK, 8, is_strong=True, is_hatched=False)
        for number, line in enumerate(told):
            yield label(x + _SIGN + 6, y + 7.8 + number * _LINE, line, "start", ink=INK)
        for number, line in enumerate(inside, start=len(told)):
            yield label(x + _SIGN + 6, y + 7.8 + number * _LINE, line, "start", size=_SMALL)
        y += _high(told, inside)
    own = next((region for region in areas.regions if region.is_own), None)
    if own and y + 11 <= height:
        yield rectangle(x + 1, y + 1, _SIGN - 2, 8, f'fill="#FFFFFF" stroke="{BLUE}" stroke-width="1.8"')
        yield label(x + _SIGN + 6, y + 7.8, shortened(own.label, room_for_words, bold=True), "start", own=True, size=8)


def _row_of(region: Region) -> int:
    """The row of the key that tells of the region: its class, or why it has none."""
    return _PROTECTED if region.protected else region.level


def _high(words: list[str], named: list[str]) -> float:
    return max(_LINE * (len(words) + len(named)), 10.0) + 5.5


def _areas_in(areas: AreaMap, level: int) -> str:
    """The areas of a class, from the highest value."""
    inside = [region for region in areas.regions if _row_of(region) == level]
    return ", ".join(region.label for region in sorted(inside, key=lambda each: (-(each.value or 0.0), each.label)))
