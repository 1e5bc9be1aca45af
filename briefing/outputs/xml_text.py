"""Text on its way into XML: nothing that XML forbids, nothing that would be read as markup."""

from __future__ import annotations

import re
from html import escape

SIGNS = re.compile("([▲▼●◄►○↑→↓←■□×]+)")
"""Signs that the font of the text lacks, and that are set in one that has them."""

_NO_CHARACTERS = "".join(chr((plane << 16) + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[{_NO_CHARACTERS}]")
_BLANK = re.compile("[\t\n\r]+")


def escaped(text: str) -> str:
    """The text for an element or an attribute."""
    return escape(allowed(text))


def allowed(text: str) -> str:
    """The text that XML can hold: forbidden characters are dropped, tabs and line ends become a blank."""
    return _BLANK.sub(" ", writable(text))


def writable(text: str) -> str:
    """The text without what XML or a web page may not hold: controls, halves of characters, codes that are no character."""
    return _FORBIDDEN.sub("", text)


def number(value: float) -> str:
    """A number as XML and spreadsheets write it: a point, no needless zeros."""
    return f"{value:.15g}"
