"""Whatever a delivery holds becomes a document that is right, and that Word opens without a word; no value is ever cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import paragraph, sample_document
from builders_figures import NBSP, bar_figure, chart_of, digits, map_figure, panels_figure, spine_figure, trend_figure, with_chart
from lxml import etree
from sample_edition import page_templates
from word_files import W, audited, body_of, parts_of, text_of, word

from briefing.document.axis import axis_of
from briefing.document.document import Align, Block, Cell, Column, Document, Origin, Section, Table, Text
from briefing.document.figure import Chart, ChartKind, Figure, Panels
from briefing.document.metrics import TIGHT, text_width
from briefing.document.numbering import numbered
from briefing.document.printable import printable, printable_text
from briefing.document.splitting import within_page
from briefing.outputs.file import File
from briefing.outputs.gate import refusals
from briefing.outputs.page import render_page

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BASIS = ("niva:anmalda-brott:kvartal",)
LONG = ("Anmälda brott mot person i offentlig miljö under kvällar och nätter " * 5)[:300]
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 9
HARD_NAMES = [
    "Ön & <Näset>",
    "Trygghet 🙂👩‍👩‍👧",
    "bell\x07 och\x00 noll\x1b",
    "שלום רחוב",
    "مدينة الشمال",
    "om\u202evänt",
    '"Citat"',
    LONG,
    UNBROKEN,
]


def finished(*blocks: Block) -> Document:
    """A document of those blocks, as compose hands it on."""
    base = sample_document()
    frame = replace(base.frame, has_cover=False, facts=None, skyline=None, contents_heading="")
    sections = numbered(within_page((Section("avsnitt-1", "1", "Översikt", 1, blocks),)))
    return printable(replace(base, frame=frame, sections=sections, synthetic=any(block.synthetic for block in blocks)))


def faults(document: Document) -> list[object]:
    """What openxml-audit and the gate have against the document's Word file and page."""
    content = word(document)
    page = render_page(document, page_templates())
    return [*audited(content), *refusals((File("x.docx", "", content), page), document)]


def table_of(name: str, columns: int = 3) -> Table:
    headings = (Column(name), *(Column(f"{name} {index}" if name else str(index), Align.RIGHT) for index in range(1, columns)))
    rows = tuple(
        (Cell(name, basis=BASIS), *(Cell(digits(value * 1234), value * 1234.0, BASIS) for value in range(1, columns))) for _ in range(2)
    )
    return Table("prov", "", name, headings, rows, (f"Källa: {name}",), name)


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_name_of_any_kind_stands_in_a_document_that_is_right(name: str) -> None:
    said = Text(Origin.DATA, "Data", (paragraph(f"I {name} anmäldes 3{NBSP}132 brott.", basis=BASIS),))
    trend = trend_figure()
    traces = tuple(replace(each, label=name, end_label=f"{name} {each.value_labels[-1]}") for each in chart_of(trend).traces)
    figure = replace(with_chart(trend, traces=traces), caption=name, alt=f"Linjediagram. {name}.")
    assert faults(finished(said, table_of(name), figure)) == []


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_title_of_any_kind_is_whole_on_the_cover(name: str) -> None:
    base = sample_document()
    document = printable(replace(base, frame=replace(base.frame, title=name, subtitle=name, header=name, owner=name)))
    content = word(document)
    assert audited(content) == []
    assert printable_text(name).replace("\u200e", "") in text_of(body_of(content)).replace("\u200e", "")


def test_what_no_font_has_is_left_out_and_what_turns_the_text_is_too() -> None:
    assert printable_text("bell\x07 och\x00 noll\u202e!") == "bell och noll!"
    assert printable_text("Umeå 3\u00a0132 (p) – ▲") == "Umeå 3\u00a0132 (p) – ▲"


def test_a_number_after_a_right_to_left_name_stays_after_it() -> None:
    assert printable_text("שלום רחוב 3") == "שלום רחוב\u200e 3"
    assert printable_text(printable_text("שלום 3")) == printable_text("שלום 3")
    document = finished(Text(Origin.DATA, "Data", (paragraph("I שלום anmäldes 3 brott.", basis=BASIS),)))
    turned = [text_of(run) for run in body_of(word(document)).iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert turned == ["שלום"]


def test_a_document_without_anything_to_change_is_the_very_same() -> None:
    document = sample_document()
    assert printable(document) is document


def test_names_of_things_are_left_as_they_are() -> None:
    cell = Cell("a\x07", basis=("niva:\x07",))
    assert printable(cell) == replace(cell, text="a")


def test_a_table_of_forty_columns_is_split_into_parts_that_repeat_the_first_one_and_lose_nothing() -> None:
    wide = replace(table_of("Mån", columns=40), caption="Anmälda brott per månad")
    parts = [block for block in finished(wide).sections[0].blocks if isinstance(block, Table)]
    assert len(parts) > 1
    assert [part.caption for part in parts][:2] == [f"Anmälda brott per månad, del {n} av {len(parts)}" for n in (1, 2)]
    assert [part.label for part in parts] == [f"Tabell {n}" for n in range(1, len(parts) + 1)]
    assert len({part.id for part in parts}) == len(parts)
    for row, whole in enumerate(wide.rows):
        assert all(part.rows[row][0] == whole[0] for part in parts)
        assert [cell for part in parts for cell in part.rows[row][1:]] == list(whole[1:])
    assert faults(finished(wide)) == []


def test_a_table_that_fits_is_one_table() -> None:
    section = Section("a", "1", "R", 1, (table_of("Område"), trend_figure()))
    assert within_page((section,)) == (section,)


def test_every_value_of_a_wide_table_stands_on_one_line() -> None:
    for part in finished(table_of("Mån", columns=40)).sections[0].blocks:
        assert isinstance(part, Table)
        table = next(body_of(word(finished(part))).iter(f"{W}tbl"))
        rooms = [int(each.get(f"{W}w") or 0) / 20 - TIGHT for each in table.iter(f"{W}gridCol")]
        for row in part.rows:
            assert all(text_width(cell.text, 9.5) <= room for cell, room in zip(row, rooms, strict=True))


def test_two_columns_that_are_too_wide_together_stay_together() -> None:
    wide = Table("x", "", "Prov", (Column("A"), Column("B")), ((Cell(UNBROKEN, basis=BASIS), Cell(UNBROKEN, basis=BASIS)),))
    assert within_page((Section("a", "1", "R", 1, (wide,)),))[0].blocks == (wide,)


def test_a_row_higher_than_a_third_of_a_page_may_be_broken_and_others_not() -> None:
    rows = ((Cell("kort", basis=BASIS), Cell("kort", basis=BASIS)), (Cell("lång", basis=BASIS), Cell(LONG * 12, basis=BASIS)))
    table = next(body_of(word(finished(Table("x", "", "Prov", (Column("A"), Column("B")), rows)))).iter(f"{W}tbl"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")] == [True, True, False]


SERIES: dict[str, tuple[float | None, ...]] = {
    "gaps only": (None, None, None, None, None, None),
    "one point": (None, None, 7.0, None, None, None),
    "equal": (7.0,) * 6,
    "negative": (-9.1, -2.8, -0.9, -5.0, -1.1, -0.2),
    "around zero": (-9.1, 0.0, 6.3, -2.0, 2.6, 1.0),
    "nothing and a milliard": (0.0, 1e9, -5e8, None, 12.5, 1e9),
    "zero": (0.0,) * 6,
}


def with_values(figure: Figure, values: tuple[float | None, ...]) -> Figure:
    """The bars or the lines with other values, on the axis that compose would choose."""
    known = [value for value in values if value is not None]
    chart = chart_of(figure)
    printed = tuple("" if value is None else digits(value).replace("-", "−") for value in values)
    own = replace(chart.traces[-1], values=values, value_labels=printed, preliminary=frozenset(), end_label=f"Umeå {printed[-1]}")
    axis = axis_of([*known, *([0.0] if chart.kind is ChartKind.STAPLAR else [])]) if known else chart.axis
    categories = {"categories": chart.categories[:6], "tick_labels": chart.tick_labels[:6]}
    return with_chart(figure, traces=(own,), axis=axis, interval=None, emphasised=frozenset(), legend=(), **categories)


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("figure", [bar_figure(), trend_figure()])
def test_a_series_of_any_kind_is_drawn_on_an_axis_that_has_room_for_its_numbers(figure: Figure, name: str) -> None:
    drawn = with_values(figure, SERIES[name])
    content = word(finished(drawn))
    assert audited(content) == []
    charts = [etree.fromstring(part) for part_name, part in parts_of(content).items() if part_name.startswith("word/charts/chart")]
    assert len(charts) == (0 if name == "gaps only" else 1)
    for chart in charts:
        axis = chart_of(drawn).axis
        left = chart.find(f".//{C}plotArea/{C}layout/{C}manualLayout/{C}x")
        assert left is not None
        assert float(left.get("val") or 0) * drawn.width_mm * 72 / 25.4 >= max(text_width(text, 8) for _, text in axis.ticks)
        values = [value for value in SERIES[name] if value is not None]
        assert axis.minimum <= min(values) and axis.maximum >= max(values)


def test_one_value_between_gaps_is_a_dot_since_a_line_needs_two() -> None:
    content = word(finished(with_values(trend_figure(), SERIES["one point"])))
    chart = etree.fromstring(parts_of(content)["word/charts/chart1.xml"])
    dots = [each for each in chart.iter(f"{C}ser") if each.find(f"{C}marker/{C}symbol[@val='circle']") is not None]
    assert [point.findtext(f"{C}v") for dot in dots for point in dot.iterfind(f"{C}val//{C}pt")] == ["7"]


def test_a_figure_of_gaps_only_says_its_caption_and_draws_nothing() -> None:
    content = word(finished(with_values(bar_figure(), SERIES["gaps only"])))
    assert not [name for name in parts_of(content) if name.startswith("word/charts/")]
    assert "Anmälda brott andra kvartalet" in text_of(body_of(content))


def test_a_name_too_long_for_its_place_in_a_chart_is_cut_there_and_its_number_is_not() -> None:
    figure = trend_figure()
    traces = tuple(replace(each, end_label=each.end_label and f"{LONG} {each.value_labels[-1]}") for each in chart_of(figure).traces)
    content = word(finished(with_chart(figure, traces=traces)))
    said = ["".join(each.itertext()) for each in etree.fromstring(parts_of(content)["word/charts/chart1.xml"]).iter(f"{C}dLbl")]
    for trace in (each for each in chart_of(figure).traces if each.end_label):
        assert any("…" in text and text.endswith(trace.value_labels[-1]) for text in said)


def test_titles_of_panels_fit_their_panels() -> None:
    figure = panels_figure()
    assert isinstance(figure.picture, Panels)
    panels = tuple(replace(panel, title=LONG) for panel in figure.picture.panels)
    content = word(finished(replace(figure, picture=Panels(panels))))
    titles = ["".join(each.itertext()) for each in etree.fromstring(parts_of(content)["word/charts/chart1.xml"]).iter(f"{C}title")]
    assert titles[0].endswith("…") and text_width(titles[0], 9, bold=True) < 54 * 72 / 25.4
    assert audited(content) == []


@pytest.mark.parametrize("figure", [map_figure(), spine_figure()])
def test_a_figure_with_a_hard_name_in_it_is_a_file_that_word_opens(figure: Figure) -> None:
    picture = figure.picture
    assert not isinstance(picture, Chart)
    assert audited(word(finished(replace(figure, caption=LONG, alt=LONG)))) == []
