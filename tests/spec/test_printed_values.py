"""Every value of an indicator that an edition has printed can be found again, with the edition that printed it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from archives import K1, K2, archived
from workspaces import briefing

from briefing.findings.finding import History, HistoryPoint
from briefing.findings.vintages import Printed, printed, vintages
from briefing.findings.vocabulary import Subject
from briefing.outputs.series_csv import render_series
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter

BROTT = Subject("anmalda-brott", Frequency.KVARTAL)


def said(edition: str, value: float | None, *, preliminary: bool = False, place: str = "rad 2") -> Printed:
    point = HistoryPoint(
        Quarter(2026, 1),
        Gap(GapReason.SAKNAS, "") if value is None else value,
        preliminary,
        (Citation("bra/2026-K1", place),),
    )
    history = History("h", BROTT, "2480", Unit.ANTAL, 1, (point,))
    return printed(edition, "v1", date(2026, 4, 15), (history,))[0]


def told(*values: Printed) -> list[tuple[str, float | None, int, float | None]]:
    return [(each.first.edition, each.first.number, each.again, each.before.number if each.before else None) for each in vintages(values)]


def test_a_value_that_is_printed_again_is_one_value_and_not_a_revision() -> None:
    assert told(said("a", 10), said("b", 10), said("c", 10)) == [("a", 10, 2, None)]


def test_a_revised_value_tells_which_edition_printed_it_and_what_it_replaced() -> None:
    assert told(said("a", 10), said("b", 12), said("c", 12)) == [("a", 10, 0, None), ("b", 12, 1, 10)]


def test_a_value_that_goes_back_is_two_revisions() -> None:
    assert told(said("a", 10), said("b", 12), said("c", 10)) == [("a", 10, 0, None), ("b", 12, 0, 10), ("c", 10, 0, 12)]


def test_a_preliminary_value_that_becomes_final_is_told() -> None:
    assert told(said("a", 10, preliminary=True), said("b", 10)) == [("a", 10, 0, None), ("b", 10, 0, 10)]


def test_a_withdrawn_value_leaves_its_gap_and_a_period_without_any_value_is_left_out() -> None:
    assert told(said("a", 10), said("b", None)) == [("a", 10, 0, None), ("b", None, 0, 10)]
    assert told(said("a", None), said("b", None)) == []


def test_no_text_of_the_csv_is_read_as_a_formula_and_a_negative_number_is_a_number() -> None:
    rows = list(csv.DictReader(render_series("x", [said("=1+1", -3.5, place="@cmd")]).content.decode().splitlines()))
    assert (rows[0]["utgava"], rows[0]["varde"], rows[0]["lases_i"]) == ("'=1+1", "-3.5", "bra/2026-K1, @cmd")


def values(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = briefing(archived(), "series", *arguments, "--json").json["values"]
    return found


def test_the_archive_tells_every_vintage_of_a_period() -> None:
    found = [each for each in values("anmalda-brott", "--measure", "antal") if each["period"] == "2025-K3"]
    quarterly = [(each["edition"], each["version"], each["value"]) for each in found if each["edition"].startswith("2480-kvartal")]
    assert quarterly == [(K1, "v1", 3067), (K2, "v1", 3067), (K2, "v2", 3079)]


def test_other_areas_are_shown_when_they_are_asked_for() -> None:
    assert {each["area"] for each in values("anmalda-brott")} == {"2480"}
    assert {each["area"] for each in values("anmalda-brott", "--area", "liknande:q1")} == {"liknande:q1"}


def test_the_terminal_shows_a_revision_under_the_value_that_it_replaced() -> None:
    lines = briefing(archived(), "series", "anmalda-brott", "--measure", "antal").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("2025 kv\u00a03"))
    shown = [line.replace("\u00a0", "_").split() for line in lines[at : at + 2]]
    assert shown[0][2:4] == ["3_067", f"{K1}@v1"]
    assert shown[1][:3] == ["3_079", "+12", f"{K2}@v2"]


def test_the_csv_has_a_row_for_every_printed_value(tmp_path: Path) -> None:
    path = tmp_path / "brott.csv"
    call = briefing(archived(), "series", "anmalda-brott", "--csv", str(path), "--json")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == len(call.json["values"])
    assert {each["lases_i"] for each in rows if each["varde"]} != {""}


@pytest.mark.parametrize(
    ("arguments", "said_so"),
    [
        (("finns-inte",), "no edition in the archive has printed a value of it"),
        (("anmalda-brott", "--measure", "kilo"), "use one of antal, per_100k"),
        (("anmalda-brott", "--area", "9999"), "for area 9999"),
        (("anmalda-brott", "--csv", "finns/inte/x.csv"), "cannot be written"),
    ],
)
def test_what_nobody_has_printed_is_refused_with_a_way_out(arguments: tuple[str, ...], said_so: str) -> None:
    call = briefing(archived(), "series", *arguments)
    assert (call.code, said_so in call.err) == (1, True)
