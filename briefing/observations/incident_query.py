"""The questions that DuckDB is asked about a list of events, and how what cells mean is asked of us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from briefing.observations.decoding import western
from briefing.observations.event_tally import NAMED
from briefing.observations.event_terms import Terms
from briefing.observations.fault import Fault, UnusableError
from briefing.observations.grid import FOOTNOTE
from briefing.observations.large_file import LATIN, SPARE, UTF8, fetched, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_YEARS = "DATE '1900-01-01' AND DATE '2099-12-31'"  # as in `heading`; a date of other years is no date
_TRUE_DATE = (  # but for 29 February, which is looked at more closely
    "(19|20)[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
)
_COUNT = "[0-9]{1,9}"
_BLANKS = "[\\s\\x0b\\x1c-\\x1f\\x85\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}]*"  # of str.split
_FAULTY = "!"  # begins what stands for a period where there is none
NO_ROW = ""  # stands for a period where nothing is in the row
_NO_ROW = -1  # its number


@dataclass(frozen=True)
class Table:
    """The rows of a file in SQL: columns c0, c1 …, which of them our words are, and how its text is written."""

    rows: str
    width: int
    columns: Mapping[str, int]
    encoding: str = UTF8
    delimiter: str = ""

    def groups(self, asked: Asked) -> str:
        """How many rows and events there are of each period, area, type and fault: in numbers, which group sooner than words."""
        date, count = self._cell("date"), self._cell("count")
        day = f"try_cast(left({date}, 10) AS DATE)"
        # Written as DuckDB writes it: it would take 2026-1-3 and a blank for a date too.
        is_date = f"{day} BETWEEN {_YEARS} AND CAST({day} AS VARCHAR) = left({date}, 10)"
        month = f"CAST(12 * year({day}) + month({day}) - 1 AS INTEGER)"
        otherwise = f"WHEN {self._is_no_row()} THEN {_NO_ROW} ELSE period_told(coalesce({date}, ''))"
        period = f"CASE WHEN {is_date} THEN {month} {otherwise} END"
        told = f"SELECT {period} AS period, {self._known('area', asked.areas)} AS area, {self._known('type', asked.types)} AS kind"
        if "count" not in self.columns:
            return f"SELECT period, area, kind, 0, count(*), count(*) FROM ({told} FROM {self.rows}) GROUP BY ALL"
        is_count = f"regexp_full_match({count}, '{_COUNT}')"
        amount = f"CASE WHEN {is_count} THEN CAST({count} AS BIGINT) ELSE amount_told(coalesce({count}, '')) END"
        sums = "count(*), CAST(sum(greatest(amount, 0)) AS DOUBLE)"
        return f"SELECT period, area, kind, least(amount, 0), {sums} FROM ({told}, {amount} AS amount FROM {self.rows}) GROUP BY ALL"

    def strange_lines(self, lines: str, first: int) -> str:
        """The lines from the first on whose date or count is not plain; some of them can be read all the same."""
        forms = {"date": _TRUE_DATE, "count": f"{_COUNT}({self._sign}|$)"}
        plain = " AND ".join(self._begins(word, form) for word, form in forms.items() if word in self.columns)
        return f"SELECT number, line FROM {lines} WHERE number >= {first} AND line IS NOT NULL AND NOT ({plain})"

    def strange_rows(self) -> str:
        """The same of a table whose rows are numbered."""
        cells = ", ".join(f"coalesce(c{number}, '')" for number in range(self.width))
        plain = [("date", f"{_TRUE_DATE}.*"), ("count", _COUNT)]
        are = (f"coalesce(regexp_full_match({self._cell(word)}, '{form}'), false)" for word, form in plain if word in self.columns)
        return f"SELECT number, {cells} FROM {self.rows} WHERE NOT ({' AND '.join(are)})"

    def _is_no_row(self) -> str:
        """That nothing is in any cell, or a footnote in the first and nothing in the others."""
        first, *others = (f"c{number}" for number in range(self.width + (SPARE if self.delimiter else 0)))
        after, footnote = ", ".join(("''", *others)), literal(f"{FOOTNOTE}.*")
        is_none = f"regexp_full_match({first}, '{_BLANKS}') OR regexp_full_match({first}, {footnote}, 'is') OR {first} IS NULL"
        return f"regexp_full_match(concat({after}), '{_BLANKS}') AND ({is_none})"

    @property
    def _sign(self) -> str:
        return self.delimiter.replace("'", "''")

    def _begins(self, word: str, form: str) -> str:
        before = f'([^{self._sign}"]*{self._sign}){{{self.columns[word]}}}'
        return f"regexp_matches(line, '^{before}{form}')"

    def _cell(self, word: str) -> str:
        return f"c{self.columns[word]}" if word in self.columns else "''"

    def _known(self, word: str, names: Sequence[str]) -> str:
        """The number of a declared name, and else what we are told that the cell is."""
        if word not in self.columns:
            return str(_NO_ROW)
        cell = self._cell(word)
        told = f"{word}_told(coalesce({cell}, ''))"
        number = f"enum_code(try_cast({cell} AS ENUM({', '.join(map(literal, names))})))"  # sooner than IN, which becomes a join
        return f"CASE WHEN {number} IS NULL THEN {told} ELSE CAST({number} AS INTEGER) END" if names else told


class Asked:
    """The terms as functions that DuckDB asks of a cell that is not plain, in several threads at once. None of them raises."""

    def __init__(self, terms: Terms, encoding: str) -> None:
        self.terms, self.is_latin = terms, encoding == LATIN
        self.areas = self._as_written((*terms.source.areas, *terms.source.areas.values()))
        self.types = self._as_written(terms.source.indicators)
        self.faults: dict[int, Fault] = {}
        self.stopped: UnusableError | None = None
        self._unknown: set[str] = set()
        # What is seen is numbered as it comes, in one step that no other thread can divide.
        self._kinds: dict[tuple[str, str], int] = defaultdict(count().__next__)
        self._numbers: dict[str, int] = defaultdict(count(_NO_ROW - 1, -1).__next__, {NO_ROW: _NO_ROW})

    def told(self, connection: DuckDBPyConnection, query: str) -> list[Sequence[Any]]:
        """What a query of groups gives that asks these functions, with period, area and type in words."""
        functions: Mapping[str, tuple[Callable[[str], object], str]] = {
            "period_told": (lambda cell: self._numbers[self.period(cell)], "INTEGER"),
            "area_told": (lambda cell: self._numbers[self.area(cell)], "INTEGER"),
            "type_told": (lambda cell: self._numbers[self.type(cell)], "INTEGER"),
            "amount_told": (self.amount, "BIGINT"),
        }
        for name, (function, gives) in functions.items():
            connection.create_function(name, function, ["VARCHAR"], gives)
        try:
            groups = list(fetched(connection, query))
        finally:
            for name in functions:
                connection.remove_function(name)
        areas, types = map(self.plain, self.areas), map(self.plain, self.types)
        return list(self._in_words(groups, tuple(areas), tuple(types)))

    def period(self, cell: str) -> str:
        """A period's code, or which kind of fault it is."""
        plain = self.plain(cell)
        told = self.terms.period(plain)
        return f"{_FAULTY}{self._kind(told)}" if isinstance(told, Fault) else told.code

    def fault(self, period: str, amount: int) -> Fault | None:
        """The fault that a group stands for."""
        if period.startswith(_FAULTY):
            return self.faults[int(period.removeprefix(_FAULTY))]
        return self.faults[-amount - 1] if amount < 0 else None

    def amount(self, cell: str) -> int:
        """How many events; below zero for a kind of fault."""
        told = self.terms.amount(self.plain(cell))
        return -self._kind(told) - 1 if isinstance(told, Fault) else int(told)

    def area(self, cell: str) -> str:
        """The name on one line; empty for an unknown one when too many of them have been seen."""
        plain = self.plain(cell)
        if self.terms.area_of(plain) or plain in self._unknown:
            return plain
        if len(self._unknown) >= NAMED:
            return ""
        self._unknown.add(plain)
        return plain

    def type(self, cell: str) -> str:
        """The name on one line; empty for an unknown one."""
        plain = self.plain(cell)
        return plain if self.terms.id_of(plain) else ""

    def plain(self, cell: str) -> str:
        """The cell as a small list would have it."""
        try:
            return " ".join((western(cell) if self.is_latin else cell).split())
        except UnusableError as unusable:
            self.stopped = unusable
            return ""

    def _in_words(self, groups: Iterable[Sequence[Any]], areas: Sequence[str], types: Sequence[str]) -> Iterator[Sequence[Any]]:
        words = {number: word for word, number in self._numbers.items()}
        for period, area, kind, *counted in groups:
            yield (
                words[period] if period < 0 else f"{period // 12}-{period % 12 + 1:02}",
                words[area] if area < 0 else areas[area],
                words[kind] if kind < 0 else types[kind],
                *counted,
            )

    def _as_written(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names as they stand in the file before it is read as cp1252, without those that cannot."""
        written = (name.encode("cp1252", "ignore").decode("latin-1") if self.is_latin else name for name in names)
        return tuple(dict.fromkeys(filter(None, written)))

    def _kind(self, fault: Fault) -> int:
        kind = self._kinds[fault.expected, fault.column]
        self.faults.setdefault(kind, fault)
        return kind
