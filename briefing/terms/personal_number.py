"""Swedish personal identity numbers (personnummer, samordningsnummer) in running text, told from all other numbers of their shape.

Form: SKV 704 and SKV 707 (Skatteverket): year, month, day (+ 60 for a samordningsnummer), three digits and a check digit (Luhn).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_REGION = re.compile(r"[0-9][-0-9 +./_:]{8,}[0-9]")  # begins with a set of signs, so that text without digits is passed over fast
# Century, year, month, day, four digits. What stands between month and day is what stands between year and month.
_SHAPE = re.compile(
    r"(?<![0-9])(18|19|20)?([0-9]{2})([-. /]?)([0-9]{2})\3([0-9]{2})( ?[-+_/.:] ?| {1,3}|)([0-9]{4})(?![0-9])",
)
_NAMED = re.compile(
    r"(?:person(?:nummer|nr)|pers\. ?nr|\bpnr|samordnings(?:nummer|nr)|\bsamnr)\D{0,12}\Z|\b(?:född|f\.) ?\Z", re.IGNORECASE
)
_NAMED_OTHERWISE = re.compile(
    r"\b(?:ocr|bankgiro|bg|plusgiro|pg|faktura|referens|ref|order|kund|artikel|ean|isbn|iban|gtin|konto|clearing|dnr|diarie|ärende|org"
    r"|organisations|tel|tfn|telefon|mobil|sweref|koordinat|serie|löp)-?\w{0,8}\.?(?: ?(?:nr|nummer))?\W{0,3}\Z",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r" ?(?:kr|kronor|tkr|mnkr|sek|st|%|procent|personer|invånare|m|km|meter)\b", re.IGNORECASE)
_DECIMAL_BEFORE = re.compile(r"\d\.\d+[ ,;]{1,4}\Z")  # one of a pair of coordinates
_DECIMAL_AFTER = re.compile(r"[ ,;]{1,4}\d+\.\d")
_BEFORE = 40  # characters before a number in which a word may name it
_AROUND = 1_000  # characters on either side in which numbers of the same notation are neighbours
_MANY = 20  # so many neighbours are a column of something; few of them possible: of something else, where one is possible by chance
_COMPANY = 3  # that three in a row are possible by chance happens once in a thousand
_RECENT = 2010  # a later date beside four digits is a date beside a number, until its company says otherwise


class _Notation(Enum):
    """How a number is written; all but the first are shared with other numbers."""

    EGEN = auto()  # a sign before the last four
    I_RAD = auto()
    MELLANRUM = auto()
    DATUM_OCH_TAL = auto()
    DECIMAL = auto()
    LOPNUMMER = auto()  # six digits, a stroke and a year: the running number of a register


@dataclass(frozen=True)
class _Candidate:
    """Digits in the shape of a personal number. `possible`: its date exists and its check digit is right; `year` 0 without century."""

    start: int
    end: int
    notation: _Notation
    year: int
    day: int
    has_date: bool
    possible: bool


def personal_numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and day (above 60: samordningsnummer) of each, in a text with plain dashes, blanks and digits.

    The date must exist and the check digit be right. A notation that other numbers share also needs surroundings that allow it: no word
    that names another kind of number, no other numbers in the same row, no column of numbers of which few are possible. Where the number
    is called a personal number, a wrong check digit is a slip of the pen and helps nobody.
    An organisationsnummer is none: its "month" is at least 20.
    """
    candidates = tuple(_candidates(text))
    around = _Surroundings(text, candidates)
    for each in candidates:
        if around.allow(each):
            yield each.start, each.end, each.day


def is_possible(day: str, last: str) -> bool:
    """Whether six digits and four can be a number: the date exists (60 is added in a samordningsnummer), the check digit is right."""
    number = int(day[4:])
    has_date = _is_date(int("20" + day[:2]), int(day[2:4]), number % 60 if number > 60 else number)
    return has_date and last[:3] != "000" and _is_checked(day + last)


def _candidates(text: str) -> Iterator[_Candidate]:
    for region in _REGION.finditer(text):
        at = region.start()
        while match := _SHAPE.search(text, at, region.end()):
            candidate = _candidate(match)
            yield candidate
            at = match.end() if candidate.possible else match.start() + 1


def _candidate(match: re.Match[str]) -> _Candidate:
    century, year, between, month, day, before_last, last = match.groups()
    has_date = _is_date(int((century or "20") + year), int(month), int(day) % 60 if int(day) > 60 else int(day))
    possible = has_date and last[:3] != "000" and _is_checked(year + month + day + last)
    written, notation = int(century + year) if century else 0, _notation(between, before_last, last)
    return _Candidate(match.start(), match.end(), notation, written, int(day), has_date, possible)


def _is_date(year: int, month: int, day: int) -> bool:
    """Whether the date exists. Without its century a year is taken as of 2000, the more generous where a day is 29 February."""
    from calendar import monthrange

    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _is_checked(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (Luhn, modulus 10)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _notation(between: str, before_last: str, last: str) -> _Notation:
    sign, is_tight = before_last.strip(), before_last == before_last.strip()
    if not before_last:
        return _Notation.I_RAD
    if between in ("-", ".", "/") and (sign in (".", ":") or not is_tight):
        return _Notation.DATUM_OCH_TAL
    if sign == "/" and last.startswith(("19", "20")):
        return _Notation.LOPNUMMER
    if sign == ".":
        return _Notation.DECIMAL
    return _Notation.EGEN if sign else _Notation.MELLANRUM


class _Surroundings:
    """What stands around a number, and what that says of it."""

    def __init__(self, text: str, candidates: Sequence[_Candidate]) -> None:
        self.text = text
        self.edges = {place for each in candidates if each.possible for place in (each.start, each.end)}
        self.alike = {kind: [each for each in candidates if each.notation is kind] for kind in _Notation}
        self.starts = {kind: [each.start for each in alike] for kind, alike in self.alike.items()}

    def allow(self, each: _Candidate) -> bool:
        before = self.text[max(0, each.start - _BEFORE) : each.start]
        if _NAMED.search(before):
            return each.has_date and (each.possible or each.notation in (_Notation.EGEN, _Notation.I_RAD))
        if not each.possible or re.match(r"-\d\d?-", self.text[each.end : each.end + 4]):  # the last four are the year of another date
            return False
        is_year, is_named_otherwise = self.text.startswith(("19", "20"), each.end - 4), bool(_NAMED_OTHERWISE.search(before))
        if each.notation in (_Notation.EGEN, _Notation.LOPNUMMER):
            return each.notation is _Notation.EGEN and not (is_year and is_named_otherwise)
        is_of_something = is_named_otherwise or _OF_SOMETHING.match(self.text, each.end)
        return not is_of_something and self._stands_alone(each) and self._is_in_company(each)

    def _stands_alone(self, each: _Candidate) -> bool:
        """No part of a word, a decimal number or a code; and beside no number in the same row, unless that one is possible too."""
        left, right = self.text[max(0, each.start - 5) : each.start], self.text[each.end : each.end + 5]
        if re.search(r"[^\W_]\Z|\d[./:]\Z", left) or re.match(r"[^\W_]|[./:-]\d", right):
            return False
        if each.notation is _Notation.I_RAD:
            return True
        if each.notation is _Notation.DECIMAL and (
            _DECIMAL_BEFORE.search(self.text, max(0, each.start - 24), each.start) or _DECIMAL_AFTER.match(self.text, each.end)
        ):
            return False
        before, after = re.search(r"\d( {1,4})\Z", left), re.match(r"( {1,4})\d", right)
        is_free_before = not before or each.start - len(before[1]) in self.edges
        return is_free_before and (not after or each.end + len(after[1]) in self.edges)

    def _is_in_company(self, each: _Candidate) -> bool:
        """What the numbers of the same notation nearby say."""
        starts = self.starts[each.notation]
        near = self.alike[each.notation][bisect_left(starts, each.start - _AROUND) : bisect_right(starts, each.start + _AROUND)]
        possible = sum(other.possible for other in near)
        if len(near) >= _MANY and possible * 3 < len(near):
            return False
        is_dated = each.notation is _Notation.DATUM_OCH_TAL and each.year >= _RECENT
        is_mobile = each.notation is _Notation.I_RAD and each.year == 0 and self.text.startswith("070", each.start)
        return not (is_dated or is_mobile) or len(near) == possible >= _COMPANY
