"""The history of each dimension: every level that was stated, round by round, and never a level that was not."""

from __future__ import annotations

from editions import Made

from briefing.document.document import Table
from briefing.document.figure import HISTORY, Figure, Panels
from briefing.document.wording import NBSP


def table(edition: Made) -> Table:
    return next(block for block in edition.document.blocks() if isinstance(block, Table) and block.id == "historik")


def figure(edition: Made) -> Figure:
    return next(block for block in edition.document.blocks() if isinstance(block, Figure) and block.id.startswith(HISTORY))


def test_every_round_is_a_column_and_every_level_a_word_with_a_sign(fullstandig: Made) -> None:
    found = table(fullstandig)
    assert [each.heading for each in found.columns] == ["Dimension", f"2026 kv{NBSP}1", f"2026 kv{NBSP}2"]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in found.rows}
    assert rows["Rekrytering"] == ["förhöjd", "hög"]
    assert rows["Platser"] == ["hög", "förhöjd"]
    assert all(cell.symbol and cell.basis for row in found.rows for cell in row[1:])


def test_what_is_only_ever_text_has_no_level_to_follow(fullstandig: Made) -> None:
    assert not {row[0].text for row in table(fullstandig).rows} & {"Samlad bild", "Förväntad utveckling"}


def test_the_picture_shows_what_the_table_says(fullstandig: Made) -> None:
    picture = figure(fullstandig).picture
    assert isinstance(picture, Panels)
    drawn = {panel.title: list(panel.chart.traces[0].value_labels) for panel in picture.panels}
    assert drawn == {row[0].text: [cell.text for cell in row[1:]] for row in table(fullstandig).rows}
    assert "Rekrytering: 2026 kv\u00a01 förhöjd; 2026 kv\u00a02 hög." in figure(fullstandig).alt
