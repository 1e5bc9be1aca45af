"""The styles of templates/lagesbild.docx that the Word file is written with, and what its parts share while it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.parts.document import DocumentPart

from briefing.document.document import Document, Frame, Text
from briefing.document.profile import Profile
from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.terms.control import bookmark_name

TEMPLATE = "lagesbild.docx"

STYLES = (
    *("Title", "Subtitle", "Underrad", "Titel kort", "Undertitel kort", "Rubrik kort", "Rubrik försättsblad", "Rubriknummer"),
    *("Heading 1", "Heading 2", "Heading 3", "Body Text", "Body Text Indent", "Ingress", "List Number", "List Number 2", "List Bullet"),
    *("Text människa", "Ingress människa", "Punkt människa", "Text lucka", "Punkt lucka", "Samlat läge", "Samlat läge signatur"),
    *("Signatur text", "Signatur människa", "Ursprung", "Ursprung människa", "Exempel", "Läge grönt", "Läge gult", "Läge rött"),
    *("Caption", "Figurtabellnummer", "Figur", "Källa", "Tabell lägesbild", "Tabellhuvud", "Tabelltext", "Tabellnot"),
    *(
        "Avsändare",
        "Avsändare status",
        "Läsanvisning",
        "Läsnot",
        "TOC Heading",
        "toc 1",
        "toc 2",
        "Header",
        "Footer",
        "Hyperlink",
        "Länk i innehåll",
    ),
    *("Tecken", "Tecken bättre", "Tecken sämre", "Tecken lika", "Tecken nivå"),
)


@dataclass
class Setting:
    """What the parts of one Word file share while it is written.

    `styles` is style name → id in the template, `anchors` what a link within the document may point to (`#id` → bookmark), `labels`
    how a table or figure is called (`#id` → `Figur 2`).
    `numbers` gives every bookmark, control and drawing an id of its own, in the order written; `counted` is
    the latest number of each kind of caption. `invites`: whoever edits the file may write what is missing.
    `profile` is the municipality's look, `templates` where its logo and fonts lie.
    """

    frame: Frame
    part: DocumentPart
    styles: Mapping[str, str]
    anchors: Mapping[str, str]
    labels: Mapping[str, str]
    numbers: Iterator[int]
    templates: Templates
    profile: Profile
    counted: dict[str, int] = field(default_factory=dict)
    invites: bool = False


def style_ids(word: WordDocument) -> Mapping[str, str]:
    """Style name → id for every style that is needed; BriefingError names all that the template lacks."""
    present = {style.name: style.style_id for style in word.styles}
    missing = [name for name in STYLES if name not in present]
    if missing:
        raise DeclarationError(
            Problem((f"templates/{TEMPLATE}", f"style {name}"), "the style is missing", f"add the style, or put back templates/{TEMPLATE}")
            for name in missing
        )
    return {name: present[name] for name in STYLES}


def unusable_template(reason: str) -> BriefingError:
    """The template cannot be opened as a Word file."""
    return BriefingError(f"templates/{TEMPLATE}", problem=f"not a Word file: {reason}", remedy=f"put back templates/{TEMPLATE}")


def anchors(document: Document) -> Mapping[str, str]:
    """`#id` of every section, table and figure → the bookmark that stands around it."""
    ids = [section.id for section in document.sections]
    ids += [block.id for section in document.sections for block in section.blocks if hasattr(block, "id")]
    return {f"#{each}": bookmark_name(each) for each in ids}


def labels(document: Document) -> Mapping[str, str]:
    """`#id` of every table and figure that has a label → the label as it is printed."""
    blocks = (block for section in document.sections for block in section.blocks if not isinstance(block, Text))
    return {f"#{block.id}": block.label.replace(" ", "\u00a0") for block in blocks if block.label}
