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
    """How many editions, delivered files and lawful deletions there are, what is wrong, and what is worth knowing but harmless (`notes`).

    `head` is the chain's: to be noted somewhere else, since only that shows when the newest of an archive has been taken away.
    """

    editions: int
    deliveries: int
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    deletions: int = 0
    head: str = ""


PUT_BACK = "lägg tillbaka filen från säkerhetskopian och kör briefing verify igen"
MOVE_AWAY = "flytta bort den ur arkivet, och ta reda på vem som lade dit den"
ASK_WHO = "lägg tillbaka hela mappen från säkerhetskopian, och ta reda på vem som ändrade den"
RESTORE = "kör briefing restore MAPP med en säkerhetskopia av arkivet, och ta reda på vem som tog bort den"
PUT_BACK_CHAIN = "kör briefing restore MAPP med en säkerhetskopia av arkivet: kedjan läggs tillbaka om den kan bevisas"
HARMLESS = "inget behöver göras: nästa gång något arkiveras städas det undan"
