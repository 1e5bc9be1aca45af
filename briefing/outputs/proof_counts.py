"""The part of the proof about hidden counts: none is printed, none can be computed from what is. The gate asks the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.document.published_counts import key_of, parse_published
from briefing.findings.disclosure import PublishedCount, PublishedTable, exposed_keys
from briefing.findings.disclosure_linked import UNPRINTED
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.terms.indicator import Unit

Record = Mapping[str, Any]
Truths = Mapping[str, PublishedCount]


def hidden_but_printed(record: Record, tables: Sequence[PublishedTable], where: str) -> Iterator[GateRefusal]:
    """A count that the record calls hidden, and that has a number in a finding or a figure, as a count, a rate or a share."""
    hidden = _hidden(tables)
    for finding in record["findings"]:
        for key, value, _ in (*_points(finding, tuple(Unit)), *_level(finding)):
            if key in hidden and isinstance(value, int | float):
                yield GateRefusal(where, GateReason.ROJBAR, f"{finding['id']}: {key} är dold, men ett värde står där.")
    for figure, key, value in _drawn(record):
        if key in hidden and value is not None:
            yield GateRefusal(where, GateReason.ROJBAR, f"{figure}: {key} är dold, men ett värde är ritat.")


def untried(record: Record, tables: Sequence[PublishedTable], where: str) -> Iterator[GateRefusal]:
    """Counts of a source that is not published which stand in the record, and are not among those that have been tried, or are others."""
    secret = {each["id"] for each in record["edition"]["deliveries"] if each.get("published") is False}
    tried = {each.key: each.count for table in tables for each in table.counts}
    for finding in record["findings"]:
        for key, value, places in (*_points(finding, (Unit.ANTAL,)), *_level(finding, only_count=True)):
            if isinstance(value, int | float) and secret & {place.partition(", ")[0] for place in places} and tried.get(key) != value:
                yield GateRefusal(where, GateReason.EJ_PROVAT, f"{finding['id']}: {key} står där, men har inte prövats mot röjande.")


def small_or_computable(
    internal: Record, tables: Sequence[PublishedTable], threshold: int, where: str, earlier: Sequence[PublishedTable] = ()
) -> Iterator[GateRefusal]:
    """Small counts that are printed, hidden ones that the attacker can compute, and those that cannot be tried.

    `earlier` are what other public editions have given away, which the attacker has beside him.
    """
    printed = {each.key: each for table in tables for each in table.counts if each.count is not None}
    truths = {**_truths(internal), **{key: PublishedCount(key, each.count) for key, each in printed.items()}}
    for table in tables:
        _add_rests(table, truths)
    for key in sorted({each.key for table in tables for each in table.counts} - truths.keys()):
        yield GateRefusal(where, GateReason.EJ_PROVAT, f"{key} är dold och finns inte i den interna utgåvan, så skyddet kan inte prövas.")
    known = [*(_with_truths(table, truths, printed) for table in tables), *earlier]
    for key in _exposed(known, _hidden(tables), threshold):
        what = "står öppet" if key in printed else "går att räkna ut"
        yield GateRefusal(where, GateReason.ROJBAR, f"{key} är färre än {threshold} och {what}.")


def computable(truth: Sequence[PublishedTable], given_away: Sequence[PublishedTable], threshold: int, where: str) -> Iterator[GateRefusal]:
    """What the attacker can compute from a new edition, where `truth` is its counts as they are and what earlier editions gave away."""
    for key in _exposed(truth, _hidden(given_away), threshold):
        yield GateRefusal(where, GateReason.ROJBAR, f"{key} går att räkna ut av det som utgåvan visar.")


def hidden_count(tables: Sequence[PublishedTable]) -> int:
    """How many values the tables hide; rests that nobody prints are none."""
    return sum(key_of(each) is not None for each in _hidden(tables))


def _exposed(tables: Sequence[PublishedTable], hidden: frozenset[str], threshold: int) -> Iterator[str]:
    """What is exposed by the first table; what would be if nothing of it were shown was so already."""
    if found := exposed_keys(tables, hidden, threshold):
        everything = hidden | {each.key for each in tables[0].counts if not each.settled}
        yield from sorted(set(found) - (set(exposed_keys(tables, everything, threshold)) - _small_and_shown(tables, hidden, threshold)))


def _small_and_shown(tables: Sequence[PublishedTable], hidden: Collection[str], threshold: int) -> set[str]:
    shown = (each for each in tables[0].counts if each.shown is None and not each.settled and each.key not in hidden)
    return {each.key for each in shown if each.count is not None and 0 < each.count < threshold}


def _hidden(tables: Sequence[PublishedTable]) -> frozenset[str]:
    """The keys of which the tables tell neither the count nor a range."""
    return frozenset(
        each.key for table in tables for each in table.counts if each.count is None and (each.shown is None or not each.settled)
    )


def _truths(internal: Record) -> Truths:
    """The counts that the internal edition knows: those that it has for this very purpose, and those of its histories."""
    tables = [parse_published(each) for each in internal.get("counts", ())]
    of_histories = ((key, value) for each in internal["findings"] for key, value, _ in _points(each, (Unit.ANTAL,)))
    known = {key: PublishedCount(key, int(value)) for key, value in of_histories if _is_count(value)}
    return {**known, **{each.key: each for table in tables for each in table.counts if each.count is not None}}


def _points(finding: Record, measures: Sequence[Unit]) -> Iterator[tuple[str, Any, Sequence[str]]]:
    """The values of a history that is not summed, by the key of their counts, with the places where they were read."""
    parts = str(finding["id"]).split(":")
    if parts[0] != "historik" or len(parts) != 6 or parts[5] != "1" or parts[4] not in {each.value for each in measures}:
        return
    for point in finding["points"]:
        yield f"{parts[1]}|{parts[3]}|{point['period']}|", point["value"], point.get("citations", ())


def _level(finding: Record, *, only_count: bool = False) -> Iterator[tuple[str, Any, Sequence[str]]]:
    """The numbers of a level, by the key of their count."""
    parts = str(finding["id"]).split(":")
    if parts[0] == "niva":
        key = f"{parts[1]}|{finding['area']}|{finding['period']}|"
        yield from (
            (key, finding.get(each), finding.get("citations", ())) for each in (("count",) if only_count else ("count", "rate", "value"))
        )


def _drawn(record: Record) -> Iterator[tuple[str, str, Any]]:
    """Every value that a chart over periods draws of a history: the figure, the key, the value."""
    for block in (block for section in record["document"]["sections"] for block in section["blocks"] if block["type"] == "figur"):
        charts = [panel["chart"] for panel in block["picture"].get("panels", ())] or [block["picture"]]
        for chart in (each for each in charts if "traces" in each):
            for trace in chart["traces"]:
                parts = str((trace.get("basis") or [""])[0]).split(":")
                if parts[0] == "historik" and len(parts) == 6 and parts[5] == "1":
                    for period, value in zip(chart.get("periods", ()), trace["values"], strict=False):
                        yield block["caption"], f"{parts[1]}|{parts[3]}|{period}|", value


def _add_rests(table: PublishedTable, truths: dict[str, PublishedCount]) -> None:
    """What is left of a whole when all its parts are known: a count that only subtraction knows."""
    for bond in table.bonds:
        unknown = [key for key, _ in bond.weights if key not in truths]
        if len(unknown) == 1 and key_of(unknown[0]) is None and bond.lowest == bond.highest:
            weights = dict(bond.weights)
            others = sum(weight * (truths[key].count or 0) for key, weight in bond.weights if key in truths)
            truths[unknown[0]] = PublishedCount(unknown[0], max(round((bond.highest - others) / weights[unknown[0]]), 0))


def _with_truths(table: PublishedTable, truths: Truths, printed: Collection[str]) -> PublishedTable:
    """The table as the attacker has it, beside the truth that only we know."""
    counts = tuple(
        PublishedCount(
            each.key,
            truths[each.key].count,
            shown=None if each.key in printed else each.shown or UNPRINTED,
            settled=each.shown is not None,
            secret=truths[each.key].secret,
        )
        for each in table.counts
        if each.key in truths
    )
    return replace(table, counts=counts)


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and value == int(value) and value >= 0
