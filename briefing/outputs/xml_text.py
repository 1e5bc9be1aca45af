"""Text on its way into XML: nothing that XML forbids, nothing that would be read as markup."""

from __future__ import annotations

import re
from html import escape

SIGNS = re.compile("([▲▼●◄►○↑→↓←■□×]+)")
"""Signs that the font of the text lacks, and that are set in one that has them."""

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANK = re.compile("[\t\n\r]+")


def escaped(text: str) -> str:
    """The text for an element or an attribute."""
    return escape(allowed(text))


def allowed(text: str) -> str:
    """The text that XML can hold: forbidden characters are dropped, tabs and line ends become a blank."""
    return _BLANK.sub(" ", _FORBIDDEN.sub("", text))


def number(value: float) -> str:
    """A number as XML and spreadsheets write it: a point, no needless zeros."""
    return f"{value:.15g}"
