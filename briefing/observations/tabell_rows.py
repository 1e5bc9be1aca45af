"""The rows of a table file: its header found, its cells named by our words."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from io import StringIO

from briefing.observations.decoding import decoded, place_in
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.grid import grids_of, is_footnote
from briefing.observations.workbook_cells import is_workbook
from briefing.sources.source import Delivery, Part, TableLayout

MEASURES = ("value", "antal", "per_100k")
Row = tuple[str, Mapping[str, str] | Fault]
_NEEDED = {"area": "ett område", "indicator": "en kategori", "period": "en period"}
# What a bare source's table may call its columns, by our words; the first that the file has is taken.
_BARE_NAMES: Mapping[str, tuple[str, ...]] = {
    "area": ("area", "kommun", "kommunkod", "region", "område"),
    "indicator": ("indicator", "indikator", "brott", "typ", "kategori"),
    "period": ("period", "månad", "kvartal", "år"),
    "antal": ("antal",),
    "per_100k": ("per_100k", "per 100 000", "per 100 000 inv.", "/100 000 inv"),
    "value": ("value", "värde"),
}


def rows_of(delivery: Delivery, part: Part, declared: TableLayout | None) -> tuple[TableLayout, list[Row]]:
    """The layout of one file and, for every row, its place and its cells by our words; UnusableError where it is another table."""
    if is_workbook(part):
        return _rows_of_workbook(delivery, part, declared)
    text = decoded(part)
    header_line = next(line for line in text.split("\n") if line.strip())
    layout = declared or _found_layout(header_line)
    lines = csv_lines(text, layout.delimiter)
    header = [_one_line(cell) for cell in lines[0][1]]
    positions = _positions(header, layout, rows=len(lines) - 1)
    place = place_in(delivery, part, "rad ")
    return layout, [(f"{place}{number}", _cells(cells, len(header), positions)) for number, cells in lines[1:]]


def _rows_of_workbook(delivery: Delivery, part: Part, declared: TableLayout | None) -> tuple[TableLayout, list[Row]]:
    """The rows of the declared sheet, or the first; a title above the headings is none of them."""
    grid = grids_of(part, declared.sheet if declared else "")[0]
    names = {_one_line(name) for name in declared.columns.values()} if declared else set()
    filled = [number for number, row in enumerate(grid.rows) if any(row)]
    header = next((number for number in filled if names <= set(grid.rows[number])), None) if names else None
    header = header if header is not None else next((number for number in filled if sum(map(bool, grid.rows[number])) > 1), filled[0])
    layout = declared or _found_layout(";".join(grid.rows[header]))
    below = [number for number in filled if number > header and not is_footnote(grid.rows[number])]
    positions = _positions(grid.rows[header], layout, rows=len(below))
    rows = [(grid.place(number), _cells(grid.rows[number], len(grid.rows[header]), positions)) for number in below]
    return layout, [(place_in(delivery, part, place), cells) for place, cells in rows]


def csv_lines(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The physical line on which every record begins, and its cells; blank lines and footnotes are no rows."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (lines and is_footnote(cells)):
                lines.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        found = f"ett citationstecken som inte går ihop, i raden som börjar på rad {begins}"
        count = max(sum(1 for line in text.split("\n") if line.strip()) - 1, 0)
        raise UnusableError(found, "citattecken i par kring en cell", "rätta raden", rows=count) from None
    return lines


def _found_layout(header_line: str) -> TableLayout:
    """The layout that a file of a bare source seems to have, from the names of its columns."""
    delimiter = max(";\t,", key=header_line.count)
    header = [_one_line(cell.strip('"')) for cell in header_line.split(delimiter)]
    known = {cell.lower(): cell for cell in header}
    found = {word: next((known[name] for name in names if name in known), "") for word, names in _BARE_NAMES.items()}
    if not {found[word] for word in MEASURES} - {""}:
        counts = [cell for cell in header if cell.lower().startswith("antal ")]  # `Antal anmälningar`, where it is the only one
        found["antal"] = counts[0] if len(counts) == 1 else ""
    columns = {word: name for word, name in found.items() if name}
    if "period" not in columns or not set(columns) & set(MEASURES):
        remedy = "beskriv tabellens kolumner under [table] i en source.toml och läs filen med --source"
        raise UnusableError(f"rubrikerna {quoted(header_line, 200)}", "en kolumn för period och en för värde", remedy)
    return TableLayout(columns, constants={"area": "", "indicator": ""}, delimiter=delimiter)


def _positions(header: Sequence[str], layout: TableLayout, *, rows: int) -> Mapping[str, int]:
    """Our word → the column's position; Unusable where a declared column is not there, or there twice."""
    for name in map(_one_line, layout.columns.values()):
        if header.count(name) != 1:
            nearest = get_close_matches(name, header, n=1, cutoff=0.5)
            seen = f"rubrikerna {quoted(';'.join(header), 200)}"
            found = f"{seen}, närmast {quoted(nearest[0])}" if nearest and nearest[0] != name else seen
            expected = f"kolumnen {quoted(name)}" + (" en gång" if name in header else "")
            raise UnusableError(found, expected, "rätta rubriken i filen, eller ange filens rubrik under [table] i source.toml", rows=rows)
    return {word: header.index(_one_line(name)) for word, name in layout.columns.items()}


def _cells(cells: Sequence[str], width: int, positions: Mapping[str, int]) -> Mapping[str, str] | Fault:
    """The cells of a row by our words; a fault where the row is shorter or longer than the header."""
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        remedy = "fyll i raden; filen kan vara avhuggen"
        return Fault(f"{len(cells)} kolumner: {quoted(';'.join(cells))}", f"{width} kolumner som i rubriken", remedy)
    row = {word: cells[position].strip() for word, position in positions.items()}
    blank = next((word for word in _NEEDED if row.get(word) == ""), None)
    return Fault("en tom cell", _NEEDED[blank], "fyll i cellen", column=blank) if blank else row


def _one_line(text: str) -> str:
    return " ".join(text.split())
