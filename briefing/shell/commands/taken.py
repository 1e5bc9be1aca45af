"""What `issue` takes: the draft, or the last version in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.archive.conditions import PUBLIC
from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import differences, is_delivery, lies_in_edition
from briefing.errors import BriefingError
from briefing.production import sealed_material
from briefing.shell.commands.asked import Asked
from briefing.shell.commands.drafted import draft
from briefing.shell.commands.given_away import given_away_by
from briefing.shell.commands.inputs import Inputs, inputs_now
from briefing.shell.commands.unsealed import unsealed
from briefing.shell.stages import Stages
from briefing.terms.edition import EditionId
from briefing.terms.period import Day, parse_period
from briefing.workspace.careful import read_carefully
from briefing.workspace.drafts import DRAFTS


@dataclass(frozen=True)
class Taken:
    """What is issued: its inputs, the last archived version (None: none), and whether it is the draft, made from other input than that."""

    inputs: Inputs
    latest: Edition | None
    is_draft: bool


def takes_draft(root: Path, id: EditionId, latest: Edition | None) -> bool:
    """Whether it is the draft that is issued: there is one, newer than the archive.

    BriefingError where there is no edition at all, and where the draft is older than the archive or has been edited.
    """
    made = draft(root, id)
    if made is None and latest is None:
        remedy = "see `briefing list --drafts` for those that there are, or make it with `briefing produce`"
        raise BriefingError(str(id), problem="there is no such edition in the archive or among the drafts", remedy=remedy)
    if made is None or (latest is not None and _comparable(made.inputs) == _comparable(latest.inputs)):
        return False
    if latest is not None and made.replaces != latest.name:
        problem = f"the draft is older than {latest.name}, which is in the archive, and was made from other input"
        remedy = f"make it again with `briefing produce`, or remove {DRAFTS}/{id} to issue what is in the archive"
        raise BriefingError(f"{DRAFTS}/{id}", problem=problem, remedy=remedy)
    return True


def taken_draft(root: Path, id: EditionId, latest: Edition | None, today: date) -> Taken:
    """The draft's inputs as they lie in the workspace. BriefingError where they are not those that the draft was made from."""
    made = draft(root, id)
    assert made is not None
    is_meeting = isinstance(parse_period(id.period), Day)
    asked = Asked(id.kind, "" if is_meeting else id.period, id.period if is_meeting else "", id.recipient, seal=True)
    inputs = inputs_now(root, asked, today, Stages())
    before, now = _comparable(made.inputs), _comparable(inputs.seals)
    if before != now:
        problem = f"what it was made from has changed since: {differences(before, now)}"
        raise BriefingError(f"{DRAFTS}/{id}", problem=problem, remedy="make the draft again with `briefing produce`, and look at it")
    return Taken(inputs, latest, is_draft=True)


def taken_archived(root: Path, latest: Edition, fonts: Path) -> Taken:
    """The last archived version's inputs, as they were sealed; what its own versions have given away is behind it now."""
    found = unsealed(root / ARCHIVE, latest, fonts)
    sealed, public = found.sealed, (*found.others, *given_away_by(root / ARCHIVE, latest.id))
    not_kept = tuple(seal for seal in latest.inputs if not lies_in_edition(seal) and not is_delivery(seal))
    inputs = Inputs(
        sealed.request, sealed_material(sealed, read_carefully), sealed.templates, found.made_from, found.earlier, public, not_kept
    )
    return Taken(inputs, latest, is_draft=False)


def _comparable(seals: Iterable[Seal]) -> tuple[Seal, ...]:
    """The inputs that a draft knows of; what other public editions have given away is looked at when it is sealed."""
    return tuple(sorted(seal for seal in seals if seal.name != PUBLIC))
