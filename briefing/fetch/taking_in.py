"""Bundles become deliveries: decided first, then done so that it can be cut off anywhere and finished later.

The order: all files under .hamtning/, then klart.json, which says what is to be done; from there on it is done, now or at the next start:
rows in mottaget.csv, then the names, then the memory of versions, then .hamtning/ goes.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha512
from pathlib import Path
from typing import Any

from briefing.archive.disk import sync_folder
from briefing.errors import BriefingError
from briefing.fetch.bundle import Bundle
from briefing.fetch.stage import STAGE, written
from briefing.terms.period import Period
from briefing.workspace.deliveries import named_period
from briefing.workspace.receipt import Row, add_to_receipt, read_receipt
from briefing.workspace.revisions import next_name

_READY = "klart"
_JOURNAL = "klart.json"


def take_in(folder: Path, memory: Path, bundles: Sequence[Bundle], today: date, how: str) -> tuple[str, ...]:
    """The names of the deliveries that the bundles became; a bundle with nothing new in it becomes none."""
    new: list[str] = []
    files: list[dict[str, str]] = []
    known: dict[str, dict[str, str]] = {}
    for bundle in bundles:
        target, is_new = _target(folder, bundle)
        names = _names(bundle) if is_new else _names_there(folder / target, bundle)
        for piece, name in zip(bundle.pieces, names, strict=True):
            file = f"{target}/{name}" if name else target
            seal = sha512(piece.answer.content).hexdigest()
            told = {"etag": piece.answer.etag, "last_modified": piece.answer.last_modified}
            known[piece.answer.key] = {"file": file, "sha512": seal, **told}
            if is_new:
                path = folder / STAGE / _READY / file
                path.parent.mkdir(parents=True, exist_ok=True)
                written(path, piece.answer.content)
                files.append({"file": file, "sha512": seal})
        new += [target] if is_new else []
    journal = {"day": today.isoformat(), "how": how, "files": files, "known": known}
    written(folder / STAGE / _JOURNAL, json.dumps(journal, ensure_ascii=False).encode())
    finish(folder, memory)
    return tuple(new)


def finish(folder: Path, memory: Path) -> None:
    """Does what a journal says is left to do; nothing where there is none."""
    journal = folder / STAGE / _JOURNAL
    if not journal.is_file():
        return
    told = json.loads(journal.read_bytes())
    rows = read_receipt(folder).rows
    add_to_receipt(folder, [row for row in _rows(told) if row.file not in rows])
    for name in (each["file"] for each in told["files"]):
        _place(folder / STAGE / _READY / name, folder / name)
    _remember(memory, told["known"])
    journal.unlink()
    sync_folder(folder)
    shutil.rmtree(folder / STAGE, ignore_errors=True)


def newest(folder: Path) -> Path | None:
    """The delivery of a source that covers the latest period, in its latest revision."""
    found = [(named, path) for path, named in _deliveries(folder)]
    return max(found, key=lambda each: (each[0][0].last_day, each[0][0].code, each[0][1]))[1] if found else None


def _target(folder: Path, bundle: Bundle) -> tuple[str, bool]:
    """Name of the delivery that a bundle becomes, and whether it is a new one; else the delivery that has the same content."""
    if bundle.grows:
        return bundle.covers.code, True
    there = sorted((revision, path) for path, (period, revision) in _deliveries(folder) if period == bundle.covers)
    seals = {piece.name: sha512(piece.answer.content).hexdigest() for piece in bundle.pieces}
    if there and _seals(there[-1][1]) == sorted(seals.values()):
        return there[-1][1].name, False
    return _gone(folder, bundle.covers, seals) or next_name(folder, bundle.covers), True


def _gone(folder: Path, covers: Period, seals: Mapping[str, str]) -> str:
    """The registered delivery of a period that had this very content and has been deleted: it gets its name back. Empty: there is none."""
    registered: dict[str, dict[str, str]] = {}
    for row in read_receipt(folder).rows.values():
        name, _, inside = row.file.partition("/")
        registered.setdefault(name, {})[inside] = row.sha512
    for name, had in registered.items():
        named = named_period(name, folder.name, is_folder=True)
        if named and named[0] == covers and had == seals and not (folder / name).exists():
            return name
    return ""


def _deliveries(folder: Path) -> Iterator[tuple[Path, tuple[Period, int]]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        named = named_period(path.name, folder.name, is_folder=path.is_dir())
        if named and not path.name.startswith("."):
            yield path, named


def _seals(delivery: Path) -> list[str]:
    return sorted(sha512(file.read_bytes()).hexdigest() for file in files_of(delivery))


def files_of(delivery: Path) -> list[Path]:
    """The files of a delivery, hidden ones left out."""
    if not delivery.is_dir():
        return [delivery]
    return sorted(path for path in delivery.rglob("*") if path.is_file() and not path.name.startswith("."))


def _names(bundle: Bundle) -> list[str]:
    names = [piece.name for piece in bundle.pieces]
    strange = [name for name in names if Path(name).name != name or name.startswith(".")]
    if strange or len(set(names)) != len(names):
        raise ValueError(f"{names} are not plain names, each once")
    return names


def _names_there(delivery: Path, bundle: Bundle) -> list[str]:
    """Under which name each answer lies in a delivery that has the same content; empty where the delivery is one file."""
    by_seal = {sha512(file.read_bytes()).hexdigest(): file for file in files_of(delivery)}
    found = [by_seal[sha512(piece.answer.content).hexdigest()] for piece in bundle.pieces]
    return ["" if file == delivery else file.relative_to(delivery).as_posix() for file in found]


def _rows(told: Mapping[str, Any]) -> Iterable[Row]:
    day = date.fromisoformat(told["day"])
    return [Row(each["file"], each["sha512"], day, told["how"]) for each in told["files"]]


def _place(staged: Path, target: Path) -> None:
    """Gives a staged file its name, unless it has it already; what is there is never replaced."""
    if not staged.is_file():
        return
    if target.exists() and target.read_bytes() != staged.read_bytes():
        where = f"sources/{target.parent.parent.name}/{target.parent.name}/{target.name}"
        raise BriefingError(where, problem="another file with this name came meanwhile", remedy="move it away and run briefing fetch again")
    if not target.parent.is_dir():
        target.parent.mkdir()
        sync_folder(target.parent.parent)
    os.replace(staged, target)  # noqa: PTH105 - the same call on every platform
    sync_folder(target.parent)


def _remember(memory: Path, known: Mapping[str, Any]) -> None:
    """What each answer's version is called, for conditional requests. A convenience: where it cannot be kept, all is asked for anew."""
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        versions = {key: each for key, each in known.items() if each["etag"] or each["last_modified"]}
        written(memory, json.dumps(versions, sort_keys=True, indent=1).encode())
