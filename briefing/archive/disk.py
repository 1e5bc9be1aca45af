"""Writing that a power cut cannot tear: stage on the same disk, sync every file and folder, rename if absent, sync the parent."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from briefing.archive.layout import LOCK, STAGING
from briefing.errors import BriefingError
from briefing.workspace.lock import locked

Result = TypeVar("Result")

OPEN_MODE = 0o644
PRIVATE_MODE = 0o600
ABANDONED_AFTER = 3600
"""Seconds until a staging folder is taken for a leftover: a sealing takes seconds, and two hosts' clocks may differ by minutes."""

WAIT = 60
"""Seconds that a writer waits for the others: eight that seal at once are done in less."""
AT_ONCE = int(os.environ.get("BRIEFING_AT_ONCE", "8"))
"""Files handed to the disk or hashed together; 1 for a disk that does not bear it, and for those who count system calls."""

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
BLOCK = 1 << 20
"""Bytes read or hashed at a time."""


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """A folder of one's own under the storage root, made if need be, and gone afterwards whatever happens."""
    import shutil
    import tempfile

    if not root.is_dir():
        root.mkdir(parents=True, exist_ok=True)
    sync_folder(root.parent)
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def said_plainly(root: Path) -> Iterator[None]:
    """Faults of the disk (full, read-only, no right to write) as a BriefingError."""
    try:
        yield
    except OSError as error:
        raise BriefingError(
            str(error.filename or root),
            problem=f"the disk says: {error.strerror or error}",
            remedy="make room or give the right to write, and run the command again; a sealing that was not finished leaves nothing behind",
        ) from error


@contextmanager
def held(root: Path) -> Iterator[None]:
    """The archive for oneself, for as long as others care to wait. A comfort: where there are no locks, all is as right without."""
    with locked(root / LOCK, WAIT):
        yield


def write(path: Path, content: bytes, mode: int = OPEN_MODE) -> None:
    """Puts a new file on the disk, down to the platter."""
    _create(path, content, mode, synced=True)


def write_later(path: Path, content: bytes, mode: int = OPEN_MODE) -> None:
    """Puts a new file into a staging folder; it lasts when `sync_tree` has been there."""
    _create(path, content, mode, synced=False)


def append(path: Path, content: bytes) -> None:
    """Adds bytes to the end of a file that is only ever added to, down to the platter; who comes at once comes before or after."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), OPEN_MODE)
    try:
        _write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy(path: Path, source: Path, mode: int = OPEN_MODE) -> str:
    """Puts a new file into a staging folder from one that is too large for memory, to be synced; the sha512 of what was copied."""
    _make_parent(path)
    hashed = hashlib.sha512()
    descriptor = os.open(path, _FLAGS, mode)
    try:
        with source.open("rb") as original:
            while block := original.read(BLOCK):
                hashed.update(block)
                _write_all(descriptor, block)
    finally:
        os.close(descriptor)
    return hashed.hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Makes all files below a folder last, then the names in it and in all folders below it.

    All at once and not one by one: a disk that is asked for many things together writes them together, ten times as fast.
    """
    walked = [(Path(inner), names) for inner, _, names in os.walk(folder)]
    files = [inner / name for inner, names in walked for name in names]
    together(sync_file, files)
    sync_folders(inner for inner, _ in walked)


def sync_folders(folders: Iterable[Path]) -> None:
    """Makes the names in some folders last."""
    together(sync_folder, sorted(set(folders)))


def sync_file(path: Path) -> None:
    """Makes the bytes of a file last a power cut."""
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def together(act: Callable[[Path], Result], paths: Sequence[Path], most: int = AT_ONCE) -> list[Result]:
    """What the act gives for each path, in their order: done in threads, since disks and hashing let others run, `most` at a time."""
    if min(AT_ONCE, most) == 1:
        return [act(each) for each in paths]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(AT_ONCE, most)) as pool:
        return list(pool.map(act, paths))


def make_folders(base: Path, folder: Path) -> None:
    """Makes the folders between base and folder; who puts something in them syncs them."""
    for step in reversed([folder, *(each for each in folder.parents if base in each.parents)]):
        if not step.is_dir():
            step.mkdir(exist_ok=True)


def commit(staged: Path, target: Path) -> bool:
    """Renames a staged folder to its place if nothing is there: the one act that counts, once its parent is synced.

    False when another was first.
    """
    try:
        staged.rename(target)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY) and target.is_dir():
            return False
        raise
    return True


def replace_file(staged: Path, target: Path) -> None:
    """Puts a staged file in place of one that may be there, at once and for good."""
    staged.replace(target)
    sync_folder(target.parent)


def leftovers(root: Path) -> tuple[Path, ...]:
    """Staging folders under the storage root: of a run that was cut off, or that is writing now."""
    return tuple(sorted(each for each in root.glob(f"{STAGING}*") if each.is_dir())) if root.is_dir() else ()


def remove_leftovers(root: Path, stage: Path) -> None:
    """Removes staging folders that are much older than our own, by the disk's own clock.

    Renamed before it is emptied, so that a writer that wakes up after an hour's sleep finds its folder gone and never commits half of it.
    """
    import shutil

    now = stage.stat().st_mtime
    for each in leftovers(root):
        with suppress(OSError):
            if now - each.stat().st_mtime > ABANDONED_AFTER:
                shutil.rmtree(each.rename(stage / each.name))


def _create(path: Path, content: bytes, mode: int, *, synced: bool) -> None:
    _make_parent(path)
    descriptor = os.open(path, _FLAGS, mode)
    try:
        _write_all(descriptor, content)
        if synced:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_parent(path: Path) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
