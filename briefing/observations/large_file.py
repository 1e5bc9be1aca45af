"""The one door to DuckDB: a file that is too large for memory, or Parquet, opened for reading, and nothing else.

The connection may open that one path. It writes nothing, not even what does not fit in its memory, loads no extension and reaches no
network; once it is set so, no statement changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from briefing.observations.decoding import western
from briefing.observations.fault import UnusableError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY = "256MB"
_THREADS = 4  # each takes buffers of its own, and more of them wait for the disk
_FETCHED = 10_000  # rows at a time
_AHEAD = "16KB"  # of rows that may be got ready before they are asked for: whoever looks for a few of them stops early
SPARE = 4  # columns beyond those of the first rows that a longer row may have; each costs time in every row
_NEVER = "\x1f"  # a sign that stands in no text
UTF8, LATIN = "utf-8", "latin-1"


def opened(path: str) -> DuckDBPyConnection:
    """A connection that can read that file."""
    import duckdb  # late: it takes a tenth of a second, and few deliveries need it

    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": _MEMORY,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    (threads,) = connection.execute("SELECT current_setting('threads')").fetchone() or (1,)
    connection.execute(f"SET threads = {min(int(threads), _THREADS)}")
    connection.execute(f"SET streaming_buffer_size = '{_AHEAD}'")
    connection.execute(f"SET allowed_paths = [{literal(path)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def literal(text: str) -> str:
    """A text as it stands in SQL."""
    return "'" + text.replace("'", "''") + "'"


def records(path: str, encoding: str, delimiter: str, width: int, skip: int) -> str:
    """The rows below the headings as columns c0, c1 …, NULL for an empty cell.

    DuckDB refuses what is written otherwise than a table by rule, a cell of several lines among it; `lines` gives that.
    """
    columns = ", ".join(f"c{number}: 'VARCHAR'" for number in range(width + SPARE))
    return (
        f"read_csv({literal(path)}, auto_detect = false, header = false, skip = {skip}, delim = {literal(delimiter)}, quote = '\"', "
        f"escape = '\"', strict_mode = true, null_padding = true, encoding = {literal(encoding)}, columns = {{{columns}}})"
    )


def numbered_lines(path: str, encoding: str) -> str:
    """Every line with its number, as columns number and line, NULL for an empty one."""
    lines = (
        f"read_csv({literal(path)}, auto_detect = false, header = false, delim = '{_NEVER}', quote = '', escape = '', "
        f"strict_mode = false, encoding = {literal(encoding)}, columns = {{line: 'VARCHAR'}})"
    )
    return f"(SELECT row_number() OVER () AS number, line FROM {lines})"


def told_lines(connection: DuckDBPyConnection, query: str, encoding: str, at_once: int = _FETCHED) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that a query gives, as they are read."""
    for number, line in fetched(connection, query, at_once):
        text = line or ""
        yield number, western(text) if encoding == LATIN else text


def fetched(connection: DuckDBPyConnection, query: str, at_once: int = _FETCHED) -> Iterator[Sequence[Any]]:
    """The rows of a query, a piece at a time; UnusableError where the file breaks off the reading."""
    import duckdb

    with closing(connection.cursor()) as cursor:  # of its own, since whoever asks may stop before the end
        try:
            cursor.execute(query)
            while rows := cursor.fetchmany(at_once):
                yield from rows
        except duckdb.Error as error:
            raise NotByRuleError(str(error)) from None


def number_of(connection: DuckDBPyConnection, query: str) -> int:
    """The one number that a query gives."""
    return int(next(iter(fetched(connection, query)))[0])


class NotByRuleError(Exception):
    """Raised where DuckDB cannot read a file in the way that was asked for; never leaves the room."""

    @property
    def is_about_letters(self) -> bool:
        """Whether the file is not in the encoding that was tried."""
        return "invalid unicode" in str(self).lower() or f"not {LATIN} encoded" in str(self)

    @property
    def unusable(self) -> UnusableError:
        """What is said where there is no other way."""
        if self.is_about_letters:
            found = "tecken som varken är UTF-8 eller ISO-8859-1"
            return UnusableError(found, "svensk text i UTF-8", "spara filen som text med teckenkodningen UTF-8")
        found, expected = "en fil som inte går att läsa som en tabell", "en textfil (.csv) i UTF-8, eller en Parquetfil"
        return UnusableError(found, expected, "be avsändaren spara filen på nytt")
