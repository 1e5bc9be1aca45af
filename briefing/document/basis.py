"""What a text rests on: noted while it is written, and asked for again when it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefing.document.document import Block, Table, Text
from briefing.document.figure import Figure, bases_of
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity, highest


@dataclass
class Basis:
    """The ids and citations of what a sentence asked for while it was written: no sentence without a basis."""

    ids: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    sensitivity: Sensitivity = Sensitivity.OPPEN

    def note(self, finding_id: str, citations: tuple[Citation, ...], sensitivity: Sensitivity = Sensitivity.OPPEN) -> None:
        self.sensitivity = highest(self.sensitivity, sensitivity)
        if finding_id not in self.ids:
            self.ids.append(finding_id)
            self.citations.extend(citations)


def bases(blocks: Iterable[Block]) -> Iterator[str]:
    """The ids that paragraphs, cells and lines rest on, in reading order, with repetitions."""
    for block in blocks:
        match block:
            case Text():
                yield from (basis for paragraph in block.paragraphs for basis in paragraph.basis)
            case Table():
                yield from (basis for row in block.rows for cell in row for basis in cell.basis)
            case Figure():
                yield from bases_of(block)
