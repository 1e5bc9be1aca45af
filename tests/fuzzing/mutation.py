"""Bytes made from good files: flipped, cut, doubled, moved, or replaced by what files are made of."""

from __future__ import annotations

import random
from collections.abc import Sequence

PIECES = (
    *(b"", b"\0", b"<", b";", b'"', b"\n", b"PK\x03\x04", b"PK\x01\x02", b"\xff" * 4, b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"<!DOCTYPE", b"2025", b"1e999", b"[" * 50, b"{" * 50, b"9" * 400, b"..", b"-", b"\xc3", b"null", b"NaN", b"true", b"-0"),
    *("\ud7ff".encode(), "ä".encode(), b"\\ud800", b"\\u0000", b"&#0;", b"&amp;", b"<w:p/>", b"=(", b"TLIST", b"[[a]]\n", b"'''"),
    *(b"=", b"(", b")", b":", b",", b"2025-13-41", b"0001", b"9999-12-31", b"1E5", "²".encode(), "٣".encode(), b"Umea", b"\r", b"\x0b\x1c"),
)


def mutated(seeds: Sequence[bytes], generator: random.Random) -> bytes:
    """A seed with one to four changes."""
    content = bytearray(generator.choice(seeds))
    for _ in range(generator.randrange(1, 5)):
        _change(content, seeds, generator)
    return bytes(content)


def _change(content: bytearray, seeds: Sequence[bytes], generator: random.Random) -> None:
    at, length = generator.randrange(len(content) + 1), generator.randrange(1, 40)
    match generator.randrange(6):
        case 0 if at < len(content):
            content[at] ^= 1 << generator.randrange(8)
        case 1:
            del content[at : at + length]
        case 2:
            content[at:at] = content[at : at + length]
        case 3:
            content[at:at] = generator.choice(PIECES)
        case 4:
            content[at : at + generator.randrange(12)] = generator.choice(PIECES)
        case _:
            other = generator.choice(seeds)
            content[at : at + length] = other[generator.randrange(len(other)) :][:length]
