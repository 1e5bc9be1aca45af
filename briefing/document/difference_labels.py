"""What things are called in two records: indicators, dimensions, headings. Nothing but the records is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefing.findings.recorded import Recorded
from briefing.observations.statement import Assessment, Statement


def indicator_label(indicator: str, *editions: Recorded) -> str:
    """The indicator's name in the first edition that defines it; its id in plain words where none does (schema 1)."""
    found = (each.label for edition in editions for each in edition.earlier.definitions if each.indicator == indicator)
    return next(found, _plain(indicator))


def judged_label(judged: Statement | Assessment, edition: Recorded) -> str:
    """The name of what was judged, as the edition's own document has it; its id in plain words where it is not printed."""
    if isinstance(judged, Assessment):
        label = next(_headings(judged.subject, edition), _plain(judged.subject))
    else:
        named = (*_dimensions(judged, edition), *_headings(f"{judged.source}:{judged.dimension}", edition))
        label = next(iter(named), _plain(judged.dimension))
    return f"{label}, {_area(judged.area, edition)}" if judged.area else label


def is_synthetic(judged: Statement | Assessment, edition: Recorded) -> bool:
    """Whether the edition's document marks it as invented: the table or text that it stands in is."""
    name = judged.subject if isinstance(judged, Assessment) else f"{judged.source}:{judged.dimension}"
    blocks = [block for section in edition.document.get("sections", ()) for block in section["blocks"] if block.get("synthetic")]
    cells = (cell for block in blocks for row in block.get("rows", ()) for cell in row)
    paragraphs = (paragraph for block in blocks for paragraph in block.get("paragraphs", ()))
    rests_on = {basis for each in (*cells, *paragraphs) for basis in each.get("basis", ())}
    return judged.id in rests_on or any(block.get("control") == name for block in blocks)


def gap_label(subject: str, sentence: str, *editions: Recorded) -> str:
    """What a gap is about: the indicator, the heading of the human text, what its own sentence begins with, else its id in plain words."""
    defined = (each.label for edition in editions for each in edition.earlier.definitions if each.indicator == subject)
    headings = (heading for edition in editions for heading in _headings(subject, edition))
    begins, colon, _ = sentence.partition(":")
    return next(defined, None) or next(headings, None) or (begins if colon else _plain(subject))


def _dimensions(judged: Statement, edition: Recorded) -> Iterator[str]:
    """The cell under the heading Dimension in a row that rests on the statement."""
    for table in _blocks(edition, "tabell"):
        headings = [each["heading"] for each in table["columns"]]
        if "Dimension" in headings:
            at = headings.index("Dimension")
            yield from (row[at]["text"] for row in table["rows"] if judged.id in row[at].get("basis", ()))


def _headings(control: str, edition: Recorded) -> Iterator[str]:
    """The heading over the human text of that name."""
    for section in edition.document.get("sections", ()):
        yield from (section["heading"] for block in section["blocks"] if block.get("control") == control)


def _area(code: str, edition: Recorded) -> str:
    areas: Any = edition.said["edition"].get("areas") or ()
    return next((each["name"] for each in areas if each["code"] == code), code)


def _blocks(edition: Recorded, kind: str) -> Iterator[Mapping[str, Any]]:
    for section in edition.document.get("sections", ()):
        yield from (block for block in section["blocks"] if block["type"] == kind)


def _plain(identity: str) -> str:
    words = identity.replace("-", " ")
    return words[:1].upper() + words[1:]
