"""The chain that an archive and a copy of it prove together: what `restore` believes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.archive.chain import Chain, Link, parse_head
from briefing.archive.chaining import read_chain, read_head
from briefing.archive.inspection import inspected
from briefing.archive.layout import CHAIN, INVENTORY
from briefing.archive.looking import found_in
from briefing.errors import BriefingError


def sound(root: Path) -> Chain | None:
    """A folder's chain; None when it is missing or does not hold what its chain.head says."""
    head, chain = read_head(root), read_chain(root)  # in this order, as in `sound_chain`
    return chain if head and head.length and chain.holds(head) else None


def proved_chain(root: Path, folder: Path, noted: str) -> Chain:
    """The longer of the archive's chain and the copy's where the one begins as the other.

    Where the archive's own is broken: the one that gives the head that its chain.head says, or that has had the noted head.
    BriefingError when nothing is proved, and when a noted head is none that the chain has had.
    """
    own, copied = sound(root), sound(folder)
    if own is None:
        return _mended(root, folder, copied, noted)
    if copied and not (own.holds(copied.head) or copied.holds(own.head)):
        problem, remedy = "the copy's chain and the archive's have parted: one of them has been changed", "use another copy of the archive"
        raise BriefingError(str(folder), problem=problem, remedy=remedy)
    longest = copied if copied and copied.holds(own.head) else own
    if noted and not _has_had(longest, noted):
        raise BriefingError(
            CHAIN, problem=f"the chain has never had the head {noted}", remedy="use a newer copy, or the head as it was printed"
        )
    return longest


def _mended(root: Path, folder: Path, copied: Chain | None, noted: str) -> Chain:
    if copied is None:
        problem = "the copy's chain is missing or broken, and so is the archive's"
        raise BriefingError(str(folder), problem=problem, remedy="use another copy")
    head, broken = read_head(root), read_chain(root)
    for chain in (*_candidates(root, copied, broken), copied):
        if head and head.length and chain.holds(head):
            return chain
    for chain in (broken, copied):
        if noted and noted.strip() in (str(chain.head), chain.head.sha512):
            return chain
    if noted and _has_had(copied, noted):
        return copied
    problem = (
        f"nothing proves that it is a copy of this archive: the archive's own chain is gone or broken, and the copy's is at {copied.head}"
    )
    raise BriefingError(
        str(folder), problem=problem, remedy="compare with the head that was printed or noted last, and give it with --head"
    )


def _candidates(root: Path, copied: Chain, broken: Chain) -> Iterator[Chain]:
    """The copy's lines and then the archive's own, as they stand and as the versions that lie there give them."""
    yield Chain((*copied.lines, *broken.lines[len(copied.lines) :]))
    known = {(link.object, link.version) for link in copied.links if link}
    later: list[tuple[int, tuple[int, str, int], bytes]] = []
    for found in found_in(root):
        inventory = inspected(found).inventory
        for version in inventory.versions if inventory else ():
            link = Link(found.path, version.name, found.digests.get(f"{version.name}/{INVENTORY}", ""))
            head = parse_head(version.follows)
            if (link.object, link.version) not in known:
                later.append((head.length if head else 0, link.order, link.line))
    yield Chain((*copied.lines, *(line for _, _, line in sorted(later))))


def _has_had(chain: Chain, noted: str) -> bool:
    return any(noted.strip() in (str(each), each.sha512) for each in chain.heads)
