"""The open data package: every table and figure as CSV with a Frictionless description, so that others can reuse the numbers.

Data Package v1, specs.frictionlessdata.io. One zip file: datapackage.json and a CSV per table and figure, UTF-8, comma, decimal point.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha512
from io import StringIO
from typing import Any

from briefing.document.document import Cell, Document, Table
from briefing.document.figure import Figure
from briefing.document.figure_table import figure_table
from briefing.document.wording import GAP_REASONS, NO_VALUE, PROTECTED
from briefing.outputs.file import File
from briefing.outputs.package import zipped
from briefing.outputs.xml_text import allowed, number
from briefing.terms.gap import GapReason

MEDIA_TYPE = "application/zip"

_PRELIMINARY = "(p)"
_MISSING = ""  # a gap is an empty field, never a zero
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run a text that begins so
_LONGEST_NAME = 60
_BEHIND_FIGURE = "data-"  # ids of the appendix tables that repeat figures
_INVENTED = "EXEMPEL: påhittade uppgifter."
_ONLY_NUMBER = re.compile(r"[-−\d\s,.%]*(\(p\))?")


@dataclass(frozen=True)
class _Field:
    """A column of a CSV file: its name, type, description, and a value per row."""

    name: str
    type: str
    description: str
    values: tuple[str, ...]


def render_data(document: Document) -> File:
    """The numbers of the document as `<edition id>.data.zip`; the same document gives the same bytes.

    A column with numbers is a number column; what stands beside the numbers (second lines, preliminary marks, words) has columns of its
    own. The tables of the appendix that repeat figures are left out: each figure has its own file.
    """
    files = {}
    resources = []
    for index, (table, sources) in enumerate(_tables(document), 1):
        name = f"{index:02d}-{_slug(table.id.removeprefix(_BEHIND_FIGURE))}"
        fields = list(_fields(table))
        content = _csv(fields)
        files[f"data/{name}.csv"] = content
        resources.append(_resource(name, table, fields, content, sources))
    described = json.dumps(_description(document, resources), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return File(f"{document.edition}.data.zip", MEDIA_TYPE, zipped({"datapackage.json": described.encode("utf-8"), **files}))


def _tables(document: Document) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Every table, and every figure as one, with the titles of the sources that a figure names (a table names them in its notes)."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield figure_table(block), tuple(dict.fromkeys(row[1] for row in block.sources if len(row) > 1))
            elif isinstance(block, Table) and not block.id.startswith(_BEHIND_FIGURE):
                yield block, ()


def _description(document: Document, resources: list[dict[str, Any]]) -> dict[str, Any]:
    frame = document.frame
    return {
        "profile": "tabular-data-package",
        "name": str(document.edition).lower(),
        "id": f"{document.edition} {document.version}".strip(),
        "title": f"{frame.title} {frame.subtitle}".strip(),
        "description": f"{document.description}. {frame.status_line}.",
        "version": document.version or "utkast",
        "keywords": list(document.keywords),
        "contributors": [{"title": frame.owner, "role": "publisher"}],
        "resources": resources,
    }


def _resource(name: str, table: Table, fields: Sequence[_Field], content: bytes, sources: tuple[str, ...]) -> dict[str, Any]:
    title = f"{table.label}. {table.caption}" if table.label else table.caption
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"data/{name}.csv",
        "title": allowed(title),
        "description": allowed(" ".join(filter(None, (*table.notes, _INVENTED if table.synthetic else "")))),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha512:{sha512(content).hexdigest()}",
        **({"sources": [{"title": allowed(each)} for each in sources]} if sources else {}),
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [
                {"name": each.name, "type": each.type} | ({"description": each.description} if each.description else {}) for each in fields
            ],
            "missingValues": [_MISSING],
        },
    }


def _fields(table: Table) -> Iterator[_Field]:
    """The columns of a table as fields, each name once."""
    taken: set[str] = set()
    for index, column in enumerate(table.columns):
        cells = [row[index] if index < len(row) else Cell("") for row in table.rows]
        for name, kind, description, values in _split(column.heading, cells):
            own = _unlike(allowed(name) or f"kolumn {index + 1}", taken)
            taken.add(own)
            yield _Field(own, kind, description, tuple(values))
    if any(cell.synthetic for row in table.rows for cell in row):
        marks = ["true" if any(cell.synthetic for cell in row) else "false" for row in table.rows]
        yield _Field(_unlike("exempel", taken), "boolean", "Raden har påhittade uppgifter.", tuple(marks))


def _split(heading: str, cells: Sequence[Cell]) -> Iterator[tuple[str, str, str, list[str]]]:
    """A column's numbers, its words, its marks of what is preliminary, its second lines; only those that it has."""
    if not any(cell.value is not None for cell in cells):
        yield heading, "string", "", [_words(cell) for cell in cells]
    else:
        yield heading, "number", "Tomt fält: uppgift saknas.", [_MISSING if cell.value is None else number(cell.value) for cell in cells]
        if any(_says_more(cell) for cell in cells):
            yield f"{heading}, text", "string", "Cellens text, som säger mer än talet.", [_words(cell) for cell in cells]
        if any(_PRELIMINARY in cell.text for cell in cells):
            marks = [_MISSING if cell.value is None else str(_PRELIMINARY in cell.text).lower() for cell in cells]
            yield f"{heading}, preliminär", "boolean", "Uppgiften är preliminär.", marks
    if any(cell.note for cell in cells):
        yield f"{heading}, not", "string", "Andra raden i cellen.", [safe_cell(cell.note) for cell in cells]


def _words(cell: Cell) -> str:
    if _is_protected(cell):
        return GAP_REASONS[GapReason.SEKRETESS]
    return _MISSING if cell.text == NO_VALUE else safe_cell(cell.text)


def _is_protected(cell: Cell) -> bool:
    """Whether a value is hidden so that nobody is given away: an empty number, and why in words beside it."""
    return cell.symbol == PROTECTED and not cell.text


def _says_more(cell: Cell) -> bool:
    """Whether the text of a cell is more than its number, its unit and the mark of what is preliminary."""
    return _is_protected(cell) or (cell.text != NO_VALUE and not _ONLY_NUMBER.fullmatch(cell.text))


def safe_cell(text: str) -> str:
    """The text as a reader of spreadsheets may have it: never run as a formula."""
    plain = allowed(text).strip()
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _csv(fields: Sequence[_Field]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([each.name for each in fields])
    writer.writerows(zip(*(each.values for each in fields), strict=True))
    return stream.getvalue().encode("utf-8")


def _unlike(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    own, count = name, 1
    while own in taken:
        count += 1
        own = f"{name} {count}"
    return own


def _slug(text: str) -> str:
    plain = text.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME] or "tabell"
