"""A row of the table of what has changed: kind, what, before, now, remark."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.document import wording
from briefing.document.document import Cell
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity

NOTHING = Cell(wording.NOT_APPLICABLE, muted=True)


@dataclass(frozen=True)
class Row:
    """One change. `citations` are the places that what stands there now was read at; `sensitivity` is that of human texts in it."""

    kind: str
    what: Cell
    before: Cell
    now: Cell
    remark: str = ""
    citations: tuple[Citation, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPPEN
    synthetic: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The five cells of the row."""
        remark = Cell(self.remark, basis=self.what.basis) if self.remark else NOTHING
        what = replace(self.what, synthetic=self.synthetic)
        return (Cell(self.kind, strong=True, basis=self.what.basis), what, self.before, self.now, remark)
