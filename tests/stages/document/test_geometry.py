from __future__ import annotations

from math import cos, dist, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.geometry import TOLERANCE_MM, Ring, anchor, projection, room, simplified, spans, visible

SQUARE: Ring = ((0, 0), (10, 0), (10, 10), (0, 10))
BOW: Ring = ((0, 0), (10, 10), (10, 0), (0, 10))


def circle(points: int, radius: float = 50) -> Ring:
    return tuple((radius * cos(2 * pi * each / points), radius * sin(2 * pi * each / points)) for each in range(points))


def test_shapes_are_right_at_the_middle_latitude_and_north_is_up() -> None:
    degree: Ring = ((20.0, 63.5), (21.0, 63.5), (21.0, 64.5), (20.0, 64.5))
    lay_out, (wide, high) = projection([degree], 100, 100)
    assert wide / high == pytest.approx(cos(radians(64.0)))
    assert (high, max(y for _, y in lay_out(degree))) == (100, 100)
    assert lay_out(((20.0, 64.5),)) == ((0, 0),)


def test_a_map_is_never_larger_than_its_room() -> None:
    _, (wide, high) = projection([((18.0, 64.0), (21.0, 64.0), (20.0, 64.1))], 60, 100)
    assert wide == pytest.approx(60)
    assert high < 100


def test_a_line_without_extent_is_laid_out_and_not_divided_by_zero() -> None:
    lay_out, _ = projection([((18.0, 64.0), (18.0, 64.0), (18.0, 64.0))], 60, 100)
    assert lay_out(((18.0, 64.0),)) == ((0, 0),)


def test_points_that_cannot_be_seen_are_left_out_and_no_other() -> None:
    along: Ring = (*((x / 10, 0.01 if x % 2 else 0.0) for x in range(100)), (10, 0), (10, 10), (5, 15), (0, 10))
    assert len(simplified(along, TOLERANCE_MM)) == 5
    assert simplified(SQUARE, TOLERANCE_MM) == SQUARE


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=3, max_size=40, unique=True))
def test_no_point_lies_further_from_the_simplified_ring_than_can_be_seen(points: list[tuple[float, float]]) -> None:
    found = simplified(tuple(points), TOLERANCE_MM)
    assert 3 <= len(found) <= len(points)
    for point in points:
        sides = zip(found, (*found[1:], found[0]), strict=True)
        assert min(_away(point, *side) for side in sides) <= TOLERANCE_MM * 1.26


def test_very_many_points_are_simplified_without_recursion() -> None:
    assert len(simplified(circle(100_000), TOLERANCE_MM)) < 200


def test_what_is_too_small_to_be_seen_is_left_out_but_never_the_whole_area() -> None:
    speck: Ring = ((20, 20), (20.1, 20), (20, 20.1))
    assert visible([SQUARE, speck]) == (SQUARE,)
    assert len(visible([speck])) == 1


def test_a_hole_is_outside_and_an_overlap_is_inside() -> None:
    hole: Ring = ((4, 4), (4, 6), (6, 6), (6, 4))
    assert spans([SQUARE, hole], 5) == [(0, 4), (6, 10)]
    assert spans([SQUARE, ((5, 0), (15, 0), (15, 10), (5, 10))], 5) == [(0, 15)]
    assert spans([BOW], 2) == [(0, 2), (8, 10)]


def test_a_text_stands_inside_its_area_where_there_is_most_room() -> None:
    waist: Ring = ((0, 0), (10, 0), (6, 10), (10, 20), (0, 20), (4, 10))
    x, y = anchor([waist], 2.0)
    assert spans([waist], y)[0][0] < x < spans([waist], y)[0][1]
    assert min(y, 20 - y) < 4
    assert room([waist], (x, y), 2.0) is not None


@pytest.mark.parametrize("ring", [SQUARE, BOW, ((0, 0), (0.2, 0), (0.1, 0.2)), ((0, 0), (0, 0), (0, 0))])
def test_every_area_has_a_place_for_its_text(ring: Ring) -> None:
    x, y = anchor([ring], 6.0, 2.0)
    assert 0 <= x <= 10
    assert 0 <= y <= 10


def _away(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    steps = ((start[0] + (end[0] - start[0]) * each / 400, start[1] + (end[1] - start[1]) * each / 400) for each in range(401))
    return min(dist(point, step) for step in steps) - dist(start, end) / 800
