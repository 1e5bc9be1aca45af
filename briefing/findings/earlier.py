"""The edition before this one in its kind, read from its record; a record of an older schema is read for ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from briefing.errors import BriefingError
from briefing.findings.definitions import Definition
from briefing.findings.method_use import MethodId, MethodUse, Parameter
from briefing.observations.statement import Assessment, Confidence, Direction, Entry, OverallLevel, SituationLevel, Statement
from briefing.terms.citation import Citation
from briefing.terms.indicator import Break, Polarity, Tolerance, Unit
from briefing.terms.period import parse_period
from briefing.terms.sensitivity import Sensitivity

# 1: findings, human texts and document. 2: also definitions and methods, so that a change of them can be told from a change of numbers.
NEWEST_SCHEMA = 2

DEPOSITED = "deponerad"  # the origin of a document from before the program: only what somebody entered from it is known

WATCH_LIST, WATCHED = "bevakningslista", "bevakning:"  # the ids of the list, and of one subject's place on it

_Word = TypeVar("_Word", bound=Enum)


@dataclass(frozen=True)
class EarlierPoint:
    """One period of a series as the earlier edition had it; the value is None where a gap stood."""

    value: float | None
    preliminary: bool


@dataclass(frozen=True)
class Earlier:
    """The edition before: its id and version, and what it held.

    `series` is history id → period code → point. `verdicts` are the words of its findings by id; `watched` says of every subject that was
    judged whether it stood on the watch list (bevakningslista), and is empty where there was none. `definitions` and `methods` are empty
    where the schema is 1, which had none. `signs` are the directions of signs
    in areas (tecken), by `sign_key`. `is_partial`: a deposited document of which only some judgements and figures were entered, so
    that what is not here may well have stood in it.
    """

    edition: str
    version: str
    schema: int
    series: Mapping[str, Mapping[str, EarlierPoint]] = field(hash=False)
    verdicts: Mapping[str, str] = field(hash=False)
    watched: Mapping[str, bool] = field(hash=False)
    statements: tuple[Statement, ...]
    assessments: tuple[Assessment, ...]
    entries: tuple[Entry, ...]
    definitions: tuple[Definition, ...]
    methods: tuple[MethodUse, ...]
    is_partial: bool
    signs: Mapping[str, str] = field(hash=False)

    @property
    def name(self) -> str:
        """`2480-kvartal-2026-K1 v1`."""
        return f"{self.edition} {self.version}".strip()


def parse_earlier(record: str) -> Earlier:
    """The earlier edition from its record (JSON text). BriefingError where the record is of a newer schema than this program knows."""
    content = known(record)
    return Earlier(
        edition=content["edition"]["id"],
        version=content["edition"]["version"] or "",
        schema=content["schema"],
        series={each["id"]: _points(each) for each in content["findings"] if each["id"].startswith("historik:")},
        verdicts={each["id"]: each["verdict"] for each in content["findings"] if "verdict" in each},
        watched={name: is_listed for each in content["findings"] for name, is_listed in _watched(each)},
        statements=tuple(_statement(each) for each in content["statements"]),
        assessments=tuple(_assessment(each) for each in content["assessments"]),
        entries=tuple(_entry(each) for each in content["entries"]),
        definitions=tuple(_definition(each) for each in content.get("definitions", ())),
        methods=tuple(method for each in content.get("methods", ()) if (method := _method(each))),
        is_partial=content["edition"].get("origin") == DEPOSITED,
        signs={sign_key(name, each["subject"]["id"]): each["verdict"] for name, each in told_signs(content["findings"])},
    )


def sign_key(area_signs: str, subject: str) -> str:
    """What names a sign of an area: the id of the finding that is the area's, and that of the sign's subject."""
    return f"{area_signs}/{subject}"


def told_signs(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The signs of areas in a record's findings, each with the id of the finding that it stands in."""
    yield from ((each["id"], sign) for each in findings if each.get("type") == "tecken" for sign in each["signs"])


def known(record: str) -> Any:
    """A record's content; BriefingError where it is of a newer schema than this program knows."""
    content = json.loads(record)
    if content["schema"] > NEWEST_SCHEMA:
        problem = f"the record is of schema {content['schema']}, and this program reads schemas up to {NEWEST_SCHEMA}"
        raise BriefingError(
            content["edition"]["id"], problem=problem, remedy="install the version of briefing that made it, or a newer one"
        )
    return content


def _points(history: Mapping[str, Any]) -> Mapping[str, EarlierPoint]:
    values = ((each["period"], each["value"], each["preliminary"]) for each in history["points"])
    return {
        period: EarlierPoint(value if isinstance(value, int | float) else None, is_preliminary) for period, value, is_preliminary in values
    }


def _watched(finding: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """What the watch list says: its judged subjects and those on it (`bevakningslista`), or one subject (`bevakning:<subject>`)."""
    if finding["id"] == WATCH_LIST:
        yield from ((each["id"], False) for each in finding["judged"])
        yield from ((each["subject"]["id"], True) for each in finding["entries"])
    elif finding["id"].startswith(WATCHED):
        yield finding["id"].removeprefix(WATCHED), bool(finding.get("listed"))


def _statement(told: Mapping[str, Any]) -> Statement:
    words = {
        "level": _word(SituationLevel, told["level"]),
        "direction": _word(Direction, told["direction"]),
        "confidence": _word(Confidence, told["confidence"]),
    }
    return Statement(**_known(Statement, told) | words | _signed(told))


def _assessment(told: Mapping[str, Any]) -> Assessment:
    words = {"level": _word(OverallLevel, told["level"]), "rests_on": tuple(told["rests_on"])}
    return Assessment(**_known(Assessment, told) | words | _signed(told))


def _entry(told: Mapping[str, Any]) -> Entry:
    fields = {key: str(value) for key, value in told["fields"].items()}
    return Entry(told["register"], told["id"], fields, _sensitivity(told), _citation(told["citation"]))


def _definition(told: Mapping[str, Any]) -> Definition:
    breaks = tuple(Break(parse_period(each["first"]), each["reason"]) for each in told["breaks"])
    tolerance = Tolerance(**told["tolerance"]) if told.get("tolerance") else None
    words = {"unit": Unit(told["unit"]), "polarity": Polarity(told["polarity"]), "breaks": breaks, "tolerance": tolerance}
    return Definition(**_known(Definition, told) | words)


def _method(told: Mapping[str, Any]) -> MethodUse | None:
    """The method with its rules; None for one that this program does not know any more."""
    known = _word(MethodId, told["id"])
    rules = tuple(Parameter(each["name"], each["value"]) for each in told["parameters"])
    return MethodUse(known, told["version"], rules, told["uses"]) if known else None


def _signed(told: Mapping[str, Any]) -> dict[str, Any]:
    """What statements and assessments have in common."""
    return {"sensitivity": _sensitivity(told), "dated": date.fromisoformat(told["dated"]), "citation": _citation(told["citation"])}


def _sensitivity(told: Mapping[str, Any]) -> Sensitivity:
    return _word(Sensitivity, told["sensitivity"]) or Sensitivity.BEGRANSAD


def _citation(written: str) -> Citation:
    delivery, _, place = written.partition(", ")
    return Citation(delivery, place)


def _known(cls: type[Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the type still has a field for."""
    return {name: told[name] for name in cls.__dataclass_fields__ if name in told}


def _word(words: type[_Word], value: str | None) -> _Word | None:
    """The word of a vocabulary; None where there is none, or one that is not used any more."""
    return next((each for each in words if each.value == value), None)
