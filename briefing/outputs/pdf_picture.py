"""Pictures as the PDF takes them: in the fonts and colours of the profile, each font in texts of its own.

typst sets a whole text of a picture in the last of its fonts (0.15): words beside a sign would stand in the font of signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from briefing.document.figure import Figure
from briefing.document.profile import Profile
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import coordinate
from briefing.outputs.svg import svg

_FONTS = "Carlito, Calibri, 'Segoe UI', Arial, sans-serif"
_MIXED = re.compile(r'<text x="([^"]+)" y="([^"]+)" text-anchor="(\w+)"([^>]*)>((?:[^<]*<tspan [^>]*>[^<]*</tspan>)+[^<]*)</text>')
_PIECES = re.compile(r"<tspan [^>]*>([^<]*)</tspan>|([^<]+)")
_SIZE = re.compile(r'font-size="([^"]+)"')
_USUAL = 8.0  # the size of a picture's texts that do not say it
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # the share of a text that stands before its place


def pdf_picture(figure: Figure, profile: Profile) -> str:
    """The figure as SVG for the PDF."""
    drawn = profile.coloured(svg(figure)).replace(_FONTS, f"'{profile.fonts.page}', '{profile.fonts.page_signs}'")
    return _MIXED.sub(lambda text: "".join(_apart(text, profile.fonts.page_signs)), drawn)


def _apart(text: re.Match[str], signs: str) -> Iterator[str]:
    """Words and signs of a text side by side, each in a text of its own."""
    x, y, anchor, look, content = text.groups()
    size = float(found[1]) if (found := _SIZE.search(look)) else _USUAL
    pieces = [(sign, unescape(sign or words)) for sign, words in _PIECES.findall(content)]
    widths = [text_width(each, size, bold='"700"' in look) for _, each in pieces]
    place = float(x) - sum(widths) * _BEFORE[anchor]
    for (sign, each), width, (_, raw) in zip(pieces, widths, _PIECES.findall(content), strict=True):
        lead = text_width(each[: len(each) - len(each.lstrip(" "))], size)
        font = f" font-family=\"'{signs}'\"" if sign else ""
        yield f'<text x="{coordinate(place + lead)}" y="{y}" text-anchor="start"{look}{font}>{sign or raw.strip(" ")}</text>'
        place += width
