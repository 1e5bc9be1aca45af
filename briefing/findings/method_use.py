"""`MethodUse`: how findings of one kind are made: the version, the parameters that decide a result, and what it gave in one edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Value = str | float


class MethodId(Enum):
    """The methods that a lägesbild can rest on."""

    UTVECKLING = "utveckling"
    ENSKILDA_ANTAL = "enskilda-antal"
    TVA_ANDELAR = "tva-andelar"
    OSAKERHETSTAL = "osakerhetstal"
    FLERA_PROV = "flera-prov"
    TREND = "trend"
    JAMFORELSE = "jamforelse"
    JAMFORELSE_TOTAL = "jamforelse-total"
    JAMFORELSE_MODELL = "jamforelse-modell"
    PLACERING = "placering"
    KVARTILER = "kvartiler"
    INTERVALL_ANTAL = "intervall-antal"
    INTERVALL_ANDEL = "intervall-andel"
    KALLSKILLNAD = "kallskillnad"
    TECKEN = "tecken"
    BEVAKNING = "bevakning"
    UTBLICK = "utblick"
    TRATT = "tratt"
    ROJANDEKONTROLL = "rojandekontroll"


@dataclass(frozen=True)
class Parameter:
    """A named number or word of a method."""

    name: str
    value: Value


@dataclass(frozen=True)
class LeftOut:
    """How many results a method could not give, and the common reason in a Swedish sentence."""

    why: str
    count: int


@dataclass(frozen=True)
class MethodUse:
    """One method as it was used in an edition.

    `version` is raised when the same data would give another result though no parameter has changed. `parameters` are the rules, the same
    in every edition until somebody changes them; another version or another parameter is a changed method. `outcome` is what this
    edition's data gave (φ, the number of tests …) and changes every time. `uses` is how many results rest on the method.
    """

    id: MethodId
    version: str
    parameters: tuple[Parameter, ...]
    uses: int
    outcome: tuple[Parameter, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def parameter(self, name: str) -> Value | None:
        """The parameter of that name; None where the method has none."""
        return next((each.value for each in self.parameters if each.name == name), None)

    def result(self, name: str) -> Value | None:
        """What this edition's data gave under that name; None where it gave nothing."""
        return next((each.value for each in self.outcome if each.name == name), None)
