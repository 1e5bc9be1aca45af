"""Deadlines of the law on a day (lagens frister): what the matrix, `briefing status` and the notices all say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.document import wording
from briefing.document.law import Law, RegisterNeed, Requirement
from briefing.document.law_evidence import is_meant, last_day
from briefing.observations.register_checks import Registers
from briefing.observations.statement import Entry
from briefing.terms.deadline import STATUTORY_MONTHS, Standing, counted_from

PUBLIC_KIND = "publik"
WHOLE = "lagesbild"


@dataclass(frozen=True)
class LawDeadline:
    """One deadline: the requirement and its paragraph, what it is about, how it stands, its last day, in words.

    `last` is None where the law sets no day.
    """

    requirement: str
    paragraph: str
    subject: str
    standing: Standing
    last: date | None
    text: str


@dataclass(frozen=True)
class Archived:
    """What the archive tells of the law: the days from which its two years run, issued lägesbilder without a public edition."""

    decided: tuple[date, ...] = ()
    unpublished: Mapping[str, date] | None = None


def law_deadlines(law: Law, registers: Registers, archived: Archived, today: date) -> tuple[LawDeadline, ...]:
    """Every deadline that the law's requirements set, in their order, those in time too."""
    return tuple(found for each in law.requirement for found in _of_requirement(each, registers, archived, today))


def _of_requirement(needed: Requirement, registers: Registers, archived: Archived, today: date) -> Iterator[LawDeadline]:
    if needed.statutory and archived.decided:
        last = counted_from(max(archived.decided), STATUTORY_MONTHS)
        standing = last.standing(today)
        words = {Standing.SNART: " Det är mindre än ett halvår kvar.", Standing.FORSENAD: " Den är försenad."}.get(standing, "")
        text = f"Lagens två år för den fullständiga lägesbilden går ut {wording.day(last.day)}.{words}"
        yield LawDeadline(needed.id, needed.paragraph, WHOLE, standing, last.day, text)
    if needed.published:
        for name, issued in (archived.unpublished or {}).items():
            text = f"{name} blev slutlig {wording.day(issued)} och har ingen publik version som är slutlig och sekretessprövad."
            yield LawDeadline(needed.id, needed.paragraph, name, Standing.FORSENAD, None, text)
    for need in needed.rows:
        yield from _of_rows(needed, need, registers, today)


def _of_rows(needed: Requirement, need: RegisterNeed, registers: Registers, today: date) -> Iterator[LawDeadline]:
    if not need.until and not need.months:
        return
    rows = [each for each in registers.of(need.register) if is_meant(each, need)]
    if need.log:
        rows = sorted((each for each in rows if last_day(each, need)), key=lambda each: each.fields[need.since])[-1:]
    for row in rows if need.log else filter(registers.is_open, rows):
        last = last_day(row, need)
        standing = last.standing(today) if last else Standing.SNART
        text = _words(row, need, registers, last.day if last else None, is_late=standing is Standing.FORSENAD)
        yield LawDeadline(needed.id, needed.paragraph, row.id, standing, last.day if last else None, text)


def _words(row: Entry, need: RegisterNeed, registers: Registers, last: date | None, *, is_late: bool) -> str:
    layout = registers.layouts.get(need.register)
    name = f"{wording.sentence_case(layout.row if layout else need.register)} {row.id}"
    if last is None:
        return f"{name} är inte följd upp." if not need.until else f"{name} har ingen sista dag."
    if need.log:
        row_word = wording.running(layout.row) if layout else need.register
        return f"Nästa {row_word} {'skulle ha lämnats' if is_late else 'ska lämnas'} senast {wording.day(last)}."
    if need.until:
        return f"{name} {'gick' if is_late else 'går'} ut {wording.day(last)}."
    return f"{name} {'skulle ha följts' if is_late else 'ska följas'} upp senast {wording.day(last)}."


def pressing(deadlines: Iterable[LawDeadline]) -> tuple[LawDeadline, ...]:
    """Those that are late, or will be soon."""
    return tuple(each for each in deadlines if each.standing is not Standing.I_TID)
