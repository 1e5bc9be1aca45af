"""`briefing prove`: whether a public edition may be given out, shown from its files and the internal edition's record."""

from __future__ import annotations

from pathlib import Path

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.errors import BriefingError
from briefing.findings.disclosure import PublishedTable
from briefing.outputs.file import File
from briefing.outputs.proof import Proof, Record, proof, record_of
from briefing.shell.commands.given_away import given_away
from briefing.shell.commands.named import Named, sealed
from briefing.shell.commands.result import Result
from briefing.terms.edition import parse_edition_id


def proved(find_root: Path | None, public: str, internal: str, threshold: int) -> Result:
    """The proof of one edition against another. Each is a folder of files, a record, or an edition of the archive (`<id>`, `<id>@v2`).

    Exit code 1 where anything does not hold.
    """
    files, record = _files(find_root, public, is_public=True), _record(_files(find_root, internal, is_public=False), internal)
    _record(files, public)
    before = _others(find_root, files)
    found = proof(files, record, threshold, before)
    refusals = [{"id": each.id, "reason": each.reason.value, "text": each.text} for each in found.refusals]
    data = {"values": found.values, "hidden": found.hidden, "files": found.files, "other_tables": len(before), "refusals": refusals}
    return Result(data, _lines(found, public, len(before)), exit_code=1 if refusals else 0)


def _others(root: Path | None, files: tuple[File, ...]) -> tuple[PublishedTable, ...]:
    """What the archive's other public editions have given away; none without a workspace."""
    if root is None:
        return ()
    return given_away(root / ARCHIVE, parse_edition_id(str(record_of(files)["edition"]["id"])))


def _lines(found: Proof, public: str, others: int) -> tuple[str, ...]:
    if found.refusals:
        return (f"{public} får inte lämnas ut:", *(f"  {each.where}: {each.text}" for each in found.refusals))
    beside = f", inte ens med de {others} andra publika versionerna i arkivet intill" if others else ""
    return (
        f"{public} håller:",
        f"  {found.values} tryckta värden står i den interna utgåvan och är öppna,",
        f"  {found.hidden} dolda uppgifter går inte att räkna ut{beside},",
        f"  {found.files} filer har inga person-, telefon- eller registreringsnummer och inga e-postadresser utöver den angivna kontakten.",
    )


def _files(root: Path | None, written: str, *, is_public: bool) -> tuple[File, ...]:
    """The files of a folder with their paths in it, a record alone, or the files of an archived edition that go out with it."""
    path = Path(written)
    if path.is_dir():
        return tuple(File(each.relative_to(path).as_posix(), "", each.read_bytes()) for each in sorted(path.rglob("*")) if each.is_file())
    if path.is_file():
        return (File(path.name, "", path.read_bytes()),)
    asked = _edition(written)
    if root is None:
        raise BriefingError(written, problem="there is no such folder or file, and no workspace with an archive", remedy="name a folder")
    edition = store.edition(root / ARCHIVE, asked.edition, asked.version)
    names = [seal.name for seal in edition.files if not (is_public and "/" in seal.name)]
    return tuple(File(name, "", store.content(root / ARCHIVE, edition.id, edition.version, name)) for name in names)


def _edition(written: str) -> Named:
    try:
        return sealed(written)
    except BriefingError as error:
        said = error.problems[0].problem
        remedy = "name a folder, a record, or an edition of `briefing list`"
        raise BriefingError(written, problem=f"there is no such folder or file, and {said}", remedy=remedy) from None


def _record(files: tuple[File, ...], written: str) -> Record:
    try:
        return record_of(files)
    except ValueError as error:
        raise BriefingError(
            written, problem=f"its files have {error}", remedy="name the folder where the edition's JSON file lies"
        ) from None
