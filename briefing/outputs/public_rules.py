"""What an edition for everyone to read may rest on, held against its record: öppna values and texts, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from briefing.document.document import Document
from briefing.outputs.file import File
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.terms.sensitivity import Sensitivity

_TOLD = ("statements", "assessments", "entries")


def public_faults(document: Document, record: File, open_sources: Collection[str]) -> Iterator[GateRefusal]:
    """Why a public edition may not leave; `open_sources` are the ids of the sources that are declared as öppna.

    A text that somebody has marked as öppen may stand in it whatever its source is; a number only where its source is öppen.
    """
    content = json.loads(record.content)
    if document.sensitivity is not Sensitivity.OPPEN:
        text = f"En publik utgåva får bara ha öppna uppgifter, men den här är {document.sensitivity.value}."
        yield GateRefusal(str(document.edition), GateReason.FOR_KANSLIG, text)
    told = [each for register in _TOLD for each in content[register]]
    for each in told:
        if each["sensitivity"] != Sensitivity.OPPEN.value:
            text = f"Texten i {each['citation']} är {each['sensitivity']} och får inte finnas i en publik utgåva."
            yield GateRefusal(record.name, GateReason.FOR_KANSLIG, text)
    cleared = {_delivery(each["citation"]) for each in told if each["sensitivity"] == Sensitivity.OPPEN.value}
    for name in sorted(set(_named(content)) - cleared):
        if name.partition("/")[0] not in open_sources:
            text = f"Utgåvan bygger på {name}, och den källan är inte öppen."
            yield GateRefusal(record.name, GateReason.FOR_KANSLIG, text)


def _named(content: Mapping[str, Any]) -> Iterator[str]:
    """Every delivery that the record names: what was used, what is cited, what was refused or doubted."""
    yield from (each["id"] for each in content["edition"]["deliveries"])
    yield from (each["delivery"] for each in content["edition"]["refusals"])
    yield from (each["subject"] for each in content["doubts"])
    yield from (place["delivery"] for places in content["citations"].values() for place in places)
    yield from _read_from(content["findings"])


def _read_from(value: Any) -> Iterator[str]:
    """The deliveries that findings were read from, however deep the citations lie."""
    if isinstance(value, list):
        for each in value:
            yield from _read_from(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from map(_delivery, each) if key == "citations" else _read_from(each)


def _delivery(citation: str) -> str:
    return citation.partition(", ")[0]
