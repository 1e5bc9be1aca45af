"""Figures of the Word file: caption above, a native chart in line with the text, source below."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefing.document.figure import Chart, Figure, Panels
from briefing.outputs.chart import native_chart
from briefing.outputs.panels import panel_places
from briefing.outputs.strokes import POINTS_PER_MM
from briefing.outputs.word_inline import DRAWING, Inline, inline
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_table import caption, notes
from briefing.outputs.word_text import KEEP_NEXT, paragraph

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure_block(setting: Setting, figure: Figure) -> str:
    """Caption, picture, notes. Where every value is a gap the caption and the notes stand alone: nothing empty is drawn."""
    return caption(setting, figure) + picture(setting, figure) + notes(setting, figure.notes)


def picture(setting: Setting, figure: Figure) -> str:
    """The picture in a paragraph of its own, with the alternative text that the figure carries."""
    drawn = "".join(_inline(setting, *each) for each in _charts(figure))
    return paragraph(setting, "Figur", drawn, KEEP_NEXT if any(figure.notes) else "") if drawn else ""


def _charts(figure: Figure) -> Iterator[tuple[Inline, tuple[bytes, bytes]]]:
    """Every native chart of a figure with its workbook; none where nothing has a value."""
    width, height, name = figure.width_mm * POINTS_PER_MM, figure.height_mm * POINTS_PER_MM, figure.label or figure.id
    match figure.picture:
        case Chart() if figure.picture.has_values:
            yield Inline(width, height, name, figure.caption, figure.alt), native_chart(figure.picture, width, height, figure.sources)
        case Panels():
            places = panel_places(figure.picture, width, height)
            for panel, (_, _, wide, high) in zip(figure.picture.panels, places, strict=True):
                if panel.chart.has_values:
                    drawn = native_chart(panel.chart, wide, high, figure.sources, panel.title)
                    yield Inline(wide, high, f"{name}: {panel.title}", panel.title, panel.alt), drawn


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
