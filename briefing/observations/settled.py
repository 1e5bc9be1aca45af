"""Rows settled against each other: what is kept, what came twice, what contradicts itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from briefing.observations.doubt import Doubt, Refusal
from briefing.observations.fault import Fault
from briefing.observations.observations import KEY, Observations, observations_of
from briefing.observations.reading import Reading
from briefing.observations.registered import faults_of_areas
from briefing.sources.source import Delivery, Source
from briefing.terms.period import parse_period

LISTED = 50  # refusals of one kind that are listed one by one; the rest are counted in one, so that a wrong file stays readable
_SAME = ["value", "lower", "upper", "n", "status"]
_NOT_TOLD = "saknas"
Rows = npt.NDArray[np.int64]


class Value(NamedTuple):
    """One value of a row: `period` is a period's code, `measure` a `Unit`, `value` NaN where `status` says why there is none."""

    row: int
    indicator: str
    area: str
    period: str
    measure: str
    value: float
    status: str
    group: str = ""
    lower: float = math.nan
    upper: float = math.nan
    n: float = math.nan


@dataclass(frozen=True, eq=False)
class Understood:
    """What a reader understood of a delivery, before its rows are settled against each other.

    `places`: one per row of the file. `faults`: row number → why it cannot be used. `unmapped`: rows that the source does not map.
    `values`: the fields of `Value`, each a column; a row may give several values. `refused`: refusals of whole files or of many
    rows at once, whose rows are not in `places`.
    """

    places: Sequence[str]
    faults: Mapping[int, Fault]
    unmapped: int
    values: Mapping[str, Sequence[object]]
    refused: tuple[Refusal, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def settled(understood: Understood, delivery: Delivery, source: Source) -> Reading:
    """The reading: a key that repeats its value is kept once; a row that gives a key another value than before is refused.

    A row that says saknas about a key that another row gives a value (Brå's SOL echoes `..` for what was not asked for) says no other
    value: it counts as a duplicate, wherever it stands. A row about a part of the municipality that the register of areas does not have is
    refused.
    """
    values = pd.DataFrame(understood.values, columns=list(Value._fields)).fillna({"group": ""})
    strange = _strange(values, source)
    values = values[~values["row"].isin(list(strange))].sort_values("status", key=lambda status: status == _NOT_TOLD, kind="stable")
    keys = _numbered(values[KEY])
    contradicted = _contradictions(values, keys, understood.places)
    kept = ~values["row"].isin(list(contradicted)).to_numpy()
    values, keys = values[kept], keys[kept]
    first = values[~pd.Series(keys).duplicated().to_numpy()].sort_values(["row"], kind="stable")
    faults = {**understood.faults, **strange, **contradicted}
    refused = (*understood.refused, *refusals_of(delivery.id, understood.places, faults))
    return Reading(
        observations=_observations(first, understood.places, delivery, source),
        refusals=refused,
        doubts=understood.doubts,
        rows_read=len(understood.places) + sum(refusal.rows for refusal in understood.refused),
        duplicates=values["row"].nunique() - first["row"].nunique(),
        unmapped=understood.unmapped,
    )


def columns_of(values: Sequence[Value]) -> Mapping[str, Sequence[object]]:
    """The values turned into columns."""
    columns = zip(*values, strict=True) if values else ((),) * len(Value._fields)
    return dict(zip(Value._fields, columns, strict=True))


def _numbered(keys: pd.DataFrame) -> Rows:
    """A number for every distinct key; linear in rows."""
    numbers = np.zeros(len(keys), dtype=np.int64)
    for column in keys:
        codes, distinct = pd.factorize(keys[column])
        numbers = pd.factorize(numbers * (len(distinct) + 1) + codes)[0]
    return numbers


def _strange(values: pd.DataFrame, source: Source) -> dict[int, Fault]:
    """Row number → fault, for rows about areas that the register does not have."""
    faults = faults_of_areas(values["area"].unique(), source)
    rows = values[values["area"].isin(list(faults))]
    return {int(row): faults[area] for row, area in zip(rows["row"], rows["area"], strict=True)}


def _contradictions(values: pd.DataFrame, keys: Rows, places: Sequence[str]) -> dict[int, Fault]:
    """Row number → fault, for rows that give a key another value than the first row with that key."""
    repeated = pd.Series(keys).duplicated(keep=False).to_numpy()
    faults: dict[int, Fault] = {}
    earlier: dict[int, tuple[int, tuple[object, ...]]] = {}
    rows = zip(keys[repeated], values["row"][repeated], _comparable(values[repeated]), values[repeated]["area"], strict=True)
    for key, row, value, area in rows:
        first_row, first = earlier.setdefault(key, (row, value))
        if value == first or value[-1] == _NOT_TOLD:
            continue
        if first_row in faults:  # the row that came first is itself refused, so this one stands
            earlier[key] = (row, value)
        elif row not in faults:
            faults[row] = _contradiction(value, first, area, places[first_row])
    return faults


def _comparable(values: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    columns = values[_SAME].astype(object).where(values[_SAME].notna(), None)
    return zip(*(columns[name] for name in _SAME), strict=True)


def _contradiction(value: tuple[object, ...], first: tuple[object, ...], area: str, place: str) -> Fault:
    return Fault(
        found=f"{_said(value)} för område {area}",
        expected=f"samma värde som på {place}, {_said(first)}, för samma område, kategori och period",
        remedy="fråga avsändaren vilken av raderna som gäller och lämna en rättad fil",
    )


def _said(value: tuple[object, ...]) -> str:
    number, *_, status = value
    return f"inget värde ({status})" if number is None else f"{number:.10g}".replace(".", ",")


def refusals_of(delivery: str, places: Sequence[str], faults: Mapping[int, Fault]) -> Iterator[Refusal]:
    """One refusal per row; of a kind that fills the file the first ones, and one that counts the rest."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for row in sorted(faults):
        kinds.setdefault((faults[row].expected, faults[row].column), []).append(row)
    listed = {row for rows in kinds.values() for row in rows[:LISTED]}
    yield from (faults[row].refusal(delivery, places[row]) for row in sorted(listed))
    for rows in kinds.values():
        if len(rows) > LISTED:
            row, more = rows[LISTED], len(rows) - LISTED
            place = places[row] + (f" och {more - 1} rader till" if more > 1 else "")
            yield faults[row].refusal(delivery, place, more)


def _observations(values: pd.DataFrame, places: Sequence[str], delivery: Delivery, source: Source) -> Observations:
    frequency = {code: parse_period(code).frequency.value for code in values["period"].unique()}
    return observations_of(
        {
            **{name: values[name].to_numpy() for name in (*KEY, *_SAME)},
            "frequency": values["period"].map(frequency).to_numpy(dtype=object),
            "place": [places[row] for row in values["row"]],
            "received_on": delivery.received_on,
            "revision": delivery.revision,
            "sensitivity": source.sensitivity.value,
            "delivery": delivery.id,
        }
    )
