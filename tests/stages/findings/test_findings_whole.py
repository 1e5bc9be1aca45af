"""One finding of every kind, told whole: each field of it is what the figures below give by hand."""

from __future__ import annotations

from datetime import date
from math import expm1, log, sqrt
from typing import Any

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter, years
from scipy import stats

from briefing.findings.analysis import analyse
from briefing.findings.finding import (
    Comparison,
    Development,
    Findings,
    Level,
    ModelComparison,
    Placement,
    TotalComparison,
    WatchList,
)
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.findings.profile import ProtectiveFactor, WatchEntry
from briefing.findings.spread import spread
from briefing.findings.vocabulary import IntervalKind, Method, Position, Protection, Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat, GapReason
from briefing.terms.indicator import Comparator, Polarity, ProblemArea, Unit
from briefing.terms.period import Frequency, Quarter, Year

YEAR = Subject("anmalda-brott", Frequency.AR)
BEFORE = (100, 110, 90, 105, 95)  # of mean 100 and of a variance below it, so φ is 1
MEMBERS = (100, 110, 120, 130)  # per 100 000: mean 115, variance 500/3
DELIVERY, WHOLE, MODEL = "bra-anmalda-brott/2026-K2", "bra-anmalda-brott/helheten", "skr/2025"


def place(code: str, area: str = "2480", measure: str = "per_100k", delivery: str = DELIVERY) -> Citation:
    return Citation(delivery, f"rad {area}.{measure}.{code}")


@pytest.fixture(scope="module")
def found() -> Findings:
    """200 cases in a municipality of 50 000 where 100 were expected; a quarter of 800 cases; 1 500 per 100 000 in the country."""
    catalogue = (
        indicator(comparators=(Comparator.LIKNANDE, Comparator.RIKET), modelled="modell", part_of="allt"),
        indicator("allt"),
        indicator("modell", unit=Unit.PER_100K),
    )
    own = counted(years([*BEFORE, 200]), population=50_000, status=["slutlig"] * 5 + ["preliminar"])
    members = (counted(years([*BEFORE, last]), area=peer.code) for last, peer in zip(MEMBERS, PEERS, strict=False))
    country = counted({"2025": 150_000}, area="00", population=10_000_000)
    whole = counted({"2025": 800}, about="allt", population=50_000, delivery=WHOLE)
    model = rows({"2025": 250}, measure=Unit.PER_100K, about="modell", delivery=MODEL)
    return analyse(joined([own, *members, country, whole, model]), request(indicators=catalogue), (YEAR,))


def test_a_level_is_told_whole(found: Findings) -> None:
    edges = [
        2 * (count * (1 - 1 / (9 * count) + side * stats.norm.ppf(0.975) / (3 * sqrt(count))) ** 3) for count, side in ((200, -1), (201, 1))
    ]
    assert found.level(YEAR) == Level(
        id="niva:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        count=200.0,
        rate=400.0,
        value=None,
        lower=pytest.approx(edges[0]),
        upper=pytest.approx(edges[1]),
        share=25.0,
        preliminary=True,
        caveats=(Caveat.PRELIMINAR,),
        citations=(place("2025", measure="antal"), place("2025"), place("2025", measure="antal", delivery=WHOLE)),
        interval=IntervalKind.BYAR,
    )


def test_a_development_is_told_whole(found: Findings) -> None:
    development = found.development(YEAR)
    assert development is not None
    assert development.p is not None
    assert 0 < development.p < 1e-6
    assert development.trend is not None
    assert development.trend.change == pytest.approx(16.857088, abs=1e-6)  # statsmodels: 100·(exp(0.155782) − 1)
    assert (development.trend.first, development.trend.last) == (Year(2021), Year(2025))
    assert development == Development(
        id="utveckling:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        verdict=Trend.OKAR,
        observed=200.0,
        expected=pytest.approx(100.0),
        lower=79.0,
        upper=123.0,
        level=pytest.approx(0.95),
        p=development.p,
        p_adjusted=development.p,
        dispersion=1.0,
        pooled_over=5,
        tests=1,
        reference=tuple(Year(year) for year in (2024, 2023, 2022, 2021, 2020)),
        gap=None,
        citations=tuple(place(str(year), measure="antal") for year in (2025, 2024, 2023, 2022, 2021, 2020)),
        trend=development.trend,
        method=Method.KVASI_POISSON,
        measure=Unit.ANTAL,
        preliminary=True,
        caveats=(),
    )


def test_the_five_years_of_a_trend_are_those_of_the_likelihood(found: Findings) -> None:
    """The Poisson likelihood of equal populations has its maximum where the counts weighted by the year are those of the curve."""
    development = found.development(YEAR)
    assert development is not None
    assert development.trend is not None
    slope, counts = log(1 + development.trend.change / 100), (110, 90, 105, 95, 200)
    weights = [(1 + development.trend.change / 100) ** year for year in range(-2, 3)]
    mean = sum(counts) / sum(weights)
    assert sum(year * mean * weight for year, weight in zip(range(-2, 3), weights, strict=True)) == pytest.approx(
        sum(year * count for year, count in zip(range(-2, 3), counts, strict=True))
    )
    centre = sum(year * weight for year, weight in zip(range(-2, 3), weights, strict=True)) / sum(weights)
    information = sum(mean * weight * (year - centre) ** 2 for year, weight in zip(range(-2, 3), weights, strict=True))
    reach = stats.t.ppf(0.975, 20) / sqrt(information)  # φ is 1, from five municipalities with four degrees of freedom each
    assert (development.trend.lower, development.trend.upper) == (
        pytest.approx(100 * expm1(slope - reach)),
        pytest.approx(100 * expm1(slope + reach)),
    )


def test_a_comparison_is_told_whole(found: Findings) -> None:
    own, group = 400.0**2 / 200, 500 / 3 / 4
    reach = stats.t.ppf(0.975, (own + group) ** 2 / (own**2 / 20 + group**2 / 3)) * sqrt(own + group)
    assert found.comparison(YEAR) == Comparison(
        id="jamforelse:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.PER_100K,
        verdict=Position.SAMRE,
        value=400.0,
        mean=115.0,
        difference_lower=pytest.approx(285 - reach),
        difference_upper=pytest.approx(285 + reach),
        quartiles=(107.5, 122.5),
        rank=5,
        rank_lowest=5,
        rank_highest=5,
        members=PEERS[:4],
        missing=PEERS[4:],
        gap=None,
        citations=(place("2025"), *(place("2025", peer.code) for peer in PEERS[:4])),
        comparator=Comparator.LIKNANDE,
        tied=0,
        preliminary=True,
    )


def test_a_comparison_with_the_country_is_told_whole(found: Findings) -> None:
    total = found.total_comparison(YEAR)
    assert total is not None
    assert total.gap is not None
    assert total == TotalComparison(
        id="jamforelse:anmalda-brott:ar:riket",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.PER_100K,
        comparator=Comparator.RIKET,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=400.0,
        total=1500.0,
        difference_lower=None,
        difference_upper=None,
        preliminary=True,
        gap=total.gap,
        citations=(place("2025"), place("2025", "00")),
    )
    assert (total.gap.reason, total.gap.subject) == (GapReason.EJ_TILLAMPLIG, total.id)


def test_a_comparison_with_a_model_is_told_whole(found: Findings) -> None:
    assert found.model_comparison(YEAR) == ModelComparison(
        id="modell:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.PER_100K,
        modelled="modell",
        verdict=Position.SAMRE,
        value=400.0,
        expected=250.0,
        gap=None,
        citations=(place("2025"), place("2025", delivery=MODEL)),
    )


@pytest.mark.parametrize(("expected", "verdict"), [(340.0, Position.SAMRE), (342.0, Position.LIKNANDE)])
def test_a_rate_near_what_a_model_expects_is_like_it(expected: float, verdict: Position) -> None:
    """400 per 100 000 of 200 cases: ± 2.086·400/√200 = 59.0 (t with 20 degrees of freedom), so from 341.0 on."""
    catalogue = (indicator(modelled="modell"), indicator("modell", unit=Unit.PER_100K))
    own = counted(years([*BEFORE, 200]), population=50_000)
    members = (counted(years([*BEFORE, 100]), area=peer.code) for peer in PEERS[:4])
    model = rows({"2025": expected}, measure=Unit.PER_100K, about="modell", delivery=MODEL)
    compared = analyse(joined([own, *members, model]), request(indicators=catalogue), (YEAR,)).model_comparison(YEAR)
    assert compared is not None
    assert compared.verdict is verdict


def test_a_watch_list_is_told_whole(found: Findings) -> None:
    cited = [place(str(year), measure="antal") for year in (2024, 2023, 2022, 2021, 2020)]
    assert found.watch_list == WatchList(
        id="bevakningslista",
        area="2480",
        entries=(
            WatchEntry(
                subject=YEAR,
                period=Year(2025),
                development=Trend.OKAR,
                comparators=(Comparator.LIKNANDE,),
                rests_on=("utveckling:anmalda-brott:ar", "jamforelse:anmalda-brott:ar"),
            ),
        ),
        judged=(YEAR,),
        unjudged=(),
        gap=None,
        citations=(
            place("2025", measure="antal"),
            place("2025"),
            place("2025", measure="antal", delivery=WHOLE),
            *cited,
            *(place("2025", area) for area in (*(peer.code for peer in PEERS[:4]), "00")),
        ),
    )


def test_what_is_not_tested_is_not_watched() -> None:
    series = counted(years([*BEFORE, 200]), population=50_000)
    members = [counted(years([*BEFORE, last]), area=peer.code) for last, peer in zip(MEMBERS, PEERS, strict=False)]
    watched = analyse(joined([series, *members]), request(indicators=[indicator(tested=False)]), (YEAR,)).watch_list
    assert watched is not None
    assert watched.gap is not None
    assert (watched.entries, watched.judged, watched.unjudged) == ((), (), ())
    assert (watched.gap.reason, watched.gap.subject) == (GapReason.FOR_LITET_UNDERLAG, "bevakningslista")


SCHOOL = Subject("gymnasiebehorighet", Frequency.AR)


def test_a_protective_factor_is_told_whole() -> None:
    what = indicator(
        "gymnasiebehorighet",
        unit=Unit.ANDEL,
        polarity=Polarity.HOGRE_BATTRE,
        problem_area=ProblemArea.SKOLA,
        protective=True,
        comparators=(Comparator.LIKNANDE, Comparator.RIKET),
    )
    both: dict[str, Any] = {"measure": Unit.ANDEL, "about": "gymnasiebehorighet"}
    own = rows({"2024": 80, "2025": 90}, n=1000.0, **both)
    members = [rows({"2025": 80 + number}, area=peer.code, **both) for number, peer in enumerate(PEERS[:3])]
    country = rows({"2025": 85}, area="00", **both)
    profile = analyse(joined([own, *members, country]), request(indicators=[what]), (SCHOOL,)).protective_profile
    assert profile is not None
    assert profile.factors == (
        ProtectiveFactor(
            subject=SCHOOL,
            protection=Protection.SKOLRESULTAT,
            period=Year(2025),
            value=90.0,
            measure=Unit.ANDEL,
            development=Trend.OKAR,
            positions=((Comparator.LIKNANDE, Position.BATTRE), (Comparator.RIKET, Position.BATTRE)),
            rests_on=(
                "niva:gymnasiebehorighet:ar",
                "utveckling:gymnasiebehorighet:ar",
                "jamforelse:gymnasiebehorighet:ar",
                "jamforelse:gymnasiebehorighet:ar:riket",
            ),
        ),
    )
    assert (profile.id, profile.area, profile.gap) == ("skyddsfaktorer", "2480", None)
    assert [(each, gap.subject) for each, gap in profile.missing] == [
        (Protection.MENINGSFULL_FRITID, "skyddsfaktorer"),
        (Protection.EKONOMISK_STABILITET, "skyddsfaktorer"),
    ]
    assert profile.citations == (
        place("2025", measure="andel"),
        place("2024", measure="andel"),
        *(place("2025", area, "andel") for area in (*(peer.code for peer in PEERS[:3]), "00")),
    )


def test_a_protective_factor_that_is_counted_is_told_by_its_rate_and_else_by_its_count() -> None:
    what = indicator(protective=True, comparators=())
    for observations, value, measure in (
        (counted({"2025": 200}, population=50_000), 400.0, Unit.PER_100K),
        (rows({"2025": 200}), 200.0, Unit.ANTAL),
        (rows({"2025": 0}), 0.0, Unit.ANTAL),
    ):
        profile = analyse(observations, request(indicators=[what]), (YEAR,)).protective_profile
        assert profile is not None
        assert [(each.value, each.measure) for each in profile.factors] == [(value, measure)]


def everywhere(number: int) -> Observations:
    """So many other municipalities with the values 1, 2, 3 …, the county and the country, and a part of the municipality."""
    values = {f"{3000 + each}": float(each) for each in range(1, number + 1)} | {"24": 990.0, "00": 991.0, "2480R001": 992.0}
    return joined(rows({"2025": value}, area=area, measure=Unit.MEDEL) for area, value in values.items())


def placed(others: int, own: dict[str, float | str], **given: float) -> Placement | None:
    what = indicator(unit=Unit.MEDEL, comparators=(Comparator.ALLA,))
    observations = joined([rows(own, measure=Unit.MEDEL, **given), everywhere(others)])
    return analyse(observations, request(indicators=[what]), (YEAR,)).placement(YEAR)


def test_a_place_in_the_country_is_told_whole() -> None:
    """Of 20 municipalities; the interval 5.5 ± 3 holds 3, 4, 5, 6, 7 and 8."""
    assert placed(19, {"2025": 5.5}, lower=2.5, upper=8.5) == Placement(
        id="placering:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        measure=Unit.MEDEL,
        value=5.5,
        rank=6,
        of=20,
        lowest=1.0,
        median=9.5,
        quartiles=(5.375, 14.25),
        highest=19.0,
        citations=(place("2025", measure="medel"), Citation(DELIVERY, "rader: 20, filter: anmalda-brott, 2025")),
        rank_lowest=3,
        rank_highest=9,
    )


def test_twenty_municipalities_are_a_country_and_nineteen_are_none() -> None:
    assert placed(19, {"2025": 5.5}) is not None
    assert placed(18, {"2025": 5.5}) is None


def test_a_municipality_without_a_value_has_no_place() -> None:
    assert placed(30, {"2024": 5.5, "2025": "saknas"}) is None


def test_the_ranks_that_a_rate_covers_are_those_of_how_its_count_varies() -> None:
    """100 cases of 50 000 are 200 per 100 000, ± 2.776·200/√100 = 55.5 (t with 4 degrees of freedom, φ 1): between 144.5 and 255.5."""
    what = indicator(unit=Unit.PER_100K, comparators=(Comparator.ALLA,))
    others = [rows({"2025": 105 + 10 * number}, area=f"{1000 + number}", measure=Unit.PER_100K) for number in range(20)]
    own = counted(years([*BEFORE, 100]), population=50_000)
    found = analyse(joined([*others, own]), request(indicators=[what]), (YEAR,)).placement(YEAR)
    assert found is not None
    assert (found.value, found.of, found.rank, found.rank_lowest, found.rank_highest) == (200.0, 21, 11, 5, 17)


def test_of_counts_that_nobody_delivered_there_is_no_place() -> None:
    what = indicator(comparators=(Comparator.ALLA,))
    rates = joined(rows({"2025": 5}, area=area, measure=Unit.PER_100K) for area in ("2480", *(f"{3000 + each}" for each in range(20))))
    assert analyse(rates, request(indicators=[what]), (YEAR,)).placement(YEAR) is None


def test_a_spread_is_told_whole() -> None:
    what = indicator(unit=Unit.MEDEL)
    own = rows({"2025": 2.5}, measure=Unit.MEDEL, status="preliminar")
    told = spread(joined([own, everywhere(4)]), request(indicators=[what]), YEAR, what)
    assert told is not None
    assert told.values == (("3001", 1.0), ("3002", 2.0), ("2480", 2.5), ("3003", 3.0), ("3004", 4.0))
    assert (told.id, told.subject, told.area, told.period) == ("fordelning:anmalda-brott:ar", YEAR, "2480", Year(2025))
    assert (told.measure, told.quartiles, told.preliminary) == (Unit.MEDEL, (2.0, 2.5, 3.0), frozenset({"2480"}))
    assert told.citations == (place("2025", measure="medel"), Citation(DELIVERY, "rader: 5, filter: anmalda-brott, 2025"))


def test_of_counted_cases_the_rate_is_spread_where_there_is_one() -> None:
    what = indicator()
    others = [counted({"2025": 10 * number}, area=f"300{number}", population=1000) for number in (1, 2, 3)]
    told = spread(joined([*others, counted({"2024": 5, "2025": 15}, population=3000)]), request(indicators=[what]), YEAR, what)
    assert told is not None
    assert (told.measure, told.values) == (Unit.PER_100K, (("2480", 500.0), ("3001", 1000.0), ("3002", 2000.0), ("3003", 3000.0)))
    plain = spread(joined([rows({"2025": 4}, area="3001"), rows({"2025": 7})]), request(indicators=[what]), YEAR, what)
    assert plain is not None
    assert (plain.measure, plain.values) == (Unit.ANTAL, (("3001", 4.0), ("2480", 7.0)))


def test_a_spread_is_of_the_latest_period_in_which_the_municipality_itself_has_a_value() -> None:
    what = indicator(unit=Unit.MEDEL)
    others = [rows({"2024": 3, "2025": 4}, area=area, measure=Unit.MEDEL) for area in ("3001", "3002")]
    told = spread(joined([rows({"2024": 2.5}, measure=Unit.MEDEL), *others]), request(indicators=[what]), YEAR, what)
    assert told is not None
    assert (told.period, [value for _, value in told.values]) == (Year(2024), [2.5, 3.0, 3.0])
    without = spread(joined(others), request(indicators=[what]), YEAR, what)
    assert without is not None
    assert without.period == Year(2025)


def test_what_came_on_the_cut_off_day_is_not_spread() -> None:
    what, came = indicator(unit=Unit.MEDEL), [date(2026, 8, 14)]
    both = joined(rows({"2025": value}, area=area, measure=Unit.MEDEL, received_on=came) for area, value in (("2480", 1.0), ("3001", 2.0)))
    assert spread(both, request(indicators=[what], cut_off=date(2026, 8, 14)), YEAR, what) is None
    told = spread(both, request(indicators=[what], cut_off=date(2026, 8, 15)), YEAR, what)
    assert told is not None
    assert len(told.values) == 2


def test_a_spread_of_a_quarter_is_that_of_the_quarter_asked_about_and_never_an_older_one() -> None:
    what, quarter = indicator(unit=Unit.MEDEL), Subject("anmalda-brott", Frequency.KVARTAL)
    both = joined([rows(same_quarter([1, 2]), measure=Unit.MEDEL), rows(same_quarter([3, 4]), area="3001", measure=Unit.MEDEL)])
    told = spread(both, request(indicators=[what]), quarter, what)
    assert told is not None
    assert (told.period, [value for _, value in told.values]) == (Quarter(2026, 2), [2.0, 4.0])
    assert spread(both, request("2026-K1", indicators=[what]), quarter, what) is None
    meeting = spread(both, request("2026-12-03", indicators=[what]), quarter, what)
    assert meeting is not None
    assert meeting.period == Quarter(2026, 2)


def test_a_funnel_is_told_whole() -> None:
    """60 cases among 30 000 people: 20 are expected in each part of 10 000; exact limits of 20 are about 12 to 31, and 8 to 38."""
    parts = [Area(f"2480{number}", "") for number in (1, 2, 3)]
    counts = {parts[0]: 5, parts[1]: 15, parts[2]: 40}
    observations = joined(
        [
            *(counted({"2025": count}, area=area.code, population=10_000) for area, count in counts.items()),
            rows({"2025": 7}, area="24804"),
            counted({"2025": 60}, population=30_000),
            counted({"2025": 9}, area="2481", population=10_000),
        ]
    )
    told = funnel_of_parts(observations, request(), YEAR, indicator())
    assert told is not None
    assert (told.id, told.subject, told.area, told.period, told.gap) == ("tratt:anmalda-brott:ar", YEAR, "2480", Year(2025), None)
    assert [(each.area.code, each.observed, each.expected, each.ratio) for each in told.points] == [
        (area.code, count, pytest.approx(20.0), pytest.approx(count / 20)) for area, count in counts.items()
    ]
    assert [(each.position, each.far) for each in told.points] == [
        (Position.LAGRE, True),
        (Position.LIKNANDE, False),
        (Position.HOGRE, True),
    ]
    assert told.dispersion == 1.0
    assert [(area.code, gap.subject, gap.reason) for area, gap in told.left_out] == [
        ("24804", "tratt:anmalda-brott:ar:24804", GapReason.SAKNAS)
    ]
    assert told.citations == tuple(place("2025", code, "antal") for code in ("24801", "24802", "24803", "24804"))
    assert funnel_of_parts(counted({"2025": 60}, population=30_000), request(), YEAR, indicator()) is None
