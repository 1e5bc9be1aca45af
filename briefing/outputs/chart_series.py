"""Series of a native chart and what belongs to them: strokes, markers, labels at points, ranges. DrawingML as strings."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.outputs.workbook import cells
from briefing.outputs.xml_text import SIGNS, escaped, number

INK, DEEP, BLUE, GREY_TEXT, GREY_LINE = "1B2430", "0A3A66", "0B5394", "4B5563", "6B7280"
EDGE, BASE_BAR, OTHER_BAR, PALE_BAR, BAND, HAIR = "7C8A9C", "5F7FA6", "8093AC", "B4BFCC", "DDE4EC", "C5CCD6"

NO_LINE = "<a:ln><a:noFill/></a:ln>"
NO_FILL = "<a:noFill/>"
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'

_EMU_PER_POINT = 12700
_SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_LEADERS = (
    '<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="{}"/></c:ext></c:extLst>'
)


@dataclass(frozen=True)
class Series:
    """A column of the workbook and how it is drawn. None is a gap. The parts are DrawingML, empty where there is none."""

    name: str
    values: tuple[float | None, ...]
    shape: str
    marker: str = ""
    points: str = ""
    labels: str = ""
    ranges: str = ""


def series_xml(series: Series, place: int, categories: str, column: int, *, kind: str) -> str:
    """The `c:ser` of a line, a row of bars or an area; `column` is where its values stand in the workbook."""
    values = series.values
    points = "".join(f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>' for i, value in enumerate(values) if value is not None)
    return (
        f"<c:ser>{series_head(place, series.name, column)}"
        f"<c:spPr>{series.shape}</c:spPr>{series.marker}"
        + ('<c:invertIfNegative val="0"/>' if kind == "bar" else "")
        + f"{series.points}{series.labels}{series.ranges}{categories}"
        f"<c:val><c:numRef><c:f>{cells(column, 2, len(values) + 1)}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></c:val>'
        + ('<c:smooth val="0"/>' if kind == "line" else "")
        + "</c:ser>"
    )


def series_head(place: int, name: str, column: int) -> str:
    """Number, order and name of a series; the name stands over its values in the workbook."""
    return (
        f'<c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx><c:strRef><c:f>{cells(column, 1, 1)}</c:f>{_strings((name,))}</c:strRef></c:tx>"
    )


def categories_xml(names: tuple[str, ...], column: int) -> str:
    """The `c:cat` of every series: the printed categories."""
    return f"<c:cat><c:strRef><c:f>{cells(column, 2, len(names) + 1)}</c:f>{_strings(names)}</c:strRef></c:cat>"


def line(colour: str, points: float, dash: str = "", *, cap: str = "rnd") -> str:
    """A stroke of so many points; its ends are round, or `flat`."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * _EMU_PER_POINT)}" cap="{cap}">{fill(colour)}{dashed}<a:round/></a:ln>'


def fill(colour: str) -> str:
    """One colour."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def stripes(colour: str) -> str:
    """Rules across on white: a preliminary bar."""
    front, back = (f'<a:{name}><a:srgbClr val="{each}"/></a:{name}>' for name, each in (("fgClr", colour), ("bgClr", "FFFFFF")))
    return f'<a:pattFill prst="narHorz">{front}{back}</a:pattFill>'


def disc(colour: str, size: int, symbol: str = "circle") -> str:
    """A filled circle, or another symbol, of so many points."""
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill(colour)}{NO_LINE}</c:spPr></c:marker>'


def text_properties(size: float, colour: str, *, bold: bool = False, name: str = "defRPr", font: str = "Calibri") -> str:
    """Properties of a text in a chart, as `a:defRPr` or `a:rPr`."""
    language = "" if name == "defRPr" else ' lang="sv-SE"'
    face = f'<a:latin typeface="{font}"/><a:cs typeface="{font}"/>'
    return f'<a:{name}{language} sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}{face}</a:{name}>'


def text_runs(text: str, size: float, colour: str, *, bold: bool = False) -> str:
    """A text of a chart; signs stand in runs of their own, in the font that has them."""
    looks = {True: "Arial", False: "Calibri"}
    pieces = ((piece, looks[bool(SIGNS.match(piece))]) for piece in SIGNS.split(text) if piece)
    return "".join(
        f"<a:r>{text_properties(size, colour, bold=bold, name='rPr', font=font)}<a:t>{escaped(piece)}</a:t></a:r>" for piece, font in pieces
    )


def text_body(size: float, colour: str, *, bold: bool = False, rotation: str = "") -> str:
    """The `c:txPr` of axes and labels."""
    properties = text_properties(size, colour, bold=bold)
    return f'<c:txPr><a:bodyPr{rotation}/><a:p><a:pPr>{properties}</a:pPr><a:endParaRPr lang="sv-SE"/></a:p></c:txPr>'


def label(
    index: int,
    text: str,
    side: str,
    *,
    own: bool = False,
    strong: bool = False,
    ink: str = GREY_TEXT,
    size: float = 0.0,
    offset: tuple[float, float] = (0.0, 0.0),
) -> str:
    """The text at one point; `side` is where it stands (r, l, t, b, outEnd), `offset` moves it, as shares of the chart."""
    size, colour = size or (9.0 if own else 8.0), BLUE if own else ink
    x, y = (number(round(each, 5)) for each in offset)
    moved = any(offset)
    layout = f'<c:layout><c:manualLayout><c:x val="{x}"/><c:y val="{y}"/></c:manualLayout></c:layout>' if moved else "<c:layout/>"
    default = text_properties(size, colour, bold=own or strong)
    return (
        f'<c:dLbl><c:idx val="{index}"/>{layout}<c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:pPr>{default}</a:pPr>'
        f"{text_runs(text, size, colour, bold=own or strong)}</a:p></c:rich></c:tx>"
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="{side}"/>{_shown(value=True)}</c:dLbl>'
    )


def labels(*each: str, has_leaders: bool = False) -> str:
    """The labels of a series: those given, and no others. A leader is a stroke from a moved label to its point."""
    if not any(each):
        return ""
    return f"<c:dLbls>{''.join(each)}{_shown(value=False)}{_LEADERS.format(int(has_leaders))}</c:dLbls>"


def drop(length: float, colour: str, points: float, *, capped: bool = False, dash: str = "") -> str:
    """A stroke straight down from the points of a series, so long in the unit of the axis."""
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="{int(not capped)}"/><c:val val="{number(length)}"/><c:spPr>{line(colour, points, dash)}</c:spPr></c:errBars>'
    )


def only(count: int, index: int, value: float | None) -> tuple[float | None, ...]:
    """A series with one value."""
    return tuple(value if place == index else None for place in range(count))


def _shown(*, value: bool) -> str:
    return "".join(f'<c:{name} val="{int(value and name == "showVal")}"/>' for name in _SHOWN)


def _strings(texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escaped(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'
