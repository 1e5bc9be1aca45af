"""Small multiples as SVG: small charts, three beside each other, each under its title."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.figure import Panels
from briefing.outputs.panels import TITLE_HEIGHT, panel_places
from briefing.outputs.strokes import at, label
from briefing.outputs.svg_chart import chart_strokes


def panel_strokes(panels: Panels, name: str, width: float, height: float) -> Iterable[str]:
    """The panels row by row."""
    for panel, (x, y, wide, high) in zip(panels.panels, panel_places(panels, width, height), strict=True):
        yield at('<g transform="translate({} {})">', x, y)
        yield label(0, 10, panel.title, "start", size=9, strong=True)
        yield at('<g transform="translate(0 {})">', TITLE_HEIGHT)
        yield from chart_strokes(panel.chart, name, wide, high - TITLE_HEIGHT)
        yield "</g></g>"
