"""The append-only store of editions: add, list, read. An OCFL 1.1 storage root that is rebuilt from its files alone.

An edition is an object under `editioner/`, with a version folder for every version; a delivered file is an object under `leveranser/`,
stored once for all editions made from it. A version is there when its folder has been renamed to its place; the object's own
inventory is replaced after that, and reading never depends on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from briefing.archive.disk import (
    OPEN_MODE,
    PRIVATE_MODE,
    commit,
    make_folders,
    remove_leftovers,
    replace_file,
    said_plainly,
    staging,
    sync_folder,
    write,
)
from briefing.archive.edition import Edition
from briefing.archive.inventory import Inventory, Version, extended
from briefing.archive.layout import (
    DELIVERED,
    EDITION_FILE,
    EDITIONS,
    INVENTORY,
    MADE_FROM,
    ROOT_DECLARATION,
    SIDECAR,
    content_name,
    declaration,
    delivery_object,
    edition_object,
    object_id,
    version_number,
)
from briefing.archive.metadata import edition_text
from briefing.archive.objects import (
    Payload,
    changed_since_receipt,
    damaged,
    file_digest,
    read_inventory,
    stage_object,
    stage_version,
    version_names,
)
from briefing.archive.reading import content, edition, editions, history, ids, latest, location, record
from briefing.archive.seals import delivered_name, digest, inputs, is_delivery, lies_in_edition, seals
from briefing.errors import BriefingError
from briefing.sources.source import Delivery, Part

__all__ = ["add", "content", "edition", "editions", "history", "ids", "latest", "location", "mend", "record"]


def add(
    root: Path,
    edition: Edition,
    files: Mapping[str, bytes],
    made_from: Mapping[str, bytes],
    deliveries: Iterable[Delivery] = (),
    *,
    public: Collection[str] = (),
) -> Edition:
    """The edition as it is in the archive now: sealed, and on the disk for good.

    `edition.inputs` is `seals.inputs(made_from, deliveries)`, and may hold more seals of what is not kept; `edition.files` is filled in
    here. Names in `public` (of files or inputs) carry nothing above öppen; all others are readable by the owner alone (0600).
    A version that is there already, made from the same inputs with the same status, is returned as it was sealed. BriefingError when it
    was made from others, when a version would be skipped, when a delivery's bytes have changed, and when the disk refuses.
    """
    deliveries = tuple(deliveries)
    sealed = replace(edition, inputs=tuple(sorted(edition.inputs)), files=seals(files))
    _check_names(sealed, made_from, deliveries)
    payloads = {name: Payload(each, _mode(name, public)) for name, each in {**files, **made_from}.items()}
    payloads[EDITION_FILE] = Payload(edition_text(sealed).encode(), OPEN_MODE)
    with said_plainly(root), staging(root) as stage:
        remove_leftovers(root, stage)
        _declare(root, stage)
        for delivery in deliveries:
            for part in delivery.parts:
                name = delivered_name(delivery, part)
                _add_delivery(root, stage, part, _version("v1", sealed, name, {DELIVERED: part.sha512}), _mode(name, public))
        return _add_version(root, stage, sealed, payloads)


def mend(root: Path) -> None:
    """Finishes what a cut-off run left: abandoned staging folders go, an object's inventory that lags behind its versions is replaced."""
    if not (root / EDITIONS).is_dir():
        return
    with said_plainly(root), staging(root) as stage:
        remove_leftovers(root, stage)
        for target in sorted((root / EDITIONS).iterdir()):
            if version_names(target):
                _update_inventory(stage, target)


def _mode(name: str, public: Collection[str]) -> int:
    return OPEN_MODE if name in public else PRIVATE_MODE


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


def _declare(root: Path, stage: Path) -> None:
    if not (root / ROOT_DECLARATION).exists():
        write(stage / ROOT_DECLARATION, declaration(ROOT_DECLARATION))
        replace_file(stage / ROOT_DECLARATION, root / ROOT_DECLARATION)


def _add_delivery(root: Path, stage: Path, part: Part, version: Version, mode: int) -> None:
    path = delivery_object(part.sha512)
    if not (root / path / INVENTORY).exists():
        if part.content is not None and digest(part.content) != part.sha512:
            raise changed_since_receipt(version.message)
        inventory = extended(None, object_id(path), version)
        source = Path(part.path) if part.content is None else part.content
        stage_object(stage / part.sha512, inventory, {DELIVERED: Payload(source, mode)})
        make_folders(root, (root / path).parent)
        if commit(stage / part.sha512, root / path):
            return
    stored = root / path / "v1" / "content" / DELIVERED
    if not stored.is_file() or file_digest(stored) != part.sha512:
        raise damaged(stored, f"the archived bytes of {version.message} have changed")
    # The names may be there only in the memory of a run that was cut off before it had synced the folders.
    make_folders(root, (root / path).parent)
    sync_folder((root / path).parent)


def _add_version(root: Path, stage: Path, sealed: Edition, payloads: Mapping[str, Payload]) -> Edition:
    path = edition_object(sealed.id)
    target = root / path
    there = version_names(target)
    if sealed.version not in there:
        if version_number(sealed.version) != len(there) + 1:
            raise BriefingError(
                f"{sealed.id} {sealed.version}",
                problem=f"the archive holds {', '.join(there) or 'no version'} of it, so the next is v{len(there) + 1}",
                remedy="run the command again",
            )
        state = {name: digest(each.source) for name, each in payloads.items() if isinstance(each.source, bytes)}
        earlier = read_inventory(target, there[-1]) if there else None
        inventory = extended(earlier, object_id(path), _version(sealed.version, sealed, sealed.reason, state))
        make_folders(root, target.parent)
        if _committed(stage, target, inventory, payloads):
            _update_inventory(stage, target)
            return sealed
    return _adopted(root, stage, sealed)


def _committed(stage: Path, target: Path, inventory: Inventory, payloads: Mapping[str, Payload]) -> bool:
    name = inventory.head.name
    if name == "v1":
        stage_object(stage / "object", inventory, payloads)
        return commit(stage / "object", target)
    stage_version(stage / name, inventory, payloads)
    return commit(stage / name, target / name)


def _adopted(root: Path, stage: Path, sealed: Edition) -> Edition:
    stored = edition(root, sealed.id, sealed.version)
    if (stored.inputs, stored.status) != (sealed.inputs, sealed.status):
        raise BriefingError(
            f"{sealed.id} {sealed.version}",
            problem="the archive holds that version already, made from other inputs or with another status",
            remedy="run the command again; it will be the next version",
        )
    target = root / edition_object(sealed.id)
    _update_inventory(stage, target)
    make_folders(root, target.parent)
    sync_folder(target)
    sync_folder(target.parent)
    return stored


def _update_inventory(stage: Path, target: Path) -> None:
    """Puts the last version's inventory, then its sidecar, in place of the object's own where they differ."""
    last = target / version_names(target)[-1]
    for name in (INVENTORY, SIDECAR):
        content_there = (last / name).read_bytes()
        if not (target / name).exists() or (target / name).read_bytes() != content_there:
            write(stage / f"{target.name}.{name}", content_there)
            replace_file(stage / f"{target.name}.{name}", target / name)


def _version(name: str, sealed: Edition, message: str, state: Mapping[str, str]) -> Version:
    created = f"{sealed.sealed_on.isoformat()}T00:00:00Z"
    return Version(name, created, message or "Första versionen", f"briefing {sealed.program}".strip(), state)
