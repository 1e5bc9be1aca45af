"""Gallring, the lawful deletion of an edition or of one of its versions. Nothing else in the program deletes what was archived.

The object that tells of the deletion is what makes it count: put in its place by a rename, as everything is. The bytes go after that,
and where the writing is cut off, the next one goes on. An OCFL object cannot lose a version. So a whole edition's object is purged, and
one that is to lose a version is made again with the telling in the place of the version, and put where the old one was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.archive import reading
from briefing.archive.chain import Link
from briefing.archive.chaining import complete, sound_chain
from briefing.archive.deletion import Deletion, deletion_of, deletion_text, deletions
from briefing.archive.disk import OPEN_MODE, held, make_folders, remove_leftovers, said_plainly, staging, sync_folder, sync_folders
from briefing.archive.edition import Edition
from briefing.archive.index import update_index
from briefing.archive.inventory import Inventory, Version, extended
from briefing.archive.layout import DELETION_FILE, EDITION_FILE, INVENTORY, REBUILT, deletion_object, edition_object, object_id
from briefing.archive.objects import Payload, file_digest, read_inventory, stage_versions, version_names
from briefing.archive.seals import digest, is_delivery, own_object
from briefing.archive.staged import place, staged_version
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId


@dataclass(frozen=True)
class Decided:
    """Who decided on a deletion: the decision, the body or function, its role, the diarienummer; and the day on which it is done."""

    decision: str
    by: str
    role: str
    dnr: str
    done_on: date


def delete(root: Path, id: EditionId, version: str, decided: Decided, *, program: str, deliveries: bool = False) -> Deletion:
    """Deletes an edition, or one version that is not its last; what is left to tell of it.

    `deliveries`: also the delivered files that no other version is made from. A deletion that is told of already is carried out to its
    end and returned as it was decided. BriefingError when there is nothing of the kind, and when the version is the last.
    """
    with said_plainly(root), held(root), staging(root) as stage:
        remove_leftovers(root, stage)
        carry_out(root, stage)
        told = next((each for each in deletions(root) if (each.edition, each.version) == (id, version)), None)
        if told is None:
            told = _deletion(root, id, version, decided, deliveries=deliveries)
            _tell(root, stage, told, program)
            carry_out(root, stage)
        complete(root, stage)
    update_index(root)
    return told


def carry_out(root: Path, stage: Path) -> None:
    """Removes what lies there still although its deletion is told of."""
    for told in deletions(root):
        own = edition_object(told.edition)
        for path in dict.fromkeys(link.object for link in told.removed):
            if told.version and path == own:
                _make_again(root, stage, told)
            elif _lies_there(root, path, told):
                _away(root / path, stage)


def used_elsewhere(root: Path, deletion: Deletion, files: Iterable[str]) -> tuple[str, ...]:
    """The versions of other editions that are made from files with the same bytes (sha512), so that these are not gone."""
    wanted = frozenset(files)
    others = (each for each in _all_versions(root) if each.id != deletion.edition)
    return tuple(f"{each.id} {each.version}" for each in others if wanted & {seal.sha512 for seal in each.inputs})


def _deletion(root: Path, id: EditionId, version: str, decided: Decided, *, deliveries: bool) -> Deletion:
    path = edition_object(id)
    target = root / path
    there = version_names(target)
    if not there or (version and version not in there):
        remedy = "see what there is with `briefing list`"
        raise BriefingError(f"{id} {version}".strip(), problem=f"the archive holds {', '.join(there) or 'no version'} of it", remedy=remedy)
    if version and version == there[-1]:
        remedy = "delete the whole edition, or make its next version first"
        raise BriefingError(f"{id} {version}", problem="it is the last version, which the edition stands on", remedy=remedy)
    inventory = read_inventory(target, there[-1])
    gone = (version,) if version else there
    links = {name: Link(path, name, file_digest(target / name / INVENTORY)) for name in there}
    unused = tuple(_unused(root, id, gone, deliveries=deliveries))
    later = inventory.versions[there.index(version) + 1 :] if version else ()
    rewritten = tuple((links[each.name], each.state.get(EDITION_FILE) or deletion_of(inventory, each.name)) for each in later)
    removed = (*(links[name] for name in gone), *unused)
    return Deletion(id, version, decided.decision, decided.by, decided.role, decided.dnr, decided.done_on, removed, rewritten)


def _unused(root: Path, id: EditionId, gone: tuple[str, ...], *, deliveries: bool) -> Iterator[Link]:
    """The objects that only the versions which go are made from: large templates always, deliveries when asked."""
    going: set[str] = set()
    used: set[str] = set()
    for each in _all_versions(root):
        goes = each.id == id and each.version in gone
        names = {own_object(seal) for seal in each.inputs if deliveries or not is_delivery(seal)}
        (going if goes else used).update(names - {""})
    for path in sorted(going - used):
        if (root / path / "v1" / INVENTORY).is_file():
            yield Link(path, "v1", file_digest(root / path / "v1" / INVENTORY))


def _all_versions(root: Path) -> Iterator[Edition]:
    for id in reading.ids(root):
        yield from reading.history(root, id)


def _tell(root: Path, stage: Path, told: Deletion, program: str) -> None:
    text = deletion_text(told).encode()
    path = deletion_object(told.edition, told.version)
    created, message = f"{told.deleted_on.isoformat()}T00:00:00Z", f"{told.name} gallrad: {told.decision}, {told.dnr}"
    state = {DELETION_FILE: digest(text)}
    version = Version("v1", created, message, f"briefing {program}", state, str(sound_chain(root).head))
    inventory = extended(None, object_id(path), version)
    place(root, staged_version(stage, root / path, inventory, {DELETION_FILE: Payload(text, OPEN_MODE)}))


def _lies_there(root: Path, path: str, told: Deletion) -> bool:
    """Whether the object at a path is still the one that the deletion is about: the same bytes may have come anew since."""
    link = next(each for each in told.removed if each.object == path)
    try:
        return file_digest(root / path / link.version / INVENTORY) == link.inventory
    except OSError:
        return False


def _make_again(root: Path, stage: Path, told: Deletion) -> None:
    """Puts an object without the bytes of the version in the place of the one with them."""
    path, waiting = edition_object(told.edition), root / f"{REBUILT}{told.edition}.{told.version}"
    if _lies_there(root, path, told):
        if not waiting.is_dir():
            _stage_again(root / path, stage / "again", told)
            (stage / "again").rename(waiting)
            sync_folder(root)
        _away(root / path, stage)
    if waiting.is_dir():
        make_folders(root, (root / path).parent)
        sync_folder(root)  # what waits may not be moved into a folder that a power cut takes away
        waiting.rename(root / path)
        sync_folders({(root / path).parent, root})


def _stage_again(target: Path, folder: Path, told: Deletion) -> None:
    text = deletion_text(told).encode()
    before = read_inventory(target, version_names(target)[-1])
    again: Inventory | None = None
    payloads = {DELETION_FILE: Payload(text, OPEN_MODE)}
    sources = {digest(text): payloads[DELETION_FILE]}
    inventories = []
    for version in before.versions:
        state = {DELETION_FILE: digest(text)} if version.name == told.version else version.state
        message = f"Gallrad: {told.decision}, {told.dnr}" if version.name == told.version else version.message
        again = extended(again, before.id, Version(version.name, version.created, message, version.program, state, version.follows))
        inventories.append(again)
        sources |= {sha512: _payload(target, before, sha512) for sha512 in state.values() if sha512 not in sources}
    stage_versions(folder, inventories, sources)


def _payload(target: Path, inventory: Inventory, sha512: str) -> Payload:
    path = target / inventory.location(sha512)
    return Payload(path, path.stat().st_mode & 0o777)


def _away(target: Path, stage: Path) -> None:
    """Takes an object out of the archive in one step, and its bytes off the disk."""
    aside = stage / f"gone-{len(list(stage.iterdir()))}"
    target.rename(aside)
    sync_folder(target.parent)
    shutil.rmtree(aside)
    for folder in (target.parent, target.parent.parent):
        with suppress(OSError):  # there are others in it
            folder.rmdir()
