"""Registers in the document: their rows as a table, amounts added up by who is responsible, and what does not hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.observations.register_checks import LooseEnd, Registers, ids, loose_ends
from briefing.observations.statement import Entry
from briefing.sources.register import FieldKind, RegisterField, RegisterLayout
from briefing.terms.gap import Gap, GapReason
from briefing.terms.sensitivity import highest

_ID_MM = 14.0  # room for Å12 in the first column
_NUMBERS = (FieldKind.BELOPP, FieldKind.TAL)


def register_table(block: BlockOutline, scene: Scene) -> Composed:
    """The rows of a register, a column per field that the block names; the gap where none has been delivered."""
    registers = registers_of(scene)
    layout, entries = registers.layouts.get(block.register), _chosen(block, registers, scene)
    if layout is None or not entries:
        return Composed(gaps=(_nothing(block, registers),))
    named = {name: layout.fields[name] for name in block.columns}
    shown = tuple(map(_column, named.values()))
    row_word = wording.sentence_case(layout.row)
    first = "Id" if row_word in [each.heading for each in shown] else row_word
    columns = (Column(first, width_mm=_ID_MM), *shown)
    rows = tuple((_id_cell(entry, scene), *(_cell(entry, name, each, scene) for name, each in named.items())) for entry in entries)
    return _composed(block, columns, rows, entries, scene)


def register_sum(block: BlockOutline, scene: Scene) -> Composed:
    """Amounts of a register added up by the field `by`, and in all. A row without an amount is counted out loud, never as nought."""
    registers = registers_of(scene)
    layout, entries = registers.layouts.get(block.register), _chosen(block, registers, scene)
    if layout is None or not entries:
        return Composed(gaps=(_nothing(block, registers),))
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.fields.get(block.by, wording.NO_VALUE), []).append(entry)
    columns = (
        Column(layout.fields[block.by].label),
        Column("Antal", Align.RIGHT, 16),
        *(_column(layout.fields[each]) for each in block.columns),
    )
    rows = [_sum_row(name, of_group, block) for name, of_group in sorted(groups.items())]
    if len(groups) > 1:
        rows.append(_sum_row("Summa", entries, block))
    return _composed(block, columns, tuple(rows), entries, scene)


def connections(block: BlockOutline, scene: Scene) -> Composed:
    """Every loose end of the registers: what lacks an owner, an indicator or a problem, points at nothing, or contradicts itself."""
    registers = registers_of(scene)
    if not registers.entries:
        return Composed(gaps=(_nothing(block, registers),))
    found = loose_ends(registers, [each.id for each in scene.request.indicators])
    if not found:
        basis = tuple(_basis(each) for each in registers.entries)
        return Composed((data_text(plain("Alla problem, åtgärder och andra poster hänger ihop.", basis)),))
    columns = (Column("Post", width_mm=38), Column("Att rätta eller förklara"))
    ends: dict[str, list[LooseEnd]] = {}
    for end in found:
        ends.setdefault(_basis(end.entry), []).append(end)
    rows = tuple(_loose_row(of_entry, registers, scene) for of_entry in ends.values())
    return _composed(block, columns, rows, [end.entry for end in found], scene)


def registers_of(scene: Scene) -> Registers:
    """The registers as they stand in this edition."""
    return Registers(scene.material.entries, scene.material.sources)


def _chosen(block: BlockOutline, registers: Registers, scene: Scene) -> tuple[Entry, ...]:
    """The rows that the block asks for: all, only open ones, or only those of the nämnd that the edition is for."""
    entries = registers.of(block.register)
    layout, committee = registers.layouts.get(block.register), scene.request.committee
    if block.open:
        entries = tuple(each for each in entries if registers.is_open(each))
    if block.own and layout is not None and committee is not None:
        names = {committee.id.lower(), committee.name.lower()}
        entries = tuple(each for each in entries if each.fields.get(layout.owner, "").lower() in names)
    return entries


def _nothing(block: BlockOutline, registers: Registers) -> Gap:
    reason = GapReason.EJ_LEVERERAD if block.register in registers.layouts else GapReason.EJ_DEKLARERAD
    return Gap(reason, block.text, f"register:{block.register}")


def _composed(
    block: BlockOutline, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], entries: Sequence[Entry], scene: Scene
) -> Composed:
    sources = wording.listed(scene.sources_of(*(each.citation for each in entries)))
    deliveries = [scene.material.delivery(each.citation) for each in entries]
    dated = max(each.received_on for each in deliveries)
    notes = (f"Källa: {sources}, lämnat {wording.day(dated)}.",)
    id = f"register-{block.register or 'kopplingar'}-{block.by or len(block.columns)}"
    is_invented = all(scene.is_synthetic(each.citation) for each in entries)
    if is_invented:  # said once for the table, not in every row
        rows = tuple(tuple(replace(cell, synthetic=False) for cell in row) for row in rows)
    table = Table(id, "", block.caption, columns, rows, notes, f"{block.caption}.", is_invented)
    return Composed((table,), sensitivity=highest(*(each.sensitivity for each in entries)))


def _column(declared: RegisterField) -> Column:
    unit = ", kr" if declared.kind is FieldKind.BELOPP else ""
    if declared.kind in _NUMBERS:
        return Column(f"{declared.label}{unit}", Align.RIGHT, 24)
    return Column(declared.label, width_mm=21 if declared.kind in (FieldKind.DATUM, FieldKind.VAL) else 0)


def _id_cell(entry: Entry, scene: Scene) -> Cell:
    return Cell(entry.id, basis=(_basis(entry),), strong=True, synthetic=scene.is_synthetic(entry.citation))


def _cell(entry: Entry, name: str, declared: RegisterField, scene: Scene) -> Cell:
    basis, written = (_basis(entry),), entry.fields.get(name, "")
    if not written:
        is_missed = declared.expected or declared.at_most  # an amount that is held against another is missing, as it is in the sums
        return Cell(wording.NO_VALUE if is_missed else wording.NOT_APPLICABLE, basis=basis, muted=True)
    if declared.kind in _NUMBERS:
        value = float(written)
        return Cell(wording.number(value, 0 if value.is_integer() else 1), value, basis)
    return Cell(_words(entry, name, declared, scene), basis=basis)


def _words(entry: Entry, name: str, declared: RegisterField, scene: Scene) -> str:
    written = entry.fields[name]
    if declared.kind is FieldKind.DATUM:
        return wording.day(date.fromisoformat(written))
    if declared.kind is FieldKind.VAL:
        return declared.values.get(written, written)
    if declared.kind is FieldKind.INDIKATOR:
        known = ((each, scene.request.indicator(each)) for each in ids(entry, name))
        return wording.sentence_case("; ".join(wording.running(found.label) if found else each for each, found in known))
    return written


def _sum_row(name: str, entries: Iterable[Entry], block: BlockOutline) -> tuple[Cell, ...]:
    entries = tuple(entries)
    basis = tuple(_basis(each) for each in entries)
    amounts = (_sum_cell(entries, field, basis) for field in block.columns)
    return (Cell(name, strong=True, basis=basis), Cell(wording.number(len(entries)), len(entries), basis), *amounts)


def _sum_cell(entries: tuple[Entry, ...], field: str, basis: tuple[str, ...]) -> Cell:
    known = [float(each.fields[field]) for each in entries if field in each.fields]
    missing = len(entries) - len(known)
    note = f"{wording.NO_VALUE} för {missing} av {len(entries)}" if missing and known else ""
    if not known:
        return Cell(wording.NO_VALUE, basis=basis, muted=True)
    return Cell(wording.number(sum(known)), sum(known), basis, note=note)


def _loose_row(ends: Sequence[LooseEnd], registers: Registers, scene: Scene) -> tuple[Cell, ...]:
    entry = ends[0].entry
    layout: RegisterLayout = registers.layouts[entry.register]
    title = next((entry.fields[name] for name, each in layout.fields.items() if each.kind is FieldKind.TEXT and name in entry.fields), "")
    said = "; ".join(end.problem for end in ends)
    basis = (_basis(entry),)
    synthetic = scene.is_synthetic(entry.citation)
    return (
        Cell(f"{wording.sentence_case(layout.row)} {entry.id}", note=title, basis=basis, strong=True, synthetic=synthetic),
        Cell(wording.sentence_case(f"{said}."), basis=basis),
    )


def _basis(entry: Entry) -> str:
    return f"post:{entry.register}:{entry.id}"
