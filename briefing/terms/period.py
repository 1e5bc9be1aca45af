"""Periods as the statistics has them: year, quarter, month, day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Frequency(Enum):
    """How often a series has a value (periodicitet)."""

    AR = "ar"
    KVARTAL = "kvartal"
    MANAD = "manad"
    DAG = "dag"


@dataclass(frozen=True, order=True)
class Year:
    """A calendar year; code `2026`."""

    year: int

    frequency = Frequency.AR

    @property
    def code(self) -> str:
        return f"{self.year:04d}"

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)

    def shifted(self, periods: int) -> Year:
        return Year(self.year + periods)

    def years_before(self, years: int) -> Year:
        return Year(self.year - years)


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; code `2026-K2`."""

    year: int
    quarter: int

    frequency = Frequency.KVARTAL

    def __post_init__(self) -> None:
        if not 1 <= self.quarter <= 4:
            raise ValueError(f"a year has quarters 1 to 4, not {self.quarter}")

    @property
    def code(self) -> str:
        return f"{self.year:04d}-K{self.quarter}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> date:
        return self.shifted(1).first_day - timedelta(days=1)

    def shifted(self, periods: int) -> Quarter:
        years, index = divmod(self.quarter - 1 + periods, 4)
        return Quarter(self.year + years, index + 1)

    def years_before(self, years: int) -> Quarter:
        return Quarter(self.year - years, self.quarter)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; code `2026-08`."""

    year: int
    month: int

    frequency = Frequency.MANAD

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"a year has months 1 to 12, not {self.month}")

    @property
    def code(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.shifted(1).first_day - timedelta(days=1)

    def shifted(self, periods: int) -> Month:
        years, index = divmod(self.month - 1 + periods, 12)
        return Month(self.year + years, index + 1)

    def years_before(self, years: int) -> Month:
        return Month(self.year - years, self.month)


@dataclass(frozen=True, order=True)
class Day:
    """One day, as a council meeting or a dated statement has; code `2026-11-03`."""

    day: date

    frequency = Frequency.DAG

    @property
    def code(self) -> str:
        return self.day.isoformat()

    @property
    def first_day(self) -> date:
        return self.day

    @property
    def last_day(self) -> date:
        return self.day

    def shifted(self, periods: int) -> Day:
        return Day(self.day + timedelta(days=periods))

    def years_before(self, years: int) -> Day:
        return Day(self.day.replace(year=self.day.year - years))


Period = Year | Quarter | Month | Day

_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # outside them a year is a slip of the pen, and dates run out
_CODE = re.compile(r"(?P<year>\d{4})(?:-K(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def parse_period(code: str) -> Period:
    """The period of a code (`2026`, `2026-K2`, `2026-08`, `2026-11-03`); ValueError says what was expected."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"'{code}' is not a period; expected 2026, 2026-K2, 2026-08 or 2026-11-03")
    year = int(match["year"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"'{code}' is not a period; expected a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    if match["quarter"]:
        return Quarter(year, int(match["quarter"]))
    if match["day"]:
        return Day(date.fromisoformat(code))
    return Month(year, int(match["month"])) if match["month"] else Year(year)


_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")


def in_words(period: Period) -> str:
    """The period in Swedish, as remarks on deliveries and the document say it: `2026 kvartal 2`, `juni 2026`, `2025`, `2026-11-03`."""
    match period:
        case Quarter():
            return f"{period.year} kvartal\u00a0{period.quarter}"
        case Month():
            return f"{_MONTHS[period.month - 1]} {period.year}"
        case Year() | Day():
            return period.code


_WRITTEN_DAY = re.compile(
    rf"(?:den )?(?P<day>\d{{1,2}})(?::?e|:?a)?\.? (?P<month>{'|'.join(_MONTHS)}|jan|febr?|apr|aug|sept?|okt|nov|dec)\.?,? (?P<year>\d{{4}})"
)


def written_day(text: str) -> date | None:
    """A day as people write it: `2026-11-03`, `2026/11/03`, `3 november 2026`, `den 3:e nov. 2026`; None for what is no such day.

    `3/11 2026` and `11.3.2026` are none: whether the day or the month comes first depends on who writes.
    """
    plain = " ".join(text.lower().split()).rstrip(".")
    match = _WRITTEN_DAY.fullmatch(plain)
    try:
        if match is None:
            return date.fromisoformat(plain.partition("t")[0].replace("/", "-"))
        month = next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(match["month"]))
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def quarter_of(day: date) -> Quarter:
    """The calendar quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month where it has no such day."""
    last = Month(day.year, day.month).shifted(months).last_day
    return last.replace(day=min(day.day, last.day))
