r"""What typst leaves to be mended in the bytes of a PDF, object by object; the table of objects at its end is written anew.

*Ends of streams.* A stream's data is followed by a line end. Where compressed data happens to end in a carriage return (one stream in
256), the two together read as one line end of two bytes, and a validator of PDF/A finds the data a byte shorter than it is said to be.
Such a stream is written in letters on top (ASCII85), which end in `~>`.

*The window's title.* PDF/UA wants the title shown instead of the file's name, and typst says so only in files that follow PDF/UA.
"""

from __future__ import annotations

import re
from base64 import a85encode

_UNCLEAR = b"\r\nendstream"
_HEAD = re.compile(rb"\A(\d+ 0 obj\n<<[^\n]*?/Length )(\d+)([^\n]*?/Filter)(/FlateDecode)([^\n]*>>\nstream\n)")
_CATALOG = re.compile(rb"\A(\d+ 0 obj\n<</Type/Catalog)")
_ENTRY = re.compile(rb"(\d{10})( \d{5} n)")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TITLED, _PREFERENCES = b"/DisplayDocTitle true", b"/ViewerPreferences<<"


def mended(pdf: bytes) -> bytes:
    """The same PDF, with every stream's end told from its data and its title shown.

    ValueError (our bug): the file is not as typst writes it, one table of objects at its end.
    """
    found = _START.search(pdf)
    if found is None or not pdf.startswith(b"xref\n", int(found[1])):
        raise ValueError("the PDF has no table of objects at its end")
    table = int(found[1])
    places = sorted({int(entry[1]) for entry in _ENTRY.finditer(pdf, table)})
    written, moved = [pdf[: places[0]]], {}
    length = places[0]
    for place, end in zip(places, [*places[1:], table], strict=True):
        moved[place] = length
        written.append(_titled(_clear(pdf[place:end])))
        length += len(written[-1])
    entries = _ENTRY.sub(lambda entry: b"%010d%b" % (moved[int(entry[1])], entry[2]), pdf[table : found.start()])
    return b"".join((*written, entries, b"startxref\n%d\n%%%%EOF" % length))


def _clear(item: bytes) -> bytes:
    """An object as it is, or with its data in letters where the end was unclear."""
    head = _HEAD.match(item) if _UNCLEAR in item else None
    if head is None or not item[head.end() + int(head[2]) - 1 :].startswith(_UNCLEAR):
        return item
    data = a85encode(item[head.end() : head.end() + int(head[2])]) + b"~>"
    rest = item[head.end() + int(head[2]) :]
    return b"%b%d%b[/ASCII85Decode/FlateDecode]%b%b%b" % (head[1], len(data), head[3], head[5], data, rest)


def _titled(item: bytes) -> bytes:
    """The catalog with the wish that the title is shown; any other object as it is."""
    catalog = _CATALOG.match(item)
    if catalog is None or _TITLED in item:
        return item
    if _PREFERENCES in item:
        return item.replace(_PREFERENCES, _PREFERENCES + _TITLED, 1)
    return catalog[0] + _PREFERENCES + _TITLED + b">>" + item[catalog.end() :]
