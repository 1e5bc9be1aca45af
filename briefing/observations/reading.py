"""`Reading`: what one reader made of one delivery; `Material`: what all readings give the document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from briefing.observations.doubt import Doubt, Refusal
from briefing.observations.observations import Observations, observations_of
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.request import Request


@dataclass(frozen=True)
class Reading:
    """What one reader made of one delivery; counts are rows of the file: read = accepted + refused.

    `duplicates` (the same key with the same value again) and `unmapped` (an area or category that the source does not map) are
    accepted, not used, and also counted apart.
    """

    observations: Observations = field(default_factory=lambda: observations_of({}))
    statements: tuple[Statement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    entries: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rows_read: int = 0
    duplicates: int = 0
    unmapped: int = 0

    @property
    def rows_refused(self) -> int:
        return sum(refusal.rows for refusal in self.refusals)

    @property
    def rows_accepted(self) -> int:
        return self.rows_read - self.rows_refused


@dataclass(frozen=True)
class Material:
    """All readings joined: the one thing that findings and document receive.

    `deliveries` are those that were read (their bytes are not needed any more), `sources` all that are declared, delivered or not.
    """

    observations: Observations
    statements: tuple[Statement, ...]
    assessments: tuple[Assessment, ...]
    entries: tuple[Entry, ...]
    refusals: tuple[Refusal, ...]
    doubts: tuple[Doubt, ...]
    deliveries: tuple[Delivery, ...]
    sources: tuple[Source, ...]

    def source(self, source_id: str) -> Source | None:
        return self._sources.get(source_id)

    def delivery(self, citation: Citation) -> Delivery:
        """The delivery that a citation names."""
        return self._deliveries[citation.delivery]

    def source_of(self, citation: Citation) -> Source:
        """The source whose delivery a citation names."""
        return self._sources[self.delivery(citation).source]

    def for_edition(self, request: Request) -> Material:
        """Only what may enter the edition: received before its cut-off; what people said about a later period is left out.

        Delivered series stay whole, since a later delivery may correct an earlier value; the findings take what is of their period.
        """
        observed = frozenset(self.observations.frame["delivery"].unique())
        usable = tuple(each for each in self.deliveries if _is_usable(each, request, holds_series=each.id in observed))
        ids = {delivery.id for delivery in usable}
        frame = self.observations.frame
        return replace(
            self,
            observations=Observations(frame[frame["delivery"].isin(ids)]),
            statements=tuple(each for each in self.statements if each.citation.delivery in ids),
            assessments=tuple(each for each in self.assessments if each.citation.delivery in ids),
            entries=tuple(each for each in self.entries if each.citation.delivery in ids),
            deliveries=usable,
        )

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _deliveries(self) -> dict[str, Delivery]:
        return {delivery.id: delivery for delivery in self.deliveries}


def _is_usable(delivery: Delivery, request: Request, *, holds_series: bool) -> bool:
    is_in_time = request.cut_off is None or delivery.received_on < request.cut_off
    return is_in_time and (holds_series or request.uses(delivery.covers))
