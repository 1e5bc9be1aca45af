"""A särskild lägesbild, made for a day on which the calendar has no meeting, says so wherever it is read, and goes on saying so."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from lean import lean
from lxml import etree
from word_files import W, parts_of
from word_files import text_of as paragraph_text
from workspaces import briefing, demo, edited

from briefing.outputs.pdf_structure import pdf_content
from briefing.planning import is_special
from briefing.terms.calendar import Calendar
from briefing.terms.period import Day, Quarter

OUTLINE = """
title = "Rådsbriefing {{ kommun }}"
subtitle = "Möte {{ period }}"
tagline = "Underlag till {{ rad | inne }}"
for_meeting = true

[[section]]
heading = "Inledning"
depth = 1
[[section.block]]
kind = "text"
text = "inledning"
"""
WORDS, SHORT = "Särskild lägesbild, framtagen utanför den ordinarie planeringen", "särskild lägesbild"
UNPLANNED, PLANNED = "2480-radsbriefing-2026-11-22", "2480-radsbriefing-2026-12-03"
MADE = ("produce", "--kind", "radsbriefing", "--meeting")


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a briefing for a meeting of its calendar in the archive, and one for a day that is none."""
    root = lean(demo(tmp_path_factory.mktemp("sarskild")))
    (root / "templates/utgavor/radsbriefing.toml").write_text(OUTLINE, encoding="utf-8")
    for day in ("2026-11-22", "2026-12-03"):
        call = briefing(root, *MADE, day, "--seal", "--json")
        assert (call.code, call.json["special"]) == (0, day == "2026-11-22")
    return root


@pytest.fixture
def sealed(archived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(archived, tmp_path / "umea"))


def test_a_day_that_is_no_meeting_of_the_calendar_makes_an_edition_special_and_a_quarter_never_does() -> None:
    calendar = Calendar(Quarter(2026, 2), meetings=(date(2026, 12, 3),))
    assert is_special(calendar, Day(date(2026, 11, 22)))
    assert not is_special(calendar, Day(date(2026, 12, 3)))
    assert not is_special(calendar, Quarter(2020, 1))


def test_a_special_edition_says_so_in_every_format_and_a_planned_one_nowhere(archived: Path) -> None:
    for edition, is_said in ((UNPLANNED, True), (PLANNED, False)):
        files = briefing(archived, "show", edition, "--json").json["files"]
        texts = {Path(path).suffix: text_of(Path(path)) for path in files.values() if Path(path).suffix in (".docx", ".pdf", ".html")}
        assert {suffix: WORDS in text for suffix, text in texts.items()} == dict.fromkeys((".docx", ".pdf", ".html"), is_said)
        assert {suffix: f" · {SHORT}" in text for suffix, text in texts.items()} == dict.fromkeys((".docx", ".pdf", ".html"), is_said)
        record = json.loads(Path(files[f"{edition}.json"]).read_text(encoding="utf-8"))
        assert record["edition"].get("special", False) is is_said


def test_list_and_show_tell_which_editions_are_special(archived: Path) -> None:
    listed = briefing(archived, "list", "--json").json["editions"]
    assert {each["edition"]: each["occasion"] for each in listed} == {UNPLANNED: "sarskild", PLANNED: ""}
    [row] = [line for line in briefing(archived, "list").out.splitlines() if UNPLANNED in line]
    assert f"Utkast, {SHORT}" in row
    assert briefing(archived, "show", UNPLANNED).out.startswith(f"{UNPLANNED} v1 (Utkast, {SHORT})")
    assert SHORT not in briefing(archived, "show", PLANNED).out


def test_a_special_edition_is_made_again_byte_for_byte_without_the_calendar(sealed: Path) -> None:
    (sealed / "briefing.toml").write_text("", encoding="utf-8")
    again = briefing(sealed, "reproduce", UNPLANNED, "--json")
    assert (again.code, again.json["differing"], again.json["same_program"]) == (0, [], True)


def test_what_an_edition_was_when_it_was_first_sealed_it_stays_when_the_calendar_changes(sealed: Path) -> None:
    edited(sealed / "briefing.toml", 'meetings = ["2026-12-03"]', 'meetings = ["2026-11-22"]')
    for day in ("2026-11-22", "2026-12-03"):
        assert briefing(sealed, *MADE, day, "--seal", "--json").json["unchanged"] is True
        assert briefing(sealed, *MADE, day, "--json").json["special"] is (day == "2026-11-22")


def test_a_new_version_and_a_new_status_of_a_special_edition_are_special_too(sealed: Path) -> None:
    who = ("--by", "Strategiska rådet", "--role", "ordförande", "--dnr", "KS-2026/00123")
    assert briefing(sealed, "issue", UNPLANNED, "--to", "granskad", *who, "--json").json["version"] == "v2"
    assert WORDS in text_of(Path(briefing(sealed, "show", UNPLANNED, "--json").json["files"][f"{UNPLANNED}.html"]))
    edited(sealed / "templates/texter/inledning.md.j2", "Lägesbilden är", "Den här lägesbilden är")
    made = briefing(sealed, *MADE, "2026-11-22", "--seal", "--reason", "Rättad inledning", "--json").json
    assert (made["version"], made["special"]) == ("v3", True)


def text_of(path: Path) -> str:
    """What is read in the file, the pages' headers and footers too."""
    content = path.read_bytes()
    match path.suffix:
        case ".docx":
            parts = [etree.fromstring(part) for name, part in parts_of(content).items() if name.endswith(".xml")]
            return "\n".join(paragraph_text(each) for part in parts for each in part.iter(f"{W}p"))
        case ".pdf":
            return " ".join("\n".join(pdf_content(content).pages).split())
        case _:
            return content.decode()
