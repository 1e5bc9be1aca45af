"""`briefing adopt` through the real command line: a draft made, edited in Word, adopted, and made again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from builders_edited import changed, control, replaced, tracked
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lean import short
from workspaces import Call, briefing, demo

KVARTAL = "2480-kvartal-2026-K2"
OLD, NEW = "yngre barn dras in i nätverken", "allt yngre barn, ända ner i årskurs 4, dras in i nätverken"


def produced(root: Path, *more: str) -> Path:
    call = briefing(root, "produce", "--kind", "kvartal", "--period", "2026-K2", "--json", *more)
    assert call.code == 0, call.out
    return Path(call.json["files"][f"{KVARTAL}.docx"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with a short quarter, and its draft."""
    root = short(demo(tmp_path_factory.mktemp("utkast")), "Läget i korthet")
    produced(root)
    return root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "umea")


def drafted(root: Path) -> Path:
    return root / "output" / "drafts" / KVARTAL / f"{KVARTAL}.docx"


def adopt(root: Path, file: Path, *more: str) -> Call:
    return briefing(root, "adopt", str(file), "--json", *more)


def texts(root: Path) -> dict[str, str]:
    """Every line of the draft's text as its record has it."""
    record: dict[str, Any] = json.loads((root / "output" / "drafts" / KVARTAL / f"{KVARTAL}.json").read_text(encoding="utf-8"))
    blocks = [block for section in record["document"]["sections"] for block in section["blocks"] if block["type"] == "text"]
    return {
        f"{number}:{block.get('control', '')}": "\n".join("".join(run["text"] for run in each["runs"]) for each in block["paragraphs"])
        for number, block in enumerate(blocks)
    }


def rewritten(word: WordDocument) -> None:
    paragraph = next(each for each in control(word, "samlad-bedomning") if OLD in each.text)
    replaced(paragraph, OLD, NEW)


def test_what_was_written_in_word_stands_in_the_next_draft_and_nothing_else_has_changed(workspace: Path) -> None:
    draft = drafted(workspace)
    before = texts(workspace)
    sources = {each: each.read_bytes() for each in (workspace / "sources").rglob("*.toml")}
    shown = adopt(workspace, changed(draft, rewritten))
    assert (shown.code, shown.json["written"]) == (0, [])
    marked = next(each for each in shown.json["texts"] if each["control"] == "samlad-bedomning")
    assert marked["outcome"] == "ny"
    assert any(each["mark"] == "tillagt" and "årskurs 4" in each["text"] for each in marked["words"])
    call = adopt(workspace, draft, "--yes")
    assert call.code == 0, call.out
    assert [Path(each).name for each in call.json["written"]] == ["2026-K2.r2.toml"]
    assert all(path.read_bytes() == content for path, content in sources.items())
    produced(workspace)
    after = texts(workspace)
    differing = {name for name in before if before[name] != after[name]}
    assert [name.partition(":")[2] for name in differing] == ["samlad-bedomning"]
    assert all(after[name] == before[name].replace(OLD, NEW) for name in differing)


def test_a_draft_adopted_twice_adds_nothing_the_second_time(workspace: Path) -> None:
    draft = changed(drafted(workspace), rewritten)
    assert adopt(workspace, draft, "--yes").code == 0
    again = adopt(workspace, draft, "--yes")
    assert (again.code, again.json["written"]) == (0, [])


def test_bold_lists_links_and_breaks_written_in_word_come_back(workspace: Path, tmp_path: Path) -> None:
    def write(word: WordDocument) -> None:
        last = control(word, "samlad-bedomning")[-1]
        last.add_run("\nNy rad med ")
        last.add_run("fet stil").bold = True
        last.add_run(" och ”citat” åäö.")

    draft = changed(drafted(workspace), write, tmp_path / "min egen kopia.docx")
    assert adopt(workspace, draft, "--yes").code == 0
    written = (workspace / "sources" / "bedomningar" / "2026-K2.r2.toml").read_text(encoding="utf-8")
    assert "\\\nNy rad med **fet stil** och ”citat” åäö." in written
    again = produced(workspace)
    assert adopt(workspace, again).json["texts"] and all(each["outcome"] == "oforandrad" for each in adopt(workspace, again).json["texts"])


def test_an_empty_text_has_a_field_in_the_draft_and_what_is_written_there_is_signed(workspace: Path) -> None:
    (workspace / "sources" / "bedomningar" / "2026-K2.toml").unlink()
    draft = produced(workspace)

    def write(word: WordDocument) -> None:
        field = control(word, "samlad-bedomning")[0]
        for run in field.runs[1:]:
            run._r.getparent().remove(run._r)
        field.add_run("Läget är oförändrat men osäkert.")

    unsigned = adopt(workspace, changed(draft, write), "--yes")
    assert unsigned.code == 1
    assert unsigned.json["problems"][0]["where"] == ["--by"]
    call = adopt(workspace, draft, "--yes", "--by", "Samordningsfunktionen", "--role", "samordnare")
    assert call.code == 0, call.out
    produced(workspace)
    assert any("Läget är oförändrat men osäkert." in text for text in texts(workspace).values())


def test_where_both_sides_have_changed_nothing_is_kept_until_somebody_chooses(workspace: Path) -> None:
    draft = changed(drafted(workspace), rewritten)
    register = workspace / "sources" / "bedomningar"
    text = (register / "2026-K2.toml").read_text(encoding="utf-8").replace(OLD, "äldre ungdomar dras in")
    (register / "2026-K2.r2.toml").write_text(text, encoding="utf-8")
    call = adopt(workspace, draft, "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    assert next(each["outcome"] for each in call.json["texts"] if each["control"] == "samlad-bedomning") == "krock"
    assert NEW in Path(call.json["beside"]).read_text(encoding="utf-8")
    theirs = adopt(workspace, draft, "--yes", "--take", "theirs")
    assert (theirs.code, theirs.json["written"]) == (0, [])
    mine = adopt(workspace, draft, "--yes", "--take", "mine")
    assert mine.code == 0
    assert NEW in Path(mine.json["written"][0]).read_text(encoding="utf-8")


def test_tracked_changes_and_comments_are_listed_and_never_accepted(workspace: Path) -> None:
    def write(word: WordDocument) -> None:
        paragraph = control(word, "samlad-bedomning")[-1]
        tracked(paragraph, inserted="Smuget in.", deleted="Smuget ut.")
        word.add_comment(paragraph.runs, text="Är detta sant?", author="Redaktör")

    call = adopt(workspace, changed(drafted(workspace), write), "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    assert {(each["kind"], each["text"]) for each in call.json["tracked"]} == {("tillagt", "Smuget in."), ("borttaget", "Smuget ut.")}
    assert call.json["comments"] == ["Är detta sant?"]
    beside = Path(call.json["beside"]).read_text(encoding="utf-8")
    assert all(each in beside for each in ("Smuget in.", "Smuget ut.", "Är detta sant?"))


def test_a_changed_number_is_refused_with_the_delivery_and_the_place_that_it_comes_from(workspace: Path) -> None:
    def write(word: WordDocument) -> None:
        cells = list(word.element.body.iter(qn("w:tc")))
        texts_of = (
            (Paragraph(p, word._body), run) for cell in cells for p in cell.iter(qn("w:p")) for run in Paragraph(p, word._body).runs
        )
        run = next(run for paragraph, run in texts_of if run.text.replace("\u00a0", "").isdecimal() and len(run.text) > 3)
        run.text = "9" + run.text

    call = adopt(workspace, changed(drafted(workspace), write), "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    change = next(each for each in call.json["around"] if each["number"])
    assert change["sources"], change


def test_the_words_of_the_police_are_reported_and_left_alone(workspace: Path) -> None:
    def write(word: WordDocument) -> None:
        control(word, "polisen-lagesrapport:samlad-bild")[-1].add_run(" Tillägg.")

    call = adopt(workspace, changed(drafted(workspace), write), "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    assert "Tillägg." in Path(call.json["beside"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("person", ["811228-9874", "070-174 06 35", "Storgatan 12", "namn@example.se"])
def test_what_points_out_a_person_is_said_masked_and_not_kept(workspace: Path, person: str) -> None:
    def write(word: WordDocument) -> None:
        control(word, "samlad-bedomning")[-1].add_run(f" Se {person} i akten.")

    draft = changed(drafted(workspace), write)
    content = draft.read_bytes()
    call = adopt(workspace, draft, "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    assert person not in call.out
    assert person not in Path(call.json["beside"]).read_text(encoding="utf-8")
    assert draft.read_bytes() == content


def test_making_the_draft_again_keeps_what_somebody_wrote_in_it(workspace: Path) -> None:
    draft = changed(drafted(workspace), rewritten)
    content = draft.read_bytes()
    produced(workspace)
    produced(workspace)
    kept = [each for each in draft.parent.iterdir() if each.read_bytes() == content]
    assert len(kept) == 1
    assert adopt(workspace, kept[0], "--yes").code == 0


def test_a_file_that_is_no_draft_of_this_workspace_is_said_in_one_swedish_sentence(workspace: Path, tmp_path: Path) -> None:
    import docx

    draft = drafted(workspace)
    broken, foreign, other = tmp_path / "trasig.docx", tmp_path / "annan.docx", tmp_path / "okand.docx"
    broken.write_bytes(draft.read_bytes()[:5000])
    docx.Document().save(str(foreign))
    other.write_bytes(draft.read_bytes())
    draft.parent.rename(draft.parent.with_name("2480-kvartal-2025-K4"))
    for file, word in ((broken, "går inte att öppna"), (foreign, "inget utkast"), (other, "varken finns bland utkasten")):
        call = adopt(workspace, file, "--yes")
        assert call.code == 1
        assert word in call.json["problem"]
        assert call.json["written"] == []


def test_a_draft_older_than_the_archive_says_so_and_is_held_against_what_counts_now(workspace: Path, tmp_path: Path) -> None:
    draft = changed(drafted(workspace), rewritten, tmp_path / "gammal.docx")
    register = workspace / "sources" / "bedomningar"
    text = (register / "2026-K2.toml").read_text(encoding="utf-8").replace(OLD, "äldre ungdomar dras in")
    (register / "2026-K2.r2.toml").write_text(text, encoding="utf-8")
    produced(workspace, "--seal")
    call = adopt(workspace, draft, "--yes")
    assert (call.code, call.json["written"]) == (1, [])
    assert "före v1" in call.json["remarks"][0]
