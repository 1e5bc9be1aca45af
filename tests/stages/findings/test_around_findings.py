"""What stands around the numbers: what is withheld, what is covered, map classes, sources beside each other, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows

from briefing.findings.classes import class_of, quarter_limits
from briefing.findings.contradicting import contradictions
from briefing.findings.coverage import coverage
from briefing.findings.differing import differences
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.earlier import parse_earlier
from briefing.findings.everywhere import with_all_areas
from briefing.findings.finding import Development, Findings, Trend
from briefing.findings.rounds import Shift, shift_between
from briefing.findings.since_judgements import changed_assessments, changed_statements
from briefing.findings.since_problems import ProblemChange, changed_problems, covered
from briefing.findings.vocabulary import Subject
from briefing.findings.withheld import too_sensitive, with_withheld
from briefing.observations.observations import joined
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, Direction, Entry, OverallLevel, SituationLevel, Statement
from briefing.sources.source import Delivery, Matter, Source
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Tolerance, Unit
from briefing.terms.period import Frequency, Quarter, Year
from briefing.terms.sensitivity import Sensitivity

YEAR = Subject("anmalda-brott", Frequency.AR)
MISSING = Gap(GapReason.EJ_LEVERERAD, "Har inte kommit.", "anmalda-brott")


@pytest.mark.parametrize(
    ("sensitivity", "is_public", "why"),
    [
        (Sensitivity.OPPEN, False, None),
        (Sensitivity.INTERN, False, None),
        (Sensitivity.OPPEN, True, None),
        (Sensitivity.BEGRANSAD, False, "visas inte, eftersom källan är känsligare än utgåvan får vara."),
        (Sensitivity.BEGRANSAD, True, "visas inte i den publika versionen, eftersom källan inte är öppen."),
    ],
)
def test_a_gap_of_what_may_not_be_shown_gives_the_true_reason(sensitivity: Sensitivity, is_public: bool, why: str | None) -> None:
    source = Source("polisen", "tabell", "Polisen", sensitivity=sensitivity, indicators={"A": "anmalda-brott", "B": "okand"})
    others = (Gap(GapReason.SAKNAS, "Annat.", "annat"), Gap(GapReason.SAKNAS, "Står inte i katalogen.", "okand"))
    told = with_withheld(Findings((), (MISSING, *others)), request(public=is_public), (source,)).gaps
    assert told == (MISSING if why is None else Gap(GapReason.FOR_KANSLIG, f"Anmalda brott {why}", "anmalda-brott"), *others)


def test_a_text_that_may_not_be_shown_is_told_with_the_reason() -> None:
    assert too_sensitive("Bedömning", "samlad", request()) == Gap(
        GapReason.FOR_KANSLIG, "Bedömning: texten visas inte, eftersom den är känsligare än utgåvan får vara (intern).", "samlad"
    )
    assert too_sensitive("Bedömning", "samlad", request(public=True)) == Gap(
        GapReason.FOR_KANSLIG, "Bedömning: texten visas inte i den publika versionen, eftersom den inte är öppen.", "samlad"
    )


def test_what_has_a_value_is_covered_by_the_deliveries_it_came_in() -> None:
    observations = joined(
        [
            rows({"2025": 1, "2024": "saknas"}, delivery="bra/2025"),
            rows({"2023": 2}, delivery="alla/2023"),
            rows({"2025": "saknas"}, about="ran", delivery="bra/2025"),
            rows({"2027": 1}, about="stold", delivery="bra/2027"),
            rows({"2025": 1}, about="vald", area="0180", delivery="bra/2025"),
        ]
    )
    assert coverage(observations, request()) == {"anmalda-brott": ("alla/2023", "bra/2025")}


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], ()),
        ([5], ()),
        ([5, 5, 5], ()),
        ([1, 2], (2,)),
        ([1, 2, 3, 4, 5, 6, 7, 8], (3, 5, 7)),
        ([1, 1, 1, 1, 9, 9], (9,)),
        ([8, 6, 7, 5, 3, 0, 9], (5, 7, 8)),
    ],
)
def test_classes_begin_at_values_that_are_there_and_none_is_empty(values: list[float], limits: tuple[float, ...]) -> None:
    assert quarter_limits(values) == limits
    assert {class_of(each, limits) for each in values} == (set(range(len(limits) + 1)) if values else set())
    assert [class_of(each, (3, 5)) for each in (2, 3, 4, 5, 6)] == [0, 1, 1, 2, 2]


def test_what_all_areas_tell_of_is_no_gap() -> None:
    observations = joined(rows({"2025": value}, area=f"300{value}", measure=Unit.MEDEL) for value in (1, 2, 3))
    asked = request(indicators=[indicator(unit=Unit.MEDEL)])
    other = Gap(GapReason.SAKNAS, "Annat.", "annat")
    empty = Findings((), (MISSING, other))
    told = with_all_areas(empty, observations, asked, [YEAR, Subject("okand", Frequency.AR)], [])
    assert [each.id for each in told.judged] == ["fordelning:anmalda-brott:ar"]
    assert told.gaps == (other,)
    assert with_all_areas(empty, observations, asked, [], []) is empty
    assert with_all_areas(empty, observations, asked, [], [YEAR, Subject("okand", Frequency.AR)]).gaps == (MISSING, other)
    parts = joined(counted({"2025": 9}, area=f"2480{number}") for number in (1, 2, 3))
    funnel = with_all_areas(empty, parts, request(), [], [YEAR])
    assert ([each.id for each in funnel.judged], funnel.gaps) == (["tratt:anmalda-brott:ar"], (other,))


def test_a_difference_between_two_sources_is_told_whole() -> None:
    other = indicator(
        "kolada", unit=Unit.PER_100K, same_matter_as="anmalda-brott", tolerance=Tolerance(relative=0.01), may_differ_because="Avrundning."
    )
    given: dict[str, Any] = {"measure": Unit.PER_100K, "about": "kolada", "delivery": "kolada/2025", "status": "preliminar"}
    both = joined([counted({"2024": 100, "2025": 200}), rows({"2024": 90, "2025": 205}, **given)])
    [found] = differences(both, request(indicators=[indicator(), other]))
    assert found == Difference(
        id="skillnad:kolada:ar:anmalda-brott",
        subject=Subject("kolada", Frequency.AR),
        other=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.PER_100K,
        other_measure=Unit.PER_100K,
        value=205.0,
        other_value=200.0,
        size=5.0,
        relative=0.025,
        tolerance=Tolerance(relative=0.01),
        within=False,
        preliminary=True,
        other_preliminary=False,
        reasons=("Avrundning.",),
        gap=None,
        citations=(
            Citation("kolada/2025", "rad 2480.per_100k.2025"),
            Citation("bra-anmalda-brott/2026-K2", "rad 2480.per_100k.2025"),
        ),
    )
    nothing = joined([counted({"2025": 0}), rows({"2025": 5}, **given)])
    [of_nothing] = differences(nothing, request(indicators=[indicator(), other]))
    assert (of_nothing.size, of_nothing.relative, of_nothing.within) == (5.0, None, False)


def statement(
    direction: Direction | None = Direction.FORSAMRAD, level: SituationLevel | None = SituationLevel.HOG, text: str = ""
) -> Statement:
    place = Citation("polisen/2026-K2", "uppgift 1")
    return Statement("polisen", "", "vald", level, direction, None, text, "Polisen", Sensitivity.INTERN, date(2026, 7, 3), place)


def test_a_contradiction_is_told_whole() -> None:
    source = Source("polisen", "uppgifter", "Polisen", dimensions={"vald": "Våld"}, same_matter={"vald": Matter("anmalda-brott", "")})
    delivery = Delivery("polisen", Quarter(2026, 2), 1, date(2026, 7, 3), ())
    material = Material(joined(()), (statement(),), (), (), (), (), (delivery,), (source,))
    nothing: dict[str, Any] = dict.fromkeys(("observed", "expected", "lower", "upper", "level", "p", "p_adjusted", "dispersion"))
    told: dict[str, Any] = {"pooled_over": 8, "tests": 1, "reference": (), "gap": None, "citations": (Citation("bra/2025", "rad 1"),)}
    development = Development("utveckling:anmalda-brott:ar", YEAR, "2480", Year(2025), Trend.MINSKAR, **nothing, **told)
    assert contradictions(material, request(), [development]) == (
        Contradiction(
            id="motsagelse:polisen:vald:anmalda-brott:ar",
            source="polisen",
            dimension="vald",
            statement="uppgift:polisen/2026-K2:vald",
            dated=date(2026, 7, 3),
            direction=Direction.FORSAMRAD,
            subject=YEAR,
            period=Year(2025),
            development="utveckling:anmalda-brott:ar",
            verdict=Trend.MINSKAR,
            agrees=False,
            reasons=(),
            citations=(Citation("polisen/2026-K2", "uppgift 1"), Citation("bra/2025", "rad 1")),
        ),
    )
    assert contradictions(material, request(indicators=[indicator("annat")]), [development]) == ()
    assert contradictions(material, request(), []) == ()


LOW, HIGH = SituationLevel.LAG, SituationLevel.HOG


@pytest.mark.parametrize(
    ("now", "before", "shift"),
    [
        (None, statement(), Shift.EJ_BEDOMD_NU),
        (statement(), None, Shift.NY),
        (statement(level=None), statement(), Shift.EJ_BEDOMD_NU),
        (statement(), statement(level=None), Shift.NY),
        (statement(level=HIGH), statement(level=LOW), Shift.FORSAMRAD),
        (statement(level=LOW), statement(level=HIGH), Shift.FORBATTRAD),
        (statement(), statement(), Shift.OFORANDRAD),
        (statement(text="a"), statement(text="b"), Shift.NY_ORDALYDELSE),
        (statement(level=None, text="a"), statement(level=None, text="a"), Shift.OFORANDRAD),
        (statement(level=None, text="a"), statement(level=None, text="b"), Shift.NY_ORDALYDELSE),
    ],
)
def test_how_a_judgement_has_shifted(now: Statement | None, before: Statement | None, shift: Shift) -> None:
    assert shift_between(now, before) is shift


def signed(level: OverallLevel | None, text: str = "", subject: str = "samlad", area: str = "") -> Assessment:
    place = Citation("bedomningar/2026-K2", "text 1")
    return Assessment(subject, area, level, text, "Rådet", "ordförande", date(2026, 8, 1), "", (), "", Sensitivity.INTERN, place)


@pytest.mark.parametrize(
    ("before", "now", "shift"),
    [
        (OverallLevel.GRONT, OverallLevel.GULT, Shift.FORSAMRAD),
        (OverallLevel.GULT, OverallLevel.ROTT, Shift.FORSAMRAD),
        (OverallLevel.ROTT, OverallLevel.GRONT, Shift.FORBATTRAD),
        (OverallLevel.GULT, OverallLevel.GULT, None),
        (None, OverallLevel.GULT, Shift.NY_ORDALYDELSE),
        (OverallLevel.GULT, None, Shift.NY_ORDALYDELSE),
    ],
)
def test_how_what_was_signed_has_shifted(before: OverallLevel | None, now: OverallLevel | None, shift: Shift | None) -> None:
    found = changed_assessments(earlier(assessments=(signed(before),)), [signed(now)])
    assert [(each.shift, each.before, each.now) for each in found] == ([] if shift is None else [(shift, signed(before), signed(now))])


def test_a_changed_statement_holds_both_and_a_new_source_has_changed_nothing() -> None:
    source = Source("polisen", "uppgifter", "Polisen", dimensions={"vald": "Våld"})
    delivery = Delivery("polisen", Quarter(2026, 2), 1, date(2026, 7, 3), ())
    now, before = statement(level=HIGH), replace(statement(level=LOW), citation=Citation("polisen/2026-K1", "uppgift 1"))
    material = Material(joined(()), (now,), (), (), (), (), (delivery,), (source,))
    [found] = changed_statements(earlier(statements=(before,)), material, request())
    assert (found.shift, found.before, found.now, found.judged) == (Shift.FORSAMRAD, before, now, now)
    gone = replace(before, dimension="hot")
    assert [
        (each.shift, each.before, each.now, each.judged) for each in changed_statements(earlier(statements=(gone,)), material, request())
    ] == [
        (Shift.NY, None, now, now),
        (Shift.EJ_BEDOMD_NU, gone, None, gone),
    ]
    assert changed_statements(earlier(), material, request()) == ()
    assert changed_statements(earlier(statements=(replace(before, level=HIGH),)), material, request()) == ()


def test_what_every_source_judges_otherwise_is_told_source_by_source() -> None:
    names = ("polisen", "skolan")
    sources = tuple(Source(each, "uppgifter", each, dimensions={"vald": "Våld"}) for each in names)
    deliveries = tuple(Delivery(each, Quarter(2026, 2), 1, date(2026, 7, 3), ()) for each in names)
    now, before = (
        tuple(replace(statement(level=level), source=each, citation=Citation(f"{each}/2026-{quarter}", "uppgift 1")) for each in names)
        for level, quarter in ((HIGH, "K2"), (LOW, "K1"))
    )
    material = Material(joined(()), now, (), (), (), (), deliveries, sources)
    assert [each.now for each in changed_statements(earlier(statements=before), material, request())] == list(now)


def test_what_was_signed_is_followed_by_subject_and_area() -> None:
    before = (signed(OverallLevel.GULT), signed(OverallLevel.GULT, area="2480R001"))
    found = changed_assessments(earlier(assessments=before), [signed(OverallLevel.GULT), signed(OverallLevel.GULT, "Nytt.", "kort-sagt")])
    assert [(each.shift, each.judged.subject, each.judged.area) for each in found] == [
        (Shift.NY, "kort-sagt", ""),
        (Shift.EJ_BEDOMD_NU, "samlad", "2480R001"),
    ]


def earlier(**changes: Any) -> Any:
    empty = '{"schema": 2, "edition": {"id": "e", "version": "v1"}, "findings": [], "statements": [], "assessments": [], "entries": []}'
    return replace(parse_earlier(empty), **changes)


def problem(name: str, status: str | None = None, delivery: str = "problem/2026-K2", **fields: str) -> Entry:
    told = fields if status is None else {**fields, "status": status}
    return Entry("problem", name, told, Sensitivity.INTERN, Citation(delivery, "rad 2"))


@pytest.mark.parametrize("closed", ["avslutad", "Avslutat", " avslutats ", "STANGD", "stängd"])
def test_a_problem_is_closed_by_its_status_whatever_the_letters(closed: str) -> None:
    before, now = problem("P1", "öppen"), problem("P1", closed)
    material = Material(joined(()), (), (), (now,), (), (), (), ())
    [found] = changed_problems(earlier(entries=(before,)), material)
    assert (found.change, found.before, found.now) == (ProblemChange.AVSLUTAT, before, now)
    [again] = changed_problems(earlier(entries=(now,)), replace(material, entries=(before,)))
    assert (again.change, again.before, again.now) == (ProblemChange.OPPNAT, now, before)
    assert changed_problems(earlier(entries=(now,)), replace(material, entries=(problem("P1", closed, vad="annat"),))) == ()


def test_a_problem_told_as_before_has_not_changed() -> None:
    same = problem("P1", "öppen", vad="Rån")
    material = Material(joined(()), (), (), (same,), (), (), (), ())
    assert changed_problems(earlier(entries=(problem("P1", "öppen", "problem/2026-K1", vad="Rån"),)), material) == ()


def test_problems_are_those_of_the_latest_delivery_of_the_register() -> None:
    old, first, second = (
        problem(name, delivery=each) for name, each in (("P0", "problem/2026-K1"), ("P1", "problem/2026-K2"), ("P2", "problem/2026-K2.r2"))
    )
    other = replace(problem("P9", delivery="problem/2027"), register="atgarder")
    material = Material(joined(()), (), (), (old, first, second, other), (), (), (), ())
    assert [(each.change, each.now) for each in changed_problems(earlier(), material)] == [(ProblemChange.OPPNAT, second)]
    assert (covered("problem/2026-K2"), covered("problem/2026-K2.r2")) == ((date(2026, 6, 30), 1), (date(2026, 6, 30), 2))
    changed = changed_problems(earlier(entries=(problem("P2", vad="a"),)), replace(material, entries=(problem("P2", vad="b"),)))
    assert [each.change for each in changed] == [ProblemChange.ANDRAT]
    assert changed_problems(earlier(), replace(material, entries=())) == ()
