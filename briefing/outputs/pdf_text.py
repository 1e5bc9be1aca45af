"""The text of a PDF page by the marks that its structure points to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Object, String, parse_content_stream

Decoder = Callable[[bytes], str]

AROUND, UNMARKED = -1, -2
"""The marks of what stands around the text (artifacts: header, footer, repeated heads), and of what stands in no mark at all."""

_NEW_LINE = {"T*", "'", '"', "BT", "Td", "TD", "Tm"}
_READ = " ".join(sorted({*_NEW_LINE, "BDC", "BMC", "EMC", "Tf", "Tj", "TJ", "Do"}))  # the rest draws
_GAP = -200  # thousandths of the font size: a wider step between two signs is a blank
_DEEPEST = 60  # forms within forms, or pages within pages, that go deeper are no document
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_BLOCK = {name: re.compile(b"begin" + name + b"(.*?)end" + name, re.DOTALL) for name in (b"bfchar", b"bfrange", b"codespacerange")}


class PageText(NamedTuple):
    """The text of a page: by the marks that the structure points to, and as it stands there, in or out of the structure.

    `marks` is mark (MCID, `AROUND` or `UNMARKED`) → the text inside it, in the order written; text that stands in for what is drawn
    (ActualText) is taken instead of it. `shown` is all that is drawn, a line per position, forms where they are drawn.
    """

    marks: Mapping[int, str]
    shown: str


class Reader:
    """Reads pages; a font is understood once."""

    def __init__(self) -> None:
        self._fonts: dict[object, _Font] = {}

    def page(self, stream: Object, resources: Object | None, depth: int = 0) -> PageText:
        """The text of a page, or of a stream beside it."""
        texts: dict[int, list[str]] = {}
        shown: list[str] = []
        open_marks: list[_Mark] = []
        font = _NO_FONT
        fonts: Any = resources.get(Name.Font, {}) if resources is not None else {}
        for instruction in parse_content_stream(stream, _READ):
            if isinstance(instruction, ContentStreamInlineImage):
                continue
            operands, operator = instruction.operands, str(instruction.operator)
            if operator in _NEW_LINE:
                shown.append("\n")
            if operator in {"BDC", "BMC"}:
                open_marks.append(_mark_of(operands, open_marks, texts))
            elif operator == "EMC":
                open_marks[-1:] = []
            elif operator == "Tf":
                font = self._font(fonts.get(str(operands[0])))
            elif operator == "Do":
                shown.append(self._form(str(operands[0]), resources, depth))
            elif operator in _SHOWING:
                told = _told(operands, font, shown)
                if not (mark := open_marks[-1] if open_marks else _NO_MARK).is_replaced:
                    texts.setdefault(mark.number, []).append(told)
        return PageText({number: "".join(pieces) for number, pieces in texts.items()}, "".join(shown))

    def _form(self, name: str, resources: Any, depth: int) -> str:
        """What a form shows that is drawn on a page; nothing for a picture."""
        form = resources.get(Name.XObject, {}).get(name) if resources is not None else None
        if form is None or form.get(Name.Subtype) != Name.Form or depth > _DEEPEST:
            return ""
        return "\n" + self.page(form, form.get(Name.Resources, resources), depth + 1).shown

    def _font(self, font: Object | None) -> _Font:
        if font is None:
            return _NO_FONT
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._fonts:
            table = font.get(Name.ToUnicode)
            width = 2 if font.get(Name.Subtype) == Name.Type0 else 1
            self._fonts[key] = _read_font(table.read_bytes(), width) if table is not None else _Font(_latin, _signs({}, width))
        return self._fonts[key]


def resources_of(place: Any) -> Any:
    """The resources of a page, its own or those that it inherits."""
    for _ in range(_DEEPEST):
        if place is None or Name.Resources in place:
            break
        place = place.get(Name.Parent)
    return None if place is None else place[Name.Resources]


class _Font(NamedTuple):
    """Codes to text: as a reader is told, and as they are looked through, where no sign of one byte is left out."""

    told: Decoder
    seen: Decoder


class _Mark(NamedTuple):
    """An open mark: the number that its text belongs to, and whether its text has been said otherwise."""

    number: int
    is_replaced: bool


_NO_MARK = _Mark(UNMARKED, is_replaced=False)


def _mark_of(operands: Any, open_marks: list[_Mark], texts: dict[int, list[str]]) -> _Mark:
    outer = open_marks[-1] if open_marks else _NO_MARK
    properties = dict(operands[1].items()) if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
    number = AROUND if str(operands[0]) == "/Artifact" else int(properties.get("/MCID", outer.number))
    instead = properties.get("/ActualText")
    if instead is not None and not outer.is_replaced:
        texts.setdefault(number, []).append(str(instead))
    return _Mark(number, is_replaced=outer.is_replaced or instead is not None)


def _told(operands: Any, font: _Font, shown: list[str]) -> str:
    """The text that an operator shows (`Tj`, `'`, `TJ` between its shifts, the last operand of `\"`); `shown` gets it as it is seen."""
    operand = operands[len(operands) - 1] if len(operands) else b""
    pieces: list[str] = []
    for each in operand.as_list() if isinstance(operand, Array) else (operand,):
        if isinstance(each, String):
            codes = bytes(each)
            pieces.append(text := font.told(codes))
            shown.append(text if font.told is font.seen else font.seen(codes))
        elif isinstance(each, int | float | Decimal) and each < _GAP:
            shown.append(" ")
    return "".join(pieces)


def _read_font(table: bytes, width: int) -> _Font:
    """A font with a ToUnicode table. Its codes have as many bytes as the table says; looked through, two in composite fonts."""
    letters = dict(_letters(table))
    spaces = _PAIR.findall(b"".join(_BLOCK[b"codespacerange"].findall(table)))
    size = max((len(_code(first)) for first, _ in spaces), default=2)

    @cache
    def told(codes: bytes) -> str:
        return "".join([letters.get(codes[index : index + size], "\ufffd") for index in range(0, len(codes), size)])

    if size == width == 2:
        return _Font(told, told)
    return _Font(told, _signs({int.from_bytes(code, "big"): text for code, text in letters.items()}, width))


def _signs(letters: Mapping[int, str], width: int) -> Decoder:
    def seen(codes: bytes) -> str:
        parts = (codes[index : index + width] for index in range(0, len(codes), width))
        return "".join(letters.get(int.from_bytes(code, "big"), code.decode("latin-1") if width == 1 else "") for code in parts)

    return seen


def _letters(table: bytes) -> Iterator[tuple[bytes, str]]:
    for block in _BLOCK[b"bfchar"].findall(table):
        for code, text in _PAIR.findall(block):
            yield _code(code), _text(text)
    for block in _BLOCK[b"bfrange"].findall(table):
        for first, last, text, each in _RANGE.findall(block):
            start, size = int(first, 16), len(_code(first))
            texts = [_text(one) for one in _HEX.findall(each)] if each else _following(_text(text), int(last, 16) - start + 1)
            yield from (((start + index).to_bytes(size, "big"), one) for index, one in enumerate(texts))


def _following(text: str, count: int) -> list[str]:
    return [text[:-1] + chr(ord(text[-1]) + index) for index in range(count)] if text else []


def _code(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def _text(digits: bytes) -> str:
    return _code(digits).decode("utf-16-be", "replace")


def _latin(codes: bytes) -> str:
    """A font without a table of its own has the letters of the format's standard encoding."""
    return codes.decode("cp1252", "replace")


def _nothing(codes: bytes) -> str:
    return "\ufffd" * bool(codes)


_NO_FONT = _Font(_nothing, _signs({}, 1))
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
