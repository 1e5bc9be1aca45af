"""The rules of a lägesbild, held against the demo's quarterly edition and its briefing for the council."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from editions import Made

from briefing.document.document import Cell, Origin, Paragraph, Table, Text
from briefing.document.figure import Figure, charts_of
from briefing.document.wording import MISSING_IS_NOT_ABSENT
from briefing.findings.finding import Level
from briefing.terms.sensitivity import Sensitivity

EDITIONS = ["kvartal", "radsbriefing", "fullstandig", "publik", "kf_rapport", "namnd"]
WITHOUT_HUMAN_TEXT = ("publik", "namnd")  # in the demo: what people wrote is intern, and nobody has written for the nämnd
WITHOUT_INVENTED = ("publik",)


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Made:
    made: Made = request.getfixturevalue(request.param)
    return made


def texts(made: Made) -> list[Text]:
    return [block for block in made.document.blocks() if isinstance(block, Text)]


def tables(made: Made) -> list[Table]:
    return [block for block in made.document.blocks() if isinstance(block, Table)]


def cells(made: Made) -> list[Cell]:
    return [cell for table in tables(made) if table.id != "dokumentuppgifter" for row in table.rows for cell in row]


def section_text(made: Made, number: str) -> str:
    section = next(each for each in made.document.sections if each.number == number)
    return " ".join(paragraph.text for block in section.blocks if isinstance(block, Text) for paragraph in block.paragraphs)


def test_2026_kvartal_2_has_3_132_reported_crimes_preliminary(kvartal: Made) -> None:
    said = section_text(kvartal, "4.1").replace("\u00a0", " ")
    assert "Under 2026 kvartal 2 anmäldes 3 132 (p) brott, eller 2 315 (p) per 100 000 invånare." in said
    assert "De senaste fyra kvartalen anmäldes 11 790 (p) brott, eller 8 733 (p) per 100 000 invånare." in said


def test_every_computed_paragraph_with_a_digit_has_a_basis(edition: Made) -> None:
    computed = [text for text in texts(edition) if text.origin is not Origin.FAST]
    with_digit = [each for text in computed for each in text.paragraphs if re.search(r"\d", each.text)]
    assert with_digit
    assert [each.text for each in with_digit if not each.basis] == []


def test_every_cell_with_a_number_has_a_basis(edition: Made) -> None:
    assert [cell.text for cell in cells(edition) if cell.value is not None and not cell.basis] == []


def test_every_human_text_says_who_stands_for_it_and_when(edition: Made) -> None:
    human = [text for text in texts(edition) if text.origin.is_human]
    assert bool(human) == (edition.request.edition.kind not in WITHOUT_HUMAN_TEXT)
    assert all(re.search(r"\d{4}-\d{2}-\d{2}", text.signature) for text in human)


def test_every_indicator_that_the_outline_asks_for_is_shown_or_is_a_gap(edition: Made) -> None:
    shown = {finding.subject.indicator for finding in edition.production.findings.all if isinstance(finding, Level)}
    gaps = {gap.subject for gap in edition.production.gaps}
    assert {subject.indicator for subject in edition.outline.subjects} <= shown | gaps


def test_a_gap_paragraph_says_that_missing_is_not_absent(edition: Made) -> None:
    gaps = [text for text in texts(edition) if text.origin is Origin.LUCKA]
    assert all(text.paragraphs[-1].text.rstrip().endswith(MISSING_IS_NOT_ABSENT) for text in gaps)


def test_a_section_without_input_prints_one_gap_paragraph_not_one_per_indicator(kvartal: Made) -> None:
    for section in kvartal.document.sections:
        gaps = [block for block in section.blocks if isinstance(block, Text) and block.origin is Origin.LUCKA and not block.point]
        assert len(gaps) <= 1, section.heading


def test_nothing_is_more_sensitive_than_the_document(kvartal: Made) -> None:
    used = [each.sensitivity for each in (*kvartal.material.statements, *kvartal.material.assessments)]
    assert Sensitivity.INTERN in used
    assert kvartal.document.sensitivity is Sensitivity.INTERN


def test_invented_content_is_marked_wherever_it_shows(edition: Made) -> None:
    invented = {source.id for source in edition.material.sources if source.synthetic}
    assert invented >= {"polisen-lagesrapport", "bedomningar"}
    for text in texts(edition):
        rests_on = [basis for paragraph in text.paragraphs for basis in paragraph.basis if not basis.startswith("lucka:")]
        from_invented = any(source in basis for source in invented for basis in rests_on)
        assert text.synthetic or not from_invented, text.paragraphs[0].text
    has_invented = edition.request.edition.kind not in WITHOUT_INVENTED
    assert edition.document.synthetic == has_invented
    assert (edition.file(".html").content.decode().count("EXEMPEL") > 3) == has_invented


def test_where_more_is_not_worse_nothing_is_better_or_worse(kvartal: Made) -> None:
    interpreted = {each.label for each in kvartal.request.indicators if each.polarity.value == "tolkas"}
    matrix = next(table for table in tables(kvartal) if table.id == "matris")
    words = {row[0].text: row[3].text for row in matrix.rows}
    assert interpreted & set(words)
    assert [label for label, word in words.items() if label in interpreted and re.search("bättre|sämre", word)] == []


def test_a_verdict_is_the_same_word_in_sentence_table_and_alt_text(kvartal: Made) -> None:
    matrix = next(table for table in tables(kvartal) if table.id == "matris")
    row = next(row for row in matrix.rows if row[0].text == "Skadegörelse")
    figure = next(block for block in kvartal.document.blocks() if isinstance(block, Figure) and "Skadegörelse" in block.alt)
    assert row[2].text in section_text(kvartal, "4.8")
    assert f"{row[2].text} ({row[2].note.replace('väntat', 'väntat antal')})" in figure.alt


def test_the_comparable_municipalities_are_printed(edition: Made) -> None:
    said = " ".join(note for table in tables(edition) for note in table.notes)
    assert all(area.name in said for area in edition.request.peers)


def test_sections_keep_their_numbers_when_others_are_left_out(kvartal: Made) -> None:
    numbers = {section.heading: section.number for section in kvartal.document.sections}
    assert (numbers["Polisens lägesbild"], numbers["Kunskapsluckor"], numbers["Samlad bedömning"]) == ("5", "4.15", "9.1")


def test_headings_never_skip_a_level(edition: Made) -> None:
    depths = [section.depth for section in edition.document.sections]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_every_figure_has_an_alt_text_from_its_own_numbers_and_a_table_of_them(kvartal: Made) -> None:
    figures = [block for block in kvartal.document.blocks() if isinstance(block, Figure) and block.label]
    printed = {cell.text for table in tables(kvartal) if table.id.startswith("data-") for row in table.rows for cell in row}
    assert figures
    for figure in figures:
        for chart in charts_of(figure):
            own = chart.own
            assert own is not None
            assert f"senast {own.value_labels[-1]}" in figure.alt
            assert set(own.value_labels) <= printed


def test_tables_and_figures_are_numbered_in_reading_order(kvartal: Made) -> None:
    blocks = [block for section in kvartal.document.sections for block in section.blocks]
    for kind, word in ((Table, "Tabell"), (Figure, "Figur")):
        labels = [block.label for block in blocks if isinstance(block, kind)]
        assert labels == [f"{word} {number}" for number in range(1, len(labels) + 1)]


def test_the_gate_lets_the_demo_through(edition: Made) -> None:
    assert edition.production.refusals == ()


def test_the_briefing_shows_each_of_the_fixed_dimensions_now_and_before(radsbriefing: Made) -> None:
    table = next(table for table in tables(radsbriefing) if table.id == "andrade")
    police = next(source for source in radsbriefing.material.sources if source.id == "polisen-lagesrapport")
    levelled = [label for dimension, label in police.dimensions.items() if dimension not in ("samlad-bild", "forvantad-utveckling")]
    assert sorted(row[1].text for row in table.rows) == sorted(levelled)
    assert [row[0].text for row in table.rows][:3] == ["Försämrad"] * 3


def test_programs_find_and_humans_assess(kvartal: Made) -> None:
    judgements = [text for text in texts(kvartal) if text.overall]
    assert all(text.origin is Origin.SAMORDNARE and text.control for text in judgements)
    computed = [each.text for text in texts(kvartal) if text.origin is Origin.DATA for each in text.paragraphs]
    assert [each for each in computed if re.search(r"\b(beror på|orsakas|därför att|allvarlig|trygg)\b", each)] == []


def test_numbers_are_printed_the_swedish_way(edition: Made) -> None:
    said = [paragraph.text for text in texts(edition) if text.origin is Origin.DATA for paragraph in text.paragraphs]
    said += [cell.text for cell in cells(edition) if cell.value is not None]
    assert [each for each in said if re.search(r"\d[.,]\d{3}\b|\d\.\d|\d \d{3}\b", each)] == []


def paragraphs_of(made: Made) -> list[Paragraph]:
    return [paragraph for text in texts(made) for paragraph in text.paragraphs]


def test_no_paragraph_is_empty_and_no_word_is_left_unfilled(edition: Made) -> None:
    for paragraph in paragraphs_of(edition):
        assert paragraph.text.strip()
        assert not re.search(r"\{\{|\}\}|\bNone\b|\bnan\b|  ", paragraph.text), paragraph.text
