"""Which refusals nobody need act on: a later revision of the same delivery has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.observations.doubt import Refusal
from briefing.sources.source import Delivery


def replaced(refusals: Iterable[Refusal], deliveries: Iterable[Delivery]) -> Mapping[Refusal, str]:
    """The refusals that nobody need act on → the id of the latest delivery that corrects the refused one."""
    known = tuple(deliveries)
    return {each: by for each in refusals if (by := _corrected_by(each, known))}


def said_replaced(refusal: Refusal, by: str) -> str:
    """What could not be used, and what has come instead: nobody need do anything, and nobody is left thinking that it was used."""
    said, _, _ = refusal.text.partition("\n")
    return f"{said} (ersatt av {by})"


def _corrected_by(refusal: Refusal, known: tuple[Delivery, ...]) -> str:
    """Empty where nothing does, or where the refusal names no delivery."""
    refused = next((each for each in known if each.id == refusal.delivery), None)
    if refused is None:
        return ""
    same = [each for each in known if (each.source, each.covers) == (refused.source, refused.covers)]
    latest = max(same, key=lambda each: each.revision)
    return latest.id if latest.revision > refused.revision else ""
