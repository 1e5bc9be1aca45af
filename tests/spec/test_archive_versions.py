"""When an edition gets a new version, and when it stays as it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, add_second, delivery, edition, produce_sealed, state, two_versions

from briefing.archive.seals import decision, inputs
from briefing.archive.store import add, content, editions, history, record
from briefing.archive.store import edition as stored_edition
from briefing.errors import BriefingError
from briefing.terms.edition import Status, parse_edition_id

OTHER = inputs({**MADE_FROM, "mallar/texter/metod.md.j2": b"Metod"}, DELIVERIES)


def test_the_first_production_is_version_one_and_an_utkast() -> None:
    choice = decision(None, inputs(MADE_FROM, DELIVERIES), "")
    assert (choice.version, choice.status, choice.replaces, choice.unchanged) == ("v1", Status.UTKAST, "", False)


@pytest.mark.parametrize("status", [Status.UTKAST, Status.GRANSKAD, Status.SLUTLIG])
def test_the_same_deliveries_texts_and_templates_make_no_new_version_and_the_status_stays(status: Status) -> None:
    sealed = edition(version="v3", status=status)
    choice = decision(sealed, tuple(reversed(sealed.inputs)), "en orsak som inte behövs")
    assert (choice.version, choice.status, choice.reason, choice.unchanged) == ("v3", status, sealed.reason, True)


def test_a_new_program_alone_makes_no_new_version() -> None:
    sealed = replace(edition(), program="0.0.9", lock="cd" * 64)
    assert decision(sealed, edition().inputs, "").unchanged


def test_changed_inputs_make_the_next_version_an_utkast_that_says_what_it_replaces() -> None:
    choice = decision(edition(version="v2"), OTHER, "Ny metodtext")
    assert (choice.version, choice.status, choice.reason) == ("v3", Status.UTKAST, "Ny metodtext")
    assert choice.replaces == "2480-kvartal-2026-K2 v2"
    assert not choice.unchanged


def test_an_utkast_that_changes_without_a_given_reason_says_which_inputs_differ() -> None:
    made_from = {"mallar/texter/inledning.md.j2": b"Ny", "mallar/utgavor/kvartal.toml": MADE_FROM["mallar/utgavor/kvartal.toml"]}
    choice = decision(edition(), inputs({**made_from, "mallar/texter/metod.md.j2": b"M"}, DELIVERIES), "")
    assert choice.reason == (
        "Ändrat underlag: deklarationer/kolada/source.toml (borttagen), "
        "mallar/texter/inledning.md.j2 (ändrad), mallar/texter/metod.md.j2 (ny)"
    )


@pytest.mark.parametrize("status", [Status.GRANSKAD, Status.SLUTLIG])
def test_a_reviewed_or_final_edition_changes_only_for_a_reason(status: Status) -> None:
    sealed = edition(status=status)
    with pytest.raises(BriefingError, match=r"--reason") as refused:
        decision(sealed, OTHER, "  ")
    assert "mallar/texter/metod.md.j2 (ny)" in str(refused.value)
    assert decision(sealed, OTHER, "Rättelse").status is Status.UTKAST


def test_a_second_identical_production_adds_nothing_to_the_archive(tmp_path: Path) -> None:
    first = produce_sealed(tmp_path, K2, MADE_FROM, FILES)
    before = state(tmp_path)
    assert produce_sealed(tmp_path, K2, MADE_FROM, {**FILES, "lagesbild.html": b"made by another program"}) == first
    assert state(tmp_path) == before


def test_every_version_is_kept_and_read_as_it_was(tmp_path: Path) -> None:
    two_versions(tmp_path)
    first, second = history(tmp_path, K2)
    assert (first.version, second.version, second.replaces) == ("v1", "v2", "2480-kvartal-2026-K2 v1")
    assert content(tmp_path, K2, "v1", "lagesbild.html") == FILES["lagesbild.html"]
    assert content(tmp_path, K2, "v2", "lagesbild.html") == "<p>Anmälda brott: 3 140</p>".encode()
    assert content(tmp_path, K2, "v1", "leveranser/kolada/2026-K2/data.json") == b'{"values": [1, 2]}'
    assert content(tmp_path, K2, "v2", "leveranser/kolada/2026-K2.r2/data.json") == b'{"values": [1, 3]}'
    assert record(tmp_path, K2, "v2") == FILES["lagesbild.json"].decode()


def test_an_edition_holds_the_templates_and_declarations_it_was_made_from(tmp_path: Path) -> None:
    add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES)
    for name, made_from in MADE_FROM.items():
        assert content(tmp_path, K2, "v1", name) == made_from


def test_a_list_shows_one_entry_per_edition_its_last_version(tmp_path: Path) -> None:
    two_versions(tmp_path)
    board = parse_edition_id("2480-radsbriefing-2026-12-03")
    add(tmp_path, edition(board), FILES, MADE_FROM, DELIVERIES)
    assert [(str(each.id), each.version) for each in editions(tmp_path)] == [(str(K2), "v2"), (str(board), "v1")]


def test_an_archive_that_is_empty_or_not_there_has_no_editions(tmp_path: Path) -> None:
    assert editions(tmp_path) == editions(tmp_path / "nowhere") == ()
    assert history(tmp_path, K2) == ()


def test_a_file_that_two_versions_share_and_a_delivery_that_two_editions_share_are_stored_once(tmp_path: Path) -> None:
    two_versions(tmp_path)
    add(tmp_path, edition(parse_edition_id("2480-kvartal-2026-K1")), FILES, MADE_FROM, DELIVERIES)
    second = {path.name for path in (tmp_path / "editioner" / str(K2) / "v2" / "content").iterdir()}
    assert second == {"edition.json", "lagesbild.html"}
    assert len(list((tmp_path / "leveranser").glob("*/*"))) == 3


def test_a_version_can_neither_be_skipped_nor_replaced(tmp_path: Path) -> None:
    two_versions(tmp_path)
    before = state(tmp_path)
    with pytest.raises(BriefingError, match="the next is v3"):
        add(tmp_path, edition(version="v4"), FILES, MADE_FROM, DELIVERIES)
    with pytest.raises(BriefingError, match="made from other inputs"):
        add(tmp_path, edition(version="v2"), FILES, MADE_FROM, DELIVERIES)
    with pytest.raises(BriefingError, match="or with another status"):
        add(tmp_path, edition(status=Status.SLUTLIG), FILES, MADE_FROM, DELIVERIES)
    assert state(tmp_path) == before


def test_what_is_sealed_says_what_it_was_made_from_and_what_was_made(tmp_path: Path) -> None:
    sealed = add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES)
    assert stored_edition(tmp_path, K2, "v1") == sealed
    assert [seal.name for seal in sealed.files] == sorted(FILES)
    assert {seal.name for seal in sealed.inputs} == {
        *MADE_FROM,
        "leveranser/kolada/2026-K2/data.json",
        "leveranser/kolada/2026-K2/kpi.json",
    }
    assert (sealed.program, sealed.lock) == ("0.1.0", "ab" * 64)


def test_a_delivery_whose_bytes_have_changed_since_receipt_is_not_sealed(tmp_path: Path) -> None:
    changed = replace(delivery(), parts=tuple(replace(part, content=b"other bytes") for part in delivery().parts))
    with pytest.raises(BriefingError, match="not those that were received"):
        add(tmp_path, edition(), FILES, MADE_FROM, (changed,))
    assert editions(tmp_path) == ()


def test_a_retry_returns_the_edition_as_it_was_sealed_the_first_time(tmp_path: Path) -> None:
    two_versions(tmp_path)
    before = state(tmp_path)
    assert add_second(tmp_path) == stored_edition(tmp_path, K2)
    assert state(tmp_path) == before


@pytest.mark.parametrize("version", ["v1", "v3"])
def test_an_edition_that_is_gone_from_the_disk_is_brought_back_and_never_made_anew(tmp_path: Path, version: str) -> None:
    two_versions(tmp_path)
    shutil.rmtree(tmp_path / "editioner" / str(K2))
    before = state(tmp_path)
    with pytest.raises(BriefingError, match="has had v1, v2 of it, which is gone from the disk") as refused:
        add(tmp_path, replace(edition(version=version), inputs=inputs(MADE_FROM, DELIVERIES)), FILES, MADE_FROM, DELIVERIES)
    assert "briefing restore" in str(refused.value)
    assert state(tmp_path) == before
