"""What came after an edition was made, about its own period: `status` names it, and people decide on a new version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefing.archive.edition import ActKind, Edition
from briefing.archive.layout import DELIVERIES
from briefing.document.outline import Outline
from briefing.errors import BriefingError
from briefing.planning import Planned
from briefing.shell.commands.asked import outline_for
from briefing.shell.commands.world import World
from briefing.sources.register import REGISTER
from briefing.sources.source import Source
from briefing.terms.period import Period
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.deliveries import named_period
from briefing.workspace.receipt import read_receipt


def came_late(world: World, planned: Planned, edition: Edition) -> tuple[str, ...]:
    """Deliveries about the edition's own period that came after its latest version was made, and that it was not made from.

    Of a source that the kind takes nothing from nothing is said: a new version would be the old one.
    """
    used = {seal.sha512 for seal in edition.inputs}
    found = {source: tuple(_about_it_since(world, planned, _made_on(edition), source, used)) for source in world.workspace.sources}
    outline = _outline(world, planned) if any(found.values()) else None
    return tuple(name for source, names in found.items() if names and _takes(edition, outline, source) for name in names)


def _about_it_since(world: World, planned: Planned, since: date, source: Source, used: set[str]) -> Iterator[str]:
    for row in read_receipt(world.root / "sources" / source.id).rows.values():
        name, inside, _ = row.file.partition("/")
        named = named_period(name, source.id, is_folder=bool(inside))
        if named and row.received_on >= since and row.sha512 not in used and _is_about(named[0], planned):
            yield f"{source.id}/{row.file}"


def _made_on(edition: Edition) -> date:
    """The first day of which it does not have everything: that of its cut-off, or else the day on which it was made from all that was."""
    made = (act.on for act in reversed(edition.acts) if act.kind is ActKind.FRAMSTALLD)
    return edition.cut_off or next(made, edition.sealed_on)


def _takes(edition: Edition, outline: Outline | None, source: Source) -> bool:
    """Whether the kind takes anything from the source: of registers and maps what it names, and if public only what is open.

    What a closed source has cleared for everyone stands in its files alone, so there the edition itself tells whether it has any.
    """
    if outline is None:
        return True
    if source.register:
        return bool({REGISTER, f"{REGISTER}{source.register.name}"} & outline.sources)
    if source.boundaries or source.listed:
        return source.id in outline.sources
    is_closed = outline.public and source.sensitivity.exceeds(Sensitivity.OPPEN)
    return not is_closed or any(seal.name.startswith(f"{DELIVERIES}/{source.id}/") for seal in edition.inputs)


def _outline(world: World, planned: Planned) -> Outline | None:
    """The outline of its kind; None where it can not be read now."""
    try:
        return outline_for(world.workspace, planned.id.kind)
    except BriefingError:
        return None


def _is_about(covers: Period, planned: Planned) -> bool:
    return planned.period.first_day <= covers.last_day <= planned.period.last_day
