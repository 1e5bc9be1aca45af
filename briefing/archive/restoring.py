"""What is missing or damaged in the archive, put back from a copy of its folder. What is sound is never touched.

Nothing is believed because it lies in the copy. An object is put back when it is whole there and the chain says that it is the one which
was archived: the archive's own chain where it holds, else the copy's, proved by a head that somebody has noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.archive.chain import Chain, Link
from briefing.archive.chaining import complete, put_head
from briefing.archive.deletion import deletions
from briefing.archive.disk import (
    commit,
    copy,
    held,
    make_folders,
    replace_file,
    said_plainly,
    staging,
    sync_folders,
    sync_tree,
    write,
)
from briefing.archive.fault import Fault
from briefing.archive.index import update_index
from briefing.archive.inspection import Found, inspected
from briefing.archive.layout import CHAIN, CHAIN_HEAD, DELETIONS, INVENTORY, ROOT_DECLARATION, SIDECAR, declaration
from briefing.archive.looking import found_in
from briefing.archive.mending import declare, mend_object
from briefing.archive.proved_chain import proved_chain, sound
from briefing.archive.verification import proved
from briefing.errors import BriefingError


@dataclass(frozen=True)
class Restored:
    """What was put back (paths from the storage root), what is wrong in the copy, and what is still wrong in the archive."""

    put_back: tuple[str, ...]
    copy_faults: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    head: str


def restore(root: Path, folder: Path, noted: str = "") -> Restored:
    """Puts back from `folder`, a copy of the archive, what is missing or damaged.

    BriefingError when nothing proves that the copy is one of this archive: neither does the one chain begin as the other, nor has the
    copy's had the head that is noted. What has been lawfully deleted since the copy was taken does not come back.
    """
    copied = found_in(folder)
    copy_faults = proved(folder, copied).faults
    with said_plainly(root), held(root), staging(root) as stage:
        chain = proved_chain(root, folder, noted)
        put_back = [*_declaration(root, stage), *_chain(root, stage, chain)]
        there = {each.path: each for each in found_in(root)}
        for each in _wanted(root, folder, copied, chain):
            put_back += _put_back(root, folder, stage, each, there.get(each.path))
        declare(root, stage)
        complete(root, stage)
    update_index(root)
    after = proved(root, found_in(root), noted)
    return Restored(tuple(put_back), copy_faults, after.faults, after.head)


def _wanted(root: Path, folder: Path, copied: tuple[Found, ...], chain: Chain) -> Iterator[Found]:
    """The objects of the copy that are whole, are those that the chain tells of, and have not been lawfully deleted."""
    told = {link for link in chain.links if link}
    gone = {link for each in (*deletions(root), *deletions(folder)) for link in each.expired}
    names = {each.path for each in copied}
    deleted = {
        link.object.split("/")[1].split(".")[0] for link in told if link.object.startswith(f"{DELETIONS}/") and link.object not in names
    }
    for each in copied:
        links = {Link(each.path, name, each.digests.get(f"{name}/{INVENTORY}", "")) for name in each.versions}
        if links and links <= told - gone and not inspected(each).faults and each.name not in deleted:
            yield each


def _put_back(root: Path, folder: Path, stage: Path, copied: Found, there: Found | None) -> Iterator[str]:
    """Puts back one object, or those of its files that are not as in the copy; what was put back."""
    place = stage / f"object-{len(list(stage.iterdir()))}"
    if there is None:
        for name in copied.digests:
            _copied(folder / copied.path / name, place / name, copied.digests[name])
        sync_tree(place)
        make_folders(root, (root / copied.path).parent)
        if commit(place, root / copied.path):
            sync_folders({(root / copied.path).parent, (root / copied.path).parent.parent, root})
            yield copied.path
        return
    is_older = len(there.versions) > len(copied.versions)
    for number, (name, sha512) in enumerate(copied.digests.items()):
        if there.digests.get(name) != sha512 and not (is_older and name in (INVENTORY, SIDECAR)):
            staged = place / str(number)
            _copied(folder / copied.path / name, staged, sha512)
            sync_tree(place)
            make_folders(root, (root / copied.path / name).parent)
            replace_file(staged, root / copied.path / name)
            yield f"{copied.path}/{name}"
    sync_tree(root / copied.path)
    mend_object(stage, root / copied.path)


def _copied(source: Path, target: Path, sha512: str) -> None:
    if copy(target, source, source.stat().st_mode & 0o777) != sha512:
        raise BriefingError(str(source), problem="the file changed while it was copied", remedy="leave the copy alone and try again")


def _declaration(root: Path, stage: Path) -> Iterator[str]:
    path = root / ROOT_DECLARATION
    if path.exists() and path.read_bytes() != declaration(ROOT_DECLARATION):
        write(stage / ROOT_DECLARATION, declaration(ROOT_DECLARATION))
        replace_file(stage / ROOT_DECLARATION, path)
        yield ROOT_DECLARATION


def _chain(root: Path, stage: Path, chain: Chain) -> Iterator[str]:
    """Puts the proved chain in the place of one that is broken or shorter."""
    own = sound(root)
    if own is None or (own.head != chain.head and chain.holds(own.head)):
        write(stage / CHAIN, b"".join(chain.lines))
        replace_file(stage / CHAIN, root / CHAIN)
        put_head(root, stage, chain.head)
        yield from (CHAIN, CHAIN_HEAD)
