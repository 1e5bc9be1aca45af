"""Runs and paragraphs of the Word file, as strings of WordprocessingML; one parse at the end makes them elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE

from briefing.document.document import Run, Tone
from briefing.document.printable import RIGHT_TO_LEFT
from briefing.outputs.word_styles import Setting
from briefing.outputs.xml_text import SIGNS, allowed, escaped

NBSP = "\u00a0"
TAB = "<w:r><w:tab/></w:r>"
KEEP_NEXT = "<w:keepNext/>"

_SAFE_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
_GREY = "4B5563"
_ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
_SMALL = '<w:sz w:val="14"/><w:szCs w:val="14"/>'
_SIGN_STYLES = {
    "●": ("Tecken lika", "6B7280", ""),
    **dict.fromkeys("■□", ("Tecken nivå", "0A3A66", _SMALL)),
}
_TONE_STYLES = {Tone.BATTRE: ("Tecken bättre", "0B5394", ""), Tone.SAMRE: ("Tecken sämre", "B45309", "")}


@dataclass(frozen=True)
class Look:
    """How a run is set: its character style, bold, italic, grey, and the colour of its signs."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    grey: bool = False
    tone: Tone = Tone.NEUTRAL


PLAIN = Look()
BOLD = Look(bold=True)


def paragraph(setting: Setting, style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style of the template; `properties` are what it has beside the style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{setting.styles[style]}"/>{properties}</w:pPr>{content}</w:p>'


def words(setting: Setting, text: str, look: Look = PLAIN) -> str:
    """The text as runs; signs stand in runs of their own, in the font that has them."""
    pieces = (piece for piece in SIGNS.split(text) if piece)
    return "".join(
        _run(piece, _sign_look(setting, piece, look)) if SIGNS.match(piece) else _words(setting, piece, look) for piece in pieces
    )


def runs(setting: Setting, content: tuple[Run, ...]) -> str:
    """The runs of a paragraph; what leads to one place is one hyperlink, whatever looks it has."""
    grouped = groupby(content, key=lambda each: (each.link, _reference(setting, each)))
    return "".join(_linked(setting, link, reference, tuple(same)) for (link, reference), same in grouped)


def example(setting: Setting, mark: str) -> str:
    """The mark of what is invented, in its box."""
    return words(setting, f"{NBSP}{mark}{NBSP}", Look("Exempel")) if mark else ""


def bookmarked(setting: Setting, name: str, content: str) -> str:
    """The content with a bookmark around it."""
    number = next(setting.numbers)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with the result that it has when opened."""
    return f'<w:fldSimple w:instr="{escaped(instruction)}">{_run(result, properties)}</w:fldSimple>'


def internal_link(anchor: str, content: str) -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def tab(setting: Setting, look: Look) -> str:
    """A tab in the look of what stands around it."""
    return f"<w:r>{_look(setting, look)}<w:tab/></w:r>"


def run_properties(setting: Setting, look: Look) -> str:
    """The properties of a run in the look."""
    return _look(setting, look)


def _words(setting: Setting, text: str, look: Look) -> str:
    """Words, those from right to left in runs of their own that say so."""
    pieces = (piece for piece in RIGHT_TO_LEFT.split(text) if piece)
    return "".join(_run(piece, _look(setting, look, turned="<w:rtl/>" if RIGHT_TO_LEFT.match(piece) else "")) for piece in pieces)


def _linked(setting: Setting, link: str, reference: str, content: tuple[Run, ...]) -> str:
    is_inside = link in setting.anchors
    style = "Hyperlink" if is_inside or _SAFE_LINK.match(link) else ""
    looks = [(each.text, Look(style, bold=each.strong, italic=each.emphasis)) for each in content]
    if reference:
        return "".join(field(reference, text, run_properties(setting, look)) for text, look in looks)
    said = "".join(words(setting, text, look) for text, look in looks)
    if is_inside:
        return internal_link(setting.anchors[link], said)
    if not style:
        return said
    relation = setting.part.relate_to(allowed(link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return f'<w:hyperlink r:id="{relation}" w:history="1">{said}</w:hyperlink>'


def _reference(setting: Setting, run: Run) -> str:
    """The field that says the label of a table or figure, where the run is just that; Word counts anew when someone moves one."""
    label = setting.labels.get(run.link, "")
    if not label or run.text.lower() != label.lower():
        return ""
    small = "" if run.text == label else " \\* Lower"
    return f"REF {setting.anchors[run.link]} \\h{small} \\* MERGEFORMAT"


def _run(text: str, properties: str) -> str:
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(each)}</w:t>' if each else "" for each in text.split("\n"))
    return f"<w:r>{properties}{said}</w:r>"


def _look(setting: Setting, look: Look, font: str = "", turned: str = "") -> str:
    style = f'<w:rStyle w:val="{setting.styles[look.style]}"/>' if look.style else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    colour = f'<w:color w:val="{_GREY}"/>' if look.grey else ""
    inner = f"{style}{font}{bold}{italic}{colour}{turned}"
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _sign_look(setting: Setting, sign: str, look: Look) -> str:
    """Signs have a style each; inside another character style they only change the font.

    Colour and size are said again on the run: in tables LibreOffice puts those of the table before those of a character style.
    """
    if look.style:
        return _look(setting, look, font=_ARIAL)
    style, colour, size = _TONE_STYLES.get(look.tone) or _SIGN_STYLES.get(sign[0], ("Tecken", "", ""))
    bold = "<w:b/><w:bCs/>" if look.bold else "<w:b/>" if sign == "×" else ""  # a cross that nobody made bold is told from one that is
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    tint = _GREY if look.grey else colour
    tinted = f'<w:color w:val="{tint}"/>' if tint else ""
    return f'<w:rPr><w:rStyle w:val="{setting.styles[style]}"/>{_ARIAL}{bold}{italic}{tinted}{size}</w:rPr>'
