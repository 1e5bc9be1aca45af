from __future__ import annotations

from math import inf, sqrt

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years
from scipy import stats

from briefing.findings.analysis import analyse
from briefing.findings.comparison import Uncertainty, position, quantile, rank
from briefing.findings.finding import Comparison, Position, Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Comparator, Indicator, Polarity, Unit
from briefing.terms.period import Frequency, Year

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
    assert found.gap.subject == found.id


def test_few_cases_are_not_compared_but_shown() -> None:
    found = comparison(joined([own(4), peers(500, 510, 520)]), QUARTER)
    assert (found.verdict, found.value, found.mean, found.rank) == (Position.GAR_INTE_ATT_BEDOMA, 4, 510, 1)
    assert found.gap is not None
    assert "färre än fem fall" in found.gap.detail


def test_without_years_before_the_ordinary_variation_is_unknown() -> None:
    latest = joined(counted(same_quarter([500 + 10 * number]), area=peer.code) for number, peer in enumerate(PEERS))
    found = comparison(joined([counted(same_quarter([300])), latest]), QUARTER)
    assert found.gap is not None
    assert (found.gap.reason, found.gap.subject) == (GapReason.OSAKERHET_SAKNAS, found.id)
    assert (found.verdict, found.rank, found.rank_lowest) == (Position.GAR_INTE_ATT_BEDOMA, 1, None)


def test_counts_without_rates_are_not_compared_between_municipalities() -> None:
    found = comparison(joined(rows(years([500]), area=area) for area in ("2480", *(peer.code for peer in PEERS))), YEAR)
    assert (found.verdict, found.value, found.mean) == (Position.GAR_INTE_ATT_BEDOMA, None, None)
    assert found.gap is not None
    assert found.gap.detail == "Kommunen har inget tal per 100\u00a0000 invånare för perioden att jämföra."
    assert found.gap.subject == found.id


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
    assert (found.gap.reason, found.gap.subject) == (GapReason.EJ_TILLAMPLIG, found.id)


def test_equal_values_share_the_lower_rank() -> None:
    found = comparison(joined([own(500), peers(500, 500, 400, 600)]), QUARTER)
    assert found.rank == 2


def test_an_indicator_that_is_not_compared_has_no_comparison() -> None:
    observations = joined([own(300), peers(500, 510, 520)])
    assert analyse(observations, request(indicators=[indicator(comparators=())]), (QUARTER,)).comparison(QUARTER) is None


@pytest.mark.parametrize(
    ("polarity", "above", "below"),
    [
        (Polarity.LAGRE_BATTRE, Position.SAMRE, Position.BATTRE),
        (Polarity.HOGRE_BATTRE, Position.BATTRE, Position.SAMRE),
        (Polarity.TOLKAS, Position.HOGRE, Position.LAGRE),
    ],
)
def test_a_difference_has_a_word_only_where_its_interval_excludes_nothing_at_all(
    polarity: Polarity, above: Position, below: Position
) -> None:
    intervals = [(0.1, 2.0), (-2.0, -0.1), (-1.0, 1.0), (0.0, 1.0), (-1.0, 0.0), (0.0, 0.0)]
    assert [position(polarity, *each) for each in intervals] == [above, below, *[Position.LIKNANDE] * 4]


def test_the_uncertainty_of_a_difference_has_welchs_degrees_of_freedom() -> None:
    both = Uncertainty(4.0, 10).plus(Uncertainty(9.0, 5))
    assert both.variance == 13
    assert both.degrees_of_freedom == pytest.approx(13**2 / (4**2 / 10 + 9**2 / 5))
    assert both.half_width == pytest.approx(stats.t.ppf(0.975, 169 / (1.6 + 16.2)) * sqrt(13))
    known = Uncertainty(4.0, inf).plus(Uncertainty(9.0, inf))
    assert (known.degrees_of_freedom, known.half_width) == (inf, pytest.approx(1.959964 * sqrt(13), rel=1e-6))


@pytest.mark.parametrize(
    ("values", "part", "found"),
    [
        ([1, 2, 3, 4], 0.25, 1.75),
        ([1, 2, 3, 4], 0.75, 3.25),
        ([1, 2, 3, 4, 5], 0.25, 2),
        ([1, 2, 3, 4, 5], 0.5, 3),
        ([1, 5], 0.25, 2),
        ([7], 0.75, 7),
        ([1, 2], 1.0, 2),
        ([1, 2], 0.0, 1),
    ],
)
def test_a_quantile_is_linear_between_the_values(values: list[float], part: float, found: float) -> None:
    assert quantile(values, part) == pytest.approx(found)


def test_a_rank_counts_those_that_are_lower() -> None:
    assert [rank(value, [10, 20, 20, 30]) for value in (5, 10, 15, 20, 25, 30, 31)] == [1, 1, 2, 2, 4, 4, 5]
    found = comparison(joined([own(500), peers(500, 500, 400, 600)]), QUARTER)
    assert (found.tied, found.members) == (2, PEERS[:4])


def test_three_members_are_a_group_and_five_cases_are_enough() -> None:
    assert comparison(joined([own(300), peers(500, 510, 520)]), QUARTER).verdict is Position.BATTRE
    few = comparison(joined([counted(same_quarter([6, 4, 5, 6, 5, 5])), peers(500, 510, 520)]), QUARTER)
    assert (few.verdict, few.gap) == (Position.BATTRE, None)


def test_the_ranks_that_an_interval_covers_are_those_of_its_ends() -> None:
    """60 ± 2, published, among 57, 58.5, 59, 61, 61.5, 62.5 and 63."""
    others = joined(
        rows(years([value]), area=peer.code, measure=Unit.ANDEL)
        for value, peer in zip((57, 58.5, 59, 61, 61.5, 62.5, 63), PEERS, strict=True)
    )
    found = comparison(joined([rows(years([60]), measure=Unit.ANDEL, lower=58.0, upper=62.0), others]), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.rank, found.rank_lowest, found.rank_highest) == (4, 2, 6)


def test_the_interval_of_a_share_is_wilsons_or_the_published_one() -> None:
    """540 of 900: Wilson's interval is 9.49 z²/(n + z²) narrower than Wald's; read back, its half is a standard error."""
    group = 4.666667 / 7  # of 70 … 76
    for given, error in (({"n": 900.0}, (63.1566 - 56.7649) / 2 / 1.959964), ({"lower": 58.0, "upper": 63.0}, 3 / 1.959964)):
        found = comparison(shares(60, **given), YEAR, indicator(unit=Unit.ANDEL))
        reach = stats.t.ppf(0.975, (error**2 + group) ** 2 / (group**2 / 6)) * sqrt(error**2 + group)
        assert (found.difference_lower, found.difference_upper) == pytest.approx((-13 - reach, -13 + reach), abs=2e-3)


def test_a_county_leaves_the_own_municipality_out_and_names_itself_where_it_is_too_small() -> None:
    county = (request().municipality.area, *PEERS[:2])
    observations = joined([own(300), peers(500, 510, 520)])
    found = analyse(observations, request(indicators=[indicator(comparators=(Comparator.LAN,))], county=county), (QUARTER,))
    compared = found.comparison(QUARTER, Comparator.LAN)
    assert compared is not None
    assert (compared.members, compared.comparator, compared.id) == (PEERS[:2], Comparator.LAN, "jamforelse:anmalda-brott:kvartal:lan")
    assert compared.gap is not None
    assert compared.gap.detail == "Bara två av länets andra kommuner har ett värde för perioden; minst tre behövs."


def rates(own_rate: float, **constant: float) -> Observations:
    others = joined(rows(years([70 + number]), area=peer.code, measure=Unit.PER_100K) for number, peer in enumerate(PEERS))
    return joined([rows(years([own_rate]), measure=Unit.PER_100K, **constant), others])


@pytest.mark.parametrize(
    ("observations", "subject", "asked", "detail"),
    [
        (
            joined([own(4), peers(500, 510, 520)]),
            QUARTER,
            {},
            "Kommunen har färre än fem fall, och så få räcker inte för att pröva en skillnad.",
        ),
        (rates(60), YEAR, {"unit": Unit.PER_100K}, "Antal fall saknas, så skillnaden kan inte prövas."),
        (shares(60), YEAR, {"unit": Unit.ANDEL}, "Antal svarande eller elever saknas, så skillnaden kan inte prövas."),
    ],
)
def test_a_difference_that_cannot_be_tested_says_why_of_itself(
    observations: Observations, subject: Subject, asked: dict[str, object], detail: str
) -> None:
    found = comparison(observations, subject, indicator(**asked))
    assert found.gap is not None
    assert (found.gap.subject, found.gap.detail) == (found.id, detail)
    assert (found.rank_lowest, found.rank_highest, found.difference_lower, found.difference_upper) == (None, None, None, None)
    assert found.quartiles is not None


def test_without_a_value_of_its_own_nothing_is_compared_but_the_members_are_named() -> None:
    found = comparison(joined([rows(years([60])), peers_of_years(70, 71)]), YEAR)
    assert found == Comparison(
        id="jamforelse:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.PER_100K,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=None,
        mean=None,
        difference_lower=None,
        difference_upper=None,
        quartiles=None,
        rank=None,
        rank_lowest=None,
        rank_highest=None,
        members=PEERS[:2],
        missing=PEERS[2:],
        gap=found.gap,
        citations=found.citations,
        comparator=Comparator.LIKNANDE,
        tied=0,
        preliminary=False,
    )
    assert [each.place for each in found.citations] == [f"rad {peer.code}.per_100k.2025" for peer in PEERS[:2]]


def peers_of_years(*latest: float) -> Observations:
    return joined(rows(years([value]), area=peer.code, measure=Unit.PER_100K) for peer, value in zip(PEERS, latest, strict=False))


def test_answers_are_counted_whole() -> None:
    """60 % of 900.4 answers is 540 of 900."""
    found = comparison(shares(60, n=900.4), YEAR, indicator(unit=Unit.ANDEL))
    whole = comparison(shares(60, n=900.0), YEAR, indicator(unit=Unit.ANDEL))
    assert (found.difference_lower, found.difference_upper) == (whole.difference_lower, whole.difference_upper)
