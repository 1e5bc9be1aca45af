"""The police's own tables of offences by code, area and month (format `polisen-brottskoder`): long, or with months as columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from briefing.observations.doubt import Check, Doubt
from briefing.observations.grid import Grid
from briefing.observations.known_headings import known_layout
from briefing.observations.korstabell import read_cross_tables
from briefing.observations.mapping import NAMED
from briefing.observations.observations import FINAL, HAS_VALUE, KEY, MISSING, PRELIMINARY, Observations
from briefing.observations.reading import Reading
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Delivery, Source

_CODE = re.compile(r"[0-9]{1,4}(?![0-9])")
_DIGITS = 4  # of a code; one that became a number in Excel has lost its zero: 365 is 0365
_BETWEEN = "\n"  # no id and no code holds it
_FURTHER = (FINAL, PRELIMINARY, *(each for each in MISSING if each != "sekretess"), "sekretess")
_PLACES = 3  # rows of a sum that are named; the rest are counted


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is a code in an area, with a number for every month.

    Codes that the source maps to the same indicator are added. Where one of them is missing or secret, so is the sum.
    """
    declared = source.crosstab or CrossTable()

    def layout_of(grid: Grid) -> CrossTable:
        return known_layout(grid, declared)

    def of_code(indicator: str, code: str) -> str:
        return indicator if source.is_bare else f"{indicator}{_BETWEEN}{code}"

    reading = read_cross_tables(delivery, source, layout_of, named=of_code, category=_code)
    if source.is_bare or not len(reading.observations):
        return reading
    codes = {name.partition(_BETWEEN)[2] for name in reading.observations.frame["indicator"].unique()}
    absent = [code for code in source.indicators if _code(code) not in codes]
    doubts = (*reading.doubts, *((_not_there(absent, delivery),) if absent else ()))
    return replace(reading, observations=_added(reading.observations), doubts=doubts)


def _code(told: str) -> str:
    """The code of a cell: `9802`, `9802 Inbrottsstöld`, `365` for 0365; other text as it stands."""
    match = _CODE.match(told.strip())
    return match[0].zfill(_DIGITS) if match else told


def _added(observations: Observations) -> Observations:
    """The observations of the codes of an indicator added, in the order of the file."""
    frame = observations.frame.copy()
    frame["indicator"] = frame["indicator"].str.partition(_BETWEEN)[0]
    groups = frame.groupby(KEY, sort=False, dropna=False)
    added = groups.first()
    added["value"] = groups["value"].sum()
    added["status"] = groups["status"].agg(_status)
    added["place"] = groups["place"].agg(_places)
    added.loc[~added["status"].isin(HAS_VALUE), "value"] = math.nan
    return Observations(added.reset_index()[list(frame.columns)].astype(frame.dtypes.to_dict()))


def _status(statuses: Iterable[str]) -> str:
    """The status of a sum: of the parts that stands furthest from a final number."""
    return max(statuses, key=_FURTHER.index)


def _places(places: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(places))
    more = f" och {len(distinct) - _PLACES} rader till" if len(distinct) > _PLACES else ""
    return ", ".join(distinct[:_PLACES]) + more


def _not_there(codes: list[str], delivery: Delivery) -> Doubt:
    more = f" och {len(codes) - NAMED} till" if len(codes) > NAMED else ""
    text = f"Brottskoder som källan räknar med men som inte finns i filen: {', '.join(codes[:NAMED])}{more}. Summorna är utan dem."
    return Doubt(Check.AVGRANSNING, delivery.id, text)
