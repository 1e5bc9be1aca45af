"""`briefing sources add`: a file is looked at, a declaration proposed, and both put into the workspace, once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders_workbooks import workbook
from click.testing import CliRunner
from lean import short
from workspaces import TODAY, Call, briefing

from briefing.observations.readers import READERS
from briefing.shell.cli import cli
from briefing.workspace.load import declaration_problems

POLICE = workbook(
    {"Brott": [["Brottskod", "Kommun", "2026-01", "2026-02"], ["0365", "Umeå", 3, 2], ["9802", "Umeå", 1, 4], ["9802", "Vännäs", 1, 0]]}
)


@pytest.fixture
def police(tmp_path: Path) -> Path:
    file = tmp_path / "Polisens statistik.xlsx"
    file.write_bytes(POLICE)
    return file


def add(root: Path, file: Path, *more: str, today: str = TODAY) -> Call:
    return briefing(root, "sources", "add", str(file), "--json", *more, today=today)


def test_the_proposal_names_the_format_and_shows_the_rows_and_writes_nothing(workspace: Path, police: Path) -> None:
    call = add(workspace, police)
    assert call.code == 0
    found = call.json
    assert (found["format"], found["source"], found["delivered_as"]) == ("polisen-brottskoder", "polisens-statistik", "2026-02.xlsx")
    assert (found["read"], found["refused"], found["written"]) == (3, 0, None)
    assert found["rows"][0]["value"] == 3
    assert 'format = "polisen-brottskoder"' in found["declaration"]
    assert not (workspace / "sources" / "polisens-statistik").exists()


def test_with_yes_the_source_is_there_the_workspace_is_sound_and_the_file_is_its_delivery(workspace: Path, police: Path) -> None:
    assert add(workspace, police, "--yes").code == 0
    folder = workspace / "sources" / "polisens-statistik"
    assert sorted(each.name for each in folder.iterdir()) == ["2026-02.xlsx", "source.toml"]
    assert (folder / "2026-02.xlsx").read_bytes() == POLICE
    assert declaration_problems(workspace, READERS) == ()
    assert briefing(short(workspace), "produce", "--json").code == 0


def test_when_the_suggested_category_is_accepted_its_values_are_read(workspace: Path, police: Path) -> None:
    assert add(workspace, police, "--yes").code == 0
    declaration = workspace / "sources" / "polisens-statistik" / "source.toml"
    text = declaration.read_text(encoding="utf-8")
    assert '# "9802" = ""' in text
    catalogue = workspace / "sources" / "indicators.toml"
    keys = ("label", "definition", "unit", "polarity", "problem_area", "law")
    words = ("Inbrott, polisens räkning", "Brottskod 9802.", "antal", "lagre_battre", "tillgrepp-och-inbrott", "R-01")
    own = "\n[inbrott-polisen]\n" + "".join(f'{key} = "{word}"\n' for key, word in zip(keys, words, strict=True))
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + own, encoding="utf-8")
    declaration.write_text(text.replace('# "9802" = ""', '"9802" = "inbrott-polisen"'), encoding="utf-8")
    call = briefing(
        workspace,
        "read",
        str(declaration.parent / "2026-02.xlsx"),
        "--as",
        "polisen-brottskoder",
        "--source",
        "polisens-statistik",
        "--json",
    )
    assert call.code == 0, call.out
    used = {(row["area"], row["period"]): row["value"] for row in call.json["rows"]}
    assert used["2480", "2026-02"] == 4


def test_nothing_is_ever_overwritten(workspace: Path, police: Path) -> None:
    assert add(workspace, police, "--yes").code == 0
    declaration = workspace / "sources" / "polisens-statistik" / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8") + "# eget\n", encoding="utf-8")
    again = add(workspace, police, "--yes")
    assert again.code == 1
    assert "there is a source of that name already" in again.json["problems"][0]["problem"]
    assert declaration.read_text(encoding="utf-8").endswith("# eget\n")
    assert add(workspace, police, "--yes", "--id", "polisen-tva").code == 0
    assert [each.name for each in workspace.iterdir() if each.name.startswith(".ny-")] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brev.txt", "Hej! Här kommer siffrorna som vi pratade om.".encode()),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("tom.csv", b""),
        ("noll.bin", bytes(100)),
    ],
)
def test_an_unknown_file_gets_one_sentence(workspace: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    call = add(workspace, tmp_path / name, "--yes")
    assert call.code == 1
    said = call.json.get("text") or call.json["problems"][0]["text"]
    assert name in said
    assert not (workspace / "sources" / name.partition(".")[0]).exists()


def test_a_file_with_a_personal_identity_number_is_not_added(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_text("Kommun;Period;Antal\nUmeå;2025;1\n811228-9874;2025;2\n", encoding="utf-8")
    call = add(workspace, tmp_path / "lista.csv", "--yes")
    assert call.code == 1
    assert "lämnas åter" in call.json["text"]
    assert "9874" not in call.out
    assert not (workspace / "sources" / "lista").exists()


def test_a_person_is_asked_and_no_means_no(workspace: Path, police: Path) -> None:
    arguments = ["--workspace", str(workspace), "--today", TODAY, "sources", "add", str(police)]
    refused = CliRunner().invoke(cli, arguments, input="n\n")
    assert (refused.exit_code, (workspace / "sources" / "polisens-statistik").exists()) == (0, False)
    assert "polisen-brottskoder" in refused.output
    accepted = CliRunner().invoke(cli, arguments, input="y\n")
    assert (accepted.exit_code, (workspace / "sources" / "polisens-statistik").exists()) == (0, True)


@pytest.mark.parametrize("option", [["--id", "../ute"], ["--id", "Stora Bokstäver"], ["--period", "2026Q1"]])
def test_an_id_or_period_that_cannot_be_one_is_refused(workspace: Path, police: Path, option: list[str]) -> None:
    assert add(workspace, police, "--yes", *option).code == 1
    assert not (workspace.parent / "ute").exists()


RECORDED = {
    "bra_sol/sol_dbfil_ar.latin1.txt": "bra-sol-dbfil",
    "bra_sol/sol_textfil_2021_per100k_kommuner.latin1.txt": "bra-sol-textfil",
    "bra_sol/sol_excel_2021_Bok1.xls": "bra-sol-excel",
    "bra_sol/sol_soktabell_result_page_missing_values.html": "bra-sol-html",
    "bra_sol/bra_anmalda_brott_kommuner_2021_prel.utf8bom.csv": "bra-kommun-csv",
    "bra_shape_samples/bra_ntu_sample.xlsx": "bra-tabell",
    "polisen_events/api_events_raw_2026-08-22.json": "polisen-handelser",
    "scb_pxweb/v2_TAB6471_data.json": "json-stat",
    "scb_pxweb/pxtools_TAB001.px": "px",
    "umea_opendata/ods_v1_befolkningsfoeraendringar-helar.json": "opendatasoft",
    "forsakringskassan/ohalsotal_2024_11_06.xlsx": "myndighetstabell",
    "geo/vasterbotten_kommuner_simplified.geojson": "geojson",
    "geo/okfse_swedish_municipalities.geojson": "geojson",
}


@pytest.mark.parametrize(("file", "form"), RECORDED.items())
def test_every_recorded_file_is_recognized_and_its_declaration_is_sound(workspace: Path, shared_data: Path, file: str, form: str) -> None:
    call = add(workspace, shared_data / file, "--yes", "--id", "ny-kalla", "--period", "2025")
    assert call.code == 0, call.out
    assert (call.json["format"], call.json["refused"]) == (form, 0)
    assert declaration_problems(workspace, READERS) == ()


@pytest.mark.parametrize(
    "name", ["bra-anmalda-brott", "kolada", "polisen-handelser", "polisen-lagesrapport", "bedomningar", "kommungranser"]
)
def test_the_deliveries_of_the_demo_are_recognized(workspace: Path, tmp_path: Path, name: str) -> None:
    declared = (workspace / "sources" / name / "source.toml").read_text(encoding="utf-8")
    delivered = next(each for each in sorted((workspace / "sources" / name).iterdir()) if each.name[0] == "2")
    target = tmp_path / f"ny{delivered.suffix}"
    if delivered.is_dir():
        shutil.copytree(delivered, target)
    else:
        shutil.copyfile(delivered, target)
    call = add(workspace, target, "--period", "2026-K2")
    assert call.code == 0, call.out
    is_table = name == "polisen-handelser"  # what was counted before the program collected is a table beside the answers
    assert call.json["format"] == "tabell" if is_table else f'format = "{call.json["format"]}"' in declared


@pytest.mark.parametrize(
    ("content", "empty"),
    [("Period;Antal\n2026-01;3\n2026-02;4\n", ("area", "indicator")), ("Datum;Typ\n2026-01-03;Klotter\n", ("in_area",))],
)
def test_what_the_file_does_not_say_is_left_empty_and_until_it_is_filled_in_nothing_is_used(
    workspace: Path, tmp_path: Path, content: str, empty: tuple[str, ...]
) -> None:
    (tmp_path / "parkbank.csv").write_text(content, encoding="utf-8")
    call = add(workspace, tmp_path / "parkbank.csv", "--yes")
    lines = call.json["declaration"].splitlines()
    assert (call.code, call.json["used"]) == (0, 0)
    assert [line.partition(" = ")[0] for line in lines if ' = ""   # skriv ' in line] == list(empty)
    assert [line for line in lines if '"" = ""' in line or "okand" in line] == []
    assert briefing(workspace, "check", "--json").json["problems"] == []
