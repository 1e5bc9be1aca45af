"""The text of one field of a Word form: paragraphs, lists, bold and line breaks as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefing.observations.form_text import Written, markdown
from briefing.observations.form_word_package import MARKUP, W, WordPackage, is_on, numbering

__all__ = ["W", "cell_markdown", "paragraph_text", "remarks_on"]

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_HOLDERS = ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")


def cell_markdown(cell: etree._Element, package: WordPackage) -> str:
    """All that is written in a cell or control, also in tables and text boxes inside it."""
    paragraphs = (each for each in cell.iter(f"{W}p") if next(each.iterancestors(f"{MARKUP}Fallback"), None) is None)
    return markdown(Written(tuple(_pieces(each, package)), _marker(each, package)) for each in paragraphs)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without its form; prompts are left out."""
    return "".join(text for text, _ in _pieces(paragraph, None))


def remarks_on(package: WordPackage) -> Iterator[str]:
    """What stands in a file beside its text, and is not used."""
    if package.comments:
        yield f"Formuläret har {package.comments} kommentar(er), som inte används; skriv det viktiga i ett fält."
    if package.notes:
        yield f"Formuläret har {package.notes} fotnot(er), som inte används; skriv det viktiga i ett fält."


def _pieces(holder: etree._Element, package: WordPackage | None) -> Iterator[tuple[str, bool]]:
    """Text and whether it is bold, run by run. What has been deleted with tracking is gone; what has been added is there."""
    for child in holder:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "r":
            yield "".join(_of_run(child)), package is not None and _is_bold(child, package)
        elif name in _HOLDERS:
            yield from _pieces(child, package)


def _of_run(run: etree._Element) -> Iterator[str]:
    for child in run:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name == "fldChar":
            yield _chosen(child)
        else:
            yield _SIGNS.get(name, "")


def _chosen(field: etree._Element) -> str:
    """What is chosen in a drop-down of the older kind, as which other programs save ours."""
    choices = field.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    result = field.find(f"{W}ffData/{W}ddList/{W}result")
    place = int(result.get(f"{W}val", "0")) if result is not None and result.get(f"{W}val", "0").isdecimal() else 0
    return choices[place].get(f"{W}val", "") if place < len(choices) else ""


def _is_bold(run: etree._Element, package: WordPackage) -> bool:
    own = run.find(f"{W}rPr/{W}b")
    if own is not None:
        return is_on(run, "b")
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") in package.bold_styles


def _marker(paragraph: etree._Element, package: WordPackage) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    inherited = package.list_styles.get(style.get(f"{W}val", "")) if style is not None else None
    found = numbering(paragraph) or inherited
    if found is None or found[0] in ("", "0"):
        return ""
    return "-" if found[0] in package.bullets else "1."
