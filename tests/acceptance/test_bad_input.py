"""The mistakes that people make: each gets one sentence with a place and a way out, and the document is still made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lean import lean, short
from workspaces import briefing, edited

LONG = bool(os.environ.get("BRIEFING_LONG"))
BRA = "sources/bra-anmalda-brott/2026-K2/kvartal.txt"


@pytest.fixture
def few(workspace: Path) -> Path:
    """The demo with those sections of the quarter that are made from the deliveries which are broken here."""
    return short(workspace, "Läget i korthet", "Kartläggning: brottslighetens omfattning", "Översikt")


def redeliver(workspace: Path, change: Callable[[bytes], bytes]) -> None:
    """The quarter's file as a correction with other bytes, so that the register still agrees."""
    target = workspace / "sources/bra-anmalda-brott/2026-K2.r2"
    shutil.copytree(workspace / "sources/bra-anmalda-brott/2026-K2", target)
    (target / "kvartal.txt").write_bytes(change((target / "kvartal.txt").read_bytes()))


def remarks(workspace: Path) -> str:
    call = briefing(workspace, "produce", "--period", "2026-K2", "--json")
    assert call.code == 0, call.out + call.err
    made = call.json
    assert all(Path(path).stat().st_size > 1000 for path in made["files"].values())
    return "\n".join(each["text"] for each in (*made["gaps"], *made["doubts"]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: b"", "tom"),
        (lambda content: content[: len(content) // 2 - 7], "väntat"),
        (lambda content: content.replace(b";3132;", b";<5;"), '"<5"'),
        (lambda content: content.replace(b"Kvartal 2;3132", b"Q2;3132"), "Q2"),
        (lambda content: content + "Umea kommun;Totalt antal brott;2026 prel.;Kvartal 2;1;1;\n".encode("cp1252"), "Umea kommun"),
        (lambda content: content + "Umeå kommun;Totalt antal brott;2026 prel.;Kvartal 2;9;9;\n".encode("cp1252"), "rad"),
        (lambda content: b"<html><body>503</body></html>", "väntat"),
        (lambda content: content.decode("cp1252").encode("cp850"), "väntat"),
    ],
    ids=["empty", "truncated", "below-five", "period", "kommun", "contradiction", "html", "encoding"],
)
def test_a_broken_delivery_is_explained_and_the_document_is_still_made(few: Path, change: Callable[[bytes], bytes], said: str) -> None:
    redeliver(few, change)
    assert said in remarks(few)


def test_a_file_changed_after_receipt_is_refused_and_named(few: Path) -> None:
    path = few / BRA
    path.write_bytes(path.read_bytes().replace(b";3132;", b";9999;"))
    said = remarks(few)
    assert "bra-anmalda-brott/2026-K2" in said
    html = (few / "output/drafts/2480-kvartal-2026-K2/2480-kvartal-2026-K2.html").read_text(encoding="utf-8")
    assert "9\u00a0999" not in html


def test_a_renamed_kolada_id_is_not_used_for_another_matter(few: Path) -> None:
    source = few / "sources/kolada/source.toml"
    edited(
        source, "Elever i åk 9 som är behöriga till yrkesprogram, lägeskommun, andel (%)", "Elever i åk 9 som är behöriga till naturbruk"
    )
    assert "N15424" in remarks(few)


@pytest.mark.parametrize("source", ["bra-anmalda-brott", "kolada", "polisen-lagesrapport", "bedomningar", "polisen-handelser"])
def test_a_missing_source_becomes_a_gap_never_a_stop(workspace: Path, source: str) -> None:
    if source != "kolada" and not LONG:  # the one that most sections look at; below, all are missing in the whole edition
        short(workspace, "Läget i korthet", "Kartläggning: brottslighetens omfattning", "Översikt")
    for path in (workspace / "sources" / source).iterdir():
        if path.name != "source.toml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert remarks(workspace)


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "remedy"),
    [
        ("briefing.toml", "council =", "concil =", "briefing.toml", "council"),
        ("sources/kolada/source.toml", 'sensitivity = "oppen"', 'sensitivity = "hemlig"', "sources/kolada/source.toml", "oppen, intern"),
        ("sources/indicators.toml", 'polarity = "tolkas"', 'polarity = "tolka"', "sources/indicators.toml", "tolkas"),
    ],
)
def test_a_broken_declaration_stops_with_place_and_remedy(workspace: Path, file: str, old: str, new: str, where: str, remedy: str) -> None:
    edited(workspace / file, old, new)
    for call in (briefing(workspace, "produce"), briefing(workspace, "check")):
        assert call.code == 1
        said = call.out + call.err
        assert where in said
        assert remedy in said


def test_a_broken_outline_stops_with_place_and_remedy(workspace: Path) -> None:
    edited(lean(workspace) / "templates/utgavor/kvartal.toml", 'kind = "text"', 'kind = "matrix"')
    for call in (briefing(workspace, "produce"), briefing(workspace, "check")):
        assert call.code == 1
        assert "templates/utgavor/kvartal.toml" in call.out + call.err
        assert "matris" in call.out + call.err


def test_a_template_with_an_undefined_name_stops_and_names_it(few: Path) -> None:
    edited(few / "templates/texter/laget-i-korthet.md.j2", "visar tre slags resultat", "{{ jamforbar_ar }} visar")
    call = briefing(few, "produce")
    assert call.code == 1
    assert "templates/texter/laget-i-korthet.md.j2" in call.err
    assert "jamforbar_ar" in call.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("produce", "--period", "2026-Q2"), "2026-K2"),
        (("produce", "--kind", "kvartl"), "kvartal"),
        (("produce", "--meeting", "2026-12-03"), "--period"),
        (("produce", "--kind", "radsbriefing", "--meeting", "3 december"), "2026-12-03"),
        (("show", "2480-kvartal-1999-K1"), "briefing list"),
    ],
)
def test_a_mistake_on_the_command_line_gets_a_way_out(workspace: Path, arguments: tuple[str, ...], said: str) -> None:
    call = briefing(workspace, *arguments)
    assert call.code == 1
    assert said in call.err
    assert "Traceback" not in call.err


def test_wrong_usage_is_exit_code_two(workspace: Path) -> None:
    assert briefing(workspace, "produce", "--periode", "2026-K2").code == 2
    assert briefing(workspace, "read", "briefing.toml", "--as", "pdf").code == 2
    missing = briefing(workspace, "read", "finns-inte.txt", "--as", "tabell")
    assert (missing.code, "finns-inte.txt" in missing.err) == (2, True)
    assert "periode" in briefing(workspace, "produce", "--periode", "x", "--json").json["problems"][0]["problem"]


def test_a_folder_without_declaration_is_a_remark_never_a_stop(workspace: Path) -> None:
    (lean(workspace) / "sources/Ny mapp").mkdir()
    checked = briefing(workspace, "check", "--json")
    assert checked.code == 0
    assert any("Ny mapp" in text for text in checked.json["remarks"])


def test_a_missing_row_is_a_gap_in_its_quarter_never_an_older_edition(few: Path) -> None:
    path = few / BRA
    path.write_bytes(b"\n".join(line for line in path.read_bytes().split(b"\n") if b";3132;" not in line))
    (few / "sources/bra-anmalda-brott/mottaget.csv").unlink()
    made = briefing(few, "produce", "--json").json
    assert made["edition"] == "2480-kvartal-2026-K2"
    assert any("Anmälda brott" in gap["text"] for gap in made["gaps"])


def test_a_missing_count_is_a_gap_never_an_empty_place_in_a_sentence(few: Path) -> None:
    redeliver(few, lambda content: content.replace(b";3132;2315;", b";..;2315;"))
    made = briefing(few, "produce", "--json").json
    html = Path(made["files"]["2480-kvartal-2026-K2.html"]).read_text(encoding="utf-8")
    assert "antalet ," not in html
    assert any("antalet" in gap["text"] for gap in made["gaps"])


def test_a_text_above_the_ceiling_is_left_out_and_said(workspace: Path) -> None:
    short(workspace, "Organiserad brottslighet och kriminella nätverk")
    source = workspace / "sources/polisen-lagesrapport"
    shutil.copy(source / "2026-K2.toml", source / "2026-K2.r2.toml")
    edited(source / "2026-K2.r2.toml", 'dimension = "rekrytering"', 'sensitivity = "begransad"\ndimension = "rekrytering"')
    made = briefing(workspace, "produce", "--period", "2026-K2", "--json")
    assert made.code == 0
    assert "Flera skolor" not in Path(made.json["files"]["2480-kvartal-2026-K2.html"]).read_text(encoding="utf-8")
    assert any(doubt["reason"] == "kanslighet" for doubt in made.json["doubts"])


def test_a_quarter_that_has_not_begun_is_not_made(workspace: Path) -> None:
    assert briefing(workspace, "produce", "--period", "2031-K1", "--seal").code == 1


def test_a_workspace_without_any_delivery_still_makes_a_document_of_gaps(workspace: Path) -> None:
    for path in (workspace / "sources").glob("*/*"):
        if path.name != "source.toml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    made = briefing(workspace, "produce", "--json")
    assert made.code == 0
    assert made.json["edition"] == "2480-kvartal-2026-K3"


def test_a_file_read_as_another_format_is_told_once_what_it_looks_like(workspace: Path) -> None:
    content = "Anmälda brott;Brå\n;År;\n;2025;\n;Antal;\nUmeå kommun;;\nTotalt antal brott;5;\n"
    (workspace / "2025.txt").write_text(content, "cp1252")
    call = briefing(workspace, "read", str(workspace / "2025.txt"), "--as", "bra-sol-dbfil")
    assert (call.code, call.out.count("bra-sol-textfil, så")) == (1, 1)
    assert call.out.count("ser ut som") == 1


def test_the_rows_of_a_register_are_shown_with_their_fields(workspace: Path) -> None:
    file = str(workspace / "sources/register-problem/2026-K2.toml")
    (first, *_) = briefing(workspace, "read", file, "--as", "register", "--source", "register-problem", "--json").json["rows"]
    assert (first["id"], first["agare"], first["sensitivity"]) == ("P1", "Individ- och familjenämnden", "intern")
