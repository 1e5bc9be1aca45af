"""An archived edition read back from its record, of any schema: what it is, its series, its verdicts, what people said in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.findings.earlier import Earlier, parse_earlier
from briefing.findings.finding import History, HistoryPoint
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, parse_period


@dataclass(frozen=True)
class Verdict:
    """A finding's word as the edition printed it. `kind` is the finding's (utveckling, jamforelse …), `period` a code."""

    id: str
    kind: str
    subject: Subject
    period: str
    word: str


@dataclass(frozen=True)
class Recorded:
    """One edition from its record. `municipality` is the code; `histories` are all series in it, of every area; `document` is its JSON."""

    earlier: Earlier
    municipality: str
    histories: tuple[History, ...] = field(repr=False)
    verdicts: tuple[Verdict, ...]
    watched: Mapping[str, tuple[bool, str]] = field(hash=False)
    said: Mapping[str, Any] = field(hash=False, repr=False)

    @property
    def document(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.said["document"]
        return found

    @property
    def own(self) -> tuple[History, ...]:
        """The municipality's delivered series; sums over several periods only repeat what is in their parts."""
        return tuple(each for each in self.histories if each.area == self.municipality and each.rolling == 1)


def parse_record(text: str) -> Recorded:
    """The edition that a record tells of. BriefingError where it is of a newer schema than this program knows."""
    content = json.loads(text)
    earlier = parse_earlier(text)
    findings = content["findings"]
    return Recorded(
        earlier=earlier,
        municipality=content["edition"]["municipality"]["code"],
        histories=tuple(_history(each) for each in findings if each["id"].startswith("historik:")),
        verdicts=tuple(_verdict(each) for each in findings if each.get("verdict") and each.get("subject")),
        watched={name: (listed, _listing(name, findings)) for name, listed in earlier.watched.items()},
        said=content,
    )


def _listing(subject: str, findings: list[Mapping[str, Any]]) -> str:
    """The finding that says where a subject stands on the watch list."""
    own = f"bevakning:{subject}"
    return own if any(each["id"] == own for each in findings) else "bevakningslista"


def _history(told: Mapping[str, Any]) -> History:
    points = tuple(_points(told))
    return History(told["id"], _subject(told), told["area"], Unit(told["measure"]), told["rolling"], points)


def _points(told: Mapping[str, Any]) -> Iterator[HistoryPoint]:
    for each in told["points"]:
        value = each["value"]
        citations = tuple(_citation(place) for place in each["citations"])
        number = float(value) if isinstance(value, int | float) else _gap(value)
        yield HistoryPoint(parse_period(each["period"]), number, each["preliminary"], citations)


def _gap(told: Mapping[str, Any] | None) -> Gap:
    """The gap that stood there; a reason that is not used any more is that it was missing."""
    reasons = {each.value: each for each in GapReason}
    content = told or {}
    reason = reasons.get(content.get("reason", ""), GapReason.SAKNAS)
    return Gap(reason, content.get("detail", ""), content.get("subject", ""))


def _verdict(told: Mapping[str, Any]) -> Verdict:
    return Verdict(told["id"], told["type"], _subject(told), str(told.get("period") or ""), told["verdict"])


def _subject(told: Mapping[str, Any]) -> Subject:
    return Subject(told["subject"]["indicator"], Frequency(told["subject"]["frequency"]))


def _citation(written: str) -> Citation:
    delivery, _, place = written.partition(", ")
    return Citation(delivery, place)
