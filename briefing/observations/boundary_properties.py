"""Which properties of a map's areas are their code and their name, when nobody has said it."""

from __future__ import annotations

import json
from typing import Any

from briefing.sources.source import BoundaryLayout, Delivery


def boundary_layout(delivery: Delivery) -> BoundaryLayout | None:
    """The first property that is different for every area and the first that is different and holds letters; None where there is no map."""
    properties = _properties(delivery)
    if not properties:
        return None
    distinct = [key for key in properties[0] if _is_distinct(key, properties)]
    if not distinct:
        return None
    name = next((key for key in distinct if all(any(map(str.isalpha, str(each[key]))) for each in properties)), "")
    code = next((key for key in distinct if key != name), name)
    return BoundaryLayout(code, name)


def _properties(delivery: Delivery) -> list[dict[str, Any]]:
    try:
        page = json.loads(delivery.parts[0].content or b"")
        features = page["features"]
        return [each["properties"] for each in features if isinstance(each["properties"], dict)]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return []


def _is_distinct(key: str, properties: list[dict[str, Any]]) -> bool:
    told = [each.get(key) for each in properties]
    return all(isinstance(each, str | int) and not isinstance(each, bool) and each != "" for each in told) and len(set(told)) == len(told)
