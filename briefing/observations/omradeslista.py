"""Lists of areas by somebody outside, with their surfaces (format `omradeslista`, GeoJSON): utsatta områden as Polisen publishes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.observations.boundary import Ring
from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.json_pages import keys_of, parsed_json
from briefing.observations.listed_area import ListedArea
from briefing.observations.polygons import crossing
from briefing.observations.reading import Reading
from briefing.observations.surface import in_degrees, in_metres, rings_of
from briefing.observations.sweref99 import metres
from briefing.sources.layouts import DEGREES, METRES, AreaList
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.citation import Citation

_SYSTEM = re.compile(r"EPSG:+([0-9]+)")
_NAMES = {"4326": DEGREES, "3006": METRES}
_AGAIN = "lämna listan som GeoJSON med en yta för varje område"
_DAY = re.compile(r"([0-9]{4})[-/]?([0-9]{2})[-/]?([0-9]{2})(?:[T ].*)?")


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one feature: an area with its name, its category and its surface.

    The coordinates are those that the source declares, else those that the file says, else degrees. A name said twice is two areas.
    """
    layout = source.listed or AreaList()
    listed: list[ListedArea] = []
    refused: list[Refusal] = []
    count = 0
    for part in delivery.parts:
        try:
            features, system = _features(part, layout)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, part.name if len(delivery.parts) > 1 else "", unusable.rows))
            count += unusable.rows
            continue
        for number, feature in enumerate(features, start=1):
            count += 1
            place = place_in(delivery, part, f"område {number}")
            try:
                listed.append(_listed(feature, layout, system, delivery, place))
            except UnusableError as unusable:
                refused.append(unusable.fault.refusal(delivery.id, place))
    return Reading(listed=tuple(listed), refusals=tuple(refused), rows_read=count)


def _features(part: Part, layout: AreaList) -> tuple[Sequence[Any], str]:
    """The features of one file and the system of their coordinates; Unusable where the file is no map, or says another system."""
    page = parsed_json(part, "en hel GeoJSON-fil", _AGAIN)
    features = page.get("features") if isinstance(page, dict) and page.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise UnusableError(f"JSON med {keys_of(page)}", "en FeatureCollection med områden", _AGAIN)
    told = _system(page.get("crs"), len(features))
    if layout.crs and told and told != layout.crs:
        remedy = f'skriv crs = "{told}" under [listed] i source.toml, om det är filen som har rätt'
        raise UnusableError(f"koordinatsystemet {told} i filen", f"{layout.crs}, som källan deklarerar", remedy, rows=len(features))
    return features, layout.crs or told or DEGREES


def _system(crs: object, rows: int) -> str:
    """The system that a file says its coordinates are in; empty where it says none."""
    if crs is None:
        return ""
    text = json.dumps(crs, ensure_ascii=False)
    if "CRS84" in text:
        return DEGREES
    found = _SYSTEM.search(text)
    if not found or found[1] not in _NAMES:
        remedy = "spara om listan i SWEREF 99 TM (EPSG:3006) eller WGS 84 (EPSG:4326)"
        raise UnusableError(f"koordinatsystemet {quoted(text)}", f"{METRES} eller {DEGREES}", remedy, rows=rows)
    return _NAMES[found[1]]


def _listed(feature: Any, layout: AreaList, system: str, delivery: Delivery, place: str) -> ListedArea:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise UnusableError("ett område utan properties", "ett område med namn och kategori", _AGAIN)
    name, category = (_required(properties, key) for key in (layout.name, layout.category))
    rings = _rings(feature, system)
    where = crossing(rings)
    if where:
        remedy = "laga ytan i ett kartprogram (i QGIS: Laga geometrier) och lämna filen igen"
        raise UnusableError(
            f"{quoted(name)} med en kant som korsar sig själv vid {where}", "en yta utan korsningar", remedy, column="geometry"
        )
    since, police_area, town = (_text(properties.get(key)) for key in (layout.since, layout.police_area, layout.place))
    return ListedArea(name, category, _day(since), police_area, town, rings, Citation(delivery.id, f"{place} ({name})"))


def _rings(feature: Mapping[str, Any], system: str) -> tuple[Ring, ...]:
    """The rings in metres."""
    if system == METRES:
        return rings_of(feature, in_metres)
    return tuple(tuple(map(metres, ring)) for ring in rings_of(feature, in_degrees))


def _required(properties: Mapping[str, Any], key: str) -> str:
    text = _text(properties.get(key))
    if not text:
        there = ", ".join(map(str, properties)) or "inga egenskaper"
        remedy = "rätta namnet på egenskapen under [listed] i source.toml, eller lämna en fil som har den"
        raise UnusableError(quoted(there), f"egenskapen {quoted(key)} med en text", remedy, column=key)
    return text


def _text(found: object) -> str:
    """A property as text on one line; empty where it is none."""
    return "" if isinstance(found, bool) or not isinstance(found, str | int) else " ".join(str(found).split())


def _day(text: str) -> str:
    """An ISO date where the text is a day in any usual form, else the text as it stands."""
    found = _DAY.fullmatch(text)
    return "-".join(found.groups()) if found else text
