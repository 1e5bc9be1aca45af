"""What the fonts of the PDF can print: the characters of a font file, read from its own tables (OpenType `cmap`)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from struct import unpack_from

_TABLE_RECORD = 16
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # platform and encoding, the largest first


@lru_cache(maxsize=16)
def characters(font: bytes) -> frozenset[str]:
    """The characters that a font has a glyph for; none where the file is not a font with a table of Unicode characters."""
    try:
        start = _cmap(font)
        return frozenset(chr(code) for code in _codes(font, start)) if start else frozenset()
    except (ValueError, IndexError, struct.error):
        return frozenset()


def _cmap(font: bytes) -> int:
    """Where the table of Unicode characters begins; 0 where there is none."""
    header = unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = (header + 12 + _TABLE_RECORD * index for index in range(unpack_from(">H", font, header + 4)[0]))
    start = next((unpack_from(">I", font, table + 8)[0] for table in tables if font[table : table + 4] == b"cmap"), 0)
    if not start:
        return 0
    records = (unpack_from(">HHI", font, start + 4 + 8 * index) for index in range(unpack_from(">H", font, start + 2)[0]))
    found = {(platform, encoding): start + offset for platform, encoding, offset in records}
    return next((found[each] for each in _UNICODE_TABLES if each in found), 0)


def _codes(font: bytes, start: int) -> Iterator[int]:
    match unpack_from(">H", font, start)[0]:
        case 4:
            yield from _segments(font, start)
        case 12:
            for index in range(unpack_from(">I", font, start + 12)[0]):
                first, last, glyph = unpack_from(">III", font, start + 16 + 12 * index)
                yield from range(first if glyph else first + 1, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    """The characters of a table of segments (format 4): from, to, and how a character leads to its glyph."""
    count = unpack_from(">H", font, start + 6)[0] // 2
    lasts = unpack_from(f">{count}H", font, start + 14)
    firsts = unpack_from(f">{count}H", font, start + 16 + 2 * count)
    deltas = unpack_from(f">{count}H", font, start + 16 + 4 * count)
    places = start + 16 + 6 * count
    offsets = unpack_from(f">{count}H", font, places)
    for index, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = unpack_from(">H", font, places + 2 * index + offset + 2 * (code - first))[0] if offset else code
            if glyph and (glyph + delta) & 0xFFFF:
                yield code
