"""The two-column page in Word: headings, and texts whose label tells who is speaking."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing.document.document import Origin, Paragraph, Role, Section, Text, Unwritten
from briefing.outputs.word_identity import hint_of
from briefing.outputs.word_profile import neighbour
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_text import KEEP_NEXT, NBSP, PLAIN, TAB, Look, bookmarked, example, paragraph, runs, words
from briefing.outputs.xml_text import escaped
from briefing.terms.control import bookmark_name, control_tag

_TEXT_COLUMN = 1361  # 24 mm in twentieths of a point
_POINTS, _NUMBERED, _BARRED_NUMBERED, _BARRED_BULLETS = 1, 2, 4, 5  # numberings of the template
_BAR = '"{}" w:sz="18" w:space="4" w:color="{}"'
_OTHER_BARS = {False: _BAR.format("single", neighbour("0A3A66")), True: _BAR.format("dashed", neighbour("6B7280"))}
_GALLERY = "Lägesbild"  # as a building block the control keeps its name and its looks when LibreOffice saves the file again
_CHIPS = {"gront": "Läge grönt", "gult": "Läge gult", "rott": "Läge rött"}


@dataclass
class Flow:
    """What a text must know of the one before it: whether it had a bar, and which numbered point it was."""

    has_bar: bool = False
    is_other: bool = False
    points: int = 0
    last_point: int = 0


@dataclass(frozen=True)
class _Voice:
    """The styles of one speaker: first paragraph, the next ones, signature, label."""

    first: str
    rest: str
    signature: str
    label: str
    bar: str = ""

    @property
    def has_bar(self) -> bool:
        return self.rest != "Body Text Indent"


def heading(setting: Setting, section: Section, *, numbered: bool, starts_page: bool) -> str:
    """A heading with its number in the label column; without number it starts in the text column, where other headings have numbers."""
    number = words(setting, section.number, Look("Rubriknummer"))
    lead = number + TAB if number else TAB if numbered else ""
    breaks = '<w:pageBreakBefore/><w:spacing w:before="0"/>' if starts_page else ""
    indent = '<w:ind w:left="0" w:firstLine="0"/>' if not lead else ""
    style = f"Heading {min(max(section.depth, 1), 3)}"
    content = bookmarked(setting, setting.anchors[f"#{section.id}"], lead + words(setting, section.heading))
    return paragraph(setting, style, content, breaks + indent)


def text_block(setting: Setting, text: Text, flow: Flow) -> str:
    """One row of the page: label, paragraphs, signature. What a human wrote stands in a control that can be read back."""
    voice = _voice(text, flow)
    head, body = _head_and_body(setting, text, voice, flow)
    if text.control:
        body = _control(setting, text.control, body or head)
        head = head if text.paragraphs else ""
    signature = TAB + words(setting, text.signature) if text.signature else ""
    if text.unwritten and setting.invites:
        body += "".join(_empty(setting, each) for each in text.unwritten)
    return head + body + (paragraph(setting, voice.signature, signature, voice.bar) if signature else "")


def _head_and_body(setting: Setting, text: Text, voice: _Voice, flow: Flow) -> tuple[str, str]:
    """The paragraphs; a head of its own for the label where a judgement or a list comes first."""
    label = _label(setting, text, voice)
    first = text.paragraphs[0] if text.paragraphs else None
    numbers = _Numbers(setting, flow)
    if text.overall or first is None or first.list_number:
        said = f"{_chip(setting, text)}{_mark(setting, text)}"
        properties = KEEP_NEXT + numbers.point(text) + voice.bar
        head = paragraph(setting, voice.first, f"{label}{TAB}{said}", properties) if label or said else ""
        return head, "".join(_paragraph(setting, text, index, voice, numbers) for index in range(len(text.paragraphs)))
    lead = f"{label}{TAB}" if text.label or voice.first != "Body Text" else ""
    style = voice.first if lead else voice.rest
    keep = KEEP_NEXT if text.signature and len(text.paragraphs) == 1 else ""
    content = lead + _mark(setting, text, after=" ") + runs(setting, first.runs)
    opening = paragraph(setting, style, content, keep + numbers.point(text) + voice.bar)
    return "", opening + "".join(_paragraph(setting, text, index, voice, numbers) for index in range(1, len(text.paragraphs)))


def _paragraph(setting: Setting, text: Text, index: int, voice: _Voice, numbers: _Numbers) -> str:
    each = text.paragraphs[index]
    is_last = index == len(text.paragraphs) - 1
    keep = KEEP_NEXT if (text.signature and is_last) or (text.overall and not is_last) else ""
    listed = numbers.item(text, index, has_bar=voice.has_bar)
    if voice.has_bar:
        lead = "" if listed else TAB
        return paragraph(setting, voice.rest, lead + runs(setting, each.runs), keep + listed + voice.bar)
    style = _list_style(each) if each.list_number else voice.rest
    return paragraph(setting, style, runs(setting, each.runs), keep + listed)


def _list_style(each: Paragraph) -> str:
    return "List Bullet" if each.list_number < 0 else "List Number 2"


def _voice(text: Text, flow: Flow) -> _Voice:
    """The styles of the speaker; every second bar in a row has the other shade."""
    is_gap = text.origin is Origin.LUCKA
    has_bar = text.origin.is_human or is_gap
    flow.is_other = has_bar and flow.has_bar and not flow.is_other
    flow.has_bar = has_bar
    if text.overall:
        return _Voice("Samlat läge", "Samlat läge", "Samlat läge signatur", "Ursprung människa")
    bar = f"<w:pBdr><w:left w:val={_OTHER_BARS[is_gap]}/></w:pBdr>" if flow.is_other else ""
    if text.origin.is_human:
        first = {Role.INGRESS: "Ingress människa", Role.PUNKT: "Punkt människa"}.get(text.role, "Text människa")
        return _Voice(first, "Text människa", "Signatur människa", "Ursprung människa", bar)
    if is_gap:
        return _Voice("Punkt lucka" if text.role is Role.PUNKT else "Text lucka", "Text lucka", "Signatur text", "Ursprung", bar)
    first = {Role.INGRESS: "Ingress", Role.PUNKT: "List Number"}.get(text.role, "Body Text")
    return _Voice(first, "Body Text Indent", "Signatur text", "Ursprung")


def _label(setting: Setting, text: Text, voice: _Voice) -> str:
    return words(setting, text.label, Look(voice.label))


def _mark(setting: Setting, text: Text, after: str = "") -> str:
    return example(setting, setting.frame.example_mark) + words(setting, after, PLAIN) if text.synthetic else ""


def _chip(setting: Setting, text: Text) -> str:
    """The word of a human overall judgement on its colour; without a known level the word alone."""
    if not text.overall:
        return ""
    style = _CHIPS.get(text.overall_level, "")
    padded = words(setting, f"{NBSP}{text.overall}{NBSP}", Look(style, bold=True))
    return padded + (words(setting, " ") if text.synthetic else "")


def _empty(setting: Setting, missing: Unwritten) -> str:
    """An empty control with a hint in it, so that a text that is missing can be written straight into the Word file."""
    hint = paragraph(setting, "Text människa", TAB + words(setting, hint_of(missing), Look(grey=True)))
    return _control(setting, missing.control, hint, "<w:showingPlcHdr/>")


def _control(setting: Setting, name: str, content: str, state: str = "") -> str:
    """A content control with a bookmark around it, so that an edited text finds its way back (outputs.md decision 8)."""
    known = escaped(control_tag(name))
    number = next(setting.numbers)
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{known}"/><w:tag w:val="{known}"/><w:id w:val="{number}"/>{state}'
        f'<w:docPartObj><w:docPartGallery w:val="{_GALLERY}"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    return bookmarked(setting, bookmark_name(name), control)


@dataclass
class _Numbers:
    """Numberings of the lists: every list starts anew at the number that it says."""

    setting: Setting
    flow: Flow
    current: int = 0

    def point(self, text: Text) -> str:
        """The numbering of a point of the summary."""
        if text.role is not Role.PUNKT:
            return ""
        if text.point != self.flow.last_point + 1 or not self.flow.points:
            self.flow.points = _numbering(self.setting, _POINTS, text.point)
        self.flow.last_point = text.point
        return _numbered(self.flow.points)

    def item(self, text: Text, index: int, *, has_bar: bool) -> str:
        """The numbering of a paragraph of a list; empty for running text."""
        place = text.paragraphs[index].list_number
        if place < 0:
            return _numbered(_BARRED_BULLETS) if has_bar else ""
        if place == 0:
            return ""
        before = text.paragraphs[index - 1].list_number if index else 0
        if not self.current or before < 1 or before != place - 1:
            self.current = _numbering(self.setting, _BARRED_NUMBERED if has_bar else _NUMBERED, place)
        return _numbered(self.current)


def _numbered(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _numbering(setting: Setting, abstract: int, start: int) -> int:
    """A new list of a kind that the template knows; its number."""
    numbering = setting.part.numbering_part.element
    number = len(numbering.num_lst) + 1
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{max(start, 0)}"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'))
    return number
