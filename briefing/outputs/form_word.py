"""An empty form as a Word file: a heading and a table per dimension, each answer in a content control with a tag and a bookmark."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from itertools import count

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from lxml import etree

from briefing.document.document import Paragraph
from briefing.document.form import Form, FormDimension, FormField
from briefing.document.profile import profile_of
from briefing.document.templates import Templates
from briefing.observations.form_fields import CHOOSE, DIMENSION, EARLIER, IDENTITY_LABELS, NUMBERS, TOP_LABELS, WRITE, WRITE_DATE
from briefing.observations.form_word_text import paragraph_text
from briefing.outputs.file import File
from briefing.outputs.form_word_table import FormWriter, W
from briefing.outputs.package import HEAD, package_parts, zipped
from briefing.outputs.word import MADE, MEDIA_TYPE, opened, set_short_form
from briefing.outputs.word_profile import dressed
from briefing.outputs.word_styles import TEMPLATE, style_ids
from briefing.outputs.xml_text import escaped
from briefing.terms.control import FORM_NAMESPACE, FieldName, text_mark

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def render_form_word(form: Form, templates: Templates) -> File:
    """The form as `<source>-<period>.docx`, the same bytes for the same form; BriefingError says what the Word template lacks."""
    word = opened(templates.file(TEMPLATE))
    writer = FormWriter(style_ids(word), count(1))
    body = _body(form, writer)
    _set_properties(word, form)
    document = _document(word, body)
    _add_identity(word, form, _marks(document))
    package = word.part.package
    assert package is not None
    parts = package_parts(package, {str(word.part.partname): document})
    return File(f"{form.name}.docx", MEDIA_TYPE, zipped(dressed(parts, profile_of(templates))))


def _body(form: Form, writer: FormWriter) -> str:
    """Title, how to fill it in, who answers, and the dimensions in reading order."""
    mark = "EXEMPEL: svaren från förra gången är påhittade." if form.synthetic and form.earlier else ""
    opening = writer.paragraph("Title", form.heading) + (writer.paragraph("Källa", mark) if mark else "")
    guide = "".join(_guide(each, writer) for each in form.guide)
    heading = writer.paragraph("Heading 1", "Om formuläret")
    parts = [opening, guide, heading, _top(form, writer)]
    for dimension in form.dimensions:
        parts += [writer.paragraph("Heading 1", dimension.label), _dimension(dimension, writer)]
    return "".join(parts)


def _guide(paragraph: Paragraph, writer: FormWriter) -> str:
    style = "List Bullet" if paragraph.list_number else "Body Text"
    return writer.paragraph(style, *((run.text, run.strong) for run in paragraph.runs))


def _top(form: Form, writer: FormWriter) -> str:
    """Which form it is, and who answers and when."""
    rows = [(IDENTITY_LABELS[key], writer.text(words)) for key, words in form.identity_words.items()]
    if form.due_on:
        rows.append(("Svara senast", writer.text(form.due_on.isoformat())))
    if form.earlier:
        rows.append((EARLIER, writer.text(form.earlier)))
    for key, text in form.top.items():
        name, label = FieldName("", key), TOP_LABELS[key]
        rows.append((label, writer.date(name, label, WRITE_DATE) if key == "dated" else writer.line(name, label, text, WRITE)))
    cells = [(writer.text(label, strong=True), content) for label, content in rows]
    return writer.table(f"Om formuläret: {form.heading}", ((DIMENSION, 45), ("Innehåll", 121)), cells)


def _dimension(dimension: FormDimension, writer: FormWriter) -> str:
    """What to write, the numbers, and the fields with last time's answers to the right."""
    about = writer.paragraph("Body Text", dimension.help, is_kept=True) if dimension.help else ""
    numbers = "".join(writer.paragraph("Källa", f"{NUMBERS}: {each}", is_kept=True) for each in dimension.numbers)
    cells = [
        (writer.text(each.label, strong=True), _answer(each, dimension, writer), writer.text(each.earlier)) for each in dimension.fields
    ]
    columns = (("Fält", 26), ("Ert svar", 84), (EARLIER, 56))
    return about + numbers + writer.table(f"{dimension.label}: fält att fylla i", columns, cells, roomy=True)


def _answer(field: FormField, dimension: FormDimension, writer: FormWriter) -> str:
    title = f"{dimension.label}, {field.label}"
    return writer.choice(field.name, title, field.choices, CHOOSE) if field.choices else writer.area(field.name, title, WRITE)


def _document(word: WordDocument, body: str) -> bytes:
    last = word.element.body.sectPr
    assert last is not None
    closing = etree.tostring(last, encoding="unicode")
    return f"{HEAD}<w:document {nsdecls('w', 'r')}><w:body>{body}{closing}</w:body></w:document>".encode()


def _marks(document: bytes) -> str:
    """The sums of all texts of the form itself, so that what is written outside its fields is told from them."""
    texts = (paragraph_text(each) for each in etree.fromstring(document).iter(f"{W}p"))
    return " ".join(sorted({text_mark(text) for text in texts if text.strip()}))


def _add_identity(word: WordDocument, form: Form, marks: str) -> None:
    package = word.part.package
    assert package is not None
    attributes = "".join(f' {key}="{escaped(value)}"' for key, value in form.identity.items())
    content = f'{HEAD}<formular xmlns="{FORM_NAMESPACE}"{attributes}>{marks}</formular>'
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", content.encode(), package)
    mark = sha256(form.name.encode()).hexdigest().upper()
    identity = "-".join((mark[:8], mark[8:12], mark[12:16], mark[16:20], mark[20:32]))
    about = (
        f'{HEAD}<ds:datastoreItem ds:itemID="{{{identity}}}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{FORM_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, about.encode(), package)
    item.relate_to(properties, f"{_OFFICE}customXmlProps")
    word.part.relate_to(item, f"{_OFFICE}customXml")


def _set_properties(word: WordDocument, form: Form) -> None:
    set_short_form(word)
    properties = word.core_properties
    texts: Mapping[str, str] = {"title": form.heading, "language": "sv-SE", "identifier": form.name, "author": form.municipality.name}
    for name, text in texts.items():
        setattr(properties, name, text[:255])
    properties.last_modified_by = form.municipality.name
    properties.created, properties.modified, properties.revision = MADE, MADE, 1
