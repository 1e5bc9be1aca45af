"""Forms through the real command line: made, filled in, dropped into the source's folder, and in the lägesbild."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from builders_forms import FIELDS, in_word
from workspaces import briefing

BEFORE, AFTER = "2026-09-20", "2026-10-20"


@pytest.fixture
def made(workspace: Path) -> dict[str, str]:
    """The forms of the demo by name."""
    files: dict[str, str] = briefing(workspace, "forms", "make", "--period", "2026-K3", "--json", today=BEFORE).json["files"]
    return files


def test_every_contributor_gets_a_word_form_and_an_excel_form(made: dict[str, str]) -> None:
    sources = ("polisen-lagesrapport", "forvaltning-fritid", "forvaltning-skola", "forvaltning-socialtjanst")
    sources += ("civilsamhalle-dialog", "unga-dialog", "bedomningar")
    assert set(made) == {f"{source}-2026-K3.{ending}" for source in sources for ending in ("docx", "xlsx")}
    assert all(Path(path).stat().st_size > 2_000 for path in made.values())


def test_the_answers_and_numbers_of_last_time_stand_beside_the_fields(made: dict[str, str]) -> None:
    with ZipFile(made["polisen-lagesrapport-2026-K3.docx"]) as package:
        text = package.read("word/document.xml").decode()
    for said in (
        "Flera skolor och fritidsgårdar berättar",
        "Lokalpolisområde Umeå, 2026-07-03",
        "Brott mot person, 2025: 3\u00a0016",
        "2026-10-14",
    ):
        assert said in text
    with ZipFile(made["polisen-lagesrapport-2026-K3.xlsx"]) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert '"låg,förhöjd,hög,mycket hög"' in sheet
    assert "Flera skolor och fritidsgårdar berättar" in sheet


def test_a_declared_area_gets_a_form_of_its_own_and_what_is_filled_in_there_is_in_its_picture(workspace: Path) -> None:
    configuration = workspace / "briefing.toml"
    area = '[[area]]\ncode = "2480R001"\nname = "Exempelområdet"\nkind = "eget"\n'
    configuration.write_text(f"{configuration.read_text(encoding='utf-8')}\n{area}", encoding="utf-8")
    files = briefing(workspace, "forms", "make", "--period", "2026-K3", "--json", today=BEFORE).json["files"]
    fields = {("ordning", "level"): "hög", ("ordning", "direction"): "försämrad", ("iakttagelser", "text"): "Fler samlas vid torget."}
    fields |= {("samlat-lage", "overall"): "gult", ("samlat-lage", "text"): "Läget är spänt.", ("samlat-lage", "likelihood"): "troligt"}
    fields |= {("", "body"): "Områdesgruppen", ("", "role"): "områdessamordnare", ("", "dated"): "2026-10-05"}
    filled = in_word(fields, Path(files["bedomningar-2480R001-2026-K3.docx"]).read_bytes())
    (workspace / "sources" / "bedomningar" / "2026-K3.docx").write_bytes(filled)
    stands = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today="2026-10-06").json["forms"]
    assert [row["remarks"] for row in stands if row["source"] == "bedomningar"] == [[]]
    call = briefing(workspace, "produce", "--period", "2026-K3", "--json", today=AFTER)
    (record,) = [path for name, path in call.json["files"].items() if name.endswith(".json") and "data" not in name]
    text = Path(record).read_text(encoding="utf-8")
    for said in (
        "Fler samlas vid torget.",
        "Exempelområdet: gult läge",
        "Områdesgruppen, områdessamordnare, 2026-10-05",
        "Sannolikhet: troligt",
    ):
        assert said in text


def test_forms_may_be_put_elsewhere(workspace: Path, tmp_path: Path) -> None:
    call = briefing(workspace, "forms", "make", "--period", "2026-K3", "--to", str(tmp_path / "ut"), "--json", today=BEFORE)
    assert {Path(path).parent for path in call.json["files"].values()} == {tmp_path / "ut"}


def test_a_period_that_is_none_is_told_how_to_be_written(workspace: Path) -> None:
    call = briefing(workspace, "forms", "make", "--period", "kvartal 3")
    assert (call.code, "2026-K3" in call.err) == (1, True)


def test_a_form_that_is_dropped_into_its_folder_is_a_delivery_and_the_others_are_late(workspace: Path, made: dict[str, str]) -> None:
    folder = workspace / "sources" / "polisen-lagesrapport"
    (folder / "2026-K3.docx").write_bytes(in_word(dict(FIELDS), Path(made["polisen-lagesrapport-2026-K3.docx"]).read_bytes()))
    briefing(workspace, "forms", "status", "--period", "2026-K3", today="2026-10-12")
    call = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today=AFTER)
    stands = {row["source"]: row for row in call.json["forms"]}
    police, leisure, young = (stands[each] for each in ("polisen-lagesrapport", "forvaltning-fritid", "unga-dialog"))
    assert (call.code, police["state"], police["received_on"], police["answered"]) == (0, "i_tid", "2026-10-12", "3 av 9")
    assert (leisure["state"], leisure["days_late"], leisure["answered"]) == ("saknas", 6, "0 av 5")
    assert young["state"] == "ej_forfallen"
    text = briefing(workspace, "forms", "status", "--period", "2026-K3", today=AFTER).out
    assert "Polisens lägesrapport" in text


def test_what_the_police_filled_in_stands_in_the_document(workspace: Path, made: dict[str, str]) -> None:
    folder = workspace / "sources" / "polisen-lagesrapport"
    (folder / "2026-K3.docx").write_bytes(in_word(dict(FIELDS), Path(made["polisen-lagesrapport-2026-K3.docx"]).read_bytes()))
    call = briefing(workspace, "produce", "--period", "2026-K3", "--json", today=AFTER)
    assert call.code == 0
    (record,) = [path for name, path in call.json["files"].items() if name.endswith(".json") and "data" not in name]
    text = Path(record).read_text(encoding="utf-8")
    assert "Åtta skolor berättar om värvning på nätet." in text
    assert "fältet Rekrytering" in text


def test_a_second_answer_from_the_same_contributor_is_refused_and_named(workspace: Path, made: dict[str, str]) -> None:
    folder = workspace / "sources" / "polisen-lagesrapport"
    for ending in ("docx", "xlsx"):
        (folder / f"2026-K3.{ending}").write_bytes(Path(made[f"polisen-lagesrapport-2026-K3.{ending}"]).read_bytes())
    call = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today=AFTER)
    police = next(row for row in call.json["forms"] if row["source"] == "polisen-lagesrapport")
    assert (call.code, police["refused"]) == (1, 1)
    assert any("polisen-lagesrapport/2026-K3.xlsx" in each and "2026-K3.r2" in each for each in police["remarks"])
    assert (folder / "2026-K3.xlsx").exists()


def test_a_form_is_taken_under_the_name_that_it_was_sent_with_and_a_copy_is_told_what_to_be_called(
    workspace: Path, made: dict[str, str]
) -> None:
    folder = workspace / "sources" / "polisen-lagesrapport"
    filled = in_word(dict(FIELDS), Path(made["polisen-lagesrapport-2026-K3.docx"]).read_bytes())
    (folder / "Kopia av polisen-lagesrapport-2026-K3 (1).docx").write_bytes(filled)
    (folder / "~$lisen-lagesrapport-2026-K3.docx").write_bytes(b"lock")
    call = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today=AFTER)
    police = next(row for row in call.json["forms"] if row["source"] == "polisen-lagesrapport")
    assert police["answered"] == "0 av 9"
    assert any("döp om den till 2026-K3.docx" in each for each in police["remarks"])
    assert any("är öppen i ett program" in each for each in police["remarks"])
    (folder / "polisen-lagesrapport-2026-K3.docx").write_bytes(filled)
    call = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today=AFTER)
    police = next(row for row in call.json["forms"] if row["source"] == "polisen-lagesrapport")
    assert (police["answered"], police["refused"], police["delivery"]) == ("3 av 9", 0, "polisen-lagesrapport/2026-K3")


def test_a_form_that_a_correction_has_replaced_is_nobodys_problem_any_more(workspace: Path, made: dict[str, str]) -> None:
    folder = workspace / "sources" / "polisen-lagesrapport"
    form = Path(made["polisen-lagesrapport-2026-K3.docx"]).read_bytes()
    (folder / "2026-K3.docx").write_bytes(in_word({**FIELDS, ("platser", "level"): "katastrofal"}, form))
    assert briefing(workspace, "forms", "status", "--period", "2026-K3", today=AFTER).code == 1
    (folder / "2026-K3.r2.docx").write_bytes(in_word(dict(FIELDS), form))
    call = briefing(workspace, "forms", "status", "--period", "2026-K3", today=AFTER)
    assert (call.code, "(ersatt av polisen-lagesrapport/2026-K3.r2)" in call.out) == (0, True)
    problems = [each["text"] for each in briefing(workspace, "check", "--json", today=AFTER).json["problems"]]
    assert [each for each in problems if "katastrofal" in each] == []
