"""Reproduce: an archived edition made once more from its own seals, whatever has become of the workspace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lean import short
from public_workspace import EDITION, public_workspace
from signed_workspace import MEETING, WHO, signed_workspace, without_figures
from workspaces import briefing, demo, edited

from briefing.archive.metadata import edition_text, parse_edition
from briefing.archive.seals import digest
from briefing.errors import BriefingError
from briefing.observations.readers import READERS
from briefing.terms.edition import parse_edition_id
from briefing.workspace.load import load_workspace
from briefing.workspace.sealed import sealed_bytes, sealed_workspace

MADE = ("produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--seal")


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an edition in its archive, for tests that change nothing in it."""
    root = without_figures(signed_workspace(tmp_path_factory.mktemp("signed")))
    briefing(root, *MADE)
    return root


@pytest.fixture
def sealed(archived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(archived, tmp_path / "lulea"))


@pytest.fixture(scope="module")
def several_kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """The demo with editions of four kinds in the archive, the full one among them, and then without anything that they were made from."""
    root = short(
        demo(tmp_path_factory.mktemp("kinds")), "Läget i korthet", "Kartläggning: brottslighetens omfattning", "Översikt", cover=True
    )
    for kind, more in (("kvartal", ()), ("publik", ()), ("namnd", ("--for", "fritid")), ("fullstandig", ())):
        assert briefing(root, "produce", "--kind", kind, *more, "--seal").code == 0
    editions = [each["edition"] for each in briefing(root, "list", "--json").json["editions"]]
    shutil.rmtree(root / "sources")
    shutil.rmtree(root / "templates")
    (root / "briefing.toml").write_text("", encoding="utf-8")
    yield root, editions


def test_an_edition_of_any_kind_is_made_again_byte_for_byte_without_the_workspace(several_kinds: tuple[Path, list[str]]) -> None:
    root, editions = several_kinds
    assert len(editions) == 4
    for edition in editions:
        again = briefing(root, "reproduce", edition, "--json")
        assert (again.code, again.json["differing"], again.json["same_program"]) == (0, [], True), edition
        assert len(again.json["files"]) >= 6


def test_every_version_is_made_again_as_it_was(sealed: Path) -> None:
    briefing(sealed, "issue", MEETING, "--to", "granskad", *WHO)
    briefing(sealed, "issue", MEETING, *WHO, "--decision", "§ 12")
    edited(sealed / "templates/utgavor/radsbriefing.toml", "Rådsbriefing", "Något annat")
    for version in ("v1", "v2", "v3"):
        again = briefing(sealed, "reproduce", MEETING, "--version", version, "--json")
        assert (again.code, again.json["version"], again.json["differing"]) == (0, version, [])


def test_the_edition_before_and_what_was_remarked_on_are_known_from_the_archive(sealed: Path) -> None:
    (sealed / "sources/kolada/utan-period.json").write_text("{}", encoding="utf-8")
    later = ("produce", "--kind", "radsbriefing", "--meeting", "2027-01-15", "--seal", "--json")
    made = briefing(sealed, *later, today="2027-01-10").json
    record = json.loads(Path(made["files"]["2580-radsbriefing-2027-01-15.json"]).read_text(encoding="utf-8"))
    assert record["edition"]["compared_with"]["id"] == MEETING
    assert any("utan-period.json" in each["text"] for each in record["doubts"])
    shutil.rmtree(sealed / "sources")
    again = briefing(sealed, "reproduce", "2580-radsbriefing-2027-01-15", "--json")
    assert (again.code, again.json["differing"]) == (0, [])


def test_what_a_public_edition_hides_and_what_others_gave_away_before_it_are_known_from_the_archive(tmp_path: Path) -> None:
    root = public_workspace(tmp_path)
    first = briefing(root, "produce", "--kind", "publik", "--period", "2026-K1", "--seal", "--json")
    assert first.code == 0
    for version in ("v1", "v2"):
        made = briefing(root, "produce", "--kind", "publik", "--period", "2026-K2", "--seal", "--json").json
        assert (made["version"], made["suppressed"] > 0) == (version, True)
        edited(root / "templates/utgavor/publik.toml", "Publik utgåva", "Publik utgåva,")
    shutil.rmtree(root / "sources")
    for version in ("v1", "v2"):
        again = briefing(root, "reproduce", EDITION, "--version", version, "--json")
        assert (again.code, again.json["differing"]) == (0, [])
        assert "intern/suppressions.json" in again.json["files"]


def test_a_file_that_the_same_program_makes_otherwise_is_named(archived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.document.wording.NO_VALUE", "inget värde")
    monkeypatch.setattr("briefing.document.frame.EXAMPLE", "PROV")
    again = briefing(archived, "reproduce", MEETING)
    assert again.code == 1
    assert f"{MEETING}.json" in again.out


def test_for_another_program_the_records_are_compared_and_it_is_said_which_made_it(archived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("briefing.__version__", "briefing.shell.commands.program.__version__", "briefing.outputs.record.__version__"):
        monkeypatch.setattr(name, "9.9.9")
    from briefing.shell.commands.program import this_program

    this_program.cache_clear()
    try:
        again = briefing(archived, "reproduce", MEETING)
        assert again.code == 0
        assert "briefing 0.1.0" in again.out
        assert "9.9.9" in again.out
        assert "De säger samma sak." in again.out
    finally:
        this_program.cache_clear()


def test_other_dependencies_are_another_program_and_are_named(archived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.shell.commands import program

    other = program.Program(program.this_program().version, ("lxml==0.1",))
    monkeypatch.setattr("briefing.shell.commands.reproduce.this_program", lambda: other)
    again = briefing(archived, "reproduce", MEETING, "--json")
    assert (again.code, again.json["same_program"], again.json["record_differences"]) == (0, False, [])


def test_a_changed_byte_among_what_it_was_made_from_is_never_used(sealed: Path) -> None:
    kept = next((sealed / "output/archive/editioner").rglob("content/villkor/mottagna"))
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"2026-11-22", b"2026-11-21"))
    again = briefing(sealed, "reproduce", MEETING)
    assert again.code == 1
    assert "mottagna" in again.err


def test_declarations_come_back_as_they_were_sealed(repository: Path, tmp_path: Path) -> None:
    workspace = load_workspace(repository, READERS)
    kept = sealed_bytes(workspace, parse_edition_id("2480-namnd-2026-K2-fritid"))
    again = sealed_workspace(tmp_path, kept, READERS)
    assert again.indicators == workspace.indicators
    assert again.sources == tuple(replace(each, fetch=None) for each in workspace.sources)  # how it is collected is no part of an edition
    assert [list(each.dimensions) for each in again.sources] == [list(each.dimensions) for each in workspace.sources]
    assert [each.id for each in again.configuration.committees] == ["fritid"]
    assert (again.configuration.peers, again.configuration.county) == (workspace.configuration.peers, workspace.configuration.county)
    assert again.configuration.municipality.bra_name == workspace.configuration.municipality.bra_name
    assert set(again.templates.texts) == {
        name for name in workspace.templates.texts if not name.startswith(("utgavor/", "arkiv/", "notiser/", "formular/"))
    } | {"utgavor/namnd.toml"}
    assert dict(again.templates.files) == dict(workspace.templates.files)


def test_a_date_in_a_declaration_comes_back_as_a_date(tmp_path: Path, workspace: Path) -> None:
    kept = dict(sealed_bytes(load_workspace(workspace, READERS), parse_edition_id("2480-kvartal-2026-K2")))
    kept["deklarationer/briefing.json"] = kept["deklarationer/briefing.json"].replace(
        b'"council"', b'"dag": {"!dag": "2026-12-03"}, "council"'
    )
    with pytest.raises(BriefingError, match="dag: the key is not known here"):
        sealed_workspace(tmp_path, kept, READERS)


def test_an_edition_sealed_before_there_was_a_log_is_still_read_and_says_why_it_cannot_be_made_again(sealed: Path) -> None:
    path = next((sealed / "output/archive/editioner").rglob("v1/content/edition.json"))
    edition = parse_edition(path.read_text(encoding="utf-8"))
    old = json.loads(edition_text(edition))
    for key in ("acts", "origin", "dependencies", "cut_off", "issued_on"):
        del old[key]
    read = parse_edition(json.dumps(old))
    assert (read.id, read.version, read.inputs, read.acts, read.dnr) == (edition.id, "v1", edition.inputs, (), "")
    rewritten(path, json.dumps(old))
    again = briefing(sealed, "reproduce", MEETING)
    assert again.code == 1
    assert "sealed before" in again.err


def rewritten(path: Path, text: str) -> None:
    """An edition.json as an older program would have written it, its inventory with it."""
    old, new = digest(path.read_bytes()), digest(text.encode())
    path.write_text(text, encoding="utf-8")
    for folder in (path.parent.parent, path.parent.parent.parent):
        inventory = folder / "inventory.json"
        inventory.write_text(inventory.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        (folder / "inventory.json.sha512").write_text(f"{digest(inventory.read_bytes())} inventory.json\n", encoding="utf-8")
