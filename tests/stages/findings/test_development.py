from __future__ import annotations

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.finding import Development, Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Quarter, Year

QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))
STEADY = (500, 520, 480, 510, 490)


def development(observations: Observations, subject: Subject, *indicators: Indicator) -> Development:
    found = analyse(observations, request("2026-K2", indicators), (subject,)).development(subject)
    assert found is not None
    return found


def reason(found: Development) -> tuple[GapReason, str]:
    assert found.gap is not None
    assert found.verdict is Trend.GAR_INTE_ATT_BEDOMA
    assert (found.observed, found.expected, found.lower, found.p, found.level, found.reference) == (None, None, None, None, None, ())
    return found.gap.reason, found.gap.detail


def test_the_population_offset_follows_a_growing_municipality() -> None:
    growing = joined(counted({f"{year}-K2": 500}, population=100_000 + 5_000 * (year - 2021)) for year in range(2021, 2027))
    found = development(growing, QUARTER)
    assert found.expected == pytest.approx(500 * 125 / 110, rel=0.002)


def test_the_smallest_category_borrows_the_population_of_the_largest() -> None:
    """A rate of 7 per 100 000 would tell the population within 7 % only."""
    small = counted(same_quarter([9, 9, 9, 9, 9, 9]), population=130_000, about="ran")
    found = development(
        joined([small, counted(same_quarter([3000] * 6), population=130_000)]), Subject("ran", Frequency.KVARTAL), indicator("ran")
    )
    assert found.expected == pytest.approx(9, rel=1e-3)


def test_a_population_is_not_borrowed_from_another_source() -> None:
    """Another producer may count per 100 000 of another population: children, say."""
    counts = rows(same_quarter([50] * 6), about="orosanmalningar", delivery="socialtjansten/2026-K2")
    observations = joined([counts, counted(same_quarter([3000] * 6))])
    found = development(observations, Subject("orosanmalningar", Frequency.KVARTAL), indicator("orosanmalningar"))
    assert reason(found) == (GapReason.FOR_LITET_UNDERLAG, "Folkmängden framgår inte av källan, så ett väntat antal kan inte beräknas.")


def test_one_value_has_nothing_before_it() -> None:
    assert reason(development(counted(years([500])), YEAR)) == (GapReason.FOR_LITET_UNDERLAG, "Bara ett år i underlaget.")
    assert reason(development(counted(same_quarter([500])), QUARTER))[1] == "Bara ett kvartal i underlaget."


def test_two_years_before_are_too_few_and_three_are_enough() -> None:
    _, detail = reason(development(counted(same_quarter([510, 490, 500])), QUARTER))
    assert detail == "Bara två av de fem åren före har ett värde för samma kvartal; minst tre behövs."
    assert development(counted(same_quarter([510, "saknas", 490, 520, 500])), QUARTER).reference == tuple(
        Quarter(year, 2) for year in (2025, 2024, 2022)
    )


def test_years_need_five_before() -> None:
    assert reason(development(counted(years([510, 490, 500, 480, 500])), YEAR))[1] == (
        "Bara fyra av de tio åren före har ett värde; minst fem behövs."
    )
    assert development(counted(years([510, 490, 500, 480, 500, 505])), YEAR).verdict is Trend.INOM_NORMAL_VARIATION


def test_nothing_before_a_break_is_used() -> None:
    broken = indicator(breaks=(Break(Year(2019), "Nytt sätt att räkna."), Break(Year(2027), "Senare.")))
    found = development(counted(years([900] * 4 + [500, 510, 490, 505, 495, 500, 500])), YEAR, broken)
    assert found.reference == tuple(Year(year) for year in range(2024, 2018, -1))
    assert found.expected == pytest.approx(500, rel=1e-3)


def test_too_short_a_time_since_a_break_says_so() -> None:
    broken = indicator(breaks=(Break(Quarter(2024, 1), "Ny definition."),))
    assert reason(development(counted(same_quarter([*STEADY, 500])), QUARTER, broken)) == (
        GapReason.BRUTEN,
        "Tidsserien bröts 2024 kvartal\u00a01 (Ny definition), och för få perioder har gått sedan dess.",
    )


@pytest.mark.parametrize("counts", [[0] * 6, [1, 0, 2, 1, 0, 3]], ids=["never any", "very few"])
def test_very_few_cases_are_not_judged(counts: list[int]) -> None:
    whole = counted(same_quarter([3000] * 6))
    subject = Subject("ran", Frequency.KVARTAL)
    found = development(joined([counted(same_quarter(counts), about="ran"), whole]), subject, indicator("ran"))
    assert reason(found) == (
        GapReason.FOR_LITET_UNDERLAG,
        "Färre än fem fall är att vänta, och så få räcker inte för att pröva en förändring.",
    )


def test_zeros_alone_are_no_population_and_no_answer() -> None:
    assert reason(development(counted(same_quarter([0] * 6)), QUARTER))[0] is GapReason.FOR_LITET_UNDERLAG


def test_a_zero_whose_population_is_unknown_is_not_left_out_of_the_mean() -> None:
    assert reason(development(counted(same_quarter([0, 40, 45, 50, 55, 50])), QUARTER))[1].startswith("Folkmängden framgår inte")


def test_rates_and_shares_alone_are_not_judged() -> None:
    rates = rows(years([9000, 9100]), measure=Unit.PER_100K)
    assert reason(development(rates, YEAR, indicator(unit=Unit.PER_100K))) == (
        GapReason.OSAKERHET_SAKNAS,
        "Antal fall saknas, så förändringen kan inte prövas.",
    )


def test_months_and_what_is_not_to_be_tested_are_not() -> None:
    assert reason(development(counted(same_quarter([*STEADY, 900])), QUARTER, indicator(tested=False)))[0] is GapReason.EJ_TILLAMPLIG
    months = Subject("anmalda-brott", Frequency.MANAD)
    assert reason(development(rows({"2026-05": 40, "2026-06": 44}), months))[0] is GapReason.EJ_TILLAMPLIG


def test_peers_that_stopped_reporting_still_tell_of_ordinary_variation() -> None:
    stopped = joined(counted(same_quarter(STEADY, last=2025), area=peer.code) for peer in PEERS)
    assert development(joined([counted(same_quarter([*STEADY, 500])), stopped]), QUARTER).pooled_over == 8


def test_a_municipality_alone_is_judged_by_its_own_variation() -> None:
    found = development(counted(same_quarter([400, 620, 480, 560, 440, 500])), QUARTER)
    assert found.pooled_over == 1
    assert found.dispersion == pytest.approx(16.0)  # (100² + 120² + 20² + 60² + 60²) / 500 / 4


def test_a_subject_asked_for_twice_is_tested_once() -> None:
    found = analyse(counted(same_quarter([*STEADY, 500])), request(), (QUARTER, QUARTER))
    development = found.development(QUARTER)
    assert development is not None
    assert development.tests == 1
    assert len({each.id for each in found.all}) == len(found.all)


def test_a_year_has_the_trend_of_five_years_with_its_interval() -> None:
    whole = {code: round(value) for code, value in years([500, 510, 490, 505, 495, 500, 550, 605, 666, 732]).items()}
    found = development(joined([counted(whole)]), YEAR)
    assert found.trend is not None
    assert found.trend.change == pytest.approx(10, abs=0.1)
    assert found.trend.lower < 10 < found.trend.upper
    assert (found.trend.first, found.trend.last) == (Year(2021), Year(2025))


def test_a_year_missing_among_the_five_leaves_no_trend_and_quarters_have_none() -> None:
    gappy = counted(years([500, 510, 490, 505, 495, 500, "saknas", 505, 500, 510]))
    found = development(gappy, YEAR)
    assert (found.verdict, found.trend) == (Trend.INOM_NORMAL_VARIATION, None)
    assert development(counted(same_quarter([*STEADY, 500])), QUARTER).trend is None


def test_a_preliminary_count_makes_its_development_preliminary() -> None:
    statuses = ["slutlig"] * 5 + ["preliminar"]
    assert development(counted(same_quarter([*STEADY, 500]), status=statuses), QUARTER).preliminary
    assert not development(counted(same_quarter([*STEADY, 500]), status=statuses[::-1]), QUARTER).preliminary


def test_of_many_breaks_the_last_one_counts_whatever_their_order() -> None:
    breaks = (Break(Year(2019), "Senare."), Break(Year(2014), "Tidigare."))
    found = development(counted(years([900] * 4 + [500, 510, 490, 505, 495, 500, 500])), YEAR, indicator(breaks=breaks))
    assert found.reference == tuple(Year(year) for year in range(2024, 2018, -1))
