"""Tables of a Word file: one header row that repeats, a name and a description, one cell for each row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from briefing.outputs.extraction import W, word_text
from briefing.outputs.refusal import GateReason

_LONG = 200  # a cell with so many characters may make its row too high to stand on one page
_SHOWN = 60


def table_faults(parts: Mapping[str, etree._Element]) -> Iterator[tuple[GateReason, str]]:
    """Tables that a screen reader cannot follow, and rows that a page would cut."""
    for table in parts["word/document.xml"].iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        name = (word_text(rows[0]).strip() if rows else "")[:_SHOWN] or "tom"
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None or table.find(f"{W}tblPr/{W}tblLook") is None:
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell saknar huvudrad: {name}"
        for fault in (*_described(table), *_shape(table), *(each for row in rows for each in _row(row))):
            yield GateReason.TABELL_FORM, f"{fault}: {name}"


def _described(table: etree._Element) -> Iterator[str]:
    for tag, said in (("tblCaption", "En tabell saknar namn för skärmläsare"), ("tblDescription", "En tabell saknar beskrivning")):
        element = table.find(f"{W}tblPr/{W}{tag}")
        if element is None or not (element.get(f"{W}val") or "").strip():
            yield said


def _shape(table: etree._Element) -> Iterator[str]:
    if next(table.iter(f"{W}vMerge", f"{W}hMerge"), None) is not None or any(
        each.get(f"{W}val") != "1" for each in table.iter(f"{W}gridSpan")
    ):
        yield "En tabell har sammanslagna celler"
    if any(inner is not table for inner in table.iter(f"{W}tbl")):
        yield "En tabell ligger i en annan"
    if any(len(cell) == 0 or cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc")):
        yield "En cell slutar inte med ett stycke"


def _row(row: etree._Element) -> Iterator[str]:
    """A row that a page may cut in two, though it is not too high to be kept whole; a header row never may."""
    if row.find(f"{W}trPr/{W}cantSplit") is not None:
        return
    is_header = row.find(f"{W}trPr/{W}tblHeader") is not None
    if is_header or not any(len(word_text(cell)) >= _LONG for cell in row.iter(f"{W}tc")):
        yield "En rad kan delas mellan två sidor"
