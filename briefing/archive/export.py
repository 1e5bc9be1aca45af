"""Editions handed to the municipal archive as packages: written whole or not at all, and never over something that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from importlib import resources
from pathlib import Path

from briefing.archive import store
from briefing.archive.bag import bag_entries
from briefing.archive.disk import OPEN_MODE, PRIVATE_MODE, commit, make_folders, staging, sync_tree, write
from briefing.archive.eark import eark_entries
from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import EDITION_FILE, content_name
from briefing.archive.package import Entry, Package, has_record, package
from briefing.archive.seals import digest
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.terms.sensitivity import Sensitivity

_OPEN_FOLDER, _PRIVATE_FOLDER = 0o755, 0o700
_SCHEMAS = "briefing.archive.schemas"


class Form(Enum):
    """How a package is built."""

    E_ARK = "e-ark"
    BAGIT = "bagit"


def export(root: Path, editions: Iterable[Edition], form: Form, to: Path, *, public: bool) -> tuple[Path, ...]:
    """The folders of the packages, one per version in the order given; each has its name at once when all of it is on the disk.

    Files are readable by their owner alone unless they are a public edition's. BriefingError when anything in the archive is not as it
    was sealed, when there is something of that name already (none is then written), and when `public` is asked for an edition that is not.
    """
    if to.resolve().is_relative_to(root.resolve()):
        raise BriefingError(str(to), problem="it is inside the archive", remedy="export to a folder outside it")
    _refuse_damaged(root)
    packages = tuple(packaged(root, each, public=public) for each in editions)
    targets = tuple(to / each.name for each in packages)
    for target in targets:
        _refuse_taken(target)
    with _said_plainly(to):
        make_folders(to.parent, to)
        for each, target in zip(packages, targets, strict=True):
            _write_package(root, each, form, target)
    return targets


def packaged(root: Path, edition: Edition, *, public: bool) -> Package:
    """The package of that version, from the archive. BriefingError when `public` is asked for and it is not."""
    described = package(edition, _edition_file(root, edition), _record(root, edition), store.deletions(root), public=public)
    if public and described.description.sensitivity is not Sensitivity.OPPEN:
        raise BriefingError(
            f"{edition.id}@{edition.version}",
            problem=f"it is {described.description.sensitivity.value}, so it may not leave with --public",
            remedy="name a public edition, or leave --public out for the municipality's own archive",
        )
    return described


def is_public(root: Path, edition: Edition) -> bool:
    """Whether a version carries nothing above öppen, by its record."""
    return package(edition, _edition_file(root, edition), _record(root, edition), public=True).description.sensitivity is Sensitivity.OPPEN


def _record(root: Path, edition: Edition) -> str:
    """The text of the record; empty for an edition that has none."""
    return store.record(root, edition.id, edition.version) if has_record(edition) else ""


def _edition_file(root: Path, edition: Edition) -> Seal:
    content = store.content(root, edition.id, edition.version, EDITION_FILE)
    return Seal(EDITION_FILE, digest(content), len(content))


def _refuse_damaged(root: Path) -> None:
    found = verify(root).faults
    if found:
        raise BriefingError(
            str(root),
            problem=f"{len(found)} things in the archive are not as they were sealed, the first in {found[0].item}: {found[0].path}",
            remedy="run `briefing verify`, mend what it names, and export again; nothing has been written",
        )


def _refuse_taken(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise BriefingError(str(target), problem="there is something of that name already", remedy="export to an empty folder")


def _write_package(root: Path, each: Package, form: Form, target: Path) -> None:
    mode, folder_mode = (OPEN_MODE, _OPEN_FOLDER) if each.is_public else (PRIVATE_MODE, _PRIVATE_FOLDER)
    with staging(target.parent) as stage:
        staged = stage / each.name
        for entry in _entries(each, form):
            write(staged / content_name(entry.path), _content(root, each.edition, entry), mode)
        for folder in (staged, *(inner for inner in staged.rglob("*") if inner.is_dir())):
            folder.chmod(folder_mode)
        sync_tree(staged)
        if not commit(staged, target):
            _refuse_taken(target)


def _entries(each: Package, form: Form) -> tuple[Entry, ...]:
    build: Mapping[Form, Callable[[], tuple[Entry, ...]]] = {
        Form.E_ARK: lambda: eark_entries(each, _schemas()),
        Form.BAGIT: lambda: bag_entries(each),
    }
    return build[form]()


def _content(root: Path, edition: Edition, entry: Entry) -> bytes:
    if isinstance(entry.source, bytes):
        return entry.source
    return store.content(root, edition.id, edition.version, entry.source.name)


def _schemas() -> Mapping[str, bytes]:
    return {each.name: each.read_bytes() for each in resources.files(_SCHEMAS).iterdir() if each.name.endswith(".xsd")}


@contextmanager
def _said_plainly(to: Path) -> Iterator[None]:
    """Faults of the disk as a BriefingError; a package that was not finished has left nothing."""
    try:
        yield
    except OSError as error:
        raise BriefingError(
            str(error.filename or to),
            problem=f"the disk says: {error.strerror or error}",
            remedy="make room or give the right to write, and run the command again; packages that have their names are whole",
        ) from error
