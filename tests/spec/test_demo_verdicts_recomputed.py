"""Every verdict of the demo's quarterly lägesbild, recomputed by statsmodels and scipy from the rows that were delivered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from editions import Made
from scipy import stats
from statsmodels.stats.multitest import multipletests

from briefing.findings.finding import Comparison, Development, Level, Outlook, Placement, Position, Trend
from briefing.terms.indicator import Indicator, Polarity, Unit
from briefing.terms.period import Frequency, Period, Quarter

OWN = "2480"
YEARS, FEWEST = {Frequency.KVARTAL: 5, Frequency.AR: 10}, {Frequency.KVARTAL: 3, Frequency.AR: 5}


class Values:
    """Every value of the demo by indicator, area, period and measure; the latest of those delivered twice."""

    def __init__(self, kvartal: Made) -> None:
        frame = kvartal.material.observations.frame
        frame = frame[(frame["group"] == "") & frame["value"].notna()].sort_values(["received_on", "revision"])
        key = ["indicator", "area", "period", "measure"]
        self.by_key: dict[tuple[str, str, str, str], float] = frame.drop_duplicates(key, keep="last").set_index(key)["value"].to_dict()
        self.areas = [OWN, *(peer.code for peer in kvartal.request.peers)]

    def of(self, indicator: str, area: str, period: Period, measure: Unit = Unit.ANTAL) -> float | None:
        return self.by_key.get((indicator, area, period.code, measure.value))

    def population(self, area: str, period: Period) -> float:
        """What Brå divided by, as the count and rate of all offences tell it."""
        count, rate = (self.of("anmalda-brott", area, period, unit) for unit in (Unit.ANTAL, Unit.PER_100K))
        assert count
        assert rate
        return count / rate * 1e5


@dataclass(frozen=True)
class Again:
    """One test, made with statsmodels: expected count, spread on the 2/3 scale, φ, degrees of freedom, two-sided p."""

    expected: float
    spread: float
    phi: float
    freedom: int
    p: float


@pytest.fixture(scope="module")
def values(kvartal: Made) -> Values:
    return Values(kvartal)


@pytest.fixture(scope="module")
def developments(kvartal: Made) -> list[Development]:
    return [each for each in kvartal.production.findings.judged if isinstance(each, Development)]


def before(period: Period) -> list[Period]:
    """The same quarter, or the years, that may be used: none from before 2015, when Brå changed what it counts."""
    earlier = (period.years_before(back) for back in range(1, YEARS.get(period.frequency, 0) + 1))
    return [each for each in earlier if each.first_day.year >= 2015]


def retested(found: Development, values: Values) -> Again:
    """One Poisson regression per municipality with an intercept and log(population), φ from all their Pearson residuals."""
    squares, freedom, own = 0.0, 0, None
    for area in values.areas:
        used = [each for each in before(found.period) if values.of(found.subject.indicator, area, each) is not None]
        counts = [values.of(found.subject.indicator, area, each) for each in used]
        offset = np.log([values.population(area, each) for each in used])
        fit = sm.GLM(counts, np.ones(len(used)), family=sm.families.Poisson(), offset=offset).fit()
        squares, freedom, own = squares + float((fit.resid_pearson**2).sum()), freedom + int(fit.df_resid), own or fit
    phi = max(1.0, squares / freedom)
    mean = float(np.exp(own.params[0]) * values.population(OWN, found.period))
    error = mean * float(np.sqrt(phi * own.normalized_cov_params[0, 0]))
    spread = 2 / 3 * mean ** (-1 / 3) * np.sqrt(phi * mean + error**2)
    observed = values.of(found.subject.indicator, OWN, found.period)
    assert observed is not None
    p = 2 * stats.t.sf(abs(observed ** (2 / 3) - mean ** (2 / 3)) / spread, freedom)
    return Again(mean, float(spread), phi, freedom, float(p))


def test_every_development_that_was_tested_has_the_verdict_that_statsmodels_gives(developments: list[Development], values: Values) -> None:
    tested = [each for each in developments if each.gap is None]
    assert len(tested) >= 7
    again = [retested(each, values) for each in tested]
    rejected, adjusted, *_ = multipletests([each.p for each in again], alpha=0.05, method="fdr_bh")
    level = 1 - max(int(rejected.sum()), 1) * 0.05 / len(tested)
    for found, test, is_changed, p in zip(tested, again, rejected, adjusted, strict=True):
        assert (found.expected, found.dispersion) == pytest.approx((test.expected, test.phi))
        assert (found.p, found.p_adjusted, found.level) == pytest.approx((test.p, p, level))
        changed = Trend.OKAR if (found.observed or 0) > test.expected else Trend.MINSKAR
        assert found.verdict is (changed if is_changed else Trend.INOM_NORMAL_VARIATION)
        reach = stats.t.isf((1 - level) / 2, test.freedom) * test.spread
        assert found.lower == np.ceil(max(test.expected ** (2 / 3) - reach, 0) ** 1.5)
        assert found.upper == np.floor((test.expected ** (2 / 3) + reach) ** 1.5)


def test_every_development_that_was_not_tested_had_too_little_to_be_tested_by(
    developments: list[Development], values: Values, kvartal: Made
) -> None:
    for found in (each for each in developments if each.gap is not None):
        indicator = kvartal.request.indicator(found.subject.indicator)
        assert indicator is not None
        is_counted = values.of(indicator.id, OWN, found.period) is not None and indicator.unit is Unit.ANTAL
        earlier = [each for each in before(found.period) if values.of(indicator.id, OWN, each) is not None] if is_counted else []
        testable = indicator.tested and found.subject.frequency in FEWEST and len(earlier) >= FEWEST[found.subject.frequency]
        assert not testable, found.id
        assert (found.verdict, found.observed, found.p) == (Trend.GAR_INTE_ATT_BEDOMA, None, None)


def test_every_yearly_trend_is_that_of_statsmodels(developments: list[Development], values: Values) -> None:
    with_trend = [each for each in developments if each.trend is not None]
    assert len(with_trend) == 6
    for found in with_trend:
        years = [found.period.years_before(back) for back in (4, 3, 2, 1, 0)]
        counts = [values.of(found.subject.indicator, OWN, each) for each in years]
        offset = np.log([values.population(OWN, each) for each in years])
        fit = sm.GLM(counts, sm.add_constant(np.arange(5.0)), family=sm.families.Poisson(), offset=offset).fit()
        test = retested(found, values)
        reach = stats.t.isf(0.025, test.freedom) * np.sqrt(test.phi * fit.normalized_cov_params[1, 1])
        assert found.trend is not None
        assert (found.trend.change, found.trend.lower, found.trend.upper) == pytest.approx(
            [100 * np.expm1(fit.params[1] + side * reach) for side in (0, -1, 1)], rel=1e-6
        )


def test_every_comparison_has_the_verdict_that_scipy_gives(kvartal: Made, values: Values, developments: list[Development]) -> None:
    tested = {each.subject: retested(each, values) for each in developments if each.gap is None}
    for found in (each for each in kvartal.production.findings.judged if isinstance(each, Comparison)):
        indicator = kvartal.request.indicator(found.subject.indicator)
        assert indicator is not None
        others = [values.of(indicator.id, area, found.period, found.measure) for area in values.areas[1:]]
        group = np.array([each for each in others if each is not None])
        assert found.value == values.of(indicator.id, OWN, found.period, found.measure)
        if found.mean is None:
            assert len(group) < 3 or found.value is None
            continue
        assert found.mean == pytest.approx(group.mean())
        assert found.rank == stats.rankdata([found.value, *group], "min")[0]
        assert found.quartiles == pytest.approx(np.quantile(group, [0.25, 0.75]))
        if found.gap is not None:
            assert found.subject not in tested
            continue
        assert found.verdict is _compared(found, indicator, group, tested[found.subject], values)


def _compared(found: Comparison, indicator: Indicator, group: np.ndarray, test: Again, values: Values) -> Position:
    """Welch's interval of the difference, and the word for it."""
    count = values.of(indicator.id, OWN, found.period)
    assert count
    assert found.value
    own, theirs = found.value * np.sqrt(test.phi / count), stats.sem(group)
    freedom = (own**2 + theirs**2) ** 2 / (own**4 / test.freedom + theirs**4 / (len(group) - 1))
    lower, upper = stats.t.interval(0.95, freedom, loc=found.value - group.mean(), scale=np.hypot(own, theirs))
    assert (found.difference_lower, found.difference_upper) == pytest.approx((lower, upper))
    if lower <= 0 <= upper:
        return Position.LIKNANDE
    if indicator.polarity is Polarity.TOLKAS:
        return Position.HOGRE if lower > 0 else Position.LAGRE
    return Position.SAMRE if (lower > 0) == (indicator.polarity is Polarity.LAGRE_BATTRE) else Position.BATTRE


def test_every_place_in_the_country_is_that_of_scipy(kvartal: Made) -> None:
    frame = kvartal.material.observations.frame
    found = [each for each in kvartal.production.findings.judged if isinstance(each, Placement)]
    assert found
    for each in found:
        rows = frame[(frame["indicator"] == each.subject.indicator) & (frame["period"] == each.period.code) & (frame["group"] == "")]
        values = rows[rows["measure"] == each.measure.value]["value"].dropna()
        assert (each.of, each.rank) == (len(values), 1 + (values < each.value).sum())
        assert (each.lowest, each.median, each.highest) == pytest.approx((values.min(), values.median(), values.max()))


def test_every_level_is_the_delivered_value(kvartal: Made, values: Values) -> None:
    for found in (each for each in kvartal.production.findings.judged if isinstance(each, Level)):
        indicator = kvartal.request.indicator(found.subject.indicator)
        assert indicator is not None
        assert found.count == values.of(indicator.id, OWN, found.period)
        assert found.rate == values.of(indicator.id, OWN, found.period, Unit.PER_100K)
        if indicator.unit not in (Unit.ANTAL, Unit.PER_100K):
            assert found.value == values.of(indicator.id, OWN, found.period, indicator.unit)


def test_the_watch_list_is_what_the_recomputed_words_make_it(kvartal: Made, developments: list[Development]) -> None:
    """Nothing in the demo both increases and is worse: the list is empty, and says of what it is empty."""
    findings = kvartal.production.findings
    watch, wrong = findings.watch_list, {Polarity.LAGRE_BATTRE: Trend.OKAR, Polarity.HOGRE_BATTRE: Trend.MINSKAR}
    assert watch is not None
    judged, listed = [], []
    for found in developments:
        indicator, compared = kvartal.request.indicator(found.subject.indicator), findings.comparison(found.subject)
        assert indicator is not None
        if indicator.polarity in wrong and indicator.tested and found.gap is None and compared and compared.gap is None:
            judged.append(found.subject)
            if found.verdict is wrong[indicator.polarity] and compared.verdict is Position.SAMRE:
                listed.append(found.subject)
    assert list(watch.judged) == judged
    assert [entry.subject for entry in watch.entries] == listed == []
    assert judged


def test_the_outlook_is_that_of_a_regression_with_its_prediction_error(kvartal: Made, values: Values) -> None:
    """Normal on the scale of the logarithm, from statsmodels' covariance, widened for what a quarter tells of the next one."""
    found = next(each for each in kvartal.production.findings.judged if isinstance(each, Outlook) and each.gap is None)
    assert found.subject.indicator == "anmalda-brott"
    quarters = [Quarter(2016, 3).shifted(step) for step in range(40)]
    assert (found.first, found.last, found.quarters) == (quarters[0], quarters[-1], 40)
    counts = [values.of("anmalda-brott", OWN, each) for each in quarters]
    people = [values.population(OWN, each) for each in quarters]
    steps = np.arange(44)
    design = pd.get_dummies(steps % 4).to_numpy(dtype=float)
    design = np.column_stack([design, steps / 4])
    fit = sm.GLM(counts, design[:40], family=sm.families.Poisson(), offset=np.log(people)).fit(scale="X2")
    residuals = fit.resid_pearson
    follows = max(0.0, float((residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum()) + 1 / 40)
    phi = fit.scale / (1 - follows**2)
    assert found.dispersion == pytest.approx(phi)
    for point, row in zip(found.points, design[40:], strict=True):
        mean = float(np.exp(row @ fit.params) * people[-1])
        error = np.sqrt(phi / mean + phi * (1 + follows) / (1 - follows) * row @ fit.normalized_cov_params @ row)
        reach = stats.t.isf(0.025, 35) * error
        width = mean * (np.exp(reach) - np.exp(-reach))
        assert (point.lower, point.upper) == pytest.approx((mean * np.exp(-reach), mean * np.exp(reach)), abs=0.06 * width)
