"""`Reading`: what one reader made of one delivery; `Material`: what all readings give the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from briefing.observations.area_spans import within_boundaries
from briefing.observations.boundary import Boundary
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.listed_area import ListedArea
from briefing.observations.observations import Observations, nothing
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.sources.register import REGISTER
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

    observations: Observations = field(default_factory=nothing)
    statements: tuple[Statement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    entries: tuple[Entry, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    listed: tuple[ListedArea, ...] = ()
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
class Remarks:
    """What is known of an edition's input besides the input itself: doubts, refusals and the names of what is withheld."""

    doubts: tuple[Doubt, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Material:
    """All readings joined: the one thing that findings and document receive.

    `deliveries` are those that were read (their bytes are not needed any more), `sources` all that are declared, delivered or not.
    `withheld` names what has been told of the edition's time and is more sensitive than it may be: the subjects of assessments, sources,
    and `<source>:<dimension>` of statements.
    """

    observations: Observations
    statements: tuple[Statement, ...]
    assessments: tuple[Assessment, ...]
    entries: tuple[Entry, ...]
    refusals: tuple[Refusal, ...]
    doubts: tuple[Doubt, ...]
    deliveries: tuple[Delivery, ...]
    sources: tuple[Source, ...]
    boundaries: tuple[Boundary, ...] = ()
    withheld: frozenset[str] = frozenset()
    listed: tuple[ListedArea, ...] = ()

    @property
    def remarks(self) -> Remarks:
        return Remarks(self.doubts, self.refusals, self.withheld)

    def with_remarks(self, remarks: Remarks) -> Material:
        """The material with these remarks instead of its own."""
        return replace(self, doubts=remarks.doubts, refusals=remarks.refusals, withheld=remarks.withheld)

    def source(self, source_id: str) -> Source | None:
        return self._sources.get(source_id)

    def delivery(self, citation: Citation) -> Delivery:
        """The delivery that a citation names."""
        return self._deliveries[citation.delivery]

    def source_of(self, citation: Citation) -> Source:
        """The source whose delivery a citation names."""
        return self._sources[self.delivery(citation).source]

    def is_published(self, delivery: str) -> bool:
        """Whether a delivery, or a source, is of a published source."""
        source = self.source(delivery.partition("/")[0])
        return source is not None and source.published

    def only_open(self) -> Material:
        """The material with the values of open sources only."""
        frame = self.observations.frame
        return replace(self, observations=Observations(frame[frame["sensitivity"] == Sensitivity.OPPEN.value]))

    def for_edition(self, request: Request, named: Collection[str] = ()) -> Material:
        """Only what may enter the edition: received before its cut-off, not above its ceiling, and not said about a later period.

        Delivered series stay whole, since a later delivery may correct an earlier value; the findings take what is of their period. What
        is above the ceiling is a doubt that says so, and then missing; so is what was told of an area while it had other boundaries.
        Deliveries of which nothing is left are not among its deliveries.
        A public edition carries remarks on published sources only: what happens inside is internal, and a remark may repeat a value.
        `named` are the sources and registers that its outline names (`register:problem`; `register:` for all): of boundaries, lists and
        registers an edition rests on no others.
        """
        in_time = {each.id for each in self.deliveries if request.cut_off is None or each.received_on < request.cut_off}
        said = in_time & {each.id for each in self.deliveries if request.uses(each.covers)}
        frame = self.observations.frame
        open_enough = [each.value for each in Sensitivity if not each.exceeds(request.ceiling)]
        values = frame[frame["delivery"].isin(in_time) & frame["sensitivity"].isin(open_enough)]
        values, beyond = within_boundaries(values, request)
        statements = tuple(_whole(each, request) for each in self.statements if _may_enter(each, said, request))
        assessments = tuple(_whole(each, request) for each in self.assessments if _may_enter(each, said, request))
        registers = self._latest_registers(said, named)
        entries = tuple(each for each in self.entries if _may_enter(each, registers, request))
        mapped = self._latest(self.boundaries, {each for each in in_time if each.partition("/")[0] in named}, request)
        boundaries = tuple(each for each in self.boundaries if each.citation.delivery in mapped)
        lists = self._latest(self.listed, {each for each in said if each.partition("/")[0] in named}, request)
        listed = tuple(each for each in self.listed if each.citation.delivery in lists)
        cited = (statements, assessments, entries, boundaries, listed)
        used = {*values["delivery"].unique(), *(each.citation.delivery for told in cited for each in told)}
        doubts = (*self.doubts, *beyond, *self._above_ceiling(said, request), *_about_parts((*statements, *assessments), request))
        return replace(
            self,
            observations=Observations(values),
            statements=statements,
            assessments=assessments,
            entries=entries,
            refusals=tuple(each for each in self.refusals if not request.public or self.is_published(each.delivery)),
            doubts=tuple(each for each in doubts if not request.public or self.is_published(each.subject)),
            deliveries=tuple(each for each in self.deliveries if each.id in used),
            boundaries=boundaries,
            listed=listed,
            withheld=frozenset(self._withheld(said, request)),
        )

    def _latest(self, told: Iterable[Boundary | ListedArea], usable: set[str], request: Request) -> set[str]:
        """Of each source its latest delivery of maps or lists: a new one replaces the one before as a whole."""
        given = {each.citation.delivery for each in told} & usable
        latest: dict[str, Delivery] = {}
        for each in sorted(self.deliveries, key=lambda each: (each.covers.last_day, each.received_on, each.revision)):
            source = self._sources[each.source]
            if each.id in given and not source.sensitivity.exceeds(request.ceiling):
                latest[each.source] = each
        return {each.id for each in latest.values()}

    def _latest_registers(self, said: set[str], named: Collection[str]) -> set[str]:
        """The latest delivery of every register that is named: it is the whole register, and what it leaves out is gone."""
        wanted = (each for each in self.entries if f"{REGISTER}{each.register}" in named or REGISTER in named)
        kept = {each.citation.delivery for each in wanted} & said
        ordered = sorted(self.deliveries, key=lambda each: (each.covers.last_day, each.revision))
        return {*{each.source: each.id for each in ordered if each.id in kept}.values()}

    def _withheld(self, said: set[str], request: Request) -> Iterator[str]:
        """The names of what is above the ceiling: what was signed for the edition's very period, and a source's latest statements."""
        own = [each.id for each in self.deliveries if each.covers == request.period]
        signed = (each for each in self.assessments if each.citation.delivery in own and each.sensitivity.exceeds(request.ceiling))
        yield from (each.subject for each in signed if _is_of_whole(each, request))
        told = [each for each in self.statements if each.citation.delivery in said and _is_of_whole(each, request)]
        for source in {each.source for each in told}:
            of_source = [each for each in told if each.source == source]
            latest = max((self.delivery(each.citation) for each in of_source), key=lambda each: (each.covers.last_day, each.revision))
            if all(each.sensitivity.exceeds(request.ceiling) for each in of_source):
                yield source
            for each in of_source:
                if each.citation.delivery == latest.id and each.sensitivity.exceeds(request.ceiling):
                    yield f"{source}:{each.dimension}"

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


def _is_of_whole(told: Statement | Assessment, request: Request) -> bool:
    return told.area in ("", request.municipality.code)


def _whole(told: Told, request: Request) -> Told:
    """What is said of the municipality by its code is said of the whole of it."""
    return replace(told, area="") if told.area == request.municipality.code else told


def _about_parts(told: tuple[Statement | Assessment, ...], request: Request) -> tuple[Doubt, ...]:
    """A remark for what is said of a part of the municipality that is not declared: no section shows it."""
    declared = {area.code for area in request.areas}
    counted = Counter(each.citation.delivery for each in told if each.area and each.area not in declared)
    text = "{} har {} uppgift(er) om ett område som inte är deklarerat i briefing.toml. De visas inte."
    return tuple(Doubt(Check.AVGRANSNING, name, text.format(name, count)) for name, count in counted.items())
