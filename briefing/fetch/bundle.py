"""`Bundle`, what becomes one delivery; `Collected`, what a kind of service gave; `Job`, what it was asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from briefing.fetch.fault import NotFetchedError
from briefing.fetch.stage import Answer
from briefing.fetch.web import Web
from briefing.observations.fault import UnusableError
from briefing.observations.json_pages import parsed_json
from briefing.sources.fetching import Fetching
from briefing.sources.source import Part, Source
from briefing.terms.area import Municipality
from briefing.terms.period import Period

_AGAIN = "försök igen; kvarstår det har tjänsten ändrats"


@dataclass(frozen=True)
class Piece:
    """One file of a delivery: an answer as it came, under a name."""

    name: str
    answer: Answer


@dataclass(frozen=True)
class Bundle:
    """A delivery in the making: the latest period that it covers, and its files. `grows`: they are added to those that are there."""

    covers: Period
    pieces: tuple[Piece, ...]
    grows: bool = False


@dataclass(frozen=True)
class Collected:
    """What came. `remarks` are good to know, `to_mend` is for the operator; both in Swedish."""

    bundles: tuple[Bundle, ...]
    remarks: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Whom the workspace is about, for the words in `areas`: the municipality, its comparable ones, those of its county, all."""

    municipality: Municipality
    peers: tuple[str, ...]
    county: tuple[str, ...]
    everyone: tuple[str, ...]

    def codes(self, words: Sequence[str], country: str) -> tuple[str, ...]:
        """Codes and words as codes, each once; `country` is what the service calls the whole country."""
        meant = {
            "kommunen": (self.municipality.code,),
            "jamforbara": self.peers,
            "lanets": self.county,
            "riket": (country,),
            "alla": self.everyone,
        }
        return tuple(dict.fromkeys(code for word in words for code in meant.get(word, (word,))))


@dataclass(frozen=True)
class Job:
    """One source to collect on one day. `folder` is the source's own."""

    source: Source
    fetching: Fetching
    scope: Scope
    today: date
    folder: Path
    web: Web = field(repr=False)


def page_of(content: bytes, name: str) -> Any:
    """The JSON of an answer; NotFetchedError says what came instead: a web page, half an answer, nothing."""
    try:
        return parsed_json(Part(name, len(content), "", content), "ett helt svar i JSON", _AGAIN)
    except UnusableError as unusable:
        raise NotFetchedError(unusable.fault.found, unusable.fault.expected) from None


def said_instead(page: Any) -> str:
    """What a service said in place of what was asked for: its own message where it has one, else the keys."""
    if isinstance(page, dict):
        for key in ("message", "error", "detail", "title", "Message"):
            if isinstance(page.get(key), str):
                return f'"{page[key][:120]}"'
        return f"JSON med {', '.join(map(str, page))[:120] or 'inga uppgifter'}"
    text = json.dumps(page, ensure_ascii=False)
    return text if len(text) <= 60 else text[:60] + "…"
