"""What an indicator means in one edition, so that the next can tell what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from briefing.sources.source import Source
from briefing.terms.indicator import Break, Indicator, Polarity, Tolerance, Unit


@dataclass(frozen=True)
class Definition:
    """An indicator as an edition used it.

    `source` is the title of its source, empty where none is declared; `tolerance` how far it may be from another source of the same matter.
    """

    indicator: str
    label: str
    definition: str
    unit: Unit
    polarity: Polarity
    breaks: tuple[Break, ...]
    source: str
    tolerance: Tolerance | None = None


def definitions(indicators: Iterable[Indicator], used: Collection[str], sources: Iterable[Source]) -> tuple[Definition, ...]:
    """The definitions of the indicators in use, in the order of the catalogue."""
    titles = {indicator: source.title for source in sources for indicator in source.indicators.values()}
    return tuple(_definition(each, titles.get(each.id, "")) for each in indicators if each.id in used)


def _definition(indicator: Indicator, source: str) -> Definition:
    return Definition(
        indicator.id,
        indicator.label,
        indicator.definition,
        indicator.unit,
        indicator.polarity,
        indicator.breaks,
        source,
        indicator.tolerance,
    )
