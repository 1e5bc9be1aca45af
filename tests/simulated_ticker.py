"""Twenty years of a ticker in memory: hosts that sleep, sources that fail, clocks that jump; and a checker that knows nothing of planning.

The world is what the real one is: registers that only grow, an archive with rename-if-absent, hosts that look first and commit later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from briefing.planning import Known, Plan, due
from briefing.terms.calendar import Calendar, Recurrence
from briefing.terms.edition import EditionId
from briefing.terms.expected import Arrival, Expected
from briefing.terms.period import Frequency, Quarter

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST, QUARTERS = Quarter(2016, 1), 80
LAST_DAY = timedelta(days=40)  # after a quarter's end: 20 days, a wait of 15, and the hour
Due = Callable[[Calendar, Known, datetime], Plan]
Register = tuple[tuple[str, Quarter, date], ...]


@dataclass(frozen=True)
class Published:
    """One commit: by a host whose clock said `clock`, made of those deliveries, with what the register held when the host looked."""

    id: EditionId
    quarter: Quarter
    clock: datetime
    used: frozenset[tuple[str, Quarter, date]]
    register: Register


@dataclass
class History:
    """What happened in one world."""

    rule: Recurrence
    quarters: int
    published: list[Published] = field(default_factory=list)
    ticks: int = 0
    restarts: int = 0
    jumps: int = 0
    refused_clocks: int = 0
    lost_races: int = 0
    failed_sources: int = 0


def simulated(seed: int, plan: Due = due, *, commits_if_absent: bool = True, quarters: int = QUARTERS) -> History:
    """Twenty years, 80 quarters (or fewer), with 1 to 8 hosts on one workspace."""
    random = Random(seed)
    rule = _rule(random)
    history = History(rule, quarters)
    end = datetime.combine(FIRST.shifted(quarters).first_day, time(), UTC) + LAST_DAY
    coming = _deliveries(random, rule, history)
    register: list[tuple[str, Quarter, date]] = []
    archive: dict[EditionId, date] = {}
    calendar, hosts = Calendar(FIRST, edition=(rule,)), random.randint(1, 8)
    now, skew = datetime(2016, 1, 1, tzinfo=UTC), timedelta(0)
    while now < end + timedelta(days=40):
        now += _pause(random, history)
        skew = _skew(random, skew, history) if now < end else timedelta(0)
        clock = now + skew
        history.ticks += 1
        if _went_back(clock, archive):
            history.refused_clocks += 1
            continue
        while coming and coming[-1][0] <= now:
            _, source, quarter = coming.pop()
            register.append((source, quarter, clock.astimezone(STOCKHOLM).date()))
        known = Known("2480", frozenset(archive), (), _expected(rule, register))
        look = plan(calendar, known, clock).due  # several hosts that look at one world see the same
        for each in look * random.randint(1, hosts):
            if commits_if_absent and each.id in archive:
                history.lost_races += 1
                continue
            archive[each.id] = clock.astimezone(STOCKHOLM).date()
            used = frozenset(row for row in register if row[2] < each.publishing_day)
            history.published.append(Published(each.id, each.period, clock, used, tuple(register)))  # type: ignore[arg-type]
    return history


def faults(history: History) -> list[str]:
    """What is wrong: a quarter missed, made twice, too early, or on other data than was known at its cut-off."""
    made = [each.quarter for each in history.published]
    wanted = [FIRST.shifted(each) for each in range(history.quarters)]
    found = [f"{quarter.code} missed" for quarter in wanted if quarter not in made]
    found += [f"{quarter.code} made {made.count(quarter)} times" for quarter in dict.fromkeys(made) if made.count(quarter) > 1]
    for each in history.published:
        cut_off = _cut_off(history.rule, each)
        wall = each.clock.astimezone(STOCKHOLM)
        if (wall.date(), f"{wall:%H:%M}") < (cut_off, history.rule.at):
            found.append(f"{each.quarter.code} made {wall:%Y-%m-%d %H:%M}, before {cut_off} {history.rule.at}")
        if each.used != {row for row in each.register if row[2] < cut_off}:
            found.append(f"{each.quarter.code} made on other data than was known at {cut_off}")
    return found


def _cut_off(rule: Recurrence, made: Published) -> date:
    """Day by day: the first day from the ordinary one on which every source had come the day before or earlier, or the last day."""
    ends = date(made.quarter.year + made.quarter.quarter // 4, made.quarter.quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    day = ends + timedelta(days=rule.after)
    last = day + timedelta(days=rule.wait_days)
    while day < last:
        came = {source for source, quarter, on in made.register if quarter >= made.quarter and on < day}
        if came >= set(rule.wait_for):
            return day
        day += timedelta(days=1)
    return last


def _rule(random: Random) -> Recurrence:
    sources = tuple(random.sample(["bra", "polisen", "skola"], random.randint(0, 3)))
    clock = random.choice(["06:00", "00:00", "12:15", "23:45"])
    after, wait = random.choice([10, 15, 20]), random.choice([0, 3, 10, 15])
    return Recurrence("kvartal", after_days=after, at=clock, wait_for=sources, wait_days=wait)


def _deliveries(random: Random, rule: Recurrence, history: History) -> list[tuple[datetime, str, Quarter]]:
    """When each delivery lies in its folder, latest first: around the due day, long after, or never."""
    found = []
    for place in range(QUARTERS):
        quarter = FIRST.shifted(place)
        due_on = datetime.combine(quarter.last_day, time(9), STOCKHOLM).astimezone(UTC) + timedelta(days=rule.after)
        for source in ("bra", "polisen", "skola"):
            if random.random() < 0.1:
                history.failed_sources += 1
            else:
                late = random.choice([random.gauss(-5, 4), random.gauss(0, 2), random.uniform(0, 40)])
                found.append((due_on + timedelta(days=late), source, quarter))
    return sorted(found, key=lambda each: each[0], reverse=True)


def _expected(rule: Recurrence, register: list[tuple[str, Quarter, date]]) -> dict[str, Expected]:
    recent = register[-40:]  # what is older covers no quarter that is still to be made, but for one that was missed for years
    rows = recent if len(register) < 40 else register
    return {
        source: Expected(source, Frequency.KVARTAL, 14, tuple(Arrival(quarter, on) for name, quarter, on in rows if name == source))
        for source in rule.wait_for
    }


def _pause(random: Random, history: History) -> timedelta:
    """A quarter of an hour now and then, days as a rule, and sometimes a machine that was off for months."""
    kind = random.random()
    if kind < 0.5:
        return timedelta(minutes=15 * random.randint(1, 96))
    if kind < 0.97:
        return timedelta(days=random.uniform(1, 12))
    history.restarts += 1
    return timedelta(days=random.uniform(20, 300))


def _skew(random: Random, before: timedelta, history: History) -> timedelta:
    """How wrong the clock is: mostly right; now and then an hour, a day or three weeks off, either way, for some ticks."""
    if before and random.random() < 0.6:
        return before
    if random.random() < 0.97:
        return timedelta(0)
    history.jumps += 1
    return random.choice([-1, 1]) * random.choice([timedelta(minutes=61), timedelta(hours=5), timedelta(days=2), timedelta(days=20)])


def _went_back(clock: datetime, archive: dict[EditionId, date]) -> bool:
    newest = max(archive.values(), default=None)
    return newest is not None and clock + timedelta(hours=1) < datetime.combine(newest, time(), STOCKHOLM)
