"""How the municipality stands against the deadlines of the law today: computed from the archive and the registers, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.archive.layout import ARCHIVE
from briefing.document.law import law_of
from briefing.document.law_deadlines import Archived, LawDeadline, law_deadlines
from briefing.observations.register import read
from briefing.observations.register_checks import Registers
from briefing.observations.statement import Entry
from briefing.shell.commands.published import issued_editions
from briefing.shell.commands.world import World
from briefing.sources.source import Delivery, Source
from briefing.workspace.arrivals import registered
from briefing.workspace.parts import NotReadableError, parts_of


def law_standing(world: World) -> tuple[LawDeadline, ...]:
    """Every deadline of templates/lagkrav.toml as of today."""
    registers = Registers(tuple(_entries(world)), world.workspace.sources)
    unpublished = {each.name: each.issued_on for each in issued_editions(world.root / ARCHIVE) if not each.is_published}
    archived = Archived(tuple(world.known.decided), unpublished)
    return law_deadlines(law_of(world.workspace.templates), registers, archived, world.today)


def _entries(world: World) -> Iterator[Entry]:
    """The rows of every register, as its newest delivery that has been registered has them."""
    for source in world.workspace.sources:
        if source.register is not None and (newest := _newest(world.root / "sources" / source.id, source)):
            yield from read(newest, source).entries


def _newest(folder: Path, source: Source) -> Delivery | None:
    """The newest registered delivery of a source, unless it cannot be read or is not what was registered."""
    newest = max(registered(folder), key=lambda each: (each.covers.last_day, each.revision, each.name), default=None)
    if newest is None:
        return None
    try:
        parts = parts_of(folder / newest.name, folder)
    except NotReadableError:
        return None
    is_as_registered = all(each.sha512 in newest.seals for each in parts)
    return Delivery(source.id, newest.covers, newest.revision, newest.complete_on, parts) if is_as_registered else None
