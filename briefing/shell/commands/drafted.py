"""A draft and what it was made from: `utkast.json` beside its files tells whether somebody has edited them since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """Where the files of the draft lie, with those of the folder that somebody has edited or put there: nothing written is lost.

    `replaces` of its description is the archived version that there was when it was made."""
    id = inputs.request.edition
    latest = store.latest(root / ARCHIVE, id)
    plain = replace(inputs, request=replace(inputs.request, version="", replaces=latest.name if latest else ""))
    described = replace(edition_of(plain, "", (), today), files=seals({file.name: file.content for file in production.files}))
    description = File(DRAFT_FILE, "application/json", edition_text(described).encode())
    own = {file.name for file in production.files}
    kept = tuple(each for each in _by_hand(root / DRAFTS / str(id)) if each.name not in own)
    paths = write_drafts(root, id, (*production.files, description, *kept))
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
        remedy = "bring back what you have changed with `briefing adopt`, and make the draft again"
        raise BriefingError(where, problem=f"{', '.join(touched)} is not as it was made, but edited or removed", remedy=remedy)
    return made


def _by_hand(folder: Path) -> Iterator[File]:
    """What in the folder of a draft the program did not make: files of others, and its own as somebody has edited them, renamed."""
    try:
        sealed = {seal.name: seal.sha512 for seal in parse_edition((folder / DRAFT_FILE).read_text(encoding="utf-8")).files}
    except (OSError, ValueError):
        sealed = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name == DRAFT_FILE or path.name.startswith((".", "~$")) or not path.is_file():
            continue
        mark = _digest(path)
        is_own = path.name in sealed or path.stem == folder.name
        if sealed.get(path.name) != mark and (sealed or path.suffix == ".docx"):
            name = f"{path.stem}.redigerad-{mark[:8]}{path.suffix}" if is_own else path.name
            yield File(name, "application/octet-stream", path.read_bytes())


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
