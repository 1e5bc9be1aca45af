"""The words that findings use: what they are about, and the closed vocabularies of change and difference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from briefing.terms.period import Frequency


class Trend(Enum):
    """Utveckling: the closed vocabulary of change. Only these words are said of it anywhere."""

    OKAR = "okar"
    MINSKAR = "minskar"
    INOM_NORMAL_VARIATION = "inom_normal_variation"
    GAR_INTE_ATT_BEDOMA = "gar_inte_att_bedoma"


class Position(Enum):
    """Jämförelse: the closed vocabulary of difference; högre and lägre where polarity is tolkas."""

    BATTRE = "battre"
    SAMRE = "samre"
    LIKNANDE = "liknande"
    HOGRE = "hogre"
    LAGRE = "lagre"
    GAR_INTE_ATT_BEDOMA = "gar_inte_att_bedoma"


class Method(Enum):
    """How a development was tested (statistics.md rule 2)."""

    KVASI_POISSON = "kvasi_poisson"
    TVA_ANDELAR = "tva_andelar"
    OSAKERHETSTAL = "osakerhetstal"
    E_TEST = "e_test"


class Protection(Enum):
    """Skyddsfaktorer: the three that a lägesbild tells of, and what a catalogue calls protective beside them."""

    SKOLRESULTAT = "skolresultat"
    MENINGSFULL_FRITID = "meningsfull_fritid"
    EKONOMISK_STABILITET = "ekonomisk_stabilitet"
    OVRIGT = "ovrigt"


class IntervalKind(Enum):
    """How a 95 % interval of a level was made; `publicerat` is the source's own."""

    BYAR = "byar"
    EXAKT = "exakt"
    WILSON = "wilson"
    PUBLICERAT = "publicerat"


@dataclass(frozen=True)
class Subject:
    """What an outline asks about: an indicator by year, quarter or month."""

    indicator: str
    frequency: Frequency

    @property
    def id(self) -> str:
        return f"{self.indicator}:{self.frequency.value}"
