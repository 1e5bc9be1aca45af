"""A file that is too large for memory is looked through for personal identity numbers as a small one is, piece by piece."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.observations.large_identity import identity_in_rows
from briefing.sources.source import HEAD, Part
from briefing.terms.identity import personal_numbers_in
from briefing.workspace import large_examination
from briefing.workspace.cache import CACHE
from briefing.workspace.kept_verdicts import examined_once
from briefing.workspace.large_examination import identity_in_file, may_hold_one

PERSON, COORDINATION, ORGANISATION = "811228-9874", "701063-2391", "556016-0680"  # the public test numbers
WAYS = (
    *(PERSON, COORDINATION, "8112289874", "198112289874", "811228 9874", "811228+9874", "19811228-9874", "1981-12-28-9874"),
    *("811228–9874", "811228\u00a09874", "811228 - 9874", "81 12 28-9874", "81.12.28-9874", "8112\u200b28-9874", "８１１２２８-9874"),
)
ROW = "2026-05-12 12:30;Teg;Klotter;på väggen {}\n"


def large(path: Path, content: bytes) -> Part:
    path.write_bytes(content)
    return Part(path.name, len(content), hashlib.sha512(content).hexdigest(), None, str(path), content[:HEAD])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_number_written_in_any_way_is_found_with_its_line(tmp_path: Path, way: str, encoding: str) -> None:
    try:
        content = (ROW.format("") * 400 + ROW.format(way) + ROW.format("") * 400).encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("cp1252 has no such sign")
    (tmp_path / "a.csv").write_bytes(content)
    found = identity_in_file(tmp_path / "a.csv")
    assert found is not None
    assert found[0] == 401


def test_plain_rows_and_organisations_are_passed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("".join(ROW.format(f"{number:05} {ORGANISATION}") for number in range(500)))
    assert identity_in_file(tmp_path / "a.csv") is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789-+ ./_:;\n–\u00a0a", max_size=40), st.sampled_from(("utf-8", "cp1252")))
def test_no_piece_that_the_scanner_finds_something_in_is_passed_over(around: str, encoding: str) -> None:
    for text in (around, around[:20] + PERSON + around[20:]):
        if personal_numbers_in(text):
            assert may_hold_one(text.encode(encoding))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(("", PERSON, "å" * 30, "8112289874", "20260512")), min_size=1, max_size=30))
def test_pieces_of_any_length_find_what_the_whole_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: list[str]) -> None:
    monkeypatch.setattr(large_examination, "_PIECE", 64)
    text = "".join(map(ROW.format, notes))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    whole = personal_numbers_in(text)
    found = identity_in_file(tmp_path / "a.csv")
    assert (found is None) == (not whole)
    assert found is None or found[0] == text.count("\n", 0, whole[0].start) + 1


def test_a_large_delivery_with_a_number_is_returned_and_a_clean_one_is_looked_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def look(path: Path) -> object:
        looked.append(path)
        return identity_in_file(path)

    monkeypatch.setattr(large_examination, "identity_in_file", look)
    clean, dirty = large(tmp_path / "a.csv", ROW.format("").encode()), large(tmp_path / "b.csv", ROW.format(PERSON).encode())
    for _ in range(2):
        assert examined_once(clean, tmp_path) is None
        objection = examined_once(dirty, tmp_path)
        assert objection is not None
        assert (objection.returned, objection.place) == (True, "rad 1")
        assert PERSON not in objection.fault.found
    assert [path.name for path in looked] == ["a.csv", "b.csv", "b.csv"]
    (kept,) = (tmp_path / CACHE).iterdir()
    kept.write_text("damaged")
    assert examined_once(clean, tmp_path) is None
    assert [path.name for path in looked][3:] == ["a.csv"]


def test_a_number_in_a_parquet_file_is_found_in_text_and_in_numbers(tmp_path: Path) -> None:
    import duckdb

    for name, value in (("text", f"'gäller {PERSON}'"), ("tal", "198112289874"), ("rent", f"'{ORGANISATION}'")):
        path = tmp_path / f"{name}.parquet"
        rows = f"SELECT DATE '2026-05-12' AS dag, 'Teg' AS plats, NULL AS c UNION ALL SELECT DATE '2026-05-13', 'Teg', {value}"
        duckdb.execute(f"COPY ({rows}) TO '{path}'")
        found = identity_in_rows(str(path))
        assert (found[0] if found else 0) == (0 if name == "rent" else 2)
    content = (tmp_path / "tal.parquet").read_bytes()
    objection = examined_once(Part("tal.parquet", len(content), "", content, str(tmp_path / "tal.parquet")), tmp_path)
    assert objection is not None
    assert (objection.returned, objection.place) == (True, "rad 2")
