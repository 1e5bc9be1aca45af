"""Brå's SOL "textfil": an area as a line, its offences below (format `bra-sol-textfil`)."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from briefing.observations.bra_sol_blocks import Line, read_blocks
from briefing.observations.decoding import decoded
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery: ISO-8859-1, every line ends with a semicolon, headers have HTML's entities."""
    return read_blocks(delivery, source, _lines)


def _lines(part: Part) -> Sequence[Line]:
    numbered = [(number, line.rstrip()) for number, line in enumerate(decoded(part).split("\n"), start=1) if line.strip(" ;\t")]
    *before, last = (line for _, line in numbered)
    cut = _is_cut(last, before)
    return [Line(f"rad {number}", _cells(line), cut and number == numbered[-1][0]) for number, line in numbered]


def _is_cut(last: str, before: Sequence[str]) -> bool:
    """Whether the last line is the beginning of one: the others end with a semicolon, and it is not a remark that somebody added."""
    whole = sum(line.endswith(";") for line in before) <= len(before) / 2 or last.endswith(";")
    return not whole and (";" in last or any(line.startswith(last) for line in before))


def _cells(line: str) -> tuple[str, ...]:
    cells = unescape(line).split(";")
    return tuple(" ".join(cell.split()) for cell in (cells[:-1] if line.endswith(";") else cells))
