"""What is missing is said, and never filled in."""

from __future__ import annotations

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.finding import Finding, Findings, History, Outlook, Subject
from briefing.observations.observations import joined, observations_of
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter

QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))
STEADY = (500, 520, 480, 510, 490)


def only_gap(found: Findings) -> Gap:
    (gap,) = found.gaps
    return gap


def judged(found: Findings) -> list[Finding]:
    return [each for each in found.all if not isinstance(each, History)]


def test_a_quarter_not_delivered_is_a_gap_never_an_older_quarter() -> None:
    found = analyse(counted(same_quarter(STEADY, last=2025) | {"2026-K1": 480}), request("2026-K2"), (QUARTER,))
    assert judged(found) == []
    assert only_gap(found) == Gap(
        GapReason.EJ_LEVERERAD, "Anmalda brott: ingen uppgift för 2026 kvartal\u00a02 har levererats.", "anmalda-brott"
    )


def test_a_quarter_not_delivered_is_a_gap_in_the_figure_never_a_zero() -> None:
    found = analyse(counted({"2025-K4": 490, "2026-K2": 500}), request("2026-K2"), (QUARTER,))
    history = found.history(QUARTER, "2480", Unit.ANTAL)
    assert history is not None
    point = history.at(Quarter(2026, 1))
    assert point is not None
    assert isinstance(point.value, Gap)
    assert point.value.reason is GapReason.EJ_LEVERERAD


def test_a_rolling_year_with_a_missing_quarter_is_a_gap() -> None:
    found = analyse(counted({"2025-K3": 480, "2025-K4": 490, "2026-K1": "saknas", "2026-K2": 500}), request("2026-K2"), (QUARTER,))
    history = found.history(QUARTER, "2480", Unit.ANTAL, 4)
    assert history is not None
    assert [isinstance(point.value, Gap) for point in history.points] == [True]


def test_the_reason_that_the_source_gives_is_the_reason_that_is_said() -> None:
    found = analyse(counted(same_quarter([*STEADY, "sekretess"])), request("2026-K2"), (QUARTER,))
    assert only_gap(found).reason is GapReason.SEKRETESS
    assert only_gap(found).detail == "Anmalda brott: uppgiften för 2026 kvartal\u00a02 är skyddad, så att den inte röjer enskilda."


def test_an_indicator_without_any_value_is_one_gap_that_names_it() -> None:
    found = analyse(observations_of({}), request(), (QUARTER, YEAR))
    assert found.all == ()
    assert only_gap(found).id == "lucka:anmalda-brott"
    assert only_gap(found).detail == (
        "Anmalda brott: ingen uppgift för 2026 kvartal\u00a02 har levererats. Anmalda brott: ingen uppgift för något år har levererats."
    )


def test_an_indicator_that_is_not_declared_is_a_gap() -> None:
    found = analyse(observations_of({}), request(), (Subject("okand", Frequency.AR),))
    assert only_gap(found).reason is GapReason.EJ_DEKLARERAD


def test_a_comparator_that_was_not_delivered_is_named_and_not_drawn() -> None:
    members = joined(counted(same_quarter([*STEADY, 500]), area=peer.code) for peer in PEERS[1:])
    found = analyse(joined([counted(same_quarter([*STEADY, 500])), members]), request(), (QUARTER,))
    compared = found.comparison(QUARTER)
    assert compared is not None
    assert compared.missing == PEERS[:1]
    assert found.history(QUARTER, PEERS[0].code, Unit.ANTAL) is None


def test_nothing_of_a_later_day_than_the_edition_enters_it() -> None:
    later = counted({"2026-K2": 500, "2026-K3": 9999})
    found = analyse(later, request("2026-K2"), (QUARTER,))
    histories = [each for each in found.all if isinstance(each, History)]
    assert {point.period.code for each in histories for point in each.points} == {"2026-K2"}


@pytest.mark.parametrize("latest", [[500], [510, 490, 500], [0] * 6])
def test_where_nothing_can_be_judged_a_reason_stands_and_no_number(latest: list[float]) -> None:
    found = analyse(counted(same_quarter(latest)), request(), (QUARTER,)).development(QUARTER)
    assert found is not None
    assert found.gap is not None
    assert found.gap.detail.endswith(".")
    assert (found.observed, found.expected, found.lower, found.upper, found.p) == (None,) * 5


def test_every_finding_cites_where_it_was_read() -> None:
    members = joined(counted(same_quarter([*STEADY, 500]), area=peer.code) for peer in PEERS)
    found = analyse(joined([counted(same_quarter([*STEADY, 500])), members]), request(), (QUARTER,))
    assert all(each.citations for each in found.all if not isinstance(each, History | Outlook))
    points = [point for each in found.all if isinstance(each, History) for point in each.points]
    assert all(point.citations for point in points if not isinstance(point.value, Gap))


def test_a_share_of_unknown_size_is_placed_and_not_judged() -> None:
    shares = joined(
        rows(years([70 + number]), area=code, measure=Unit.ANDEL) for number, code in enumerate(("2480", "0183", "0580", "0680"))
    )
    found = analyse(shares, request(indicators=[indicator(unit=Unit.ANDEL)]), (YEAR,)).comparison(YEAR)
    assert found is not None
    assert found.gap is not None
    assert (found.gap.reason, found.rank) == (GapReason.OSAKERHET_SAKNAS, 1)
