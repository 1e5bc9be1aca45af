"""What no single object can show: that one was taken away, put in another's place, or made to look right afterwards."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, add_second, edition, state, two_versions

from briefing.archive import chaining
from briefing.archive.chain import GENESIS, Chain, Link, parse_chain, parse_head, parse_head_file
from briefing.archive.inventory import Version, extended, inventory_text, parse_inventory, sidecar
from briefing.archive.seals import digest, inputs
from briefing.archive.store import add, content, mend
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.terms.edition import parse_edition_id

K1 = parse_edition_id("2480-kvartal-2026-K1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole") / "archive"
    add(root, edition(K1), FILES, MADE_FROM, DELIVERIES)
    two_versions(root)
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def chain(root: Path) -> Chain:
    return parse_chain((root / "chain.log").read_bytes())


def rewritten(root: Path, *, recorded: bool = True) -> None:
    """Makes the first edition say something else, every seal of the object made right again: any OCFL validator calls it valid."""
    target = root / "editioner" / str(K1)
    inventory = parse_inventory((target / "inventory.json").read_text())
    changed = b"<p>Inga brott</p>"
    (target / "v1/content/lagesbild.html").write_bytes(changed)
    said = json.loads((target / "v1/content/edition.json").read_text())
    for each in said["files"]:
        each.update({"sha512": digest(changed), "size": len(changed)} if each["name"] == "lagesbild.html" else {})
    text = json.dumps(said).encode()
    (target / "v1/content/edition.json").write_bytes(text)
    state_of = {**inventory.head.state, "lagesbild.html": digest(changed), "edition.json": digest(text)}
    version = replace(inventory.head, state=state_of, follows=inventory.head.follows if recorded else "")
    made = inventory_text(extended(None, inventory.id, version)).encode()
    for folder in (target, target / "v1"):
        (folder / "inventory.json").write_bytes(made)
        (folder / "inventory.json.sha512").write_bytes(sidecar(made))


def test_every_version_of_every_object_has_a_line_and_the_edition_comes_after_what_it_names(whole: Path) -> None:
    links = [link for link in chain(whole).links if link]
    assert [link.object.split("/")[0] for link in links] == ["leveranser"] * 2 + ["editioner"] + ["editioner", "leveranser", "editioner"]
    for link in links:
        assert digest((whole / link.object / link.version / "inventory.json").read_bytes()) == link.inventory


def test_the_head_is_told_by_the_next_objects_inventory_and_by_no_file_that_is_read_by_people(whole: Path) -> None:
    heads = chain(whole).heads
    first = parse_inventory((whole / "editioner" / str(K1) / "inventory.json").read_text())
    second = parse_inventory((whole / "editioner" / str(K2) / "inventory.json").read_text())
    assert [each.follows for each in (*first.versions, *second.versions)] == [str(GENESIS), str(heads[3]), str(heads[4])]
    rendered = b"".join(content(whole, K2, "v1", name) for name in (*FILES, "edition.json"))
    assert not any(head.sha512.encode() in rendered for head in heads)


def test_the_head_can_be_computed_by_hand(whole: Path) -> None:
    head = digest(b"briefing: chain 1\n")
    for line in (whole / "chain.log").read_bytes().splitlines(keepends=True):
        head = digest(head.encode() + line)
    assert (whole / "chain.head").read_text() == f"6 {head}\n"
    assert verify(whole).head == f"6 {head}"


def test_an_object_made_to_look_right_is_found(root: Path) -> None:
    rewritten(root)
    faults = verify(root).faults
    assert [(fault.item, fault.path) for fault in faults] == [(f"{K1} v1", f"editioner/{K1}")]
    assert "är en annan än den som arkiverades" in faults[0].problem


def test_an_object_made_to_look_right_with_a_new_line_in_the_chain_is_found(root: Path) -> None:
    rewritten(root)
    inventory = digest((root / "editioner" / str(K1) / "inventory.json").read_bytes())
    with (root / "chain.log").open("ab") as log:
        log.write(Link(f"editioner/{K1}", "v1", inventory).line)
    assert f"{K1} v1" in {fault.item for fault in verify(root).faults}


def test_an_object_made_to_look_right_with_its_line_in_the_chain_exchanged_is_found_and_the_place_is_named(root: Path) -> None:
    before = (root / "chain.log").read_bytes()
    old = digest((root / "editioner" / str(K1) / "inventory.json").read_bytes())
    rewritten(root)
    new = digest((root / "editioner" / str(K1) / "inventory.json").read_bytes())
    (root / "chain.log").write_bytes(before.replace(old.encode(), new.encode()))
    (root / "chain.head").write_text(f"{chain(root).head}\n")
    (fault,) = verify(root).faults
    assert fault.problem == f"kedjan stämmer inte: {K2} v1 skrevs efter rad 3, som då var en annan"


def test_an_archive_whose_every_object_is_made_again_is_found_by_the_head_that_was_noted(whole: Path, tmp_path: Path) -> None:
    noted = verify(whole).head
    forged = tmp_path / "forged"
    add(forged, edition(K1), {**FILES, "lagesbild.html": b"<p>Inga brott</p>"}, MADE_FROM, DELIVERIES)
    two_versions(forged)
    assert not verify(forged).faults
    (fault,) = verify(forged, noted).faults
    assert fault.problem.startswith("kedjan har aldrig haft huvudet 6 ")
    assert not verify(whole, noted).faults
    assert not verify(whole, noted.split()[1]).faults


def test_the_newest_taken_away_with_its_line_is_found_by_the_head_that_was_noted(root: Path) -> None:
    noted = verify(root).head
    before = chain(root)
    shutil.rmtree(root / "editioner" / str(K2) / "v2")
    for name in ("inventory.json", "inventory.json.sha512"):
        shutil.copy(root / "editioner" / str(K2) / "v1" / name, root / "editioner" / str(K2) / name)
    (root / "chain.log").write_bytes(b"".join(before.lines[:5]))
    (root / "chain.head").write_text(f"{before.heads[5]}\n")
    assert not verify(root).faults
    assert verify(root, noted).faults


@pytest.mark.parametrize("kept", range(6))
def test_a_chain_cut_at_any_line_is_found_and_nothing_is_sealed_upon_it(root: Path, kept: int) -> None:
    (root / "chain.log").write_bytes(b"".join(chain(root).lines[:kept]))
    assert f"kedjan är avkortad: den har {kept} av 6 rader" in [fault.problem for fault in verify(root).faults]
    before = state(root)
    with pytest.raises(BriefingError, match="shortened or changed"):
        add(root, edition(parse_edition_id("2480-kvartal-2026-K3")), FILES, MADE_FROM, DELIVERIES)
    assert state(root) == before


def test_lines_that_changed_places_are_found(root: Path) -> None:
    lines = list(chain(root).lines)
    lines[1], lines[2] = lines[2], lines[1]
    (root / "chain.log").write_bytes(b"".join(lines))
    assert verify(root).faults


@pytest.mark.parametrize("name", ["chain.log", "chain.head"])
def test_a_chain_or_a_head_that_is_gone_is_found_and_no_new_one_is_begun(root: Path, name: str) -> None:
    (root / name).unlink()
    assert name in {fault.path for fault in verify(root).faults}
    with pytest.raises(BriefingError, match=name):
        mend(root)
    for each in ("chain.log", "chain.head"):
        (root / each).unlink(missing_ok=True)
    assert {"chain.head"} <= {fault.path for fault in verify(root).faults}
    with pytest.raises(BriefingError, match=r"chain.head"):
        mend(root)


def test_a_delivery_that_no_edition_needs_cannot_be_taken_away_either(root: Path) -> None:
    shutil.rmtree(root / "editioner")
    (root / "editioner").mkdir()
    assert not any(fault.path.startswith("leveranser") for fault in verify(root).faults)
    path = next((root / "leveranser").glob("*/*"))
    shutil.rmtree(path)
    assert path.relative_to(root).as_posix() in {fault.path for fault in verify(root).faults}


def test_a_crash_between_the_version_and_its_line_is_a_note_and_the_next_writing_finishes_it(root: Path) -> None:
    """The line is missing, and chain.head does not know of it either: so nobody has shortened anything."""
    before = chain(root)
    whole = state(root)
    (root / "chain.log").write_bytes(b"".join(before.lines[:5]))
    (root / "chain.head").write_text(f"{before.heads[5]}\n")
    found = verify(root)
    assert found.faults == ()
    assert [(note.item, note.problem) for note in found.notes] == [
        (f"{K2} v2", "en avbruten skrivning: finns i arkivet men ännu inte i kedjan")
    ]
    add_second(root)
    assert state(root) == whole


@pytest.mark.parametrize("cut", [1, 60, 150, 169])
def test_a_line_that_was_cut_off_is_a_note_and_is_finished(root: Path, cut: int) -> None:
    before, whole = chain(root), state(root)
    (root / "chain.log").write_bytes(b"".join(before.lines[:5]) + before.lines[5][:cut])
    (root / "chain.head").write_text(f"{before.heads[5]}\n")
    assert verify(root).faults == ()
    mend(root)
    assert state(root) == whole


def test_a_head_that_lags_behind_is_a_note_and_is_put_right(root: Path) -> None:
    whole = state(root)
    (root / "chain.head").write_text(f"{chain(root).heads[4]}\n")
    found = verify(root)
    assert found.faults == ()
    assert [note.path for note in found.notes] == ["chain.head"]
    mend(root)
    assert state(root) == whole


@pytest.mark.parametrize("added", [b"x", b"x\n", b"\n", b"ab" * 64, b"ab" * 64 + b" editioner/2480-kvartal-2026-K9 v1\n"])
def test_what_no_program_has_written_into_the_chain_is_found(root: Path, added: bytes) -> None:
    with (root / "chain.log").open("ab") as log:
        log.write(added)
    assert [fault.problem for fault in verify(root).faults] != []


def test_a_version_put_in_before_the_last_one_afterwards_is_found(root: Path) -> None:
    """An edition of which the chain knows only the second version."""
    before = chain(root)
    lines = [line for line in before.lines if b"2026-K2 v1" not in line]
    (root / "chain.log").write_bytes(b"".join(lines))
    (root / "chain.head").write_text(f"{chain(root).head}\n")
    assert f"{K2} v1" in {fault.item for fault in verify(root).faults}


def test_an_archive_from_before_the_chain_is_no_fault_and_the_next_writing_begins_its_chain(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    two_versions(root)
    for name in ("chain.log", "chain.head"):
        (root / name).unlink()
    for target in (*(root / "leveranser").glob("*/*"), root / "editioner" / str(K2)):
        _without_heads(target)
    found = verify(root)
    assert (found.faults, [note.problem for note in found.notes]) == ((), ["arkivet är äldre än kedjan"])
    add(root, edition(K1), FILES, MADE_FROM, DELIVERIES)
    found = verify(root)
    assert (found.faults, found.notes) == ((), ())
    assert len(chain(root).lines) == 6


def _without_heads(target: Path) -> None:
    whole = parse_inventory((target / "inventory.json").read_text())
    made = None
    for each in whole.versions:
        made = extended(made, whole.id, Version(each.name, each.created, each.message, each.program, each.state))
        text = inventory_text(made).encode()
        for folder in (target / each.name, target):
            (folder / "inventory.json").write_bytes(text)
            (folder / "inventory.json.sha512").write_bytes(sidecar(text))


def test_a_head_is_read_as_it_is_written_and_nothing_else_is() -> None:
    assert parse_head(str(GENESIS)) == parse_head_file(f"{GENESIS}\n".encode()) == GENESIS
    assert [parse_head_file(each) for each in (str(GENESIS).encode(), f"{GENESIS}\r\n".encode(), f"{GENESIS}\n\n".encode())] == [None] * 3
    assert [parse_head(text) for text in ("", "x", "01 " + "a" * 128, "1 " + "a" * 127, "1  " + "a" * 128)] == [None] * 5


def test_a_large_template_is_stored_once_for_all_editions_and_is_checked_as_a_delivery_is(tmp_path: Path) -> None:
    font = {"mallar/typsnitt/a.ttf": b"font" * 20_000}
    for id in (K1, K2):
        made_from = {**MADE_FROM, **font}
        add(tmp_path, replace(edition(id), inputs=inputs(made_from, DELIVERIES)), FILES, made_from, DELIVERIES)
        assert content(tmp_path, id, "v1", "mallar/typsnitt/a.ttf") == b"font" * 20_000
    (stored,) = (tmp_path / "underlag").glob("*/*/v1/content/innehall")
    assert not list((tmp_path / "editioner").rglob("*.ttf"))
    stored.write_bytes(b"fonts" * 16_000)
    assert [fault.path for fault in verify(tmp_path).faults] == [stored.relative_to(tmp_path).as_posix()]
    shutil.rmtree(stored.parents[2])
    assert {fault.item for fault in verify(tmp_path).faults} == {f"{K1} v1", f"{K2} v1"}


def test_a_version_that_another_writer_adds_while_the_chain_is_read_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES)
    originals, meanwhile = (chaining.read_chain, chaining.read_head), [lambda: add_second(tmp_path)]

    def interrupted(read: Callable[[Path], object]) -> Callable[[Path], object]:
        def reading(root: Path) -> object:
            found = read(root)
            if meanwhile:
                with monkeypatch.context() as undone:
                    undone.setattr(chaining, "read_chain", originals[0])
                    undone.setattr(chaining, "read_head", originals[1])
                    meanwhile.pop()()
            return found

        return reading

    monkeypatch.setattr(chaining, "read_chain", interrupted(originals[0]))
    monkeypatch.setattr(chaining, "read_head", interrupted(originals[1]))
    assert chaining.sound_chain(tmp_path).head == chaining.read_head(tmp_path)
