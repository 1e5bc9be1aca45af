"""The text of a PDF page by the marks that its structure points to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Object, String, parse_content_stream

Decoder = Callable[[bytes], str]

AROUND, UNMARKED = -1, -2
"""The marks of what stands around the text (artifacts: header, footer, repeated heads), and of what stands in no mark at all."""

_SHOWN = "BDC BMC EMC Tf Tj TJ ' \""
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_BLOCK = {name: re.compile(b"begin" + name + b"(.*?)end" + name, re.DOTALL) for name in (b"bfchar", b"bfrange", b"codespacerange")}


class Reader:
    """Reads pages; a font is understood once."""

    def __init__(self) -> None:
        self._decoders: dict[object, Decoder] = {}

    def marked(self, stream: Object, resources: Object | None) -> Mapping[int, str]:
        """Mark (MCID, `AROUND` or `UNMARKED`) → the text inside it, in the order written.

        Text that stands in for what is drawn (ActualText) is taken instead of it.
        """
        texts: dict[int, list[str]] = {}
        open_marks: list[_Mark] = []
        decode: Decoder = _nothing
        fonts: Any = resources.get(Name.Font, {}) if resources is not None else {}
        for instruction in parse_content_stream(stream, _SHOWN):
            if isinstance(instruction, ContentStreamInlineImage):
                continue
            operands, operator = instruction.operands, str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                open_marks.append(_mark_of(operands, open_marks, texts))
            elif operator == "EMC":
                open_marks[-1:] = []
            elif operator == "Tf":
                decode = self._decoder(fonts.get(str(operands[0])))
            elif not (mark := open_marks[-1] if open_marks else _NO_MARK).is_replaced:
                texts.setdefault(mark.number, []).append(decode(_shown(operands)))
        return {number: "".join(pieces) for number, pieces in texts.items()}

    def _decoder(self, font: Object | None) -> Decoder:
        if font is None:
            return _nothing
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._decoders:
            table = font.get(Name.ToUnicode)
            self._decoders[key] = _decoder(table.read_bytes()) if table is not None else _latin
        return self._decoders[key]


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


def _shown(operands: Any) -> bytes:
    """The codes that an operator shows: those of `Tj` and `'`, those between the shifts of `TJ`, the last operand of `\"`."""
    shown = operands[len(operands) - 1] if len(operands) else b""
    if isinstance(shown, Array):
        return b"".join([bytes(each) for each in shown.as_list() if isinstance(each, String)])
    return bytes(shown) if isinstance(shown, String) else b""


def _decoder(table: bytes) -> Decoder:
    """Codes to text by a ToUnicode table."""
    letters = dict(_letters(table))
    spaces = _PAIR.findall(b"".join(_BLOCK[b"codespacerange"].findall(table)))
    size = max((len(_code(first)) for first, _ in spaces), default=2)

    def decode(codes: bytes) -> str:
        return "".join(letters.get(codes[index : index + size], "\ufffd") for index in range(0, len(codes), size))

    return decode


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
