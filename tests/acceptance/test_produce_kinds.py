"""Every kind of edition through the real command line, for one nämnd and for everyone, and as pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lean import OUTLINE
from workspaces import briefing, edited

FRITID = "2480-namnd-2026-K2-fritid"


def test_an_edition_for_a_namnd_is_made_sealed_listed_and_shown(workspace: Path) -> None:
    made = briefing(workspace, "produce", "--kind", "namnd", "--for", "fritid", "--seal", "--json").json
    assert (made["edition"], made["version"], made["refusals"]) == (FRITID, "v1", [])
    assert [each["edition"] for each in briefing(workspace, "list", "--json").json["editions"]] == [FRITID]
    assert briefing(workspace, "show", FRITID, "--json").json["version"] == "v1"
    assert briefing(workspace, "verify", "--json").json["faults"] == []


def test_what_is_new_for_a_namnd_is_new_since_its_own_edition(workspace: Path) -> None:
    briefing(workspace, "produce", "--kind", "namnd", "--for", "skola", "--period", "2026-K1", "--seal")
    made = briefing(workspace, "produce", "--kind", "namnd", "--for", "fritid", "--period", "2026-K2", "--json").json
    text = Path(made["files"][f"{FRITID}.html"]).read_text(encoding="utf-8")
    assert "Det finns ingen tidigare utgåva av samma slag" in text


def test_another_namnd_makes_no_new_version(workspace: Path) -> None:
    briefing(workspace, "produce", "--kind", "namnd", "--for", "fritid", "--seal")
    edited(workspace / "briefing.toml", 'name = "För- och grundskolenämnden"', 'name = "Utbildningsnämnden"')
    assert briefing(workspace, "produce", "--kind", "namnd", "--for", "fritid", "--seal", "--json").json["unchanged"] is True
    edited(workspace / "briefing.toml", 'name = "Fritidsnämnden"', 'name = "Kultur- och fritidsnämnden"')
    assert briefing(workspace, "produce", "--kind", "namnd", "--for", "fritid", "--seal", "--json").json["version"] == "v2"


@pytest.mark.parametrize(
    ("arguments", "problem", "remedy"),
    [
        (("--kind", "namnd"), "namnd is made for one nämnd", "name one of fritid, skola, socialtjanst"),
        (("--kind", "namnd", "--for", "bygg"), "'bygg' is not declared in briefing.toml", "name one of fritid, skola, socialtjanst"),
        (("--kind", "kvartal", "--for", "fritid"), "kvartal is about the whole municipality", "leave --for out"),
    ],
)
def test_for_whom_is_asked_and_answered(workspace: Path, arguments: tuple[str, ...], problem: str, remedy: str) -> None:
    call = briefing(workspace, "produce", *arguments, "--json")
    assert call.code == 1
    [told] = call.json["problems"]
    assert (told["where"], told["problem"], told["remedy"]) == (["--for"], problem, remedy)


def only(workspace: Path, *kinds: str) -> None:
    """Leaves the workspace those kinds of editions and a quarter of one text, so that `check` tries no others."""
    for path in (workspace / "templates/utgavor").iterdir():
        if path.stem not in kinds:
            path.unlink()
    (workspace / "templates/utgavor/kvartal.toml").write_text(OUTLINE, encoding="utf-8")
    text = (workspace / "briefing.toml").read_text(encoding="utf-8")
    rules, rest = text.index("\n[[calendar.edition]]") + 1, text.index("# Reminders of what is late")
    (workspace / "briefing.toml").write_text(text[:rules] + text[rest:], encoding="utf-8")


def test_without_a_namnd_the_kind_is_left_alone(workspace: Path) -> None:
    only(workspace, "namnd", "radsbriefing")
    text = (workspace / "briefing.toml").read_text(encoding="utf-8")
    (workspace / "briefing.toml").write_text(text[: text.index("[[committee]]")], encoding="utf-8")
    assert briefing(workspace, "check", "--json").json["problems"] == []
    [told] = briefing(workspace, "produce", "--kind", "namnd", "--json").json["problems"]
    assert told["remedy"] == "declare it in briefing.toml: [[committee]] with id, name and indicators"


def test_check_tries_every_kind_and_every_namnd(workspace: Path) -> None:
    only(workspace, "kf-rapport", "namnd", "publik")
    edited(workspace / "templates/utgavor/namnd.toml", 'text = "{{ namnd }}s problem"', 'text = "{{ nemnd }}s problem"')
    edited(workspace / "templates/utgavor/publik.toml", 'tagline = "', 'tagline = "{{ kommmun }}')
    edited(workspace / "templates/lagkrav.toml", "contact = true", "kontakt = true")
    told = "\n".join(each["text"] for each in briefing(workspace, "check", "--json").json["problems"])
    assert "nemnd" in told
    assert "kommmun" in told
    assert "templates/lagkrav.toml > requirement > item 14 > kontakt" in told


def test_check_finds_a_fault_of_the_look_in_a_part_that_only_some_kinds_have(workspace: Path) -> None:
    only(workspace, "kf-rapport", "radsbriefing")
    edited(
        workspace / "templates/lagesbild.typ",
        "#let anchored(anchor, body) =",
        '#let anchored(anchor, body) = if anchor.starts-with("trend") { nonsuch } else',
    )
    edited(workspace / "templates/meningar/grupper.j2", "{", "811228-9874 {")
    told = "\n".join(each["text"] for each in briefing(workspace, "check", "--json").json["problems"])
    assert "nonsuch" in told
    assert "ett personnummer" in told
    assert "811228-9874" not in told


def test_check_names_an_indicator_that_a_namnd_has_and_the_catalogue_not(workspace: Path) -> None:
    edited(workspace / "briefing.toml", '"behoriga-yrkesprogram/ar"', '"behoriga/ar"')
    [told] = briefing(workspace, "check", "--json").json["problems"]
    assert told["where"] == ["briefing.toml", "committee", "skola", "indicators"]


def test_a_new_workspace_makes_every_kind_of_gaps_alone(tmp_path: Path) -> None:
    root = tmp_path / "mala"
    briefing(tmp_path, "init", str(root), "--kommun", "Malå")
    for kind in ("fullstandig", "publik", "kf-rapport"):
        made = briefing(root, "produce", "--kind", kind, "--json")
        assert (made.code, made.json["refusals"]) == (0, []), kind


def test_a_sealed_public_edition_carries_nothing_internal(workspace: Path) -> None:
    made = briefing(workspace, "produce", "--kind", "publik", "--seal", "--json").json
    assert made["refusals"] == []
    sealed = briefing(workspace, "show", made["edition"], "--json").json
    assert [name for name in sealed["inputs"] if name.startswith(("leveranser/polisen-lagesrapport", "leveranser/bedomningar"))] == []
    assert all(Path(path).stat().st_mode & 0o044 for path in made["files"].values())
