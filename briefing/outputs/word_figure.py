"""Figures of the Word file: caption above, a native chart in line with the text, source below."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefing.document.figure import AreaMap, Chart, Figure, Funnel, Panels, Spine
from briefing.outputs.chart import native_chart
from briefing.outputs.chart_funnel import funnel_chart
from briefing.outputs.chart_spine import spine_chart
from briefing.outputs.panels import panel_places
from briefing.outputs.strokes import POINTS_PER_MM
from briefing.outputs.svg import svg
from briefing.outputs.word_inline import DRAWING, Inline, inline
from briefing.outputs.word_picture import vector_picture
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_table import caption, notes
from briefing.outputs.word_text import KEEP_NEXT, paragraph

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure_block(setting: Setting, figure: Figure) -> str:
    """Caption, picture, notes. Where every value is a gap the caption and the notes stand alone: nothing empty is drawn."""
    return caption(setting, figure) + picture(setting, figure) + notes(setting, figure.notes)


def picture(setting: Setting, figure: Figure) -> str:
    """The picture in a paragraph of its own, with the alternative text that the figure carries.

    A map is a vector picture, since DrawingML draws none; everything else is a native chart.
    """
    drawn = _map(setting, figure) + "".join(_inline(setting, *each) for each in _charts(figure))
    return paragraph(setting, "Figur", drawn, KEEP_NEXT if any(figure.notes) else "") if drawn else ""


def _map(setting: Setting, figure: Figure) -> str:
    has_areas = isinstance(figure.picture, AreaMap) and figure.picture.regions
    return vector_picture(setting, svg(figure), _frame(figure)) if has_areas else ""


def _frame(figure: Figure) -> Inline:
    """The frame of a figure that is one picture."""
    width, height = figure.width_mm * POINTS_PER_MM, figure.height_mm * POINTS_PER_MM
    return Inline(width, height, figure.label or figure.id, figure.caption, figure.alt)


def _charts(figure: Figure) -> Iterator[tuple[Inline, tuple[bytes, bytes]]]:
    """Every native chart of a figure with its workbook; none where nothing has a value."""
    frame, sources = _frame(figure), figure.sources
    match figure.picture:
        case Chart() if figure.picture.has_values:
            yield frame, native_chart(figure.picture, frame.width, frame.height, sources)
        case Spine() if any(rows for _, rows in figure.picture.groups):
            yield frame, spine_chart(figure.picture, frame.width, frame.height, sources)
        case Funnel() if figure.picture.spots:
            yield frame, funnel_chart(figure.picture, frame.width, frame.height, sources)
        case Panels():
            places = panel_places(figure.picture, frame.width, frame.height)
            for panel, (_, _, wide, high) in zip(figure.picture.panels, places, strict=True):
                if panel.chart.has_values:
                    drawn = native_chart(panel.chart, wide, high, sources, panel.title)
                    yield Inline(wide, high, f"{frame.name}: {panel.title}", panel.title, panel.alt), drawn


def _inline(setting: Setting, frame: Inline, drawn: tuple[bytes, bytes]) -> str:
    return inline(setting, frame, "chart", f'<c:chart xmlns:c="{DRAWING}chart" r:id="{_added(setting, *drawn)}"/>')


def _added(setting: Setting, drawn: bytes, book: bytes) -> str:
    """The relationship to the chart's own part, which is added with its workbook."""
    package = setting.part.package
    assert package is not None
    number = sum(1 for each in setting.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.CHART) + 1
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, drawn, package)
    inside = Part(PackURI(f"/word/embeddings/diagram{number}.xlsx"), _WORKBOOK, book, package)
    part.relate_to(inside, RELATIONSHIP_TYPE.PACKAGE)
    return setting.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
