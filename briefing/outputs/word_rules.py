"""What every Word file must be: accessible, and clean of what its making left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from briefing.document.document import Document
from briefing.outputs.extraction import W, heading_levels, style_of, word_text
from briefing.outputs.page_rules import heading_faults
from briefing.outputs.refusal import GateReason, GateRefusal

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|emf|wmf|xlsx)", re.IGNORECASE)
_MACHINE_PATH = re.compile(r"file:///|\b[A-Z]:\\|/(home|Users|root|tmp)/")

Parts = Mapping[str, etree._Element]
Faults = Iterator[tuple[GateReason, str]]


def word_faults(parts: Parts, document: Document, where: str) -> Iterator[GateRefusal]:
    """The faults of a Word file: title and language, drawings with words, header rows, headings in order, nothing left behind."""
    for reason, text in (
        *_title_and_author(parts, document),
        *_language(parts, document),
        *_drawings(parts),
        *_tables(parts),
        *_headings(parts),
        *_remains(parts),
        *_links(parts),
    ):
        yield GateRefusal(where, reason, text)


def _title_and_author(parts: Parts, document: Document) -> Faults:
    core = parts.get("docProps/core.xml")
    if core is None or not (core.findtext(f"{_DC}title") or "").strip():
        yield GateReason.TITEL_SAKNAS, "Word-filen saknar titel."
    for name in (f"{_DC}creator", f"{_CP}lastModifiedBy"):
        author = "" if core is None else (core.findtext(name) or "").strip()
        if author and author not in document.frame.owner:
            yield GateReason.RESTER, f"Word-filen bär ett namn som inte är utgivarens: {author}"


def _language(parts: Parts, document: Document) -> Faults:
    default = parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None:
        yield GateReason.FEL_SPRAK, "Word-filens standardspråk är inte satt."
    settings = parts.get("word/settings.xml")
    theme = [] if settings is None else list(settings.iter(f"{W}themeFontLang"))
    languages = (each for name, part in parts.items() if name.startswith("word/") for each in part.iter(f"{W}lang"))
    for language in {each.get(f"{W}val") for each in (*languages, *theme)} - {None, document.language}:
        yield GateReason.FEL_SPRAK, f"Word-filen har text på språket ”{language}”, väntat {document.language}."


def _drawings(parts: Parts) -> Faults:
    for part in parts.values():
        for properties in part.iter(f"{_WP}docPr"):
            words = (properties.get("descr") or "").strip()
            if not words or _FILE_NAME.fullmatch(words):
                yield GateReason.BILD_UTAN_TEXT, f"En figur saknar alternativtext: {properties.get('name') or 'utan namn'}"


def _tables(parts: Parts) -> Faults:
    for table in parts["word/document.xml"].iter(f"{W}tbl"):
        first = table.find(f"{W}tr")
        if first is None or first.find(f"{W}trPr/{W}tblHeader") is None:
            words = "" if first is None else word_text(first).strip()
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell saknar huvudrad: {words or 'tom'}"


def _headings(parts: Parts) -> Faults:
    levels = heading_levels(parts)
    paragraphs = parts["word/document.xml"].iter(f"{W}p")
    yield from heading_faults([(levels[style], word_text(each)) for each in paragraphs if (style := style_of(each)) in levels])


def _remains(parts: Parts) -> Faults:
    """Hidden text, comments, tracked changes, paths of the machine that made the file."""
    for name, part in parts.items():
        if "comments" in name:
            yield GateReason.RESTER, f"Word-filen har kommentarer: {name}"
        if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes")):
            if next(part.iter(f"{W}vanish"), None) is not None:
                yield GateReason.RESTER, f"Word-filen har dold text: {name}"
            if next(part.iter(f"{W}ins", f"{W}del"), None) is not None:
                yield GateReason.RESTER, f"Word-filen har spårade ändringar: {name}"
        if found := _MACHINE_PATH.search(etree.tostring(part, encoding="unicode")):
            yield GateReason.RESTER, f"Word-filen har en sökväg från datorn där den gjordes: {name}, {found[0]}"


def _links(parts: Parts) -> Faults:
    for name, part in parts.items():
        for relation in part if name.endswith(".rels") else ():
            if relation.get("TargetMode") == "External" and not (relation.get("Type") or "").endswith("/hyperlink"):
                yield GateReason.EXTERNT_INNEHALL, f"Word-filen hämtar något utifrån: {relation.get('Target')}"
