"""Deadlines of the law: one place computes each, and the matrix, `status` and the notices say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from builders_forms import templates
from workspaces import briefing

from briefing.document.law import law_of
from briefing.document.law_deadlines import Archived, LawDeadline, law_deadlines, pressing
from briefing.observations.register_checks import Registers
from briefing.observations.statement import Entry
from briefing.sources.register import RegisterField, RegisterLayout
from briefing.sources.source import Source
from briefing.terms.citation import Citation
from briefing.terms.deadline import Standing, counted_from, expiring
from briefing.terms.sensitivity import Sensitivity

MEASURE = RegisterLayout("atgard", "åtgärd", state="status", ended=("avslutad",), fields={"foljd": RegisterField("Uppföljd")})
AGREEMENT = RegisterLayout("overenskommelse", "överenskommelse", fields={"till": RegisterField("Gäller till")})
REPORT = RegisterLayout("rapport", "rapport", fields={"datum": RegisterField("Datum")})
SOURCES = tuple(Source(id=f"register-{each.name}", format="register", register=each) for each in (MEASURE, AGREEMENT, REPORT))


def stands(today: date, archived: Archived | None = None, **rows: list[Mapping[str, str]]) -> list[LawDeadline]:
    """The deadlines of registers with these rows, each with its id under `id`."""
    entries = tuple(
        Entry(register, row["id"], row, Sensitivity.INTERN, Citation(f"register-{register}/2026-K2", row["id"]))
        for register, of in rows.items()
        for row in of
    )
    return list(law_deadlines(law_of(templates()), Registers(entries, SOURCES), archived or Archived(), today))


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 4, 30), Standing.I_TID),
        (date(2026, 5, 1), Standing.SNART),
        (date(2026, 11, 1), Standing.SNART),
        (date(2026, 11, 2), Standing.FORSENAD),
    ],
)
def test_the_lagesbild_is_good_for_24_months_and_warned_of_from_18(today: date, standing: Standing) -> None:
    (found,) = stands(today, Archived((date(2022, 1, 1), date(2024, 11, 1))))
    assert (found.requirement, found.last, found.standing) == ("R-06a", date(2026, 11, 1), standing)
    assert found.text.startswith("Lagens två år för den fullständiga lägesbilden går ut 2026-11-01.")


def test_every_running_measure_is_followed_up_within_two_years() -> None:
    rows: list[Mapping[str, str]] = [
        {"id": "Å1", "foljd": "2024-06-10"},
        {"id": "Å2", "foljd": "2026-06-10"},
        {"id": "Å3"},
        {"id": "Å4", "foljd": "2020-01-01", "status": "avslutad"},
    ]
    found = {each.subject: each for each in stands(date(2026, 7, 1), atgard=rows)}
    assert {name: each.standing for name, each in found.items()} == {
        "Å1": Standing.FORSENAD,
        "Å2": Standing.I_TID,
        "Å3": Standing.SNART,
    }
    assert found["Å1"].text == "Åtgärd Å1 skulle ha följts upp senast 2026-06-10."
    assert found["Å3"].text == "Åtgärd Å3 är inte följd upp."


@pytest.mark.parametrize(
    ("until", "text"),
    [
        ("2026-12-31", "Överenskommelse A1 går ut 2026-12-31."),
        ("2026-06-30", "Överenskommelse A1 gick ut 2026-06-30."),
        ("2027-01-02", ""),
    ],
)
def test_an_agreement_is_warned_of_six_months_before_it_ends(until: str, text: str) -> None:
    found = pressing(stands(date(2026, 7, 1), overenskommelse=[{"id": "A1", "till": until}]))
    assert [each.text for each in found] == ([text] if text else [])


def test_the_next_report_to_the_council_is_counted_from_the_latest() -> None:
    rows: list[Mapping[str, str]] = [{"id": "F2", "datum": "2026-02-23"}, {"id": "F1", "datum": "2024-02-23"}]
    (found,) = stands(date(2026, 7, 1), rapport=rows)
    assert (found.subject, found.last, found.standing) == ("F2", date(2027, 2, 23), Standing.I_TID)
    (found,) = stands(date(2027, 2, 24), rapport=rows)
    assert found.text == "Nästa rapport skulle ha lämnats senast 2027-02-23."


def test_an_issued_lagesbild_without_a_public_edition_is_named() -> None:
    (found,) = stands(date(2026, 7, 1), Archived(unpublished={"2480-fullstandig-2025 v1": date(2026, 3, 2)}))
    assert (found.requirement, found.standing, found.last) == ("R-12", Standing.FORSENAD, None)
    assert found.text.startswith("2480-fullstandig-2025 v1 blev slutlig 2026-03-02 och har ingen publik version")


def test_a_last_day_that_a_month_does_not_have_is_its_last() -> None:
    assert counted_from(date(2024, 2, 29), 24).day == date(2026, 2, 28)
    assert expiring(date(2026, 8, 31)).warn_from == date(2026, 2, 28)


def test_status_says_what_presses_and_writes_nothing(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    call = briefing(workspace, "status", "--json", today="2026-10-12T12:00")
    law = {each["subject"]: each for each in call.json["law"]}
    assert (law["A1"]["requirement"], law["A1"]["standing"], law["A1"]["last"]) == ("R-09", "snart", "2026-12-31")
    assert (law["F1"]["standing"], law["F1"]["last"]) == ("i_tid", "2027-02-23")
    assert "R-09 (9 §): Överenskommelse A1 går ut 2026-12-31." in briefing(workspace, "status", today="2026-10-12T12:00").out
    assert sorted(workspace.rglob("*")) == before


def test_a_register_that_was_returned_for_a_personal_number_is_not_read_by_status(workspace: Path) -> None:
    folder = workspace / "sources" / "register-overenskommelser"
    text = (folder / "2026-K2.toml").read_text(encoding="utf-8").replace('"A1"', '"A9"').replace("Hela kommunen", "811228-9874")
    (folder / "2026-K3.toml").write_text(text, encoding="utf-8")
    briefing(workspace, "check", today="2026-10-12")
    assert "lämnas åter" in (folder / "mottaget.csv").read_text(encoding="utf-8")
    law = briefing(workspace, "status", "--json", today="2026-10-12T12:00").json["law"]
    assert [each["subject"] for each in law if each["requirement"] == "R-09"] == ["A1"]
