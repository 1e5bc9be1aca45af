"""The municipality's own fonts and colours in every part of the Word file; the standard look leaves each byte as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.document.profile import Fonts, Profile

_STANDARD = Fonts()
_STRETCHES = {"Calibri": 1.0, "Carlito": 1.0, "Times New Roman": 1.0, "Arial": 1.13, "Liberation Sans": 1.13, "Verdana": 1.3}
_UNKNOWN_STRETCH = 1.2
_TAG = re.compile(r"<[^<>]+>")
_FONT = re.compile(r'<w:font w:name="([^"]*)">.*?</w:font>', re.DOTALL)
_SHAPE_OF_LETTERS = re.compile(r"<w:panose1 [^>]*/>")


def dressed(parts: Mapping[str, bytes], profile: Profile) -> Mapping[str, bytes]:
    """The parts of a package in the profile's look: styles, theme, numbering, font table, body, header, footer, charts.

    Only whole values of attributes change: no text is touched, nor the document's properties, nor a workbook.
    """
    exchanged = _exchanged(profile)
    if not exchanged:
        return parts
    pattern = re.compile('(?<==")(' + "|".join(map(re.escape, exchanged)) + ')(?=")')

    def change(name: str, content: bytes) -> bytes:
        if not (name.startswith("word/") and name.endswith(".xml")):
            return content
        text = _TAG.sub(lambda tag: pattern.sub(lambda value: exchanged[value[1]], tag[0]), content.decode("utf-8"))
        return (_each_once(text) if name == "word/fontTable.xml" else text).encode("utf-8")

    return {name: change(name, content) for name, content in parts.items()}


def font_stretch(font: str) -> float:
    """How much wider than Calibri a font sets a text, so that tables leave room for its words; a font that is not known is wide."""
    return _STRETCHES.get(font, _UNKNOWN_STRETCH)


def neighbour(colour: str) -> str:
    """A colour that no eye can tell from this one. Word joins the bars of paragraphs that have the same colour, and not these."""
    return f"{int(colour, 16) ^ 1:06X}"


def _exchanged(profile: Profile) -> Mapping[str, str]:
    """What stands in the standard look → what stands in this one."""
    colours = profile.changed
    beside = {neighbour(old): neighbour(new) for old, new in colours.items()}
    own = profile.fonts
    pairs = ((getattr(_STANDARD, name), getattr(own, name)) for name in ("word", "word_signs", "page", "page_signs"))
    return {**colours, **beside, **{old: new for old, new in pairs if old != new}}


def _each_once(table: str) -> str:
    """The font table without what it tells of the standard fonts' letters, each font once."""
    seen: set[str] = set()

    def kept(font: re.Match[str]) -> str:
        is_new = font[1] not in seen
        seen.add(font[1])
        return _SHAPE_OF_LETTERS.sub("", font[0]) if is_new else ""

    return _FONT.sub(kept, table)
