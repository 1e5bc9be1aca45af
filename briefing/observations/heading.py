"""What a heading of a table says: which period, which unit or role, which group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.observations.numbers import is_marker, parsed_number
from briefing.terms.period import Day, Month, Period, Quarter, Year, parse_period

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAMES = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_FORMS = (
    re.compile(rf"(?<![0-9]){_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9])"),
    re.compile(rf"(?<![0-9]){_YEAR}[-/ ]?(?:K|kv\.? ?|kvartal ?)(?P<quarter>[1-4])(?![0-9])", re.IGNORECASE),
    re.compile(rf"\b(?:K|kv\.? ?|kvartal ?)(?P<quarter>[1-4]),?[-/ ]{{0,2}}{_YEAR}(?![0-9])", re.IGNORECASE),
    re.compile(rf"(?<![0-9]){_YEAR}[-M/](?P<month>[0-9]{{2}})(?![0-9])"),
    re.compile(rf"\b(?P<name>{_NAMES})\.?[- ]{_YEAR}(?![0-9])", re.IGNORECASE),
    re.compile(rf"(?<![0-9]){_YEAR}[- ](?P<name>{_NAMES})\b\.?", re.IGNORECASE),
    re.compile(rf"(?<![0-9–-]){_YEAR}(?:[-–](?:19|20)?[0-9]{{2}})?(?![0-9])"),
)
_PRELIMINARY = re.compile(r"\bprel\b\.?|\(p\)", re.IGNORECASE)
# What a unit or role is called where nothing else is declared; the first that stands in the heading is meant.
_ROLES = (
    ("lower", r"\bundre|\bnedre|\blägre gräns|\bKI ?-|lower"),
    ("upper", r"\bövre|\bovre|\bhögre gräns|\bKI ?\+|upper"),
    ("margin", r"felmarginal|osäkerhetstal|±|\+/-"),
    ("n", r"\bantal (?:svar\w*|respondenter|personer som svarat|i urvalet)|\bsvarande\b|\bbas\b|^n$|\bn ?="),
    ("per_100k", r"per 100[  ]?000|/ ?100[  ]?000"),
    ("andel", r"\bandel|\bprocent\b|%"),
    ("medel", r"\bmedel\w*|\bmedian\w*|\bgenomsnitt\w*|\bindex\b"),
    ("antal", r"\bantal"),
)
_KNOWN = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)


@dataclass(frozen=True)
class Heading:
    """What a column holds, as far as its headings say it; "" and None where they do not."""

    path: tuple[str, ...]
    period: Period | None = None
    is_preliminary: bool = False
    role: str = ""
    group: str | None = None
    indicator: str = ""

    @property
    def says_something(self) -> bool:
        return self.period is not None or bool(self.role or self.indicator) or self.group is not None

    @property
    def text(self) -> str:
        return " / ".join(self.path)


def heading_of(path: tuple[str, ...], declared: Mapping[str, str], groups: Mapping[str, str]) -> Heading:
    """The heading of a column from the texts above it, the outermost first."""
    period = _period_of(path)
    preliminary = any(_PRELIMINARY.search(text) for text in path)
    group = next((ours for theirs, ours in groups.items() if theirs in path), None)
    return Heading(path, period, preliminary, role_of(path, declared), group)


def _period_of(path: tuple[str, ...]) -> Period | None:
    """The period of one text, or a month or quarter in one and its year in another."""
    told = [found for text in (*reversed(path), " ".join(reversed(path))) if (found := period_in(text)) is not None]
    return next((each for each in told if not isinstance(each, Year)), told[0] if told else None)


def role_of(path: tuple[str, ...], declared: Mapping[str, str]) -> str:
    """The unit or role that the texts say, the innermost first, declared words before known ones; "" where they say none."""
    for text in reversed(path):
        for word in sorted(declared, key=len, reverse=True):
            if word.casefold() in text.casefold():
                return declared[word]
        for role, pattern in _KNOWN:
            if pattern.search(text):
                return role
    return ""


def period_in(text: str) -> Period | None:
    """The period that a text names: 2024, 2015*, 2024-K1, Kv 1 2024, jan 2024, 2024-01, Antal 2023. None for none, or for several years."""
    for form in _FORMS:
        if (match := form.search(text)) is not None:
            return _period(match)
    return None


def is_value(cell: str) -> bool:
    """Whether a cell could be a value: a number or a marker, not blank."""
    if not cell:
        return False
    try:
        parsed_number(cell, signed=True)
    except ValueError:
        return is_marker(cell)
    return True


def _period(match: re.Match[str]) -> Period | None:
    found = match.groupdict()
    if match.re is _FORMS[-1] and re.search("[-–]", match[0]):
        return None  # a mean of several years has no single year
    try:
        code = found["year"]
        if found.get("day"):
            day = parse_period(f"{code}-{found['month']}-{found['day']}")
            assert isinstance(day, Day)
            return Month(day.day.year, day.day.month) if day.day.day == 1 else day  # Excel's months are their first day
        if found.get("quarter"):
            return Quarter(int(code), int(found["quarter"]))
        if found.get("name"):
            return Month(int(code), _MONTHS.index(found["name"][:3].lower()) + 1)
        return Month(int(code), int(found["month"])) if found.get("month") else Year(int(code))
    except ValueError:
        return None
