"""What does not hang together in the registers: rows that lack something, point at nothing, or contradict each other. In Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from briefing.observations.doubt import Check, Doubt
from briefing.observations.numbers import in_print
from briefing.observations.register import SEPARATOR
from briefing.observations.statement import Entry
from briefing.sources.register import FieldKind, RegisterField, RegisterLayout
from briefing.sources.source import Source


@dataclass(frozen=True)
class LooseEnd:
    """One remark on a row; `problem` says what is wrong without naming the row, as it stands after its id."""

    entry: Entry
    problem: str

    @property
    def text(self) -> str:
        return f"{self.entry.id} {self.problem}."


@dataclass(frozen=True)
class Registers:
    """The current rows of all registers, and how each register is declared."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...] = field(repr=False)

    @cached_property
    def layouts(self) -> Mapping[str, RegisterLayout]:
        """Register → its layout; a register that several sources keep is declared alike in each, and the first counts."""
        declared = (source.register for source in reversed(self.sources) if source.register)
        return {layout.name: layout for layout in declared}

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Entry]]:
        """Register → id → row, in the order of delivery."""
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.register, {}).setdefault(entry.id, entry)
        return found

    def of(self, register: str) -> tuple[Entry, ...]:
        """The rows of a register; none where nothing has been delivered."""
        return tuple(self.rows.get(register, {}).values())

    def is_open(self, entry: Entry) -> bool:
        """Whether a row is not closed."""
        layout = self.layouts.get(entry.register)
        return layout is None or not layout.is_ended(entry.fields)


def ids(entry: Entry, name: str) -> tuple[str, ...]:
    """The ids that a field names; none where it is empty."""
    written = entry.fields.get(name, "")
    return tuple(written.split(SEPARATOR)) if written else ()


def loose_ends(registers: Registers, indicators: Iterable[str]) -> tuple[LooseEnd, ...]:
    """Every loose end of the current rows, in the order of the registers. `indicators` are the ids of the catalogue."""
    known = frozenset(indicators)
    return tuple(end for register in registers.layouts for end in _of_register(register, registers, known))


def register_doubts(registers: Registers, indicators: Iterable[str]) -> tuple[Doubt, ...]:
    """One doubt for every delivery that has loose ends."""
    by_delivery: dict[str, list[LooseEnd]] = {}
    for end in loose_ends(registers, indicators):
        by_delivery.setdefault(end.entry.citation.delivery, []).append(end)
    return tuple(Doubt(Check.REGISTER, name, f"{name}: {' '.join(end.text for end in ends)}") for name, ends in by_delivery.items())


def _of_register(register: str, registers: Registers, indicators: frozenset[str]) -> Iterator[LooseEnd]:
    layout = registers.layouts[register]
    for entry in registers.of(register):
        for name, declared in layout.fields.items():
            problems = (*_missing(entry, name, declared), *_disagreeing(entry, name, declared, layout))
            problems += (*_dangling(entry, name, declared, registers, indicators),)
            yield from (LooseEnd(entry, problem) for problem in problems)
    yield from _orphans(register, registers)


def _missing(entry: Entry, name: str, declared: RegisterField) -> Iterator[str]:
    if declared.expected and name not in entry.fields:
        yield f"saknar {declared.label[:1].lower()}{declared.label[1:]}"


def _disagreeing(entry: Entry, name: str, declared: RegisterField, layout: RegisterLayout) -> Iterator[str]:
    """Days that run backwards, and amounts above those that they must keep within."""
    own = entry.fields.get(name)
    first, most = (entry.fields.get(other) for other in (declared.not_before, declared.at_most))
    if own and first and own < first:
        yield f"har {own} under {declared.label}, före {first} under {layout.fields[declared.not_before].label}"
    if own and most and float(own) > float(most):
        limit = layout.fields[declared.at_most].label
        yield f"har {in_print(float(own))}\u00a0kr under {declared.label}, mer än {in_print(float(most))}\u00a0kr under {limit}"


def _dangling(entry: Entry, name: str, declared: RegisterField, registers: Registers, indicators: frozenset[str]) -> Iterator[str]:
    """Rows and indicators that a field names and that there are not, and open rows that point at closed ones."""
    for each in ids(entry, name):
        if declared.kind is FieldKind.INDIKATOR and each not in indicators:
            yield f"nämner indikatorn {each}, som inte finns i indicators.toml"
        rows = registers.rows.get(declared.register, {})
        if declared.kind is FieldKind.POST and rows and each not in rows:
            yield f"pekar på {_row_word(declared.register, registers)} {each}, som inte finns"
        if declared.kind is FieldKind.POST and each in rows and registers.is_open(entry) and not registers.is_open(rows[each]):
            yield f"pågår, men {_row_word(declared.register, registers)} {each} har avslutats"


def _orphans(register: str, registers: Registers) -> Iterator[LooseEnd]:
    """Open rows of this register that no row of another names, though one should."""
    for pointing, layout in registers.layouts.items():
        for name, declared in layout.fields.items():
            if declared.register == register and declared.orphans:
                named = {each for entry in registers.of(pointing) for each in ids(entry, name)}
                alone = (entry for entry in registers.of(register) if entry.id not in named and registers.is_open(entry))
                yield from (LooseEnd(entry, f"är {declared.orphans}") for entry in alone)


def _row_word(register: str, registers: Registers) -> str:
    layout = registers.layouts.get(register)
    return layout.row if layout else register
