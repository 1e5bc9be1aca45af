"""What differs between two archived editions is told kind by kind, from their records alone, and what is alike is not told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from briefing.findings.between import ChangedGap, Differences, OtherVerdict, differences_between
from briefing.findings.recorded import Verdict, parse_record
from briefing.findings.rounds import Shift
from briefing.findings.since_judgements import statements_between
from briefing.findings.since_numbers import NumberKind
from briefing.findings.since_problems import ChangedRow, ProblemChange, problems_between, rows_between
from briefing.findings.since_terms import Term
from briefing.findings.vocabulary import Subject
from briefing.observations.statement import Entry, SituationLevel, Statement
from briefing.terms.citation import Citation
from briefing.terms.period import Frequency
from briefing.terms.sensitivity import Sensitivity

SUBJECT = {"indicator": "ran", "frequency": "ar"}
RAN = Subject("ran", Frequency.AR)


def history(*values: float, area: str = "2480", indicator: str = "ran") -> dict[str, Any]:
    points = [{"period": str(2024 + number), "value": each, "preliminary": False, "citations": []} for number, each in enumerate(values)]
    told = {"subject": {"indicator": indicator, "frequency": "ar"}, "area": area, "measure": "antal", "rolling": 1, "points": points}
    return {"id": f"historik:{indicator}:ar:{area}:antal:1", **told}


def judged(word: str, name: str = "utveckling:ran:ar") -> dict[str, Any]:
    return {"id": name, "type": "utveckling", "subject": SUBJECT, "period": "2025", "verdict": word}


def definition(text: str, polarity: str = "lagre_battre") -> dict[str, Any]:
    return {"indicator": "ran", "label": "", "definition": text, "unit": "antal", "polarity": polarity, "source": "Brå", "breaks": []}


def signed(text: str) -> dict[str, Any]:
    said = {"subject": "samlad", "area": "", "level": "gult", "text": text, "body": "Rådet", "role": "", "likelihood": "", "rests_on": []}
    return {**said, "speaks_against": "", "sensitivity": "oppen", "dated": "2026-07-03", "citation": "bedomningar/2026-K2, rad 1"}


def stated(level: str) -> dict[str, Any]:
    said = {"source": "polisen", "area": "", "dimension": "vald", "level": level, "direction": None, "confidence": None, "text": "Mer."}
    return {**said, "body": "", "sensitivity": "oppen", "dated": "2026-07-03", "citation": "polisen/2026-K2, rad 1"}


def row(register: str, name: str, delivery: str = "2026-K2", **fields: str) -> dict[str, Any]:
    return {"register": register, "id": name, "fields": fields, "sensitivity": "intern", "citation": f"r/{delivery}, rad 2"}


def method(years: int) -> dict[str, Any]:
    return {"id": "trend", "version": "1", "uses": 1, "parameters": [{"name": "ar", "value": years}]}


BEFORE: dict[str, Any] = {
    "schema": 2,
    "edition": {"id": "2480-kvartal-2026-K1", "version": "v1", "municipality": {"code": "2480"}},
    "findings": [history(7, 8), judged("okar"), judged("minskar", "trend:ran:ar"), {"id": "bevakning:ran:ar", "listed": True}],
    "statements": [stated("lag")],
    "assessments": [signed("Lugnt.")],
    "entries": [row("problem", "P1", vad="Rån"), row("grupper", "G1", namn="SSPF")],
    "definitions": [definition("8 kap. BrB")],
    "methods": [method(5)],
    "gaps": [{"subject": "hot", "detail": "Hot saknas."}, {"subject": "karta", "detail": "Karta saknas."}],
}


def between(**changes: Any) -> Differences:
    return differences_between(parse_record(json.dumps(BEFORE)), parse_record(json.dumps({**BEFORE, **changes})))


def test_two_editions_of_the_same_differ_in_nothing() -> None:
    assert between() == Differences((), (), (), (), (), (), (), (), (), (), ())


def test_a_verdict_is_told_only_where_both_have_it_with_another_word() -> None:
    others = [history(7, 8), judged("inom_normal_variation"), judged("minskar", "trend:ran:ar"), judged("okar", "utveckling:hot:ar")]
    [found] = between(findings=[*others, {"id": "bevakning:ran:ar", "listed": True}]).verdicts
    before, now = (Verdict("utveckling:ran:ar", "utveckling", RAN, "2025", word) for word in ("okar", "inom_normal_variation"))
    assert found == OtherVerdict(before, now)


def test_what_only_one_of_two_kinds_shows_is_no_change() -> None:
    none = {"statements": [], "assessments": [], "entries": []}
    other = {**BEFORE["edition"], "id": "2480-publik-2026-K1"}
    closed, left = between(**none), between(**none, edition=other)
    assert (len(closed.problems), len(closed.rows), len(closed.statements), len(closed.assessments)) == (1, 1, 1, 1)
    assert (left.problems, left.rows, left.statements, left.assessments) == ((), (), (), ())
    assert (len(between(gaps=[]).gaps), between(gaps=[], edition=other).gaps) == (2, ())
    shown = between(edition=other, statements=[stated("hog")], entries=[row("problem", "P1", vad="Hot")])
    assert (len(shown.problems), len(shown.statements)) == (1, 1)
    assert between(edition={**BEFORE["edition"], "id": "2480-kvartal-2026-K1-fritid"}, entries=[]).problems == ()


def test_an_indicator_that_left_the_watch_list_is_told() -> None:
    [found] = between(findings=[*BEFORE["findings"][:-1], {"id": "bevakning:ran:ar", "listed": False}]).watched
    assert (found.subject, found.listed, found.judged, found.basis) == ("ran:ar", False, True, "bevakning:ran:ar")


def test_numbers_are_those_of_the_municipality_itself() -> None:
    found = between(findings=[history(7, 9), history(1, area="2482"), *BEFORE["findings"][1:]])
    assert [(each.kind, each.period.code, each.before, each.now) for each in found.numbers] == [
        (NumberKind.REVIDERAD_HISTORIK, "2025", 8.0, 9.0)
    ]
    assert found.series == ()


def test_a_series_that_only_one_has_is_told_as_a_whole() -> None:
    found = between(findings=[*BEFORE["findings"], history(3, indicator="hot")])
    assert [(each.subject.indicator, each.is_new, each.is_whole) for each in found.series] == [("hot", True, True)]
    assert found.numbers == ()


def test_other_values_of_what_is_defined_otherwise_are_counted_there_and_are_no_revision() -> None:
    found = between(findings=[history(6, 9), *BEFORE["findings"][1:]], definitions=[definition("8 kap. 5 § BrB")])
    assert [(each.term, each.values) for each in found.definitions] == [(Term.DEFINITION, 2)]
    assert found.numbers == ()


def test_a_series_of_what_is_defined_otherwise_is_not_told_as_new() -> None:
    other = {**history(6, 9), "measure": "andel", "id": "historik:ran:ar:2480:andel:1"}
    assert between(findings=[other], definitions=[definition("8 kap. 5 § BrB")]).series == ()
    assert len(between(findings=[other]).series) == 2


def test_another_reading_leaves_the_values_what_they_are() -> None:
    found = between(findings=[history(7, 9), *BEFORE["findings"][1:]], definitions=[definition("8 kap. BrB", "tolkas")])
    assert [(each.term, each.values) for each in found.definitions] == [(Term.LASRIKTNING, 0)]
    assert len(found.numbers) == 1


def test_judgements_and_methods_are_told_with_what_stood_there() -> None:
    found = between(statements=[stated("hog")], assessments=[signed("Oroligt.")], methods=[method(7)])
    assert [each.shift for each in found.statements] == [Shift.FORSAMRAD]
    assert [(each.shift, each.before and each.before.text) for each in found.assessments] == [(Shift.NY_ORDALYDELSE, "Lugnt.")]
    [changed] = found.methods
    assert [(old and old.value, new and new.value) for old, new in changed.parameters] == [(5, 7)]


def test_problems_and_rows_of_other_registers_are_told_apart() -> None:
    found = between(entries=[row("problem", "P1", vad="Grova rån"), row("grupper", "G1", namn="SSPF i ny form")])
    assert [each.change for each in found.problems] == [ProblemChange.ANDRAT]
    assert [(each.before and each.before.id, each.now and each.now.fields) for each in found.rows] == [("G1", {"namn": "SSPF i ny form"})]


def test_gaps_are_told_where_they_came_went_or_have_another_reason() -> None:
    gaps = [{"subject": "hot", "detail": "Hot är sekretess."}, {"subject": "brand", "detail": "Brand saknas."}]
    assert between(gaps=gaps).gaps == (
        ChangedGap("hot", "Hot saknas.", "Hot är sekretess."),
        ChangedGap("brand", "", "Brand saknas."),
        ChangedGap("karta", "Karta saknas.", ""),
    )


def entry(register: str, name: str, delivery: str = "2026-K2", **fields: str) -> Entry:
    return Entry(register, name, fields, Sensitivity.INTERN, Citation(f"r/{delivery}", "rad 2"))


def test_rows_are_those_of_each_registers_latest_delivery() -> None:
    kept, gone, stale = entry("grupper", "G1", namn="SSPF"), entry("grupper", "G2", namn="EST"), entry("grupper", "G9", "2026-K1", namn="x")
    other, new = entry("avtal", "A1", "2025", namn="Polisen"), entry("avtal", "A2", "2026-K2", namn="Region")
    assert rows_between([stale, kept, gone, other], [kept, new]) == (
        ChangedRow(gone, None),
        ChangedRow(None, new),
        ChangedRow(other, None),
    )
    assert [each.row for each in rows_between([gone], [new])] == [new, gone]
    changed = replace(kept, fields={"namn": "SSPF 2"})
    assert rows_between([kept], [changed]) == (ChangedRow(kept, changed),)
    assert ChangedRow(kept, changed).row is changed


def test_a_register_that_came_into_use_between_two_editions_is_told_row_by_row_and_problems_apart() -> None:
    first = entry("dialoger", "D1", namn="Ungdomsråd")
    assert rows_between([], [first, entry("problem", "P1")]) == (ChangedRow(None, first),)
    assert [each.now and each.now.id for each in problems_between([], [first, entry("problem", "P1")])] == ["P1"]
    assert rows_between(iter([first]), iter([first])) == ()


def statement(source: str, level: SituationLevel, delivery: str = "2026-K2") -> Statement:
    place = Citation(f"{source}/{delivery}", "rad 1")
    return Statement(source, "", "vald", level, None, None, "Mer.", "", Sensitivity.OPPEN, date(2026, 7, 3), place)


def test_statements_are_compared_source_by_source_and_a_source_that_only_one_has_counts() -> None:
    low, high = statement("polisen", SituationLevel.LAG), statement("polisen", SituationLevel.HOG)
    school, stale = statement("skolan", SituationLevel.LAG), statement("polisen", SituationLevel.MYCKET_HOG, "2026-K1")
    found = statements_between(iter([stale, low]), iter([high, school]))
    assert [(each.shift, each.before, each.now) for each in found] == [
        (Shift.FORSAMRAD, low, high),
        (Shift.NY, None, school),
    ]
    assert [each.shift for each in statements_between([school], [])] == [Shift.EJ_BEDOMD_NU]
    assert statements_between([low], [low]) == ()
