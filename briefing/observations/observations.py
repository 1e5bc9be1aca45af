"""`Observations`: every value that was delivered, in columns; `Series` and `Point`: one series of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period, parse_period
from briefing.terms.sensitivity import Sensitivity

FINAL = "slutlig"
PRELIMINARY = "preliminar"
HAS_VALUE = (FINAL, PRELIMINARY)
MISSING = ("saknas", "sekretess", "ej_tillamplig", "utgatt", "bruten")

KEY = ["indicator", "area", "period", "group", "measure"]
COLUMNS: Mapping[str, str] = {
    "indicator": "object",
    "area": "object",
    "period": "object",
    "frequency": "object",
    "group": "object",
    "measure": "object",
    "value": "float64",
    "lower": "float64",
    "upper": "float64",
    "n": "float64",
    "status": "object",
    "received_on": "object",
    "revision": "int64",
    "sensitivity": "object",
    "delivery": "object",
    "place": "object",
}
_DEFAULTS: Mapping[str, Any] = {
    "group": "",
    "lower": np.nan,
    "upper": np.nan,
    "n": np.nan,
    "status": FINAL,
    "revision": 1,
    "sensitivity": Sensitivity.OPPEN.value,
}
SERIES_KEY = ["indicator", "area", "frequency", "measure", "group"]


@dataclass(frozen=True)
class Point:
    """One period of a series: its value or the gap that stands there; where it was read; (p) when preliminary.

    `lower` and `upper` are the published 95 % interval and `n` the number of answers, None where the source gives none.
    """

    period: Period
    value: float | Gap
    lower: float | None
    upper: float | None
    n: float | None
    status: str
    citations: tuple[Citation, ...]
    sensitivity: Sensitivity = Sensitivity.OPPEN

    @property
    def is_preliminary(self) -> bool:
        return self.status == PRELIMINARY

    @property
    def number(self) -> float:
        """The value as a number; NaN where a gap stands."""
        return float("nan") if isinstance(self.value, Gap) else self.value


@dataclass(frozen=True)
class Series:
    """All points of one indicator in one area, frequency, measure and group, oldest first."""

    indicator: str
    area: str
    frequency: Frequency
    measure: Unit
    group: str
    points: tuple[Point, ...]

    def at(self, period: Period) -> Point | None:
        """The point of that period; None when nothing was delivered for it."""
        return self._by_period.get(period)

    @cached_property
    def _by_period(self) -> Mapping[Period, Point]:
        return {point.period: point for point in self.points}


@dataclass(frozen=True, eq=False)
class Observations:
    """Every delivered value, one row each (a pandas DataFrame with the columns of `COLUMNS`).

    Key: indicator, area, period, group, measure, vintage (received_on, revision). `period` is a period's code, `measure` a `Unit`,
    `status` slutlig or preliminar where there is a value; where `value` is NaN it says why: saknas, sekretess, ej_tillamplig,
    utgatt or bruten. Nothing else can be constructed (ValueError).
    """

    frame: pd.DataFrame

    def __post_init__(self) -> None:
        if list(self.frame.columns) != list(COLUMNS):
            raise ValueError(f"observations have the columns {', '.join(COLUMNS)}, not {', '.join(map(str, self.frame.columns))}")
        has_value = self.frame["value"].notna()
        if not self.frame["status"].isin((*HAS_VALUE, *MISSING)).all():
            raise ValueError("an observation has a status that is not in the vocabulary")
        if not (has_value == self.frame["status"].isin(HAS_VALUE)).all():
            raise ValueError("an observation is a value with slutlig or preliminar, or a reason without a value")
        for column, words in (("measure", Unit), ("frequency", Frequency), ("sensitivity", Sensitivity)):
            if not self.frame[column].isin([word.value for word in words]).all():
                raise ValueError(f"an observation has a {column} that is not in the vocabulary")

    def __len__(self) -> int:
        return len(self.frame)

    def as_known(self, on: date | None = None) -> Observations:
        """The latest vintage of every key that had been received on that day; None: of all that has come.

        Of deliveries received on the same day, the one that covers the later period counts, and then the later revision.
        """
        frame = self.frame if on is None else self.frame[self.frame["received_on"] <= on]
        covered = frame["delivery"].map({each: last_day_covered(each) for each in frame["delivery"].unique()})
        ordered = frame.assign(covered=covered).sort_values(["received_on", "covered", "revision"], kind="stable")
        latest = ordered.drop(columns="covered").drop_duplicates(KEY, keep="last")
        return Observations(latest.sort_index())

    def up_to(self, last_day: date) -> Observations:
        """Only periods that ended on that day or before."""
        codes = self.frame["period"].unique()
        ended = {code for code in codes if parse_period(code).last_day <= last_day}
        return Observations(self.frame[self.frame["period"].isin(ended)])

    def series(self, indicator: str, area: str, frequency: Frequency, measure: Unit, group: str = "") -> Series:
        """The series of that key, empty when there is none; ValueError when a period has more than one value."""
        rows = self._rows.get((indicator, area, frequency.value, measure.value, group), [])
        points = sorted((self._point(row) for row in rows), key=lambda point: point.period.first_day)
        if len({point.period for point in points}) != len(points):
            raise ValueError(f"{indicator} in {area} has more than one value for a period; take as_known() first")
        return Series(indicator, area, frequency, measure, group, tuple(points))

    @cached_property
    def _rows(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        """Row positions by series key, so that asking for every series reads the frame once."""
        rows: dict[tuple[str, ...], list[int]] = {}
        for position, key in enumerate(zip(*(self.frame[column] for column in SERIES_KEY), strict=True)):
            rows.setdefault(key, []).append(position)
        return rows

    @cached_property
    def _columns(self) -> Mapping[str, Sequence[Any]]:
        return {column: self.frame[column].tolist() for column in COLUMNS}

    def _point(self, row: int) -> Point:
        columns = self._columns
        value, status = columns["value"][row], columns["status"][row]
        indicator, place = columns["indicator"][row], Citation(columns["delivery"][row], columns["place"][row])
        return Point(
            period=parse_period(columns["period"][row]),
            value=value if status in HAS_VALUE else Gap(GapReason(status), "", indicator),
            lower=_number_or_none(columns["lower"][row]),
            upper=_number_or_none(columns["upper"][row]),
            n=_number_or_none(columns["n"][row]),
            status=status,
            citations=(place,),
            sensitivity=Sensitivity(columns["sensitivity"][row]),
        )


def observations_of(columns: Mapping[str, Any]) -> Observations:
    """Observations from columns or single values; what is not given takes its default (group "", final, revision 1, oppen)."""
    length = max((len(column) for column in columns.values() if _is_column(column)), default=0)
    given = {**dict.fromkeys(COLUMNS, ""), **_DEFAULTS, **columns}
    frame = pd.DataFrame({name: given[name] if _is_column(given[name]) else [given[name]] * length for name in COLUMNS})
    return Observations(frame.astype(dict(COLUMNS)))


@cache
def nothing() -> Observations:
    """Observations without a row; one for all, since a frame takes milliseconds to make."""
    return observations_of({})


def joined(many: Iterable[Observations]) -> Observations:
    """All rows of all of them, numbered anew."""
    frames = [each.frame for each in many if len(each)]
    return Observations(pd.concat(frames, ignore_index=True)) if frames else nothing()


def last_day_covered(delivery: str) -> date:
    """The last day that a delivery covers, by its id (`bra-anmalda-brott/2026-K2.r2`)."""
    try:
        return parse_period(delivery.rpartition("/")[2].partition(".r")[0]).last_day
    except ValueError:
        return date.min


def _is_column(value: object) -> bool:
    return not isinstance(value, str) and hasattr(value, "__len__")


def _number_or_none(value: float) -> float | None:
    return None if np.isnan(value) else value
