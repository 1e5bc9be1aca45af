"""The main job through the real command line: from deliveries to a sealed lägesbild."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

from editions import Made
from lean import short
from workspaces import briefing, edited

ID = "2480-kvartal-2026-K2"


def test_a_sealed_lagesbild_and_then_nothing_has_changed(workspace: Path) -> None:
    first = briefing(workspace, "produce", "--seal", "--json").json
    assert (first["edition"], first["version"], first["status"], first["unchanged"]) == (ID, "v1", "utkast", False)
    assert {".docx", ".html", ".json", ".zip"} <= {Path(name).suffix for name in first["files"]}
    assert all(Path(path).is_file() for path in first["files"].values())
    before = {path: path.read_bytes() for path in (workspace / "output").rglob("*") if path.is_file()}
    again = briefing(workspace, "produce", "--seal", "--json", today="2027-01-02").json
    assert (again["version"], again["unchanged"], again["files"]) == ("v1", True, first["files"])
    assert before == {path: path.read_bytes() for path in (workspace / "output").rglob("*") if path.is_file()}


def test_what_is_made_is_listed_shown_and_verified(workspace: Path) -> None:
    short(workspace)
    briefing(workspace, "produce", "--seal")
    briefing(workspace, "produce", "--kind", "radsbriefing")
    assert [(each["edition"], each["version"], each["status"]) for each in briefing(workspace, "list", "--json").json["editions"]] == [
        (ID, "v1", "utkast")
    ]
    last = briefing(workspace, "list", "--drafts", "--json").json["editions"][-1]
    assert (last["edition"], last["version"], last["status"]) == ("2480-radsbriefing-2026-12-03", None, "arbetsmaterial")
    assert briefing(workspace, "show", ID, "--json").json["version"] == "v1"
    verified = briefing(workspace, "verify", "--json")
    assert (verified.code, verified.json["editions"], verified.json["faults"]) == (0, 1, [])


def test_a_changed_byte_in_the_archive_is_found(workspace: Path) -> None:
    short(workspace)
    made = briefing(workspace, "produce", "--seal", "--json").json
    path = Path(made["files"][f"{ID}.html"])
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"3", b"4", 1))
    verified = briefing(workspace, "verify", "--json")
    assert verified.code == 1
    assert any(ID in fault["text"] for fault in verified.json["faults"])


def test_every_number_of_the_word_file_stands_in_the_record(kvartal: Made) -> None:
    with zipfile.ZipFile(io.BytesIO(kvartal.file(".docx").content)) as package:
        body = package.read("word/document.xml").decode()
    words = " ".join(re.findall(r"<w:t[ >][^<]*</w:t>|<w:t>[^<]*</w:t>", body))
    numbers = set(re.findall(r"\d{1,3}(?:\u00a0\d{3})+|\d+,\d+", re.sub(r"<[^>]+>", "", words)))
    record = kvartal.file(".json").content.decode("utf-8")
    assert len(numbers) > 100
    assert [number for number in numbers if number not in record] == []


def test_a_printed_number_leads_to_delivery_and_row(kvartal: Made, repository: Path) -> None:
    places = kvartal.record["citations"]["niva:anmalda-brott:kvartal"]
    rows = [int(place.removeprefix("kvartal.txt, rad ")) for each in places for place in each["places"]]
    lines = (repository / "sources/bra-anmalda-brott/2026-K2/kvartal.txt").read_bytes().decode("cp1252").split("\n")
    assert any("Umeå kommun" in lines[row - 1] and ";3132;2315;" in lines[row - 1] for row in rows)
    assert all(len(each["sha512"]) == 128 for each in places)


def test_a_statement_dropped_in_shows_what_changed_since_the_one_before(workspace: Path) -> None:
    source = workspace / "sources/polisen-lagesrapport"
    shutil.copy(source / "2026-K2.toml", source / "2026-11-03.toml")
    edited(source / "2026-11-03.toml", "dated = 2026-07-03", "dated = 2026-11-03")
    edited(source / "2026-11-03.toml", 'dimension = "valdsniva"\nlevel = "forhojd"', 'dimension = "valdsniva"\nlevel = "mycket_hog"')
    made = briefing(workspace, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--json").json
    assert made["edition"] == "2480-radsbriefing-2026-12-03"
    record = json.loads(Path(next(path for name, path in made["files"].items() if name.endswith(".json"))).read_text(encoding="utf-8"))
    table = next(block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "andrade")
    assert [column["heading"] for column in table["columns"]][2:4] == ["Förra: 2026-07-03", "Nu: 2026-11-03"]
    rows = {row[1]["text"]: [cell["text"] for cell in row] for row in table["rows"]}
    assert rows["Våldsnivå"][0] == "Försämrad"
    assert rows["Våldsnivå"][2:4] == ["förhöjd", "mycket hög"]
    assert len(rows) == 7
    kvartal = briefing(workspace, "produce", "--json").json
    text = Path(kvartal["files"][f"{ID}.html"]).read_text(encoding="utf-8")
    assert "mycket hög" in text, "the key names all four levels"
    assert "2026-11-03" not in text, "what was said later is no part of the quarter"


def test_late_data_makes_a_new_version_never_a_changed_one(workspace: Path) -> None:
    short(workspace, "Läget i korthet")
    first = briefing(workspace, "produce", "--seal", "--json").json
    before = {path: path.read_bytes() for path in (workspace / "output/archive").rglob("v1/**/*") if path.is_file()}
    edited_part = workspace / "sources/bra-anmalda-brott/2026-K2.r2"
    shutil.copytree(workspace / "sources/bra-anmalda-brott/2026-K2", edited_part)
    part = edited_part / "kvartal.txt"
    part.write_bytes(part.read_bytes().replace(b";3132;2315;", b";3140;2321;"))
    second = briefing(workspace, "produce", "--seal", "--json").json
    assert (first["version"], second["version"], second["status"]) == ("v1", "v2", "utkast")
    assert all(path.read_bytes() == content for path, content in before.items())
    html = Path(second["files"][f"{ID}.html"]).read_text(encoding="utf-8")
    assert "3\u00a0140" in html
    assert "3\u00a0132" not in html


def test_the_next_quarter_says_what_is_new_and_what_was_revised(workspace: Path) -> None:
    short(workspace, "Läget i korthet", "Förändringar sedan förra lägesbilden")
    briefing(workspace, "produce", "--seal")
    newer = workspace / "sources/bra-anmalda-brott/2026-K3"
    shutil.copytree(workspace / "sources/bra-anmalda-brott/2026-K2", newer)
    part = newer / "kvartal.txt"
    part.write_bytes(
        part.read_bytes().replace(b";3132;2315;", b";3140;2321;")
        + "Umeå kommun;Totalt antal brott;2026 prel.;Kvartal 3;3001;2218;\n".encode("cp1252")
    )
    made = briefing(workspace, "produce", "--json").json
    assert made["edition"] == "2480-kvartal-2026-K3"
    record = json.loads(Path(made["files"]["2480-kvartal-2026-K3.json"]).read_text(encoding="utf-8"))
    table = next(block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "nytt")
    rows = [[cell["text"].replace("\u00a0", " ") for cell in row] for row in table["rows"]]
    came = "Kom 2026-11-22."
    assert ["Nya uppgifter", "Anmälda brott, 2026 kvartal 3", "–", "3 001 (p) · 2 218 (p)", came] in rows
    revised = f"Ändring +8 (+0,3 procent). {came}"
    assert ["Reviderad historik", "Anmälda brott, 2026 kvartal 2", "3 132 (p) · 2 315 (p)", "3 140 (p) · 2 321 (p)", revised] in rows
    assert record["edition"]["compared_with"] == {"id": ID, "version": "v1"}


def test_a_comment_or_another_meeting_day_makes_no_new_version(workspace: Path) -> None:
    short(workspace, "Läget i korthet")
    briefing(workspace, "produce", "--seal")
    edited(workspace / "briefing.toml", 'meetings = ["2026-12-03"]', '# flyttat\nmeetings = ["2026-12-10"]')
    assert briefing(workspace, "produce", "--seal", "--json").json["unchanged"] is True
    edited(workspace / "briefing.toml", '"0183",', "")
    assert briefing(workspace, "produce", "--seal", "--json").json["version"] == "v2"


def test_a_damaged_archive_is_never_called_unchanged(workspace: Path) -> None:
    short(workspace)
    made = briefing(workspace, "produce", "--seal", "--json").json
    Path(made["files"][f"{ID}.html"]).unlink()
    assert briefing(workspace, "produce", "--seal", "--json").code == 1


def test_an_edition_before_that_is_archived_afterwards_makes_a_new_version(workspace: Path) -> None:
    short(workspace, "Förändringar sedan förra lägesbilden")
    briefing(workspace, "produce", "--seal")
    briefing(workspace, "produce", "--seal", "--period", "2026-K1")
    assert briefing(workspace, "produce", "--seal", "--json").json["version"] == "v2"


def test_every_branch_of_the_police_sentence_is_plain_words(workspace: Path) -> None:
    short(workspace, "Organiserad brottslighet och kriminella nätverk")
    source = workspace / "sources/polisen-lagesrapport/2026-K2.toml"
    levels = (("hog", "lag", "förbättrats"), ("lag", "hog", "försämrats"), ("hog", "hog", "oförändrade"))
    for number, (before, now, word) in enumerate(levels, start=2):
        told = '[[statement]]\ndimension = "platser"\nlevel = "{}"\ntext = "Prov."\n'
        for period, level in (("2026-K1", before), ("2026-K2", now)):
            head = source.read_text(encoding="utf-8").split("[[statement]]")[0]
            (source.parent / f"{period}.r{number}.toml").write_text(head + told.format(level), encoding="utf-8")
        made = briefing(workspace, "produce", "--period", "2026-K2", "--json").json
        html = Path(made["files"][f"{ID}.html"]).read_text(encoding="utf-8")
        assert word in html
        assert "**" not in html


def test_invented_figures_are_marked_in_every_table_that_shows_them(workspace: Path) -> None:
    short(workspace, "Läget i korthet", "Kartläggning: brottslighetens omfattning", "Översikt")
    edited(workspace / "sources/bra-anmalda-brott/source.toml", "sensitivity =", "synthetic = true\nsensitivity =")
    made = briefing(workspace, "produce", "--json").json
    record = json.loads(Path(made["files"][f"{ID}.json"]).read_text(encoding="utf-8"))
    tables = [block for section in record["document"]["sections"] for block in section["blocks"] if block.get("rows")]
    marked = {table["id"] for table in tables if table.get("synthetic")}
    assert {"matris", "perioder-anmalda-brott", "grupper"} <= marked


def test_a_recorded_text_is_never_more_sensitive_than_the_edition(workspace: Path) -> None:
    edited(workspace / "briefing.toml", 'ceiling = "intern"', 'ceiling = "begransad"')
    outline = 'title = "T"\nsubtitle = "S"\ntagline = "G"\n[[section]]\nheading = "A"\ndepth = 1\n'
    block = '[[section.block]]\nkind = "mening"\ntext = "utveckling"\nindicators = ["anmalda-brott/kvartal"]\n'
    (workspace / "templates/utgavor/prov.toml").write_text(outline + block, encoding="utf-8")
    made = briefing(workspace, "produce", "--kind", "prov", "--json").json
    record = json.loads(Path(next(path for name, path in made["files"].items() if name.endswith(".json"))).read_text(encoding="utf-8"))
    assert record["edition"]["sensitivity"] == "oppen"
    assert (record["statements"], record["assessments"]) == ([], [])
