"""The whole archive rehashed and held against its seals. Reads only; says what is wrong, which file, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from briefing.archive.chain import Chain, Link
from briefing.archive.chain_proof import Kept, chain_faults, chain_notes, noted_faults
from briefing.archive.chain_proof import Version as Chained
from briefing.archive.chaining import read_chain
from briefing.archive.deletion import Deletion, parse_deletion
from briefing.archive.disk import leftovers
from briefing.archive.edition import Edition, Seal
from briefing.archive.fault import ASK_WHO, HARMLESS, MOVE_AWAY, PUT_BACK, Fault, Verification
from briefing.archive.inspection import Found, Inspected, inspected
from briefing.archive.inventory import Version
from briefing.archive.layout import (
    AREAS,
    CHAIN,
    CHAIN_HEAD,
    DELETION_FILE,
    DELETIONS,
    DELIVERED,
    DELIVERIES,
    EDITION_FILE,
    EDITIONS,
    INDEX,
    INVENTORY,
    ROOT_DECLARATION,
    WORDS,
    declaration,
    deletion_object,
    edition_object,
    is_by_sha512,
)
from briefing.archive.looking import found_in, strangers
from briefing.archive.metadata import parse_edition
from briefing.archive.seals import lies_in_edition, own_object


def verify(root: Path, noted: str = "") -> Verification:
    """Every file of the archive against its seal, every seal of an edition against what it holds, every object against the chain.

    No archive, or an empty one, has no editions and no faults. What a cut-off run left is a note. That the newest was taken away, and its
    line with it, shows only by the head that somebody has noted elsewhere: `noted` is such a head.
    """
    return proved(root, found_in(root), noted)


def proved(root: Path, found: tuple[Found, ...], noted: str = "") -> Verification:
    """What all that lies in the archive proves together."""
    looked_at = {each.path: inspected(each) for each in found}
    editions, deletions = _in_area(found, EDITIONS), _in_area(found, DELETIONS)
    told = tuple(each for each in map(_told, deletions) if each)
    needed = [each for one in editions for each in _needed(one, looked_at[one.path])]
    gone = frozenset(link for each in told for link in each.expired)
    faults = [*_root_faults(root), *(fault for each in looked_at.values() for fault in each.faults)]
    faults += [fault for each in found for fault in _own_faults(each, looked_at[each.path], told)]
    faults += _missing_inputs(needed, {each.path for each in found}, {link.object for link in gone})
    kept, versions = _kept(root), tuple(version for each in found for version in _chained(each, looked_at[each.path]))
    named = {fault.path for fault in faults}
    damaged = {each.path for each in found if any(path == each.path or path.startswith(f"{each.path}/") for path in named)} | named
    faults += [*chain_faults(kept, versions, gone, damaged), *noted_faults(kept, noted)]
    notes = [
        *(note for each in looked_at.values() for note in each.notes),
        *chain_notes(kept, versions, gone),
        *_notes(root, found, needed),
    ]
    counts = len(editions), len(_in_area(found, DELIVERIES))
    return Verification(*counts, tuple(sorted(set(faults))), tuple(notes), len(told), str(kept.log.head))


def _in_area(found: tuple[Found, ...], area: str) -> tuple[Found, ...]:
    return tuple(each for each in found if each.path.startswith(f"{area}/"))


def _root_faults(root: Path) -> list[Fault]:
    """What is wrong in the storage root itself: its declaration, and what lies where only objects may lie."""
    if not any((root / area).exists() for area in AREAS) and not (root / CHAIN).exists():
        return []
    path = root / ROOT_DECLARATION
    faults = []
    if not path.is_file() or path.read_bytes() != declaration(ROOT_DECLARATION):
        faults.append(Fault("arkivet", ROOT_DECLARATION, "filen har ändrats eller saknas", PUT_BACK))
    ours = {ROOT_DECLARATION, *AREAS, CHAIN, CHAIN_HEAD, INDEX, WORDS, "README.md"}
    others = [each for each in root.iterdir() if each.name not in ours and not each.name.startswith(".")]
    odd = [*others, *strangers(root)]
    return faults + [Fault("arkivet", each.relative_to(root).as_posix(), "hör inte till arkivet", MOVE_AWAY) for each in odd]


def _kept(root: Path) -> Kept:
    """What lies there of the chain."""
    log: Chain | None = read_chain(root) if (root / CHAIN).is_file() else None
    return Kept(log, (root / CHAIN_HEAD).read_bytes() if (root / CHAIN_HEAD).is_file() else b"")


def _chained(found: Found, looked_at: Inspected) -> Iterator[Chained]:
    """Every version that has an inventory, with what the last inventory says of where it stands in the chain."""
    for name in found.versions:
        if sha512 := found.digests.get(f"{name}/{INVENTORY}"):
            version = looked_at.inventory.version(name) if looked_at.inventory else None
            yield Chained(Link(found.path, name, sha512), version.follows if version else "")


def _own_faults(found: Found, looked_at: Inspected, told: tuple[Deletion, ...]) -> Iterator[Fault]:
    """Whether an object holds what its kind of object holds."""
    if looked_at.inventory is None:
        return
    if is_by_sha512(found.path):
        one = [dict(each.state) for each in looked_at.inventory.versions] == [{DELIVERED: found.name}]
        if not one or found.path.split("/")[1] != found.name[:2]:
            yield Fault(found.name, found.path, "mappen innehåller en annan fil än den som namnet anger", ASK_WHO)
    elif found.path.startswith(f"{DELETIONS}/"):
        deletion = _told(found)
        if deletion is None or deletion_object(deletion.edition, deletion.version) != found.path:
            yield Fault(found.name, found.path, "gallringen går inte att läsa, eller gäller en annan utgåva", ASK_WHO)
    else:
        for version in looked_at.inventory.versions:
            yield from _version_faults(found, version, told)


def _told(found: Found) -> Deletion | None:
    """The deletion that an object tells of; None when it cannot be read."""
    try:
        return parse_deletion(found.texts.get(f"v1/content/{DELETION_FILE}", b"").decode())
    except ValueError:
        return None


def _needed(found: Found, looked_at: Inspected) -> Iterator[tuple[str, Seal]]:
    """The inputs with objects of their own that the versions of an edition are made from, with the version that names them."""
    for version in looked_at.inventory.versions if looked_at.inventory else ():
        edition = _edition(found, version)
        for seal in edition.inputs if edition else ():
            if own_object(seal) and seal.name not in version.state:
                yield f"{found.name} {version.name}", seal


def _edition(found: Found, version: Version) -> Edition | None:
    try:
        return parse_edition(found.texts.get(f"{version.name}/content/{EDITION_FILE}", b"").decode())
    except ValueError:
        return None


def _version_faults(found: Found, version: Version, told: tuple[Deletion, ...]) -> Iterator[Fault]:
    """What an edition.json says, held against what is kept; of a deleted version, whether the deletion is told of."""
    item, path = f"{found.name} {version.name}", f"{found.path}/{version.name}/content/{EDITION_FILE}"
    own = [each for each in told if edition_object(each.edition) == found.path]
    if DELETION_FILE in version.state:
        if set(version.state) != {DELETION_FILE} or version.name not in {each.version for each in own}:
            yield Fault(item, path.replace(EDITION_FILE, DELETION_FILE), "ingen gallring av versionen är arkiverad", ASK_WHO)
        return
    edition = _edition(found, version)
    if edition is None:
        yield Fault(item, path, "filen saknas eller går inte att läsa", PUT_BACK)
        return
    yield from _edition_faults(found, version, edition)
    kept = version.state.get(EDITION_FILE)
    if any(link.version == version.name and sha512 != kept for each in own if each.version for link, sha512 in each.rewritten):
        yield Fault(item, path, "är en annan än före gallringen av en tidigare version", ASK_WHO)


def _edition_faults(found: Found, version: Version, edition: Edition) -> list[Fault]:
    item, path = f"{found.name} {version.name}", f"{found.path}/{version.name}/content/{EDITION_FILE}"
    if (str(edition.id), edition.version) != (found.name, version.name):
        return [Fault(item, path, f"här beskrivs {edition.id} {edition.version}", ASK_WHO)]
    kept: Mapping[str, str] = {name: sha512 for name, sha512 in version.state.items() if name != EDITION_FILE}
    own = (seal for seal in edition.inputs if lies_in_edition(seal) and (seal.name in kept or not own_object(seal)))
    sealed = {seal.name: seal.sha512 for seal in (*edition.files, *own)}
    wrong = sorted(name for name in sealed.keys() | kept.keys() if sealed.get(name) != kept.get(name))
    return [Fault(item, path, f"sigillet för {name} stämmer inte med det som är arkiverat", ASK_WHO) for name in wrong]


def _missing_inputs(needed: Iterable[tuple[str, Seal]], there: Collection[str], gone: Collection[str]) -> list[Fault]:
    return [
        Fault(item, own_object(seal), f"{_kind(own_object(seal))} {seal.name} saknas i arkivet", PUT_BACK)
        for item, seal in needed
        if own_object(seal) not in there and own_object(seal) not in gone
    ]


def _notes(root: Path, found: tuple[Found, ...], needed: Iterable[tuple[str, Seal]]) -> Iterator[Fault]:
    """Objects that no edition is made from, and writings that were cut off."""
    named = {own_object(seal) for _, seal in needed}
    remedy = "kom filen med en avbruten skrivning behöver inget göras; annars: jämför utgåvorna med säkerhetskopian"
    for each in found:
        if is_by_sha512(each.path) and each.path not in named:
            yield Fault(each.name[:12], each.path, f"ingen utgåva är gjord av {_kind(each.path)}", remedy)
    for folder in leftovers(root):
        yield Fault("arkivet", folder.name, "en skrivning som pågår eller har avbrutits", HARMLESS)


def _kind(path: str) -> str:
    return "leveransen" if path.startswith(f"{DELIVERIES}/") else "underlaget"
