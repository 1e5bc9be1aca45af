"""A filled-in Excel form: fields are found by the headings of their columns and the words of their rows, wherever these have been moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.observations.form_fields import (
    DIMENSION,
    EARLIER,
    HELP,
    IDENTITY_LABELS,
    LABELS,
    NUMBERS,
    TOP_LABELS,
    Answer,
    Filled,
    codes_in,
    folded,
    without_prompt,
)
from briefing.observations.form_text import plain_markdown
from briefing.observations.workbook_cells import Cell, Sheet, sheets_of, text_of
from briefing.sources.source import Part, Source
from briefing.terms.control import FieldName

_KEYS = {folded(label): key for key, label in LABELS.items()}
_OWN_COLUMNS = {folded(each) for each in (DIMENSION, NUMBERS, EARLIER, HELP)}
_TOP_KEYS = {folded(label): key for key, label in TOP_LABELS.items()}
_IDENTITY_KEYS = {folded(label): key for key, label in IDENTITY_LABELS.items()}
_FEWEST_HEADINGS = 2  # of the fields, beside the word for the dimension: so much of a heading row must be left


def texts_in_excel(part: Part) -> Iterator[str]:
    """The texts of all cells; UnusableError where the workbook cannot be opened."""
    return (cell for sheet in sheets_of(part) for row in sheet.rows for cell in row if isinstance(cell, str) and cell)


def filled_excel(part: Part, source: Source) -> Filled:
    """What was found in the workbook; UnusableError where it cannot be opened."""
    identity: dict[str, str] = {}
    answers: list[Answer] = []
    strangers: list[tuple[str, str]] = []
    present: set[str] = set()
    for sheet in sheets_of(part):
        header = next((number for number, row in enumerate(sheet.rows) if _columns(row)), None)
        top = sheet.rows[: len(sheet.rows) if header is None else header]
        for key, answer in _top(sheet, top):
            if key in _IDENTITY_KEYS.values():
                identity.setdefault(key, codes_in(answer.text))
            else:
                answers.append(answer)
        if header is None:
            continue
        columns = _columns(sheet.rows[header])
        for number in (each for each in range(header + 1, len(sheet.rows)) if any(cell != "" for cell in sheet.rows[each])):
            dimension = _dimension(sheet.rows[number], columns, source)
            found = list(_row_answers(sheet, number, columns, dimension))
            answers += [each for each in found if dimension]
            present |= {dimension} & set(source.dimensions)
            strangers += [(each.place, each.text) for each in found if not dimension and each.text]
            strangers += _beside(sheet, number, columns, found=bool(found))
    missing = tuple(each for each in source.dimensions if each not in present)
    return Filled(identity, tuple(answers), tuple(strangers), missing=missing)


def _columns(row: tuple[Cell, ...]) -> Mapping[str, int]:
    """Folded heading → column, where the row is the heading row of the fields; else nothing."""
    named = {folded(text_of(cell)): column for column, cell in reversed(tuple(enumerate(row))) if cell != ""}
    is_header = folded(DIMENSION) in named and sum(each in named for each in _KEYS) >= _FEWEST_HEADINGS
    return named if is_header else {}


def _top(sheet: Sheet, rows: tuple[tuple[Cell, ...], ...]) -> Iterator[tuple[str, Answer]]:
    """What stands beside the labels above the fields."""
    keys = {**_TOP_KEYS, **_IDENTITY_KEYS}
    for number, row in enumerate(rows):
        filled = [column for column, cell in enumerate(row) if cell != ""]
        key = keys.get(folded(text_of(row[filled[0]]))) if filled else None
        if key:
            column = filled[1] if len(filled) > 1 else filled[0] + 1
            text = text_of(row[column]) if len(filled) > 1 else ""
            yield key, Answer(FieldName("", key), without_prompt(text), sheet.place(number, column))


def _dimension(row: tuple[Cell, ...], columns: Mapping[str, int], source: Source) -> str:
    """The dimension of a row, by its label or its id; empty where it is none."""
    written = folded(text_of(row[columns[folded(DIMENSION)]]))
    return next((each for each, label in source.dimensions.items() if written in (folded(label), folded(each))), "")


def _row_answers(sheet: Sheet, number: int, columns: Mapping[str, int], dimension: str) -> Iterator[Answer]:
    for heading, key in _KEYS.items():
        if heading in columns:
            cell = sheet.rows[number][columns[heading]]
            text = _written(key, cell)
            yield Answer(FieldName(dimension, key), without_prompt(text), f"{sheet.place(number, columns[heading])} ({LABELS[key]})")


def _written(key: str, cell: Cell) -> str:
    """What stands in a cell: running text as Markdown, lists with their lines, all else on one line."""
    if not isinstance(cell, str):
        return text_of(cell)
    return plain_markdown(cell) if key == "text" else cell if key == "rests_on" else text_of(cell)


def _beside(sheet: Sheet, number: int, columns: Mapping[str, int], *, found: bool) -> Iterator[tuple[str, str]]:
    """Texts in columns that the form does not have."""
    known = {column for heading, column in columns.items() if heading in _KEYS or heading in _OWN_COLUMNS}
    for column, cell in enumerate(sheet.rows[number]):
        if column not in known and cell != "" and found:
            yield sheet.place(number, column), text_of(cell)
