"""The floor: the very parts of a Word file, given as strings, encoded and zipped. Nothing can write that file faster in Python."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Parts = Mapping[str, "str | Parts"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def parts_of(package: bytes) -> Parts:
    """Every part of a package as text; the workbooks inside as parts of their own."""
    with ZipFile(BytesIO(package)) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    return {name: parts_of(content) if name.endswith(".xlsx") else content.decode("utf-8") for name, content in contents.items()}


def zipped(parts: Parts) -> bytes:
    """The parts as one package, compressed as ours are."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content.encode("utf-8") if isinstance(content, str) else zipped(content))
    return stream.getvalue()
