"""The rules of every method are those of the paper on statistics, and each counts just the findings that rest on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.contradicting import Contradiction
from briefing.findings.differing import differences
from briefing.findings.finding import Finding
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.findings.method_use import MethodId, MethodUse
from briefing.findings.methods import methods
from briefing.findings.signs import area_signs
from briefing.findings.spread import spread
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.observations.statement import Direction
from briefing.terms.area import AreaKind, LocalArea
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
