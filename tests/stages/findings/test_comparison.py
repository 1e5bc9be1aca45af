from __future__ import annotations

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.finding import Comparison, Position, Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency

QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))
STEADY = (500, 520, 480, 510, 490)


def comparison(observations: Observations, subject: Subject, *indicators: Indicator) -> Comparison:
    found = analyse(observations, request("2026-K2", indicators), (subject,)).comparison(subject)
    assert found is not None
    return found


def peers(*latest: float | str) -> Observations:
    """The peers' quarters: five steady years, then the latest."""
    return joined(counted(same_quarter([*STEADY, value]), area=peer.code) for peer, value in zip(PEERS, latest, strict=False))


def own(latest: float) -> Observations:
    return counted(same_quarter([*STEADY, latest]))


def test_only_members_with_a_value_for_the_very_period_count() -> None:
    stopped = counted(same_quarter(STEADY, last=2025), area=PEERS[4].code)
    found = comparison(joined([own(300), peers(500, 510, 520, "sekretess"), stopped]), QUARTER)
    assert (found.members, found.missing) == (PEERS[:3], PEERS[3:])
    assert found.mean == 510


def test_two_members_are_no_group() -> None:
    found = comparison(joined([own(300), peers(500, 510)]), QUARTER)
    assert (found.verdict, found.value, found.mean, found.rank) == (Position.GAR_INTE_ATT_BEDOMA, 300, None, None)
    assert found.gap is not None
    assert found.gap.reason is GapReason.FOR_LITET_UNDERLAG
    assert found.gap.detail == "Bara två av de jämförbara kommunerna har ett värde för perioden; minst tre behövs."


def test_few_cases_are_not_compared_but_shown() -> None:
    found = comparison(joined([own(4), peers(500, 510, 520)]), QUARTER)
    assert (found.verdict, found.value, found.mean, found.rank) == (Position.GAR_INTE_ATT_BEDOMA, 4, 510, 1)
    assert found.gap is not None
    assert "färre än fem fall" in found.gap.detail


def test_without_years_before_the_ordinary_variation_is_unknown() -> None:
    latest = joined(counted(same_quarter([500 + 10 * number]), area=peer.code) for number, peer in enumerate(PEERS))
    found = comparison(joined([counted(same_quarter([300])), latest]), QUARTER)
    assert found.gap is not None
    assert found.gap.reason is GapReason.OSAKERHET_SAKNAS
    assert (found.verdict, found.rank, found.rank_lowest) == (Position.GAR_INTE_ATT_BEDOMA, 1, None)


def test_counts_without_rates_are_not_compared_between_municipalities() -> None:
    found = comparison(joined(rows(years([500]), area=area) for area in ("2480", *(peer.code for peer in PEERS))), YEAR)
    assert (found.verdict, found.value, found.mean) == (Position.GAR_INTE_ATT_BEDOMA, None, None)
    assert found.gap is not None
    assert found.gap.detail == "Kommunen har inget tal per 100\u00a0000 invånare för perioden att jämföra."


def shares(own_share: float, **constant: float) -> Observations:
    others = joined(rows(years([70 + number]), area=peer.code, measure=Unit.ANDEL) for number, peer in enumerate(PEERS))
    return joined([rows(years([own_share]), measure=Unit.ANDEL, **constant), others])


def test_a_share_without_answers_is_placed_but_not_judged() -> None:
    found = comparison(shares(60), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.verdict, found.value, found.mean, found.quartiles, found.rank) == (Position.GAR_INTE_ATT_BEDOMA, 60, 73, (71.5, 74.5), 1)
    assert found.gap is not None
    assert found.gap.detail == "Antal svarande eller elever saknas, så skillnaden kan inte prövas."


@pytest.mark.parametrize(("given", "verdict"), [({"n": 900.0}, Position.BATTRE), ({"n": 20.0}, Position.LIKNANDE)])
def test_a_share_with_answers_is_judged_by_them(given: dict[str, float], verdict: Position) -> None:
    assert comparison(shares(60, **given), YEAR, indicator(unit=Unit.ANDEL)).verdict is verdict


def test_a_published_interval_is_read_back_as_a_variance() -> None:
    found = comparison(shares(60, lower=58.0, upper=62.0), YEAR, indicator(unit=Unit.ANDEL))
    assert found.verdict is Position.BATTRE
    assert found.difference_lower is not None
    assert found.difference_lower < -13 - 2


def test_what_is_not_to_be_tested_is_not() -> None:
    found = comparison(joined([own(300), peers(500, 510, 520)]), QUARTER, indicator(tested=False))
    assert (found.verdict, found.difference_lower) == (Position.GAR_INTE_ATT_BEDOMA, None)
    assert found.gap is not None
    assert found.gap.reason is GapReason.EJ_TILLAMPLIG


def test_equal_values_share_the_lower_rank() -> None:
    found = comparison(joined([own(500), peers(500, 500, 400, 600)]), QUARTER)
    assert found.rank == 2


def test_an_indicator_that_is_not_compared_has_no_comparison() -> None:
    observations = joined([own(300), peers(500, 510, 520)])
    assert analyse(observations, request(indicators=[indicator(comparators=())]), (QUARTER,)).comparison(QUARTER) is None
