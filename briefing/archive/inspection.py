"""What one OCFL object on the disk says, held against what was sealed. Pure: what lies there comes in as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.archive.fault import ASK_WHO, HARMLESS, MOVE_AWAY, PUT_BACK, Fault
from briefing.archive.inventory import Inventory, as_of, parse_inventory, sidecar_digest
from briefing.archive.layout import INVENTORY, OBJECT_DECLARATION, SIDECAR, declaration, object_id, version_number
from briefing.archive.seals import digest


@dataclass(frozen=True)
class Found:
    """What lies in an object's folder: every file's sha512 (empty: unreadable) by its path there, and the bytes of our own small files.

    `odd` are empty folders and links: nothing that the archive writes.
    """

    path: str
    digests: Mapping[str, str] = field(hash=False)
    texts: Mapping[str, bytes] = field(hash=False)
    odd: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def versions(self) -> tuple[str, ...]:
        """Names of version folders, first to last, gaps and all."""
        names = {path.split("/")[0] for path in self.digests if "/" in path}
        return tuple(sorted((name for name in names if version_number(name)), key=lambda name: version_number(name) or 0))


@dataclass(frozen=True)
class Inspected:
    """An object's inventory, None when there is none that can be believed, and what was found."""

    inventory: Inventory | None
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


def inspected(found: Found) -> Inspected:
    """The object's inventory, as its last version folder keeps it, and every difference between it and what lies there."""
    faults = [_fault(found, path, "hör inte till det som arkiverades", MOVE_AWAY) for path in found.odd]
    if found.texts.get(OBJECT_DECLARATION, b"") != declaration(OBJECT_DECLARATION):
        faults.append(_fault(found, OBJECT_DECLARATION, _gone_or_changed(found, OBJECT_DECLARATION), PUT_BACK))
    if not found.versions:
        return Inspected(None, (*faults, _fault(found, "", "mappen har ingen version", ASK_WHO)))
    head = found.versions[-1]
    inventory, problem = _inventory(found, f"{head}/")
    if inventory is None:
        return Inspected(None, (*faults, _fault(found, f"{head}/{INVENTORY}", problem, PUT_BACK)))
    if inventory.id != object_id(found.path) or inventory.head.name != head:
        said = f"förteckningen gäller {inventory.id} {inventory.head.name}, inte det som mappen heter"
        return Inspected(None, (*faults, _fault(found, f"{head}/{INVENTORY}", said, ASK_WHO)))
    root_faults, notes = _root_inventory(found, inventory)
    faults += [*root_faults, *_earlier_inventories(found, inventory), *_files(found, inventory)]
    return Inspected(inventory, tuple(faults), notes)


def _inventory(found: Found, folder: str) -> tuple[Inventory | None, str]:
    """The inventory in a folder of the object, or why it cannot be believed."""
    text, seal = found.texts.get(folder + INVENTORY), found.texts.get(folder + SIDECAR)
    if text is None or seal is None:
        return None, f"filen eller dess sigill ({SIDECAR}) saknas"
    if sidecar_digest(seal) != digest(text):
        return None, f"filen eller dess sigill ({SIDECAR}) har ändrats"
    try:
        return parse_inventory(text.decode()), ""
    except ValueError:
        return None, "filen går inte att läsa som förteckning"


def _earlier_inventories(found: Found, inventory: Inventory) -> list[Fault]:
    faults = []
    for version in inventory.versions[:-1]:
        earlier, problem = _inventory(found, f"{version.name}/")
        if earlier is not None and earlier != as_of(inventory, version.name):
            problem = "versionens förteckning säger något annat än den senaste versionens"
        if problem:
            faults.append(_fault(found, f"{version.name}/{INVENTORY}", problem, PUT_BACK))
    return faults


def _root_inventory(found: Found, inventory: Inventory) -> tuple[list[Fault], tuple[Fault, ...]]:
    """The object's own inventory is the last version's; a cut-off run leaves the one before, or the new one beside the old seal."""
    pair = (found.texts.get(INVENTORY), found.texts.get(SIDECAR))
    copies = [(found.texts.get(f"{each.name}/{INVENTORY}"), found.texts.get(f"{each.name}/{SIDECAR}")) for each in inventory.versions]
    if pair == copies[-1]:
        return [], ()
    lagging = [*copies[:-1], *((copies[-1][0], before[1]) for before in copies[:-1])]
    if None not in pair and pair in lagging:
        return [], (_fault(found, INVENTORY, f"en avbruten skrivning: {inventory.head.name} är hel men förteckningen är äldre", HARMLESS),)
    name = SIDECAR if pair[0] == copies[-1][0] else INVENTORY
    return [_fault(found, name, _gone_or_changed(found, name), PUT_BACK)], ()


def _files(found: Found, inventory: Inventory) -> list[Fault]:
    """Files that are gone, changed or too many."""
    folders = ("", *(f"{each.name}/" for each in inventory.versions))
    own = {OBJECT_DECLARATION, *(folder + name for folder in folders for name in (INVENTORY, SIDECAR))}
    faults = [
        _fault(found, path, _gone_or_changed(found, path), PUT_BACK)
        for path, sha512 in inventory.manifest.items()
        if found.digests.get(path) != sha512
    ]
    extra = sorted(set(found.digests) - own - set(inventory.manifest))
    return faults + [_fault(found, path, "hör inte till det som arkiverades", MOVE_AWAY) for path in extra]


def _gone_or_changed(found: Found, path: str) -> str:
    if path not in found.digests:
        return "filen saknas"
    return "filen har ändrats sedan den arkiverades" if found.digests[path] else "filen går inte att läsa"


def _fault(found: Found, path: str, problem: str, remedy: str) -> Fault:
    return Fault(found.name, f"{found.path}/{path}".rstrip("/"), problem, remedy)
