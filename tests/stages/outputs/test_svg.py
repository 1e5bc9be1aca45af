from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from builders_areas import funnel_figure, map_figure, spine_figure
from builders_figures import bar_figure, chart_of, panels_figure, skyline_figure, trend_figure, with_chart

from briefing.document.figure import Axis, Figure, TraceRole
from briefing.outputs.strokes import coordinate, dodged, runs
from briefing.outputs.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = (trend_figure(), bar_figure(), skyline_figure())
FIGURES = (*CHARTS, panels_figure(), spine_figure(), funnel_figure(), map_figure())


def drawn(figure: Figure) -> ElementTree.Element:
    return ElementTree.fromstring(svg(figure))


def texts(figure: Figure) -> list[str]:
    return ["".join(each.itertext()) for each in drawn(figure).iter(f"{SVG}text")]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_a_figure_has_title_description_role_and_ids_of_its_own(figure: Figure) -> None:
    root = drawn(figure)
    title, description = root[0], root[1]
    assert title.text == f"{figure.label}. {figure.caption}"
    assert description.text == figure.alt
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(name).startswith(figure.id) for name in ids)


@pytest.mark.parametrize("figure", CHARTS, ids=lambda figure: figure.id)
def test_every_number_in_a_figure_is_one_of_its_labels(figure: Figure) -> None:
    printed = {
        *chart_of(figure).tick_labels,
        *(text for _, text in chart_of(figure).axis.ticks),
        *(words for _, words in chart_of(figure).legend),
        chart_of(figure).preliminary_label,
    }
    for trace in chart_of(figure).traces:
        printed |= {trace.end_label, *trace.value_labels}
    if chart_of(figure).interval:
        printed |= {chart_of(figure).interval.lower_label, chart_of(figure).interval.upper_label}
    assert set(texts(figure)) <= printed


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_coordinates_have_at_most_two_decimals_and_a_point(figure: Figure) -> None:
    assert not re.findall(r"\d\.\d{3,}|\d,\d|nan|inf|e-\d", re.sub(r"<(title|desc|text)[^>]*>.*?</\1>", "", svg(figure)))
    assert coordinate(-0.001) == "0"
    assert coordinate(12.50) == "12.5"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_nothing_is_drawn_outside_the_figure(figure: Figure) -> None:
    _, _, width, height = map(float, (drawn(figure).get("viewBox") or "").split())
    for each in drawn(figure).iter():
        for name, limit in (("x", width), ("cx", width), ("y", height), ("cy", height)):
            assert 0 <= float(each.get(name, "0")) <= limit


def test_a_trend_names_every_municipality_at_the_right_without_overlap() -> None:
    figure = trend_figure()
    named = [
        each
        for each in drawn(figure).iter(f"{SVG}text")
        if "".join(each.itertext()) in {trace.end_label for trace in chart_of(figure).traces}
    ]
    assert len(named) == 8
    heights = sorted(float(each.get("y", "0")) for each in named)
    assert all(low - high >= 9.9 for high, low in pairwise(heights))


def test_a_preliminary_tail_is_dashed_with_a_hollow_ring_at_each_value() -> None:
    drawing = svg(trend_figure())
    assert drawing.count('stroke-dasharray="3.2 2.2"') == 1
    assert drawing.count("<circle") == 2
    final = with_chart(trend_figure(), traces=tuple(replace(trace, preliminary=frozenset()) for trace in chart_of(trend_figure()).traces))
    assert "stroke-dasharray" not in svg(final)
    assert "<circle" not in svg(final)


def test_a_gap_breaks_the_line_and_is_never_drawn_as_zero() -> None:
    figure = trend_figure()
    gapped = tuple(
        replace(trace, values=(*trace.values[:3], None, *trace.values[4:])) if trace.role is TraceRole.JAMFORBAR else trace
        for trace in chart_of(figure).traces
    )
    before, after = svg(figure), svg(with_chart(figure, traces=gapped))
    thin = 'stroke-width="0.55" stroke-linecap'
    assert after.count(thin) == before.count(thin) + 7
    assert list(runs([1.0, None, 2.0, 3.0])) == [range(1), range(2, 4)]


def test_a_gap_among_bars_is_a_ring_and_no_bar() -> None:
    figure = bar_figure()
    trace = chart_of(figure).traces[0]
    gapped = with_chart(figure, traces=(replace(trace, values=(None, *trace.values[1:]), value_labels=("", *trace.value_labels[1:])),))
    assert svg(gapped).count("<rect") == svg(figure).count("<rect") - 1
    assert svg(gapped).count("<circle") == svg(figure).count("<circle") + 1


def test_the_expected_range_stands_beside_the_last_bar_with_its_numbers() -> None:
    assert {"väntat lägst 2\u00a0410", "väntat högst 3\u00a0767", "3\u00a0132\u00a0(p)"} <= set(texts(bar_figure()))
    assert "väntat" not in " ".join(texts(with_chart(bar_figure(), interval=None)))


def test_a_preliminary_bar_is_striped_and_a_base_year_is_not() -> None:
    assert svg(bar_figure()).count("url(#anmalda-brott-kvartal-2-own)") == 1
    assert svg(bar_figure()).count('fill="#5F7FA6"') == 5
    older = svg(with_chart(bar_figure(), emphasised=frozenset({3, 4})))
    assert older.count('fill="#B4BFCC" stroke="#7C8A9C"') == 3


def test_the_skyline_has_no_grid_and_one_label() -> None:
    assert texts(skyline_figure()).count("2026 kv\u00a02: 3\u00a0132 anmälda brott\u00a0(p)") == 1
    assert "#C5CCD6" not in svg(skyline_figure())


def test_text_from_outside_cannot_become_markup() -> None:
    figure = replace(bar_figure(), caption="<script>alert(1)</script> & annat", id='a"b<c')
    assert "<script>" not in svg(figure)
    assert drawn(figure)[0].get("id") == "a-b-c-title"


def test_labels_are_moved_no_more_than_they_must() -> None:
    assert dodged([10, 50, 90], 0, 100) == [10, 50, 90]
    assert dodged([50, 50], 0, 100) == [45, 55]
    assert dodged([98, 99], 0, 100) == [90, 100]
    assert dodged([], 0, 100) == []


def test_an_axis_without_extent_is_drawn_and_not_divided_by_zero() -> None:
    assert "nan" not in svg(with_chart(bar_figure(), axis=Axis(0.0, 0.0, ((0.0, "0"),))))


def test_a_break_is_a_dotted_line_with_its_reason() -> None:
    broken = with_chart(trend_figure(), breaks=((4, "brott i serien 2025"),))
    assert "brott i serien 2025" in texts(broken)
    assert svg(broken).count('stroke-dasharray="1 2"') == svg(trend_figure()).count('stroke-dasharray="1 2"') + 1


def test_panels_stand_beside_each_other_under_their_titles() -> None:
    figure = panels_figure()
    places = [
        each.get("transform") for each in drawn(figure).iter(f"{SVG}g") if not (each.get("transform") or "").startswith("translate(0 1")
    ]
    assert len(set(places)) == 2
    assert {"Anmälda brott", "därav & <andra>"} <= set(texts(figure))
