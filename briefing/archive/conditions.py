"""`Conditions`: what decides an edition besides deliveries, declarations and templates. Bytes and back (`villkor/…`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from briefing.archive.edition import Seal
from briefing.archive.layout import CONDITIONS, DELIVERIES, SPECIAL
from briefing.document.published_counts import parse_published
from briefing.findings.disclosure import PublishedTable
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.reading import Remarks
from briefing.outputs.record_text import record_text
from briefing.sources.source import HEAD, Delivery, Part
from briefing.terms.edition import EditionId, IssuedEdition, StatutoryEdition, parse_edition_id
from briefing.terms.period import parse_period

RECEIVED, REMARKS, BEFORE = f"{CONDITIONS}mottagna", f"{CONDITIONS}anmarkningar", f"{CONDITIONS}forra-utgavan"
PUBLIC, STATUTORY, ISSUED = f"{CONDITIONS}offentliga-utgavor", f"{CONDITIONS}lagstadgad", f"{CONDITIONS}utgivna"
FACTS = f"{CONDITIONS}uppgifter.toml"
"""What somebody has entered from a deposited document."""
_PUBLISHED = {True: "publik", False: "ej-publik"}


@dataclass(frozen=True)
class Before:
    """The edition before in its kind: id, version, and the sha512 of its record."""

    id: EditionId
    version: str
    sha512: str


@dataclass(frozen=True)
class Conditions:
    """`received` is the day of receipt of every delivery by its id, in the order in which they were read; `public` are the counts that
    other public editions had given away, `statutory` the whole lägesbild that the law's two years were counted from,
    `issued` the lägesbilder that had been issued, each with or without a public edition; `is_special`: it is a särskild lägesbild."""

    received: tuple[tuple[str, date], ...]
    remarks: Remarks
    before: Before | None = None
    public: tuple[PublishedTable, ...] = ()
    statutory: StatutoryEdition | None = None
    issued: tuple[IssuedEdition, ...] = ()
    is_special: bool = False


def condition_files(known: Conditions) -> Mapping[str, bytes]:
    """The conditions as files: equal conditions give equal bytes. What there is none of has no file, but for the edition before."""
    before = f"{known.before.id} {known.before.version} {known.before.sha512}\n" if known.before else ""
    files = {
        RECEIVED: "".join(f"{delivery} {day}\n" for delivery, day in known.received),
        REMARKS: _remarks_text(known.remarks),
        BEFORE: before,
        PUBLIC: record_text({"published": known.public}) if known.public else "",
        STATUTORY: f"{known.statutory.name} {known.statutory.issued_on}\n" if known.statutory else "",
        ISSUED: "".join(f"{each.name} {each.issued_on} {_PUBLISHED[each.is_published]}\n" for each in known.issued),
        SPECIAL: "utanför kalendern\n" if known.is_special else "",
    }
    return {name: text.encode() for name, text in files.items() if text or name in (RECEIVED, BEFORE)}


def parse_conditions(files: Mapping[str, bytes]) -> Conditions:
    """The conditions that the files say; ValueError where they say none."""
    texts = {name: content.decode() for name, content in files.items() if name.startswith(CONDITIONS)}
    if RECEIVED not in texts:
        raise ValueError("the edition was sealed without the days of receipt")
    rows = (line.rpartition(" ") for line in texts[RECEIVED].splitlines())
    before, statutory = texts.get(BEFORE, "").split(), texts.get(STATUTORY, "").rpartition(" ")
    return Conditions(
        received=tuple((delivery, date.fromisoformat(day)) for delivery, _, day in rows),
        remarks=_remarks(texts[REMARKS]) if REMARKS in texts else Remarks(),
        before=Before(parse_edition_id(before[0]), before[1], before[2]) if before else None,
        public=tuple(parse_published(each) for each in json.loads(texts[PUBLIC])["published"]) if PUBLIC in texts else (),
        statutory=StatutoryEdition(statutory[0], date.fromisoformat(statutory[2].strip())) if statutory[0] else None,
        issued=tuple(map(_issued, texts.get(ISSUED, "").splitlines())),
        is_special=SPECIAL in texts,
    )


def _issued(line: str) -> IssuedEdition:
    name, day, published = line.rsplit(" ", 2)
    return IssuedEdition(name, date.fromisoformat(day), published == _PUBLISHED[True])


def sealed_deliveries(known: Conditions, parts: Iterable[tuple[Seal, bytes | None, str]]) -> tuple[Delivery, ...]:
    """The deliveries that the seals name, in the order in which they were read. `parts` are seal, bytes (None: too many) and path."""
    by_delivery: dict[str, list[Part]] = {}
    for seal, content, path in parts:
        source, name, file = seal.name.removeprefix(f"{DELIVERIES}/").split("/", 2)
        by_delivery.setdefault(f"{source}/{name}", []).append(
            Part(file, seal.size, seal.sha512, content, path, _head(path) if content is None else b"")
        )
    return tuple(_delivery(id, day, by_delivery[id]) for id, day in known.received)


def _delivery(id: str, received_on: date, parts: Iterable[Part]) -> Delivery:
    source, _, name = id.partition("/")
    period, _, revision = name.partition(".r")
    in_order = tuple(sorted(parts, key=lambda part: part.name.split("/")))  # as they lay in their folder
    return Delivery(source, parse_period(period), int(revision or 1), received_on, in_order)


def _remarks_text(remarks: Remarks) -> str:
    if remarks == Remarks():
        return ""
    content = {
        "doubts": [{"check": each.check.value, "subject": each.subject, "text": each.text} for each in remarks.doubts],
        "refusals": [asdict(each) for each in remarks.refusals],
        "withheld": sorted(remarks.withheld),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _remarks(text: str) -> Remarks:
    content = json.loads(text)
    return Remarks(
        tuple(Doubt(Check(each["check"]), each["subject"], each["text"]) for each in content["doubts"]),
        tuple(Refusal(**each) for each in content["refusals"]),
        frozenset(content["withheld"]),
    )


def _head(path: str) -> bytes:
    """The beginning of a delivered file that is too large for memory."""
    with Path(path).open("rb") as file:
        return file.read(HEAD)
