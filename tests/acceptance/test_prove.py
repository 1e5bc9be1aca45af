"""`briefing prove`: a public edition that holds is told from one that does not, from the files alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from public_workspace import CANARY, EDITION, public_workspace
from workspaces import Call, briefing, edited

INTERNAL = "2480-helhet-2026-K2"
_POLICE = """
[[section.block]]
kind = "dimensioner"
caption = "Polisens bedömning"
source = "polisen-lagesrapport"
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A workspace with a public and an internal edition in its archive, and the folders of their files."""
    root = public_workspace(tmp_path_factory.mktemp("prove"))
    assert briefing(root, "produce", "--kind", "publik", "--seal").code == 0
    outline = root / "templates" / "utgavor" / "publik.toml"
    (outline.parent / "helhet.toml").write_text(outline.read_text(encoding="utf-8") + _POLICE, encoding="utf-8")
    edited(root / "briefing.toml", 'ceiling = "oppen"', 'ceiling = "intern"')
    assert briefing(root, "produce", "--kind", "helhet", "--seal").code == 0
    folders = []
    for edition in (EDITION, INTERNAL):
        made = briefing(root, "show", edition, "--json").json
        folder = root.parent / edition
        folder.mkdir()
        for name, path in made["files"].items():
            if "/" not in name:
                shutil.copy(path, folder / name)
                (folder / name).chmod(0o644)
        folders.append(folder)
    return root, folders[0], folders[1]


def prove(editions: tuple[Path, Path, Path], public: Path) -> Call:
    return briefing(editions[0], "prove", str(public), str(editions[2]), "--json")


def reasons(call: Call) -> set[str]:
    return {each["reason"] for each in call.json["refusals"]}


def test_a_public_edition_that_holds(editions: tuple[Path, Path, Path]) -> None:
    root, public, internal = editions
    assert str(CANARY) in (internal / f"{INTERNAL}.json").read_text(encoding="utf-8"), "the internal edition has what the public one hides"
    call = prove(editions, public)
    assert call.json["refusals"] == []
    assert call.code == 0
    assert call.json["values"] > 50
    assert call.json["hidden"] == 2
    assert call.json["files"] == len(list(public.iterdir()))
    assert "går inte att räkna ut" in briefing(root, "prove", EDITION, INTERNAL).out
    assert briefing(root, "prove", f"{EDITION} v1", str(internal / f"{INTERNAL}.json")).code == 0


def test_an_internal_edition_is_no_public_one(editions: tuple[Path, Path, Path]) -> None:
    call = prove(editions, editions[2])
    assert call.code == 1
    assert {"for_kanslig"} <= reasons(call)


def with_record(editions: tuple[Path, Path, Path], folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the public edition with its record changed."""
    copy = Path(shutil.copytree(editions[1], folder / "public"))
    path = copy / f"{EDITION}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return copy


def history(record: dict[str, Any], indicator: str) -> dict[str, Any]:
    return next(each for each in record["findings"] if each["id"] == f"historik:{indicator}:kvartal:2480:antal:1")


def give_away(record: dict[str, Any], key: str, count: int) -> None:
    table = record["published"][0]
    next(each for each in table["counts"] if each["key"] == key)["count"] = count


def change_a_value(record: dict[str, Any]) -> None:
    history(record, "oro")["points"][-1]["value"] += 1


def print_another_number(record: dict[str, Any]) -> None:
    cells = [
        cell for section in record["document"]["sections"] for block in section["blocks"] for row in block.get("rows", ()) for cell in row
    ]
    next(cell for cell in cells if cell.get("value", 0) > 1000)["value"] = 9_999


def print_a_hidden_value(record: dict[str, Any]) -> None:
    history(record, "oro-pojkar")["points"][-1]["value"] = CANARY


def say_that_it_rests_on_something_else(record: dict[str, Any]) -> None:
    record["edition"]["deliveries"][0]["parts"][0]["sha512"] = "0" * 128


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (change_a_value, "olika_varden"),
        (print_another_number, "finns_inte"),
        (print_a_hidden_value, "rojbar"),
        (lambda record: give_away(record, "oro-pojkar|2480|2026-K2|", CANARY), "rojbar"),
        (lambda record: give_away(record, "oro-flickor|2480|2026-K2|", 3), "rojbar"),
        (say_that_it_rests_on_something_else, "finns_inte"),
        (lambda record: record["published"][0]["counts"].append({"key": "oro|2480-x|2026-K2|"}), "ej_provat"),
        (lambda record: record["edition"].update(sensitivity="intern"), "for_kanslig"),
        (lambda record: record["edition"].update(note="anna@exempel.se"), "kontaktuppgift"),
    ],
)
def test_whatever_is_wrong_is_found(
    editions: tuple[Path, Path, Path], tmp_path: Path, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    call = prove(editions, with_record(editions, tmp_path, change))
    assert call.code == 1
    assert reason in reasons(call)


def test_a_file_that_points_out_a_person_is_found(editions: tuple[Path, Path, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(editions[1], tmp_path / "public"))
    (copy / "mer.csv").write_text("id;antal\n811228-9874;3\n", encoding="utf-8")
    (copy / "intern").mkdir()
    (copy / "intern" / "suppressions.json").write_text("{}", encoding="utf-8")
    call = prove(editions, copy)
    assert reasons(call) == {"personnummer", "for_kanslig"}
    assert "811228" not in call.out


def test_a_stricter_threshold_finds_more(editions: tuple[Path, Path, Path]) -> None:
    root, public, internal = editions
    assert "rojbar" in reasons(briefing(root, "prove", str(public), str(internal), "--threshold", "45", "--json"))


@pytest.mark.parametrize("written", ["there-is-none", "2480-publik-2031-K1"])
def test_what_is_not_there_is_one_sentence_with_a_way_out(editions: tuple[Path, Path, Path], written: str) -> None:
    call = briefing(editions[0], "prove", written, str(editions[2]))
    assert call.code == 1
    assert "Fix:" in call.err


def test_a_folder_without_a_record_cannot_be_proved(editions: tuple[Path, Path, Path], tmp_path: Path) -> None:
    call = briefing(editions[0], "prove", str(tmp_path), str(editions[2]))
    assert call.code == 1
    assert "no record" in call.err
