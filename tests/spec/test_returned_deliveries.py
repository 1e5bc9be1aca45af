"""A delivery with a personal identity number in it is returned whole (lämnas åter): it is named and sealed, and nothing of it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha512
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders_deliveries import part
from builders_workbooks import package, sheet_of, workbook
from workspaces import briefing

from briefing.sources.source import Source
from briefing.workspace.deliveries import Received, received
from briefing.workspace.examination import examined
from briefing.workspace.receipt import RECEIPT_FILE

PERSON, COORDINATION, ORGANISATION = "811228-9874", "701063-2391", "556016-0680"  # the public test numbers
SOURCE = Source(id="bra", format="tabell")
JULY, AUGUST = date(2026, 7, 10), date(2026, 8, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sources" / "bra"
    made.mkdir(parents=True)
    (made / "source.toml").write_text("")
    return made


def read(folder: Path, today: date = JULY) -> Received:
    return received(folder.parent.parent, [SOURCE], today)


def rich_text() -> bytes:
    cell = '<c r="B7" t="inlineStr"><is><r><t>811228</t></r><r><rPr><b/></rPr><t>-9874</t></r></is></c>'
    return package(["Bladet"], [sheet_of(f'<row r="7">{cell}</row>')])


def in_a_note() -> bytes:
    content = BytesIO(workbook({"A": [["Umeå", 1]]}))
    with ZipFile(content, "a") as archive:
        archive.writestr("xl/comments1.xml", f"<comments><text><t>gäller {PERSON}</t></text></comments>")
    return content.getvalue()


def in_a_package() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", f"<w:p><w:t>Han, {PERSON}, bor här.</w:t></w:p>")
        archive.writestr("word/embeddings/a.xlsx", workbook({"A": [["Umeå", 1]]}))
    return content.getvalue()


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return partial(content.encode, encoding)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "CSV": ("a.csv", text(f"Kommun;Antal\nUmeå;1\nUmeå {PERSON};2\n"), "rad 3"),
    "CSV in cp1252": ("a.csv", text(f"Område;Antal\nÖn {COORDINATION};2\n", "cp1252"), ""),
    "CSV in UTF-16": ("a.csv", text(f"Kommun;Antal\nUmeå {PERSON};2\n", "utf-16"), "rad 2"),
    "CSV in UTF-32": ("a.csv", text(f"Kommun;Antal\nUmeå {PERSON};2\n", "utf-32"), "rad 2"),
    "JSON": ("a.json", lambda: b'{"values": [{"who": "8112\\u00328-9874"}]}', "rad 1"),
    "TOML": ("a.toml", text(f'[[statement]]\ntext = "{PERSON}"\n'), "rad 2"),
    "a web page": ("a.html", text(f"<html><td>811228</td><td><b>{PERSON[:6]}</b>-9874</td></html>"), "rad 2"),
    "a cell of text": ("a.xlsx", lambda: workbook({"Tabell": [["Kommun"], ["Umeå", PERSON]]}), "blad Tabell, rad 2, kolumn B"),
    "a cell of digits": ("a.xlsx", lambda: workbook({"Tabell": [["Kommun"], ["", 198112289874]]}), "blad Tabell, rad 2, kolumn B"),
    "a cell of parts": ("a.xlsx", rich_text, "blad Bladet, rad 7, kolumn B"),
    "a note": ("a.xlsx", in_a_note, "xl/comments1.xml"),
    "a Word document": ("a.docx", in_a_package, "word/document.xml"),
    "the name of a sheet": ("a.xlsx", lambda: workbook({PERSON: [["Umeå", 1]]}), "xl/workbook.xml"),
}


@pytest.mark.parametrize(("name", "made", "place"), FILES.values(), ids=FILES.keys())
def test_the_number_is_found_wherever_it_stands_and_never_repeated(name: str, made: Callable[[], bytes], place: str) -> None:
    objection = examined(part(name, made()))
    assert objection is not None
    assert objection.returned
    assert objection.place == place
    said = f"{objection.fault.found}{objection.place}{objection.fault.remedy}"
    assert "••••" in said
    assert "9874" not in said and "2391" not in said


def test_an_organisation_number_is_no_person() -> None:
    assert examined(part("a.csv", f"Bolag;{ORGANISATION}\n")) is None
    assert examined(part("a.xlsx", workbook({"A": [["Bolag", ORGANISATION]]}))) is None


def test_the_delivery_is_refused_whole_stays_where_it_was_put_and_only_name_seal_and_day_are_kept(folder: Path) -> None:
    content = f"Kommun;Antal\nUmeå;1\nUmeå {PERSON};2\n".encode()
    (folder / "2026-K2.csv").write_bytes(content)
    (folder / "2026-K1.csv").write_text("Kommun;Antal\nUmeå;1\n")
    found = read(folder)
    assert [each.id for each in found.deliveries] == ["bra/2026-K1"]
    (refusal,) = found.refusals
    assert (refusal.delivery, refusal.place) == ("bra/2026-K2.csv", "rad 3")
    assert refusal.found == "ett personnummer (••••••-••••)"
    assert "lämnas åter" in refusal.remedy
    assert refusal.remedy.endswith("lämnas som 2026-K2.r2")
    assert (folder / "2026-K2.csv").read_bytes() == content
    row = f"2026-K2.csv;{sha512(content).hexdigest()};2026-07-10;funnen i mappen, lämnas åter"
    assert row in (folder / RECEIPT_FILE).read_text().splitlines()
    ((source, sealed),) = found.returned
    assert (source, sealed.file, sealed.received_on) == ("bra", "2026-K2.csv", JULY)


def test_it_is_returned_at_every_run_until_it_is_taken_away_and_then_nobody_misses_it(folder: Path) -> None:
    (folder / "2026-K2.csv").write_text(PERSON)
    assert read(folder).refusals == read(folder, AUGUST).refusals != ()
    (folder / "2026-K2.csv").unlink()
    (folder / "2026-K2.r2.csv").write_text("Kommun;Antal\nUmeå;1\n")
    found = read(folder, AUGUST)
    assert [each.id for each in found.deliveries] == ["bra/2026-K2.r2"]
    assert (found.doubts, found.refusals) == ((), ())


def test_what_was_registered_before_anybody_looked_is_returned_too(folder: Path) -> None:
    (folder / "2026-K2.csv").write_text(PERSON)
    seal = sha512(PERSON.encode()).hexdigest()
    (folder / RECEIPT_FILE).write_text(f"file;sha512;received_on;received_how\n2026-K2.csv;{seal};2026-04-13;e-post\n")
    found = read(folder)
    assert (found.deliveries, [row.received_on for _, row in found.returned]) == ((), [date(2026, 4, 13)])


def test_one_file_of_a_folder_returns_the_folder(folder: Path) -> None:
    (folder / "2025").mkdir()
    (folder / "2025" / "data.json").write_text("{}")
    (folder / "2025" / "kpi.json").write_text(f'{{"a": "{PERSON}"}}')
    found = read(folder)
    assert found.deliveries == ()
    assert [each.delivery for each in found.refusals] == ["bra/2025/kpi.json"]


def test_the_edition_is_made_without_it_says_so_and_seals_its_name_seal_and_day(workspace: Path) -> None:
    returned = workspace / "sources" / "polisen-handelser" / "2026-07.csv"
    returned.write_text(f"Kommun;Typ;Månad;Antal;Status\nUmeå;{PERSON};2026-07;1;fullständig\n", encoding="utf-8")
    call = briefing(workspace, "produce", "--seal", "--json")
    assert call.code == 0
    assert [each["text"] for each in call.json["doubts"] if "lämnas åter" in each["text"]]
    assert briefing(workspace, "produce", "--seal", "--json").json["unchanged"]
    kept = [path for path in (workspace / "output").rglob("*") if path.is_file()]
    assert not [path for path in kept if PERSON.encode() in path.read_bytes()]
    (sealed,) = [
        name for name in briefing(workspace, "show", call.json["edition"], "--json").json["inputs"].items() if "lamnas-ater" in name[0]
    ]
    seal = sha512(returned.read_bytes()).hexdigest()
    assert sealed == ("underlag/lamnas-ater/polisen-handelser/2026-07.csv 2026-11-22", seal)
    assert briefing(workspace, "verify").code == 0


def test_reading_a_file_by_hand_returns_it_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Kommun;Period;Antal\nUmeå {PERSON};2025;1\n", encoding="utf-8")
    call = briefing(tmp_path, "read", str(tmp_path / "a.csv"), "--as", "tabell", "--json")
    assert call.code == 1
    assert [each["text"].split(":")[0] for each in call.json["refusals"]] == ["a.csv, rad 2"]
    assert "9874" not in call.out
