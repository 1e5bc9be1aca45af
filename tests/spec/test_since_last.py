"""Sedan förra lägesbilden: new data, revised history, changed definition and changed method are four different things."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from builders import sample_document
from builders_observations import UMEA, counted, indicator, request, rows, same_quarter

from briefing.document.difference_results import result_changes
from briefing.document.document import Table
from briefing.document.outline import BlockKind, BlockOutline, Outline, SectionOutline
from briefing.document.prose import Prose
from briefing.document.scene import Scene
from briefing.document.since import new_since_last
from briefing.document.templates import Templates
from briefing.findings.between import differences_between
from briefing.findings.earlier import Earlier, parse_earlier
from briefing.findings.edition import edition_findings
from briefing.findings.finding import Findings
from briefing.findings.method_use import MethodId, MethodUse, Parameter
from briefing.findings.recorded import parse_record
from briefing.findings.rounds import Shift
from briefing.findings.since import Changes, changes
from briefing.findings.since_numbers import NumberKind
from briefing.findings.since_problems import ProblemChange
from briefing.findings.since_terms import Term
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import Observations, joined, observations_of
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, Entry, OverallLevel, SituationLevel, Statement
from briefing.outputs.record import render_record
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Quarter, Year
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

QUARTERS = Subject("anmalda-brott", Frequency.KVARTAL)
BRA = Source("bra-anmalda-brott", "bra-sol-dbfil", "Brå, anmälda brott", indicators={"Totalt": "anmalda-brott"})
COUNTS = (2717, 2948, 3155, 3218, 3280, 3132)  # Umeå, the second quarters of 2021 to 2026


@dataclass(frozen=True)
class Edition:
    """What one edition was made from, and its findings."""

    request: Request
    material: Material
    findings: Findings

    @property
    def as_earlier(self) -> Earlier:
        """The edition as the next one reads it, from the bytes of its record."""
        sample = sample_document()
        document = replace(sample, sections=(), frame=replace(sample.frame, skyline=None))
        file = render_record(self.request, self.material, self.findings, document, (), ())
        return parse_earlier(file.content.decode("utf-8"))

    def since(self, earlier: Earlier, assessments: Iterable[Assessment] = ()) -> Changes:
        return changes(earlier, self.findings, self.material, self.request, assessments)


def edition(
    counts: Iterable[float | str] = COUNTS, *, last: int = 2026, what: Indicator | None = None, source: Source = BRA, **material: Any
) -> Edition:
    asked = request(f"{last}-K2", [what or indicator()])
    observations = counted(same_quarter(counts, last), population=135_273)
    return of_observations(asked, observations, source, **material)


def of_observations(asked: Request, observations: Observations, source: Source = BRA, **material: Any) -> Edition:
    given: dict[str, Any] = {
        "observations": observations,
        "statements": (),
        "assessments": (),
        "entries": (),
        "refusals": (),
        "doubts": (),
        "deliveries": (Delivery("bra-anmalda-brott", Quarter(2026, 2), 1, date(2026, 7, 10), (Part("f.txt", 1, "0" * 128, None),)),),
        "sources": (source,),
    }
    made_from = Material(**given | material)
    return Edition(asked, made_from, edition_findings(made_from, asked, (QUARTERS,)))


def kinds(found: Changes) -> list[tuple[NumberKind, str, float | None, float | None]]:
    counts = [each for each in found.numbers if each.history.measure is Unit.ANTAL]
    return [(each.kind, each.period.code, each.before, each.now) for each in counts]


def test_nothing_has_changed_since_an_edition_of_the_same_numbers() -> None:
    assert edition().since(edition().as_earlier) == Changes((), (), (), (), (), (), (), (), ())


def test_a_period_that_the_earlier_edition_did_not_have_is_new_data() -> None:
    found = edition().since(edition(COUNTS[:-1], last=2025).as_earlier)
    assert (NumberKind.NYA_UPPGIFTER, "2026-K2", None, 3132.0) in kinds(found)
    assert {kind for kind, *_ in kinds(found)} == {NumberKind.NYA_UPPGIFTER}


def test_of_a_deposited_document_only_what_somebody_entered_from_it_has_changed() -> None:
    place = Citation("problem/2026-K1", "rad 2")
    rows = [
        Entry("problem", name, {"vad": vad}, Sensitivity.OPPEN, place) for name, vad in (("P1", "Rån"), ("P1", "Grova rån"), ("P2", "Hot"))
    ]
    before = edition((2717, 2948, 3155, 3218, 3200), last=2025, entries=(rows[0],)).as_earlier
    now = edition(entries=tuple(rows[1:]))
    whole, partial = now.since(before), now.since(replace(before, is_partial=True))
    assert [each.now and each.now.id for each in whole.problems] == ["P1", "P2"]
    assert [each.now and each.now.id for each in partial.problems] == ["P1"]
    assert kinds(whole) == [(NumberKind.REVIDERAD_HISTORIK, "2025-K2", 3200.0, 3280.0), (NumberKind.NYA_UPPGIFTER, "2026-K2", None, 3132.0)]
    assert kinds(partial) == [(NumberKind.REVIDERAD_HISTORIK, "2025-K2", 3200.0, 3280.0)]
    told = (assessment(OverallLevel.GULT), replace(assessment(None), subject="analys"))
    nothing = replace(before, series={"historik:hot:kvartal:2480:antal:1": {}}, assessments=(assessment(OverallLevel.ROTT),))
    assert [len(now.since(replace(nothing, is_partial=is_partial), told).assessments) for is_partial in (False, True)] == [2, 1]
    assert [bool(now.since(replace(nothing, is_partial=is_partial)).series) for is_partial in (False, True)] == [True, False]


def test_another_value_for_a_period_that_was_printed_is_revised_history() -> None:
    found = edition().since(edition((2717, 2948, 3155, 3200, 3280, 3132)).as_earlier)
    assert kinds(found) == [(NumberKind.REVIDERAD_HISTORIK, "2024-K2", 3200.0, 3218.0)]


def test_a_value_where_the_earlier_edition_had_a_gap_is_a_filled_gap_and_no_revision() -> None:
    found = edition().since(edition((2717, 2948, "saknas", 3218, 3280, 3132)).as_earlier)
    assert kinds(found) == [(NumberKind.IFYLLD_LUCKA, "2023-K2", None, 3155.0)]


def test_a_value_that_the_source_has_taken_back_is_told_with_its_reason() -> None:
    now = edition((2717, 2948, "bruten", 3218, 3280, 3132))
    found = now.since(edition().as_earlier)
    assert kinds(found) == [(NumberKind.BORTTAGET_VARDE, "2023-K2", 3155.0, None)]
    assert [each.gap.reason for each in found.numbers if each.gap] == [GapReason.BRUTEN] * 2


def test_a_preliminary_value_that_becomes_final_as_it_was_is_no_revision() -> None:
    def with_status(status: str) -> Edition:
        return of_observations(request(), counted(same_quarter(COUNTS), status=[*["slutlig"] * 5, status]))

    found = with_status("slutlig").since(with_status("preliminar").as_earlier)
    assert kinds(found) == [(NumberKind.NU_SLUTLIG, "2026-K2", 3132.0, 3132.0)]
    assert with_status("preliminar").since(with_status("slutlig").as_earlier).numbers == ()


def test_a_change_says_of_both_values_whether_they_are_preliminary() -> None:
    def with_last(count: float | str, status: str) -> Edition:
        return of_observations(request(), rows(same_quarter([*COUNTS[:-1], count]), status=[*["slutlig"] * 5, status]))

    for was, now, flags in (("slutlig", "preliminar", (False, True)), ("preliminar", "slutlig", (True, False))):
        [found] = with_last(3100, now).since(with_last(3132, was).as_earlier).numbers
        assert (found.kind, found.before, found.now, found.gap) == (NumberKind.REVIDERAD_HISTORIK, 3132.0, 3100.0, None)
        assert (found.was_preliminary, found.is_preliminary) == flags
    [gone] = with_last("bruten", "bruten").since(with_last(3132, "preliminar").as_earlier).numbers
    assert (gone.kind, gone.was_preliminary, gone.is_preliminary) == (NumberKind.BORTTAGET_VARDE, True, False)
    [filled] = with_last(3132, "preliminar").since(with_last("saknas", "saknas").as_earlier).numbers
    assert (filled.kind, filled.was_preliminary, filled.is_preliminary) == (NumberKind.IFYLLD_LUCKA, False, True)


def test_a_period_that_is_not_delivered_any_more_is_a_withdrawn_value() -> None:
    found = edition(COUNTS[1:]).since(edition().as_earlier)
    assert kinds(found) == [(NumberKind.BORTTAGET_VARDE, "2021-K2", 2717.0, None)]


def test_another_definition_is_a_changed_definition_and_its_other_values_are_no_revision() -> None:
    earlier = edition([count - 100 for count in COUNTS]).as_earlier
    found = edition(what=indicator(definition="Utan försök till brott.")).since(earlier)
    [changed] = found.definitions
    assert (changed.term, changed.before.definition, changed.values) == (Term.DEFINITION, "", len(COUNTS))
    assert found.numbers == ()


def test_another_source_is_a_changed_definition() -> None:
    found = edition(source=replace(BRA, title="Polisens egen räkning")).since(edition().as_earlier)
    assert [(each.term, each.before.source) for each in found.definitions] == [(Term.KALLA, "Brå, anmälda brott")]


def test_a_newly_known_break_is_a_changed_definition_that_leaves_the_numbers_as_they_are() -> None:
    now = edition((2717, 2948, 3155, 3200, 3280, 3132), what=indicator(breaks=(Break(Year(2022), "ny lag"),)))
    found = now.since(edition().as_earlier)
    assert [(each.term, each.changes_meaning) for each in found.definitions] == [(Term.BROTT_I_SERIEN, False)]
    assert kinds(found) == [(NumberKind.REVIDERAD_HISTORIK, "2024-K2", 3218.0, 3200.0)]


def test_a_changed_label_changes_nothing_that_is_told() -> None:
    assert edition(what=indicator(label="Alla anmälda brott")).since(edition().as_earlier).definitions == ()


def test_a_method_with_another_parameter_or_version_has_changed_and_says_which() -> None:
    earlier = edition().as_earlier
    older = tuple(_older(each) if each.id is MethodId.UTVECKLING else each for each in earlier.methods)
    [changed] = edition().since(replace(earlier, methods=older)).methods
    assert (changed.before.version, changed.now.version) == ("0", "1")
    assert changed.parameters == ((Parameter("kvartal_ar", 3.0), Parameter("kvartal_ar", 5.0)),)


def _older(method: MethodUse) -> MethodUse:
    rules = tuple(Parameter("kvartal_ar", 3.0) if each.name == "kvartal_ar" else each for each in method.parameters)
    return replace(method, version="0", parameters=rules)


def test_what_a_method_gave_is_not_the_method() -> None:
    quiet = edition().as_earlier
    restless = edition((1000, 5000, 2000, 6000, 1500, 3132))
    gave = {each.id: each.outcome for each in quiet.methods}
    assert {each.id: each.outcome for each in restless.findings.methods} != gave
    assert restless.since(quiet).methods == ()


def test_from_a_record_without_definitions_and_methods_no_change_of_them_is_told() -> None:
    earlier = replace(edition().as_earlier, definitions=(), methods=(), schema=1)
    found = edition(what=indicator(definition="Annan")).since(earlier)
    assert (found.definitions, found.methods) == ((), ())


def test_a_verdict_with_another_word_is_told() -> None:
    earlier = edition((3000, 3010, 2990, 3005, 2995, 3001)).as_earlier
    found = edition((3000, 3010, 2990, 3005, 2995, 6000)).since(earlier)
    assert [(each.finding.id, each.before, each.finding.verdict.value) for each in found.verdicts] == [
        ("utveckling:anmalda-brott:kvartal", "inom_normal_variation", "okar")
    ]


def test_a_series_that_only_one_edition_shows_is_told_and_is_neither_new_data_nor_withdrawn() -> None:
    both, one = edition(), of_observations(request(indicators=[indicator()]), observations_of({}))
    assert {(each.is_new, each.is_whole) for each in both.since(one.as_earlier).series} == {(True, True)}
    assert {(each.is_new, each.is_whole) for each in one.since(both.as_earlier).series} == {(False, True)}
    assert (both.since(one.as_earlier).numbers, one.since(both.as_earlier).numbers) == ((), ())


def test_a_rate_beside_a_count_that_was_there_is_a_new_measure_and_no_new_series() -> None:
    counts_only = of_observations(request(), rows(same_quarter(COUNTS)))
    assert [(each.measure, each.is_whole) for each in edition().since(counts_only.as_earlier).series] == [(Unit.PER_100K, False)]


def test_another_unit_is_a_changed_definition_and_no_new_series() -> None:
    found = edition(what=indicator(unit=Unit.MEDEL)).since(edition().as_earlier)
    assert ([each.term for each in found.definitions], found.series) == ([Term.MATT], ())


def test_another_municipality_in_the_record_is_none_of_ours() -> None:
    peers = joined([counted(same_quarter(COUNTS), area=code) for code in ("2480", "0580")])
    with_peer = of_observations(request(), peers)
    assert edition().since(with_peer.as_earlier).series == ()


def statement(level: SituationLevel, text: str = "Så är det.", covers: str = "2026-K1", **changed: Any) -> Statement:
    place = Citation(f"polisen/{covers}", "uppgift 1")
    told = Statement("polisen", "", "rekrytering", level, None, None, text, "Polisen", Sensitivity.OPPEN, date(2026, 4, 1), place)
    return replace(told, **changed)


def told(*statements: Statement) -> Edition:
    delivery = Delivery("polisen", Quarter(2026, 2), 1, date(2026, 7, 1), (Part("f.toml", 1, "1" * 128, None),))
    source = Source("polisen", "uppgifter", "Polisen", dimensions={"rekrytering": "Rekrytering"})
    given = edition(statements=statements)
    return replace(given, material=replace(given.material, deliveries=(*given.material.deliveries, delivery), sources=(source,)))


def test_a_level_that_has_been_raised_and_a_wording_that_is_new_are_told_apart() -> None:
    before = replace(edition().as_earlier, statements=(statement(SituationLevel.FORHOJD),))
    raised = told(statement(SituationLevel.HOG, covers="2026-K2")).since(before).statements
    reworded = told(statement(SituationLevel.FORHOJD, "På ett annat sätt.", covers="2026-K2")).since(before).statements
    same = told(statement(SituationLevel.FORHOJD, covers="2026-K2")).since(before).statements
    assert [each.shift for each in (*raised, *reworded, *same)] == [Shift.FORSAMRAD, Shift.NY_ORDALYDELSE]


def test_only_the_latest_round_of_the_earlier_edition_counts() -> None:
    earlier = replace(
        edition().as_earlier, statements=(statement(SituationLevel.LAG, covers="2025-K4"), statement(SituationLevel.HOG, covers="2026-K1"))
    )
    assert told(statement(SituationLevel.HOG, covers="2026-K2")).since(earlier).statements == ()


def test_what_was_more_sensitive_than_this_edition_may_be_is_not_told() -> None:
    secret = statement(SituationLevel.LAG, sensitivity=Sensitivity.BEGRANSAD)
    assert told(statement(SituationLevel.HOG, covers="2026-K2")).since(replace(edition().as_earlier, statements=(secret,))).statements == ()


def assessment(level: OverallLevel | None, text: str = "Det ser ut så.") -> Assessment:
    place = Citation("bedomningar/2026-K1", "bedömning 1")
    return Assessment(
        "samlad-bedomning", "", level, text, "Kommunen", "", date(2026, 4, 1), "", (), "", sensitivity=Sensitivity.OPPEN, citation=place
    )


def test_an_assessment_changes_by_its_level_or_by_its_words() -> None:
    earlier = replace(edition().as_earlier, assessments=(assessment(OverallLevel.GRONT),))
    shifts = [
        [each.shift for each in edition().since(earlier, now).assessments]
        for now in ([assessment(OverallLevel.ROTT)], [assessment(OverallLevel.GRONT, "Nya ord.")], [], [assessment(OverallLevel.GRONT)])
    ]
    assert shifts == [[Shift.FORSAMRAD], [Shift.NY_ORDALYDELSE], [Shift.EJ_BEDOMD_NU], []]


def problem(number: str, covers: str, **fields: str) -> Entry:
    return Entry("problem", number, fields, Sensitivity.OPPEN, Citation(f"problem/{covers}", f"rad {number}"))


def test_problems_are_opened_closed_and_described_otherwise() -> None:
    earlier = replace(
        edition().as_earlier, entries=(problem("P1", "2026-K1"), problem("P2", "2026-K1", mal="10"), problem("P3", "2026-K1"))
    )
    now = edition(
        entries=(
            problem("P1", "2026-K1"),  # an older delivery of the register, which the newer one replaces
            problem("P2", "2026-K2", mal="5"),
            problem("P3", "2026-K2", status="Avslutat"),
            problem("P4", "2026-K2"),
        )
    )
    assert {(each.now or each.before).id: each.change for each in now.since(earlier).problems if each.now or each.before} == {
        "P1": ProblemChange.AVSLUTAT,
        "P2": ProblemChange.ANDRAT,
        "P3": ProblemChange.AVSLUTAT,
        "P4": ProblemChange.OPPNAT,
    }


@dataclass(frozen=True)
class OneWatched:
    """A finding of one subject's place on the watch list."""

    id: str
    listed: bool


@dataclass(frozen=True)
class Listed:
    """An entry of a watch list."""

    subject: Subject


@dataclass(frozen=True)
class List:
    """A finding that is a whole watch list."""

    entries: tuple[Listed, ...]
    judged: tuple[Subject, ...]
    id: str = "bevakningslista"


A, B, C = (Subject(name, Frequency.AR) for name in "abc")
BEFORE = {"a:ar": True, "b:ar": False, "c:ar": True}


def test_an_indicator_that_crosses_the_watch_list_is_told() -> None:
    found = _watching(List((Listed(B),), (A, B))).since(replace(edition().as_earlier, watched=BEFORE)).watched
    assert [(each.subject, each.listed, each.judged) for each in found] == [
        ("a:ar", False, True),
        ("b:ar", True, True),
        ("c:ar", False, False),
    ]


def test_a_watch_list_can_also_be_one_finding_per_indicator() -> None:
    now = (OneWatched("bevakning:a:ar", listed=True), OneWatched("bevakning:b:ar", listed=True), OneWatched("bevakning:c:ar", listed=True))
    found = _watching(*now).since(replace(edition().as_earlier, watched=BEFORE)).watched
    assert [(each.subject, each.listed, each.basis) for each in found] == [("b:ar", True, "bevakning:b:ar")]


def test_where_one_of_the_editions_had_no_watch_list_nothing_has_crossed_it() -> None:
    assert _watching(List((Listed(A),), (A,))).since(replace(edition().as_earlier, watched={})).watched == ()
    assert _watching().since(replace(edition().as_earlier, watched=BEFORE)).watched == ()


@pytest.mark.parametrize(
    "findings",
    [
        [{"id": "bevakningslista", "entries": [{"subject": {"id": "a:ar"}}], "judged": [{"id": "a:ar"}, {"id": "b:ar"}]}],
        [{"id": "bevakning:a:ar", "listed": True}, {"id": "bevakning:b:ar", "listed": False}],
    ],
)
def test_the_earlier_watch_list_is_read_from_its_record(findings: list[dict[str, Any]]) -> None:
    parts = {"statements": [], "assessments": [], "entries": []}
    record = {"schema": 2, "edition": {"id": "x", "version": ""}, "findings": findings, **parts}
    assert parse_earlier(json.dumps(record)).watched == {"a:ar": True, "b:ar": False}


def _watching(*watched: Any) -> Edition:
    """An edition with just those findings of a watch list."""
    made = edition()
    others = tuple(each for each in made.findings.all if each.id != "bevakningslista")
    return replace(made, findings=SimpleNamespace(all=(*others, *watched), methods=made.findings.methods))


def test_the_municipality_is_the_one_of_the_builders() -> None:
    assert edition().request.municipality == UMEA


# --- Signs of social unrest in areas

AREAS = tuple(LocalArea(f"2480R00{number}", f"Exempelområdet {number}", AreaKind.REGSO) for number in (1, 2))
DAMAGE = Subject("skadegorelse", Frequency.KVARTAL)
QUIET, RAISED = (40, 44, 41, 39, 43, 42), (40, 44, 41, 39, 43, 140)
IN_AREAS = Source("bra-anmalda-brott", "bra-sol-dbfil", "Brå, anmälda brott", indicators={"Skadegörelse": "skadegorelse"})


def with_signs(*counts: tuple[float, ...], areas: tuple[LocalArea, ...] = AREAS) -> Edition:
    """An edition with one sign in each of some areas."""
    told = zip(areas, counts, strict=True)
    observations = joined([counted(same_quarter(each), area=area.code, population=5_000, about="skadegorelse") for area, each in told])
    asked = replace(request("2026-K2", [indicator("skadegorelse", sign=True)]), areas=areas)
    made = of_observations(asked, observations, IN_AREAS)
    return replace(made, findings=edition_findings(made.material, asked, (), (DAMAGE,)))


def test_a_sign_of_an_area_that_has_changed_direction_is_told_with_its_area_and_both_words() -> None:
    (changed,) = with_signs(RAISED, QUIET).since(with_signs(QUIET, QUIET).as_earlier).signs
    assert (changed.finding.area, changed.sign.subject) == (AREAS[0], DAMAGE)
    assert (changed.before, changed.sign.verdict) == ("inom_normal_variation", Trend.OKAR)


def test_signs_with_the_same_direction_and_areas_that_were_not_declared_then_are_no_change() -> None:
    assert with_signs(RAISED, QUIET).since(with_signs(RAISED, QUIET).as_earlier).signs == ()
    assert with_signs(QUIET, RAISED).since(with_signs(QUIET, areas=AREAS[:1]).as_earlier).signs == ()


def test_a_changed_sign_is_a_row_of_its_own_that_names_the_area_and_rests_on_its_profile() -> None:
    made, before = with_signs(RAISED, QUIET), with_signs(QUIET, QUIET).as_earlier
    outline = Outline("t", "s", "g", (SectionOutline("1.2", block=(BlockOutline(BlockKind.NYTT, caption="Nytt"),)),))
    scene = Scene(made.request, made.material, made.findings, outline, before, Prose(Templates({}, {})))
    (table,) = new_since_last(outline.section[0].block[0], scene).blocks
    assert isinstance(table, Table)
    (row,) = [each for each in table.rows if each[0].text == "Ändrat tecken"]
    assert [each.text for each in row[1:4]] == ["Exempelområdet 1: skadegorelse", "inom normal variation", "ökar"]
    assert (row[1].note, row[1].basis) == ("tecken, nu 2026 kv\u00a02", ("tecken:2480R001",))
    assert any("tecknen läggs inte ihop" in each for each in table.notes)


def test_two_editions_that_are_compared_tell_the_same_sign() -> None:
    sample = sample_document()
    document = replace(sample, sections=(), frame=replace(sample.frame, skyline=None))
    then, now = (
        parse_record(render_record(each.request, each.material, each.findings, document, (), ()).content.decode())
        for each in (with_signs(QUIET, QUIET), with_signs(RAISED, QUIET))
    )
    (changed,) = differences_between(then, now).verdicts
    (row,) = result_changes(differences_between(then, now), now, then)
    assert (changed.before.word, changed.now.word) == ("inom_normal_variation", "okar")
    assert (row.kind, row.note) == ("Ändrat tecken", "tecken i Exempelområdet 1, per kvartal")
