"""What is due, what waits and what is skipped follows from the calendar, the archive, what has come and the time alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from briefing.archive.edition import Edition, Origin
from briefing.planning import Known, Plan, PlanState, done, due, instant, statutory_days, statutory_deadline
from briefing.terms.calendar import Calendar, CatchUp, Every, Recurrence, Skip
from briefing.terms.edition import EditionId, Status, parse_edition_id
from briefing.terms.expected import Arrival, Expected
from briefing.terms.period import Day, Frequency, Quarter, Year

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BRA = Expected("bra", Frequency.KVARTAL, 14)
KVARTAL = Recurrence("kvartal", wait_for=("bra",), wait_days=10)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def calendar(*rules: Recurrence, first: str = "2026-K2", **more: object) -> Calendar:
    year, quarter = first.split("-K")
    return Calendar(Quarter(int(year), int(quarter)), edition=rules or (Recurrence("kvartal"),), **more)  # type: ignore[arg-type]


def known(*archived: str, came: dict[str, str] | None = None, decided: tuple[date, ...] = ()) -> Known:
    arrivals = [Arrival(_quarter(period), date.fromisoformat(day)) for period, day in (came or {}).items()]
    return Known("2480", frozenset(map(parse_edition_id, archived)), decided, {"bra": replace(BRA, arrivals=tuple(arrivals))})


def _quarter(code: str) -> Quarter:
    return Quarter(int(code[:4]), int(code[-1]))


def ids(planned: object) -> list[str]:
    return [str(each.id) for each in planned]  # type: ignore[attr-defined]


def plan(now: str, *rules: Recurrence, world: Known | None = None, **more: object) -> Plan:
    return due(calendar(*rules, **more), world or known(), at(now))  # type: ignore[arg-type]


def test_a_quarter_is_due_at_six_on_the_fifteenth_day_after_it_and_not_a_minute_before() -> None:
    assert ids(plan("2026-07-15T05:59").due) == []
    assert ids(plan("2026-07-15T06:00").due) == ["2480-kvartal-2026-K2"]
    assert plan("2026-07-15T06:00").due[0].publishing_day == date(2026, 7, 15)
    assert plan("2026-07-01T00:00").coming[0].at == datetime(2026, 7, 15, 4, tzinfo=UTC)
    assert plan("2026-12-01T00:00", first="2026-K4").coming[0].at == datetime(2027, 1, 15, 5, tzinfo=UTC)


def test_day_and_time_can_be_set() -> None:
    rule = Recurrence("kvartal", after_days=20, at="13:30")
    assert ids(plan("2026-07-20T13:29", rule).due) == []
    assert ids(plan("2026-07-20T13:30", rule).due) == ["2480-kvartal-2026-K2"]


def test_what_is_in_the_archive_is_done_and_nothing_before_the_first_quarter_is_asked_for() -> None:
    world = known("2480-kvartal-2026-K2", "2480-kvartal-2026-K4")
    assert ids(plan("2027-05-01T00:00", world=world).due) == ["2480-kvartal-2026-K3", "2480-kvartal-2027-K1"]
    assert ids(done(calendar(), world, at("2027-05-01T00:00"))) == ["2480-kvartal-2026-K2", "2480-kvartal-2026-K4"]


def test_late_quarters_are_made_oldest_first_each_with_its_own_cut_off() -> None:
    found = plan("2027-05-01T00:00").due
    assert [each.publishing_day.isoformat() for each in found] == ["2026-07-15", "2026-10-15", "2027-01-15", "2027-04-15"]
    assert [each.period for each in found] == [Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)]


def test_a_missing_source_is_waited_for_from_the_publishing_day_until_the_last_day() -> None:
    waiting = plan("2026-07-15T06:00", KVARTAL).waiting[0]
    assert [(each.source, each.since, each.until) for each in waiting.waits] == [("bra", date(2026, 7, 15), date(2026, 7, 25))]
    assert ids(plan("2026-07-25T05:59", KVARTAL).due) == []
    assert plan("2026-07-25T06:00", KVARTAL).due[0].publishing_day == date(2026, 7, 25)


def test_before_the_publishing_day_the_plan_tells_what_has_not_come() -> None:
    coming = plan("2026-07-10T06:00", KVARTAL).coming[0]
    assert (coming.state, [each.source for each in coming.waits]) == (PlanState.KOMMANDE, ["bra"])


@pytest.mark.parametrize(
    ("came", "publishing"),
    [
        ("2026-07-10", "2026-07-15"),  # in time
        ("2026-07-14", "2026-07-15"),  # the day before is in time
        ("2026-07-15", "2026-07-16"),  # on the publishing day: it moves to the day after
        ("2026-07-20", "2026-07-21"),
        ("2026-07-24", "2026-07-25"),
        ("2026-07-25", "2026-07-25"),  # too late to be waited for: the last day stands, and its delivery is not used
        ("2026-09-01", "2026-07-25"),
    ],
)
def test_the_publishing_day_is_the_day_after_the_source_came_at_most_wait_days_later(came: str, publishing: str) -> None:
    found = plan("2026-10-01T06:00", KVARTAL, world=known(came={"2026-K2": came}))
    assert found.due[0].publishing_day.isoformat() == publishing


def test_without_wait_days_nothing_is_waited_for() -> None:
    rule = replace(KVARTAL, wait_days=0)
    assert ids(plan("2026-07-15T06:00", rule).due) == ["2480-kvartal-2026-K2"]


def test_a_delivery_about_an_earlier_quarter_is_not_what_is_waited_for() -> None:
    assert ids(plan("2026-07-16T06:00", KVARTAL, world=known(came={"2026-K1": "2026-07-01"})).waiting) == ["2480-kvartal-2026-K2"]
    assert ids(plan("2026-10-16T06:00", KVARTAL, world=known(came={"2026-K3": "2026-10-02"})).due) == [
        "2480-kvartal-2026-K2",
        "2480-kvartal-2026-K3",
    ]


def test_of_a_yearly_source_the_latest_year_that_is_due_is_waited_for() -> None:
    rule = Recurrence("kvartal", wait_for=("kolada",), wait_days=10)
    for year, is_enough in ((2025, True), (2024, False)):
        kolada = Expected("kolada", Frequency.AR, 181, (Arrival(Year(year), date(2026, 6, 15)),))
        found = plan("2026-07-15T06:00", rule, world=Known("2480", sources={"kolada": kolada}))
        assert bool(found.due) is is_enough


def test_policy_latest_makes_only_the_newest_and_never_goes_back() -> None:
    found = plan("2027-02-01T00:00", catch_up=CatchUp.LATEST)
    assert ids(found.due) == ["2480-kvartal-2026-K4"]
    assert [(str(each.id), each.skipped_by) for each in found.skipped] == [
        ("2480-kvartal-2026-K2", "kalendern"),
        ("2480-kvartal-2026-K3", "kalendern"),
    ]
    after = plan("2027-02-01T00:15", catch_up=CatchUp.LATEST, world=known("2480-kvartal-2026-K4"))
    assert ids(after.due) == []


def test_policy_none_makes_nothing_that_was_missed_for_more_than_a_day() -> None:
    assert ids(plan("2026-07-16T05:59", catch_up=CatchUp.NONE).due) == ["2480-kvartal-2026-K2"]
    assert ids(plan("2026-07-16T06:01", catch_up=CatchUp.NONE).due) == []
    assert ids(plan("2026-07-16T06:01", catch_up=CatchUp.NONE).skipped) == ["2480-kvartal-2026-K2"]


def test_an_edition_is_skipped_by_somebody_for_a_reason() -> None:
    skip = Skip("2480-kvartal-2026-K3", "Säkerhetschefen", "rådet är inställt")
    found = plan("2026-10-20T00:00", skip=(skip,))
    assert ids(found.due) == ["2480-kvartal-2026-K2"]
    assert [(each.skipped_by, each.reason) for each in found.skipped] == [("Säkerhetschefen", "rådet är inställt")]


def test_a_briefing_is_made_before_each_meeting_and_not_after_it() -> None:
    rule = Recurrence("radsbriefing", Every.MOTE, before_days=7)
    meetings = (date(2026, 12, 3), date(2027, 3, 4))
    assert ids(plan("2026-11-26T05:59", rule, meetings=meetings).due) == []
    found = plan("2026-11-26T06:00", rule, meetings=meetings)
    assert (ids(found.due), ids(found.coming)) == (["2480-radsbriefing-2026-12-03"], ["2480-radsbriefing-2027-03-04"])
    assert found.due[0].period == Day(date(2026, 12, 3))
    assert ids(plan("2026-12-03T20:00", rule, meetings=meetings).due) == ["2480-radsbriefing-2026-12-03"]
    held = plan("2026-12-04T00:00", rule, meetings=meetings)
    assert (ids(held.due), held.skipped[0].reason) == ([], "mötet har varit")


def test_the_statutory_edition_comes_with_the_first_quarter_where_there_has_been_none() -> None:
    rule = Recurrence("fullstandig", Every.VARTANNAT_AR)
    assert ids(plan("2026-07-15T06:00", rule).due) == ["2480-fullstandig-2026-K2"]
    assert ids(plan("2030-01-01T00:00", rule, world=known("2480-fullstandig-2026-K2")).due) == []


def test_the_statutory_edition_is_drafted_half_a_year_before_the_laws_two_years_are_out() -> None:
    rule = Recurrence("fullstandig", Every.VARTANNAT_AR)
    decided = (date(2026, 10, 1),)
    world = known("2480-fullstandig-2026-K2", decided=decided)
    assert statutory_deadline(decided) == date(2028, 10, 1)
    assert ids(plan("2028-03-31T23:00", rule, world=world).due) == []
    assert ids(plan("2028-04-01T06:00", rule, world=world).due) == ["2480-fullstandig-2027-K4"]


def test_the_two_years_run_from_what_is_slutlig_never_from_a_draft() -> None:
    def edition(kind: str, status: Status) -> Edition:
        return Edition(EditionId("2480", kind, "2026-K2"), "v1", status, date(2026, 10, 1), "", "", "0.1", (), ())

    drafts = [edition("fullstandig", status) for status in (Status.UTKAST, Status.GRANSKAD)]
    assert statutory_days([*drafts, edition("kvartal", Status.SLUTLIG)]) == ()
    assert statutory_days([edition("fullstandig", Status.SLUTLIG)]) == (date(2026, 10, 1),)


def test_the_two_years_run_from_the_day_of_a_deposited_document_not_from_the_day_it_was_deposited() -> None:
    id = EditionId("2480", "fullstandig", "2024")
    made = Edition(id, "v1", Status.UTKAST, date(2026, 10, 1), "", "", "0.1", (), ())
    deposited = replace(made, origin=Origin.DEPONERAD, issued_on=date(2024, 12, 1))
    decided = statutory_days([deposited])
    assert (decided, statutory_deadline(decided)) == ((date(2024, 12, 1),), date(2026, 12, 1))
    found = plan("2026-08-01T00:00", Recurrence("fullstandig", Every.VARTANNAT_AR), world=known(decided=decided))
    assert ids(found.due) == ["2480-fullstandig-2026-K2"]


def test_each_committee_has_its_own_edition() -> None:
    rules = [Recurrence("namnd", committee=each) for each in ("fritid", "skola")]
    assert ids(plan("2026-07-15T06:00", *rules).due) == ["2480-namnd-2026-K2-fritid", "2480-namnd-2026-K2-skola"]


def time_changes(first: int, last: int) -> list[date]:
    """The days on which Swedish clocks are changed."""
    days = (date(first, 1, 1) + timedelta(days=each) for each in range(366 * (last - first + 1)))
    return [day for day in days if day.year <= last and _offset(day) != _offset(day + timedelta(days=1))]


def _offset(day: date) -> timedelta | None:
    return datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).utcoffset()


def test_every_change_of_time_from_1990_to_2060_publishes_once_and_in_time() -> None:
    changes = time_changes(1990, 2060)
    assert len(changes) == 142  # two a year
    for day in changes:
        quarter = Quarter(day.year, (day.month + 2) // 3).shifted(-1)
        for clock in ("02:00", "02:30", "06:00"):
            rule = Recurrence("kvartal", after_days=(day - quarter.last_day).days, at=clock)
            assert published(rule, quarter, day) == expected_instant(day, clock)


def published(rule: Recurrence, quarter: Quarter, day: date) -> datetime:
    """The tick at which a ticker of 15 minutes makes the edition; AssertionError unless it is one tick, on the cut-off of that day."""
    archived: set[EditionId] = set()
    moments = []
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    while moment < datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=8):
        for each in due(Calendar(quarter, edition=(rule,)), Known("2480", archived), moment).due:
            archived.add(each.id)
            moments.append(moment)
            assert each.publishing_day == day
        moment += timedelta(minutes=15)
    assert len(moments) == 1
    return moments[0]


def expected_instant(day: date, clock: str) -> datetime:
    """Found by looking at a Swedish wall clock every quarter of an hour: the first time that it shows that time, or, on a night that
    leaves it out, an hour later."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    moments = [start + timedelta(minutes=15 * each) for each in range(48)]
    an_hour_later = f"{(int(clock[:2]) + 1) % 24:02d}{clock[2:]}"
    shown = {each: each.astimezone(STOCKHOLM) for each in moments}
    on_the_day = [each for each in moments if shown[each].date() == day]
    exact = [each for each in on_the_day if f"{shown[each]:%H:%M}" == clock]
    return (exact or [each for each in on_the_day if f"{shown[each]:%H:%M}" == an_hour_later])[0]


def test_instants_never_run_backwards() -> None:
    clock = Recurrence("kvartal", at="02:30").clock
    days = [date(1990, 1, 1) + timedelta(days=each) for each in range(71 * 365)]
    instants = [instant(day, clock) for day in days]
    assert all(timedelta(hours=22) < later - earlier < timedelta(hours=26) for earlier, later in pairwise(instants))
