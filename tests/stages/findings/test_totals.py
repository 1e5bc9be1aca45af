"""Against the country's published value and against a model: the interval of the difference by hand, and each reason in its words."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows

from briefing.findings.analysis import analyse
from briefing.findings.finding import Findings, TotalComparison
from briefing.findings.vocabulary import Position, Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Indicator, Polarity, Unit
from briefing.terms.period import Frequency

SURVEY, CASES = (Subject(name, Frequency.AR) for name in ("otrygghet", "anmalda-brott"))
SHARE: dict[str, Any] = {"measure": Unit.ANDEL, "about": "otrygghet"}


def analysed(subject: Subject, catalogue: tuple[Indicator, ...], *observations: Observations) -> Findings:
    return analyse(joined(observations), request(indicators=catalogue), (subject,))


def against_country(own: Observations, *country: Observations, **changes: Any) -> TotalComparison:
    what = indicator("otrygghet", unit=Unit.ANDEL, comparators=(Comparator.RIKET,), **changes)
    found = analysed(SURVEY, (what,), own, *country).total_comparison(SURVEY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("total", "half", "verdict"),
    [
        (35.0, None, Position.LIKNANDE),  # −2 ± 3
        (36.5, None, Position.BATTRE),  # −3.5 ± 3
        (36.5, 2.0, Position.LIKNANDE),  # −3.5 ± √(3² + 2²)
        (29.5, None, Position.SAMRE),
        (29.5, 2.0, Position.LIKNANDE),
        (36.0, None, Position.LIKNANDE),  # just −3 ± 3
    ],
)
def test_the_two_uncertainties_are_added_as_variances(total: float, half: float | None, verdict: Position) -> None:
    interval = {} if half is None else {"lower": total - half, "upper": total + half}
    found = against_country(rows({"2025": 33}, lower=30.0, upper=36.0, **SHARE), rows({"2025": total}, area="00", **interval, **SHARE))
    reach = sqrt(3**2 + (half or 0) ** 2)
    assert (found.difference_lower, found.difference_upper) == (pytest.approx(33 - total - reach), pytest.approx(33 - total + reach))
    assert (found.verdict, found.measure, found.gap, found.preliminary) == (verdict, Unit.ANDEL, None, False)


def test_a_preliminary_value_of_either_makes_the_comparison_preliminary() -> None:
    own, country = {"2025": 33}, {"2025": 35}
    assert against_country(rows(own, status="preliminar", **SHARE), rows(country, area="00", **SHARE)).preliminary is True
    assert against_country(rows(own, **SHARE), rows(country, area="00", status="preliminar", **SHARE)).preliminary is True
    assert against_country(rows(own, status="preliminar", **SHARE)).preliminary is True


def test_what_cannot_be_held_against_the_country_says_why() -> None:
    country = rows({"2025": 35}, area="00", **SHARE)
    about = "jamforelse:otrygghet:ar:riket"
    assert against_country(rows({"2025": 33}, **SHARE)).gap == Gap(
        GapReason.EJ_LEVERERAD, "Värdet för riket har inte levererats för perioden.", about
    )
    assert against_country(rows({"2025": 33}, **SHARE), country).gap == Gap(
        GapReason.OSAKERHET_SAKNAS, "Antal svarande eller elever saknas, så skillnaden kan inte prövas.", about
    )
    assert against_country(rows({"2025": 33}, n=900.0, **SHARE), country, tested=False).gap == Gap(
        GapReason.EJ_TILLAMPLIG, "Skillnader prövas inte för den här uppgiften.", about
    )
    only_count = analysed(CASES, (indicator(comparators=(Comparator.RIKET,)),), rows({"2025": 9}), counted({"2025": 900}, area="00"))
    total = only_count.total_comparison(CASES)
    assert total is not None
    assert total.gap == Gap(
        GapReason.SAKNAS, "Kommunen har inget tal per 100\u00a0000 invånare för perioden att jämföra.", "jamforelse:anmalda-brott:ar:riket"
    )


def against_model(own: Observations, model: Observations, unit: Unit = Unit.PER_100K, **changes: Any) -> Gap:
    catalogue = (indicator(modelled="modell", comparators=(), **changes), indicator("modell", unit=unit))
    found = analysed(CASES, catalogue, own, model).model_comparison(CASES)
    assert found is not None
    assert found.gap is not None
    assert found.verdict is Position.GAR_INTE_ATT_BEDOMA
    assert found.gap.subject == found.id == "modell:anmalda-brott:ar"
    return found.gap


def test_what_cannot_be_held_against_a_model_says_why() -> None:
    model = rows({"2025": 250}, measure=Unit.PER_100K, about="modell")
    assert against_model(rows({"2025": 9}), model).detail == "Kommunen har inget tal per 100\u00a0000 invånare för perioden att jämföra."
    assert against_model(counted({"2025": 9}), rows({"2024": 250}, measure=Unit.PER_100K, about="modell")).detail == (
        "Det modellberäknade värdet har inte levererats för perioden."
    )
    assert against_model(counted({"2025": 4}), model).detail == (
        "Kommunen har färre än fem fall, och så få räcker inte för att pröva en skillnad."
    )
    assert against_model(counted({"2025": 5}), model).detail == (
        "Åren före är för få för att visa den vanliga variationen, så skillnaden kan inte prövas."
    )
    coded = rows({"2025": 3}, measure=Unit.MEDEL, about="modell")
    assert against_model(counted({"2025": 9}), coded, Unit.MEDEL).detail == (
        "Det modellberäknade värdet är 3, och bara 0, 1 och 2 har en betydelse."
    )


@pytest.mark.parametrize(("code", "verdict"), [(2, Position.BATTRE), (1, Position.LIKNANDE), (0, Position.SAMRE)])
def test_a_code_of_the_publisher_is_fewer_as_many_or_more_than_expected(code: float, verdict: Position) -> None:
    catalogue = (indicator(modelled="modell", polarity=Polarity.LAGRE_BATTRE), indicator("modell", unit=Unit.MEDEL))
    coded = rows({"2025": code}, measure=Unit.MEDEL, about="modell")
    found = analysed(CASES, catalogue, counted({"2025": 9}), coded).model_comparison(CASES)
    assert found is not None
    assert (found.verdict, found.gap) == (verdict, None)


def test_a_code_needs_no_value_of_the_own_municipality_in_the_unit_of_comparison() -> None:
    catalogue = (indicator(modelled="modell", polarity=Polarity.LAGRE_BATTRE), indicator("modell", unit=Unit.MEDEL))
    found = analysed(CASES, catalogue, rows({"2025": 9}), rows({"2025": 0}, measure=Unit.MEDEL, about="modell")).model_comparison(CASES)
    assert found is not None
    assert (found.value, found.expected, found.verdict, found.measure) == (None, None, Position.SAMRE, Unit.PER_100K)
