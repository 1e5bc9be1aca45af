"""Forms of judgements: signed, in the workspace's own words of likelihood, asked for each problem and each area."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from builders_forms import PERIOD, RECEIVED, in_word, templates

from briefing.document.form import Asking, Form, forms_of
from briefing.document.prose import Prose
from briefing.observations.bedomningar import read
from briefing.observations.observations import observations_of
from briefing.observations.reading import Material, Reading
from briefing.observations.statement import Entry, OverallLevel, SituationLevel
from briefing.outputs.edited import edited_faults
from briefing.outputs.file import File
from briefing.outputs.form_excel import render_form_excel
from briefing.outputs.form_word import render_form_word
from briefing.sources.register import RegisterField, RegisterLayout
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.likelihood import LIKELIHOOD
from briefing.terms.period import Quarter
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.municipalities import municipalities

AREA = LocalArea("2480R001", "Exempelområdet", AreaKind.EGET)
JUDGED = Source(
    id="bedomningar",
    format="bedomningar",
    title="Kommunens bedömningar",
    producer="Samordningsfunktionen",
    origin="samordnare",
    sensitivity=Sensitivity.INTERN,
    dimensions={"samlad-bedomning": "Samlad bedömning", "orsaksanalys": "Orsaksanalys", "ordning": "Ordning", "samlat-lage": "Samlat läge"},
    fields={"orsaksanalys": ("likelihood", "text", "rests_on", "speaks_against", "sensitivity")},
    each={"orsaksanalys": "problem"},
    per_area=("ordning", "samlat-lage"),
    observed=("ordning",),
    areas={AREA.name: AREA.code},
    likelihood=tuple(LIKELIHOOD),
    municipality="2480",
    register_of_areas=(AREA,),
)
PROBLEMS = Source(
    id="register-problem", format="register", register=RegisterLayout("problem", "problem", fields={"problem": RegisterField("Vad")})
)
SIGNED = {("", "body"): "Samordningsfunktionen", ("", "role"): "samordnare", ("", "dated"): "2026-10-10"}
FIELDS: Mapping[tuple[str, str], str] = {
    ("samlad-bedomning", "overall"): "gult",
    ("samlad-bedomning", "likelihood"): "mycket troligt",
    ("samlad-bedomning", "text"): "Läget är oförändrat.",
    ("samlad-bedomning", "rests_on"): "polisens lägesrapport; samtal med skolor",
    ("samlad-bedomning", "speaks_against"): "Anmälningarna minskar.",
    ("orsaksanalys-p1", "text"): "Försäljningen har flyttat.",
    **SIGNED,
}
LABELS = {"overall": "Läge", "likelihood": "Sannolikhet", "text": "Beskrivning", "rests_on": "Bygger på", "speaks_against": "Talar emot"}
LABELS |= {"level": "Nivå", "direction": "Riktning", "body": "Lämnas av", "role": "Funktion", "dated": "Datum"}


@cache
def forms() -> tuple[Form, ...]:
    """The form of the municipality and that of the area, with one problem that is open."""
    delivery = Delivery(PROBLEMS.id, Quarter(2026, 2), 1, date(2026, 7, 6), ())
    row = Entry("problem", "P1", {"problem": "Försäljning i centrum"}, Sensitivity.INTERN, Citation(delivery.id, "rad 1"))
    material = Material(observations_of({}), (), (), (row,), (), (), (delivery,), (JUDGED, PROBLEMS))
    asking = Asking(municipalities()["2480"], "Samordningsfunktionen", material, (), Prose(templates()), (AREA,))
    return tuple(forms_of(JUDGED, PERIOD, asking))


def labels() -> dict[str, str]:
    return {
        "samlad-bedomning": "Samlad bedömning",
        "orsaksanalys-p1": "Orsaksanalys: P1",
        "ordning": "Ordning",
        "samlat-lage": "Samlat läge",
    }


def word(fields: Mapping[tuple[str, str], str], form: int = 0) -> Reading:
    return read_form(in_word(fields, render_form_word(forms()[form], templates()).content), "2026-K3.docx")


def overwritten(fields: Mapping[tuple[str, str], str], form: int = 0) -> Reading:
    """Filled in by a program that knows nothing of controls: they and what they say are gone."""
    document = docx.Document(BytesIO(render_form_word(forms()[form], templates()).content))
    names = ["", *(each.fields[0].name.dimension for each in forms()[form].dimensions)]
    tables = dict(zip(names, document.tables, strict=True))
    for (dimension, key), text in fields.items():
        next(row for row in tables[dimension].rows if row.cells[0].text == LABELS[key]).cells[1].text = text
    return read_form(_saved(document), "2026-K3.docx")


def excel(fields: Mapping[tuple[str, str], str], form: int = 0) -> Reading:
    book = openpyxl.load_workbook(BytesIO(render_form_excel(forms()[form]).content))
    sheet = book.active
    assert sheet is not None
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {sheet.cell(rows["Uppgift"], column).value: column for column in range(1, sheet.max_column + 1)}
    for (dimension, key), text in fields.items():
        place = (rows[labels()[dimension]], columns[LABELS[key]]) if dimension else (rows[LABELS[key]], 2)
        sheet.cell(*place).value = text
    return read_form(_saved(book), "2026-K3.xlsx")


def _saved(file: Any) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def read_form(content: bytes, name: str, source: Source = JUDGED) -> Reading:
    return read(Delivery(source.id, PERIOD, 1, RECEIVED, (Part(name, len(content), "0" * 128, content),)), source)


Way = Callable[..., Reading]
ways = pytest.mark.parametrize("way", [word, overwritten, excel])


@ways
def test_a_judgement_is_read_with_what_it_rests_on_and_what_speaks_against_it(way: Way) -> None:
    reading = way(FIELDS)
    assert (reading.refusals, reading.doubts, reading.rows_read) == ((), (), 2)
    whole, cause = reading.assessments
    assert (whole.subject, whole.level, whole.likelihood) == ("samlad-bedomning", OverallLevel.GULT, "mycket troligt")
    assert (whole.rests_on, whole.speaks_against) == (("polisens lägesrapport", "samtal med skolor"), "Anmälningarna minskar.")
    assert (whole.body, whole.role, whole.dated) == ("Samordningsfunktionen", "samordnare", date(2026, 10, 10))
    assert (cause.subject, cause.text, cause.level) == ("orsaksanalys-p1", "Försäljningen har flyttat.", None)


@ways
def test_a_form_of_an_area_gives_observations_and_a_signed_judgement_of_that_area(way: Way) -> None:
    told = {("ordning", "level"): "hög", ("ordning", "direction"): "försämrad", ("ordning", "text"): "Fler bråk vid torget."}
    reading = way({**told, ("samlat-lage", "overall"): "rött", ("samlat-lage", "text"): "Läget har blivit sämre.", **SIGNED}, 1)
    assert (reading.refusals, reading.doubts) == ((), ())
    (statement,), (judgement,) = reading.statements, reading.assessments
    assert (statement.area, statement.dimension, statement.level) == (AREA.code, "ordning", SituationLevel.HOG)
    assert (judgement.area, judgement.subject, judgement.level) == (AREA.code, "samlat-lage", OverallLevel.ROTT)


@pytest.mark.parametrize("key", ["body", "role", "dated"])
@ways
def test_a_judgement_without_author_or_day_is_refused_and_the_field_is_named(way: Way, key: str) -> None:
    reading = way({name: text for name, text in FIELDS.items() if name != ("", key)})
    (refusal,) = reading.refusals
    assert reading.assessments == ()
    assert LABELS[key] in refusal.text
    assert (reading.rows_read, reading.rows_refused) == (2, 2)


@ways
def test_a_word_of_likelihood_outside_the_list_is_refused_with_what_stood_and_what_is_expected(way: Way) -> None:
    reading = way({**FIELDS, ("samlad-bedomning", "likelihood"): "kanske"})
    (refusal,) = reading.refusals
    assert '"kanske" i ' in refusal.found
    assert "Sannolikhet" in refusal.found
    assert refusal.expected == "ett av " + ", ".join(LIKELIHOOD)
    assert [each.subject for each in reading.assessments] == ["orsaksanalys-p1"]


@ways
def test_a_level_that_is_not_green_yellow_or_red_is_refused(way: Way) -> None:
    (refusal,) = way({**FIELDS, ("samlad-bedomning", "overall"): "orange"}).refusals
    assert refusal.expected == "ett av grönt, gult, rött"


@pytest.mark.parametrize("key", ["text", "speaks_against", "rests_on"])
@ways
def test_a_judgement_that_points_out_a_person_is_refused_and_masked(way: Way, key: str) -> None:
    reading = way({**FIELDS, ("samlad-bedomning", key): "Ring 090-12 34 56."})
    (refusal,) = reading.refusals
    assert refusal.found.startswith("ett telefonnummer")
    assert not any(letter.isdigit() for letter in refusal.found)
    assert [each.subject for each in reading.assessments] == ["orsaksanalys-p1"]


def test_a_level_alone_without_a_text_is_no_judgement() -> None:
    (refusal,) = excel({("samlad-bedomning", "overall"): "rött", **SIGNED}).refusals
    assert refusal.expected == "bedömningen i text"


@pytest.mark.parametrize("form", [0, 1])
def test_a_form_of_judgements_that_nobody_has_answered_says_and_refuses_nothing(form: int) -> None:
    for reading in (word({}, form), excel({}, form)):
        assert (reading.assessments, reading.statements, reading.refusals, reading.rows_read) == ((), (), (), 0)


def test_a_form_of_an_area_that_is_not_declared_is_refused() -> None:
    content = render_form_excel(replace(forms()[1], area=replace(AREA, code="2480R009"))).content
    (refusal,) = read_form(content, "2026-K3.xlsx").refusals
    assert refusal.found == 'ett formulär för området "2480R009"'


def test_the_words_of_the_workspace_are_the_choices_and_stand_in_the_guide() -> None:
    (field,) = (each for each in forms()[0].dimensions[0].fields if each.name.key == "likelihood")
    assert field.choices == tuple(LIKELIHOOD)
    assert "mycket osannolikt" in " ".join(each.text for each in forms()[0].guide)


def test_a_form_of_judgements_follows_the_rules_of_every_word_document() -> None:
    for form in forms():
        assert edited_faults(File("form.docx", "", render_form_word(form, templates()).content)) == ()


def test_a_likelihood_in_toml_is_held_against_the_same_list() -> None:
    text = 'dated = 2026-10-10\nbody = "Rådet"\n[[assessment]]\nsubject = "samlad-bedomning"\ntext = "Så är det."\nlikelihood = "{}"\n'
    (refusal,) = read_form(text.format("kanske").encode(), "2026-K3.toml").refusals
    assert refusal.found == '"kanske"'
    assert "likelihood" in refusal.text
    (kept,) = read_form(text.format("Troligt").encode(), "2026-K3.toml").assessments
    assert kept.likelihood == "troligt"


def test_two_forms_with_two_answers_keep_the_first_and_refuse_the_second() -> None:
    contents = [in_word({**FIELDS, ("samlad-bedomning", "text"): text}, render_form_word(forms()[0], templates()).content) for text in "AB"]
    parts = tuple(Part(f"{name}.docx", len(each), "0" * 128, each) for name, each in zip("ab", contents, strict=True))
    reading = read(Delivery(JUDGED.id, PERIOD, 1, RECEIVED, parts), JUDGED)
    assert {each.subject: each.text for each in reading.assessments} == {
        "samlad-bedomning": "A",
        "orsaksanalys-p1": "Försäljningen har flyttat.",
    }
    (refusal,) = reading.refusals
    assert (refusal.found, refusal.expected) == ("en annan utsaga om samma sak", "samma sak som i a.docx, fältet Samlad bedömning")
    assert reading.duplicates == 1


def test_a_date_before_the_period_is_remarked_upon() -> None:
    (doubt,) = word({**FIELDS, ("", "dated"): "2026-06-01"}).doubts
    assert "Kontrollera datumet" in doubt.text


def test_a_day_that_is_no_day_refuses_the_form_and_names_the_field() -> None:
    (refusal,) = excel({**FIELDS, ("", "dated"): "i går"}).refusals
    assert (refusal.found, "Datum" in refusal.text) == ('"i går"', True)
