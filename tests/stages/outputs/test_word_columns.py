from __future__ import annotations

import re

import pytest
from builders import sample_document
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.document import Align, Cell, Column, Table
from briefing.outputs.columns import PAGE_WIDTH_MM, column_widths, text_width

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
