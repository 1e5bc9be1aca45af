"""The judge of ISO/IEC 29500 (transitional): every part of an Office file, embedded workbooks too, against the standard's schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from judges.markup_compatibility import NotUnderstoodError, understood
from judges.office_package import package_findings, parts_of
from judges.tools import SCHEMAS, JudgeBrokenError
from lxml import etree

_XSD = "http://www.w3.org/2001/XMLSchema"
_DUBLIN_CORE = {
    "dc.xsd": (
        "http://purl.org/dc/elements/1.1/",
        "".join(
            f'<xs:element name="{name}" type="xs:string"/>'
            for name in ("creator", "description", "identifier", "language", "subject", "title")
        ),
    ),
    "dcterms.xsd": (
        "http://purl.org/dc/terms/",
        '<xs:simpleType name="W3CDTF"><xs:union memberTypes="xs:gYear xs:gYearMonth xs:date xs:dateTime"/></xs:simpleType>'
        '<xs:element name="created" type="xs:anySimpleType"/><xs:element name="modified" type="xs:anySimpleType"/>',
    ),
}
_OWN = ("customXml/item",)  # data of our own namespace, which no schema of the standard speaks of


def schema_findings(content: bytes) -> tuple[str, ...]:
    """What the standard does not allow, as `part: sentence`; parts of embedded packages are named `workbook.xlsx!part`."""
    return tuple(_findings(content, ""))


def _findings(content: bytes, within: str) -> Iterator[str]:
    yield from (within + each for each in package_findings(content))
    for name, part in sorted(parts_of(content).items()):
        if name.endswith((".xlsx", ".docx")):
            yield from _findings(part, f"{within}{name}!")
        elif name.endswith((".xml", ".rels")):
            yield from (f"{within}{name}: {each}" for each in _part_findings(part, is_own=_is_own(name)))


def _is_own(name: str) -> bool:
    return name.startswith(_OWN) and "Props" not in name


def _part_findings(part: bytes, *, is_own: bool) -> Iterator[str]:
    try:
        root = understood(part)
    except (etree.XMLSyntaxError, NotUnderstoodError) as error:
        yield str(error)
        return
    schema = standard()
    if not is_own and not schema.validate(etree.fromstring(etree.tostring(root))):
        yield from (each.message for each in schema.error_log)


@cache
def standard() -> etree.XMLSchema:
    """All schemas of the standard as one; JudgeBrokenError where they are not installed."""
    files = sorted(SCHEMAS.rglob("*.xsd"))
    if not files:
        raise JudgeBrokenError("the schemas are not installed")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_DublinCore())
    imports = "".join(_import(file) for file in files if file.parent.name != "microsoft")
    driver = etree.fromstring(f'<xs:schema xmlns:xs="{_XSD}">{imports}</xs:schema>', parser, base_url=str(SCHEMAS / "all.xsd"))
    return etree.XMLSchema(driver)


def _import(file: Path) -> str:
    namespace = etree.parse(file).getroot().get("targetNamespace")
    return f'<xs:import namespace="{namespace}" schemaLocation="{file.as_uri()}"/>'


class _DublinCore(etree.Resolver):
    """The two schemas that the standard names by their address in the world: here, the elements that it uses of them."""

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:
        name = (system_url or "").rpartition("/")[2]
        if name not in _DUBLIN_CORE:
            return None
        namespace, body = _DUBLIN_CORE[name]
        head = f'xmlns:xs="{_XSD}" xmlns="{namespace}" targetNamespace="{namespace}" elementFormDefault="qualified"'
        text = f"<xs:schema {head}>{body}</xs:schema>"
        return self.resolve_string(text, context)
