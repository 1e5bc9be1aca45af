"""Native charts for Word: DrawingML that can be edited, sharp and small (ISO 29500-1, part 21.2)."""

from __future__ import annotations

import re
from functools import reduce
from itertools import chain
from math import gcd

from briefing.document.figure import Axis, Chart, ChartKind
from briefing.outputs.chart_plots import Group, Sheet, bars, lines, needs_own_labels
from briefing.outputs.chart_series import GREY_TEXT, HAIR, INK, NO_LINE, categories_xml, line, series_xml, text_body, text_properties
from briefing.outputs.columns import text_width
from briefing.outputs.package import HEAD
from briefing.outputs.panels import TITLE_HEIGHT
from briefing.outputs.strokes import POINTS_PER_MM, Plot
from briefing.outputs.workbook import Value, workbook
from briefing.outputs.xml_text import escaped, number

_GUTTER = 34 * POINTS_PER_MM  # room for names and values at the right
_PANEL_GUTTER = 12 * POINTS_PER_MM  # a panel names its last value only
_KEY_ROW, _AXIS_ROW, _TOP = 18.0, 17.0, 16.0
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_UPRIGHT = ' rot="0" vert="horz"'
_CATEGORY_AXIS, _VALUE_AXIS = "111111111", "222222222"


def native_chart(chart: Chart, width: float, height: float, sources: tuple[tuple[str, ...], ...], title: str = "") -> tuple[bytes, bytes]:
    """The chart part and the workbook inside it, for a box of so many points. The chart refers to the workbook as relationship rId1.

    `title` stands over a small chart that is one of several. A chart without a single value has nothing to draw; see `Chart.has_values`.
    """
    sheet = _sheet(chart, width, height, has_title=bool(title))
    columns: list[list[Value]] = [["", *sheet.categories]]
    if sheet.ticks != sheet.categories:
        columns.append(["", *sheet.ticks])
    first = len(columns)
    columns += [[series.name, *series.values] for group in sheet.groups for series in group.series]
    return _chart_space(chart, sheet, first, title).encode("utf-8"), workbook(columns, sources)


def _sheet(chart: Chart, width: float, height: float, *, has_title: bool) -> Sheet:
    has_lines = chart.kind in (ChartKind.TREND, ChartKind.RUTA)
    left = 0.0 if chart.kind is ChartKind.OMSLAG else max((text_width(text, 8) for _, text in chart.axis.ticks), default=0.0) + 8
    gutter = _PANEL_GUTTER if chart.kind is ChartKind.RUTA else _GUTTER if chart.kind is ChartKind.TREND or chart.interval else 0.0
    top = (_KEY_ROW + 4 if chart.legend else 8.0) if has_lines else _TOP
    count = len(chart.categories) + (1 if chart.interval and not has_lines else 0)
    plot = Plot(
        left,
        top + (TITLE_HEIGHT if has_title else 0.0),
        width - gutter,
        height - _AXIS_ROW,
        chart.axis.minimum,
        chart.axis.maximum,
        count,
        0 if has_lines else 0.5,
    )
    return lines(chart, plot, width, height) if has_lines else bars(chart, plot, width, height)


def _chart_space(chart: Chart, sheet: Sheet, first: int, title: str) -> str:
    has_lines = chart.kind in (ChartKind.TREND, ChartKind.RUTA)
    is_skyline = chart.kind is ChartKind.OMSLAG
    return (
        f'{HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="sv-SE"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(title)}<c:autoTitleDeleted val="{int(not title)}"/><c:plotArea>{_layout(sheet)}'
        f"{_groups(sheet, first, is_skyline=is_skyline)}"
        f"{_category_axis(sheet, marked=has_lines)}{_value_axis(chart.axis, between=not has_lines, is_hidden=is_skyline)}"
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:plotArea>{_key(sheet)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_body(8, GREY_TEXT)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


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


def _layout(sheet: Sheet) -> str:
    plot = sheet.plot
    shares = {
        "x": plot.left / sheet.width,
        "y": plot.top / sheet.height,
        "w": (plot.right - plot.left) / sheet.width,
        "h": (plot.bottom - plot.top) / sheet.height,
    }
    return _manual('<c:layoutTarget val="inner"/>', shares)


def _manual(target: str, shares: dict[str, float]) -> str:
    places = "".join(f'<c:{name} val="{number(round(share, 5))}"/>' for name, share in shares.items())
    return f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'


def _groups(sheet: Sheet, first: int, *, is_skyline: bool) -> str:
    """The groups of series in the order of the schema's choice: area, bar, line."""
    categories = categories_xml(sheet.ticks, first - 1)
    place, written = 0, []
    for group in sheet.groups:
        inside = "".join(
            series_xml(each, place + index, categories, first + place + index, kind=group.kind) for index, each in enumerate(group.series)
        )
        written.append(_group(group, inside, is_skyline=is_skyline))
        place += len(group.series)
    return "".join(written)


def _group(group: Group, inside: str, *, is_skyline: bool) -> str:
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    if group.kind == "area":
        return f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{inside}{axes}</c:areaChart>'
    if group.kind == "bar":
        gap = 15 if is_skyline else 30
        return (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{inside}<c:gapWidth val="{gap}"/>{axes}</c:barChart>'
        )
    return f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inside}<c:marker val="1"/>{axes}</c:lineChart>'


def _category_axis(sheet: Sheet, *, marked: bool) -> str:
    """The axis with its printed categories, or without where these are labels of their own."""
    own = needs_own_labels(sheet.ticks, sheet.plot)
    marks, place = "out" if marked and not own else "none", "none" if own else "low"
    every = reduce(gcd, (index for index, text in enumerate(sheet.ticks) if text), 0) or 1
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="{marks}"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{place}"/><c:spPr>{line(INK, 0.9)}</c:spPr>'
        f"{text_body(8, GREY_TEXT, rotation=_UPRIGHT)}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>'
        f'<c:tickLblSkip val="1"/><c:tickMarkSkip val="{every}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(axis: Axis, *, between: bool, is_hidden: bool) -> str:
    grid = "" if is_hidden else f"<c:majorGridlines><c:spPr>{line(HAIR, 0.5)}</c:spPr></c:majorGridlines>"
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{number(axis.maximum)}"/>'
        f'<c:min val="{number(axis.minimum)}"/></c:scaling><c:delete val="{int(is_hidden)}"/><c:axPos val="l"/>{grid}'
        f'<c:numFmt formatCode="{_number_format(axis)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{NO_LINE}</c:spPr>{text_body(8, GREY_TEXT)}<c:crossAx val="{_CATEGORY_AXIS}"/>'
        f'<c:crosses val="autoZero"/><c:crossBetween val="{"between" if between else "midCat"}"/>{_unit(axis)}</c:valAx>'
    )


def _unit(axis: Axis) -> str:
    """The distance between ticks; left to Word where the axis has fewer than two."""
    if len(axis.ticks) < 2:
        return ""
    return f'<c:majorUnit val="{number(abs(axis.ticks[1][0] - axis.ticks[0][0]))}"/>'


def _number_format(axis: Axis) -> str:
    """A format that prints the ticks as the figure has them, with a no-break space in thousands whatever the reader's settings."""
    texts = [text for _, text in axis.ticks]
    decimals = max((len(match[1]) for text in texts if (match := re.search(r",(\d+)", text))), default=0)
    suffix = "".join({re.sub(r"^[-−\d\s,]*\d", "", text) for text in texts}) if texts else ""
    ending = f"&quot;{suffix}&quot;" if suffix and all(text.endswith(suffix) for text in texts) else ""
    places = f"0.{'0' * decimals}" if decimals else "0"
    gap = "&quot;\u00a0&quot;"
    if axis.maximum >= 1_000_000:
        return f"[&gt;=1000000]#{gap}000{gap}000{ending};[&gt;=1000]#{gap}000{ending};{places}{ending}"
    return f"[&gt;=1000]#{gap}00{places}{ending};{places}{ending}"


def _key(sheet: Sheet) -> str:
    """The key on top: only the series that the figure names, the rest are taken out."""
    names = [series.name for series in chain.from_iterable(group.series for group in sheet.groups)]
    kept = {names.index(name) for name in sheet.key if name in names}
    if not kept:
        return ""
    removed = "".join(
        f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>' for index in range(len(names)) if index not in kept
    )
    plot = sheet.plot
    shares = {"x": plot.left / sheet.width, "y": 0.0, "w": 1 - plot.left / sheet.width, "h": _KEY_ROW / sheet.height}
    return f'<c:legend><c:legendPos val="t"/>{removed}{_manual("", shares)}<c:overlay val="1"/>{text_body(8, GREY_TEXT)}</c:legend>'
