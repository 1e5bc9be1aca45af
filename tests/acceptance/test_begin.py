"""Another municipality: a workspace in one command, and what is missing in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workspaces import TODAY, briefing, edited

from briefing.shell.cli import run


@pytest.mark.parametrize(
    ("kommun", "code", "peers"),
    [
        ("Skellefteå", "2482", {"Ängelholm", "Varberg", "Trollhättan", "Lidköping", "Falun", "Gävle", "Sundsvall"}),
        ("malå", "2418", {"Bräcke", "Strömsund", "Berg", "Norsjö", "Storuman", "Överkalix", "Övertorneå"}),
        ("2560", "2560", {"Gnesta", "Habo", "Eksjö", "Essunga", "Kil", "Lekeberg", "Kalix"}),
        ("Upplands-Bro", "0139", {"Sigtuna", "Älmhult", "Staffanstorp", "Svedala", "Falköping", "Lekeberg", "Söderhamn"}),
    ],
)
def test_any_municipality_gets_its_workspace_with_its_peers(tmp_path: Path, kommun: str, code: str, peers: set[str]) -> None:
    root = tmp_path / "kommun"
    made = briefing(tmp_path, "init", str(root), "--kommun", kommun, "--json").json
    assert made["municipality"]["code"] == code
    assert {peer["name"] for peer in made["peers"]} == peers
    assert made["peers_year"] == 2025


def test_what_is_missing_in_a_new_workspace_is_named(tmp_path: Path) -> None:
    root = tmp_path / "kommun"
    briefing(tmp_path, "init", str(root), "--kommun", "Skellefteå")
    checked = briefing(root, "check", "--json")
    assert checked.code == 1
    missing = {problem["where"][0] for problem in checked.json["problems"]}
    contributors = ("forvaltning-fritid", "forvaltning-skola", "forvaltning-socialtjanst", "civilsamhalle-dialog", "unga-dialog")
    statistics = ("bra-anmalda-brott", "kolada", "polisen-handelser")
    assert missing == {f"sources/{name}" for name in ("polisen-lagesrapport", "bedomningar", *statistics, *contributors)}
    assert "SCB, kommungränser har ingen leverans; utan den ritas ingen karta." in checked.json["remarks"]


def test_a_new_workspace_makes_its_lagesbild_from_its_own_deliveries(tmp_path: Path, repository: Path) -> None:
    root = tmp_path / "lulea"
    briefing(tmp_path, "init", str(root), "--kommun", "Luleå")
    for source in ("bra-anmalda-brott", "kolada"):
        for delivery in (repository / "sources" / source).iterdir():
            if delivery.is_dir():
                shutil.copytree(delivery, root / "sources" / source / delivery.name)
    made = briefing(root, "produce", "--json").json
    assert made["edition"] == "2580-kvartal-2026-K2"
    html = Path(made["files"]["2580-kvartal-2026-K2.html"]).read_text(encoding="utf-8")
    assert "Lägesbild Luleå" in html
    assert "EXEMPEL" not in html
    assert "Umeå" not in html or "Jämförbara kommuner" in html


def test_an_unknown_municipality_gets_the_nearest_name(tmp_path: Path) -> None:
    call = briefing(tmp_path, "init", str(tmp_path / "x"), "--kommun", "Umeo")
    assert call.code == 1
    assert "Umeå" in call.err


def test_a_folder_with_something_in_it_is_left_alone(workspace: Path) -> None:
    assert briefing(workspace, "init", str(workspace), "--kommun", "Umeå").code == 1


def test_without_a_workspace_the_way_out_is_init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--today", TODAY, "list"]) == 1
    assert "briefing init" in capsys.readouterr().err


def test_a_new_kind_needs_no_python(workspace: Path) -> None:
    outlines = workspace / "templates/utgavor"
    shutil.copy(outlines / "radsbriefing.toml", outlines / "namndbrev.toml")
    edited(outlines / "namndbrev.toml", "for_meeting = true\n", "")
    edited(outlines / "namndbrev.toml", 'title = "Rådsbriefing', 'title = "Nämndbrev')
    made = briefing(workspace, "produce", "--kind", "namndbrev", "--json").json
    assert made["edition"] == "2480-namndbrev-2026-K2"


def test_reading_a_file_without_a_source_keeps_its_own_names(workspace: Path, repository: Path) -> None:
    file = repository / "sources/bra-anmalda-brott/2026-K2/kvartal.txt"
    seen = briefing(workspace, "read", str(file), "--as", "bra-sol-dbfil", "--json").json
    assert seen["read"] == seen["accepted"] + seen["refused"]
    assert (seen["refused"], len(seen["rows"])) == (0, 20)
    assert {row["indicator"] for row in seen["rows"]} == {"Totalt antal brott"}
    declared = briefing(workspace, "read", str(file), "--as", "bra-sol-dbfil", "--source", "bra-anmalda-brott", "--json").json
    assert {row["indicator"] for row in declared["rows"]} == {"anmalda-brott"}
    assert declared["read"] == seen["read"]
