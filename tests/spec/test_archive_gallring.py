"""A lawful deletion takes the bytes away and leaves what it was, its hashes and the decision. Nothing else deletes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, add_second, delivery, edition, state, two_versions

from briefing.archive import deleting
from briefing.archive.deleting import Decided, delete, used_elsewhere
from briefing.archive.deletion import Deletion, deletion_text, deletions, parse_deletion
from briefing.archive.seals import inputs
from briefing.archive.store import add, content, deleted_ids, editions, history, ids, mend
from briefing.archive.store import edition as stored_edition
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId, parse_edition_id

K1 = parse_edition_id("2480-kvartal-2026-K1")
DECIDED = Decided("Dokumenthanteringsplan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", date(2036, 1, 2))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    add(root, edition(K1), {**FILES, "lagesbild.html": b"<p>Bara i K1</p>"}, MADE_FROM, DELIVERIES)
    two_versions(root)
    return root


def gone(root: Path, id: EditionId, version: str = "", *, deliveries: bool = False) -> Deletion:
    return delete(root, id, version, DECIDED, program="0.1.0", deliveries=deliveries)


def everything(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


def test_a_deleted_edition_leaves_its_id_its_hashes_and_the_decision_and_the_archive_is_whole(root: Path) -> None:
    files = stored_edition(root, K1).files
    told = gone(root, K1)
    assert [(link.object, link.version) for link in told.removed] == [(f"editioner/{K1}", "v1")]
    assert deletions(root) == (told,)
    assert not (root / "editioner" / str(K1)).exists()
    assert b"Bara i K1" not in everything(root)
    found = verify(root)
    assert (found.editions, found.deletions, found.faults, found.notes) == (1, 1, (), ())
    text = (root / "gallringar" / str(K1) / "v1/content/gallring.json").read_text()
    for said in (str(K1), "Dokumenthanteringsplan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", "2036-01-02"):
        assert said in text
    assert not used_elsewhere(root, told, {seal.sha512 for seal in files})


def test_a_deleted_edition_is_in_no_list_and_is_made_no_second_time(root: Path) -> None:
    gone(root, K1)
    assert [str(each) for each in ids(root)] == [str(K2)]
    assert [str(each.id) for each in editions(root)] == [str(K2)]
    assert history(root, K1) == ()
    assert deleted_ids(root) == (K1,), "what asks what is left to be made must know that it has been"
    with pytest.raises(BriefingError, match=r"lawfully deleted on 2036-01-02 \(Dokumenthanteringsplan § 4, KS 2036/12\)"):
        add(root, edition(K1), FILES, MADE_FROM, DELIVERIES)


def test_the_deliveries_stay_unless_it_is_asked_for_and_those_of_others_always(root: Path) -> None:
    gone(root, K2)
    assert len(list((root / "leveranser").glob("*/*"))) == 3
    other = (delivery(b'{"values": [7]}', source="polisen"),)
    board = parse_edition_id("2480-radsbriefing-2026-12-03")
    add(root, edition(board, deliveries=other), FILES, MADE_FROM, other)
    told = gone(root, board, deliveries=True)
    assert [link.object.split("/")[0] for link in told.removed] == ["editioner", "leveranser"]
    assert b'{"values": [7]}' not in everything(root)
    assert b'{"values": [1, 2]}' in everything(root), "the first quarter is made from it"
    assert not verify(root).faults


def test_a_large_template_that_no_other_edition_is_made_from_goes_with_its_edition(root: Path) -> None:
    font = {"mallar/typsnitt/a.ttf": b"font" * 20_000, "mallar/typsnitt/b.ttf": b"tnof" * 20_000}
    for number, names in (
        ("2480-kvartal-2026-K3", font),
        ("2480-kvartal-2026-K4", {"mallar/typsnitt/a.ttf": font["mallar/typsnitt/a.ttf"]}),
    ):
        made_from = {**MADE_FROM, **names}
        add(root, replace(edition(parse_edition_id(number)), inputs=inputs(made_from, DELIVERIES)), FILES, made_from, DELIVERIES)
    gone(root, parse_edition_id("2480-kvartal-2026-K3"))
    assert [path.read_bytes()[:4] for path in (root / "underlag").glob("*/*/v1/content/innehall")] == [b"font"]
    assert not verify(root).faults


def test_a_delivery_that_was_deleted_may_come_again(root: Path) -> None:
    gone(root, K2)
    gone(root, K1, deliveries=True)
    assert b'{"values": [1, 2]}' not in everything(root)
    add(root, edition(parse_edition_id("2480-kvartal-2026-K3")), FILES, MADE_FROM, DELIVERIES)
    mend(root)
    assert b'{"values": [1, 2]}' in everything(root)
    assert not verify(root).faults


def test_one_version_may_go_and_the_others_stay_as_they_were_under_their_names(root: Path) -> None:
    second = stored_edition(root, K2, "v2")
    told = gone(root, K2, "v1")
    assert "3 132" not in everything(root / "editioner" / str(K2)).decode("utf-8", "replace")
    assert history(root, K2) == (second,)
    for seal in (*second.files, *second.inputs):
        assert content(root, K2, "v2", seal.name)
    with pytest.raises(BriefingError, match="lawfully deleted"):
        stored_edition(root, K2, "v1")
    found = verify(root)
    assert (found.faults, found.notes, found.deletions) == ((), (), 1)
    assert [link.version for link, _ in told.rewritten] == ["v2"]
    third = (delivery(b'{"values": [1, 4]}', revision=3),)
    add(root, edition(K2, "v3", deliveries=third), FILES, MADE_FROM, third)
    gone(root, K2, "v2")
    assert [each.version for each in history(root, K2)] == ["v3"]
    assert not verify(root).faults
    gone(root, K2)
    assert (verify(root).faults, verify(root).editions, verify(root).deletions) == ((), 1, 3)


def test_another_program_finds_the_archive_valid_after_deletions(root: Path) -> None:
    ocfl = pytest.importorskip("ocfl", reason="ocfl-py is installed by make judges; see tests/judges")
    gone(root, K2, "v1")
    gone(root, K1)
    store = ocfl.StorageRoot(root=str(root))
    assert store.validate(validate_objects=True, check_digests=True, log_warnings=True), store.errors
    assert (store.num_objects, store.errors) == (store.good_objects, [])


def test_the_last_version_goes_only_with_the_whole_edition(root: Path) -> None:
    before = state(root)
    with pytest.raises(BriefingError, match="last version"):
        gone(root, K2, "v2")
    with pytest.raises(BriefingError, match="holds v1, v2 of it"):
        gone(root, K2, "v9")
    with pytest.raises(BriefingError, match="holds no version of it"):
        gone(root, parse_edition_id("2480-kvartal-2025-K1"))
    assert state(root) == before


def test_a_deletion_told_twice_is_the_one_that_was_decided_first(root: Path) -> None:
    told = gone(root, K1)
    before = state(root)
    again = delete(root, K1, "", replace(DECIDED, decision="en annan"), program="0.1.0")
    assert again == told
    assert state(root) == before


@pytest.mark.parametrize("version", ["", "v1"])
def test_a_deletion_that_was_cut_off_is_a_note_and_is_carried_out_by_the_next_writing(
    root: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(BriefingError, match="cut off"):
        patch.setattr(deleting, "_away", _cut_off)
        gone(root, K2, version)
    found = verify(root)
    assert found.faults == ()
    assert any("gallrad, men ännu inte borttagen" in note.problem for note in found.notes)
    mend(root)
    found = verify(root)
    assert (found.faults, found.deletions) == ((), 1)
    assert not [note for note in found.notes if not note.path.startswith("leveranser/")]
    assert [each.version for each in history(root, K2)] == (["v2"] if version else [])


def _cut_off(*_: object) -> None:
    raise OSError("cut off")


def test_what_other_editions_hold_of_it_is_said(root: Path) -> None:
    record = {"mallar/forra.json": FILES["lagesbild.json"]}
    made_from = {**MADE_FROM, **record}
    later = parse_edition_id("2480-kvartal-2026-K3")
    add(root, replace(edition(later), inputs=inputs(made_from, DELIVERIES)), FILES, made_from, DELIVERIES)
    files = {seal.sha512 for seal in stored_edition(root, K1).files}
    assert used_elsewhere(root, gone(root, K1), files) == (f"{later} v1",)


def test_an_edition_taken_away_without_a_deletion_being_told_is_found_and_a_made_up_telling_too(root: Path) -> None:
    told = gone(root, K1)
    shutil.rmtree(root / "editioner" / str(K2))
    assert {fault.item for fault in verify(root).faults} == {f"{K2} v1", f"{K2} v2"}
    path = root / "gallringar" / str(K1) / "v1/content/gallring.json"
    path.write_text(deletion_text(replace(told, edition=K2)))
    assert path.relative_to(root).as_posix() in {fault.path for fault in verify(root).faults}


def test_a_deletion_that_is_taken_away_is_found(root: Path) -> None:
    gone(root, K1)
    shutil.rmtree(root / "gallringar" / str(K1))
    assert {fault.item for fault in verify(root).faults} == {f"{K1} v1"}


def test_a_version_changed_under_cover_of_a_deletion_is_found(root: Path) -> None:
    """Had the bytes of the second version been exchanged while the first was deleted, its edition.json would be another."""
    told = gone(root, K2, "v1")
    forged = replace(told, rewritten=tuple((link, "0" * 128) for link, _ in told.rewritten))
    assert parse_deletion(deletion_text(forged)) == forged
    path = root / "gallringar" / f"{K2}.v1" / "v1/content/gallring.json"
    path.write_text(deletion_text(forged))
    assert any("är en annan än före gallringen" in fault.problem for fault in verify(root).faults)


def test_a_gallring_json_that_lacks_something_is_refused(root: Path) -> None:
    text = deletion_text(gone(root, K1))
    with pytest.raises(ValueError, match="dnr"):
        parse_deletion(text.replace('"dnr"', '"nr"'))


def test_a_second_identical_version_may_be_added_after_a_first_one_is_deleted(root: Path) -> None:
    gone(root, K2, "v1")
    assert add_second(root) == stored_edition(root, K2, "v2")
    assert not verify(root).faults
