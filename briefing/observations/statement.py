"""What people say: statements from outside, assessments that the municipality signs, rows of registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity


class SituationLevel(Enum):
    """Nivå in four steps, as the police state it."""

    LAG = "lag"
    FORHOJD = "forhojd"
    HOG = "hog"
    MYCKET_HOG = "mycket_hog"

    @property
    def rank(self) -> int:
        return list(SituationLevel).index(self)


class Direction(Enum):
    """Riktning, stated by a person; never computed."""

    FORSAMRAD = "forsamrad"
    OFORANDRAD = "oforandrad"
    FORBATTRAD = "forbattrad"


class Confidence(Enum):
    """Säkerhet i bedömningen."""

    LAG = "lag"
    MEDEL = "medel"
    HOG = "hog"


class OverallLevel(Enum):
    """Grönt, gult eller rött läge: a human judgement with a named body and date."""

    GRONT = "gront"
    GULT = "gult"
    ROTT = "rott"


@dataclass(frozen=True)
class Statement:
    """What someone outside tells us (police, förvaltning, residents) of one dimension (uppgift).

    `level`, `direction` and `confidence` are None where only text was given. `body` is who stands for it, never a person's name.
    """

    source: str
    area: str
    dimension: str
    level: SituationLevel | None
    direction: Direction | None
    confidence: Confidence | None
    text: str
    body: str
    sensitivity: Sensitivity
    dated: date
    citation: Citation

    @property
    def id(self) -> str:
        return ":".join(part for part in ("uppgift", self.citation.delivery, self.dimension, self.area) if part)


@dataclass(frozen=True)
class Assessment:
    """What the municipality signs (bedömning). Only humans write it.

    `subject` is a section, problem or control of the document (`samlad-bedomning`, `kort-sagt`); `level` grönt, gult or rött läge,
    None where none is given; `body` and `role` who signs; `text` is Markdown.
    """

    subject: str
    area: str
    level: OverallLevel | None
    text: str
    body: str
    role: str
    dated: date
    likelihood: str
    rests_on: tuple[str, ...]
    speaks_against: str
    sensitivity: Sensitivity
    citation: Citation

    @property
    def id(self) -> str:
        return ":".join(part for part in ("bedomning", self.citation.delivery, self.subject, self.area) if part)


@dataclass(frozen=True)
class Entry:
    """A row of a register (problems, measures, groups, agreements ...)."""

    register: str
    id: str
    fields: Mapping[str, str] = field(hash=False)
    sensitivity: Sensitivity
    citation: Citation
