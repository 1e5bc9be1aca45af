"""Lagkravsmatris: each requirement of the law, how far it is met, the evidence and its date, as far as the material shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing.document import wording
from briefing.document.basis import bases
from briefing.document.deadline import deadline
from briefing.document.document import Cell, Column, Origin, Section, Table, Text
from briefing.document.law import LAW_TEMPLATE, Fulfilment, Law, Requirement
from briefing.document.law_evidence import Evidence, register_evidence
from briefing.document.outline import BlockOutline
from briefing.document.scene import Composed, Scene
from briefing.findings.coverage import coverage
from briefing.findings.rounds import assessment
from briefing.observations.form_shape import row_dimension
from briefing.observations.register_rows import open_rows
from briefing.observations.statement import Entry
from briefing.terms.sensitivity import highest

FULFILMENTS: Mapping[Fulfilment, str] = {
    Fulfilment.UPPFYLLT: "uppfyllt",
    Fulfilment.DELVIS: "delvis uppfyllt",
    Fulfilment.INTE_UPPFYLLT: "inte uppfyllt",
    Fulfilment.GAR_INTE_ATT_BEDOMA: "går inte att bedöma",
}
FULFILMENT_SIGNS: Mapping[Fulfilment, str] = {
    Fulfilment.UPPFYLLT: "■■",
    Fulfilment.DELVIS: "■□",
    Fulfilment.INTE_UPPFYLLT: "□□",
    Fulfilment.GAR_INTE_ATT_BEDOMA: "○",
}

_LAW = (f"mall:{LAW_TEMPLATE}",)
_CONFIGURATION = ("deklaration:briefing.toml",)
_NOTE = (
    "Läget är beräknat ur underlaget till den här utgåvan och säger inget om det som inte har lämnats. "
    "Går inte att bedöma betyder inte att kravet inte är uppfyllt."
)


def law_matrix(block: BlockOutline, scene: Scene, sections: Sequence[Section]) -> Composed:
    """The matrix of the law; `sections` are those of the edition, as they will be printed."""
    assert scene.law is not None
    values = coverage(scene.material.observations, scene.request)
    found = {each: tuple(_evidence(each, scene, sections, values)) for each in scene.law.requirement}
    columns = (
        Column("Krav", width_mm=16),
        Column("Vad lagen kräver"),
        Column("Läge", width_mm=30),
        Column("Underlag", width_mm=52),
        Column("Datum", width_mm=19),
    )
    rows = tuple(_row(requirement, evidence, sections) for requirement, evidence in found.items())
    table = Table("lagkrav", "", block.caption, columns, rows, _notes(scene.law), "Lagens krav, läge, underlag och datum.")
    return Composed((table,), sensitivity=highest(*(each.sensitivity for evidence in found.values() for each in evidence)))


def fulfilment(requirement: Requirement, evidence: Sequence[tuple[int, int, bool]]) -> Fulfilment:
    """How far a requirement is met by its needs, each as (met, of, known). What this edition cannot see is never called missing."""
    known = [(met, of) for met, of, is_known in evidence if is_known]
    if not known:
        return Fulfilment.GAR_INTE_ATT_BEDOMA
    is_all_known = len(known) == len(evidence)
    if all(met >= of for met, of in known):
        return Fulfilment.UPPFYLLT if is_all_known else Fulfilment.GAR_INTE_ATT_BEDOMA
    if any(met for met, _ in known):
        return Fulfilment.DELVIS
    return requirement.missing_means if is_all_known else Fulfilment.GAR_INTE_ATT_BEDOMA


def _evidence(needed: Requirement, scene: Scene, sections: Sequence[Section], values: Mapping[str, tuple[str, ...]]) -> Iterator[Evidence]:
    yield from (_section_evidence(number, scene, sections) for number in needed.sections)
    own = [each for each in scene.request.indicators if each.law == needed.id]
    if needed.problem_areas:
        covered = {each.problem_area for each in own if each.id in values} & {*needed.problem_areas}
        used = [each.id for each in own if each.id in values and each.problem_area in covered]
        words = f"uppgifter om {len(covered)} av {len(needed.problem_areas)} områden"
        yield _delivered(len(covered), len(needed.problem_areas), words, used, scene, values)
    if needed.indicators:
        used = [each.id for each in own if each.id in values]
        words = f"{len(used)} av minst {needed.indicators} indikatorer"
        yield _delivered(min(len(used), needed.indicators), needed.indicators, words, used, scene, values)
    yield from (_signed(subject, name, needed.each.get(subject, ""), scene) for subject, name in needed.texts.items())
    if needed.statutory:
        yield _updated(scene)
    if needed.published:
        yield _published(scene)
    yield from (register_evidence(each, scene) for each in needed.rows)
    if needed.contact:
        yield Evidence(1, 1, "kontakt är angiven", _CONFIGURATION) if scene.request.contact else Evidence(0, 1)


def _section_evidence(number: str, scene: Scene, sections: Sequence[Section]) -> Evidence:
    """Whether a section, or one of its parts, has anything but a gap; not known where the edition does not have it."""
    printed = [each for each in sections if f"{each.number}.".startswith(f"{number}.")]
    content = [block for each in printed for block in each.blocks if not (isinstance(block, Text) and block.origin is Origin.LUCKA)]
    if not content:
        return Evidence(0, 1, known=bool(printed))
    received = max((each.received_on for each in scene.material.deliveries), default=None)
    return Evidence(1, 1, f"avsnitt {number}", tuple(dict.fromkeys(bases(content))) or _LAW, received)


def _delivered(  # noqa: PLR0917 - one need, counted: what there is, what is needed, in words, and where it was read
    met: int, of: int, words: str, used: Sequence[str], scene: Scene, values: Mapping[str, tuple[str, ...]]
) -> Evidence:
    names = {name for indicator in used for name in values[indicator]}
    deliveries = [each for each in scene.material.deliveries if each.id in names]
    of_source = (source for each in deliveries if (source := scene.material.source(each.source)))
    return Evidence(
        met,
        of,
        words,
        tuple(f"leverans:{each.id}" for each in deliveries) or _LAW,
        max((each.received_on for each in deliveries), default=None),
        sensitivity=highest(*(source.sensitivity for source in of_source)),
    )


def _signed(subject: str, name: str, register: str, scene: Scene) -> Evidence:
    """Whether a text is signed; of each open row of a register where one is named and has any."""
    rows = open_rows(register, scene.material) if register else ()
    if rows:
        return _signed_each(subject, name, rows, scene)
    found = assessment(scene.material, scene.request, subject)
    if found is None:
        return Evidence(0, 1, known=subject not in scene.material.withheld)
    return Evidence(1, 1, name, (found.id,), found.dated, sensitivity=found.sensitivity)


def _signed_each(subject: str, name: str, rows: Sequence[Entry], scene: Scene) -> Evidence:
    signed = [each for row in rows if (each := assessment(scene.material, scene.request, row_dimension(subject, row.id)))]
    return Evidence(
        len(signed),
        len(rows),
        f"{name} av {len(signed)} av {len(rows)} problem",
        (*(each.id for each in signed), *(f"post:{each.register}:{each.id}" for each in rows)),
        max((each.dated for each in signed), default=None),
        sensitivity=highest(*(each.sensitivity for each in signed), *(each.sensitivity for each in rows)),
    )


def _updated(scene: Scene) -> Evidence:
    """Whether the lägesbild of the law is young enough; not known where the archive has none."""
    counted = scene.request.statutory
    if counted is None:
        return Evidence(0, 1, known=False)
    received = max((each.received_on for each in scene.material.deliveries), default=None)
    found = deadline(counted, received)
    return Evidence(0 if found.is_overdue else 1, 1, f"nästa uppdatering {found.words}", _LAW, counted.issued_on)


def _published(scene: Scene) -> Evidence:
    """How many of the issued lägesbilder have a public edition; not known while none has been issued."""
    issued = scene.request.issued
    if not issued:
        return Evidence(0, 1, "ingen lägesbild är utgiven tidigare", _LAW, known=False)
    published = [each for each in issued if each.is_published]
    words = f"utgivna lägesbilder med en publik version: {len(published)} av {len(issued)}"
    return Evidence(len(published), len(issued), words, _LAW, max(each.issued_on for each in issued))


def _row(requirement: Requirement, evidence: Sequence[Evidence], sections: Sequence[Section]) -> tuple[Cell, ...]:
    state = fulfilment(requirement, [(each.met, each.of, each.known) for each in evidence])
    said = [each for each in evidence if each.words]
    basis = tuple(dict.fromkeys(each for one in said for each in one.basis)) or _LAW
    dated = max((each.dated for each in said if each.dated), default=None)
    place = next((f"avsnitt {each.number}" for each in sections if each.number and each.number == requirement.place), "")
    words = "; ".join(each.words for each in said)
    has_any = any(each.met for each in evidence)
    return (
        Cell(requirement.id, note=requirement.paragraph, basis=_LAW, strong=True),
        Cell(requirement.text, basis=_LAW),
        Cell(FULFILMENTS[state], basis=basis, symbol=FULFILMENT_SIGNS[state]),
        Cell(wording.sentence_case(words) or "inget underlag", basis=basis, note=place if has_any else "", muted=not words),
        Cell(wording.day(dated), basis=basis) if dated else Cell(wording.NOT_APPLICABLE, muted=True),
    )


def _notes(law: Law) -> tuple[str, ...]:
    signs = ", ".join(f"{FULFILMENT_SIGNS[each]} {FULFILMENTS[each]}" for each in Fulfilment)
    return (f"{law.name}. {signs}.", _NOTE)
