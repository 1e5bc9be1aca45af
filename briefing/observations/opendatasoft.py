"""Opendatasoft's answers, as open data portals give them: flat records, a field for every number (format `opendatasoft`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.observations.cube import PLACE, TIME
from briefing.observations.cube_axes import USUAL_NAMES, period_code
from briefing.observations.doubt import Check, Doubt
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.json_pages import keys_of, parsed_json, shown
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.numbers import number_told
from briefing.observations.observations import FINAL
from briefing.observations.reading import Reading
from briefing.observations.row_reading import NotMappedError, known, read_rows
from briefing.observations.settled import Value
from briefing.sources.source import CubeLayout, Delivery, Part, Source
from briefing.terms.indicator import Unit

_AGAIN = "hämta posterna på nytt och ändra inget i filen"
_TOTALS = ("total_count", "nhits")
_SIGNED = (Unit.ANDEL.value, Unit.MEDEL.value, Unit.PROCENT.value)
_Record = Mapping[str, Any]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one record of version 1.0, 2.0 or 2.1, or of an export as JSON.

    Every field that the source maps is a value. The period is the declared field, else one named ar, manad …; so is the area, and where
    no field tells it, it is the one area of the source. Fields with words are groups. An answer with fewer records than it says that
    there are is a doubt: the interface gives ten where nobody asks for more.
    """
    records: dict[str, Sequence[_Record]] = {}
    totals: dict[str, int] = {}

    def rows(part: Part) -> Sequence[tuple[str, _Record]]:
        page = parsed_json(part, "ett helt svar från Opendatasoft", _AGAIN)
        records[part.name] = _records(page)
        totals[part.name] = next((page[key] for key in _TOTALS if isinstance(page, dict) and type(page.get(key)) is int), 0)
        return [(f"post {number}", record) for number, record in enumerate(records[part.name], start=1)]

    for_all = _units(source, lambda: (record for each in records.values() for record in each))
    reading = read_rows(delivery, source, rows, _values_reader(source, for_all))
    return _with_doubt(reading, delivery, sum(map(len, records.values())), max(totals.values(), default=0))


def _with_doubt(reading: Reading, delivery: Delivery, came: int, total: int) -> Reading:
    if came >= total:
        return reading
    text = f"Leveransen har {came} av {total} poster: gränssnittet ger tio i taget när ingen ber om fler."
    return replace(reading, doubts=(*reading.doubts, Doubt(Check.VOLYM, delivery.id, text)))


def _records(page: Any) -> list[_Record]:
    """The flat records of an answer; UnusableError where it is none."""
    told = page if isinstance(page, list) else None
    if isinstance(page, dict):
        told = next((page[key] for key in ("results", "records") if isinstance(page.get(key), list)), None)
    if told is None:
        raise UnusableError(f"JSON med {keys_of(page)}", "ett svar med results eller records", _AGAIN)
    return [_flat(record) for record in told]


def _flat(record: Any) -> _Record:
    """The fields of a record: version 1.0 has them in `fields`, 2.0 in `record.fields`. What is no record has none."""
    if not isinstance(record, dict):
        return {"": record}
    inner = record.get("record") if isinstance(record.get("record"), dict) else record
    fields = inner.get("fields") if isinstance(inner, dict) else None
    return fields if isinstance(fields, dict) else record


def _values_reader(source: Source, unit_of: Callable[[str], str]) -> Callable[[int, _Record], Iterator[Value]]:
    layout = source.cube or CubeLayout()
    area_of, id_of = _area_reader(source, layout), indicator_id(source)

    def values(number: int, record: _Record) -> Iterator[Value]:
        mapped = {field: id_of(field) for field in record if not _is_key(field, layout) and id_of(field)}
        if source.is_bare:
            mapped = {field: field for field in mapped if type(record[field]) in (int, float)}
        if "" in record:
            raise UnusableError(shown(record[""]), "en post med fält", _AGAIN)
        if not mapped:
            raise NotMappedError()
        period, area = _period(record, layout), area_of(record)
        words = [each for field, each in record.items() if isinstance(each, str) and not _is_key(field, layout) and field not in mapped]
        for field, indicator in mapped.items():
            told = Value(number, indicator, area, period, unit_of(field), _number(record[field], field, unit_of(field)), FINAL)
            yield known(told._replace(group=", ".join(" ".join(word.split()) for word in words)))

    return lambda number, record: iter(list(values(number, record)))


def _is_key(field: str, layout: CubeLayout) -> bool:
    usual = (*USUAL_NAMES[PLACE], *USUAL_NAMES[TIME])
    return field in (layout.area, layout.period) or field.lower() in usual


def _period(record: _Record, layout: CubeLayout) -> str:
    field = layout.period or next((field for field in record if field.lower() in USUAL_NAMES[TIME]), "")
    if field not in record:
        found = f"fälten {quoted(', '.join(map(str, record)), 120)}"
        remedy = "skriv period under [cube] i source.toml: fältets namn"
        raise UnusableError(found, f"fältet {quoted(field)}" if field else "ett fält för period", remedy)
    told = record[field]
    code = period_code(str(told)) if isinstance(told, str | int) and not isinstance(told, bool) else ""
    if not code:
        raise UnusableError(f"perioden {shown(told)}", "2025, 2025-08 eller 2025-08-01", _AGAIN, column=field)
    return code


def _area_reader(source: Source, layout: CubeLayout) -> Callable[[_Record], str]:
    """The area of a record: of its declared or usual field, else the only one that the source has."""
    code_of = area_code(source)
    only = next(iter(source.areas.values())) if len(set(source.areas.values())) == 1 else ""

    def area(record: _Record) -> str:
        field = layout.area or next((field for field in record if field.lower() in USUAL_NAMES[PLACE]), "")
        told = record.get(field)
        code = code_of(str(told)) if field and told is not None else only
        if not code and not source.is_bare:
            raise NotMappedError(str(told or ""))
        return code

    return area


def _units(source: Source, records: Callable[[], Iterator[_Record]]) -> Callable[[str], str]:
    """The unit of a field: the declared one, else antal where all its values are whole and none is below zero."""
    known_units: dict[str, str] = dict(source.units)

    def unit(field: str) -> str:
        if field not in known_units:
            numbers = [record[field] for record in records() if type(record.get(field)) in (int, float)]
            counted = all(float(number).is_integer() and number >= 0 for number in numbers)
            known_units[field] = (Unit.ANTAL if counted else Unit.MEDEL).value
        return known_units[field]

    return unit


def _number(told: Any, field: str, measure: str) -> float:
    try:
        return number_told(told, whole=measure == Unit.ANTAL.value, signed=measure in _SIGNED)
    except ValueError as expected:
        raise UnusableError(shown(told), str(expected), _AGAIN, column=field) from None
