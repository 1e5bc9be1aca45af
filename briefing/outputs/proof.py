"""The proof of a public edition, from its files and the internal edition's record alone: nothing else is trusted.

Every public value stands in the internal edition and is öppen; nothing hidden can be computed; no byte points out a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.document.published_counts import key_of, parse_published
from briefing.findings.disclosure import PublishedTable
from briefing.outputs.beyond_record import beyond_record
from briefing.outputs.file import File
from briefing.outputs.leak import leak_faults
from briefing.outputs.proof_counts import hidden_but_printed, hidden_count, small_or_computable, untried
from briefing.outputs.proof_words import hidden_in_words
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.suppressions import SUPPRESSIONS
from briefing.terms.sensitivity import Sensitivity

Record = Mapping[str, Any]

_TOLD = ("statements", "assessments", "entries")
# What depends on which other indicators an edition tests (Benjamini-Hochberg over the edition), and so differs between editions.
_OF_THE_EDITION = ("verdict", "lower", "upper", "level", "p_adjusted", "tests", "gap")
_OF_ALL = ("bevakningslista", "skyddsfaktorer", "tecken")  # findings that are made of several indicators
_LONGEST_SUM = 12  # periods that a table adds up: the months of a year


@dataclass(frozen=True)
class Proof:
    """How much was examined, and why the public edition may not be given out; it may where there are no refusals."""

    values: int
    hidden: int
    files: int
    refusals: tuple[GateRefusal, ...]


def proof(public: tuple[File, ...], internal: Record, threshold: int, earlier: Sequence[PublishedTable] = ()) -> Proof:
    """The proof of the public files against the internal edition's record.

    The public files have a record among them; `threshold` is the smallest count of people that is published, `earlier` what other public
    editions have given away. ValueError: they have no record.
    """
    record = record_of(public)
    where = str(record["edition"]["id"])
    tables = [parse_published(each) for each in record["published"]]
    found = [
        *_open(record, internal, where),
        *_values(record, internal, where),
        *_told(record, internal, where),
        *hidden_but_printed(record, tables, where),
        *untried(record, tables, where),
        *hidden_in_words(record, internal, tables, where),
        *small_or_computable(internal, tables, threshold, where, earlier),
        *(refusal for file in public for refusal in (*_clean(file, record), *beyond_record(file, record))),
    ]
    return Proof(sum(1 for _ in _numbers(record)), hidden_count(tables), len(public), tuple(dict.fromkeys(found)))


def record_of(files: Iterable[File]) -> Record:
    """The record among the files of an edition. ValueError where there is none, or more than one."""
    records = []
    for file in files:
        if file.name.endswith(".json") and "/" not in file.name:
            content = json.loads(file.content)
            if isinstance(content, dict) and "edition" in content and "document" in content:
                records.append(content)
    if len(records) != 1:
        raise ValueError("no record" if not records else "more than one record")
    return records[0]


def _open(record: Record, internal: Record, where: str) -> Iterator[GateRefusal]:
    """The edition and every delivery that it rests on are öppen."""
    if record["edition"]["sensitivity"] != Sensitivity.OPPEN.value:
        text = f"Utgåvan är {record['edition']['sensitivity']} och inte oppen."
        yield GateRefusal(where, GateReason.FOR_KANSLIG, text)
    known = {each["id"]: each for each in internal["edition"]["deliveries"]}
    for delivery in record["edition"]["deliveries"]:
        same = known.get(delivery["id"])
        if same is None or same["parts"] != delivery["parts"]:
            yield GateRefusal(where, GateReason.FINNS_INTE, f"Leveransen {delivery['id']} ligger inte till grund för den interna utgåvan.")
        elif same.get("sensitivity") != Sensitivity.OPPEN.value:
            text = f"Leveransen {delivery['id']} är {same.get('sensitivity', 'av okänd känslighet')} och inte oppen."
            yield GateRefusal(where, GateReason.FOR_KANSLIG, text)


def _values(record: Record, internal: Record, where: str) -> Iterator[GateRefusal]:
    """Findings and printed numbers are the internal edition's."""
    known, own = ({each["id"]: each for each in content["findings"]} for content in (internal, record))
    fewer = {name for name in own if _rests_on_fewer(name, record)}
    for name, finding in own.items():
        same = known.get(name)
        if name in fewer:
            continue
        if same is None:
            yield GateRefusal(where, GateReason.FINNS_INTE, f"{name} finns inte i den interna utgåvan.")
        elif differing := tuple(_differing(finding, same)):
            yield GateRefusal(where, GateReason.OLIKA_VARDEN, f"{name} har andra värden i den interna utgåvan: {', '.join(differing)}.")
    printed = {(value, basis) for value, basis, _ in _numbers(internal)}
    for value, basis, place in _numbers(record):
        known_to = [*(known[each] for each in basis if each in known), *(own[each] for each in basis if each in fewer)]
        if (value, basis) not in printed and not any(_holds(each, value) for each in known_to):
            text = f"{place}: ett värde står inte i den interna utgåvan ({', '.join(basis) or 'utan grund'})."
            yield GateRefusal(where, GateReason.FINNS_INTE, text)


def _rests_on_fewer(name: str, record: Record) -> bool:
    """Whether a finding is computed from values of an indicator of which some are hidden here, and so may differ from the internal one.

    Histories and levels are values as they were delivered, and never differ.
    """
    kind, _, about = name.partition(":")
    if kind in ("historik", "niva"):
        return False
    keys = (key_of(each["key"]) for table in record["published"] for each in table["counts"] if each.get("count") is None)
    hidden = {key.indicator for key in keys if key}
    return kind in _OF_ALL or bool(hidden & set(about.split(":")))


def _differing(finding: Record, same: Record) -> Iterator[str]:
    """The fields, or periods, in which a public finding has another number or word than the internal one; a gap says less, not other."""
    if str(finding["id"]).startswith("historik:"):
        before = {each["period"]: each["value"] for each in same["points"]}
        points = ((each["period"], each["value"]) for each in finding["points"])
        yield from (period for period, value in points if _is_number(value) and value != before.get(period))
        return
    yield from (
        name
        for name, value in finding.items()
        if not isinstance(value, dict | list) and name not in _OF_THE_EDITION and value is not None and value != same.get(name)
    )


def _holds(finding: Record, value: float) -> bool:
    """Whether a number is one of a finding's, or the sum of some in a row of a history's."""
    points = [each.get("value") for each in finding.get("points", ()) if isinstance(each, dict)]
    return value in _all_numbers(finding) or any(value in _sums_from(points[start : start + _LONGEST_SUM]) for start in range(len(points)))


def _sums_from(points: list[Any]) -> Iterator[float]:
    """The sums of the first, the first two … points, up to the first gap."""
    total = 0.0
    for number in points:
        if not _is_number(number):
            return
        total += number
        yield total


def _all_numbers(part: Any) -> Iterator[float]:
    if _is_number(part):
        yield float(part)
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _all_numbers(each)


def _told(record: Record, internal: Record, where: str) -> Iterator[GateRefusal]:
    """What people have said is in the internal edition in the same words, and öppet."""
    for kind in _TOLD:
        known = {_name(each): each for each in internal[kind]}
        for each in record[kind]:
            if known.get(_name(each)) != each:
                yield GateRefusal(where, GateReason.FINNS_INTE, f"{_name(each)} står inte så i den interna utgåvan.")
            elif each.get("sensitivity") != Sensitivity.OPPEN.value:
                yield GateRefusal(where, GateReason.FOR_KANSLIG, f"{_name(each)} är {each.get('sensitivity')} och inte oppen.")


def _clean(file: File, record: Record) -> Iterator[GateRefusal]:
    if file.name.startswith(SUPPRESSIONS.partition("/")[0] + "/"):
        yield GateRefusal(file.name, GateReason.FOR_KANSLIG, "Den interna loggen ligger bland de publika filerna.")
    yield from leak_faults(file, is_public=True, contact=_contact(record))


def _contact(record: Record) -> str:
    """The contact that the cover declares."""
    facts = record["document"]["frame"].get("facts") or {"rows": ()}
    return next((row[1]["text"] for row in facts["rows"] if len(row) > 1 and row[0]["text"] == "Kontakt"), "")


def _name(told: Record) -> str:
    return str(told.get("id") or told.get("subject") or "text")


def _numbers(record: Record) -> Iterator[tuple[float, tuple[str, ...], str]]:
    """Every number that tables and figures print: the value, its basis, where it stands."""
    for section in record["document"]["sections"]:
        for block in section["blocks"]:
            place = block.get("label") or block.get("caption") or section["heading"]
            yield from ((value, basis, place) for value, basis in _within(block, ()))


def _within(part: Any, basis: tuple[str, ...]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The values of cells, traces, marks and regions inside a block."""
    if isinstance(part, list):
        for each in part:
            yield from _within(each, basis)
    elif isinstance(part, dict):
        basis = tuple(part.get("basis", basis))
        if _is_number(part.get("value")):
            yield float(part["value"]), basis
        yield from ((float(each), basis) for each in part.get("values", ()) if _is_number(each))
        for name, each in part.items():
            if name not in ("basis", "values", "axis", "interval"):
                yield from _within(each, basis)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
