"""Deposit: documents from before the program are kept as they came, found again, and counted."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lean import short
from old_documents import pdf, word
from signed_workspace import archived_bytes
from workspaces import Call, briefing, demo, edited

from briefing.archive.reading import edition
from briefing.findings.earlier import parse_earlier
from briefing.outputs.file import File
from briefing.outputs.old_document import old_document
from briefing.outputs.passages import passages
from briefing.terms.edition import parse_edition_id

ID = "2480-fullstandig-2024"
TOLD = ("--kind", "fullstandig", "--period", "2024", "--issued-on", "2025-05-14", "--dnr", "KS-2024/00451", "--by", "Kommunfullmäktige")
FACTS = """
dated = 2025-03-01
body = "Lokalpolisområde Umeå"

[[statement]]
source = "polisen-lagesrapport"
dimension = "rekrytering"
level = "lag"
text = "Rekryteringen sker bland vuxna."
place = "sida 12"

[[assessment]]
subject = "samlad-bedomning"
level = "gront"
text = "Läget är stabilt."
place = "sida 3"

[[value]]
indicator = "anmalda-brott"
period = "2024"
value = 11000
place = "tabell 1, sida 7"
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, for tests that add nothing to it."""
    return demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return pdf(tmp_path / "lagesbild-2024.pdf", "Lägesbild Umeå 2024", "Skadegörelsen vid Ålidhem ökade under hösten.")


def deposit(root: Path, *arguments: str | Path, told: tuple[str, ...] = TOLD) -> Call:
    return briefing(root, "deposit", *map(str, arguments), *told)


def facts(folder: Path, text: str = FACTS) -> Path:
    path = folder / "uppgifter.toml"
    path.write_text(text, encoding="utf-8")
    return path


def record_of(root: Path, id: str = ID) -> dict[str, object]:
    shown = briefing(root, "show", id, "--json").json
    content: dict[str, object] = json.loads(Path(shown["files"][f"{id}.json"]).read_text(encoding="utf-8"))
    return content


def test_a_deposited_document_is_kept_in_its_own_bytes_and_is_listed_shown_and_verified(workspace: Path, tmp_path: Path, old: Path) -> None:
    plan = word(tmp_path / "bilaga.docx", "Åtgärdsplan", "Fältgrupp varje helg")
    made = deposit(workspace, old, plan, "--json")
    assert (made.code, made.json["edition"], made.json["version"], made.json["origin"]) == (0, ID, "v1", "deponerad")
    for original in (old, plan):
        assert Path(made.json["files"][original.name]).read_bytes() == original.read_bytes()
    [listed] = briefing(workspace, "list", "--json").json["editions"]
    assert (listed["edition"], listed["origin"], listed["dnr"]) == (ID, "deponerad", "KS-2024/00451")
    assert "Deponerad" in briefing(workspace, "list").out
    shown = briefing(workspace, "show", ID)
    assert "utfärdad 2025-05-14" in shown.out
    assert "deponerad av Kommunfullmäktige; dnr KS-2024/00451" in shown.out
    verified = briefing(workspace, "verify", "--json")
    assert (verified.code, verified.json["faults"]) == (0, [])
    assert all(path.stat().st_mode & 0o077 == 0 for path in map(Path, made.json["files"].values())), "intern is for the owner alone"


@pytest.mark.parametrize(("words", "found"), [("skadegörelsen vid ålidhem", True), ("fältgrupp varje", True), ("knivdåd", False)])
def test_what_was_deposited_is_found_by_its_words(workspace: Path, tmp_path: Path, old: Path, words: str, found: bool) -> None:
    deposit(workspace, old, word(tmp_path / "bilaga.docx", "Åtgärdsplan", "Fältgrupp varje helg"))
    hits = briefing(workspace, "list", "--search", words, "--json").json["editions"]
    assert [each["edition"] for each in hits] == ([ID] if found else [])


def test_the_same_deposit_twice_adds_nothing(workspace: Path, old: Path) -> None:
    deposit(workspace, old)
    before = archived_bytes(workspace)
    again = briefing(workspace, "deposit", str(old), *TOLD, "--json", today="2026-12-24")
    assert (again.code, again.json["unchanged"]) == (0, True)
    assert archived_bytes(workspace) == before


def test_other_documents_under_the_same_id_are_refused_unless_it_is_said_why(workspace: Path, tmp_path: Path, old: Path) -> None:
    deposit(workspace, old)
    before = archived_bytes(workspace)
    better = pdf(tmp_path / "lagesbild-2024-fullstandig.pdf", "Med alla bilagor")
    refused = deposit(workspace, better)
    assert refused.code == 1
    assert "--reason" in refused.err
    assert archived_bytes(workspace) == before
    corrected = deposit(workspace, better, "--reason", "Den förra saknade bilagor", "--json").json
    assert (corrected["version"], corrected["unchanged"]) == ("v2", False)
    assert "Den förra saknade bilagor" in briefing(workspace, "show", ID).out


def test_the_law_s_two_years_are_counted_from_the_deposited_lagesbild(workspace: Path, old: Path) -> None:
    short(workspace, cover=True)
    deposit(workspace, old)
    made = briefing(workspace, "produce", "--json").json
    record = json.loads(Path(made["files"]["2480-kvartal-2026-K2.json"]).read_text(encoding="utf-8"))
    said = {row[0]["text"]: row[1]["text"] for row in record["document"]["frame"]["facts"]["rows"]}
    assert said["Nästa lagstadgade uppdatering"] == f"senast 2027-05-14, två år efter {ID} v1 (6 §)"


@pytest.mark.parametrize(
    ("issued", "said", "state"),
    [
        ("2024-05-14", "Den är försenad.", "inte uppfyllt"),
        ("2024-12-01", "Det är mindre än ett halvår kvar.", "uppfyllt"),
        ("2026-01-10", "(6 §)", "uppfyllt"),
    ],
)
def test_it_is_said_when_the_two_years_are_nearly_over_or_over(tmp_path: Path, old: Path, issued: str, said: str, state: str) -> None:
    root = demo(tmp_path)
    outline = root / "templates/utgavor/kf-rapport.toml"
    head, *sections = outline.read_text(encoding="utf-8").split("[[section]]\n")
    law = [each for each in sections if 'kind = "lagkrav"' in each or 'heading = "Bilagor"' in each]
    outline.write_text("[[section]]\n".join((head, *law)), encoding="utf-8")
    told = tuple("2023" if each == "2024" else issued if each == "2025-05-14" else each for each in TOLD)
    assert deposit(root, old, told=told).code == 0
    made = briefing(root, "produce", "--kind", "kf-rapport", "--period", "2026-K2", "--json").json
    record = json.loads(Path(made["files"]["2480-kf-rapport-2026-K2.json"]).read_text(encoding="utf-8"))
    [matrix] = [block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "lagkrav"]
    [row] = [[cell["text"] for cell in row] for row in matrix["rows"] if row[0]["text"] == "R-06a"]
    assert row[2] == state
    assert row[3].endswith(said)
    assert row[4] == issued


def test_facts_from_a_deposited_document_are_the_earlier_edition_of_the_next_one(workspace: Path, tmp_path: Path, old: Path) -> None:
    assert deposit(workspace, old, "--facts", facts(tmp_path)).code == 0
    earlier = parse_earlier(json.dumps(record_of(workspace)))
    assert earlier.is_partial
    assert [(each.dimension, each.citation.place) for each in earlier.statements] == [("rekrytering", "lagesbild-2024.pdf, sida 12")]
    made = briefing(workspace, "produce", "--kind", "fullstandig", "--period", "2026-K2", "--json").json
    record = json.loads(Path(made["files"]["2480-fullstandig-2026-K2.json"]).read_text(encoding="utf-8"))
    assert record["edition"]["compared_with"] == {"id": ID, "version": "v1"}
    [table] = [block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "nytt"]
    kinds = [row[0]["text"] for row in table["rows"]]
    assert "Reviderad historik" in kinds
    assert "Nya uppgifter" not in kinds, "what nobody entered is not new"
    assert any("deponerad handling" in note for note in table["notes"])


def test_every_fact_leads_to_the_document_its_seal_and_its_page(workspace: Path, tmp_path: Path, old: Path) -> None:
    made = deposit(workspace, old, "--facts", facts(tmp_path), "--json").json
    record = record_of(workspace)
    seal = edition(workspace / "output/archive", parse_edition_id(ID)).files
    sha512 = next(each.sha512 for each in seal if each.name == old.name)
    citations = record["citations"]
    assert isinstance(citations, dict)
    places = [place for each in citations.values() for one in each for place in one["places"]]
    assert sorted(places) == ["lagesbild-2024.pdf, sida 12", "lagesbild-2024.pdf, sida 3", "lagesbild-2024.pdf, tabell 1, sida 7"]
    assert {one["sha512"] for each in citations.values() for one in each} == {sha512}
    assert made["entered"] == ["sources/polisen-lagesrapport/2025-03-01.toml"]


def test_the_history_of_a_dimension_does_not_begin_empty(workspace: Path, tmp_path: Path, old: Path) -> None:
    short(workspace, "Organiserad brottslighet och kriminella nätverk")
    (workspace / "sources/polisen-lagesrapport/2026-K1.toml").unlink()
    deposit(workspace, old, "--facts", facts(tmp_path))
    assert "ur 2480-fullstandig-2024 v1" in (workspace / "sources/polisen-lagesrapport/mottaget.csv").read_text(encoding="utf-8")
    made = briefing(workspace, "produce", "--json").json
    record = json.loads(Path(made["files"]["2480-kvartal-2026-K2.json"]).read_text(encoding="utf-8"))
    [table] = [block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "dimensioner"]
    before = {row[0]["text"]: row[2]["text"] for row in table["rows"]}
    assert before["Rekrytering"] == "låg"


def test_a_scanned_document_is_kept_and_it_is_said_that_it_cannot_be_searched(workspace: Path, tmp_path: Path) -> None:
    made = deposit(workspace, pdf(tmp_path / "inskannad.pdf"), "--json")
    assert (made.code, made.json["without_text"]) == (0, ["inskannad.pdf"])


def test_a_word_file_whose_packing_is_damaged_inside_is_refused_and_not_a_fault_of_ours(tmp_path: Path) -> None:
    whole = word(tmp_path / "lagesbild.docx", "Trygghet", "Tabell").read_bytes()
    with zipfile.ZipFile(BytesIO(whole)) as package:
        first = package.getinfo("word/document.xml").header_offset
    packed = first + 30 + len("word/document.xml") + int.from_bytes(whole[first + 28 : first + 30], "little")
    damaged = whole[:packed] + b"\xff" * 20 + whole[packed + 20 :]
    assert "no Word file that can be read" in old_document(File("lagesbild.docx", "application/octet-stream", damaged)).problem
    assert [each.text for each in passages("lagesbild.docx", damaged)][-1] is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lagesbild.pdf", b"%PDF-1.7 broken", "no PDF that can be read"),
        ("lagesbild.docx", b"PK\x03\x04 broken", "no Word file that can be read"),
        ("lagesbild.docx", b"\xd0\xcf\x11\xe0 locked", "password"),
        ("lagesbild.pdf", b"", "empty"),
        ("lagesbild.txt", b"text", "neither a Word file"),
        ("lagesbild.doc", b"\xd0\xcf\x11\xe0", "neither a Word file"),
        ("811228-9874.pdf", b"%PDF-1.7", "name of the file"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_one_sentence(shared: Path, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    call = deposit(shared, path)
    assert call.code == 1
    assert said in call.err
    assert "811228" not in call.err + call.out
    assert len(call.err.strip().splitlines()) == 2
    assert not (shared / "output").exists()


def test_a_locked_pdf_is_refused(shared: Path, tmp_path: Path) -> None:
    for password in ("hemligt",):
        call = deposit(shared, pdf(tmp_path / "last.pdf", "Text", password=password))
        assert (call.code, "encrypted" in call.err) == (1, True)


def test_a_truncated_or_swollen_word_file_is_refused(shared: Path, tmp_path: Path) -> None:
    whole = word(tmp_path / "hel.docx", "Text", "Cell").read_bytes()
    cut = tmp_path / "kapad.docx"
    cut.write_bytes(whole[: len(whole) // 2])
    assert "no Word file" in deposit(shared, cut).err
    swollen = tmp_path / "svalld.docx"
    shutil.copy(tmp_path / "hel.docx", swollen)
    with zipfile.ZipFile(swollen, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/stor.bin", bytes(250_000_000))
    assert "far larger inside" in deposit(shared, swollen).err


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_personal_number_in_a_document_refuses_it_and_is_never_repeated(shared: Path, tmp_path: Path, kind: str) -> None:
    lines = ("Ungdomen 811228-9874 placerades", "701063-2391")
    path = word(tmp_path / "rapport.docx", *lines) if kind == "docx" else pdf(tmp_path / "rapport.pdf", *lines)
    call = deposit(shared, path)
    assert call.code == 1
    assert "personal identity number" in call.err
    assert re.search(r"811228|701063", call.err + call.out) is None
    assert not (shared / "output").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--period", "2030", "has not begun"),
        ("--period", "2024-05", "is a month"),
        ("--period", "våren", "is not a period"),
        ("--issued-on", "2027-01-01", "has not come yet"),
        ("--kind", "arsrapport", "there is no kind"),
        ("--dnr", "utan", "diarienummer"),
        ("--by", "Chefen 811228-9874", "--by"),
        ("--by", " ", "--by"),
    ],
)
def test_what_is_said_of_a_deposit_is_looked_at_first(shared: Path, old: Path, option: str, value: str, said: str) -> None:
    told = list(TOLD)
    told[told.index(option) + 1] = value
    call = deposit(shared, old, told=tuple(told))
    assert call.code == 1
    assert said in call.err
    assert "811228" not in call.err
    assert not (shared / "output").exists()


@pytest.mark.parametrize(
    ("old_text", "new_text", "said"),
    [
        ("dated = 2025-03-01", "dated = 2027-03-01", "has not come yet"),
        ('body = "Lokalpolisområde Umeå"', 'body = ""', "body"),
        ('dimension = "rekrytering"', 'dimension = "rekrytring"', "is not a dimension"),
        ('source = "polisen-lagesrapport"', 'source = "kolada"', "not a source with dimensions"),
        ('indicator = "anmalda-brott"', 'indicator = "brott"', "indicators.toml"),
        ('place = "sida 12"', 'place = ""', "place"),
        ('place = "sida 12"', 'place = "sida 12"\ndocument = "annan.pdf"', "annan.pdf"),
        ("value = 11000", 'value = "många"', "value"),
        ('text = "Läget är stabilt."', 'text = "Läget för 811228-9874 är stabilt."', "points out a person"),
        ('text = "Läget är stabilt."', 'text = ""', "text"),
        ('subject = "samlad-bedomning"', 'amne = "samlad-bedomning"', "amne"),
    ],
)
def test_facts_with_a_fault_are_refused_and_nothing_is_kept(
    shared: Path, tmp_path: Path, old: Path, old_text: str, new_text: str, said: str
) -> None:
    path = facts(tmp_path)
    edited(path, old_text, new_text)
    call = deposit(shared, old, "--facts", path)
    assert call.code == 1
    assert said in call.err
    assert "811228" not in call.err
    assert "Traceback" not in call.err
    assert not (shared / "output").exists()
    assert not (shared / "sources/polisen-lagesrapport/2025-03-01.toml").exists()


def test_all_problems_of_a_deposit_are_said_at_once(shared: Path, tmp_path: Path) -> None:
    bad = tmp_path / "lagesbild.pdf"
    bad.write_bytes(b"nej")
    path = facts(tmp_path, FACTS.replace("rekrytering", "x").replace("anmalda-brott", "y"))
    told = tuple("2030" if each == "2024" else each for each in TOLD)
    call = briefing(shared, "deposit", str(bad), "--facts", str(path), *told, "--json")
    assert call.code == 1
    assert len(call.json["problems"]) >= 4


def test_facts_never_replace_a_delivery_that_lies_there(workspace: Path, tmp_path: Path, old: Path) -> None:
    there = workspace / "sources/polisen-lagesrapport/2025-03-01.toml"
    there.write_text("dated = 2025-03-01\n", encoding="utf-8")
    call = deposit(workspace, old, "--facts", facts(tmp_path))
    assert call.code == 1
    assert there.read_text(encoding="utf-8") == "dated = 2025-03-01\n"
    assert not (workspace / "output/archive/editioner").exists()


def test_a_deposited_edition_is_neither_issued_nor_made_again(workspace: Path, old: Path) -> None:
    deposit(workspace, old)
    who = ("--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "KS-2026/1")
    for call in (briefing(workspace, "issue", ID, *who, "--reason", "x"), briefing(workspace, "reproduce", ID)):
        assert call.code == 1
        assert "deposited document" in call.err


def test_what_the_program_makes_never_replaces_a_deposited_document(workspace: Path, old: Path) -> None:
    told = tuple({"fullstandig": "kvartal", "2024": "2026-K2"}.get(each, each) for each in TOLD)
    assert deposit(workspace, old, told=told).code == 0
    before = archived_bytes(workspace)
    made = briefing(workspace, "produce", "--period", "2026-K2", "--seal", "--reason", "x")
    assert made.code == 1
    assert "deposited document" in made.err
    assert archived_bytes(workspace) == before


def test_a_document_is_never_deposited_over_an_edition_of_the_program(workspace: Path, old: Path) -> None:
    briefing(workspace, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal")
    told = tuple({"fullstandig": "radsbriefing", "2024": "2026-12-03"}.get(each, each) for each in TOLD)
    before = archived_bytes(workspace)
    call = briefing(workspace, "deposit", str(old), *told, "--reason", "x", today="2026-12-04")
    assert call.code == 1
    assert "made by the program" in call.err
    assert archived_bytes(workspace) == before


def test_a_comparison_with_a_deposited_document_says_that_only_some_of_it_is_known(workspace: Path, tmp_path: Path, old: Path) -> None:
    deposit(workspace, old, "--facts", facts(tmp_path))
    briefing(workspace, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal")
    compared = briefing(workspace, "diff", ID, "2480-radsbriefing-2026-12-03")
    assert compared.code == 0
    assert "deponerad handling" in " ".join(compared.out.split())
