"""What stands before the first section in Word: the cover, the contents, or the title of a short document."""

from __future__ import annotations

from briefing.document.document import Document, Frame, Section
from briefing.document.figure import charts_of
from briefing.outputs.columns import text_width
from briefing.outputs.word_figure import picture
from briefing.outputs.word_picture import logo
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_table import notes, table_rows
from briefing.outputs.word_text import BOLD, NBSP, TAB, Look, example, internal_link, paragraph, tab, words

_BESIDE_MARK = 340.0  # so many points of text leave room for the mark on the same line
_ABOVE_RULE = '<w:spacing w:before="0" w:after="160"/>'
_BETWEEN = "\u2003"  # one em between two signs of the key


def cover(setting: Setting, document: Document) -> str:
    """Logo, owner and status, title, skyline, facts, and how to read the signs."""
    frame = document.frame
    sender = words(setting, frame.owner) + TAB + words(setting, frame.status_line, Look("Avsändare status"))
    facts = _heading(setting, frame.facts_heading) + table_rows(setting, frame.facts) if frame.facts else ""
    return (
        _logo(setting)
        + paragraph(setting, "Avsändare", sender)
        + _titles(setting, frame, "Underrad")
        + _skyline(setting, frame)
        + facts
        + _guide(setting, frame)
    )


def title_block(setting: Setting, document: Document) -> str:
    """The title of a document without cover, at the top of its first page; marked where anything in it is invented."""
    frame = document.frame
    mark = example(setting, frame.example_mark) if document.synthetic else ""
    text = " · ".join(each for each in (frame.subtitle, frame.tagline) if each)
    lines = [words(setting, text)] if text else []
    if mark and text and text_width(text, 11) < _BESIDE_MARK:
        lines[0] += TAB + mark
    elif mark:
        lines.append(mark)
    return paragraph(setting, "Title", words(setting, frame.title)) + "".join(paragraph(setting, "Subtitle", each) for each in lines)


def contents(setting: Setting, document: Document) -> str:
    """The contents on a page of their own: linked entries without page numbers (outputs.md decision 6)."""
    heading = document.frame.contents_heading
    if not heading or not document.sections:
        return ""
    breaks = "<w:pageBreakBefore/>" if document.frame.has_cover else ""
    entries = "".join(_entry(setting, section) for section in document.sections if section.depth <= 2)
    return paragraph(setting, "TOC Heading", words(setting, heading), breaks) + entries


def _logo(setting: Setting) -> str:
    """The logo in a line of its own above the rule."""
    drawn = logo(setting)
    return paragraph(setting, "Figur", drawn, _ABOVE_RULE) if drawn else ""


def _titles(setting: Setting, frame: Frame, tagline: str) -> str:
    lines = (("Title", frame.title), ("Subtitle", frame.subtitle), (tagline, frame.tagline))
    return "".join(paragraph(setting, style, words(setting, text)) for style, text in lines if text)


def _skyline(setting: Setting, frame: Frame) -> str:
    """The cover's figure; what it shows stands below it."""
    figure = frame.skyline
    if figure is None or not any(chart.has_values for chart in charts_of(figure)):
        return ""
    return picture(setting, figure) + notes(setting, figure.notes or (figure.caption,))


def _heading(setting: Setting, text: str) -> str:
    return paragraph(setting, "Rubrik försättsblad", words(setting, text)) if text else ""


def _guide(setting: Setting, frame: Frame) -> str:
    """How to read the signs: a line per group, its name at the left."""
    lines = "".join(paragraph(setting, "Läsanvisning", _signs(setting, name, pairs)) for name, pairs in frame.reading_guide)
    below = "".join(paragraph(setting, "Läsnot", _note(setting, frame, note)) for note in frame.guide_notes if note)
    return (_heading(setting, frame.guide_heading) if lines or below else "") + lines + below


def _signs(setting: Setting, name: str, pairs: tuple[tuple[str, str], ...]) -> str:
    return words(setting, name, BOLD) + TAB + words(setting, _BETWEEN.join(f"{sign}{NBSP}{word}" for sign, word in pairs))


def _note(setting: Setting, frame: Frame, note: str) -> str:
    """A note, with the mark in its box where the note begins with it."""
    if frame.example_mark and note.startswith(frame.example_mark):
        return example(setting, frame.example_mark) + words(setting, note.removeprefix(frame.example_mark))
    return words(setting, note)


def _entry(setting: Setting, section: Section) -> str:
    look = Look("Länk i innehåll")
    text = words(setting, section.number, look) + tab(setting, look) + words(setting, section.heading, look)
    linked = internal_link(setting.anchors[f"#{section.id}"], text)
    return paragraph(setting, "toc 1" if section.depth == 1 else "toc 2", linked)
