"""The frame of every native chart: the part itself, its title, its plot area placed in points, its key."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.outputs.chart_series import GREY_TEXT, INK, NO_LINE, text_body, text_properties
from briefing.outputs.package import HEAD
from briefing.outputs.strokes import Plot
from briefing.outputs.xml_text import escaped, number

KEY_ROW = 18.0

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def chart_space(plot_area: str, *, title: str = "", key: str = "") -> bytes:
    """The chart part; `plot_area` is what stands in it, from its layout to its last axis. The workbook is relationship rId1."""
    text = (
        f'{HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="sv-SE"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(title)}<c:autoTitleDeleted val="{int(not title)}"/><c:plotArea>{plot_area}'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:plotArea>{key}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_body(8, GREY_TEXT)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return text.encode("utf-8")


def layout(plot: Plot, width: float, height: float) -> str:
    """The plot area as shares of a box of so many points."""
    shares = {
        "x": plot.left / width,
        "y": plot.top / height,
        "w": (plot.right - plot.left) / width,
        "h": (plot.bottom - plot.top) / height,
    }
    return _manual('<c:layoutTarget val="inner"/>', shares)


def key(names: Sequence[str], shown: Sequence[str], plot: Plot, width: float, height: float) -> str:
    """The key on top: only the series that the figure names, the rest are taken out."""
    kept = {names.index(name) for name in shown if name in names}
    if not kept:
        return ""
    removed = "".join(
        f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>' for index in range(len(names)) if index not in kept
    )
    shares = {"x": plot.left / width, "y": 0.0, "w": 1 - plot.left / width, "h": KEY_ROW / height}
    return f'<c:legend><c:legendPos val="t"/>{removed}{_manual("", shares)}<c:overlay val="1"/>{text_body(8, GREY_TEXT)}</c:legend>'


def _title(text: str) -> str:
    """The title of one of several small charts, at its upper left corner."""
    if not text:
        return ""
    properties = text_properties(9, INK, bold=True)
    run = text_properties(9, INK, bold=True, name="rPr")
    place = '<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/>'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" wrap="none" lIns="0" tIns="0"/><a:p><a:pPr algn="l">{properties}</a:pPr>'
        f"<a:r>{run}<a:t>{escaped(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout><c:overlay val="1"/></c:title>'
    )


def _manual(target: str, shares: dict[str, float]) -> str:
    places = "".join(f'<c:{name} val="{number(round(share, 5))}"/>' for name, share in shares.items())
    return f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
