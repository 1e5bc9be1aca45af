"""Personal identity numbers in the rows of a Parquet file."""

from __future__ import annotations

from contextlib import closing

from briefing.observations.large_file import fetched, literal, opened
from briefing.terms.identity import Identity, personal_numbers_in

_NUMBER = "file_row_number"
_DIGITS = "[0-9\\x{ff10}-\\x{ff19}]"
_BETWEEN = "[^0-9A-Za-z;]"
# Year, month, day and four digits in any notation, and much else; what remains is looked at closely.
_LIKE_ONE = f"{_DIGITS}{{2}}({_BETWEEN}{{0,3}}{_DIGITS}{{2}}){{2}}{_BETWEEN}{{0,5}}{_DIGITS}{{4}}"


def identity_in_rows(path: str) -> tuple[int, Identity] | None:
    """The first row with such a number in any of its cells, counted from 1, and the number; None where there is none."""
    with closing(opened(path)) as connection:
        rows = f"read_parquet({literal(path)}, {_NUMBER} = true)"
        names = [str(name) for name, *_ in fetched(connection, f"DESCRIBE SELECT * FROM {rows}") if name != _NUMBER]
        cells = ", ".join(f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for name in names)
        told = f"SELECT {_NUMBER} + 1 AS number, concat_ws(' ; ', {cells}) AS cells FROM {rows}"
        for number, text in fetched(connection, f"SELECT number, cells FROM ({told}) WHERE regexp_matches(cells, '{_LIKE_ONE}')"):
            for cell in str(text).split(" ; "):
                for identity in personal_numbers_in(cell):
                    return int(str(number)), identity
    return None
