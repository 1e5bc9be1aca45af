"""Bad input gets a gap with its reason, never a number that looks like an answer."""

from __future__ import annotations

from datetime import date

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse, analyse_many
from briefing.findings.finding import Comparison, Development, Findings, Level, Outlook, Position, Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency

QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))
STEADY = (500, 520, 480, 510, 490)


def found(observations: Observations, subject: Subject = QUARTER, unit: Unit = Unit.ANTAL) -> Findings:
    return analyse(observations, request(indicators=(indicator(unit=unit),)), (subject,))


def single_gap(findings: Findings) -> Gap:
    (gap,) = findings.gaps
    assert not [each for each in findings.judged if isinstance(each, Level | Development | Comparison | Outlook)]
    return gap


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-5.0, "\u22125 kan inte vara ett antal"),
        (12.5, "12,5 kan inte vara ett antal"),
        (float("inf"), "inf kan inte vara ett antal"),
    ],
)
def test_a_count_that_cannot_be_one_is_a_gap(value: float, said: str) -> None:
    gap = single_gap(found(rows(same_quarter([*STEADY, value]))))
    assert (gap.reason, gap.detail) == (
        GapReason.EJ_LASBAR,
        f"Anmalda brott: uppgiften för 2026 kvartal\u00a02 används inte. {said}.",
    )


@pytest.mark.parametrize(("unit", "what"), [(Unit.ANDEL, "en andel"), (Unit.PER_100K, "ett tal per 100\u00a0000 invånare")])
def test_a_negative_share_or_rate_is_a_gap(unit: Unit, what: str) -> None:
    gap = single_gap(found(rows(same_quarter([30, -2]), measure=unit), unit=unit))
    assert what in gap.detail


@pytest.mark.parametrize("unit", [Unit.PROCENT, Unit.MEDEL])
def test_a_change_in_percent_and_a_mean_may_be_negative(unit: Unit) -> None:
    level = found(rows(years([3, -2]), measure=unit), YEAR, unit).level(YEAR)
    assert level is not None
    assert level.value == -2


def test_an_impossible_count_before_is_left_out_of_what_is_expected_and_drawn_as_a_gap() -> None:
    findings = found(counted(same_quarter([500, 520, -480, 510, 490, 500])))
    development, history = findings.development(QUARTER), findings.history(QUARTER, "2480", Unit.ANTAL)
    assert development is not None
    assert len(development.reference) == 4
    assert development.expected == pytest.approx(505, rel=1e-3)
    assert history is not None
    assert [isinstance(point.value, Gap) for point in history.points if point.period.quarter == 2] == [False, False, True] + [False] * 3


def test_a_rate_of_nobody_is_no_rate() -> None:
    """Five hundred cases and 0 per 100 000 is a population of zero or without end: no rate, no interval, no comparison, no change."""
    counts = rows(same_quarter([*STEADY, 500]))
    zeros = rows(same_quarter([0] * 6), measure=Unit.PER_100K)
    members = joined(counted(same_quarter([*STEADY, 500]), area=peer.code) for peer in PEERS)
    findings = found(joined([counts, zeros, members]))
    level, development, comparison = findings.level(QUARTER), findings.development(QUARTER), findings.comparison(QUARTER)
    assert level is not None
    assert (level.count, level.rate, level.lower, level.upper) == (500, None, None, None)
    assert development is not None
    assert (development.verdict, development.expected) == (Trend.GAR_INTE_ATT_BEDOMA, None)
    assert comparison is not None
    assert (comparison.verdict, comparison.value, comparison.mean) == (Position.GAR_INTE_ATT_BEDOMA, None, None)
    assert development.gap is not None
    assert development.gap.detail.startswith("Folkmängden framgår inte")


def test_a_rate_without_any_case_is_no_rate_either() -> None:
    findings = found(joined([rows(years([0])), rows(years([700]), measure=Unit.PER_100K)]), YEAR)
    level = findings.level(YEAR)
    assert level is not None
    assert (level.count, level.rate) == (0, None)


def test_four_cases_in_a_large_city_may_round_to_nobody_per_hundred_thousand() -> None:
    level = found(joined([rows(years([4])), rows(years([0]), measure=Unit.PER_100K)]), YEAR).level(YEAR)
    assert level is not None
    assert (level.count, level.rate) == (4, 0)


def test_a_later_vintage_is_a_revision_and_replaces_the_earlier_one() -> None:
    first, later = (counted({"2026-K2": value}, received_on=[day]) for value, day in ((500, date(2026, 7, 1)), (510, date(2026, 8, 1))))
    level = found(joined([later, first])).level(QUARTER)
    assert level is not None
    assert level.count == 510


def test_two_values_that_came_at_the_same_time_are_none() -> None:
    twice = joined([counted(same_quarter([*STEADY, 500])), rows({"2026-K2": 510})])
    level = found(twice).level(QUARTER)
    assert level is not None
    assert (level.count, level.rate) == (None, 500)
    both = joined([counted({"2026-K2": 500}), counted({"2026-K2": 510})])
    gap = single_gap(found(both))
    assert gap.detail.endswith("2026 kvartal\u00a02 används inte. Två uppgifter som kom samtidigt säger olika.")


def test_the_same_value_twice_is_one() -> None:
    level = found(joined([counted({"2026-K2": 500}), counted({"2026-K2": 500})])).level(QUARTER)
    assert level is not None
    assert level.count == 500


@pytest.mark.parametrize(
    "observations",
    [counted(same_quarter([500])), counted(same_quarter([0] * 6)), counted(same_quarter([0, 0]))],
    ids=["one point", "all zeros", "two zeros"],
)
def test_one_point_and_all_zeros_are_shown_and_not_judged(observations: Observations) -> None:
    findings = found(observations)
    development, level = findings.development(QUARTER), findings.level(QUARTER)
    assert level is not None
    assert development is not None
    assert development.gap is not None
    assert (development.verdict, development.p, development.lower) == (Trend.GAR_INTE_ATT_BEDOMA, None, None)


def test_a_group_of_one_and_a_peer_that_stopped_reporting_are_named_and_not_averaged() -> None:
    stopped = joined(counted(same_quarter(STEADY, last=2025), area=peer.code) for peer in PEERS[1:])
    only = counted(same_quarter([*STEADY, 900]), area=PEERS[0].code)
    comparison = found(joined([counted(same_quarter([*STEADY, 500])), only, stopped])).comparison(QUARTER)
    assert comparison is not None
    assert (comparison.verdict, comparison.mean, comparison.quartiles, comparison.rank) == (Position.GAR_INTE_ATT_BEDOMA, None, None, None)
    assert (comparison.members, comparison.missing) == (PEERS[:1], PEERS[1:])
    assert comparison.gap is not None
    assert comparison.gap.detail == "Bara en av de jämförbara kommunerna har ett värde för perioden; minst tre behövs."


def test_an_impossible_value_of_a_peer_makes_it_missing() -> None:
    members = joined(counted(same_quarter([*STEADY, 500]), area=peer.code) for peer in PEERS[1:])
    broken = rows({"2026-K2": -900}, area=PEERS[0].code, measure=Unit.PER_100K)
    comparison = found(joined([counted(same_quarter([*STEADY, 500])), members, broken])).comparison(QUARTER)
    assert comparison is not None
    assert comparison.missing == PEERS[:1]
    assert comparison.mean == 500


def test_a_municipality_with_no_value_at_all_is_a_gap() -> None:
    others = joined(counted(same_quarter([*STEADY, 500]), area=peer.code) for peer in PEERS)
    assert single_gap(found(others)).reason is GapReason.EJ_LEVERERAD


def test_requests_of_different_quarters_are_not_analysed_together() -> None:
    with pytest.raises(ValueError, match="one period, one cut-off and one catalogue"):
        analyse_many(counted({"2026-K2": 500}), (request("2026-K1"), request("2026-K2")), (QUARTER,))


def test_no_request_has_no_findings() -> None:
    assert analyse_many(counted({"2026-K2": 500}), (), (QUARTER,)) == ()
