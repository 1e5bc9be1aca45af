"""The Word file: laid out from the document on the styles of templates/lagesbild.docx, the same bytes for the same document."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import count
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsdecls, nsmap
from docx.shared import Mm
from lxml import etree

from briefing.document.document import Block, Document, Table, Text
from briefing.document.figure import Figure
from briefing.document.profile import profile_of
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.outputs.package import HEAD, package_parts, zipped
from briefing.outputs.word_blocks import Flow, heading, text_block
from briefing.outputs.word_cover import contents, cover, title_block
from briefing.outputs.word_figure import figure_block
from briefing.outputs.word_identity import add_identity, is_editable
from briefing.outputs.word_margins import fill_footer, fill_header
from briefing.outputs.word_profile import dressed
from briefing.outputs.word_styles import TEMPLATE, Setting, anchors, labels, style_ids, unusable_template
from briefing.outputs.word_table import table_block
from briefing.outputs.xml_text import allowed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MADE = datetime(2000, 1, 1)  # a file has no clock: when an edition was sealed stands in the archive
_LONGEST_PROPERTY = 255  # the format's own limit
_SHORT_FORM = {"Title": "Titel kort", "Subtitle": "Undertitel kort", "Heading 1": "Rubrik kort"}


def render_word(document: Document, templates: Templates) -> File:
    """The document as `<edition id>.docx`; BriefingError says what templates/lagesbild.docx lacks."""
    word = opened(templates.file(TEMPLATE))
    profile = profile_of(templates)
    setting = Setting(document.frame, word.part, style_ids(word), anchors(document), labels(document), count(1), templates, profile)
    if not document.frame.has_cover:
        set_short_form(word)
    setting.invites = is_editable(document)
    body = _body(setting, document)
    _set_properties(word, document)
    _fill_margins(word, setting, document)
    written = {str(word.part.partname): _document_part(word, body)}
    add_identity(word.part, document, written[str(word.part.partname)], setting.styles)
    package = word.part.package
    assert package is not None
    return File(f"{document.edition}.docx", MEDIA_TYPE, zipped(dressed(package_parts(package, written), profile)))


def opened(template: bytes) -> WordDocument:
    """The Word template; BriefingError where it is no Word file."""
    try:
        return docx.Document(BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise unusable_template(str(error)) from error


def _body(setting: Setting, document: Document) -> str:
    """Everything in reading order."""
    has_cover = document.frame.has_cover
    opening = cover(setting, document) if has_cover else title_block(setting, document)
    parts = [opening, contents(setting, document)]
    numbered = any(section.number for section in document.sections)
    flow = Flow()
    for index, section in enumerate(document.sections):
        starts_page = section.starts_page or (has_cover and index == 0)
        parts.append(heading(setting, section, numbered=numbered, starts_page=starts_page))
        flow.has_bar = False
        parts += (_block(setting, block, flow) for block in section.blocks)
    return "".join(parts)


def _block(setting: Setting, block: Block, flow: Flow) -> str:
    if isinstance(block, Text):
        return text_block(setting, block, flow)
    flow.has_bar = False
    match block:
        case Table():
            return table_block(setting, block)
        case Figure():
            return figure_block(setting, block)


def _document_part(word: WordDocument, body: str) -> bytes:
    """The document part as text: the body before the section's own properties, which stand last.

    Never parsed here: a tree that is moved into another one costs more for each row than the row before, and the gate parses the file.
    """
    last = word.element.body.sectPr
    assert last is not None
    # Else the prefix of r:id is what some library in this process has registered, and the bytes differ.
    etree.cleanup_namespaces(last, top_nsmap={"r": nsmap["r"]}, keep_ns_prefixes=["r"])
    closing = etree.tostring(last, encoding="unicode")
    return f"{HEAD}<w:document {nsdecls('w', 'r', 'wp')}><w:body>{body}{closing}</w:body></w:document>".encode()


def set_short_form(word: WordDocument) -> None:
    """The smaller title and headings, and the tighter page, of a document without cover."""
    for name, short in _SHORT_FORM.items():
        own, other = word.styles[name].element, word.styles[short].element
        for each in (own.pPr, own.rPr):
            if each is not None:
                own.remove(each)
        own.extend(each for each in (other.pPr, other.rPr) if each is not None)
    word.sections[0].top_margin, word.sections[0].bottom_margin = Mm(22), Mm(19)


def _fill_margins(word: WordDocument, setting: Setting, document: Document) -> None:
    """Header and footer of every page; the cover has the footer only."""
    section, frame = word.sections[0], document.frame
    fill_header(section.header, setting)
    fill_footer(section.footer, setting, is_synthetic=document.synthetic)
    if frame.has_cover:
        section.different_first_page_header_footer = True
        fill_footer(section.first_page_footer, setting, is_synthetic=document.synthetic)


def _set_properties(word: WordDocument, document: Document) -> None:
    frame, properties = document.frame, word.core_properties
    texts = {
        "title": f"{frame.title} {frame.subtitle}".strip(),
        "subject": document.description,
        "keywords": ", ".join(document.keywords),
        "author": frame.owner,
        "last_modified_by": frame.owner,
        "language": document.language,
        "identifier": str(document.edition),
        "version": document.version or "",
        "content_status": document.status.value,
    }
    for name, text in texts.items():
        setattr(properties, name, allowed(text)[:_LONGEST_PROPERTY])
    properties.created, properties.modified, properties.revision = MADE, MADE, 1
