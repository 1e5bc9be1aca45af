"""Personal identity numbers in a text file that is too large for memory, looked for piece by piece.

A piece in which no digits stand as they do in such a number is passed over; the others are read as small files are, with the lines
around them, since what stands around a number tells what it is.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from briefing.terms.identity import Identity, personal_numbers_in

_PIECE = 1 << 20
_AROUND = 4_096  # bytes on either side; the scanner looks a thousand signs far
_WIDE_DIGIT = b"\xef\xbc"  # begins a full-width digit in UTF-8
_LONGEST_GAP = 3  # signs between the day and the last four
_APART = np.isin(np.arange(256), list(b"-+_/.: \t"))  # signs that may stand between its digits


def identity_in_file(path: Path) -> tuple[int, Identity] | None:
    """The first line with such a number, and the number; None where there is none."""
    line = 1
    for before, piece, after in _pieces(path):
        if may_hold_one(piece):
            texts = [_text(each) for each in (before, piece, after)]
            start = len(texts[0])
            for identity in personal_numbers_in("".join(texts)):
                if start <= identity.start < start + len(texts[1]):
                    return line + texts[1].count("\n", 0, identity.start - start), identity
        line += piece.count(b"\n")
    return None


def may_hold_one(piece: bytes) -> bool:
    """Whether digits stand in it as in a personal number, with a month and a day that can be; false for no piece that holds one."""
    if _WIDE_DIGIT in piece:
        return True
    signs = np.frombuffer(piece, dtype=np.uint8)
    if not piece.isascii():
        signs = signs[signs < 0x80]  # dashes, blanks and what is not seen; without them digits only come nearer
    digits = (signs - ord("0")) < 10  # wraps around, so that what is less is more than nine
    twos = digits[1:] & digits[:-1]
    return any(_stands(signs, twos, between, gap) for between in (0, 1) for gap in range(_LONGEST_GAP + 1))


def _stands(signs: npt.NDArray[np.uint8], twos: npt.NDArray[np.bool_], between: int, gap: int) -> bool:
    """Whether year, month, day and four digits follow each other with that many signs between them."""
    month, day, last = 2 + between, 4 + 2 * between, 6 + 2 * between + gap
    length = len(twos) - last - 2
    if length <= 0:
        return False
    found = twos[last : last + length] & twos[last + 2 : last + 2 + length]
    found &= twos[month : month + length]
    found &= twos[day : day + length]
    found &= twos[:length]
    places = np.flatnonzero(found)
    months, days = _number(signs, places + month), _number(signs, places + day)
    possible = (months >= 1) & (months <= 12) & (days % 60 >= 1) & (days % 60 <= 31)
    for apart in (*((2, 5) if between else ()), *range(day + 2, last)):
        possible &= _APART[signs[places + apart]]
    return bool(possible.any())


def _number(signs: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    return (signs[places].astype(np.int64) - ord("0")) * 10 + signs[places + 1] - ord("0")


def _pieces(path: Path) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Pieces that end with a line, each with what stands before and after it."""
    with path.open("rb") as file:
        before, piece = b"", _piece(file)
        while piece:
            following = _piece(file)
            yield before, piece, following[:_AROUND]
            before, piece = piece[-_AROUND:], following


def _piece(file: BinaryIO) -> bytes:
    return file.read(_PIECE) + file.readline(_PIECE)


def _text(piece: bytes) -> str:
    """The piece as UTF-8, without a sign that is cut at its edge; else as cp1252."""
    whole = piece.lstrip(bytes(range(0x80, 0xC0)))
    try:
        return getincrementaldecoder("utf-8")().decode(whole)
    except UnicodeDecodeError:
        return piece.decode("cp1252", "replace")
