"""`Outcome`: what became of collecting one source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Ending(Enum):
    """How it ended. `oforandrad`: the service says what it said before; `misslyckad`: the last delivery is used."""

    NY = "ny"
    OFORANDRAD = "oforandrad"
    MISSLYCKAD = "misslyckad"
    UPPTAGEN = "upptagen"  # another run collects it now


@dataclass(frozen=True)
class Outcome:
    """`new` are the deliveries that came; `last` is the latest one there is, with the day on which it was received.

    `fault` says why nothing could be used, `remedy` what the operator can do (empty where one has to wait), `to_mend` what came but
    has to be looked at.
    """

    source: str
    title: str
    ending: Ending
    new: tuple[str, ...] = ()
    last: str = ""
    received_on: date | None = None
    fault: str = ""
    remedy: str = ""
    remarks: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()

    @property
    def needs_the_operator(self) -> bool:
        """Whether somebody has to act: a fault that does not pass, or a source that has nothing at all."""
        return bool(self.to_mend or self.remedy or (self.ending is Ending.MISSLYCKAD and not self.last))
