"""The document as plain values for templates/lagesbild.typ: dictionaries, lists and texts, nothing that the template has to work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from briefing.document.document import Block, Document, Frame, Origin, Paragraph, Role, Section, Table, Text
from briefing.document.figure import Figure, charts_of
from briefing.document.profile import Profile
from briefing.outputs.columns import text_width
from briefing.outputs.pdf_table import table_data
from briefing.outputs.pdf_words import Words, run_words, words
from briefing.outputs.xml_text import allowed

Values = Mapping[str, Any]

_POINTS_PER_MM = 72 / 25.4
_PAGE, _TEXT, _LABEL = 166 * _POINTS_PER_MM, 140 * _POINTS_PER_MM, 22 * _POINTS_PER_MM
_POINT_LABEL = 16 * _POINTS_PER_MM
_BESIDE_MARK = 340.0  # so many points of text leave room for the mark on the same line
_BODY, _INGRESS = 11.0, 12.5
_SHORT = 1500  # an overall judgement of so many characters, a third of a page, stands on one page


def document_data(document: Document, profile: Profile) -> Values:
    """Everything that is laid out, in reading order. Lengths of figures and columns are mm."""
    frame = document.frame
    language, _, region = document.language.partition("-")
    anchors = _anchors(document)
    return {
        "language": language,
        "region": region,
        "properties": _properties(document),
        "look": _look(profile),
        "frame": _frame(document),
        "numbered": any(section.number for section in document.sections),
        "sections": [_section(section, frame, anchors) for section in document.sections],
    }


def drawn_figures(document: Document) -> Iterator[tuple[str, Figure]]:
    """Every figure that has something to show, with the name of its file."""
    for block in document.blocks():
        if isinstance(block, Figure) and _has_values(block):
            yield _file_of(block), block


def _properties(document: Document) -> Values:
    frame = document.frame
    return {
        "title": allowed(f"{frame.title} {frame.subtitle}".strip()),
        "author": allowed(frame.owner),
        "keywords": [allowed(word) for word in document.keywords],
        "description": allowed(document.description),
    }


def _look(profile: Profile) -> Values:
    return {
        "colours": asdict(profile.colours),
        "fonts": {"page": profile.fonts.page, "signs": profile.fonts.page_signs},
        "logo": profile.logo,
        "logo-height": profile.logo_height_mm,
    }


def _frame(document: Document) -> Values:
    frame = document.frame
    opening = " · ".join(each for each in (frame.subtitle, frame.tagline) if each)
    return {
        "has-cover": frame.has_cover,
        "owner": words(frame.owner, width=_PAGE / 2),
        "status": [allowed(each) for each in frame.status_line.split(" · ")],
        "title": words(frame.title, width=_PAGE, size=40 if frame.has_cover else 25),
        "subtitle": words(frame.subtitle, width=_PAGE, size=20),
        "tagline": words(frame.tagline, width=_PAGE),
        "header": words(frame.header, width=_PAGE / 2),
        "footer": words(frame.footer, width=_PAGE / 2),
        "page-words": [allowed(each) for each in frame.page_words],
        "mark": allowed(frame.example_mark) if document.synthetic else "",
        "mark-short": allowed(frame.example_short) if document.synthetic else "",
        "mark-beside": document.synthetic and bool(opening) and text_width(opening, 11) < _BESIDE_MARK,
        "contents-heading": words(frame.contents_heading) if document.sections else (),
        **_cover(frame),
    }


def _cover(frame: Frame) -> Values:
    """What only a cover has; empty for a document without one."""
    return {
        "skyline": _figure(frame.skyline, frame, "") if frame.skyline and _has_values(frame.skyline) else None,
        "facts-heading": words(frame.facts_heading),
        "facts": {**table_data(frame.facts, "", allowed(frame.example_short), ""), "air": 2.0} if frame.facts else None,
        "guide-heading": words(frame.guide_heading),
        "guide": [(words(name), [(words(sign), words(word)) for sign, word in pairs]) for name, pairs in frame.reading_guide],
        "guide-notes": [_guide_note(note, frame) for note in frame.guide_notes if note],
    }


def _guide_note(note: str, frame: Frame) -> Words:
    """A note, with the mark in its box where the note begins with it."""
    if frame.example_mark and note.startswith(frame.example_mark):
        return (("mark", allowed(frame.example_mark)), *words(note.removeprefix(frame.example_mark), width=_PAGE))
    return words(note, width=_PAGE)


def _section(section: Section, frame: Frame, anchors: Mapping[str, str]) -> Values:
    return {
        "number": allowed(section.number),
        "heading": words(section.heading, width=_TEXT, size=19),
        "depth": min(max(section.depth, 1), 3),
        "anchor": anchors.get(f"#{section.id}", ""),
        "starts-page": section.starts_page,
        "blocks": list(_blocks(section.blocks, frame, anchors)),
    }


def _blocks(blocks: Iterable[Block], frame: Frame, anchors: Mapping[str, str]) -> Iterator[Values]:
    """The blocks in order; points that follow each other are one list."""
    for is_point, group in groupby(blocks, key=lambda block: isinstance(block, Text) and block.role is Role.PUNKT and block.point > 0):
        if is_point:
            yield from _points([block for block in group if isinstance(block, Text)], frame, anchors)
        else:
            for block in group:
                yield _block(block, frame, anchors)


def _points(texts: list[Text], frame: Frame, anchors: Mapping[str, str]) -> Iterator[Values]:
    """Lists of points: a new one begins where a number does not follow on the one before."""
    for _, group in groupby(enumerate(texts), key=lambda each: each[1].point - each[0]):
        items = [text for _, text in group]
        yield {"kind": "points", "start": items[0].point, "items": [_text(text, frame, anchors) for text in items]}


def _block(block: Block, frame: Frame, anchors: Mapping[str, str]) -> Values:
    match block:
        case Text():
            return _text(block, frame, anchors)
        case Table():
            return table_data(block, allowed(frame.example_mark), allowed(frame.example_short), anchors.get(f"#{block.id}", ""))
        case Figure():
            return _figure(block, frame, anchors.get(f"#{block.id}", ""))


def _text(text: Text, frame: Frame, anchors: Mapping[str, str]) -> Values:
    label_width = text_width(text.label, 8.5, bold=True)
    return {
        "kind": "text",
        "voice": "human" if text.origin.is_human else "gap" if text.origin is Origin.LUCKA else "plain",
        "role": text.role.value,
        "label": words(text.label, muted=True, width=_PAGE),
        "label-above": label_width > (_POINT_LABEL if text.role is Role.PUNKT else _LABEL),
        "groups": list(_groups(text, anchors)),
        "signature": words(text.signature, width=_TEXT),
        "overall": words(text.overall, width=_TEXT / 2),
        "level": text.overall_level,
        "mark": allowed(frame.example_mark) if text.synthetic else "",
        "together": bool(text.overall) and len(text.signature) + sum(len(each.text) for each in text.paragraphs) < _SHORT,
    }


def _groups(text: Text, anchors: Mapping[str, str]) -> Iterator[Values]:
    """Paragraphs one by one, the points of a list together; a numbered list that starts anew is a list of its own."""
    size = _INGRESS if text.role is Role.INGRESS else _BODY
    for (kind, _), group in groupby(enumerate(text.paragraphs), key=_kind):
        paragraphs = [paragraph for _, paragraph in group]
        spoken = [run_words(paragraph.runs, anchors, _TEXT, size) for paragraph in paragraphs]
        if kind == "p":
            yield from ({"kind": "p", "words": each} for each in spoken)
        else:
            yield {"kind": "list", "ordered": kind == "ol", "start": max(paragraphs[0].list_number, 1), "items": spoken}


def _kind(place: tuple[int, Paragraph]) -> tuple[str, int]:
    """What a paragraph belongs to: running text, a list of bullets, or the numbered list by the place where it would have point 1."""
    index, paragraph = place
    if paragraph.list_number > 0:
        return "ol", index - paragraph.list_number + 1
    return ("ul" if paragraph.list_number else "p"), 0


def _figure(figure: Figure, frame: Frame, anchor: str) -> Values:
    return {
        "kind": "figure",
        "anchor": anchor,
        "label": allowed(figure.label),
        "caption": words(figure.caption, width=_PAGE, size=9.5),
        "mark": allowed(frame.example_mark) if figure.synthetic else "",
        "file": _file_of(figure) if _has_values(figure) else "",
        "alt": allowed(figure.alt),
        "width": figure.width_mm,
        "height": figure.height_mm,
        "notes": [words(note, width=_PAGE, size=8.5) for note in figure.notes if note],
    }


def _has_values(figure: Figure) -> bool:
    """Whether there is anything to draw; figures that are no charts always have something."""
    charts = charts_of(figure)
    return not charts or any(chart.has_values for chart in charts)


def _file_of(figure: Figure) -> str:
    return f"figur-{figure.id.encode('utf-8', 'surrogatepass').hex()}.svg"


def _anchors(document: Document) -> Mapping[str, str]:
    """`#id` of every section, table and figure that a link may lead to → its name; an id that several have is none."""
    ids = Counter(section.id for section in document.sections)
    ids.update(block.id for section in document.sections for block in section.blocks if not isinstance(block, Text))
    return {f"#{each}": each for each, times in ids.items() if times == 1 and each}
