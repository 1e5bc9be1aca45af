"""`GateRefusal`: why an edition may not leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class GateReason(Enum):
    """The rule that was broken."""

    UTAN_GRUND = "utan_grund"
    UTAN_AVSANDARE = "utan_avsandare"
    FOR_KANSLIG = "for_kanslig"
    OMARKT_EXEMPEL = "omarkt_exempel"
    OLIKA_RUBRIKER = "olika_rubriker"
    OLIKA_STYCKEN = "olika_stycken"
    OLIKA_TABELLER = "olika_tabeller"
    TITEL_SAKNAS = "titel_saknas"
    FEL_SPRAK = "fel_sprak"
    UTAN_TAGGAR = "utan_taggar"
    BILD_UTAN_TEXT = "bild_utan_text"
    TABELL_UTAN_HUVUD = "tabell_utan_huvud"
    TABELL_FORM = "tabell_form"
    DIAGRAM_UTAN_TAL = "diagram_utan_tal"
    FLYTANDE_INNEHALL = "flytande_innehall"
    LAG_KONTRAST = "lag_kontrast"
    TOMT_STYCKE = "tomt_stycke"
    FALSK_LISTA = "falsk_lista"
    LANKTEXT = "lanktext"
    RUBRIKORDNING = "rubrikordning"
    RESTER = "rester"
    EXTERNT_INNEHALL = "externt_innehall"
    SAMMA_ID = "samma_id"
    PERSONNUMMER = "personnummer"
    KONTAKTUPPGIFT = "kontaktuppgift"
    OLASBAR = "olasbar"
    FINNS_INTE = "finns_inte"
    OLIKA_VARDEN = "olika_varden"
    ROJBAR = "rojbar"
    EJ_PROVAT = "ej_provat"


@dataclass(frozen=True)
class GateRefusal:
    """One fault: the file or block where it is, the rule, and a Swedish sentence with what stands there."""

    where: str
    reason: GateReason
    text: str

    @property
    def id(self) -> str:
        return f"{self.where}:{self.reason.value}"
