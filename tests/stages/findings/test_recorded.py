"""An archived edition's record is read back whole: series, verdicts, gaps, signs of areas, and what the record does not say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefing.errors import BriefingError
from briefing.findings.finding import History, HistoryPoint
from briefing.findings.recorded import Recorded, Verdict, parse_record, recorded_series
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter, Year
from briefing.terms.sensitivity import Sensitivity

PLACE = "bra/2026-K1, rad 7, kolumn 2"
RAN, STOLD = {"indicator": "ran", "frequency": "kvartal"}, {"indicator": "stold", "frequency": "ar"}


def history(subject: dict[str, str], *points: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"subject": subject, "area": "2480", "measure": "antal", "rolling": 1, "points": list(points), **more}
    name = (subject["indicator"], subject["frequency"], told["area"], told["measure"], str(told["rolling"]))
    return {"id": f"historik:{':'.join(name)}", **told}


def point(period: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"period": period, "value": value, "preliminary": False, "citations": [PLACE], **more}


def sign(subject: dict[str, str], **more: Any) -> dict[str, Any]:
    empty = {"period": "2025", "count": None, "rate": None, "value": None, "preliminary": True, "citations": [PLACE]}
    return {"subject": subject, **empty, **more}


MISSING = {"reason": "sekretess", "detail": "Skyddad.", "subject": "ran"}
SIGNS = [sign(RAN, period=""), sign(STOLD, count=3, rate=12.5), sign(STOLD, period="2024", value=7.25), sign(RAN, count=1)]
RECORD: dict[str, Any] = {
    "schema": 2,
    "edition": {"id": "2480-kvartal-2026-K1", "version": "v1", "municipality": {"code": "2480"}, "sensitivity": "oppen"},
    "findings": [
        history(RAN, point("2026-K1", 7, preliminary=True), point("2025-K4", 6.5), point("2025-K3", MISSING)),
        history(RAN, point("2026-K1", 27), rolling=4),
        history(RAN, point("2026-K1", 99), area="2482"),
        history(STOLD, point("2025", 40), measure="per_100k"),
        {"id": "utveckling:ran:kvartal", "type": "utveckling", "subject": RAN, "period": "2026-K1", "verdict": "okar"},
        {"id": "trend:ran:kvartal", "type": "trend", "subject": RAN, "period": None, "verdict": "minskar"},
        {"id": "niva:ran:kvartal", "type": "niva", "subject": RAN, "period": "2026-K1"},
        {"id": "utblick", "type": "utblick", "verdict": "okar"},
        {"id": "bevakningslista", "judged": [{"id": "ran:kvartal"}, {"id": "hot:ar"}], "entries": []},
        {"id": "bevakning:ran:kvartal", "listed": True},
        {"id": "tecken:ost", "area": {"code": "ost"}, "signs": SIGNS},
        {"id": "tecken:vast", "area": {"code": "vast"}},
    ],
    "statements": [],
    "assessments": [],
    "entries": [],
    "definitions": [
        {"indicator": "stold", "label": "", "definition": "", "unit": "andel", "polarity": "tolkas", "source": "", "breaks": []}
    ],
    "gaps": [
        {"id": "lucka:hot", "subject": "hot", "detail": "Hot saknas."},
        {"id": "lucka:hot", "subject": "hot", "detail": "Åren före saknas."},
        {"id": "lucka:hot", "subject": "hot", "detail": "Hot saknas."},
        {"id": "lucka:", "subject": "", "detail": "Karta saknas."},
    ],
}
DOCUMENT = {"sensitivity": "intern", "frame": {"title": "Lägesbild", "example_mark": "EXEMPEL: påhittat", "example_short": "EX"}}


def read(**changes: Any) -> Recorded:
    return parse_record(json.dumps({**RECORD, **changes}))


def test_every_series_is_read_with_its_points_and_their_places() -> None:
    cited = (Citation("bra/2026-K1", "rad 7, kolumn 2"),)
    expected = History(
        "historik:ran:kvartal:2480:antal:1",
        Subject("ran", Frequency.KVARTAL),
        "2480",
        Unit.ANTAL,
        1,
        (
            HistoryPoint(Quarter(2026, 1), 7.0, True, cited),
            HistoryPoint(Quarter(2025, 4), 6.5, False, cited),
            HistoryPoint(Quarter(2025, 3), Gap(GapReason.SEKRETESS, "Skyddad.", "ran"), False, cited),
        ),
    )
    assert read().histories[0] == expected
    assert type(read().histories[0].points[0].value) is float
    assert [(each.rolling, each.area, each.measure) for each in read().histories[1:]] == [
        (4, "2480", Unit.ANTAL),
        (1, "2482", Unit.ANTAL),
        (1, "2480", Unit.PER_100K),
    ]


def test_its_own_series_are_neither_those_of_others_nor_sums_over_several_periods() -> None:
    assert read().municipality == "2480"
    assert [each.id for each in read().own] == ["historik:ran:kvartal:2480:antal:1", "historik:stold:ar:2480:per_100k:1"]


@pytest.mark.parametrize("told", [None, {}, {"reason": "glomd"}])
def test_a_gap_of_a_reason_that_is_not_used_any_more_is_that_it_was_missing(told: dict[str, str] | None) -> None:
    [found] = read(findings=[history(RAN, point("2026-K1", told))]).histories
    assert found.points[0].value == Gap(GapReason.SAKNAS, "", "")


def test_verdicts_are_those_of_findings_about_a_subject() -> None:
    subject = Subject("ran", Frequency.KVARTAL)
    assert read().verdicts == (
        Verdict("utveckling:ran:kvartal", "utveckling", subject, "2026-K1", "okar"),
        Verdict("trend:ran:kvartal", "trend", subject, "", "minskar"),
    )


def test_a_verdict_on_a_sign_says_in_which_area_it_is() -> None:
    told = [sign({**STOLD, "id": "stold:ar"}, verdict="okar"), sign({**RAN, "id": "ran:kvartal"}, period=None, verdict="minskar")]
    found = read(findings=[{"id": "tecken:ost", "type": "tecken", "area": {"code": "ost", "name": "Öst"}, "signs": told}])
    assert found.verdicts == (
        Verdict("tecken:ost/stold:ar", "tecken i Öst", Subject("stold", Frequency.AR), "2025", "okar"),
        Verdict("tecken:ost/ran:kvartal", "tecken i Öst", Subject("ran", Frequency.KVARTAL), "", "minskar"),
    )


def test_the_watch_list_names_the_finding_that_says_where_a_subject_stands() -> None:
    assert read().watched == {"ran:kvartal": (True, "bevakning:ran:kvartal"), "hot:ar": (False, "bevakningslista")}


def test_gaps_are_gathered_by_what_they_are_about_and_each_sentence_stands_once() -> None:
    assert read().gaps == {"hot": "Hot saknas. Åren före saknas.", "lucka:": "Karta saknas."}
    assert parse_record(json.dumps({key: value for key, value in RECORD.items() if key != "gaps"})).gaps == {}


def test_what_the_document_says_of_itself_goes_before_what_the_edition_was_asked_to_be() -> None:
    told = read(document=DOCUMENT)
    assert (told.document, told.frame, told.sensitivity) == (DOCUMENT, DOCUMENT["frame"], Sensitivity.INTERN)
    assert told.example == ("EXEMPEL: påhittat", "EX")
    assert told.earlier.edition == "2480-kvartal-2026-K1"


def test_a_record_without_a_document_is_read_with_the_marks_of_every_other() -> None:
    for nothing in (read(), read(document=None), read(document={"frame": None})):
        assert (nothing.frame, nothing.example, nothing.sensitivity) == ({}, ("EXEMPEL", "EXEMPEL"), Sensitivity.OPPEN)
    assert read().document == {}


def test_an_edition_that_does_not_say_how_sensitive_it_is_counts_as_begransad() -> None:
    unsaid = {key: value for key, value in RECORD["edition"].items() if key != "sensitivity"}
    assert read(edition=unsaid).sensitivity is Sensitivity.BEGRANSAD


def test_one_indicator_is_read_alone_with_what_the_profiles_of_areas_say_of_it() -> None:
    own, (drawn, counted, rated, valued) = recorded_series(json.dumps(RECORD), "stold")
    cited = (Citation("bra/2026-K1", "rad 7, kolumn 2"),)
    subject = Subject("stold", Frequency.AR)
    assert (own, drawn.id) == ("2480", "historik:stold:ar:2480:per_100k:1")
    assert counted == History("historik:stold:ar:ost:antal:1", subject, "ost", Unit.ANTAL, 1, (HistoryPoint(Year(2025), 3.0, True, cited),))
    assert (rated.measure, rated.rolling, rated.points[0].value) == (Unit.PER_100K, 1, 12.5)
    assert (valued.measure, valued.points) == (Unit.ANDEL, (HistoryPoint(Year(2024), 7.25, True, cited),))
    assert type(counted.points[0].value) is float


def test_sums_over_several_periods_are_no_series_of_an_indicator_and_a_sign_without_a_period_is_none() -> None:
    _, found = recorded_series(json.dumps(RECORD), "ran")
    assert [(each.area, each.rolling) for each in found] == [("2480", 1), ("2482", 1), ("ost", 1)]
    assert recorded_series(json.dumps(RECORD), "brand") == ("2480", ())


def test_a_value_of_an_indicator_that_the_record_does_not_define_is_a_number() -> None:
    told = json.dumps({**{key: value for key, value in RECORD.items() if key != "definitions"}, "findings": RECORD["findings"][-2:]})
    _, found = recorded_series(told, "stold")
    assert [each.measure for each in found] == [Unit.ANTAL, Unit.PER_100K, Unit.ANTAL]


def test_two_readings_of_a_record_are_one_edition_that_is_shown_without_its_series_and_its_document() -> None:
    assert {read(document=DOCUMENT): "kvar"}[read(document=DOCUMENT)] == "kvar"
    shown = repr(read(document=DOCUMENT))
    assert "2480-kvartal-2026-K1" in shown
    assert not [each for each in ("Skyddad.", "Karta saknas.", "Lägesbild") if each in shown]


def test_a_record_of_a_newer_schema_is_not_guessed_at() -> None:
    for reads in (parse_record, lambda text: recorded_series(text, "ran")):
        with pytest.raises(BriefingError, match="schema 3"):
            reads(json.dumps({**RECORD, "schema": 3}))
