"""Which whole lägesbild the law's two years are counted from (6 §)."""

from __future__ import annotations

from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition, Origin
from briefing.terms.edition import EditionId, Status, StatutoryEdition
from briefing.terms.period import parse_period

WHOLE = "fullstandig"
"""The kind of edition that is the lägesbild of the law; automatic and draft editions of it do not count."""


def statutory_edition(archive: Path, but: EditionId) -> StatutoryEdition | None:
    """The latest issued whole lägesbild, Slutlig or deposited, about no later time than the edition `but`, which is not counted itself."""
    last = parse_period(but.period).last_day
    whole = [each for each in store.ids(archive) if each.kind == WHOLE and each != but and parse_period(each.period).last_day <= last]
    counted = [found for each in whole if (found := _issued(store.history(archive, each)))]
    return max(counted, key=lambda each: each.issued_on, default=None)


def own_statutory(edition: Edition) -> StatutoryEdition | None:
    """The edition itself, where it is a whole lägesbild that has been issued: then the two years begin with it."""
    return _issued((edition,)) if edition.id.kind == WHOLE else None


def _issued(versions: tuple[Edition, ...]) -> StatutoryEdition | None:
    """The last version that is Slutlig, with the day on which the edition was issued."""
    issued = [each for each in versions if each.issued_on and (each.status is Status.SLUTLIG or each.origin is Origin.DEPONERAD)]
    return StatutoryEdition(issued[-1].name, issued[-1].issued_on) if issued and issued[-1].issued_on else None
