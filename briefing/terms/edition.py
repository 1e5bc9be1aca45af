"""Names and states of editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Status(Enum):
    """How far an edition has come: arbetsmaterial < utkast < granskad < slutlig."""

    ARBETSMATERIAL = "arbetsmaterial"
    UTKAST = "utkast"
    GRANSKAD = "granskad"
    SLUTLIG = "slutlig"

    @property
    def rank(self) -> int:
        return list(Status).index(self)


@dataclass(frozen=True)
class Review:
    """Who has made the secrecy review (sekretessprövning) of a public edition, as a function, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class StatutoryEdition:
    """The whole lägesbild that the law's two years are counted from (6 §): `2480-fullstandig-2025 v2`, and when it was issued."""

    name: str
    issued_on: date


@dataclass(frozen=True)
class IssuedEdition:
    """A lägesbild that has been issued (`2480-kvartal-2026-K2 v2`), the day, and whether a public edition of it has been issued (12 §)."""

    name: str
    issued_on: date
    is_published: bool


@dataclass(frozen=True)
class Logged:
    """One line of the log of an edition, as it is printed: version, day, what was done, by whom, and why or under which number."""

    version: str
    on: date
    what: str
    by: str = ""
    about: str = ""


_ID = re.compile(r"(\d{4})-([a-z]+(?:-[a-z]+)*)-(\d{4}(?:-K[1-4]|-\d{2}-\d{2})?)(?:-([a-z][a-z0-9-]*))?")


@dataclass(frozen=True)
class EditionId:
    """`<kommunkod>-<kind>-<period or meeting date>[-<for>]`, e.g. `2480-kvartal-2026-K2`."""

    municipality: str
    kind: str
    period: str
    recipient: str = ""

    def __str__(self) -> str:
        parts = (self.municipality, self.kind, self.period, self.recipient)
        return "-".join(part for part in parts if part)


def parse_edition_id(text: str) -> EditionId:
    """The edition id that a text names; ValueError says what was expected."""
    match = _ID.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not an edition; expected for example 2480-kvartal-2026-K2")
    return EditionId(match[1], match[2], match[3], match[4] or "")
