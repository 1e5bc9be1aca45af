"""What has come, by the registers of receipt alone: no delivery is opened but those that are new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefing.sources.source import Delivery, Part, Source
from briefing.terms.expected import Arrival, Expected
from briefing.terms.period import Period
from briefing.workspace.deliveries import OWN_FILES, Received, named_period, received
from briefing.workspace.receipt import RECEIPT_FILE, RETURNED, Receipt, Row, read_receipt

SETTLED_AFTER = 60  # seconds without a change: then whoever copies the file has finished


@dataclass(frozen=True)
class Registered:
    """A delivery as its register has it: its name, what it covers, its revision, the day on which its last file came, its files' seals."""

    name: str
    covers: Period
    revision: int
    complete_on: date
    seals: frozenset[str]


def register_arrivals(root: Path, sources: Iterable[Source], today: date, clock: float) -> None:
    """Registers new deliveries with the date `today`. A source waits until all its new files lie still, so that none is half copied.

    `clock` is the time of the files' own clock, in seconds.
    """
    for source in sources:
        new = list(_new_files(root / "sources" / source.id))
        if new and all(_lies_still(each, clock) for each in new):
            received(root, (source,), today)


def arrivals(root: Path, sources: Iterable[Source]) -> dict[str, Expected]:
    """Every source with what has come of it by its register, by id."""
    came = {each.id: tuple(Arrival(one.covers, one.complete_on) for one in registered(root / "sources" / each.id)) for each in sources}
    return {each.id: Expected(each.id, each.covers, each.due_after_days, came[each.id]) for each in sources}


def registered(folder: Path) -> Iterator[Registered]:
    """One for each delivery in a source's register, without files that were returned."""
    files: dict[tuple[str, bool], list[Row]] = {}
    for row in read_receipt(folder).rows.values():
        name, inside, _ = row.file.partition("/")
        if RETURNED not in row.received_how:
            files.setdefault((name, bool(inside)), []).append(row)
    for (name, is_folder), rows in files.items():
        if named := named_period(name, folder.name, is_folder=is_folder):
            yield Registered(name, *named, max(row.received_on for row in rows), frozenset(row.sha512 for row in rows))


def came_before(root: Path, came: Received, cut_off: date | None) -> Received:
    """What had come before the day of the cut-off by the registers, and what there is to say of that; all of it where there is no cut-off.

    Of what was never registered, or came later, nothing is said: an edition made late says what it would have said in time.
    """
    if cut_off is None:
        return came
    registers = {path.parent.name: read_receipt(path.parent) for path in (root / "sources").glob(f"*/{RECEIPT_FILE}")}
    rows = {f"{source}/{row.file}": row for source, receipt in registers.items() for row in receipt.rows.values()}
    days = {name: row.received_on for name, row in rows.items() if row.received_on < cut_off}
    deliveries = (_as_known(each, days) for each in came.deliveries)
    return replace(
        came,
        deliveries=tuple(each for each in deliveries if each.parts),
        doubts=tuple(each for each in came.doubts if _is_known(each.subject, days)),
        refusals=tuple(each for each in came.refusals if _is_known(each.delivery, days)),
    )


def _as_known(delivery: Delivery, days: Mapping[str, date]) -> Delivery:
    """The delivery with the parts that have a day, complete on the last of their days."""
    names = {part: _names(delivery, part) for part in delivery.parts}
    found = {part: next((days[name] for name in each if name in days), None) for part, each in names.items()}
    kept = {part: day for part, day in found.items() if day is not None}
    return replace(delivery, parts=tuple(kept), received_on=max(kept.values(), default=delivery.received_on))


def _names(delivery: Delivery, part: Part) -> tuple[str, str]:
    """How the register may name a part: as a file of its own, or in the folder of its delivery."""
    return f"{delivery.source}/{part.name}", f"{delivery.source}/{delivery.name}/{part.name}"


def _is_known(subject: str, days: Mapping[str, date]) -> bool:
    return any(name == subject or name.startswith(f"{subject}/") for name in days)


def _new_files(folder: Path) -> Iterator[Path]:
    receipt = read_receipt(folder)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in OWN_FILES or path.name.startswith(".") or not named_period(path.name, folder.name, is_folder=path.is_dir()):
            continue
        yield from (file for file in _files(path) if not _is_registered(file, folder, receipt))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    for inner in path.iterdir():
        if not inner.name.startswith("."):
            yield from _files(inner)


def _is_registered(file: Path, folder: Path, receipt: Receipt) -> bool:
    name = file.relative_to(folder).as_posix()
    return name in receipt.rows or name in receipt.unreadable


def _lies_still(file: Path, clock: float) -> bool:
    """Whether nothing was written lately. A time that lies ahead is another machine's clock, and says nothing."""
    try:
        state = file.stat()
    except OSError:
        return True
    changed = max(state.st_mtime, state.st_ctime)
    return clock - changed >= SETTLED_AFTER or changed > clock + SETTLED_AFTER
