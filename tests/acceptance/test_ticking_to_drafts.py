"""With `archive = false` the calendar makes drafts: each once, told once, and in the archive only when somebody issues it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lean import lean
from workspaces import briefing, demo, edited

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.workspace.drafts import DRAFTS
from briefing.workspace.notice_log import lines
from briefing.workspace.ticked_drafts import LOG, ticked_drafts
from briefing.workspace.ticks import SCHEDULE

K2 = "2480-kvartal-2026-K2"
WHO = ("--to", "granskad", "--by", "Kommunstyrelsen", "--role", "samordnare", "--dnr", "KS 2026/123")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after a tick on the publishing day."""
    root = lean(demo(tmp_path_factory.mktemp("utkast")))
    edited(root / "briefing.toml", "[calendar]\n", "[calendar]\narchive = false\n")
    ticked = briefing(root, "tick", "--json", today="2026-07-15")
    assert (ticked.code, ticked.json["made"]) == (0, [K2])
    return root


@pytest.fixture
def drafted(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "umea"))


def bytes_of(root: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (root / DRAFTS / K2).iterdir()}


def test_the_edition_is_a_draft_and_the_archive_knows_nothing_of_it(begun: Path) -> None:
    assert store.ids(begun / ARCHIVE) == ()
    made = json.loads((begun / DRAFTS / K2 / f"{K2}.json").read_text(encoding="utf-8"))
    assert made["edition"]["status"] == "arbetsmaterial"
    assert [str(each) for each in ticked_drafts(begun)] == [K2]


def test_it_is_made_once_and_told_once_however_often_somebody_ticks_also_where_the_draft_has_been_taken_away(drafted: Path) -> None:
    before = bytes_of(drafted)
    shutil.rmtree(drafted / SCHEDULE)  # notes that may be deleted at any time
    for day in ("2026-07-15", "2026-07-16"):
        assert briefing(drafted, "tick", "--json", today=day).json["made"] == []
    assert bytes_of(drafted) == before
    shutil.rmtree(drafted / DRAFTS / K2)
    assert briefing(drafted, "tick", "--json", today="2026-07-17").json["made"] == []
    assert not (drafted / DRAFTS / K2).exists()
    assert [each.text for each in lines(drafted) if each.event == "noterad"] == [f"Lägesbild {K2} är gjord"]


def test_a_tick_that_is_cut_off_before_it_has_noted_the_draft_makes_the_same_one_again(drafted: Path) -> None:
    before = bytes_of(drafted)
    (drafted / LOG).write_text('{"edition": "2480-kv')  # half a line
    assert briefing(drafted, "tick", "--json", today="2026-07-16").json["made"] == [K2]
    assert bytes_of(drafted).keys() == before.keys()
    assert briefing(drafted, "tick", "--json", today="2026-07-16").json["made"] == []


def test_status_says_that_it_is_a_draft_and_how_it_comes_into_the_archive_and_then_that_it_is_there(drafted: Path) -> None:
    told = briefing(drafted, "status", "--json", today="2026-07-15T12:00").json["editions"]
    standing = next(each for each in told if each["edition"] == K2)
    assert (standing["state"], standing["remark"]) == ("utkast", f"ligger i {DRAFTS}/{K2}; `briefing issue` lägger den i arkivet")
    assert briefing(drafted, "issue", K2, *WHO, today="2026-07-16").code == 0
    told = briefing(drafted, "status", "--json", today="2026-07-16").json["editions"]
    assert next(each["state"] for each in told if each["edition"] == K2) == "att_granska"


def test_the_clock_may_not_go_back_before_a_draft_that_the_calendar_made(drafted: Path) -> None:
    call = briefing(drafted, "tick", today="2026-07-14")
    assert (call.code, "the clock: it says 2026-07-14" in call.err) == (1, True)


def test_a_draft_that_has_been_made_stays_one_when_the_archive_is_turned_on_again(drafted: Path) -> None:
    edited(drafted / "briefing.toml", "archive = false\n", "archive = true\n")
    assert briefing(drafted, "tick", "--json", today="2026-07-16").json["made"] == []
    assert store.ids(drafted / ARCHIVE) == ()


def test_a_key_that_the_calendar_does_not_have_is_refused(drafted: Path) -> None:
    edited(drafted / "briefing.toml", "archive = false\n", "archives = false\n")
    call = briefing(drafted, "tick", today="2026-07-16")
    assert (call.code, "archives" in call.err) == (1, True)
