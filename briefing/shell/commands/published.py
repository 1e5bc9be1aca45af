"""Which issued lägesbilder residents have been informed of by a public edition (12 §)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition, Origin
from briefing.document.law_deadlines import PUBLIC_KIND
from briefing.errors import BriefingError
from briefing.planning import STATUTORY_KIND
from briefing.terms.edition import EditionId, IssuedEdition, Status
from briefing.terms.period import parse_period

_ISSUED_KINDS = (STATUTORY_KIND, "kvartal")  # what residents have a right to know of is a lägesbild; the others are made from it


def issued_before(archive: Path, but: EditionId) -> tuple[IssuedEdition, ...]:
    """Every lägesbild that has been issued here about no later time than the edition `but`, which is not counted itself."""
    last = parse_period(but.period).last_day
    return tuple(_issued(archive, (each for each in store.ids(archive) if each != but and parse_period(each.period).last_day <= last)))


def issued_editions(archive: Path) -> tuple[IssuedEdition, ...]:
    """Every lägesbild whose newest version is Slutlig and made by this program; deposited ones were published in their time or not."""
    return tuple(_issued(archive, store.ids(archive)))


def _issued(archive: Path, ids: Iterable[EditionId]) -> Iterator[IssuedEdition]:
    for each in (each for each in ids if each.kind in _ISSUED_KINDS):
        issued = _final(archive, each)
        if issued and issued.origin is Origin.FRAMSTALLD:
            public = _final(archive, EditionId(each.municipality, PUBLIC_KIND, each.period))
            is_published = public is not None and public.review is not None
            yield IssuedEdition(issued.name, issued.issued_on or issued.sealed_on, is_published)


def _final(archive: Path, id: EditionId) -> Edition | None:
    """The newest version where it is Slutlig; None where there is none, it is not, or it cannot be read (which `verify` says)."""
    try:
        edition = store.latest(archive, id)
    except BriefingError:
        return None
    return edition if edition is not None and edition.status is Status.SLUTLIG else None
