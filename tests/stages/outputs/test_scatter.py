from __future__ import annotations

from dataclasses import replace

import pytest
from builders import sample_document, with_block
from builders_figures import NBSP, funnel_figure, spine_figure
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_files import audited, word

from briefing.document.figure import Axis, Figure, Funnel, Mark, Spine, SpineRow
from briefing.outputs.chart_funnel import funnel_chart
from briefing.outputs.chart_spine import spine_chart
from briefing.outputs.columns import text_width
from briefing.outputs.placing import Box, placed
from briefing.outputs.shortening import shortened

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = "Kommunalförbundet för mycket långa namn " * 8


def spine_of(figure: Figure) -> Spine:
    assert isinstance(figure.picture, Spine)
    return figure.picture


def funnel_of(figure: Figure) -> Funnel:
    assert isinstance(figure.picture, Funnel)
    return figure.picture


def drawn(picture: Spine | Funnel, height: float = 230.0) -> etree._Element:
    made = spine_chart(picture, 470.0, height, ()) if isinstance(picture, Spine) else funnel_chart(picture, 470.0, height, ())
    return etree.fromstring(made[0])


def places(root: etree._Element, name: str) -> list[list[tuple[float, float | None]]]:
    """The points of every series of that name, in the order in which they are drawn."""
    found = sorted(root.iter(f"{C}ser"), key=lambda each: int(each.find(f"{C}order").get("val") or 0))  # type: ignore[union-attr]
    return [list(zip(cached(each, "xVal"), cached(each, "yVal"), strict=False)) for each in found if each.findtext(f"{C}tx//{C}v") == name]  # type: ignore[arg-type]


def cached(series: etree._Element, name: str) -> list[float | None]:
    points = {int(each.get("idx") or 0): float(each.findtext(f"{C}v") or "nan") for each in series.iterfind(f"{C}{name}//{C}pt")}
    return [points.get(index) for index in range(max(points, default=-1) + 1)]


def printed(root: etree._Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{C}dLbl")]


def test_every_municipality_is_a_tick_at_its_place_on_the_scale() -> None:
    spine = spine_of(spine_figure())
    (ticks,) = places(drawn(spine), "en kommun")
    marks = [mark for _, rows in spine.groups for row in rows for mark in row.everyone]
    assert [x for x, _ in ticks[::3]] == pytest.approx([mark.place for mark in marks])
    assert len(ticks) >= 3 * len(marks) - 1


def test_own_median_and_middle_half_stand_where_the_model_says() -> None:
    spine = spine_of(spine_figure())
    rows = [row for _, rows in spine.groups for row in rows]
    root = drawn(spine)
    assert [x for x, _ in places(root, "Umeå")[0]] == pytest.approx([row.own.place for row in rows])
    assert [x for x, _ in places(root, "kommunmedian")[0][::3]] == pytest.approx([row.median.place for row in rows])
    band = places(root, "mellersta hälften av kommunerna")[0]
    ends = [x for index, (x, _) in enumerate(band) if index % 3 < 2]
    assert ends == pytest.approx([mark.place for row in rows for mark in row.quartiles])


def test_the_own_municipality_lies_on_top_and_the_band_behind_all_ticks() -> None:
    root = drawn(spine_of(spine_figure()))
    orders = {each.findtext(f"{C}tx//{C}v") or "": int(each.find(f"{C}order").get("val") or 0) for each in root.iter(f"{C}ser")}  # type: ignore[union-attr]
    drawn_from_the_back = sorted((name for name in orders if name), key=lambda name: orders[name])
    assert drawn_from_the_back == [
        "mellersta hälften av kommunerna",
        "en kommun",
        "kommunmedian",
        "jämförbar kommun",
        f"95{NBSP}% intervall",
        "Umeå",
    ]


def test_word_and_libreoffice_agree_on_what_lies_on_top() -> None:
    """Word goes by `c:order`, LibreOffice puts the first element on top: the elements stand in reverse order."""
    orders = [int(each.get("val") or 0) for each in drawn(spine_of(spine_figure())).iter(f"{C}order")]
    assert orders == sorted(orders, reverse=True)


def test_all_series_are_equally_long_since_libreoffice_forgets_what_stands_before_a_longer_one() -> None:
    for picture in (spine_of(spine_figure()), funnel_of(funnel_figure())):
        assert len({each.get("val") for each in drawn(picture).iter(f"{C}ptCount") if each.getparent().tag == f"{C}numCache"}) == 1  # type: ignore[union-attr]


def test_every_number_of_the_spine_is_printed() -> None:
    spine = spine_of(spine_figure())
    said = printed(drawn(spine))
    for row in (row for _, rows in spine.groups for row in rows):
        for text in (row.label, row.note, row.lowest, row.highest, row.own.label, row.median.label):
            assert text in said
    assert all(word in said for _, word in spine.words)


def test_signs_in_a_chart_stand_in_a_font_that_has_them() -> None:
    for run in drawn(spine_of(spine_figure())).iter(f"{A}r"):
        text, font = run.findtext(f"{A}t") or "", run.find(f"{A}rPr/{A}latin")
        assert font is not None and (font.get("typeface") == "Arial") == any(sign in text for sign in "◄►")


def test_a_row_without_interval_has_none() -> None:
    spine = spine_of(spine_figure())
    bare = replace(spine, groups=tuple((heading, tuple(replace(row, interval=None) for row in rows)) for heading, rows in spine.groups))
    samples = places(drawn(bare), f"95{NBSP}% intervall")
    assert samples == []


def test_names_too_long_for_the_page_are_cut_and_no_number_is() -> None:
    spine = spine_of(spine_figure())
    _, rows = spine.groups[0]
    hard = replace(spine, groups=((LONG, tuple(replace(row, label=LONG, note=LONG) for row in rows)), *spine.groups[1:]))
    said = printed(drawn(hard))
    assert sum(text.endswith("…") for text in said) == 3
    assert "9 210".replace(" ", NBSP) in said
    assert all(text_width(text, 9, bold=True) < 470 for text in said)


def one_row(values: tuple[float, float, float]) -> Spine:
    low, own, high = (Mark(value, place, str(value)) for value, place in zip(values, (0.0, 0.5, 1.0), strict=True))
    row = SpineRow("Ett", "", (low, own, high), (), (low, high), own, own, low.label, high.label, ("x",))
    return Spine((("Grupp", (row,)),), (("own", "Umeå"),))


@pytest.mark.parametrize("values", [(0.0, 0.0, 0.0), (-5.0, 0.0, 1e9), (7.0, 7.0, 7.0)])
def test_equal_negative_and_very_large_values_make_a_chart_that_word_reads(values: tuple[float, float, float]) -> None:
    figure = replace(spine_figure(), picture=one_row(values))
    assert audited(word(with_block(sample_document(), figure))) == []


def test_areas_outside_the_limits_are_filled_and_named_and_those_inside_are_not() -> None:
    funnel = funnel_of(funnel_figure())
    root = drawn(funnel)
    said = printed(root)
    outside = [spot.label for spot in funnel.spots if spot.outside]
    assert outside == ["Östra staden", "Hagalund"]
    assert all(name in said for name in outside)
    assert not [spot.label for spot in funnel.spots if not spot.outside and spot.label in said]
    assert "diamond" in {each.get("val") for each in root.iter(f"{C}symbol")}


def test_limits_and_centre_carry_their_names() -> None:
    said = printed(drawn(funnel_of(funnel_figure())))
    assert {"som väntat", f"95{NBSP}%", f"99,8{NBSP}%", "väntat antal"} <= set(said)


def test_a_limit_that_leaves_the_axis_is_cut_where_it_leaves_it() -> None:
    funnel = replace(funnel_of(funnel_figure()), y_axis=Axis(0.5, 1.5, ((0.5, "0,5"), (1.0, "1,0"), (1.5, "1,5"))))
    heights = [y for name in (f"95{NBSP}%", f"99,8{NBSP}%") for curve in places(drawn(funnel), name) for _, y in curve]
    assert max(y for y in heights if y is not None) == pytest.approx(1.5)


def test_a_funnel_stands_on_its_own_numbers_with_both_axes_shown() -> None:
    axes = drawn(funnel_of(funnel_figure())).findall(f".//{C}valAx")
    assert [each.find(f"{C}delete").get("val") for each in axes] == ["0", "0"]  # type: ignore[union-attr]
    assert [each.find(f"{C}scaling/{C}max").get("val") for each in axes] == ["450", "2"]  # type: ignore[union-attr]


@pytest.mark.parametrize("figure", [spine_figure(), funnel_figure()])
def test_a_native_figure_stands_in_word_with_its_words_and_word_opens_it(figure: Figure) -> None:
    content = word(with_block(sample_document(), figure))
    assert audited(content) == []


def test_a_name_stands_on_the_side_where_it_covers_nothing() -> None:
    room = Box(0, 0, 200, 200)
    assert placed([(50, 50)], [(40, 10)], [(50, 50)], room) == ["r"]
    assert placed([(190, 50)], [(40, 10)], [(190, 50)], room) == ["l"]
    assert placed([(50, 50)], [(40, 10)], [(50, 50), (75, 50)], room) == ["l"]
    assert placed([(50, 50), (60, 50)], [(40, 10), (40, 10)], [(50, 50), (60, 50)], room)[0] != "r"


@given(st.text(alphabet="abc å", max_size=300), st.integers(0, 10**9), st.floats(60, 300))
def test_a_text_that_is_cut_fits_its_room_and_keeps_its_number(name: str, number: int, room: float) -> None:
    label = f"{name} {number}"
    cut = shortened(label, room, 8)
    assert text_width(cut, 8) <= room
    assert cut == label or cut.endswith(str(number)) or not name.strip()
