"""What people said at one time: which deliveries make a round, in which order, and what was signed for an edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from builders_observations import request

from briefing.findings.rounds import DimensionShift, Round, Shift, assessment, rounds, shifts
from briefing.observations.observations import joined
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, SituationLevel, Statement
from briefing.sources.source import Delivery
from briefing.terms.citation import Citation
from briefing.terms.period import Period, Quarter
from briefing.terms.sensitivity import Sensitivity

DAY = date(2026, 7, 3)


def statement(delivery: str, dimension: str = "vald", dated: date = DAY, **changes: Any) -> Statement:
    place = Citation(delivery, "uppgift 1")
    told = Statement("polisen", "", dimension, SituationLevel.HOG, None, None, "", "Polisen", Sensitivity.INTERN, dated, place)
    return replace(told, **changes)


def signed(delivery: str, dated: date = DAY, subject: str = "samlad", area: str = "") -> Assessment:
    return Assessment(subject, area, None, "", "Rådet", "", dated, "", (), "", Sensitivity.INTERN, Citation(delivery, "text 1"))


def delivered(covers: Period, revision: int = 1, source: str = "polisen") -> Delivery:
    return Delivery(source, covers, revision, DAY, ())


def material(*deliveries: Delivery, said: tuple[Statement, ...] = (), signatures: tuple[Assessment, ...] = ()) -> Material:
    return Material(joined(()), said, signatures, (), (), (), deliveries, ())


def test_a_round_is_told_whole_and_the_oldest_comes_first() -> None:
    told = (
        statement("polisen/2026-K2", dated=date(2026, 7, 1)),
        statement("polisen/2026-K2", "hot", dated=date(2026, 7, 9)),
        statement("polisen/2026-K1", dated=date(2026, 4, 2)),
        statement("polisen/2026-K3"),
        statement("skolan/2026-K2"),
    )
    quarters = (
        *(delivered(Quarter(2026, each)) for each in (2, 3, 1, 4)),
        delivered(Quarter(2025, 4)),
        delivered(Quarter(2026, 2), source="skolan"),
    )
    assert rounds(material(*quarters, said=told), request(), "polisen") == (
        Round(Quarter(2026, 1), date(2026, 4, 2), "polisen/2026-K1", told[2:3]),
        Round(Quarter(2026, 2), date(2026, 7, 9), "polisen/2026-K2", told[:2]),
    )


def test_the_latest_correction_takes_the_place_of_what_it_corrects_unless_it_holds_judgements_alone() -> None:
    deliveries = [delivered(Quarter(2026, 2), each) for each in (3, 1, 2)]
    told = tuple(statement(f"polisen/2026-K2{each}") for each in ("", ".r2"))
    judged = (signed("polisen/2026-K2.r3"),)
    [found] = rounds(material(*deliveries, said=told, signatures=judged), request(), "polisen")
    assert found.delivery == "polisen/2026-K2.r2"
    assert rounds(material(*deliveries, said=told), request(), "polisen") == ()
    both = (*told, statement("polisen/2026-K2.r3"))
    [found] = rounds(material(*deliveries, said=both, signatures=judged), request(), "polisen")
    assert found.delivery == "polisen/2026-K2.r3"


def test_rounds_follow_the_day_they_were_dated_and_a_date_before_the_period_began_is_not_believed() -> None:
    said = (
        statement("polisen/2025-K4", dated=date(2026, 5, 1)),
        statement("polisen/2026-K1", dated=date(2026, 4, 30)),
        statement("polisen/2026-K2", dated=date(2026, 3, 31)),
        statement("polisen/2025-K3", dated=date(2026, 5, 1)),
        statement("polisen/2024-K1", dated=date(2024, 1, 1)),
        statement("polisen/2023-K4", dated=date(2024, 1, 2)),
    )
    quarters = (delivered(Quarter(year, each)) for year, each in ((2025, 4), (2026, 1), (2026, 2), (2025, 3), (2024, 1), (2023, 4)))
    found = rounds(material(*quarters, said=said), request(), "polisen")
    assert [each.covers.code for each in found] == ["2024-K1", "2023-K4", "2026-K1", "2025-K3", "2025-K4", "2026-K2"]


def test_what_is_said_of_a_part_of_the_municipality_is_not_said_of_the_whole() -> None:
    whole, part = statement("polisen/2026-K2"), statement("polisen/2026-K2", area="2480R001")
    told = Round(Quarter(2026, 2), DAY, "polisen/2026-K2", (whole, part))
    assert (told.of("vald"), told.of("hot")) == (whole, None)


def test_dimensions_shift_in_the_order_asked_for_and_one_that_nobody_assessed_is_left_out() -> None:
    now, new = statement("polisen/2026-K2", level=SituationLevel.LAG), statement("polisen/2026-K2", "hot")
    before, gone = statement("polisen/2026-K1"), statement("polisen/2026-K1", "brand")
    told = Round(Quarter(2026, 2), DAY, "polisen/2026-K2", (now, new))
    earlier = Round(Quarter(2026, 1), DAY, "polisen/2026-K1", (before, gone))
    assert shifts(("hot", "okand", "brand", "vald"), told, earlier) == (
        DimensionShift("hot", new, None, Shift.NY),
        DimensionShift("brand", None, gone, Shift.EJ_BEDOMD_NU),
        DimensionShift("vald", now, before, Shift.FORBATTRAD),
    )
    assert [each.before for each in shifts(("hot", "vald"), told, None)] == [None, None]


def test_what_was_signed_is_the_latest_correction_for_this_very_edition() -> None:
    deliveries = (delivered(Quarter(2026, 2), 1, "b"), delivered(Quarter(2026, 2), 2, "b"), delivered(Quarter(2026, 1), 1, "b"))
    first, late = signed("b/2026-K2", date(2026, 8, 9)), signed("b/2026-K2.r2", date(2026, 8, 2))
    latest, older = signed("b/2026-K2.r2", date(2026, 8, 3)), signed("b/2026-K1", date(2026, 9, 9))
    part = signed("b/2026-K2", area="2480R001")
    told = material(*deliveries, signatures=(first, latest, late, older, part, signed("b/2026-K2", subject="analys")))
    assert assessment(told, request(), "samlad") is latest
    assert assessment(told, request(), "samlad", "2480R001") is part
    assert assessment(told, request(), "samlad", "2480R002") is None
    assert assessment(told, request("2026-K1"), "samlad") is older
