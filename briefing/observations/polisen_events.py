"""Polisen's published notices (händelser) as its API gives them: each with its day, its type and its place."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from briefing.observations.decoding import decoded
from briefing.observations.fault import UnusableError
from briefing.observations.json_pages import json_of, keys_of, shown
from briefing.sources.source import Part

_AGAIN = "hämta händelserna på nytt och ändra inget i filen"
_WHOLE = "en hel lista av polisens händelser"
# The hour has one digit before ten o'clock, which fromisoformat does not read. Of a year like 6025 every week until then would be a gap.
_MOMENT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2} [+-][0-9]{2}:[0-9]{2}")
DIGEST = "Sammanfattning"  # a type that begins so sums up a night: its events stand on the web page only and cannot be counted
_COUNTY = " län"


class Event(NamedTuple):
    """One notice. `day`: when it was published (the event's own time stands in its name, without a year). `places`: the last part of its
    name and the name of its location, as they are written; since 2026-01-20 the location is the county, and only the name has the kommun.
    """

    id: int
    day: date
    type: str
    places: tuple[str, str]


def events_of(part: Part) -> list[Any]:
    """The notices of a file as they stand: a list, one JSON object a line, or notices with all their `versions`, oldest first."""
    entries = _entries(decoded(part))
    if not any(isinstance(entry, dict) and "versions" in entry for entry in entries):
        return entries
    return [version for entry in entries for version in _versions(entry)]


def event_of(entry: Any) -> Event:
    """The notice of one entry; UnusableError where it has not its id, day, type and name."""
    try:
        number, kind, name, moment = entry["id"], entry["type"], entry["name"], entry["datetime"]
        location = entry["location"]["name"] or "" if entry.get("location") else ""
        tail = name.rpartition(",")[2]
        if type(number) is int and kind.strip():
            return Event(number, _day(moment), _plain(kind), (_plain(tail), _plain(location)))
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    raise _fault(entry)


def kommun_named(places: tuple[str, str]) -> str:
    """The area of a notice as it is written: the last part of its name, where that is no county, else its location."""
    tail, location = places
    return location if not tail or (tail.endswith(_COUNTY) and location) else tail


def _entries(text: str) -> list[Any]:
    if text.lstrip().startswith("{") and "\n{" in text.strip():
        text = "[" + ",\n".join(line for line in text.split("\n") if line.strip()) + "]"
    page = json_of(text, _WHOLE, _AGAIN)
    if isinstance(page, dict) and isinstance(page.get("id"), int):
        return [page]
    if not isinstance(page, list):
        raise UnusableError(f"JSON med {keys_of(page)}", _WHOLE, _AGAIN)
    return page


def _versions(entry: Any) -> list[Any]:
    versions = entry.get("versions") if isinstance(entry, dict) else None
    return versions if isinstance(versions, list) and versions else [entry]


def _fault(entry: Any) -> UnusableError:
    """Why an entry is no notice: the first thing that it has not as it should be."""
    if not isinstance(entry, dict):
        return UnusableError(shown(entry), "en händelse", _AGAIN)
    expected = {"id": (int, "händelsens nummer"), "type": (str, "händelsens typ"), "name": (str, "datum, typ och plats i en text")}
    for key, (kind, what) in expected.items():
        if type(entry.get(key)) is not kind or not str(entry[key]).strip():
            return UnusableError(shown(entry.get(key)), what, _AGAIN, column=key)
    try:
        _day(entry.get("datetime"))
    except (ValueError, TypeError):
        moment = shown(entry.get("datetime"))
        return UnusableError(moment, "en tidpunkt, till exempel 2026-08-22 9:51:41 +02:00", _AGAIN, column="datetime")
    return UnusableError(shown(entry.get("location")), "platsen, med namn", _AGAIN, column="location")


def _day(moment: Any) -> date:
    """The day of a moment; ValueError or TypeError where it is none."""
    if not _MOMENT.fullmatch(moment):
        raise ValueError(moment)
    return _date(moment[:10])


@cache
def _date(text: str) -> date:
    return date.fromisoformat(text)


@cache
def _plain(text: str) -> str:
    """A text with single blanks; nbsp is one of polisen's."""
    return " ".join(text.split())
