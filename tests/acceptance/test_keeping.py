"""List, search, verify, delete, restore: an archive kept through the real command line."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from subprocess import run as run_process

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, edition, two_versions
from workspaces import briefing

from briefing.archive.layout import ARCHIVE
from briefing.archive.store import add
from briefing.terms.edition import parse_edition_id
from briefing.workspace.cache import CACHE

BOARD = "2480-radsbriefing-2026-12-03"
RECORD = '{"document": {"frame": {"title": "Rådsbriefing"}, "sections": [{"heading": "Beställt våld"}]}}'
DECIDED = ("--decision", "Plan § 4", "--by", "Kommunstyrelsen", "--role", "arkivansvarig", "--dnr", "KS 2036/12")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A workspace with nothing but an archive: a quarter in two versions, and a briefing."""
    (tmp_path / "briefing.toml").write_text("")
    two_versions(tmp_path / ARCHIVE)
    add(tmp_path / ARCHIVE, edition(parse_edition_id(BOARD)), {**FILES, "lagesbild.json": RECORD.encode()}, MADE_FROM, DELIVERIES)
    return tmp_path


def listed(root: Path, *arguments: str) -> list[tuple[str, str]]:
    call = briefing(root, "list", *arguments, "--json")
    assert call.code == 0, call.out
    return [(each["edition"], each["version"]) for each in call.json["editions"]]


def test_a_list_is_narrowed_by_kind_period_and_words(kept: Path) -> None:
    assert listed(kept) == [(str(K2), "v2"), (BOARD, "v1")]
    assert listed(kept, "--kind", "radsbriefing") == [(BOARD, "v1")]
    assert listed(kept, "--period", "2026-K2") == [(str(K2), "v2")]
    assert listed(kept, "--search", "BESTÄLLT våld") == [(BOARD, "v1")]
    assert listed(kept, "--search", "en rättelse", "--kind", "kvartal") == [(str(K2), "v2")]
    assert "Ingen utgåva i arkivet passar." in briefing(kept, "list", "--kind", "publik").out


def test_an_index_that_is_deleted_is_rebuilt_and_the_list_was_right_without_it(kept: Path) -> None:
    before = listed(kept)
    (kept / ARCHIVE / "index.jsonl").unlink()
    assert listed(kept) == before
    call = briefing(kept, "rebuild-index")
    assert (call.code, call.out) == (0, "Registret är uppbyggt på nytt ur arkivet: 3 versioner.\n")
    assert (kept / ARCHIVE / "index.jsonl").is_file()


def test_the_head_that_verify_prints_shows_later_that_nothing_was_taken_away(kept: Path) -> None:
    first = briefing(kept, "verify")
    head = first.out.strip().rsplit(": ", 1)[1]
    assert (first.code, head.split()[0]) == (0, "6")
    assert briefing(kept, "verify", "--head", head).code == 0
    later = briefing(kept, "verify", "--head", "6 " + "a" * 128)
    assert later.code == 1
    assert "kedjan har aldrig haft huvudet" in later.out


def test_an_edition_is_deleted_by_a_decision_which_every_list_tells_afterwards(kept: Path) -> None:
    (kept / CACHE).mkdir(parents=True, exist_ok=True)
    (kept / CACHE / "a.lasning").write_text("läst ur en leverans")
    call = briefing(kept, "gallra", BOARD, *DECIDED, today="2036-01-02")
    assert call.code == 0, call.err
    assert not (kept / CACHE).exists()
    assert call.out.splitlines()[0] == f"{BOARD} är gallrad 2036-01-02: Plan § 4, Kommunstyrelsen (arkivansvarig), KS 2036/12."
    assert "Leveranserna är kvar." in call.out
    assert listed(kept) == [(str(K2), "v2")]
    assert f"{BOARD} är gallrad 2036-01-02: Plan § 4" in briefing(kept, "list").out
    assert "1 gallring: inga fel." in briefing(kept, "verify").out
    assert briefing(kept, "show", BOARD).code == 1


@pytest.mark.parametrize("written", [(f"{K2}@v1",), (str(K2), "--version", "v1")])
def test_a_version_is_deleted_and_the_last_one_never_alone(kept: Path, written: tuple[str, ...]) -> None:
    assert briefing(kept, "gallra", *written, *DECIDED).code == 0
    last = briefing(kept, "gallra", f"{K2}@v2", *DECIDED)
    assert last.code == 1
    assert "delete the whole edition" in last.err
    assert briefing(kept, "verify").code == 0


def test_nothing_is_deleted_without_somebody_who_decided(kept: Path) -> None:
    assert briefing(kept, "gallra", BOARD).code == 2
    call = briefing(kept, "gallra", BOARD, "--decision", " ", *DECIDED[2:])
    assert (call.code, "it is empty" in call.err) == (1, True)
    assert (BOARD, "v1") in listed(kept)


def test_what_is_lost_is_named_with_what_to_do_and_comes_back_from_a_copy(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopia"
    shutil.copytree(kept / ARCHIVE, copy)
    shutil.rmtree(kept / ARCHIVE / "editioner" / BOARD)
    lost = briefing(kept, "verify")
    assert lost.code == 1
    assert f"{BOARD} v1, editioner/{BOARD}: den har arkiverats, men finns inte längre\n  Gör så här: kör briefing restore MAPP" in lost.out
    call = briefing(kept, "restore", str(copy))
    assert call.code == 0, call.out
    assert f"  editioner/{BOARD}" in call.out.splitlines()
    assert "Arkivet är helt." in call.out
    assert briefing(kept, "restore", str(copy)).out.startswith("Inga filer och mappar har lagts tillbaka")


@pytest.mark.parametrize("verb", [["list"], ["list", "--search", "våld"], ["verify"], ["show", BOARD]])
def test_looking_in_the_archive_loads_no_data_frames_and_no_documents(kept: Path, verb: list[str]) -> None:
    text = (
        "import sys; from briefing.shell.cli import run; code = run(sys.argv[1:]); "
        "slow = {'pandas', 'numpy', 'docx', 'typst', 'lxml', 'babel', 'pikepdf'} & set(sys.modules); assert not slow, slow; sys.exit(code)"
    )
    ended = run_process([sys.executable, "-c", text, "--workspace", str(kept), *verb], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_quarter_that_was_lawfully_deleted_is_not_due_again_and_is_no_alarm(workspace: Path) -> None:
    two_versions(workspace / ARCHIVE)
    assert briefing(workspace, "gallra", str(K2), *DECIDED).code == 0
    editions = briefing(workspace, "status", "--json").json["editions"]
    assert {each["edition"]: each["state"] for each in editions}[str(K2)] == "gallrad"
