"""Late, missing, corrected and unchanged are four different things."""

from __future__ import annotations

from datetime import date
from hashlib import sha512

import pytest

from briefing.sources.punctuality import Timeliness, due_day, latest_due, punctuality
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year

POLICE = Source(id="polisen", covers=Frequency.KVARTAL, due_after_days=14)  # kvartal 2 is due on 14 July
Q1, Q2, Q3 = (Quarter(2026, quarter) for quarter in (1, 2, 3))
LATER = date(2026, 12, 1)


def came(covers: Period, on: str, content: str = "", revision: int = 1) -> Delivery:
    data = (content or f"{covers.code} r{revision}").encode()
    return Delivery(
        "polisen", covers, revision, date.fromisoformat(on), (Part(f"{covers.code}.toml", len(data), sha512(data).hexdigest(), data),)
    )


def test_a_delivery_on_the_last_day_is_in_time() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-14")], Q2, LATER)
    assert (found.timeliness, found.due_on, found.days) == (Timeliness.I_TID, date(2026, 7, 14), 0)
    assert (found.received_on, found.delivery) == (date(2026, 7, 14), "polisen/2026-K2")


def test_a_late_delivery_is_late_by_the_days_after_the_agreed_one() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-17")], Q2, LATER)
    assert (found.timeliness, found.days) == (Timeliness.SEN, 3)


def test_what_is_not_yet_due_is_not_late() -> None:
    assert punctuality(POLICE, [], Q2, date(2026, 7, 14)).timeliness is Timeliness.EJ_FORFALLEN


def test_what_has_not_come_is_missing_since_the_agreed_day() -> None:
    found = punctuality(POLICE, [came(Q1, "2026-04-10")], Q2, date(2026, 7, 20))
    assert (found.timeliness, found.due_on, found.days, found.received_on) == (Timeliness.SAKNAS, date(2026, 7, 14), 6, None)


def test_a_source_without_set_times_is_never_late() -> None:
    source = Source(id="polisen", covers=Frequency.KVARTAL)
    assert punctuality(source, [], Q2, LATER).timeliness is Timeliness.EJ_AVTALAD
    assert punctuality(source, [came(Q2, "2026-11-01")], Q2, LATER).timeliness is Timeliness.EJ_AVTALAD


def test_a_delivery_covers_the_periods_before_its_own() -> None:
    found = punctuality(POLICE, [came(Q3, "2026-10-02")], Q2, LATER)
    assert (found.timeliness, found.days, found.delivery) == (Timeliness.SEN, 80, "polisen/2026-K3")


def test_a_statement_dated_within_a_quarter_is_not_the_quarters_delivery() -> None:
    found = punctuality(POLICE, [came(Day(date(2026, 11, 3)), "2026-11-03")], Q2, LATER)
    assert found.timeliness is Timeliness.SAKNAS


def test_nothing_is_known_of_a_delivery_before_it_came() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-30")], Q2, date(2026, 7, 20))
    assert found.timeliness is Timeliness.SAKNAS


def test_a_correction_does_not_make_a_delivery_late() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-10"), came(Q2, "2026-09-01", revision=2)], Q2, LATER)
    assert (found.timeliness, found.corrected, found.unchanged_from, found.delivery) == (Timeliness.I_TID, True, "", "polisen/2026-K2.r2")


def test_a_revision_with_the_same_bytes_corrects_nothing() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-10", "same"), came(Q2, "2026-09-01", "same", revision=2)], Q2, LATER)
    assert (found.corrected, found.unchanged_from) == (False, "polisen/2026-K2")


def test_last_quarters_file_sent_again_is_unchanged_and_no_news() -> None:
    found = punctuality(POLICE, [came(Q1, "2026-04-10", "same"), came(Q2, "2026-07-10", "same")], Q2, LATER)
    assert (found.timeliness, found.corrected, found.unchanged_from) == (Timeliness.I_TID, False, "polisen/2026-K1")


def test_a_first_delivery_is_neither_corrected_nor_unchanged() -> None:
    found = punctuality(POLICE, [came(Q2, "2026-07-10")], Q2, LATER)
    assert (found.corrected, found.unchanged_from) == (False, "")


@pytest.mark.parametrize(
    ("frequency", "days", "on", "expected"),
    [
        (Frequency.KVARTAL, 14, date(2026, 7, 13), Q1),
        (Frequency.KVARTAL, 14, date(2026, 7, 14), Q2),
        (Frequency.MANAD, 14, date(2026, 7, 14), Month(2026, 6)),
        (Frequency.AR, 181, date(2026, 6, 29), Year(2024)),
        (Frequency.AR, 181, date(2026, 6, 30), Year(2025)),
        (Frequency.DAG, 0, date(2026, 6, 30), Day(date(2026, 6, 30))),
    ],
)
def test_the_latest_due_period_is_the_latest_whose_day_has_come(frequency: Frequency, days: int, on: date, expected: Period) -> None:
    assert latest_due(Source(id="x", covers=frequency, due_after_days=days), on) == expected


def test_a_source_without_set_times_has_no_due_period() -> None:
    assert latest_due(Source(id="x", covers=Frequency.AR), LATER) is None


def test_what_is_asked_for_a_day_is_due_on_that_day() -> None:
    assert due_day(POLICE, Day(date(2026, 12, 3))) == date(2026, 12, 3)
    assert due_day(POLICE, Q2) == date(2026, 7, 14)
