"""Which refusals nobody need act on: a later revision of the same delivery has come."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.observations.doubt import Refusal
from briefing.sources.source import Delivery


def replaced_by(refusal: Refusal, deliveries: Iterable[Delivery]) -> str:
    """The id of the latest delivery that corrects the refused one; empty where none does, or where the refusal names no delivery."""
    known = tuple(deliveries)
    refused = next((each for each in known if each.id == refusal.delivery), None)
    if refused is None:
        return ""
    same = [each for each in known if (each.source, each.covers) == (refused.source, refused.covers)]
    latest = max(same, key=lambda each: each.revision)
    return latest.id if latest.revision > refused.revision else ""


def said_replaced(refusal: Refusal, by: str) -> str:
    """What could not be used, and what has come instead: nobody need do anything, and nobody is left thinking that it was used."""
    said, _, _ = refusal.text.partition("\n")
    return f"{said} (ersatt av {by})"
