"""Native charts for Word: DrawingML that can be edited, sharp and small (ISO 29500-1, part 21.2)."""

from __future__ import annotations

from functools import reduce
from itertools import chain
from math import gcd

from briefing.document.figure import Chart, ChartKind
from briefing.outputs.chart_axes import value_axis
from briefing.outputs.chart_bars import bars
from briefing.outputs.chart_lines import lines
from briefing.outputs.chart_series import GREY_TEXT, INK, categories_xml, line, series_xml, text_body
from briefing.outputs.chart_sheet import BELOW_BARS, Group, Sheet, needs_own_labels
from briefing.outputs.chart_space import KEY_ROW, chart_space, key, layout
from briefing.outputs.columns import text_width
from briefing.outputs.panels import TITLE_HEIGHT
from briefing.outputs.shortening import shortened
from briefing.outputs.strokes import POINTS_PER_MM, Plot
from briefing.outputs.workbook import Value, workbook

_GUTTER = 34 * POINTS_PER_MM  # room for names and values at the right
_PANEL_GUTTER = 12 * POINTS_PER_MM  # a panel names its last value only
_AXIS_ROW, _TOP = 17.0, 16.0
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
    return _chart_space(chart, sheet, first, shortened(title, width, 9, bold=True)), workbook(columns, sources)


def _sheet(chart: Chart, width: float, height: float, *, has_title: bool) -> Sheet:
    has_lines = chart.kind in (ChartKind.TREND, ChartKind.RUTA)
    left = 0.0 if chart.kind is ChartKind.OMSLAG else max((text_width(text, 8) for _, text in chart.axis.ticks), default=0.0) + 8
    gutter = _PANEL_GUTTER if chart.kind is ChartKind.RUTA else _GUTTER if chart.kind is ChartKind.TREND or chart.interval else 0.0
    top = (KEY_ROW + 4 if chart.legend else 8.0) if has_lines else _TOP
    count = len(chart.categories) + (1 if chart.interval and not has_lines else 0)
    plot = Plot(
        left,
        top + (TITLE_HEIGHT if has_title else 0.0),
        width - gutter,
        height - (_AXIS_ROW if has_lines or chart.axis.minimum >= 0 else _AXIS_ROW + BELOW_BARS),
        chart.axis.minimum,
        chart.axis.maximum,
        count,
        0 if has_lines else 0.5,
    )
    return lines(chart, plot, width, height) if has_lines else bars(chart, plot, width, height)


def _chart_space(chart: Chart, sheet: Sheet, first: int, title: str) -> bytes:
    has_lines = chart.kind in (ChartKind.TREND, ChartKind.RUTA)
    is_skyline = chart.kind is ChartKind.OMSLAG
    crossing = "midCat" if has_lines else "between"
    names = [series.name for series in chain.from_iterable(group.series for group in sheet.groups)]
    return chart_space(
        f"{layout(sheet.plot, sheet.width, sheet.height)}{_groups(sheet, first, is_skyline=is_skyline)}"
        f"{_category_axis(sheet, marked=has_lines)}"
        f"{value_axis(chart.axis, _VALUE_AXIS, _CATEGORY_AXIS, crossing=crossing, is_hidden=is_skyline)}",
        title=title,
        key=key(names, sheet.key, sheet.plot, sheet.width, sheet.height),
    )


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
