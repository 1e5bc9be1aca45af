"""What is missing and what limits a figure: gaps (kunskapsluckor) and caveats (förbehåll)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class GapReason(Enum):
    """Why something is not there. Missing is never zero."""

    EJ_LEVERERAD = "ej_levererad"
    EJ_DEKLARERAD = "ej_deklarerad"
    FORSENAD = "forsenad"
    EJ_LASBAR = "ej_lasbar"
    SAKNAS = "saknas"
    SEKRETESS = "sekretess"
    EJ_TILLAMPLIG = "ej_tillamplig"
    UTGATT = "utgatt"
    BRUTEN = "bruten"
    FOR_LITET_UNDERLAG = "for_litet_underlag"
    OSAKERHET_SAKNAS = "osakerhet_saknas"
    EJ_BEDOMD = "ej_bedomd"
    FOR_KANSLIG = "for_kanslig"

    @property
    def is_withheld(self) -> bool:
        """Whether it may be there, and is only not shown in this edition."""
        return self is GapReason.FOR_KANSLIG


@dataclass(frozen=True)
class Gap:
    """Something that should have been there: why it is not, a Swedish sentence of detail, and what it is about.

    `subject` is an indicator id, a section or a human text; it makes the gap's id.
    """

    reason: GapReason
    detail: str
    subject: str = ""

    @property
    def id(self) -> str:
        return f"lucka:{self.subject}"


class Caveat(Enum):
    """What the reader must know of a figure; each is worded in document/wording.py."""

    PRELIMINAR = "preliminar"
    EGEN_BERAKNING = "egen_berakning"
    INALDRAD = "inaldrad"
    LITET_ANTAL = "litet_antal"
    TITEL_EJ_KONTROLLERAD = "titel_ej_kontrollerad"
    VANLIG_VARIATION_OKAND = "vanlig_variation_okand"
