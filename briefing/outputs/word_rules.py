"""What every Word file must be: accessible, and clean of what its making left behind (each rule of outputs.md, Accessible Word)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from briefing.document.document import Document
from briefing.outputs.extraction import W, heading_levels, style_of, word_text
from briefing.outputs.page_rules import heading_faults
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.word_contrast import contrast_faults
from briefing.outputs.word_drawing_rules import drawing_faults
from briefing.outputs.word_table_rules import table_faults
from briefing.outputs.word_text_rules import text_faults

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
MACHINE_PATH = re.compile(r"file:///|\b[A-Z]:\\|/(home|Users|root|tmp)/")
_OF_PATHS = ("file:///", ":\\", "/home/", "/Users/", "/root/", "/tmp/")
_READ = ("word/document", "word/header", "word/footer", "word/footnotes")

Parts = Mapping[str, etree._Element]
Faults = Iterator[tuple[GateReason, str]]


def word_faults(parts: Parts, document: Document, where: str) -> Iterator[GateRefusal]:
    """The faults of the Word file of a document."""
    for reason, text in word_file_faults(parts, language=document.language, owner=document.frame.owner):
        yield GateRefusal(where, reason, text)


def word_file_faults(parts: Parts, *, language: str = "sv-SE", owner: str = "") -> Faults:
    """The faults of any Word file: title, language, drawings, tables, headings, texts, contrast, and what may not be left in it.

    `owner` is who may stand as its author; where it is empty nobody is asked for.
    """
    yield from _title_and_author(parts, owner)
    yield from _language(parts, language)
    yield from drawing_faults(parts)
    yield from table_faults(parts)
    yield from _headings(parts)
    yield from text_faults(parts)
    yield from contrast_faults(parts)
    yield from _remains(parts)
    yield from _links(parts)


def _title_and_author(parts: Parts, owner: str) -> Faults:
    core = parts.get("docProps/core.xml")
    if core is None or not (core.findtext(f"{_DC}title") or "").strip():
        yield GateReason.TITEL_SAKNAS, "Word-filen saknar titel."
    names = [(core, f"{_DC}creator"), (core, f"{_CP}lastModifiedBy"), (parts.get("docProps/app.xml"), f"{_APP}Manager")]
    for part, name in names if owner else ():
        author = "" if part is None else (part.findtext(name) or "").strip()
        if author and author not in owner:
            yield GateReason.RESTER, f"Word-filen bär ett namn som inte är utgivarens: {author}"


def _language(parts: Parts, language: str) -> Faults:
    default = parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None:
        yield GateReason.FEL_SPRAK, "Word-filens standardspråk är inte satt."
    settings = parts.get("word/settings.xml")
    theme = [] if settings is None else list(settings.iter(f"{W}themeFontLang"))
    if not theme:
        yield GateReason.FEL_SPRAK, "Word-filens temaspråk är inte satt."
    languages = (each for name, part in parts.items() if name.startswith("word/") for each in part.iter(f"{W}lang"))
    for found in {each.get(f"{W}val") for each in (*languages, *theme)} - {None, language}:
        yield GateReason.FEL_SPRAK, f"Word-filen har text på språket ”{found}”, väntat {language}."


def _headings(parts: Parts) -> Faults:
    levels = heading_levels(parts)
    paragraphs = parts["word/document.xml"].iter(f"{W}p")
    yield from heading_faults([(levels[style], word_text(each)) for each in paragraphs if (style := style_of(each)) in levels])


def _remains(parts: Parts) -> Faults:
    """Hidden text, comments, tracked changes, sessions of editing, paths of the machine that made the file."""
    for name, part in parts.items():
        if "comments" in name:
            yield GateReason.RESTER, f"Word-filen har kommentarer: {name}"
        if name.startswith(_READ):
            if next(part.iter(f"{W}vanish", f"{W}webHidden"), None) is not None:
                yield GateReason.RESTER, f"Word-filen har dold text: {name}"
            if next(part.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
                yield GateReason.RESTER, f"Word-filen har spårade ändringar: {name}"
        text = etree.tostring(part, encoding="unicode")
        if "w:rsid" in text:
            yield GateReason.RESTER, f"Word-filen bär spår av redigeringar (rsid): {name}"
        if any(mark in text for mark in _OF_PATHS) and (found := MACHINE_PATH.search(text)):
            yield GateReason.RESTER, f"Word-filen har en sökväg från datorn där den gjordes: {name}, {found[0]}"


def _links(parts: Parts) -> Faults:
    for name, part in parts.items():
        for relation in part if name.endswith(".rels") else ():
            if relation.get("TargetMode") == "External" and not (relation.get("Type") or "").endswith("/hyperlink"):
                yield GateReason.EXTERNT_INNEHALL, f"Word-filen hämtar något utifrån: {relation.get('Target')}"
