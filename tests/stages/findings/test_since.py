"""Everything that is otherwise than in the earlier edition, in one: what is too sensitive is not told, nor what was never entered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from builders_observations import counted, indicator, request, years

from briefing.findings.analysis import analyse
from briefing.findings.earlier import Earlier, EarlierPoint, parse_earlier
from briefing.findings.finding import Findings
from briefing.findings.rounds import Shift
from briefing.findings.since import Changes, changes
from briefing.findings.since_problems import ProblemChange
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import joined
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, Entry, SituationLevel, Statement
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.period import Frequency, Quarter
from briefing.terms.sensitivity import Sensitivity

EMPTY = parse_earlier(
    json.dumps({"schema": 2, "edition": {"id": "e", "version": "v1"}, "findings": [], "statements": [], "assessments": [], "entries": []})
)
SECRET = Sensitivity.BEGRANSAD


def statement(dimension: str, level: SituationLevel, delivery: str = "polisen/2026-K2", **changed: Any) -> Statement:
    place = Citation(delivery, "uppgift 1")
    told = Statement("polisen", "", dimension, level, None, None, "", "Polisen", Sensitivity.INTERN, date(2026, 7, 3), place)
    return replace(told, **changed)


def signed(subject: str, text: str, sensitivity: Sensitivity = Sensitivity.INTERN) -> Assessment:
    return Assessment(subject, "", None, text, "Rådet", "", date(2026, 8, 1), "", (), "", sensitivity, Citation("b/2026-K2", "text 1"))


def problem(name: str, sensitivity: Sensitivity = Sensitivity.INTERN, **fields: str) -> Entry:
    return Entry("problem", name, fields, sensitivity, Citation("problem/2026-K2", "rad 2"))


NOW = (statement("vald", SituationLevel.HOG), statement("hot", SituationLevel.LAG))
SIGNED = (signed("samlad", "Nytt."), signed("analys", "Mer."))
ENTRIES = (problem("P1", vad="Rån"), problem("P2", vad="Hot"))


def told(earlier: Earlier, findings: Findings | None = None) -> Changes:
    source = Source("polisen", "uppgifter", "Polisen", dimensions={"vald": "Våld", "hot": "Hot"})
    delivery = Delivery("polisen", Quarter(2026, 2), 1, date(2026, 7, 3), ())
    material = Material(joined(()), NOW, SIGNED, ENTRIES, (), (), (delivery,), (source,))
    return changes(earlier, findings or Findings((), ()), material, request(indicators=[indicator()]), SIGNED)


def before(sensitivity: Sensitivity = Sensitivity.INTERN, **more: Any) -> Earlier:
    """Of everything that is told now the first, told otherwise."""
    return replace(
        EMPTY,
        statements=(statement("vald", SituationLevel.LAG, "polisen/2026-K1", sensitivity=sensitivity),),
        assessments=(signed("samlad", "Gammalt.", sensitivity),),
        entries=(problem("P1", sensitivity, vad="Stöld"),),
        **more,
    )


def test_what_was_told_otherwise_and_what_is_new_are_both_changes() -> None:
    found = told(before())
    assert [(each.judged, each.shift) for each in found.statements] == [(NOW[0], Shift.FORSAMRAD), (NOW[1], Shift.NY)]
    assert [(each.judged, each.shift) for each in found.assessments] == [(SIGNED[0], Shift.NY_ORDALYDELSE), (SIGNED[1], Shift.NY)]
    assert [(each.now, each.change) for each in found.problems] == [(ENTRIES[0], ProblemChange.ANDRAT), (ENTRIES[1], ProblemChange.OPPNAT)]


def test_a_problem_that_is_opened_again_has_the_row_that_closed_it() -> None:
    closed = problem("P1", vad="Rån", status="Avslutad")
    found = told(replace(EMPTY, entries=(closed,))).problems
    assert [(each.change, each.before, each.now) for each in found] == [
        (ProblemChange.OPPNAT, closed, ENTRIES[0]),
        (ProblemChange.OPPNAT, None, ENTRIES[1]),
    ]


def test_of_an_edition_that_is_known_in_part_only_what_stands_against_something_has_changed() -> None:
    subject = Subject("anmalda-brott", Frequency.AR)
    findings = analyse(counted(years([10, 20])), request(), (subject,))
    series = {"historik:anmalda-brott:ar:2480:antal:1": {"2024": EarlierPoint(9, preliminary=False)}}
    found = told(before(is_partial=True, series=series), findings)
    assert [each.judged for each in found.statements] == [NOW[0]]
    assert [each.judged for each in found.assessments] == [SIGNED[0]]
    assert [each.now for each in found.problems] == [ENTRIES[0]]
    assert [(each.before, each.now) for each in found.numbers] == [(9.0, 10.0)]
    assert found.series == ()
    whole = told(before(series=series), findings)
    assert [(each.before, each.now) for each in whole.numbers] == [(9.0, 10.0), (None, 20.0)]
    assert [(each.subject, each.is_new) for each in whole.series] == [(subject, True)]


def test_what_was_more_sensitive_than_this_edition_may_be_was_never_there_for_its_readers() -> None:
    found = told(before(SECRET))
    assert found.statements == ()
    assert [each.before for each in found.assessments] == [None, None]
    assert [each.before for each in found.problems] == [None, None]
