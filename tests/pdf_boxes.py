"""Where the text of a PDF page stands, from the page's own strokes: the second pair of eyes on the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Box:
    """A stretch of drawn text: its ends and its baseline in points from the lower left corner of the page, its size and font.

    Blanks at its end are not counted in.
    """

    left: float
    right: float
    baseline: float
    size: float
    font: str
    text: str
    is_around: bool


def boxes(page: pikepdf.Page) -> list[Box]:
    """Every stretch of text that is drawn, figures included."""
    return list(_Walk(page).boxes())


class _Walk:
    """The state of a page's drawing."""

    def __init__(self, page: pikepdf.Page) -> None:
        self._page = page
        self._matrix: Matrix = _UNIT
        self._kept: list[Matrix] = []
        self._text: Matrix = _UNIT
        self._font: Any = None
        self._size = 0.0
        self._marks: list[bool] = []
        self._fonts: dict[object, tuple[dict[int, float], dict[int, str]]] = {}

    def boxes(self) -> Any:
        for instruction in pikepdf.parse_content_stream(self._page, "q Q cm BT Tm Td Tf Tj TJ BDC BMC EMC"):
            operands, operator = list(instruction.operands), str(instruction.operator)
            if operator == "q":
                self._kept.append(self._matrix)
            elif operator == "Q":
                self._matrix = self._kept.pop()
            elif operator == "cm":
                self._matrix = _times(_numbers(operands), self._matrix)
            elif operator == "BT":
                self._text = _UNIT
            elif operator == "Tm":
                self._text = _numbers(operands)
            elif operator == "Tf":
                self._font, self._size = self._page.Resources.Font[str(operands[0])], float(operands[1])
            elif operator in {"BDC", "BMC"}:
                self._marks.append(str(operands[0]) == "/Artifact" or any(self._marks[-1:]))
            elif operator == "EMC":
                self._marks.pop()
            else:
                yield self._box(operands[0])

    def _box(self, shown: Any) -> Box:
        widths, letters = self._metrics()
        length, seen, text = 0.0, 0.0, ""
        for each in shown if isinstance(shown, pikepdf.Array) else (shown,):
            if not isinstance(each, pikepdf.String):
                length -= float(each)
                continue
            codes = bytes(each)
            for index in range(0, len(codes), 2):
                code = int.from_bytes(codes[index : index + 2], "big")
                length += widths.get(code, 0.0)
                text += letters.get(code, "")
                seen = length if text[-1:].strip() else seen
        place = _times(self._text, self._matrix)
        width = seen * self._size / 1000 * place[0]
        return Box(place[4], place[4] + width, place[5], abs(self._size * place[3]), str(self._font.BaseFont), text, any(self._marks[-1:]))

    def _metrics(self) -> tuple[dict[int, float], dict[int, str]]:
        if self._font.objgen not in self._fonts:
            widths: dict[int, float] = {}
            table = list(self._font.DescendantFonts[0].W)
            while table:
                first, second = int(table.pop(0)), table.pop(0)
                if isinstance(second, pikepdf.Array):
                    widths |= {first + index: float(each) for index, each in enumerate(second)}
                else:
                    widths |= dict.fromkeys(range(first, int(second) + 1), float(table.pop(0)))
            self._fonts[self._font.objgen] = widths, _letters(self._font.ToUnicode.read_bytes())
        return self._fonts[self._font.objgen]


def _letters(table: bytes) -> dict[int, str]:
    """Codes to text, pair by pair, as typst writes them."""
    found: dict[int, str] = {}
    for line in table.decode("ascii").splitlines():
        parts = line.replace("<", " ").replace(">", " ").split()
        if len(parts) == 2 and len(parts[0]) == 4 and line.startswith("<"):
            found[int(parts[0], 16)] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return found


def _numbers(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
