"""Boundaries of municipalities or their parts (format `geojson`, RFC 7946, degrees in WGS 84)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.observations.boundary import Boundary
from briefing.observations.decoding import place_in
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.json_pages import keys_of, parsed_json
from briefing.observations.mapping import NAMED, area_code
from briefing.observations.reading import Reading
from briefing.observations.registered import registered
from briefing.observations.surface import AGAIN, rings_of
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.citation import Citation

_DEGREES = ("CRS84", "4326")  # what an older file's crs may say
_CODE_LENGTH = 4  # of a municipality; one that became a number has lost its zero: 180 is 0180


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one feature: an area with its code, its name and its outlines.

    The source declares which property is the code and which the name. A bare source takes the feature's own id, else its first property,
    as the code, and the next property as the name. A code said twice is refused the second time; one that the source does not map is
    not used.
    """
    area_of = area_code(source)
    rows, refused = _rows(delivery)
    found: dict[str, Boundary] = {}
    unknown: list[str] = []
    for place, feature in rows:
        try:
            code, name = _names(feature, source)
            area, rings = area_of(code) or area_of(code.zfill(_CODE_LENGTH)), rings_of(feature)
            registered(area, source)
            if area in found:
                raise UnusableError(f"koden {quoted(code)} igen", "en gång i filen", "slå ihop områdets delar till en MultiPolygon")
            if area:
                found[area] = Boundary(area, name, rings, Citation(delivery.id, f"{place} ({code})"))
            else:
                unknown.append(code)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place))
    doubts = (_not_mapped(unknown, delivery),) if unknown else ()
    return Reading(boundaries=tuple(found.values()), refusals=tuple(refused), doubts=doubts, rows_read=len(rows), unmapped=len(unknown))


def _rows(delivery: Delivery) -> tuple[list[tuple[str, Any]], list[Refusal]]:
    """Place and feature of every area, and refusals of files that are no map."""
    rows: list[tuple[str, Any]] = []
    refused: list[Refusal] = []
    for part in delivery.parts:
        try:
            rows += [(place_in(delivery, part, f"område {number}"), each) for number, each in enumerate(_features(part), start=1)]
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, part.name if len(delivery.parts) > 1 else "", 0))
    return rows, refused


def _not_mapped(codes: Sequence[str], delivery: Delivery) -> Doubt:
    more = f" och {len(codes) - NAMED} till" if len(codes) > NAMED else ""
    text = f"Kartan har områden vars kod källan inte känner till och som därför inte ritas: {', '.join(map(quoted, codes[:NAMED]))}{more}."
    return Doubt(Check.AVGRANSNING, delivery.id, text)


def _features(part: Part) -> Sequence[Any]:
    """The features of one file; Unusable where it is no feature collection, or says that it is not in degrees."""
    page = parsed_json(part, "en hel GeoJSON-fil", AGAIN)
    features = page.get("features") if isinstance(page, dict) and page.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise UnusableError(f"JSON med {keys_of(page)}", "en FeatureCollection med områden", AGAIN)
    system = json.dumps(page.get("crs"), ensure_ascii=False)
    if page.get("crs") is not None and not any(each in system for each in _DEGREES):
        raise UnusableError(f"koordinatsystemet {quoted(system)}", "longitud och latitud i WGS 84", AGAIN)
    return features


def _names(feature: Any, source: Source) -> tuple[str, str]:
    """Code and name of a feature; Unusable where it has not the property that the source declares."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise UnusableError("ett område utan properties", "ett område med kod och namn", "lämna en fil med områdenas egenskaper")
    layout = source.boundaries
    if layout is None:
        told = [_text(each) for each in ([feature["id"]] if "id" in feature else []) + list(properties.values())]
        code, *names = [each for each in told if each] or [""]
        if not code:
            raise UnusableError("ett område utan egenskaper", "ett område med kod och namn", "lämna en fil med områdenas egenskaper")
        return code, names[0] if names else code
    code = _text(properties.get(layout.code))
    if not code:
        there = ", ".join(map(str, properties)) or "inga egenskaper"
        remedy = "rätta code under [boundaries] i source.toml, eller lämna en fil som har egenskapen"
        raise UnusableError(quoted(there), f"egenskapen {quoted(layout.code)}", remedy, column=layout.code)
    return code, _text(properties.get(layout.name)) or code


def _text(found: object) -> str:
    """A property as text on one line; empty where it is none. A code that was written as a number has lost no more than its type."""
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return " ".join(str(found).split())
