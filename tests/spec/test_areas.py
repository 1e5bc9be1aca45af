"""Bevakning av områden: signs one by one, never one score, nothing about who lives there, and no status that nobody has signed.

The areas and their figures are invented for these tests; the demo declares none.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_observations import counted, indicator, request, same_quarter
from lean import short
from workspaces import briefing, edited

from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.finding import Trend
from briefing.findings.methods import methods
from briefing.findings.signs import area_signs
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.gap import GapReason
from briefing.terms.period import Frequency, Quarter

AREAS = tuple(LocalArea(f"2480R00{number}", f"Exempelområdet {number}", AreaKind.REGSO) for number in (1, 2, 3))
DAMAGE, FIRES = (Subject(name, Frequency.KVARTAL) for name in ("skadegorelse", "brander"))
CATALOGUE = (indicator("skadegorelse", sign=True), indicator("brander", sign=True, available_from="Räddningstjänsten"))
QUIET = (40, 44, 41, 39, 43, 42)


def delivered(area: LocalArea, counts: tuple[float | str, ...] = QUIET, about: str = "skadegorelse") -> Observations:
    return counted(same_quarter(counts), area=area.code, population=5_000, about=about)


def profiles(
    *observations: Observations, areas: tuple[LocalArea, ...] = AREAS, agreed: tuple[str, ...] = ("skadegorelse", "brander")
) -> Any:
    asked = replace(request(indicators=CATALOGUE), areas=areas)
    return area_signs(joined(observations), asked, (DAMAGE, FIRES), agreed)


def sign(found: tuple[AreaSigns, ...], area: int, subject: Subject = DAMAGE) -> Sign:
    return next(each for each in found[area].signs if each.subject == subject)


def test_every_declared_area_has_the_same_signs_in_the_same_order() -> None:
    found = profiles(delivered(AREAS[1]))
    assert [each.area for each in found] == list(AREAS)
    assert {tuple(sign.subject for sign in each.signs) for each in found} == {(DAMAGE, FIRES)}


def test_without_a_declared_area_there_is_nothing() -> None:
    assert profiles(delivered(AREAS[0]), areas=()) == ()


def test_a_sign_has_its_level_and_a_direction_of_the_closed_vocabulary() -> None:
    quiet = sign(profiles(*(delivered(area) for area in AREAS)), 0)
    assert (quiet.period, quiet.count, quiet.rate, quiet.verdict) == (Quarter(2026, 2), 42.0, 840.0, Trend.INOM_NORMAL_VARIATION)
    raised = sign(profiles(delivered(AREAS[0], (*QUIET[:-1], 140)), delivered(AREAS[1]), delivered(AREAS[2])), 0)
    assert (raised.count, raised.verdict) == (140.0, Trend.OKAR)
    fewer = sign(profiles(delivered(AREAS[0], (*QUIET[:-1], 5)), delivered(AREAS[1]), delivered(AREAS[2])), 0)
    assert fewer.verdict is Trend.MINSKAR


def test_the_signs_of_all_areas_are_adjusted_for_each_other() -> None:
    alone = profiles(delivered(AREAS[0], (*QUIET[:-1], 62)), areas=AREAS[:1])
    among = profiles(delivered(AREAS[0], (*QUIET[:-1], 62)), *(delivered(area) for area in AREAS[1:]))
    assert (alone[0].tests, among[0].tests) == (1, 3)
    assert sign(alone, 0).p == sign(alone, 0).p_adjusted
    assert sign(among, 0).p_adjusted == pytest.approx(3 * (sign(among, 0).p or 0.0))


def test_a_sign_that_nobody_has_delivered_is_a_gap_and_never_a_zero() -> None:
    missing = sign(profiles(delivered(AREAS[0])), 0, FIRES)
    assert missing.gap is not None
    assert (missing.period, missing.count, missing.rate, missing.verdict) == (None, None, None, Trend.GAR_INTE_ATT_BEDOMA)
    assert (missing.gap.reason, missing.gap.detail) == (GapReason.EJ_LEVERERAD, "Brander har inte lämnats för Exempelområdet 1.")


def test_a_sign_that_nobody_has_agreed_to_deliver_says_so() -> None:
    missing = sign(profiles(delivered(AREAS[0]), agreed=("skadegorelse",)), 0, FIRES)
    assert missing.gap is not None
    assert missing.gap.reason is GapReason.EJ_DEKLARERAD
    assert missing.gap.detail == "Brander: ingen källa är överenskommen för Exempelområdet 1."


def test_a_sign_that_is_secret_or_withdrawn_says_so_and_never_a_number() -> None:
    secret = sign(profiles(delivered(AREAS[0], (*QUIET[:-1], "sekretess"))), 0)
    assert secret.gap is not None
    assert (secret.period, secret.count, secret.gap.reason) == (None, None, GapReason.SEKRETESS)
    assert secret.gap.detail.startswith("Exempelområdet 1. Skadegorelse: uppgiften för 2026")


def test_a_level_without_enough_years_before_has_no_direction_and_says_why() -> None:
    short = sign(profiles(delivered(AREAS[0], (140, 142))), 0)
    assert (short.count, short.verdict, short.p) == (142.0, Trend.GAR_INTE_ATT_BEDOMA, None)
    assert short.gap is not None
    assert short.gap.reason is GapReason.FOR_LITET_UNDERLAG


def test_the_municipality_and_other_areas_are_never_taken_for_the_area() -> None:
    whole = counted(same_quarter(QUIET), area="2480", about="skadegorelse")
    assert sign(profiles(whole, delivered(AREAS[1])), 0).period is None


def test_a_profile_has_no_score_and_nothing_to_rank_areas_by() -> None:
    fields = {*AreaSigns.__dataclass_fields__, *Sign.__dataclass_fields__}
    assert fields == {
        *("id", "area", "signs", "tests", "citations"),
        *("subject", "period", "count", "rate", "value", "preliminary", "verdict", "p", "p_adjusted", "gap", "own_rate", "no_rate"),
    }


def test_the_method_appendix_tells_how_many_signs_were_tested_and_what_was_missing() -> None:
    [used] = [each for each in methods(profiles(*(delivered(area) for area in AREAS))) if each.id.value == "tecken"]
    assert (used.uses, used.result("omraden"), used.result("prov"), used.result("andrade")) == (3, 3.0, 3.0, 0.0)
    assert [(each.why, each.count) for each in used.left_out] == [("Uppgiften har inte lämnats för området.", 3)]


# --- In a whole workspace, through the command line

DECLARED = '\n[[area]]\ncode = "2480R001"\nname = "Exempelområdet"\nkind = "regso"\n'
SOURCE = """
format = "tabell"
title = "Exempelbolagens skador"
producer = "Exempelbolagen"
sensitivity = "intern"
synthetic = true
[areas]
"Exempelområdet" = "2480R001"
[indicators]
"Skador" = "klotter-och-skadegorelse"
[table]
delimiter = ";"
[table.columns]
area = "Område"
indicator = "Vad"
period = "Kvartal"
antal = "Antal"
per_100k = "Per 100 000"
"""
JUDGED = """
[[assessment]]
subject = "samlat-lage"
area = "Exempelområdet"
level = "gult"
text = "Skadorna är som vanligt, men fritidsgården har haft stängt."
"""
TOLD = """
[[statement]]
dimension = "platser"
level = "hog"
direction = "forsamrad"
area = "Exempelområdet"
text = "Öppen försäljning vid torget."
"""


@pytest.fixture
def with_area(workspace: Path) -> Path:
    """The demo with one declared area, and damage in it by quarter."""
    with (workspace / "briefing.toml").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    folder = workspace / "sources" / "exempelbolagen"
    folder.mkdir()
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    rows = [f"Exempelområdet;Skador;{year}-K2;{count};{count * 20}" for year, count in zip(range(2021, 2027), QUIET, strict=True)]
    (folder / "2026-K2.csv").write_text("\n".join(["Område;Vad;Kvartal;Antal;Per 100 000", *rows, ""]), encoding="utf-8")
    return workspace


def told_of_area(root: Path, source: str, more: str) -> None:
    """A correction of what the source has delivered, with something about the area."""
    folder = root / "sources" / source
    declaration, delivery = folder / "source.toml", folder / "2026-K2.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8") + '\n[areas]\n"Exempelområdet" = "2480R001"\n', encoding="utf-8")
    (folder / "2026-K2.r2.toml").write_text(delivery.read_text(encoding="utf-8") + more, encoding="utf-8")


def chapter(root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Chapter 8 and the whole record of the quarterly edition."""
    made = briefing(short(root, "Områdesbilder"), "produce", "--period", "2026-K2", "--json").json
    record = json.loads(Path(made["files"]["2480-kvartal-2026-K2.json"]).read_text(encoding="utf-8"))
    return next(each for each in record["document"]["sections"] if each["number"] == "8"), record


def cells(section: dict[str, Any]) -> dict[str, list[str]]:
    table = next(block for block in section["blocks"] if block["type"] == "tabell")
    return {row[0]["text"]: [f"{cell.get('symbol', '')} {cell['text']}".strip() for cell in row[1:]] for row in table["rows"]}


def test_an_area_is_shown_sign_by_sign_and_what_is_missing_is_named_with_where_it_can_be_had(with_area: Path) -> None:
    section, _ = chapter(with_area)
    shown = cells(section)
    assert shown["Klotter och skadegörelse"] == ["42", "● inom normal variation", "Exempelbolagens skador"]
    assert shown["Anlagda bränder"] == [*["○ ingen källa är överenskommen"] * 2, "kan hämtas från räddningstjänsten"]
    assert list(shown) == ["Orosanmälningar", "Skolfrånvaro", "Ordningsstörningar", "Klotter och skadegörelse", "Anlagda bränder"]


def test_an_area_that_nobody_has_judged_has_no_status(with_area: Path) -> None:
    section, record = chapter(with_area)
    said = json.dumps(section, ensure_ascii=False).replace("\u00a0", " ")
    assert "Exempelområdet: samlat läge är inte bedömt för 2026 kvartal 2." in said
    assert not any(f"{colour} läge" in said for colour in ("Grönt", "Gult", "Rött"))
    assert "lucka:samlat-lage:2480R001" in record["citations"]


def test_a_status_is_what_people_have_signed_for_the_area(with_area: Path) -> None:
    told_of_area(with_area, "bedomningar", JUDGED)
    section, _ = chapter(with_area)
    [signed] = [block for block in section["blocks"] if block["type"] == "text" and block["origin"] == "samordnare"]
    assert (signed["overall"], signed["control"]) == ("Exempelområdet: gult läge", "samlat-lage:2480R001")
    assert signed["signature"].startswith("Gäller Exempelområdet. Samordningsfunktionen, brottsförebyggande samordnare, 2026-07-13.")


def test_what_the_police_say_of_an_area_stands_among_its_signs_in_their_own_words_of_level(with_area: Path) -> None:
    told_of_area(with_area, "polisen-lagesrapport", TOLD)
    section, _ = chapter(with_area)
    assert cells(section)["Platser"] == ["■■■□ hög", "↑ försämrad", "Lokalpolisområde Umeå, egen bedömning"]


def test_without_declared_areas_the_chapter_says_that_they_are_missing(workspace: Path) -> None:
    section, record = chapter(workspace)
    assert [block["origin"] for block in section["blocks"]] == ["lucka"]
    assert not any(each["id"].startswith("tecken:") for each in record["findings"])


def test_what_is_told_of_an_area_that_the_register_does_not_have_is_refused(with_area: Path) -> None:
    edited(with_area / "briefing.toml", DECLARED, "")
    told_of_area(with_area, "polisen-lagesrapport", TOLD)
    refused = [each["text"] for each in briefing(short(with_area), "produce", "--period", "2026-K2", "--json").json["doubts"]]
    [ours] = [each for each in refused if each.startswith("polisen-lagesrapport/2026-K2.r2")]
    assert 'områdeskoden "2480R001", väntat ett område i registret (det är tomt)' in ours
