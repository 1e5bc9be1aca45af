"""The parts of a Word file that somebody has edited: which edition it is, its body, its lists, its comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from briefing.terms.control import EDITION_NAMESPACE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN = f"{{{EDITION_NAMESPACE}}}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_LARGEST = 256 * 2**20  # bytes unpacked; a lägesbild with every chapter has a hundredth of it


class NoDraftError(Exception):
    """Why a file is no draft of ours, as a Swedish clause: `filen …`."""


@dataclass(frozen=True, eq=False)
class EditedPackage:
    """A Word file opened. `item` is our own part of it, None where a program has dropped it."""

    body: etree._Element
    parts: Mapping[str, etree._Element]
    item: etree._Element | None

    @property
    def edition(self) -> str:
        """The edition's id, from our own part, else from the document's properties; empty where neither says."""
        if self.item is not None:
            return self.item.get("id", "")
        core = self.parts.get("docProps/core.xml")
        found = None if core is None else core.find(f"{_DUBLIN}identifier")
        return "" if found is None else (found.text or "").strip()

    @property
    def version(self) -> str:
        return "" if self.item is None else self.item.get("version", "")

    @cached_property
    def style_names(self) -> Mapping[str, str]:
        """Id of a style → its name in small letters."""
        names = ((each.get(f"{W}styleId", ""), each.find(f"{W}name")) for each in self._all("word/styles.xml", "style"))
        return {id: name.get(f"{W}val", "").lower() for id, name in names if name is not None}

    @cached_property
    def style_lists(self) -> Mapping[str, tuple[str, str]]:
        """Id of a paragraph style that is a list → the list's number and level."""
        found = ((each.get(f"{W}styleId", ""), numbering(each)) for each in self._all("word/styles.xml", "style"))
        return {id: value for id, value in found if value}

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], tuple[bool, int, str, bool]]:
        """(Number of a list, level) → whether it has numbers, the first of them, what it counts on from, and if it begins anew."""
        kinds = {each.get(f"{W}abstractNumId", ""): each for each in self._all("word/numbering.xml", "abstractNum")}
        found = {}
        for each in self._all("word/numbering.xml", "num"):
            number = each.get(f"{W}numId", "")
            kind = _value(each, "abstractNumId")
            for level in kinds[kind].iter(f"{W}lvl") if kind in kinds else ():
                at = level.get(f"{W}ilvl", "0")
                own = next((over for over in each.iter(f"{W}lvlOverride") if over.get(f"{W}ilvl", "0") == at), None)
                anew = "" if own is None else _value(own, "startOverride")
                start = anew or _value(level, "start") or "1"
                found[number, at] = (
                    _value(level, "numFmt") not in ("bullet", "none"),
                    int(start) if start.isdecimal() else 1,
                    kind,
                    bool(anew),
                )
        return found

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Relationship id → where a link leads."""
        relations = self.parts.get("word/_rels/document.xml.rels")
        return {} if relations is None else {each.get("Id", ""): each.get("Target", "") for each in relations}

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """Bookmark → the link within the document that it stands for."""
        found = () if self.item is None else self.item.iter(f"{OWN}mal")
        return {each.get("bokmarke", ""): each.get("namn", "") for each in found}

    def comments(self) -> Iterator[tuple[str, str]]:
        """Id and text of every comment, and of every foot- and endnote under the name of its part."""
        for each in self._all("word/comments.xml", "comment"):
            yield each.get(f"{W}id", ""), plain_text(each)

    def notes(self) -> Iterator[str]:
        for part, name in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            yield from (plain_text(each) for each in self._all(part, name) if not each.get(f"{W}type"))

    def _all(self, part: str, name: str) -> Iterator[etree._Element]:
        root = self.parts.get(part)
        return iter(()) if root is None else root.iter(f"{W}{name}")


def opened_draft(content: bytes) -> EditedPackage:
    """The Word file; NoDraftError where it is none, or broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        with ZipFile(BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > _LARGEST:
                raise NoDraftError("är mycket större uppackad än någon lägesbild")
            names = [each for each in package.namelist() if each.endswith((".xml", ".rels"))]
            parts = {name.lstrip("/"): etree.fromstring(package.read(name), parser) for name in names}
    except NoDraftError:
        raise
    except Exception as fault:  # zipfile meets a broken file with whatever its parts raise, zlib.error among them
        raise NoDraftError("går inte att öppna som Word-dokument (.docx): den är skadad, krypterad eller av ett annat slag") from fault
    root = parts.get("word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise NoDraftError("är inget Word-dokument (.docx)")
    items = (each for name, each in sorted(parts.items()) if name.startswith("customXml/") and each.tag == f"{OWN}utgava")
    return EditedPackage(body, parts, next(items, None))


def plain_text(element: etree._Element) -> str:
    """All words in an element, inserted or deleted; paragraphs and breaks as blanks."""
    words = []
    for each in element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p"):
        words.append((each.text or "") if each.tag in (f"{W}t", f"{W}delText") else " ")
    return " ".join("".join(words).split())


def numbering(holder: etree._Element) -> tuple[str, str] | None:
    """Number of the list and level of what has paragraph properties; None where it says nothing of a list."""
    found = holder.find(f"{W}pPr/{W}numPr")
    return None if found is None else (_value(found, "numId"), _value(found, "ilvl") or "0")


def _value(holder: etree._Element, name: str) -> str:
    found = holder.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
