"""The index makes lists fast and is never believed where it may be wrong: deleted, cut, flipped or old, the list is the same."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, add_second, edition, two_versions

from briefing.archive import index as index_module
from briefing.archive.deleting import Decided, delete
from briefing.archive.entry import entry_of, has_all, normal, parse_entry
from briefing.archive.index import Editions, IndexFile, index, rebuild_index
from briefing.archive.store import add
from briefing.errors import BriefingError
from briefing.terms.edition import parse_edition_id

K1 = parse_edition_id("2480-kvartal-2026-K1")


def record(words: str) -> bytes:
    runs = [{"text": words[:3]}, {"text": words[3:]}]
    text = {"type": "text", "paragraphs": [{"runs": runs, "basis": ["niva:x"]}]}
    frame = {"title": "Lägesbild Umeå", "subtitle": "2026 kvartal\xa02"}
    document = {"frame": frame, "sections": [{"heading": "Läget", "blocks": [text]}]}
    return json.dumps({"edition": {"dnr": "KS 2026/7"}, "document": document}, ensure_ascii=False).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    add(root, edition(K1), {**FILES, "lagesbild.json": record("Skadegörelsen ökar i Ersboda")}, MADE_FROM, DELIVERIES)
    two_versions(root)
    return root


def test_the_list_is_read_from_the_index_and_says_what_the_editions_say(root: Path) -> None:
    known = index(root)
    assert isinstance(known, IndexFile)
    assert known.entries() == Editions(root).entries()
    assert [each.key for each in known.entries()] == [(str(K1), "v1"), (str(K2), "v1"), (str(K2), "v2")]
    first = known.entries()[0]
    assert (first.kind, first.period, first.status, first.sealed_on) == ("kvartal", "2026-K1", "utkast", "2026-07-15")
    assert (first.title, first.dnr) == ("Lägesbild Umeå 2026 kvartal 2", "KS 2026/7")
    assert known.entries()[2].reason == "En rättelse"


def test_a_document_is_found_by_its_words_in_any_case_across_runs_and_not_by_its_basis(root: Path) -> None:
    for known in (index(root), Editions(root)):
        assert known.matching(["SKADEGÖRELSEN", "ersboda"]) == {(str(K1), "v1")}
        assert known.matching(["KS 2026/7"]) == {(str(K1), "v1")}
        assert known.matching(["rättelse"]) == {(str(K2), "v2")}
        assert known.matching(["niva:x"]) == known.matching(["skadegörelsen", "mariehem"]) == frozenset()
        assert len(known.matching([])) == 3


def test_a_text_that_lies_beside_a_document_is_searched(root: Path) -> None:
    """A deposited document has no record: its text lies beside it."""
    id = parse_edition_id("2480-fullstandig-2019")
    add(root, edition(id), {"lagesbild.docx": b"PK", "lagesbild.txt": "Trygghet i Ålidhem".encode()}, MADE_FROM, DELIVERIES)
    assert index(root).matching(["ålidhem"]) == {(str(id), "v1")}


@pytest.mark.parametrize("name", ["index.jsonl", "index-words.jsonl"])
def test_an_index_that_is_gone_cut_or_flipped_changes_no_answer(root: Path, name: str) -> None:
    entries, found = index(root).entries(), index(root).matching(["skadegörelsen"])
    content = (root / name).read_bytes()
    damages = [None, b"", content[:-1], content[: len(content) // 2], content + b"x", content.replace(b"K1", b"K9")]
    if name == "index.jsonl":
        damages += [content.replace(b"2026-07-15", b"2026-07-16"), b"{}\n", b"\xff\n" + content]
    for damage in damages[: None if name == "index.jsonl" else 5]:
        (root / name).unlink() if damage is None else (root / name).write_bytes(damage)
        assert index(root).entries() == entries
        assert index(root).matching(["skadegörelsen"]) == found
        (root / name).write_bytes(content)


def test_an_index_that_lags_behind_is_not_used_and_the_next_writing_puts_it_right(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    third = parse_edition_id("2480-kvartal-2026-K3")
    with monkeypatch.context() as patch:
        patch.setattr("briefing.archive.store.update_index", lambda root: None)
        add(root, edition(third), FILES, MADE_FROM, DELIVERIES)
    assert isinstance(index(root), Editions)
    assert str(third) in {each.edition for each in index(root).entries()}
    add(root, edition(replace(third, period="2026-K4")), FILES, MADE_FROM, DELIVERIES)
    assert isinstance(index(root), IndexFile)
    assert len(index(root).entries()) == 5


def test_an_index_is_rebuilt_to_the_same_answers_and_every_writing_only_adds_to_it(root: Path) -> None:
    entries = index(root).entries()
    before = (root / "index.jsonl").read_bytes()
    add(root, edition(parse_edition_id("2480-kvartal-2026-K3")), FILES, MADE_FROM, DELIVERIES)
    assert (root / "index.jsonl").read_bytes().startswith(before)
    for name in ("index.jsonl", "index-words.jsonl"):
        (root / name).unlink()
    assert rebuild_index(root) == 4
    assert isinstance(index(root), IndexFile)
    assert index(root).entries()[:1] + index(root).entries()[1:3] == entries


def test_the_index_is_for_the_owner_alone_for_it_holds_the_words_of_every_document(root: Path) -> None:
    assert {(root / name).stat().st_mode & 0o777 for name in ("index.jsonl", "index-words.jsonl")} == {0o600}


def test_the_words_of_a_deleted_edition_are_not_left_in_the_index(root: Path) -> None:
    delete(root, K1, "", Decided("Plan", "KS", "arkivarie", "KS 1", date(2036, 1, 2)), program="0.1.0")
    assert "skadegörelsen" not in (root / "index-words.jsonl").read_text()
    assert isinstance(index(root), IndexFile)
    assert [each.edition for each in index(root).entries()] == [str(K2), str(K2)]


def test_an_index_that_cannot_be_written_stops_no_sealing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_module, "_put", full)
    third = parse_edition_id("2480-kvartal-2026-K3")
    assert add(root, edition(third), FILES, MADE_FROM, DELIVERIES).version == "v1"
    assert str(third) in {each.edition for each in index(root).entries()}


def test_an_edition_that_cannot_be_read_is_named_and_is_not_left_out_in_silence(root: Path) -> None:
    (root / "editioner" / str(K2) / "v2" / "inventory.json").write_bytes(b"{}")
    (root / "index.jsonl").unlink()
    assert [each.edition for each in index(root).entries()] == [str(K1)]
    assert len(index(root).unreadable()) == 1
    with pytest.raises(BriefingError, match=r"inventory\.json"):
        rebuild_index(root)


def test_an_index_of_a_program_that_knew_no_special_editions_is_read() -> None:
    told = asdict(entry_of(edition(K1), {}))
    del told["occasion"]
    assert parse_entry(told) == entry_of(edition(K1), {})


def test_a_retry_adds_no_second_line(root: Path) -> None:
    before = (root / "index.jsonl").read_bytes()
    add_second(root)
    assert (root / "index.jsonl").read_bytes() == before


def test_words_are_normal_whatever_blanks_they_have() -> None:
    assert normal("Anmälda\xa0brott:\n 3\u00a0132") == "anmälda brott: 3 132"
    assert has_all("anmälda brott", ["brott", "anm"])
    assert not has_all("anmälda brott", ["brott", "rån"])
