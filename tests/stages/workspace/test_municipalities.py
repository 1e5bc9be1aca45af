from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.workspace.municipalities import area_schemes, municipalities, municipality_named


def test_there_are_290_with_their_county(shared_data: Path) -> None:
    with (shared_data / "reference" / "swedish_admin_areas.csv").open(encoding="utf-8") as file:
        recorded = {row["municipality_code"]: (row["municipality_name"], row["county_name"]) for row in csv.DictReader(file)}
    assert len(recorded) == 290
    assert {each.code: (each.name, each.county) for each in municipalities().values()} == recorded


def test_their_peers_are_koladas_groups_of_the_year(shared_data: Path) -> None:
    groups = json.loads((shared_data / "kolada" / "municipality_groups_rkolada_2026-04.json").read_text(encoding="utf-8"))["values"]
    members = {group["title"]: {member["member_id"] for member in group["members"]} for group in groups}
    for each in municipalities().values():
        assert set(each.peers) == members[f"Liknande kommuner, övergripande, {each.name}, {each.peers_year}"]
        assert len(each.peers) == 7
        assert each.code not in each.peers


def test_their_names_are_as_bra_writes_them(shared_data: Path) -> None:
    text = (shared_data / "bra_sol" / "bra_anmalda_brott_kommuner_2021_prel.utf8bom.csv").read_text(encoding="utf-8-sig")
    recorded = {line.partition(";")[0].strip() for line in text.splitlines()[1:]}
    assert {each.bra_name for each in municipalities().values()} == recorded


def test_no_name_means_two_municipalities() -> None:
    schemes = area_schemes()
    assert len(schemes["kod"]) == len(schemes["namn"]) == 290
    assert (schemes["bra"]["Malung–Sälens kommun"], schemes["bra"]["Stockholm"]) == ("2023", "0180")
    for names in schemes.values():
        assert set(names.values()) == set(municipalities())


@pytest.mark.parametrize("text", ["2482", "Skellefteå", "skellefteå", "SKELLEFTEÅ", "Skellefteå kommun", " Skellefteå "])
def test_a_municipality_is_found_by_code_or_name(text: str) -> None:
    assert municipality_named(text).code == "2482"


@pytest.mark.parametrize(
    ("text", "code"), [("Malå", "2418"), ("älvsbyn", "2560"), ("Upplands-Bro", "0139"), ("upplands-bro", "0139"), ("0180", "0180")]
)
def test_names_with_hyphens_and_leading_zeros_are_found(text: str, code: str) -> None:
    assert municipality_named(text).code == code


@pytest.mark.parametrize(("text", "near"), [("Umea", "Umeå"), ("Skelefteå kommun", "Skellefteå"), ("Upplands Bro", "Upplands-Bro")])
def test_an_unknown_name_is_answered_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(BriefingError) as raised:
        municipality_named(text)
    assert near in raised.value.problems[0].remedy


def test_what_is_near_no_name_is_answered_with_what_to_write() -> None:
    with pytest.raises(BriefingError, match="a name or a code of four digits"):
        municipality_named("9999")
