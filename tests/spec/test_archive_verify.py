"""What verify finds, and what it leaves alone."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, edition, two_versions

from briefing.archive.store import add, content, mend
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.terms.edition import parse_edition_id

EDITS = 10_000 if os.environ.get("BRIEFING_LONG") else 200
K1 = parse_edition_id("2480-kvartal-2026-K1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole") / "archive"
    two_versions(root)
    add(root, edition(K1), FILES, MADE_FROM, DELIVERIES)
    (root / "README.md").write_text("Arkivet")
    (root / ".gitignore").write_text("*")
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def sealed_files(root: Path) -> list[Path]:
    unsealed = ("README.md", ".gitignore", ".lock", "index.jsonl", "index-words.jsonl")
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name not in unsealed)


def test_an_untouched_archive_has_no_faults(whole: Path) -> None:
    found = verify(whole)
    assert (found.editions, found.deliveries, found.faults, found.notes) == (2, 3, (), ())


def test_an_archive_that_is_empty_or_not_there_has_no_faults(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        found = verify(root)
        assert (found.editions, found.faults, found.notes) == (0, (), ())


def test_every_file_that_is_deleted_is_found(root: Path) -> None:
    for path in sealed_files(root):
        kept = path.read_bytes()
        path.unlink()
        assert verify(root).faults, path
        path.write_bytes(kept)
    assert not verify(root).faults


def _flip(content: bytes, choice: random.Random) -> bytes:
    place = choice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << choice.randrange(8))]) + content[place + 1 :]


def _cut(content: bytes, choice: random.Random) -> bytes:
    return content[: choice.randrange(len(content))]


def _grow(content: bytes, choice: random.Random) -> bytes:
    place = choice.randrange(len(content) + 1)
    return content[:place] + choice.randbytes(1 + choice.randrange(9)) + content[place:]


def test_every_random_edit_is_found_and_nothing_else(root: Path) -> None:
    """A bit, a cut, bytes too many, a deletion, two files that change places: all are found, and an archive put right is whole."""
    choice, paths, missed, alarms = random.Random(2480), sealed_files(root), [], 0
    for number in range(EDITS):
        kept = {path: path.read_bytes() for path in choice.sample(paths, 2)}
        first, second = kept
        kind = ("bit", "cut", "grown", "gone", "swapped")[number % 5]
        if kind == "swapped":
            if kept[first] == kept[second]:
                continue
            first.write_bytes(kept[second])
            second.write_bytes(kept[first])
        elif kind == "gone":
            first.unlink()
        else:
            first.write_bytes({"bit": _flip, "cut": _cut, "grown": _grow}[kind](kept[first], choice))
        missed += [] if verify(root).faults else [(kind, first, second)]
        for path, content_before in kept.items():
            path.write_bytes(content_before)
        alarms += bool(verify(root).faults) if number % 20 == 0 else 0
    print(f"tampering: {EDITS} random edits, {len(missed)} missed, {alarms} false alarms")
    assert (missed, alarms, verify(root).faults) == ([], 0, ())


@pytest.mark.parametrize("inside", [".", "v1", "v1/content", "v1/content/mallar", "v2", "extensions"])
def test_a_file_that_was_never_sealed_is_found(root: Path, inside: str) -> None:
    folder = root / "editioner" / str(K2) / inside
    folder.mkdir(exist_ok=True)
    (folder / "tillagg.txt").write_text("extra")
    assert [fault.path for fault in verify(root).faults] == [(folder / "tillagg.txt").relative_to(root).as_posix()]


@pytest.mark.parametrize("place", ["editioner/anteckning.txt", "leveranser/anteckning.txt", "leveranser/ab/x.txt", "annat/x.txt", "x.txt"])
def test_a_file_that_lies_between_the_objects_is_found(root: Path, place: str) -> None:
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).write_text("extra")
    assert verify(root).faults


def test_an_empty_folder_and_a_link_in_an_edition_are_found(root: Path) -> None:
    html = root / "editioner" / str(K1) / "v1" / "content" / "lagesbild.html"
    (html.parent / "tom").mkdir()
    html.rename(root.parent / "lagesbild.html")
    html.symlink_to(root.parent / "lagesbild.html")
    assert {Path(fault.path).name for fault in verify(root).faults} == {"tom", "lagesbild.html"}


def test_two_editions_that_changed_places_are_found(root: Path) -> None:
    first, second, aside = root / "editioner" / str(K1), root / "editioner" / str(K2), root / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    assert {fault.item for fault in verify(root).faults} == {str(K1), str(K2)}


def test_two_deliveries_that_changed_places_are_found(root: Path) -> None:
    first, second = sorted((root / "leveranser").glob("*/*"))[:2]
    first.rename(root / "aside")
    second.rename(first)
    (root / "aside").rename(second)
    assert {fault.item for fault in verify(root).faults} == {first.name, second.name}


def test_a_delivery_that_is_gone_is_named_by_every_version_made_from_it(root: Path) -> None:
    sha512 = next(seal.sha512 for seal in edition().inputs if seal.name == "leveranser/kolada/2026-K2/data.json")
    shutil.rmtree(root / "leveranser" / sha512[:2] / sha512)
    faults = verify(root).faults
    assert [fault.item for fault in faults] == [f"{K1} v1", f"{K2} v1"]
    assert all("leveransen leveranser/kolada/2026-K2/data.json saknas" in fault.problem for fault in faults)
    assert all("säkerhetskopian" in fault.remedy for fault in faults)


def test_a_version_that_is_gone_is_found(root: Path) -> None:
    shutil.rmtree(root / "editioner" / str(K2) / "v2")
    assert [fault.item for fault in verify(root).faults] == [str(K2)]
    shutil.copytree(root / "editioner" / str(K1), root / "editioner" / str(K2), dirs_exist_ok=True)
    assert verify(root).faults


def test_an_emptied_edition_is_found(root: Path) -> None:
    shutil.rmtree(root / "editioner" / str(K1))
    (root / "editioner" / str(K1)).mkdir()
    assert "mappen har ingen version" in [fault.problem for fault in verify(root).faults]


def test_an_edition_that_is_gone_with_all_its_versions_is_found_and_every_version_is_named(root: Path) -> None:
    shutil.rmtree(root / "editioner" / str(K2))
    found = verify(root)
    assert [(fault.item, fault.problem) for fault in found.faults] == [
        (f"{K2} v1", "den har arkiverats, men finns inte längre"),
        (f"{K2} v2", "den har arkiverats, men finns inte längre"),
    ]
    assert all("briefing restore" in fault.remedy for fault in found.faults)


def test_a_fault_says_which_edition_which_file_what_and_what_to_do(root: Path) -> None:
    path = root / "editioner" / str(K1) / "v1" / "content" / "lagesbild.docx"
    path.write_bytes(_flip(path.read_bytes(), random.Random(1)))
    (fault,) = verify(root).faults
    assert str(fault) == (
        "2480-kvartal-2026-K1, editioner/2480-kvartal-2026-K1/v1/content/lagesbild.docx: filen har ändrats sedan den arkiverades\n"
        "  Gör så här: lägg tillbaka filen från säkerhetskopian och kör briefing verify igen"
    )


def test_an_edition_json_that_seals_a_delivery_with_something_else_than_a_sha512_is_found(root: Path) -> None:
    path = root / "editioner" / str(K1) / "v1" / "content" / "edition.json"
    path.write_text(path.read_text().replace('"sha512": "', '"sha512": "%'))
    assert {fault.path for fault in verify(root).faults} == {path.relative_to(root).as_posix()}


def test_a_changed_file_is_never_handed_out(root: Path) -> None:
    path = root / "editioner" / str(K1) / "v1" / "content" / "lagesbild.html"
    path.write_bytes(b"<p>other</p>")
    with pytest.raises(BriefingError, match="not those that were sealed"):
        content(root, K1, "v1", "lagesbild.html")


def test_a_staging_folder_that_a_cut_off_run_left_is_named_and_is_no_fault(root: Path) -> None:
    (root / ".staging-abc" / "object").mkdir(parents=True)
    found = verify(root)
    assert found.faults == ()
    assert [note.path for note in found.notes] == [".staging-abc"]


def test_an_inventory_that_lags_behind_is_named_is_no_fault_and_is_mended(root: Path) -> None:
    target = root / "editioner" / str(K2)
    for name in ("inventory.json.sha512", "inventory.json"):
        for each in ("inventory.json.sha512", name):
            (target / each).write_bytes((target / "v1" / each).read_bytes())
        found = verify(root)
        assert found.faults == ()
        assert [note.path for note in found.notes] == [f"editioner/{K2}/inventory.json"]
        mend(root)
        assert verify(root).notes == ()


def test_an_old_inventory_beside_the_new_seal_is_a_fault_for_no_cut_off_run_leaves_that(root: Path) -> None:
    target = root / "editioner" / str(K2)
    (target / "inventory.json").write_bytes((target / "v1" / "inventory.json").read_bytes())
    assert [fault.path for fault in verify(root).faults] == [f"editioner/{K2}/inventory.json"]
