"""The seasonal model: coefficients as statsmodels has them, and intervals that hold what they promise."""

from __future__ import annotations

import csv
import os
from math import inf
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from briefing.findings.seasonal import Fitted, fitted, simulated_bounds

IS_LONG = bool(os.environ.get("BRIEFING_LONG"))
SERIES = 4000 if IS_LONG else 400
SEASON = np.array([1.0, 1.2, 0.95, 0.85])


def drawn(quarters: int, level: float, phi: float, growth: float, series: int) -> np.ndarray:
    """Counts of so many municipalities, φ times as variable as Poisson, with four quarters more than are fitted."""
    random, steps = np.random.default_rng([quarters, int(level), int(phi)]), np.arange(quarters + 4)
    mean = level * SEASON[steps % 4] * np.exp(growth * steps / 4)
    counts = (
        random.poisson(mean, (series, len(steps)))
        if phi == 1
        else random.negative_binomial(mean / (phi - 1), 1 / phi, (series, len(steps)))
    )
    return counts.astype(float)


def coverage(counts: np.ndarray) -> float:
    past, future = counts[:, :-4], counts[:, -4:]
    bounds = simulated_bounds(fitted(past, np.full(past.shape, 130_000.0), 4), 0.95)
    return float(((np.ceil(bounds[..., 0]) <= future) & (future <= np.floor(bounds[..., 1]))).mean())


@pytest.mark.parametrize("quarters", [12, 20, 40])
@pytest.mark.parametrize("phi", [2, 5, 12])
@pytest.mark.parametrize("level", [150, 900])
def test_the_interval_holds_ninety_four_to_ninety_eight_percent(quarters: int, phi: int, level: int) -> None:
    slack = 0 if IS_LONG else 0.012  # three standard errors of the short run, whose four quarters share a model
    assert 0.94 - slack <= coverage(drawn(quarters, level, phi, 0.03, SERIES)) <= 0.98 + slack


def test_where_counts_vary_by_chance_alone_the_interval_is_careful() -> None:
    assert 0.94 <= coverage(drawn(24, 500, 1, 0.0, SERIES)) <= 0.99


@pytest.mark.parametrize("missing", [(), (3, 10)])
def test_means_variances_and_dispersion_as_statsmodels_has_them(missing: tuple[int, ...]) -> None:
    counts, population = drawn(20, 300, 5, 0.05, 3)[:, :20], np.linspace(120_000, 130_000, 20)
    counts[:, list(missing)] = np.nan
    model = fitted(counts, np.broadcast_to(population, counts.shape), 4)
    steps = np.arange(24)
    design = np.column_stack([steps % 4 == season for season in range(4)] + [(steps - 9.5) / 4]).astype(float)
    known = ~np.isnan(counts[0])
    for row in range(3):
        glm = sm.GLM(counts[row, known], design[:20][known], family=sm.families.Poisson(), offset=np.log(population[known]))
        found = glm.fit(scale="X2")
        assert model.means[row] == pytest.approx(np.exp(design[20:] @ found.params) * population[-1])
        residuals = np.zeros(20)
        residuals[known] = found.resid_pearson
        follows = np.clip((residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum() + 1 / 20, 0, 0.8)
        assert model.dispersion[row] == pytest.approx(max(found.scale, 1) / (1 - follows**2))
        spread = np.einsum("hp,pq,hq->h", design[20:], found.normalized_cov_params, design[20:])
        assert model.variances[row] == pytest.approx(spread * (1 + follows) / (1 - follows))
        assert model.freedom[row] == known.sum() - 5


def test_the_bounds_are_those_of_a_simulation_written_out() -> None:
    """Per draw φ (scaled χ²), mean (log-normal) and count (normal on the 2/3 scale); of 1 000 in order the 26th and the 975th."""
    root = max(np.roots([1, 0, 0, -1, -1]).real)
    start = np.random.Generator(np.random.PCG64(2023196)).random(3)
    even = [(start[axis] + np.arange(1000) / root ** (axis + 1)) % 1 for axis in range(3)]
    of_mean, of_count = stats.norm.ppf(even[0]), stats.norm.ppf(even[1])
    means, variances, phi, freedom = [[100.0, 400.0], [30.0, 2.0]], [[0.01, 0.02], [0.05, 0.3]], [4.0, 9.0], [12, 7]
    model = Fitted(np.array(means), np.array(variances), np.array(phi), np.array(freedom))
    for row in range(2):
        spread = np.sqrt(phi[row] * freedom[row] / stats.chi2.ppf(even[2], freedom[row]))
        for step in range(2):
            mean = means[row][step] * np.exp(spread * np.sqrt(variances[row][step]) * of_mean)
            counts = np.sort(np.maximum(mean ** (2 / 3) + 2 / 3 * spread * mean ** (1 / 6) * of_count, 0) ** 1.5)
            assert simulated_bounds(model, 0.95)[row, step] == pytest.approx(counts[[25, 974]])
            assert simulated_bounds(model, 0.8)[row, step] == pytest.approx(counts[[100, 899]])
            assert simulated_bounds(model, 0.002)[row, step] == pytest.approx(counts[[499, 500]])  # the two in the middle


def test_a_row_that_settles_at_once_is_fitted_as_it_is_alone_among_rows_that_do_not() -> None:
    flat = [50.0, 60, 40, 30] * 4
    wild = [1.0, 1, 1, 1, 2, 900, 3, 1, 1, 1, 400, 1, 7, 1, 1, 3000]
    counts, populations = np.array([flat, wild, flat]), np.full((3, 16), 1e5)
    together = fitted(counts, populations, 4)
    for row in range(3):
        alone = fitted(counts[row : row + 1], populations[row : row + 1], 4)
        assert together.means[row] == pytest.approx(alone.means[0], rel=1e-12)
        assert together.dispersion[row] == pytest.approx(alone.dispersion[0], rel=1e-12)
        assert together.variances[row] == pytest.approx(alone.variances[0], rel=1e-12)
    assert together.means[0] == pytest.approx([50, 60, 40, 30])
    assert together.dispersion[0] == pytest.approx(1 / (1 - (1 / 16) ** 2))  # 1, with the bias of −1/16 taken away


def test_a_quarter_without_a_population_is_not_known_and_one_inhabitant_is_a_population() -> None:
    counts = drawn(16, 300, 2, 0.0, 2)[:, :16]
    usual, without, unknown = np.full((2, 16), 1e5), np.full((2, 16), 1e5), counts.copy()
    without[:, 5], unknown[:, 5] = 0.0, np.nan
    found, expected = fitted(counts, without, 4), fitted(unknown, usual, 4)
    assert (found.freedom.tolist(), found.means) == ([10, 10], pytest.approx(expected.means))
    assert found.variances == pytest.approx(expected.variances)
    assert fitted(counts, np.ones((2, 16)), 4).means == pytest.approx(fitted(counts, usual, 4).means)


def test_what_a_quarter_tells_of_the_next_one_is_at_most_four_fifths_and_never_negative() -> None:
    season = np.array([1.0, 1.2, 0.9, 0.9] * 5)
    waves, disorder = 500 * season * np.repeat([1.6, 0.4, 1.6, 0.4], 5), 500 * season * np.tile([1.5, 0.5, 0.5, 1.5, 1.0], 4)
    model = fitted(np.array([waves, disorder]).round(), np.full((2, 20), 1e5), 1)
    for row, counts in enumerate((waves.round(), disorder.round())):
        design = np.column_stack([np.arange(20) % 4 == each for each in range(4)] + [(np.arange(20) - 9.5) / 4]).astype(float)
        found = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.full(20, np.log(1e5))).fit(scale="X2")
        follows = np.clip((found.resid_pearson[1:] * found.resid_pearson[:-1]).sum() / (found.resid_pearson**2).sum() + 1 / 20, 0, 0.8)
        assert model.dispersion[row] == pytest.approx(found.scale / (1 - follows**2))
        ahead = np.array([1.0, 0, 0, 0, (20 - 9.5) / 4])
        spread = ahead @ found.normalized_cov_params @ ahead
        assert model.variances[row, 0] == pytest.approx(spread * (1 + follows) / (1 - follows))


def test_a_level_that_moved_for_years_tells_four_fifths_of_the_next_quarter() -> None:
    counts = 500 * np.repeat([1.6, 0.4, 0.4, 1.6], 10)
    design = np.column_stack([np.arange(40) % 4 == each for each in range(4)] + [(np.arange(40) - 19.5) / 4]).astype(float)
    found = sm.GLM(counts, design, family=sm.families.Poisson()).fit(scale="X2")
    residuals = found.resid_pearson
    assert (residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum() + 1 / 40 > 0.85
    assert fitted(counts[None, :], np.ones((1, 40)), 1).dispersion == pytest.approx(found.scale / (1 - 0.8**2))


def test_counts_that_lie_close_to_their_mean_tell_as_much_of_the_next_quarter_as_others() -> None:
    """Three cases more or fewer a year: of 15 pairs 13 agree and two do not, 11 of 16, and the bias of −1/16 is taken away."""
    counts = 10_000 + 3 * np.repeat([1.0, -1, -1, 1], 4)
    model = fitted(counts[None, :], np.full((1, 16), 1e5), 1)
    assert model.dispersion == pytest.approx(1 / (1 - 0.75**2), rel=1e-6)


def test_an_upper_bound_beyond_all_numbers_is_infinite_and_no_warning() -> None:
    model = Fitted(np.array([[1e9]]), np.array([[1e7]]), np.array([4.0]), np.array([12]))
    with np.errstate(over="raise", invalid="raise"):
        [[(lower, upper)]] = simulated_bounds(model, 0.95).tolist()
    assert lower == 0.0
    assert upper == inf


@pytest.mark.parametrize(
    ("counts", "populations"),
    [
        ([3, 21, 1, 7, 12, 37, 268, 10, 486, 7046, 3, 516], [5, 6, 3, 2, 6, 2, 5, 3, 4, 4, 3, 5]),
        ([1, 7, 112, 15, 5, 5, 3, 19, 71, 4, 29, 27], [2, 3, 3, 3, 3, 4, 2, 6, 6, 3, 6, 2]),
    ],
)
def test_a_series_whose_population_leaps_is_fitted_to_the_end(counts: list[float], populations: list[int]) -> None:
    """The steps of a round are held back, or these would run away. The maximum is where the trend's score is 0, seasons given by it."""
    observed, people, years = np.array(counts, dtype=float), 10.0 ** np.array(populations), np.arange(12) / 4

    def means(trend: float, at: np.ndarray, population: np.ndarray) -> np.ndarray:
        seasons = [observed[each::4].sum() / (people * np.exp(trend * years))[each::4].sum() for each in range(4)]
        return np.asarray(np.tile(seasons, 3)[: len(at)] * population * np.exp(trend * at))

    trend = optimize.brentq(lambda each: float((years * (observed - means(each, years, people))).sum()), -30, 30, xtol=1e-13)
    ahead = means(trend, np.arange(12, 16) / 4, people[-1:])
    assert fitted(observed[None, :], people[None, :], 4).means[0] == pytest.approx(ahead, rel=1e-6)


def test_another_seed_would_move_the_bounds_by_little(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.findings import seasonal

    model = fitted(drawn(24, 500, 5, 0.0, 20)[:, :24], np.full((20, 24), 1e5), 4)
    usual = simulated_bounds(model, 0.95)
    monkeypatch.setattr(seasonal, "_SEED", 1)
    seasonal._draws.cache_clear()
    other = simulated_bounds(model, 0.95)
    seasonal._draws.cache_clear()
    moved = np.abs(other - usual) / (usual[..., 1] - usual[..., 0])[..., None]
    assert moved.mean() < 0.04
    assert moved.max() < 0.08
    assert not np.array_equal(other, usual)


def test_the_share_of_real_quarters_inside_is_what_the_program_says_of_it(shared_data: Path) -> None:
    """Brå's quarterly totals of eight municipalities: outlooks made at the end of every quarter since 2020, against what came."""
    counts, populations = real_quarters(shared_data / "bra_sol")
    inside = []
    for end in range(20, counts.shape[1] - 3):
        past = slice(max(0, end - 40), end)
        bounds = simulated_bounds(fitted(counts[:, past], populations[:, past], 4), 0.95)
        inside.append((bounds[..., 0] <= counts[:, end : end + 4]) & (counts[:, end : end + 4] <= bounds[..., 1]))
    found = np.array(inside)
    assert found.mean() == pytest.approx(0.935, abs=0.01)
    assert found[:, :, 0].mean() == pytest.approx(0.957, abs=0.01)


def real_quarters(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Counts and implied populations, municipalities by quarters, from 2015 on."""
    cells: dict[tuple[str, str], tuple[float, float]] = {}
    for path in folder.glob("bra_crime_quarterly*.csv"):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                cells[row["kommunkod"], row["period"]] = float(row["count"]), float(row["per_100k"])
    areas, periods = sorted({area for area, _ in cells}), sorted({period for _, period in cells if period >= "2015"})
    counts = np.array([[cells[area, period][0] for period in periods] for area in areas])
    rates = np.array([[cells[area, period][1] for period in periods] for area in areas])
    return counts, counts / rates * 1e5
