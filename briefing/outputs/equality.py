"""The same truth in every format: headings, paragraphs and cells of a file against those of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from briefing.document.document import Cell, Document, Frame, Table, Text
from briefing.document.figure import Figure
from briefing.outputs.extraction import Extract
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.xml_text import writable

_INVISIBLE = re.compile("[\\s\u00a0\u00ad\u200b\u200e\u2060\ufeff]+")
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(f"{_LETTER}(?:[^A-Za-zÀ-ÿ]*{_LETTER})?")
_SHOWN = 60


def differences(extract: Extract, document: Document, where: str) -> Iterator[GateRefusal]:
    """Every heading, paragraph and cell that the file and the model do not share. Blanks, marks and labels are not compared."""
    yield from _headings(extract, document, where)
    yield from _paragraphs(extract, document, where)
    yield from _tables(extract, document, where)


def unmarked(extract: Extract, document: Document, where: str) -> Iterator[GateRefusal]:
    """Invented content that the file does not mark: on its caption, before its first paragraph, or in its cell."""
    mark = squeezed(document.frame.example_mark)
    marked = [squeezed(line) for line in extract.lines if mark in squeezed(line)]
    for block in document.blocks():
        if block.synthetic and not any(_first_words(block) in line for line in marked):
            yield GateRefusal(where, GateReason.OMARKT_EXEMPEL, f"Påhittat innehåll saknar märket: {_name(block)}")


def squeezed(text: str) -> str:
    """The text without any blanks, soft hyphens and joiners, and without what no file can hold.

    Stretches of right-to-left writing are put in one order for all: a PDF holds them as they are drawn.
    """
    return _RIGHT_TO_LEFT.sub(lambda stretch: "".join(sorted(stretch[0])), _INVISIBLE.sub("", writable(text)))


def _headings(extract: Extract, document: Document, where: str) -> Iterator[GateRefusal]:
    frame = document.frame
    around = {squeezed(text) for text in (frame.title, frame.facts_heading, frame.guide_heading, frame.contents_heading)}
    found = [(level, squeezed(text)) for level, text in extract.headings if squeezed(text) not in around]
    wanted = [(section.depth, squeezed(f"{section.number}{section.heading}"), squeezed(section.heading)) for section in document.sections]
    for should, is_ in zip_longest(wanted, found):
        if should is None or is_ is None or should[0] != is_[0] or is_[1] not in should[1:]:
            shown = f"modellen har {_shown(should)}, filen har {_shown(is_)}"
            yield GateRefusal(where, GateReason.OLIKA_RUBRIKER, f"Rubrikerna skiljer sig: {shown}")
            return


def _paragraphs(extract: Extract, document: Document, where: str) -> Iterator[GateRefusal]:
    """Every line of the sections in its order; then the lines that are left, which must be words around the text."""
    lines = [squeezed(line) for line in extract.lines]
    used: set[int] = set()
    position = 0
    for expected in _expected(document):
        found = next((index for index in range(position, len(lines)) if expected.is_said_by(lines[index])), None)
        if found is None:
            yield GateRefusal(where, GateReason.OLIKA_STYCKEN, f"{expected.kind} saknas eller är ändrat: {_cut(expected.text)}")
            continue
        used.add(found)
        position = found + 1
    known = _other_words(document)
    pieces = sorted(_pieces(document.frame, document), key=len, reverse=True)
    for index, line in enumerate(lines):
        if index not in used and line not in known and not _is_made_of(line, pieces):
            yield GateRefusal(where, GateReason.OLIKA_STYCKEN, f"Filen har en text som modellen inte har: {_cut(extract.lines[index])}")


def _tables(extract: Extract, document: Document, where: str) -> Iterator[GateRefusal]:
    models = [block for block in document.blocks() if isinstance(block, Table)]
    if len(models) != len(extract.tables):
        yield GateRefusal(where, GateReason.OLIKA_TABELLER, f"Modellen har {len(models)} tabeller, filen har {len(extract.tables)}.")
        return
    for model, rows in zip(models, extract.tables, strict=True):
        wanted = [[squeezed(column.heading) for column in model.columns], *([_cell(cell) for cell in row] for row in model.rows)]
        found = [[_unmarked(cell, document.frame) for cell in row] for row in rows]
        for should, is_ in zip_longest(wanted, found):
            if should != is_:
                yield GateRefusal(
                    where, GateReason.OLIKA_TABELLER, f"{_name(model)}: modellen har {_shown(should)}, filen har {_shown(is_)}"
                )
                break
        if any(cell.synthetic for row in model.rows for cell in row) and not _has_cell_marks(model, rows, document.frame):
            yield GateRefusal(where, GateReason.OMARKT_EXEMPEL, f"En påhittad cell saknar märket: {_name(model)}")


@dataclass(frozen=True)
class _Expected:
    """A line that the file must have: its text, and what may stand before and after it on the same line."""

    kind: str
    text: str
    before: tuple[str, ...] = ()
    point: int = 0
    after: str = ""

    def is_said_by(self, line: str) -> bool:
        """Whether a line is this one, with nothing but its point, label, mark or bullet around it."""
        wanted = squeezed(self.text)
        if not line.endswith(wanted):
            line = line.removesuffix(self.after) if self.after else line
            if not line.endswith(wanted):
                return False
        rest = line[: len(line) - len(wanted)] if wanted else line
        return not rest or _is_made_of(rest, self.before, self.point)


def _expected(document: Document) -> Iterator[_Expected]:
    """The lines of the sections in reading order: paragraphs and signatures, captions and notes."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Text):
                yield from _lines_of(block, document.frame)
            else:
                if caption := _caption(block):
                    yield _Expected("Rubriken", caption, after=squeezed(document.frame.example_mark))
                yield from (_Expected("Noten", note) for note in block.notes if note.strip())


def _lines_of(text: Text, frame: Frame) -> Iterator[_Expected]:
    for paragraph in text.paragraphs:
        before = tuple(squeezed(each) for each in (frame.example_mark, text.label, f"{paragraph.list_number}.", "•"))
        yield _Expected("Stycket", paragraph.text, before, text.point)
    if text.signature.strip():
        yield _Expected("Underskriften", text.signature)


def _caption(block: Table | Figure) -> str:
    return f"{block.label}. {block.caption}" if block.label else block.caption


def _is_made_of(line: str, pieces: Iterable[str], point: int = 0) -> bool:
    for piece in (*pieces, str(point) if point else ""):
        line = line.replace(piece, "") if piece else line
    return not line.strip("·.")


def _other_words(document: Document) -> set[str]:
    """Lines beside those of the sections: the cover's captions and notes, labels, marks, the words of a human overall judgement."""
    mark = document.frame.example_mark
    words = {mark, *document.frame.guide_notes}
    for block in (document.frame.skyline, document.frame.facts):
        if block is not None:
            words |= {_caption(block), _caption(block) + mark, *block.notes}
    for text in (block for block in document.blocks() if isinstance(block, Text)):
        label = f"{text.point or ''}{text.label}"
        words |= {label, text.label, *(f"{start}{text.overall}{end}" for start in ("", label) for end in ("", mark))}
    return {squeezed(each) for each in words}


def _pieces(frame: Frame, document: Document) -> set[str]:
    """Words around the text, which a line may be put together from: cover, footer, marks and how to read the signs."""
    pairs = (sign + word for _, signs in frame.reading_guide for sign, word in signs)
    guide = (heading for heading, _ in frame.reading_guide)
    around = (frame.owner, frame.title, frame.subtitle, frame.tagline, frame.status_line, frame.header, frame.footer)
    marks = (frame.example_mark, frame.example_short, frame.facts_heading, frame.guide_heading, frame.contents_heading)
    entries = (f"{section.number}{section.heading}" for section in document.sections)
    return {squeezed(each) for each in (*pairs, *guide, *around, *marks, *entries)} - {""}


def _cell(cell: Cell) -> str:
    return squeezed(cell.symbol + cell.text + cell.note)


def _unmarked(cell: str, frame: Frame) -> str:
    text = squeezed(cell)
    for mark in (frame.example_mark, frame.example_short):
        text = text.replace(squeezed(mark), "") if mark else text
    return text


def _has_cell_marks(model: Table, rows: tuple[tuple[str, ...], ...], frame: Frame) -> bool:
    pairs = ((cell, text) for row, texts in zip(model.rows, rows[1:], strict=False) for cell, text in zip(row, texts, strict=False))
    return all(squeezed(frame.example_short) in squeezed(text) for cell, text in pairs if cell.synthetic)


def _first_words(block: Text | Table | Figure) -> str:
    """What stands on the line that carries the mark."""
    if not isinstance(block, Text):
        return squeezed(block.caption)
    if block.overall:
        return squeezed(block.overall)
    first = block.paragraphs[0] if block.paragraphs else None
    return squeezed(first.text) if first and not first.list_number else ""


def _name(block: Text | Table | Figure) -> str:
    return (block.label or block.caption) if not isinstance(block, Text) else block.control or _cut(block.paragraphs[0].text)


def _shown(what: object) -> str:
    return "inget" if what is None else f"”{_cut(str(what))}”"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
