"""`briefing read`: one file through one reader, to see what it makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pandas import isna

from briefing.errors import BriefingError
from briefing.observations.boundary import Boundary
from briefing.observations.doubt import Refusal
from briefing.observations.observations import Observations
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.observations.statement import Entry
from briefing.shell.commands.result import Result, remark
from briefing.sources.source import Delivery, Source
from briefing.terms.period import Period, Year, parse_period
from briefing.workspace.careful import read_carefully
from briefing.workspace.examination import examined
from briefing.workspace.load import load_workspace
from briefing.workspace.parts import NotReadableError, parts_of

_FIRST = 20


def read(file: Path, form: str, source: Source, today: date) -> Result:
    """What the reader of a format makes of a file; without a source it maps nothing and keeps the file's own names."""
    delivery = delivery_of(file, source, today)
    reading = objected(delivery) or read_carefully(READERS[form], delivery, source)
    if source.is_bare:
        reading = _named_by_file(reading, file)
    rows = first_rows(reading)
    data = {
        "read": reading.rows_read,
        "accepted": reading.rows_accepted,
        "refused": reading.rows_refused,
        "duplicates": reading.duplicates,
        "unmapped": reading.unmapped,
        "rows": rows,
        "refusals": [remark(each) for each in reading.refusals],
        "doubts": [remark(each) for each in reading.doubts],
    }
    return Result(data, _lines(file, reading), *in_columns(rows), exit_code=1 if reading.refusals else 0)


def declared_source(root: Path, source_id: str) -> Source:
    """The declared source of that id; BriefingError lists those that there are."""
    workspace = load_workspace(root, READERS)
    found = next((each for each in workspace.sources if each.id == source_id), None)
    if found is None:
        known = ", ".join(each.id for each in workspace.sources)
        raise BriefingError("--source", problem=f"there is no source '{source_id}'", remedy=f"use one of {known}")
    return found


def delivery_of(file: Path, source: Source, today: date) -> Delivery:
    """The file as a delivery that is not registered; BriefingError where it cannot be opened."""
    try:
        parts = parts_of(file, file.parent)
    except NotReadableError as error:
        raise BriefingError(str(file), problem=f"found {error.found}", remedy=error.remedy) from None
    except OSError as error:
        raise BriefingError(str(file), problem=f"the file cannot be read: {error.strerror}", remedy="name a file that is there") from None
    return Delivery(source.id or "fil", _covers(file, today), 1, today, parts)


def objected(delivery: Delivery) -> Reading | None:
    """The refusal of a file that no reader should see; None where nothing speaks against it."""
    for part in delivery.parts:
        if (objection := examined(part)) is not None:
            fault = objection.fault
            where = ", ".join(word for word in (part.name if len(delivery.parts) > 1 else "", objection.place) if word)
            return Reading(refusals=(Refusal(delivery.id, where, fault.found, fault.expected, fault.remedy, 0),))
    return None


def first_rows(reading: Reading) -> list[dict[str, Any]]:
    """The first rows of what was read, by the names of their columns."""
    told = (*reading.statements, *reading.assessments, *reading.entries)
    if reading.boundaries:
        return [_bounded(each) for each in reading.boundaries[:_FIRST]]
    return _observed(reading.observations) if not told else [_told(each) for each in told[:_FIRST]]


def in_columns(rows: list[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Rows as a heading and texts, to be printed."""
    if not rows:
        return (), ()
    names = (*dict.fromkeys(name for row in rows for name in row if name != "place"), "place")
    return names, tuple(tuple("–" if row.get(name) is None else str(row[name]) for name in names) for row in rows)


def _named_by_file(reading: Reading, file: Path) -> Reading:
    """The reading with its remarks about the file, since a file that is only looked at is no delivery."""
    refusals = tuple(replace(each, delivery=file.name) for each in reading.refusals)
    doubts = tuple(replace(each, subject=file.name) for each in reading.doubts)
    return replace(reading, refusals=refusals, doubts=doubts)


def _covers(file: Path, today: date) -> Period:
    """What the file's name says that it covers; the running year where it says nothing."""
    try:
        return parse_period(file.name.partition(".")[0])
    except ValueError:
        return Year(today.year)


def _observed(observations: Observations) -> list[dict[str, Any]]:
    columns = ["indicator", "area", "period", "group", "measure", "value", "status", "place"]
    rows = observations.frame[columns].head(_FIRST).to_dict("records")
    return [{str(key): None if isna(value) else value for key, value in row.items()} for row in rows]


def _bounded(each: Boundary) -> dict[str, Any]:
    points = sum(len(ring) for ring in each.rings)
    return {"area": each.area, "name": each.name, "rings": len(each.rings), "points": points, "place": each.citation.place}


def _told(each: Any) -> dict[str, Any]:
    names = ("dimension", "subject", "level", "direction", "confidence", "text", "body", "dated", "sensitivity")
    fields = {name: getattr(each, name) for name in names if hasattr(each, name)}
    if isinstance(each, Entry):
        fields = {"id": each.id, **each.fields, **fields}
    return {name: getattr(value, "value", None if value is None else str(value)) for name, value in fields.items()} | {
        "place": each.citation.place
    }


def _lines(file: Path, reading: Reading) -> tuple[str, ...]:
    counted = f"{file.name}: rader lästa {reading.rows_read}, godtagna {reading.rows_accepted}, vägrade {reading.rows_refused}"
    counts = {"dubbletter": reading.duplicates, "utan plats i källan": reading.unmapped}
    apart = [f"{word} {number}" for word, number in counts.items() if number]
    remarks = [each["text"] for each in (*map(remark, reading.refusals), *map(remark, reading.doubts))]
    return (counted + (f" ({', '.join(apart)})" if apart else "") + ".", *remarks)
