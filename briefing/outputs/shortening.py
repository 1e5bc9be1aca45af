"""Text that must stand in a given room: whole where it fits, else cut with three dots, and never in its number."""

from __future__ import annotations

import re

from briefing.outputs.columns import text_width

_DOTS = "…"
_NUMBER = re.compile(r"(?<=\s)[-−–]?\d[\d\u00a0,.]*(?:\u00a0?%)?(?:\u00a0\(p\))?$")  # what ends a label: 9 263 (p)


def shortened(text: str, room: float, size: float = 8, *, bold: bool = False) -> str:
    """The text in so many points; where it is cut, the number at its end stays. The whole text stands in the figure's table."""
    if text_width(text, size, bold=bold) <= room:
        return text
    number = _NUMBER.search(text)
    ending = f"{_DOTS}\u00a0{number[0]}" if number else _DOTS
    words = text[: number.start()] if number else text
    left = room - text_width(ending, size, bold=bold)
    while words and text_width(words, size, bold=bold) > left:
        words = words[:-1]
    return words.rstrip() + ending


def lines(text: str, width: float, size: float = 8, *, most: int = 2, bold: bool = False) -> list[str]:
    """The text on at most so many lines, broken between words; the last one is cut where it is longer still. No text has no line."""
    found: list[str] = []
    words = [word for word in text.split(" ") if word]
    while words and len(found) < most - 1:
        taken = next((n for n in range(len(words), 0, -1) if text_width(" ".join(words[:n]), size, bold=bold) <= width), 0)
        if not taken:
            break
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    return [*found, shortened(" ".join(words), width, size, bold=bold)] if words else found
