"""What a reader of a rendered file is told: its headings, its lines and its tables, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True)
class Extract:
    """Headings as (level, text), level 1 for a chapter; lines are all other paragraphs; tables are rows of cells, heading row first."""

    headings: tuple[tuple[int, str], ...]
    lines: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def word_parts(content: bytes) -> Mapping[str, etree._Element]:
    """The XML parts of a Word file by their names."""
    with ZipFile(BytesIO(content)) as package:
        return {name: etree.fromstring(package.read(name), _PARSER) for name in package.namelist() if name.endswith((".xml", ".rels"))}


def page_tree(content: bytes) -> html.HtmlElement:
    """The HTML page as a tree."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", no_network=True))


def word_extract(parts: Mapping[str, etree._Element]) -> Extract:
    """What a Word file says, content controls included; entries of the contents and texts in drawings are left out."""
    levels = heading_levels(parts)
    headings, lines = [], []
    for paragraph in parts["word/document.xml"].iter(f"{W}p"):
        style = style_of(paragraph)
        if _is_inside(paragraph, "tbl", "txbxContent") or style.lower().startswith("toc") or _is_hint(paragraph):
            continue
        text = word_text(paragraph)
        if style in levels:
            headings.append((levels[style], text))
        elif text.strip():
            lines.append(text)
    return Extract(tuple(headings), tuple(lines), tuple(_word_table(table) for table in parts["word/document.xml"].iter(f"{W}tbl")))


def page_extract(tree: html.HtmlElement) -> Extract:
    """What the HTML page says outside its drawings, the numbers behind them and the contents."""
    for hidden in tree.xpath("//svg | //details | //nav | //style | //*[@class='hopp']"):
        hidden.drop_tree()
    headings = tuple((int(each.tag[1]) - 1, each.text_content()) for each in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]"))
    lines = tuple(text for each in tree.iter("p", "li", "caption", "figcaption") if (text := each.text_content()).strip())
    tables = tuple(
        tuple(tuple(cell.text_content() for cell in row.iter("th", "td")) for row in table.iter("tr")) for table in tree.iter("table")
    )
    return Extract(headings, lines, tables)


def heading_levels(parts: Mapping[str, etree._Element]) -> Mapping[str, int]:
    """Style id → heading level (1 for a chapter) of every style that is a heading by its name or outline level, or is based on one."""
    styles = {style.get(f"{W}styleId") or "": style for style in parts["word/styles.xml"].iter(f"{W}style")}
    return {name: level for name in styles if (level := _level(name, styles))}


def style_of(paragraph: etree._Element) -> str:
    """The style id of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val") or ""


def word_text(element: etree._Element) -> str:
    """The text that is read: tabs and breaks as blanks; no instructions of fields, nothing deleted, nothing inside drawings."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name == "t":
            yield each.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "
        elif name not in {"instrText", "delText", "drawing", "pict", "AlternateContent", "pPr", "rPr"}:
            yield from _pieces(each)


def _word_table(table: etree._Element) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(" ".join(word_text(paragraph) for paragraph in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))
        for row in table.iter(f"{W}tr")
    )


def _level(name: str, styles: Mapping[str, etree._Element]) -> int:
    """The level of a style, its own or that of what it is based on; 0 where it is no heading."""
    seen = set()
    while name in styles and name not in seen:
        seen.add(name)
        style = styles[name]
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            level = int(outline.get(f"{W}val") or 9)
            return level + 1 if level < 9 else 0
        called = style.find(f"{W}name")
        if called is not None and (match := re.fullmatch(r"heading ([1-9])", (called.get(f"{W}val") or "").lower())):
            return int(match[1])
        based = style.find(f"{W}basedOn")
        name = "" if based is None else based.get(f"{W}val") or ""
    return 0


def _is_hint(paragraph: etree._Element) -> bool:
    """Whether it is what an empty control says until somebody writes in it: no text of the document."""
    return any(each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for each in paragraph.iterancestors(f"{W}sdt"))


def _is_inside(element: etree._Element, *names: str) -> bool:
    wanted = {f"{W}{name}" for name in names}
    return any(parent.tag in wanted for parent in element.iterancestors())
