"""What was agreed with a source: source.toml → `Source`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.errors import DeclarationError, Problem
from briefing.sources.asked import asked_faults
from briefing.sources.catalogue import IDENTIFIER
from briefing.sources.fetching import fetch_problems
from briefing.sources.layout_faults import layout_faults
from briefing.sources.register import register_problems
from briefing.sources.source import Source
from briefing.terms.declaration import parsed_toml, structured
from briefing.terms.indicator import Unit
from briefing.terms.value import unknown_word

ORIGINS = ("data", "polis", "forvaltning", "samordnare", "rad")
TABLE_FORMAT = "tabell"
BOUNDARY_FORMAT = "geojson"
REGISTER_FORMAT = "register"
ALSO_A_TABLE = "polisen-handelser"  # what was counted before the program collected; the interface has no history
CUBE_FORMATS = ("json-stat", "pxweb-json", "px", "opendatasoft")
COLUMN_WORDS = ("area", "indicator", "period", "value", "antal", "per_100k", "n", "lower", "upper", "status", "group")
STATUS_WORDS = ("slutlig", "preliminar", "saknas", "sekretess", "ej_tillamplig", "utgatt", "bruten")
_KEY_WORDS = ("area", "indicator", "period")
_VALUE_WORDS = ("value", "antal", "per_100k")


def parse_source(
    text: str,
    source_id: str,
    indicators: Collection[str] | None,
    area_schemes: Mapping[str, Mapping[str, str]],
    formats: Collection[str],
    *where: str,
) -> Source:
    """The source that a source.toml declares; DeclarationError has every problem in it.

    `source_id` is the name of its folder. `indicators` are the ids of the catalogue, None when it could not be read. `areas` in the
    text is a table (the source's own name → code) or the name of one of `area_schemes`. `formats` are the formats that can be read.
    """
    table = parsed_toml(text, *where)
    problems = [
        *_faults_of_names(table, source_id, formats, where),
        *_faults_of_maps(table, indicators, where),
        *_faults_of_matters(table, indicators, where),
        *_faults_of_form(table, indicators, where),
        *asked_faults(table, where),
        *_faults_of_table(table, where),
        *layout_faults(table, where),
    ]
    areas = table.get("areas")
    if isinstance(areas, str):
        if areas not in area_schemes:
            problems.append(Problem((*where, "areas"), *unknown_word(areas, "a way to name areas", area_schemes)))
        table["areas"] = dict(area_schemes.get(areas, {}))
    try:
        source = structured(Source, {**table, "id": source_id}, *where)
    except DeclarationError as error:
        raise DeclarationError([*error.problems, *problems]) from None
    if source.register is not None:
        problems += register_problems(source.register, (*where, "register"))
    if source.fetch is not None:
        problems += fetch_problems(source.fetch, source.format, (*where, "fetch"))
    if problems:
        raise DeclarationError(problems)
    return replace(source, division=areas) if isinstance(areas, str) else source


def one_source_each(sources: Iterable[Source], place: str) -> Iterator[Problem]:
    """A problem for every indicator that a second source also maps to; `place` is a format string of the source's id."""
    first: dict[str, str] = {}
    for source in sources:
        for category, indicator in source.indicators.items():
            owner = first.setdefault(indicator, source.id)
            if owner != source.id:
                yield Problem(
                    (place.format(source.id), "indicators", category),
                    f"'{indicator}' already has the source {owner}",
                    "declare an indicator of its own in indicators.toml, with same_matter_as",
                )


def _faults_of_names(table: Mapping[str, Any], source_id: str, formats: Collection[str], where: tuple[str, ...]) -> Iterator[Problem]:
    if not IDENTIFIER.fullmatch(source_id):
        yield Problem(where, f"'{source_id}' is not an id", "name the folder with 1 to 64 of the characters a-z, 0-9 and -")
    if "id" in table:
        yield Problem((*where, "id"), "the key is not known here", "remove it; the name of the folder is the id")
    for key in ("municipality", "register_of_areas", "division"):
        if key in table:
            yield Problem((*where, key), "the key is not known here", "remove it; it stands in briefing.toml")
    for key in ("format", "title", "producer", "sensitivity"):
        if key not in table:
            yield Problem((*where, key), "the key is missing", f"add {key}: {_meaning(key, formats)}")
    if isinstance(format_name := table.get("format"), str) and format_name not in formats:
        yield Problem((*where, "format"), *unknown_word(format_name, "a format", formats))
    if isinstance(origin := table.get("origin"), str) and origin not in ORIGINS:
        yield Problem((*where, "origin"), *unknown_word(origin, "an origin", ORIGINS))
    days = table.get("due_after_days")
    if isinstance(days, int) and days < 0:
        yield Problem((*where, "due_after_days"), f"here stands {days}", "write how many days after the period's end, 0 or more")
    if days is not None and "covers" not in table:
        yield Problem((*where, "covers"), "the key is missing, and due_after_days needs it", "add covers: ar, kvartal, manad or dag")


def _meaning(key: str, formats: Collection[str]) -> str:
    words = {
        "format": f"one of {', '.join(sorted(formats))}",
        "title": "what the source is called in the document",
        "producer": "who makes it",
        "sensitivity": "one of oppen, intern, begransad",
    }
    return words[key]


def _faults_of_maps(table: Mapping[str, Any], indicators: Collection[str] | None, where: tuple[str, ...]) -> Iterator[Problem]:
    mapped = _texts(table, "indicators")
    for category, indicator in mapped.items():
        if indicators is not None and indicator not in indicators:
            yield Problem((*where, "indicators", category), *unknown_word(indicator, "an indicator of the catalogue", indicators))
    for key in ("titles", "units"):
        for category in _texts(table, key):
            if category not in mapped:
                yield Problem((*where, key, category), *unknown_word(category, "a key of [indicators]", mapped))
    for category, unit in _texts(table, "units").items():
        yield from _unknown(unit, "a unit", [each.value for each in Unit], (*where, "units", category))
    for dimension in _texts(table, "dimensions"):
        if not IDENTIFIER.fullmatch(dimension):
            yield Problem((*where, "dimensions", dimension), f"'{dimension}' is not an id", "use 1 to 64 of the characters a-z, 0-9 and -")


def _faults_of_matters(table: Mapping[str, Any], indicators: Collection[str] | None, where: tuple[str, ...]) -> Iterator[Problem]:
    """[same_matter] holds declared dimensions beside indicators of the catalogue."""
    matters, dimensions = table.get("same_matter"), _texts(table, "dimensions")
    for dimension, matter in matters.items() if isinstance(matters, dict) else ():
        if dimension not in dimensions:
            yield Problem((*where, "same_matter", dimension), *unknown_word(dimension, "a key of [dimensions]", dimensions))
        indicator = matter.get("indicator") if isinstance(matter, dict) else None
        if isinstance(indicator, str) and indicators is not None and indicator not in indicators:
            place = (*where, "same_matter", dimension, "indicator")
            yield Problem(place, *unknown_word(indicator, "an indicator of the catalogue", indicators))


def _faults_of_form(table: Mapping[str, Any], indicators: Collection[str] | None, where: tuple[str, ...]) -> Iterator[Problem]:
    """What the form of a source says of its dimensions is about dimensions that it has."""
    dimensions = _texts(table, "dimensions")
    named = [(key, dimension) for key in ("help", "numbers") if isinstance(inner := table.get(key), dict) for dimension in inner]
    only = table.get("text_only")
    named += [("text_only", each) for each in only if isinstance(each, str)] if isinstance(only, list) else []
    for key, dimension in named:
        if dimension not in dimensions:
            yield Problem((*where, key, dimension), *unknown_word(dimension, "a key of [dimensions]", dimensions))
    numbers = table.get("numbers")
    for dimension, wanted in numbers.items() if isinstance(numbers, dict) else ():
        for indicator in wanted if isinstance(wanted, list) and indicators is not None else ():
            if isinstance(indicator, str) and indicator not in (indicators or ()):
                yield Problem((*where, "numbers", dimension), *unknown_word(indicator, "an indicator of the catalogue", indicators or ()))


def _faults_of_table(table: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    """[table] stands with the format tabell and only there; it says where area, indicator, period and a value are."""
    place, layout = (*where, "table"), table.get("table")
    yield from _faults_of_layout(table, "table", TABLE_FORMAT, "the columns of the file", where)
    yield from _faults_of_layout(table, "boundaries", BOUNDARY_FORMAT, "the properties that are code and name", where)
    yield from _faults_of_layout(table, "register", REGISTER_FORMAT, "the fields of its rows", where)
    if "cube" in table and table.get("format") not in CUBE_FORMATS:
        yield Problem((*where, "cube"), f"only the formats {', '.join(CUBE_FORMATS)} have this table", "remove [cube]")
    if not isinstance(layout, dict):
        return
    columns, constants = _texts(layout, "columns"), _texts(layout, "constants")
    for key, words in (("columns", columns), ("constants", constants)):
        for word in words:
            yield from _unknown(word, "a word for a column", COLUMN_WORDS, (*place, key, word))
    for word in _KEY_WORDS:
        if word not in columns and word not in constants:
            yield Problem(
                (*place, "columns", word), "the key is missing", f"add {word} here, or under constants if it is the same in all rows"
            )
    if not any(word in columns for word in _VALUE_WORDS):
        yield Problem((*place, "columns"), "no column holds a value", f"add one of {', '.join(_VALUE_WORDS)}")
    for own, status in _texts(layout, "statuses").items():
        yield from _unknown(status, "a status", STATUS_WORDS, (*place, "statuses", own))
    if isinstance(measure := layout.get("measure"), str):
        yield from _unknown(measure, "a unit", [each.value for each in Unit], (*place, "measure"))
    if isinstance(delimiter := layout.get("delimiter"), str) and len(delimiter) != 1:
        yield Problem((*place, "delimiter"), f"'{delimiter}' is {len(delimiter)} characters", 'write one, for example ";"')


def _faults_of_layout(table: Mapping[str, Any], key: str, form: str, what: str, where: tuple[str, ...]) -> Iterator[Problem]:
    """The table that a format needs, and no other has."""
    if form == TABLE_FORMAT and table.get("format") == ALSO_A_TABLE:
        return
    if (table.get("format") == form) != (key in table):
        wrong, remedy = (f"only the format {form} has this table", "remove") if key in table else ("the table is missing", "add")
        yield Problem((*where, key), wrong, f"{remedy} [{key}] with {what}")


def _unknown(word: str, what: str, known: Collection[str], where: tuple[str, ...]) -> Iterator[Problem]:
    if word not in known:
        yield Problem(where, *unknown_word(word, what, known))


def _texts(table: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """The texts of a table in a table; what is no text is reported elsewhere."""
    inner = table.get(key)
    return {name: value for name, value in inner.items() if isinstance(value, str)} if isinstance(inner, dict) else {}
