"""The engine of tables with headings above them: where the headings end, what every column holds, what every cell says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.grid import Grid, nearest
from briefing.observations.heading import Heading, heading_of, is_value, period_in, role_of
from briefing.observations.numbers import MARKERS, is_marker, parsed_number
from briefing.sources.layouts import SIDE_WORDS, CrossTable
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

_LONGEST_PERIOD = 20  # signs: "september 2026 prel." is a period, a sentence with a year in it is none
_TALLEST = 30  # rows above the first value: a title, notes, headings
_SIGNED = (Unit.ANDEL.value, Unit.MEDEL.value, Unit.PROCENT.value)
_DECLARE = "rätta rubriken i filen, eller ange filens rubrik under [crosstab] i source.toml"


@dataclass(frozen=True)
class CrossCell:
    """One value of a table as it stands there, and what is beside it; `area`, `indicator` and `group` in the file's own words."""

    area: str
    indicator: str
    period: Period | None
    group: str
    measure: str
    value: float
    status: str
    lower: float = math.nan
    upper: float = math.nan
    n: float = math.nan


@dataclass(frozen=True)
class CrossRow:
    """A row of the table: its words by ours, and its cells under their headings. `is_kept`: it is of those that the layout asks for."""

    words: Mapping[str, str]
    cells: tuple[tuple[Heading, str], ...]
    is_kept: bool = True

    @property
    def is_blank(self) -> bool:
        return not any(cell for _, cell in self.cells)


def rows_of(grid: Grid, layout: CrossTable, id_of: Callable[[str], str] | None) -> list[tuple[str, CrossRow]]:
    """Place and content of every row with a name; UnusableError says what was found instead of what is declared.

    `id_of` maps the file's categories, None for a bare source, which keeps them. What stands above the headings is a title, what stands
    below the table with nothing in its columns a note.
    """
    keys = dict(layout.columns) or {"area": ""}
    first = _first_row(grid, keys)
    positions = _positions(grid, keys)
    kept = {_column_of(grid, name, _row_with(grid, name)): text for name, text in layout.only.items()}
    headings = _headings(grid, layout, first, {*positions.values(), *kept}, id_of)
    rows = [(number, _row(grid, number, positions, headings, kept)) for number in range(first, len(grid.rows))]
    return [(grid.place(number), row) for number, row in rows if any(row.words.values()) or not row.is_blank]


def cells_of(row: CrossRow, layout: CrossTable, covered: Period | None, unit: Unit) -> list[CrossCell]:
    """The values of a row; UnusableError for the first cell that holds none, with its column.

    `covered` is the period and `unit` the unit where nothing says another.
    """
    period = _row_period(row.words)
    numbers: dict[tuple[str, Period | None, str, str], tuple[float, str]] = {}
    sides: dict[tuple[str, Period | None, str], dict[str, float]] = {}
    for heading, cell in row.cells:
        role = heading.role or layout.measure or unit.value
        group = heading.group if heading.group is not None else _group(row.words.get("group", ""), layout)
        key = (heading.indicator, heading.period or period or covered, group)
        value, status = _number(cell, role, layout, heading)
        if role in SIDE_WORDS:
            sides.setdefault(key, {})[role] = value
        else:
            numbers[(*key, role)] = (value, "preliminar" if heading.is_preliminary and status == "slutlig" else status)
    return [_cell(row.words, key, number, sides.get(key[:3], {}), layout) for key, number in numbers.items()]


def _cell(
    words: Mapping[str, str],
    key: tuple[str, Period | None, str, str],
    number: tuple[float, str],
    beside: Mapping[str, float],
    layout: CrossTable,
) -> CrossCell:
    indicator, period, group, measure = key
    value, status = number
    margin, n = beside.get("margin", math.nan), beside.get("n", math.nan)
    lower, upper = beside.get("lower", value - margin), beside.get("upper", value + margin)
    if n < layout.fewest_answers:
        value, status, lower, upper = math.nan, "sekretess", math.nan, math.nan
    area, own = words.get("area", ""), words.get("indicator", "")
    return CrossCell(area, own or indicator, period, group, measure, value, status, lower, upper, n)


def _number(cell: str, role: str, layout: CrossTable, heading: Heading) -> tuple[float, str]:
    if is_marker(cell, frozenset(each.strip().lower() for each in layout.suppressed_as)):
        return math.nan, "sekretess"
    if is_marker(cell, MARKERS | {each.strip().lower() for each in layout.missing_as}):
        return math.nan, "saknas"
    try:
        bare = cell.strip().removeprefix("±").removesuffix("%").strip()
        return parsed_number(bare, whole=role in (Unit.ANTAL.value, "n"), signed=role in (*_SIGNED, "lower", "upper")), "slutlig"
    except ValueError as expected:
        remedy = f"rätta cellen, eller låt {quoted(cell)} stå under missing_as eller suppressed_as i source.toml"
        raise UnusableError(quoted(cell), str(expected), remedy, column=heading.text) from None


def _row_period(words: Mapping[str, str]) -> Period | None:
    """The period that a row says in one column or in two (år and månad as text); None where it says none."""
    told, year = words.get("period", ""), words.get("year", "").rstrip("*")
    if not (told or year):
        return None
    sub = words.get("month", "") or words.get("quarter", "")
    written = told or _joined(year, sub, is_month=bool(words.get("month")))
    period = period_in(written)
    if period is None or len(written) > _LONGEST_PERIOD:
        expected = "ett år (2026), ett kvartal (2026-K2), en månad (2026-08) eller en dag (2026-08-14)"
        raise UnusableError(f"perioden {quoted(written)}", expected, "skriv perioden på ett av dessa sätt", column="period")
    return period


def _joined(year: str, sub: str, *, is_month: bool) -> str:
    """The period of a year in one column and a month (09, september) or quarter (2, Kv 2) in another."""
    if not sub:
        return year
    if not sub.isdecimal():
        return f"{sub} {year}"
    return f"{year}-{sub.zfill(2)}" if is_month else f"{year}-K{sub}"


def _group(told: str, layout: CrossTable) -> str:
    return layout.groups.get(told, told)


def _first_row(grid: Grid, keys: Mapping[str, str]) -> int:
    """The first row below the headings: the first with a name in it, which is neither a heading again (of merged cells) nor one more."""
    named = [name for name in keys.values() if name]
    top = max(_row_with(grid, name) for name in named) if named else _row_of_periods(grid)
    positions = set(_positions(grid, keys).values())
    headings = set(map(_same, named))
    for number in range(top + 1, len(grid.rows)):
        row = grid.rows[number]
        names = {_same(row[place]) for place in positions if row[place]}
        if names - headings and (named or not _is_heading(row)):
            return number
    found = f"rubrikerna {quoted('; '.join(filter(None, grid.rows[top])), 200)} utan någon rad under"
    raise UnusableError(found, "rader med ett namn och tal", _DECLARE)


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row is one more row of headings, though its first cell is filled: it speaks of units or periods and holds no value."""
    beside = [cell for cell in row[1:] if cell]
    return any(map(_says_something, beside)) and not any(is_value(cell) and period_in(cell) is None for cell in beside)


def _row_with(grid: Grid, name: str) -> int:
    """The row in which a declared heading stands."""
    rows = grid.rows[:_TALLEST]
    found = next((number for number, row in enumerate(rows) if _same(name) in map(_same, row)), None)
    if found is None:
        header = max(rows, key=lambda row: sum(1 for cell in row if cell), default=())
        seen = [cell for row in rows for cell in row if cell]
        said = f"rubrikerna {quoted(';'.join(filter(None, header)), 200)}{nearest(name, seen)}"
        raise UnusableError(said, f"kolumnen {quoted(name)}", _DECLARE, rows=max(len(grid.rows) - 1, 0))
    return found


def _row_of_periods(grid: Grid) -> int:
    """The last row of headings where none is declared: the first in which a cell beside the first column names a period or a unit."""
    for number, row in enumerate(grid.rows[:_TALLEST]):
        if sum(1 for cell in row if cell) > 1 and any(_says_something(cell) for cell in row[1:]):
            return number
    said = next((row for row in grid.rows if any(row)), ())
    expected = "en rad med rubriker som nämner perioder (2024, Kv 1 2024, jan 2024) eller enheter (Antal, Andel)"
    raise UnusableError(f"en tabell som börjar med {quoted('; '.join(filter(None, said)), 120)}", expected, _DECLARE)


def _says_something(cell: str) -> bool:
    return heading_of((cell,), {}, {}).says_something


def _positions(grid: Grid, keys: Mapping[str, str]) -> dict[str, int]:
    """Our word → the column that names rows."""
    return {word: _column_of(grid, name, _row_with(grid, name)) if name else 0 for word, name in keys.items()}


def _column_of(grid: Grid, name: str, row: int) -> int:
    return list(map(_same, grid.rows[row])).index(_same(name))


def _headings(grid: Grid, layout: CrossTable, first: int, naming: set[int], id_of: Callable[[str], str] | None) -> dict[int, Heading]:
    """What every column holds whose heading says something; columns of other things (län, ålder) are left out."""
    above = grid.rows[:first]
    begins = next((number for number, row in enumerate(above) if len(set(filter(None, row))) > 1), first - 1)
    title = tuple(cell for row in above[:begins] for cell in row[:1] if cell)
    whole = "" if layout.measure else role_of(title, layout.headings)
    headings: dict[int, Heading] = {}
    for column in set(range(max(map(len, grid.rows)))) - naming:
        path = tuple(dict.fromkeys(row[column] for row in above[begins:] if column < len(row) and row[column]))
        heading = heading_of(path, layout.headings, layout.groups)
        named = replace(heading, role=heading.role or whole, indicator=_category(path, layout, id_of))
        is_bare = id_of is None
        if heading.says_something or (path and _holds_numbers(grid, column, first) if is_bare else named.indicator):
            headings[column] = named
    if not headings:
        seen = "; ".join(dict.fromkeys(cell for row in above[begins:] for cell in row if cell))
        expected = "rubriker som nämner en period (2024, Kv 1 2024, jan 2024), en enhet (Antal, Andel) eller en kategori under [indicators]"
        raise UnusableError(f"rubrikerna {quoted(seen, 200)}", expected, _DECLARE, rows=len(grid.rows) - first)
    return dict(sorted(headings.items()))


def _category(path: tuple[str, ...], layout: CrossTable, id_of: Callable[[str], str] | None) -> str:
    """The innermost text that the source maps, or, for a bare source, that is neither period, unit nor group; "" for none."""
    if id_of is not None:
        return next((text for text in reversed(path) if id_of(text)), "")
    return next((text for text in reversed(path) if not heading_of((text,), {}, layout.groups).says_something), "")


def _holds_numbers(grid: Grid, column: int, first: int) -> bool:
    cells = [row[column] for row in grid.rows[first:] if column < len(row) and row[column]]
    return 2 * sum(map(is_value, cells)) > len(cells)


def _row(grid: Grid, number: int, positions: Mapping[str, int], headings: Mapping[int, Heading], kept: Mapping[int, str]) -> CrossRow:
    cells: Sequence[str] = grid.rows[number]
    words = {word: cells[place] for word, place in positions.items()}
    is_kept = all(_same(cells[column]) == _same(text) for column, text in kept.items())
    return CrossRow(words, tuple((heading, cells[column]) for column, heading in headings.items()), is_kept)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
