"""Between which days an area has had the boundaries that it has: by its own days and by every change that names it."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.boundary_change import BoundaryChange, Standing, in_force, standing
from briefing.terms.period import Quarter

NEW_YEAR = date(2024, 1, 1)


def area(code: str, first: date | None = None, last: date | None = None) -> LocalArea:
    return LocalArea(code, code.upper(), AreaKind.EGET, first=first, last=last)


BORN = BoundaryChange(date(2020, 1, 1), ("x",), ("a", "b"))
MOVED = BoundaryChange(NEW_YEAR, ("a", "b"), ("a", "b"), "Gränsen flyttades.")
ENDED = BoundaryChange(date(2026, 1, 1), ("a",), ("c",))
CHANGES = (ENDED, MOVED, BORN)


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("a", date(2019, 6, 1), Standing(date(2020, 1, 1), date(2023, 12, 31))),
        ("a", date(2020, 1, 1), Standing(date(2020, 1, 1), date(2023, 12, 31), BORN)),
        ("a", date(2023, 12, 31), Standing(date(2020, 1, 1), date(2023, 12, 31), BORN)),
        ("a", NEW_YEAR, Standing(NEW_YEAR, date(2025, 12, 31), MOVED)),
        ("a", date(2030, 1, 1), Standing(NEW_YEAR, date(2025, 12, 31), MOVED)),
        ("b", date(2030, 1, 1), Standing(NEW_YEAR, None, MOVED)),
        ("x", date(2030, 1, 1), Standing(None, date(2019, 12, 31))),
        ("c", date(2025, 1, 1), Standing(date(2026, 1, 1), None)),
        ("annan", date(2025, 1, 1), Standing(None, None)),
    ],
)
def test_boundaries_stand_from_one_change_to_the_day_before_the_next(code: str, day: date, expected: Standing) -> None:
    assert standing(area(code), CHANGES, day) == expected
    assert standing(area(code), CHANGES, day).is_unbounded is (code == "annan")


def test_the_days_of_the_register_narrow_those_of_the_changes_and_never_widen_them() -> None:
    day = date(2025, 1, 1)
    narrow, wide = area("a", date(2024, 5, 1), date(2025, 5, 1)), area("a", date(2001, 1, 1), date(2031, 1, 1))
    assert standing(narrow, CHANGES, day) == Standing(date(2024, 5, 1), date(2025, 5, 1), MOVED)
    assert standing(wide, CHANGES, day) == Standing(NEW_YEAR, date(2025, 12, 31), MOVED)
    assert standing(narrow, (), day) == Standing(date(2024, 5, 1), date(2025, 5, 1))
    assert not standing(area("a", first=day), (), day).is_unbounded
    assert not standing(area("a", last=day), (), day).is_unbounded


def test_a_change_has_no_reason_where_none_is_written() -> None:
    assert (BORN.reason, MOVED.reason, area("a").part_of) == ("", "Gränsen flyttades.", "")


@pytest.mark.parametrize(
    ("first", "last", "is_held"),
    [
        (None, None, True),
        (date(2026, 4, 1), date(2026, 6, 30), True),
        (date(2026, 4, 2), None, False),
        (None, date(2026, 6, 29), False),
        (date(2026, 4, 1), None, True),
        (None, date(2026, 6, 30), True),
        (date(2026, 4, 2), date(2026, 6, 30), False),
        (date(2026, 4, 1), date(2026, 6, 29), False),
    ],
)
def test_a_period_is_held_where_the_boundaries_were_the_same_from_its_first_day_to_its_last(
    first: date | None, last: date | None, *, is_held: bool
) -> None:
    assert Standing(first, last).holds(Quarter(2026, 2)) is is_held


def test_in_force_are_the_areas_whose_days_hold_the_day() -> None:
    day = date(2026, 6, 30)
    before, after = date(2026, 6, 29), date(2026, 7, 1)
    areas = {
        "utan dagar": area("p"),
        "från dagen": area("q", first=day),
        "till dagen": area("r", last=day),
        "bara dagen": area("s", day, day),
        "senare": area("t", first=after),
        "tidigare": area("u", last=before),
    }
    assert [each.code for each in in_force(areas.values(), (), day)] == ["p", "q", "r", "s"]
    assert [each.code for each in in_force([area("x"), area("a"), area("b"), area("c")], CHANGES, day)] == ["b", "c"]
