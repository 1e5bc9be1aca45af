"""The part of the proof about words: no text tells a number that is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.document import wording
from briefing.findings.disclosure import PublishedTable
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.terms.indicator import Unit

Record = Mapping[str, Any]

_NUMBER = re.compile(r"\d+(?:[\u00a0\u202f ]\d{3})*(?:,\d+)?")
_PERIOD = re.compile(r"(?:\d{4} )?(?:kvartal|kv|nivå|Figur|Tabell|figur|tabell)[\u00a0 ]\d+(?:[–-]\d+)?|\b(?:19|20)\d\d\b(?:-\d\d-\d\d)?")
_SURELY_A_NUMBER = 10  # below it only alternative texts are read: other texts count years, quarters and municipalities with such numbers


def hidden_in_words(record: Record, internal: Record, tables: Sequence[PublishedTable], where: str) -> Iterator[GateRefusal]:
    """Texts about an indicator that have the number of a hidden value of it, as printed, where no value that is shown is printed so."""
    hidden = {each.key for table in tables for each in table.counts if each.count is None}
    secret = _told(internal, hidden)
    shown = {indicator: said for indicator, said in _told(record, None).items() if indicator in secret}
    for name, said in secret.items():
        numbers = said - shown.get(name, set())
        for place, text, is_alternative in _texts(record, name):
            if any(each in numbers and (is_alternative or _size(each) >= _SURELY_A_NUMBER) for each in _numbers(text)):
                yield GateRefusal(where, GateReason.ROJBAR, f"{place}: en text om {name} har ett tal som är dolt.")


def _told(record: Record, only: set[str] | None) -> dict[str, set[str]]:
    """Indicator → its values as printed; only those of the keys, where they are given."""
    found: dict[str, set[str]] = {}
    for finding in record["findings"]:
        parts = str(finding["id"]).split(":")
        if parts[0] != "historik" or len(parts) != 6:
            continue
        for point in finding["points"]:
            is_wanted = only is None or (parts[5] == "1" and f"{parts[1]}|{parts[3]}|{point['period']}|" in only)
            if is_wanted and isinstance(point["value"], int | float):
                found.setdefault(parts[1], set()).add(_plain(wording.measured(point["value"], Unit(parts[4]))))
    return found


def _texts(record: Record, indicator: str) -> Iterator[tuple[str, str, bool]]:
    """Every text that rests on findings about the indicator: where it stands, the text, whether it is for who cannot see a figure."""
    for section in record["document"]["sections"]:
        for block in section["blocks"]:
            place = block.get("label") or block.get("caption") or section["heading"]
            if block["type"] == "figur" and _is_about(block["picture"], indicator):
                yield place, block["alt"], True
            for part in _parts(block):
                if _is_about({"basis": part.get("basis", ())}, indicator):
                    text = part.get("text") or " ".join(run.get("text", "") for run in part.get("runs", ()))
                    yield place, f"{text} {part.get('note', '')}", False


def _parts(block: Record) -> Iterator[Record]:
    """Paragraphs and cells."""
    yield from block.get("paragraphs", ())
    yield from (cell for row in block.get("rows", ()) for cell in row)


def _is_about(part: Any, indicator: str) -> bool:
    """Whether anything in it rests on a finding about the indicator."""
    if isinstance(part, list):
        return any(_is_about(each, indicator) for each in part)
    if not isinstance(part, dict):
        return False
    return any(indicator in str(each).split(":") for each in part.get("basis", ())) or any(
        _is_about(each, indicator) for name, each in part.items() if name != "basis"
    )


def _numbers(text: str) -> set[str]:
    """The numbers of a text, but for those of periods, levels, figures and tables."""
    return {_plain(each) for each in _NUMBER.findall(_PERIOD.sub(" ", text))}


def _plain(number: str) -> str:
    return re.sub(r"[\u00a0\u202f ]", "", number)


def _size(number: str) -> float:
    return float(number.replace(",", ".").replace("\u2212", "-"))
