"""The rules of every method are those of the paper on statistics, and each counts just the findings that rest on it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.contradicting import Contradiction
from briefing.findings.differing import differences
from briefing.findings.disagreement import Difference
from briefing.findings.finding import (
    Comparison,
    Development,
    Finding,
    Funnel,
    Level,
    Method,
    ModelComparison,
    Outlook,
    Placement,
    Spread,
    TotalComparison,
    WatchList,
)
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.findings.method_use import MethodId, MethodUse
from briefing.findings.methods import methods
from briefing.findings.methods_of_change import of_developments
from briefing.findings.signs import area_signs
from briefing.findings.spread import spread
from briefing.findings.vocabulary import IntervalKind, Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.observations.statement import Direction
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Tolerance, Unit
from briefing.terms.period import Frequency, Quarter, Year

AREAS = tuple(LocalArea(f"2480R00{number}", f"Område {number}", AreaKind.REGSO) for number in (1, 2, 3))
CATALOGUE = (
    indicator(comparators=(Comparator.LIKNANDE,), modelled="modell", same_matter_as="samma", tolerance=Tolerance(relative=0.01)),
    indicator("modell", unit=Unit.MEDEL),
    indicator("samma", unit=Unit.PER_100K, same_matter_as="anmalda-brott"),
    indicator("fa-fall", comparators=()),
    indicator("enkat", unit=Unit.ANDEL, comparators=(Comparator.RIKET, Comparator.ALLA)),
    indicator("medelvarde", unit=Unit.MEDEL, comparators=()),
    indicator("skadegorelse", sign=True, comparators=()),
)
QUARTERS = Subject("anmalda-brott", Frequency.KVARTAL)
QUIET = 1 / (1 - 1 / 24**2)  # φ of 24 quarters that lie on their season: 1, widened by the bias of −1/24 that is taken away
SUBJECTS = (QUARTERS, *(Subject(each, Frequency.AR) for each in ("anmalda-brott", "fa-fall", "enkat", "medelvarde")))
ASKED = replace(request(indicators=CATALOGUE), areas=AREAS)


def delivered() -> Observations:
    codes = [Quarter(2026, 2).shifted(back).code for back in range(-23, 1)]
    members = [counted({code: 100.0 + each % 4 for each, code in enumerate(codes)}, area=peer.code) for peer in PEERS[:5]]
    survey: dict[str, Any] = {"about": "enkat", "measure": Unit.ANDEL}
    return joined(
        [
            counted({code: 50.0 + each % 4 for each, code in enumerate(codes)}, population=50_000),
            *members,
            counted(years([200.0] * 5 + [400]), population=50_000),
            counted(years([4, 7]), about="fa-fall", population=50_000),
            rows({"2024": 30, "2025": 31}, n=1000.0, **survey),
            rows({"2025": 32}, area="00", **survey),
            *(rows({"2025": 20 + number / 2}, area=f"{3000 + number}", **survey) for number in range(30)),
            rows({"2024": 3.0, "2025": 3.4}, about="medelvarde", measure=Unit.MEDEL, lower=2.9, upper=3.5),
            rows({"2025": 2}, about="modell", measure=Unit.MEDEL),
            rows({"2025": 900}, about="samma", measure=Unit.PER_100K, delivery="kolada/2025"),
            *(counted(same_quarter([40, 44, 41, 39, 43, 42]), area=each.code, population=5000, about="skadegorelse") for each in AREAS),
        ]
    )


@pytest.fixture(scope="module")
def used() -> dict[MethodId, MethodUse]:
    observations = delivered()
    said = Contradiction(
        id="motsagelse:polisen:vald:anmalda-brott:ar",
        source="polisen",
        dimension="vald",
        statement="uppgift:polisen/2026-K2:vald",
        dated=date(2026, 7, 3),
        direction=Direction.FORSAMRAD,
        subject=SUBJECTS[1],
        period=Year(2025),
        development="utveckling:anmalda-brott:ar",
        verdict=Trend.OKAR,
        agrees=False,
        reasons=(),
        citations=(),
    )
    signs = Subject("skadegorelse", Frequency.KVARTAL)
    parts = funnel_of_parts(observations, ASKED, signs, CATALOGUE[-1])
    everyone = spread(observations, ASKED, SUBJECTS[3], CATALOGUE[4])
    assert parts
    assert everyone
    findings: list[Finding] = [
        *analyse(observations, ASKED, SUBJECTS).judged,
        *differences(observations, ASKED),
        said,
        replace(said, agrees=True),
        parts,
        everyone,
        *area_signs(observations, ASKED, (signs, Subject("brander", Frequency.KVARTAL)), ("skadegorelse",)),
    ]
    return {each.id: each for each in methods(findings)}


RULES: dict[MethodId, dict[str, str | float]] = {
    MethodId.UTVECKLING: {
        "transformation": "2/3",
        "kvartal_ar": 5.0,
        "kvartal_minst": 3.0,
        "ar_ar": 10.0,
        "ar_minst": 5.0,
        "vantat_minst": 5.0,
        "gemensam_fran": 3.0,
        "fordelning": "t",
    },
    MethodId.ENSKILDA_ANTAL: {"fall_under": 50.0},
    MethodId.TVA_ANDELAR: {"svar_minst": 5.0},
    MethodId.OSAKERHETSTAL: {},
    MethodId.FLERA_PROV: {"andel_falska": 0.05},
    MethodId.TREND: {"ar": 5.0, "konfidens": 0.95},
    MethodId.JAMFORELSE: {"kommuner_minst": 3.0, "fall_minst": 5.0, "konfidens": 0.95},
    MethodId.JAMFORELSE_TOTAL: {"konfidens": 0.95},
    MethodId.JAMFORELSE_MODELL: {},
    MethodId.PLACERING: {"kommuner_minst": 20.0},
    MethodId.KVARTILER: {"kommuner_minst": 4.0, "typ": "7"},
    MethodId.BEVAKNING: {},
    MethodId.TRATT: {"nara": 0.95, "langt": 0.998, "omraden_minst": 3.0},
    MethodId.INTERVALL_ANTAL: {"exakt_under": 10.0, "fall_minst": 5.0, "konfidens": 0.95},
    MethodId.INTERVALL_ANDEL: {"konfidens": 0.95},
    MethodId.UTBLICK: {"framat": 4.0, "kvartal_minst": 12.0, "kvartal_mest": 40.0, "konfidens": 0.95, "dragningar": 1000.0},
    MethodId.KALLSKILLNAD: {},
    MethodId.TECKEN: {"andel_falska": 0.05},
}


def test_every_method_is_there_in_the_order_of_the_appendix(used: dict[MethodId, MethodUse]) -> None:
    assert list(used) == list(RULES)
    assert set(used) == set(MethodId) - {MethodId.ROJANDEKONTROLL}  # which is told of the public edition, not of its findings
    assert {each.version for each in used.values()} == {"1"}


def test_the_rules_of_every_method_are_those_of_the_paper(used: dict[MethodId, MethodUse]) -> None:
    assert {method: {each.name: each.value for each in use.parameters} for method, use in used.items()} == RULES
    assert used[MethodId.TRATT].parameter("langt") == 0.998
    assert used[MethodId.TRATT].parameter("finns inte") is None


def test_every_method_counts_what_rests_on_it(used: dict[MethodId, MethodUse]) -> None:
    expected: list[tuple[MethodId, int, dict[str, Any]]] = [
        (
            MethodId.UTVECKLING,
            2,
            {"fi_min": 1.0, "fi_max": 1.0, "kommuner_min": 1.0, "kommuner_max": 6.0, "referens_min": 5.0, "referens_max": 5.0},
        ),
        (MethodId.ENSKILDA_ANTAL, 1, {}),
        (MethodId.TVA_ANDELAR, 1, {}),
        (MethodId.OSAKERHETSTAL, 1, {}),
        (MethodId.FLERA_PROV, 5, {"prov": 5.0, "andrade": 1.0, "niva": pytest.approx(0.99)}),
        (MethodId.TREND, 1, {}),
        (MethodId.JAMFORELSE, 1, {"kommuner_min": 5.0, "kommuner_max": 5.0}),
        (MethodId.JAMFORELSE_TOTAL, 1, {}),
        (MethodId.JAMFORELSE_MODELL, 1, {}),
        (MethodId.PLACERING, 1, {"kommuner_min": 31.0, "kommuner_max": 31.0}),
        (MethodId.KVARTILER, 1, {}),
        (MethodId.BEVAKNING, 2, {"provade": 2.0, "listade": 0.0}),
        (MethodId.TRATT, 1, {"omraden_min": 3.0, "omraden_max": 3.0, "fi_min": 1.0, "fi_max": 1.0}),
        (MethodId.INTERVALL_ANTAL, 3, {"byar": 2.0, "exakt": 1.0}),
        (MethodId.INTERVALL_ANDEL, 2, {"wilson": 1.0, "publicerade": 1.0}),
        (MethodId.UTBLICK, 1, {"fi_min": pytest.approx(QUIET), "fi_max": pytest.approx(QUIET), "kvartal_min": 24.0, "kvartal_max": 24.0}),
        (MethodId.KALLSKILLNAD, 4, {"utanfor": 1.0, "inom": 0.0, "uppgifter": 2.0, "olika": 1.0}),
        (MethodId.TECKEN, 3, {"omraden": 3.0, "prov": 3.0, "andrade": 0.0}),
    ]
    found = [(method, use.uses, {each.name: each.value for each in use.outcome}) for method, use in used.items()]
    assert found == expected
    assert used[MethodId.TECKEN].result("omraden") == 3.0
    assert used[MethodId.TECKEN].result("finns inte") is None


def test_what_a_method_could_not_give_is_counted_by_its_reason(used: dict[MethodId, MethodUse]) -> None:
    assert {each: [(left.why, left.count) for left in use.left_out] for each, use in used.items() if use.left_out} == {
        MethodId.JAMFORELSE: [("Ingen av de jämförbara kommunerna har ett värde för perioden; minst tre behövs.", 1)],
        MethodId.JAMFORELSE_MODELL: [("Det modellberäknade värdet har inte levererats för perioden.", 1)],
        MethodId.BEVAKNING: [
            ("Ingen jämförelse är angiven för indikatorn.", 2),
            ("Ingen av de jämförbara kommunerna har ett värde för perioden; minst tre behövs.", 1),
        ],
        MethodId.TECKEN: [("Uppgiften har inte lämnats för området.", 3)],
    }


def test_a_rate_of_few_cases_is_left_out_of_the_intervals_and_one_without_a_rate_is_not() -> None:
    few = "Färre än fem fall, och därför visas inget intervall."
    for observations, uses, why in (
        (counted({"2025": 4}), 0, [(few, 1)]),
        (counted({"2025": 5}), 1, []),
        (joined([counted({"2025": 4}), counted({"2025": 40}, about="fa-fall")]), 1, [(few, 1)]),
    ):
        found = {each.id: each for each in methods(analyse(observations, ASKED, SUBJECTS[1:3]).judged)}
        assert found[MethodId.INTERVALL_ANTAL].uses == uses
        assert [(each.why, each.count) for each in found[MethodId.INTERVALL_ANTAL].left_out] == why
    assert MethodId.INTERVALL_ANTAL not in {each.id for each in methods(analyse(rows({"2025": 4}), ASKED, SUBJECTS[1:2]).judged)}


# --- Each kind of finding alone, with nothing told of it but what its method counts

Kind = TypeVar("Kind")
WHY, OTHER = (Gap(GapReason.FOR_LITET_UNDERLAG, each) for each in ("För få.", "Annat."))


def told(kind: type[Kind], **given: Any) -> Kind:
    return kind(**dict.fromkeys((each.name for each in fields(kind)), None) | given)  # type: ignore[arg-type]


def counted_of(*findings: Any) -> dict[MethodId, tuple[int, dict[str, Any], list[tuple[str, int]]]]:
    """Uses, outcome and what was left out of every method, whose rules are those of the paper whatever was found."""
    used = methods(findings)
    assert [(use.version, {each.name: each.value for each in use.parameters}) for use in used] == [("1", RULES[use.id]) for use in used]
    return {
        use.id: (use.uses, {each.name: each.value for each in use.outcome}, [(each.why, each.count) for each in use.left_out])
        for use in used
    }


def test_developments_are_counted_by_their_test_and_changes_in_either_direction() -> None:
    def tested(method: Method | None, verdict: Trend = Trend.INOM_NORMAL_VARIATION, **more: Any) -> Development:
        given = {"p": 0.5, "level": 0.99, "pooled_over": 4, "reference": (1,) * 5, "verdict": verdict, "dispersion": 2.0}
        return told(Development, method=method, **given | more)

    found = counted_of(
        tested(Method.KVASI_POISSON, Trend.OKAR, level=None),
        tested(Method.KVASI_POISSON, Trend.MINSKAR, pooled_over=8, reference=(1,) * 10, dispersion=None),
        tested(None, dispersion=3.0, trend=(1,)),
        *[tested(Method.E_TEST, dispersion=9.0)] * 2,
        *[tested(Method.TVA_ANDELAR, dispersion=9.0)] * 3,
        *[tested(Method.OSAKERHETSTAL, pooled_over=1)] * 4,
        tested(None, Trend.OKAR, p=None, gap=WHY, trend=(1,), level=0.9),
    )
    assert found == {
        MethodId.UTVECKLING: (
            3,
            {"fi_min": 2.0, "fi_max": 3.0, "kommuner_min": 4.0, "kommuner_max": 8.0, "referens_min": 5.0, "referens_max": 10.0},
            [("För få.", 1)],
        ),
        MethodId.ENSKILDA_ANTAL: (2, {}, []),
        MethodId.TVA_ANDELAR: (3, {}, []),
        MethodId.OSAKERHETSTAL: (4, {}, []),
        MethodId.FLERA_PROV: (12, {"prov": 12.0, "andrade": 2.0, "niva": 0.99}, []),
        MethodId.TREND: (2, {}, []),
    }
    untested = {each.id: each for each in of_developments([told(Development, level=0.9)])}
    assert untested[MethodId.FLERA_PROV].result("niva") == 0.0


def test_levels_are_counted_by_how_their_interval_was_made() -> None:
    given = {"rate": 9.0, "count": 5.0}
    found = counted_of(
        *[told(Level, interval=IntervalKind.EXAKT, **given)] * 2,
        *[told(Level, interval=IntervalKind.BYAR, **given)] * 3,
        *[told(Level, interval=IntervalKind.WILSON, value=1.0)] * 4,
        *[told(Level, interval=IntervalKind.PUBLICERAT, value=0.0)] * 5,
        told(Level, interval=IntervalKind.PUBLICERAT, **given),
        *[told(Level, rate=9.0, count=4.0)] * 6,
        told(Level, rate=9.0),
        told(Level, count=4.0),
    )
    assert found == {
        MethodId.INTERVALL_ANTAL: (
            5,
            {"byar": 3.0, "exakt": 2.0},
            [("Färre än fem fall, och därför visas inget intervall.", 6)],
        ),
        MethodId.INTERVALL_ANDEL: (9, {"wilson": 4.0, "publicerade": 5.0}, []),
    }


def test_differences_are_those_inside_and_those_outside_and_statements_those_that_agree_or_not() -> None:
    found = counted_of(
        *[told(Difference, within=True)] * 2,
        told(Difference, within=False),
        told(Difference),
        *[told(Difference, gap=WHY)] * 2,
        told(Difference, gap=OTHER),
        *[told(Contradiction, agrees=False)] * 3,
        told(Contradiction, agrees=True),
    )
    outcome = {"utanfor": 1.0, "inom": 2.0, "uppgifter": 4.0, "olika": 3.0}
    assert found == {MethodId.KALLSKILLNAD: (8, outcome, [("För få.", 2), ("Annat.", 1)])}


def test_signs_are_counted_by_what_was_judged_what_did_not_come_and_what_is_protected() -> None:
    hidden = Gap(GapReason.SEKRETESS, "Skyddad.")
    judged = (told(Sign, p=0.1, period=1, verdict=each) for each in (Trend.OKAR, Trend.MINSKAR, Trend.INOM_NORMAL_VARIATION))
    unjudged = (told(Sign, period=1, verdict=Trend.OKAR, gap=each) for each in (WHY, WHY, hidden, None))
    absent = (told(Sign, gap=each) for each in (hidden, hidden, WHY, None, None))
    found = counted_of(told(AreaSigns, signs=(*judged, *unjudged)), told(AreaSigns, signs=tuple(absent)))
    assert found == {
        MethodId.TECKEN: (
            3,
            {"omraden": 2.0, "prov": 3.0, "andrade": 2.0},
            [("Uppgiften har inte lämnats för området.", 3), ("Uppgiften är skyddad.", 2), ("För få.", 2), ("Skyddad.", 1)],
        )
    }
    only = counted_of(told(AreaSigns, signs=(told(Sign, gap=hidden),)))
    assert only == {MethodId.TECKEN: (0, {"omraden": 1.0, "prov": 0.0, "andrade": 0.0}, [("Uppgiften är skyddad.", 1)])}


def test_comparisons_are_counted_where_they_could_be_made_and_their_reasons_where_not() -> None:
    found = counted_of(
        told(Comparison, members=(1,) * 7, quartiles=(1, 2)),
        told(Comparison, members=(1,) * 3),
        told(Comparison, members=(1,), gap=WHY, quartiles=(1, 2)),
        *[told(TotalComparison)] * 2,
        told(TotalComparison, gap=WHY),
        *[told(ModelComparison)] * 3,
        told(ModelComparison, gap=OTHER),
        told(Placement, of=290),
        told(Placement, of=280),
        told(Spread, values=(1,) * 20),
        told(WatchList, judged=(1, 2, 3), entries=(1,), unjudged=((1, WHY), (2, OTHER), (3, WHY))),
        told(WatchList, judged=(1,), entries=(), unjudged=()),
    )
    assert found == {
        MethodId.JAMFORELSE: (2, {"kommuner_min": 3.0, "kommuner_max": 7.0}, [("För få.", 1)]),
        MethodId.JAMFORELSE_TOTAL: (2, {}, [("För få.", 1)]),
        MethodId.JAMFORELSE_MODELL: (3, {}, [("Annat.", 1)]),
        MethodId.PLACERING: (2, {"kommuner_min": 20.0, "kommuner_max": 290.0}, []),
        MethodId.KVARTILER: (2, {}, []),
        MethodId.BEVAKNING: (4, {"provade": 4.0, "listade": 1.0}, [("För få.", 2), ("Annat.", 1)]),
    }


def test_funnels_and_outlooks_are_counted_where_they_have_points_and_say_why_where_not() -> None:
    found = counted_of(
        told(Funnel, points=(1,) * 3, dispersion=1.0, left_out=((1, WHY), (2, WHY))),
        told(Funnel, points=(1,) * 9, dispersion=4.0, left_out=()),
        told(Funnel, points=(), dispersion=8.0, left_out=((1, OTHER),), gap=WHY),
        told(Outlook, points=(1,) * 4, quarters=12, dispersion=1.5),
        told(Outlook, points=(1,) * 4, quarters=40, dispersion=None),
        told(Outlook, points=(), quarters=0, dispersion=7.0, gap=OTHER),
    )
    assert found == {
        MethodId.TRATT: (2, {"omraden_min": 3.0, "omraden_max": 9.0, "fi_min": 1.0, "fi_max": 4.0}, [("För få.", 3), ("Annat.", 1)]),
        MethodId.UTBLICK: (2, {"fi_min": 1.5, "fi_max": 1.5, "kvartal_min": 12.0, "kvartal_max": 40.0}, [("Annat.", 1)]),
    }


def test_what_is_only_missing_is_told_too() -> None:
    assert counted_of(told(Development, gap=WHY)) == {MethodId.UTVECKLING: (0, {}, [("För få.", 1)])}
    assert counted_of() == {}
