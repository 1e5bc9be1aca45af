"""`World`: what a ticker sees when it looks: the workspace, the archive, what has come, and the plan that follows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.archive.sealing_days import sealing_days
from briefing.errors import BriefingError
from briefing.planning import STATUTORY_KIND, Known, Plan, Planned, done, due, instant, local_day, statutory_days
from briefing.shell.formats import FORMATS
from briefing.terms.calendar import AT_MIDNIGHT, Calendar
from briefing.terms.edition import EditionId
from briefing.workspace.arrivals import arrivals, register_arrivals
from briefing.workspace.load import Workspace, load_workspace
from briefing.workspace.ticked_drafts import ticked_drafts

CLOCK_MAY_LAG = timedelta(hours=1)


@dataclass(frozen=True)
class World:
    """A workspace at an instant, what is known of it, the plan, and the days on which editions were sealed, or made as drafts by it."""

    workspace: Workspace
    now: datetime
    known: Known
    plan: Plan
    sealed: Mapping[EditionId, date] = field(hash=False)

    @property
    def root(self) -> Path:
        return self.workspace.root

    @property
    def calendar(self) -> Calendar:
        return self.workspace.configuration.calendar

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def made(self) -> tuple[Planned, ...]:
        """The editions of the calendar that are in the archive, or were made as drafts by it."""
        return done(self.calendar, self.known, self.now)

    def title(self, source_id: str) -> str:
        """What a source is called."""
        return next((each.title for each in self.workspace.sources if each.id == source_id), source_id)


def looked(root: Path, now: datetime) -> World:
    """The world as it is, nothing changed."""
    return _world(load_workspace(root, FORMATS), now, _sealed(root))


def looked_and_registered(root: Path, now: datetime) -> World:
    """The world after what is new in the sources' folders has been registered. BriefingError where the clock has gone back."""
    sealed = _sealed(root)
    _refuse_a_clock_that_went_back(sealed.values(), now)
    workspace = load_workspace(root, FORMATS)
    register_arrivals(root, workspace.sources, local_day(now), time.time())
    return _world(workspace, now, sealed)


def _sealed(root: Path) -> Mapping[EditionId, date]:
    return {**ticked_drafts(root), **sealing_days(root / ARCHIVE)}


def _refuse_a_clock_that_went_back(sealed: Iterable[date], now: datetime) -> None:
    """BriefingError where the clock is more than an hour before the day of the newest edition.

    With a clock that is wrong, deliveries would get wrong days and editions wrong cut-offs, for good.
    """
    newest = max(sealed, default=None)
    if newest is not None and now + CLOCK_MAY_LAG < instant(newest, AT_MIDNIGHT):
        raise BriefingError(
            "the clock",
            problem=f"it says {local_day(now).isoformat()}, and the newest edition was made {newest.isoformat()}",
            remedy="set the clock of this machine right and run the command again; nothing has been done",
        )


def _world(workspace: Workspace, now: datetime, sealed: Mapping[EditionId, date]) -> World:
    known = _known(workspace)
    return World(workspace, now, known, due(workspace.configuration.calendar, known, now), sealed)


def _known(workspace: Workspace) -> Known:
    archive = workspace.root / ARCHIVE
    ids = store.ids(archive)
    had = frozenset((*ids, *store.deleted_ids(archive), *ticked_drafts(workspace.root)))  # what has been is made no second time
    full = (version for each in ids if each.kind == STATUTORY_KIND for version in store.history(archive, each))
    municipality = workspace.configuration.municipality.code
    return Known(municipality, had, statutory_days(full), arrivals(workspace.root, workspace.sources))
