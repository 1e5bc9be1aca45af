"""Office files as parts, faults planted in them, and the first judge: does the package hold together?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packaged(parts: dict[str, bytes]) -> bytes:
    """The parts as a package."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def planted(content: bytes, part: str, old: str, new: str) -> bytes:
    """The package with one fault: the first `old` of a part is `new`. The text must stand there, or the fault would be none."""
    parts = parts_of(content)
    text = parts[part].decode("utf-8")
    assert old in text, f"{old!r} does not stand in {part}"
    parts[part] = text.replace(old, new, 1).encode("utf-8")
    return packaged(parts)


def package_findings(content: bytes) -> tuple[str, ...]:
    """Parts without a content type, types without a part, relationships that lead nowhere, ids used twice, parts that nothing leads to."""
    parts = parts_of(content)
    return (*_type_findings(parts), *_relation_findings(parts))


def _type_findings(parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = [each.get("PartName", "").lstrip("/") for each in types.iter(f"{_TYPES}Override")]
    endings = {each.get("Extension", "").lower() for each in types.iter(f"{_TYPES}Default")}
    for name in sorted(set(named) - set(parts)):
        yield f"[Content_Types].xml: names {name}, which is not there"
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"[Content_Types].xml: names {name} twice"
    for name in sorted(set(parts) - {"[Content_Types].xml"} - set(named)):
        if name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: has no content type"


def _relation_findings(parts: dict[str, bytes]) -> Iterator[str]:
    reached = {"[Content_Types].xml", *(name for name in parts if name.endswith(".rels"))}
    for name in sorted(each for each in parts if each.endswith(".rels")):
        relations = list(etree.fromstring(parts[name]).iter(_RELATION))
        owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels"))
        yield from (f"{name}: {each}" for each in _id_findings([each.get("Id", "") for each in relations], parts.get(owner, b"")))
        for each in relations:
            target = _target(name, each)
            reached.add(target)
            if each.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: {each.get('Id')} leads to {target}, which is not there"
    yield from (f"{name}: nothing leads to it" for name in sorted(set(parts) - reached))


def _target(name: str, relation: etree._Element) -> str:
    folder = posixpath.dirname(posixpath.dirname(name))
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def _id_findings(ids: list[str], owner: bytes) -> Iterator[str]:
    """Ids that are used twice, and ids that the owning part refers to and that are not there."""
    yield from (f"the id {each} is used twice" for each in sorted({each for each in ids if ids.count(each) > 1}))
    if owner.lstrip().startswith(b"<"):
        elements = etree.fromstring(owner).iter()
        used = {str(value) for element in elements for key, value in element.attrib.items() if str(key).startswith(_REFERENCE)}
        yield from (f"{each} is used and is not there" for each in sorted(used - set(ids)))
