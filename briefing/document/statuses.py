"""The words of an edition's status, by themselves: lists need them and nothing else of the wording."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.terms.edition import Status

STATUSES: Mapping[Status, str] = {
    Status.ARBETSMATERIAL: "Arbetsmaterial",
    Status.UTKAST: "Utkast",
    Status.GRANSKAD: "Granskad",
    Status.SLUTLIG: "Slutlig",
}
SPECIAL = "särskild lägesbild"
SPECIAL_IN_FULL = "Särskild lägesbild, framtagen utanför den ordinarie planeringen"


def standing(status: Status, *, is_special: bool) -> str:
    """`Utkast`, or `Utkast, särskild lägesbild`."""
    return f"{STATUSES[status]}, {SPECIAL}" if is_special else STATUSES[status]
