from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.observations.readers import READERS
from briefing.terms.period import Quarter
from briefing.workspace.deliveries import Received, received
from briefing.workspace.init import init, scaffold
from briefing.workspace.load import load_configuration, load_workspace
from briefing.workspace.municipalities import municipalities, municipality_named

FORMATS = tuple(READERS)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", ["Skellefteå", "Malå", "Älvsbyn", "Upplands-Bro"])
def test_a_new_workspace_is_complete_and_has_no_deliveries(tmp_path: Path, name: str) -> None:
    made = init(tmp_path / "ny", municipality_named(name), municipalities(), TODAY)
    workspace = load_workspace(made.root, FORMATS)
    configuration = workspace.configuration
    assert (configuration.municipality.name, configuration.calendar.first) == (name, Quarter(2026, 4))
    assert (configuration.peers, configuration.peers_year) == (made.peers, 2025)
    assert len(made.peers) == 7
    assert made.sources == tuple(source.id for source in workspace.sources)
    assert not any(source.synthetic for source in workspace.sources)
    assert received(made.root, workspace.sources, TODAY) == Received()
    assert {path.name for path in (made.root / "output").iterdir()} == {"drafts", "archive"}


def test_any_municipality_gets_a_configuration_that_can_be_read(tmp_path: Path) -> None:
    for each in list(municipalities().values())[::10]:
        made = init(tmp_path / each.code, each, municipalities(), TODAY)
        assert load_configuration(made.root).municipality == each


def test_the_repository_and_init_agree_on_umea(tmp_path: Path, repository: Path) -> None:
    made = init(tmp_path / "ny", municipality_named("Umeå"), municipalities(), TODAY)
    theirs, ours = load_configuration(made.root), load_configuration(repository)
    assert (theirs.municipality, theirs.peers, theirs.peers_year) == (ours.municipality, ours.peers, ours.peers_year)
    assert (theirs.council, theirs.contact, theirs.ceiling, theirs.collect) == (ours.council, ours.contact, ours.ceiling, True)
    assert (theirs.calendar.edition, theirs.calendar.catch_up, theirs.notices) == (ours.calendar.edition, ours.calendar.catch_up, None)
    both = [(folder / "briefing.toml").read_text(encoding="utf-8") for folder in (made.root, repository)]
    calendars = [text[text.index("# What is made by itself") : text.index("# The register of areas")] for text in both]
    assert calendars[0] == calendars[1]


def test_nothing_is_written_into_a_folder_that_has_something(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(BriefingError, match="the folder is not empty"):
        init(tmp_path, municipality_named("Malå"), municipalities(), TODAY)
    with pytest.raises(BriefingError, match="the folder is not empty"):
        init(tmp_path / "kept.txt", municipality_named("Malå"), municipalities(), TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BriefingError, match="the workspace cannot be written"):
        init(tmp_path / "file" / "ny", municipality_named("Malå"), municipalities(), TODAY)


def test_an_installed_package_hands_out_what_the_repository_has(tmp_path: Path, repository: Path) -> None:
    assert scaffold() == repository
    copy, installed = tmp_path / "copy", tmp_path / "installed"
    left_out = shutil.ignore_patterns(".*", "output", "tests", "bench", "*.egg-info", "build", "__pycache__")
    shutil.copytree(repository, copy, ignore=left_out)
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        str(installed),
        ".",
    ]
    subprocess.run(install, cwd=copy, check=True, capture_output=True, timeout=120)
    found = installed / "briefing" / "scaffold"
    declared = {"README.md", "indicators.toml", *(f"{path.parent.name}/source.toml" for path in repository.glob("sources/*/source.toml"))}
    assert _files(found / "sources") == {name: (repository / "sources" / name).read_bytes() for name in declared}
    assert _files(found / "templates") == _files(repository / "templates")
    program = "from briefing.workspace.init import scaffold; print(scaffold())"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(installed)}, check=True, capture_output=True, text=True
    )
    assert Path(ran.stdout.strip()) == found.resolve()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
