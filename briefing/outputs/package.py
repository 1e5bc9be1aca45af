"""Office packages as bytes: the same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.package import OpcPackage

from briefing.outputs.xml_text import escaped

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip entry can say; the true day stands in the document
_UNIX = 3


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts, sorted by name, each with the same fixed date."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
            package.writestr(entry, parts[name])
    return stream.getvalue()


def package_parts(package: OpcPackage, written: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a python-docx package by their names; parts that were written as text replace those of the same name.

    (Its own `save` stamps the time of day.)
    """
    parts = {"_rels/.rels": package.rels.xml}
    types = {}
    for part in package.iter_parts():
        name = str(part.partname).lstrip("/")
        parts[name] = written.get(str(part.partname)) or part.blob
        types[name] = part.content_type
        if len(part.rels):
            parts[str(part.partname.rels_uri).lstrip("/")] = part.rels.xml
    parts["[Content_Types].xml"] = content_types(types).encode("utf-8")
    return parts


def content_types(types: Mapping[str, str]) -> str:
    """The list of parts with their content types."""
    overrides = "".join(f'<Override PartName="/{escaped(name)}" ContentType="{escaped(kind)}"/>' for name, kind in sorted(types.items()))
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
