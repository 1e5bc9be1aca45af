"""Rows of a register that people keep: problems, measures … (format `register`, TOML or CSV). A delivery is the whole register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from briefing.observations.decoding import decoded, place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.numbers import parsed_number
from briefing.observations.reading import Reading
from briefing.observations.register_file import rows_of
from briefing.observations.statement import Entry
from briefing.observations.stopped import pointing_out
from briefing.observations.toml_tables import Fields, check_keys, date_of, sensitivity_of, text_of
from briefing.sources.register import FieldKind, RegisterField, RegisterLayout
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.citation import Citation

_ID = re.compile(r"[A-Za-z0-9ÅÄÖåäö](?:[A-Za-z0-9ÅÄÖåäö./-]{0,62}[A-Za-z0-9ÅÄÖåäö])?")
_OWN = ("id", "sensitivity")
SEPARATOR = ", "
"""Between several rows or indicators in one field."""


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery: a row is one `[[<register>]]` of a TOML file, or one row of a CSV file whose headings are the fields.

    An entry's fields are texts: days as ISO dates, amounts in whole kronor, several ids with a comma between. A field that is empty
    is not there. A text that points out a person is left out, and said. An id that stands twice is refused the second time, unless the
    row only repeats the first.
    """
    layout = source.register
    if layout is None:
        refusals = tuple(_undeclared(delivery, part) for part in delivery.parts)
        return Reading(refusals=refusals, rows_read=len(refusals))
    entries: dict[str, Entry] = {}
    unreadable: list[Refusal] = []
    refused: list[Refusal] = []
    count = duplicates = 0
    for row in rows_of(delivery, layout, unreadable):
        count += 1
        try:
            entry = _entry(row.fields, layout, source, Citation(delivery.id, row.place))
            entry, stopped = _without_persons(entry, layout)
            refused += stopped
            first = entries.setdefault(entry.id, entry)
            duplicates += _repeats(entry, first)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, row.place))
    read = count + sum(each.rows for each in unreadable)
    return Reading(entries=tuple(entries.values()), refusals=(*unreadable, *refused), rows_read=read, duplicates=duplicates)


def _without_persons(entry: Entry, layout: RegisterLayout) -> tuple[Entry, list[Refusal]]:
    """The row without the texts that point out a person, and what is said of each."""
    words = {name: text for name, text in entry.fields.items() if layout.fields[name].kind is FieldKind.TEXT}
    found = {name: what for name, text in words.items() if (what := pointing_out(text))}
    kept = {name: text for name, text in entry.fields.items() if name not in found}
    faults = (
        Fault(f"{what} i {layout.fields[name].label}", "en text som inte pekar ut någon", "skriv om texten utan det; texten används inte")
        for name, what in found.items()
    )
    return replace(entry, fields=kept), [each.refusal(entry.citation.delivery, entry.citation.place, rows=0) for each in faults]


def _undeclared(delivery: Delivery, part: Part) -> Refusal:
    """Why a file of no declared register is not read: it is no text, or nobody has said what its fields are."""
    try:
        decoded(part)
        raise UnusableError("ett register", "en källa som deklarerar [register]", "läs filen med --source")
    except UnusableError as unusable:
        return unusable.fault.refusal(delivery.id, place_in(delivery, part, ""))


def _repeats(entry: Entry, first: Entry) -> int:
    if entry is first:
        return 0
    if dict(entry.fields) == dict(first.fields):
        return 1
    raise UnusableError(
        f"{quoted(entry.id)} en gång till, med annat innehåll",
        f"varje id en gång; det finns i {first.citation.place}",
        "ge raden ett eget id eller slå ihop raderna",
        column="id",
    )


def _entry(fields: Fields, layout: RegisterLayout, source: Source, citation: Citation) -> Entry:
    check_keys(fields, (*_OWN, *layout.fields))
    id = text_of(fields, "id", expected=f"ett id för {layout.row}")
    if not _ID.fullmatch(id):
        raise UnusableError(quoted(id), "ett id av bokstäver, siffror, punkt och bindestreck, till exempel P1", "rätta id", column="id")
    return Entry(layout.name, id, dict(_filled(fields, layout)), sensitivity_of(source, fields), citation)


def _filled(fields: Fields, layout: RegisterLayout) -> Iterator[tuple[str, str]]:
    for name, declared in layout.fields.items():
        text = _text(fields, name, declared)
        if text:
            yield name, text
        elif declared.required:
            raise UnusableError("ingenting" if name not in fields else "en tom text", declared.label.lower(), f"fyll i {name}", column=name)


def _text(fields: Fields, name: str, declared: RegisterField) -> str:
    found = fields.get(name, "")
    if found in ("", []):
        return ""
    if declared.kind is FieldKind.DATUM:
        return date_of(fields, name).isoformat()
    if declared.kind in (FieldKind.BELOPP, FieldKind.TAL):
        return _number(found, name, declared.kind)
    if declared.kind in (FieldKind.INDIKATOR, FieldKind.POST):
        return SEPARATOR.join(_several(found, name))
    text = text_of({name: found.isoformat() if isinstance(found, date) else found}, name)
    if declared.kind is FieldKind.VAL and text not in declared.values:
        raise UnusableError(quoted(text), "ett av " + ", ".join(declared.values), f"rätta {name}", column=name)
    return text


def _several(found: object, name: str) -> list[str]:
    written = found if isinstance(found, list) else str(found).replace(";", ",").split(",")
    ids = [str(each).strip() for each in written]
    if not all(ids):
        raise UnusableError(quoted(str(found)), "ett eller flera id med komma emellan", f"rätta {name}", column=name)
    return list(dict.fromkeys(ids))


def _number(found: object, name: str, kind: FieldKind) -> str:
    """A number as plain text (`60000000`, `2.5`); amounts are whole kronor."""
    expected = "ett belopp i hela kronor" if kind is FieldKind.BELOPP else "ett tal"
    unusable = UnusableError(quoted(str(found)), expected, f"rätta {name}", column=name)
    if isinstance(found, bool):
        raise unusable
    try:
        value = float(found) if isinstance(found, int | float) else parsed_number(str(found))
    except ValueError:
        raise unusable from None
    if value < 0 or (kind is FieldKind.BELOPP and not value.is_integer()):
        raise unusable
    return f"{value:.0f}" if value.is_integer() else repr(value)
