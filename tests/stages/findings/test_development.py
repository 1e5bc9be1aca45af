from __future__ import annotations

from dataclasses import replace
from math import ceil, floor, sqrt

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years
from scipy import stats

from briefing.findings.analysis import analyse, analyse_many
from briefing.findings.development import ExpectedCount, developments
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import Development, Subject, Trend
from briefing.findings.panel import panel_of
from briefing.findings.residents import populations
from briefing.findings.subject_data import subject_data, subject_table
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
    assert (found.verdict, found.gap.subject) == (Trend.GAR_INTE_ATT_BEDOMA, found.id)
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
    found = development(rates, YEAR, indicator(unit=Unit.PER_100K))
    assert reason(found) == (GapReason.OSAKERHET_SAKNAS, "Antal fall saknas, så förändringen kan inte prövas.")
    assert not found.preliminary


@pytest.mark.parametrize(
    ("values", "first", "said"),
    [
        ({"2010": 50, "2025": 40}, 2000, (GapReason.FOR_LITET_UNDERLAG, "Inget tidigare värde finns att jämföra med.")),
        ({"2024": 50, "2025": 40}, 2000, (GapReason.FOR_LITET_UNDERLAG, "Svaren är för få för att pröva en förändring.")),
        (
            {"2024": 50, "2025": 40},
            2025,
            (GapReason.BRUTEN, "Tidsserien bröts 2025 (Ny metod), och för få perioder har gått sedan dess."),
        ),
    ],
)
def test_a_share_that_cannot_be_held_against_the_one_before_says_why_of_its_development(
    values: dict[str, float | str], first: int, said: tuple[GapReason, str]
) -> None:
    answers = rows(values, measure=Unit.ANDEL, n=5.0)
    assert reason(development(answers, YEAR, indicator(unit=Unit.ANDEL, breaks=(Break(Year(first), "Ny metod."),)))) == said


def test_a_p_at_the_very_limit_is_no_change() -> None:
    """Two of 0.05, adjusted to 0.05: neither is rejected, and the printed range is that of two tests without a rejection."""
    panel = panel_of(counted(years([100] * 6)), None, Year(2025).last_day, None)
    data = subject_data(subject_table(panel, populations(panel, [indicator()]), YEAR, indicator()), request())
    test = ExpectedCount(130.0, 100.0, 5.0, Dispersion(1.0, 40, 8), 0.05, (), ())
    found = developments([(data, Year(2025), test)] * 2)
    assert [(each.verdict, each.p_adjusted, each.level) for each in found] == [(Trend.INOM_NORMAL_VARIATION, 0.05, 0.975)] * 2


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


def test_two_municipalities_whose_latest_years_differ_have_the_trend_of_their_own_five() -> None:
    other = replace(request().municipality, code="0580", name="Linköping")
    both = joined([counted(years([500] * 10)), counted(years([500, 550, 605, 666, 732, 805], last=2024), area="0580")])
    found = [each.development(YEAR) for each in analyse_many(both, (request(), request(municipality=other)), (YEAR,))]
    assert [(each.trend.last, round(each.trend.change)) for each in found if each and each.trend] == [(Year(2025), 0), (Year(2024), 10)]


def test_a_preliminary_count_makes_its_development_preliminary() -> None:
    statuses = ["slutlig"] * 5 + ["preliminar"]
    assert development(counted(same_quarter([*STEADY, 500]), status=statuses), QUARTER).preliminary
    assert not development(counted(same_quarter([*STEADY, 500]), status=statuses[::-1]), QUARTER).preliminary


def test_of_many_breaks_the_last_one_counts_whatever_their_order() -> None:
    breaks = (Break(Year(2019), "Senare."), Break(Year(2014), "Tidigare."))
    found = development(counted(years([900] * 4 + [500, 510, 490, 505, 495, 500, 500])), YEAR, indicator(breaks=breaks))
    assert found.reference == tuple(Year(year) for year in range(2024, 2018, -1))


def test_five_expected_cases_are_enough_and_fewer_are_not() -> None:
    assert developed(counted(years([5, 5, 5, 5, 5, 9]))).gap is None
    too_few = developed(counted(years([5, 5, 5, 5, 4, 9])))
    assert too_few.gap is not None
    assert too_few.gap.detail == "Färre än fem fall är att vänta, och så få räcker inte för att pröva en förändring."


def test_p_is_two_sided_of_a_t_distribution_on_the_two_thirds_scale() -> None:
    """Mean 100 in a population that has grown by half: 150 expected; φ from 100 ± 20 is 4·400/100/4 = 4 … with 4 degrees of freedom."""
    counts, now = [80.0, 120, 80, 120, 100], 225.0
    before = counted(dict(zip(("2020", "2021", "2022", "2023", "2024"), counts, strict=True)))
    for seen, observed in ((now, now), (90.0, 90.0), (150.0, 150.0)):
        found = developed(joined([before, counted({"2025": seen}, population=150_000)]))
        phi = (4 * 20**2 / 100) / 4
        error = 150 * sqrt(phi / 500)
        spread = 2 / 3 * sqrt(phi + error**2 / 150) * 150 ** (1 / 6)
        score = (observed ** (2 / 3) - 150 ** (2 / 3)) / spread
        assert (found.expected, found.dispersion) == (pytest.approx(150), pytest.approx(phi))
        assert found.p == found.p_adjusted == pytest.approx(2 * stats.t.sf(abs(score), 4))
        assert found.level == pytest.approx(0.95)
        reach = stats.t.ppf(0.975, 4) * spread
        edges = [(150 ** (2 / 3) + side * reach) ** 1.5 for side in (-1, 1)]
        assert (found.lower, found.upper) == (ceil(edges[0]), floor(edges[1]))


@pytest.mark.parametrize(
    ("values", "detail"),
    [
        ({"2019": 100, "2025": 90}, None),
        ({"2024": 100, "2025": 90}, None),
        ({"2023": 100, "2024": 100, "2025": 90}, "Bara två av de tio åren före har ett värde; minst fem behövs."),
        ({"2010": 100, "2025": 90}, "Inget av de tio åren före har ett värde; minst fem behövs."),
        ({"2025": 90}, "Bara ett år i underlaget."),
    ],
)
def test_too_short_a_history_is_counted_in_words(values: dict[str, float | str], detail: str | None) -> None:
    found = developed(counted(values))
    assert found.gap is not None
    said = "Bara ett av de tio åren före har ett värde; minst fem behövs." if detail is None else detail
    assert (found.gap.detail, found.gap.subject) == (said, "utveckling:anmalda-brott:ar")


@pytest.mark.parametrize(
    ("first", "detail"),
    [
        (2021, "Tidsserien bröts 2021 (Ny metod), och för få perioder har gått sedan dess."),
        (2025, "Tidsserien bröts 2025 (Ny metod), och för få perioder har gått sedan dess."),
        (2020, None),
    ],
)
def test_five_years_since_a_break_are_enough(first: int, detail: str | None) -> None:
    found = developed(counted(years([100] * 10 + [90])), breaks=(Break(Year(first), "Ny metod."),))
    assert (found.gap.detail if found.gap else None) == detail
    assert len(found.reference) == (0 if detail else 5)


def test_where_the_time_since_a_break_is_long_enough_it_is_the_values_that_are_missing() -> None:
    found = developed(counted(years([100] * 5 + ["saknas", "saknas"] + [100] * 3 + [90])), breaks=(Break(Year(2020), "Ny metod."),))
    assert found.gap is not None
    assert "bröts" not in found.gap.detail


def test_a_break_after_the_period_is_none_yet() -> None:
    found = developed(counted(years([100] * 10 + [90])), breaks=(Break(Year(2026), "Ny metod."),))
    assert (found.gap, len(found.reference)) == (None, 10)


def test_at_most_ten_years_and_at_most_five_quarters_before_are_used() -> None:
    assert [each.code for each in developed(counted(years([100] * 14))).reference] == [str(year) for year in range(2024, 2014, -1)]
    quarters = analyse(counted(same_quarter([100] * 9)), request(), (QUARTER,)).judged
    [found] = [each for each in quarters if isinstance(each, Development)]
    assert [each.code for each in found.reference] == [f"{year}-K2" for year in (2025, 2024, 2023, 2022, 2021)]


def test_what_cannot_be_tested_is_told_whole() -> None:
    found = developed(counted(years([100] * 6), status="preliminar"), tested=False)
    assert found.gap is not None
    assert found == Development(
        id="utveckling:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        verdict=Trend.GAR_INTE_ATT_BEDOMA,
        observed=None,
        expected=None,
        lower=None,
        upper=None,
        level=None,
        p=None,
        p_adjusted=None,
        dispersion=None,
        pooled_over=0,
        tests=0,
        reference=(),
        gap=found.gap,
        citations=(),
        measure=Unit.ANTAL,
        preliminary=True,
    )
    assert found.gap.detail == "Förändringar prövas inte för den här uppgiften."


def developed(observations: Observations, **changes: object) -> Development:
    return development(observations, YEAR, indicator(**changes))


def test_two_small_counts_are_held_beside_each_other_by_their_own_populations() -> None:
    """Three of 100 000, and eight of 200 000 the year after: six were to be expected."""
    grown = joined([counted({"2024": 3}), counted({"2025": 8}, population=200_000)])
    found = developed(grown)
    assert found.expected == pytest.approx(6.0)
    assert (found.observed, found.reference, found.gap) == (8.0, (Year(2024),), None)
    assert [each.place for each in found.citations] == ["rad 2480.antal.2025", "rad 2480.antal.2024"]


def test_two_small_counts_of_which_one_has_no_known_population_are_held_beside_each_other_as_they_are() -> None:
    for alone, other in (("2024", "2025"), ("2025", "2024")):
        found = developed(joined([rows({alone: 3}), counted({other: 4}, population=200_000)]))
        assert (found.gap, found.expected) == (None, 4.0 if alone == "2025" else 3.0)
