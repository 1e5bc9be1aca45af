"""A public edition publishes no small count of people, in no file and no word, nor what would give one away (statistics.md rule 9)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders_observations import indicator, request, rows
from public_workspace import CANARIES, CANARY, EDITION, public_workspace
from workspaces import Call, briefing, edited

from briefing.document.publication import Publication, Rule, Suppression, published
from briefing.findings.disclosure import PublishedTable, exposed_keys
from briefing.observations.observations import Observations, joined
from briefing.observations.reading import Material
from briefing.outputs.passages import passages
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import parse_period
from briefing.terms.sensitivity import Sensitivity

INDICATORS = (indicator("oro"), indicator("oro-flickor", part_of="oro"), indicator("oro-pojkar", part_of="oro"))
GIRLS, BOYS, ALL = "oro-flickor", "oro-pojkar", "oro"


def material(*observations: Observations, published: bool = False) -> Material:
    """Material of one source of the municipality's own."""
    given = joined(observations)
    source = Source(id="anmalningar", sensitivity=Sensitivity.OPPEN, published=published)
    delivery = Delivery("anmalningar", parse_period("2026-K2"), 1, given.frame["received_on"].iloc[0], ())
    frame = given.frame.assign(delivery=delivery.id)
    return Material(Observations(frame), (), (), (), (), (), (delivery,), (source,))


def made_public(given: Material, earlier: tuple[PublishedTable, ...] = (), **changes: Any) -> Publication:
    return published(given, request(indicators=INDICATORS, **changes), earlier)


def hidden(publication: Publication) -> dict[tuple[str, str], Rule]:
    return {(each.indicator, each.period): each.rule for each in publication.suppressions}


def values(publication: Publication) -> dict[str, float]:
    frame = publication.material.observations.frame
    left = frame[frame["value"].notna()]
    return dict(zip(left["indicator"] + " " + left["period"] + " " + left["measure"], left["value"], strict=True))


def split(girls: float, boys: float, **changes: Any) -> list[Observations]:
    counts = {GIRLS: girls, BOYS: boys, ALL: girls + boys}
    return [rows({"2026-K2": count}, about=name, **changes) for name, count in counts.items()]


def test_a_small_count_goes_and_so_does_the_one_that_would_give_it_away() -> None:
    found = made_public(material(*split(3, 40)))
    assert hidden(found) == {(GIRLS, "2026-K2"): Rule.LITET_ANTAL, (BOYS, "2026-K2"): Rule.FOLJDSKYDD}
    assert values(found) == {"oro 2026-K2 antal": 43}


def test_the_rates_of_a_hidden_count_go_with_it() -> None:
    rates = [rows({"2026-K2": rate}, about=name, measure=Unit.PER_100K) for name, rate in ((GIRLS, 2.3), (BOYS, 30.5), (ALL, 32.8))]
    assert values(made_public(material(*split(3, 40), *rates))) == {"oro 2026-K2 antal": 43, "oro 2026-K2 per_100k": 32.8}


def test_what_the_source_has_published_itself_needs_no_hiding() -> None:
    found = made_public(material(*split(3, 40), published=True))
    assert found.suppressions == ()
    assert found.given_away == ()
    assert len(values(found)) == 3


def test_the_rest_of_a_whole_is_a_count_too() -> None:
    """40 of 42 are boys: two others, though nobody prints them."""
    given = material(rows({"2026-K2": 40}, about=BOYS), rows({"2026-K2": 42}, about=ALL))
    assert hidden(made_public(given)) == {(BOYS, "2026-K2"): Rule.FOLJDSKYDD}


def test_a_year_and_its_quarters_are_one_sum() -> None:
    quarters = rows({"2025-K1": 12, "2025-K2": 3, "2025-K3": 20, "2025-K4": 9}, about=ALL)
    found = made_public(material(quarters, rows({"2025": 44}, about=ALL)))
    assert hidden(found) == {(ALL, "2025-K2"): Rule.LITET_ANTAL, (ALL, "2025-K4"): Rule.FOLJDSKYDD}


def test_parts_of_the_municipality_and_groups_are_sums_too() -> None:
    areas = [
        rows({"2026-K2": count}, about=ALL, area=area) for area, count in (("2480", 50), ("2480-a", 2), ("2480-b", 18), ("2480-c", 30))
    ]
    found = made_public(material(*areas))
    assert {(each.area, each.rule) for each in found.suppressions} == {("2480-a", Rule.LITET_ANTAL), ("2480-b", Rule.FOLJDSKYDD)}
    groups = [rows({"2026-K2": count}, about=ALL, group=group) for group, count in (("", 50), ("ålder:0-12", 2), ("ålder:13-17", 48))]
    found = made_public(material(*groups))
    assert {(each.group, each.rule) for each in found.suppressions} == {("ålder:0-12", Rule.LITET_ANTAL), ("ålder:13-17", Rule.FOLJDSKYDD)}


def test_parts_that_do_not_sum_to_the_whole_are_no_sum() -> None:
    given = material(rows({"2026-K2": 3}, about=GIRLS), rows({"2026-K2": 40}, about=BOYS), rows({"2026-K2": 39}, about=ALL))
    assert hidden(made_public(given)) == {(GIRLS, "2026-K2"): Rule.LITET_ANTAL}


def test_every_vintage_of_a_hidden_count_goes() -> None:
    from datetime import date

    early = [rows({"2026-K2": count}, about=name, received_on=date(2026, 7, 1)) for name, count in ((GIRLS, 2), (BOYS, 41), (ALL, 43))]
    assert values(made_public(material(*early, *split(3, 40)))) == {"oro 2026-K2 antal": 43}


def test_what_an_earlier_public_edition_gave_away_is_known_to_all() -> None:
    first = made_public(material(*split(3, 40)))
    again = made_public(material(*split(3, 40)), earlier=first.given_away)
    assert hidden(again) == hidden(first)
    known = made_public(material(rows({"2026-K2": 40}, about=BOYS), rows({"2026-K2": 43}, about=ALL)), threshold=1).given_away
    late = made_public(material(*split(3, 40)), earlier=known)
    assert Rule.EJ_SKYDDBAR in hidden(late).values(), "what is out is out, and the log says so"
    assert not any(name.startswith(GIRLS) for name in values(late))


def test_what_is_given_away_has_no_hidden_count_and_protects_the_editions_to_come() -> None:
    found = made_public(material(*split(3, 40)))
    [table] = found.given_away
    known = {each.key: each.count for each in table.counts if each.count is not None}
    assert known == {"oro|2480|2026-K2|": 43}
    assert {each.key for each in table.counts} > {"oro-flickor|2480|2026-K2|", "oro-pojkar|2480|2026-K2|"}
    assert exposed_keys([table], frozenset()) == ()


def test_a_survey_with_few_answers_and_a_share_of_a_few_people_are_not_published() -> None:
    shares = [
        rows({"2026-K2": value}, about=name, measure=Unit.ANDEL, n=n) for name, value, n in ((GIRLS, 50, 49), (BOYS, 2, 150), (ALL, 50, 50))
    ]
    assert hidden(made_public(material(*shares))) == {(GIRLS, "2026-K2"): Rule.FA_SVAR, (BOYS, "2026-K2"): Rule.LITET_ANTAL}


def test_the_municipality_may_set_another_threshold() -> None:
    assert hidden(made_public(material(*split(8, 40)), threshold=10))[GIRLS, "2026-K2"] is Rule.LITET_ANTAL
    assert made_public(material(*split(8, 40))).suppressions == ()


def test_a_suppression_names_its_cell_and_never_its_value() -> None:
    assert Suppression.__dataclass_fields__.keys() == {"rule", "indicator", "area", "period", "group"}


def seal(root: Path) -> Call:
    return briefing(root, "produce", "--kind", "publik", "--seal", "--json")


def canaries(files: dict[str, str]) -> list[str]:
    """Where the hidden count or its rate stands. Coordinates of drawings and places in a PDF are no counts."""
    found = []
    for name, path in files.items():
        for passage in passages(name, Path(path).read_bytes()):
            is_drawing = "<path d=" in (passage.text or "") or (name.endswith(".pdf") and not passage.place.endswith("löptext"))
            words = CANARIES if not is_drawing else [each for each in CANARIES if "\u00a0" in each]
            found += [passage.place for word in words if word in (passage.text or "")]
    return found


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    root = public_workspace(tmp_path_factory.mktemp("publik"))
    call = seal(root)
    assert call.code == 0, call.out + call.err
    return root, call.json


def test_a_hidden_value_stands_in_no_byte_of_any_file(sealed: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    _, made = sealed
    assert canaries(made["files"]) == []
    control = briefing(public_workspace(tmp_path, published=True), "produce", "--kind", "publik", "--json").json
    places = {Path(place.partition(",")[0]).suffix for place in canaries(control["files"])}
    assert places == {".docx", ".html", ".json", ".zip", ".pdf"}, "the search finds it in every file where it is not hidden"


def test_the_table_shows_the_sign_and_its_note(sealed: tuple[Path, dict[str, Any]]) -> None:
    _, made = sealed
    record = json.loads(Path(made["files"][f"{EDITION}.json"]).read_text(encoding="utf-8"))
    tables = [block for section in record["document"]["sections"] for block in section["blocks"] if block["type"] == "tabell"]
    signed = [table for table in tables if any(cell.get("symbol") == "×" for row in table["rows"] for cell in row)]
    assert signed
    assert all(table["notes"][-1] == "× betyder färre än 5, eller dold för att skydda en sådan uppgift." for table in signed)


def test_the_log_lies_beside_the_edition_for_the_municipality_alone(sealed: tuple[Path, dict[str, Any]]) -> None:
    root, made = sealed
    path = Path(made["files"]["intern/suppressions.json"])
    assert path.stat().st_mode & 0o777 == 0o600
    log = json.loads(path.read_text(encoding="utf-8"))
    assert [(each["indicator"], each["period"], each["rule"]) for each in log["suppressions"]] == [
        ("oro-flickor", "2026-K2", "litet_antal"),
        ("oro-pojkar", "2026-K2", "foljdskydd"),
    ]
    assert str(CANARY) not in path.read_text(encoding="utf-8")
    assert made["suppressed"] == 2
    assert briefing(root, "verify").code == 0


def test_a_sealed_public_edition_is_made_again_without_a_new_version(sealed: tuple[Path, dict[str, Any]]) -> None:
    root, _ = sealed
    assert seal(root).json["unchanged"]


def test_the_threshold_must_be_a_number_of_people(tmp_path: Path) -> None:
    root = public_workspace(tmp_path)
    edited(root / "briefing.toml", 'ceiling = "oppen"', 'ceiling = "oppen"\nthreshold = 0')
    call = briefing(root, "produce", "--kind", "publik")
    assert call.code == 1
    assert "threshold" in call.err
    assert "no number of people" in call.err
