from __future__ import annotations

from datetime import date

from builders_observations import PEERS, counted, indicator, request, rows

from briefing.findings.analysis import analyse
from briefing.findings.finding import History, HistoryPoint, Subject
from briefing.findings.history import quartiles, rolling_sums
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
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
    inside = found.history(months, "2480", Unit.ANTAL)
    assert inside is not None
    assert inside.points[1].preliminary is False
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


def test_a_history_is_told_whole() -> None:
    observations = counted(dict(zip(CODES[:3], (1, "sekretess", 3), strict=True)), status=["slutlig", "sekretess", "preliminar"])
    found = history(observations, "2480", Unit.ANTAL, 1)
    places = [(Citation("bra-anmalda-brott/2026-K2", f"rad 2480.antal.{code}"),) for code in CODES[:3]]
    missing = Gap(GapReason.EJ_LEVERERAD, "Perioden har inte levererats.", "anmalda-brott")
    assert found == History(
        id="historik:anmalda-brott:kvartal:2480:antal:1",
        subject=QUARTER,
        area="2480",
        measure=Unit.ANTAL,
        rolling=1,
        points=(
            HistoryPoint(Quarter(2025, 1), 1.0, False, places[0]),
            HistoryPoint(Quarter(2025, 2), Gap(GapReason.SEKRETESS, "", "anmalda-brott"), False, places[1]),
            HistoryPoint(Quarter(2025, 3), 3.0, True, places[2]),
            *(HistoryPoint(Quarter(2025, 3).shifted(step), missing, False, ()) for step in (1, 2, 3)),
        ),
    )
    assert found.at(Quarter(2025, 3)) == found.points[2]
    assert {type(each.preliminary) for each in found.points} == {bool}
    assert found.at(Quarter(2024, 4)) is None


def test_a_sum_with_a_gap_in_it_says_how_many_it_asks_for_and_one_over_a_break_that() -> None:
    observations = counted(dict(zip(CODES, (1, "saknas", 3, 4, 5, 6), strict=True)))
    found = history(observations, "2480", Unit.ANTAL, 4, indicator(breaks=(Break(Quarter(2026, 2), ""),)))
    assert found is not None
    assert [each.value for each in found.points] == [
        Gap(GapReason.SAKNAS, "Alla fyra perioderna har inte ett värde.", "anmalda-brott"),
        Gap(GapReason.SAKNAS, "Alla fyra perioderna har inte ett värde.", "anmalda-brott"),
        Gap(GapReason.BRUTEN, "Tidsserien bryts mellan perioderna, så de kan inte läggas ihop.", "anmalda-brott"),
    ]


def test_a_break_on_the_first_day_of_the_sum_does_not_break_it() -> None:
    points = tuple(HistoryPoint(Quarter(2025, 1).shifted(step), float(step), False, ()) for step in range(4))
    (whole,) = rolling_sums(points, 4, "ran", [date(2025, 1, 1)])
    (broken,) = rolling_sums(points, 4, "ran", [date(2025, 10, 1)])
    (after,) = rolling_sums(points, 4, "ran", [date(2025, 10, 2)])
    assert (whole.value, after.value) == (6.0, 6.0)
    assert isinstance(broken.value, Gap)
    assert rolling_sums(points[:3], 4, "ran") == ()
    assert [each.value for each in rolling_sums(points, 3, "ran")] == [3.0, 6.0]


def test_the_middle_half_is_cited_to_every_member_and_preliminary_if_one_is() -> None:
    members = [
        counted({"2026-K1": 100 * number}, area=peer.code, status="preliminar" if number == 2 else "slutlig")
        for number, peer in enumerate(PEERS[:5], 1)
    ]
    older = [counted({"2025-K4": 10 * number}, area=peer.code) for number, peer in enumerate(PEERS[:4], 1)]
    found = history(joined([counted({"2026-K2": 5}), *members, *older]), "liknande:q1", Unit.PER_100K, 1)
    assert found is not None
    assert [(each.period.code, each.value, each.preliminary, len(each.citations)) for each in found.points] == [
        ("2025-K4", 17.5, False, 4),
        ("2026-K1", 200.0, True, 5),
    ]
    assert {each.place for each in found.points[1].citations} == {f"rad {peer.code}.per_100k.2026-K1" for peer in PEERS[:5]}


def test_of_counts_only_the_own_are_drawn_and_what_nobody_delivered_is_no_history() -> None:
    observations = joined([counted({"2026-K2": 5}), counted({"2026-K2": 6}, area=PEERS[0].code)])
    drawn = analyse(observations, request(), (QUARTER,))
    assert [each.id for each in drawn.all if isinstance(each, History)] == [
        "historik:anmalda-brott:kvartal:2480:antal:1",
        "historik:anmalda-brott:kvartal:2480:per_100k:1",
        f"historik:anmalda-brott:kvartal:{PEERS[0].code}:per_100k:1",
    ]
    assert drawn.history(Subject("okand", Frequency.AR), "2480", Unit.ANTAL) is None
    assert drawn.history(QUARTER, PEERS[1].code, Unit.PER_100K) is None


def test_a_sum_of_which_a_part_is_under_secrecy_is_protected_and_one_over_a_break_is_broken() -> None:
    hidden, missing = (Gap(each, "", "ran") for each in (GapReason.SEKRETESS, GapReason.SAKNAS))
    points = tuple(
        HistoryPoint(Quarter(2025, 1).shifted(step), each, step == 0, (Citation("bra/2025", f"rad {step}"),))
        for step, each in enumerate((1.0, hidden, missing, 4.0, 5.0))
    )
    assert rolling_sums(points, 2, "ran", [date(2026, 1, 1)]) == tuple(
        HistoryPoint(
            Quarter(2025, 1).shifted(step), value, step == 1, tuple(Citation("bra/2025", f"rad {each}") for each in (step - 1, step))
        )
        for step, value in (
            (1, Gap(GapReason.SEKRETESS, "En av perioderna är skyddad, så summan visas inte.", "ran")),
            (2, Gap(GapReason.SEKRETESS, "En av perioderna är skyddad, så summan visas inte.", "ran")),
            (3, Gap(GapReason.SAKNAS, "Alla två perioderna har inte ett värde.", "ran")),
            (4, Gap(GapReason.BRUTEN, "Tidsserien bryts mellan perioderna, så de kan inte läggas ihop.", "ran")),
        )
    )


def test_quartiles_stand_in_the_order_of_the_periods_and_leave_out_what_has_no_value() -> None:
    def series(*values: tuple[int, float | Gap]) -> tuple[HistoryPoint, ...]:
        return tuple(HistoryPoint(Quarter(2026, each), value, False, (Citation("bra/2026", f"{value}"),)) for each, value in values)

    missing = Gap(GapReason.SAKNAS, "", "ran")
    many = [series((2, 10.0 * each), (1, float(each))) for each in (4, 1, 3, 2)]
    first, third = quartiles([*many, series((2, missing), (1, 5.0))])
    assert [(each.period.code, each.value) for each in first] == [("2026-K1", 2.0), ("2026-K2", 17.5)]
    assert [(each.period.code, each.value) for each in third] == [("2026-K1", 4.0), ("2026-K2", 32.5)]
    assert [each.place for each in first[1].citations] == ["40.0", "10.0", "30.0", "20.0"]
    assert quartiles(many[:3]) == ((), ())


def test_a_series_goes_on_to_the_period_spoken_of_and_no_further() -> None:
    year = Subject("anmalda-brott", Frequency.AR)
    peers = [counted(values, area=each.code) for each, values in zip(PEERS, ({"2022": 7}, {"2022": 5, "2025": 9}), strict=False)]
    alone, together = (
        analyse(joined(observed), request(), (year,))
        for observed in (peers, [*peers, counted({"2024": 3}), counted({"2024": 4}, about="ran")])
    )
    gap = GapReason.EJ_LEVERERAD
    assert values(alone.history(year, PEERS[0].code, Unit.PER_100K)) == [("2022", 7)]
    assert values(alone.history(year, PEERS[1].code, Unit.PER_100K)) == [("2022", 5), ("2023", gap), ("2024", gap), ("2025", 9)]
    assert values(together.history(year, "2480", Unit.PER_100K)) == [("2024", 3)]
    assert values(together.history(year, PEERS[0].code, Unit.PER_100K)) == [("2022", 7), ("2023", gap), ("2024", gap)]


def test_all_histories_stand_in_the_order_of_the_subjects_and_each_is_found_under_its_own() -> None:
    subjects = (Subject("ran", Frequency.AR), QUARTER)
    observations = joined([counted({"2025": 3}, about="ran"), counted(dict.fromkeys(CODES, 9))])
    found = analyse(observations, request(indicators=[indicator(), indicator("ran")]), subjects)
    assert [each.id.removeprefix("historik:") for each in found.all if isinstance(each, History)] == [
        "ran:ar:2480:antal:1",
        "ran:ar:2480:per_100k:1",
        *(f"anmalda-brott:kvartal:2480:{each}" for each in ("antal:1", "antal:4", "per_100k:1", "per_100k:4")),
    ]
    assert values(found.history(subjects[0], "2480", Unit.ANTAL)) == [("2025", 3)]
    assert values(found.history(QUARTER, "2480", Unit.ANTAL, 4)) == [(each, 36) for each in CODES[3:]]
    assert found.history(subjects[0], "2480", Unit.ANTAL) is found.history(subjects[0], "2480", Unit.ANTAL)
