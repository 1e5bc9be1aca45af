"""Which edition a Word file is, and which human texts stand in it: a small part of its own that survives re-saving."""

from __future__ import annotations

from hashlib import sha256

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from briefing.document.document import Document, Text
from briefing.outputs.package import HEAD
from briefing.outputs.xml_text import escaped
from briefing.terms.control import EDITION_NAMESPACE, bookmark_name

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def add_identity(part: DocumentPart, document: Document) -> None:
    """The customXml part: edition, version, and the control behind each bookmark."""
    package = part.package
    assert package is not None
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _item(document).encode("utf-8"), package)
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, _properties(document).encode("utf-8"), package)
    item.relate_to(properties, f"{_OFFICE}customXmlProps")
    part.relate_to(item, f"{_OFFICE}customXml")


def _item(document: Document) -> str:
    names = (block.control for block in document.blocks() if isinstance(block, Text) and block.control)
    controls = "".join(f'<text namn="{escaped(name)}" bokmarke="{bookmark_name(name)}"/>' for name in dict.fromkeys(names))
    version = f' version="{escaped(document.version)}"' if document.version else ""
    return f'{HEAD}<utgava xmlns="{EDITION_NAMESPACE}" id="{escaped(str(document.edition))}"{version}>{controls}</utgava>'


def _properties(document: Document) -> str:
    mark = sha256(str(document.edition).encode("utf-8")).hexdigest().upper()
    identity = "-".join((mark[:8], mark[8:12], mark[12:16], mark[16:20], mark[20:32]))
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{{{identity}}}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{EDITION_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
