"""`Reading`: what one reader made of one delivery; `Material`: what all readings give the document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.observations import Observations, observations_of
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.period import Day
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

Told = TypeVar("Told", Statement, Assessment)


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

    def source_of_delivery(self, delivery: Delivery) -> Source:
        """The source that a delivery is from."""
        return self._sources[delivery.source]

    def for_edition(self, request: Request) -> Material:
        """Only what may enter the edition: received before its cut-off, not above its ceiling, and not said about a later period.

        Delivered series stay whole, since a later delivery may correct an earlier value; the findings take what is of their period. What
        is above the ceiling is a doubt that says so, and then missing. Deliveries of which nothing is left are not among its deliveries.
        """
        in_time = {each.id for each in self.deliveries if request.cut_off is None or each.received_on < request.cut_off}
        said = in_time & {each.id for each in self.deliveries if request.uses(each.covers)}
        frame = self.observations.frame
        open_enough = [each.value for each in Sensitivity if not each.exceeds(request.ceiling)]
        values = frame[frame["delivery"].isin(in_time) & frame["sensitivity"].isin(open_enough)]
        statements = tuple(_whole(each, request) for each in self.statements if _may_enter(each, said, request))
        assessments = tuple(_whole(each, request) for each in self.assessments if _may_enter(each, said, request))
        entries = tuple(each for each in self.entries if _may_enter(each, said, request))
        used = {*values["delivery"].unique(), *(each.citation.delivery for told in (statements, assessments, entries) for each in told)}
        return replace(
            self,
            observations=Observations(values),
            statements=statements,
            assessments=assessments,
            entries=entries,
            doubts=(*self.doubts, *self._above_ceiling(said, request), *_about_parts((*statements, *assessments), request)),
            deliveries=tuple(each for each in self.deliveries if each.id in used),
        )

    def _above_ceiling(self, said: set[str], request: Request) -> tuple[Doubt, ...]:
        told: tuple[Statement | Assessment | Entry, ...] = (*self.statements, *self.assessments, *self.entries)
        hidden = Counter(
            each.citation.delivery for each in told if each.citation.delivery in said and each.sensitivity.exceeds(request.ceiling)
        )
        text = "{} har {} text(er) som är känsligare än utgåvan får vara ({}). De är utelämnade."
        return tuple(Doubt(Check.KANSLIGHET, name, text.format(name, count, request.ceiling.value)) for name, count in hidden.items())

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _deliveries(self) -> dict[str, Delivery]:
        return {delivery.id: delivery for delivery in self.deliveries}


def _may_enter(told: Statement | Assessment | Entry, deliveries: set[str], request: Request) -> bool:
    is_later = isinstance(told, Statement) and isinstance(request.period, Day) and told.dated > request.period.day
    return told.citation.delivery in deliveries and not told.sensitivity.exceeds(request.ceiling) and not is_later


def _whole(told: Told, request: Request) -> Told:
    """What is said of the municipality by its code is said of the whole of it."""
    return replace(told, area="") if told.area == request.municipality.code else told


def _about_parts(told: tuple[Statement | Assessment, ...], request: Request) -> tuple[Doubt, ...]:
    """A remark for what is said of a part of the municipality that is not declared: no section shows it."""
    declared = {area.code for area in request.areas}
    counted = Counter(each.citation.delivery for each in told if each.area and each.area not in declared)
    text = "{} har {} uppgift(er) om ett område som inte är deklarerat i briefing.toml. De visas inte."
    return tuple(Doubt(Check.AVGRANSNING, name, text.format(name, count)) for name, count in counted.items())
