"""The lines of a text in a Word file: bold, italics, links, breaks and lists, and without what the program put before the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from briefing.observations.edited_package import EditedPackage, W, numbering
from briefing.observations.written import Line, Piece

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_HOLDERS = ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
_REFERENCE = re.compile(r"\s*(?:REF\s+(?P<ref>\S+)|HYPERLINK\s+(?:\\l\s+\"(?P<to>[^\"]*)\"|\"(?P<url>[^\"]*)\"))")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def lines_in(paragraphs: Iterable[etree._Element], package: EditedPackage, label: str = "", mark: str = "") -> tuple[Line, ...]:
    """The lines. `label` and the mark of what is invented stand before the first words, a tab before each running text."""
    counters: dict[tuple[str, str], int] = {}
    lines: list[Line] = []
    for paragraph in paragraphs:
        number = _number(paragraph, package, counters)
        reading = _Reading(package)
        pieces = _from(tuple(reading.pieces(paragraph)), label if not lines else "", mark if not lines else "", is_item=number != 0)
        line = Line(pieces, number)
        if line.text.strip() or line.pieces:
            lines.append(line)
    return tuple(lines)


def _from(pieces: tuple[Piece, ...], label: str, mark: str, *, is_item: bool) -> tuple[Piece, ...]:
    """The pieces without what the program wrote before them."""
    text = "".join(each.text for each in pieces)
    rest = text
    if label and rest.startswith(label) and rest[len(label) :][:1] in ("\t", ""):
        rest = rest[len(label) :]
    if not is_item or label:
        rest = rest.removeprefix("\t")
    padded = f"\u00a0{mark}\u00a0"
    if mark and rest.startswith(padded):
        rest = rest[len(padded) :].removeprefix(" ")
    return tuple(_without(pieces, len(text) - len(rest)))


def _without(pieces: Iterable[Piece], count: int) -> Iterator[Piece]:
    for each in pieces:
        left = each.text[count:]
        count = max(0, count - len(each.text))
        if left:
            yield Piece(left, each.strong, each.emphasis, each.link)


def _number(paragraph: etree._Element, package: EditedPackage, counters: dict[tuple[str, str], int]) -> int:
    """The paragraph's number in its list, -1 for a bullet, 0 for running text. The points of the summary are no list of the text's own."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    id = "" if style is None else style.get(f"{W}val", "")
    if package.style_names.get(id, "").startswith("punkt"):
        return 0
    found = numbering(paragraph) or package.style_lists.get(id)
    if not found or found[0] in ("", "0") or found not in package.lists:
        return 0
    is_numbered, start, counted, begins_anew = package.lists[found]
    if not is_numbered:
        return -1
    key, begun = (counted, found[1]), (f"begun {found[0]}", found[1])
    if begins_anew and begun not in counters:
        counters[begun] = 1
        counters.pop(key, None)
    counters[key] = counters.get(key, start - 1) + 1
    for other in [each for each in counters if each[0] == counted and each[1] > found[1]]:
        del counters[other]
    return counters[key]


@dataclass
class _Reading:
    """One paragraph read run by run; a field may begin in one run and end in another."""

    package: EditedPackage
    link: str = ""
    fields: list[str] = field(default_factory=list)
    is_instruction: bool = False

    def pieces(self, holder: etree._Element, link: str = "") -> Iterator[Piece]:
        """Text as it stands: what was deleted with tracking is gone, what was inserted is there."""
        for child in holder:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "r":
                yield from self._run(child, link)
            elif name in _HOLDERS:
                yield from self.pieces(child, self._link(child, name) or link)

    def _link(self, child: etree._Element, name: str) -> str:
        if name == "fldSimple":
            return self._target(child.get(f"{W}instr", ""))
        if name != "hyperlink":
            return ""
        anchor = child.get(f"{W}anchor", "")
        return self.package.anchors.get(anchor, "") if anchor else self.package.links.get(child.get(_RELATION, ""), "")

    def _target(self, instruction: str) -> str:
        match = _REFERENCE.match(instruction)
        if not match:
            return ""
        return match["url"] or self.package.anchors.get(match["ref"] or match["to"] or "", "")

    def _run(self, run: etree._Element, link: str) -> Iterator[Piece]:
        strong, emphasis = (_is_on(run, name) for name in ("b", "i"))
        strong = strong and not (run.find(f"{W}rPr/{W}bCs") is None and "".join(each.text or "" for each in run.iter(f"{W}t")) == "×")
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif name == "instrText" and self.fields:
                self.fields[-1] += child.text or ""
            elif not self.is_instruction:
                text = (child.text or "") if name == "t" else _SIGNS.get(name, "")
                inner = next((target for each in reversed(self.fields) if (target := self._target(each))), "")
                if text:
                    yield Piece(text, strong, emphasis, inner or link)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append("")
            self.is_instruction = True
        elif kind == "separate":
            self.is_instruction = False
        elif kind == "end" and self.fields:
            self.fields.pop()
            self.is_instruction = False


def _is_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")
