"""Which edition a Word file is, and which human texts stand in it: a small part of its own that survives re-saving.

A draft that people may edit also carries what it said when it was made, so that every change can be told from it alone, whoever has
it and however long after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from briefing.document.document import Document, Text, Unwritten
from briefing.document.written_lines import base_of
from briefing.observations.edited_draft import lines_around
from briefing.outputs.package import HEAD
from briefing.outputs.xml_text import escaped
from briefing.terms.control import EDITION_NAMESPACE, bookmark_name
from briefing.terms.edition import Status
from briefing.terms.sensitivity import Sensitivity

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def add_identity(part: DocumentPart, document: Document, body: bytes, styles: Mapping[str, str]) -> None:
    """The customXml part: edition, version, and the control behind each bookmark; in a draft also what it says."""
    package = part.package
    assert package is not None
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _item(document, body, styles).encode("utf-8"), package)
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, _properties(document).encode("utf-8"), package)
    item.relate_to(properties, f"{_OFFICE}customXmlProps")
    part.relate_to(item, f"{_OFFICE}customXml")


def is_editable(document: Document) -> bool:
    """Whether people still write in it: a draft with human texts, or with some that are missing, and not one for everyone to read."""
    is_draft = document.status.rank <= Status.UTKAST.rank
    return is_draft and (document.sensitivity is not Sensitivity.OPPEN or any(each.unwritten for each in _texts(document)))


def hint_of(missing: Unwritten) -> str:
    """What an empty control says until somebody writes in it."""
    return f"Skriv texten här: {missing.name}."


def _item(document: Document, body: bytes, styles: Mapping[str, str]) -> str:
    is_open = is_editable(document)
    version = f' version="{escaped(document.version)}"' if document.version else ""
    controls = "".join(dict.fromkeys(_controls(document, is_open=is_open)))
    around = _around(document, body, styles) if is_open else ""
    head = f'{HEAD}<utgava xmlns="{EDITION_NAMESPACE}" id="{escaped(str(document.edition))}"{version}>'
    return f"{head}{controls}{around}</utgava>"


def _controls(document: Document, *, is_open: bool) -> Iterator[str]:
    for each in _texts(document):
        if each.control:
            mark = document.frame.example_mark if each.synthetic else ""
            told = f' text="" ledtext="{escaped(each.label)}" marke="{escaped(mark)}"' if is_open else ""
            yield _control(each.control, told, base_of(each) if is_open else "")
            if is_open:
                links = dict.fromkeys(run.link for words in each.paragraphs for run in words.runs if run.link.startswith("#"))
                yield from (f'<mal namn="{escaped(link)}" bokmarke="{bookmark_name(link[1:])}"/>' for link in links)
        for missing in each.unwritten if is_open else ():
            yield _control(missing.control, f' text="" fyll-i="{escaped(hint_of(missing))}"', "")


def _control(name: str, told: str, base: str) -> str:
    start = f'<text namn="{escaped(name)}" bokmarke="{bookmark_name(name)}"{told}'
    lines = "\n".join(map(escaped, base.split("\n")))
    return f"{start}>{lines}</text>\n" if base else f"{start}/>"


def _around(document: Document, body: bytes, styles: Mapping[str, str]) -> str:
    """Every line that stands in no control, each on a line of its own, so that numbers beside each other are never read as one."""
    controls = {each.control for each in _texts(document) if each.control}
    controls |= {missing.control for each in _texts(document) for missing in each.unwritten}
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)).find(f"{_W}body")
    assert root is not None
    names = {id: name.lower() for name, id in styles.items()}
    lines = "\n".join(f"<rad>{escaped(each)}</rad>" for each in lines_around(root, sorted(controls), names))
    return f"<omgivning>\n{lines}\n</omgivning>"


def _texts(document: Document) -> Iterator[Text]:
    return (block for block in document.blocks() if isinstance(block, Text))


def _properties(document: Document) -> str:
    mark = sha256(str(document.edition).encode("utf-8")).hexdigest().upper()
    identity = "-".join((mark[:8], mark[8:12], mark[12:16], mark[16:20], mark[20:32]))
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{{{identity}}}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{EDITION_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
