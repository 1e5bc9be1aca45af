"""Lists of events at size: DuckDB gives the reading that the reader of small lists gives, for the same bytes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from builders_deliveries import assert_accounted_for, delivery, part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.observations.handelselista import read
from briefing.observations.large_file import opened
from briefing.observations.reading import Reading
from briefing.sources.layouts import EventList
from briefing.sources.source import HEAD, Part, Source

DAMAGE = Source(
    id="skador",
    areas={"Teg": "2480R1", "Ersboda": "2480R2", "Östra Ersboda": "2480R3", "Umeå kommun": "2480"},
    indicators={"Klotter": "klotter", "Bränder": "brander", "Alla": "skador"},
    events=EventList("Rapporterad", "Stadsdel", "Kategori", "Antal", total="Alla", first="2025-12"),
)
WHOLE = replace(DAMAGE, events=EventList("Rapporterad", in_area="2480", of_type="Klotter", per="kvartal"))
DATES = (
    *("2026-01-03", "2026-01-01", "2026-02-29", "2024-02-29", "2026-04-31", "2026-12-31 23:59", "2026-01-03T08:00:00", " 2026-01-03 "),
    *(
        "2026-1-3",
        "2026/01/03",
        "jan 2026",
        "2026-03",
        "2026",
        "Kv 1 2026",
        "14.08.2026 12:30",
        "igår",
        "",
        "1899-01-01",
        "\u00a02026-01-09",
    ),
)
AREAS = ("Teg", " Teg", "Östra  Ersboda", "Ersboda", "2480R2", "Umea kommun", "Okänt", "", "Teg;norra")
TYPES = ("Klotter", "Bränder", "Klotter ", "Annat", "")
COUNTS = ("1", "2", "30", "1 234", "1,5", "-2", "många", "", "9999999999")
NOTES = ("", "a", "två ord", "med ”citat”", 'ett "ord', "rad ett\nrad två", "å, ä & ö")


def large(content: bytes, folder: Path, name: str = "a.csv") -> Part:
    """The bytes as a file that does not fit in memory."""
    path = folder / name
    path.write_bytes(content)
    return Part(name, len(content), hashlib.sha512(content).hexdigest(), None, str(path), content[:HEAD])


def readings(content: bytes, folder: Path, source: Source = DAMAGE) -> tuple[Reading, Reading]:
    small = read(delivery(part("a.csv", content), source=source.id, covers="2026-12"), source)
    return small, read(delivery(large(content, folder), source=source.id, covers="2026-12"), source)


def assert_same(small: Reading, at_size: Reading) -> None:
    assert small.observations.frame.equals(at_size.observations.frame)
    assert replace(small, observations=at_size.observations) == at_size
    assert_accounted_for(at_size)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '";\n') else cell


ABOVE = st.sampled_from(("", "Titel;;\n\n", "\n"))
EXTRA = st.lists(st.sampled_from(("", ";;;;", " ;\t; ;;", "2026-05-05;Teg", "2026-05-05;Teg;Klotter;1;x;y;z;")), max_size=3)
EXAMPLES = 400 if os.environ.get("BRIEFING_LONG") else 12
rows = st.lists(st.tuples(*map(st.sampled_from, (DATES, AREAS, TYPES, COUNTS, NOTES))), min_size=1, max_size=12)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.sampled_from(("\n", "\r\n")), ABOVE, st.sampled_from((DAMAGE, WHOLE, Source())), st.data())
def test_the_same_bytes_give_the_same_reading_by_either_way(
    tmp_path: Path, rows: list[tuple[str, ...]], end: str, above: str, source: Source, data: st.DataObject
) -> None:
    lines = ["Rapporterad;Stadsdel;Kategori;Antal;Anteckning", *(";".join(map(quoted, row)) for row in rows)]
    for extra in data.draw(
        st.lists(st.sampled_from(("", ";;;;", " ;\t; ;;", "2026-05-05;Teg", "2026-05-05;Teg;Klotter;1;x;y;z;")), max_size=3)
    ):
        lines.insert(data.draw(st.integers(1, len(lines))), extra)
    text = (above + "\n".join(lines) + "\n").replace("\n", end)
    if not source.id:
        text = text.replace("Rapporterad", "Datum")
    assert_same(*readings(text.encode(data.draw(st.sampled_from(("utf-8", "utf-8-sig")))), tmp_path, source))


def test_a_large_file_in_the_western_encoding_is_read_too(tmp_path: Path) -> None:
    text = "Rapporterad;Stadsdel;Kategori;Antal\n2026-01-03;Östra Ersboda;Bränder;1\nigår;Östra Ersboda;Bränder;1\n"
    small, at_size = readings(text.encode("cp1252"), tmp_path)
    assert_same(small, at_size)
    assert at_size.rows_refused == 1


def test_of_many_refused_rows_fifty_are_listed_with_their_line_and_the_rest_are_counted(tmp_path: Path) -> None:
    lines = ["Rapporterad;Stadsdel;Kategori;Antal"]
    lines += [f"{'2026-02-03' if number % 3 else f'den {number}'};Teg;Klotter;{number % 7 or 'x'}" for number in range(1, 3_000)]
    small, at_size = readings("\n".join(lines).encode(), tmp_path)
    assert_same(small, at_size)
    assert [each.place for each in at_size.refusals[:2]] == ["rad 4, Rapporterad", "rad 7, Rapporterad"]
    assert len(at_size.refusals) == 102


@pytest.mark.parametrize(
    "content",
    [
        b"Rapporterad;Stadsdelar;Kategori;Antal\n2026-01-03;Teg;Klotter;1\n",
        b'Rapporterad;Stadsdel;Kategori;Antal\n2026-01-03;Teg;"Klotter;1\n2026-01-03;Teg;Klotter;1\n',
        b'Rapporterad;Stadsdel;Kategori;Antal\n2026-01-03;Teg;"Klotter"x;1\n2026-01-03;Teg;Klotter;1\n',
        b"Rapporterad;Stadsdel;Kategori;Antal\n",
    ],
)
def test_what_is_no_such_list_is_refused_in_the_same_words(tmp_path: Path, content: bytes) -> None:
    assert_same(*readings(content, tmp_path))


def test_letters_in_no_known_encoding_are_refused_with_what_to_save_as(tmp_path: Path) -> None:
    content = b"Rapporterad;Stadsdel;Kategori;Antal\n2026-01-03;Teg;Klotter;1\n2026-01-03;\x81;Klotter;1\n"
    (refusal,) = readings(content, tmp_path)[1].refusals
    assert refusal.remedy.startswith("spara filen som text med teckenkodningen UTF-8")


def test_parquet_is_counted_as_text_is(tmp_path: Path) -> None:
    import duckdb

    text = "Rapporterad;Stadsdel;Kategori;Antal\n2026-01-03;Teg;Klotter;2\nigår;Teg;Klotter;1\n2026-05-01;Okänt;Klotter;1\n;;;\n"
    csv_file, parquet = tmp_path / "b.csv", tmp_path / "b.parquet"
    csv_file.write_text(text, encoding="utf-8")
    duckdb.execute(f"COPY (FROM read_csv('{csv_file}', all_varchar = true, delim = ';', header = true)) TO '{parquet}'")
    content = parquet.read_bytes()
    file = Part("b.parquet", len(content), hashlib.sha512(content).hexdigest(), content, str(parquet))
    at_size = read(delivery(file, source="skador", covers="2026-12"), DAMAGE)
    small = readings(text.encode(), tmp_path)[0]
    assert small.observations.frame.equals(at_size.observations.frame)
    assert [each.place for each in at_size.refusals] == ["rad 2, Rapporterad"]  # Parquet has no row of headings


def test_a_parquet_file_of_one_column_has_footnotes_and_empty_rows_too(tmp_path: Path) -> None:
    import duckdb

    parquet = tmp_path / "b.parquet"
    told = "('2026-01-03'), ('igår'), (''), (NULL), (' \u00a0'), ('Källa: enheten'), ('2026-02-01')"
    duckdb.execute(f"COPY (SELECT * FROM (VALUES {told}) AS rows(Rapporterad)) TO '{parquet}'")
    content = parquet.read_bytes()
    file = Part("b.parquet", len(content), "", content, str(parquet))
    at_size = read(delivery(file, source="skador", covers="2026-12"), replace(WHOLE, indicators={}))
    assert (at_size.rows_read, at_size.rows_refused) == (3, 1)


def test_the_connection_opens_that_file_for_reading_and_nothing_else(tmp_path: Path) -> None:
    import duckdb

    own, other = tmp_path / "it's.csv", tmp_path / "other.csv"
    for path in (own, other):
        path.write_text("a;b\n1;2\n")
    connection = opened(str(own))
    name = str(own).replace("'", "''")
    assert connection.execute(f"SELECT count(*) FROM read_csv('{name}')").fetchone() == (1,)
    refused = (f"FROM read_csv('{other}')", f"COPY (SELECT 1) TO '{tmp_path}/x.csv'", f"COPY (SELECT 1) TO '{name}'")
    for statement in (*refused, "LOAD httpfs", "INSTALL httpfs", "SET enable_external_access = true", f"ATTACH '{tmp_path}/x.db'"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["it's.csv", "other.csv"]
