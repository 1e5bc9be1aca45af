from __future__ import annotations

from datetime import date

from builders_observations import PEERS, counted, indicator, request, rows

from briefing.findings.analysis import analyse
from briefing.findings.finding import History, Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Quarter

QUARTER = Subject("anmalda-brott", Frequency.KVARTAL)
CODES = [f"{year}-K{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4)][:6]


def history(observations: Observations, area: str, measure: Unit, rolling: int, *indicators: Indicator) -> History | None:
    return analyse(observations, request("2026-K2", indicators), (QUARTER,)).history(QUARTER, area, measure, rolling)


def values(found: History | None) -> list[tuple[str, float | GapReason]]:
    assert found is not None
    return [(each.period.code, each.value.reason if isinstance(each.value, Gap) else each.value) for each in found.points]


def test_rolling_sums_begin_with_the_fourth_quarter() -> None:
    observations = counted(dict(zip(CODES, (1, 2, 3, 4, 5, 6), strict=True)))
    assert values(history(observations, "2480", Unit.ANTAL, 4)) == [("2025-K4", 10), ("2026-K1", 14), ("2026-K2", 18)]


def test_fewer_than_four_quarters_have_no_rolling_history() -> None:
    assert history(counted({"2026-K1": 5, "2026-K2": 6}), "2480", Unit.ANTAL, 4) is None


def test_a_break_is_not_summed_over() -> None:
    observations = counted(dict(zip(CODES, (1, 2, 3, 4, 5, 6), strict=True)))
    broken = indicator(breaks=(Break(Quarter(2025, 2), "Ny metod."),))
    found = history(observations, "2480", Unit.ANTAL, 4, broken)
    assert values(found) == [("2025-K4", GapReason.BRUTEN), ("2026-K1", 14), ("2026-K2", 18)]


def test_a_rolling_sum_is_preliminary_if_one_quarter_is_and_cites_all_four() -> None:
    statuses = ["slutlig"] * 4 + ["preliminar"] * 2
    found = history(counted(dict(zip(CODES, (1, 2, 3, 4, 5, 6), strict=True)), status=statuses), "2480", Unit.ANTAL, 4)
    assert found is not None
    assert [point.preliminary for point in found.points] == [False, True, True]
    assert [citation.place for citation in found.points[-1].citations] == [f"rad 2480.antal.{code}" for code in CODES[2:]]


def test_a_peer_that_stopped_reporting_ends_in_gaps() -> None:
    stopped = counted(dict.fromkeys(CODES[:4], 7), area=PEERS[0].code)
    found = history(joined([counted(dict.fromkeys(CODES, 9)), stopped]), PEERS[0].code, Unit.PER_100K, 1)
    assert values(found)[-3:] == [("2025-K4", 7), ("2026-K1", GapReason.EJ_LEVERERAD), ("2026-K2", GapReason.EJ_LEVERERAD)]


def test_the_band_needs_four_members_in_a_period() -> None:
    members = [counted({"2026-K1": 100 * number, "2026-K2": 100 * number}, area=peer.code) for number, peer in enumerate(PEERS[:3], 1)]
    fourth = counted({"2026-K2": 400}, area=PEERS[3].code)
    observations = joined([counted({"2026-K2": 5}), *members, fourth])
    assert values(history(observations, "liknande:q1", Unit.PER_100K, 1)) == [("2026-K2", 175)]
    assert values(history(observations, "liknande:q3", Unit.PER_100K, 1)) == [("2026-K2", 325)]
    assert history(joined([counted({"2026-K2": 5}), *members]), "liknande:q1", Unit.PER_100K, 1) is None


def test_shares_are_not_added_up() -> None:
    share = indicator(unit=Unit.ANDEL)
    observations = rows(dict.fromkeys(CODES, 50), measure=Unit.ANDEL)
    assert history(observations, "2480", Unit.ANDEL, 1, share) is not None
    assert history(observations, "2480", Unit.ANDEL, 4, share) is None


def test_months_are_a_history_without_rolling_sums() -> None:
    months = Subject("anmalda-brott", Frequency.MANAD)
    found = analyse(rows({"2026-04": 5, "2026-06": 7}), request(), (months,))
    assert values(found.history(months, "2480", Unit.ANTAL)) == [("2026-04", 5), ("2026-05", GapReason.EJ_LEVERERAD), ("2026-06", 7)]


def test_what_came_after_the_cut_off_is_not_drawn() -> None:
    observations = joined(
        [counted({"2026-K1": 5}, received_on=[date(2026, 5, 1)]), counted({"2026-K2": 6}, received_on=[date(2026, 9, 1)])]
    )
    found = analyse(observations, request(cut_off=date(2026, 8, 1)), (QUARTER,))
    assert values(found.history(QUARTER, "2480", Unit.ANTAL)) == [("2026-K1", 5), ("2026-K2", GapReason.EJ_LEVERERAD)]


def test_a_break_in_the_last_quarter_of_the_sum_is_a_break_too() -> None:
    observations = counted(dict(zip(CODES, (1, 2, 3, 4, 5, 6), strict=True)))
    broken = indicator(breaks=(Break(Quarter(2026, 2), "Ny metod."),))
    assert values(history(observations, "2480", Unit.ANTAL, 4, broken)) == [("2025-K4", 10), ("2026-K1", 14), ("2026-K2", GapReason.BRUTEN)]
