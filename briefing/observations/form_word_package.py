"""A Word file opened: its body, its styles and lists, and what other parts say; never python-docx, which cannot see into controls."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from briefing.observations.fault import UnusableError
from briefing.sources.source import Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_BODY = "word/document.xml"
_LARGEST_UNPACKED = 64 * 2**20  # bytes; a form with every field at its fullest has a hundredth of it
_AGAIN = "be avsändaren spara formuläret på nytt som Word-dokument (.docx)"


@dataclass(frozen=True, eq=False)
class WordPackage:
    """The body of a Word file, and its other parts by name."""

    body: etree._Element
    parts: Mapping[str, bytes]

    @property
    def custom(self) -> list[etree._Element]:
        """The parts of its own that a program has put in it."""
        return [
            root for name in sorted(self.parts) if name.startswith("customXml/") for root in [parsed(self.parts[name])] if root is not None
        ]

    @cached_property
    def bold_styles(self) -> frozenset[str]:
        """Ids of character styles that set text in bold."""
        return frozenset(each.get(f"{W}styleId", "") for each in self._styles if each.get(f"{W}type") == "character" and is_on(each, "b"))

    @cached_property
    def list_styles(self) -> Mapping[str, tuple[str, str]]:
        """Id of a paragraph style that is a list → number of the list and its level."""
        found = {each.get(f"{W}styleId", ""): numbering(each) for each in self._styles}
        return {name: value for name, value in found.items() if value is not None}

    @cached_property
    def bullets(self) -> frozenset[str]:
        """The lists (numId) whose first level has a sign in place of a number."""
        root = parsed(self.parts.get("word/numbering.xml", b""))
        if root is None:
            return frozenset()
        formats = {}
        for each in root.iter(f"{W}abstractNum"):
            first = each.find(f"{W}lvl/{W}numFmt")
            formats[each.get(f"{W}abstractNumId")] = "" if first is None else first.get(f"{W}val", "")
        links = ((each.get(f"{W}numId", ""), each.find(f"{W}abstractNumId")) for each in root.iter(f"{W}num"))
        return frozenset(number for number, link in links if link is not None and formats.get(link.get(f"{W}val")) == "bullet")

    @cached_property
    def comments(self) -> int:
        """How many comments the file has."""
        root = parsed(self.parts.get("word/comments.xml", b""))
        return 0 if root is None else len(root.findall(f"{W}comment"))

    @cached_property
    def notes(self) -> int:
        """How many footnotes and endnotes the file has that somebody wrote."""
        roots = [parsed(self.parts.get(f"word/{name}.xml", b"")) for name in ("footnotes", "endnotes")]
        each = [note for root in roots if root is not None for note in root]
        return sum(1 for note in each if not note.get(f"{W}type"))

    @property
    def _styles(self) -> list[etree._Element]:
        root = parsed(self.parts.get("word/styles.xml", b""))
        return [] if root is None else root.findall(f"{W}style")


def opened(part: Part) -> WordPackage:
    """The Word file; UnusableError where it is none, is broken, or is far larger unpacked than any form."""
    parts = _parts(part.content or b"")
    root = parsed(parts.get(_BODY, b""))
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnusableError("en packad fil som inte är ett Word-dokument", "det ifyllda formuläret, .docx eller .xlsx", _AGAIN)
    return WordPackage(body, parts)


def parsed(content: bytes) -> etree._Element | None:
    """The XML of a part; None where it is none. Nothing outside the part is read."""
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True)) if content else None
    except etree.XMLSyntaxError:
        return None


def is_on(properties: etree._Element, name: str) -> bool:
    """Whether a property that is on or off is on, in what has run properties."""
    found = properties.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def numbering(holder: etree._Element) -> tuple[str, str] | None:
    """Number of the list and level of what has paragraph properties; None where it is in no list."""
    number, level = (holder.find(f"{W}pPr/{W}numPr/{W}{name}") for name in ("numId", "ilvl"))
    if number is None:
        return None
    return number.get(f"{W}val", ""), "0" if level is None else level.get(f"{W}val", "0")


def _parts(content: bytes) -> Mapping[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > _LARGEST_UNPACKED:
                raise UnusableError("en fil som är mycket större uppackad än packad", "ett ifyllt formulär", _AGAIN)
            wanted = (each for each in package.namelist() if each.endswith(".xml"))
            return {posixpath.normpath(name.lstrip("/")): package.read(name) for name in wanted}
    except UnusableError:
        raise
    except Exception as fault:  # zipfile meets a broken file with whatever its parts raise, zlib.error among them
        raise UnusableError(f"en fil som inte går att öppna ({' '.join(str(fault).split())[:60]})", "ett helt formulär", _AGAIN) from None
