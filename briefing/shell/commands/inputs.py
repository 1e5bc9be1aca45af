"""`Inputs`: all that one edition is made from, as the workspace has it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from briefing.archive import store
from briefing.archive.conditions import Before, Conditions, condition_files
from briefing.archive.edition import Seal
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import digest, inputs
from briefing.document.outline import BlockKind
from briefing.document.templates import Templates
from briefing.findings.disclosure import PublishedTable
from briefing.findings.earlier import Earlier, parse_earlier
from briefing.observations.doubt import Refusal
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.planning import is_special
from briefing.shell.commands.asked import Asked, outline_for, request_for
from briefing.shell.commands.given_away import given_away, given_away_by
from briefing.shell.commands.material import material_of
from briefing.shell.commands.published import issued_before
from briefing.shell.commands.replaced import replaced
from briefing.shell.commands.statutory import statutory_edition
from briefing.shell.stages import Stages
from briefing.terms.edition import EditionId
from briefing.terms.request import Request
from briefing.workspace.arrivals import came_before
from briefing.workspace.deliveries import Received, received
from briefing.workspace.load import Workspace, load_workspace
from briefing.workspace.sealed import sealed_bytes


@dataclass(frozen=True)
class Inputs:
    """What is asked for, what it is made from, and `made_from`, the bytes that are sealed with it besides the deliveries.

    `earlier` is the record of the edition before (empty: none), `public` what public editions have given away before this version.
    `not_kept` are seals of what the edition names and nobody keeps, `replaced` the refusals that a later delivery has put right.
    """

    request: Request
    material: Material
    templates: Templates
    made_from: Mapping[str, bytes] = field(hash=False)
    earlier: str = ""
    public: tuple[PublishedTable, ...] = ()
    not_kept: tuple[Seal, ...] = ()
    replaced: Mapping[Refusal, str] = field(default_factory=dict, hash=False)

    @property
    def seals(self) -> tuple[Seal, ...]:
        return tuple(sorted((*inputs(self.made_from, self.material.deliveries), *self.not_kept)))

    @property
    def parsed_earlier(self) -> Earlier | None:
        return parse_earlier(self.earlier) if self.earlier else None


def inputs_now(root: Path, asked: Asked, today: date, stage: Stages) -> Inputs:
    """What the edition asked for is made from if it is made now. New deliveries are registered with the day `today`.

    What other public editions have given away is among the conditions only where it is to be sealed: a draft leaves nobody's hands.
    """
    with stage("load"):
        workspace = load_workspace(root, READERS)
        came = came_before(root, received(root, workspace.sources, today), asked.cut_off)
    with stage("read"):
        everything = _with_remarks(material_of(root, came.deliveries, workspace.sources, are_all=asked.cut_off is None), came)
    archive = root / ARCHIVE
    request = request_for(workspace, asked, everything, came, today)
    outline = outline_for(workspace, request.edition.kind)
    issued = issued_before(archive, request.edition) if outline.has(BlockKind.LAGKRAV) else ()
    request = replace(
        request,
        statutory=statutory_edition(archive, request.edition),
        issued=issued,
        is_special=_is_special(archive, workspace, request),
    )
    material = everything.for_edition(request, outline.sources)
    before, earlier = _before(archive, request)
    others = given_away(archive, request.edition) if asked.seal else ()
    known = Conditions(
        received=tuple((each.id, each.received_on) for each in material.deliveries),
        remarks=material.remarks,
        before=before,
        public=others,
        statutory=request.statutory,
        issued=issued,
        is_special=request.is_special,
    )
    return Inputs(
        request,
        material,
        workspace.templates,
        {**sealed_bytes(workspace, request.edition), **condition_files(known)},
        earlier,
        (*others, *given_away_by(archive, request.edition)) if asked.seal else (),
        _returned(workspace, came, request),
        replaced(material.refusals, came.deliveries),
    )


def _with_remarks(material: Material, came: Received) -> Material:
    """The material with the remarks on deliveries that were made before any reader saw them."""
    return replace(material, doubts=(*came.doubts, *material.doubts), refusals=(*came.refusals, *material.refusals))


def _is_special(archive: Path, workspace: Workspace, request: Request) -> bool:
    """What the archive has stays what it was, whatever has become of the calendar since; of another edition the calendar decides."""
    latest = store.latest(archive, request.edition)
    return latest.is_special if latest else is_special(workspace.configuration.calendar, request.period)


def _returned(workspace: Workspace, came: Received, request: Request) -> tuple[Seal, ...]:
    """What was to be returned (lämnas åter) before the cut-off: name, day and seal; size 0, since nothing of it is kept."""
    told = {source.id for source in workspace.sources if source.published or not request.public}
    rows = ((source, row) for source, row in came.returned if source in told)
    in_time = ((source, row) for source, row in rows if request.cut_off is None or row.received_on < request.cut_off)
    return tuple(Seal(f"underlag/lamnas-ater/{source}/{row.file} {row.received_on}", row.sha512, 0) for source, row in in_time)


def _before(archive: Path, request: Request) -> tuple[Before | None, str]:
    """The latest archived edition of the same kind, for the same nämnd, about an earlier period, and its record; None and empty: none."""
    found = edition_before(archive, request.edition)
    if found is None:
        return None, ""
    version = store.edition(archive, found).version
    record = store.record(archive, found, version)
    return Before(found, version, digest(record.encode())), record


def edition_before(archive: Path, own: EditionId) -> EditionId | None:
    """The latest archived edition of the same kind, for the same nämnd, about an earlier period."""
    same = (each for each in store.ids(archive) if replace(each, period=own.period) == own and each.period < own.period)
    return max(same, key=lambda each: each.period, default=None)
