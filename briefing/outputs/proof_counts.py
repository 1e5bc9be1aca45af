"""The part of the proof about hidden counts: none is printed, none can be computed from what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.document.published_counts import key_of
from briefing.findings.disclosure import PublishedTable, exposed_keys
from briefing.findings.disclosure_linked import UNPRINTED
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.terms.indicator import Unit

Record = Mapping[str, Any]


def hidden_but_printed(record: Record, tables: Sequence[PublishedTable], where: str) -> Iterator[GateRefusal]:
    """A count that the record calls hidden, and whose history has a number, as a count or as a rate."""
    hidden = {each.key for table in tables for each in table.counts if each.count is None}
    for finding in record["findings"]:
        for key, value in _points(finding, (Unit.ANTAL, Unit.PER_100K)):
            if key in hidden and isinstance(value, int | float):
                yield GateRefusal(where, GateReason.ROJBAR, f"{finding['id']}: {key} är dold, men ett värde står där.")


def small_or_computable(internal: Record, tables: Sequence[PublishedTable], threshold: int, where: str) -> Iterator[GateRefusal]:
    """Small counts that are printed, hidden ones that the attacker can compute, and those that cannot be tried."""
    truths = {key: int(value) for each in internal["findings"] for key, value in _points(each, (Unit.ANTAL,)) if _is_count(value)}
    printed = {each.key: each.count for table in tables for each in table.counts if each.count is not None}
    truths |= printed
    for table in tables:
        _add_rests(table, truths)
    for key in sorted({each.key for table in tables for each in table.counts} - truths.keys()):
        yield GateRefusal(where, GateReason.EJ_PROVAT, f"{key} är dold och finns inte i den interna utgåvan, så skyddet kan inte prövas.")
    known, hidden = [_with_truths(table, truths, printed) for table in tables], frozenset(truths.keys() - printed.keys())
    for key in exposed_keys(known, hidden, threshold):
        what = "står öppet" if key in printed else "går att räkna ut"
        yield GateRefusal(where, GateReason.ROJBAR, f"{key} är färre än {threshold} och {what}.")


def _points(finding: Record, measures: Sequence[Unit]) -> Iterator[tuple[str, Any]]:
    """The values of a history that is not summed, by the key of their counts."""
    parts = str(finding["id"]).split(":")
    if parts[0] != "historik" or len(parts) != 6 or parts[5] != "1" or parts[4] not in {each.value for each in measures}:
        return
    for point in finding["points"]:
        yield f"{parts[1]}|{parts[3]}|{point['period']}|", point["value"]


def _add_rests(table: PublishedTable, truths: dict[str, int]) -> None:
    """What is left of a whole when all its parts are known: a count that only subtraction knows."""
    for bond in table.bonds:
        unknown = [key for key, _ in bond.weights if key not in truths]
        if len(unknown) == 1 and key_of(unknown[0]) is None:
            weights = dict(bond.weights)
            others = sum(weight * truths[key] for key, weight in bond.weights if key in truths)
            truths[unknown[0]] = round(-others / weights[unknown[0]])


def _with_truths(table: PublishedTable, truths: Mapping[str, int], printed: Mapping[str, int | None]) -> PublishedTable:
    """The table as the attacker has it, beside the truth that only we know."""
    counts = tuple(
        replace(each, count=truths[each.key], shown=None if each.key in printed else UNPRINTED, settled=False)
        for each in table.counts
        if each.key in truths
    )
    return replace(table, counts=counts)


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and value == int(value) and value >= 0
