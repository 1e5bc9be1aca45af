"""What the form of a source asks: which fields each dimension has, and what is wrong in a declaration of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefing.errors import Problem
from briefing.sources.source import Source
from briefing.terms.value import unknown_word

TOLD_FORMAT, JUDGED_FORMAT = "uppgifter", "bedomningar"
TOLD_FIELDS = ("level", "direction", "confidence", "sensitivity", "text")
"""The fields of what someone tells or has observed (uppgift, iakttagelse), in the order of the form."""
JUDGED_FIELDS = ("overall", "likelihood", "text", "rests_on", "speaks_against", "sensitivity")
"""The fields of what the municipality signs (bedömning); `overall` is grönt, gult or rött läge."""

_LEVELS = ("level", "direction", "overall")


def is_asked(source: Source) -> bool:
    """Whether it gets a form: people write along its declared dimensions."""
    return source.format in (TOLD_FORMAT, JUDGED_FORMAT) and bool(source.dimensions)


def is_judged(source: Source, dimension: str) -> bool:
    """Whether the answer is a judgement that is signed, and not an observation."""
    return source.format == JUDGED_FORMAT and dimension not in source.observed


def asked_fields(source: Source, dimension: str) -> tuple[str, ...]:
    """The fields of a dimension: those declared, else those of its kind, without levels where only text is asked for."""
    if dimension in source.fields:
        return source.fields[dimension]
    kind = JUDGED_FIELDS if is_judged(source, dimension) else TOLD_FIELDS
    return tuple(key for key in kind if dimension not in source.text_only or key not in _LEVELS)


def asked_faults(table: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    """Every problem of `fields`, `observed`, `per_area` and `each`; their types are checked elsewhere."""
    dimensions = table.get("dimensions")
    known = dimensions if isinstance(dimensions, dict) else {}
    for key in ("fields", "observed", "per_area", "each"):
        named = table.get(key)
        for dimension in named if isinstance(named, (dict, list)) else ():
            if isinstance(dimension, str) and dimension not in known:
                yield Problem((*where, key, dimension), *unknown_word(dimension, "a key of [dimensions]", known))
    for key in ("observed", "each"):
        if key in table and table.get("format") != JUDGED_FORMAT:
            yield Problem((*where, key), f"only the format {JUDGED_FORMAT} has this key", "remove it, or change the format")
    if "likelihood" in table:
        yield Problem((*where, "likelihood"), "the key is not known here", "remove it; the words stand under [assessment] in briefing.toml")
    yield from _faults_of_fields(table, where)


def _faults_of_fields(table: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    """The fields of a dimension are fields of its kind, and one of them is its text."""
    fields, observed = table.get("fields"), table.get("observed", [])
    for dimension, keys in fields.items() if isinstance(fields, dict) else ():
        is_told = table.get("format") != JUDGED_FORMAT or (isinstance(observed, list) and dimension in observed)
        kind, place = TOLD_FIELDS if is_told else JUDGED_FIELDS, (*where, "fields", dimension)
        written = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
        yield from (Problem(place, *unknown_word(key, "a field of the form", kind)) for key in written if key not in kind)
        if "text" not in written:
            yield Problem(place, "no field has the text", 'add "text"')
