"""Texts that point out a person: they are stopped, the place is named, and what points out is masked."""

from __future__ import annotations

from dataclasses import replace

from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault
from briefing.observations.statement import Statement
from briefing.terms.address import addresses
from briefing.terms.identity import IdentityKind, found

_WORDS = {
    IdentityKind.TELEFON: "ett telefonnummer",
    IdentityKind.EPOST: "en e-postadress",
    IdentityKind.REGISTRERINGSNUMMER: "ett registreringsnummer",
    IdentityKind.PERSONNUMMER: "ett personnummer",
    IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer",
}


def without_persons(statements: tuple[Statement, ...]) -> tuple[tuple[Statement, ...], tuple[Refusal, ...]]:
    """The statements, those texts left out that point out a person, and a refusal for each; a level that stands beside is kept."""
    kept: list[Statement] = []
    refused: list[Refusal] = []
    for each in statements:
        what = _pointing_out(each.text)
        if not what:
            kept.append(each)
            continue
        fault = Fault(f"{what} i texten", "en text som inte pekar ut någon", "skriv om texten utan det; texten används inte")
        refused.append(fault.refusal(each.citation.delivery, each.citation.place, rows=0 if each.level else 1))
        if each.level:
            kept.append(replace(each, text=""))
    return tuple(kept), tuple(refused)


def _pointing_out(text: str) -> str:
    """What points out a person, in words and masked; empty where nothing does."""
    for identity in found(text):
        return f"{_WORDS[identity.kind]} ({identity.masked})"
    for start, end in addresses(text):
        return f"en adress ({''.join('•' if letter.isalnum() else letter for letter in text[start:end])})"
    return ""
