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
Found = tuple[int, int, str, str]


def split_in_text(text: str) -> tuple[int, int] | None:
    """Start and end of the first number that lies over two cells of a delimited text; None where its columns hold something else."""
    columns: dict[int, list[tuple[Found, tuple[int, int]]]] = {}
    for match in _PAIR.finditer(text):
        column = len(_DELIMITERS.findall(text, text.rfind("\n", 0, match.start()) + 1, match.start()))
        found = (0, column, match[1] + match[3] + match[4], match[5])
        columns.setdefault(column, []).append((found, match.span()))
    for pairs in columns.values():
        first = _first([found for found, _ in pairs])
        if first is not None:
            return pairs[first][1]
    return None


def split_in_rows(rows: Iterable[Sequence[str]]) -> tuple[int, int] | None:
    """Row and column of the first number that lies over two cells of a table; None where its columns hold something else."""
    columns: dict[int, list[Found]] = {}
    for row, cells in enumerate(rows):
        for found in _in_row(row, cells):
            columns.setdefault(found[1], []).append(found)
    for pairs in columns.values():
        first = _first(pairs)
        if first is not None:
            return pairs[first][:2]
    return None


def _in_row(row: int, cells: Sequence[str]) -> Iterator[Found]:
    for column, (left, right) in enumerate(pairwise(cells)):
        if len(right) == 4 and _LAST.fullmatch(right) and (day := _CELL.fullmatch(left)):
            yield row, column, day[1] + day[3] + day[4], right


def _first(pairs: Sequence[Found]) -> int | None:
    """The place of the first possible pair of a column that is one of personal numbers."""
    possible = [is_possible(day, last) for _, _, day, last in pairs]
    different = {pair[2:]: each for pair, each in zip(pairs, possible, strict=True)}
    if sum(different.values()) < max(_FEWEST, _SHARE * len(different)):
        return None
    return possible.index(True)
