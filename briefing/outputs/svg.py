"""Figures as SVG, for the HTML page and the PDF: strings only, drawn once, the same bytes for the same figure.

Lengths are points (1/72 inch), so that type sizes and line widths are those of the look. Numbers are printed only from the figure's labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from briefing.document.figure import AreaMap, Chart, Figure, Funnel, Panels, Spine
from briefing.outputs.strokes import GREY_TEXT, POINTS_PER_MM, coordinate
from briefing.outputs.svg_chart import chart_strokes
from briefing.outputs.svg_funnel import funnel_strokes
from briefing.outputs.svg_map import map_strokes
from briefing.outputs.svg_panels import panel_strokes
from briefing.outputs.svg_spine import spine_strokes


def svg(figure: Figure) -> str:
    """The figure as one `<svg>` element with title, description and ids of its own.

    A gap is a break in a line, and a ring on the axis where a bar would stand: never a zero.
    """
    name = re.sub(r"[^A-Za-z0-9_-]", "-", figure.id)
    width, height = figure.width_mm * POINTS_PER_MM, figure.height_mm * POINTS_PER_MM
    title = f"{figure.label}. {figure.caption}" if figure.label else figure.caption
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {coordinate(width)} {coordinate(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="Carlito, Calibri, \'Segoe UI\', Arial, sans-serif" '
        f'font-size="8" fill="{GREY_TEXT}"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(figure.alt)}</desc>{"".join(_strokes(figure, name, width, height))}</svg>'
    )


def _strokes(figure: Figure, name: str, width: float, height: float) -> Iterable[str]:
    match figure.picture:
        case Chart():
            return chart_strokes(figure.picture, name, width, height)
        case Panels():
            return panel_strokes(figure.picture, name, width, height)
        case Spine():
            return spine_strokes(figure.picture, width, height)
        case Funnel():
            return funnel_strokes(figure.picture, width, height)
        case AreaMap():
            return map_strokes(figure.picture, name, width, height)
