"""All that an edition finds comes from one call: what is judged, what sources tell differently, signs of areas, gaps, methods."""

from __future__ import annotations

from datetime import date

import pytest
from builders_observations import RECEIVED, counted, indicator, request, rows, years

from briefing.findings.analysis import analyse
from briefing.findings.area_signs import AreaSigns
from briefing.findings.edition import edition_findings
from briefing.findings.methods import methods
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import joined
from briefing.observations.reading import Material
from briefing.observations.statement import Direction, Statement
from briefing.sources.source import Delivery, Matter, Source
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter
from briefing.terms.sensitivity import Sensitivity

YEAR, OTHER, RAN = (Subject(each, Frequency.AR) for each in ("anmalda-brott", "kolada", "ran"))
DAMAGE, FIRES = (Subject(each, Frequency.KVARTAL) for each in ("skadegorelse", "brander"))
CATALOGUE = (
    indicator(),
    indicator("kolada", unit=Unit.PER_100K, same_matter_as="anmalda-brott"),
    indicator("stold"),
    indicator("stold-igen", same_matter_as="stold"),
    *(indicator(each, sign=True) for each in ("skadegorelse", "brander")),
)
SAID = Statement(
    "polisen",
    "",
    "vald",
    None,
    Direction.FORSAMRAD,
    None,
    "",
    "Polisen",
    Sensitivity.INTERN,
    date(2026, 7, 3),
    Citation("polisen/2026-K2", "uppgift 1"),
)
MATERIAL = Material(
    joined(
        [
            counted(years([100, 101, 102, 99, 100, 400])),
            rows({"2025": 390}, measure=Unit.PER_100K, about="kolada", delivery="kolada/2025"),
            rows({"2025": 7}, about="stold"),
            rows({"2025": 8}, about="stold-igen"),
        ]
    ),
    (SAID,),
    (),
    (),
    (),
    (),
    (Delivery("polisen", Quarter(2026, 2), 1, RECEIVED, ()),),
    (
        Source("polisen", "uppgifter", "Polisen", dimensions={"vald": "Våld"}, same_matter={"vald": Matter("anmalda-brott", "")}),
        Source("skador", "tabell", "Skador", indicators={"Skador": "skadegorelse"}),
    ),
)
ASKED = request(indicators=CATALOGUE, areas=(LocalArea("2480-01", "Exempelbyn", AreaKind.STADSDEL),))


@pytest.mark.parametrize("about", [(YEAR, RAN), (RAN, YEAR, OTHER)])
def test_an_edition_holds_what_is_judged_then_differences_contradictions_and_signs(about: tuple[Subject, ...]) -> None:
    alone, found = analyse(MATERIAL.observations, ASKED, about), edition_findings(MATERIAL, ASKED, about, (DAMAGE, FIRES))
    assert found.judged[: len(alone.judged)] == alone.judged
    assert [each.id for each in found.judged[len(alone.judged) :]] == [
        "skillnad:kolada:ar:anmalda-brott",
        "motsagelse:polisen:vald:anmalda-brott:ar",
        "tecken:2480-01",
    ]
    assert found.gaps == alone.gaps
    assert [each.reason for each in found.gaps if each.subject == "ran"] == [GapReason.EJ_DEKLARERAD]
    assert found.methods == methods(found.judged)
    assert found.history(YEAR, "2480", Unit.ANTAL) == alone.history(YEAR, "2480", Unit.ANTAL) is not None


def test_a_difference_is_told_where_the_outline_asks_about_either_source_and_signs_where_it_asks_for_them() -> None:
    assert "skillnad:kolada:ar:anmalda-brott" in {each.id for each in edition_findings(MATERIAL, ASKED, (OTHER,)).judged}
    assert [each.id for each in edition_findings(MATERIAL, ASKED, ()).judged] == []


def test_a_sign_that_some_source_has_agreed_to_deliver_has_not_come_and_another_has_no_source() -> None:
    [areas] = [each for each in edition_findings(MATERIAL, ASKED, (), (DAMAGE, FIRES)).judged if isinstance(each, AreaSigns)]
    assert [each.gap.reason if each.gap else None for each in areas.signs] == [GapReason.EJ_LEVERERAD, GapReason.EJ_DEKLARERAD]
