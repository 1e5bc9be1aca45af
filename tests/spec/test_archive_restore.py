"""From a copy of its folder an archive gets back what it has lost, and nothing that it did not have."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, add_second, edition, state, two_versions

from briefing.archive.deleting import Decided, delete
from briefing.archive.restoring import restore
from briefing.archive.store import add, editions
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.terms.edition import parse_edition_id

K1 = parse_edition_id("2480-kvartal-2026-K1")
K3 = parse_edition_id("2480-kvartal-2026-K3")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    add(root, edition(K1), FILES, MADE_FROM, DELIVERIES)
    add(root, edition(K2), FILES, MADE_FROM, DELIVERIES)
    return root


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root, tmp_path / "copy"))


def later(root: Path) -> None:
    """What is archived after the copy was taken: a version, and an edition."""
    add_second(root)
    add(root, edition(K3), FILES, MADE_FROM, DELIVERIES)


def test_what_is_sound_is_not_touched(root: Path, copy: Path) -> None:
    later(root)
    before, times = state(root), {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and path.name[0] != "."}
    done = restore(root, copy)
    assert (done.put_back, done.faults, done.copy_faults) == ((), (), ())
    assert state(root) == before
    assert {path: path.stat().st_mtime_ns for path in times if "index" not in path.name} == {
        p: t for p, t in times.items() if "index" not in p.name
    }


def test_an_edition_that_is_gone_comes_back_and_newer_ones_stay(root: Path, copy: Path) -> None:
    later(root)
    whole = state(root)
    shutil.rmtree(root / "editioner" / str(K1))
    done = restore(root, copy)
    assert (done.put_back, done.faults) == ((f"editioner/{K1}",), ())
    assert state(root) == whole


def test_every_damage_that_the_copy_can_heal_is_healed_to_the_same_bytes(root: Path, copy: Path) -> None:
    later(root)
    whole = state(root)
    choice = random.Random(5)
    older = [path for path in whole if path in state(copy) and (root / path).is_file() and path != "chain.head"]
    for path in older:
        content = (root / path).read_bytes()
        if not content or path in (f"editioner/{K2}/inventory.json", f"editioner/{K2}/inventory.json.sha512"):
            continue
        place = choice.randrange(len(content))
        (root / path).write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
    assert verify(root).faults
    assert restore(root, copy).faults == ()
    assert state(root) == whole


def test_a_chain_that_is_gone_is_joined_of_the_copys_lines_and_the_versions_that_lie_there(root: Path, copy: Path) -> None:
    later(root)
    whole = state(root)
    (root / "chain.log").unlink()
    done = restore(root, copy)
    assert (done.put_back, done.faults) == (("chain.log", "chain.head"), ())
    assert state(root) == whole


def test_a_chain_that_was_shortened_with_its_head_comes_back_whole_from_a_newer_copy(root: Path, copy: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(copy, root)
    newer = copy.with_name("newer")
    shutil.copytree(copy, newer)
    later(newer)
    assert restore(root, newer).faults == ()
    assert state(root) == state(newer)


def test_an_archive_that_is_all_gone_comes_back_when_the_noted_head_proves_the_copy(root: Path, copy: Path) -> None:
    noted = verify(root).head
    whole = state(root)
    shutil.rmtree(root)
    with pytest.raises(BriefingError, match=noted.split()[1]):
        restore(root, copy)
    with pytest.raises(BriefingError, match="nothing proves"):
        restore(root, copy, "4 " + "a" * 128)
    assert restore(root, copy, noted).faults == ()
    assert state(root) == whole
    for path in (root / "editioner").rglob("lagesbild.docx"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_another_archive_is_no_copy(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    two_versions(other)
    before = state(root)
    with pytest.raises(BriefingError, match="have parted"):
        restore(root, other)
    assert state(root) == before


def test_a_copy_that_was_made_half_gives_what_it_has_and_says_what_it_lacks(root: Path, copy: Path) -> None:
    whole = state(root)
    shutil.rmtree(copy / "editioner" / str(K2))
    (copy / "editioner" / str(K1) / "v1/content/lagesbild.html").unlink()
    shutil.rmtree(root / "editioner" / str(K1))
    for delivery in (root / "leveranser").glob("*/*"):
        shutil.rmtree(delivery)
    done = restore(root, copy)
    assert {path.split("/")[0] for path in done.put_back} == {"leveranser"}
    assert {fault.item for fault in done.copy_faults} == {str(K1), f"{K2} v1"}
    assert {fault.item for fault in done.faults} == {f"{K1} v1"}, "the copy's is not whole, so it is not used"
    assert {path: content for path, content in whole.items() if str(K1) not in path} == state(root)


def test_an_object_that_was_made_to_look_right_in_the_copy_is_not_used(root: Path, copy: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    add(forged, edition(K1), {**FILES, "lagesbild.html": b"<p>Inga brott</p>"}, MADE_FROM, DELIVERIES)
    shutil.rmtree(copy / "editioner" / str(K1))
    shutil.copytree(forged / "editioner" / str(K1), copy / "editioner" / str(K1))
    shutil.rmtree(root / "editioner" / str(K1))
    done = restore(root, copy)
    assert (done.put_back, [fault.item for fault in done.faults]) == ((), [f"{K1} v1"])


@pytest.mark.parametrize("telling_is_gone", [False, True])
def test_what_was_lawfully_deleted_does_not_come_back(root: Path, copy: Path, telling_is_gone: bool) -> None:
    decided = Decided("Plan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", date(2036, 1, 2))
    delete(root, K1, "", decided, program="0.1.0")
    if telling_is_gone:
        shutil.rmtree(root / "gallringar" / str(K1))
    restore(root, copy)
    assert not (root / "editioner" / str(K1)).exists()
    assert [str(each.id) for each in editions(root)] == [str(K2)]


def test_an_object_that_was_exchanged_gets_its_own_bytes_back(root: Path, copy: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    add(forged, edition(K1), {**FILES, "lagesbild.html": b"<p>Inga brott</p>"}, MADE_FROM, DELIVERIES)
    whole = state(root)
    shutil.rmtree(root / "editioner" / str(K1))
    shutil.copytree(forged / "editioner" / str(K1), root / "editioner" / str(K1))
    assert restore(root, copy).faults == ()
    assert state(root) == whole


def test_a_head_that_the_chain_has_never_had_is_refused(root: Path, copy: Path) -> None:
    with pytest.raises(BriefingError, match="never had the head"):
        restore(root, copy, "1 " + "b" * 128)
