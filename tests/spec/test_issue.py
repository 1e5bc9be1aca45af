"""Issue: how an edition becomes Granskad and Slutlig, and what its log keeps of that."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from lean import short
from signed_workspace import MEETING, WHO, archived_bytes, sign, signed_workspace, without_figures
from workspaces import briefing, edited

DEMO = "2480-radsbriefing-2026-12-03"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace with its council briefing in the archive as Utkast, for tests that change nothing in it."""
    root = without_figures(signed_workspace(tmp_path_factory.mktemp("signed")))
    assert briefing(root, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal").code == 0
    return root


@pytest.fixture
def signed(archived: Path, tmp_path: Path) -> Path:
    """A copy of the workspace before anything was made in it."""
    return Path(shutil.copytree(archived, tmp_path / "lulea", ignore=shutil.ignore_patterns("output")))


@pytest.fixture
def sealed(archived: Path, tmp_path: Path) -> Path:
    """A copy of the workspace with its archive."""
    return Path(shutil.copytree(archived, tmp_path / "lulea"))


def drafted(root: Path) -> None:
    assert briefing(root, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03").code == 0


def text_of(files: dict[str, str], ending: str) -> str:
    return Path(next(path for name, path in files.items() if name.endswith(ending))).read_text(encoding="utf-8")


def test_slutlig_is_refused_while_anything_shown_is_invented_and_all_of_it_is_named_at_once(workspace: Path) -> None:
    briefing(workspace, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal")
    before = archived_bytes(workspace)
    refused = briefing(workspace, "issue", DEMO, *WHO)
    assert refused.code == 1
    assert "Ingenting är ändrat" in refused.out
    named = re.findall(r"Avsnitt\w* (.*) visar påhittade uppgifter \(EXEMPEL\)", refused.out)
    assert {"Kort sagt", "Det rådet behöver ta ställning till"} <= set(named)
    assert len(named) > 3
    assert archived_bytes(workspace) == before


def test_slutlig_is_refused_while_a_required_human_text_is_empty_and_each_is_named(tmp_path: Path) -> None:
    root = signed_workspace(tmp_path, subjects=("prioriterade-problem",))
    (root / "sources/polisen-lagesrapport/2026-K2.toml").unlink()
    briefing(root, "produce", "--period", "2026-K2")
    refused = briefing(root, "issue", "2580-kvartal-2026-K2", *WHO, "--json")
    assert refused.code == 1
    said = [each for each in refused.json["hindrances"] if each.startswith("En text som krävs saknas.")]
    assert len(said) == 3
    assert any("Frågor till rådet" in each for each in said)
    assert any("Samlad bedömning" in each for each in said)
    assert any("polisen" in each.lower() for each in said)
    assert not (root / "output/archive/editioner").exists()


def test_a_draft_becomes_granskad_and_then_slutlig_each_a_version_of_its_own(signed: Path) -> None:
    drafted(signed)
    first = briefing(signed, "issue", MEETING, "--to", "granskad", *WHO, "--json").json
    assert (first["version"], first["status"]) == ("v1", "granskad")
    kept = archived_bytes(signed)
    final = briefing(signed, "issue", MEETING, *WHO, "--decision", "§ 12", "--json", today="2026-12-04").json
    assert (final["version"], final["status"], final["dnr"]) == ("v2", "slutlig", "KS-2026/00123")
    assert {path: content for path, content in archived_bytes(signed).items() if path in kept and "/v1/" in path.as_posix()} == {
        path: content for path, content in kept.items() if "/v1/" in path.as_posix()
    }
    page = text_of(final["files"], ".html")
    assert "Slutlig" in page
    assert "dnr KS-2026/00123" in page
    record = json.loads(text_of(final["files"], ".json"))["edition"]
    assert (record["status"], record["dnr"], record["replaces"]) == ("slutlig", "KS-2026/00123", f"{MEETING} v1")


def test_the_log_keeps_who_did_what_when_under_which_number(sealed: Path) -> None:
    briefing(sealed, "issue", MEETING, "--to", "granskad", "--by", "Samordningsfunktionen", "--role", "samordnare", "--dnr", "KS-2026/1")
    briefing(sealed, "issue", MEETING, "--by", "Strategiska rådet", "--role", "ordförande", "--decision", "§ 7", today="2026-12-05")
    shown = briefing(sealed, "show", MEETING, "--json").json
    assert [(act["kind"], act["version"], act["on"], act["by"], act["role"], act["dnr"], act["decision"]) for act in shown["log"]] == [
        ("framstalld", "v1", "2026-11-22", "", "", "", ""),
        ("granskad", "v2", "2026-11-22", "Samordningsfunktionen", "samordnare", "KS-2026/1", ""),
        ("slutlig", "v3", "2026-12-05", "Strategiska rådet", "ordförande", "KS-2026/1", "§ 7"),
    ]
    lines = briefing(sealed, "show", MEETING).out
    assert "2026-12-05 v3 slutlig av Strategiska rådet, ordförande; dnr KS-2026/1; beslut § 7" in lines


def test_issuing_the_same_twice_adds_nothing(sealed: Path) -> None:
    briefing(sealed, "issue", MEETING, *WHO)
    before = archived_bytes(sealed)
    again = briefing(sealed, "issue", MEETING, *WHO, "--json", today="2027-01-02")
    assert (again.code, again.json["unchanged"], again.json["version"]) == (0, True, "v2")
    assert archived_bytes(sealed) == before
    assert briefing(sealed, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal", "--json").json["unchanged"] is True


def test_status_goes_forward_only_unless_somebody_says_why(sealed: Path) -> None:
    briefing(sealed, "issue", MEETING, *WHO)
    before = archived_bytes(sealed)
    back = briefing(sealed, "issue", MEETING, "--to", "granskad", *WHO)
    assert back.code == 1
    assert "--reason" in back.err
    other = briefing(sealed, "issue", MEETING, "--by", "Kommunfullmäktige", "--role", "ordförande")
    assert other.code == 1
    assert "Kommunstyrelsen" in other.err
    assert archived_bytes(sealed) == before
    corrected = briefing(sealed, "issue", MEETING, "--by", "Kommunfullmäktige", "--role", "ordförande", "--reason", "Fel organ", "--json")
    assert (corrected.json["version"], corrected.json["status"]) == ("v3", "slutlig")
    last = corrected.json["log"][-1]
    assert (last["kind"], last["by"], last["reason"]) == ("rattad", "Kommunfullmäktige", "Fel organ")
    versions = briefing(sealed, "show", MEETING, "--json").json["versions"]
    assert [each["reason"] for each in versions][-1] == "Fel organ"


def test_new_input_after_slutlig_needs_a_reason_and_starts_as_utkast(sealed: Path) -> None:
    briefing(sealed, "issue", MEETING, *WHO, "--decision", "§ 12")
    sign(sealed, "2026-12-03.r2", ("fragor-till-radet",), "En rättad fråga.")
    drafted(sealed)
    refused = briefing(sealed, "issue", MEETING, *WHO)
    assert refused.code == 1
    assert "--reason" in refused.err
    made = briefing(sealed, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal", "--reason", "Rättad fråga", "--json")
    assert (made.json["version"], made.json["status"]) == ("v3", "utkast")
    page = text_of(made.json["files"], ".html")
    assert "KS-2026/00123" in page, "the number is the matter's"
    assert "§ 12" not in page, "what was decided was about another text"


def test_what_is_issued_from_the_archive_does_not_depend_on_what_lies_in_the_workspace_now(sealed: Path) -> None:
    sign(sealed, "2026-12-03.r2", ("fragor-till-radet",), "En text som kom senare.")
    edited(sealed / "templates/utgavor/radsbriefing.toml", "Rådsbriefing", "Något annat")
    final = briefing(sealed, "issue", MEETING, *WHO, "--json").json
    page = text_of(final["files"], ".html")
    assert "Rådsbriefing" in page
    assert "En text som kom senare." not in page


def test_a_draft_newer_than_the_archive_is_what_is_issued(sealed: Path) -> None:
    sign(sealed, "2026-12-03.r2", ("fragor-till-radet",), "En text som kom senare.")
    drafted(sealed)
    call = briefing(sealed, "issue", MEETING, "--to", "granskad", *WHO)
    assert "gjord ur utkastet" in call.out
    shown = briefing(sealed, "show", MEETING, "--json").json
    assert (shown["version"], shown["status"]) == ("v2", "granskad")
    assert [act["kind"] for act in shown["log"]] == ["framstalld", "framstalld", "granskad"]
    assert "En text som kom senare." in text_of(shown["files"], ".html")


def test_a_draft_older_than_the_archive_is_refused(signed: Path) -> None:
    drafted(signed)
    sign(signed, "2026-12-03.r2", ("fragor-till-radet",), "En text som kom senare.")
    briefing(signed, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal")
    refused = briefing(signed, "issue", MEETING, *WHO)
    assert refused.code == 1
    assert f"older than {MEETING} v1" in refused.err


def test_a_draft_that_was_edited_by_hand_is_refused_and_the_file_named(signed: Path) -> None:
    drafted(signed)
    page = signed / f"output/drafts/{MEETING}/{MEETING}.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Vad kommunen bedömer.", "Något annat."), encoding="utf-8")
    refused = briefing(signed, "issue", MEETING, *WHO)
    assert refused.code == 1
    assert f"{MEETING}.html" in refused.err
    assert not (signed / "output/archive/editioner").exists()


def test_a_draft_whose_input_has_changed_since_is_refused_and_the_input_named(signed: Path) -> None:
    drafted(signed)
    sign(signed, "2026-12-03.r2", ("fragor-till-radet",), "En text som kom senare.")
    refused = briefing(signed, "issue", MEETING, *WHO)
    assert refused.code == 1
    assert "bedomningar/2026-12-03.r2" in refused.err


def test_a_draft_without_its_description_is_refused(signed: Path) -> None:
    drafted(signed)
    (signed / f"output/drafts/{MEETING}/utkast.json").unlink()
    refused = briefing(signed, "issue", MEETING, *WHO)
    assert refused.code == 1
    assert "utkast.json" in refused.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("2580-radsbriefing-2026-11-01", *WHO), 1, "no such edition"),
        (("lagesbild", *WHO), 1, "2480-kvartal-2026-K2"),
        ((MEETING, "--role", "ordförande", "--dnr", "KS-2026/1"), 2, "--by"),
        ((MEETING, "--by", "", "--role", "ordförande", "--dnr", "KS-2026/1"), 1, "--by"),
        ((MEETING, "--by", "Kommunstyrelsen", "--role", "ordförande"), 1, "--dnr"),
        ((MEETING, "--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "abc"), 1, "diarienummer"),
        ((MEETING, "--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "KS-2026/1\nv2"), 1, "--dnr"),
        ((MEETING, "--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "../../etc/2026/1"), 1, "diarienummer"),
        ((MEETING, *WHO, "--to", "utkast"), 2, "--to"),
        ((MEETING, *WHO, "--sekretessprovning-by", "kommunjurist"), 1, "--sekretessprovning-by"),
        ((MEETING, *WHO, "--sekretessprovning-on", "2026-11-01"), 1, "--sekretessprovning-by"),
    ],
)
def test_what_cannot_be_issued_is_refused_in_one_sentence_and_nothing_is_added(
    archived: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = archived_bytes(archived)
    call = briefing(archived, "issue", *arguments)
    assert call.code == code
    assert said in call.err
    assert "Traceback" not in call.err
    assert archived_bytes(archived) == before


@pytest.mark.parametrize("option", ["--by", "--role", "--decision", "--reason"])
def test_a_personal_number_never_enters_the_log_and_is_never_repeated(archived: Path, option: str) -> None:
    arguments = {"--by": "Kommunstyrelsen", "--role": "ordförande", "--dnr": "KS-2026/1", option: "Kansliet 811228-9874"}
    call = briefing(archived, "issue", MEETING, *(word for pair in arguments.items() for word in pair))
    assert call.code == 1
    assert option in call.err
    assert "811228" not in call.err + call.out
    assert not any(b"811228" in content for content in archived_bytes(archived).values())


def test_a_public_edition_says_that_nobody_has_reviewed_it_until_somebody_has(workspace: Path) -> None:
    public = "2480-publik-2026-K2"
    short(workspace, kind="publik")
    made = briefing(workspace, "produce", "--kind", "publik", "--seal", "--json").json
    assert "Publik version – ej sekretessprövad" in text_of(made["files"], ".html")
    who = ("--to", "granskad", *WHO)
    first = briefing(workspace, "issue", public, *who, "--json").json
    assert "Publik version – ej sekretessprövad" in text_of(first["files"], ".html")
    review = ("--sekretessprovning-by", "kommunjurist", "--sekretessprovning-on", "2026-11-20")
    reviewed = briefing(workspace, "issue", public, *who, *review, "--json").json
    page = text_of(reviewed["files"], ".html")
    assert "Sekretessprövad 2026-11-20 av kommunjurist" in page
    assert "ej sekretessprövad" not in page
    assert reviewed["log"][-1] == {
        "kind": "sekretessprovad",
        "on": "2026-11-20",
        "version": "v3",
        "by": "kommunjurist",
        "role": "",
        "dnr": "KS-2026/00123",
        "decision": "",
        "reason": "",
    }
    assert briefing(workspace, "issue", public, *who, *review, "--json").json["unchanged"] is True
    assert briefing(workspace, "reproduce", public).code == 0


SMALL = """
title = "Lägesbild {{ kommun }}"
subtitle = "{{ period }}"
tagline = "Fullständig lägesbild"
cover = true

[[section]]
number = "9"
heading = "Analys"

[[section.block]]
kind = "bedomning"
subject = "samlad-bedomning"
text = "Samlad bedömning"
required = true
"""


def next_update(files: dict[str, str]) -> str:
    rows = json.loads(text_of(files, ".json"))["document"]["frame"]["facts"]["rows"]
    return str({row[0]["text"]: row[1]["text"] for row in rows}["Nästa lagstadgade uppdatering"])


def test_the_law_s_two_years_begin_with_the_latest_slutlig_whole_lagesbild_and_never_with_a_draft(signed: Path) -> None:
    (signed / "templates/utgavor/fullstandig.toml").write_text(SMALL, encoding="utf-8")
    whole = ("produce", "--kind", "fullstandig", "--period", "2026-K2")
    draft = briefing(signed, *whole, "--seal", "--json").json
    assert next_update(draft["files"]).startswith("uppgift saknas")
    final = briefing(signed, "issue", "2580-fullstandig-2026-K2", *WHO, "--json", today="2026-11-24").json
    assert next_update(final["files"]) == "senast 2028-11-24, två år efter 2580-fullstandig-2026-K2 v2 (6 §)"
    assert briefing(signed, "reproduce", "2580-fullstandig-2026-K2").code == 0
    corrected = briefing(signed, "issue", "2580-fullstandig-2026-K2", *WHO, "--reason", "Fel nummer", "--json", today="2027-01-10").json
    assert next_update(corrected["files"]) == "senast 2028-11-24, två år efter 2580-fullstandig-2026-K2 v3 (6 §)"
    later = briefing(signed, "produce", "--kind", "fullstandig", "--period", "2026-K3", "--json").json
    assert "två år efter 2580-fullstandig-2026-K2 v3" in next_update(later["files"])
