"""The whole archive rehashed and held against its seals. Reads only; says what is wrong, which file, and what to do."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from briefing.archive.disk import leftovers
from briefing.archive.edition import Edition
from briefing.archive.fault import ASK_WHO, HARMLESS, MOVE_AWAY, PUT_BACK, Fault, Verification
from briefing.archive.inspection import Found, Inspected, inspected
from briefing.archive.inventory import Version
from briefing.archive.layout import (
    DELIVERED,
    DELIVERIES,
    EDITION_FILE,
    EDITIONS,
    INVENTORY,
    OBJECT_DECLARATION,
    ROOT_DECLARATION,
    SIDECAR,
    declaration,
    delivery_object,
)
from briefing.archive.metadata import parse_edition
from briefing.archive.objects import file_digest
from briefing.archive.seals import is_delivery, lies_in_edition

_OUR_TEXTS = (INVENTORY, SIDECAR, OBJECT_DECLARATION, EDITION_FILE)


def verify(root: Path) -> Verification:
    """Every file of the archive against its seal, every seal of an edition against what it holds, every delivery that it names.

    No archive, or an empty one, has no editions and no faults. What a cut-off run left is a note. That a whole edition has been taken
    away, with all its versions, does not show in the files that remain: its deliveries, which no edition names, are then a note.
    """
    editions, deliveries = _found(root)
    looked_at = {each.path: inspected(each) for each in (*editions, *deliveries)}
    faults = [*_root_faults(root), *(fault for each in looked_at.values() for fault in each.faults)]
    faults += [fault for each in deliveries for fault in _delivery_faults(each, looked_at[each.path])]
    sealed: list[Edition] = []
    for each in editions:
        versions, edition_faults = _sealed(each, looked_at[each.path])
        sealed += versions
        faults += edition_faults
    there = {each.path for each in deliveries}
    named = {delivery_object(seal.sha512) for edition in sealed for seal in edition.inputs if is_delivery(seal)}
    faults += _missing_deliveries(sealed, named - there)
    notes = [note for each in looked_at.values() for note in each.notes]
    notes += [_orphan(path) for path in sorted(there - named)]
    notes += [Fault("arkivet", each.name, "en skrivning som pågår eller har avbrutits", HARMLESS) for each in leftovers(root)]
    return Verification(len(editions), len(deliveries), tuple(sorted(set(faults))), tuple(notes))


def _found(root: Path) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """What lies in every edition's and every delivery's object, all files rehashed, an object at a time; hashing lets other threads run."""
    editions, deliveries = _folders(root / EDITIONS, 1), _folders(root / DELIVERIES, 2)
    objects = [folder for folder in (*editions, *deliveries) if folder.is_dir() and not folder.is_symlink()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = tuple(pool.map(partial(_object, root), objects))
    areas = {area: tuple(each for each in found if each.path.startswith(f"{area}/")) for area in (EDITIONS, DELIVERIES)}
    return areas[EDITIONS], areas[DELIVERIES]


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


def _root_faults(root: Path) -> list[Fault]:
    """What is wrong in the storage root itself: its declaration, and what lies where only objects may lie."""
    if not any((root / area).exists() for area in (EDITIONS, DELIVERIES)):
        return []
    path = root / ROOT_DECLARATION
    faults = []
    if not path.is_file() or path.read_bytes() != declaration(ROOT_DECLARATION):
        faults.append(Fault("arkivet", ROOT_DECLARATION, "filen har ändrats eller saknas", PUT_BACK))
    ours = {ROOT_DECLARATION, EDITIONS, DELIVERIES, "README.md"}
    strangers = [each for each in root.iterdir() if each.name not in ours and not each.name.startswith(".")]
    strangers += [each for each in _folders(root / EDITIONS, 1) if not each.is_dir() or each.is_symlink()]
    strangers += [each for each in _folders(root / DELIVERIES, 1) if not each.is_dir()]
    strangers += [each for each in _folders(root / DELIVERIES, 2) if not each.is_dir() or each.is_symlink()]
    return faults + [Fault("arkivet", each.relative_to(root).as_posix(), "hör inte till arkivet", MOVE_AWAY) for each in strangers]


def _delivery_faults(found: Found, looked_at: Inspected) -> list[Fault]:
    if looked_at.inventory is None:
        return []
    one = [dict(each.state) for each in looked_at.inventory.versions] == [{DELIVERED: found.name}]
    if one and found.path == f"{DELIVERIES}/{found.name[:2]}/{found.name}":
        return []
    return [Fault(found.name, found.path, "mappen innehåller en annan fil än den som namnet anger", ASK_WHO)]


def _sealed(found: Found, looked_at: Inspected) -> tuple[list[Edition], list[Fault]]:
    """The versions of an edition as their edition.json tell, and where that differs from what is kept."""
    editions, faults = [], []
    for version in looked_at.inventory.versions if looked_at.inventory else ():
        path = f"{version.name}/content/{EDITION_FILE}"
        try:
            edition = parse_edition(found.texts.get(path, b"").decode())
        except ValueError:
            faults.append(Fault(f"{found.name} {version.name}", f"{found.path}/{path}", "filen saknas eller går inte att läsa", PUT_BACK))
            continue
        editions.append(edition)
        faults += _edition_faults(found, version, edition)
    return editions, faults


def _edition_faults(found: Found, version: Version, edition: Edition) -> list[Fault]:
    item, path = f"{found.name} {version.name}", f"{found.path}/{version.name}/content/{EDITION_FILE}"
    if (str(edition.id), edition.version) != (found.name, version.name):
        return [Fault(item, path, f"här beskrivs {edition.id} {edition.version}", ASK_WHO)]
    sealed = {seal.name: seal.sha512 for seal in (*edition.files, *filter(lies_in_edition, edition.inputs))}
    kept: Mapping[str, str] = {name: sha512 for name, sha512 in version.state.items() if name != EDITION_FILE}
    wrong = sorted(name for name in sealed.keys() | kept.keys() if sealed.get(name) != kept.get(name))
    return [Fault(item, path, f"sigillet för {name} stämmer inte med det som är arkiverat", ASK_WHO) for name in wrong]


def _missing_deliveries(sealed: Iterable[Edition], missing: Collection[str]) -> list[Fault]:
    return [
        Fault(f"{edition.id} {edition.version}", delivery_object(seal.sha512), f"leveransen {seal.name} saknas i arkivet", PUT_BACK)
        for edition in sealed
        for seal in edition.inputs
        if is_delivery(seal) and delivery_object(seal.sha512) in missing
    ]


def _orphan(path: str) -> Fault:
    remedy = "kom den med en avbruten skrivning behöver inget göras; annars: jämför utgåvorna med säkerhetskopian"
    return Fault(path.rsplit("/", 1)[-1][:12], path, "ingen utgåva är gjord av den här leveransen", remedy)
