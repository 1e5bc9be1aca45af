"""An archived edition read back from its record, of any schema: what it is, its series, its verdicts, what people said in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.findings.earlier import Earlier, known, parse_earlier, sign_key, told_signs
from briefing.findings.finding import History, HistoryPoint, history_id
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.edition import parse_edition_id
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, parse_period
from briefing.terms.sensitivity import Sensitivity

SIGN = "tecken i"
"""How the kind of a verdict on a sign begins; the name of the area comes after."""


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
    def shown_to(self) -> tuple[str, str]:
        """The kind of the edition, and for whom in particular it was made."""
        id = parse_edition_id(self.earlier.edition)
        return id.kind, id.recipient

    @property
    def document(self) -> Mapping[str, Any]:
        """The printed document; empty where the record has none."""
        found: Mapping[str, Any] = self.said.get("document") or {}
        return found

    @property
    def frame(self) -> Mapping[str, Any]:
        """Title, owner and the like; empty where the record has none."""
        found: Mapping[str, Any] = self.document.get("frame") or {}
        return found

    @property
    def example(self) -> tuple[str, str]:
        """How the document marks what was invented for the example, in full and in short."""
        return self.frame.get("example_mark") or "EXEMPEL", self.frame.get("example_short") or "EXEMPEL"

    @property
    def sensitivity(self) -> Sensitivity:
        """The edition's own; begränsad where the record does not say."""
        said = self.document.get("sensitivity") or self.said["edition"].get("sensitivity")
        return Sensitivity(said or Sensitivity.BEGRANSAD.value)

    @property
    def gaps(self) -> Mapping[str, str]:
        """What is missing, by what it is about: the sentences that say so."""
        found: dict[str, list[str]] = {}
        for each in self.said.get("gaps", ()):
            found.setdefault(each.get("subject") or each["id"], []).append(each["detail"])
        return {name: " ".join(dict.fromkeys(details)) for name, details in found.items()}

    @property
    def own(self) -> tuple[History, ...]:
        """The municipality's delivered series; sums over several periods only repeat what is in their parts."""
        return tuple(each for each in self.histories if each.area == self.municipality and each.rolling == 1)


def parse_record(text: str) -> Recorded:
    """The edition that a record tells of. BriefingError where it is of a newer schema than this program knows."""
    content = known(text)
    earlier = parse_earlier(text)
    findings = content["findings"]
    return Recorded(
        earlier=earlier,
        municipality=content["edition"]["municipality"]["code"],
        histories=tuple(_history(each) for each in findings if each["id"].startswith("historik:")),
        verdicts=(*(_verdict(each) for each in findings if each.get("verdict") and each.get("subject")), *_sign_verdicts(findings)),
        watched={name: (listed, _listing(name, findings)) for name, listed in earlier.watched.items()},
        said=content,
    )


def recorded_series(text: str, indicator: str) -> tuple[str, tuple[History, ...]]:
    """The municipality's code and every delivered series of one indicator in a record, areas with their signs too; little is parsed.

    BriefingError where the record is of a newer schema than this program knows.
    """
    content = known(text)
    findings = [each for each in content["findings"] if f'"{indicator}"' in text]
    series = (each for each in findings if each["id"].startswith("historik:") and each["subject"]["indicator"] == indicator)
    drawn = [_history(each) for each in series if each["rolling"] == 1]
    units = {each["indicator"]: Unit(each["unit"]) for each in content.get("definitions", ())}
    signs = (history for each in findings if each["id"].startswith("tecken:") for history in _signs(each, indicator, units))
    return content["edition"]["municipality"]["code"], (*drawn, *signs)


def _signs(told: Mapping[str, Any], indicator: str, units: Mapping[str, Unit]) -> Iterator[History]:
    """What an area's profile says of an indicator, as series of one period."""
    for sign in told.get("signs", ()):
        if sign["subject"]["indicator"] == indicator and sign["period"]:
            subject, area = _subject(sign), told["area"]["code"]
            measures = (("count", Unit.ANTAL), ("rate", Unit.PER_100K), ("value", units.get(indicator, Unit.ANTAL)))
            for field_name, measure in measures:
                if sign[field_name] is not None:
                    citations = tuple(_citation(each) for each in sign["citations"])
                    point = HistoryPoint(parse_period(sign["period"]), float(sign[field_name]), sign["preliminary"], citations)
                    yield History(history_id(subject, area, measure, 1), subject, area, measure, 1, (point,))


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
    reason = reasons.get(str(content.get("reason")), GapReason.SAKNAS)
    return Gap(reason, content.get("detail", ""), content.get("subject", ""))


def _verdict(told: Mapping[str, Any]) -> Verdict:
    return Verdict(told["id"], told["type"], _subject(told), str(told.get("period") or ""), told["verdict"])


def _sign_verdicts(findings: Iterable[Mapping[str, Any]]) -> Iterator[Verdict]:
    """The directions of signs in areas; their kind says in which."""
    areas = {each["id"]: each["area"]["name"] for each in findings if each.get("type") == "tecken"}
    for name, sign in told_signs(findings):
        key = sign_key(name, sign["subject"]["id"])
        yield Verdict(key, f"{SIGN} {areas[name]}", _subject(sign), str(sign.get("period") or ""), sign["verdict"])


def _subject(told: Mapping[str, Any]) -> Subject:
    return Subject(told["subject"]["indicator"], Frequency(told["subject"]["frequency"]))


def _citation(written: str) -> Citation:
    delivery, _, place = written.partition(", ")
    return Citation(delivery, place)
