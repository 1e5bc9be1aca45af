from __future__ import annotations

import re

import pytest
from builders import sample_document
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.document import Align, Cell, Column, Table
from briefing.outputs.columns import PAGE_WIDTH_MM, column_widths, right_indents, row_height, text_width

POINTS_PER_MM = 72 / 25.4


def test_widths_fill_the_page() -> None:
    fitted = column_widths((Column("Period"), Column("Antal", Align.RIGHT)), ((Cell("2026"), Cell("3\u00a0132")),))
    assert sum(fitted.columns) == pytest.approx(PAGE_WIDTH_MM)


def test_a_width_of_the_look_is_kept_when_its_words_fit() -> None:
    columns = (Column("Id", width_mm=9.0), Column("Problem"), Column("Ägare", width_mm=40.0))
    fitted = column_widths(columns, ((Cell("P1"), Cell("Barn i högstadieåldern"), Cell("Fritidsnämnden")),))
    assert fitted.columns == pytest.approx((9.0, 117.0, 40.0))


def test_a_width_of_the_look_that_would_break_a_word_grows() -> None:
    fitted = column_widths((Column("Id", width_mm=9.0), Column("Text")), ((Cell("Narkotikaförsäljning"), Cell("kort")),))
    assert fitted.columns[0] * POINTS_PER_MM > text_width("Narkotikaförsäljning", 9.5) + 9


def test_most_of_the_width_goes_to_the_column_with_most_text() -> None:
    rows = ((Cell("kort"), Cell("en mycket lång mening som behöver nästan hela sidans bredd för att få plats på en enda rad, eller två")),)
    narrow, wide = column_widths((Column("A"), Column("B")), rows).columns
    assert wide > 4 * narrow


def test_many_numbers_get_narrower_margins_before_a_number_is_broken() -> None:
    columns = tuple(Column("Mellersta hälften", Align.RIGHT) for _ in range(8))
    fitted = column_widths(columns, (tuple(Cell("10\u00a0570–13\u00a0765") for _ in columns),))
    assert fitted.padding < 9
    assert min(fitted.columns) * POINTS_PER_MM > text_width("13\u00a0765", 9.5)


def test_no_columns_have_no_widths() -> None:
    assert column_widths((), ()).columns == ()


def test_no_word_of_the_sample_is_broken() -> None:
    for table in (block for block in sample_document().blocks() if isinstance(block, Table)):
        fitted = column_widths(table.columns, table.rows)
        for index, width in enumerate(fitted.columns):
            room = width * POINTS_PER_MM - fitted.padding
            for cell in (row[index] for row in table.rows):
                words = [(word, 9.5) for word in cell.text.split(" ")] + [(word, 8.5) for word in cell.note.split(" ")]
                assert all(text_width(word, size, bold=cell.strong) <= room for word, size in words)


WORDS = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ", max_size=40), min_size=1, max_size=6)


@given(WORDS)
def test_a_column_is_never_narrower_than_its_longest_word_where_there_is_room(texts: list[str]) -> None:
    columns = tuple(Column("R") for _ in texts)
    fitted = column_widths(columns, (tuple(Cell(text) for text in texts),))
    longest = [max((text_width(word, 9.5) for word in re.split(" +", text)), default=0.0) for text in texts]
    assert sum(fitted.columns) == pytest.approx(PAGE_WIDTH_MM)
    if sum(longest) * 1.03 + 9 * len(texts) + 40 < PAGE_WIDTH_MM * POINTS_PER_MM:
        assert all(width * POINTS_PER_MM >= words for width, words in zip(fitted.columns, longest, strict=True))


def ends(*texts: str, align: Align = Align.RIGHT) -> list[float]:
    return [value for value, _ in right_indents(Column("Antal", align), [Cell(text) for text in texts])]


def test_unit_digits_stand_under_each_other_whatever_comes_after_them() -> None:
    texts = ("9\u00a0210", "87,9", "2\u00a0590\u00a0(p)", "−0,9", "12\u00a0%")
    tails = ("", ",9", "\u00a0(p)", ",9", "\u00a0%")
    longest = text_width("\u00a0(p)", 9.5)
    assert ends(*texts) == pytest.approx([longest - text_width(tail, 9.5) for tail in tails])


def test_a_range_is_set_by_its_upper_end() -> None:
    assert ends("10\u00a0220–12\u00a0953", "10\u00a0106–12\u00a0143\u00a0(p)") == pytest.approx([text_width("\u00a0(p)", 9.5), 0.0])


def test_a_dash_and_a_cross_stand_where_the_unit_digit_would_and_words_end_at_the_edge() -> None:
    decimal = text_width(",9", 9.5)
    assert ends("87,9", "–", "×", "uppgift saknas", "116 av 290") == pytest.approx([0.0, decimal, decimal, 0.0, 0.0])


def test_numbers_of_one_kind_and_columns_of_words_are_left_as_they_are() -> None:
    assert ends("1\u00a0234", "5") == [0.0, 0.0]
    assert ends("87,9", "9", align=Align.LEFT) == [0.0, 0.0]


def test_the_second_lines_of_cells_are_aligned_among_themselves() -> None:
    cells = [Cell("1", note="9\u00a0063–9\u00a0777"), Cell("2", note="9\u00a0063–9\u00a0777\u00a0(p)")]
    assert [note for _, note in right_indents(Column("A", Align.RIGHT), cells)] == pytest.approx([text_width("\u00a0(p)", 8.5), 0.0])


def test_a_column_has_room_for_a_number_that_is_moved_in() -> None:
    cells = tuple((Cell("namn"), Cell(text)) for text in ("135\u00a0273\u00a0273", "9,123456789"))
    fitted = column_widths((Column("Område"), Column("A", Align.RIGHT)), cells, 60.0)
    needed = text_width("135\u00a0273\u00a0273", 9.5) + text_width(",123456789", 9.5)
    assert fitted.columns[1] * POINTS_PER_MM - fitted.padding >= needed


def lines_of(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> float:
    fitted = column_widths(columns, rows)
    assert sum(fitted.columns) == pytest.approx(PAGE_WIDTH_MM)
    return sum(row_height(row, fitted) for row in rows)


def test_where_not_all_fits_on_one_line_the_width_goes_where_lines_become_fewer() -> None:
    long = "Ett urval som polisen väljer att publicera, inte ett mått på brottsligheten och inte heller på hur den fördelas."
    row = (Cell("Polisen, händelsenotiser", strong=True), Cell("Snabb"), Cell(long), Cell("Låg"))
    free = tuple(Column(name) for name in ("Källa", "Styrka", "Svaghet", "Tillförlitlighet"))
    fixed = tuple(Column(name, width_mm=41.5) for name in ("Källa", "Styrka", "Svaghet", "Tillförlitlighet"))
    assert lines_of(free, (row, row)) < lines_of(fixed, (row, row))


def test_a_width_of_the_look_takes_no_more_than_its_words_need_where_others_are_short_of_room() -> None:
    long = Cell("Barn i högstadieåldern dras in i narkotikaförsäljning kring skolan och centrum, tydligast sedan hösten. " * 2)
    fitted = column_widths((Column("Id", width_mm=60.0), Column("Text")), ((Cell("P1"), long),))
    assert fitted.columns[0] < 12


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    narrow = column_widths((Column("A"), Column("B")), ((Cell("kort"), Cell("ord " * 90)),))
    one, many = ((Cell("kort"), Cell("kort")), (Cell("kort"), Cell("ord " * 90)))
    assert row_height(many, narrow) > 2 * row_height(one, narrow)
