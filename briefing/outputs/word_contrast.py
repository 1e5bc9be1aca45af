"""Contrast in a Word file: every text against what it stands on, and every bar that carries a meaning (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from briefing.document.profile import contrast
from briefing.outputs.extraction import W
from briefing.outputs.refusal import GateReason

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT, _GRAPHIC = 4.5, 3.0
_HEX = re.compile("[0-9A-Fa-f]{6}")
_READ = ("word/document", "word/header", "word/footer")


@dataclass(frozen=True)
class _Style:
    """What a style says itself: the one it is based on, colour of the text, what it stands on, colour of the bar at its left."""

    based_on: str
    colour: str
    ground: str
    bar: str


def contrast_faults(parts: Mapping[str, etree._Element]) -> Iterator[tuple[GateReason, str]]:
    """Colours as they are used, each once: texts, bars beside what people wrote, texts in charts."""
    styles = {each.get(f"{W}styleId") or "": _style(each) for each in parts["word/styles.xml"].iter(f"{W}style")}
    default = _value(parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}color"), "val") or "000000"
    used = {each for name, part in parts.items() if name.startswith(_READ) for each in _used(part, styles, default)}
    for colour, ground in sorted(used):
        if (found := ratio(colour, ground)) < _TEXT:
            yield GateReason.LAG_KONTRAST, f"Texten #{colour} på #{ground} har kontrasten {_number(found)}, minst 4,5 krävs."
    for bar in sorted({each.bar for each in styles.values()} - {""}):
        if (found := ratio(bar, "FFFFFF")) < _GRAPHIC:
            yield GateReason.LAG_KONTRAST, f"Strecket #{bar} har kontrasten {_number(found)}, minst 3 krävs."
    for colour in sorted(_in_charts(parts)):
        if (found := ratio(colour, "FFFFFF")) < _TEXT:
            yield GateReason.LAG_KONTRAST, f"Diagramtexten #{colour} har kontrasten {_number(found)}, minst 4,5 krävs."


def ratio(colour: str, ground: str) -> float:
    """The contrast of two colours, RRGGBB, from 1 to 21."""
    one, other = contrast(f"#{colour}"), contrast(f"#{ground}")
    return max(one / other, other / one)


def _used(part: etree._Element, styles: Mapping[str, _Style], default: str) -> Iterator[tuple[str, str]]:
    """Colour and ground of every run that has a text."""
    for paragraph in part.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        chain = _chain(_value(_found(properties, "pStyle"), "val"), styles)
        under = _value(_found(properties, "shd"), "fill") or next((each.ground for each in chain if each.ground), "") or _cell(paragraph)
        ink = next((each.colour for each in chain if each.colour), default)
        for run in paragraph.iter(f"{W}r"):
            if run.find(f"{W}t") is not None:
                yield _run(run.find(f"{W}rPr"), styles, ink, under or "FFFFFF")


def _run(properties: etree._Element | None, styles: Mapping[str, _Style], ink: str, under: str) -> tuple[str, str]:
    chain = _chain(_value(_found(properties, "rStyle"), "val"), styles)
    colour = _value(_found(properties, "color"), "val") or next((each.colour for each in chain if each.colour), ink)
    return colour, _value(_found(properties, "shd"), "fill") or next((each.ground for each in chain if each.ground), under)


def _cell(paragraph: etree._Element) -> str:
    """The ground of the cell in which a paragraph stands."""
    cell = paragraph.getparent()
    return _value(cell.find(f"{W}tcPr/{W}shd"), "fill") if cell is not None and cell.tag == f"{W}tc" else ""


def _in_charts(parts: Mapping[str, etree._Element]) -> set[str]:
    texts = (each for name, part in parts.items() if name.startswith("word/charts/") for each in part.iter(f"{_A}rPr", f"{_A}defRPr"))
    colours = (each.find(f"{_A}solidFill/{_A}srgbClr") for each in texts)
    return {each.get("val") or "" for each in colours if each is not None}


def _style(style: etree._Element) -> _Style:
    return _Style(
        _value(style.find(f"{W}basedOn"), "val"),
        _value(style.find(f"{W}rPr/{W}color"), "val"),
        _value(style.find(f"{W}rPr/{W}shd"), "fill") or _value(style.find(f"{W}pPr/{W}shd"), "fill"),
        _value(style.find(f"{W}pPr/{W}pBdr/{W}left"), "color"),
    )


def _chain(name: str, styles: Mapping[str, _Style]) -> list[_Style]:
    """The style and all that it is based on."""
    found: list[_Style] = []
    while name in styles and styles[name] not in found:
        found.append(styles[name])
        name = styles[name].based_on
    return found


def _found(properties: etree._Element | None, name: str) -> etree._Element | None:
    return None if properties is None else properties.find(f"{W}{name}")


def _value(element: etree._Element | None, name: str) -> str:
    """A colour or a name; empty for `auto`, which Word makes readable by itself."""
    value = "" if element is None else element.get(f"{W}{name}") or ""
    return "" if (name in {"fill", "color"} and not _HEX.fullmatch(value)) or value == "auto" else value


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
