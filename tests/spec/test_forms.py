"""Forms: what is filled in comes out as from a declaration, wherever it was filled in; the rest is a sentence with field and place."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from builders_forms import (
    FIELDS,
    POLICE,
    TOML,
    W,
    changed,
    control_of,
    excel_form,
    excel_place,
    in_excel,
    in_python_docx,
    in_word,
    read_form,
    read_toml,
    said,
    word_form,
)
from lxml import etree

from briefing.observations.form_fields import WORDS, folded
from briefing.observations.reading import Reading
from briefing.observations.statement import SituationLevel
from briefing.outputs.edited import edited_faults
from briefing.outputs.file import File
from briefing.terms.period import Quarter
from briefing.terms.sensitivity import Sensitivity

NUMBER = "811228-9874"
REKRYTERING = ("rekrytering", "text")


def in_word_file(fields: dict[tuple[str, str], str]) -> Reading:
    return read_form(in_word(fields))


def in_overwritten_file(fields: dict[tuple[str, str], str]) -> Reading:
    return read_form(in_python_docx(fields))


def in_workbook(fields: dict[tuple[str, str], str]) -> Reading:
    return read_form(in_excel(fields), "2026-K3.xlsx")


Way = Callable[[dict[tuple[str, str], str]], Reading]
ways = pytest.mark.parametrize("way", [in_word_file, in_overwritten_file, in_workbook])


@ways
def test_a_filled_in_form_says_what_a_declaration_says(way: Way) -> None:
    reading = way(dict(FIELDS))
    assert (reading.refusals, reading.doubts) == ((), ())
    assert said(reading) == said(read_toml(TOML))
    assert (reading.rows_read, reading.rows_accepted) == (3, 3)


def test_every_statement_leads_to_its_field() -> None:
    places = [each.citation.place for each in in_word_file(dict(FIELDS)).statements]
    assert places == ["fältet Rekrytering", "fältet Platser", "fältet Samlad bild"]
    (place, *_) = [each.citation.place for each in in_workbook(dict(FIELDS)).statements]
    assert place.startswith("blad Formulär, rad ")
    assert place.endswith("(Rekrytering)")


@pytest.mark.parametrize(("content", "name"), [(word_form(), "2026-K3.docx"), (excel_form(), "2026-K3.xlsx")])
def test_a_form_without_answers_says_nothing_and_refuses_nothing(content: bytes, name: str) -> None:
    reading = read_form(content, name)
    assert (reading.statements, reading.refusals, reading.rows_read) == ((), (), 0)


@ways
def test_a_form_without_a_day_is_dated_when_it_came(way: Way) -> None:
    reading = way({("platser", "level"): "hög"})
    assert [each.dated for each in reading.statements] == [date(2026, 10, 12)]
    assert "Datum är inte ifyllt" in reading.doubts[0].text


@ways
@pytest.mark.parametrize("written", ["2026-10-03", "3 oktober 2026", "den 3:e okt. 2026", "3 Oktober, 2026"])
def test_a_day_may_be_written_in_words(way: Way, written: str) -> None:
    reading = way({**FIELDS, ("", "dated"): written})
    assert {each.dated for each in reading.statements} == {date(2026, 10, 3)}
    assert (reading.refusals, reading.doubts) == ((), ())


@ways
@pytest.mark.parametrize("written", ["3/10 2026", "i höstas", "31 februari 2026"])
def test_a_day_that_cannot_be_read_costs_no_answer_and_is_said(way: Way, written: str) -> None:
    reading = way({**FIELDS, ("", "dated"): written})
    assert {each.dated for each in reading.statements} == {date(2026, 10, 12)}
    (doubt,) = reading.doubts
    assert f'"{written}" går inte att läsa som ett datum; dagen då formuläret kom, 2026-10-12, används' in doubt.text


@ways
def test_a_text_stands_though_the_level_beside_it_is_outside_the_scale(way: Way) -> None:
    reading = way({("rekrytering", "level"): "ganska hög", REKRYTERING: "Unga värvas på nätet."})
    (statement,) = reading.statements
    assert (statement.level, statement.text) == (None, "Unga värvas på nätet.")
    assert ['"ganska hög" i ' in each.found for each in reading.refusals] == [True]
    assert (reading.rows_read, reading.rows_accepted) == (1, 1)


@ways
def test_nothing_is_used_beside_a_sensitivity_that_cannot_be_read(way: Way) -> None:
    reading = way({("rekrytering", "sensitivity"): "hemlig", REKRYTERING: "Unga värvas på nätet."})
    assert reading.statements == ()
    assert (reading.rows_read, reading.rows_accepted) == (1, 0)


@ways
def test_a_level_outside_the_scale_is_refused_with_field_and_place_and_the_others_stand(way: Way) -> None:
    reading = way({**FIELDS, ("platser", "level"): "katastrofal"})
    (refusal,) = reading.refusals
    assert '"katastrofal" i ' in refusal.found
    assert "Nivå" in refusal.found
    assert refusal.expected == "ett av låg, förhöjd, hög, mycket hög"
    assert [each.dimension for each in reading.statements] == ["rekrytering", "samlad-bild"]
    assert (reading.rows_read, reading.rows_accepted) == (3, 2)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize(
    ("form", "found"),
    [
        ((Quarter(2026, 2), POLICE.id, "2480"), "ett formulär för 2026 kvartal\u00a02"),
        ((Quarter(2026, 3), "forvaltning-skola", "2480"), 'formuläret "forvaltning-skola"'),
        ((Quarter(2026, 3), POLICE.id, "2482"), 'ett formulär för kommun "2482"'),
    ],
    ids=["period", "contributor", "municipality"],
)
def test_another_form_is_refused_in_one_sentence(ending: str, form: tuple[Quarter, str, str], found: str) -> None:
    content = word_form(*form) if ending == "docx" else excel_form(*form)
    reading = read_form(content, f"2026-K3.{ending}")
    (refusal,) = reading.refusals
    assert (refusal.found, reading.statements) == (found, ())


def test_a_file_that_is_no_form_of_ours_is_refused() -> None:
    plain = BytesIO()
    docx.Document().save(plain)
    (refusal,) = read_form(plain.getvalue()).refusals
    assert refusal.found == "en fil som inte säger vilket formulär den är"
    (refusal,) = read_form(word_form()[: len(word_form()) // 2]).refusals
    assert "inte går att öppna" in refusal.found


@ways
def test_a_personal_number_refuses_the_whole_form_and_is_masked(way: Way) -> None:
    reading = way({**FIELDS, REKRYTERING: f"Personen {NUMBER} har setts."})
    (refusal,) = reading.refusals
    assert reading.statements == ()
    assert "personnummer (••••••-••••)" in refusal.found
    assert NUMBER not in refusal.text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ring 090-12 34 56 för mer.", "ett telefonnummer"),
        ("De samlas på Storgatan 12 varje kväll.", "en adress"),
        ("Skriv till tips@example.se om det.", "en e-postadress"),
        ("Lägenheten ligger i 903 26 Umeå.", "en adress"),
    ],
)
@ways
def test_a_text_that_points_out_a_person_is_stopped_and_the_level_beside_it_kept(way: Way, text: str, what: str) -> None:
    reading = way({**FIELDS, REKRYTERING: text})
    (refusal,) = reading.refusals
    assert refusal.found.startswith(what)
    assert not any(letter.isdigit() for letter in refusal.found)
    told = {each.dimension: each for each in reading.statements}
    assert (told["rekrytering"].text, told["rekrytering"].level) == ("", SituationLevel.MYCKET_HOG)
    assert reading.rows_accepted == 3


def test_a_street_without_a_number_is_a_place_and_no_address() -> None:
    reading = in_word_file({**FIELDS, REKRYTERING: "Försäljningen längs Storgatan har ökat sedan 2024, med 12 fall."})
    assert reading.refusals == ()


@ways
def test_the_police_may_clear_a_text_and_without_that_it_is_internal(way: Way) -> None:
    reading = way({**FIELDS, ("rekrytering", "sensitivity"): "öppen", ("platser", "sensitivity"): "begränsad"})
    levels = {each.dimension: each.sensitivity for each in reading.statements}
    assert levels == {"rekrytering": Sensitivity.OPPEN, "platser": Sensitivity.BEGRANSAD, "samlad-bild": Sensitivity.INTERN}


def test_a_contributor_who_may_not_clear_can_only_close() -> None:
    source = replace(POLICE, may_clear=False)
    filled = in_word({**FIELDS, ("rekrytering", "sensitivity"): "öppen", ("platser", "sensitivity"): "begränsad"})
    levels = {each.dimension: each.sensitivity for each in read_form(filled, source=source).statements}
    assert (levels["rekrytering"], levels["platser"]) == (Sensitivity.INTERN, Sensitivity.BEGRANSAD)


def test_what_is_written_outside_the_fields_is_named_and_never_lost_in_silence() -> None:
    def write(body: etree._Element) -> None:
        last = list(body.iter(f"{W}p"))[-1]
        extra = deepcopy(last)
        for each in list(extra):
            extra.remove(each)
        run = etree.SubElement(extra, f"{W}r")
        etree.SubElement(run, f"{W}t").text = "Det har också brunnit."
        body.find(f"{W}body").insert(3, extra)  # type: ignore[union-attr]

    reading = read_form(changed(in_word(dict(FIELDS)), write))
    assert said(reading) == said(read_toml(TOML))
    assert ['"Det har också brunnit."' in each.text for each in reading.doubts] == [True]


def test_a_dimension_may_be_moved() -> None:
    def move(body: etree._Element) -> None:
        content = body.find(f"{W}body")
        assert content is not None
        table = next(control_of(body, "rekrytering", "level").iterancestors(f"{W}tbl"))
        content.insert(0, table)

    assert said(read_form(changed(in_word(dict(FIELDS)), move))) == said(read_toml(TOML))


def test_a_dimension_that_was_deleted_is_unanswered_and_named() -> None:
    def delete(body: etree._Element) -> None:
        table = next(control_of(body, "rekrytering", "level").iterancestors(f"{W}tbl"))
        table.getparent().remove(table)  # type: ignore[union-attr]

    reading = read_form(changed(in_word(dict(FIELDS)), delete))
    assert [each.dimension for each in reading.statements] == ["platser", "samlad-bild"]
    assert ['"Rekrytering"' in each.text for each in reading.doubts] == [True]


def test_a_row_that_stands_twice_with_two_answers_keeps_the_first_and_refuses_the_second() -> None:
    def double(body: etree._Element) -> None:
        row = next(control_of(body, "rekrytering", "level").iterancestors(f"{W}tr"))
        copy = deepcopy(row)
        next(control_of(copy, "rekrytering", "level").find(f"{W}sdtContent").iter(f"{W}t")).text = "låg"  # type: ignore[union-attr]
        row.addnext(copy)

    reading = read_form(changed(in_word(dict(FIELDS)), double))
    assert said(reading) == said(read_toml(TOML))
    (refusal,) = reading.refusals
    assert (refusal.found, refusal.place) == ('ett andra svar, "låg"', "fältet Rekrytering, Nivå")


def test_rows_and_columns_of_the_workbook_may_be_moved() -> None:
    def move(sheet: object) -> None:
        sheet.insert_rows(3, 4)  # type: ignore[attr-defined]
        sheet.insert_cols(5, 2)  # type: ignore[attr-defined]

    filled = in_excel(dict(FIELDS), move)
    assert said(read_form(filled, "2026-K3.xlsx")) == said(read_toml(TOML))


def test_a_row_of_the_workbook_that_was_deleted_is_unanswered_and_named() -> None:
    def delete(sheet: object) -> None:
        sheet.delete_rows(excel_place(sheet, "rekrytering", "text")[0])  # type: ignore[attr-defined]

    reading = read_form(in_excel(dict(FIELDS), delete), "2026-K3.xlsx")
    assert [each.dimension for each in reading.statements] == ["platser", "samlad-bild"]
    assert ['"Rekrytering"' in each.text for each in reading.doubts] == [True]


def test_a_row_that_was_added_to_the_workbook_is_named_with_its_cells() -> None:
    def add(sheet: object) -> None:
        row, column = excel_place(sheet, "samlad-bild", "text")
        sheet.cell(row + 1, 1).value = "Bränder"  # type: ignore[attr-defined]
        sheet.cell(row + 1, column).value = "Två bilar har brunnit."  # type: ignore[attr-defined]

    reading = read_form(in_excel(dict(FIELDS), add), "2026-K3.xlsx")
    assert said(reading) == said(read_toml(TOML))
    (remark,) = reading.doubts
    assert '"Två bilar har brunnit."' in remark.text
    assert "kolumn I" in remark.text


def test_a_prompt_that_was_left_beside_the_answer_is_no_part_of_it() -> None:
    (told,) = in_word_file({REKRYTERING: "Klicka här och skriv Värvningen ökar."}).statements
    assert told.text == "Värvningen ökar."


def test_the_words_of_the_form_are_the_words_of_the_declaration() -> None:
    assert [folded(each) for each in WORDS["level"]] == [each.value for each in SituationLevel]
    assert [folded(each) for each in WORDS["sensitivity"]] == [each.value for each in Sensitivity]


def test_an_empty_form_follows_the_rules_of_every_word_document() -> None:
    assert edited_faults(File("form.docx", "", word_form())) == ()


def test_the_same_form_is_the_same_bytes() -> None:
    once = (word_form(), excel_form())
    word_form.cache_clear()
    excel_form.cache_clear()
    assert (word_form(), excel_form()) == once
