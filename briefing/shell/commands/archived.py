"""`briefing list`, `show` and `verify`: what the archive holds, and whether it is as it was sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE
from briefing.archive.verification import verify
from briefing.document.wording import STATUSES
from briefing.errors import BriefingError
from briefing.shell.commands.named import archived_edition
from briefing.shell.commands.result import Result, listed_files
from briefing.terms.edition import Status
from briefing.workspace.drafts import DRAFTS

_HEADING = ("Utgåva", "Version", "Status", "Förseglad")


def listed(root: Path, *, drafts: bool) -> Result:
    """One entry per edition in the archive, its last version; with `drafts` also what lies among the drafts.

    An edition that cannot be read is named beside the others, exit code 1: one damaged edition hides none of them.
    """
    entries, faults = [], []
    for each in store.ids(root / ARCHIVE):
        try:
            entries.append(_entry(store.edition(root / ARCHIVE, each)))
        except BriefingError as error:
            faults.append(str(error))
    entries += [_draft(each) for each in _draft_ids(root)] if drafts else []
    rows = tuple((each["edition"], each["version"] or "–", STATUSES[Status(each["status"])], each["sealed_on"] or "–") for each in entries)
    lines = faults if entries or faults else ["Arkivet är tomt."]
    return Result({"editions": entries, "faults": faults}, tuple(lines), _HEADING if entries else (), rows, exit_code=1 if faults else 0)


def shown(root: Path, written: str) -> Result:
    """Everything about one edition: its versions, the files of the last (or the one named) and where they lie, what it was made from."""
    last = archived_edition(root, written)
    id, versions = last.id, store.history(root / ARCHIVE, last.id)
    files = {seal.name: str(store.location(root / ARCHIVE, id, last.version, seal.name)) for seal in last.files}
    data = {
        **_entry(last),
        "reason": last.reason,
        "replaces": last.replaces,
        "program": last.program,
        "files": files,
        "seals": {seal.name: seal.sha512 for seal in last.files},
        "inputs": {seal.name: seal.sha512 for seal in last.inputs},
        "versions": [{**_entry(each), "reason": each.reason} for each in versions],
    }
    head = f"{id} {last.version} ({STATUSES[last.status]}), förseglad {last.sealed_on}, gjord med briefing {last.program}"
    lines = [head, *listed_files(files.values())]
    lines += [f"{each.version} {each.sealed_on} {STATUSES[each.status]}: {each.reason or 'första versionen'}" for each in versions]
    return Result(data, tuple(lines))


def verified(root: Path) -> Result:
    """Every file of the archive rehashed; exit code 1 when anything is not as it was sealed."""
    found = verify(root / ARCHIVE)
    faults = [{"id": each.item, "path": each.path, "text": str(each)} for each in found.faults]
    notes = [str(each) for each in found.notes]
    editions = f"{found.editions} utgåv{'a' if found.editions == 1 else 'or'}"
    deliveries = f"{found.deliveries} levererad{' fil' if found.deliveries == 1 else 'e filer'}"
    counted = f"{editions} och {deliveries} kontrollerade: {len(faults) or 'inga'} fel."
    data = {"editions": found.editions, "deliveries": found.deliveries, "faults": faults, "notes": notes}
    return Result(data, (counted, *(each["text"] for each in faults), *notes), exit_code=1 if faults else 0)


def _entry(edition: Edition) -> dict[str, Any]:
    return {
        "edition": str(edition.id),
        "version": edition.version,
        "status": edition.status.value,
        "sealed_on": edition.sealed_on.isoformat(),
    }


def _draft(id: str) -> dict[str, Any]:
    return {"edition": id, "version": None, "status": Status.ARBETSMATERIAL.value, "sealed_on": None}


def _draft_ids(root: Path) -> list[str]:
    folder = root / DRAFTS
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")) if folder.is_dir() else []
