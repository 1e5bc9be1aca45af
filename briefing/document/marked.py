"""What was added to a text and what was taken away, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_WORDS = re.compile(r"[^ \t\n]+|[ \t\n]+")  # a no-break space is inside its number
_ALIKE = 0.4  # below this share of common words, two texts are read easier one after the other than woven together


class Mark(Enum):
    """Whether words stand in both texts, in the new one only, or in the old one only."""

    LIKA = "lika"
    TILLAGT = "tillagt"
    BORTTAGET = "borttaget"


@dataclass(frozen=True)
class Span:
    """A stretch of words with one mark."""

    text: str
    mark: Mark = Mark.LIKA


Spans = tuple[Span, ...]


def marked(before: str, now: str) -> Spans:
    """Both texts in one, in reading order: what was taken away stands before what came in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and now and matcher.ratio() < _ALIKE:
        return (Span(before, Mark.BORTTAGET), Span(now, Mark.TILLAGT))
    return tuple(_woven(matcher, old, new))


def likeness(before: str, now: str) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    return SequenceMatcher(None, before.split(), now.split(), autojunk=False).ratio()


def _woven(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Span]:
    """The stretches; a lone blank between two changes is part of both, so that a changed phrase is marked as one."""
    was, came = "", ""
    for kind, a, b, c, d in matcher.get_opcodes():
        same = "".join(old[a:b])
        if kind != "equal" or ((was or came) and same.isspace() and b < len(old)):
            was, came = was + same, came + "".join(new[c:d])
            continue
        yield from _changed(was, came)
        was, came = "", ""
        yield Span(same)
    yield from _changed(was, came)


def _changed(was: str, came: str) -> Iterator[Span]:
    if was:
        yield Span(was, Mark.BORTTAGET)
    if came:
        yield Span(came, Mark.TILLAGT)
