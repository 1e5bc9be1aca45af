"""The one place where all stages meet. It reads like the picture: read, check, analyse, compose, render, gate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from briefing.document.committee_outline import for_committee
from briefing.document.compose import compose
from briefing.document.document import Document
from briefing.document.law import law_of
from briefing.document.outline import BlockKind, Outline
from briefing.document.outline_check import checked_outline
from briefing.document.prose import Prose
from briefing.document.publication import Publication, Suppression, method_of, open_counts, public, published
from briefing.document.scene import Scene
from briefing.document.specimen import Sort, specimen
from briefing.document.templates import Templates
from briefing.findings.disclosure import PublishedTable
from briefing.findings.disclosure_protection import Progress
from briefing.findings.earlier import Earlier
from briefing.findings.edition import edition_findings
from briefing.findings.everywhere import with_all_areas
from briefing.findings.finding import Findings
from briefing.findings.listed_areas import with_listed_areas
from briefing.findings.method_use import MethodUse
from briefing.findings.withheld import with_withheld
from briefing.observations.doubt import Doubt
from briefing.observations.observations import joined
from briefing.observations.quality import doubts as quality_doubts
from briefing.observations.readers import READERS
from briefing.observations.reading import Material, Reading, Remarks
from briefing.observations.register_checks import Registers, register_doubts
from briefing.outputs.data_package import render_data
from briefing.outputs.file import File
from briefing.outputs.gate import GateRefusal
from briefing.outputs.gate import refusals as gate_refusals
from briefing.outputs.page import render_page
from briefing.outputs.pdf import render_pdfs
from briefing.outputs.record import render_record
from briefing.outputs.suppressions import render_suppressions
from briefing.outputs.word import render_word
from briefing.sources.source import Delivery, Source
from briefing.terms.gap import Gap
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

Run = Callable[..., Reading]
Stage = Callable[[str], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Production:
    """One edition made: its files, the model behind them, what is missing or doubted, and what the gate refuses.

    `unwritten` are the human texts without which it cannot become Slutlig and that nobody has written, or that may not be shown in it.
    """

    files: tuple[File, ...]
    document: Document
    findings: Findings
    gaps: tuple[Gap, ...]
    doubts: tuple[Doubt, ...]
    suppressions: tuple[Suppression, ...]
    refusals: tuple[GateRefusal, ...]
    unwritten: tuple[Gap, ...] = ()

    def kept(self, request: Request) -> Mapping[str, bytes]:
        """All that the archive keeps of it, by name: its files, and for the municipality alone the log of what it does not publish."""
        log = (render_suppressions(request.edition, request.threshold, self.suppressions),) if self.suppressions else ()
        return {file.name: file.content for file in (*self.files, *log)}


@dataclass(frozen=True)
class Sealed:
    """What an archived edition was made from, as values: all that `reproduced` needs, and nothing from outside the archive."""

    request: Request
    deliveries: tuple[Delivery, ...]
    sources: tuple[Source, ...]
    templates: Templates
    remarks: Remarks
    earlier: Earlier | None = None
    given_away: tuple[PublishedTable, ...] = ()


@dataclass(frozen=True)
class Reproduction:
    """An edition made once more, and the names of the files that are not, byte for byte, those that were sealed."""

    files: Mapping[str, bytes] = field(hash=False)
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """What the gate refused of an edition that was only tried, and the sorts of block that its specimen had."""

    refusals: tuple[GateRefusal, ...]
    sorts: frozenset[Sort]


def read_material(
    deliveries: Iterable[Delivery], sources: Iterable[Source], run: Run = lambda reader, *values: reader(*values)
) -> Material:
    """Every delivery read by its source's reader, joined. `run` calls a reader, so that the shell may do it in a child process."""
    declared = {source.id: source for source in sources}
    read = [(delivery, run(READERS[declared[delivery.source].format], delivery, declared[delivery.source])) for delivery in deliveries]
    readings = [reading for _, reading in read]
    return Material(
        observations=joined(reading.observations for reading in readings),
        statements=tuple(each for reading in readings for each in reading.statements),
        assessments=tuple(each for reading in readings for each in reading.assessments),
        entries=tuple(each for reading in readings for each in reading.entries),
        refusals=tuple(each for reading in readings for each in reading.refusals),
        doubts=tuple(each for reading in readings for each in reading.doubts),
        deliveries=tuple(delivery for delivery, _ in read),
        sources=tuple(declared.values()),
        boundaries=tuple(each for reading in readings for each in reading.boundaries),
        listed=tuple(each for reading in readings for each in reading.listed),
    )


def sealed_material(sealed: Sealed, run: Run = lambda reader, *values: reader(*values)) -> Material:
    """The material that an archived edition was made from, with the remarks that were made on it then."""
    read = read_material(sealed.deliveries, sealed.sources, run)
    maps = checked_outline(sealed.request.edition.kind, sealed.templates, sealed.request.indicators, sealed.sources).sources
    return read.for_edition(sealed.request, maps).with_remarks(sealed.remarks)


def reproduced(
    sealed: Sealed, files: Mapping[str, bytes], run: Run = lambda reader, *values: reader(*values), stage: Stage = nullcontext
) -> Reproduction:
    """The edition made once more from what it was sealed with, held against its sealed `files`."""
    material = sealed_material(sealed, run)
    made = produce(sealed.request, material, sealed.templates, sealed.earlier, stage, given_away=lambda: sealed.given_away)
    again = made.kept(sealed.request)
    return Reproduction(again, tuple(sorted(name for name in {**files, **again} if files.get(name) != again.get(name))))


def produce(
    request: Request,
    material: Material,
    templates: Templates,
    earlier: Earlier | None,
    stage: Stage = nullcontext,
    *,
    given_away: Callable[[], Iterable[PublishedTable]] = tuple,
    progress: Progress | None = None,
) -> Production:
    """The edition that the request asks for. BriefingError where a declaration or template is broken; data never stops it.

    `given_away` tells what earlier public editions have given away; it is asked only where this one is public too. `progress` is told how
    far disclosure control has come.
    """
    edition = composed(request, material, templates, earlier, stage, given_away=given_away, progress=progress)
    document, made, publication = edition.document, edition.made, edition.publication
    with stage("render"):
        record = _record(edition, request, earlier)
        files = (
            render_word(document, templates),
            *render_pdfs(document, templates),
            render_page(document, templates),
            render_data(document),
            record,
        )
    with stage("gate"):
        refusals = _refused(files, edition, request)
    return Production(files, document, made.findings, made.gaps, made.doubts, publication.suppressions, refusals, made.unwritten)


def tried(request: Request, material: Material, templates: Templates, seen: Collection[Sort] = ()) -> Trial:
    """What would stop the edition from being made, without making all of it. BriefingError as `produce`.

    The whole edition is composed, laid out as a page and, where it is public, as a record, and these pass the gate. In the other formats
    only a specimen is made and passes it: a block of every sort that is not among `seen`.
    """
    edition = composed(request, material, templates)
    page = render_page(edition.document, templates)
    record = (_record(edition, request, None),) if edition.open_sources is not None else ()
    refusals = _refused((page, *record), edition, request)
    few, sorts = specimen(edition.document, seen)
    if sorts:
        files = (render_word(few, templates), *render_pdfs(few, templates))
        refusals += gate_refusals(files, few, request.ceiling, None, request.contact)
    return Trial(refusals, sorts)


@dataclass(frozen=True)
class Composed:
    """An edition before it is laid out: what is printed, what it was made of and may be published, and which sources that names."""

    document: Document
    made: _Made
    publication: Publication
    counts: tuple[PublishedTable, ...]
    open_sources: frozenset[str] | None


def composed(
    request: Request,
    material: Material,
    templates: Templates,
    earlier: Earlier | None = None,
    stage: Stage = nullcontext,
    *,
    given_away: Callable[[], Iterable[PublishedTable]] = tuple,
    progress: Progress | None = None,
) -> Composed:
    """The edition as content, before any file of it is made; BriefingError as `produce`."""
    outline = checked_outline(request.edition.kind, templates, request.indicators, material.sources)
    if request.committee:
        outline = for_committee(outline, request.committee)
    make = partial(_made, request=request, outline=outline, templates=templates, earlier=earlier, stage=stage)
    made = make(material)
    is_open = made.document.sensitivity is Sensitivity.OPPEN
    with stage("publish"):
        publication = published(material, request, tuple(given_away()), progress) if is_open else Publication(material, (), ())
        counts = () if is_open else open_counts(material, request)
    if used := method_of(publication, request.threshold):
        made = make(publication.material, used=used)
    document = public(made.document, request.threshold, publication.suppressions)
    open_sources = frozenset(source.id for source in material.sources if source.sensitivity is Sensitivity.OPPEN)
    return Composed(document, made, publication, counts, open_sources if outline.public else None)


def _record(edition: Composed, request: Request, earlier: Earlier | None) -> File:
    made, publication = edition.made, edition.publication
    given_away, counts = publication.given_away, edition.counts
    return render_record(
        request, publication.material, made.findings, edition.document, made.gaps, made.doubts, given_away, earlier, counts
    )


def _refused(files: tuple[File, ...], edition: Composed, request: Request) -> tuple[GateRefusal, ...]:
    return gate_refusals(
        files,
        edition.document,
        request.ceiling,
        edition.open_sources,
        request.contact,
        truth=edition.publication.truth,
        threshold=request.threshold,
    )


@dataclass(frozen=True)
class _Made:
    """What was made of the material, before it is laid out."""

    document: Document
    findings: Findings
    gaps: tuple[Gap, ...]
    doubts: tuple[Doubt, ...]
    unwritten: tuple[Gap, ...]


def _made(
    material: Material,
    *,
    used: tuple[MethodUse, ...] = (),
    request: Request,
    outline: Outline,
    templates: Templates,
    earlier: Earlier | None,
    stage: Stage,
) -> _Made:
    with stage("check"):
        looked_at = [source for source in material.sources if source.published or not request.public]
        registers = Registers(material.entries, material.sources)
        doubts = (
            *material.doubts,
            *quality_doubts(material.observations, material.deliveries, looked_at, request),
            *register_doubts(registers, [each.id for each in request.indicators]),
        )
    with stage("analyse"):
        findings = with_withheld(edition_findings(material, request, outline.subjects, outline.signs), request, material.sources)
        findings = with_all_areas(findings, material.observations, request, outline.spreads, outline.funnels)
        findings = with_listed_areas(findings, material, request, outline.lists)
        findings = replace(findings, methods=(*findings.methods, *used))
    with stage("compose"):
        law = law_of(templates) if outline.has(BlockKind.LAGKRAV) else None
        composition = compose(Scene(request, material, findings, outline, earlier, Prose(templates), law))
    return _Made(composition.document, findings, composition.gaps, doubts, composition.unwritten)
