"""The text of a PDF as a reader gets it, and all that lies in it beside its pages: metadata, bookmarks, alternative texts, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

Characters = Mapping[int, str]

_SHOWN = ("Tj", "TJ", "'", '"')
_NEW_LINE = ("T*", "'", '"', "BT", "Td", "TD", "Tm")
_READ = " ".join({*_SHOWN, *_NEW_LINE, "Tf", "Do"})  # the rest draws
_GAP = -200  # thousandths of the font size: a wider step between two signs is a blank
_HEX = r"<\s*([0-9A-Fa-f\s]*)>"
_ONE = re.compile(rf"{_HEX}\s*{_HEX}")
_RANGE = re.compile(rf"{_HEX}\s*{_HEX}\s*(?:{_HEX}|\[([^\]]*)\])")


def pdf_pages(content: bytes) -> tuple[str, ...]:
    """All that each page shows, in or out of its structure: glyphs by the font's ToUnicode, a line per position on the page.

    pikepdf.PdfError: it cannot be read.
    """
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        return tuple("".join(_shown(page.obj, page.obj.get("/Resources"))) for page in pdf.pages)


def pdf_objects(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """What every object holds: the strings of dictionaries as text, streams inflated as bytes; by the object's number.

    What pages and forms draw is left out: `pdf_pages` reads it.
    """
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        drawn = {each.objgen for page in pdf.pages for each in _contents(page.obj)}
        for each in pdf.objects:
            number = f"objekt {each.objgen[0]}"
            if strings := "\n".join(_strings(each)):
                yield number, strings
            if isinstance(each, pikepdf.Stream) and each.objgen not in drawn and each.get("/Subtype") != "/Form":
                yield number, _inflated(each)
        if strings := "\n".join(_strings(pdf.trailer)):
            yield "metadata", strings


def _contents(page: Any) -> list[Any]:
    import pikepdf

    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _inflated(stream: pikepdf.Stream) -> bytes:
    """The stream as it is meant; as it is stored where only a picture's reader can inflate it."""
    from pikepdf import PdfError

    try:
        return bytes(stream.read_bytes())
    except PdfError:
        return bytes(stream.read_raw_bytes())


def _strings(each: Any) -> Iterator[str]:
    """The strings in an object; what it only refers to is an object of its own."""
    import pikepdf

    if isinstance(each, pikepdf.String):
        yield str(each)
    elif isinstance(each, pikepdf.Array):
        for item in each:
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for _, item in each.items():
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)


def _shown(drawn: Any, resources: Any) -> Iterator[str]:
    """The text that a page or form shows, in the order of its content; forms within it where they are drawn."""
    import pikepdf

    fonts = {name: _characters(font) for name, font in (resources.get("/Font", {}) if resources else {}).items()}
    forms = resources.get("/XObject", {}) if resources else {}
    characters: tuple[Characters, int] = ({}, 1)
    for instruction in pikepdf.parse_content_stream(drawn, _READ):
        operands, name = instruction.operands, str(instruction.operator)
        if name in _NEW_LINE:
            yield "\n"
        if name == "Tf":
            characters = fonts.get(str(operands[0]), ({}, 1))
        elif name in _SHOWN:
            yield from _read(operands[-1], *characters)
        elif name == "Do" and (form := forms.get(str(operands[0]))) is not None and form.get("/Subtype") == "/Form":
            yield "\n"
            yield from _shown(form, form.get("/Resources", resources))


def _read(shown: Any, characters: Characters, width: int) -> Iterator[str]:
    import pikepdf

    for each in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(each, pikepdf.String):
            codes = bytes(each)
            for place in range(0, len(codes), width):
                code = codes[place : place + width]
                yield characters.get(int.from_bytes(code, "big"), code.decode("latin-1") if width == 1 else "")
        elif float(each) < _GAP:
            yield " "


def _characters(font: Any) -> tuple[Characters, int]:
    """Code → text by the font's ToUnicode, and how many bytes a code has (two in composite fonts)."""
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    mapped = font.get("/ToUnicode")
    return (_mapping(bytes(mapped.read_bytes()).decode("latin-1")) if mapped is not None else {}), width


def _mapping(cmap: str) -> Characters:
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        found |= {int(code, 16): _unicode(text) for code, text in _ONE.findall(block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text, texts in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if texts:
                found |= dict(zip(codes, (_unicode(each) for each in re.findall(_HEX, texts)), strict=False))
            else:
                start = _unicode(text)
                found |= {code: start[:-1] + chr(ord(start[-1]) + step) for step, code in enumerate(codes) if start}
    return found


def _unicode(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode("utf-16-be", errors="replace")
