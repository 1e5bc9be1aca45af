"""What people write in a form, as Markdown: bold, lists and line breaks are kept, and no other sign means anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

_SIGNS = re.compile(r"([\\`*_\[\]<&])")
_LINE_START = re.compile(r"\A(#{1,6}(?=\s|\Z)|>|[-+=](?=[-+=\s]|\Z)|~{3,})|\A(\d{1,9})([.)])(?=\s|\Z)")
_HARD_BREAK = "\\\n"
_BULLET = re.compile(r"\A[•·▪‣–-]\s+")
_NUMBER = re.compile(r"\A\d{1,3}[.)]\s+")


@dataclass(frozen=True)
class Written:
    """One paragraph as it was written: pieces of text with whether they are bold, line breaks as \\n; `marker` is "-" or "1." in a list."""

    pieces: tuple[tuple[str, bool], ...]
    marker: str = ""


def markdown(paragraphs: Iterable[Written]) -> str:
    """The Markdown of paragraphs and list items; empty ones are left out."""
    blocks: list[tuple[str, str]] = []
    for each in paragraphs:
        lines = _lines(each)
        if lines:
            blocks.append((each.marker, lines))
    return "\n\n".join(_joined(marker, [text for _, text in group]) for marker, group in groupby(blocks, key=lambda block: block[0]))


def plain_markdown(text: str) -> str:
    """The Markdown of a text without any form of its own, as a cell holds it: blank lines part paragraphs, `- ` and `• ` make points."""
    paragraphs: list[Written] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        paragraphs += _of_block([line.strip() for line in block.split("\n")])
    return markdown(paragraphs)


def _of_block(lines: list[str]) -> Iterator[Written]:
    """Running lines are one paragraph with line breaks; lines that begin as points are points."""
    for marker, group in groupby(lines, key=_marker):
        found = list(group)
        if marker:
            yield from (Written(((_without_marker(line, marker), False),), marker) for line in found)
        else:
            yield Written((("\n".join(found), False),))


def _marker(line: str) -> str:
    return "-" if _BULLET.match(line) else "1." if _NUMBER.match(line) else ""


def _without_marker(line: str, marker: str) -> str:
    return (_BULLET if marker == "-" else _NUMBER).sub("", line, count=1)


def _joined(marker: str, texts: list[str]) -> str:
    if not marker:
        return "\n\n".join(texts)
    signs = ("- " if marker == "-" else f"{number}. " for number in range(1, len(texts) + 1))
    return "\n".join(sign + text.replace("\n", "\n" + " " * len(sign)) for sign, text in zip(signs, texts, strict=True))


def _lines(written: Written) -> str:
    """The paragraph with its signs escaped and its bold marked, line by line."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in written.pieces:
        first, *others = text.replace("\t", " ").split("\n")
        lines[-1].append((first, bold))
        lines += [[(other, bold)] for other in others]
    told = [_line(line) for line in lines]
    while told and not told[-1]:
        told.pop()
    while told and not told[0]:
        told.pop(0)
    return _HARD_BREAK.join(told)


def _line(pieces: list[tuple[str, bool]]) -> str:
    merged = [("".join(text for text, _ in group), bold) for bold, group in groupby(filter(_has_text, pieces), key=_is_bold)]
    return _start_escaped("".join(_bold(text) if bold else _escaped(text) for text, bold in merged).strip())


def _has_text(piece: tuple[str, bool]) -> bool:
    return bool(piece[0])


def _is_bold(piece: tuple[str, bool]) -> bool:
    return piece[1]


def _bold(text: str) -> str:
    """The text in bold from its first letter or digit to its last: only so do the asterisks mean bold wherever they stand."""
    found = re.search(r"[^\W_](?:.*[^\W_])?", text)
    if found is None:
        return _escaped(text)
    return f"{_escaped(text[: found.start()])}**{_escaped(found[0])}**{_escaped(text[found.end() :])}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _start_escaped(line: str) -> str:
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line, count=1)
