"""The tables of a web page as rows of cells, spans laid out. Nothing is fetched and no entity of the page's own is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.observations.decoding import decoded_page
from briefing.observations.fault import UnusableError
from briefing.sources.source import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_TABLE = 500_000  # cells; SOL gives at most 10 000
WIDEST = 500  # columns that one cell may span; no table of statistics is wider, and a page could ask for a billion


@dataclass(frozen=True)
class TableRow:
    """One row: the line of the file on which it begins, and the text of its cells. A cell over several columns stands in the first."""

    line: int
    cells: tuple[str, ...]


def tables_of(part: Part) -> tuple[tuple[TableRow, ...], ...]:
    """All tables of a page in its order, those inside others apart; UnusableError where the file is no web page."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    text = decoded_page(part)
    if "<" not in text[:1000]:
        raise UnusableError("en fil som inte är en webbsida", "en webbsida (HTML)", "spara resultatsidan som webbsida")
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        page = document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=False)
    except (ParserError, ValueError):
        raise UnusableError("en webbsida utan innehåll", "en webbsida med en tabell", "spara resultatsidan på nytt") from None
    return tuple(_counted(table) for table in page.iter("table"))


def _counted(table: _Element) -> tuple[TableRow, ...]:
    """The rows of one table; UnusableError where its spans make it larger than any table of statistics."""
    rows: list[TableRow] = []
    cells = 0
    for row in _rows(table):
        cells += len(row.cells)
        if cells > LARGEST_TABLE:
            raise UnusableError(f"en tabell med mer än {LARGEST_TABLE} celler", "en mindre tabell", "hämta tabellen i delar")
        rows.append(row)
    return tuple(rows)


def _rows(table: _Element) -> Iterator[TableRow]:
    from_above: dict[int, int] = {}  # column → rows below that a cell above still covers
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _pass_covered(cells, from_above)
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            from_above.update({len(cells) + column: rows for column in range(columns) if rows > 1})
            cells += [_text(cell)] + [""] * (min(columns, max(WIDEST - len(cells), 1)) - 1)
        _pass_covered(cells, from_above)
        from_above = {column: rows - 1 for column, rows in from_above.items() if rows > 1}
        yield TableRow(row.sourceline or 0, tuple(cells))


def _pass_covered(cells: list[str], from_above: dict[int, int]) -> None:
    """Adds blank cells where cells of the rows above reach down."""
    while from_above.get(len(cells), 0) > 0 and len(cells) < WIDEST:
        cells.append("")


def _span(cell: _Element, name: str) -> int:
    told = str(cell.get(name, "1")).strip()
    return min(max(int(told), 1), WIDEST) if told.isdecimal() and len(told) < 9 else 1


def _text(cell: _Element) -> str:
    return " ".join("".join(map(str, cell.itertext())).split())
