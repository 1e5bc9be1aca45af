"""A draft and what it was made from: `utkast.json` beside its files tells whether somebody has edited them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE
from briefing.archive.metadata import edition_text, parse_edition
from briefing.archive.seals import digest, seals
from briefing.errors import BriefingError
from briefing.outputs.file import File
from briefing.production import Production
from briefing.shell.commands.inputs import Inputs
from briefing.shell.commands.sealing import edition_of
from briefing.terms.edition import EditionId
from briefing.workspace.drafts import DRAFTS, write_drafts

DRAFT_FILE = "utkast.json"


def draft_written(root: Path, inputs: Inputs, production: Production, today: date) -> Mapping[str, Path]:
    """Where the files of the draft lie. `replaces` of its description is the archived version that there was when it was made."""
    id = inputs.request.edition
    latest = store.latest(root / ARCHIVE, id)
    plain = replace(inputs, request=replace(inputs.request, version="", replaces=latest.name if latest else ""))
    described = replace(edition_of(plain, "", (), today), files=seals({file.name: file.content for file in production.files}))
    description = File(DRAFT_FILE, "application/json", edition_text(described).encode())
    paths = write_drafts(root, id, (*production.files, description))
    return {name: path for name, path in paths.items() if name != DRAFT_FILE}


def draft(root: Path, id: EditionId) -> Edition | None:
    """What the draft of an edition was made from; None where there is no draft.

    BriefingError: it was made by hand or by an older program, or files of it are not as they were made.
    """
    folder = root / DRAFTS / str(id)
    if not folder.is_dir():
        return None
    where = f"{DRAFTS}/{id}"
    try:
        made = parse_edition((folder / DRAFT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        again = "make the draft again with `briefing produce`"
        raise BriefingError(where, problem=f"it has no {DRAFT_FILE} that says what it was made from", remedy=again) from None
    touched = [seal.name for seal in made.files if _digest(folder / seal.name) != seal.sha512]
    if touched:
        remedy = "save what you have changed under another name, write it into sources/bedomningar/, and make the draft again"
        raise BriefingError(where, problem=f"{', '.join(touched)} is not as it was made, but edited or removed", remedy=remedy)
    return made


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
