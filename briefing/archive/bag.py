"""A package as BagIt 1.0 (RFC 8493): its files under data/, and the tag files that seal them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.archive.eark import member
from briefing.archive.package import Entry, Package
from briefing.archive.read_me import read_me
from briefing.document.wording import SENSITIVITIES, STATUSES

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag_entries(package: Package) -> tuple[Entry, ...]:
    """Every file of the bag: the files of each representation in a folder of its own, and what explains them in dokumentation/."""
    payload = (
        *(Entry(f"data/{each.representation or 'dokumentation'}/{each.name}", each.seal) for each in package.holdings),
        Entry("data/LASMIG.txt", read_me(package)),
    )
    tags = (
        Entry("bagit.txt", _DECLARATION),
        Entry("bag-info.txt", _information(package, payload)),
        Entry("manifest-sha512.txt", _manifest(payload)),
    )
    return (*payload, *tags, Entry("tagmanifest-sha512.txt", _manifest(tags)))


def _information(package: Package, payload: tuple[Entry, ...]) -> bytes:
    said, edition = package.description, package.edition
    sizes = [member(each).size for each in payload]
    pairs = (
        ("Source-Organization", said.owner),
        ("External-Description", f"{said.title}. Status: {STATUSES[edition.status]}. Känslighet: {SENSITIVITIES[said.sensitivity]}."),
        ("External-Identifier", f"{edition.id} {edition.version}"),
        ("Internal-Sender-Identifier", said.dnr),
        ("Bagging-Date", edition.sealed_on.isoformat()),
        ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"),
        ("Bag-Software-Agent", f"briefing {edition.program}".strip()),
    )
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in pairs if value).encode()


def _manifest(entries: Iterable[Entry]) -> bytes:
    lines = ((_escaped(each.path), each.sha512) for each in map(member, entries))
    return "".join(f"{sha512}  {path}\n" for path, sha512 in sorted(lines)).encode()


def _escaped(path: str) -> str:
    """A path as a manifest writes it: line ends and the percent sign, and only those, percent-encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
