"""The chain on the disk: chain.log, which is only ever appended to, and chain.head, which says how far it is known to reach.

A version counts from the moment its folder has its place; its line comes after that. What was cut off in between is finished by the next
writing, whoever does it: the lines that are missing are those of the versions that lie there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.archive.chain import GENESIS, Chain, Head, Link, continued, parse_chain, parse_head_file
from briefing.archive.deletion import deletions
from briefing.archive.disk import append, replace_file, sync_folder, sync_folders, write
from briefing.archive.inventory import parse_inventory, sidecar_digest
from briefing.archive.layout import AREAS, CHAIN, CHAIN_HEAD, INVENTORY, SIDECAR, is_by_sha512, version_number
from briefing.archive.objects import damaged
from briefing.archive.seals import digest


def read_chain(root: Path) -> Chain:
    """The chain as it stands; without lines when there is none."""
    try:
        return parse_chain((root / CHAIN).read_bytes())
    except FileNotFoundError:
        return Chain()


def read_head(root: Path) -> Head | None:
    """The head that chain.head says; None when it is not there or says none."""
    try:
        return parse_head_file((root / CHAIN_HEAD).read_bytes())
    except FileNotFoundError:
        return None


def versions_in(root: Path, areas: Iterable[str] = AREAS) -> Iterator[tuple[str, str]]:
    """Every version folder of every object: the object's path and the version's name. Strings, for there are many."""
    for area in areas:
        objects = [f"{area}/{name}" for name in _names(f"{root}/{area}")]
        if is_by_sha512(f"{area}/"):
            objects = [f"{path}/{name}" for path in objects for name in _names(f"{root}/{path}")]
        yield from ((path, name) for path in objects for name in _names(f"{root}/{path}") if version_number(name))


def begin_chain(root: Path, stage: Path) -> None:
    """Puts the first chain.head into a new archive, or into one that is older than the chain."""
    if (
        not (root / CHAIN_HEAD).exists()
        and not (root / CHAIN).exists()
        and not any(_follows(root / path / name / INVENTORY) for path, name in versions_in(root))
    ):
        put_head(root, stage, GENESIS)


def put_head(root: Path, stage: Path, head: Head) -> None:
    """Puts chain.head in its place, down to the platter."""
    staged = stage / f"{CHAIN_HEAD}.{head.length}"
    write(staged, f"{head}\n".encode())
    replace_file(staged, root / CHAIN_HEAD)


def sound_chain(root: Path) -> Chain:
    """The chain, when it holds all that chain.head says; BriefingError when it has been shortened or changed, and is built upon no more."""
    head = read_head(root)  # before the chain, which only grows: another writer adds to it, and tells its head, at any time
    chain = read_chain(root)
    if head is None:
        raise damaged(root / CHAIN_HEAD, "the file is missing or says no head, so nothing tells whether the chain is whole")
    if not chain.holds(head):
        raise damaged(root / CHAIN, f"the chain has been shortened or changed: it does not reach the head that {CHAIN_HEAD} says")
    return chain


def complete(root: Path, stage: Path) -> Head:
    """Gives the chain a line for every version that lies in the archive without one, down to the platter; the head afterwards."""
    chain = sound_chain(root)
    missing = _unchained(root, chain)
    if missing:
        _made_to_last(root, missing)
        append(root / CHAIN, continued(chain, missing))
        sync_folder(root)  # where the chain's own name is new: a head may not outlive the lines that it speaks of
    while (chain := sound_chain(root)).head != read_head(root):
        put_head(root, stage, chain.head)
    return chain.head


def _made_to_last(root: Path, links: Iterable[Link]) -> None:
    """The names of versions that are about to get their line: whoever put them there may have been cut off before it had synced them."""
    targets = {root / link.object for link in links}
    sync_folders({folder for target in targets for folder in (target, target.parent, target.parent.parent)} | {root})


def _unchained(root: Path, chain: Chain) -> list[Link]:
    """The versions that the chain lacks: those that it does not know, and those that took the place of what was lawfully deleted.

    A version that the chain knows by another inventory is for `verify` to name, and so is one that its own sidecar does not seal.
    """
    gone = {link for each in deletions(root) for link in each.expired}
    known = {(link.object, link.version) for link in chain.links if link and link not in gone}
    found = []
    for path, name in versions_in(root):
        link = None if (path, name) in known else _link(root, path, name)
        if link and link not in gone:
            found.append(link)
    return found


def _link(root: Path, path: str, name: str) -> Link | None:
    folder = root / path / name
    try:
        text, seal = (folder / INVENTORY).read_bytes(), (folder / SIDECAR).read_bytes()
    except OSError:
        return None
    return Link(path, name, digest(text)) if sidecar_digest(seal) == digest(text) else None


def _follows(inventory: Path) -> bool:
    try:
        return bool(parse_inventory(inventory.read_text("utf-8")).head.follows)
    except (OSError, ValueError):
        return True


def _names(folder: str) -> list[str]:
    """The folders in a folder, by name."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except (FileNotFoundError, NotADirectoryError):
        return []
