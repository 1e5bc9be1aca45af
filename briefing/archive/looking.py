"""What lies on the disk below a storage root: every object with all its files rehashed. Reads only, judges nothing."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from briefing.archive.disk import together
from briefing.archive.inspection import Found
from briefing.archive.layout import AREAS, DELETION_FILE, EDITION_FILE, INVENTORY, OBJECT_DECLARATION, SIDECAR, is_by_sha512
from briefing.archive.objects import file_digest

_OUR_TEXTS = (INVENTORY, SIDECAR, OBJECT_DECLARATION, EDITION_FILE, DELETION_FILE)


def found_in(root: Path) -> tuple[Found, ...]:
    """What lies in every object, all files rehashed, an object at a time; hashing lets other threads run."""
    objects = [each for area in AREAS for each in _folders(root / area, _depth(area)) if each.is_dir() and not each.is_symlink()]
    return tuple(together(partial(_object, root), objects, os.cpu_count() or 1))


def strangers(root: Path) -> list[Path]:
    """What lies between the objects: files and links where only their folders may be."""
    levels = [(area, depth) for area in AREAS for depth in range(1, _depth(area) + 1)]
    return [each for area, depth in levels for each in _folders(root / area, depth) if not each.is_dir() or each.is_symlink()]


def _object(root: Path, folder: Path) -> Found:
    files, odd = _contents(folder)
    hashed = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    texts = {name: (folder / name).read_bytes() for name, sha512 in hashed.items() if sha512 and name.rsplit("/", 1)[-1] in _OUR_TEXTS}
    return Found(folder.relative_to(root).as_posix(), hashed, texts, tuple(path.relative_to(folder).as_posix() for path in odd))


def _folders(area: Path, depth: int) -> list[Path]:
    if not area.is_dir():
        return []
    inner = sorted(area.iterdir())
    return inner if depth == 1 else [deeper for each in inner if each.is_dir() for deeper in _folders(each, depth - 1)]


def _contents(folder: Path) -> tuple[list[Path], list[Path]]:
    """Regular files below a folder, and what the archive never writes: links, devices, empty folders."""
    files, odd = [], []
    with os.scandir(folder) as entries:
        each_entry = sorted(entries, key=lambda entry: entry.name)
    for entry in each_entry:
        if entry.is_dir(follow_symlinks=False):
            inner = _contents(Path(entry.path))
            files += inner[0]
            odd += inner[1] or ([] if inner[0] else [Path(entry.path)])
        else:
            (files if entry.is_file(follow_symlinks=False) else odd).append(Path(entry.path))
    return files, odd


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return ""


def _depth(area: str) -> int:
    """How many folders deep the objects of an area lie."""
    return 2 if is_by_sha512(f"{area}/") else 1
