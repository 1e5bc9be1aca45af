"""Indicators: what is measured, in which unit, and which direction is better."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from briefing.errors import Problem
from briefing.terms.period import Frequency, Period


class Unit(Enum):
    """What a value counts (mått): a number, a rate per 100 000 inhabitants, a share in percent, ..."""

    ANTAL = "antal"
    PER_100K = "per_100k"
    ANDEL = "andel"
    MEDEL = "medel"
    PROCENT = "procent"


class Polarity(Enum):
    """Which direction is better. `tolkas`: more is not worse, so no better or worse is ever said."""

    LAGRE_BATTRE = "lagre_battre"
    HOGRE_BATTRE = "hogre_battre"
    TOLKAS = "tolkas"


class Scale(Enum):
    """How its values are spread along an axis. `log` where a few areas are many times larger than the rest, as inhabitants are."""

    LINJAR = "linjar"
    LOG = "log"


class Comparator(Enum):
    """Whom an indicator is compared with; `liknande` is Kolada's "Liknande kommuner, övergripande"."""

    RIKET = "riket"
    LAN = "lan"
    LIKNANDE = "liknande"
    ALLA = "alla"


class ProblemArea(Enum):
    """The part of the lägesbild to which an indicator belongs (problemområde)."""

    KOMMUNEN = "kommunen"
    BROTT_TOTALT = "brott-totalt"
    VALD_OCH_HOT = "vald-och-hot"
    VALD_I_NARA_RELATION = "vald-i-nara-relation"
    SEXUALBROTT = "sexualbrott"
    BARN_OCH_UNGA = "barn-och-unga"
    NARKOTIKA = "narkotika"
    TILLGREPP_OCH_INBROTT = "tillgrepp-och-inbrott"
    SKADEGORELSE = "skadegorelse"
    BEDRAGERI = "bedrageri"
    DIGITAL_BROTTSLIGHET = "digital-brottslighet"
    TRAFIK = "trafik"
    EKOBROTT_OCH_VALFARDSBROTT = "ekobrott-och-valfardsbrott"
    EXTREMISM = "extremism"
    TRYGGHET = "trygghet"
    FORTROENDE = "fortroende"
    UPPVAXTVILLKOR = "uppvaxtvillkor"
    SKOLA = "skola"
    FRITID = "fritid"
    ARBETE_OCH_EKONOMI = "arbete-och-ekonomi"
    BOENDE_OCH_OFFENTLIG_MILJO = "boende-och-offentlig-miljo"
    CIVILSAMHALLE = "civilsamhalle"
    OMVARLD = "omvarld"


@dataclass(frozen=True)
class Break:
    """A break in a series (tidsseriebrott): nothing before `first` is compared with what follows."""

    first: Period
    reason: str


@dataclass(frozen=True)
class Tolerance:
    """How far two sources of the same matter may be from each other before it is said that they differ (tolerans).

    `relative` is a share of the other source's value (0.01 is one percent), `absolute` is in the unit of both; one of them is given.
    """

    relative: float | None = None
    absolute: float | None = None


@dataclass(frozen=True)
class Indicator:
    """One row of the catalogue sources/indicators.toml.

    `law` is the requirement it serves (`R-04a`, `R-04b`, `R-04d`), `part_of` the indicator whose share it is,
    `same_matter_as` another indicator that measures the same matter from another source, `tolerance` how far the two may be from each
    other and `may_differ_because` what can explain that they are, `note` a sentence printed under
    tables and figures, `gap_means` what its absence means for the picture, `available_from` where it can be had.
    `sign`: a sign of social unrest in an area (tecken på social oro), which never says anything about people's origin.
    `half_width` is the indicator whose values are half the width of this one's 95 % interval (Kolada's Osäkerhetstal). `modelled` is
    the one that tells what a model of municipalities like it expects (modellberäknat värde): in this indicator's own unit the expected
    value itself, in another unit SKR's code: 2 fewer than expected, 1 as many, 0 more. `protective`: a protective factor (skyddsfaktor).
    `denominator`: the number of inhabitants on 31 December of each year, by which own rates of areas are computed.
    """

    id: str
    label: str
    definition: str
    unit: Unit
    polarity: Polarity
    problem_area: ProblemArea
    law: str
    comparators: tuple[Comparator, ...] = ()
    breaks: tuple[Break, ...] = ()
    part_of: str = ""
    same_matter_as: str = ""
    tolerance: Tolerance | None = None
    may_differ_because: str = ""
    half_width: str = ""
    modelled: str = ""
    short: str = ""
    note: str = ""
    gap_means: str = ""
    available_from: str = ""
    protective: bool = False
    sign: bool = False
    tested: bool = True
    denominator: bool = False
    scale: Scale = Scale.LINJAR


def indicator_problems(place: tuple[str, ...], written: tuple[str, ...], indicators: Collection[str]) -> Iterator[Problem]:
    """A problem for each that is not written `<indicator>/<frequency>`, or whose indicator is not in the catalogue."""
    for each in written:
        indicator, _, frequency = each.partition("/")
        if frequency not in [known.value for known in Frequency]:
            yield Problem(place, f"'{each}' has no period", "write for example anmalda-brott/kvartal")
        elif indicator not in indicators:
            yield Problem(place, f"'{indicator}' is not in sources/indicators.toml", "declare it there, or name another")
