"""The counts of people behind what an edition may print: counts as they are, rates and shares turned back into counts (rule 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.findings.disclosure_linked import PublishedCount, Range, counts_behind
from briefing.observations.reading import Material
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import parse_period
from briefing.terms.request import Request

if TYPE_CHECKING:
    import pandas as pd

FEWEST_ANSWERS = 50  # a survey with fewer answers is not published (lagesbild.md)
INHABITANTS = "invanare"  # the catalogue's id of the number of inhabitants (Kolada N01951), of the municipality and of parts of it
_KEY = ("indicator", "area", "period", "group")
_MOST_DECIMALS = 6  # a rate or share with more is a quotient, and no number that anybody has rounded

Population = Callable[[str, str], float | None]


@dataclass(frozen=True, order=True)
class CountKey:
    """What a count is of: an indicator in an area, a period and a group (empty: all)."""

    indicator: str
    area: str
    period: str
    group: str = ""

    def __str__(self) -> str:
        return "|".join((self.indicator, self.area, self.period, self.group))


@dataclass(frozen=True)
class Prints:
    """Every count of people that an edition may print, and what its prints rest on.

    `counts` are those of sources that are not published, `public` the published ones, which everybody knows. `answers` is of how many
    people a count is a share. `few` rest on too few answers; of `unknown` nobody knows how many people they stand for, so they cannot be
    tried. `kept` are under secrecy in their source: the reader knows that they are there.
    """

    counts: Mapping[CountKey, PublishedCount] = field(hash=False)
    public: Mapping[CountKey, PublishedCount] = field(hash=False)
    answers: Mapping[CountKey, int] = field(hash=False)
    few: frozenset[CountKey]
    unknown: frozenset[CountKey]
    kept: frozenset[CountKey]


def prints(material: Material, request: Request) -> Prints:
    """What an edition of this material may print up to its period, in the latest vintage."""
    frame = material.observations.up_to(request.period.last_day).as_known().frame
    secret = {each.id for each in material.deliveries if not material.is_published(each.id)}
    is_secret = frame["delivery"].isin(secret)
    own, given = frame[is_secret], frame[~is_secret]
    counts = dict(_exact(own))
    population = _population(given, frame)
    answers, few, unknown = {}, set(), set()
    for key, measure, value, n in _others(own):
        if n is not None and n < FEWEST_ANSWERS:
            few.add(key)
        base = _base(key, measure, value, n, counts, population)
        if base is None and measure in (Unit.ANDEL, Unit.PER_100K) and key not in counts:
            unknown.add(key)
        if base is None or base < 1:
            continue
        if measure is not Unit.PER_100K:
            answers[key] = round(base)
        if key not in counts:
            counts[key] = _behind(key, value, base, 100_000 if measure is Unit.PER_100K else 100, is_secret=key in few)
    kept = {key for key, _ in _rows(own[(own["status"] == GapReason.SEKRETESS.value) & (own["measure"] == Unit.ANTAL.value)])}
    return Prints(counts, dict(_exact(given, settled=True)), answers, frozenset(few), frozenset(unknown), frozenset(kept))


def _exact(frame: pd.DataFrame, *, settled: bool = False) -> Iterator[tuple[CountKey, PublishedCount]]:
    """Whole numbers; what is no whole number is a sum that somebody has weighted, and no count."""
    for key, value in _rows(frame[(frame["measure"] == Unit.ANTAL.value) & frame["value"].notna()], "value"):
        if value >= 0 and value == int(value):
            yield key, PublishedCount(str(key), int(value), settled=settled)


def _others(frame: pd.DataFrame) -> Iterator[tuple[CountKey, Unit, float, float | None]]:
    """Key, measure, value and number of answers (None: not told) of every value that is not a count itself."""
    for key, measure, value, n in _rows(frame[(frame["measure"] != Unit.ANTAL.value) & frame["value"].notna()], "measure", "value", "n"):
        yield key, Unit(measure), value, None if n != n else n  # noqa: PLR0124 - NaN


def _base(  # noqa: PLR0917 - what a print is, and the two things that can tell what it is a part of
    key: CountKey, measure: Unit, value: float, n: float | None, counts: Mapping[CountKey, PublishedCount], population: Population
) -> float | None:
    """Of how many people a rate or share is; None where nobody knows, or where it is no part of a number of people."""
    if measure is Unit.PER_100K:
        return population(key.area, key.period)
    if measure not in (Unit.ANDEL, Unit.PROCENT) or not 0 <= value <= 100:
        return None
    if n is not None:
        return n
    known = counts.get(key)
    if known is not None and known.count and value > 0:
        return 100 * known.count / value
    return population(key.area, key.period) if measure is Unit.ANDEL else None


def _behind(key: CountKey, value: float, base: float, per: float, *, is_secret: bool) -> PublishedCount:
    """The likeliest count behind a printed rate or share, and the range of those that give the same print."""
    count = max(round(value * base / per), 0)
    lowest, highest = counts_behind(value, _decimals(value), base, per)
    shown: Range = (min(lowest, count), max(highest, count))
    return PublishedCount(str(key), count, shown, secret=is_secret)


def _decimals(value: float) -> int:
    """The decimals that a number is written with."""
    return len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def _population(given: pd.DataFrame, every: pd.DataFrame) -> Population:
    """How many live in an area at a time, as far as can be read: in numbers of inhabitants, else behind published counts with rates.

    Of several the one with the largest count, where rounding says least; of another year the latest before, else the first after.
    """
    wanted = every[
        (every["indicator"] == INHABITANTS) & (every["measure"] == Unit.ANTAL.value) & (every["value"] > 0) & (every["group"] == "")
    ]
    told = {(key.area, _year(key.period)): value for key, value in _rows(wanted, "value")}
    implied = {(area, year): people for area, year, people in _implied(given)}
    by_area: dict[str, dict[int, float]] = {}
    for (area, year), people in {**implied, **told}.items():
        by_area.setdefault(area, {})[year] = people

    def population(area: str, period: str) -> float | None:
        years, asked = by_area.get(area, {}), _year(period)
        before = [year for year in years if year <= asked]
        return years[max(before)] if before else years[min(years)] if years else None

    return population


def _implied(given: pd.DataFrame) -> Iterable[tuple[str, int, float]]:
    """Area, year and population behind each published count with a rate, the largest count of a year last."""
    columns = [*_KEY, "value"]
    frame = given[given["value"] > 0]
    counts, rates = (frame.loc[frame["measure"] == each.value, columns] for each in (Unit.ANTAL, Unit.PER_100K))
    both = counts.merge(rates, on=list(_KEY), suffixes=("", "_rate")).sort_values("value", kind="stable")
    both = both[both["group"] == ""]
    for area, period, count, rate in zip(*(both[name].tolist() for name in ("area", "period", "value", "value_rate")), strict=True):
        yield area, _year(period), 100_000 * count / rate


def _year(period: str) -> int:
    return parse_period(period).first_day.year


def _rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The key of each row, and its values in the named columns."""
    columns = [frame[name].tolist() for name in (*_KEY, *names)]
    for indicator, area, period, group, *values in zip(*columns, strict=True):
        yield CountKey(indicator, area, period, group), *(values or [None])
