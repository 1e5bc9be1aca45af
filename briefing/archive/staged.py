"""A sealing on its way: objects and versions written into a staging folder, made to last together, and put in their places one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.archive.disk import commit, make_folders, sync_folders
from briefing.archive.inventory import Inventory, Version, extended
from briefing.archive.layout import DELIVERED, INVENTORY, object_id
from briefing.archive.objects import Payload, changed_since_receipt, damaged, file_digest, stage_object, stage_version
from briefing.archive.seals import digest


@dataclass(frozen=True)
class Staged:
    """A folder that is written but not yet in its place. `sha512` is that of its one file, for an object named by it; else empty."""

    folder: Path
    target: Path
    sha512: str = ""
    called: str = ""


def staged_shared(root: Path, stage: Path, path: str, payload: Payload, version: Version) -> Staged:
    """An object named by the sha512 of the one file that it holds, written unless the archive has it.

    BriefingError when the bytes are not those that were received. `version.message` says what the file is called.
    """
    sha512 = version.state[DELIVERED]
    staged = Staged(stage / sha512, root / path, sha512, version.message)
    if (root / path / INVENTORY).exists() or staged.folder.exists():
        return staged
    if isinstance(payload.source, bytes) and digest(payload.source) != sha512:
        raise changed_since_receipt(version.message)
    stage_object(staged.folder, extended(None, object_id(path), version), {DELIVERED: payload})
    return staged


def staged_version(stage: Path, target: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> Staged:
    """The last version of an object, written; with the object around it when it is the first."""
    name = inventory.head.name
    if name == "v1":
        stage_object(stage / "object", inventory, payloads)
        return Staged(stage / "object", target)
    stage_version(stage / name, inventory, payloads)
    return Staged(stage / name, target / name)


def place_shared(root: Path, staged: tuple[Staged, ...]) -> None:
    """Puts objects named by sha512 in their places, for good; BriefingError when one that is there has changed.

    The names may be there only in the memory of a run that was cut off before it had synced the folders: they are synced in any case.
    """
    for each in staged:
        make_folders(root, each.target.parent)
        if not (each.folder.is_dir() and commit(each.folder, each.target)):
            stored = each.target / "v1" / "content" / DELIVERED
            if not stored.is_file() or file_digest(stored) != each.sha512:
                raise damaged(stored, f"the archived bytes of {each.called} have changed")
    if staged:
        sync_folders({folder for each in staged for folder in (each.target.parent, each.target.parent.parent)} | {root})


def place(root: Path, staged: Staged) -> bool:
    """Puts an edition or its next version in its place, for good: the one act that counts. False when another was first."""
    make_folders(root, staged.target.parent)
    placed = commit(staged.folder, staged.target)
    sync_folders({staged.target.parent, staged.target.parent.parent, root})
    return placed
