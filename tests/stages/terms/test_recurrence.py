"""A rule of the calendar, and what holds where it says nothing."""

from __future__ import annotations

from datetime import date, time

import pytest

from briefing.terms.calendar import AT_MIDNIGHT, Calendar, CatchUp, Every, Recurrence
from briefing.terms.deadline import LastDay, Standing, counted_from, expiring
from briefing.terms.period import Quarter


def test_a_rule_that_says_nothing_is_of_every_quarter_at_six_and_waits_for_nothing() -> None:
    plain = Recurrence("kvartal")
    assert (plain.every, plain.committee, plain.at, plain.wait_for, plain.wait_days) == (Every.KVARTAL, "", "06:00", (), 0)
    assert (plain.after_days, plain.before_days, plain.before_months) == (None, None, None)
    assert (plain.after, plain.days_before, plain.months_before, plain.clock) == (15, 7, 6, time(6))


def test_a_rule_may_set_days_and_time_also_to_nought() -> None:
    told = Recurrence("kvartal", after_days=20, before_days=3, before_months=9, at="13:30")
    assert (told.after, told.days_before, told.months_before, told.clock) == (20, 3, 9, time(13, 30))
    nought = Recurrence("kvartal", after_days=0, before_days=0, before_months=0, at="00:00")
    assert (nought.after, nought.days_before, nought.months_before, nought.clock) == (0, 0, 0, time(0))
    assert time(0) == AT_MIDNIGHT
    with pytest.raises(ValueError, match="hour must be"):
        _ = Recurrence("kvartal", at="25:00").clock


def test_a_calendar_that_says_nothing_makes_every_quarter_and_archives_it() -> None:
    plain = Calendar(Quarter(2026, 2))
    assert (plain.meetings, plain.catch_up, plain.edition, plain.skip, plain.archive) == (
        (),
        CatchUp.ALL,
        (Recurrence("kvartal"),),
        (),
        True,
    )
    assert [each.value for each in Every] == ["kvartal", "vartannat-ar", "mote"]
    assert [each.value for each in CatchUp] == ["all", "latest", "none"]


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 4, 30), Standing.I_TID),
        (date(2026, 5, 1), Standing.SNART),
        (date(2026, 11, 1), Standing.SNART),
        (date(2026, 11, 2), Standing.FORSENAD),
    ],
)
def test_a_deadline_is_warned_of_from_its_day_and_late_the_day_after_its_last(today: date, standing: Standing) -> None:
    assert LastDay(date(2026, 11, 1), date(2026, 5, 1)).standing(today) is standing


def test_the_last_quarter_of_the_time_is_for_the_work_and_an_agreement_takes_half_a_year() -> None:
    assert counted_from(date(2024, 11, 1), 24) == LastDay(date(2026, 11, 1), date(2026, 5, 1))
    assert counted_from(date(2026, 1, 31), 6) == LastDay(date(2026, 7, 31), date(2026, 6, 30))  # a quarter of six months is one whole
    assert expiring(date(2026, 12, 31)) == LastDay(date(2026, 12, 31), date(2026, 6, 30))
    assert [each.value for each in Standing] == ["i_tid", "snart", "forsenad"]
