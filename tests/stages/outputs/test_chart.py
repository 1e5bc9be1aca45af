from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from builders_figures import (
    NBSP,
    bar_figure,
    chart_of,
    digits,
    funnel_figure,
    panels_figure,
    skyline_figure,
    spine_figure,
    trend_figure,
    with_chart,
)
from lxml import etree

from briefing.document.figure import Axis, Figure, Funnel, Panels, Spine, TraceRole
from briefing.outputs.chart import native_chart
from briefing.outputs.chart_axes import number_format
from briefing.outputs.chart_funnel import funnel_chart
from briefing.outputs.chart_spine import spine_chart

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# The order that the schema (ISO 29500-1, dml-chart.xsd) gives the children of each element.
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "title": "tx layout overlay",
    "plotArea": "layout areaChart barChart lineChart scatterChart catAx valAx spPr",
    "areaChart": "grouping varyColors ser dLbls axId",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "scatterChart": "scatterStyle varyColors ser dLbls axId",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls errBars cat val xVal yVal smooth",
    "dPt": "idx invertIfNegative marker bubble3D spPr",
    "dLbls": "dLbl showLegendKey showVal showCatName showSerName showPercent showBubbleSize extLst",
    "dLbl": "idx layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "catAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto "
    "lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
    "crossBetween majorUnit",
    "scaling": "orientation max min",
    "legend": "legendPos legendEntry layout overlay txPr",
    "manualLayout": "layoutTarget xMode yMode x y w h",
}
BROKEN = with_chart(trend_figure(), breaks=((4, "brott i serien 2025"),))
FIGURES = {
    "trend": trend_figure(),
    "bars": bar_figure(),
    "skyline": skyline_figure(),
    "break": BROKEN,
    "spine": spine_figure(),
    "funnel": funnel_figure(),
}


def made(figure: Figure) -> tuple[bytes, bytes]:
    size = (figure.width_mm * 72 / 25.4, figure.height_mm * 72 / 25.4)
    match figure.picture:
        case Spine():
            return spine_chart(figure.picture, *size, figure.sources)
        case Funnel():
            return funnel_chart(figure.picture, *size, figure.sources)
        case _:
            return native_chart(chart_of(figure), *size, figure.sources)


def drawn(figure: Figure) -> etree._Element:
    return etree.fromstring(made(figure)[0])


def series(root: etree._Element, kind: str) -> list[tuple[str, list[float | None]]]:
    found = []
    for each in root.iter(f"{C}ser"):
        parent = each.getparent()
        if parent is not None and parent.tag == f"{C}{kind}":
            cache = each.find(f"{C}val/{C}numRef/{C}numCache")
            assert cache is not None
            values: list[float | None] = [None] * int(cache.find(f"{C}ptCount").get("val") or 0)  # type: ignore[union-attr]
            for point in cache.iter(f"{C}pt"):
                values[int(point.get("idx") or 0)] = float(point.findtext(f"{C}v") or "nan")
            found.append((each.findtext(f"{C}tx//{C}v") or "", values))
    return found


def sheet(content: bytes, index: int) -> list[dict[str, str]]:
    with ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read(f"xl/worksheets/sheet{index}.xml"))
    cells = ((cell.get("r") or "", cell.findtext(f"{S}v") or cell.findtext(f"{S}is/{S}t") or "") for cell in root.iter(f"{S}c"))
    rows: dict[int, dict[str, str]] = {}
    for place, text in cells:
        column = place.rstrip("0123456789")
        rows.setdefault(int(place.removeprefix(column)), {})[column] = text
    return [rows[number] for number in sorted(rows)]


@pytest.mark.parametrize("name", FIGURES)
def test_children_stand_in_the_order_of_the_schema(name: str) -> None:
    figure = FIGURES[name]
    for element in drawn(figure).iter():
        local = etree.QName(element).localname
        if element.tag == f"{C}{local}" and local in ORDER:
            places = [ORDER[local].split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), local


@pytest.mark.parametrize("name", FIGURES)
def test_the_workbook_has_every_value_that_is_drawn_at_the_place_that_the_chart_names(name: str) -> None:
    figure = FIGURES[name]
    content, book = made(figure)
    rows = sheet(book, 1)
    for each in etree.fromstring(content).iter(f"{C}ser"):
        values = [found for name in ("val", "xVal", "yVal") if (found := each.find(f"{C}{name}/{C}numRef")) is not None]
        assert values
        for reference in values:
            column = (reference.findtext(f"{C}f") or "").split("$")[1]
            for point in reference.iterfind(f"{C}numCache/{C}pt"):
                assert rows[int(point.get("idx") or 0) + 1][column] == point.findtext(f"{C}v")


def test_the_second_sheet_says_where_each_series_comes_from() -> None:
    rows = sheet(made(trend_figure())[1], 2)
    assert rows == [{"A": "Umeå", "B": "Brå, anmälda brott", "C": "2023 kvartal 4–2026 kvartal 2", "D": "2026-08-24", "E": "2cdc452c"}]


def test_the_band_stands_on_the_lower_quartile_and_reaches_the_upper() -> None:
    figure = trend_figure()
    (_, lower), (name, height) = series(drawn(figure), "areaChart")
    edges = {trace.role: trace.values for trace in chart_of(figure).traces}
    assert lower == list(edges[TraceRole.KVARTIL_NEDRE])
    assert [low + high for low, high in zip(lower, height, strict=True)] == pytest.approx(edges[TraceRole.KVARTIL_OVRE])  # type: ignore[operator]
    assert name == "mellersta hälften av de sju jämförbara kommunerna"


def test_a_band_with_a_gap_is_drawn_by_its_edges_only_since_a_filled_gap_would_fall_to_zero() -> None:
    figure = trend_figure()
    traces = tuple(
        replace(trace, values=(*trace.values[:4], None, *trace.values[5:])) if trace.role is TraceRole.KVARTIL_NEDRE else trace
        for trace in chart_of(figure).traces
    )
    root = drawn(with_chart(figure, traces=traces))
    assert series(root, "areaChart") == []
    assert next(values for name, values in series(root, "lineChart") if not name)[4] is None


def test_a_gap_is_no_point_and_blanks_are_gaps() -> None:
    figure = trend_figure()
    own = chart_of(figure).traces[-1]
    gapped = replace(own, values=(own.values[0], None, *own.values[2:]))
    root = drawn(with_chart(figure, traces=(*chart_of(figure).traces[:-1], gapped)))
    assert dict(series(root, "lineChart"))["Umeå"][1] is None
    assert root.find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"  # type: ignore[union-attr]


def test_the_preliminary_part_is_a_dashed_line_of_its_own_from_the_last_final_value() -> None:
    figure = trend_figure()
    lines = series(drawn(figure), "lineChart")
    own = chart_of(figure).traces[-1].values
    assert next(values for name, values in lines if name == "Umeå") == [*own[:9], None, None]
    tail, *rings = [values for name, values in lines if name == "Umeå (p)"]
    assert tail == [None] * 8 + list(own[8:])
    assert rings == [[None] * 9 + list(own[9:])] * 2


def test_the_key_names_only_what_the_figure_says_and_no_comparable_municipality_alone() -> None:
    root = drawn(trend_figure())
    names = [name for kind in ("areaChart", "lineChart") for name, _ in series(root, kind)]
    removed = {int(each.find(f"{C}idx").get("val") or 0) for each in root.iter(f"{C}legendEntry")}  # type: ignore[union-attr]
    assert [name for index, name in enumerate(names) if index not in removed] == [
        "mellersta hälften av de sju jämförbara kommunerna",
        "en jämförbar kommun",
        "Umeå",
    ]


def test_labels_at_the_right_stand_at_least_ten_points_apart() -> None:
    figure = trend_figure()
    root = drawn(figure)
    height = figure.height_mm * 72 / 25.4
    box = root.find(f"{C}chart/{C}plotArea/{C}layout/{C}manualLayout")
    assert box is not None
    top, share = (float(box.find(f"{C}{name}").get("val") or 0) for name in ("y", "h"))  # type: ignore[union-attr]
    heights = []
    for each in root.iter(f"{C}ser"):
        label = each.find(f"{C}dLbls/{C}dLbl")
        text = "" if label is None else "".join(label.itertext())
        if label is not None and text in {trace.end_label for trace in chart_of(figure).traces}:
            index = label.find(f"{C}idx").get("val")  # type: ignore[union-attr]
            value = float(next(p.findtext(f"{C}v") or "" for p in each.iterfind(f"{C}val//{C}pt") if p.get("idx") == index))
            moved = label.find(f"{C}layout/{C}manualLayout/{C}y")
            offset = 0.0 if moved is None else float(moved.get("val") or 0)
            heights.append((top + share * (16000 - value) / 8000 + offset) * height)
    heights.sort()
    assert len(heights) == 8
    assert all(below - above > 9.9 for above, below in pairwise(heights))


def test_thousands_have_a_no_break_space_whatever_the_settings_of_the_reader() -> None:
    formats = [each.get("formatCode") for each in drawn(trend_figure()).iter(f"{C}numFmt")]
    assert f'[>=1000]#"{NBSP}"000;0' in formats


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("80,0", "90,0"), f'[>=1000][$-41D]#"{NBSP}"000.0;[$-41D]0.0'),
        ((f"0{NBSP}%", f"50{NBSP}%"), f'[>=1000]#"{NBSP}"000"{NBSP}%";0"{NBSP}%"'),
    ],
)
def test_decimals_and_percent_of_the_ticks_are_those_of_the_axis(texts: tuple[str, str], expected: str) -> None:
    figure = with_chart(trend_figure(), axis=Axis(0.0, 100.0, ((0.0, texts[0]), (50.0, texts[1]))))
    assert expected in [each.get("formatCode") for each in drawn(figure).iter(f"{C}numFmt")]


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        ((0.0, 500.0), '[>=1000]#"~"000;0'),
        ((0.0, 500_000.0, 1_000_000.0), '[>=1000000]#"~"000"~"000;[>=1000]#"~"000;0'),
        ((0.0, 1_000_000_000.0), '[>=1000000000]#"~"000"~"000"~"000;[>=1000]#"~"000;0'),
        ((0.0, 5_000.0, 5_000_000.0, 5_000_000_000.0), "[$-41D]#,##0"),  # more sizes than a format has room for
        ((-10.0, 0.0, 10.0), '0;"−"0'),
        ((-10_000.0, 0.0, 10_000.0), '[$-41D]#,##0;[$-41D]"−"#,##0'),
    ],
)
def test_an_axis_of_any_size_prints_its_ticks_as_they_are(ticks: tuple[float, ...], expected: str) -> None:
    axis = Axis(ticks[0], ticks[-1], tuple((tick, digits(tick).replace("-", "−")) for tick in ticks))
    assert number_format(axis).replace(NBSP, "~").replace("&gt;", ">").replace("&quot;", '"') == expected


def test_bars_start_at_zero_and_the_expected_range_stands_beside_them() -> None:
    figure = bar_figure()
    root = drawn(figure)
    assert root.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"  # type: ignore[union-attr]
    assert series(root, "barChart")[0][1] == [*chart_of(figure).traces[0].values, None]
    marks = dict(series(root, "lineChart"))
    interval = chart_of(figure).interval
    assert interval is not None
    assert marks[interval.upper_label][-1] == interval.upper and marks[interval.lower_label][-1] == interval.lower
    reach = root.find(f".//{C}errBars/{C}val")
    assert reach is not None and float(reach.get("val") or 0) == interval.upper - interval.lower


def test_a_preliminary_bar_is_striped_and_a_base_year_is_not() -> None:
    patterns = {each.find(f"{C}idx").get("val"): each.find(f"{C}spPr/{A}pattFill") for each in drawn(bar_figure()).iter(f"{C}dPt")}  # type: ignore[union-attr]
    assert [index for index, pattern in patterns.items() if pattern is not None] == ["5"]


def test_the_skyline_has_no_value_axis_and_no_label_but_the_last() -> None:
    root = drawn(skyline_figure())
    assert root.find(f".//{C}valAx/{C}delete").get("val") == "1"  # type: ignore[union-attr]
    bar = next(each for each in root.iter(f"{C}ser"))
    assert bar.find(f"{C}dLbls") is None
    assert chart_of(skyline_figure()).traces[0].end_label in "".join(root.itertext())


def test_a_figure_without_values_has_nothing_to_draw() -> None:
    figure = bar_figure()
    empty = with_chart(figure, traces=(replace(chart_of(figure).traces[0], values=(None,) * 6),))
    assert chart_of(figure).has_values and not chart_of(empty).has_values


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert made(trend_figure()) == made(trend_figure())


def test_a_break_is_a_dotted_line_with_its_reason() -> None:
    root = drawn(BROKEN)
    marks = [each for each in root.iter(f"{C}ser") if each.findtext(f"{C}tx//{C}v") == "brott i serien 2025"]
    assert len(marks) == 1
    assert [each.get("val") for each in marks[0].iter(f"{A}prstDash")] == ["sysDot"]


def test_a_panel_has_its_title_and_ends_in_a_dot_with_its_value() -> None:
    figure = panels_figure()
    assert isinstance(figure.picture, Panels)
    panel = figure.picture.panels[1]
    content, _ = native_chart(panel.chart, 150.0, 120.0, (), panel.title)
    root = etree.fromstring(content)
    assert "".join(root.find(f"{C}chart/{C}title").itertext()) == panel.title  # type: ignore[union-attr]
    assert panel.chart.traces[-1].value_labels[-1] in "".join(root.itertext())
    for element in root.iter():
        local = etree.QName(element).localname
        if element.tag == f"{C}{local}" and local in ORDER:
            places = [ORDER[local].split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), local
