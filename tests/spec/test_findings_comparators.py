"""Each comparator that the catalogue names has a finding of its own, and a mean of municipalities is never a total."""

from __future__ import annotations

from dataclasses import fields

import pytest
from builders_observations import PEERS, UMEA, counted, indicator, request, rows, same_quarter, years

from briefing.findings.analysis import analyse
from briefing.findings.finding import (
    Comparison,
    Findings,
    ModelComparison,
    Placement,
    Position,
    Subject,
    TotalComparison,
)
from briefing.observations.observations import Observations, joined
from briefing.terms.area import COUNTRY, Area
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Comparator, Indicator, Polarity, Unit
from briefing.terms.period import Frequency

STEADY = (500, 520, 480, 510, 490)
QUARTER, YEAR = (Subject("anmalda-brott", frequency) for frequency in (Frequency.KVARTAL, Frequency.AR))
SHARE = Subject("otrygghet", Frequency.AR)
COUNTY = tuple(Area(f"24{number:02d}", f"Kommun {number}") for number in range(1, 5))


def share_of(**changes: object) -> Indicator:
    return indicator("otrygghet", unit=Unit.ANDEL, **changes)


def shares(own: float, country: float | str | None = None, **constant: float) -> Observations:
    country_rows = [] if country is None else [rows({"2025": country}, area=COUNTRY.code, measure=Unit.ANDEL, about="otrygghet")]
    members = (
        rows({"2025": 30 + number}, area=area.code, measure=Unit.ANDEL, about="otrygghet") for number, area in enumerate((*PEERS, *COUNTY))
    )
    return joined([rows({"2025": own}, measure=Unit.ANDEL, about="otrygghet", **constant), *members, *country_rows])


def found(observations: Observations, *catalogue: Indicator, subject: Subject = SHARE) -> Findings:
    return analyse(observations, request(indicators=catalogue, county=COUNTY), (subject,))


def test_every_comparator_that_is_declared_has_a_finding_of_its_own() -> None:
    everyone = (Comparator.LIKNANDE, Comparator.LAN, Comparator.RIKET, Comparator.ALLA)
    many = joined(rows({"2025": 20 + number / 10}, area=f"{3000 + number}", measure=Unit.ANDEL, about="otrygghet") for number in range(40))
    analysed = found(joined([shares(33, 35, n=900.0), many]), share_of(comparators=everyone))
    ids = {each.id for each in analysed.judged if isinstance(each, Comparison | TotalComparison | Placement)}
    assert ids == {"jamforelse:otrygghet:ar", "jamforelse:otrygghet:ar:lan", "jamforelse:otrygghet:ar:riket", "placering:otrygghet:ar"}


def test_a_comparator_that_is_not_declared_has_none() -> None:
    analysed = found(shares(33, 35, n=900.0), share_of(comparators=()))
    assert not any(isinstance(each, Comparison | TotalComparison | Placement) for each in analysed.judged)


def test_the_county_is_the_unweighted_mean_of_its_other_municipalities() -> None:
    county = found(shares(50, n=900.0), share_of(comparators=(Comparator.LAN,))).comparison(SHARE, Comparator.LAN)
    assert county is not None
    assert (county.members, county.mean, county.verdict, county.comparator) == (COUNTY, 38.5, Position.SAMRE, Comparator.LAN)
    assert UMEA.code not in {each.code for each in county.members}


def test_a_county_of_which_one_municipality_reports_is_no_group() -> None:
    only = rows({"2025": 30}, area=COUNTY[0].code, measure=Unit.ANDEL, about="otrygghet")
    own = rows({"2025": 50}, measure=Unit.ANDEL, about="otrygghet", n=900.0)
    county = found(joined([own, only]), share_of(comparators=(Comparator.LAN,))).comparison(SHARE, Comparator.LAN)
    assert county is not None
    assert (county.verdict, county.mean, county.missing) == (Position.GAR_INTE_ATT_BEDOMA, None, COUNTY[1:])
    assert county.gap is not None
    assert county.gap.detail == "Bara en av länets andra kommuner har ett värde för perioden; minst tre behövs."


def test_a_total_has_no_mean_and_a_mean_is_no_total() -> None:
    """The types keep them apart: nothing that takes one can be given the other."""
    assert {"mean", "members", "quartiles", "rank"} <= {each.name for each in fields(Comparison)}
    assert "total" not in {each.name for each in fields(Comparison)}
    assert not {"mean", "members", "quartiles", "rank"} & {each.name for each in fields(TotalComparison)}


@pytest.mark.parametrize(("own", "verdict"), [(30, Position.BATTRE), (35.5, Position.LIKNANDE), (41, Position.SAMRE)])
def test_a_share_is_better_or_worse_than_the_country_only_when_its_interval_says_so(own: float, verdict: Position) -> None:
    total = found(shares(own, 35, n=900.0), share_of(comparators=(Comparator.RIKET,))).total_comparison(SHARE)
    assert total is not None
    assert (total.total, total.value, total.verdict, total.area, total.comparator) == (35, own, verdict, UMEA.code, Comparator.RIKET)
    assert total.difference_lower is not None
    assert total.difference_upper is not None
    assert (verdict is Position.LIKNANDE) == (total.difference_lower <= 0 <= total.difference_upper)
    assert len(total.citations) == 2


def test_the_countrys_own_interval_widens_the_difference() -> None:
    plain = shares(32, 35, n=900.0)
    frame = plain.frame.assign()
    country = frame["area"] == COUNTRY.code
    frame.loc[country, ["lower", "upper"]] = [30.0, 40.0]
    wide = found(Observations(frame), share_of(comparators=(Comparator.RIKET,))).total_comparison(SHARE)
    narrow = found(plain, share_of(comparators=(Comparator.RIKET,))).total_comparison(SHARE)
    assert wide is not None
    assert narrow is not None
    assert wide.difference_upper is not None
    assert narrow.difference_upper is not None
    assert wide.difference_upper - (32 - 35) == pytest.approx(((narrow.difference_upper + 3) ** 2 + 25) ** 0.5)


def test_of_cases_the_country_is_context_and_nothing_is_better_or_worse() -> None:
    observations = joined([counted(same_quarter([*STEADY, 300])), counted(same_quarter([*STEADY, 900]), area=COUNTRY.code)])
    total = found(observations, indicator(comparators=(Comparator.RIKET,)), subject=QUARTER).total_comparison(QUARTER)
    assert total is not None
    assert (total.value, total.total, total.verdict, total.difference_lower) == (300, 900, Position.GAR_INTE_ATT_BEDOMA, None)
    assert total.gap is not None
    assert (total.gap.reason, "inte kan knytas till någon kommun" in total.gap.detail) == (GapReason.EJ_TILLAMPLIG, True)


def test_a_country_that_was_not_delivered_is_a_gap() -> None:
    total = found(shares(33, n=900.0), share_of(comparators=(Comparator.RIKET,))).total_comparison(SHARE)
    assert total is not None
    assert (total.total, total.verdict) == (None, Position.GAR_INTE_ATT_BEDOMA)
    assert total.gap is not None
    assert total.gap.detail == "Värdet för riket har inte levererats för perioden."


def test_a_share_of_unknown_size_is_not_held_against_the_country() -> None:
    total = found(shares(33, 35), share_of(comparators=(Comparator.RIKET,))).total_comparison(SHARE)
    assert total is not None
    assert total.gap is not None
    assert (total.total, total.gap.reason) == (35, GapReason.OSAKERHET_SAKNAS)


def test_equal_values_share_a_rank_and_are_counted_as_tied() -> None:
    tied = found(shares(31, n=900.0), share_of()).comparison(SHARE)
    assert tied is not None
    assert (tied.rank, tied.tied) == (2, 1)
    assert tied.rank_lowest is not None
    assert tied.rank_highest is not None
    assert tied.rank_lowest <= tied.rank <= tied.rank_highest


def test_a_place_in_the_country_tells_the_ranks_that_its_interval_covers() -> None:
    values = [20 + number / 2 for number in range(40)]
    many = joined(
        rows({"2025": value}, area=f"{3000 + number}", measure=Unit.ANDEL, about="otrygghet") for number, value in enumerate(values)
    )
    country = rows({"2025": 12}, area=COUNTRY.code, measure=Unit.ANDEL, about="otrygghet")
    own = rows({"2025": 30.2}, measure=Unit.ANDEL, about="otrygghet", lower=28.1, upper=32.3)
    place = found(joined([own, many, country]), share_of(comparators=(Comparator.ALLA,))).placement(SHARE)
    assert place is not None
    assert (place.rank, place.of, place.lowest) == (1 + sum(value < 30.2 for value in values), 41, 20)
    assert (place.rank_lowest, place.rank_highest) == (1 + sum(v < 28.1 for v in values), 1 + sum(v < 32.3 for v in values))
    assert (place.subject, {each.delivery for each in place.citations}) == (SHARE, {"bra-anmalda-brott/2026-K2"})
    assert [each.place for each in place.citations] == ["rad 2480.andel.2025", "rader: 41, filter: otrygghet, 2025"]
    assert (place.median, place.quartiles) == (pytest.approx(29.5 + 0.5), pytest.approx((25, 34.5), abs=0.5))


def modelled(code: float | str, own: float = 500, polarity: Polarity = Polarity.LAGRE_BATTRE) -> ModelComparison:
    """Reported thefts against SKR's model: 2 fewer than expected, 1 as many, 0 more."""
    catalogue = (indicator(modelled="u00490", polarity=polarity), indicator("u00490", unit=Unit.MEDEL, polarity=Polarity.TOLKAS))
    observations = joined([counted(years([500, own])), rows({"2025": code}, measure=Unit.MEDEL, about="u00490")])
    comparison = analyse(observations, request(indicators=catalogue), (YEAR,)).model_comparison(YEAR)
    assert comparison is not None
    return comparison


@pytest.mark.parametrize(
    ("code", "polarity", "verdict"),
    [
        (2, Polarity.LAGRE_BATTRE, Position.BATTRE),
        (1, Polarity.LAGRE_BATTRE, Position.LIKNANDE),
        (0, Polarity.LAGRE_BATTRE, Position.SAMRE),
        (2, Polarity.TOLKAS, Position.LAGRE),
        (0, Polarity.TOLKAS, Position.HOGRE),
        (2, Polarity.HOGRE_BATTRE, Position.SAMRE),
    ],
)
def test_skrs_code_of_three_is_said_in_the_words_of_difference(code: float, polarity: Polarity, verdict: Position) -> None:
    comparison = modelled(code, polarity=polarity)
    assert (comparison.verdict, comparison.expected, comparison.gap) == (verdict, None, None)
    assert len(comparison.citations) == 2


def test_a_code_that_means_nothing_is_a_gap() -> None:
    comparison = modelled(3)
    assert comparison.gap is not None
    assert (comparison.verdict, comparison.gap.reason) == (Position.GAR_INTE_ATT_BEDOMA, GapReason.EJ_LASBAR)


def test_a_modelled_value_that_was_not_delivered_is_a_gap() -> None:
    comparison = modelled("saknas")
    assert comparison.gap is not None
    assert (comparison.verdict, comparison.gap.reason) == (Position.GAR_INTE_ATT_BEDOMA, GapReason.EJ_LEVERERAD)


@pytest.mark.parametrize(("own", "verdict"), [(80, Position.SAMRE), (85, Position.LIKNANDE), (90, Position.BATTRE)])
def test_a_modelled_value_in_the_same_unit_is_the_expected_value(own: float, verdict: Position) -> None:
    catalogue = (
        indicator("otrygghet", unit=Unit.ANDEL, modelled="modell", polarity=Polarity.HOGRE_BATTRE),
        indicator("modell", unit=Unit.ANDEL),
    )
    observations = joined(
        [rows({"2025": own}, measure=Unit.ANDEL, about="otrygghet", n=1200.0), rows({"2025": 85}, measure=Unit.ANDEL, about="modell")]
    )
    comparison = analyse(observations, request(indicators=catalogue), (SHARE,)).model_comparison(SHARE)
    assert comparison is not None
    assert (comparison.expected, comparison.value, comparison.verdict, comparison.modelled) == (85, own, verdict, "modell")
    assert (comparison.area, comparison.period.code, comparison.measure) == (UMEA.code, "2025", Unit.ANDEL)


def test_a_municipality_without_a_rate_is_held_against_no_total() -> None:
    counts = joined([rows(years([500])), rows(years([900]), area=COUNTRY.code, measure=Unit.PER_100K)])
    total = found(counts, indicator(comparators=(Comparator.RIKET,)), subject=YEAR).total_comparison(YEAR)
    assert total is not None
    assert total.gap is not None
    assert (total.value, total.total, total.gap.reason) == (None, 900, GapReason.SAKNAS)


def test_a_place_without_a_known_uncertainty_covers_no_ranks() -> None:
    many = joined(rows({"2025": 20 + number / 2}, area=f"{3000 + number}", measure=Unit.ANDEL, about="otrygghet") for number in range(40))
    own = rows({"2025": 30.2}, measure=Unit.ANDEL, about="otrygghet")
    place = found(joined([own, many]), share_of(comparators=(Comparator.ALLA,))).placement(SHARE)
    assert place is not None
    assert (place.rank, place.rank_lowest, place.rank_highest) == (22, None, None)


def test_nineteen_municipalities_are_no_country() -> None:
    many = joined(rows({"2025": 20 + number}, area=f"{3000 + number}", measure=Unit.ANDEL, about="otrygghet") for number in range(18))
    own = rows({"2025": 30.2}, measure=Unit.ANDEL, about="otrygghet")
    assert found(joined([own, many]), share_of(comparators=(Comparator.ALLA,))).placement(SHARE) is None
