"""ISO 29500-3 for one part: what a consumer reads that knows the standard and none of its later extensions."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from lxml import etree

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EXTENSION = "http://schemas.microsoft.com/"


class NotUnderstoodError(Exception):
    """A part that says that it must not be read without an extension, or that breaks the rules of extension itself."""


def understood(part: bytes) -> etree._Element:
    """The part without ignorable elements and attributes, each AlternateContent replaced by its first choice that needs no extension."""
    root = etree.fromstring(part)
    _choose(root)
    ignorable = _ignorable(root)
    _drop(root, ignorable)
    left = next((each for each in root.iter(f"{{{MC}}}*")), None)
    if left is not None:
        raise NotUnderstoodError(f"{etree.QName(left).localname} stands where it means nothing")
    return root


def _choose(root: etree._Element) -> None:
    for alternate in reversed(list(root.iter(f"{{{MC}}}AlternateContent"))):
        branches = [each for each in alternate if _is_readable(each)]
        chosen = list(branches[0]) if branches else []
        parent = alternate.getparent()
        if parent is None:
            raise NotUnderstoodError("AlternateContent is the whole part")
        at = parent.index(alternate)
        parent.remove(alternate)
        for offset, each in enumerate(chosen):
            parent.insert(at + offset, each)


def _is_readable(branch: etree._Element) -> bool:
    if branch.tag == f"{{{MC}}}Fallback":
        return True
    return not any(_namespace(branch, prefix).startswith(_EXTENSION) for prefix in (branch.get("Requires") or "").split())


def _ignorable(root: etree._Element) -> AbstractSet[str]:
    """The namespaces that the part lets a reader ignore; NotUnderstoodError where it demands one."""
    names: set[str] = set()
    for element in root.iter():
        for attribute in [each for each in element.attrib if str(each).startswith(f"{{{MC}}}")]:
            prefixes = str(element.attrib.pop(attribute)).split()
            match etree.QName(attribute).localname:
                case "Ignorable":
                    names |= {_namespace(element, prefix) for prefix in prefixes}
                case "MustUnderstand":
                    raise NotUnderstoodError(f"must not be read without {', '.join(prefixes)}")
    return {name for name in names if name.startswith(_EXTENSION)}


def _namespace(element: etree._Element, prefix: str) -> str:
    namespace = element.nsmap.get(prefix)
    if namespace is None:
        raise NotUnderstoodError(f"the prefix {prefix} is not declared")
    return namespace


def _drop(root: etree._Element, ignorable: AbstractSet[str]) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for attribute in [each for each in element.attrib if etree.QName(each).namespace in ignorable]:
            del element.attrib[attribute]
        parent = element.getparent()
        if etree.QName(element).namespace in ignorable and parent is not None:
            parent.remove(element)
