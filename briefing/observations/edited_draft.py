"""A draft that somebody has edited in Word: the texts in its controls, what stands around them, tracked changes and comments.

A text is found by the tag of its control, or by the bookmark around it: LibreOffice keeps the one and drops the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from briefing.observations.edited_package import OWN, EditedPackage, W, plain_text
from briefing.observations.edited_text import lines_in
from briefing.observations.written import Line, Piece, markdown
from briefing.terms.control import bookmark_name, control_tag

TRACKED = {"ins": "tillagt", "del": "borttaget", "moveFrom": "flyttat härifrån", "moveTo": "flyttat hit"}


@dataclass(frozen=True)
class KnownText:
    """A human text as it stood when the file was made: its control, what stands before its words, and its Markdown.

    `base` is None where nobody knows; `hint` is what an empty control says, `label` and `mark` what stands before the first words.
    """

    control: str
    base: str | None = None
    label: str = ""
    mark: str = ""
    hint: str = ""


@dataclass(frozen=True)
class TrackedChange:
    """A change that nobody has accepted or rejected: of what kind, its words, and the control that it is in (empty: none)."""

    kind: str
    text: str
    control: str


@dataclass(frozen=True)
class EditedText:
    """What now stands in a control: its Markdown, and what of it no Markdown can hold (tables, pictures)."""

    control: str
    text: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditedDraft:
    """All that an edited draft says. A text whose control is gone is in `known` only; `around` are the other lines of the body.

    `built_around` are those lines when the file was made, None where nobody knows.
    """

    edition: str
    version: str
    known: tuple[KnownText, ...]
    texts: tuple[EditedText, ...]
    around: tuple[str, ...]
    built_around: tuple[str, ...] | None
    tracked: tuple[TrackedChange, ...] = ()
    comments: tuple[str, ...] = ()
    holders: Mapping[str, str] = field(default_factory=dict, hash=False)


def edited_draft(package: EditedPackage, known: Iterable[KnownText]) -> EditedDraft:
    """What the file says of the texts that are known to stand in it."""
    texts = tuple(known)
    inside = _inside(package.body, [each.control for each in texts])
    found = {name: [each for each, holder in inside.items() if holder == name] for name in inside.values()}
    return EditedDraft(
        edition=package.edition,
        version=package.version,
        known=texts,
        texts=tuple(_text(each, found[each.control], package) for each in texts if each.control in found),
        around=tuple(_around(package.body, inside, package)),
        built_around=_built_around(package),
        tracked=tuple(_tracked(package.body, inside)),
        comments=(*(text for _, text in package.comments()), *(f"fotnot: {text}" for text in package.notes())),
    )


def known_texts(package: EditedPackage) -> tuple[KnownText, ...]:
    """The texts that the file itself says were in it when it was made."""
    item = package.item
    if item is None:
        return ()
    return tuple(
        KnownText(
            each.get("namn", ""), each.text or "" if "text" in each.attrib else None,
            each.get("ledtext", ""), each.get("marke", ""), each.get("fyll-i", ""),
        )
        for each in item.iter(f"{OWN}text")
    )  # fmt: skip


def lines_around(body: etree._Element, controls: Iterable[str], styles: Mapping[str, str]) -> tuple[str, ...]:
    """Every line of the body that stands in no control; entries of the contents are left out."""
    inside = _inside(body, list(controls))
    return tuple(_lines(body, inside, styles))


def _built_around(package: EditedPackage) -> tuple[str, ...] | None:
    lines = None if package.item is None else package.item.find(f"{OWN}omgivning")
    return None if lines is None else tuple(each.text or "" for each in lines)


def _around(body: etree._Element, inside: Mapping[etree._Element, str], package: EditedPackage) -> Iterator[str]:
    return _lines(body, inside, package.style_names)


def _lines(body: etree._Element, inside: Mapping[etree._Element, str], styles: Mapping[str, str]) -> Iterator[str]:
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        if paragraph in inside or styles.get(name, name).startswith(("toc", "TOC")) or _is_drawn(paragraph):
            continue
        words = (each for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr") if not _is_drawn(each))
        text = " ".join("".join((each.text or "") if each.tag == f"{W}t" else " " for each in words).split())
        if text:
            yield text


def _is_drawn(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}txbxContent", f"{W}drawing", f"{W}pict"), None) is not None


def _inside(body: etree._Element, controls: list[str]) -> dict[etree._Element, str]:
    """Every paragraph that is in a control → the control's name. A control that was copied counts once, where it stands first."""
    tags, marks = {control_tag(each): each for each in controls}, {bookmark_name(each): each for each in controls}
    found: dict[etree._Element, str] = {}
    seen: set[str] = set()
    for holder in body.iter(f"{W}sdt"):
        tag = holder.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else tags.get(tag.get(f"{W}val", ""), "")
        name = name or next((marks.get(each.get(f"{W}name", ""), "") for each in holder.iter(f"{W}bookmarkStart")), "")
        if name and name not in seen:
            seen.add(name)
            found.update(dict.fromkeys(holder.iter(f"{W}p"), name))
    for paragraph, name in _bookmarked(body, marks):
        if name not in seen:
            found.setdefault(paragraph, name)
    return found


def _bookmarked(body: etree._Element, marks: Mapping[str, str]) -> Iterator[tuple[etree._Element, str]]:
    """Paragraphs of which something stands between the ends of a bookmark, a mere beginning or end of it apart."""
    open_now: dict[str, str] = {}
    paragraph: etree._Element | None = None
    for each in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}p", f"{W}r"):
        if each.tag == f"{W}p":
            paragraph = each
        elif each.tag == f"{W}bookmarkStart" and each.get(f"{W}name", "") in marks:
            open_now[each.get(f"{W}id", "")] = marks[each.get(f"{W}name", "")]
        elif each.tag == f"{W}bookmarkEnd":  # LibreOffice begins a bookmark again in each paragraph, and ends it once
            ended = open_now.get(each.get(f"{W}id", ""))
            open_now = {id: name for id, name in open_now.items() if name != ended}
        elif each.tag == f"{W}r" and paragraph is not None:
            yield from ((paragraph, name) for name in set(open_now.values()))


def _text(known: KnownText, paragraphs: list[etree._Element], package: EditedPackage) -> EditedText:
    remarks = []
    if any(next(each.iterancestors(f"{W}tbl"), None) is not None for each in paragraphs):
        remarks.append("en tabell, vars celler behålls som stycken")
    if any(next(each.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None for each in paragraphs):
        remarks.append("en bild, som inte kan följa med")
    lines = lines_in(paragraphs, package, known.label, known.mark)
    text = markdown(lines)
    hint = markdown((Line((Piece(known.hint),)),)) if known.hint else ""
    if hint and text.startswith(hint):
        text = text.removeprefix(hint).strip()
    return EditedText(known.control, text, tuple(remarks))


def _tracked(body: etree._Element, inside: Mapping[etree._Element, str]) -> Iterator[TrackedChange]:
    for each in body.iter(*(f"{W}{name}" for name in TRACKED)):
        paragraph = next(each.iterancestors(f"{W}p"), None)
        text = plain_text(each)
        kind = TRACKED[etree.QName(each).localname]
        if paragraph is not None:
            yield TrackedChange(kind, text or "ett styckeslut", inside.get(paragraph, ""))
