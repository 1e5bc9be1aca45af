"""A funnel told whole: which parts stand in it, what each rests on, and why a part is left out. Areas and numbers are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import RECEIVED, counted, indicator, request, rows

from briefing.findings.finding import Funnel, FunnelArea, Position, Subject
from briefing.findings.funnel import FAR, NEAR, ratio_limits
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.observations.observations import Observations, joined
from briefing.terms.area import Area, AreaKind, LocalArea
from briefing.terms.boundary_change import BoundaryChange
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.period import Frequency, Quarter, Year
from briefing.terms.request import Request

YEAR, QUARTER = (Subject("anmalda-brott", each) for each in (Frequency.AR, Frequency.KVARTAL))
DELIVERY = "bra-anmalda-brott/2026-K2"
CATALOGUE = (indicator(), indicator("invanare", denominator=True))


def funnel(*parts: Observations, asked: Request | None = None, about: Subject = YEAR, **more: Any) -> Funnel:
    found = funnel_of_parts(joined(parts), asked or request(), about, indicator(), **more)
    assert found is not None
    return found


def part(number: int, count: float | str, people: float = 10_000, period: str = "2025", **more: Any) -> Observations:
    return counted({period: count}, area=f"2480-{number}", population=people, **more)


def alone(number: int, count: float, **people: float) -> Observations:
    """A part without a published rate, and the inhabitants that were delivered of it."""
    homes = {year.lstrip("y"): each for year, each in people.items()}
    return joined([rows({"2025": count}, area=f"2480-{number}"), rows(homes, area=f"2480-{number}", about="invanare")])


def test_a_funnel_is_told_whole() -> None:
    found = funnel(
        part(1, 100),
        part(2, 100, 20_000),
        alone(3, 40, y2024=9_000, y2025=11_000),
        part(4, "sekretess"),
        part(5, "saknas"),
        part(6, 70, about="ran"),
        counted({"2025": 900}),
        counted({"2025": 80}, area="0180"),
        asked=request(indicators=CATALOGUE, cut_off=date(2026, 8, 15)),
    )

    def place(number: int, about: str = "antal.2025") -> Citation:
        return Citation(DELIVERY, f"rad 2480-{number}.{about}")

    def placed(number: int, observed: float, expected: float, position: Position, *, far: bool = False) -> FunnelArea:
        limits = (pytest.approx(ratio_limits(expected, each)) for each in (NEAR, FAR))
        return FunnelArea(
            Area(f"2480-{number}", ""), observed, pytest.approx(expected), pytest.approx(observed / expected), *limits, position, far
        )

    assert found == Funnel(
        id="tratt:anmalda-brott:ar",
        subject=YEAR,
        area="2480",
        period=Year(2025),
        points=(
            placed(1, 100.0, 60.0, Position.HOGRE, far=True),
            placed(2, 100.0, 120.0, Position.LIKNANDE),
            placed(3, 40.0, 60.0, Position.LAGRE),
        ),
        left_out=(
            (
                Area("2480-4", ""),
                Gap(GapReason.SEKRETESS, "Områdets antal är skyddat, så att det inte röjer enskilda.", "tratt:anmalda-brott:ar:2480-4"),
            ),
            (
                Area("2480-5", ""),
                Gap(GapReason.SAKNAS, "Området saknar antal eller folkmängd för perioden.", "tratt:anmalda-brott:ar:2480-5"),
            ),
        ),
        dispersion=1.0,
        gap=None,
        citations=(*(place(each) for each in (1, 2, 3, 4, 5)), place(3, "antal.2024"), place(3)),
    )


def test_the_delivered_inhabitants_of_a_part_with_a_published_rate_are_not_what_it_rests_on() -> None:
    homes = rows({"2024": 5_000}, area="2480-1", about="invanare")
    found = funnel(part(1, 100), homes, *(alone(number, 50, y2025=9_000) for number in (2, 3)), asked=request(indicators=CATALOGUE))
    assert [each.expected for each in found.points] == pytest.approx([200 / 28 * each for each in (10, 9, 9)])
    assert len(found.citations) == 5


def test_three_parts_with_one_case_are_a_funnel_and_no_case_where_two_are_expected_is_ordinary() -> None:
    for count in (6, 1):
        parts = [alone(number, cases, y2025=10_000) for number, cases in ((1, count), (2, 0), (3, 0))]
        found = funnel(*parts, asked=request(indicators=CATALOGUE)).points
        assert [(each.observed, each.expected) for each in found] == [(each, pytest.approx(count / 3)) for each in (count, 0, 0)]
        assert [(each.position, each.far) for each in found[1:]] == [(Position.LIKNANDE, False)] * 2


def test_where_nobody_had_a_case_there_is_nothing_to_hold_a_part_against() -> None:
    found = funnel(*(alone(number, 0, y2025=10_000) for number in (1, 2, 3)), asked=request(indicators=CATALOGUE))
    assert (found.points, found.left_out, found.gap and found.gap.reason) == ((), (), GapReason.FOR_LITET_UNDERLAG)


def local(number: int, kind: AreaKind = AreaKind.STADSDEL, **more: Any) -> LocalArea:
    return LocalArea(f"2480-{number}", f"Exempelbyn {number}", kind, **more)


def test_only_the_division_that_most_parts_are_of_is_used_and_of_it_the_parts_that_there_were() -> None:
    gone = local(9, last=date(2024, 12, 31))
    areas = (local(4), local(3), local(2), gone, *(local(each, AreaKind.LOKALPOLISOMRADE) for each in (7, 8)))
    parts = [part(number, 50) for number in (1, 5, 2, 3, 4, 7, 8, 9)]
    found = funnel(*parts, asked=request(areas=areas))
    assert [each.area for each in found.points] == [Area(f"2480-{number}", f"Exempelbyn {number}") for number in (2, 3, 4)]
    assert found.left_out == ()
    later = BoundaryChange(date(2025, 7, 1), ("2480-2",), ("2480-6",))
    changed = funnel(*parts, asked=request(areas=(*areas, local(6)), boundary_changes=(later,)))
    assert (changed.points, [each.code for each, _ in changed.left_out]) == ((), [])


def test_where_no_part_was_there_any_more_there_is_no_point() -> None:
    gone = [local(number, last=date(2024, 12, 31)) for number in (1, 2, 3)]
    found = funnel(*(part(number, 50) for number in (1, 2, 3)), asked=request(areas=gone))
    assert (found.points, found.left_out, found.citations, found.gap and found.gap.reason) == ((), (), (), GapReason.FOR_LITET_UNDERLAG)


def test_a_quarter_asked_about_is_the_quarter_of_the_funnel_and_a_meeting_takes_the_latest_of_any_part() -> None:
    parts = [part(number, 50 + number, period=period) for number in (1, 2, 3) for period in ("2025-K4", "2026-K1")]
    last = part(1, 60, period="2026-K2")
    assert funnel(*parts, last, asked=request("2026-K1"), about=QUARTER).period == Quarter(2026, 1)
    assert funnel(*parts, asked=request("2026-05-20"), about=QUARTER).period == Quarter(2026, 1)
    assert funnel(*parts, last, asked=request("2026-07-20"), about=QUARTER).points == ()
    assert funnel_of_parts(joined(parts), request("2026-K2"), QUARTER, indicator()) is None
    assert funnel_of_parts(joined(parts), request("2026-K1", cut_off=RECEIVED), QUARTER, indicator()) is None
    missing = [part(number, "saknas") for number in (1, 2, 3)]
    assert funnel_of_parts(joined(missing), request(), YEAR, indicator()) is None


def test_a_funnel_without_points_says_that_of_itself() -> None:
    found = funnel(part(1, 100), part(2, 90))
    assert found.gap == Gap(
        GapReason.FOR_LITET_UNDERLAG,
        "För få områden har både antal och folkmängd för en jämförelse mellan områden.",
        "tratt:anmalda-brott:ar",
    )
    assert replace(found, gap=None).citations == tuple(Citation(DELIVERY, f"rad 2480-{number}.antal.2025") for number in (1, 2))
