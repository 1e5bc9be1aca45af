"""Which whole lägesbild the law's two years are counted from (6 §)."""

from __future__ import annotations

from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.planning import STATUTORY_KIND
from briefing.terms.edition import EditionId, StatutoryEdition
from briefing.terms.period import parse_period


def statutory_edition(archive: Path, but: EditionId) -> StatutoryEdition | None:
    """The latest issued whole lägesbild, Slutlig or deposited, about no later time than the edition `but`, which is not counted itself."""
    last = parse_period(but.period).last_day
    whole = [
        each for each in store.ids(archive) if each.kind == STATUTORY_KIND and each != but and parse_period(each.period).last_day <= last
    ]
    counted = [found for each in whole if (found := _issued(store.history(archive, each)))]
    return max(counted, key=lambda each: each.issued_on, default=None)


def own_statutory(edition: Edition) -> StatutoryEdition | None:
    """The edition itself, where it is a whole lägesbild that has been issued: then the two years begin with it."""
    return _issued((edition,)) if edition.id.kind == STATUTORY_KIND else None


def _issued(versions: tuple[Edition, ...]) -> StatutoryEdition | None:
    """The last version that counts for the law, with the day from which it does."""
    decided = [(each.name, day) for each in versions if (day := each.decided_on)]
    return StatutoryEdition(*decided[-1]) if decided else None
