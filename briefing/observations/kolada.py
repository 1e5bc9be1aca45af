"""Kolada's answers as they came: `data*.json` and, for the titles, `kpi.json` (format `kolada`, v2 and v3)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.json_pages import shown
from briefing.observations.kolada_areas import area_reader, entries_of
from briefing.observations.kolada_pages import AGAIN, TITLES, Answer, Row, answer_of
from briefing.observations.mapping import NAMED, indicator_id
from briefing.observations.numbers import checked_number
from briefing.observations.observations import FINAL
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit

_GROUPS = {"T": "", "K": "K", "M": "M", "F": "K"}  # older documentation writes F for women
_MISSING = {"private": "sekretess"}  # every other null is saknas
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ENDED = re.compile(r" \(-[12][0-9]{3}\)$")


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery. A row is one entry of `values`: a KPI, a municipality, a year, and a value for each gender.

    0000 is the country; groups are read by the beginning of their titles where the delivery has them (`municipality-groups`).
    null is saknas, or sekretess where the status says Private; a value with `isdeleted` is not used. A KPI that Kolada gives another
    title than the source declares is refused whole; without `kpi.json` the titles are not checked, which is a doubt.
    """
    answer = answer_of(delivery)
    titles, rows = answer.titles, answer.rows
    expected = {} if source.is_bare else source.titles
    strange = {kpi for kpi in expected if kpi in titles and not same_title(titles[kpi], expected[kpi])}
    described = 0 if answer.has_data else answer.described - len(answer.refused)
    answer.refused += _mistitled(rows, strange, titles, expected, delivery.id)
    left = [row for row in rows if _kpi(row[1]) not in strange]
    told = {_kpi(row) for _, row in left}
    unchecked = _unchecked(told & set(expected) - set(titles), delivery, known=bool(titles))
    doubts = (*answer.doubts, *unchecked, *_ended(sorted(told & set(source.indicators)), titles, delivery))
    reading = settled(_understood(left, {**expected, **titles}, source, answer, doubts), delivery, source)
    entries = tuple(entries_of(answer.groups, source, delivery.id))
    return replace(reading, rows_read=reading.rows_read + max(described, 0), entries=entries)


def unit_of(title: str) -> Unit:
    """The unit that a title tells: `antal/100 000 inv` a rate, `andel` or `(%)` a share, `antal` at its end a number, else a mean."""
    plain = _one_line(title).lower()
    if "/100 000" in plain:
        return Unit.PER_100K
    if "andel" in plain or "%" in plain:
        return Unit.ANDEL
    return Unit.ANTAL if _ENDED.sub("", plain).endswith(", antal") else Unit.MEDEL


def same_title(told: str, declared: str) -> bool:
    """Whether two titles name the same key figure; that its series has ended changes nothing."""
    return _lasting(told) == _lasting(declared)


def _mistitled(
    rows: Sequence[Row], strange: set[str], titles: Mapping[str, str], expected: Mapping[str, str], delivery: str
) -> Iterator[Refusal]:
    """One refusal for all rows of each KPI whose title is another than declared."""
    for kpi in sorted(strange):
        many = sum(1 for _, row in rows if _kpi(row) == kpi)
        yield Refusal(
            delivery,
            f"{TITLES}, {kpi}",
            found=f"titeln {quoted(titles[kpi], 200)}",
            expected=quoted(expected[kpi], 200),
            remedy="kontrollera i Kolada att nyckeltalet är det som avses, och rätta id eller titel i source.toml",
            rows=many,
        )


def _unchecked(kpis: set[str], delivery: Delivery, *, known: bool) -> Iterator[Doubt]:
    if kpis:
        named = ", ".join(sorted(kpis)[:NAMED]) + (f" och {len(kpis) - NAMED} till" if len(kpis) > NAMED else "")
        why = f"{TITLES} nämner dem inte" if known else f"leveransen saknar en läsbar {TITLES}"
        yield Doubt(Check.TITEL, delivery.id, f"Titeln är inte kontrollerad mot Kolada för {named}: {why}.")


def _ended(kpis: Sequence[str], titles: Mapping[str, str], delivery: Delivery) -> Iterator[Doubt]:
    """One doubt that names the key figures that Kolada has stopped to publish: their titles end with (-2024)."""
    ended = [f"{kpi} ({quoted(titles[kpi], 120)})" for kpi in kpis if _ENDED.search(_one_line(titles.get(kpi, "")))]
    if ended:
        more = f" och {len(ended) - NAMED} till" if len(ended) > NAMED else ""
        yield Doubt(Check.TITEL, delivery.id, f"Nyckeltal som Kolada har slutat att publicera: {', '.join(ended[:NAMED])}{more}.")


def _understood(
    rows: Sequence[Row],
    titles: Mapping[str, str],
    source: Source,
    answer: Answer,
    doubts: tuple[Doubt, ...],
) -> Understood:
    area_of, indicator_of = cache(area_reader(source, answer.groups)), cache(indicator_id(source))
    unit = cache(lambda kpi: source.units.get(kpi) or unit_of(titles.get(kpi, "")).value)
    faults: dict[int, Fault] = {}
    values: list[Value] = []
    unmapped = 0
    for number, (_, row) in enumerate(rows):
        try:
            kpi, municipality, period = _key(row)
            area, indicator = area_of(municipality), indicator_of(kpi)
            if not (area and indicator):
                unmapped += 1
                continue
            blank = Value(number, indicator, area, period, unit(kpi), math.nan, "saknas")
            values.extend(_values(blank, row["values"]))
        except UnusableError as unusable:
            faults[number] = unusable.fault
    return Understood([place for place, _ in rows], faults, unmapped, columns_of(values), tuple(answer.refused), doubts)


def _kpi(row: Any) -> str:
    return str(row.get("kpi", "")) if isinstance(row, dict) else ""


def _key(row: Any) -> tuple[str, str, str]:
    """KPI, municipality and year of a row; Unusable where it has not all of them and a list of values."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), list):
        raise UnusableError(quoted(json.dumps(row, ensure_ascii=False)), "en post med kpi, municipality, period och values", AGAIN)
    texts = [row.get(name) for name in ("kpi", "municipality")]
    if not all(isinstance(text, str) and text for text in texts):
        found = f"kpi {shown(texts[0])} och municipality {shown(texts[1])}"
        raise UnusableError(found, "två koder som text (0114 är text: nollan hör till)", AGAIN)
    period = row.get("period")
    if isinstance(period, bool) or not isinstance(period, str | int) or not _YEAR.fullmatch(str(period)):
        raise UnusableError(f"perioden {shown(period)}", "ett år, till exempel 2025", AGAIN, column="period")
    return str(texts[0]), str(texts[1]), str(period)


def _values(blank: Value, cells: Sequence[Any]) -> list[Value]:
    """The values of one row, all or none: Unusable where one of them cannot be used."""
    told = [cell for cell in cells if not (isinstance(cell, dict) and cell.get("isdeleted"))]
    values = [_value(blank, cell) for cell in told]
    if len({value.group for value in values}) != len(values):
        raise UnusableError("samma kön två gånger i posten", "ett värde för varje kön", AGAIN, column="gender")
    return values


def _value(blank: Value, cell: Any) -> Value:
    gender = cell.get("gender") if isinstance(cell, dict) and "value" in cell else None
    if not isinstance(gender, str) or gender not in _GROUPS:
        raise UnusableError(quoted(shown(cell)), "gender T, K eller M, och value", AGAIN, column="values")
    group, number = _GROUPS[gender], cell["value"]
    status = str(cell.get("status") or "").strip().lower()
    if number is None:
        return blank._replace(group=group, status=_MISSING.get(status, "saknas"))
    if status in _MISSING:
        raise UnusableError(
            f"värdet {shown(number)} med status {quoted(status)}", "inget värde där uppgiften är skyddad", AGAIN, column="value"
        )
    return blank._replace(group=group, value=_number(number, blank.measure), status=FINAL)


def _number(number: object, measure: str) -> float:
    try:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError("ett tal eller null")
        return checked_number(float(number), signed=measure not in (Unit.ANTAL.value, Unit.PER_100K.value))
    except ValueError as expected:
        raise UnusableError(f"värdet {shown(number)}", str(expected), AGAIN, column="value") from None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lasting(title: str) -> str:
    """A title without the year in which the series ended."""
    return _ENDED.sub("", _one_line(title))
