"""Personal identity numbers that lie over two cells of a table: a date in one column and the last four digits in the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefing.terms.personal_number import is_possible

_DAY = r"(?:18|19|20)?([0-9]{2})([-./ ]?)([0-9]{2})\2([0-9]{2})"
_CELL, _LAST = re.compile(_DAY), re.compile(r"[0-9]{4}")
_PAIR = re.compile(rf'(?<![^\t;,|"\n]){_DAY}"?[\t;,|]"?([0-9]{{4}})(?![^\t;,|"\r\n])')
_DELIMITERS = re.compile(r"[\t;,|]")
# One date in ten has four given digits as its last by chance. Four different pairs and four in five of a column: 5 columns of 10 000.
_FEWEST, _SHARE = 4, 0.8
Place = tuple[int, int]
Pair = tuple[str, str]


def split_in_text(text: str) -> Place | None:
    """Start and end of the first number that lies over two cells of a delimited text; None where its columns hold something else."""
    columns: dict[int, list[tuple[Pair, Place]]] = {}
    for match in _PAIR.finditer(text):
        column = len(_DELIMITERS.findall(text, text.rfind("\n", 0, match.start()) + 1, match.start()))
        columns.setdefault(column, []).append(((match[1] + match[3] + match[4], match[5]), match.span()))
    return _first(columns.values())


def split_in_rows(rows: Iterable[Sequence[str]]) -> Place | None:
    """Row and column of the first number that lies over two cells of a table; None where its columns hold something else."""
    columns: dict[int, list[tuple[Pair, Place]]] = {}
    for row, cells in enumerate(rows):
        for column, pair in _in_row(cells):
            columns.setdefault(column, []).append((pair, (row, column)))
    return _first(columns.values())


def _in_row(cells: Sequence[str]) -> Iterator[tuple[int, Pair]]:
    for column, (left, right) in enumerate(pairwise(cells)):
        if len(right) == 4 and _LAST.fullmatch(right) and (day := _CELL.fullmatch(left)):
            yield column, (day[1] + day[3] + day[4], right)


def _first(columns: Iterable[Sequence[tuple[Pair, Place]]]) -> Place | None:
    """The place of the first possible pair of the first column that is one of personal numbers."""
    for found in columns:
        possible = [is_possible(*pair) for pair, _ in found]
        different = {pair: each for (pair, _), each in zip(found, possible, strict=True)}
        if sum(different.values()) >= max(_FEWEST, _SHARE * len(different)):
            return found[possible.index(True)][1]
    return None
