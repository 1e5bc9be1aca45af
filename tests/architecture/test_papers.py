"""What the papers say of the program is true: commands exist, links lead somewhere, nothing speaks of the workshop."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from briefing.document.outline import BlockKind
from briefing.observations.readers import READERS
from briefing.shell.cli import FORMATS, cli

PAPERS = ["README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", "sources/README.md"]


def commands(text: str) -> list[str]:
    """Every `briefing …` in code, alone on a line or within a sentence."""
    return re.findall(r"(?:^|`)briefing ((?:[a-z]+)[^`\n]*)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_that_is_named_exists_with_its_options(repository: Path, paper: str) -> None:
    for written in commands((repository / paper).read_text(encoding="utf-8")):
        verb, *rest = written.split()
        assert verb in cli.commands, written
        command = cli.commands[verb]
        if isinstance(command, click.Group) and rest:
            assert rest[0].strip(",.") in command.commands, written
            command = command.commands[rest[0].strip(",.")]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known, written


def test_the_readme_names_every_verb(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in cli.commands if f"`{verb}`" not in text and f"briefing {verb}" not in text] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_and_picture_is_there(repository: Path, paper: str) -> None:
    folder = (repository / paper).parent
    text = (repository / paper).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", text)
    local = [link or picture for link, picture in targets if not (link or picture).startswith("http")]
    assert [target for target in local if not (folder / target).exists()] == []


def test_every_kind_of_block_is_described(repository: Path) -> None:
    text = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [kind.value for kind in BlockKind if f"`{kind.value}`" not in text] == []


def leaves(group: click.Group) -> list[tuple[str, click.Command]]:
    """Every command that does something: `schedule` alone does not."""
    found = []
    for name, command in group.commands.items():
        inner = leaves(command) if isinstance(command, click.Group) else [("", command)]
        found += [(f"{name} {below}".strip(), each) for below, each in inner]
    return found


def test_every_verb_says_what_it_does_and_takes_json() -> None:
    for name, command in leaves(cli):
        assert command.help, name
        assert any("--json" in parameter.opts for parameter in command.params if isinstance(parameter, click.Option)), name


def test_the_two_commands_of_the_readme_are_what_is_checked_before_landing(repository: Path) -> None:
    script = (repository / ".ci" / "run").read_text(encoding="utf-8")
    assert "make briefing\n" in script
    assert "make test\n" in script


def test_the_command_line_offers_every_reader() -> None:
    assert set(FORMATS) == set(READERS)
