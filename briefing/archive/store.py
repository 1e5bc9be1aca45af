"""The append-only store of editions: add, list, read. An OCFL 1.1 storage root that is rebuilt from its files alone.

An edition is an object under `editioner/`, with a version folder for every version; a delivered file is an object under `leveranser/`,
a large template one under `underlag/`, stored once for all editions made from them. A version is there when its folder has been renamed to
its place; its line in the chain and the object's own inventory come after that, and reading never depends on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefing.archive.chain import Chain
from briefing.archive.chaining import complete, sound_chain
from briefing.archive.deletion import deletions
from briefing.archive.disk import OPEN_MODE, PRIVATE_MODE, held, remove_leftovers, said_plainly, staging
from briefing.archive.edition import Edition
from briefing.archive.index import update_index
from briefing.archive.inventory import Version, extended
from briefing.archive.layout import (
    DELIVERED,
    EDITION_FILE,
    MADE_FROM,
    content_name,
    delivery_object,
    edition_object,
    object_id,
    shared_object,
    version_number,
)
from briefing.archive.mending import declare, mend, mend_object
from briefing.archive.metadata import edition_text
from briefing.archive.objects import Payload, read_inventory, version_names
from briefing.archive.reading import (
    content,
    deleted_ids,
    delivery_location,
    edition,
    editions,
    history,
    ids,
    latest,
    location,
    record,
)
from briefing.archive.seals import delivered_name, digest, inputs, is_delivery, is_shared, lies_in_edition, seals
from briefing.archive.staged import Staged, place, place_shared, staged_shared, staged_version
from briefing.errors import BriefingError
from briefing.sources.source import Delivery

__all__ = [
    "add",
    "content",
    "deleted_ids",
    "deletions",
    "delivery_location",
    "edition",
    "editions",
    "history",
    "ids",
    "latest",
    "location",
    "mend",
    "record",
]


def add(
    root: Path,
    edition: Edition,
    files: Mapping[str, bytes],
    made_from: Mapping[str, bytes],
    deliveries: Iterable[Delivery] = (),
    *,
    public: Collection[str] = (),
) -> Edition:
    """The edition as it is in the archive now: sealed, in the chain, and on the disk for good.

    `edition.inputs` is `seals.inputs(made_from, deliveries)`, and may hold more seals of what is not kept; `edition.files` is filled in
    here. Names in `public` (of files or inputs) carry nothing above öppen; all others are readable by the owner alone (0600).
    A version that is there already, made from the same inputs with the same status, is returned as it was sealed. BriefingError when it
    was made from others, when a version would be skipped, when an earlier one is gone from the disk, when the edition has been lawfully
    deleted, when a delivery's bytes have changed, when the chain is broken, and when the disk refuses.
    """
    deliveries = tuple(deliveries)
    sealed = replace(edition, inputs=tuple(sorted(edition.inputs)), files=seals(files))
    _check_names(sealed, made_from, deliveries)
    large = {seal.name for seal in sealed.inputs if is_shared(seal)}
    payloads = {name: Payload(each, _mode(name, public)) for name, each in {**files, **made_from}.items()}
    shared = {seal.name: payloads.pop(seal.name) for seal in sealed.inputs if seal.name in large}
    shared |= {name: Payload(each, _mode(name, public)) for name, each in _delivered(deliveries)}
    payloads[EDITION_FILE] = Payload(edition_text(sealed).encode(), OPEN_MODE)
    with said_plainly(root), held(root), staging(root) as stage:
        remove_leftovers(root, stage)
        declare(root, stage)
        stored = _add(root, stage, sealed, payloads, shared)
        mend_object(stage, root / edition_object(sealed.id))
        complete(root, stage)
    update_index(root)
    return stored


def _add(root: Path, stage: Path, sealed: Edition, payloads: Mapping[str, Payload], shared: Mapping[str, Payload]) -> Edition:
    """The edition as it is stored now: inputs of their own first, then the version that names them."""
    chain = sound_chain(root)
    kept = tuple(_staged_inputs(root, stage, sealed, shared, str(chain.head)))
    next_one = _staged_next(root, stage, sealed, payloads, chain)
    place_shared(root, kept)
    if next_one and place(root, next_one):
        return sealed
    return _adopted(root, sealed)


def _staged_inputs(root: Path, stage: Path, sealed: Edition, shared: Mapping[str, Payload], follows: str) -> Iterator[Staged]:
    for seal in sealed.inputs:
        if payload := shared.get(seal.name):
            path = delivery_object(seal.sha512) if is_delivery(seal) else shared_object(seal.sha512)
            version = _version("v1", sealed, seal.name, {DELIVERED: seal.sha512}, follows)
            yield staged_shared(root, stage, path, payload, version)


def _staged_next(root: Path, stage: Path, sealed: Edition, payloads: Mapping[str, Payload], chain: Chain) -> Staged | None:
    """The version, written into the stage; None when the archive has it. BriefingError when it is not the next."""
    target = root / edition_object(sealed.id)
    there = version_names(target)
    if sealed.version in there:
        return None
    _check_next(root, sealed, there, chain)
    known = {seal.name: seal.sha512 for seal in (*sealed.files, *sealed.inputs)}
    state = {name: known.get(name) or _digest(each) for name, each in payloads.items()}
    earlier = read_inventory(target, there[-1]) if there else None
    version = _version(sealed.version, sealed, sealed.reason, state, str(chain.head))
    return staged_version(stage, target, extended(earlier, object_id(edition_object(sealed.id)), version), payloads)


def _check_next(root: Path, sealed: Edition, there: tuple[str, ...], chain: Chain) -> None:
    gone = next((each for each in deletions(root) if (each.edition, each.version) == (sealed.id, "")), None)
    if gone:
        problem = f"it was lawfully deleted on {gone.deleted_on} ({gone.decision}, {gone.dnr}); the archive makes it no second time"
        raise BriefingError(f"{sealed.id} {sealed.version}", problem=problem, remedy="make an edition of another kind or period")
    known = [link.version for link in chain.links if link and link.object == edition_object(sealed.id)]
    if lost := [each for each in known if each not in there]:  # another in its place would hide that it is gone
        raise BriefingError(
            f"{sealed.id} {sealed.version}",
            problem=f"the archive has had {', '.join(lost)} of it, which is gone from the disk and was not lawfully deleted",
            remedy="bring it back from a copy of the archive: briefing restore FOLDER",
        )
    if version_number(sealed.version) != len(there) + 1:
        raise BriefingError(
            f"{sealed.id} {sealed.version}",
            problem=f"the archive holds {', '.join(there) or 'no version'} of it, so the next is v{len(there) + 1}",
            remedy="run the command again",
        )


def _adopted(root: Path, sealed: Edition) -> Edition:
    stored = edition(root, sealed.id, sealed.version)
    if (stored.inputs, stored.status) != (sealed.inputs, sealed.status):
        raise BriefingError(
            f"{sealed.id} {sealed.version}",
            problem="the archive holds that version already, made from other inputs or with another status",
            remedy="run the command again; it will be the next version",
        )
    return stored


def _mode(name: str, public: Collection[str]) -> int:
    return OPEN_MODE if name in public else PRIVATE_MODE


def _delivered(deliveries: Iterable[Delivery]) -> Iterator[tuple[str, bytes | Path]]:
    for delivery in deliveries:
        for part in delivery.parts:
            yield delivered_name(delivery, part), Path(part.path) if part.content is None else part.content


def _check_names(sealed: Edition, made_from: Mapping[str, bytes], deliveries: tuple[Delivery, ...]) -> None:
    """Whether what is to be stored is what the edition says; ValueError, for it is the caller that has put them together."""
    for name in (*(seal.name for seal in sealed.files), *made_from):
        content_name(name)
    misplaced = [seal.name for seal in sealed.files if seal.name.startswith(MADE_FROM) or seal.name == EDITION_FILE]
    misplaced += [name for name in made_from if not name.startswith(MADE_FROM)]
    if misplaced:
        raise ValueError(f"{misplaced} cannot have that name in the archive")
    kept = tuple(seal for seal in sealed.inputs if lies_in_edition(seal) or is_delivery(seal))
    if kept != inputs(made_from, deliveries):
        raise ValueError("the inputs that the edition names are not those that came with it")


def _digest(payload: Payload) -> str:
    return digest(payload.source) if isinstance(payload.source, bytes) else ""


def _version(name: str, sealed: Edition, message: str, state: Mapping[str, str], follows: str) -> Version:
    created = f"{sealed.sealed_on.isoformat()}T00:00:00Z"
    return Version(name, created, message or "Första versionen", f"briefing {sealed.program}".strip(), state, follows)
