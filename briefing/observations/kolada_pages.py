"""A delivery from Kolada taken apart: data, titles of key figures, municipalities and groups of them, told apart by what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import UnusableError
from briefing.observations.json_pages import keys_of, parsed_json, shown
from briefing.observations.kolada_areas import Group, group_of
from briefing.sources.source import Delivery, Part

TITLES = "kpi.json"
AGAIN = "hämta uttaget på nytt ur Kolada och ändra inget i filen"
_NEXT = ("next_url", "next_page")
Row = tuple[str, Any]


@dataclass
class Answer:
    """What came. `rows`: place and entry of data. `titles`: KPI id → title. `described`: how many entries tell of KPIs, groups and
    municipalities; they are counted as rows where no data came with them (`has_data`).
    """

    rows: list[Row] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    described: int = 0
    has_data: bool = False


def answer_of(delivery: Delivery) -> Answer:
    """All files of a delivery; a doubt where each page of data points at one after it."""
    answer = Answer()
    pages: list[Mapping[str, Any]] = []
    for part in delivery.parts:
        several = len(delivery.parts) > 1
        try:
            page = _page(part)
        except UnusableError as unusable:
            answer.refused.append(unusable.fault.refusal(delivery.id, part.name if several else "", 0))
            continue
        rows = [(f"{part.name}, post {number}", entry) for number, entry in enumerate(page["values"], start=1)]
        if part.name == TITLES or _describes(page["values"]):
            _describe(answer, rows, delivery.id)
        else:
            pages.append(page)
            answer.rows += rows
            answer.has_data = True
    if pages and all(any(page.get(key) for key in _NEXT) for page in pages):
        text = "Den sista sidan av Koladas svar saknas: varje sida i leveransen hänvisar till en sida efter sig."
        answer.doubts.append(Doubt(Check.VOLYM, delivery.id, text))
    return answer


def _page(part: Part) -> Mapping[str, Any]:
    """One answer: an object with a list of values; UnusableError where it is anything else, cut off included."""
    page = parsed_json(part, "ett helt svar från Kolada", AGAIN)
    if not isinstance(page, dict) or not isinstance(page.get("values"), list):
        raise UnusableError(f"JSON med {keys_of(page)}", 'ett svar från Kolada, med listan "values"', AGAIN)
    return page


def _describes(entries: Sequence[Any]) -> bool:
    """Whether the entries tell of KPIs, municipalities or groups, and hold no values."""
    first = next(iter(entries), None)
    return isinstance(first, dict) and {"id", "title"} <= set(first) and "kpi" not in first


def _describe(answer: Answer, rows: Sequence[Row], delivery: str) -> None:
    answer.described += len(rows)
    answer.refused += _strange(rows, delivery)
    for place, entry in rows:
        if group := group_of(entry, place):
            answer.groups.append(group)
        elif isinstance(entry, dict) and {"id", "title"} <= set(entry):
            answer.titles[str(entry["id"])] = str(entry["title"])


def _strange(rows: Sequence[Row], delivery: str) -> Iterator[Refusal]:
    for place, entry in rows:
        if not (isinstance(entry, dict) and {"id", "title"} <= set(entry)):
            yield UnusableError(shown(entry), "id och title", AGAIN).fault.refusal(delivery, place)
