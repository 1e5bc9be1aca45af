"""Writers and verbs that are built wrong: what the harnesses must catch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from stages.archive import verbs
from stages.archive.writers import deleting_all, first, second

from briefing.archive import deleting, disk, export, index, store
from briefing.archive.inventory import Inventory
from briefing.archive.objects import Payload, stage_object, stage_version
from briefing.archive.staged import Staged


def staged_in_place(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
    """A writer that does not stage."""
    target.parent.mkdir(exist_ok=True)
    stage_object(target, inventory, payloads)
    return Staged(target, target)


def staged_too_late(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
    """A writer that renames before it has written."""
    name = inventory.head.name
    (stage / name).mkdir()
    (stage / name).rename(target / name)
    stage_version(target / name, inventory, payloads)
    return Staged(target / name, target / name)


def first_in_place(root: Path) -> object:
    with patch.object(store, "staged_version", staged_in_place):
        return first(root)


def second_too_early(root: Path) -> object:
    with patch.object(store, "staged_version", staged_too_late):
        return second(root)


def issuing_in_place(root: Path) -> object:
    with patch.object(store, "staged_version", _next_in_place):
        return verbs.issuing(root)


def first_heedless(root: Path) -> object:
    return _heedless(first, root)


def exporting_heedless(root: Path) -> object:
    return _heedless(verbs.exporting_bags, root)


def restoring_heedless(root: Path) -> object:
    return _heedless(verbs.restoring, root)


def rebuilding_heedless(root: Path) -> object:
    """A writer of the index that goes on when the disk does not take it."""
    put: Callable[..., None] = index._put

    def heedless(*args: Any) -> None:
        with suppress(OSError):
            put(*args)

    with patch.object(index, "_put", heedless):
        return verbs.rebuilding_the_index(root)


def deleting_before_telling(root: Path) -> object:
    """A deletion whose bytes go before anything tells of it."""
    tell = deleting._tell

    def late(root: Path, stage: Path, told: Any, program: str) -> None:
        for path in dict.fromkeys(link.object for link in told.removed):
            deleting._away(root / path, stage)
        tell(root, stage, told, program)

    with patch.object(deleting, "_tell", late):
        return deleting_all(root)


def exporting_in_place(root: Path) -> object:
    @contextmanager
    def no_stage(folder: Path) -> Any:
        folder.mkdir(exist_ok=True)
        yield folder

    with patch.object(export, "staging", no_stage), patch.object(export, "commit", lambda staged, target: True):
        return verbs.exporting_bags(root)


def _next_in_place(stage: Path, target: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> Staged:
    name = inventory.head.name
    stage_version(target / name, inventory, payloads)
    return Staged(target / name, target / name)


def _heedless(act: Callable[[Path], object], root: Path) -> object:
    """An act that takes no notice of what the disk answers when it writes."""
    write: Callable[..., None] = disk._write_all

    def heedless(*args: Any) -> None:
        with suppress(OSError):
            write(*args)

    with patch.object(disk, "_write_all", heedless):
        return act(root)
