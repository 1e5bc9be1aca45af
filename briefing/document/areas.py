"""Områdesbilder: tecken på social oro, a profile per declared area, and the overall picture that people have signed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.document import wording
from briefing.document.document import Block, Cell, Column, Origin, Table, Text
from briefing.document.outline import BlockOutline, subject
from briefing.document.prose import paragraphs
from briefing.document.scene import Composed, Scene
from briefing.document.sentences import assessed, statement_signature
from briefing.document.tables import gap_cell
from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.rounds import assessment, rounds
from briefing.observations.statement import Statement
from briefing.terms.area import LocalArea
from briefing.terms.boundary_change import standing
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.sensitivity import Sensitivity, highest


def areas(block: BlockOutline, scene: Scene) -> Composed:
    """A table per area with the same signs in the same order, then what people have judged of it; a gap where nobody has."""
    found = [each for each in scene.findings.all if isinstance(each, AreaSigns)]
    if not found:
        where = scene.request.municipality.bra_name
        detail = f"Områdesbilder saknas: inga områden i {where} är deklarerade och inga uppgifter per område har lämnats."
        return Composed(gaps=(Gap(GapReason.EJ_DEKLARERAD, detail, "omradesbilder"),))
    parts = [_area(block, each, scene) for each in found]
    return Composed(
        tuple(part for each in parts for part in each.blocks),
        tuple(gap for each in parts for gap in each.gaps),
        highest(*(each.sensitivity for each in parts)),
    )


def _area(block: BlockOutline, found: AreaSigns, scene: Scene) -> Composed:
    table, sensitivity = _profile(block, found, scene)
    observed = [each for each in _told(scene, found.area) if each.text]
    words = tuple(_observed(each, found.area, scene) for each in observed)
    sensitivity = highest(sensitivity, *(each.sensitivity for each in observed))
    missing = tuple(each.gap for each in found.signs if each.gap and each.period is None)
    signed = assessment(scene.material, scene.request, block.subject, found.area.code)
    if signed is None:
        detail = f"{found.area.name}: samlat läge är inte bedömt för {wording.period(scene.request.period)}."
        return Composed((table, *words), (*missing, Gap(GapReason.EJ_BEDOMD, detail, f"{block.subject}:{found.area.code}")), sensitivity)
    blocks: tuple[Block, ...] = (table, *words, _named(assessed(block, scene, signed), found.area))
    return Composed(blocks, missing, highest(sensitivity, signed.sensitivity))


def _named(text: Text, area: LocalArea) -> Text:
    """The text with the name of the area in it, so that its level is never taken for the municipality's."""
    overall = f"{area.name}: {wording.running(text.overall)}" if text.overall else ""
    return replace(text, overall=overall, signature=f"Gäller {area.name}. {text.signature}")


def _observed(told: Statement, area: LocalArea, scene: Scene) -> Text:
    """What somebody has observed in the area, in their own words. A part of a delivered round, and so not for a draft to change."""
    source = scene.material.source(told.source)
    origin = Origin(source.origin) if source else Origin.SAMORDNARE
    label = source.dimensions.get(told.dimension, told.dimension) if source else told.dimension
    signature = f"{label} i {area.name}. {statement_signature(told)}"
    is_invented = source.synthetic if source else False
    return Text(origin, wording.ORIGINS[origin], paragraphs(told.text, (told.id,)), signature=signature, synthetic=is_invented)


def _profile(block: BlockOutline, found: AreaSigns, scene: Scene) -> tuple[Table, Sensitivity]:
    wanted = {subject(each) for each in block.indicators}
    signs = [each for each in found.signs if each.subject in wanted]
    told = [each for each in _told(scene, found.area) if each.level or each.direction]
    rows = (*(_sign_row(each, found, scene) for each in signs), *(_told_row(each, scene) for each in told))
    columns = (
        Column("Tecken och period", width_mm=46),
        Column("Nivå", width_mm=36),
        Column("Riktning", width_mm=40),
        Column("Källa, eller var uppgiften finns"),
    )
    citations = (*(citation for each in signs for citation in each.citations), *(each.citation for each in told))
    table = Table(
        f"omrade-{found.area.code.lower()}",
        "",
        f"{block.caption}: {found.area.name}",
        columns,
        rows,
        _notes(found, scene),
        f"Tecken på social oro i {found.area.name}, ett i taget.",
        all(scene.is_synthetic(each) for each in citations) and bool(citations),
    )
    return table, highest(scene.sensitivity_of(*citations), *(each.sensitivity for each in told))


def _notes(found: AreaSigns, scene: Scene) -> tuple[str, ...]:
    notes = [
        f"{found.area.name} är {_what(found.area, scene)}. Varje tecken står för sig och läggs inte ihop till ett mått. "
        "Tecknen säger vad som händer, inte varför eller vilka som bor där."
    ]
    if found.tests > 1:
        judged = wording.counted(found.tests, "riktning", "riktningar")
        notes.append(f"I alla områden prövas {judged} tillsammans, på samma sätt som kommunens utveckling.")
    shown = (scene.indicator(each.subject) for each in found.signs if each.period is not None)
    return (*notes, *_of_boundaries(found, scene), *_of_rates(found), *(each.note for each in shown if each.note))


def _what(area: LocalArea, scene: Scene) -> str:
    """What kind of area it is, of which vintage, and in which area it lies."""
    whole = next((each.name for each in scene.request.areas if each.code == area.part_of), "")
    return f"{wording.AREA_KINDS[area.kind]}{f' ({area.vintage} års indelning)' if area.vintage else ''}{f' i {whole}' if whole else ''}"


def _of_boundaries(found: AreaSigns, scene: Scene) -> Iterator[str]:
    """That the area has not always had the boundaries that it has: nothing from before is beside it."""
    change = standing(found.area, scene.request.boundary_changes, scene.request.period.last_day).since
    if change:
        why = f" ({change.reason.rstrip('.')})" if change.reason else ""
        yield f"Området har sina gränser sedan {wording.day(change.on)}{why}. Tidigare uppgifter gäller ett annat område och jämförs inte."


def _of_rates(found: AreaSigns) -> Iterator[str]:
    """By which population own rates are computed."""
    rates = {each.own_rate.years: each.own_rate for each in found.signs if each.own_rate}
    for years, rate in rates.items():
        what = "medelfolkmängden" if len(years) > 1 else "folkmängden"
        days = wording.listed([f"31 december {year}" for year in years])
        later = ", eftersom årets slut inte är känt än" if rate.is_provisional else ""
        yield f"Tal per 10{wording.NBSP}000 invånare är egen beräkning på {what} {days}: {wording.number(rate.people, 0)}{later}."


def _sign_row(sign: Sign, found: AreaSigns, scene: Scene) -> tuple[Cell, ...]:
    indicator = scene.indicator(sign.subject)
    if sign.period is None:
        basis = (sign.gap.id,) if sign.gap else ()
        missing = gap_cell(sign.gap, basis)
        where = f"kan hämtas från {wording.running(indicator.available_from)}" if indicator.available_from else "ingen källa är känd"
        where = wording.GAP_REASONS[sign.gap.reason] if sign.gap and sign.gap.reason is GapReason.SEKRETESS else where
        return (Cell(indicator.label, strong=True, basis=basis), missing, missing, Cell(where, muted=True, basis=basis))
    basis = (found.id,)
    period = wording.preliminary(wording.short_period(sign.period), is_preliminary=sign.preliminary)
    has_verdict = sign.p is not None
    return (
        Cell(indicator.label, note=period, strong=True, basis=basis, synthetic=scene.is_synthetic(*sign.citations)),
        _level(sign, indicator, basis),
        Cell(
            wording.TRENDS[sign.verdict],
            symbol=wording.TREND_SIGNS[sign.verdict],
            note=sign.gap.detail if sign.gap else "",
            muted=not has_verdict,
            basis=basis,
        ),
        Cell("; ".join(scene.sources_of(*sign.citations)), basis=basis),
    )


def _level(sign: Sign, indicator: Indicator, basis: tuple[str, ...]) -> Cell:
    """The number, and the rate or unit in the grey line."""
    if sign.value is not None:
        return Cell(wording.measured(sign.value, indicator.unit), sign.value, basis, note=wording.UNITS[indicator.unit])
    if sign.count is None:
        return Cell(wording.number(sign.rate or 0.0), sign.rate, basis, note=wording.UNITS[Unit.PER_100K])
    note = "" if sign.rate is None else f"{wording.number(sign.rate)} {wording.UNITS[Unit.PER_100K]}"
    if sign.own_rate:
        note = f"{wording.number(sign.own_rate.per_10k, 1)} per 10{wording.NBSP}000 invånare"
    elif sign.no_rate:
        note = sign.no_rate.detail
    return Cell(wording.number(sign.count), sign.count, basis, note=note)


def _told(scene: Scene, area: LocalArea) -> list[Statement]:
    """What sources say of the area in their latest round."""
    latest = (told[-1] for source in scene.material.sources if (told := rounds(scene.material, scene.request, source.id)))
    return [each for told in latest for each in _about(told.statements, area)]


def _about(statements: Iterable[Statement], area: LocalArea) -> Iterator[Statement]:
    return (each for each in statements if each.area == area.code)


def _told_row(told: Statement, scene: Scene) -> tuple[Cell, ...]:
    source, basis = scene.material.source(told.source), (told.id,)
    label = source.dimensions.get(told.dimension, told.dimension) if source else told.dimension
    nothing = Cell(wording.NOT_APPLICABLE, muted=True)
    level = Cell(wording.LEVELS[told.level], symbol=wording.level_sign(told.level), basis=basis) if told.level else nothing
    sign = wording.DIRECTION_SIGNS[told.direction] if told.direction else ""
    direction = Cell(wording.DIRECTIONS[told.direction], symbol=sign, basis=basis) if told.direction else nothing
    name = Cell(label, note=wording.day(told.dated), strong=True, basis=basis, synthetic=source.synthetic if source else False)
    return (name, level, direction, Cell(f"{told.body}, egen bedömning", basis=basis))
