"""Quality checks on deliveries: what is too old, too small or implausible is a doubt before it is a finding about the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from briefing.observations.doubt import Check, Doubt
from briefing.observations.numbers import in_print
from briefing.observations.observations import SERIES_KEY, Observations
from briefing.sources.punctuality import latest_due
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Month, Period, Quarter, in_words, parse_period
from briefing.terms.request import Request

FEWER_ROWS = 0.5  # a delivery holds the history too, so half of the values before is a part that was left out, not a quiet quarter
FEWER_AREAS = 0.9  # municipalities do not disappear; one in ten missing is a cut file or a changed selection
DEVIATIONS = 6.0  # robust standard deviations; of 1 026 true values of Brå's for Umeå and its peers one exceeds it, and it is remarkable
NEIGHBOURS = 8  # values nearest in time that a value is held against: enough for a spread, few enough for a level that moves
FEWEST_NEIGHBOURS = 5  # with fewer the spread is not known
RELATIVE_FLOOR = 0.10  # a published rate of a very even series still moves by a tenth
NAMED = 5  # so many values are enough to find the cause, and a doubt stays readable
_MAD_TO_SD = 1.4826  # the median absolute deviation of a normal distribution is its standard deviation divided by this


def doubts(observations: Observations, deliveries: Sequence[Delivery], sources: Sequence[Source], request: Request) -> tuple[Doubt, ...]:
    """Remarks of the checks aktualitet, volym and rimlighet, at most one of each kind for a source or a delivery.

    `observations` has every vintage, as it was read. Only what the edition may use is judged, and only values of its municipality and
    the peers.
    """
    used = [delivery for delivery in deliveries if request.uses(delivery.covers)]
    by_source = {source.id: _in_order(used, source) for source in sources}
    late = (_ageing(source, by_source[source.id], request) for source in sources)
    return (*filter(None, late), *_shrunken(observations, by_source, request), *_implausible(observations, request))


def expected_period(source: Source, request: Request) -> Period | None:
    """The latest period that an edition can be expected to have from a source; None when the source has no set times.

    A quarter's edition waits for its own quarter and months; of years, and of everything in an edition for a meeting, it has what
    was due on its last day.
    """
    waits = isinstance(request.period, Quarter) and source.covers is not Frequency.AR
    return latest_due(replace(source, due_after_days=0 if waits else source.due_after_days or 0), request.period.last_day)


def _in_order(deliveries: Sequence[Delivery], source: Source) -> list[Delivery]:
    own = (delivery for delivery in deliveries if delivery.source == source.id)
    return sorted(own, key=lambda each: (each.covers.last_day, each.received_on, each.revision))


def _ageing(source: Source, deliveries: Sequence[Delivery], request: Request) -> Doubt | None:
    """Aktualitet: the latest delivery is about an older period than the edition could have. No delivery at all is a gap, not this."""
    expected = expected_period(source, request)
    if expected is None or not deliveries or deliveries[-1].covers.last_day >= expected.last_day:
        return None
    latest = deliveries[-1].covers
    text = f"Den senaste leveransen från {source.title or source.id} gäller {in_words(latest)}; utgåvan borde ha {in_words(expected)}."
    return Doubt(Check.AKTUALITET, source.id, text)


def _shrunken(observations: Observations, by_source: Mapping[str, Sequence[Delivery]], request: Request) -> Iterator[Doubt]:
    """Volym: the latest delivery of a source has far fewer values or areas than the one before it, or nothing of an indicator."""
    counts = observations.frame.groupby("delivery", sort=False)["area"].agg(["size", "nunique"])
    size = {str(delivery): (int(rows), int(areas)) for delivery, rows, areas in counts.itertuples(name=None)}
    own = observations.frame[observations.frame["area"] == request.municipality.code]
    for deliveries in by_source.values():
        if len(deliveries) < 2:
            continue
        before, latest = deliveries[-2:]
        (rows_before, areas_before), (rows, areas) = size.get(before.id, (0, 0)), size.get(latest.id, (0, 0))
        if rows < FEWER_ROWS * rows_before or areas < FEWER_AREAS * areas_before:
            told = f"{in_print(rows)} {'värde' if rows == 1 else 'värden'} för {in_print(areas)} {'område' if areas == 1 else 'områden'}"
            text = f"{latest.id} har {told}; leveransen före, {before.id}, hade {in_print(rows_before)} för {in_print(areas_before)}."
            yield Doubt(Check.VOLYM, latest.id, text)
        elif gone := _gone(own, before, latest, request):
            labels = "; ".join(gone)
            text = f"{latest.id} har inget om {labels}, som fanns i leveransen före, {before.id}. Källan kan ha bytt namn på det."
            yield Doubt(Check.VOLYM, latest.id, text)


def _gone(own: pd.DataFrame, before: Delivery, latest: Delivery, request: Request) -> list[str]:
    """What the delivery before told of the municipality (`own`) and the latest does not, though it tells of the same periods.

    What a source has renamed is a row that nobody asked for: without this the old value would stand, and nobody be told.
    """
    own = own[own["delivery"].isin([before.id, latest.id])]
    told: dict[str, dict[str, set[str]]] = {before.id: {}, latest.id: {}}
    for delivery, indicator, period in own[["delivery", "indicator", "period"]].drop_duplicates().itertuples(index=False, name=None):
        told[delivery].setdefault(indicator, set()).add(period)
    now = set().union(*told[latest.id].values())
    gone = [each for each, periods in told[before.id].items() if each not in told[latest.id] and periods & now]
    return [known.label if (known := request.indicator(each)) else each for each in gone]


def _implausible(observations: Observations, request: Request) -> Iterator[Doubt]:
    """Rimlighet: one doubt per delivery that has values far outside their series; of one row only its first value is named."""
    frame = observations.frame
    areas = {area.code: area.name for area in (request.municipality.area, *request.peers)}
    own = Observations(frame[frame["area"].isin(list(areas))]).up_to(request.period.last_day).as_known().frame
    found: dict[str, dict[str, str]] = {}
    for _, series in own[own["value"].notna()].groupby(SERIES_KEY, sort=False):
        for row, usual in _outliers(series):
            remark = f"{_what(row, areas, request)} är {in_print(row['value'])} ({row['place']}), där {usual} är vanligt"
            found.setdefault(row["delivery"], {}).setdefault(row["place"], remark)
    for delivery, remarks in found.items():
        said = "; ".join(list(remarks.values())[:NAMED])
        more = f"; och {len(remarks) - NAMED} värden till" if len(remarks) > NAMED else ""
        yield Doubt(Check.RIMLIGHET, delivery, f"Leveransen har värden som avviker stort från sin serie: {said}{more}.")


def _what(row: pd.Series, areas: Mapping[str, str], request: Request) -> str:
    """What a value is about: indicator, unit, area, period."""
    indicator = request.indicator(row["indicator"])
    label = indicator.label if indicator else row["indicator"]
    unit = " per 100 000 invånare" if row["measure"] == Unit.PER_100K.value else ""
    return f"{label}{unit} i {areas[row['area']]} {in_words(parse_period(row['period']))}"


def _outliers(series: pd.DataFrame) -> Iterator[tuple[pd.Series, str]]:
    """The rows of one series that are outliers, each held against those of its season nearest in time, and what was usual there."""
    numbers, measure = series["value"].to_numpy(), str(series["measure"].iloc[0])
    for season in _seasons(parse_period(code) for code in series["period"]):
        values = numbers[season]
        if len(values) <= FEWEST_NEIGHBOURS:
            continue
        around = _around(values)
        usual = np.median(around, axis=1)
        for position in np.flatnonzero(np.abs(values - usual) > DEVIATIONS * _spread(around, usual, measure)):
            yield series.iloc[season[position]], f"{in_print(around[position].min())}–{in_print(around[position].max())}"


def _seasons(periods: Iterable[Period]) -> Iterator[list[int]]:
    """Positions of the same quarter or month of every year, oldest first."""
    seasons: dict[int, list[tuple[Period, int]]] = {}
    for position, period in enumerate(periods):
        month = period.first_day.month if isinstance(period, Quarter | Month) else 0
        seasons.setdefault(month, []).append((period, position))
    for season in seasons.values():
        yield [position for _, position in sorted(season, key=lambda each: each[0].first_day)]


def _around(values: np.ndarray) -> np.ndarray:
    """For each value a row of those nearest in time, without the value itself."""
    width = min(NEIGHBOURS + 1, len(values))
    positions = np.arange(len(values))
    first = np.clip(positions - NEIGHBOURS // 2, 0, len(values) - width)
    windows = first[:, None] + np.arange(width)
    others: np.ndarray = values[windows[windows != positions[:, None]]].reshape(len(values), width - 1)
    return others


def _spread(around: np.ndarray, usual: np.ndarray, measure: str) -> np.ndarray:
    """Robust standard deviations, never below the noise of a count (Poisson) and a tenth of the level."""
    robust = _MAD_TO_SD * np.median(np.abs(around - usual[:, None]), axis=1)
    noise = np.sqrt(np.maximum(usual, 1.0)) if measure == Unit.ANTAL.value else np.zeros_like(usual)
    spread: np.ndarray = np.maximum(np.maximum(robust, noise), RELATIVE_FLOOR * np.abs(usual))
    return spread
