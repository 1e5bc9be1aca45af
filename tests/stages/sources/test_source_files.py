"""The declarations that come with the repository agree with the producers' own catalogues."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from briefing.observations.readers import READERS
from briefing.terms.indicator import Polarity
from briefing.workspace.load import Workspace, declaration_problems, load_workspace

SITUATION = ["koppling-till-nationella-natverk", "hierarki-och-styrning", "bestallt-vald", "alder", "rekrytering", "valdsniva", "platser"]


@pytest.fixture(scope="module")
def workspace(repository: Path) -> Workspace:
    return load_workspace(repository, READERS)


def test_the_repository_is_a_workspace_without_problems(repository: Path) -> None:
    assert declaration_problems(repository, READERS) == ()


def test_kolada_titles_are_those_that_kolada_gives(workspace: Workspace, shared_data: Path) -> None:
    recorded = json.loads((shared_data / "kolada" / "kpi_metadata_rkolada_2026-04.json").read_text(encoding="utf-8"))
    titles = {each["id"]: each["title"] for each in recorded["values"]}
    (kolada,) = (source for source in workspace.sources if source.id == "kolada")
    assert kolada.titles.keys() == kolada.indicators.keys() == kolada.units.keys()
    assert dict(kolada.titles) == {kpi: titles[kpi] for kpi in kolada.titles}


def test_kolada_polarities_are_those_of_the_verified_catalogue(workspace: Workspace, shared_data: Path) -> None:
    path = shared_data / "indicator_catalogue_kolada_verified_2026-04.csv"
    with path.open(encoding="utf-8") as file:
        verified = {row["kolada_id"]: row["polarity"] for row in csv.DictReader(file, delimiter=";")}
    (kolada,) = (source for source in workspace.sources if source.id == "kolada")
    declared = {each.id: each.polarity.value for each in workspace.indicators}
    found = {kpi: declared[indicator] for kpi, indicator in kolada.indicators.items() if kpi in verified}
    assert len(found) == 9
    assert found == {kpi: verified[kpi] for kpi in found}


def test_every_recorded_area_of_bra_is_known(workspace: Workspace, shared_data: Path) -> None:
    (bra,) = (source for source in workspace.sources if source.id == "bra-anmalda-brott")
    lines = (shared_data / "bra_sol" / "sol_textfil_2021_per100k_kommuner.latin1.txt").read_text(encoding="latin-1").splitlines()
    recorded = [line.removesuffix(";;").strip() for line in lines if line.endswith(";;") and line != ";;"]
    assert len(recorded) > 289
    assert [area for area in recorded if area not in bra.areas] == []
    assert len(set(bra.areas.values())) == 290


def test_the_police_answer_along_the_fixed_dimensions_in_their_order(workspace: Workspace) -> None:
    (police,) = (source for source in workspace.sources if source.id == "polisen-lagesrapport")
    assert [*police.dimensions] == [*SITUATION, "samlad-bild", "forvantad-utveckling"]


def test_invented_input_is_declared_as_invented(workspace: Workspace) -> None:
    public = ("register-beslut", "register-moten", "register-utvarderingar")
    registers = {source.id for source in workspace.sources if source.register and source.id not in public}
    told = {source.id for source in workspace.sources if source.format == "uppgifter"}
    assert {source.id for source in workspace.sources if source.synthetic} == {"polisen-lagesrapport", "bedomningar", *told, *registers}


def test_what_follows_the_efforts_of_the_police_is_never_better_or_worse(workspace: Workspace) -> None:
    polarity = {each.id: each.polarity for each in workspace.indicators}
    for indicator in ("anmalda-brott", "anmalda-brott-kolada", "narkotika-och-vapenbrott", "polisens-handelsenotiser"):
        assert polarity[indicator] is Polarity.TOLKAS


def test_every_indicator_of_the_municipality_has_a_source_that_was_agreed(workspace: Workspace) -> None:
    mapped = {indicator for source in workspace.sources for indicator in source.indicators.values()}
    assert {each.id for each in workspace.indicators if not (each.sign or each.denominator)} == mapped


def test_the_notices_of_the_police_are_context_and_never_tested(workspace: Workspace) -> None:
    (notices,) = (source for source in workspace.sources if source.id == "polisen-handelser")
    declared = {each.id: each for each in workspace.indicators}
    for indicator in notices.indicators.values():
        assert not declared[indicator].tested
        assert declared[indicator].comparators == ()
