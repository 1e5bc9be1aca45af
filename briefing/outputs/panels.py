"""Where the panels of small multiples stand, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document.figure import PANELS_A_ROW, Panels
from briefing.outputs.strokes import POINTS_PER_MM

TITLE_HEIGHT = 15.0
_GAP = 2 * POINTS_PER_MM


def panel_places(panels: Panels, width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """x, y, width and height of every panel in points, row by row."""
    rows = -(-len(panels.panels) // PANELS_A_ROW)
    wide = (width - (PANELS_A_ROW - 1) * _GAP) / PANELS_A_ROW
    high = (height - (rows - 1) * _GAP) / max(rows, 1)
    for index in range(len(panels.panels)):
        row, column = divmod(index, PANELS_A_ROW)
        yield column * (wide + _GAP), row * (high + _GAP), wide, high
