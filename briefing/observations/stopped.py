"""Texts that point out a person: they are stopped, the place is named, and what points out is masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault
from briefing.observations.statement import Assessment, Statement
from briefing.terms.address import addresses
from briefing.terms.identity import IdentityKind, found

Told = TypeVar("Told", Statement, Assessment)

_WORDS = {
    IdentityKind.TELEFON: "ett telefonnummer",
    IdentityKind.EPOST: "en e-postadress",
    IdentityKind.REGISTRERINGSNUMMER: "ett registreringsnummer",
    IdentityKind.PERSONNUMMER: "ett personnummer",
    IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer",
}


def without_persons(told: Iterable[Told]) -> tuple[tuple[Told, ...], tuple[Refusal, ...]]:
    """What is told, those texts left out that point out a person, and a refusal for each.

    A level that stands beside the text of a statement is kept; a judgement is nothing without its text, and is refused whole.
    """
    kept: list[Told] = []
    refused: list[Refusal] = []
    for each in told:
        what = next(filter(None, map(pointing_out, _texts(each))), "")
        if not what:
            kept.append(each)
            continue
        has_level = isinstance(each, Statement) and each.level is not None
        fault = Fault(f"{what} i texten", "en text som inte pekar ut någon", "skriv om texten utan det; texten används inte")
        refused.append(fault.refusal(each.citation.delivery, each.citation.place, rows=0 if has_level else 1))
        if has_level:
            kept.append(replace(each, text=""))
    return tuple(kept), tuple(refused)


def pointing_out(text: str) -> str:
    """What points out a person, in words and masked; empty where nothing does."""
    for identity in found(text):
        return f"{_WORDS[identity.kind]} ({identity.masked})"
    for start, end in addresses(text):
        return f"en adress ({''.join('•' if letter.isalnum() else letter for letter in text[start:end])})"
    return ""


def _texts(told: Statement | Assessment) -> tuple[str, ...]:
    """All that somebody wrote with their own words and that is printed."""
    return (told.text,) if isinstance(told, Statement) else (told.text, told.speaks_against, *told.rests_on, told.body, told.role)
