"""Text as people write it, in a Word file or in Markdown: lines of pieces, and the Markdown that says just them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one style; a line break is `\\n`."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph; `list_number` is 0 for running text, -1 for a bullet, 1 … for a numbered point."""

    pieces: tuple[Piece, ...]
    list_number: int = 0

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.pieces)


_SPECIAL = frozenset("\\`*_[]<>&#|~!")
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_LABEL = re.compile(r"(?:tabell|figur)[ \u00a0][0-9]+", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def normal(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines as two texts are compared: like pieces joined, nothing without words, no name where a reference says its own number."""
    joined = (replace(each, pieces=tuple(_joined(each.pieces))) for each in lines)
    return tuple(each for each in joined if each.text.strip() or any(piece.link for piece in each.pieces))


def markdown(lines: Iterable[Line]) -> str:
    """The Markdown that is read as these lines, whatever signs stand in them; empty where they say nothing."""
    said = []
    before, mark = Line(()), "."
    for each in normal(lines):
        continues = before.list_number > 0 and each.list_number == before.list_number + 1
        if each.list_number > 0 and not continues:
            mark = ")" if mark == "." and before.list_number > 0 else "."
        start = "- " if each.list_number < 0 else f"{each.list_number}{mark} " if each.list_number else ""
        is_next = continues or (each.list_number < 0 and before.list_number < 0)
        said.append(("\n" if is_next else "\n\n") + start + _inline(each.pieces).replace("\n", "\n" + " " * len(start)))
        before = each
    return "".join(said).strip("\n")


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that look alike as one."""
    kept = [replace(each, text=_CONTROL.sub("", each.text)) for each in pieces]
    for (strong, emphasis, link), same in groupby(kept, key=lambda each: (each.strong, each.emphasis, each.link)):
        text = "".join(each.text for each in same)
        if link.startswith("#") and _LABEL.fullmatch(text):
            text = ""
        if text or link.startswith("#"):
            yield Piece(text, strong, emphasis, link)


def _inline(pieces: Iterable[Piece]) -> str:
    """A paragraph: links around what is bold, bold around what is in italics."""
    tokens: list[_Token] = []
    for link, linked in groupby(_joined(_with_links_told(pieces)), key=lambda each: each.link):
        tokens += [_Token("[", is_raw=True)] * bool(link)
        for strong, bold in groupby(linked, key=lambda each: each.strong):
            tokens += [_Token("**", opens=True)] * strong
            for emphasis, same in groupby(bold, key=lambda each: each.emphasis):
                tokens += [_Token("_", opens=True)] * emphasis
                tokens += [_Token(letter) for each in same for letter in each.text]
                tokens += [_Token("_", closes=True)] * emphasis
            tokens += [_Token("**", closes=True)] * strong
        tokens += [_Token(f"](<{_address(link)}>)", is_raw=True)] * bool(link)
    return _written(tokens)


def _with_links_told(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A link that a document may not have stands as words after its text."""
    for link, linked in groupby(pieces, key=lambda each: each.link):
        if not link or _LINK.match(link):
            yield from linked
        else:
            yield from (replace(each, link="") for each in linked)
            yield Piece(f" ({link})")


@dataclass
class _Token:
    """A letter, or a mark around letters. `is_coded`: written by its number, so that it is no blank and no part of a word."""

    text: str
    opens: bool = False
    closes: bool = False
    is_raw: bool = False
    is_coded: bool = False

    @property
    def is_letter(self) -> bool:
        return not (self.opens or self.closes or self.is_raw)

    @property
    def is_word(self) -> bool:
        return self.is_letter and not self.is_coded and self.text.isalnum()


def _written(tokens: list[_Token]) -> str:
    _code_edges(tokens)
    said: list[str] = []
    for at, each in enumerate(tokens):
        if not each.is_letter:
            said.append(each.text)
        elif each.is_coded:
            said.append(f"&#{ord(each.text)};")
        elif each.text == "\n":
            said.append("\\\n")
        else:
            said.append("\\" + each.text if each.text in _SPECIAL or _begins(tokens, at) else each.text)
    return "".join(said)


def _code_edges(tokens: list[_Token]) -> None:
    """Codes blanks that would be stripped, breaks that would not break, and letters that would keep a mark from being one."""
    for at, each in enumerate(tokens):
        before, after = (tokens[near] if 0 <= near < len(tokens) else None for near in (at - 1, at + 1))
        if each.is_letter and (each.text.isspace() or each.text == "\n"):
            edges = (before, after)
            at_edge = any(near is None or near.text == "\n" for near in edges) if each.text != "\n" else None in edges
            at_edge = at_edge or (before is not None and before.opens) or (after is not None and after.closes)
            is_odd = each.text not in " \u00a0\n"
            bare_break = each.text == "\n" and any(near is None or near.text.isspace() or near.is_coded for near in edges)
            each.is_coded = at_edge or is_odd or bare_break
    marks = [(each, _beside(tokens, at)) for at, each in enumerate(tokens) if each.opens or each.closes]
    while sum(_code_beside(mark, outer, inner) for mark, (outer, inner) in marks):
        pass  # a letter that is coded is a sign to the mark on its other side


def _beside(tokens: list[_Token], at: int) -> tuple[_Token | None, _Token | None]:
    """What stands outside and inside the mark; None where the text ends."""
    before, after = (tokens[near] if 0 <= near < len(tokens) else None for near in (at - 1, at + 1))
    return (before, after) if tokens[at].opens else (after, before)


def _code_beside(mark: _Token, outer: _Token | None, inner: _Token | None) -> bool:
    """Whether a letter was coded: a mark opens where what follows is a word, or where both sides are signs; the like for its end."""
    beside = [near for near in (outer, inner) if near is not None and near.is_letter and not near.is_coded]
    for near in beside:
        if not near.text.isalnum() and near.text not in _ASCII_SIGNS:
            near.is_coded = near is inner or not near.text.isspace()
    if outer is not None and outer.is_word and (mark.text == "_" or inner is None or not inner.is_word):
        outer.is_coded = True
    return any(near.is_coded for near in beside)


def _begins(tokens: list[_Token], at: int) -> bool:
    """Whether the sign would begin a list or underline a heading; of a number it is the sign after the digits."""
    start = at
    while start > 0 and tokens[start - 1].is_letter and tokens[start - 1].text.isdecimal():
        start -= 1
    at_start = start == 0 or (tokens[start - 1].is_letter and tokens[start - 1].text == "\n")
    if not at_start:
        return False
    letter = tokens[at].text
    return letter in ".)" if start < at else letter in "-+="


def _address(link: str) -> str:
    return re.sub(r"([\\<>])", r"\\\1", link.replace("\n", ""))
