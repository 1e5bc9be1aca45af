"""Editions read from the archive. Nothing is written, and every byte is checked against its seal as it is read."""

from __future__ import annotations

from pathlib import Path

from briefing.archive.edition import Edition
from briefing.archive.inventory import Inventory, Version
from briefing.archive.layout import DELETIONS, DELIVERED, EDITION_FILE, EDITIONS, deletion_object, delivery_object, edition_object
from briefing.archive.metadata import parse_edition
from briefing.archive.objects import damaged, read_content, read_inventory, version_names
from briefing.archive.seals import own_object
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId, parse_edition_id


def ids(root: Path) -> tuple[EditionId, ...]:
    """The ids of all editions, by the names of their folders; what is no edition's is for `verify` to say."""
    found = []
    for each in sorted((root / EDITIONS).iterdir()) if (root / EDITIONS).is_dir() else ():
        try:
            id = parse_edition_id(each.name)
        except ValueError:
            continue
        if version_names(each) and not is_told(root, id):
            found.append(id)
    return tuple(found)


def deleted_ids(root: Path) -> tuple[EditionId, ...]:
    """The ids of the editions that were lawfully deleted, whole: they have been, and are made no second time."""
    folder = root / DELETIONS
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return tuple(parse_edition_id(name) for name in names if "." not in name)


def editions(root: Path) -> tuple[Edition, ...]:
    """The last version of every edition, sorted by id; none when there is no archive."""
    return tuple(edition(root, each) for each in ids(root))


def latest(root: Path, id: EditionId) -> Edition | None:
    """The last version of an edition; None when the archive has none of it."""
    return edition(root, id) if version_names(root / edition_object(id)) and not is_told(root, id) else None


def history(root: Path, id: EditionId) -> tuple[Edition, ...]:
    """All versions of an edition that have not been lawfully deleted, first to last; none when the archive has none of it."""
    there = version_names(root / edition_object(id)) if not is_told(root, id) else ()
    return tuple(edition(root, id, version) for version in there if not is_told(root, id, version))


def is_told(root: Path, id: EditionId, version: str = "") -> bool:
    """Whether the archive tells of the deletion of an edition, or of a version: from then on it is not there, whatever lies there."""
    return (root / deletion_object(id, version)).is_dir()


def edition(root: Path, id: EditionId, version: str | None = None) -> Edition:
    """One version of an edition, the last when none is named.

    BriefingError when it is not there, has been lawfully deleted, or is not as it was sealed.
    """
    target = root / edition_object(id)
    inventory, kept = _version(root, id, version)
    text = _bytes(target, inventory, kept, EDITION_FILE).decode()
    try:
        return parse_edition(text)
    except ValueError as error:
        raise damaged(target / kept.name / "content" / EDITION_FILE, str(error)) from error


def content(root: Path, id: EditionId, version: str, name: str) -> bytes:
    """The bytes of a file, template, declaration or delivery of an edition, by its name in the seals.

    BriefingError when the edition has no such file, or when its bytes are not those that were sealed.
    """
    target = root / edition_object(id)
    inventory, kept = _version(root, id, version)
    if name not in kept.state:
        seal = next((each for each in edition(root, id, version).inputs if each.name == name and own_object(each)), None)
        if seal:
            shared = root / own_object(seal)
            return read_content(shared, read_inventory(shared, "v1"), seal.sha512)
    return _bytes(target, inventory, kept, name)


def location(root: Path, id: EditionId, version: str, name: str) -> Path:
    """Where a file of an edition lies on the disk: for showing and opening, not for writing. BriefingError when there is none."""
    target = root / edition_object(id)
    inventory, kept = _version(root, id, version)
    return target / inventory.location(_digest(target, kept, name))


def delivery_location(root: Path, sha512: str) -> Path:
    """Where the bytes of an archived delivery lie on the disk, for reading what is too large for memory."""
    return root / delivery_object(sha512) / "v1" / "content" / DELIVERED


def record(root: Path, id: EditionId, version: str) -> str:
    """The text of the edition's record: its only JSON file that lies in no folder."""
    named = [seal.name for seal in edition(root, id, version).files if seal.name.endswith(".json") and "/" not in seal.name]
    if len(named) != 1:
        raise BriefingError(f"{id} {version}", problem="it has no record", remedy="produce the edition again; that makes a new version")
    return content(root, id, version, named[0]).decode()


def _version(root: Path, id: EditionId, version: str | None) -> tuple[Inventory, Version]:
    target = root / edition_object(id)
    there = version_names(target)
    if is_told(root, id) or (version and is_told(root, id, version)):
        problem, remedy = "it was lawfully deleted", "see `briefing list` for the decision, or use another version"
        raise BriefingError(f"{id} {version or ''}".strip(), problem=problem, remedy=remedy)
    if not there or (version is not None and version not in there):
        raise BriefingError(
            f"{id} {version or ''}".strip(),
            problem=f"the archive holds {', '.join(there) or 'no version'} of it",
            remedy="see what there is with `briefing list`",
        )
    inventory = read_inventory(target, there[-1])
    kept = inventory.version(version or there[-1])
    if kept is None:
        raise damaged(target, f"its inventory does not know {version}")
    return inventory, kept


def _digest(target: Path, kept: Version, name: str) -> str:
    if name not in kept.state:
        raise BriefingError(f"{target.name} {kept.name}", problem=f"it has no file '{name}'", remedy=f"use one of {', '.join(kept.state)}")
    return kept.state[name]


def _bytes(target: Path, inventory: Inventory, kept: Version, name: str) -> bytes:
    return read_content(target, inventory, _digest(target, kept, name))
