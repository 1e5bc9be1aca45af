"""A record written by hand is read back field by field; words that are not used any more are none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from briefing.errors import BriefingError, Problem
from briefing.findings.definitions import Definition
from briefing.findings.earlier import Earlier, EarlierPoint, parse_earlier
from briefing.findings.method_use import MethodId, MethodUse, Parameter
from briefing.observations.statement import Assessment, Confidence, Direction, Entry, OverallLevel, SituationLevel, Statement
from briefing.terms.citation import Citation
from briefing.terms.indicator import Break, Polarity, Tolerance, Unit
from briefing.terms.period import Quarter, Year
from briefing.terms.sensitivity import Sensitivity

SIGNED = {"sensitivity": "oppen", "dated": "2026-07-03", "citation": "polisen/2026-K2, blad Tabell, rad 9"}
STATEMENT = {"source": "polisen", "area": "", "dimension": "vald", "level": "hog", "direction": "forsamrad", "confidence": "medel"}
ASSESSMENT = {"subject": "samlad", "area": "", "level": "gult", "text": "Lugnt.", "body": "Rådet", "role": "ordförande"}
DEFINITION = {
    "indicator": "ran",
    "label": "Rån",
    "definition": "8 kap. BrB",
    "unit": "antal",
    "polarity": "lagre_battre",
    "source": "Brå",
    "breaks": [{"first": "2015", "reason": "Ny metod."}, {"first": "2026-K1", "reason": ""}],
}
RECORD: dict[str, Any] = {
    "schema": 2,
    "edition": {"id": "2480-kvartal-2026-K1", "version": "v2"},
    "findings": [
        {
            "id": "historik:ran:kvartal:2480:antal:1",
            "points": [
                {"period": "2026-K1", "value": 7, "preliminary": True},
                {"period": "2025-K4", "value": 6.5, "preliminary": False},
                {"period": "2025-K3", "value": {"reason": "saknas"}, "preliminary": False},
            ],
        },
        {"id": "utveckling:ran:kvartal", "verdict": "okar"},
        {"id": "bevakningslista", "judged": [{"id": "ran:ar"}, {"id": "stold:ar"}], "entries": [{"subject": {"id": "stold:ar"}}]},
        {"id": "bevakning:vald:ar", "listed": True},
        {"id": "bevakning:hot:ar", "listed": False},
        {"id": "bevakning:brand:ar"},
        {"id": "niva:ran:ar"},
    ],
    "statements": [{**STATEMENT, **SIGNED, "text": "Mer.", "body": "Polisen", "forgotten": 1}],
    "assessments": [
        {**ASSESSMENT, **SIGNED, "likelihood": "", "rests_on": ["a", "b"], "speaks_against": ""},
    ],
    "entries": [
        {
            "register": "problem",
            "id": "P1",
            "fields": {"vad": "Rån", "antal": 3},
            "sensitivity": "okand",
            "citation": "register/2026, rad 2",
        }
    ],
    "definitions": [{**DEFINITION, "tolerance": {"relative": 0.01}}, {**DEFINITION, "tolerance": None}, DEFINITION],
    "methods": [
        {"id": "trend", "version": "1", "uses": 4, "parameters": [{"name": "ar", "value": 5.0}, {"name": "typ", "value": "7"}]},
        {"id": "gissning", "version": "1", "uses": 4, "parameters": []},
    ],
}


def read(**changes: Any) -> Earlier:
    return parse_earlier(json.dumps({**RECORD, **changes}))


def test_the_edition_is_named_by_its_id_and_its_version() -> None:
    assert (read().edition, read().version, read().schema, read().name) == ("2480-kvartal-2026-K1", "v2", 2, "2480-kvartal-2026-K1 v2")
    draft = read(edition={"id": "2480-kvartal-2026-K1", "version": None})
    assert (draft.version, draft.name) == ("", "2480-kvartal-2026-K1")


def test_only_histories_are_series_and_a_gap_in_one_is_no_value() -> None:
    assert read().series == {
        "historik:ran:kvartal:2480:antal:1": {
            "2026-K1": EarlierPoint(7, preliminary=True),
            "2025-K4": EarlierPoint(6.5, preliminary=False),
            "2025-K3": EarlierPoint(None, preliminary=False),
        }
    }


def test_verdicts_are_the_words_of_the_findings_that_have_one() -> None:
    assert read().verdicts == {"utveckling:ran:kvartal": "okar"}


def test_an_earlier_edition_is_whole_unless_it_was_deposited_and_can_be_a_key() -> None:
    assert not read().is_partial
    assert read(edition={**RECORD["edition"], "origin": "deponerad"}).is_partial
    assert hash(read(entries=[])) == hash(read(entries=[]))


def test_the_signs_of_an_area_are_named_by_the_area_and_the_subject() -> None:
    sign = {"subject": {"id": "ran:ar"}, "verdict": "fler"}
    told = [{"id": "tecken:01", "type": "tecken", "signs": [sign]}, {"id": "tecken:02", "type": "annat", "signs": [sign]}]
    assert read(findings=told).signs == {"tecken:01/ran:ar": "fler"}
    assert read().signs == {}


def test_a_subject_was_watched_if_it_stood_on_the_list() -> None:
    assert read().watched == {"ran:ar": False, "stold:ar": True, "vald:ar": True, "hot:ar": False, "brand:ar": False}


def test_a_statement_and_an_assessment_have_all_their_fields() -> None:
    place = Citation("polisen/2026-K2", "blad Tabell, rad 9")
    [told] = read().statements
    assert told == Statement(
        "polisen",
        "",
        "vald",
        SituationLevel.HOG,
        Direction.FORSAMRAD,
        Confidence.MEDEL,
        "Mer.",
        "Polisen",
        Sensitivity.OPPEN,
        date(2026, 7, 3),
        place,
    )
    [signed] = read().assessments
    assert isinstance(signed, Assessment)
    assert (signed.subject, signed.level, signed.rests_on, signed.text) == ("samlad", OverallLevel.GULT, ("a", "b"), "Lugnt.")
    assert (signed.sensitivity, signed.dated, signed.citation) == (Sensitivity.OPPEN, date(2026, 7, 3), place)


def test_a_word_that_is_not_used_any_more_is_none_and_a_sensitivity_the_highest() -> None:
    [told] = read(
        statements=[{**RECORD["statements"][0], "level": "enorm", "direction": None, "confidence": "?", "sensitivity": "x"}]
    ).statements
    assert (told.level, told.direction, told.confidence, told.sensitivity) == (None, None, None, Sensitivity.BEGRANSAD)


def test_an_entry_has_its_fields_as_texts() -> None:
    place = Citation("register/2026", "rad 2")
    assert read().entries == (Entry("problem", "P1", {"vad": "Rån", "antal": "3"}, Sensitivity.BEGRANSAD, place),)


def test_a_definition_has_its_breaks_and_its_tolerance() -> None:
    first, *others = read().definitions
    assert isinstance(first, Definition)
    assert (first.indicator, first.unit, first.polarity, first.source) == ("ran", Unit.ANTAL, Polarity.LAGRE_BATTRE, "Brå")
    assert first.breaks == (Break(Year(2015), "Ny metod."), Break(Quarter(2026, 1), ""))
    assert [each.tolerance for each in (first, *others)] == [Tolerance(relative=0.01), None, None]


def test_a_method_has_its_rules_and_one_that_is_not_known_any_more_is_left_out() -> None:
    assert read().methods == (MethodUse(MethodId.TREND, "1", (Parameter("ar", 5.0), Parameter("typ", "7")), 4),)


def test_without_definitions_and_methods_there_are_none() -> None:
    old = parse_earlier(json.dumps({name: value for name, value in RECORD.items() if name not in ("definitions", "methods")}))
    assert (old.definitions, old.methods) == ((), ())


def test_the_newest_schema_is_read_and_a_newer_one_refused_with_a_way_out() -> None:
    with pytest.raises(BriefingError) as raised:
        read(schema=3)
    assert raised.value.problems == (
        Problem(
            ("2480-kvartal-2026-K1",),
            "the record is of schema 3, and this program reads schemas up to 2",
            "install the version of briefing that made it, or a newer one",
        ),
    )
