"""Statements (uppgifter) and assessments (bedomningar), written by people as TOML."""

from __future__ import annotations

from datetime import date

import pytest
from builders_deliveries import assert_accounted_for, delivery, part

from briefing.observations import bedomningar, uppgifter
from briefing.observations.reading import Reading
from briefing.observations.statement import Confidence, Direction, OverallLevel, SituationLevel
from briefing.sources.source import Source
from briefing.terms.sensitivity import Sensitivity

POLICE = Source(
    id="polisen-lagesrapport",
    sensitivity=Sensitivity.INTERN,
    areas={"Ersboda": "2480-ersboda"},
    dimensions={"rekrytering": "Rekrytering", "valdsniva": "Våldsnivå"},
)
TOP = 'dated = 2026-07-02\nbody = "Lokalpolisområde Umeå"\n'
ROW = '[[statement]]\ndimension = "rekrytering"\nlevel = "hog"\n'
SIGNED = 'dated = 2026-07-02\nbody = "Strategiska rådet"\nrole = "Ordförande"\n'
ASSESSMENT = '[[assessment]]\nsubject = "samlad-bedomning"\ntext = "Läget är stabilt."\n'


def statements(text: str, source: Source = POLICE) -> Reading:
    reading = uppgifter.read(delivery(part("2026-K2.toml", text), source=source.id), source)
    assert_accounted_for(reading)
    return reading


def assessments(text: str, source: Source | None = None) -> Reading:
    source = source or Source(id="bedomningar", sensitivity=Sensitivity.OPPEN)
    reading = bedomningar.read(delivery(part("2026-K2.toml", text), source=source.id), source)
    assert_accounted_for(reading)
    return reading


def test_a_statement_with_all_that_can_be_said() -> None:
    more = 'direction = "forsamrad"\nconfidence = "medel"\ntext = "Fler försök."\narea = "Ersboda"\n'
    (told,) = statements(TOP + ROW + more).statements
    assert (told.source, told.dimension, told.area) == ("polisen-lagesrapport", "rekrytering", "2480-ersboda")
    assert (told.level, told.direction, told.confidence) == (SituationLevel.HOG, Direction.FORSAMRAD, Confidence.MEDEL)
    assert (told.text, told.body, told.dated) == ("Fler försök.", "Lokalpolisområde Umeå", date(2026, 7, 2))
    assert told.citation.place == "uppgift 1 (rekrytering)"


def test_what_is_not_said_is_none_and_no_area_is_the_whole_municipality() -> None:
    (told,) = statements(TOP + '[[statement]]\ndimension = "rekrytering"\ntext = "Oklart läge."\n').statements
    assert (told.level, told.direction, told.confidence, told.area) == (None, None, None, "")


@pytest.mark.parametrize(
    ("top", "row", "expected"),
    [("", "", "intern"), ("oppen", "", "intern"), ("begransad", "", "begransad"), ("oppen", "begransad", "begransad")],
)
def test_a_file_can_make_a_statement_more_closed_never_more_open(top: str, row: str, expected: str) -> None:
    above, below = (f'sensitivity = "{word}"\n' if word else "" for word in (top, row))
    (told,) = statements(TOP + above + ROW + below).statements
    assert told.sensitivity.value == expected


@pytest.mark.parametrize(
    ("row", "found", "expected"),
    [
        ('dimension = "rekryterng"\nlevel = "hog"', 'dimensionen "rekryterng"', '"rekrytering"'),
        ('level = "hog"', "ingenting", "en dimension"),
        ('dimension = "rekrytering"', "varken nivå eller text", "level eller text, eller båda"),
        ('dimension = "rekrytering"\nlevel = "röd"', '"röd"', "ett av lag, forhojd, hog, mycket_hog"),
        ('dimension = "rekrytering"\nlevl = "hog"', 'nyckeln "levl"', 'nyckeln "level"'),
        ('dimension = "rekrytering"\nlevel = 3', "level = 3", "en text inom citattecken"),
        ('dimension = "rekrytering"\ntext = "x"\narea = "Mars"', 'området "Mars"', 'ett område som källan känner till: "Ersboda"'),
    ],
)
def test_a_statement_that_cannot_be_used_is_refused_and_the_others_stand(row: str, found: str, expected: str) -> None:
    reading = statements(TOP + '[[statement]]\ndimension = "valdsniva"\nlevel = "lag"\n[[statement]]\n' + row)
    (refusal,) = reading.refusals
    assert (refusal.found, refusal.expected) == (found, expected)
    assert refusal.place.startswith("uppgift 2 (")
    assert len(reading.statements) == 1


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ('body = "Polisen"\n', "ett datum, till exempel 2026-11-03"),
        ('dated = "i går"\nbody = "Polisen"\n', "ett datum, till exempel 2026-11-03"),
        ("dated = 2026-07-02\n", "vem som står för uppgifterna, till exempel en myndighet; aldrig ett personnamn"),
        (TOP + 'sensitivty = "begransad"\n', 'nyckeln "sensitivity"'),
        (TOP + 'sensitivity = "hemlig"\n', "ett av oppen, intern, begransad"),
    ],
)
def test_a_fault_at_the_top_refuses_the_file_once_with_all_its_rows(top: str, expected: str) -> None:
    reading = statements(top + ROW + '[[statement]]\ndimension = "valdsniva"\nlevel = "lag"\n')
    (refusal,) = reading.refusals
    assert (refusal.rows, refusal.expected) == (2, expected)
    assert reading.statements == ()


@pytest.mark.parametrize(("text", "found"), [(TOP + '[[statement]]\ntext = "öppen', "text som inte går"), (TOP, "inget sådant stycke")])
def test_a_file_without_readable_statements_is_one_refusal(text: str, found: str) -> None:
    (refusal,) = statements(text).refusals
    assert refusal.found.startswith(found)


def test_a_statement_made_twice_counts_once_and_another_about_the_same_is_refused() -> None:
    reading = statements(TOP + ROW + ROW + ROW.replace("hog", "lag"))
    assert (len(reading.statements), reading.duplicates, reading.rows_refused) == (1, 1, 1)
    assert reading.refusals[0].expected == "samma sak som i uppgift 1 (rekrytering)"


def test_a_source_that_fixes_no_dimensions_takes_any() -> None:
    assert len(statements(TOP + '[[statement]]\ndimension = "annat"\ntext = "x"\n', Source()).statements) == 1


def test_an_assessment_with_all_that_can_be_said() -> None:
    more = 'level = "gult"\nlikelihood = "trolig"\nrests_on = ["niva:a", "uppgift:b"]\nspeaks_against = "Färre anmälningar."\n'
    (told,) = assessments(SIGNED + ASSESSMENT + more).assessments
    assert (told.subject, told.level, told.body, told.role) == ("samlad-bedomning", OverallLevel.GULT, "Strategiska rådet", "Ordförande")
    assert (told.rests_on, told.speaks_against, told.likelihood) == (("niva:a", "uppgift:b"), "Färre anmälningar.", "trolig")
    assert (told.citation.place, told.sensitivity) == ("bedömning 1 (samlad-bedomning)", Sensitivity.OPPEN)


def test_an_assessment_may_be_signed_by_another_than_the_file() -> None:
    own = 'body = "Polisen"\nrole = "Kommunpolis"\ndated = "2026-07-05"\nsensitivity = "begransad"\n'
    (told,) = assessments(SIGNED + ASSESSMENT + own).assessments
    assert (told.body, told.role, told.dated, told.sensitivity) == ("Polisen", "Kommunpolis", date(2026, 7, 5), Sensitivity.BEGRANSAD)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dated = 2026-07-02\n" + ASSESSMENT, "bedömning 1 (samlad-bedomning), body"),
        ('body = "Rådet"\n' + ASSESSMENT, "bedömning 1 (samlad-bedomning), dated"),
        (SIGNED + '[[assessment]]\nsubject = "kort-sagt"\ntext = "  "\n', "bedömning 1 (kort-sagt), text"),
        (SIGNED + '[[assessment]]\ntext = "x"\n', "bedömning 1 (?), subject"),
        (SIGNED + ASSESSMENT + 'level = "hog"\n', "bedömning 1 (samlad-bedomning), level"),
        (SIGNED + ASSESSMENT + 'rests_on = "a"\n', "bedömning 1 (samlad-bedomning), rests_on"),
    ],
)
def test_an_assessment_that_nobody_signed_or_that_says_nothing_is_refused(text: str, place: str) -> None:
    reading = assessments(text)
    (refusal,) = reading.refusals
    assert refusal.place == place
    assert reading.assessments == ()
