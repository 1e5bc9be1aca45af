"""`briefing export`: editions as packages for the municipal archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.export import Form, export, is_public
from briefing.archive.layout import ARCHIVE
from briefing.errors import BriefingError
from briefing.shell.commands.named import archived_edition, sealed
from briefing.shell.commands.result import Result

_FORMS = {Form.E_ARK: "E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0)", Form.BAGIT: "BagIt 1.0"}


def exported(root: Path, written: str, year: str, form: str, to: Path, *, public: bool) -> Result:
    """The packages of an edition (all its versions, or the one that is named) or of all editions about a year."""
    archive = root / ARCHIVE
    editions = tuple(_of_year(archive, year, public=public)) if year else _of_edition(root, written)
    if not editions:
        what = f"{'public ' if public else ''}edition about {year}"
        raise BriefingError(year, problem=f"the archive has no {what}", remedy="see `briefing list` for those that there are")
    folders = export(archive, editions, Form(form), to, public=public)
    packages = [
        {"edition": str(each.id), "version": each.version, "folder": str(folder)} for each, folder in zip(editions, folders, strict=True)
    ]
    return Result({"form": form, "public": public, "packages": packages}, _lines(packages, Form(form), public=public))


def _of_edition(root: Path, written: str) -> tuple[Edition, ...]:
    found = archived_edition(root, written)
    return (found,) if sealed(written).version else store.history(root / ARCHIVE, found.id)


def _of_year(archive: Path, year: str, *, public: bool) -> Iterator[Edition]:
    """Every version of every edition about a period or for a meeting of that year; with `public` the public ones among them."""
    for id in store.ids(archive):
        if id.period.startswith(year):
            yield from (each for each in store.history(archive, id) if not public or is_public(archive, each))


def _lines(packages: list[dict[str, str]], form: Form, *, public: bool) -> tuple[str, ...]:
    counted = f"{len(packages)} paket" if len(packages) > 1 else "Ett paket"
    held = "Bara det som lämnas ut är med." if public else "Leveranserna är med: lämna inte ut paketen."
    return (f"{counted} enligt {_FORMS[form]}. {held}", *(f"  {each['folder']}" for each in packages))
