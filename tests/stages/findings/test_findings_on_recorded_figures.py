"""Brå's recorded figures for Umeå and its seven comparable municipalities, recomputed here by plain scipy."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from builders_observations import CATEGORIES, PEERS, catalogue, recorded, request
from scipy import stats

from briefing.findings.analysis import analyse
from briefing.findings.development import farrington_bounds, farrington_p
from briefing.findings.dispersion import Reference, dispersion
from briefing.findings.finding import Comparison, Development, Findings, Level, Position, Subject, Trend
from briefing.terms.gap import Caveat, Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter, Year

QUARTER = Subject("anmalda-brott", Frequency.KVARTAL)
YEARS = tuple(Subject(indicator_id, Frequency.AR) for indicator_id, _ in CATEGORIES.values())
Counts = dict[tuple[str, str, str], tuple[float, float]]


@pytest.fixture(scope="module")
def findings(shared_data: Path) -> Findings:
    return analyse(recorded(shared_data), request(indicators=catalogue()), (QUARTER, *YEARS))


@pytest.fixture(scope="module")
def counts(shared_data: Path) -> Counts:
    """Count and rate by municipality, category and period, straight from the files."""
    found: Counts = {}
    for path in (shared_data / "bra_sol").glob("bra_crime_*.csv"):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                key = (row["kommunkod"], CATEGORIES[row["key"]][0], row.get("period") or row["year"])
                found[key] = float(row["count"]), float(row["per_100k"])
    return found


def level_of(findings: Findings, subject: Subject) -> Level:
    found = findings.level(subject)
    assert found is not None
    return found


def development_of(findings: Findings, subject: Subject) -> Development:
    found = findings.development(subject)
    assert found is not None
    return found


def comparison_of(findings: Findings, subject: Subject) -> Comparison:
    found = findings.comparison(subject)
    assert found is not None
    return found


def test_the_second_quarter_of_2026(findings: Findings) -> None:
    level = level_of(findings, QUARTER)
    assert (level.period, level.count, level.rate, level.share) == (Quarter(2026, 2), 3132, 2315, None)
    assert level.caveats == (Caveat.PRELIMINAR,)
    assert (level.lower, level.upper) == pytest.approx((2234.63, 2397.53), abs=0.01)
    assert [citation.place for citation in level.citations] == ["bra_crime_quarterly_total_2480_umea_2014-2026 rad 49"]


def test_every_rate_is_printed_as_published_and_lies_in_its_interval(findings: Findings, counts: Counts) -> None:
    for subject in YEARS:
        level = level_of(findings, subject)
        assert (level.count, level.rate) == counts["2480", subject.indicator, "2025"]
        assert level.period == Year(2025)
        assert level.lower is not None
        assert level.upper is not None
        assert level.lower < (level.rate or 0) < level.upper


def test_shares_are_of_all_offences_even_for_a_part_of_a_part(findings: Findings) -> None:
    burglary = level_of(findings, Subject("bostadsinbrott", Frequency.AR))
    assert burglary.share == pytest.approx(100 * 211 / 12411)


def test_the_example_of_the_paper_with_the_own_dispersion() -> None:
    """Umeå 2026 kvartal 2 with its own φ of 12.5: expected about 2 710–3 558 (normal quantiles)."""
    assert farrington_bounds(3124.4, 3124.4 * (12.475 / 15318) ** 0.5, 12.475) == pytest.approx((2710, 3558), abs=1)


@pytest.mark.parametrize("subject", [QUARTER, *YEARS], ids=lambda subject: subject.id)
def test_developments_recomputed_by_another_path(findings: Findings, counts: Counts, subject: Subject) -> None:
    """The model fitted as a regression on indicator columns, the test on the 2/3 scale, Benjamini-Hochberg by scipy."""
    development = development_of(findings, subject)
    expected, spread, freedom, p = recomputed(counts, subject)
    everything = stats.false_discovery_control([recomputed(counts, each)[3] for each in (QUARTER, *YEARS)])
    assert development.expected == pytest.approx(expected)
    assert development.p == pytest.approx(p)
    assert development.p_adjusted == pytest.approx(everything[(QUARTER, *YEARS).index(subject)])
    reach = stats.t.isf(0.05 / 7 / 2, freedom) * spread
    assert development.level == pytest.approx(1 - 0.05 / 7)
    assert development.lower == np.ceil((expected ** (2 / 3) - reach) ** 1.5)
    assert development.upper == np.floor((expected ** (2 / 3) + reach) ** 1.5)


def recomputed(counts: Counts, subject: Subject) -> tuple[float, float, int, float]:
    """Expected count, its spread on the 2/3 scale, degrees of freedom and the two-sided p."""
    now, before = ("2026K2", [f"{year}K2" for year in range(2021, 2026)])
    if subject.frequency is Frequency.AR:
        now, before = ("2025", [str(year) for year in range(2015, 2025)])
    areas = ["2480", *(peer.code for peer in PEERS)]
    y = np.array([[counts[area, subject.indicator, period][0] for period in before] for area in areas])
    n = np.array([[_population(counts, area, period) for period in before] for area in areas])
    fitted = np.average(y / n, axis=1, weights=n)[:, None] * n
    freedom = y.size - len(areas)
    phi = float(np.square((y - fitted) / np.sqrt(fitted)).sum() / freedom)
    expected = float(fitted[0, 0] / n[0, 0] * _population(counts, "2480", now))
    tau = phi + phi * expected / y[0].sum()
    spread = float(np.sqrt(4 / 9 * expected ** (1 / 3) * tau))
    z = (counts["2480", subject.indicator, now][0] ** (2 / 3) - expected ** (2 / 3)) / spread
    return expected, spread, freedom, float(2 * stats.t.sf(abs(z), freedom))


def _population(counts: Counts, area: str, period: str) -> float:
    count, rate = counts[area, "anmalda-brott", period]
    return count / rate * 1e5


def test_quarters_are_judged_by_the_same_quarter_of_five_years_and_years_by_ten(findings: Findings) -> None:
    assert development_of(findings, QUARTER).reference == tuple(Quarter(year, 2) for year in range(2025, 2020, -1))
    assert development_of(findings, YEARS[0]).reference == tuple(Year(year) for year in range(2024, 2014, -1))
    assert len(development_of(findings, QUARTER).citations) == 6
    assert {development_of(findings, subject).pooled_over for subject in YEARS} == {8}


def test_nothing_was_out_of_the_ordinary_when_seven_series_are_tested(findings: Findings) -> None:
    assert {development_of(findings, subject).verdict for subject in (QUARTER, *YEARS)} == {Trend.INOM_NORMAL_VARIATION}


def test_about_one_in_twenty_real_quarters_lies_outside_its_range_before_adjustment(counts: Counts) -> None:
    """All quarters from 2020 on in all eight municipalities, from at least three years before."""
    areas = ["2480", *(peer.code for peer in PEERS)]
    codes = sorted({period for area, _, period in counts if area == "2480" and "K" in period})
    flagged = []
    for now in (code for code in codes if code >= "2020"):
        before = [code for code in codes if code[4:] == now[4:] and int(now[:4]) - 5 <= int(code[:4]) < int(now[:4])]
        references = [_reference(counts, area, before) for area in areas]
        phi = dispersion(references[0], references[1:])
        assert phi is not None
        for area, own in zip(areas, references, strict=True):
            expected = own.rate * _population(counts, area, now)
            error = expected * (phi.phi / own.total) ** 0.5
            given = {"expected": expected, "standard_error": error, "dispersion": phi.phi, "degrees_of_freedom": phi.degrees_of_freedom}
            upper = farrington_p(counts[area, "anmalda-brott", now][0], **given)
            flagged.append(min(upper, 1 - upper) < 0.025)
    assert len(flagged) == 208
    assert np.mean(flagged) == pytest.approx(0.053, abs=0.001)


def _reference(counts: Counts, area: str, codes: list[str]) -> Reference:
    rows = [counts[area, "anmalda-brott", code][0] for code in codes]
    periods = tuple(Quarter(int(code[:4]), int(code[5])) for code in codes)
    return Reference(periods, tuple(rows), tuple(_population(counts, area, code) for code in codes))


@pytest.mark.parametrize("subject", [QUARTER, *YEARS], ids=lambda subject: subject.id)
def test_comparisons_recomputed_by_another_path(findings: Findings, counts: Counts, subject: Subject) -> None:
    comparison, phi = comparison_of(findings, subject), development_of(findings, subject).dispersion
    period, freedom = ("2026K2", 32) if subject is QUARTER else ("2025", 72)
    count, rate = counts["2480", subject.indicator, period]
    others = np.array([counts[peer.code, subject.indicator, period][1] for peer in PEERS])
    own, group = (phi or 0) * count / (count / rate) ** 2, others.var(ddof=1) / 7
    welch = (own + group) ** 2 / (own**2 / freedom + group**2 / 6)
    reach = stats.t.isf(0.025, welch) * np.sqrt(own + group)
    difference = rate - others.mean()
    assert comparison.mean == pytest.approx(others.mean())
    assert (comparison.difference_lower, comparison.difference_upper) == pytest.approx((difference - reach, difference + reach))
    assert comparison.quartiles == pytest.approx(np.quantile(others, [0.25, 0.75]))
    assert comparison.rank == stats.rankdata([rate, *others], "min")[0]
    own_reach = stats.t.isf(0.025, freedom) * np.sqrt(own)
    assert comparison.rank_lowest == 1 + (others < rate - own_reach).sum()
    assert comparison.rank_highest == 1 + (others < rate + own_reach).sum()
    assert (comparison.verdict is Position.LIKNANDE) == (abs(difference) <= reach)
    assert (comparison.members, comparison.missing) == (PEERS, ())


def test_burglary_is_better_and_narcotics_never_better_or_worse(findings: Findings) -> None:
    assert comparison_of(findings, Subject("bostadsinbrott", Frequency.AR)).verdict is Position.BATTRE
    assert comparison_of(findings, Subject("narkotika-vapen", Frequency.AR)).verdict is Position.LIKNANDE


def test_rolling_four_quarters_are_the_published_year(findings: Findings) -> None:
    """Four published rates of quarters add up to the year's within their rounding; the counts exactly."""
    rolling = findings.history(QUARTER, "2480", Unit.ANTAL, 4)
    rates = findings.history(QUARTER, "2480", Unit.PER_100K, 4)
    year = findings.history(YEARS[0], "2480", Unit.PER_100K)
    assert rolling is not None
    assert rates is not None
    assert year is not None
    last = rolling.at(Quarter(2025, 4))
    assert last is not None
    assert (last.value, len(last.citations), last.preliminary) == (12411.0, 4, False)
    rate, annual = rates.at(Quarter(2025, 4)), year.at(Year(2025))
    assert rate is not None
    assert annual is not None
    assert rate.value == pytest.approx(annual.value, abs=2)
    newest = rates.at(Quarter(2026, 2))
    assert newest is not None
    assert (newest.value, newest.preliminary) == (8733.0, True)


def test_the_quarters_that_were_never_recorded_are_gaps(findings: Findings) -> None:
    single = findings.history(QUARTER, "2480", Unit.ANTAL)
    rolling = findings.history(QUARTER, "2480", Unit.ANTAL, 4)
    assert single is not None
    assert rolling is not None
    missing = [point.period.code for point in single.points if isinstance(point.value, Gap)]
    assert missing == ["2014-K3", "2014-K4"]
    assert next(point.period.code for point in rolling.points if not isinstance(point.value, Gap)) == "2015-K4"


def test_the_band_is_the_middle_half_of_the_peers(findings: Findings, counts: Counts) -> None:
    others = [sum(counts[peer.code, "anmalda-brott", code][1] for code in ("2025K3", "2025K4", "2026K1", "2026K2")) for peer in PEERS]
    for area, part in (("liknande:q1", 0.25), ("liknande:q3", 0.75)):
        band = findings.history(QUARTER, area, Unit.PER_100K, 4)
        assert band is not None
        point = band.at(Quarter(2026, 2))
        assert point is not None
        assert point.value == pytest.approx(np.quantile(others, part))
        assert len(point.citations) == 28
        assert point.preliminary
        assert findings.history(QUARTER, area, Unit.ANTAL) is None
