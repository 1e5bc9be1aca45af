"""PxWeb, versions 1 and 2: the service says how much may be asked at once and how often, and a table is asked for in as many parts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from briefing.fetch.bundle import Bundle, Collected, Job, Piece, page_of, said_instead
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.selection import Selection, Variable, checked_blocks, selection
from briefing.fetch.stage import Answer
from briefing.observations.tabell import period_of
from briefing.sources.fetching import FetchTable
from briefing.terms.period import Period, Year

_FORMATS = {"json-stat": "json-stat2", "pxweb-json": "json", "px": "px"}
_ENDINGS = {"px": ".px"}
_SPAN = re.compile(r"[12][0-9]{3}[-–]([12][0-9]{3})")


@dataclass(frozen=True)
class _Version:
    """How one version is spoken to. `limits`: cells at once, calls, seconds; `ask`: the address and the body of a question."""

    config: str
    limits: Callable[[Mapping[str, Any]], tuple[int, int, float]]
    about: Callable[[str], str]
    variables: Callable[[Any], list[Variable]]
    ask: Callable[[str, Selection, str], tuple[str, Any]]


def collected_v2(job: Job) -> Collected:
    """The declared tables over version 2."""
    return _collected(job, _V2)


def collected_v1(job: Job) -> Collected:
    """The declared tables over version 1."""
    return _collected(job, _V1)


def _collected(job: Job, version: _Version) -> Collected:
    """All tables as one delivery, named by the latest period in any of them."""
    most = _heeded_limits(job, version)
    periods: list[Period] = []
    pieces: list[Piece] = []
    for table in job.fetching.tables:
        variables = _variables(job, version, table)
        chosen = selection(table, variables, job.scope)
        parts = checked_blocks(chosen, most, table.id)
        answers = [_answer(job, version, table, part) for part in parts]
        pieces += _named(table, answers, _ENDINGS.get(job.source.format, ".json"))
        periods.append(max((_period(code) for each in variables if each.is_time for code in chosen[each.code]), key=lambda p: p.last_day))
    return Collected((Bundle(max(periods, key=lambda period: period.last_day), tuple(pieces)),))


def _heeded_limits(job: Job, version: _Version) -> int:
    """How many cells may be asked at once; from here on the service's own limits are kept."""
    config = page_of(job.web.get(job.fetching.url + version.config).content, "config")
    try:
        most, calls, seconds = version.limits(config)
    except (KeyError, TypeError, ValueError):
        raise NotFetchedError(said_instead(config), "tjänstens gränser (config)") from None
    if most < 1 or calls < 1 or not 0 <= seconds <= 3600:
        raise NotFetchedError(f"gränserna {most} värden och {calls} anrop på {seconds} s", "gränser som går att hålla")
    job.web.pace.set(urlsplit(job.fetching.url).hostname or "", calls, seconds)
    return most


def _variables(job: Job, version: _Version, table: FetchTable) -> list[Variable]:
    page = page_of(job.web.get(job.fetching.url + version.about(table.id)).content, table.id)
    try:
        found = version.variables(page)
    except (KeyError, TypeError, AttributeError):
        raise NotFetchedError(said_instead(page), f"en beskrivning av tabellen {table.id}") from None
    if not any(each.is_time for each in found):
        raise NotFetchedError(f"tabellen {table.id} utan tid", "en variabel som är tid")
    return found


def _answer(job: Job, version: _Version, table: FetchTable, part: Selection) -> Answer:
    path, question = version.ask(table.id, part, _FORMATS[job.source.format])
    answer = job.web.post(job.fetching.url + path, json.dumps(question, ensure_ascii=False).encode())
    if job.source.format == "px":
        if b"AXIS-VERSION" not in answer.content[:5000] and b"DATA=" not in answer.content:
            raise NotFetchedError("ett svar som inte är PC-Axis", f"tabellen {table.id} som px")
        return answer
    page = page_of(answer.content, table.id)
    try:
        found = _codes_of_json(page) if job.source.format == "pxweb-json" else _codes_of_stat(page)
    except (KeyError, TypeError, IndexError, AttributeError):
        raise NotFetchedError(said_instead(page), f"tabellen {table.id}") from None
    for name, codes in part.items():
        if name not in found:
            raise NotFetchedError(f"en tabell utan {name}", f"tabellen {table.id} med {', '.join(part)}")
        if strange := sorted(found[name] - set(codes)):
            raise NotFetchedError(
                f"uppgifter om {name} {', '.join(strange[:3])}, som ingen frågade efter", f"svar om {', '.join(codes[:3])} …"
            )
    return answer


def _codes_of_stat(page: Any) -> Mapping[str, set[str]]:
    if not isinstance(page["value"], list | dict):
        raise TypeError
    return {name: set(page["dimension"][name]["category"]["index"]) for name in page["id"]}


def _codes_of_json(page: Any) -> Mapping[str, set[str]]:
    keys = [column["code"] for column in page["columns"] if column["type"] != "c"]
    contents = {column["code"] for column in page["columns"] if column["type"] == "c"}
    return {"ContentsCode": contents} | {name: {row["key"][at] for row in page["data"]} for at, name in enumerate(keys)}


def _variables_v2(page: Any) -> list[Variable]:
    roles = page.get("role", {})
    return [
        Variable(
            name,
            tuple(page["dimension"][name]["category"]["index"]),
            bool(page["dimension"][name].get("extension", {}).get("elimination")),
            name in roles.get("time", []),
            name in roles.get("metric", []),
        )
        for name in page["id"]
    ]


def _variables_v1(page: Any) -> list[Variable]:
    return [
        Variable(each["code"], tuple(each["values"]), bool(each.get("elimination")), bool(each.get("time")), each["code"] == "ContentsCode")
        for each in page["variables"]
    ]


def _ask_v2(table: str, part: Selection, form: str) -> tuple[str, Any]:
    question = {"selection": [{"variableCode": name, "valueCodes": list(codes)} for name, codes in part.items()]}
    return f"/tables/{quote(table)}/data?lang=sv&outputFormat={form}", question


def _ask_v1(table: str, part: Selection, form: str) -> tuple[str, Any]:
    query = [{"code": name, "selection": {"filter": "item", "values": list(codes)}} for name, codes in part.items()]
    return f"/{quote(table)}", {"query": query, "response": {"format": form}}


def _limits_v1(config: Mapping[str, Any]) -> tuple[int, int, float]:
    most = [int(config[key]) for key in ("maxCells", "maxValues") if config.get(key)]
    return min(most), int(config["maxCalls"]), float(config["timeWindow"])


def _limits_v2(config: Mapping[str, Any]) -> tuple[int, int, float]:
    return int(config["maxDataCells"]), int(config["maxCallsPerTimeWindow"]), float(config["timeWindow"])


_V2 = _Version("/config", _limits_v2, lambda table: f"/tables/{quote(table)}/metadata?lang=sv", _variables_v2, _ask_v2)
_V1 = _Version("/?config", _limits_v1, lambda table: f"/{quote(table)}", _variables_v1, _ask_v1)


def _named(table: FetchTable, answers: Sequence[Answer], ending: str) -> list[Piece]:
    """A file for each answer: the table's id, numbered where there are several."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", table.id.rpartition("/")[2].removesuffix(".px"))
    several = len(answers) > 1
    return [Piece(f"{stem}-{number:03}{ending}" if several else stem + ending, answer) for number, answer in enumerate(answers, start=1)]


def _period(code: str) -> Period:
    span = _SPAN.fullmatch(code)
    try:
        return Year(int(span[1])) if span else period_of(code)
    except ValueError:
        raise NotFetchedError(f'tiden "{code}"', "ett år, ett kvartal eller en månad") from None
