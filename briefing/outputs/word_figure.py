"""Figures of the Word file: caption above, a native chart in line with the text, source below."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefing.document.document import Figure
from briefing.outputs.chart import chart, has_values
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_table import caption, notes
from briefing.outputs.word_text import KEEP_NEXT, paragraph
from briefing.outputs.xml_text import escaped

_EMU_PER_MM = 36000
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"


def figure_block(setting: Setting, figure: Figure) -> str:
    """Caption, chart, notes. Where every value is a gap the caption and the notes stand alone: nothing empty is drawn."""
    drawn = chart_paragraph(setting, figure) if has_values(figure) else ""
    return caption(setting, figure) + drawn + notes(setting, figure.notes)


def chart_paragraph(setting: Setting, figure: Figure, *, is_skyline: bool = False) -> str:
    """The chart in a paragraph of its own, with the alternative text that the figure carries."""
    relation = _added(setting, figure, is_skyline=is_skyline)
    number = next(setting.numbers)
    size = f'cx="{round(figure.width_mm * _EMU_PER_MM)}" cy="{round(figure.height_mm * _EMU_PER_MM)}"'
    name = escaped(figure.label or figure.id)
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{escaped(figure.alt)}" title="{escaped(figure.caption)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}main"><a:graphicData uri="{_DRAWING}chart">'
        f'<c:chart xmlns:c="{_DRAWING}chart" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return paragraph(setting, "Figur", drawing, KEEP_NEXT if any(figure.notes) else "")


def _added(setting: Setting, figure: Figure, *, is_skyline: bool) -> str:
    """The relationship to the chart's own part, which is added with its workbook."""
    drawn, book = chart(figure, is_skyline=is_skyline)
    package = setting.part.package
    assert package is not None
    number = sum(1 for each in setting.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.CHART) + 1
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, drawn, package)
    inside = Part(PackURI(f"/word/embeddings/diagram{number}.xlsx"), _WORKBOOK, book, package)
    part.relate_to(inside, RELATIONSHIP_TYPE.PACKAGE)
    return setting.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
