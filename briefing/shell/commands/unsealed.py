"""What an archived edition was made from, taken from the archive alone: nothing in sources/ or templates/ is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.archive import store
from briefing.archive.conditions import Conditions, parse_conditions, sealed_deliveries
from briefing.archive.edition import Edition, Origin, Seal
from briefing.archive.seals import digest, is_delivery, lies_in_edition
from briefing.errors import BriefingError
from briefing.findings.disclosure import PublishedTable
from briefing.findings.earlier import parse_earlier
from briefing.observations.readers import READERS
from briefing.production import Sealed
from briefing.shell.commands.asked import outline_for
from briefing.shell.commands.given_away import given_away_by
from briefing.shell.commands.log import logged
from briefing.shell.commands.statutory import own_statutory
from briefing.terms.edition import Status
from briefing.terms.period import Day, Quarter, parse_period
from briefing.terms.request import Request
from briefing.workspace.load import Workspace
from briefing.workspace.parts import LARGEST_IN_MEMORY
from briefing.workspace.sealed import sealed_workspace


@dataclass(frozen=True)
class Unsealed:
    """The values that the edition was made from, with the bytes that are sealed beside its deliveries, and the record before it.

    `others` are the counts that other public editions had given away; those of its own earlier versions are not among them.
    """

    sealed: Sealed
    made_from: Mapping[str, bytes] = field(hash=False)
    earlier: str
    others: tuple[PublishedTable, ...]


def unsealed(archive: Path, edition: Edition, fonts: Path) -> Unsealed:
    """All that the edition was made from; its fonts are put in the folder `fonts`.

    BriefingError: it is deposited, it was sealed by a program that kept too little, or something that it needs is gone or changed.
    """
    made_from = {seal.name: store.content(archive, edition.id, edition.version, seal.name) for seal in _kept(edition)}
    known = _conditions(edition, made_from)
    workspace = sealed_workspace(fonts, made_from, READERS)
    earlier = _record_before(archive, known)
    sealed = Sealed(
        request=_request(workspace, edition, known),
        deliveries=sealed_deliveries(known, _parts(archive, edition)),
        sources=workspace.sources,
        templates=workspace.templates,
        remarks=known.remarks,
        earlier=parse_earlier(earlier) if earlier else None,
        given_away=(*known.public, *given_away_by(archive, edition.id, edition.version)),
    )
    return Unsealed(sealed, made_from, earlier, known.public)


def as_issued(request: Request, edition: Edition) -> Request:
    """The request with the version and status of an archived edition, and with what its log says."""
    return replace(
        request,
        version=edition.version,
        status=edition.status,
        replaces=edition.replaces,
        cut_off=edition.cut_off,
        dnr=edition.dnr or request.dnr,
        decision=edition.decision,
        review=edition.review,
        log=logged(edition.acts),
        statutory=(own_statutory(edition) if edition.status is Status.SLUTLIG else None) or request.statutory,
    )


def _kept(edition: Edition) -> Iterator[Seal]:
    if edition.origin is Origin.DEPONERAD:
        remedy = "see that it is as it was deposited with `briefing verify`"
        raise BriefingError(edition.name, problem="it is a deposited document, and was not made by this program", remedy=remedy)
    if not edition.acts:
        remedy = "make a new version that keeps it: `briefing produce --seal`"
        raise BriefingError(edition.name, problem="it was sealed before the archive kept all that an edition is made from", remedy=remedy)
    return filter(lies_in_edition, edition.inputs)


def _conditions(edition: Edition, made_from: Mapping[str, bytes]) -> Conditions:
    try:
        return parse_conditions(made_from)
    except (ValueError, KeyError) as error:
        remedy = "make a new version that keeps it: `briefing produce --seal`"
        raise BriefingError(edition.name, problem=f"what it was made from is not all there: {error}", remedy=remedy) from None


def _request(workspace: Workspace, edition: Edition, known: Conditions) -> Request:
    period = parse_period(edition.id.period)
    assert isinstance(period, Quarter | Day)
    public = outline_for(workspace, edition.id.kind).public
    committee = next((each for each in workspace.configuration.committees if each.id == edition.id.recipient), None)
    request = workspace.configuration.request(edition.id.kind, period, workspace.indicators, public=public, committee=committee)
    return as_issued(replace(request, statutory=known.statutory, issued=known.issued, is_special=known.is_special), edition)


def _parts(archive: Path, edition: Edition) -> Iterator[tuple[Seal, bytes | None, str]]:
    for seal in filter(is_delivery, edition.inputs):
        path = store.delivery_location(archive, seal.sha512)
        is_large = seal.size > LARGEST_IN_MEMORY
        yield seal, None if is_large else store.content(archive, edition.id, edition.version, seal.name), str(path)


def _record_before(archive: Path, known: Conditions) -> str:
    """The record of the edition before, as it was; empty where there was none."""
    before = known.before
    if before is None:
        return ""
    record = store.record(archive, before.id, before.version)
    if digest(record.encode()) != before.sha512:
        problem = "its record is not the one that the later edition was compared with"
        raise BriefingError(f"{before.id} {before.version}", problem=problem, remedy="run `briefing verify`")
    return record
