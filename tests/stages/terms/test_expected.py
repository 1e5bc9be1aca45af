"""What an edition needs of a source, by how often the source comes and when its deliveries are due."""

from __future__ import annotations

from datetime import date

import pytest
from builders_observations import request

from briefing.terms.expected import Arrival, Expected
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year, months_after

K2, MEETING = Quarter(2026, 2), Day(date(2026, 9, 3))
PUBLISHED = date(2026, 7, 15)
LATE = date(2026, 8, 25)  # the publishing day of an edition for the meeting


@pytest.mark.parametrize(
    ("frequency", "due_after_days", "period", "day", "needed"),
    [
        (Frequency.KVARTAL, 14, K2, PUBLISHED, K2),
        (Frequency.KVARTAL, 90, K2, PUBLISHED, K2),
        (Frequency.MANAD, 14, K2, PUBLISHED, Month(2026, 6)),
        (Frequency.AR, 14, K2, PUBLISHED, Year(2025)),
        (Frequency.AR, 195, K2, PUBLISHED, Year(2025)),
        (Frequency.AR, 196, K2, PUBLISHED, Year(2024)),
        (None, None, K2, PUBLISHED, None),
        (Frequency.KVARTAL, 14, MEETING, LATE, K2),
        (Frequency.KVARTAL, 55, MEETING, LATE, K2),
        (Frequency.KVARTAL, 56, MEETING, LATE, Quarter(2026, 1)),
        (Frequency.MANAD, 24, MEETING, LATE, Month(2026, 7)),
        (Frequency.MANAD, 25, MEETING, LATE, Month(2026, 6)),
        (Frequency.MANAD, None, MEETING, date(2026, 9, 1), Month(2026, 8)),
        (Frequency.AR, 181, MEETING, LATE, Year(2025)),
    ],
)
def test_what_is_needed_is_what_was_due_before_the_publishing_day(
    frequency: Frequency | None, due_after_days: int | None, period: Quarter | Day, day: date, needed: Period | None
) -> None:
    assert Expected("k", frequency, due_after_days).needed(period, day) == needed


@pytest.mark.parametrize(
    ("frequency", "covers", "has_come"),
    [
        (Frequency.KVARTAL, K2, True),
        (Frequency.KVARTAL, Quarter(2026, 3), True),
        (Frequency.KVARTAL, Quarter(2026, 1), False),
        (Frequency.KVARTAL, Month(2026, 6), False),
        (Frequency.KVARTAL, Year(2026), False),
        (Frequency.MANAD, Month(2026, 6), True),
        (Frequency.MANAD, Month(2026, 7), True),
        (Frequency.MANAD, Month(2026, 5), False),
        (Frequency.AR, Year(2025), True),
        (Frequency.AR, Year(2026), True),
        (Frequency.AR, Year(2024), False),
        (Frequency.AR, Month(2026, 6), False),
        (None, Year(1999), True),
    ],
)
def test_a_source_has_come_when_a_delivery_of_its_own_kind_covers_what_is_needed(
    frequency: Frequency | None, covers: Period, *, has_come: bool
) -> None:
    arrived = date(2026, 7, 3)
    found = Expected("k", frequency, 14, (Arrival(covers, arrived),)).came_on(K2, PUBLISHED)
    assert found == (arrived if has_come else None)


def test_the_day_is_that_of_the_first_delivery_and_what_was_made_for_a_meeting_will_do_for_it() -> None:
    arrivals = (Arrival(K2, date(2026, 7, 9)), Arrival(K2, date(2026, 7, 3)), Arrival(Quarter(2026, 1), date(2026, 4, 1)))
    assert Expected("k", Frequency.KVARTAL, 14, arrivals).came_on(K2, PUBLISHED) == date(2026, 7, 3)
    assert Expected("k", Frequency.KVARTAL, 14).came_on(K2, PUBLISHED) is None
    asked = Expected("k", Frequency.KVARTAL, 14, (Arrival(MEETING, date(2026, 8, 20)),))
    assert asked.came_on(MEETING, LATE) == date(2026, 8, 20)
    assert asked.came_on(K2, PUBLISHED) is None


def test_a_quarters_edition_needs_its_quarter_though_it_is_late_and_a_meeting_the_quarter_that_was_due() -> None:
    first, second = Arrival(Quarter(2026, 1), date(2026, 6, 3)), Arrival(K2, date(2026, 7, 3))
    assert Expected("k", Frequency.KVARTAL, 90, (first,)).came_on(K2, PUBLISHED) is None
    assert Expected("k", Frequency.KVARTAL, 14, (second,)).came_on(MEETING, LATE) == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 27), 1, date(2026, 12, 27)),
        (date(2026, 11, 27), 24, date(2028, 11, 27)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 3, 1), -1, date(2026, 2, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_what_people_say_of_a_period_enters_when_it_has_ended_and_for_a_meeting_when_it_has_begun() -> None:
    quarter, meeting = request("2026-K2"), request("2026-09-03")
    asked = (K2, Quarter(2026, 3), MEETING, Day(date(2026, 9, 4)), Year(2026))
    assert [quarter.uses(each) for each in asked] == [True, False, False, False, False]
    assert [meeting.uses(each) for each in asked] == [True, True, True, False, True]
