"""Whom Kolada's values are about: a municipality, the country, or a group of municipalities that is known by the beginning of its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.observations.mapping import area_code
from briefing.observations.statement import Entry
from briefing.sources.source import Source
from briefing.terms.area import COUNTRY
from briefing.terms.citation import Citation

REGISTER = "kommungrupper"
_COUNTRY = "0000"  # of type L, as the regions 0001 to 0025 are: the length of an id does not tell
_REGION = re.compile(r"00[0-9]{2}")
_YEAR = re.compile(r",? ([12][0-9]{3})$")


@dataclass(frozen=True)
class Group:
    """A group of municipalities (kommungrupp): its id, which changes every year, its title, its members' codes, and where it stood."""

    id: str
    title: str
    members: tuple[str, ...]
    place: str


def group_of(entry: Any, place: str) -> Group | None:
    """The group that an entry of an answer is; None where it is none. Copies that went through R call the members' keys otherwise."""
    if not isinstance(entry, dict) or not isinstance(entry.get("members"), list):
        return None
    members = [member.get("id") or member.get("member_id") for member in entry["members"] if isinstance(member, dict)]
    if not all(isinstance(each, str) for each in (entry.get("id"), entry.get("title"), *members)):
        return None
    return Group(entry["id"], " ".join(entry["title"].split()), tuple(map(str, members)), place)


def area_reader(source: Source, groups: Sequence[Group]) -> Callable[[str], str]:
    """The area code of an id of Kolada's; empty where the source does not map it.

    0000 is the country. A group is what [areas] of the source calls by the beginning of its title, without the year; of several years
    the latest. A bare source keeps the ids.
    """
    if source.is_bare:
        return area_code(source)
    code_of, by_id = area_code(source), _mapped(groups, source)

    def code(told: str) -> str:
        if told in by_id:
            return by_id[told]
        if told == _COUNTRY:
            return code_of(told) or COUNTRY.code
        return "" if _REGION.fullmatch(told) and told not in source.areas else code_of(told)

    return code


def entries_of(groups: Sequence[Group], source: Source, delivery: str) -> Iterator[Entry]:
    """The groups that the source names, as entries of a register with title and members; of a bare source all."""
    named = _mapped(groups, source)
    for group in groups:
        if source.is_bare or group.id in named:
            fields = {"titel": group.title, "kommuner": " ".join(group.members)}
            yield Entry(REGISTER, group.id, fields, source.sensitivity, Citation(delivery, group.place))


def _mapped(groups: Sequence[Group], source: Source) -> Mapping[str, str]:
    """Group id → area code."""
    latest: dict[str, tuple[int, str]] = {}
    for group in groups:
        stem, year = _stem(group.title)
        if stem in source.areas:
            latest[stem] = max(latest.get(stem, (-1, "")), (year, group.id))
    return {group_id: source.areas[stem] for stem, (_, group_id) in latest.items()}


def _stem(title: str) -> tuple[str, int]:
    """`Liknande kommuner, övergripande, Umeå, 2025` → the title without its year, and the year (0 where it has none)."""
    year = _YEAR.search(title)
    return (title[: year.start()], int(year[1])) if year else (title, 0)
