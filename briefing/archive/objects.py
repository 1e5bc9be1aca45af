"""OCFL objects on the disk: written into a staging folder, read back with their seals checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefing.archive.disk import BLOCK, copy, sync_tree, write_later
from briefing.archive.inventory import Inventory, inventory_text, parse_inventory, sidecar, sidecar_digest
from briefing.archive.layout import INVENTORY, OBJECT_DECLARATION, SIDECAR, declaration, version_number
from briefing.archive.seals import digest
from briefing.errors import BriefingError


@dataclass(frozen=True)
class Payload:
    """Bytes to be stored, or the path of a file too large for memory; and the file's mode."""

    source: bytes | Path = field(repr=False)
    mode: int


def stage_object(folder: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> None:
    """Writes a whole object with its first version, and syncs it."""
    _write_version(folder / inventory.head.name, inventory, payloads)
    write_later(folder / OBJECT_DECLARATION, declaration(OBJECT_DECLARATION))
    _write_inventory(folder, inventory)
    sync_tree(folder)


def stage_version(folder: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> None:
    """Writes the folder of the inventory's last version, with those files that no earlier version holds, and syncs it."""
    _write_version(folder, inventory, payloads)
    sync_tree(folder)


def stage_versions(folder: Path, inventories: Sequence[Inventory], sources: Mapping[str, Payload]) -> None:
    """Writes a whole object with several versions, their inventories given first to last and the bytes by sha512, and syncs it."""
    for each in inventories:
        _write_version(folder / each.head.name, each, {name: sources[sha512] for name, sha512 in each.head.state.items()})
    write_later(folder / OBJECT_DECLARATION, declaration(OBJECT_DECLARATION))
    _write_inventory(folder, inventories[-1])
    sync_tree(folder)


def version_names(target: Path) -> tuple[str, ...]:
    """The versions of an object by their folders, first to last; none when the object is not there."""
    if not target.is_dir():
        return ()
    names = (each.name for each in target.iterdir() if each.is_dir())
    return tuple(sorted((name for name in names if version_number(name)), key=lambda name: version_number(name) or 0))


def read_inventory(target: Path, version: str) -> Inventory:
    """The inventory as the folder of a version keeps it. BriefingError when it is not the one that was sealed."""
    path = target / version / INVENTORY
    try:
        text, seal = path.read_bytes(), (target / version / SIDECAR).read_bytes()
        if sidecar_digest(seal) != digest(text):
            raise ValueError(f"it is not the file that {SIDECAR} seals")
        return parse_inventory(text.decode())
    except (OSError, ValueError) as error:
        raise damaged(path, str(error)) from error


def read_content(target: Path, inventory: Inventory, sha512: str) -> bytes:
    """The bytes that a state names, checked against their seal; BriefingError when they are gone or changed."""
    path = target / inventory.location(sha512)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged(path, error.strerror or str(error)) from error
    if digest(content) != sha512:
        raise damaged(path, "the bytes are not those that were sealed")
    return content


def file_digest(path: Path) -> str:
    """The sha512 of a file on the disk, in hex, read a block at a time."""
    hashed = hashlib.sha512()
    with path.open("rb", buffering=0) as content:
        while block := content.read(BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


def damaged(path: Path, problem: str) -> BriefingError:
    """The error that says that something in the archive is not as it was sealed."""
    return BriefingError(str(path), problem=problem, remedy="run `briefing verify`, and put back what it names from the backup")


def changed_since_receipt(where: str) -> BriefingError:
    """The error that says that a delivery is no longer the one that was registered when it came."""
    return BriefingError(where, problem="the bytes are not those that were received", remedy="put the delivery back as it came")


def _write_version(folder: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> None:
    begins = f"{inventory.head.name}/content/"
    for path, sha512 in inventory.manifest.items():
        if path.startswith(begins):
            _store(folder / "content" / path.removeprefix(begins), payloads[path.removeprefix(begins)], sha512)
    _write_inventory(folder, inventory)


def _write_inventory(folder: Path, inventory: Inventory) -> None:
    content = inventory_text(inventory).encode()
    write_later(folder / INVENTORY, content)
    write_later(folder / SIDECAR, sidecar(content))


def _store(path: Path, payload: Payload, sha512: str) -> None:
    if isinstance(payload.source, bytes):
        write_later(path, payload.source, payload.mode)
    elif copy(path, payload.source, payload.mode) != sha512:
        raise changed_since_receipt(str(payload.source))
