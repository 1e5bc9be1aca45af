"""XML as bytes: the same elements give the same bytes, and every text is escaped by lxml."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def element(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A new last child in its parent's namespace; attributes with `prefix__name` are in the namespace of that prefix."""
    namespace = etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    for name, value in attributes.items():
        prefix, _, local = name.rpartition("__")
        made.set(f"{{{parent.nsmap[prefix]}}}{local}" if prefix else local, written(value))
    if text:
        made.text = written(text)
    return made


def root(tag: str, namespaces: Mapping[str | None, str], schemas: Mapping[str, str]) -> etree._Element:
    """A root element in the default namespace, with where its schemas lie."""
    made = etree.Element(f"{{{namespaces[None]}}}{tag}", nsmap=dict(namespaces))
    location = " ".join(f"{namespace} {path}" for namespace, path in schemas.items())
    made.set("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", location)
    return made


def document(made: etree._Element) -> bytes:
    """The bytes of a whole document, indented, UTF-8."""
    etree.indent(made)
    return etree.tostring(made, encoding="UTF-8", xml_declaration=True) + b"\n"


def written(text: str) -> str:
    """The text without the few characters that XML has no way to write."""
    return text.translate(_NOT_IN_XML)
