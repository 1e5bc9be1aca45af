"""The calendar of briefing.toml: which editions are made by themselves, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from briefing.terms.period import Quarter

AFTER_DAYS, BEFORE_DAYS, BEFORE_MONTHS = 15, 7, 6
"""What holds where a rule says nothing: quarters come on the 15th day after them, briefings a week before the meeting, and the draft of
the statutory edition half a year before its time is out, when the warning begins."""

AT_MIDNIGHT = time(0)


class Every(Enum):
    """What makes an edition come back: each quarter, the law's every second year, each meeting of the council."""

    KVARTAL = "kvartal"
    VARTANNAT_AR = "vartannat-ar"
    MOTE = "mote"


class CatchUp(Enum):
    """What becomes of editions whose time passed while nobody was there: all are made, the latest of each rule, or none."""

    ALL = "all"
    LATEST = "latest"
    NONE = "none"


@dataclass(frozen=True)
class Recurrence:
    """One rule, `[[calendar.edition]]`: a kind of edition (for a nämnd where `committee` names one), how often, and when.

    The publishing day is `after_days` after the quarter's end (kvartal, vartannat-ar), `before_days` before the meeting (mote), or
    `before_months` before the law's two years are out (vartannat-ar); it begins at `at`, local time. While a source of `wait_for` is
    missing the day moves to the one after it came, at most `wait_days`.
    """

    kind: str
    every: Every = Every.KVARTAL
    committee: str = ""
    after_days: int | None = None
    before_days: int | None = None
    before_months: int | None = None
    at: str = "06:00"
    wait_for: tuple[str, ...] = ()
    wait_days: int = 0

    @property
    def clock(self) -> time:
        """The time of day; ValueError where `at` is none."""
        return time.fromisoformat(self.at)

    @property
    def after(self) -> int:
        return AFTER_DAYS if self.after_days is None else self.after_days

    @property
    def days_before(self) -> int:
        return BEFORE_DAYS if self.before_days is None else self.before_days

    @property
    def months_before(self) -> int:
        return BEFORE_MONTHS if self.before_months is None else self.before_months


@dataclass(frozen=True)
class Skip:
    """An edition that somebody has decided not to make, `[[calendar.skip]]`: its id, by whom (a function) and why."""

    edition: str
    by: str
    reason: str


@dataclass(frozen=True)
class Calendar:
    """When editions are due: the first quarter to publish, the days on which the council meets, the rules, and what is left out.

    `archive`: what is made by itself goes into the archive, as Utkast; without it it is a draft until somebody issues it.
    """

    first: Quarter
    meetings: tuple[date, ...] = ()
    catch_up: CatchUp = CatchUp.ALL
    edition: tuple[Recurrence, ...] = (Recurrence("kvartal"),)
    skip: tuple[Skip, ...] = ()
    archive: bool = True
