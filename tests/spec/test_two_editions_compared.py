"""Any two editions of the archive can be compared: numbers, judgements, verdicts and words, from their sealed records alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from archives import K1, K2, REASON, archived
from sample_edition import all_templates
from workspaces import briefing

from briefing.document.compare import compare
from briefing.document.difference import Difference, Told
from briefing.document.marked import Mark, Spans
from briefing.findings.recorded import parse_record
from briefing.outputs.difference_page import render_difference

RECORDS = Path(__file__).resolve().parents[1] / "fixtures" / "records"
NOBODY = Told("a", "", "", "", "", "", "")


@cache
def record(edition: str, version: str = "v1") -> str:
    path = archived() / "output" / "archive" / "editioner" / edition / version / "content" / f"{edition}.json"
    return path.read_text(encoding="utf-8")


def compared(before: str, now: str) -> Difference:
    return compare(parse_record(before), parse_record(now), (NOBODY, NOBODY))


@cache
def corrected() -> Difference:
    return compared(record(K2), record(K2, "v2"))


def changes(difference: Difference, part: str) -> list[tuple[str, str, str, str]]:
    found = next(each for each in difference.parts if each.id == part)
    return [(each.kind, each.what, each.before, each.now) for each in found.changes]


def words(spans: Spans, mark: Mark) -> list[str]:
    return [each.text.strip() for each in spans if each.mark is mark]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert compared(record(K2), record(K2)).is_empty


def test_a_revised_number_is_shown_old_new_and_difference() -> None:
    shown = {(each.note, period.code): period for each in corrected().numbers for period in each.periods}
    revised = shown["per kvartal, antal", "2025-K3"]
    assert (revised.before, revised.now, revised.difference) == ("3\u00a0067", "3\u00a0079", "+12 (+0,4\u00a0%)")
    assert {each.kind for each in corrected().numbers} == {"Reviderad historik"}
    assert len(shown) == 4


def test_of_many_revised_periods_the_largest_change_is_the_one_shown() -> None:
    counts = next(each for each in corrected().numbers if each.note == "per kvartal, antal")
    assert (counts.shown.code, counts.shown_because) == ("2026-K2", "störst av 2")


def test_seen_from_the_other_side_the_same_numbers_change_back() -> None:
    forth, back = corrected(), compared(record(K2, "v2"), record(K2))
    pairs = [[(each.was, each.value) for series in one.numbers for each in series.periods] for one in (forth, back)]
    assert [(new, old) for old, new in pairs[0]] == pairs[1]


def test_a_new_quarter_is_new_data_and_a_quarter_that_is_gone_is_a_withdrawn_value() -> None:
    kinds = [{each.kind for each in compared(*pair).numbers} for pair in ((record(K1), record(K2)), (record(K2), record(K1)))]
    assert kinds == [{"Nya uppgifter"}, {"Borttaget värde"}]


def test_two_values_that_print_alike_are_shown_with_the_decimals_that_tell_them_apart() -> None:
    content = json.loads(record(K2))
    history = next(each for each in content["findings"] if each["id"] == "historik:anmalda-brott-kolada:ar:2480:per_100k:1")
    history["points"][-1]["value"] += 0.02
    [series] = compared(record(K2), json.dumps(content)).numbers
    assert series.shown.before != series.shown.now
    assert series.shown.difference.startswith("+0,02")


def test_a_value_that_is_protected_now_is_not_told_by_what_it_was() -> None:
    content = json.loads(record(K2))
    history = next(each for each in content["findings"] if each["id"] == "historik:anmalda-brott:kvartal:2480:antal:1")
    history["points"][-1]["value"] = {"id": "lucka:anmalda-brott", "reason": "sekretess", "detail": "", "subject": "anmalda-brott"}
    [series] = compared(record(K2), json.dumps(content)).numbers
    assert (series.shown.before, series.shown.was, series.shown.now) == ("–", None, "○ skyddad uppgift")


def test_a_judgement_is_told_by_its_level_and_by_its_words_one_by_one() -> None:
    found = next(each for each in corrected().parts if each.id == "bedomningar")
    overall = next(each for each in found.changes if each.what == "Samlad bedömning")
    assert (overall.kind, overall.before[:9], overall.now[:9]) == ("Försämrad bedömning", "Gult läge", "Rött läge")
    assert words(overall.words, Mark.BORTTAGET) == ["nätverken."]
    assert words(overall.words, Mark.TILLAGT) == ["nätverken, också flickor."]


def test_what_the_police_judge_stands_under_the_name_that_the_document_prints() -> None:
    assert ("Försämrad bedömning", "Hierarki och styrning", "■□□□ låg (2026-07-03)", "■■□□ förhöjd (2026-07-03)") in changes(
        corrected(), "bedomningar"
    )


def test_a_verdict_with_another_word_is_told_with_both_words() -> None:
    [(kind, what, before, now)] = changes(corrected(), "resultat")
    assert (kind, what) == ("Ändrat resultat", "Anmälda brott")
    assert before.startswith("inom normal variation")
    assert now.startswith("ökar")


def test_another_definition_and_another_method_are_told_apart_from_numbers() -> None:
    content = json.loads(record(K2))
    next(each for each in content["definitions"] if each["indicator"] == "anmalda-brott")["definition"] = "Utan försök till brott."
    rule = next(each for method in content["methods"] if method["id"] == "utveckling" for each in method["parameters"])
    rule["value"] = 99
    found = compared(record(K2), json.dumps(content))
    assert {kind for kind, *_ in changes(found, "definitioner")} == {"Ändrad definition", "Ändrad metod"}
    assert found.numbers == ()


def test_the_text_is_compared_paragraph_by_paragraph_under_its_heading() -> None:
    section = next(each for each in corrected().texts if each.heading == "Översikt")
    [changed] = section.paragraphs
    assert (section.number, words(changed.words, Mark.BORTTAGET)[0], words(changed.words, Mark.TILLAGT)[0]) == (
        "4.1",
        "3\u00a0132\u00a0(p)",
        "4\u00a0160\u00a0(p)",
    )
    assert section.unchanged > 1


def paragraphs(text: str) -> set[str]:
    """Everything that a record prints as a text of its own."""
    blocks = [block for section in json.loads(text)["document"]["sections"] for block in section["blocks"]]
    runs = {"".join(run["text"] for run in each["runs"]) for block in blocks for each in block.get("paragraphs", ())}
    others = {block.get(name) for block in blocks for name in ("signature", "caption", "overall")}
    return runs | {each for each in others if each} | {note for block in blocks for note in block.get("notes", ())}


def test_the_old_text_and_the_new_can_be_read_back_from_the_marks() -> None:
    before, now = paragraphs(record(K1)), paragraphs(record(K2))
    marked = [each.words for section in compared(record(K1), record(K2)).texts for each in section.paragraphs]
    assert len(marked) > 30
    for spans in marked:
        old, new = ("".join(each.text for each in spans if each.mark is not mark) for mark in (Mark.TILLAGT, Mark.BORTTAGET))
        assert (old == "" or old in before, new == "" or new in now) == (True, True)


def test_records_of_every_schema_can_be_compared_and_what_the_first_lacked_is_said() -> None:
    first, second = ((RECORDS / f"kvartal-schema-{each}.json").read_text(encoding="utf-8") for each in (1, 2))
    assert "saknar definitioner och metoder" in compared(first, second).notes[0]
    assert compared(second, second).notes == ()


def test_what_is_invented_for_the_example_is_marked_wherever_it_shows_and_nothing_else_is() -> None:
    found = corrected()
    assert found.example == ("EXEMPEL – påhittade uppgifter", "EXEMPEL")
    assert {each.synthetic for part in found.parts if part.id == "bedomningar" for each in part.changes} == {True}
    assert {each.synthetic for part in found.parts if part.id == "resultat" for each in part.changes} == {False}
    invented = {section.heading: {each.synthetic for each in section.paragraphs} for section in found.texts}
    assert (invented["Samlad bedömning"], invented["Översikt"]) == ({True}, {False})
    marks = page().count('<span class="exempel">EXEMPEL')
    assert marks > len(invented["Samlad bedömning"])
    assert "EXEMPEL – påhittade uppgifter" in briefing(archived(), "diff", f"{K2}@v1", K2).out


def test_a_gap_that_is_filled_and_a_row_of_a_register_that_is_other_are_told() -> None:
    filled = changes(compared(record(K1), record(K2)), "luckor")
    assert ("Lucka som är borta", "Frågor till strategiska rådet", "○ saknas", "–") in filled
    old, new = (json.loads(record(K2)) for _ in range(2))
    for content, status in ((old, "planerad"), (new, "klar")):
        row = {"register": "atgarder", "id": "A1", "fields": {"atgard": "Fler vuxna ute", "status": status}}
        content["entries"] = [row | {"sensitivity": "oppen", "citation": "atgarder/2026-K2, rad 2"}]
    [part] = [each for each in compared(json.dumps(old), json.dumps(new)).parts if each.changes]
    [change] = part.changes
    assert (part.id, change.kind, change.what) == ("register", "Ändrad rad", "atgarder A1")
    assert (words(change.words, Mark.BORTTAGET), words(change.words, Mark.TILLAGT)) == (["planerad"], ["klar"])


def test_a_comparison_starts_without_what_reads_deliveries() -> None:
    """pandas alone would take longer than all of it."""
    call = "import sys; from briefing.shell.cli import run; code = run(sys.argv[1:]); sys.exit(code or 7 * ('pandas' in sys.modules))"
    arguments = ["--workspace", str(archived()), "diff", K1, K2]
    assert subprocess.run([sys.executable, "-c", call, *arguments], capture_output=True, check=False).returncode == 0


def test_the_command_shows_what_changed_in_the_terminal() -> None:
    call = briefing(archived(), "diff", f"{K2}@v1", f"{K2}@v2")
    assert call.code == 0
    assert "Bedömningar: 2, Resultat: 1" in call.out
    assert REASON in call.out
    assert "[-nätverken.-]{+nätverken, också" in call.out
    assert "\x1b" not in call.out


def test_the_command_gives_the_same_as_data() -> None:
    data: dict[str, Any] = briefing(archived(), "diff", f"{K2}@v1", K2, "--json").json
    assert (data["counts"]["siffror"], data["now"]["name"], data["sensitivity"]) == (4, f"{K2} v2", "intern")
    assert data["numbers"][0]["periods"][0]["was"] == 3067


def test_a_name_copied_from_a_document_is_understood() -> None:
    assert briefing(archived(), "diff", f"{K2} v1", f"{K2}@v1", "--json").json["counts"]["siffror"] == 0


def test_a_draft_can_be_compared_with_what_is_sealed(tmp_path: Path) -> None:
    root = archived()
    assert "there is no such draft" in briefing(root, "diff", f"{K1}@draft", K1).err
    assert briefing(root, "produce", "--period", "2026-K2", today="2026-08-20").code == 0
    data = briefing(root, "diff", K2, f"{K2}@draft", "--json").json
    assert (data["counts"]["siffror"], data["now"]["status"]) == (0, "Arbetsmaterial")


@pytest.mark.parametrize("written", [f"{K2}@", f"{K2}@2", f"{K2}@v0", "kvartal", f"{K2}@v9", "../../x"])
def test_what_is_no_version_is_refused_with_a_way_out(written: str) -> None:
    call = briefing(archived(), "diff", written, K2)
    assert (call.code, "Fix:" in call.err) == (1, True)


@cache
def page() -> str:
    root = archived()
    target = root / "andringar.html"
    assert briefing(root, "diff", f"{K2}@v1", K2, "--html", str(target)).code == 0
    assert target.stat().st_mode & 0o077 == 0, "an intern comparison is for its owner alone"
    return target.read_text(encoding="utf-8")


def test_the_page_has_every_change_marked_for_eyes_and_ears() -> None:
    assert '<ins><span class="dold">[tillagt: </span>nätverken, också flickor.' in page()
    assert '<del><span class="dold">[borttaget: </span>nätverken.' in page()


def test_the_page_needs_nothing_else_and_is_in_swedish() -> None:
    assert '<html lang="sv">' in page()
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page()) == []
    assert "<script" not in page()


def test_the_look_of_a_comparison_is_no_part_of_an_edition() -> None:
    inputs = briefing(archived(), "show", K2, "--json").json["inputs"]
    assert "mallar/lagesbild.html.j2" in inputs
    assert [each for each in inputs if "arkiv/" in each] == []


def test_the_headings_of_the_page_come_in_order_and_every_link_leads_somewhere() -> None:
    levels = [int(each) for each in re.findall(r"<h([1-6])", page())]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page())
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page())) <= set(ids)


def test_text_from_outside_is_never_markup_in_the_page() -> None:
    content = json.loads(record(K2))
    content["statements"][-1]["text"] = "<script>alert(1)</script>"
    made = render_difference(compared(record(K2), json.dumps(content)), all_templates()).content.decode()
    assert "&lt;script&gt;" in made
    assert "<script>" not in made
