"""Twenty years with downtime, restarts, failing sources and clock jumps: every quarter once, on the data known at its cut-off."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from simulated_ticker import FIRST, QUARTERS, Due, faults, simulated

from briefing.planning import Known, Plan, due
from briefing.terms.calendar import Calendar, CatchUp

WORLDS = 1250 if os.environ.get("BRIEFING_LONG") else 13  # of 80 quarters: 1e5 periods, 1 040 in the short run


def test_every_quarter_is_published_exactly_once_on_the_data_known_at_its_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    for seed in range(WORLDS):
        history = simulated(seed)
        assert (seed, faults(history)) == (seed, [])
        for name in ("ticks", "restarts", "jumps", "refused_clocks", "lost_races", "failed_sources"):
            counts[name] += getattr(history, name)
        counts["published"] += sum(each.quarter < FIRST.shifted(QUARTERS) for each in history.published)
    assert counts["published"] == WORLDS * QUARTERS
    assert all(counts[name] for name in ("restarts", "jumps", "refused_clocks", "lost_races", "failed_sources"))
    with capsys.disabled():
        print(f"\n  simulated: {dict(counts)}")


def a_day_early(calendar: Calendar, known: Known, now: datetime) -> Plan:
    return due(calendar, known, now + timedelta(days=1))


def a_day_late_cut_off(calendar: Calendar, known: Known, now: datetime) -> Plan:
    plan = due(calendar, known, now)
    return replace(plan, due=tuple(replace(each, publishing_day=each.publishing_day + timedelta(days=1)) for each in plan.due))


def forgets_to_wait(calendar: Calendar, known: Known, now: datetime) -> Plan:
    return due(replace(calendar, edition=tuple(replace(each, wait_for=()) for each in calendar.edition)), known, now)


def waits_for_ever(calendar: Calendar, known: Known, now: datetime) -> Plan:
    return due(replace(calendar, edition=tuple(replace(each, wait_days=3650) for each in calendar.edition)), known, now)


def uses_all_that_has_come(calendar: Calendar, known: Known, now: datetime) -> Plan:
    plan = due(calendar, known, now)
    return replace(plan, due=tuple(replace(each, publishing_day=now.date() + timedelta(days=2)) for each in plan.due))


def forgets_what_it_missed(calendar: Calendar, known: Known, now: datetime) -> Plan:
    return due(replace(calendar, catch_up=CatchUp.LATEST), known, now)


def forgets_what_is_archived(calendar: Calendar, known: Known, now: datetime) -> Plan:
    return due(calendar, replace(known, archived=frozenset()), now)


@pytest.mark.parametrize(
    "mutant", [a_day_early, a_day_late_cut_off, forgets_to_wait, waits_for_ever, uses_all_that_has_come, forgets_what_it_missed]
)
def test_the_checker_finds_a_planning_that_is_wrong(mutant: Due) -> None:
    assert any(faults(simulated(seed, mutant, quarters=24)) for seed in range(5))


def test_the_checker_finds_an_edition_that_is_made_twice() -> None:
    assert any("times" in fault for seed in range(3) for fault in faults(simulated(seed, commits_if_absent=False, quarters=24)))


def test_a_planning_that_forgets_the_archive_is_stopped_by_the_commit_alone() -> None:
    """Rename if absent is enough by itself: what is planned twice is still made once."""
    assert faults(simulated(0, forgets_what_is_archived, quarters=12)) == []
