"""What is wrong in the layouts of a source.toml: [crosstab], [events] and [listed]."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from briefing.errors import Problem
from briefing.sources.layouts import DEGREES, METRES, ROW_WORDS, SIDE_WORDS
from briefing.terms.indicator import Unit
from briefing.terms.period import parse_period
from briefing.terms.value import unknown_word

CROSSTAB_FORMATS = ("korstabell", "myndighetstabell", "enkat", "polisen-brottskoder")
EVENTS_FORMAT = "handelselista"
LIST_FORMAT = "omradeslista"
_CONSTANTS = ("area", "indicator")
_UNITS = tuple(each.value for each in Unit)
_PER = ("manad", "kvartal", "ar")


def layout_faults(table: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    """Every problem of the layouts; their types are checked elsewhere."""
    form = table.get("format")
    if "crosstab" in table and form not in CROSSTAB_FORMATS:
        formats = ", ".join(CROSSTAB_FORMATS)
        yield Problem((*where, "crosstab"), f"only the formats {formats} have this table", "remove [crosstab], or change the format")
    if ("events" in table) != (form == EVENTS_FORMAT):
        wrong = f"only the format {EVENTS_FORMAT} has this table" if "events" in table else "the table is missing"
        remedy = "remove [events]" if "events" in table else 'add [events] with date = "the heading of the column of dates"'
        yield Problem((*where, "events"), wrong, remedy)
    if "listed" in table and form != LIST_FORMAT:
        yield Problem((*where, "listed"), f"only the format {LIST_FORMAT} has this table", "remove [listed], or change the format")
    if isinstance(layout := table.get("listed"), dict) and layout.get("crs") not in (None, "", DEGREES, METRES):
        yield Problem(
            (*where, "listed", "crs"), *unknown_word(str(layout["crs"]), "a system of coordinates that is read", (DEGREES, METRES))
        )
    if isinstance(layout := table.get("crosstab"), dict):
        yield from _of_crosstab(layout, (*where, "crosstab"))
    if isinstance(layout := table.get("events"), dict):
        yield from _of_events(layout, (*where, "events"))


def _of_crosstab(layout: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    yield from _unknown_keys(layout.get("columns"), "a word for a column", ROW_WORDS, (*where, "columns"))
    yield from _unknown_keys(layout.get("constants"), "a word that may be the same in all rows", _CONSTANTS, (*where, "constants"))
    headings = layout.get("headings")
    for word, role in headings.items() if isinstance(headings, dict) else ():
        if isinstance(role, str) and role not in (*_UNITS, *SIDE_WORDS):
            yield Problem((*where, "headings", word), *unknown_word(role, "a unit or a role of a column", (*_UNITS, *SIDE_WORDS)))
    measure = layout.get("measure")
    if isinstance(measure, str) and measure and measure not in _UNITS:
        yield Problem((*where, "measure"), *unknown_word(measure, "a unit", _UNITS))


def _of_events(layout: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    per, first = layout.get("per"), layout.get("first")
    if isinstance(per, str) and per not in _PER:
        yield Problem((*where, "per"), *unknown_word(per, "a period to count in", _PER))
    for word, constant in (("area", "in_area"), ("type", "of_type")):
        if not layout.get(word) and constant not in layout:
            yield Problem((*where, word), "the key is missing", f"add {word}, a heading of the file, or {constant}, the same for all rows")
    if isinstance(first, str) and first:
        try:
            parse_period(first)
        except ValueError as error:
            yield Problem((*where, "first"), str(error), 'write the period from which the list is whole, for example "2024-01"')


def _unknown_keys(table: Any, what: str, known: Collection[str], where: tuple[str, ...]) -> Iterator[Problem]:
    for word in table if isinstance(table, dict) else ():
        if word not in known:
            yield Problem((*where, word), *unknown_word(word, what, known))
