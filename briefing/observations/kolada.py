"""Kolada's answers as they came: `data*.json` and, for the titles, `kpi.json` (format `kolada`, v2 and v3)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.json_pages import keys_of, parsed_json, shown
from briefing.observations.mapping import NAMED, area_code, indicator_id
from briefing.observations.numbers import checked_number
from briefing.observations.observations import FINAL
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit

TITLES = "kpi.json"
_GROUPS = {"T": "", "K": "K", "M": "M", "F": "K"}  # older documentation writes F for women
_MISSING = {"private": "sekretess"}  # every other null is saknas
_AGAIN = "hämta uttaget på nytt ur Kolada och ändra inget i filen"
_YEAR = re.compile(r"[12][0-9]{3}")
_NEXT = ("next_url", "next_page")
_Row = tuple[str, Any]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery. A row is one entry of `values`: a KPI, a municipality, a year, and a value for each gender.

    null is saknas, or sekretess where the status says Private; a value with `isdeleted` is not used. A KPI that Kolada gives another
    title than the source declares is refused whole; without `kpi.json` the titles are not checked, which is a doubt.
    """
    titles, title_faults = _titles(delivery)
    rows, page_faults, doubts = _rows(delivery)
    expected = {} if source.is_bare else source.titles
    strange = {kpi for kpi in expected if kpi in titles and _one_line(titles[kpi]) != _one_line(expected[kpi])}
    mistitled = _mistitled(rows, strange, titles, expected, delivery.id)
    left = [row for row in rows if _kpi(row[1]) not in strange]
    unchecked = _unchecked({_kpi(row) for _, row in left} & set(expected) - set(titles), delivery, known=bool(titles))
    understood = _understood(left, {**expected, **titles}, source, (*title_faults, *page_faults, *mistitled), (*doubts, *unchecked))
    return settled(understood, delivery, source)


def unit_of(title: str) -> Unit:
    """The unit that a title tells: `antal/100 000 inv` a rate, `andel` or `(%)` a share, `antal` at its end a number, else a mean."""
    plain = _one_line(title).lower()
    if "/100 000" in plain:
        return Unit.PER_100K
    if "andel" in plain or "%" in plain:
        return Unit.ANDEL
    return Unit.ANTAL if re.sub(r" \(-[0-9]{4}\)$", "", plain).endswith(", antal") else Unit.MEDEL


def _titles(delivery: Delivery) -> tuple[Mapping[str, str], tuple[Refusal, ...]]:
    """KPI id → title as Kolada gives it; empty without a readable `kpi.json`."""
    part = next((part for part in delivery.parts if part.name == TITLES), None)
    if part is None:
        return {}, ()
    try:
        entries = _page(part)["values"]
    except UnusableError as unusable:
        return {}, (unusable.fault.refusal(delivery.id, TITLES, 0),)
    named = [entry for entry in entries if isinstance(entry, dict) and {"id", "title"} <= set(entry)]
    return {str(entry["id"]): str(entry["title"]) for entry in named}, ()


def _rows(delivery: Delivery) -> tuple[list[_Row], list[Refusal], list[Doubt]]:
    """Place and entry of every data row, refusals of files that are no answer, and a doubt where the last page is missing."""
    rows: list[_Row] = []
    refused: list[Refusal] = []
    pages: list[Mapping[str, Any]] = []
    for part in delivery.parts:
        if part.name == TITLES:
            continue
        try:
            pages.append(_page(part))
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, part.name if len(delivery.parts) > 1 else "", 0))
            continue
        rows.extend((f"{part.name}, post {number}", entry) for number, entry in enumerate(pages[-1]["values"], start=1))
    goes_on = bool(pages) and all(any(page.get(key) for key in _NEXT) for page in pages)
    text = "Den sista sidan av Koladas svar saknas: varje sida i leveransen hänvisar till en sida efter sig."
    return rows, refused, [Doubt(Check.VOLYM, delivery.id, text)] if goes_on else []


def _page(part: Part) -> Mapping[str, Any]:
    """One answer: an object with a list of values; Unusable where it is anything else, cut off included."""
    page = parsed_json(part, "ett helt svar från Kolada", _AGAIN)
    if not isinstance(page, dict) or not isinstance(page.get("values"), list):
        raise UnusableError(f"JSON med {keys_of(page)}", 'ett svar från Kolada, med listan "values"', _AGAIN)
    return page


def _mistitled(
    rows: Sequence[_Row], strange: set[str], titles: Mapping[str, str], expected: Mapping[str, str], delivery: str
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


def _understood(
    rows: Sequence[_Row], titles: Mapping[str, str], source: Source, refused: tuple[Refusal, ...], doubts: tuple[Doubt, ...]
) -> Understood:
    area_of, indicator_of = cache(area_code(source)), cache(indicator_id(source))
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
    return Understood([place for place, _ in rows], faults, unmapped, columns_of(values), refused, doubts)


def _kpi(row: Any) -> str:
    return str(row.get("kpi", "")) if isinstance(row, dict) else ""


def _key(row: Any) -> tuple[str, str, str]:
    """KPI, municipality and year of a row; Unusable where it has not all of them and a list of values."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), list):
        raise UnusableError(quoted(json.dumps(row, ensure_ascii=False)), "en post med kpi, municipality, period och values", _AGAIN)
    texts = [row.get(name) for name in ("kpi", "municipality")]
    if not all(isinstance(text, str) and text for text in texts):
        found = f"kpi {shown(texts[0])} och municipality {shown(texts[1])}"
        raise UnusableError(found, "två koder som text (0114 är text: nollan hör till)", _AGAIN)
    period = row.get("period")
    if isinstance(period, bool) or not isinstance(period, str | int) or not _YEAR.fullmatch(str(period)):
        raise UnusableError(f"perioden {shown(period)}", "ett år, till exempel 2025", _AGAIN, column="period")
    return str(texts[0]), str(texts[1]), str(period)


def _values(blank: Value, cells: Sequence[Any]) -> list[Value]:
    """The values of one row, all or none: Unusable where one of them cannot be used."""
    told = [cell for cell in cells if not (isinstance(cell, dict) and cell.get("isdeleted"))]
    values = [_value(blank, cell) for cell in told]
    if len({value.group for value in values}) != len(values):
        raise UnusableError("samma kön två gånger i posten", "ett värde för varje kön", _AGAIN, column="gender")
    return values


def _value(blank: Value, cell: Any) -> Value:
    if not isinstance(cell, dict) or cell.get("gender") not in _GROUPS or "value" not in cell:
        raise UnusableError(quoted(shown(cell)), "gender T, K eller M, och value", _AGAIN, column="values")
    group, number = _GROUPS[cell["gender"]], cell["value"]
    status = str(cell.get("status") or "").strip().lower()
    if number is None:
        return blank._replace(group=group, status=_MISSING.get(status, "saknas"))
    if status in _MISSING:
        raise UnusableError(
            f"värdet {shown(number)} med status {quoted(status)}", "inget värde där uppgiften är skyddad", _AGAIN, column="value"
        )
    return blank._replace(group=group, value=_number(number, blank.measure), status=FINAL)


def _number(number: object, measure: str) -> float:
    try:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError("ett tal eller null")
        return checked_number(float(number), signed=measure not in (Unit.ANTAL.value, Unit.PER_100K.value))
    except ValueError as expected:
        raise UnusableError(f"värdet {shown(number)}", str(expected), _AGAIN, column="value") from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
