from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.errors import DeclarationError
from briefing.observations.readers import READERS
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.load import declaration_problems, load_workspace
from briefing.workspace.texts import load_templates

FORMATS = tuple(READERS)


@pytest.fixture
def root(tmp_path: Path, repository: Path) -> Path:
    """A copy of the repository's workspace without deliveries, and with one template of each sort."""
    written = (repository / CONFIGURATION_FILE).read_text(encoding="utf-8")
    rules, rest = written.index("\n[[calendar.edition]]") + 1, written.index("# The register of areas")  # kinds without outline
    (tmp_path / CONFIGURATION_FILE).write_text(written[:rules] + written[rest:], encoding="utf-8")
    for declaration in (repository / "sources").glob("*/source.toml"):
        (tmp_path / "sources" / declaration.parent.name).mkdir(parents=True)
        shutil.copyfile(declaration, tmp_path / "sources" / declaration.parent.name / "source.toml")
    shutil.copyfile(repository / "sources" / "indicators.toml", tmp_path / "sources" / "indicators.toml")
    (tmp_path / "templates" / "utgavor").mkdir(parents=True)
    (tmp_path / "templates" / "utgavor" / "kvartal.toml").write_bytes("\ufefftitle = 'Lägesbild'\r\n".encode())
    (tmp_path / "templates" / "lagesbild.docx").write_bytes(b"PK\x00")
    return tmp_path


def test_a_workspace_is_read_whole(root: Path) -> None:
    workspace = load_workspace(root, FORMATS)
    assert workspace.configuration.municipality.name == "Umeå"
    assert [source.id for source in workspace.sources] == sorted(path.parent.name for path in root.glob("sources/*/source.toml"))
    assert workspace.templates.texts == {"utgavor/kvartal.toml": "title = 'Lägesbild'\n"}
    assert workspace.templates.files == {"lagesbild.docx": b"PK\x00"}
    assert workspace.templates.font_folder == ""


def test_problems_of_all_files_are_told_at_once(root: Path) -> None:
    (root / CONFIGURATION_FILE).write_text("peers_year = 2025\n")
    (root / "sources" / "kolada" / "source.toml").write_text("formt = 'kolada'\n")
    (root / "sources" / "polisen-handelser" / "source.toml").write_bytes("title = 'Händelser'".encode("latin-1"))
    (root / "sources" / "indicators.toml").write_text("[x]\nlabel = 1\n")
    (root / "templates" / "a.md.j2").write_bytes(b"\xff")
    files = {problem.where[0] for problem in declaration_problems(root, FORMATS)}
    assert files == {
        "briefing.toml",
        "sources/bra-anmalda-brott/source.toml",
        "sources/civilsamhalle-dialog/source.toml",
        "sources/forvaltning-fritid/source.toml",
        "sources/forvaltning-skola/source.toml",
        "sources/forvaltning-socialtjanst/source.toml",
        "sources/indicators.toml",
        "sources/kolada/source.toml",
        "sources/polisen-handelser/source.toml",
        "sources/polisen-lagesrapport/source.toml",
        "sources/unga-dialog/source.toml",
        "templates/a.md.j2",
    }
    with pytest.raises(DeclarationError):
        load_workspace(root, FORMATS)


def test_a_catalogue_that_is_not_toml_is_one_problem_and_not_one_per_source(root: Path) -> None:
    (root / "sources" / "indicators.toml").write_text("[x\n")
    (problem,) = declaration_problems(root, FORMATS)
    assert problem.where == ("sources/indicators.toml", "line 1")


def test_missing_folders_are_named(root: Path) -> None:
    shutil.rmtree(root / "sources")
    shutil.rmtree(root / "templates")
    assert {problem.where for problem in declaration_problems(root, FORMATS)} == {
        ("sources/indicators.toml",),
        ("sources/",),
        ("templates/",),
    }


def test_a_source_folder_that_leads_out_of_the_workspace_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    shutil.copyfile(root / "sources" / "kolada" / "source.toml", outside / "source.toml")
    (root / "sources" / "annan").symlink_to(outside)
    (problem,) = declaration_problems(root, FORMATS)
    assert problem.where == ("sources/annan/source.toml",)


def test_templates_are_read_only_from_their_folder(root: Path) -> None:
    (root / "templates" / "secret.toml").symlink_to(root / CONFIGURATION_FILE)
    with pytest.raises(DeclarationError, match="the link leads out of the folder"):
        load_templates(root)


def test_the_fonts_are_given_as_a_folder(root: Path) -> None:
    (root / "templates" / "typsnitt").mkdir()
    assert load_templates(root).font_folder == str(root / "templates" / "typsnitt")


def test_what_editors_leave_behind_is_no_template(root: Path) -> None:
    for name in (".kvartal.toml.swp", "kvartal.toml~", "~$gesbild.docx", "Thumbs.db"):
        (root / "templates" / name).write_bytes(b"\xff")
    assert load_templates(root).texts.keys() == {"utgavor/kvartal.toml"}
