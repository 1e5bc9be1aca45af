"""One part of a zip-based file, looked at piece by piece while it is inflated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.numbers import in_print

ROWS, COLUMNS = 200_000, 1_000
_RATIO, _RATIO_FROM = 300, 10_000_000  # sheets deflate to a tenth, a bomb to a thousandth
_LONGEST = 2_000_000  # bytes without a mark: Excel allows 32 767 signs in a cell, a picture in a drawing is no markup
_OVERLAP = 128  # bytes of the piece before that a pattern may begin in
_LARGEST_RELATIONS = 5_000_000
_ENDINGS = (".xml", ".rels", ".vml", ".svg", ".html", ".htm", ".xhtml", ".kml", ".gml")
_UNITS = (lambda text: text, lambda text: b"\0".join(text[i : i + 1] for i in range(len(text))))  # UTF-8 and UTF-16, either order
_DTD = tuple(unit(word) for word in (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity") for unit in _UNITS)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_KNOWN = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-excel\.macrosheet", re.IGNORECASE)
# The place of a cell or row that is not surely within the limits: a row of six digits or more, a column of three letters or more, or
# something that is no place at all.
_PLACE = re.compile(rb"""\sr\s*=\s*["'](?![A-Za-z]{0,2}[0-9]{0,5}["'])([^"'<>]{0,200})""")
_CORNER = re.compile(rb"([A-Za-z]*)([0-9]*)")
_AGAIN = "be avsändaren spara filen på nytt och skicka den igen"
_HYPERLINK = "/hyperlink"


def is_markup(name: str, beginning: bytes) -> bool:
    """Whether a part is XML or HTML, by its name or its first bytes."""
    bare = beginning[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return name.lower().endswith(_ENDINGS) or bare.startswith(b"<")


@dataclass
class Inspection:
    """What is known of one part so far; `add` and `finish` raise UnusableError for what speaks against it."""

    name: str
    packed_size: int
    is_markup: bool = True
    size: int = 0
    _tail: bytes = b""
    _run: int = 0
    _relations: list[bytes] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        """Looks at the next piece."""
        first = not self.size
        self.size += len(piece)
        if self.size > _RATIO_FROM and self.size > _RATIO * max(self.packed_size, 1):
            raise UnusableError(f"en del ({quoted(self.name)}) som är packad mer än {_RATIO} gånger", "en vanlig fil", _AGAIN)
        if not self.is_markup:
            return
        text = self._tail + piece
        if first:
            _check_encoding(text)
        if any(word in text for word in _DTD):
            raise UnusableError(f"en dokumenttypsdefinition (DTD) i {quoted(self.name)}", "en fil utan sådan", _AGAIN)
        self._check_run(piece)
        self._check_kind(text, piece)
        self._tail = text[-_OVERLAP:]

    def finish(self) -> None:
        """Looks at what must be whole."""
        if self._relations:
            _check_relations(self.name, b"".join(self._relations))

    def _check_run(self, piece: bytes) -> None:
        """No text without a mark in it may be longer than any cell can be."""
        first, last = piece.find(b"<"), piece.rfind(b"<")
        longest = self._run + (first if first >= 0 else len(piece))
        self._run = len(piece) - last if first >= 0 else longest
        if longest > _LONGEST:
            raise UnusableError(f"en text på över {_LONGEST // 1_000_000} MB i {quoted(self.name)}", "celler med kort text", _AGAIN)

    def _check_kind(self, text: bytes, piece: bytes) -> None:
        if self.name.endswith(".rels"):
            self._relations.append(piece)
            if self.size > _LARGEST_RELATIONS:
                raise UnusableError(f"för många länkar i {quoted(self.name)}", "en vanlig fil", _AGAIN)
        elif self.name == "[Content_Types].xml":
            if _MACRO_TYPE.search(text):
                remedy = "spara filen utan makron: som Excel-arbetsbok (.xlsx) eller Word-dokument (.docx)"
                raise UnusableError("en fil med makron", "en fil utan makron", remedy)
        else:
            _check_places(self.name, text)


def _check_encoding(text: bytes) -> None:
    declared = _ENCODING.search(text[:512])
    if declared and declared[1].lower() not in _KNOWN:
        raise UnusableError(f"teckenkodningen {quoted(declared[1].decode('latin-1'))}", "UTF-8", _AGAIN)


def _check_places(name: str, text: bytes) -> None:
    """No cell or row beyond the limits, and none whose place is hidden in entities."""
    for match in _PLACE.finditer(text):
        if b"&" in match[1] or _is_far(match[1]):
            found = f"en cell på plats {quoted(match[1].decode('latin-1'))} i {quoted(name)}"
            expected = f"högst {in_print(ROWS)} rader och {in_print(COLUMNS)} kolumner"
            raise UnusableError(found, expected, "ta bort det som står långt utanför tabellen, eller dela filen i flera")


def _is_far(corner: bytes) -> bool:
    place = _CORNER.fullmatch(corner.strip())
    if place is None:
        return False  # the radius of a circle in a drawing, or nothing that a reader takes for a place
    column = 0
    for letter in place[1].upper()[:8]:
        column = column * 26 + letter - 64
    return column > COLUMNS or len(place[1]) > 8 or len(place[2]) > 9 or int(place[2] or 0) > ROWS


def _check_relations(name: str, text: bytes) -> None:
    """Nothing outside the file is referred to, but by hyperlinks, which nobody follows."""

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode", "").strip().lower() != "external" or attributes.get("Type", "").endswith(_HYPERLINK):
            return
        found = f"en länk till en annan fil, {quoted(attributes.get('Target', ''))}"
        raise UnusableError(found, "en fil som står för sig själv", "bryt länkarna till andra filer och mallar, och spara filen på nytt")

    parser = ParserCreate()
    parser.StartElementHandler = begun
    try:
        parser.Parse(text, True)
    except ExpatError:
        raise UnusableError(f"en del ({quoted(name)}) som inte går att läsa", "en hel fil", _AGAIN) from None
