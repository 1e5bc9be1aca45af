"""Numbers as Swedish public files write them: decimal comma, blanks between thousands, markers that are never numbers."""

from __future__ import annotations

import math
import re

MARKERS = frozenset({"", "..", ".", "-", "–", "—", "--", "x"})
LARGEST = 1e9  # no count or rate about a Swedish municipality comes near; what is larger is a slip of the pen
_BLANKS = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?P<sign>[-−–]?)(?P<whole>[0-9]{{1,15}}|[0-9]{{1,3}}(?:{_BLANKS}[0-9]{{3}}){{1,4}})(?:[,.](?P<decimals>[0-9]{{1,15}}))?"
)
_POINT_OF_THOUSANDS = re.compile(r"[-−–]?[0-9]{1,3}(?:\.[0-9]{3})+")


def parsed_number(text: str, *, whole: bool = False, signed: bool = False) -> float:
    """The number that a cell holds; ValueError, whose text is what was expected, where it holds none.

    `1 234,5` is read with any blank; `1.234` is refused, for it may be a thousand or one and a quarter. `whole`: a count.
    """
    bare = text.strip()
    match = _NUMBER.fullmatch(bare)
    if match is None:
        raise ValueError(_expected(bare, whole=whole))
    if _POINT_OF_THOUSANDS.fullmatch(bare):
        raise ValueError("ett tal med decimalkomma (punkten kan betyda tusental eller decimal)")
    number = float(re.sub(_BLANKS, "", match["whole"]) + "." + (match["decimals"] or "0"))
    return checked_number(-number if match["sign"] else number, whole=whole, signed=signed)


def checked_number(number: float, *, whole: bool = False, signed: bool = False) -> float:
    """The number itself if it can be a count, a rate or, when `signed`, a change; ValueError says what was expected."""
    if not -LARGEST < number < LARGEST:  # also false for a number that is none
        raise ValueError("ett tal under 1 000 000 000")
    if number < 0 and not signed:
        raise ValueError("ett tal som är noll eller större")
    if whole and number != int(number):
        raise ValueError("ett heltal")
    return number


def number_told(told: object, *, whole: bool = False, signed: bool = False) -> float:
    """The number of a JSON value, which may be one or a text that holds one; NaN for null and for a marker, else ValueError."""
    if told is None or (isinstance(told, str) and is_marker(told)):
        return math.nan
    if isinstance(told, str):
        return parsed_number(told, whole=whole, signed=signed)
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise ValueError("ett tal eller null")
    return checked_number(float(told), whole=whole, signed=signed)


def in_print(number: float) -> str:
    """A number as remarks on deliveries print it: no-break spaces between thousands, a comma and one decimal where it is not whole."""
    text = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"
    return text.replace(",", "\u00a0").replace(".", ",")


def is_marker(text: str, markers: frozenset[str] = MARKERS) -> bool:
    """Whether a cell says that no number is given (`..`, `.`, `-`, `x`, blank; padded or not)."""
    return text.strip().lower() in markers


def _expected(text: str, *, whole: bool) -> str:
    if re.fullmatch(r"[-−–]?[0-9]{16,}", text):
        return "ett tal under 1 000 000 000"
    return "ett heltal" if whole else "ett tal"
