from __future__ import annotations

from dataclasses import replace

import pytest
from builders import LEVEL, POLICE, paragraph, sample_document, with_block
from builders_figures import bar_figure, chart_of, with_chart

from briefing.document.document import Cell, Column, Document, Origin, Paragraph, Table, Text
from briefing.outputs.gate import GateReason, refusals
from briefing.terms.edition import Status
from briefing.terms.sensitivity import Sensitivity


def reasons(document: Document, ceiling: Sensitivity = Sensitivity.INTERN) -> list[GateReason]:
    return [each.reason for each in refusals((), document, ceiling)]


def saying(origin: Origin, words: Paragraph) -> Document:
    return with_block(sample_document(), Text(origin, "", (words,)))


def with_cell(cell: Cell) -> Document:
    return with_block(sample_document(), Table("t", "Tabell 9", "Antal", (Column("Antal"),), ((cell,),)))


def test_a_sound_edition_passes() -> None:
    assert reasons(sample_document()) == []


def test_a_number_in_a_text_needs_a_basis() -> None:
    assert reasons(saying(Origin.DATA, paragraph("Det var 12 brott."))) == [GateReason.UTAN_GRUND]
    assert reasons(saying(Origin.LUCKA, paragraph("Det fattas 12 brott."))) == [GateReason.UTAN_GRUND]
    assert reasons(saying(Origin.DATA, paragraph("Det var 12 brott.", basis=(LEVEL,)))) == []


def test_fixed_prose_may_name_a_law_without_a_basis() -> None:
    assert reasons(saying(Origin.FAST, paragraph("Lag (2023:196) gäller."))) == []


@pytest.mark.parametrize("origin", [origin for origin in Origin if origin.is_human])
def test_no_text_stands_in_a_persons_name_unless_a_person_wrote_it(origin: Origin) -> None:
    assert reasons(saying(origin, paragraph("Läget är stabilt."))) == [GateReason.UTAN_AVSANDARE]
    assert reasons(saying(origin, paragraph("Läget är stabilt.", basis=(LEVEL,)))) == [GateReason.UTAN_AVSANDARE]
    assert reasons(saying(origin, paragraph("Läget är stabilt.", basis=(POLICE,)))) == []


def test_a_number_in_a_cell_needs_a_basis() -> None:
    assert reasons(with_cell(Cell("12"))) == [GateReason.UTAN_GRUND]
    assert reasons(with_cell(Cell("tolv", 12.0))) == [GateReason.UTAN_GRUND]
    assert reasons(with_cell(Cell("ökar", note="väntat 2–3"))) == [GateReason.UTAN_GRUND]
    assert reasons(with_cell(Cell("12", 12.0, (LEVEL,)))) == []
    assert reasons(with_cell(Cell("–"))) == []


def test_a_line_with_values_needs_a_basis() -> None:
    figure = bar_figure()
    rootless = with_chart(figure, traces=(replace(chart_of(figure).traces[0], basis=()),))
    assert reasons(with_block(sample_document(), rootless)) == [GateReason.UTAN_GRUND]


@pytest.mark.parametrize(
    ("sensitivity", "ceiling", "passes"),
    [
        (Sensitivity.OPPEN, Sensitivity.OPPEN, True),
        (Sensitivity.INTERN, Sensitivity.OPPEN, False),
        (Sensitivity.INTERN, Sensitivity.INTERN, True),
        (Sensitivity.BEGRANSAD, Sensitivity.INTERN, False),
        (Sensitivity.BEGRANSAD, Sensitivity.BEGRANSAD, True),
    ],
)
def test_nothing_leaves_that_is_more_sensitive_than_the_ceiling(sensitivity: Sensitivity, ceiling: Sensitivity, *, passes: bool) -> None:
    found = reasons(sample_document(sensitivity=sensitivity), ceiling)
    assert found == ([] if passes else [GateReason.FOR_KANSLIG])


def test_an_edition_with_invented_content_says_so_as_a_whole() -> None:
    assert reasons(sample_document(synthetic=False)) == [GateReason.OMARKT_EXEMPEL]


def test_an_edition_with_invented_content_cannot_be_final() -> None:
    assert reasons(sample_document(status=Status.SLUTLIG)) == [GateReason.OMARKT_EXEMPEL]


def test_a_refusal_says_where_and_why_in_swedish() -> None:
    [refusal] = refusals((), with_cell(Cell("12")))
    assert refusal.where == "2480-kvartal-2026-K2 avsnitt 9.1"
    assert refusal.text == "Tabell 9: cellen har ett tal utan grund: 12"
    assert refusal.id == "2480-kvartal-2026-K2 avsnitt 9.1:utan_grund"
