"""A package as an E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0): which files it has, and the bytes of those that describe the others. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.archive.ead import ead
from briefing.archive.mets import METS, Group, Member, package_mets, representation_mets
from briefing.archive.package import DOCUMENTATION, Entry, Package
from briefing.archive.premis import premis
from briefing.archive.read_me import read_me
from briefing.archive.seals import digest

_DESCRIPTIVE, _PRESERVATION = "metadata/descriptive/ead.xml", "metadata/preservation/premis.xml"
_SCHEMAS = "../../schemas"  # from where metadata lies
_READ_ME = "documentation/LASMIG.txt"


def eark_entries(package: Package, schemas: Mapping[str, bytes]) -> tuple[Entry, ...]:
    """Every file of the package, METS.xml last: who finds it finds all that it names. `schemas` is file name → bytes."""
    documents = _documentation(package)
    schema_files = tuple(Entry(f"schemas/{name}", content) for name, content in sorted(schemas.items()))
    represented = tuple(_representation(package, each) for each in package.representations)
    description, preservation = (
        Entry(_DESCRIPTIVE, ead(package)),
        Entry(_PRESERVATION, premis(package, map(member, documents), _SCHEMAS, package.log)),
    )
    groups = (
        Group("Documentation", tuple(map(member, documents))),
        Group("Schemas", tuple(map(member, schema_files))),
        *(Group(f"Representations/{name}", (member(files[-1]),)) for name, files in zip(package.representations, represented, strict=True)),
    )
    whole = Entry(METS, package_mets(package, member(description), member(preservation), groups))
    return (*documents, *schema_files, *(each for files in represented for each in files), description, preservation, whole)


def member(entry: Entry) -> Member:
    """The file as METS and PREMIS refer to it."""
    if isinstance(entry.source, bytes):
        return Member(entry.path, digest(entry.source), len(entry.source))
    return Member(entry.path, entry.source.sha512, entry.source.size)


def _documentation(package: Package) -> tuple[Entry, ...]:
    kept = (each for each in package.holdings if each.representation == DOCUMENTATION)
    return (Entry(_READ_ME, read_me(package)), *(Entry(f"documentation/{each.name}", each.seal) for each in kept))


def _representation(package: Package, name: str) -> tuple[Entry, ...]:
    """The files of one representation: its data, the seals of them, and last its METS, which refers to them from where it lies."""
    folder = f"representations/{name}/"
    data = tuple(Entry(f"{folder}data/{each.name}", each.seal) for each in package.holdings if each.representation == name)
    sealed = Entry(f"{folder}{_PRESERVATION}", premis(package, map(member, data), f"../../{_SCHEMAS}"))
    described, *members = (replace(each, path=each.path.removeprefix(folder)) for each in map(member, (sealed, *data)))
    return (*data, sealed, Entry(f"{folder}{METS}", representation_mets(package, name, described, Group("Data", tuple(members)))))
