"""`Fault`, what is wrong in the archive, and `Verification`, all that a walk through it found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is not as it was sealed, in Swedish.

    `item` is the edition (`2480-kvartal-2026-K2 v1`), the object or the archive; `path` is from the storage root.
    """

    item: str
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.item}, {self.path}: {self.problem}\n  Gör så här: {self.remedy}"


@dataclass(frozen=True)
class Verification:
    """How many editions and delivered files there are, what is wrong, and what is worth knowing but harmless (`notes`)."""

    editions: int
    deliveries: int
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


PUT_BACK = "lägg tillbaka filen från säkerhetskopian och kör briefing verify igen"
MOVE_AWAY = "flytta bort den ur arkivet, och ta reda på vem som lade dit den"
ASK_WHO = "lägg tillbaka hela mappen från säkerhetskopian, och ta reda på vem som ändrade den"
HARMLESS = "inget behöver göras: nästa gång något arkiveras städas det undan"
