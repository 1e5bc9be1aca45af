"""`Edition`, one archived version of a lägesbild, and `Seal`, what proves that a file is unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from briefing.archive.layout import SPECIAL
from briefing.terms.edition import EditionId, Review, Status


@dataclass(frozen=True, order=True)
class Seal:
    """The sha512 of one file (hex) and its size in bytes; `name` is a path with `/`."""

    name: str
    sha512: str
    size: int


class Origin(Enum):
    """Where a version comes from (ursprung): made by the program, or deposited, a document from before it."""

    FRAMSTALLD = "framstalld"
    DEPONERAD = "deponerad"


class ActKind(Enum):
    """What somebody did with an edition (åtgärd)."""

    FRAMSTALLD = "framstalld"
    GRANSKAD = "granskad"
    SLUTLIG = "slutlig"
    RATTAD = "rattad"
    SEKRETESSPROVAD = "sekretessprovad"
    DEPONERAD = "deponerad"


ACTS: Mapping[ActKind, str] = {
    ActKind.FRAMSTALLD: "framställd",
    ActKind.GRANSKAD: "granskad",
    ActKind.SLUTLIG: "slutlig",
    ActKind.RATTAD: "rättad",
    ActKind.SEKRETESSPROVAD: "sekretessprövad",
    ActKind.DEPONERAD: "deponerad",
}


@dataclass(frozen=True)
class Act:
    """One line of an edition's log: what was done, in which version, on which day, by whom.

    `by` is a body or a function (`Kommunstyrelsen`), `role` the function of who did it (`ordförande`), never a personal number; both are
    empty where the program did it by itself. `dnr` is the diarienummer, `decision` the paragraph or number of a decision.
    """

    kind: ActKind
    version: str
    on: date
    by: str = ""
    role: str = ""
    dnr: str = ""
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Edition:
    """One version of an edition in the archive.

    `version` is v1, v2 …; `inputs` are the seals of all that it was made from (deliveries, declarations, templates): equal inputs
    make no new version. `files` are the seals of what was made. `reason` says why there is a new version, `replaces` which it replaces
    (`2480-kvartal-2026-K2 v1`, empty for the first). `program` is the program's version, `lock` the sha512 of its dependencies, which
    `dependencies` names (`lxml==5.3.0`). `acts` is the log of this version and all before it, oldest first. `cut_off`: deliveries of that
    day or later were left out. `issued_on` is the day on which it became Slutlig; of a deposited document the day that it says of itself.
    """

    id: EditionId
    version: str
    status: Status
    sealed_on: date
    reason: str
    replaces: str
    program: str
    inputs: tuple[Seal, ...]
    files: tuple[Seal, ...]
    lock: str = ""
    dependencies: tuple[str, ...] = ()
    origin: Origin = Origin.FRAMSTALLD
    acts: tuple[Act, ...] = ()
    cut_off: date | None = None
    issued_on: date | None = None

    @property
    def name(self) -> str:
        """`2480-kvartal-2026-K2 v1`."""
        return f"{self.id} {self.version}"

    @property
    def is_special(self) -> bool:
        """Whether it is a särskild lägesbild, made for a day on which the calendar had no meeting."""
        return any(seal.name == SPECIAL for seal in self.inputs)

    @property
    def decided_on(self) -> date | None:
        """The day from which it counts for the law: issued by us as Slutlig, or, of a deposited one, as it says; None of a draft."""
        counts = self.status is Status.SLUTLIG or self.origin is Origin.DEPONERAD
        return (self.issued_on or self.sealed_on) if counts else None

    @property
    def dnr(self) -> str:
        """The latest diarienummer of the log; empty where nobody has given one. It is the matter's, also when the edition is made anew."""
        return next((act.dnr for act in reversed(self.acts) if act.dnr), "")

    @property
    def decision(self) -> str:
        """The latest decision on what the edition says now; empty where there is none."""
        return next((act.decision for act in reversed(self._since_made) if act.decision), "")

    @property
    def review(self) -> Review | None:
        """Who made the latest sekretessprövning of what the edition says now, and when; None where nobody has."""
        made = (act for act in reversed(self._since_made) if act.kind is ActKind.SEKRETESSPROVAD)
        return next((Review(act.by, act.on) for act in made), None)

    @property
    def _since_made(self) -> tuple[Act, ...]:
        """The log since the edition was last made from other input: what was decided before that was about something else."""
        places = [place for place, act in enumerate(self.acts) if act.kind is ActKind.FRAMSTALLD]
        return self.acts[places[-1] :] if places else self.acts
